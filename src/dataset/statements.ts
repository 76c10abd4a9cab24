import { compareText, groupBy } from '../core/diagnostics/text-order.ts';
import { MEASURES } from './address.ts';
import { type Edition, isKnown, type Known } from './edition.ts';
import type { Dataset, Observation, Release } from './model.ts';
import { comparePeriods } from './period.ts';
import { inSlice } from './slice.ts';
import type { AddressText } from './brands.ts';

/** The statements of all releases of a dataset. */
export interface Statements {
  /** By full address; at one address, sorted by the ids of the releases. */
  readonly byAddress: ReadonlyMap<AddressText, readonly Observation[]>;
  readonly byIndicator: ReadonlyMap<string, readonly Observation[]>;
}

const indexes = new WeakMap<Pick<Dataset, 'releases'>, Statements>();

/** The index is made once for each dataset. */
export function statementsOf(dataset: Pick<Dataset, 'releases'>): Statements {
  let index = indexes.get(dataset);
  if (!index) {
    const all = [...dataset.releases.values()].flatMap((release) => release.observations);
    index = {
      byAddress: groupBy(all, (observation) => observation.address),
      byIndicator: groupBy(all, (observation) => observation.indicator.id),
    };
    indexes.set(dataset, index);
  }
  return index;
}

/**
 * The order in which statements are listed: by indicator as in `dataset.yaml`, then by measure, counterpart, period and
 * base.
 */
export function statementOrder(dataset: Dataset): (a: Observation, b: Observation) => number {
  const positions = new Map([...dataset.indicators.keys()].map((id, index) => [id, index]));
  const positionOf = ({ indicator }: Observation): number => positions.get(indicator.id) ?? positions.size;
  return (a, b) =>
    positionOf(a) - positionOf(b) ||
    MEASURES.indexOf(a.measure) - MEASURES.indexOf(b.measure) ||
    compareText(a.counterpart?.text ?? '', b.counterpart?.text ?? '') ||
    comparePeriods(a.period, b.period) ||
    (a.base && b.base ? comparePeriods(a.base, b.base) : 0);
}

/** What a release itself states: not what others reprint of it. */
export function ownStatementsOf(release: Release): readonly Observation[] {
  return [...release.observations, ...(release.repeats ?? [])].filter(({ knownFrom }) => knownFrom === undefined);
}

/** The statements of the edition's own release that are known on its date, within its slice. */
export function statementsIn(edition: Pick<Edition, 'release' | 'slice'> & Known): readonly Observation[] {
  return inSlice(knownOf(edition.release, edition), edition.slice);
}

const knownLists = new WeakMap<Release, Map<string, readonly Observation[]>>();

/** The statements of a release that are known: the same list for each slice, because a list is parted once for all. */
function knownOf(release: Release, { asOf, readOn = asOf }: Known): readonly Observation[] {
  const all = release.observations;
  const lists = knownLists.get(release) ?? new Map<string, readonly Observation[]>();
  const isHere = (stated: Observation): boolean => isKnown(stated, { asOf, readOn });
  const key = `${asOf} ${readOn}`;
  const found = lists.get(key) ?? (all.every(isHere) ? all : all.filter(isHere));
  knownLists.set(release, lists.set(key, found));
  return found;
}
