import { inYaml } from '../../core/diagnostics/quoting.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { type Diagnostics, printable } from '../../core/diagnostics/diagnostic.ts';
import { decodeText, listText } from '../../core/diagnostics/source-text.ts';
import { type Period, periodYearEarlier } from '../../dataset/period.ts';
import { readCsvGrid } from '../importing/csv-grid.ts';
import { columnLetters, folded, type Grid } from '../importing/grid.ts';
import type { OwnUnit } from '../importing/own-unit.ts';
import { reported } from '../importing/source-tables.ts';
import { openWorkbook } from '../importing/spreadsheet/workbook.ts';
import { declaredNumbers, undeclaredIn } from '../../language/typed-numbers.ts';
import { type GuessedLong, guessLong, longText } from './long-guess.ts';
import { type GuessedIndicator, guessIndicators, leadingTotal } from './indicator-guess.ts';
import { guessColumnMeasures, type GuessedColumnMeasure, type GuessedMeasure, guessMeasures } from './measure-guess.ts';
import type { NewFile } from './new-file.ts';
import { briefFiles, type BriefIndicator, periodId } from './own-brief.ts';
import { ownUnits } from './own-unit.ts';
import {
  type CellGuess,
  guessCells,
  type GuessedTable,
  guessTables,
  linesOf,
  mainPeriods,
  rangeOf,
} from './table-guess.ts';

/** A spreadsheet or CSV file to start a project from. */
export interface OwnTable {
  /** The name of the file. */
  readonly name: string;
  readonly bytes: Buffer;
  /** The name of the sheet; without it all that are shown. */
  readonly sheet: string | undefined;
}

/** The files of a project and what was guessed for them, one sentence each. */
export interface OwnProject {
  readonly files: readonly NewFile[];
  readonly guesses: readonly string[];
}

/** Proposes a dataset, a mapping and a brief for a table. Undefined if no table was found, which is reported. */
export async function ownTableFiles(
  own: OwnTable,
  language: LocaleId,
  diagnostics: Diagnostics,
): Promise<OwnProject | undefined> {
  const found = await findTables(own, diagnostics);
  const newest = found && mainPeriods(found.map(({ table }) => table)).at(-1);
  if (!found || !newest) return undefined;
  const indicators = guessIndicators(found);
  const tables = found.map(({ sheet, table }, index) => {
    const all = indicators[index] ?? [];
    const cells = guessCells(table, new Map(all.map(({ row, unit }) => [row.row, unit])));
    const measures = guessMeasures(table, all, cells);
    const own = all.filter((one) => !measures.some(({ row }) => row === one));
    // What a column says about all rows would say it of a growth, too.
    const columnMeasures = guessColumnMeasures(table, own, cells).map((one) =>
      Object.assign(one, { isUnclear: one.isUnclear || measures.length > 0 }),
    );
    return { sheet, table, cells, indicators: own, measures, columnMeasures };
  });
  const { id, title } = nameOf(own.name);
  const used = new Set(tables.flatMap((one) => one.indicators.map(({ unit }) => unit)));
  const units = new Map(tables.flatMap(({ table }) => ownUnits(table.grid, used).map((unit) => [unit.code, unit])));
  const seen = {
    ownUnits: [...units.values()],
    id,
    title,
    file: `sources/${own.name}`,
    language,
    tables,
    newest,
  };
  return {
    files: [
      { path: seen.file, text: own.bytes },
      { path: `data/${id}/dataset.yaml`, text: datasetYaml(seen) },
      { path: `data/${id}/imports/table.yaml`, text: mappingYaml(seen) },
      ...briefFiles({
        id,
        title,
        language,
        newest,
        tables: tables.map(({ table, indicators: own, measures }) => ({
          measures,
          indicators: own.map((one) =>
            Object.assign({ isPositive: isPositive(table, one), ...statedIn(table, one) }, one),
          ),
          total: leadingTotal(own)?.id,
          name: table.name || table.title,
          periods: mainPeriods([table]),
        })),
      }),
    ],
    guesses: guessesOf(seen),
  };
}

