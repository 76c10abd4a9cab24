import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { readNumerals } from './numerals.ts';
import type { Paragraph, SourceDocument } from './source-document.ts';
import { MAX_CELLS } from '../tables/importing/grid.ts';
import { tooLarge } from './unreadable-source.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where sections begin: the words with which the first paragraph of each opens, by name, in their order. */
export type Sections = ReadonlyMap<string, string>;

/** A text before its paragraphs are counted. */
export interface RawParagraph {
  readonly text: string;
  readonly isHeading: boolean;
  readonly isFurniture: boolean;
  readonly page?: number | undefined;
  readonly placeOf: Paragraph['placeOf'];
}

/** Reads a plain text: each line that is not blank is a paragraph; lines that are wrapped by hand are joined. */
export function readText(file: SourceFile, sections: Sections, vocabulary: Vocabulary): SourceDocument {
  return { path: file.path, blocks: counted(linesOf(file), sections, vocabulary) };
}

function linesOf(file: SourceFile): RawParagraph[] {
  const lines = [...file.text.matchAll(/[^\r\n\f]+/g)].filter(([line]) => line.trim() !== '');
  const raw: { start: number; end: number }[] = [];
  const isWrapped = wrapsByHand(file.text);
  for (const line of lines) {
    const [start, end] = [line.index, line.index + line[0].length];
    const last = raw.at(-1);
    const isSame = last && isWrapped && !/\n[^\S\n]*\n|\f/.test(file.text.slice(last.end, start).replaceAll('\r', ''));
    if (last && isSame) last.end = end;
    else raw.push({ start, end });
  }
  return raw.map(({ start, end }) => {
    // One character for each, so that places stay what they are.
    const text = file.text.slice(start, end).replaceAll(/[\r\n\t]|(?<!\*)\*\*(?!\*)/g, (one) => ' '.repeat(one.length));
    return {
      text,
      isHeading: false,
      isFurniture: false,
      placeOf: (from, to) => placeAt(file, start + from, start + to),
    };
  });
}

/** Whether paragraphs of a text stand between blank lines, with a line break after so many letters. */
function wrapsByHand(text: string): boolean {
  const lines = text.split(/\r?\n/);
  const followed = lines.filter((line, at) => line.trim() !== '' && (lines[at + 1] ?? '').trim() !== '');
  const longest = lines.reduce((most, { length }) => Math.max(most, length), 0);
  return longest <= 120 && followed.length > 2 && followed.some(({ length }) => length > 50);
}

/** A text without marks of emphasis and room for them. */
function plainText(text: string): string {
  return text.replaceAll('**', ' ').replaceAll(/\s+/g, ' ').trim();
}

/** Letters of a paragraph at most: fifty times a long one. */
const MAX_LETTERS = 100_000;

/** Paragraphs with their section and number. What stands before the first declared section belongs to the page. */
export function counted(raw: readonly RawParagraph[], sections: Sections, vocabulary: Vocabulary): Paragraph[] {
  const opening = [...sections];
  let section = opening.length > 0 ? '' : '0';
  let [number, ordinal, headings, found] = [0, 0, 0, 0];
  return raw.map((one) => {
    const text = plainText(one.text);
    const begun = opening.findIndex(([, words]) => text.startsWith(plainText(words)));
    if (begun >= 0) {
      section = opening[begun]?.[0] ?? '';
      opening.splice(0, begun + 1);
      number = 0;
    } else if (one.isHeading && sections.size === 0) {
      headings += 1;
      section = String(headings);
      number = 0;
    }
    const isFurniture = one.isFurniture || section === '';
    if (!isFurniture && !one.isHeading) {
      number += 1;
      ordinal += 1;
    }
    if (one.text.length > MAX_LETTERS) throw tooLarge(`has a paragraph of more than ${MAX_LETTERS} letters`);
    const numerals = readNumerals(one.text, vocabulary, isFurniture);
    found += numerals.length;
    if (found > MAX_CELLS) throw tooLarge(`has more than ${MAX_CELLS} numerals`);
    return { kind: 'paragraph', ...one, isFurniture, section, number, ordinal, numerals };
  });
}
