import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { ExpectedOutput, ExpectedPiece } from './expected-text.ts';
import type { LetterFault } from './letter-faults.ts';
import type { OutlineEntry } from './pdf-navigation.ts';
import {
  type Artifact,
  type Numeral,
  numeralsIn,
  plain,
  type ReadOutput,
  type ReadPiece,
  squeezed,
  type Stream,
  streamOf,
} from './read-text.ts';
import { firstDifference, wantedAt } from './word-comparison.ts';

/** How messages name an output and the places in it. */
export interface OutputName {
  readonly path: string;
  readonly unit: 'page' | 'line';
}

/** Reports every difference between an output and what it must print. */
export async function compareOutput(
  expected: ExpectedOutput,
  read: ReadOutput,
  name: OutputName,
  diagnostics: Diagnostics,
): Promise<void> {
  const report = reporter(name, diagnostics);
  const pieces = expected.pieces.map((piece) => withPageNumber(piece, expected, read));
  const wanted = streamOf(pieces);
  const found = streamOf(read.pieces);
  const pairs = pairNumerals(wanted, found) ?? (await differences(wanted, found));
  comparePairs(pairs, wanted, found, report);
  compareTables(expected, read, report);
  compareAlternatives(expected, read, report);
  compareDrawings(expected, read, report);
  for (const { text, at } of strangeTexts(expected, read)) {
    report('output/readback-extra', `the document has no "${text}" here`, at);
  }
  compareLetters(pieces, read, expected, report);
  // words differ wherever a number does, and that was said
  const difference = report.isEmpty() ? firstDifference(pieces, read.pieces) : undefined;
  if (difference) {
    const { problem, at, wanted: piece } = difference;
    report('output/readback-text', problem, at, piece?.place ?? piece?.source);
  }
  for (const { problem, at } of wrongWays(expected, read)) report('output/readback-page', problem, at);
  report.end();
}

/** Puts in the page on which a section begins: the page of its heading. */
function withPageNumber(piece: ExpectedPiece, expected: ExpectedOutput, read: ReadOutput): ExpectedPiece {
  if (piece.pageOf === undefined) return piece;
  const page = read.headings[piece.pageOf];
  return { ...piece, text: page === undefined ? '' : folioOf(page, expected, read) };
}

function comparePairs(pairs: readonly Pair[], wanted: Wanted, found: Found, report: Report): void {
  let last: Numeral | undefined;
  let changed: ExpectedPiece | undefined;
  for (const pair of pairs) {
    const { wanted: numeral, found: here } = pair;
    const at = found.pieceAt((here ?? last)?.start ?? 0)?.at;
    const piece = numeral && wanted.pieceAt(numeral.start);
    if (!numeral || !piece) {
      if (here)
        report('output/readback-extra', `the document has no ${here.digits} here: "${contextOf(found, here)}"`, at);
    } else if (!here) {
      const after = last ? ` after "${contextOf(found, last)}"` : '';
      report('output/readback-missing', `${nameOf(piece, numeral)} is not printed${after}`, at, piece.place);
    } else if (piece.pageOf !== undefined) {
      const problem = `the contents say page ${here.digits} of a section that begins on page ${numeral.digits}`;
      if (here.digits !== numeral.digits) report('output/readback-page', problem, at);
    } else if (piece !== changed && !isPrintedAs({ ...pair, wanted: numeral, found: here }, wanted, found)) {
      const problem = `${nameOf(piece, numeral)} is printed as "${contextOf(found, here)}"`;
      report('output/readback-changed', problem, at, piece.place);
      changed = piece;
    }
    last = here ?? last;
  }
}

function compareTables(expected: ExpectedOutput, read: ReadOutput, report: Report): void {
  const [wanted, found] = [expected.tables, read.tables];
  if (wanted.length !== found.length) {
    report('output/readback-rows', `it has ${found.length} tables in place of ${wanted.length}`);
    return;
  }
  for (const [index, { rows, place }] of wanted.entries()) {
    const table = found[index];
    if (!table || table.rows === rows) continue;
    const problem = `table ${index + 1} has ${table.rows} rows in place of ${rows}`;
    report('output/readback-rows', problem, table.at, place);
  }
}

