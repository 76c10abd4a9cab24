import * as z from 'zod';
import { INDICATOR_ID, MEASURES } from './address.ts';
import { LOCALE_IDS } from '../locale/locales.ts';
import { EVENT_KINDS } from './model.ts';

/**
 * The keys of the data files and the forms of their texts. YAML is read with every scalar as a text, so every leaf is a
 * string, and no schema transforms it. Checks that take more than one value follow while loading. Editors show the
 * descriptions.
 */

/** A text that is not empty. */
export function text(description: string) {
  return z.string().min(1).describe(description);
}

/** A text that matches an expression; the message ends with `form`: "is written 2026, 2026-02 or 2026-02-04". */
export function pattern(expression: RegExp, form: string, description: string) {
  return z.string().regex(expression, { error: form }).describe(description);
}

const LOCALE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;
const WORD_ID = /^[a-z0-9][a-z0-9_-]*$/;
const MEMBER_ID = /^[a-z0-9][a-z0-9_]*$/;
const DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;
const UNIT_CODE = /^[\p{L}\p{Sc}°][\p{L}\p{N}\p{Sc}°]*$/u;
const POWER_OF_TEN = /^(?:10*|0\.0*1)$/;
const RANK = /^[1-9]\d{0,3}$/;
const SPDX_ID = /^[A-Za-z0-9.-]+$/;
const WEB_ADDRESS = /^https?:\/\/[^\s<>"]+$/;

const localeId = pattern(LOCALE, `is written like ${LOCALE_IDS.slice(0, 2).join(' or ')}`, 'Language tag').meta({
  examples: LOCALE_IDS,
});
const memberId = pattern(MEMBER_ID, 'is written with lower-case letters, digits and underscores', 'Id');
const wordId = pattern(WORD_ID, 'is written with lower-case letters, digits, hyphens and underscores', 'Id');
const indicatorId = pattern(INDICATOR_ID, 'is written as lower-case words between dots', 'Id of an indicator');
/** A date as precise as it is known. */
export const date = (description: string) => pattern(DATE, 'is written 2026, 2026-02 or 2026-02-04', description);
const period = (description: string) => text(description);
const localised = (description: string) => z.record(localeId, text('Text in that language')).describe(description);

/** One text for all languages, or one in each. */
export const anyText = (description: string) =>
  z.union([z.record(localeId, text('Text in that language')), text(description)]).describe(description);

const dimensionSchema = z
  .strictObject({
    label: localised('What the dimension is called'),
    members: z.record(memberId, localised('What the member is called')).describe('Members by id, in printing order'),
  })
  .describe('A way in which indicators differ');

const unitSchema = z
  .strictObject({
    base: memberId.describe('Base quantity that it measures: mass, energy, or one of its own'),
    factor: pattern(
      POWER_OF_TEN,
      'is a power of ten, as in 1000 or 0.001',
      'How many of the base; default 1',
    ).optional(),
    symbol: text('Short form, for tables; default the code').optional(),
    name: localised('What running text prints after the number').optional(),
  })
  .describe('A unit beside the built-in ones');

const sourceSchema = z
  .strictObject({
    publisher: anyText('Who published, and where it was read'),
    title: anyText('Title of the publication').optional(),
    url: pattern(WEB_ADDRESS, 'starts with https:// or http://', 'Where it was read').optional(),
    language: localeId.describe('Language it was read in').optional(),
    rank: pattern(
      RANK,
      'is a whole number from 1',
      '1 is the highest authority: it is printed when several state a figure',
    ),
    reliability: z
      .enum(['read', 'second-hand'])
      .describe('second-hand where only a report of it was read: it decides no verdict and no correction')
      .optional(),
    publisher_group: wordId
      .describe('Sources that are texts of one release share a group: they are not independent of one another')
      .optional(),
  })
  .describe('Who published figures');

const breakSchema = z
  .strictObject({
    period: period('First period on the new definition'),
    reason: anyText('What changed'),
    source: wordId.describe('Source that says so').optional(),
  })
  .describe('A change of definition: figures before and from this period do not compare');

const indicatorSchema = z
  .strictObject({
    label: localised('What it is called in tables and charts'),
    unit: text('Unit that its levels are measured in; a level may be stated in any unit of the same dimension'),
    kind: z.enum(['flow', 'stock', 'price', 'index', 'ratio', 'count']).describe('What kind of quantity it is'),
    dimensions: z.record(memberId, memberId).describe('Dimension: member').optional(),
    variant_of: indicatorId.describe('Indicator that this one is another scope or method of').optional(),
    breaks: z.array(breakSchema).min(1).optional(),
    definition: localised('What it counts').optional(),
    note: text('A remark for those who keep the data').optional(),
  })
  .describe('What is measured');

/** The shape of `dataset.yaml`. */
export const datasetSchema = z
  .strictObject({
    title: localised('Title of the dataset'),
    publisher: anyText('Who publishes the dataset'),
    licence: pattern(SPDX_ID, 'is an SPDX identifier, as in CC-BY-4.0', 'Licence of the dataset'),
    contact: anyText('Whom to write to').optional(),
    next_release: date('When the next release is due').optional(),
    locales: z.array(localeId).min(1).describe('Languages in which every label is given'),
    dimensions: z.record(memberId, dimensionSchema).describe('Dimensions by id').optional(),
    units: z
      .record(pattern(UNIT_CODE, 'is written with letters and digits', 'Code of a unit'), unitSchema)
      .describe('Units beside the built-in ones, by code')
      .optional(),
    conditions: z
      .record(memberId, localised('The condition, as a clause'))
      .describe('Conditions of forecasts')
      .optional(),
    sources: z.record(wordId, sourceSchema).describe('Sources by id'),
    indicators: z.record(indicatorId, indicatorSchema).describe('Indicators by id, in printing order'),
  })
  .meta({ title: 'Assay dataset', description: 'What a dataset measures, and who published figures about it' });

const figure = (description: string) => text(description);

const recordSchema = z
  .strictObject({
    level: figure('How much, as printed: 14.72 Mt, "17,000 CNY/t", over 6.6 tn CNY').optional(),
    growth: figure('Change against the base, in %: 10.4%, about 5%').optional(),
    cagr: figure('Average yearly change since a period, in %').optional(),
    share: figure('Share of another indicator, in %').optional(),
    difference: figure('This indicator minus another: in pp between rates, else in its unit').optional(),
    claim: text('first above X, record high, rises, falls, unchanged, N years before P').optional(),
    period: period('Period of the statement; default that of the release').optional(),
    base: period('growth: period compared with; default the like period a year earlier').optional(),
    since: period('cagr: period it starts from').optional(),
    of: text('share: the whole. difference and claim: level (default) or growth').optional(),
    from: indicatorId.describe('difference: indicator that is subtracted').optional(),
    resolution: figure('What the last digit is worth, where fewer digits count than are printed').optional(),
    corrected: figure('Right figure, where the print is wrong; needs evidence').optional(),
    evidence: z.array(wordId).min(1).describe('Releases that state the corrected figure').optional(),
    status: z
      .array(z.enum(['provisional', 'estimated', 'forecast', 'break', 'low_reliability']))
      .min(1)
      .describe('What the source itself says of the figure')
      .optional(),
    condition: memberId.describe('Condition that the forecast stands under').optional(),
    at: text('Place in the source: section/paragraph').optional(),
    words: text('Words of the source, where it prints no numeral').optional(),
    note: text('A remark for those who keep the data').optional(),
  })
  .meta({
    description: 'One published statement; exactly one measure',
    oneOf: MEASURES.map((measure) => ({ required: [measure] })),
  });

/** The shape of a file in `releases/`. */
export const releaseSchema = z
  .strictObject({
    release: z
      .strictObject({
        id: wordId.describe('Id of the release: source-period'),
        source: wordId.describe('Source that published it'),
        published: date('When it was published, as far as it is known'),
        period: period('Period that it is about'),
        transcribed: z
          .enum(['true', 'false'])
          .describe('true where the digits were typed off by somebody else and the print was not seen')
          .optional(),
      })
      .describe('One act of publishing by one source'),
    observations: z.record(indicatorId, z.array(recordSchema).min(1)).describe('Statements by indicator'),
  })
  .meta({ title: 'Assay release', description: 'What one source published at one time' });

const eventSchema = z
  .strictObject({
    kind: z.enum(EVENT_KINDS).describe('What kind of thing it is').optional(),
    what: localised('What was decided or happened, in words of your own'),
    by: localised('Who did it').optional(),
    period: period('When it happened, or the years that it is about'),
    release: wordId.describe('Release that tells of it; from its day on the event is known'),
    at: text('Place in the release: section/paragraph').optional(),
    url: pattern(WEB_ADDRESS, 'starts with https:// or http://', 'Where more can be read').optional(),
    dimensions: z.record(memberId, memberId).describe('Dimension: member that it is about').optional(),
  })
  .describe('Something that was decided or happened');

/** The shape of `events.yaml`. */
export const eventsSchema = z
  .strictObject({ events: z.record(wordId, eventSchema).describe('Events by id') })
  .meta({ title: 'Assay events', description: 'What was decided and what happened, as releases tell it' });

export type DimensionInput = z.output<typeof dimensionSchema>;
export type BreakInput = z.output<typeof breakSchema>;
export type IndicatorInput = z.output<typeof indicatorSchema>;
export type SourceInput = z.output<typeof sourceSchema>;
export type UnitInput = z.output<typeof unitSchema>;
export type EventInput = z.output<typeof eventSchema>;
export type HeadInput = ReleaseInput['release'];
type ReleaseInput = z.output<typeof releaseSchema>;
export type RecordInput = z.output<typeof recordSchema>;
