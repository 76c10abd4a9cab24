import type { Dataset, EventRecord, Observation, Release, Source } from './model.ts';
import { textIn } from './localised.ts';
import {
  CORRECTION_COLUMNS,
  OBSERVATION_COLUMNS,
  PERIOD_DESCRIPTION,
  PLACE_DESCRIPTION,
  SPLIT_YEAR_COLUMNS,
  TEXT_COLUMNS,
} from './observation-columns.ts';
import { eventsIn, inSlice, memberLabel, type Slice } from './slice.ts';
import { statementOrder } from './statements.ts';
import { type Column, REQUIRED, tableCsv, tableResource, textColumn } from './table.ts';
import { DEFAULT_LOCALE } from '../language/locales.ts';

/** Every statement of a dataset or slice as CSV, by release, then in `statementOrder`; `more` columns stand last. */
export function observationsCsv(dataset: Dataset, slice?: Slice, more: readonly Column<Observation>[] = []): string {
  return tableCsv([...columnsOf(dataset), ...more], allStatements(dataset, slice));
}

/** Every statement of a dataset or slice, by release, then in `statementOrder`. */
export function allStatements(dataset: Dataset, slice?: Slice): Observation[] {
  const order = statementOrder(dataset);
  return [...dataset.releases.values()].flatMap((release) => statedIn(release, slice).sort(order));
}

/** Some statements of a dataset as CSV, with the same columns, in the order given. */
export function statementsCsv(dataset: Dataset, statements: readonly Observation[]): string {
  return tableCsv(columnsOf(dataset), statements);
}

/** The same as JSON: an object for each, with the columns that it fills; numbers are texts, so that no digit is lost. */
export function statementsJson(dataset: Dataset, statements: readonly Observation[]): object[] {
  const columns = columnsOf(dataset);
  return statements.map((stated) =>
    Object.fromEntries(
      columns.flatMap((column) => {
        const text = column.cell(stated);
        return text === undefined || text === '' ? [] : [[column.field.name, text]];
      }),
    ),
  );
}

function statedIn({ observations, repeats = [] }: Release, slice?: Slice): Observation[] {
  return [...inSlice(observations, slice), ...inSlice(repeats, slice)];
}

/** Which columns of statements a dataset has is found once. */
const columnsKnown = new WeakMap<Dataset, readonly Column<Observation>[]>();

function columnsOf(dataset: Dataset): readonly Column<Observation>[] {
  const found = columnsKnown.get(dataset) ?? findColumns(dataset);
  columnsKnown.set(dataset, found);
  return found;
}

/** The columns of statements. Texts of a release, dates of corrections and split years have some only where there are any. */
function findColumns({ releases }: Dataset): readonly Column<Observation>[] {
  const all = [...releases.values()].flatMap((release) => statedIn(release));
  const areTextsNamed = all.some((stated) => stated.in !== undefined || stated.asIn !== undefined);
  const areDated = all.some(({ correction }) => correction?.since !== undefined);
  const areYearsSplit = all.some(({ period }) => period.text.includes('/'));
  return [
    ...OBSERVATION_COLUMNS,
    ...(areTextsNamed ? TEXT_COLUMNS : []),
    ...(areDated ? CORRECTION_COLUMNS : []),
    ...(areYearsSplit ? SPLIT_YEAR_COLUMNS : []),
  ];
}

/** The releases of a dataset, or those that state anything about the slice, as CSV. */
export function releasesCsv(dataset: Dataset, slice?: Slice): string {
  const releases = releasesIn(dataset, slice);
  return tableCsv(releaseColumns(releases), releases);
}

const PUBLISHED = 'When it was published, as far as it is known: 2026, 2026-02 or 2026-02-04';
const ANNOUNCED = 'When its figures were first announced, if that was before it was published';
const TRANSCRIBED = 'true if somebody else typed the digits and the print was not seen';

const SOURCE_FILE = 'The text from which it was typed';

const NEXT_RELEASE = 'When its source publishes the next one, as far as it is known';

/** The columns of releases. When the next is due, and what text a release was typed from, has a column only where one says so. */
function releaseColumns(releases: readonly Release[]): readonly Column<Release>[] {
  const isEmpty: Readonly<Record<string, boolean>> = {
    next_release: !releases.some(({ nextRelease }) => nextRelease),
    source_file: !releases.some(({ sourceFile }) => sourceFile),
  };
  return RELEASE_COLUMNS.filter(({ field }) => isEmpty[field.name] !== true);
}

const RELEASE_COLUMNS: readonly Column<Release>[] = [
  textColumn('id', 'Id of the release', ({ id }) => id, REQUIRED),
  textColumn('source', 'Id of the source that published it', ({ source }) => source.id, REQUIRED),
  textColumn('published', PUBLISHED, ({ published }) => published, REQUIRED),
  textColumn('period', PERIOD_DESCRIPTION, ({ period }) => period.text, REQUIRED),
  textColumn('title', 'Title of the release', ({ title }) => title && textIn(title, '')),
  textColumn('url', 'Where it was read', ({ url }) => url),
  textColumn('announced', ANNOUNCED, ({ announced }) => announced),
  textColumn('next_release', NEXT_RELEASE, ({ nextRelease }) => nextRelease?.date),
  textColumn('transcribed', TRANSCRIBED, ({ transcribed }) => (transcribed ? 'true' : undefined), { enum: ['true'] }),
  textColumn('source_file', SOURCE_FILE, ({ sourceFile }) => sourceFile?.path),
];

export function eventsCsv(dataset: Dataset, slice?: Slice): string {
  return tableCsv(eventColumns(dataset), eventsIn(dataset, slice));
}

/** Texts have a column for each locale; each dimension has a column. */
function eventColumns({ locales, dimensions }: Dataset): Column<EventRecord>[] {
  return [
    textColumn('event', 'Id of the event', ({ id }) => id, REQUIRED),
    textColumn('period', PERIOD_DESCRIPTION, ({ period }) => period.text, REQUIRED),
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
 * A Frictionless tabular data package (version 1) that describes `observations.csv`, `releases.csv` and, if there are
 * events, `events.csv`.
 */
export function datapackage(dataset: Dataset, slice?: Slice, more: readonly Column<Observation>[] = []): object {
  const observations = tableResource([...columnsOf(dataset), ...more], {
    name: 'observations',
    title: 'Every statement of every release, as printed and as corrected',
    description: 'Of the two ends of a rounded figure the one nearer to zero belongs to it, the other does not.',
  });
  const releases = tableResource(releaseColumns(releasesIn(dataset, slice)), {
    name: 'releases',
    title: 'Who published the figures, and when',
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
    resources: [observations, ...(eventsIn(dataset, slice).length > 0 ? [events] : []), releases],
  };
}

function releasesIn({ releases }: Dataset, slice: Slice | undefined): Release[] {
  return [...releases.values()].filter((release) => !slice || inSlice(release.observations, slice).length > 0);
}

/** The sources of a dataset, or those that state anything about the slice. */
function sourcesOf(dataset: Dataset, slice: Slice | undefined): Source[] {
  const found = new Set(releasesIn(dataset, slice).map(({ source }) => source));
  return [...dataset.sources.values()].filter((source) => !slice || found.has(source));
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
