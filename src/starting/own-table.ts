import { printable } from '../core/diagnostics/diagnostic.ts';
import { type Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { decodeText } from '../core/diagnostics/source-text.ts';
import type { Period } from '../dataset/period.ts';
import { readCsvGrid } from '../importing/csv-grid.ts';
import { columnLetters, type Grid } from '../importing/grid.ts';
import { reported } from '../importing/source-tables.ts';
import { openWorkbook } from '../importing/spreadsheet/workbook.ts';
import { type GuessedIndicator, guessIndicators, type GuessedTotal, guessTotal } from './indicator-guess.ts';
import type { NewFile } from './new-file.ts';
import { briefFiles, periodId } from './own-brief.ts';
import { ownWords } from './own-words.ts';
import { type CellGuess, type GuessedTable, guessCells, guessTable, linesOf, mainPeriods } from './table-guess.ts';

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

/** All that was seen in a table. */
interface Seen {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly language: string;
  readonly sheet: string | undefined;
  readonly table: GuessedTable;
  readonly cells: CellGuess;
  readonly indicators: readonly GuessedIndicator[];
  readonly total: GuessedTotal | undefined;
  readonly periods: readonly Period[];
  readonly newest: Period;
}

/** Proposes a dataset, a mapping and a brief for a table. Undefined if no table was found, which is reported. */
export async function ownTableFiles(
  own: OwnTable,
  language: string,
  diagnostics: Diagnostics,
): Promise<OwnProject | undefined> {
  const found = await findTable(own, diagnostics);
  if (!found) return undefined;
  const { table, sheet } = found;
  const periods = mainPeriods(table);
  const newest = periods.at(-1);
  if (!newest) return undefined;
  const indicators = guessIndicators(table);
  const { id, title } = nameOf(own.name);
  const cells = guessCells(table);
  const total = guessTotal(table, indicators);
  const seen = {
    id,
    title,
    file: `sources/${own.name}`,
    language,
    sheet,
    table,
    cells,
    indicators,
    total,
    periods,
    newest,
  };
  return {
    files: [
      { path: seen.file, text: own.bytes },
      { path: `data/${id}/dataset.yaml`, text: datasetYaml(seen) },
      { path: `data/${id}/imports/table.yaml`, text: mappingYaml(seen) },
      ...(total ? [{ path: `data/${id}/relations.yaml`, text: relationsYaml(total) }] : []),
      ...briefFiles(seen),
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

/** The first table of a file. */
async function findTable(
  { name, bytes, sheet: wanted }: OwnTable,
  diagnostics: Diagnostics,
): Promise<{ readonly table: GuessedTable; readonly sheet: string | undefined } | undefined> {
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
  for (const { sheet, grid } of grids) {
    const table = guessTable(grid);
    if (table) return { table, sheet };
  }
  const where = wanted === undefined ? '' : ` on the sheet ${wanted}`;
  const hint = 'a table has periods such as 2024 or Q1 2025 in a row or column, names beside them, and figures';
  return diagnostics.error('start/no-table', `no table of figures by period was found${where}`, name, hint);
}

/** A text as YAML, in quotes. */
function quoted(text: string): string {
  return `'${printable(text).replaceAll("'", "''")}'`;
}

function datasetYaml({ title, language, indicators, table }: Seen): string {
  const yearStarts = table.columns.some(({ period }) => period.kind === 'split year') ? ['year_starts: 7'] : [];
  return lines(
    '# yaml-language-server: $schema=../../node_modules/assay-briefs/data/schema/dataset.schema.json',
    `title: { ${language}: ${quoted(title)} }`,
    `publisher: ${quoted(ownWords(language).publisher)}`,
    'licence: CC-BY-4.0',
    `locales: [${language}]`,
    ...yearStarts,
    'sources:',
    `  source: { publisher: ${quoted(ownWords(language).source)}, rank: 1 }`,
    'indicators:',
    ...indicators.flatMap((one) => [
      `  ${one.id}:`,
      `    label: { ${language}: ${quoted(one.label)} }`,
      `    unit: ${quoted(one.unit ?? 'count')}`,
      `    kind: ${one.unit === '%' ? 'ratio' : 'flow'}`,
    ]),
  );
}

function mappingYaml({ file, sheet, table, cells, indicators, newest, id }: Seen): string {
  const { isTransposed, head, labels, others, grid } = table;
  const [axis, across] = isTransposed ? (['column', 'row'] as const) : (['row', 'column'] as const);
  const units = new Set(indicators.map(({ unit }) => unit));
  const [only] = units;
  const isOne = units.size === 1;
  return lines(
    '# yaml-language-server: $schema=../../../node_modules/assay-briefs/data/schema/import.schema.json',
    `file: ${quoted(file)}`,
    `release: { id: ${id}-${periodId(newest)}, source: source, published: ${newest.end.slice(0, 4)}, period: ${quoted(newest.text)} }`,
    'tables:',
    `  - head: ${linesOf(head[0], head[1], axis)}`,
    ...(sheet === undefined ? [] : [`    sheet: ${quoted(sheet)}`]),
    `    range: ${rangeOf(table)}`,
    `    labels: ${linesOf(labels, labels, across)}`,
    ...(isOne ? [`    unit: ${quoted(only ?? 'count')}`] : []),
    ...(cells.asShown ? ['    numbers: as shown'] : []),
    ...(cells.decimals === undefined ? [] : [`    decimals: ${cells.decimals}`]),
    ...(cells.decimalComma ? ["    decimal: ','"] : []),
    ...(cells.missing.length > 0 ? [`    missing: [${cells.missing.map(quoted).join(', ')}]`] : []),
    ...(cells.marks.length > 0
      ? [
          '    marks:',
          ...cells.marks.map((mark) => `      ${quoted(mark)}: { note: ${quoted(`mark ${mark} in the table`)} }`),
        ]
      : []),
    ...(grid.hiddenRows.size + grid.hiddenColumns.size > 0 ? ['    hidden: skip'] : []),
    ...(others.length > 0
      ? ['    periods:', ...others.map((line) => `      ${across} ${linesOf(line, line, across)}: skip`)]
      : []),
    '    rows:',
    ...indicators.map(({ key, id: indicator, unit }) =>
      isOne
        ? `      ${quoted(key)}: ${indicator}`
        : `      ${quoted(key)}: { indicator: ${indicator}, unit: ${quoted(unit ?? 'count')} }`,
    ),
  );
}

/** The range of a table; one that nothing follows is open, so that it may get further rows. */
function rangeOf({ grid, isTransposed, head, labels, rows, columns, others }: GuessedTable): string {
  const [top, left] = [head[0], labels];
  const bottom = rows.at(-1)?.row ?? top;
  const right = Math.max(...columns.map(({ column }) => column), ...others);
  if (isTransposed) return `${columnLetters(top)}${left}:${columnLetters(bottom)}${right}`;
  return `${columnLetters(left)}${top}:${columnLetters(right)}${bottom === grid.rowCount ? '' : bottom}`;
}

function relationsYaml({ total, parts }: GuessedTotal): string {
  return lines(
    '# yaml-language-server: $schema=../../node_modules/assay-briefs/data/schema/relations.schema.json',
    'relations:',
    '  - id: total',
    '    hardness: hard',
    '    reason: The total is the sum of its parts.',
    `    holds: ${total.id} = ${parts.map(({ id }) => id).join(' + ')}`,
  );
}

function guessesOf({ id, language, sheet, table, cells, indicators, total, newest, periods }: Seen): readonly string[] {
  const noUnit = indicators.filter(({ unit }) => unit === undefined);
  const { isTransposed, head, others } = table;
  const [axis, across] = isTransposed ? (['column', 'row'] as const) : (['row', 'column'] as const);
  const where = `${axis} ${linesOf(head[0], head[1], axis)}${sheet === undefined ? '' : ` of the sheet ${sheet}`}`;
  const units = [...new Set(indicators.map(({ unit }) => unit).filter((unit) => unit !== undefined))];
  return [
    `the periods stand in ${where}: ${periods[0]?.text} to ${newest.text}`,
    `${indicators.length} rows are indicators, with ids made from their names`,
    ...(units.length > 0 ? [`units: ${units.join(', ')}`] : []),
    ...(noUnit.length > 0 ? [`${noUnit.length} rows name no unit, and are taken for plain counts`] : []),
    ...(cells.asShown ? ['the cells show the digits of the source (numbers: as shown)'] : []),
    ...(cells.decimals === undefined
      ? []
      : [`some cells do not show their digits; the source is taken to print ${cells.decimals} decimals everywhere`]),
    ...(cells.decimalComma ? ['a comma stands before decimals'] : []),
    ...(cells.missing.length > 0 ? [`${cells.missing.join(' ')} stands for no figure`] : []),
    ...(table.columns.some(({ period }) => period.kind === 'split year')
      ? ['years such as 2024/25 start in July (year_starts in dataset.yaml)']
      : []),
    ...(cells.marks.length > 0
      ? [`what the marks ${cells.marks.join(' ')} mean is to be written into the mapping`]
      : []),
    ...(others.length > 0
      ? [
          `${across} ${others.map((line) => linesOf(line, line, across)).join(', ')} is left out, because no period stands over it`,
        ]
      : []),
    ...(total
      ? [`${total.total.label} is the sum of the rows of its unit (relations.yaml)`]
      : ['no relation was seen: write them into relations.yaml']),
    'every indicator is a flow, or a ratio where its unit is %: correct kind in dataset.yaml',
    `the source is called "${ownWords(language).source}", and its release ${id} is of ${newest.end.slice(0, 4)}: write who published the table, and when`,
  ];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
