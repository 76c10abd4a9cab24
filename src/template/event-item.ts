import type { EventRecord } from '../dataset/model.ts';
import { textIn } from '../dataset/localised.ts';
import { eventsKnown } from '../dataset/edition.ts';
import { isInSlice } from '../dataset/slice.ts';
import { words } from '../language/locales.ts';
import type { Link } from './helper.ts';
import type { Scope } from './scope.ts';

/** An event as `#each` and `#with` show it to a template. Parts that it lacks are empty texts. */
export interface EventItem {
  readonly id: string;
  readonly kind: string;
  readonly what: string;
  readonly by: string;
  /** In words. */
  readonly period: string;
  /** Publisher, id and day of the release that reports it. */
  readonly source: string;
  readonly release: string;
  readonly published: string;
  readonly at: string;
  readonly url: Link | '';
  /** By dimension of the dataset, the label of the member that it is about. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** `events` in a template: those known on the date of the edition, in its slice if it has one, in order of periods. */
export function eventsName(scope: Scope): EventItem[] {
  const { slice } = scope.edition;
  return eventsKnown(scope.edition)
    .filter((event) => isInSlice(event, slice))
    .map((event) => eventItem(event, scope));
}

/** Whether something is an item of a list of events. */
export function isEvent(given: unknown): given is EventItem {
  return typeof given === 'object' && given !== null && 'what' in given && 'kind' in given;
}

function eventItem(event: EventRecord, { edition, locale }: Scope): EventItem {
  const { id, kind, what, by, period, release, at, url } = event;
  const { date, period: periodText } = words(locale);
  const dimensions = [...edition.dataset.dimensions].map(([dimension, { members }]) => {
    const label = members.get(event.dimensions.get(dimension) ?? '');
    return [dimension, label ? textIn(label, locale) : ''] as const;
  });
  return {
    id,
    kind: kind ?? '',
    what: textIn(what, locale),
    by: by ? textIn(by, locale) : '',
    period: periodText(period),
    source: textIn(release.source.publisher, locale),
    release: release.id,
    published: date(release.published),
    at: at ?? '',
    url: url === undefined ? '' : { link: url },
    dimensions: Object.fromEntries(dimensions),
  };
}
