import { isEmpty, meets } from '../core/numbers/interval.ts';
import { isContradicted } from './conflict.ts';
import type { Explanation } from './explanation.ts';
import { type Model, UNCHANGED } from './figure-model.ts';
import { intervalName } from './interval-digits.ts';
import type { Assignment, Change } from './operator.ts';
import { priceOf, type Slip } from './slip.ts';
import { BROKEN_COST, DIGITS_SURCHARGE, FURTHER_COST, priceFor } from './slip-cost.ts';
import { openChange } from './single-changes.ts';
import { givenBy } from './worked-out.ts';

/** Figures that are tried for one slip, so that it does not take long where there are many relations. */
const MOST_TRIED = 400;

/**
 * The figures of an explanation that may be right, because for no more than the margin above the slips that change them
 * one other figure is a slip from which the rest was worked out, through what a release printed right: of a total that
 * two relations contradict alike, a part may be wrong in one, and in the other what was worked out from the total that
 * followed from that part. `slips` are those of the cheapest explanations of all that is contradicted.
 */
export function workedOutInstead(
  model: Model,
  { repair, slips: own }: Explanation,
  slips: readonly Slip[],
): ReadonlySet<number> {
  const lists = own.length > 1 ? [...own.map((slip) => [slip]), own] : [own];
  const spared = lists.filter((list) => new Following(model, repair, list, slips).explains());
  return new Set(spared.flat().flatMap(({ changes }) => Array.from(changes.keys())));
}

/** Figures with another value, and those among them from which what is right follows. */
interface Followed {
  readonly changed: Assignment;
  readonly above: ReadonlySet<number>;
}

/** Looks for a slip from which the rest was worked out, in place of some slips of a repair. */
class Following {
  readonly #model: Model;
  readonly #rest: Assignment;
  /** The figures that are taken to be right. */
  readonly #kept: ReadonlySet<number>;
  readonly #causes: ReadonlySet<string>;
  readonly #most: number;
  #left = MOST_TRIED;

