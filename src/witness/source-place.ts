import { groupBy } from '../core/diagnostics/text-order.ts';
import type { Observation } from '../dataset/model.ts';
import type { Block, Cell, Paragraph } from '../source-document/source-document.ts';
import { formatOf } from '../source-document/source-formats.ts';
import { kindOfFile } from '../source-document/source-kind.ts';
import { claimsIn } from './claims.ts';
import { placeText } from './locator.ts';
import type { SourceReading } from './match.ts';

/** Where a statement stands in its source: what is kept of the sentence or table row, as plain text in one line. */
export interface SourcePlace {
  /** As `at` names it. */
  readonly at: string;
  readonly before: string;
  /** The figure with its sign and unit, or the words of a statement in words. */
  readonly marked: string;
  readonly after: string;
  /** Leads to the place itself, as near as its kind of file allows. */
  readonly url?: string | undefined;
  /** Of the text. */
  readonly language: string;
}

/** Most letters that are shown before what is marked, and after it. */
const BEFORE = 160;
const AFTER = 120;

/** The places of all statements of a reading that were found. */
export function placesIn(reading: SourceReading, url: string | undefined): ReadonlyMap<Observation, SourcePlace> {
  const { matched, document, vocabulary } = reading;
  const kind = kindOfFile(document.path);
  const cells = document.blocks.filter((block) => block.kind === 'cell');
  const context: Context = {
    reading,
    url,
    linksTo: typeof kind === 'string' ? formatOf(kind).linksTo : undefined,
    isExcerpts: reading.record.keep === 'excerpts',
    fragment: textFragment(document.blocks),
    rowsOf: groupBy(cells, ({ table, rows: [row] }) => `${table.number} ${row}`),
  };
  type Found = [Observation, Omit<SourcePlace, 'language'>];
  const figures = [...matched.found].map(([statement, { block, numeral }]): Found => {
    const { from = numeral.from } =
      (numeral.rangeFrom === undefined ? undefined : block.numerals[numeral.rangeFrom]) ?? {};
    return [statement, placeOf(block, [from, numeral.to], context)];
  });
  const claims = claimsIn(reading).flatMap(({ statement, block, words }): Found[] => {
    const from = block && words !== undefined ? foldedIndex(block.text, words) : -1;
    return block && words !== undefined && from >= 0
      ? [[statement, placeOf(block, [from, from + words.length], context)]]
      : [];
  });
  return new Map(
    [...figures, ...claims].map(([statement, place]) => [statement, { ...place, language: vocabulary.locale.id }]),
  );
}

interface Context {
  readonly reading: SourceReading;
  readonly url: string | undefined;
  readonly linksTo: ReturnType<typeof formatOf>['linksTo'];
  readonly isExcerpts: boolean;
  readonly fragment: ReturnType<typeof textFragment>;
  /** The cells of each row, by the number of their table and of the row. */
  readonly rowsOf: ReadonlyMap<string, readonly Cell[]>;
}

function foldedIndex(text: string, words: string): number {
  return text.toLowerCase().indexOf(words.toLowerCase());
}

type Span = readonly [from: number, to: number];

function placeOf(block: Block, span: Span, context: Context): Omit<SourcePlace, 'language'> {
  const [before, after] = block.kind === 'cell' ? around(block, span, context) : sentenceAround(block, span, context);
  return {
    at: placeText(block),
    before: lastPart(oneLine(before), BEFORE),
    marked: oneLine(block.text.slice(...span)).trim(),
    after: firstPart(oneLine(after), AFTER),
    url: addressOf(block, span, context),
  };
}

/** The rest of the sentence; all of an excerpt. */
function sentenceAround({ text }: Paragraph, [from, to]: Span, { isExcerpts }: Context): [string, string] {
  if (isExcerpts) return [text.slice(0, from), text.slice(to)];
  const ends = [...text.matchAll(SENTENCE_END)].map(({ index, 0: end }) => index + end.length);
  const start = ends.findLast((end) => end <= from) ?? 0;
  const end = ends.find((one) => one >= to) ?? text.length;
  return [text.slice(start, from), text.slice(to, end)];
}

