import { type Interval, isEmpty } from '../../core/numbers/interval.ts';
import type { Side } from '../intervals/arithmetic.ts';
import type { Constraint, Test } from '../constraints/constraint.ts';
import type { Assignment } from '../slips/change.ts';
import type { PriceGroup } from '../slips/price-groups.ts';
import { isTaken, priceOf, type Slip, type SlipPrices } from '../slips/slip.ts';
import type { SumSlips } from '../slips/sum-slips.ts';
import { type Gap, gapOf, signsIn } from '../slips/sums.ts';
import { comesNearer, contradictedSide, standsIn, type Tested } from '../constraints/tested.ts';

/** Slips of one price, with what each costs besides others with some causes. */
export interface Payable extends SlipPrices {
  readonly price: number;
  readonly slips: readonly Slip[];
}

/** The slips of figures without a change that can be paid and matter to a contradicted constraint, by price. */
export interface Affordable {
  /** Those that repair it by themselves. */
  readonly repairing: readonly Payable[];
  /**
   * Others that bring it nearer to being met, or leave it as near. Where a constraint rises or falls with each figure, a
   * set of changes that repairs it holds one of these or of those that repair it.
   */
  readonly nearer: readonly Payable[];
  /** Those that leave a value open, which repair it only together with others. */
  readonly open: readonly Payable[];
  /** The least price of a slip that cannot be paid. */
  readonly dearer: number;
  /** What looking at the slips took, in steps of a search. */
  readonly work: number;
}

/** The slips of the figures of a constraint, by price. */
export interface PricedSlips {
  /** Those that give values, the cheapest first. */
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

  /** Those that can be paid besides others with some causes, those with values the cheapest first. */
  within(rest: number, causes: ReadonlySet<string>): Affordable {
    const { typed, open } = this.#given.slips;
    let [dearer, looked] = [Infinity, 0];
    const collect = (
      groups: readonly PriceGroup[],
      sort: (group: PriceGroup) => Sorted,
    ): Record<keyof Sorted, Payable[]> => {
      const found: Record<keyof Sorted, Payable[]> = { repairing: [], others: [] };
      for (const group of groups) {
        const { cause, cost, further } = group;
        const price = priceOf(group, causes);
        if (price > rest) {
          dearer = Math.min(dearer, price);
          continue;
        }
        looked += group.slips.length;
        const { repairing, others } = this.#sort(group, sort);
        if (repairing.length > 0) found.repairing.push({ cause, cost, further, price, slips: repairing });
        if (others.length > 0) found.others.push({ cause, cost, further, price, slips: others });
      }
      return found;
    };
    const found = collect(typed, (group) => this.#typedIn(group));
    const opened = collect(open, (group) => this.#openIn(group));
    const repairing = [...found.repairing, ...opened.repairing];
    const work = looked * (looked > LONG_LIST ? this.#firstLook : STEPS_TO_LOOK);
    return { repairing, nearer: found.others, open: opened.others, dearer, work };
  }

  /** What it takes to look at a slip first: in a sum it is not tested. */
  get #firstLook(): number {
    const { figures, tests } = this.#given.constraint;
    return this.#sum ? 2 : tests.reduce((sum, test) => sum + stepsToTest(test, figures.length), 0);
  }

  /**
   * Says for the slips of a cause that bring it nearer whether they may repair it with others that can be paid; known
   * only of a sum.
   */
  closer(cause: string, left: number, causes: ReadonlySet<string>): (slip: Slip) => boolean {
    return this.#gap && this.#sum ? this.#sum.closer(cause, this.#gap, left, causes) : () => true;
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

/** What it takes to look at a slip again. In a long list most slips are looked at first. */
export const STEPS_TO_LOOK = 0.8;
const LONG_LIST = 500;

/** What it takes to test a slip of one of many figures: as many parts as lie above it, or all where one stands twice. */
function stepsToTest({ repeated }: Test, figures: number): number {
  return repeated.length > 0 ? figures * (repeated.length + 1) : 2 * Math.log2(figures);
}

/** The gap of a contradicted constraint that is one sum. */
export function gapIn({ constraint, before }: Pick<Case, 'constraint' | 'before'>): Gap | undefined {
  const [test, range] = [constraint.tests[0], before.rough[0]];
  const signs = test && constraint.tests.length === 1 ? signsIn(test) : undefined;
  const side = signs && contradictedSide(constraint, 0, before);
  return test && signs && side && range && gapOf(test, signs, side, range);
}
