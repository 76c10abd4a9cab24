import * as z from 'zod';
import { formatKey } from '../../core/files/format.ts';
import { naming } from '../../dataset/naming.ts';
import { MEASURES } from '../../dataset/address.ts';
import {
  date,
  indicatorId,
  memberId,
  pattern,
  period,
  releaseKey,
  sourceId,
  text,
  webAddress,
} from '../../dataset/dataset-schema.ts';

/**
 * The keys of a mapping, which is in `data/NAME/imports/` and says how the tables of a spreadsheet become a release. As
 * in all YAML here, every leaf is a text.
 */

const lines = (description: string) =>
  pattern(
    /^(?:[1-9]\d{0,6}(?:-[1-9]\d{0,6})?|[A-Z]{1,3}(?:-[A-Z]{1,3})?)$/,
    'is written 4, 4-5, A or A-B',
    description,
  );

const statuses = z
  .array(z.enum(['provisional', 'estimated', 'forecast', 'break', 'low_reliability']))
  .describe('What the source says about the figure; an empty list for nothing');

const decimals = pattern(
  /^\d{1,2}$/,
  'is a number, such as 1',
  'Number of decimals that the source prints in every figure, if its cells do not show them: with 1, 27 stands for 27.0',
);

const skip = z.literal('skip');

const columns = (description: string) =>
  pattern(
    /^[A-Z]{1,3}(?:-[A-Z]{1,3})?(?:, ?[A-Z]{1,3}(?:-[A-Z]{1,3})?)*$/,
    'names columns, as in A, A-B or A, C',
    description,
  );

const longSchema = z
  .strictObject({
    periods: columns('Columns that name the period: a year, and a quarter next to it'),
    names: columns('Columns that name the series: joined with / they are the keys of rows'),
    values: columns('Columns of figures; of several, the head of each belongs to the name of its series'),
    units: pattern(/^[A-Z]{1,3}$/, 'names a column, as in E', 'Column that names the unit of each figure').optional(),
  })
  .describe('The columns of a long table, which has a period, names and a figure in each row, as databases export it');

/** What may be said about a whole table, and of one row or column of it otherwise. */
const statement = {
  unit: text('Unit of the figures: kt, %, million USD').optional(),
  measure: z.enum(MEASURES).exclude(['claim']).describe('What the figures state; default: level').optional(),
  decimals: decimals.optional(),
  of: naming(
    'counterpart',
    text('share: the whole; difference: what is subtracted; lower, upper and margin: the probability'),
  ).optional(),
  base: period(
    'growth, change and ratio: period of comparison, or counted from that of the column: -1Q, -1M; cagr: first period',
  ).optional(),
  as_in: releaseKey('Release that the figures are reprinted from').optional(),
  condition: memberId.describe('Condition of a forecast').optional(),
  status: statuses.optional(),
};

const periodSchema = z
  .strictObject({ period: period('Period of the figures: 2025, 2025-Q4, 2024/25').optional(), ...statement })
  .describe('What a column of figures states');

const rowSchema = z.strictObject({ indicator: indicatorId, ...statement }).describe('What a row of figures states');

const markSchema = z
  .strictObject({
    status: statuses.optional(),
    note: text('A remark for those who maintain the data').optional(),
  })
  .describe('What a mark next to a figure means');

const tableSchema = z
  .strictObject({
    sheet: text('Name of the sheet; default: the only one').optional(),
    query: text(
      "SQL of DuckDB whose result is the table, in place of a sheet: SELECT … FROM read_parquet(getvariable('file'))",
    ).optional(),
    range: pattern(
      /^[A-Z]{1,3}[1-9]\d{0,6}:(?:[A-Z]{1,3}[1-9]\d{0,6}|[A-Z]{1,3})?$/,
      'is written A4: up to an empty row and column, A4:F for all rows from the fourth on, or A4:F20',
      'The table with its head: A4: up to an empty row and column; default: the whole sheet',
    ).optional(),
    head: lines('Rows with the periods, as in 4 or 4-5; a column, as in A, if they are below one another').optional(),
    labels: lines('Columns with the names of rows, as in A or A-B; rows, if the periods are in a column').optional(),
    long: longSchema.optional(),
    ...statement,
    numbers: z
      .enum(['as shown', 'as text'])
      .describe('as shown: the digits that the number format of a cell shows are those of the source; default: as text')
      .optional(),
    decimal: z.enum(['.', ',']).describe('Sign before the decimals of figures in cells of text; default: .').optional(),
    parentheses: z.enum(['negative', 'low_reliability']).describe('What (3.2) means').optional(),
    nil: z
      .array(text('What stands for zero, as a dash does in many tables'))
      .describe('Texts of cells that stand for zero, or for less than half of the last digit')
      .optional(),
    missing: z
      .array(text('What is written where there is no figure'))
      .describe('Texts of cells without a figure')
      .optional(),
    marks: z.record(z.string(), markSchema).describe('Marks next to figures and periods, as they are shown').optional(),
    flags: z
      .literal('right')
      .describe('right: the column to the right of each period contains the marks of its figures')
      .optional(),
    hidden: z.enum(['read', 'skip']).describe('Whether hidden rows and columns are imported').optional(),
    dates: z
      .enum(['day', 'month', 'quarter', 'year'])
      .describe('Which period a date in the head stands for')
      .optional(),
    at: text('Place in the source; default: sheet and cell').optional(),
    in: z.enum(['text', 'table']).describe('Text of the release, if several state it').optional(),
    periods: z
      .record(z.string(), z.union([skip, periodSchema, period('Period of the column')]))
      .describe('Columns by their head, or by `column F`, if the head does not name the period')
      .optional(),
    rows: z
      .record(z.string(), z.union([skip, rowSchema, indicatorId]))
      .describe('Indicators by the name of their row, by `head of its group / name`, or by `row 12`'),
  })
  .describe('A table of figures');

/** The shape of a file in `imports/`. */
export const mappingSchema = z
  .strictObject({
    format: formatKey,
    file: text('Spreadsheet (XLSX, ODS) or CSV file, from the root folder: sources/table.xlsx').optional(),
    release: z
      .strictObject({
        id: releaseKey('Id of the release: source-period'),
        source: sourceId('Source that published it'),
        published: date('Date of publication, as exactly as it is known'),
        period: period('Period that it is about'),
        title: text('Title of the release').optional(),
        url: webAddress('Web address at which it was read').optional(),
      })
      .describe('One act of publishing by one source'),
    tables: z.array(tableSchema).min(1).describe('Tables, in the order in which they are written'),
  })
  .meta({ title: 'Assay import', description: 'How the tables of a spreadsheet become a release' });

export type MappingInput = z.output<typeof mappingSchema>;
export type TableInput = MappingInput['tables'][number];
export type LongInput = NonNullable<TableInput['long']>;
export type RowInput = z.output<typeof rowSchema>;
export type ColumnInput = z.output<typeof periodSchema>;
export type MarkInput = z.output<typeof markSchema>;