/** A point ends a sentence before a space and a capital, not within a number or after an initial. */
const SENTENCE_END = /(?<=[\p{Ll}\d%)\]"”’]{2})[.!?]["”’)]*\s+(?=[\p{Lu}"“‘(])|[。！？；]["”’）]*\s*/gu;

/** The other cells of the row. */
function around(cell: Cell, [from, to]: Span, { rowsOf }: Context): [string, string] {
  const row = rowsOf.get(`${cell.table.number} ${cell.rows[0]}`) ?? [cell];
  const at = row.indexOf(cell);
  const [left, right] = [row.slice(0, at), row.slice(at + 1)].map((cells) => cells.map(({ text }) => text.trim()));
  return [[...(left ?? []), cell.text.slice(0, from)].join(' | '), [cell.text.slice(to), ...(right ?? [])].join(' | ')];
}

/** Without what would change the direction, the line or the look of the text around it. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '');
}

function lastPart(text: string, most: number): string {
  const trimmed = text.trimStart();
  return trimmed.length <= most
    ? trimmed
    : `… ${trimmed
        .slice(-most)
        .replace(/^\S{0,24}\s/u, '')
        .replace(/^\p{M}+/u, '')}`;
}

function firstPart(text: string, most: number): string {
  const trimmed = text.trimEnd();
  return trimmed.length <= most ? trimmed : `${trimmed.slice(0, most).replace(/\s\S{0,24}$/u, '')} …`;
}

/** The address of a page or of words, where one can lead there; else of the file. */
function addressOf(
  block: Block,
  [from, to]: Span,
  { url, linksTo, isExcerpts, fragment }: Context,
): string | undefined {
  if (url === undefined) return undefined;
  switch (linksTo) {
    case 'page': {
      const page = block.page ?? /^page (\d+)/.exec(placeText(block))?.[1];
      return page === undefined ? url : `${url.replace(/#.*$/s, '')}#page=${page}`;
    }
    case 'words':
      return url + (url.includes('#') ? ':~:' : '#:~:') + fragment(block, [from, to], isExcerpts);
    case undefined:
      return url;
  }
}

/** Words before a numeral, and then behind it, that may be needed to find it. */
const MOST_WORDS = 8;

/** Most words with which the label of an excerpt opens. */
const OPENING_WORDS = 4;

/**
 * Writes text directives (`text=prefix-,the text,-suffix`), by which a browser finds a place in a page and marks it: as few
 * words as single it out among the blocks of the source. Of an excerpt the words stand apart in the page: where its numeral is
 * not the only one, the text begins at its first words and ends with the numeral.
 */
function textFragment(
  blocks: readonly Block[],
): (block: Block, span: readonly [number, number], isExcerpt: boolean) => string {
  const whole = blocks.map(({ text }) => plain(text)).join('\n');
  const known = new Map<string, readonly number[]>();
  const placesOf = (text: string): readonly number[] => {
    const found = known.get(text) ?? offsetsOf(whole, text);
    known.set(text, found);
    return found;
  };
  return ({ text }, [from, to], isExcerpt) => {
    const marked = text.slice(from, to).trim();
    const own = plain(marked);
    const places = placesOf(own);
    if (isExcerpt) {
      const opening = /^(.+?) … /u.exec(text.slice(0, from))?.[1];
      const isEnough = places.length === 1 || opening === undefined;
      return `text=${isEnough ? '' : `${encoded(wordsOf(opening).slice(0, OPENING_WORDS).join(''))},`}${encoded(marked)}`;
    }
    const prefix = fewestOf(wordsOf(text.slice(0, from)).toReversed(), (words) => {
      const before = plain(words.toReversed().join(''));
      return places.filter((at) => whole.endsWith(before, at)).length <= 1;
    }).toReversed();
    const left = places.filter((at) => whole.endsWith(plain(prefix.join('')), at));
    const suffix = fewestOf(wordsOf(text.slice(to)), (words) => {
      const behind = plain(words.join(''));
      return left.filter((at) => whole.startsWith(behind, at + own.length)).length <= 1;
    });
    const [before, behind] = [encoded(prefix.join('')), encoded(suffix.join(''))];
    return `text=${before && `${before}-,`}${encoded(marked)}${behind && `,-${behind}`}`;
  };
}

/** Where a text stands in another. */
function offsetsOf(whole: string, text: string): number[] {
  const found: number[] = [];
  if (text === '') return found;
  for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) found.push(at);
  return found;
}

/** The fewest of some words that are enough; else as many as may be. */
function fewestOf(words: readonly string[], isEnough: (words: readonly string[]) => boolean): readonly string[] {
  const most = words.slice(0, MOST_WORDS);
  const size = most.findIndex((_, count) => isEnough(most.slice(0, count)));
  return size < 0 ? most : most.slice(0, size);
}

/** Words with the space around them; Han characters have none and stand alone. */
function wordsOf(text: string): string[] {
  return text.match(/\p{Script=Han}\s*|[^\s\p{Script=Han}]+\s*|^\s+/gu) ?? [];
}

/** As a browser compares: spaces are one, capitals do not count. */
function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').toLowerCase();
}

/** Percent-encoded, with the hyphens that a directive has as signs; half a character is none. */
function encoded(text: string): string {
  const whole = text
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replaceAll(/[\uD800-\uDFFF]/gu, '');
  return encodeURIComponent(whole).replaceAll('-', '%2D');
}
