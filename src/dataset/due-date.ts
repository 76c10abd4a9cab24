import { shortened } from '../core/diagnostics/source-text.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Part } from '../core/files/shape.ts';
import { dayOf, type Edition } from './edition.ts';
import type { Dataset, DueDate, Release } from './model.ts';
import { lastDay } from './period.ts';
import type { Day } from './brands.ts';

/** The first day of a date that may be a month or a year: `2025-10` → `2025-10-01`. */
export function firstDay(date: string): string {
  return `${date}-01-01`.slice(0, '2025-10-01'.length);
}

/** The due date that a file gives, checked as `checkDueAfter` does; undefined if there is none or it was reported. */
export function dueDate(
  { value: date, place: placeOf }: Pick<Part<string>, 'value' | 'place'>,
  diagnostics: Diagnostics,
  after?: string,
): DueDate | undefined {
  if (date === undefined) return undefined;
  const due = { date, place: placeOf() };
  if (lastDay(date) !== undefined) return checkDueAfter(due, after, diagnostics) ? due : undefined;
  const message = `${shortened(date)} is not a day of the calendar`;
  return diagnostics.error('dataset/bad-date', message, due.place, 'write 2026, 2026-02 or 2026-02-04');
}

/** Reports what is due before, or on the very day of, what it follows; `after` is the date of that, if it has one. */
export function checkDueAfter({ date, place }: DueDate, after: string | undefined, diagnostics: Diagnostics): boolean {
  if (after === undefined || lastDay(after) === undefined || (lastDay(date) ?? '') > firstDay(after)) return true;
  const message = `the next one cannot be due on ${date}: this one is of ${after}`;
  diagnostics.error('dataset/bad-date', message, place, 'write when the next one is due, or remove it');
  return false;
}

/**
 * When the release after that of an edition was due, as known when it appeared: as the release itself says, or else the
 * dataset, which speaks of the newest edition only, and not of those before a release that came in between.
 */
export function nextReleaseOf({
  dataset,
  release,
  asOf,
}: Pick<Edition, 'dataset' | 'release' | 'asOf'>): DueDate | undefined {
  const { nextRelease: due } = dataset;
  if (release.nextRelease || !due || (lastDay(due.date) ?? '') <= asOf) return release.nextRelease;
  const days = [...dataset.releases.values()].map(dayOf);
  return days.some((day) => day > asOf && day < firstDay(due.date)) ? undefined : due;
}

/** Something that is due, and nothing in the data is it yet. */
export interface OpenDue {
  readonly kind: 'dataset' | 'release' | 'indicator' | 'edition';
  /** Id of what says when it, or what follows it, is due. */
  readonly id: string;
  readonly due: DueDate;
  /** The last day on which it is not late, ISO 8601. */
  readonly by: string;
}

/**
 * What a dataset still waits for on a day: the release after one, the next statement about an indicator, the next release
 * of any source. A release counts from its first day: one that is known by its month is here in all of it.
 */
export function openDues(dataset: Dataset, today: Day): OpenDue[] {
  const here = [...dataset.releases.values()].filter(({ published }) => firstDay(published) <= today);
  const waits = [
    ...(dataset.nextRelease ? [openDue('dataset', dataset.id, dataset.nextRelease)] : []),
    ...[...dataset.indicators.values()].flatMap(({ id, nextRelease }) =>
      nextRelease ? [openDue('indicator', id, nextRelease)] : [],
    ),
  ].filter(({ kind, id, due }) => {
    const later = here.filter((release) => dayOf(release) >= firstDay(due.date));
    return !later.some((release) => kind === 'dataset' || states(release, id));
  });
  const followed = here.flatMap((release) => {
    const { id, nextRelease } = release;
    return nextRelease && !here.some((other) => follows(other, release)) ? [openDue('release', id, nextRelease)] : [];
  });
  return [...waits, ...followed];
}

/** Something that is due, as long as nothing is known to be it. */
export function openDue(kind: OpenDue['kind'], id: string, due: DueDate): OpenDue {
  return { kind, id, due, by: lastDay(due.date) ?? due.date };
}

function states({ observations }: Release, indicator: string): boolean {
  return observations.some((stated) => stated.indicator.id === indicator);
}

/**
 * Whether a release is a later one of the same publisher, on a period that ends later, or of the same source on the same
 * period: another source of the publisher has a translation of the release itself.
 */
function follows(other: Release, release: Release): boolean {
  if (other.source.group !== release.source.group || dayOf(other) <= dayOf(release)) return false;
  const [end, before] = [other.period.end, release.period.end];
  return end > before || (end === before && other.source === release.source);
}