function compareAlternatives(expected: ExpectedOutput, read: ReadOutput, report: Report): void {
  const [wanted, found] = [expected.alternatives, read.alternatives];
  if (wanted.length !== found.length) {
    const lost = wanted.find(({ text }, index) => squeezed(text) !== squeezed(found[index]?.text ?? ''));
    const problem =
      lost && wanted.length === found.length + 1
        ? `nothing is drawn of the picture or link "${lost.text}"`
        : `words stand for ${found.length} pictures and links in place of ${wanted.length}`;
    report('output/readback-words', problem, undefined, lost?.place);
    return;
  }
  for (const [index, { text, place }] of wanted.entries()) {
    const words = found[index];
    if (!words || squeezed(words.text) === squeezed(text)) continue;
    const problem = `words that stand for a picture or link are "${words.text}" and not "${text}"`;
    report('output/readback-words', problem, words.at, place);
  }
}

/** Labels of a picture may touch, so the digits of all of them are compared as one text. */
function compareDrawings(expected: ExpectedOutput, read: ReadOutput, report: Report): void {
  for (const [index, { text, place }] of expected.drawings.entries()) {
    const drawing = read.drawings[index];
    const [wanted, found] = [text, drawing?.text ?? ''].map((labels) => plain(labels).replaceAll(/[^\p{N}+-]/gu, ''));
    if (wanted === found) continue;
    const problem = `the numbers in picture ${index + 1} are "${drawing?.text.trim()}" and not "${text.trim()}"`;
    report('output/readback-words', problem, drawing?.at, place);
  }
}

const FAULTS: Readonly<Record<LetterFault, string>> = {
  faint: 'its colour is that of its background, or something covers it',
  small: 'it is too small',
  'cut off': 'the edge of the page cuts it off',
  covered: 'other text lies on it',
  turned: 'it is turned or mirrored',
};

/** Longest text, in characters, that is reported whole where a part of it cannot be read. */
const MOST_WORDS = 40;

/** Reports what is on a page and cannot be read, for each piece of text and each picture. */
function compareLetters(
  pieces: readonly ExpectedPiece[],
  read: ReadOutput,
  { drawings }: ExpectedOutput,
  report: Report,
): void {
  const reportOf = ({ text, illegible: [first] = [], at }: ReadPiece, find: () => LetterSource): void => {
    if (!first) return;
    const words = text.trim().length > MOST_WORDS ? first.text : text.trim();
    const { place, chart } = find();
    const within = chart === undefined ? '' : ` in the chart ${chart}`;
    const problem = `"${words.replaceAll(/\s+/g, ' ')}"${within} cannot be read: ${FAULTS[first.fault]}`;
    report('output/illegible', problem, at, place, chart === undefined ? undefined : remedyIn(chart, first.fault));
  };
  for (const [index, piece] of read.pieces.entries()) {
    reportOf(piece, () => {
      const wanted = wantedAt(index, pieces, read.pieces);
      return { place: wanted?.place ?? wanted?.source };
    });
  }
  for (const [index, drawing] of read.drawings.entries()) reportOf(drawing, () => drawings[index] ?? {});
}

/** What asks for letters on a page. */
interface LetterSource {
  readonly place?: Place | undefined;
  readonly chart?: string | undefined;
}

/** What the author of a chart can do about a label of it that cannot be read. */
function remedyIn(chart: string, fault: LetterFault): string {
  const [file, elsewhere] = [`charts/${chart}.vl.json`, 'or move the label with dx and dy'];
  if (fault === 'faint') return `in ${file} give the text a color that differs from what lies behind it, ${elsewhere}`;
  if (fault === 'small')
    return `in ${file} make the fontSize of the text larger, or the chart no wider than its exhibit`;
  return `in ${file} leave more room around the text, ${elsewhere}`;
}

interface Report {
  (rule: RuleId, problem: string, at?: number, place?: Place, hint?: string): void;
  isEmpty(): boolean;
  /** Reports how many differences were not reported one by one. */
  end(): void;
}

/** Differences of one output that are reported one by one. */
const MAX_REPORTED = 10;

const HINT = 'report a fault of Assay: no style sheet of the brief causes this';

function reporter({ path, unit }: OutputName, diagnostics: Diagnostics): Report {
  let count = 0;
  const file = path.slice(path.lastIndexOf('/') + 1);
  function report(rule: RuleId, problem: string, at?: number, place?: Place, hint = HINT): void {
    count += 1;
    if (count > MAX_REPORTED) return;
    const name = place ? path : file;
    const where = at === undefined ? name : `${name}, ${unit} ${at}`;
    diagnostics.error(rule, `${where}: ${problem}`, place ?? path, hint);
  }
  return Object.assign(report, {
    isEmpty: () => count === 0,
    end(): void {
      if (count > MAX_REPORTED)
        diagnostics.error('output/readback-missing', `${file}: ${count - MAX_REPORTED} more differences`, path);
    },
  });
}

