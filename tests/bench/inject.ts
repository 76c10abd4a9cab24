import { type Change, countedName } from '../../src/assay/slips/change.ts';
import { changesOf } from '../../src/assay/slips/single-changes.ts';
import { absolute, add, compare, type Decimal, multiply, normalise, subtract } from '../../src/core/numbers/decimal.ts';
import { interval, shiftInterval } from '../../src/core/numbers/interval.ts';
import { type Dataset, type Observation, quantityOf, type Quantity, type Release } from '../../src/dataset/model.ts';

/** Another print of a figure, injected into sound data. */
export interface Fault {
  readonly observation: Observation;
  /** The kind of fault, as it is counted. */
  readonly kind: string;
  readonly printed: Quantity;
}

/** Every statement of a release that prints a number with a digit other than zero. */
export function numericStatements(release: Release): Observation[] {
  return release.observations.filter((observation) => {
    const quantity = observation.claim ? undefined : quantityOf(observation);
    return quantity !== undefined && normalise(quantity.decimal).coefficient !== 0n;
  });
}

/** Every fault that an operator of the engine describes; a print that moves by no more than its last digit is none. */
export function operatorFaults(observation: Observation): Fault[] {
  const quantity = quantityOf(observation);
  if (!quantity) return [];
  return changesOf(observation, false).flatMap((change) => {
    const printed = changed(quantity, change);
    const kind = countedName(change);
    return moves(quantity, printed) ? [{ observation, kind, printed }] : [];
  });
}

/** Faults that no operator of the engine describes, or only in a special case. */
export function otherFaults(observation: Observation, dataset: Dataset): Fault[] {
  const quantity = quantityOf(observation);
  if (!quantity) return [];
  const { release, indicator, measure, period } = observation;
  const fault = (kind: string, value: Decimal): Fault => ({ observation, kind, printed: withValue(quantity, value) });
  const digits = digitsMistyped(quantity.decimal).map((value) => fault('digit mistyped', value));
  const like = [...dataset.releases.values()].flatMap((other) =>
    other.observations.filter((one) => one.indicator === indicator && one.measure === measure),
  );
  const periods = valuesOf(
    like.filter((one) => one.period.text !== period.text),
    quantity,
  ).map((value) => fault("another period's", value));
  const at = release.observations.indexOf(observation);
  const near = release.observations.slice(Math.max(0, at - 3), at + 4).filter((one) => one.measure === measure);
  const rows = valuesOf(
    near.filter((one) => one.indicator !== indicator),
    quantity,
  ).map((value) => fault("a neighbour's row", value));
  const growth = release.observations.find((one) => one.indicator === indicator && one.measure === 'growth');
  const rate = measure === 'level' && growth ? quantityOf(growth) : undefined;
  const misread = quantity.unit.code === '%' && measure !== 'level' ? withComma(quantity) : undefined;
  const comma = misread ? [{ observation, kind: 'comma in a rate', printed: misread }] : [];
  return [...digits, ...periods, ...rows, ...comma, ...(rate ? [fault('growth for level', rate.decimal)] : [])].filter(
    ({ printed }) => moves(quantity, printed),
  );
}

/** A rate of at least 1% whose decimal comma was taken for one between thousands: 3,100% for 3.1%, of which each digit counts. */
function withComma(quantity: Quantity): Quantity | undefined {
  const { coefficient, exponent } = quantity.decimal;
  const value = { coefficient, exponent: exponent + 3 };
  if (value.exponent < 0 || compare(absolute(quantity.decimal), ONE) < 0) return undefined;
  const half = { coefficient: 5n, exponent: -1 };
  const range = interval(subtract(value, half), add(value, half));
  return { ...quantity, decimal: value, resolution: ONE, interval: range };
}

const ONE: Decimal = { coefficient: 1n, exponent: 0 };

/** Two statements of a release whose prints change places: of neighbouring rows, in one measure, unit and period. */
export function exchangedRows(observation: Observation): Fault[][] {
  const quantity = quantityOf(observation);
  const { release, indicator, measure, period, claim } = observation;
  if (!quantity || claim) return [];
  const at = release.observations.indexOf(observation);
  return release.observations.slice(at + 1, at + 5).flatMap((other) => {
    const stated = quantityOf(other);
    const isLike = other.measure === measure && other.indicator !== indicator && other.period.text === period.text;
    if (!stated || !isLike || stated.unit.code !== quantity.unit.code) return [];
    const [first, second] = [withValue(quantity, stated.decimal), withValue(stated, quantity.decimal)];
    if (!moves(quantity, first)) return [];
    const kind = 'rows exchanged';
    return [
      [
        { observation, kind, printed: first },
        { observation: other, kind, printed: second },
      ],
    ];
  });
}

/** The values of statements in the same unit. */
function valuesOf(observations: readonly Observation[], { unit }: Quantity): Decimal[] {
  return observations.flatMap((observation) => {
    const other = quantityOf(observation);
    return other && other.unit.code === unit.code && !observation.claim ? [other.decimal] : [];
  });
}

function digitsMistyped(value: Decimal): Decimal[] {
  const digits = absolute(value).coefficient.toString();
  return digits.split('').flatMap((old, at) =>
    Array.from({ length: 10 }, (_, digit) => String(digit))
      .filter((digit) => digit !== old && !(at === 0 && digit === '0'))
      .map((digit) => {
        const coefficient = BigInt(digits.slice(0, at) + digit + digits.slice(at + 1));
        return { coefficient: value.coefficient < 0n ? -coefficient : coefficient, exponent: value.exponent };
      }),
  );
}

/** Whether two prints differ by more than the last digit is worth. */
export function moves(quantity: Quantity, printed: Quantity): boolean {
  return compare(absolute(subtract(printed.decimal, quantity.decimal)), quantity.resolution) > 0;
}

/** The statement as it would be if the fault had been printed, and nobody had corrected it. */
export function faultyObservation({ observation, printed }: Fault): Observation {
  return { ...observation, printed, correction: undefined };
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
  if (!decimal) throw new RangeError('an unknown value cannot be injected');
  if (operator.kind === 'scale') {
    const resolution = multiply(quantity.resolution, { coefficient: 1n, exponent: operator.power });
    return { ...quantity, decimal, resolution, interval: shiftInterval(quantity.interval, operator.power) };
  }
  return withValue(quantity, decimal);
}

/** A print with another value and the same rounding. */
export function withValue(quantity: Quantity, decimal: Decimal): Quantity {
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
