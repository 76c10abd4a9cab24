import { columnLetters, folded, type Grid, shownAt, lines } from '../importing/grid.ts';
import { isScale, scaledUnit, scaleOf, unitIn } from '../importing/unit-words.ts';
import { endOfHead, type GuessedHead, isAnotherHead, type PeriodColumn } from './head-guess.ts';
import { unitTold } from '../importing/own-unit.ts';

/** Columns of one measure, in which no period stands twice. */
export interface GuessedBlock {
  readonly columns: readonly PeriodColumn[];
  /** The column of the names of its rows. */
  readonly labels: number;
  /** Last row of its head. */
  readonly headEnd: number;
  /** The texts that stand above its columns alone. */
  readonly texts: readonly string[];
  /** What it is called: the last of these texts that is not a unit, without the unit behind it. */
  readonly name: string;
  readonly unit: string | undefined;
}

/**
 * Splits a head into the measures that share it. One whose periods begin again has tables side by side; one in which each
 * period stands several times in a row has a column of each measure.
 */
export function blocksOf(grid: Grid, head: GuessedHead, top: number): readonly GuessedBlock[] {
  // Next to the figures of a period, a second column below its head may hold marks.
  const isAgain = ({ period, column }: PeriodColumn): boolean =>
    head.columns.some((other) => other.column !== column && other.period.text === period.text);
  const filled = head.columns.filter((one) => !isAgain(one) || hasFigures(grid, head, one.column));
  const runs = isAlternating(filled) ? alternating(filled) : runsOf(grid, head, filled);
  const blocks: GuessedBlock[] = [];
  for (const columns of runs) {
    const first = columns[0]?.column ?? 0;
    const before = blocks.at(-1)?.columns.at(-1)?.column ?? 0;
    const isAmong = runs.some((run) => run !== columns && run.some(({ column }) => column < first));
    const own = labelColumn(grid, head.to, first, isAlternating(filled) ? first : before + 1);
    const labels = own ?? (isAmong ? blocks[0]?.labels : labelColumn(grid, head.to, first, 1));
    if (labels === undefined) return [];
    const lines = columns.map(({ column }) => column);
    const headEnd = endOfHead(grid, head, lines, labels);
    const shared = own === undefined || blocks.length === 0 ? undefined : labels;
    blocks.push({ columns, labels, headEnd, ...namesOf(grid, { top, headEnd, head }, lines, shared, runs) });
  }
  const haveOwnNames = blocks.length > 1 && new Set(blocks.map(({ labels }) => labels)).size === blocks.length;
  return haveOwnNames ? blocks.map((block) => withCorner(grid, head, block)) : blocks;
}

/** A block with names of its own, over which its unit may stand. */
function withCorner(grid: Grid, head: GuessedHead, block: GuessedBlock): GuessedBlock {
  const { labels, headEnd, texts, unit } = block;
  const corner = lines(head.from, headEnd)
    .map((row) => folded(grid.cell(row, labels)?.text ?? ''))
    .filter((text) => saysWords(text));
  const named = corner.map((text) => unitTold(text) ?? unitIn(text)).findLast((one) => one !== undefined);
  return named === undefined ? block : { ...block, texts: [...texts, ...corner], unit: unit ?? named };
}

/** Whether a number stands somewhere below a head. */
function hasFigures(grid: Grid, head: GuessedHead, column: number): boolean {
  for (let row = head.to + 1; row <= grid.rowCount; row += 1) {
    if (isAnotherHead(grid, row, [column], head)) return false;
    if (/\d/.test(grid.cell(row, column)?.text ?? '')) return true;
  }
  return false;
}

function isAlternating(columns: readonly PeriodColumn[]): boolean {
  return columns.some(({ period }, index) => period.text === columns[index + 1]?.period.text);
}

/** The columns of each measure where each period has one of each: the first of every period, the second, and so on. */
function alternating(columns: readonly PeriodColumn[]): readonly (readonly PeriodColumn[])[] {
  const runs: PeriodColumn[][] = [];
  let place = 0;
  columns.forEach((one, index) => {
    place = one.period.text === columns[index - 1]?.period.text ? place + 1 : 0;
    (runs[place] ??= []).push(one);
  });
  return runs;
}