  constructor(model: Model, repair: Assignment, list: readonly Slip[], slips: readonly Slip[]) {
    this.#model = model;
    this.#kept = new Set(list.flatMap(({ changes }) => Array.from(changes.keys())));
    this.#rest = new Map([...repair].filter(([figure]) => !this.#kept.has(figure)));
    this.#causes = new Set(slips.filter((slip) => !list.includes(slip)).map(({ cause }) => cause));
    const causes = new Set(this.#causes);
    const price = list.reduce((sum, slip) => {
      const each = priceOf(slip, causes);
      causes.add(slip.cause);
      return sum + each;
    }, 0);
    this.#most = price + model.slips.margin;
  }

  /** What is right must have followed from the slip: a relation that is contradicted gives it. */
  explains(): boolean {
    const called = this.#failing(this.#kept, this.#rest);
    const giving = called.filter((position) => this.#given(position).some((figure) => this.#kept.has(figure)));
    return giving.some((position) => this.#repairs(position, { changed: UNCHANGED, above: new Set() }));
  }

  #given(position: number): readonly number[] {
    return givenBy(this.#model.constraint(position));
  }

  /** Whether another value of one figure of a contradicted relation, and of what follows from it, mends all. */
  #repairs(position: number, { changed, above }: Followed): boolean {
    const isAbove = changed.size === 0 || this.#given(position).some((figure) => above.has(figure));
    return this.#model.constraint(position).figures.some((figure) => {
      const all: Assignment = new Map([...this.#rest, ...changed]);
      const change = this.#left > 0 ? this.#changeOf(position, figure, all) : undefined;
      if (!change) return false;
      this.#left -= 1;
      const more = new Map([...changed, [figure, change]]);
      const followed: Followed = { changed: more, above: isAbove ? new Set([...above, figure]) : above };
      if (this.#leastCost(more) > this.#most) return false;
      const [next] = this.#open(more);
      return next === undefined ? this.#isCheap(followed) : this.#repairs(next, followed);
    });
  }

  /** What a relation implies of a figure of the same releases, if that is a value. */
  #changeOf(position: number, figure: number, all: Assignment): Change | undefined {
    const own = this.#model.figures[figure];
    if (!own?.interval || own.observation.claim || this.#kept.has(figure) || all.has(figure)) return undefined;
    if (![...this.#kept].some((each) => this.#releaseOf(each) === this.#releaseOf(figure))) return undefined;
    const interval = this.#model.implied(position, figure, all);
    if (isEmpty(interval) || !interval.low || !interval.high) return undefined;
    const change = openChange(own.observation, WORKED_OUT, interval);
    return { ...change, name: `${change.name} ${intervalName(interval)}` };
  }

  #releaseOf(figure: number): string | undefined {
    return this.#model.figures[figure]?.observation.release.id;
  }

  /** The contradicted relations in which figures stand. */
  #failing(figures: Iterable<number>, all: Assignment): number[] {
    const touched = new Set([...figures].flatMap((figure) => this.#model.touching(figure)));
    return [...touched].filter(
      (position) => this.#model.strength(position) === 'hard' && isContradicted(this.#model, position, all),
    );
  }

  /** Those that are left, first those with a figure that is changed, or with one beside it that is right. */
  #open(changed: Assignment): number[] {
    const all: Assignment = new Map([...this.#rest, ...changed]);
    const near = new Set([...changed.keys()].flatMap((figure) => this.#model.touching(figure)));
    const reached = [...this.#kept].filter((figure) => this.#model.touching(figure).some((each) => near.has(each)));
    return [...new Set([...this.#failing([...changed.keys(), ...reached], all), ...this.#failing(this.#kept, all)])];
  }

  /** The least that figures cost of which one is a slip, and the others were worked out. */
  #leastCost(changed: Assignment): number {
    const [figure = -1] = changed.keys();
    const observation = this.#model.figures[figure]?.observation;
    if (!observation || changed.size < 2) return LEAST_SLIP;
    const { cost, further } = priceFor(WORKED_OUT, observation);
    return LEAST_SLIP + cost + (changed.size - 2) * further;
  }

  #isCheap({ changed, above }: Followed): boolean {
    if (changed.size < 2) return false;
    const all: Assignment = new Map([...this.#rest, ...changed]);
    const touched = new Set([...changed.keys()].flatMap((figure) => this.#model.touching(figure)));
    const broken = [...touched].filter(
      (position) => isContradicted(this.#model, position, all) && !isContradicted(this.#model, position, UNCHANGED),
    );
    const roots = [...changed].filter(([figure]) => above.has(figure));
    const slip = Math.min(...roots.map(([figure, change]) => this.#slipCost(figure, change)));
    if (slip + this.#leastCost(changed) - LEAST_SLIP + broken.length * BROKEN_COST > this.#most) return false;
    return this.#model.pointUnder(all).meeting !== 'none';
  }

  /** What it costs that a slip makes of a figure what a change does. */
  #slipCost(figure: number, { interval }: Change): number {
    const { slips } = this.#model;
    const typed = slips.slipsOf(figure).filter(({ changes }) => {
      const change = changes.get(figure);
      return changes.size === 1 && change !== undefined && meets(change.interval, interval);
    });
    const open = slips.openSlipsOf(figure).filter(({ changes }) => changes.get(figure)?.operator.kind === 'unknown');
    const digits = slips.mistyped(figure).some((each) => meets(each, interval)) ? 0 : DIGITS_SURCHARGE;
    return Math.min(
      ...typed.map((slip) => priceOf(slip, this.#causes)),
      ...open.map((slip) => priceOf(slip, this.#causes) + digits),
    );
  }
}

const WORKED_OUT = { kind: 'worked_out' } as const;

/** The least that a slip costs, the first of its cause or not. */
const LEAST_SLIP = FURTHER_COST;