/** How messages name a number: by its figure, if it is part of one. */
function nameOf({ text, value }: ExpectedPiece, { digits }: Numeral): string {
  return value ? `the figure ${plain(text).replaceAll(/\s+/g, ' ')}` : `the number ${digits}`;
}

/** Whether a number is printed as expected; a figure with its sign, unit, qualifier and flags, and nothing joined to it. */
function isPrintedAs({ wanted: numeral, found: here, isBroken }: FullPair, wanted: Wanted, found: Found): boolean {
  const piece = wanted.pieceAt(numeral.start);
  if (isBroken) return true;
  if (numeral.digits !== here.digits) return false;
  if (!piece?.value) return true;
  const start = wanted.startAt(numeral.start);
  // two figures without a space between them are read as one number
  const end = Math.max(numeral.end, start + plain(piece.text).length);
  const before = squeezed(wanted.text.slice(start, numeral.start));
  const after = squeezed(wanted.text.slice(numeral.end, end));
  const left = squeezed(found.text.slice(Math.max(0, here.start - 2 * before.length - ROOM), here.start));
  const right = after === '' ? here.end : endOf(after, found.text, here.end);
  return (
    left.length >= before.length &&
    isAlike(left.slice(left.length - before.length), before) &&
    right !== undefined &&
    isFollowedAlike(wanted.text.slice(end), found.text.slice(right, right + ROOM))
  );
}

/** Most spaces and line breaks between the characters of a figure. */
const ROOM = 40;

/** The end of `text` in `whole`, where it must start at `from`, spaces ignored; undefined if it does not stand there. */
function endOf(text: string, whole: string, from: number): number | undefined {
  let end = from;
  for (const character of text.split('')) {
    while (/\s/.test(whole.charAt(end))) end += 1;
    if (!isAlike(whole.charAt(end), character)) return undefined;
    end += 1;
  }
  return end;
}

/** Whether two texts look the same: a font may draw a radical and a Han character with one glyph. */
function isAlike(found: string, wanted: string): boolean {
  if (found === wanted) return true;
  if (found.length !== wanted.length) return false;
  return found.split('').every((character, at) => {
    const other = wanted.charAt(at);
    return character === other || (/[\u2E80-\u2EFF]/.test(character) && /\p{Script=Han}/u.test(other));
  });
}

