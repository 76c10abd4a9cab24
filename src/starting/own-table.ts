import { printable } from '../core/diagnostics/diagnostic.ts';
import { type Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { decodeText } from '../core/diagnostics/source-text.ts';
import { readCsvGrid } from '../importing/csv-grid.ts';
import type { Grid } from '../importing/grid.ts';
import { reported } from '../importing/source-tables.ts';
import { openWorkbook } from '../importing/spreadsheet/workbook.ts';
import { declaredNumbers, undeclaredIn } from '../locale/typed-numbers.ts';
import { guessIndicators, leadingTotal } from './indicator-guess.ts';
import { guessColumnMeasures, guessMeasures } from './measure-guess.ts';
import type { NewFile } from './new-file.ts';
import { briefFiles, periodId } from './own-brief.ts';
import type { OwnUnit } from '../importing/own-unit.ts';
import { ownUnits } from './own-unit.ts';
import { ownWords } from './own-words.ts';
import { type GuessedTable, guessCells, guessTables, linesOf, mainPeriods, rangeOf } from './table-guess.ts';
import { columnEntry, guessesOf, type Seen, type SeenTable } from './told-guesses.ts';

/** A spreadsheet or CSV file to start a project from. */
export interface OwnTable {
  /** The name of the file. */
  readonly name: string;
  readonly bytes: Buffer;
  /** The name of the sheet; without it the first one in which a table is found. */
  readonly sheet: string | undefined;
}

/** The files of a project and what was guessed for them, a sentence each. */
export interface OwnProject {
  readonly files: readonly NewFile[];
  readonly guesses: readonly string[];
}

/** Proposes a dataset, a mapping and a brief for a table. Undefined if no table was found, which is reported. */
export async function ownTableFiles(
  own: OwnTable,
  language: string,
  diagnostics: Diagnostics,
): Promise<OwnProject | undefined> {
  const found = await findTables(own, diagnostics);
  const newest = found && mainPeriods(found.tables).at(-1);
  if (!found || !newest) return undefined;
  const indicators = guessIndicators(found.tables);
  const tables = found.tables.map((table, index) => {
    const all = indicators[index] ?? [];
    const cells = guessCells(table);
    const measures = guessMeasures(table, all, cells);
    const own = all.filter((one) => !measures.some(({ row }) => row === one));
    // What a column says of all rows would say it of a growth, too.
    const columnMeasures = guessColumnMeasures(table, own, cells).map((one) =>
      Object.assign(one, { isUnclear: one.isUnclear || measures.length > 0 }),
    );
    return { table, cells, indicators: own, measures, columnMeasures };
  });
  const { id, title } = nameOf(own.name);
  const { sheet, otherSheets } = found;
  const used = new Set(tables.flatMap((one) => one.indicators.map(({ unit }) => unit)));
  const grid = tables[0]?.table.grid;
  const seen = {
    ownUnits: grid ? ownUnits(grid, used) : [],
    id,
    title,
    file: `sources/${own.name}`,
    language,
    sheet,
    otherSheets,
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
          indicators: own,
          total: leadingTotal(own),
          name: tables.length > 1 ? table.name || table.title : '',
          periods: mainPeriods([table]),
        })),
      }),
    ],
    guesses: guessesOf(seen),
  };
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

/** The tables of a file: those of the first sheet that has any. */
async function findTables(
  { name, bytes, sheet: wanted }: OwnTable,
  diagnostics: Diagnostics,
): Promise<(Pick<Seen, 'sheet' | 'otherSheets'> & { readonly tables: readonly GuessedTable[] }) | undefined> {
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
  const found = grids
    .map(({ sheet, grid }) => ({ sheet, tables: guessTables(grid) }))
    .filter(({ tables }) => tables.length > 0);
  const [first, ...others] = found;
  if (first) return { ...first, otherSheets: others.flatMap(({ sheet }) => sheet ?? []) };
  const where = wanted === undefined ? '' : ` on the sheet ${wanted}`;
  const hint = 'a table has periods such as 2024 or Q1 2025 in a row or column, names beside them, and figures';
  return diagnostics.error('start/no-table', `no table of figures by period was found${where}`, name, hint);
}

