import type { Period } from '../dataset/period.ts';
import { columnLetters } from '../importing/grid.ts';
import type { GuessedIndicator } from './indicator-guess.ts';
import type { GuessedMeasure } from './measure-guess.ts';
import { periodId } from './own-brief.ts';
import type { OwnUnit } from '../importing/own-unit.ts';
import { ownWords } from './own-words.ts';
import { type CellGuess, type GuessedTable, linesOf, mainPeriods, rangeOf } from './table-guess.ts';

/** All that was seen in a file. */
export interface Seen {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly language: string;
  readonly sheet: string | undefined;
  /** Other sheets that hold tables. */
  readonly otherSheets: readonly string[];
  readonly tables: readonly SeenTable[];
  /** Units that are not built in. */
  readonly ownUnits: readonly OwnUnit[];
  readonly newest: Period;
}

/** What was seen in a table. */
export interface SeenTable {
  readonly table: GuessedTable;
  readonly cells: CellGuess;
  readonly indicators: readonly GuessedIndicator[];
  /** Rows that are measures of others. */
  readonly measures: readonly GuessedMeasure[];
}

/** What was guessed, a sentence each, for a person to correct. */
export function guessesOf({ id, language, sheet, otherSheets, tables, newest, ownUnits }: Seen): readonly string[] {
  const noUnit = tables.flatMap(({ indicators }) => indicators.filter(({ unit }) => unit === undefined));
  const isSplit = tables.some(({ table }) => table.columns.some(({ period }) => period.kind === 'split year'));
  return [
    ...tables.flatMap((one) => tableGuesses(one, sheet, tables.length > 1)),
    ...ownUnits.map(({ name }) => `${name} is no built-in unit, and is declared under units in dataset.yaml`),
    ...(noUnit.length > 0 ? [`${noUnit.length} rows name no unit, and are taken for plain counts`] : []),
    ...(isSplit ? ['years such as 2024/25 start in July (year_starts in dataset.yaml)'] : []),
    ...otherSheets.map(
      (other) => `the sheet ${other} holds a table too, which is not read: add it to tables in the mapping`,
    ),
    'every indicator is a flow, or a ratio where its unit is %: correct kind in dataset.yaml',
    `the source is called "${ownWords(language).source}", and its release ${id}-${periodId(newest)} is of ${newest.end.slice(0, 4)}: write who published the table, and when`,
  ];
}

/** What was guessed of a table; of several, each guess says which. */
function tableGuesses(seen: SeenTable, sheet: string | undefined, isOneOfSeveral: boolean): readonly string[] {
  const { table, cells, indicators, measures } = seen;
  const { isTransposed, head, others } = table;
  const [axis, across] = isTransposed ? (['column', 'row'] as const) : (['row', 'column'] as const);
  const periods = mainPeriods([table]);
  const where = `${axis} ${linesOf(head[0], head[1], axis)}${sheet === undefined ? '' : ` of the sheet ${sheet}`}`;
  const units = [...new Set(indicators.map(({ unit }) => unit).filter((unit) => unit !== undefined))];
  const guesses = [
    `the periods stand in ${where}: ${periods[0]?.text} to ${periods.at(-1)?.text}`,
    `${indicators.length} rows are indicators, with ids made from their names`,
    ...(units.length > 0 ? [`units: ${units.join(', ')}`] : []),
    ...(cells.asShown ? ['the cells show the digits of the source (numbers: as shown)'] : []),
    ...(cells.decimals === undefined
      ? []
      : [`some cells do not show their digits; the source is taken to print ${cells.decimals} decimals everywhere`]),
    ...(cells.decimalComma ? ['a comma stands before decimals'] : []),
    ...(cells.nil.length > 0 ? [`${cells.nil.join(' ')} stands for zero, as a note of the sheet says (nil)`] : []),
    ...(cells.missing.length > 0
      ? [
          `${cells.missing.join(' ')} stands for no figure (missing); if it is zero in this table, write nil in place of missing`,
        ]
      : []),
    ...(cells.marks.length > 0
      ? [`what the marks ${cells.marks.join(' ')} mean is to be written into the mapping`]
      : []),
    ...others.map(
      (line) =>
        `${across} ${linesOf(line, line, across)} (${cellsOfLine(table, line)}) is left out, because its head names no period: say it under periods in the mapping`,
    ),
    ...measures.map(({ row, measure, of, whole }) =>
      measure === 'growth'
        ? `${row.label} is the growth of ${of.label} over a year (measure: growth)`
        : `${row.label} is the share of ${of.label} in ${whole?.label ?? ''} (measure: share)`,
    ),
  ];
  if (!isOneOfSeveral) return guesses;
  const name = table.name || table.title;
  return [`${rangeOf(table)}${name === '' ? '' : `, "${name}"`}: ${guesses.join('; ')}`];
}

/** The cells of a line that is left out. */
function cellsOfLine({ isTransposed, rows }: GuessedTable, line: number): string {
  const [from, to] = [rows[0]?.row ?? 0, rows.at(-1)?.row ?? 0];
  if (isTransposed) return `${columnLetters(from)}${line}:${columnLetters(to)}${line}`;
  return `${columnLetters(line)}${from}:${columnLetters(line)}${to}`;
}