/** Whether no unit, digit or flag follows a figure that the document does not have there. */
function isFollowedAlike(wanted: string, found: string): boolean {
  const [, next = ''] = /^[^\S\n]*(\S?)/u.exec(wanted) ?? [];
  const [, here = ''] = (next === '' ? /^[^\S\n]*(\S?)/u : /^\s*(\S?)/u).exec(found) ?? [];
  if (!/[\p{Lu}\p{Ll}\p{Lo}\p{N}%[◆○■]/u.test(here)) return true;
  return isAlike(folded(here).charAt(0), folded(next).charAt(0));
}

/** Without case, which style sheets change, and without ligatures, which fonts make. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

const CONTEXT = 24;

/** A number with a few words on each side, for a message. */
function contextOf({ text }: Stream<unknown>, { start, end }: Numeral): string {
  const before = /[^\n]*$/.exec(text.slice(Math.max(0, start - CONTEXT), start))?.[0] ?? '';
  const after = /^[^\n]*/.exec(text.slice(end, end + CONTEXT))?.[0] ?? '';
  // no cut words
  const first = before.length < CONTEXT ? before : before.replace(/^\S*/, '');
  const last = after.length < CONTEXT ? after : after.replace(/\S*$/, '');
  return (first + text.slice(start, end) + last).replaceAll(/\s+/g, ' ').trim();
}

/** A difference, and the page that it is on. */
interface WrongWay {
  readonly problem: string;
  readonly at?: number;
}

/**
 * The ways to pages of a PDF that are wrong: the labels of its pages are their numbers, its outline lists the headings
 * with their pages, and the name of each section leads to the page of its heading.
 */
function wrongWays(
  { headings, sections, ...expected }: ExpectedOutput,
  { navigation, headings: pages }: ReadOutput,
): WrongWay[] {
  if (!navigation) return [];
  const { labels, outline, destinations } = navigation;
  const labelled = labels.flatMap((label, index) =>
    label === folioOf(index + 1, expected, { headings: pages })
      ? []
      : [{ problem: `the page is labelled "${label}"`, at: index + 1 }],
  );
  const led = sections.flatMap((id, index) => {
    const [page, at] = [destinations.get(encodeURIComponent(id)), pages[index]];
    if (page === undefined || at === undefined || page === at) return [];
    return [{ problem: `links to "${id}" lead to page ${page}, not to its heading`, at }];
  });
  return [
    ...labelled,
    ...wrongEntries(
      headings.filter((text) => squeezed(text) !== ''),
      pages,
      outline,
    ),
    ...led,
  ];
}

function wrongEntries(
  headings: readonly string[],
  pages: readonly number[],
  outline: readonly OutlineEntry[],
): WrongWay[] {
  if (outline.length !== headings.length) {
    return [{ problem: `its outline has ${outline.length} entries in place of ${headings.length}` }];
  }
  return outline.flatMap(({ title, page }, index) => {
    const at = pages[index] ?? 0;
    if (squeezed(title) !== squeezed(headings[index] ?? '')) {
      return [{ problem: `its outline names "${title}" and not "${headings[index]?.trim()}"`, at }];
    }
    return page === at ? [] : [{ problem: `its outline leads to page ${page} for "${title}"`, at }];
  });
}

/** A number that must be printed and the number that was found for it; one of them may be missing. */
interface Pair {
  readonly wanted?: Numeral | undefined;
  readonly found?: Numeral | undefined;
  /** Whether `found` is only the first part of `wanted`, which is broken across lines. */
  readonly isBroken: boolean;
}

type FullPair = Pair & { readonly wanted: Numeral; readonly found: Numeral };

type Wanted = Stream<ExpectedPiece>;
type Found = Stream<ReadPiece>;

/** Pairs equal numbers in order; undefined as soon as two differ, which is rare: then `differences` is asked. */
function pairNumerals(wanted: Wanted, found: Found): Pair[] | undefined {
  const pairs: Pair[] = [];
  let at = 0;
  for (const numeral of wanted.numerals) {
    const here = found.numerals[at];
    if (here && keyOf(here, found) === keyOf(numeral, wanted)) {
      pairs.push({ wanted: numeral, found: here, isBroken: false });
      at += 1;
      continue;
    }
    const piece = wanted.pieceAt(numeral.start);
    if (piece?.isMarker) continue;
    const parts = here && !piece?.value ? brokenAcrossLines(numeral.digits, found, at) : 0;
    if (!here || parts === 0) return undefined;
    pairs.push({ wanted: numeral, found: here, isBroken: true });
    at += parts;
  }
  return at === found.numerals.length ? pairs : undefined;
}

/** Equal for numbers that may be paired: the number of a list item is not a figure. */
function keyOf({ digits, start }: Numeral, stream: Wanted | Found): string {
  return stream.pieceAt(start)?.isMarker ? `item ${digits}` : digits;
}

/** How many numbers from `from` on are one number broken across lines, as in a long link; 0 if they are not. */
function brokenAcrossLines(digits: string, { text, numerals }: Found, from: number): number {
  let joined = '';
  for (let at = from; joined.length < digits.length; at += 1) {
    const [numeral, next] = [numerals[at], numerals[at + 1]];
    if (!numeral) return 0;
    joined += numeral.digits;
    if (joined === digits) return at - from + 1;
    const gap = next ? text.slice(numeral.end, next.start) : '';
    if (!/^[.,:]?\n$/.test(gap)) return 0;
    joined += gap.trim();
  }
  return 0;
}

/** With more changes than this the shortest list of them is not looked for: that takes too long. */
const MOST_CHANGES = 500;

/** Pairs numbers by the shortest list of changes between the two outputs. */
async function differences(wanted: Wanted, found: Found): Promise<Pair[]> {
  const { diffArrays } = await import('diff');
  const left = wanted.numerals.map((numeral) => keyOf(numeral, wanted));
  const right = found.numerals.map((numeral) => keyOf(numeral, found));
  const pairs: Pair[] = [];
  let [nextWanted, nextFound] = [0, 0];
  let missing: Numeral[] = [];
  function settle(extra: readonly Numeral[]): void {
    for (let at = 0; at < Math.max(missing.length, extra.length); at += 1) {
      pairs.push({ wanted: missing[at], found: extra[at], isBroken: false });
    }
    missing = [];
  }
  const changes = diffArrays(left, right, { maxEditLength: MOST_CHANGES }) ?? [
    { removed: true, added: false, count: left.length },
    { removed: false, added: true, count: right.length },
  ];
  for (const { added, removed, count } of changes) {
    if (removed) {
      missing = wanted.numerals.slice(nextWanted, (nextWanted += count)).filter(isNeeded(wanted));
      continue;
    }
    const here = found.numerals.slice(nextFound, (nextFound += count));
    settle(added ? here : []);
    if (added) continue;
    for (const numeral of here) pairs.push({ wanted: wanted.numerals[nextWanted++], found: numeral, isBroken: false });
  }
  settle([]);
  return pairs;
}

function isNeeded(wanted: Wanted): (numeral: Numeral) => boolean {
  return ({ start }) => !wanted.pieceAt(start)?.isMarker;
}

/**
 * The texts of pages that the document does not have: words and signs outside its text, and marks of list items that
 * are neither bullets nor numbers. The edge of a page may repeat headings, names of tables that continue and the
 * house's page head, and number the page. A table on several pages repeats its head.
 */
function strangeTexts(expected: ExpectedOutput, read: ReadOutput): ReadPiece[] {
  const { artifacts, pieces, pages } = read;
  const known = expected.repeated.map(wordsOf);
  const lines = artifacts.filter(
    (artifact) => !artifact.isRepeated && !(artifact.isAmongText ? isBlank(artifact) : isKnown(artifact)),
  );
  function isKnown({ text, at }: Artifact): boolean {
    const own = wordsOf(text);
    if (known.some((words) => repeats(words, own)) || own === folioOf(at, expected, read).toLowerCase()) return true;
    const numbers = numeralsIn(own).map(({ digits }) => digits);
    return !/[\p{L}\p{Sc}%‰]/u.test(own) && numbers.every((digits) => digits === `${at}` || digits === `${pages}`);
  }
  const marks = pieces.filter(({ isMarker, text }) => isMarker && !MARK.test(text.trim()));
  return [...strangeHeads(expected, artifacts), ...lines, ...marks];
}

/** Number and bullets, as list items have them. No dash: it would be a minus sign. */
const MARK = /^(?:\d*[.)]?|[•◦▪▫‣·○●■□])$/u;