/** A text as YAML, in quotes. */
function quoted(text: string): string {
  return `'${printable(text).replaceAll("'", "''")}'`;
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
    `publisher: ${quoted(ownWords(language).publisher)}`,
    'licence: CC-BY-4.0',
    `locales: [${language}]`,
    ...yearStarts,
    ...(loose.length > 0 ? ['loose_numbers:', ...loose.map((text) => `  - ${quoted(text)}`)] : []),
    'sources:',
    `  source: { publisher: ${quoted(ownWords(language).source)}, rank: 1 }`,
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
function namesWithNumbers(names: readonly string[], language: string): readonly string[] {
  const declared: string[] = [];
  for (const name of names.map(printable)) {
    if (undeclaredIn(name, language, declaredNumbers(declared)) === undefined) continue;
    declared.push(name);
    for (;;) {
      const numeral = undeclaredIn(name, language, declaredNumbers(declared));
      if (numeral === undefined || declared.includes(numeral)) break;
      declared.push(numeral);
    }
  }
  return declared;
}

/** The units that are not built in; each is a quantity of its own, which converts to no other. */
function unitLines(units: readonly OwnUnit[], language: string): readonly string[] {
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

function mappingYaml({ file, sheet, tables, newest, id }: Seen): string {
  return lines(
    '# yaml-language-server: $schema=../../../node_modules/assay-briefs/data/schema/import.schema.json',
    `file: ${quoted(file)}`,
    `release: { id: ${id}-${periodId(newest)}, source: source, published: ${newest.end.slice(0, 4)}, period: ${quoted(newest.text)} }`,
    'tables:',
    ...tables.flatMap((one) => tableLines(one, sheet)),
  );
}

/** A table of a mapping. */
function tableLines(
  { table, cells, indicators, measures, columnMeasures }: SeenTable,
  sheet: string | undefined,
): readonly string[] {
  const { isTransposed, head, labels, grid } = table;
  const [axis, across] = isTransposed ? (['column', 'row'] as const) : (['row', 'column'] as const);
  const units = new Set(indicators.map(({ unit }) => unit));
  const [only] = units;
  const isOne = units.size === 1;
  const stated = table.columns.filter(({ isStated }) => isStated);
  const worked = columnMeasures.filter(({ isUnclear }) => !isUnclear);
  const isWorked = (line: number): boolean => worked.some(({ column }) => column === line);
  const skipped = [...table.others, ...table.foreign].filter((line) => !isWorked(line)).sort((a, b) => a - b);
  const periods = [
    ...stated.map(({ column, period }) => `      ${across} ${linesOf(column, column, across)}: ${quoted(period.text)}`),
    ...worked.map((one) => `      ${across} ${linesOf(one.column, one.column, across)}: ${columnEntry(one)}`),
    ...skipped.map((line) => `      ${across} ${linesOf(line, line, across)}: skip`),
  ];
  return [
    `  - head: ${linesOf(head[0], head[1], axis)}`,
    ...(sheet === undefined ? [] : [`    sheet: ${quoted(sheet)}`]),
    `    range: ${rangeOf(table)}`,
    `    labels: ${linesOf(labels, labels, across)}`,
    ...(isOne ? [`    unit: ${quoted(only ?? 'count')}`] : []),
    ...(cells.asShown ? ['    numbers: as shown'] : []),
    ...(cells.decimals === undefined ? [] : [`    decimals: ${cells.decimals}`]),
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
        : `      ${quoted(key)}: { indicator: ${indicator}, unit: ${quoted(unit ?? 'count')} }`,
    ),
    ...measures.map(({ row: { key, unit }, measure, of, whole, base }) => {
      const compared = whole ? `, of: ${whole.id}` : base === undefined ? '' : `, base: ${base}`;
      return `      ${quoted(key)}: { indicator: ${of.id}, measure: ${measure}${compared}, unit: ${quoted(unit ?? 'count')} }`;
    }),
  ];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
