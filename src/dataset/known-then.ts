import { isCorrectedAt } from './changes.ts';
import type { Edition } from './edition.ts';
import { asPrinted, type Dataset, type Observation, type Release } from './model.ts';

/**
 * An edition as it was printed on its date: without the corrections whose evidence was published later, which the data
 * hold now.
 */
export function knownThen(edition: Edition): Edition {
  const known = (stated: Observation): Observation => (isCorrectedAt(edition, stated) ? stated : asPrinted(stated));
  const releases = new Map([...edition.dataset.releases].map(([id, release]) => [id, withStatements(release, known)]));
  const dataset: Dataset = { ...edition.dataset, releases };
  return { ...edition, dataset, release: releases.get(edition.release.id) ?? edition.release };
}

/** A release whose statements are changed, and which they name as theirs. */
function withStatements(release: Release, change: (stated: Observation) => Observation): Release {
  const changed: Release = {
    ...release,
    get observations() {
      return observations;
    },
    get repeats() {
      return repeats;
    },
  };
  const own = (stated: Observation): Observation => ({ ...change(stated), release: changed });
  const observations = release.observations.map(own);
  const repeats = release.repeats?.map(own);
  return changed;
}
