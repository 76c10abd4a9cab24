import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { folioOf } from './page-folio.ts';
import { strangeTexts } from './page-texts.ts';
import type { ExpectedOutput, ExpectedPiece } from './expected-text.ts';
import type { LetterFault } from './letter-faults.ts';
import { contextOf, isPrintedAs, nameOf } from './figure-match.ts';
import { differences, type Found, type Pair, pairNumerals, type Wanted } from './numeral-pairs.ts';
import { wrongWays } from './navigation-comparison.ts';
import { type Numeral, plain, type ReadOutput, type ReadPiece, squeezed, streamOf } from './read-text.ts';
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

/** Longest text, in characters, that is told whole where a part of it cannot be read. */
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
