import type { Assignment } from './change.ts';
import type { PriceGroup } from './price-groups.ts';
import type { Ranges } from '../intervals/range.ts';
import { isTaken, priceOf, type Slip, type SlipPrices } from './slip.ts';
import { type Gain, type Gap, gainOf } from './sums.ts';

/** A slip with what it gains in a sum. */
interface Gaining extends Gain {
  readonly slip: Slip;
}

/** The slips of one price, by the move of the near end. */
interface OfPrice {
  readonly price: SlipPrices;
  readonly list: readonly Gaining[];
  /** The least move of the far end from each position on. */
  readonly leastFar: readonly number[];
}

/** The slips of the figures of a sum that misses zero on one side, with their gains: whatever else is changed. */
export class SumSlips {
  readonly #groups: ReadonlyMap<PriceGroup, OfPrice>;
  readonly #gains = new Map<Slip, Gain>();

  constructor(gap: Gap, groups: readonly PriceGroup[], ranges: Ranges) {
    for (const { slips } of groups) {
      for (const slip of slips) this.#gains.set(slip, gainOf(gap, slip.changes, ranges));
    }
    this.#groups = new Map(groups.map((group) => [group, this.#gainingIn(group)]));
  }

  /** The slips of one price that close a gap by themselves, as far as binary numbers tell, and the others that reduce it. */
  split(
    group: PriceGroup,
    { least, most }: Gap,
    assignment: Assignment,
  ): { closing: readonly Slip[]; reducing: readonly Slip[] } {
    const [closing, reducing]: [Slip[], Slip[]] = [[], []];
    const list = this.#groups.get(group)?.list ?? [];
    for (let at = firstFrom(list, 0); at < list.length; at += 1) {
      const { slip, near, far } = list[at] as Gaining;
      if (isTaken(slip, assignment)) continue;
      (near >= least && far <= most ? closing : reducing).push(slip);
    }
    return { closing, reducing };
  }

  /** Says for the slips of a cause that reduce a gap whether they may close it with others that can still be paid. */
  closer(cause: string, { least, most }: Gap, left: number, causes: ReadonlySet<string>): (slip: Slip) => boolean {
    const payable: OfPrice[] = [];
    let [cheapest, further] = [Infinity, Infinity];
    for (const one of this.#groups.values()) {
      const price = one.price.cause === cause ? one.price.further : priceOf(one.price, causes);
      if (price > left) continue;
      payable.push(one);
      cheapest = Math.min(cheapest, price);
      further = Math.min(further, one.price.further);
    }
    const gains = (slip: Slip): Gain => this.#gains.get(slip) ?? NO_GAIN;
    if (payable.length === 0) return () => false;
    if (left < cheapest + further) return (slip) => mayCloseWithOne(gains(slip), payable, { least, most });
    const greatest = Math.max(0, ...payable.map(({ list }) => list[firstFrom(list, least) - 1]?.near ?? 0));
    const more = Math.floor(left / further) * greatest;
    return (slip) => gains(slip).near + more >= least;
  }

  #gainingIn({ slips, ...price }: PriceGroup): OfPrice {
    const list = slips.map((slip): Gaining => ({ slip, ...(this.#gains.get(slip) ?? NO_GAIN) }));
    list.sort((a, b) => a.near - b.near);
    const leastFar = list.map(({ far }) => far);
    for (let at = leastFar.length - 2; at >= 0; at -= 1) {
      leastFar[at] = Math.min(leastFar[at] ?? Infinity, leastFar[at + 1] ?? Infinity);
    }
    return { price, list, leastFar };
  }
}

/** Whether a slip closes a gap with one of those that can be paid, and no other. */
function mayCloseWithOne({ near, far }: Gain, payable: readonly OfPrice[], gap: Pick<Gap, 'least' | 'most'>): boolean {
  const { least, most } = gap;
  return payable.some(({ list, leastFar }) => {
    const at = firstFrom(list, least - near);
    return (leastFar[at] ?? Infinity) <= most - far && (near >= least || (list[at]?.near ?? Infinity) < least);
  });
}

/** Of a slip whose gain is not known. */
const NO_GAIN: Gain = { near: Infinity, far: -Infinity };

/** The first position from which on the near end moves by so much. */
function firstFrom(list: readonly Gaining[], least: number): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((list[middle]?.near ?? 0) < least) from = middle + 1;
    else to = middle;
  }
  return from;
}