/** Whether a text has no letters, numbers and signs. */
function isBlank({ text }: Artifact): boolean {
  return !/[\p{L}\p{N}\p{S}\p{Pd}%‰]/u.test(text);
}

/** Repeated heads of tables that are not the heads of tables. Of each page, one: cells may have several lines. */
function strangeHeads({ tables }: ExpectedOutput, artifacts: readonly Artifact[]): ReadPiece[] {
  const heads = tables.map(({ head }) => squeezed(head).toLowerCase()).filter((head) => head !== '');
  const pages = new Map<number, string>();
  for (const { text, at, isRepeated } of artifacts) {
    if (isRepeated) pages.set(at, (pages.get(at) ?? '') + squeezed(text).toLowerCase());
  }
  return [...pages].map(([at, text]) => ({ text: withoutHeads(text, heads), at })).filter(({ text }) => text !== '');
}

/** What of a text is left without the heads at its start. */
function withoutHeads(text: string, heads: readonly string[]): string {
  const head = heads.find((words) => text.startsWith(words));
  return head === undefined ? text : withoutHeads(text.slice(head.length), heads);
}

/** The words of a text, without case. A page may leave out the end of a long one. */
function wordsOf(text: string): string {
  return plain(text).replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

/** Whether words, from which the end or whole lines may be left out, are a part of known words. */
function repeats(known: string, words: string): boolean {
  const part = words.replace(/ ?…$/, '');
  const at = known.indexOf(part);
  if (part === '' || at < 0) return false;
  const around = known.charAt(at - 1) + known.charAt(at + part.length);
  return words !== part || !/[\p{Script=Latin}\p{N}]/u.test(around);
}

/** The number that a page must have, by its place among the pages, counted from 1. */
function folioOf(
  page: number,
  { annex }: Pick<ExpectedOutput, 'annex'>,
  { headings }: Pick<ReadOutput, 'headings'>,
): string {
  const first = annex === undefined ? undefined : headings[annex];
  return first !== undefined && page >= first ? `A${page - first + 1}` : `${page}`;
}
