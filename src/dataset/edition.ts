import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Dataset, EventRecord, Observation, Release } from './model.ts';
import { lastDay, type Period } from './period.ts';
import type { Slice } from './slice.ts';
import type { Day } from './brands.ts';
import { releaseId } from './address.ts';

/** A release, read with what was published up to a date. */
export interface Edition {
  readonly dataset: Dataset;
  readonly release: Release;
  /** Last day of publication that counts, ISO 8601. */
  readonly asOf: Day;
  /** Of an edition that a later one is compared with: the date of that, up to which reprints tell what was stated before. */
  readonly readOn?: Day | undefined;
  /** The period of the release: addresses without a period mean this one. */
  readonly period: Period;
  /** The language that it is printed in: a text of the release in that language is preferred to the release itself. */
  readonly language?: string | undefined;
  /** Set if it is about a part of the dataset. Addresses lead to the same statements with and without it. */
  readonly slice?: Slice | undefined;
}

/**
 * Opens a release of a dataset as of a date, which may be a year or a month; without a date, everything in the dataset
 * counts. Undefined, with a diagnostic at `place`, if there is no such release or it was published later.
 */
export function openEdition(
  dataset: Dataset,
  id: string,
  asOf: string | undefined,
  diagnostics: Diagnostics,
  place?: Place,
): Edition | undefined {
  const release = dataset.releases.get(releaseId(id));
  if (!release) {
    const message = `the dataset ${dataset.id} has no release ${id}`;
    diagnostics.error('dataset/unknown-release', message, place, didYouMean(id, dataset.releases.keys()));
    return undefined;
  }
  const day = asOf === undefined ? newestDay(dataset) : lastDay(asOf);
  if (day === undefined) {
    diagnostics.error('dataset/bad-date', `${asOf} is not a date`, place, 'write 2026, 2026-02 or 2026-02-04');
    return undefined;
  }
  if (dayOf(release) > day) {
    const message = `${id} was published on ${release.published}, after ${asOf}`;
    const rule = 'an edition is read on or after the day of its release';
    const hint = place ? `${rule}: write as_of: ${release.published}, or correct the day of the release` : rule;
    diagnostics.error('dataset/bad-date', message, place, hint);
    return undefined;
  }
  return { dataset, release, asOf: day, period: release.period };
}

/** The day of the newest release of a dataset, which has at least one. */
export function newestDay(dataset: Dataset): Day {
  return [...dataset.releases.values()].map(dayOf).reduce((a, b) => (a > b ? a : b));
}

/**
 * The day of publication, or the last day of the month or year if only that is known. Of a release whose date has a mistake it
 * is the end of its period.
 */
export function dayOf(release: Release): Day {
  const day = days.get(release) ?? lastDay(release.published) ?? release.period.end;
  days.set(release, day);
  return day;
}

/** On which days what was stated is looked for. */
export type Known = Pick<Edition, 'asOf' | 'readOn'>;

/**
 * Whether a statement was published up to the date of an edition; one that is known from a reprint alone only once that
 * is known too.
 */
export function isKnown(
  { release, knownFrom = release }: Pick<Observation, 'release' | 'knownFrom'>,
  { asOf, readOn = asOf }: Known,
): boolean {
  return dayOf(release) <= asOf && dayOf(knownFrom) <= readOn;
}

/** Tests ask for the day of a release thousands of times. */
const days = new WeakMap<Release, Day>();

/** The events of a dataset that releases tell of up to the date of an edition, sorted by period. */
export function eventsKnown({ dataset, asOf }: Edition): EventRecord[] {
  return [...dataset.events.values()].filter(({ release }) => dayOf(release) <= asOf);
}

/**
 * The date in a file's metadata: `SOURCE_DATE_EPOCH` (seconds) where it is set, else the day of the release. Throws an
 * EnvironmentError if it is set to something else.
 */
export function fileDate(release: Release, { SOURCE_DATE_EPOCH: epoch = '' }: NodeJS.ProcessEnv): Date {
  if (epoch === '') return new Date(`${dayOf(release)}T00:00:00Z`);
  // until the year 5138: a PDF writes years with four digits
  if (/^\d{1,11}$/.test(epoch)) return new Date(Number(epoch) * 1000);
  throw new EnvironmentError(`SOURCE_DATE_EPOCH=${epoch} is not a number of seconds since 1970`, [
    'SOURCE_DATE_EPOCH=$(git log -1 --format=%ct), or unset it: files then have the day of the release',
  ]);
}
