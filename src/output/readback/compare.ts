import type { Diagnostics } from '../../core/diagnostic.ts';
import type { RuleId } from '../../core/rules.ts';
import type { Place } from '../../core/source-file.ts';
import type { ExpectedOutput, ExpectedPiece } from './expected.ts';
import {
  type Numeral,
  numeralsIn,
  plain,
  type ReadOutput,
  type ReadPiece,
  squeezed,
  type Stream,
  streamOf,
} from './text.ts';

/** What a comparison calls the output. */
export interface OutputName {
  /** Path of the file, for what has no place in a template. */
  readonly path: string;
  /** What its places are. */
  readonly unit: 'page' | 'line';
}

/** Reports everything in which an output differs from what it must print. Answers how many numbers were compared. */
export async function compareOutput(
  expected: ExpectedOutput,
  read: ReadOutput,
  name: OutputName,
  diagnostics: Diagnostics,
): Promise<number> {
  const report = reporter(name, diagnostics);
  const wanted = streamOf(expected.pieces.map((piece) => withPageNumber(piece, read.headings)));
  const found = streamOf(read.pieces);
  const pairs = pairNumerals(wanted, found) ?? (await differences(wanted, found));
  comparePairs(pairs, wanted, found, report);
  compareTables(expected, read, report);
  compareAlternatives(expected, read, report);
  compareDrawings(expected, read, report);
  compareFurniture(expected, read, report);
  report.end();
  return pairs.length;
}

/** A number that must be printed, beside the one that was found for it; where one is undefined, the other stands alone. */
interface Pair {
  readonly wanted?: Numeral | undefined;
  readonly found?: Numeral | undefined;
  /** Whether what was found is the first part of it, the rest standing in the next lines. */
  readonly isBroken: boolean;
}

type FullPair = Pair & { readonly wanted: Numeral; readonly found: Numeral };

type Wanted = Stream<ExpectedPiece>;
type Found = Stream<ReadPiece>;

/** The page on which a section begins is where its heading was met. */
function withPageNumber(piece: ExpectedPiece, headings: readonly number[]): ExpectedPiece {
  return piece.pageOf === undefined ? piece : { ...piece, text: String(headings[piece.pageOf] ?? '') };
}

/** Pairs the numbers one by one; undefined as soon as two differ, which is rare and for `differences` to sort out. */
function pairNumerals(wanted: Wanted, found: Found): Pair[] | undefined {
  const pairs: Pair[] = [];
  let at = 0;
  for (const numeral of wanted.numerals) {
    const here = found.numerals[at];
    if (here?.digits === numeral.digits) {
      pairs.push({ wanted: numeral, found: here, isBroken: false });
      at += 1;
      continue;
    }
    const piece = wanted.pieceAt(numeral.start);
    if (piece?.optional) continue;
    const parts = here && !piece?.value ? brokenAcrossLines(numeral.digits, found, at) : 0;
    if (!here || parts === 0) return undefined;
    pairs.push({ wanted: numeral, found: here, isBroken: true });
    at += parts;
  }
  return at === found.numerals.length ? pairs : undefined;
}

/** How many numbers found in a row are one that lines were broken in, as in a long address; 0 if they are not. */
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

/** Changes beyond which nobody wants to know the least number of them, which takes long to find. */
const MOST_CHANGES = 500;

