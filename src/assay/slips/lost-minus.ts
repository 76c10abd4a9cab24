import { decimal, signOf } from '../../core/numbers/decimal.ts';
import { EVERYTHING, intersect, type Interval, interval, isEmpty } from '../../core/numbers/interval.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import type { Measure } from '../../dataset/model.ts';
import { hasNoFixedSign } from './balances.ts';
import type { Constraint, TestedFigure } from '../constraints/constraint.ts';
import { domainOf, impliedInterval, impliedIntervals } from '../constraints/implied.ts';
import { kept } from '../intervals/kept.ts';
import type { Ranges } from '../intervals/range.ts';

/** The figures and constraints of a dataset, and its figures as they stand. */
interface Parts {
  readonly figures: readonly TestedFigure[];
  readonly constraints: readonly Constraint[];
  readonly ranges: Ranges;
}

/** At so many other periods a figure shows its sign: a year of quarters has every season. */
const OFTEN = 4;

/** Measures of what is above zero. */
const OF_SIZES = new Set<Measure>(['growth', 'ratio', 'cagr', 'share']);

const BELOW_ZERO = interval(undefined, decimal(0), false, true);

/**
 * The levels that may have lost their minus although no like figure is printed below zero: an equation that does not hold
 * puts one below zero, and some value there meets every hard constraint around it. Prices, stocks and counts have no
 * minus, nor has what a bound keeps above zero.
 */
export class LostMinuses {
  readonly #parts: Parts;
  readonly #touching: (figure: number) => readonly number[];
  readonly #fails: (position: number) => boolean;
  readonly #found = new Map<number, boolean>();
  #byIndicator: ReadonlyMap<string, readonly TestedFigure[]> | undefined;
  readonly #together = new Map<number, ReadonlyMap<number, Interval>>();

  /** Given the positions of the constraints of a figure, and whether one fails as the data stand. */
  constructor(parts: Parts, touching: (figure: number) => readonly number[], fails: (position: number) => boolean) {
    this.#parts = parts;
    this.#touching = touching;
    this.#fails = fails;
  }

  /** Whether a figure may be below zero for this reason alone. */
  has(figure: number): boolean {
    return kept(this.#found, figure, () => {
      const found = this.#parts.figures[figure];
      return found !== undefined && this.#isBelow(found);
    });
  }

  /** Whether an unknown value of a figure is below zero for this reason alone. */
  isBelowZero(figure: number, value: Interval | undefined): boolean {
    return value?.high !== undefined && signOf(value.high) <= 0 && this.has(figure);
  }

  /**
   * The values that a figure can have before others are considered. Digits that fit below zero tell less than the same
   * digits with a minus: what grows, is a share of something, or was above zero again and again is not below it.
   */
  domainOf(figure: number): Interval {
    const found = this.#parts.figures[figure];
    if (!found) return EVERYTHING;
    return this.has(figure) && !this.#isAlwaysAbove(found) ? EVERYTHING : domainOf(found);
  }

  #isAlwaysAbove({ observation: { indicator, period } }: TestedFigure): boolean {
    this.#byIndicator ??= groupBy(this.#parts.figures, (figure) => figure.observation.indicator.id);
    const own = (this.#byIndicator.get(indicator.id) ?? []).map(({ observation }) => observation);
    const levels = own.filter(({ measure }) => measure === 'level').map((other) => other.period.text);
    const others = new Set(levels.filter((other) => other !== period.text));
    return others.size >= OFTEN || own.some(({ measure }) => OF_SIZES.has(measure));
  }

  #isBelow(figure: TestedFigure): boolean {
    const { observation, index } = figure;
    const { constraints } = this.#parts;
    const domain = domainOf(figure);
    if (observation.measure !== 'level' || !hasNoFixedSign(observation.indicator) || domain === EVERYTHING)
      return false;
    const hard = this.#touching(index).filter((position) => constraints[position]?.strength === 'hard');
    const isBelow = (position: number): boolean => isEmpty(intersect(this.#allowed(position, figure), domain));
    const doubtful = hard.filter((position) => isEquation(constraints[position]) && this.#fails(position));
    if (!doubtful.some(isBelow)) return false;
    return !isEmpty(hard.map((position) => this.#allowed(position, figure)).reduce(intersect, BELOW_ZERO));
  }

  /** What a constraint allows a figure, whatever its sign. */
  #allowed(position: number, figure: TestedFigure): Interval {
    const { constraints, ranges } = this.#parts;
    const constraint = constraints[position];
    if (!constraint) return EVERYTHING;
    const all = kept(this.#together, position, () => impliedIntervals(constraint, ranges));
    return all.get(figure.index) ?? impliedInterval(constraint, figure, ranges, EVERYTHING);
  }
}

function isEquation(constraint: Constraint | undefined): boolean {
  const [test, another] = constraint?.tests ?? [];
  return test?.sense === '=' && !another;
}
