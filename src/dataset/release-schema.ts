import * as z from 'zod';
import { formatKey } from '../core/files/format.ts';
import { naming } from './naming.ts';
import { CONFIDENCE, INDICATOR_PATTERN, MEASURES } from './address.ts';
import {
  anyText,
  datasetSchema,
  date,
  indicatorId,
  memberId,
  pattern,
  period,
  releaseKey,
  sourceId,
  text,
  webAddress,
} from './dataset-schema.ts';

/** What is under `evidence` if no release states the corrected figure. */
export const ARITHMETIC = 'arithmetic';

const figure = (description: string) => text(description);

const decimals = pattern(
  /^\d{1,2}$/,
  'is a number, such as 1',
  'Number of decimals of every figure in the table: with 1, 27 stands for 27.0',
);

const status = z
  .array(z.enum(['provisional', 'estimated', 'forecast', 'break', 'low_reliability']))
  .min(1)
  .describe('What the source itself says about the figure');

const textOfRelease = z.enum(['text', 'table']).describe('Text of the release that it is in, if several state it');

const recordSchema = z
  .strictObject({
    level: figure('Amount, as printed: 14.72 Mt, "17,000 CNY/t", over 6.6 tn CNY').optional(),
    growth: figure('Change from the base, in %: 10.4%, about 5%').optional(),
    change: figure('Change from the base, in the unit of the indicator, or in pp: -0.1 day').optional(),
    ratio: figure('How many times the figure of the base it is: 3.2, or in %: 320%').optional(),
    cagr: figure('Average change per year since a period, in %').optional(),
    share: figure('Share of another indicator, in %').optional(),
    difference: figure('This indicator minus another: in pp between rates, otherwise in its unit').optional(),
    lower: figure('Lower end of a confidence interval of the level').optional(),
    upper: figure('Upper end of a confidence interval of the level').optional(),
    margin: figure('Distance of both ends of a confidence interval from the level, in % of it').optional(),
    confidence: pattern(
      CONFIDENCE,
      'is written 90%',
      'lower, upper and margin: probability of the interval',
    ).optional(),
    claim: naming(
      'claim',
      text(
        'first above X, record high, record low, highest since P, lowest since P, Nth consecutive rise or fall, rises, falls, doubled, unchanged, more than half of I, N years before P',
      ),
    ).optional(),
    period: period('Period of the statement; default: that of the release').optional(),
    base: period(
      'growth, change and ratio: period of comparison; default: the same period a year earlier; of a pair: period of from',
    ).optional(),
    since: naming(
      'release',
      text('cagr: first period; growth, change, claim and a pair: the release that it compares with'),
    ).optional(),
    of: naming('indicator', text('share: the whole; difference and claim: level (default) or growth')).optional(),
    from: naming(
      'indicator',
      text('difference: indicator that is subtracted; level: the old figure, where a pair is printed'),
    ).optional(),
    resolution: figure('Worth of the last digit that counts, if not all printed digits count').optional(),
    decimals: decimals.optional(),
    corrected: figure('Correct figure, if the printed one is wrong; needs evidence').optional(),
    evidence: z
      .union([z.array(releaseKey('Id')).min(1), z.literal(ARITHMETIC)])
      .describe('Releases that state the corrected figure; arithmetic, if the other figures leave only this one')
      .optional(),
    corrected_on: date('Date of the correction; default: when the evidence was published').optional(),
    status: status.optional(),
    condition: memberId.describe('Condition of the forecast').optional(),
    at: text('Place in the source: section/paragraph').optional(),
    in: textOfRelease.optional(),
    as_in: releaseKey('Release that the figure is reprinted from').optional(),
    words: text('Words of the source, if it prints no numeral').optional(),
    note: text('A remark for those who maintain the data').optional(),
  })
  .meta({
    description: 'One published statement, with exactly one measure',
    oneOf: MEASURES.map((measure) => ({ required: [measure] })),
  });

const columnSchema = z
  .strictObject({
    period: period('Period of the figures in the column'),
    status: status.optional(),
    as_in: releaseKey('Release that the figures are reprinted from').optional(),
  })
  .describe('A column of a table');

