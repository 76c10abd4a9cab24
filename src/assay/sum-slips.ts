import type { Assignment } from './operator.ts';
import type { Ranges } from './range.ts';
import { priceOf, type Slip, type SlipPrices } from './slip.ts';
import { type Gain, type Gap, gainOf } from './sums.ts';

/** A slip with what it gains in a sum. */
interface Gaining extends Gain {
  readonly slip: Slip;
}

/** The slips with one cause, by the move of the near end. */
interface OfCause {
  readonly price: SlipPrices;
  readonly list: readonly Gaining[];
  /** The least move of the far end from each position on. */
  readonly leastFar: readonly number[];
}

/** The slips of the figures of a sum that misses zero on one side, with their gains: whatever else is changed. */
export class SumSlips {
  readonly #causes: readonly OfCause[];
  readonly #gains = new Map<Slip, Gain>();

  constructor(gap: Gap, slips: Iterable<Slip>, ranges: Ranges) {
    const byCause = new Map<string, Gaining[]>();
    for (const slip of slips) {
      const gain = gainOf(gap, slip.changes, ranges);
      this.#gains.set(slip, gain);
      const list = byCause.get(slip.cause);
      if (list) list.push({ slip, ...gain });
      else byCause.set(slip.cause, [{ slip, ...gain }]);
    }
    this.#causes = [...byCause.values()].map(ofCause);
  }

  /** The slips that close a gap by themselves, as far as binary numbers tell, and the others that reduce it. */
  split({ least, most }: Gap, assignment: Assignment): { closing: Slip[]; reducing: Slip[] } {
    const [closing, reducing]: [Slip[], Slip[]] = [[], []];
    for (const { list } of this.#causes) {
      for (let at = firstFrom(list, 0); at < list.length; at += 1) {
        const { slip, near, far } = list[at] as Gaining;
        if (assignment.size > 0 && isTaken(slip, assignment)) continue;
        (near >= least && far <= most ? closing : reducing).push(slip);
      }
    }
    return { closing, reducing };
  }

  /** Whether a slip that reduces a gap may close it with others that do not by themselves and can still be paid. */
  mayClose(slip: Slip, { least, most }: Gap, left: number, causes: ReadonlySet<string>): boolean {
    const { near, far } = this.#gains.get(slip) ?? { near: Infinity, far: -Infinity };
    const price = (one: OfCause): number =>
      one.price.cause === slip.cause ? one.price.further : priceOf(one.price, causes);
    let [cheapest, further] = [Infinity, Infinity];
    for (const one of this.#causes) {
      if (price(one) > left) continue;
      cheapest = Math.min(cheapest, price(one));
      further = Math.min(further, one.price.further);
    }
    if (cheapest > left) return false;
    const isLast = left < cheapest + further;
    const count = Math.floor(left / further);
    return this.#causes.some((one) => {
      if (price(one) > left) return false;
      const { list, leastFar } = one;
      if (!isLast) {
        const greatest = list[firstFrom(list, least) - 1]?.near ?? 0;
        return near + count * greatest >= least || near >= least;
      }
      const at = firstFrom(list, least - near);
      return (leastFar[at] ?? Infinity) <= most - far && (near >= least || (list[at]?.near ?? Infinity) < least);
    });
  }
}

function ofCause(unsorted: readonly Gaining[]): OfCause {
  const list = unsorted.toSorted((a, b) => a.near - b.near);
  const leastFar = list.map(({ far }) => far);
  for (let at = leastFar.length - 2; at >= 0; at -= 1) {
    leastFar[at] = Math.min(leastFar[at] ?? Infinity, leastFar[at + 1] ?? Infinity);
  }
  const cost = Math.min(...list.map(({ slip }) => slip.cost));
  const further = Math.min(...list.map(({ slip }) => slip.further));
  return { price: { cause: list[0]?.slip.cause ?? '', cost, further }, list, leastFar };
}

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

/** Whether a slip changes a figure that is changed already. */
export function isTaken({ changes }: Slip, assignment: Assignment): boolean {
  for (const figure of changes.keys()) if (assignment.has(figure)) return true;
  return false;
}