/** The least number of changes that leads from the one list of numbers to the other. */
async function differences(wanted: Wanted, found: Found): Promise<Pair[]> {
  const { diffArrays } = await import('diff');
  const left = wanted.numerals.map(({ digits }) => digits);
  const right = found.numerals.map(({ digits }) => digits);
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
  return ({ start }) => !wanted.pieceAt(start)?.optional;
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

function nameOf({ text, value }: ExpectedPiece, { digits }: Numeral): string {
  return value ? `the figure ${plain(text).replaceAll(/\s+/g, ' ')}` : `the number ${digits}`;
}

/** Whether a number is printed as it must be: its digits, and of a figure also what stands around them. */
function isPrintedAs({ wanted: numeral, found: here, isBroken }: FullPair, wanted: Wanted, found: Found): boolean {
  const piece = wanted.pieceAt(numeral.start);
  if (isBroken) return true;
  if (numeral.digits !== here.digits) return false;
  if (!piece?.value) return true;
  const { before, after } = surroundings(wanted, piece, numeral);
  const reach = (text: string): number => 2 * text.length + ROOM;
  const left = found.text.slice(Math.max(0, here.start - reach(before)), here.start);
  const right = found.text.slice(here.end, here.end + reach(after));
  if (!endsAlike(squeezed(left), before) || !startsAlike(squeezed(right), after)) return false;
  // flags that the document does not give it
  return FLAGS.test(after) || FLAGS.test(lineAfter(wanted, numeral.end)) || !FLAGS.test(lineAfter(found, here.end));
}

function endsAlike(text: string, end: string): boolean {
  return end === '' || (text.length >= end.length && startsAlike(text.slice(-end.length), end));
}

function startsAlike(text: string, start: string): boolean {
  return start.split('').every((character, at) => isAlike(text.charAt(at), character));
}

/** A character that looks like a radical is told as that radical by fonts which draw both with one glyph. */
function isAlike(found: string, wanted: string): boolean {
  return found === wanted || (/[\u2E80-\u2EFF]/.test(found) && /\p{Script=Han}/u.test(wanted));
}

/** Spaces and line breaks that may stand among some characters. */
const ROOM = 40;

const FLAGS = /^[^\p{L}\p{N}]*?\[[a-z](?:,\s*[a-z])*\]/u;

function lineAfter({ text }: Stream<unknown>, offset: number): string {
  return /^[^\n]*/.exec(text.slice(offset, offset + ROOM))?.[0] ?? '';
}

/** What stands in a figure before and after one of its numbers. */
function surroundings(
  wanted: Wanted,
  { text }: ExpectedPiece,
  { start, end }: Numeral,
): Record<'before' | 'after', string> {
  const from = wanted.startAt(start);
  return {
    before: squeezed(wanted.text.slice(from, start)),
    after: squeezed(wanted.text.slice(end, from + plain(text).length)),
  };
}

const CONTEXT = 24;

/** A number with a few words on each side, for a person to find it by. */
function contextOf({ text }: Stream<unknown>, { start, end }: Numeral): string {
  const before = /[^\n]*$/.exec(text.slice(Math.max(0, start - CONTEXT), start))?.[0] ?? '';
  const after = /^[^\n]*/.exec(text.slice(end, end + CONTEXT))?.[0] ?? '';
  // a word that is cut off is left out
  const first = before.length < CONTEXT ? before : before.replace(/^\S*/, '');
  const last = after.length < CONTEXT ? after : after.replace(/\S*$/, '');
  return (first + text.slice(start, end) + last).replaceAll(/\s+/g, ' ').trim();
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
    const problem = `words stand for ${found.length} pictures in place of ${wanted.length}`;
    report('output/readback-words', problem);
    return;
  }
  for (const [index, { text, place }] of wanted.entries()) {
    const words = found[index];
    if (!words || squeezed(words.text) === squeezed(text)) continue;
    const problem = `the words for picture ${index + 1} are "${words.text}" and not "${text}"`;
    report('output/readback-words', problem, words.at, place);
  }
}

/** Labels of a picture may touch, so their numbers are compared as one. */
function compareDrawings(expected: ExpectedOutput, read: ReadOutput, report: Report): void {
  for (const [index, { text, place }] of expected.drawings.entries()) {
    const drawing = read.drawings[index];
    const [wanted, found] = [text, drawing?.text ?? ''].map((labels) => plain(labels).replaceAll(/[^\p{N}+-]/gu, ''));
    if (wanted === found) continue;
    const problem = `the numbers in picture ${index + 1} are "${drawing?.text.trim()}" and not "${text.trim()}"`;
    report('output/readback-words', problem, drawing?.at, place);
  }
}

/** At the edge of each page may be repeated what a heading or the head of a table says, and which of how many pages it is. */
function compareFurniture(expected: ExpectedOutput, read: ReadOutput, report: Report): void {
  const repeated = [...expected.headings, ...expected.tables.map(({ head }) => head)];
  const known = new Set(repeated.flatMap((words) => numeralsIn(plain(words)).map(({ digits }) => digits)));
  for (const { text, at, isAmongText } of read.furniture) {
    for (const { digits } of numeralsIn(plain(text))) {
      const isKnown = known.has(digits) || digits === String(at) || digits === String(read.pages);
      if (!isKnown || isAmongText) report('output/readback-extra', `the document has no ${digits} here: "${text}"`, at);
    }
  }
}

interface Report {
  (rule: RuleId, problem: string, at?: number, place?: Place): void;
  /** Says how much was left out. */
  end(): void;
}

/** Differences of one output that are told one by one. */
const TOLD = 10;

const HINT =
  "look for a rule in the brief's style sheet that hides, adds or changes text; without one, report a fault of Assay";

function reporter({ path, unit }: OutputName, diagnostics: Diagnostics): Report {
  let count = 0;
  const file = path.slice(path.lastIndexOf('/') + 1);
  function report(rule: RuleId, problem: string, at?: number, place?: Place): void {
    count += 1;
    if (count > TOLD) return;
    const where = at === undefined ? file : `${file}, ${unit} ${at}`;
    diagnostics.error(rule, `${where}: ${problem}`, place ?? path, HINT);
  }
  return Object.assign(report, {
    end(): void {
      if (count > TOLD) diagnostics.error('output/readback-missing', `${file}: ${count - TOLD} more differences`, path);
    },
  });
}
