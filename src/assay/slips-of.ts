import type { Interval } from '../core/numbers/interval.ts';
import type { TestedFigure } from './constraint.ts';
import { domainOf } from './implied.ts';
import { causeOf, type Change, changesOf, mistypedIntervals, type Operator, unknownChange } from './operator.ts';
import type { Slip } from './slip.ts';

/** The slips that may have befallen each figure. What is asked for is worked out once. */
export class SlipsOf {
  readonly #figures: readonly TestedFigure[];
  readonly #asPrinted: boolean;
  readonly #tries: ((operator: Operator) => boolean) | undefined;
  readonly #changes = new Map<number, readonly Change[]>();
  readonly #slips = new Map<number, readonly Slip[]>();
  readonly #open = new Map<number, readonly Slip[]>();
  readonly #mistyped = new Map<number, readonly Interval[]>();

  constructor(
    figures: readonly TestedFigure[],
    asPrinted: boolean,
    tries: ((operator: Operator) => boolean) | undefined,
  ) {
    this.#figures = figures;
    this.#asPrinted = asPrinted;
    this.#tries = tries;
  }

  /** Whether an operator is tried. */
  tries(operator: Operator): boolean {
    return this.#tries?.(operator) ?? true;
  }

  /** The possible changes of a figure by itself, the cheapest first; none of a claim in words. */
  changesOf(figure: number): readonly Change[] {
    return kept(this.#changes, figure, () => {
      const found = this.#figures[figure];
      const all = found ? changesOf(found.observation, this.#asPrinted) : [];
      return all.filter(({ operator }) => this.tries(operator));
    });
  }

  /** The slips that give a figure another value, the cheapest first. */
  slipsOf(figure: number): readonly Slip[] {
    return kept(this.#slips, figure, () => this.changesOf(figure).map((change) => this.#single(figure, change)));
  }

  /** The slips that leave open which value a figure has. */
  openSlipsOf(figure: number): readonly Slip[] {
    return kept(this.#open, figure, () => {
      const found = this.#figures[figure];
      if (!found || !this.tries({ kind: 'unknown' })) return [];
      return [this.#single(figure, unknownChange(domainOf(found), 'unknown'))];
    });
  }

  /** The values of a figure with one digit of its print replaced. */
  mistyped(figure: number): readonly Interval[] {
    return kept(this.#mistyped, figure, () => {
      const observation = this.#figures[figure]?.observation;
      return observation ? mistypedIntervals(observation, this.#asPrinted) : [];
    });
  }

  #single(figure: number, change: Change): Slip {
    const { cost, further } = change;
    const observation = this.#figures[figure]?.observation;
    const cause = observation ? causeOf(change, observation) : change.name;
    return { changes: new Map([[figure, change]]), cause, cost, further };
  }
}

function kept<K, V>(memory: Map<K, V>, key: K, calculate: () => V): V {
  let found = memory.get(key);
  if (found === undefined) {
    found = calculate();
    memory.set(key, found);
  }
  return found;
}
