import { MEASURES } from './address.ts';
import { claimText } from './claim.ts';
import { type Dataset, type EventRecord, type Observation, quantityOf, type Source, type Status } from './model.ts';
import { textIn } from './localised.ts';
import { isoInterval, type Period } from './period.ts';
import { eventsIn, isInSlice, memberLabel, type Slice } from './slice.ts';
import { statementOrder } from './statements.ts';
import { type Column, numberColumn, REQUIRED, tableCsv, tableResource, textColumn } from './table.ts';
import { DEFAULT_LOCALE } from '../locale/locales.ts';

/** Observation status in SDMX (code list CL_OBS_STATUS). A normal value has A. */
const SDMX: Readonly<Record<Status, string>> = {
  provisional: 'P',
  estimated: 'E',
  forecast: 'F',
  break: 'B',
  low_reliability: 'U',
};

const PERIOD_DESCRIPTION =
  'Period: 2025, 2025-S1, 2025-Q4, 2025-M12 or 2025-12-31 as in SDMX; a span as an ISO 8601 interval of its first and last day';
const PLACE_DESCRIPTION = 'Where in the source it stands: section and paragraph';

const OBSERVATION_COLUMNS: readonly Column<Observation>[] = [
  textColumn('release', 'Id of the release that states the figure', ({ release }) => release.id, REQUIRED),
  textColumn('source', 'Id of the source that published the release', ({ release }) => release.source.id, REQUIRED),
  textColumn('indicator', 'Id of what is measured', ({ indicator }) => indicator.id, REQUIRED),
  textColumn('measure', 'What is stated of the indicator', ({ measure }) => measure, { ...REQUIRED, enum: MEASURES }),
  textColumn('period', PERIOD_DESCRIPTION, ({ period }) => periodCell(period), REQUIRED),
  textColumn(
    'base',
    'Period compared with, for growth and cagr; written like period',
    ({ base }) => base && periodCell(base),
  ),
  textColumn(
    'of',
    'The whole of a share, what a difference is taken from, or the kind of a claim',
    ({ counterpart }) => counterpart,
  ),
  numberColumn(
    'value',
    'The figure in its unit, corrected where a correction was accepted; empty for a claim without a figure',
    (observation) => quantityOf(observation)?.decimal,
  ),
  textColumn('unit', 'Code of the unit of value, low and high', (observation) => quantityOf(observation)?.unit.code),
  numberColumn(
    'low',
    'Lower end of what the figure may stand for; empty where there is none',
    (observation) => quantityOf(observation)?.interval.low,
  ),
  numberColumn(
    'high',
    'Upper end of what the figure may stand for; empty where there is none; equal to low where the figure is exact',
    (observation) => quantityOf(observation)?.interval.high,
  ),
  textColumn('printed', 'The figure or claim as the source printed it', ({ printed, claim }) =>
    claim ? claimText(claim) : printed?.text,
  ),
  textColumn('corrected', 'The accepted correction of the print', ({ correction }) => correction?.quantity.text),
  textColumn(
    'qualifier',
    'over: more than the value; under: less; about: the source itself calls it approximate',
    (observation) => quantityOf(observation)?.qualifier,
    { enum: ['over', 'under', 'about'] },
  ),
  textColumn(
    'status',
    'SDMX observation status, several with a space between: A normal, P provisional, E estimated, F forecast, B break, U low reliability',
    ({ status }) => status.map((item) => SDMX[item]).join(' ') || 'A',
    { ...REQUIRED, pattern: '[APEFBU]( [PEFBU])*' },
  ),
  textColumn(
    'reliability',
    'Whether the publisher itself was read, or only a report of it',
    ({ reliability }) => reliability,
    { ...REQUIRED, enum: ['read', 'second-hand'] },
  ),
  textColumn('place', PLACE_DESCRIPTION, ({ at }) => at),
];

function periodCell(period: Period): string {
  return period.kind === 'span' ? isoInterval(period) : period.text;
}