/** Whether all figures of a row are above zero, so that their growth can be taken. */
function isPositive({ grid, columns }: GuessedTable, { row }: GuessedIndicator): boolean {
  const texts = columns.flatMap(({ column }) => grid.cell(row.row, column)?.text ?? []).map(folded);
  return (
    texts.every((text) => !/^[(\-−–]/.test(text)) &&
    texts.some((text) => /[1-9]/.test(text)) &&
    !texts.some((text) => /^[0.,]+$/.test(text))
  );
}

/** In how many of the main periods of its table a row has a figure, and whether it has one in the newest. */
function statedIn(table: GuessedTable, { row }: GuessedIndicator): Pick<BriefIndicator, 'figures' | 'isCurrent'> {
  const periods = new Set(mainPeriods([table]).map(({ text }) => text));
  const newest = [...periods].at(-1);
  const stated = table.columns
    .filter(({ column }) => /\d/.test(folded(table.grid.cell(row.row, column)?.text ?? '')))
    .flatMap(({ period }) => (periods.has(period.text) ? [period.text] : []));
  return { figures: new Set(stated).size, isCurrent: newest !== undefined && stated.includes(newest) };
}

/** The id and title of a dataset by the name of its file; parts with digits, which name a period, are left out. */
function nameOf(file: string): { readonly id: string; readonly title: string } {
  const words = file.replace(/\.\w+$/, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const plain = words.filter((word) => !/\p{N}/u.test(word));
  const named = plain.length > 0 ? plain : ['table'];
  const title = named.join(' ');
  const ascii = title.replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const id = ascii.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'table';
  return { id, title: title.charAt(0).toUpperCase() + title.slice(1) };
}

/** The tables of a file, of all its sheets that are shown or of the one that is asked for. */
async function findTables(
  { name, bytes, sheet: wanted }: OwnTable,
  diagnostics: Diagnostics,
): Promise<readonly FoundTable[] | undefined> {
  const grids: { sheet: string | undefined; grid: Grid }[] = [];
  if (/\.(?:csv|tsv|txt)$/i.test(name)) {
    const file = decodeText(name, bytes, diagnostics);
    const grid = file && (await readCsvGrid(file, diagnostics));
    if (grid) grids.push({ sheet: undefined, grid });
  } else {
    const workbook = reported(name, diagnostics, () => openWorkbook(name, bytes));
    const shown = workbook?.sheets.filter((one) => (wanted === undefined ? !one.isHidden : one.name === wanted)) ?? [];
    for (const sheet of shown) {
      const grid = workbook && reported(name, diagnostics, () => workbook.grid(sheet.name));
      if (grid) grids.push({ sheet: sheet.name, grid });
    }
  }
  if (diagnostics.failed) return undefined;
  const seen = grids.map(({ sheet, grid }) => ({ sheet, grid, long: guessLong(grid) }));
  for (const { long } of seen) if (long) reportRepeated(long, diagnostics);
  if (diagnostics.failed) return undefined;
  const found = seen.flatMap(({ sheet, grid, long }) => guessTables(grid, long).map((table) => ({ sheet, table })));
  if (found.length > 0) return found;
  const where = wanted === undefined ? '' : ` on the sheet ${wanted}`;
  const hint = 'a table has periods such as 2024 or Q1 2025 in a row or column, names next to them, and figures';
  return diagnostics.error('start/no-table', `no table of figures by period was found${where}`, name, hint);
}

/** Reports a long table in which two rows have the same period and names. */
function reportRepeated({ grid, repeated, shape }: GuessedLong, diagnostics: Diagnostics): void {
  if (!repeated) return;
  const message = `this table has a figure in each row, and the one in ${grid.named(repeated.earlier, repeated.column)} has the same period and names`;
  const hint = `${named('column', shape.names)} ${shape.names.length > 1 ? 'name' : 'names'} the series: add a column that distinguishes the two rows, or remove one of them`;
  diagnostics.error('dataset/stated-twice', message, grid.where(repeated.row, repeated.column), hint);
}

/** A text as YAML, in quotes. */
function quoted(text: string): string {
  return inYaml(printable(text));
}

function datasetYaml({ title, language, tables, ownUnits }: Seen): string {
  const indicators = tables.flatMap((one) => one.indicators);
  const columns = tables.flatMap(({ table }) => table.columns);
  const loose = namesWithNumbers(
    [title, ...ownUnits.map(({ name }) => name), ...indicators.map(({ label }) => label)],
    language,
  );
  const yearStarts = columns.some(({ period }) => period.kind === 'split year') ? ['year_starts: 7'] : [];
  return lines(
    '# yaml-language-server: $schema=../../node_modules/assay-briefs/data/schema/dataset.schema.json',
    `title: { ${language}: ${quoted(title)} }`,
    `publisher: ${quoted(words(language).project.publisher)}`,
    'licence: CC-BY-4.0',
    `locales: [${language}]`,
    ...yearStarts,
    ...(loose.length > 0 ? ['loose_numbers:', ...loose.map((text) => `  - ${quoted(text)}`)] : []),
    'sources:',
    `  source: { publisher: ${quoted(words(language).project.source)}, rank: 1 }`,
    ...unitLines(ownUnits, language),
    'indicators:',
    ...indicators.flatMap((one) => [
      `  ${one.id}:`,
      `    label: { ${language}: ${quoted(one.label)} }`,
      `    unit: ${quoted(one.unit ?? 'count')}`,
      `    kind: ${one.unit === '%' ? 'ratio' : 'flow'}`,
    ]),
  );
}

/**
 * What a dataset declares of the names of a table so that their numbers may be printed, as the 43 of *Total 43 forces*: the
 * name, or its numbers where it begins or ends with other signs than letters and digits.
 */
function namesWithNumbers(names: readonly string[], language: LocaleId): readonly string[] {
  const declared: string[] = [];
  for (const name of names.map(printable)) {
    if (undeclaredIn(name, language, declaredNumbers([...declared])) === undefined) continue;
    declared.push(name);
    for (;;) {
      const numeral = undeclaredIn(name, language, declaredNumbers([...declared]));
      if (numeral === undefined || declared.includes(numeral)) break;
      declared.push(numeral);
    }
  }
  return declared;
}

/** The units that are not built in; each is a quantity of its own, which converts to no other. */
function unitLines(units: readonly OwnUnit[], language: LocaleId): readonly string[] {
  if (units.length === 0) return [];
  return [
    'units:',
    ...units.map(
      ({ code, name }, index) =>
        `  ${code}: { base: ${baseOf(code) ?? `unit_${index + 1}`}, symbol: ${quoted(name)}, name: { ${language}: ${quoted(name)} } }`,
    ),
  ];
}

/** The name of a base quantity, which has plain letters alone; undefined if a code has none. */
function baseOf(code: string): string | undefined {
  const plain = code
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_');
  return /^[a-z]/.test(plain) ? plain : undefined;
}

function mappingYaml({ file, tables, newest, id }: Seen): string {
  return lines(
    '# yaml-language-server: $schema=../../../node_modules/assay-briefs/data/schema/import.schema.json',
    `file: ${quoted(file)}`,
    `release: { id: ${id}-${periodId(newest)}, source: source, published: ${newest.end.slice(0, 4)}, period: ${quoted(newest.text)} }`,
    'tables:',
    ...tables.flatMap(tableLines),
  );
}

/** A table of a mapping. */
function tableLines({ sheet, table, cells, indicators, measures, columnMeasures }: SeenTable): readonly string[] {
  const { isTransposed, head, labels, grid } = table;
  const [axis, across] = isTransposed ? (['column', 'row'] as const) : (['row', 'column'] as const);
  const units = new Set(indicators.map(({ unit }) => unit));
  const [only] = units;
  const [decimals] = cells.decimals.values();
  // what another unit has
  const own = (unit: string | undefined): string => {
    const printed = cells.decimals.get(unit);
    return printed === undefined || printed === decimals ? '' : `, decimals: ${printed}`;
  };
  const isOne = units.size === 1;
  const stated = table.columns.filter(({ isStated }) => isStated);
  const worked = columnMeasures.filter(({ isUnclear }) => !isUnclear);
  const isWorked = (line: number): boolean => worked.some(({ column }) => column === line);
  // What is hidden is left out by the key of its own, so that one word reads it.
  const skipped = [...table.others, ...table.foreign]
    .filter((line) => !isWorked(line) && !grid.hiddenColumns.has(line))
    .sort((a, b) => a - b);
  const periods = [
    ...stated.map(({ column, period }) => `      ${across} ${linesOf(column, column, across)}: ${quoted(period.text)}`),
    ...worked.map((one) => `      ${across} ${linesOf(one.column, one.column, across)}: ${columnEntry(one)}`),
    ...skipped.map((line) => `      ${across} ${linesOf(line, line, across)}: skip`),
  ];
  return [
    `  - range: '${rangeOf(table)}'`,
    ...(sheet === undefined ? [] : [`    sheet: ${quoted(sheet)}`]),
    ...(table.long
      ? [`    long: ${longText(table.long.shape)}`]
      : [`    head: ${linesOf(head[0], head[1], axis)}`, `    labels: ${linesOf(labels, labels, across)}`]),
    ...(isOne ? [`    unit: ${quoted(only ?? 'count')}`] : []),
    ...(cells.asShown ? ['    numbers: as shown'] : []),
    ...(decimals === undefined ? [] : [`    decimals: ${decimals}`]),
    ...(cells.decimalComma ? ["    decimal: ','"] : []),
    ...(cells.nil.length > 0 ? [`    nil: [${cells.nil.map(quoted).join(', ')}]`] : []),
    ...(cells.missing.length > 0 ? [`    missing: [${cells.missing.map(quoted).join(', ')}]`] : []),
    ...(cells.marks.length > 0
      ? [
          '    marks:',
          ...cells.marks.map((mark) => `      ${quoted(mark)}: { note: ${quoted(`mark ${mark} in the table`)} }`),
        ]
      : []),
    ...(grid.hiddenRows.size + grid.hiddenColumns.size > 0 ? ['    hidden: skip'] : []),
    ...(periods.length > 0 ? ['    periods:', ...periods] : []),
    '    rows:',
    ...indicators.map(({ key, id: indicator, unit }) =>
      isOne
        ? `      ${quoted(key)}: ${indicator}`
        : `      ${quoted(key)}: { indicator: ${indicator}, unit: ${quoted(unit ?? 'count')}${own(unit)} }`,
    ),
    ...measures.map(({ row: { key, unit }, measure, of, whole, base }) => {
      const compared = whole ? `, of: ${whole.id}` : base === undefined ? '' : `, base: ${base}`;
      return `      ${quoted(key)}: { indicator: ${of.id}, measure: ${measure}${compared}, unit: ${quoted(unit ?? 'count')}${own(unit)} }`;
    }),
  ];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

/** All that was seen in a file. */
interface Seen {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly language: LocaleId;
  readonly tables: readonly SeenTable[];
  /** Units that are not built in. */
  readonly ownUnits: readonly OwnUnit[];
  readonly newest: Period;
}

/** A table with the name of its sheet; a CSV file has none. */
interface FoundTable {
  readonly sheet: string | undefined;
  readonly table: GuessedTable;
}

/** What was seen in a table. */
interface SeenTable extends FoundTable {
  readonly cells: CellGuess;
  readonly indicators: readonly GuessedIndicator[];
  /** Rows that are measures of others. */
  readonly measures: readonly GuessedMeasure[];
  /** Columns that are measures of all rows. */
  readonly columnMeasures: readonly GuessedColumnMeasure[];
}

/** What a mapping says about a column that is a measure of all rows; a growth is over a year if it says nothing else. */
function columnEntry({ measure, period, base, whole }: GuessedColumnMeasure): string {
  const isYear = base === undefined || periodYearEarlier(period).text === base.text;
  const entries = [
    `period: '${period.text}', measure: ${measure}`,
    ...(isYear ? [] : [`base: '${base.text}'`]),
    ...(whole ? [`of: ${whole.id}`] : []),
    ...(measure === 'change' ? [] : ["unit: '%'"]),
  ];
  return `{ ${entries.join(', ')} }`;
}

/** What was guessed, one sentence each, for a person to correct. */
function guessesOf({ id, language, tables, newest, ownUnits }: Seen): readonly string[] {
  const noUnit = tables.flatMap(({ indicators }) => indicators.filter(({ unit }) => unit === undefined));
  const isSplit = tables.some(({ table }) => table.columns.some(({ period }) => period.kind === 'split year'));
  return [
    ...tables.flatMap((one) => tableGuesses(one, tables.length > 1)),
    ...ownUnits.map(({ name }) => `${name} is not a built-in unit, and is declared under units in dataset.yaml`),
    ...(noUnit.length > 0 ? [`${noUnit.length} rows name no unit, and are taken for plain counts`] : []),
    ...(isSplit ? ['years such as 2024/25 start in July (year_starts in dataset.yaml)'] : []),
    'every indicator is a flow, or a ratio where its unit is %: correct kind in dataset.yaml',
    `the source is called "${words(language).project.source}", and its release ${id}-${periodId(newest)} is of ${newest.end.slice(0, 4)}: write who published the table, and when`,
  ];
}

/** What was guessed of a table; of several, each guess says which. */
function tableGuesses(seen: SeenTable, isOneOfSeveral: boolean): readonly string[] {
  const { sheet, table, cells, indicators, measures, columnMeasures } = seen;
  const { isTransposed, head, others, long } = table;
  const [axis, across] = isTransposed ? (['column', 'row'] as const) : (['row', 'column'] as const);
  const periods = mainPeriods([table]);
  const inSheet = sheet === undefined || isOneOfSeveral ? '' : ` of the sheet ${sheet}`;
  const where = long
    ? `${named('column', long.shape.periods)}${inSheet}`
    : `${axis} ${linesOf(head[0], head[1], axis)}${inSheet}`;
  const units = [...new Set(indicators.map(({ unit }) => unit).filter((unit) => unit !== undefined))];
  const guesses = [
    `the periods are in ${where}: ${periods[0]?.text} to ${periods.at(-1)?.text}`,
    ...(long
      ? [
          `this is a long table, with a figure in each row: ${named('column', long.shape.names)} ${long.shape.names.length > 1 ? 'name' : 'names'} the series, and ${named('column', long.shape.values)} ${long.shape.values.length > 1 ? 'hold' : 'holds'} the figures (long)`,
        ]
      : []),
    `${indicators.length} ${long ? 'series' : 'rows'} are indicators, with ids made from their names`,
    ...(units.length > 0 ? [`units: ${units.join(', ')}`] : []),
    ...(cells.asShown ? ['the cells show the digits of the source (numbers: as shown)'] : []),
    ...(cells.decimals.size === 0
      ? []
      : [
          `some cells do not show their digits; the source is taken to print ${decimalsSaid(cells.decimals)} (decimals)`,
        ]),
    ...(cells.decimalComma ? ['a comma comes before decimals'] : []),
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
      if (table.grid.hiddenColumns.has(line))
        return `${name} (${cellsOf}) is left out, because it is hidden (hidden: skip); to read it, write hidden: read`;
      if (!found)
        return `${name} (${cellsOf}) is left out, because its head names no period: say it under periods in the mapping`;
      const { measure, base, period, whole } = found;
      const says = whole
        ? `the share in ${whole.label} of ${period.text}`
        : `the ${measure} from ${base?.text ?? ''} to ${period.text}`;
      return found.isUnclear
        ? `${name} (${cellsOf}) is ${says} where rows are not rates, and is left out: if it is so of all rows, write ${name}: ${columnEntry(found)} in place of skip`
        : `${name} (${cellsOf}) is ${says} (measure: ${found.measure})`;
    }),
    ...table.hiddenRows.map(
      (row) =>
        `${axis} ${linesOf(row, row, axis)} is left out, because it is hidden (hidden: skip); to read it, write hidden: read`,
    ),
    ...measures.map(({ row, measure, of, whole, base }) =>
      measure === 'share'
        ? `${row.label} is the share of ${of.label} in ${whole?.label ?? ''} (measure: share)`
        : `${row.label} is the ${measure} of ${of.label} over ${base === undefined ? 'a year' : 'the period before'} (measure: ${measure})`,
    ),
  ];
  if (!isOneOfSeveral) return guesses;
  const name = table.name || table.title;
  const range = sheet === undefined ? rangeOf(table) : `${sheet}!${rangeOf(table)}`;
  return [`${range}${name === '' ? '' : ` "${name}"`} ${guesses.join('; ')}`];
}

/** How many decimals figures are taken to have: `0 decimals`, `0 decimals, and 1 in %`. */
function decimalsSaid(decimals: CellGuess['decimals']): string {
  const [first = 0, ...others] = decimals.values();
  const units = [...decimals.keys()].slice(1);
  const own = others.flatMap((count, index) => (count === first ? [] : [`${count} in ${units[index] ?? 'counts'}`]));
  return [`${first} ${first === 1 ? 'decimal' : 'decimals'}`, ...own].join(', and ');
}

/** Columns by their letters: `column A`, `columns B and C`. */
function named(what: 'column', columns: readonly number[]): string {
  return `${what}${columns.length === 1 ? '' : 's'} ${listText(columns.map(columnLetters))}`;
}

/** The cells of a line that is left out. */
function cellsOfLine({ isTransposed, rows }: GuessedTable, line: number): string {
  const [from, to] = [rows[0]?.row ?? 0, rows.at(-1)?.row ?? 0];
  if (isTransposed) return `${columnLetters(from)}${line}:${columnLetters(to)}${line}`;
  return `${columnLetters(line)}${from}:${columnLetters(line)}${to}`;
}
