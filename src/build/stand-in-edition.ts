import type { Brief } from '../brief/brief.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import type { Edition } from '../dataset/edition.ts';
import type { Localised } from '../dataset/localised.ts';
import type { Dataset, Release, Source } from '../dataset/model.ts';
import { parsePeriod } from '../dataset/period.ts';

const NOTHING = new Map<string, never>();
const DAY = '2000-01-01';

/**
 * An edition of a dataset without any figure, in place of one that cannot be read: the template of a brief can be filled
 * with it to find the mistakes that do not depend on data.
 */
export function standInEdition({ file, dataset: { id }, each, locales }: Brief): Edition {
  const words: Localised = new Map(locales.map((locale) => [locale, id || '…']));
  const source: Source = { id: 'none', publisher: words, rank: 1, reliability: 'read', group: 'none' };
  const period = parsePeriod(DAY.slice(0, 4));
  if (!period) throw new RangeError(`${DAY} has no year`);
  const release: Release = { id: 'none', source, published: DAY, period, observations: [], file };
  const dimension = { id: each?.dimension.id ?? 'none', label: words, members: new Map([['none', words]]) };
  const dataset: Dataset = {
    id,
    title: words,
    publisher: words,
    licence: '…',
    contact: words,
    nextRelease: { date: DAY, place: placeAt(file, 0) },
    locales,
    dimensions: NOTHING,
    units: NOTHING,
    conditions: NOTHING,
    indicators: NOTHING,
    sources: new Map([[source.id, source]]),
    releases: new Map([[release.id, release]]),
    events: NOTHING,
    file,
  };
  // A member, because a brief.yaml that cannot be read does not say whether it is printed for members.
  return { dataset, release, asOf: DAY, period, slice: { dimension, member: 'none' } };
}
