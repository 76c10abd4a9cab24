import { readNumerals } from './numerals.ts';
import { NUMERAL_KINDS, type Paragraph, type SourceDocument } from './source-document.ts';
import type { SourceRecord } from './source-record.ts';
import type { Vocabulary } from './vocabulary.ts';

/** `output/2 (ordinals): [14]th`: the place, what it is if it is not a figure, and the words with the numeral in brackets. */
const EXCERPT = /^(?<at>[^:]*?)(?: \((?<kind>[a-z]+)\))?: (?<text>.*)$/u;

/** Most words of an excerpt: what its test needs, and never a sentence. */
export const EXCERPT_WORDS = 12;

/** A source of which only the words around each numeral are kept: a paragraph for each. */
export function readExcerpts(file: string, { excerpts }: SourceRecord, vocabulary: Vocabulary): SourceDocument {
  const blocks = excerpts.flatMap(({ text: entry, place }, at): Paragraph[] => {
    const { at: where = '', kind: named, text: marked = '' } = EXCERPT.exec(entry)?.groups ?? {};
    const kind = NUMERAL_KINDS.find((one) => one === named);
    const [section = '', number = '0'] = where.split(/\/(?=\d+$)/);
    const start = marked.indexOf('[');
    const text = marked.replace('[', '').replace(']', '');
    const all = readNumerals(text, vocabulary, kind === 'page');
    // An excerpt of words alone has no numeral that counts.
    const own = start < 0 ? -1 : all.findIndex((numeral) => numeral.start <= start && start < numeral.end);
    const { rangeFrom } = all[own] ?? {};
    // What else has digits belongs to the words: the year that a figure is compared with.
    const first = rangeFrom === undefined ? undefined : all[rangeFrom];
    const numeral = all[own];
    const held = numeral ? [...(first ? [first] : []), { ...numeral, kind, rangeFrom: first && 0 }] : [];
    return [
      {
        kind: 'paragraph',
        text,
        section,
        number: Number(number),
        ordinal: at + 1,
        isHeading: false,
        isFurniture: kind === 'page',
        numerals: held,
        placeOf: () => place,
      },
    ];
  });
  return { path: file, blocks, areExcerpts: true };
}
