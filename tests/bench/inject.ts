import { type Change, changesOf } from '../../src/assay/operator.ts';
import { absolute, add, compare, multiply, normalise, subtract } from '../../src/core/numbers/decimal.ts';
import { interval, shiftInterval } from '../../src/core/numbers/interval.ts';
import { type Dataset, type Observation, quantityOf, type Quantity, type Release } from '../../src/dataset/model.ts';

/** A change to one figure, injected into sound data. */
export interface Fault {
  readonly observation: Observation;
  readonly change: Change;
}

/** Every statement of a release that prints a number with a digit other than zero. */
export function numericStatements(release: Release): Observation[] {
  return release.observations.filter((observation) => {
    const quantity = observation.claim ? undefined : quantityOf(observation);
    return quantity !== undefined && normalise(quantity.decimal).coefficient !== 0n;
  });
}

/**
 * Every fault that can befall a statement; digits that change places count if the value moves by more than its last
 * digit.
 */
export function faultsOf(observation: Observation): Fault[] {
  const quantity = quantityOf(observation);
  if (!quantity) return [];
  return changesOf(observation, false)
    .filter((change) => change.operator.kind !== 'swap' || exceedsResolution(change, quantity))
    .map((change) => ({ observation, change }));
}

/** Whether a change moves a figure by more than its last digit is worth. */
function exceedsResolution(change: Change, quantity: Quantity): boolean {
  return compare(absolute(subtract(change.decimal, quantity.decimal)), quantity.resolution) > 0;
}

/** The statement as it would be if the fault had been printed, and nobody had corrected it. */
export function faultyObservation({ observation, change }: Fault): Observation {
  const quantity = quantityOf(observation);
  return quantity ? { ...observation, printed: changed(quantity, change), correction: undefined } : observation;
}

/** The dataset as it would be if the faults had been printed. Nothing of it is corrected where a fault is. */
export function withFaults(dataset: Dataset, faults: readonly Fault[]): Dataset {
  const releases = [...dataset.releases].map(([id, release]) => [id, faultyRelease(release, faults)] as const);
  return { ...dataset, releases: new Map(releases) };
}

function faultyRelease(release: Release, faults: readonly Fault[]): Release {
  const own = new Map(faults.map((fault) => [fault.observation, faultyObservation(fault)]));
  if (!release.observations.some((observation) => own.has(observation))) return release;
  const observations: Observation[] = [];
  const faulty: Release = { ...release, observations };
  for (const observation of release.observations) {
    observations.push({ ...(own.get(observation) ?? observation), release: faulty });
  }
  return faulty;
}

/** A print with a change made to it. */
function changed(quantity: Quantity, { operator, decimal }: Change): Quantity {
  if (operator.kind === 'scale') {
    const resolution = multiply(quantity.resolution, { coefficient: 1n, exponent: operator.power });
    return { ...quantity, decimal, resolution, interval: shiftInterval(quantity.interval, operator.power) };
  }
  const by = subtract(decimal, quantity.decimal);
  const { low, high, lowOpen, highOpen } = quantity.interval;
  return { ...quantity, decimal, interval: interval(low && add(low, by), high && add(high, by), lowOpen, highOpen) };
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