/** Every statement of a dataset or slice as CSV, by release, then in `statementOrder`. */
export function observationsCsv(dataset: Dataset, slice?: Slice): string {
  const order = statementOrder(dataset);
  const rows = [...dataset.releases.values()].flatMap(({ observations }) =>
    observations.filter(({ indicator }) => isInSlice(indicator, slice)).sort(order),
  );
  return tableCsv(OBSERVATION_COLUMNS, rows);
}

export function eventsCsv(dataset: Dataset, slice?: Slice): string {
  return tableCsv(eventColumns(dataset), eventsIn(dataset, slice));
}

/** Texts have a column for each locale; each dimension has a column. */
function eventColumns({ locales, dimensions }: Dataset): Column<EventRecord>[] {
  return [
    textColumn('event', 'Id of the event', ({ id }) => id, REQUIRED),
    textColumn('period', PERIOD_DESCRIPTION, ({ period }) => periodCell(period), REQUIRED),
    textColumn('kind', 'plan, rule, trade or milestone', ({ kind }) => kind),
    ...locales.map((id) =>
      textColumn(`what_${id}`, `What was decided or happened (${id})`, ({ what }) => what.get(id), REQUIRED),
    ),
    ...locales.map((id) => textColumn(`by_${id}`, `Who did it (${id})`, ({ by }) => by?.get(id))),
    ...[...dimensions.keys()].map((id) =>
      textColumn(`dimension_${id}`, `Member of the dimension ${id}`, (event: EventRecord) => event.dimensions.get(id)),
    ),
    textColumn('release', 'Id of the release that tells of it', ({ release }) => release.id, REQUIRED),
    textColumn('source', 'Id of the source that published the release', ({ release }) => release.source.id, REQUIRED),
    textColumn('place', PLACE_DESCRIPTION, ({ at }) => at),
    textColumn('url', 'Where more can be read', ({ url }) => url),
  ];
}

/**
 * A Frictionless tabular data package (version 1) that describes `observations.csv` and, if there are events,
 * `events.csv`.
 */
export function datapackage(dataset: Dataset, slice?: Slice): object {
  const observations = tableResource(OBSERVATION_COLUMNS, {
    name: 'observations',
    title: 'Every statement of every release, as printed and as corrected',
    description: 'Of the two ends of a rounded figure the one nearer to zero belongs to it, the other does not.',
  });
  const events = tableResource(eventColumns(dataset), {
    name: 'events',
    title: 'What was decided and what happened, as releases tell it',
  });
  return {
    profile: 'tabular-data-package',
    name: packageName(dataset.id),
    title: textIn(dataset.title, DEFAULT_LOCALE) + (slice ? `: ${textIn(memberLabel(slice), DEFAULT_LOCALE)}` : ''),
    licenses: [{ name: dataset.licence }],
    contributors: [{ title: textIn(dataset.publisher, DEFAULT_LOCALE), role: 'publisher' }],
    sources: sourcesOf(dataset, slice).map(sourceEntry),
    resources: eventsIn(dataset, slice).length > 0 ? [observations, events] : [observations],
  };
}

/** The sources of a dataset, or those that state anything about the slice. */
function sourcesOf({ sources, releases }: Dataset, slice: Slice | undefined): Source[] {
  const stating = [...releases.values()].filter(({ observations }) =>
    observations.some(({ indicator }) => isInSlice(indicator, slice)),
  );
  const found = new Set(stating.map(({ source }) => source));
  return [...sources.values()].filter((source) => !slice || found.has(source));
}

/** The id of a dataset in the characters that Frictionless allows in a name. */
function packageName(id: string): string {
  return id.toLowerCase().replace(/[^a-z0-9._-]+/g, '-');
}

function sourceEntry({ publisher, title, url }: Source): object {
  return {
    title: [publisher, title].flatMap((text) => (text ? [textIn(text, DEFAULT_LOCALE)] : [])).join(': '),
    ...(url === undefined ? {} : { path: url }),
  };
}
