import { type Interval, isEmpty } from '../core/numbers/interval.ts';
import type { Side } from './arithmetic.ts';
import type { Constraint } from './constraint.ts';
import type { Assignment } from './operator.ts';
import type { PriceGroup } from './price-groups.ts';
import { isTaken, priceOf, type Slip } from './slip.ts';
import type { SumSlips } from './sum-slips.ts';
import { type Gap, gapOf, signsIn } from './sums.ts';
import { comesNearer, contradictedSide, standsIn, type Tested } from './tested.ts';

/** The slips of figures without a change that can be paid and matter to a contradicted constraint. */
export interface Affordable {
  /** Those that repair it by themselves. */
  readonly repairing: readonly Slip[];
  /**
   * Others that bring it nearer to being met, or leave it as near. Where a constraint rises or falls with each figure, a
   * set of changes that repairs it holds one of these or of those that repair it.
   */
  readonly nearer: readonly Slip[];
  /** Those that leave a value open, which repair it only together with others. */
  readonly open: readonly Slip[];
  /** The least price of a slip that cannot be paid. */
  readonly dearer: number;
  /** The slips that were looked at. */
  readonly looked: number;
}

/** The slips of the figures of a constraint, by price. */
export interface PricedSlips {
  /** Those that give values. */
  readonly typed: readonly PriceGroup[];
  /** Those that leave the value of one figure open. */
  readonly open: readonly PriceGroup[];
}

/** A contradicted constraint under some changes. */
export interface Case {
  readonly constraint: Constraint;
  readonly assignment: Assignment;
  readonly before: Tested;
  readonly after: (slip: Slip) => Tested;
  readonly slips: PricedSlips;
  readonly implied: (figure: number) => Interval;
  /** Works out once what slips gain in a sum on one side. */
  readonly sumSlips: (gap: Gap, groups: readonly PriceGroup[]) => SumSlips;
}

/** The slips of one price that repair a constraint, and the others that matter to it. */
interface Sorted {
  readonly repairing: readonly Slip[];
  readonly others: readonly Slip[];
}

/** The slips that matter to a contradicted constraint under some changes. Each is tested once it can be paid. */
export class Candidates {
  readonly #given: Case;
  readonly #gap: Gap | undefined;
  readonly #sum: SumSlips | undefined;
  readonly #sides: readonly (Side | undefined)[];
  readonly #sorted = new Map<PriceGroup, Sorted>();

  constructor(given: Case) {
    const { constraint, before, slips } = given;
    this.#given = given;
    this.#gap = gapIn(given);
    this.#sum = this.#gap && given.sumSlips(this.#gap, slips.typed);
    this.#sides = this.#gap ? [] : constraint.tests.map((_, at) => contradictedSide(constraint, at, before));
  }

  /** Those that can be paid beside others with some causes, the cheapest first. */
  within(rest: number, causes: ReadonlySet<string>): Affordable {
    const { typed, open } = this.#given.slips;
    let [dearer, looked] = [Infinity, 0];
    const collect = (
      groups: readonly PriceGroup[],
      sort: (group: PriceGroup) => Sorted,
    ): Record<keyof Sorted, Slip[]> => {
      const found: Record<keyof Sorted, Slip[]> = { repairing: [], others: [] };
      for (const group of groups) {
        const price = priceOf(group, causes);
        if (price > rest) {
          dearer = Math.min(dearer, price);
          continue;
        }
        looked += group.slips.length;
        const { repairing, others } = this.#sort(group, sort);
        found.repairing.push(...repairing);
        found.others.push(...others);
      }
      return found;
    };
    const found = collect(typed, (group) => this.#typedIn(group));
    const opened = collect(open, (group) => this.#openIn(group));
    return {
      repairing: [...found.repairing.sort(byCost), ...opened.repairing],
      nearer: found.others.sort(byCost),
      open: opened.others,
      dearer,
      looked,
    };
  }

  /** Whether one of those that bring it nearer may repair it with others that can be paid; known only of a sum. */
  mayClose(slip: Slip, left: number, causes: ReadonlySet<string>): boolean {
    return !this.#gap || !this.#sum || this.#sum.mayClose(slip, this.#gap, left, causes);
  }

  #sort(group: PriceGroup, sort: (group: PriceGroup) => Sorted): Sorted {
    let found = this.#sorted.get(group);
    if (!found) {
      found = sort(group);
      this.#sorted.set(group, found);
    }
    return found;
  }

  #typedIn(group: PriceGroup): Sorted {
    const { assignment, after } = this.#given;
    const [repairing, others]: [Slip[], Slip[]] = [[], []];
    if (this.#gap && this.#sum) {
      const { closing, reducing } = this.#sum.split(group, this.#gap, assignment);
      for (const slip of closing) (after(slip).verdict === 'contradicted' ? others : repairing).push(slip);
      return { repairing, others: [...others, ...reducing] };
    }
    for (const slip of group.slips) {
      if (isTaken(slip, assignment)) continue;
      const tested = after(slip);
      if (!this.#helps(slip, tested)) continue;
      (tested.verdict === 'contradicted' ? others : repairing).push(slip);
    }
    return { repairing, others };
  }

  #openIn({ slips }: PriceGroup): Sorted {
    const { assignment, implied } = this.#given;
    const free = slips.filter((slip) => !isTaken(slip, assignment));
    const isAllowed = new Set(free.filter(({ changes }) => [...changes.keys()].every((one) => !isEmpty(implied(one)))));
    return { repairing: [...isAllowed], others: free.filter((slip) => !isAllowed.has(slip)) };
  }

  #helps({ changes }: Slip, after: Tested): boolean {
    const { constraint, before } = this.#given;
    return constraint.tests.some((test, at) => {
      if (!this.#sides[at]) return false;
      const isTouched = [...changes.keys()].some((figure) => standsIn(test, figure));
      return isTouched && comesNearer(constraint, at, before, after);
    });
  }
}

function byCost(a: Slip, b: Slip): number {
  return a.cost - b.cost;
}

/** The gap of a contradicted constraint that is one sum. */
export function gapIn({ constraint, before }: Pick<Case, 'constraint' | 'before'>): Gap | undefined {
  const [test, range] = [constraint.tests[0], before.rough[0]];
  const signs = test && constraint.tests.length === 1 ? signsIn(test) : undefined;
  const side = signs && contradictedSide(constraint, 0, before);
  return test && signs && side && range && gapOf(test, signs, side, range);
}
