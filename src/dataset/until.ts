import { dayOf, type Edition, isKnown } from './edition.ts';
import { type Dataset, evidenceOf, type Release } from './model.ts';
import type { Day } from './brands.ts';

const known = new WeakMap<Dataset, Map<Day, Dataset>>();

/**
 * A dataset as it is known on the date of an edition: without what was published later, so that a later release changes
 * nothing of it. A release that is evidence for a correction in it stands there by its name alone.
 */
export function datasetUntil({ dataset, asOf }: Pick<Edition, 'dataset' | 'asOf'>): Dataset {
  const days = known.get(dataset) ?? new Map<Day, Dataset>();
  const found = days.get(asOf) ?? cutAt(dataset, asOf);
  known.set(dataset, days.set(asOf, found));
  return found;
}

function cutAt(dataset: Dataset, day: Day): Dataset {
  const published = [...dataset.releases.values()].filter((release) => dayOf(release) <= day);
  const here = published.map((release) => releaseUntil(release, day));
  const corrections = here.flatMap(({ observations, repeats = [] }) =>
    observations.concat(repeats).flatMap(({ correction }) => (correction ? [correction] : [])),
  );
  const named = new Set(corrections.flatMap(evidenceOf));
  const byId = new Map(here.map((release) => [release.id, release]));
  const releases = [...dataset.releases.values()].flatMap(
    (release) => byId.get(release.id) ?? (named.has(release.id) ? nameOf(release) : []),
  );
  const sources = new Set(releases.map(({ source }) => source));
  return {
    ...dataset,
    sources: new Map([...dataset.sources].filter(([, source]) => sources.has(source))),
    releases: new Map(releases.map((release) => [release.id, release])),
    events: new Map([...dataset.events].filter(([, { release }]) => dayOf(release) <= day)),
  };
}

function releaseUntil(release: Release, day: Day): Release {
  const observations = release.observations.filter((stated) => isKnown(stated, { asOf: day }));
  return observations.length === release.observations.length ? release : { ...release, observations };
}

/** A release of which nothing is known but that there is one. */
function nameOf(release: Release): Release {
  return { ...release, observations: [], repeats: [] };
}
