import { isCorrectedAt } from './changes.ts';
import type { Edition } from './edition.ts';
import { asPrinted, type Dataset, type Observation, type Release } from './model.ts';
import { statementsOf } from './statements.ts';

/**
 * An edition as it was printed on its date: without the corrections whose evidence was published later, which the data
 * hold now.
 */
export function knownThen(edition: Edition): Edition {
  return withDataset(edition, (stated) => (isCorrectedAt(edition, stated) ? stated : asPrinted(stated)));
}

/**
 * An edition as if its sources had printed the right figures, where they are corrected and another state of them is not:
 * nothing in it reports these corrections.
 */
export function asIfPrinted(edition: Edition, before: Edition): Edition {
  return withDataset(edition, (stated) => {
    const { correction, release, address } = stated;
    if (!correction) return stated;
    const then = statementsOf(before.dataset).byAddress.get(address);
    const wasCorrected = then?.some((other) => other.release.id === release.id && other.correction) ?? false;
    return wasCorrected ? stated : { ...asPrinted(stated), printed: correction.quantity };
  });
}

function withDataset(edition: Edition, change: (stated: Observation) => Observation): Edition {
  const releases = new Map([...edition.dataset.releases].map(([id, release]) => [id, withStatements(release, change)]));
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