/** Columns from one that begins the periods again, or that has another title after a gap, to the next such. */
function runsOf(grid: Grid, head: GuessedHead, columns: readonly PeriodColumn[]): readonly (readonly PeriodColumn[])[] {
  const runs: PeriodColumn[][] = [];
  for (const one of columns) {
    const run = runs.at(-1);
    const last = run?.at(-1)?.column ?? one.column;
    const isNew = run?.some(({ period }) => period.text === one.period.text) ?? true;
    const title = shownAt(grid, head.from - 1, one.column);
    const isTitled = title !== undefined && title !== shownAt(grid, head.from - 1, last);
    if (isNew || (one.column > last + 1 && isTitled)) runs.push([one]);
    else run?.push(one);
  }
  return runs;
}

/** The last column before the figures, from another one on, in which names stand, and not units alone. */
function labelColumn(grid: Grid, head: number, first: number, from: number): number | undefined {
  let units: number | undefined;
  for (let column = first - 1; column >= from; column -= 1) {
    const texts = namesBelow(grid, head, column);
    if (texts.length === 0) continue;
    if (texts.some((text) => unitTold(text) === undefined)) return column;
    units ??= column;
  }
  return units;
}

/** The column between names and figures in which the units of the rows stand. */
export function unitColumn(grid: Grid, { to }: GuessedHead, labels: number, first: number): number | undefined {
  for (let column = first - 1; column > labels; column -= 1) {
    const texts = namesBelow(grid, to, column);
    if (texts.length > 0 && texts.every((text) => unitTold(text) !== undefined)) return column;
  }
  return undefined;
}

function namesBelow(grid: Grid, head: number, column: number): readonly string[] {
  const texts: string[] = [];
  for (let row = head + 1; row <= grid.rowCount; row += 1) {
    const cell = grid.cell(row, column);
    if (cell?.kind === 'text' && /\p{L}|%/u.test(cell.text)) texts.push(folded(cell.text));
  }
  return texts;
}

/** The texts above the columns of a block that stand above no other, with the name and the unit that they give it. */
function namesOf(
  grid: Grid,
  rows: { readonly top: number; readonly headEnd: number; readonly head: GuessedHead },
  columns: readonly number[],
  labels: number | undefined,
  runs: readonly (readonly PeriodColumn[])[],
): Pick<GuessedBlock, 'texts' | 'name' | 'unit'> {
  const isOwn = (column: number): boolean => columns.includes(column) || column === labels;
  const others = runs.flat().filter(({ column }) => !isOwn(column));
  const periods = new Set(runs.flat().map(({ period }) => period.text));
  const texts: string[] = [];
  for (let row = rows.top; row <= rows.headEnd && runs.length > 1; row += 1) {
    const foreign = new Set(others.map(({ column }) => shownAt(grid, row, column)));
    const above = labels === undefined || row >= rows.head.from ? [] : [labels];
    for (const column of [...above, ...columns]) {
      const cell = shownAt(grid, row, column);
      const text = folded(cell?.text ?? '');
      const isHead = row >= rows.head.from && row <= rows.head.to && (cell?.kind === 'date' || /\d{4}/.test(text));
      if (cell && !isHead && !foreign.has(cell) && saysWords(text) && !periods.has(text)) texts.push(text);
    }
  }
  const own = [...new Set(texts)];
  const named = own.map(withoutUnit).filter((text) => text !== '' && unitTold(text) === undefined);
  const units = own.map((text) => unitTold(text) ?? unitIn(text)).filter((unit) => unit !== undefined);
  const scale = units.find(isScale);
  const unit = units.findLast((one) => !isScale(one)) ?? scale;
  const isBare = scale !== undefined && unit !== undefined && scaleOf(unit) === 0;
  return { texts: own, name: named.at(-1) ?? '', unit: isBare ? scaledUnit(scale, unit) : unit };
}

/** Whether a text above a table is not a mere number: words, or a unit such as 1,000. */
export function saysWords(text: string): boolean {
  return /\p{L}|%/u.test(text) || unitTold(text) !== undefined;
}

/** A text without the unit at its end: `Freight` of `Freight, kt` and `Freight (kt)`. */
export function withoutUnit(text: string): string {
  const [, before, inBrackets, behind] = /^(.*?)(?: ?[(（]([^()（）]+)[)）]|, ([^,]+)|，([^，]+))$/u.exec(text) ?? [];
  const unit = inBrackets ?? behind;
  return before !== undefined && unit !== undefined && unitTold(unit) !== undefined ? before : text;
}

/** The name of a block in messages: what it is called, or its columns. */
export function blockName({ name, columns }: Pick<GuessedBlock, 'name' | 'columns'>): string {
  return name || columns.map(({ column }) => columnLetters(column)).join(', ');
}
