import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { declaredNumbers } from '../document/document-lint.ts';
import type { ExpectedOutput, ExpectedPiece } from './expected.ts';
import { contextOf, isPrintedAs, nameOf } from './figure-match.ts';
import { differences, type Found, type Pair, pairNumerals, type Wanted } from './pairs.ts';
import { numeralsIn, type Numeral, plain, type ReadOutput, squeezed, streamOf } from './read-text.ts';

/** What a comparison calls the output. */
export interface OutputName {
  /** Path of the file, for what has no place in a template. */
  readonly path: string;
  /** What its places are. */
  readonly unit: 'page' | 'line';
}

/** Reports everything in which an output differs from what it must print. */
export async function compareOutput(
  expected: ExpectedOutput,
  read: ReadOutput,
  name: OutputName,
  diagnostics: Diagnostics,
): Promise<void> {
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
}

/** The page on which a section begins is where its heading was met. */
function withPageNumber(piece: ExpectedPiece, headings: readonly number[]): ExpectedPiece {
  return piece.pageOf === undefined ? piece : { ...piece, text: String(headings[piece.pageOf] ?? '') };
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
    const problem = `words stand for ${found.length} pictures and links in place of ${wanted.length}`;
    report('output/readback-words', problem);
    return;
  }
  for (const [index, { text, place }] of wanted.entries()) {
    const words = found[index];
    if (!words || squeezed(words.text) === squeezed(text)) continue;
    const problem = `words that stand for a picture or link are "${words.text}" and not "${text}"`;
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

/**
 * At the edge of each page may be repeated what a heading or the head of a table says, which of how many pages it is,
 * which table goes on there, and what the house has there; among the text only what is declared.
 */
function compareFurniture({ repeated, declared }: ExpectedOutput, read: ReadOutput, report: Report): void {
  const known = new Set(repeated.flatMap((words) => numeralsIn(plain(words)).map(({ digits }) => digits)));
  const { mask, covers } = declaredNumbers(declared);
  for (const { text, at, isAmongText } of read.furniture) {
    for (const { digits } of numeralsIn(plain(mask(text)))) {
      const isKnown = known.has(digits) || digits === String(at) || digits === String(read.pages);
      if (covers(digits) || (isKnown && !isAmongText)) continue;
      report('output/readback-extra', `the document has no ${digits} here: "${text}"`, at);
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
    const name = place ? path : file;
    const where = at === undefined ? name : `${name}, ${unit} ${at}`;
    diagnostics.error(rule, `${where}: ${problem}`, place ?? path, HINT);
  }
  return Object.assign(report, {
    end(): void {
      if (count > TOLD) diagnostics.error('output/readback-missing', `${file}: ${count - TOLD} more differences`, path);
    },
  });
}
