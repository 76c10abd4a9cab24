import * as z from 'zod';
import { formatKey } from '../core/files/format.ts';
import { naming } from './naming.ts';
import { INDICATOR_ID } from './address.ts';
import { LOCALE_IDS } from '../language/locales.ts';
import { EVENT_KINDS } from './model.ts';
import { SLIP_KINDS } from './slip-kinds.ts';

/**
 * The keys of the data files and the forms of their texts. YAML is read with every scalar as a text, so every leaf is a
 * string, and no schema transforms it. Checks that take more than one value follow while loading. Editors show the
 * descriptions.
 */

/** A text that shows something: spaces alone, soft hyphens and blank patterns of Braille are printed as nothing. */
export function text(description: string) {
  return z
    .string()
    .min(1)
    .regex(/[^\s\u00AD\u2060\u2800]/, { error: 'shows nothing' })
    .describe(description);
}

/** A text that matches an expression; the message ends with `form`: "is written 2026, 2026-02 or 2026-02-04". */
export function pattern(expression: RegExp, form: string, description: string) {
  return z.string().regex(expression, { error: form }).describe(description);
}

const LOCALE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;
/** The id of a source, release or event. */
export const WORD_ID = /^[a-z0-9][a-z0-9_-]*$/;
/** The id of the member of a dimension. */
export const MEMBER_ID = /^[a-z0-9][a-z0-9_]*$/;
const DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;
const UNIT_CODE = /^[\p{L}\p{Sc}°][\p{L}\p{N}\p{Sc}°_]*$/u;
const SIZE = /^(?:0\.\d*[1-9]\d*|[1-9]\d*(?:\.\d+)?)(?:\/[1-9]\d*(?:\.\d+)?)?$/;
const SLIP_COST = /^(?:(?:[1-9]|1[01])(?:\.\d{1,2})?|12)$/;
const RANK = /^[1-9]\d{0,3}$/;
const SPDX_ID = /^[A-Za-z0-9.-]+$/;
/** The id of an indicator; with the name of a dimension between braces for a word, or with `.*` at its end. */
const ENTRY_ID = /^[a-z][a-z0-9_]*(?:\.(?:[a-z0-9_]+|\{[a-z0-9_]+\}))*(?:\.\*)?$/;
const WEB_ADDRESS = /^https?:\/\/[^\s<>"]+$/;

const localeId = pattern(LOCALE, `is written like ${LOCALE_IDS.slice(0, 2).join(' or ')}`, 'Language tag').meta({
  examples: LOCALE_IDS,
});
export const memberId = pattern(MEMBER_ID, 'is written with lower-case letters, digits and underscores', 'Id');
export const wordId = pattern(WORD_ID, 'is written with lower-case letters, digits, hyphens and underscores', 'Id');
const entryId = naming(
  'entry',
  pattern(ENTRY_ID, 'is written as lower-case words between dots', 'Id of an indicator, or of several'),
);
/** The id of an indicator that is declared. */
export const indicatorId = naming(
  'indicator',
  pattern(INDICATOR_ID, 'is written as lower-case words between dots', 'Id of an indicator'),
);
/** The id of a source, a release or the member of a dimension that is declared. */
export const sourceId = (description: string) => naming('source', wordId.describe(description));
export const releaseKey = (description: string) => naming('release', wordId.describe(description));
const member = naming('member', memberId.describe('Id'));
/** A web address. */
export const webAddress = (description: string) => pattern(WEB_ADDRESS, 'starts with https:// or http://', description);
/** A date as precise as it is known. */
export const date = (description: string) => pattern(DATE, 'is written 2026, 2026-02 or 2026-02-04', description);
/** The month in which years such as 2024/25 start. */
const yearStarts = (description: string) =>
  pattern(/^(?:[2-9]|1[0-2])$/, 'is the number of a month from 2 to 12, as in 9 for September', description);
export const period = (description: string) => text(description);
/** One text for all languages, or one in each. */
export const anyText = (description: string) =>
  z.union([z.record(localeId, text('Text in that language')), text(description)]).describe(description);

/** A text in each language; in a dataset of one language it may stand alone. Which it is, `checkOwnText` checks. */
const localised = anyText;

/** The words of sources for one thing, by source. */
const inSource = (description: string) =>
  z
    .record(sourceId('Id'), z.array(text('Words of that source')).min(1).describe('Words of that source'))
    .describe(description);

const dimensionSchema = z
  .strictObject({
    label: localised('Name of the dimension'),
    members: z.record(member, localised('Name of the member')).describe('Members by id, in printing order'),
  })
  .describe('A property in which indicators differ');

const unitSchema = z
  .strictObject({
    base: memberId.describe('Quantity that it measures: mass, energy, or a new one'),
    factor: pattern(
      SIZE,
      'is a number above zero or a quotient of two, as in 0.001, 60 or 1/3',
      'Size in base units; default: 1',
    ).optional(),
    symbol: text('Short form, for tables; default: the code').optional(),
    name: localised('Form in running text, after the number').optional(),
    singular: localised('The same after 1 and after "per": train; default: the name').optional(),
    in_source: inSource('What sources call it, by source, if they use none of its names').optional(),
  })
  .describe('A unit in addition to the built-in ones, or a built-in one again with the same size and other names');

const slipCostSchema = z
  .strictObject({
    cost: pattern(SLIP_COST, 'is a number from 1 to 12', 'Cost of the first slip of this kind, from 1 to 12'),
    reason: anyText('Reason for this cost'),
  })
  .describe('Cost of a kind of slip');

const sourceSchema = z
  .strictObject({
    publisher: anyText('Publisher, and the medium in which the text was read'),
    short: anyText('Short name of the publisher, for the sources of a chart or table').optional(),
    title: anyText('Title of the publication').optional(),
    url: webAddress('Web address at which it was read').optional(),
    language: localeId.describe('Language in which it was read').optional(),
    rank: pattern(
      RANK,
      'is a whole number from 1',
      'Authority: 1 is the highest. If several sources state a figure, briefs print the one with the highest',
    ).optional(),
    reliability: z
      .enum(['read', 'second-hand'])
      .describe('second-hand: only a report of it was read, so it decides no verdict and no correction')
      .optional(),
    publisher_group: wordId
      .describe('Shared name of sources that publish texts of one release, and so do not confirm one another')
      .optional(),
    slip_costs: z
      .partialRecord(z.enum(SLIP_KINDS), slipCostSchema)
      .describe('Cost of each kind of slip in this source; the lower, the likelier')
      .optional(),
  })
  .describe('A publisher of figures, or one publication');

const breakSchema = z
  .strictObject({
    period: period('First period with the new definition'),
    reason: anyText('What changed'),
    source: sourceId('Source that reports the change').optional(),
  })
  .describe('A change of definition: earlier figures cannot be compared with those from this period on');

const indicatorFields = {
  label: localised('Name in tables and charts; default: that of its member').optional(),
  unit: text('Unit of its levels; a level may be stated in any unit of the same dimension').optional(),
  kind: z
    .enum(['flow', 'stock', 'price', 'index', 'ratio', 'count'])
    .describe('Kind of quantity; default: ratio if the unit is %, price if it is money for a quantity')
    .optional(),
  dimensions: z.record(memberId, member).describe('Member of each dimension').optional(),
  variant_of: naming(
    'indicator',
    indicatorId.describe('Indicator that this one measures with another scope or method'),
  ).optional(),
  breaks: z.array(breakSchema).min(1).optional(),
  year_starts: yearStarts('Month in which its years such as 2024/25 start; default: that of the dataset').optional(),
  definition: localised('What exactly is measured or counted').optional(),
  next_release: date('Date on which the next release that states it is due').optional(),
  in_source: inSource('What sources call it, by source: the words that come before its figures').optional(),
  note: text('A remark for those who maintain the data').optional(),
};

/** The keys of an indicator. */
export const INDICATOR_KEYS = Object.keys(indicatorFields) as (keyof typeof indicatorFields)[];

const indicatorSchema = z.strictObject(indicatorFields).describe('A measured quantity');

/** An entry under `indicators`: one indicator, several of a group, or one for each member of a dimension. */
const indicatorEntrySchema = indicatorSchema
  .extend({
    members: z
      .array(member)
      .min(1)
      .describe('With an id such as output.{metal}: the members that have an indicator; default: all')
      .optional(),
    of: z
      .record(
        naming('within', pattern(INDICATOR_ID, 'is written as lower-case words between dots', 'Id within the group')),
        indicatorSchema,
      )
      .describe('With an id such as wheat.*: the indicators of the group, which share the keys of this entry')
      .optional(),
  })
  .describe('A measured quantity, a group of them, or one for each member of a dimension');

/** The shape of `dataset.yaml`. */
export const datasetSchema = z
  .strictObject({
    format: formatKey,
    title: localised('Title of the dataset'),
    publisher: anyText('Publisher of the dataset'),
    licence: pattern(SPDX_ID, 'is an SPDX identifier, as in CC-BY-4.0', 'Licence of the dataset'),
    contact: anyText('Contact for questions').optional(),
    next_release: date('Date on which the next release is due').optional(),
    year_starts: yearStarts('Month in which years such as 2024/25 start').optional(),
    locales: z
      .array(localeId)
      .min(1)
      .describe('Languages in which every label is given; default: those of the title')
      .optional(),
    names: z
      .array(
        pattern(
          /^\p{Lu}[\p{L}\p{M}\p{N}\p{Zs}\p{P}]*$/u,
          'is a name: it starts with a capital, and has letters, digits, spaces and punctuation only',
          'Word or words with which labels begin',
        ),
      )
      .min(1)
      .describe('Proper names with which labels begin: they keep their capital within a sentence')
      .optional(),
    loose_numbers: z
      .array(z.string().min(1))
      .min(1)
      .describe(
        'Numbers that texts of the dataset may contain, because they are parts of names, years or limits: CO2, 2020..2030',
      )
      .optional(),
    dimensions: z.record(memberId, dimensionSchema).describe('Dimensions by id').optional(),
    units: z
      .record(pattern(UNIT_CODE, 'is written with letters and digits', 'Code of a unit'), unitSchema)
      .describe('Units in addition to the built-in ones, by code')
      .optional(),
    conditions: z
      .record(memberId, localised('The condition, as a clause'))
      .describe('Conditions of forecasts, by id')
      .optional(),
    csv: z
      .strictObject({
        delimiter: z.enum([',', ';', 'tab']).describe('Separator of cells; default: a comma').optional(),
        decimal: z.enum(['.', ',']).describe('Decimal sign of numbers; default: a point').optional(),
      })
      .describe('How the CSV files in releases/ are written')
      .optional(),
    sources: z.record(sourceId('Id'), sourceSchema).describe('Sources by id; default: the publisher').optional(),
    indicators: z.record(entryId, indicatorEntrySchema).describe('Indicators by id, in printing order'),
    releases: z
      .record(releaseKey('Id'), z.looseObject({}))
      .describe('Releases by id, if they have no files of their own')
      .optional(),
  })
  .meta({ title: 'Assay dataset', description: 'The indicators of a dataset and the sources of their figures' });

const eventSchema = z
  .strictObject({
    kind: z.enum(EVENT_KINDS).describe('Kind of event').optional(),
    what: localised('What was decided or happened, in your own words'),
    by: localised('Who did it').optional(),
    period: period('Period in which it happened, or that it is about'),
    release: releaseKey('Release that reports it; the event is known from the day of this release'),
    at: text('Place in the release: section/paragraph').optional(),
    url: webAddress('Web address with more about it').optional(),
    dimensions: z.record(memberId, member).describe('Member of each dimension that it is about').optional(),
  })
  .describe('Something that was decided or happened');

/** The shape of `events.yaml`. */
export const eventsSchema = z
  .strictObject({ format: formatKey, events: z.record(wordId, eventSchema).describe('Events by id') })
  .meta({ title: 'Assay events', description: 'Decisions and events, as releases report them' });

export type DatasetInput = z.output<typeof datasetSchema>;
export type DimensionInput = z.output<typeof dimensionSchema>;
export type BreakInput = z.output<typeof breakSchema>;
export type IndicatorInput = z.output<typeof indicatorSchema>;
export type IndicatorEntryInput = z.output<typeof indicatorEntrySchema>;
export type SourceInput = z.output<typeof sourceSchema>;
export type UnitInput = z.output<typeof unitSchema>;
export type EventInput = z.output<typeof eventSchema>;