const tableSchema = z
  .strictObject({
    measure: z.enum(['level', 'growth']).describe('What all figures state; default: level').optional(),
    unit: text('Unit of all figures'),
    decimals: decimals.optional(),
    resolution: figure('Worth of the last digit that counts, if not all printed digits count').optional(),
    at: text('Place in the source: section/paragraph').optional(),
    in: textOfRelease.optional(),
    columns: z
      .array(z.union([columnSchema, period('Period of the figures in the column')]))
      .min(1)
      .describe('Periods of the columns'),
    rows: z
      .record(indicatorId, text('Figures with a space between them; .. for an empty cell'))
      .describe('Figures by indicator'),
  })
  .describe('Figures of one unit, by indicator and period');

const unrevisedSchema = z
  .strictObject({
    since: releaseKey('Release that is not revised'),
    indicators: z
      .array(
        naming(
          'pattern',
          pattern(INDICATOR_PATTERN, 'is the id of an indicator, in which * stands for a word', 'Indicators'),
        ),
      )
      .min(1)
      .describe('Indicators whose levels are not revised'),
    periods: z.array(period('Period of the levels')).min(1).describe('Periods of the levels; default: all').optional(),
    at: text('Place in the source: section/paragraph').optional(),
    in: textOfRelease.optional(),
  })
  .describe('A statement that the release revises none of these levels');

const headFields = {
  source: sourceId('Source that published it; default: the only source').optional(),
  published: date('Date of publication, as exactly as it is known'),
  period: period('Period that it is about'),
  title: anyText('Title of the release: one text, or one in each language').optional(),
  url: webAddress('Web address at which it was read').optional(),
  announced: date('Date on which its figures were first announced, if that was before the publication').optional(),
  next_release: date('Date on which the next release of its source is due').optional(),
  source_file: pattern(
    /^(?!\/|\.\.?\/)(?!.*\/\.\.?\/)[^\\\p{Cc}]+\.[A-Za-z0-9]+$/u,
    'is the path of a file from the root folder, as in sources/office-2025.txt',
    'File that it was typed or imported from, from the root folder: sources/office-2025.txt',
  ).optional(),
  transcribed: z
    .enum(['true', 'false'])
    .describe('true: somebody else transcribed the digits, and the print was not seen')
    .optional(),
};

const bodyFields = {
  observations: z.record(indicatorId, z.array(recordSchema).min(1)).describe('Statements by indicator').optional(),
  tables: z.array(tableSchema).min(1).describe('Tables of figures').optional(),
  unrevised: z.array(unrevisedSchema).min(1).describe('Figures that the release says it does not revise').optional(),
};

/** The shape of a file in `releases/`. */
export const releaseSchema = z
  .strictObject({
    format: formatKey,
    release: z
      .strictObject({
        id: releaseKey('Id of the release: source-period; default: the name of the file').optional(),
        ...headFields,
      })
      .describe('One act of publishing by one source'),
    ...bodyFields,
  })
  .refine(({ observations, tables }) => observations ?? tables, {
    path: ['observations'],
    // Otherwise it would be checked only in a file without other mistakes.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .meta({
    title: 'Assay release',
    description: 'The statements that one source published at one time',
    anyOf: [{ required: ['observations'] }, { required: ['tables'] }],
  });

/** The shape of `dataset.yaml` with the releases in it, for editors: a release is checked as a file of its own is. */
export const wholeDatasetSchema = datasetSchema
  .extend({
    releases: z
      .record(
        releaseKey('Id'),
        z.strictObject({ ...headFields, ...bodyFields }).describe('One act of publishing by one source'),
      )
      .describe('Releases by id, if they have no files of their own')
      .optional(),
  })
  .meta(datasetSchema.meta() ?? {});

export type HeadInput = ReleaseInput['release'];
type ReleaseInput = z.output<typeof releaseSchema>;
export type TableInput = z.output<typeof tableSchema>;
export type RecordInput = z.output<typeof recordSchema>;
export type UnrevisedInput = z.output<typeof unrevisedSchema>;
