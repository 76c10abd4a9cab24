import { type Period, periodYearEarlier } from '../dataset/period.ts';
import { columnLetters } from '../importing/grid.ts';
import type { GuessedIndicator } from './indicator-guess.ts';
import type { GuessedColumnMeasure, GuessedMeasure } from './measure-guess.ts';
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
  /** Columns that are measures of all rows. */
  readonly columnMeasures: readonly GuessedColumnMeasure[];
}

/** What a mapping says of a column that is a measure of all rows; a growth is over a year if it says nothing else. */
export function columnEntry({ measure, period, base, whole }: GuessedColumnMeasure): string {
  const isYear = base === undefined || periodYearEarlier(period).text === base.text;
  const entries = [
    `period: '${period.text}', measure: ${measure}`,
    ...(isYear ? [] : [`base: '${base.text}'`]),
    ...(whole ? [`of: ${whole.id}`] : []),
    ...(measure === 'change' ? [] : ["unit: '%'"]),
  ];
  return `{ ${entries.join(', ')} }`;
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
  const { table, cells, indicators, measures, columnMeasures } = seen;
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
    ...others.map((line) => {
      const name = `${across} ${linesOf(line, line, across)}`;
      const found = columnMeasures.find(({ column }) => column === line);
      const cellsOf = cellsOfLine(table, line);
      if (!found)
        return `${name} (${cellsOf}) is left out, because its head names no period: say it under periods in the mapping`;
      const { measure, base, period, whole } = found;
      const says = whole
        ? `the share in ${whole.label} of ${period.text}`
        : `the ${measure} from ${base?.text ?? ''} to ${period.text}`;
      return found.isUnclear
        ? `${name} (${cellsOf}) is ${says} where rows are no rates, and is left out: if it is so of all rows, write ${name}: ${columnEntry(found)} in place of skip`
        : `${name} (${cellsOf}) is ${says} (measure: ${found.measure})`;
    }),
    ...measures.map(({ row, measure, of, whole, base }) =>
      measure === 'share'
        ? `${row.label} is the share of ${of.label} in ${whole?.label ?? ''} (measure: share)`
        : `${row.label} is the ${measure} of ${of.label} over ${base === undefined ? 'a year' : 'the period before'} (measure: ${measure})`,
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
