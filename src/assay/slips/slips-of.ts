import { compare, digitCount, normalise } from '../../core/numbers/decimal.ts';
import type { Interval } from '../../core/numbers/interval.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import type { Source } from '../../dataset/model.ts';
import type { TestedFigure } from '../constraints/constraint.ts';
import { kept } from '../intervals/kept.ts';
import type { LostMinuses } from './lost-minus.ts';
import { cellsOf, jointSlips } from './joint-slips.ts';
import { type Assignment, causeOf, type Change, type Operator } from './operator.ts';
import { confirmedAmong } from '../constraints/restatements.ts';
import { changesOf, mistypedIntervals, openChange, quantityIn } from './single-changes.ts';
import { shiftsOver } from './shifted-rows.ts';
import { type Slip, slipOf, type SlipPrices } from './slip.ts';
import { CONFIRMED_SURCHARGE, LOST_MINUS_SURCHARGE, marginFor, RANK_SURCHARGE } from './slip-cost.ts';

/** Digits that a print needs so that the same digits elsewhere are no coincidence. */
const TELLING = 3;

/** What the constraints tell of the slips that are worth a look. */
export interface Hints {
  /** Whether a figure may have been worked out from others of its release. */
  readonly isWorkedOut: (figure: number) => boolean;
  /** Positions of the constraints of a figure that are contradicted as the data stand. */
  readonly contradicting: (figure: number) => readonly number[];
  /** The figures that may be below zero although nothing like them is printed so. */
  readonly lostMinuses: Pick<LostMinuses, 'has' | 'domainOf'>;
}

/** The slips that may have befallen each figure. What is asked for is worked out once. */
export class SlipsOf {
  readonly #figures: readonly TestedFigure[];
  readonly #asPrinted: boolean;
  readonly #tries: ((operator: Operator) => boolean) | undefined;
  readonly #hints: Hints;
  readonly #changes = new Map<number, readonly Change[]>();
  readonly #slips = new Map<number, readonly Slip[]>();
  readonly #open = new Map<number, readonly Slip[]>();
  readonly #mistyped = new Map<number, readonly Interval[]>();
  readonly #prices = new WeakMap<readonly number[], readonly SlipPrices[]>();
  /** By release. */
  readonly #joint = new Map<string, ReadonlyMap<number, readonly Slip[]>>();
  #ofRelease: ReadonlyMap<string, readonly TestedFigure[]> | undefined;
  #alike: ReadonlyMap<string, readonly TestedFigure[]> | undefined;
  #lowestRank: number | undefined;
  #confirmed: ReadonlySet<number> | undefined;

  constructor(
    figures: readonly TestedFigure[],
    asPrinted: boolean,
    tries: ((operator: Operator) => boolean) | undefined,
    hints: Hints,
  ) {
    this.#figures = figures;
    this.#asPrinted = asPrinted;
    this.#tries = tries;
    this.#hints = hints;
  }

  /** How much dearer than the cheapest an explanation may be and still count. */
  get margin(): number {
    const sources = new Set<Source>(this.#figures.map(({ observation }) => observation.release.source));
    return marginFor([...sources], this.#confirmedFigures().size > 0);
  }

  /** The possible changes of a figure by itself, the cheapest first; none of a claim in words. */
  changesOf(figure: number): readonly Change[] {
    return kept(this.#changes, figure, () => this.#changed(figure));
  }

  /** Those of them by the operators that are asked for. Of many figures few operators are: the others are not worked out. */
  askedOf(figure: number, isAsked: (operator: Operator) => boolean): readonly Change[] {
    return this.#changes.get(figure)?.filter(({ operator }) => isAsked(operator)) ?? this.#changed(figure, isAsked);
  }

  #changed(figure: number, isAsked: (operator: Operator) => boolean = () => true): readonly Change[] {
    const found = this.#figures[figure];
    if (!found) return [];
    const isWanted = (operator: Operator): boolean => this.#isTried(operator) && isAsked(operator);
    const all = changesOf(found.observation, this.#asPrinted, found.mayBeNegative || found.isBalance, isWanted);
    const lost = !isWanted(SIGN) || all.some(isOfSign) ? [] : this.#lostMinus(found);
    return [...all, ...lost].sort((a, b) => a.cost - b.cost);
  }

  /** The slips that give a figure another value, alone or with others, the cheapest first. */
  slipsOf(figure: number): readonly Slip[] {
    return kept(this.#slips, figure, () => {
      const single = this.changesOf(figure).map((change) => this.#single(figure, change));
      const found = this.#figures[figure];
      return [...single, ...((found && this.#jointSlips(found).get(figure)) ?? [])].sort((a, b) => a.cost - b.cost);
    });
  }

  /** The slips that leave open which value a figure has. */
  openSlipsOf(figure: number): readonly Slip[] {
    return kept(this.#open, figure, () => {
      const found = this.#figures[figure];
      if (!found) return [];
      const worked = this.#hints.isWorkedOut(figure) ? [{ kind: 'worked_out' } as const] : [];
      const operators = [{ kind: 'unknown' } as const, ...this.#otherPeriods(found), ...worked];
      return operators
        .filter((operator) => this.#isTried(operator))
        .map((operator) =>
          this.#single(figure, openChange(found.observation, operator, this.#hints.lostMinuses.domainOf(figure))),
        );
    });
  }

  /** The shifts of rows in one column that change any of some figures, also where nothing contradicts each of the rows. */
  shiftsOver(some: readonly number[]): readonly Slip[] {
    if (!this.#isTried({ kind: 'shift' })) return [];
    const releases = new Set(some.map((figure) => this.#figures[figure]?.observation.release));
    return [...releases].flatMap((release) => {
      const own = this.#figures.filter(({ observation }) => observation.release === release);
      const byIndex = new Map(own.map((one) => [one.index, one]));
      return shiftsOver(cellsOf(own, this.#asPrinted), byIndex, new Set(some));
    });
  }

  /**
   * What the slips cost that may befall some figures, one for each cause; without that a figure was worked out from
   * others, which needs a slip of these.
   */
  pricesOf(figures: readonly number[]): readonly SlipPrices[] {
    const known = this.#prices.get(figures);
    if (known) return known;
    const byCause = new Map<string, SlipPrices>();
    const all = figures.flatMap((one) => [...this.slipsOf(one), ...this.openSlipsOf(one)]);
    for (const { cause, cost, further, workedOut } of all) {
      if (workedOut !== undefined) continue;
      const found = byCause.get(cause);
      byCause.set(cause, {
        cause,
        cost: Math.min(cost, found?.cost ?? cost),
        further: Math.min(further, found?.further ?? further),
      });
    }
    const prices = [...byCause.values()];
    this.#prices.set(figures, prices);
    return prices;
  }

  /** The least that it costs that a figure was worked out, beside the slip that it was worked out from. */
  workedOutPrice(figure: number): number {
    return Math.min(
      ...this.openSlipsOf(figure).map(({ workedOut, further }) => (workedOut === undefined ? Infinity : further)),
    );
  }

  /** The values of a figure with one digit of its print replaced. */
  mistyped(figure: number): readonly Interval[] {
    return kept(this.#mistyped, figure, () => {
      const observation = this.#figures[figure]?.observation;
      return observation ? mistypedIntervals(observation, this.#asPrinted) : [];
    });
  }

  /** That a figure has lost its minus although nothing like it is printed below zero. */
  #lostMinus({ index, observation }: TestedFigure): Change[] {
    if (!this.#hints.lostMinuses.has(index)) return [];
    const signs = changesOf(observation, this.#asPrinted, true).filter(isOfSign);
    return signs.map((change) => dearer(change, LOST_MINUS_SURCHARGE));
  }

  #isTried(operator: Operator): boolean {
    return this.#tries?.(operator) ?? true;
  }

  #single(figure: number, change: Change): Slip {
    const observation = this.#figures[figure]?.observation;
    const cause = observation ? causeOf(change.operator, observation) : change.name;
    const { cost, further } = change;
    return this.#weighed(new Map([[figure, change]]), { cause, cost, further });
  }

  /** It costs more to accuse a source of higher rank than another that takes part, and a figure that another confirms. */
  #weighed(changes: Assignment, { cause, cost, further }: SlipPrices): Slip {
    this.#lowestRank ??= Math.max(...this.#figures.map(({ observation }) => observation.release.source.rank));
    const figures = [...changes.keys()];
    const rank = this.#figures[figures[0] ?? -1]?.observation.release.source.rank ?? this.#lowestRank;
    const confirmed = this.#confirmedFigures();
    const each = figures.some((figure) => confirmed.has(figure)) ? CONFIRMED_SURCHARGE : 0;
    const first = each + (rank < this.#lowestRank ? RANK_SURCHARGE : 0);
    return slipOf(changes, { cause, cost: cost + first, further: further + each });
  }

  #confirmedFigures(): ReadonlySet<number> {
    return (this.#confirmed ??= confirmedAmong(this.#figures));
  }

  /** The joint slips of the release of a figure, by figure. */
  #jointSlips({ observation }: TestedFigure): ReadonlyMap<number, readonly Slip[]> {
    const { id } = observation.release;
    return kept(this.#joint, id, () => {
      const byFigure = new Map<number, Slip[]>();
      const known = new Map<number, readonly number[]>();
      const contradicting = (figure: number): readonly number[] =>
        kept(known, figure, () => this.#hints.contradicting(figure));
      this.#ofRelease ??= groupBy(this.#figures, (one) => one.observation.release.id);
      for (const joint of jointSlips(this.#ofRelease.get(id) ?? [], this.#asPrinted, contradicting)) {
        const [change] = joint.changes.values();
        if (!change || !this.#isTried(change.operator)) continue;
        const slip = this.#weighed(joint.changes, joint);
        for (const figure of slip.changes.keys()) kept(byFigure, figure, (): Slip[] => []).push(slip);
      }
      return byFigure;
    });
  }

  /**
   * The other period at which the digits of a figure stand in the same row. Where they stand at several, it is a row that
   * does not change, which tells nothing.
   */
  #otherPeriods({ observation }: TestedFigure): Operator[] {
    const quantity = quantityIn(observation, this.#asPrinted);
    if (!quantity || observation.claim || digitCount(normalise(quantity.decimal)) < TELLING) return [];
    this.#alike ??= groupBy(this.#figures, (figure) => rowOf(figure));
    const others = this.#alike.get(rowOf({ observation })) ?? [];
    const same = others.filter(({ observation: other }) => {
      const stated = quantityIn(other, this.#asPrinted);
      const isOther = other.period.text !== observation.period.text;
      return isOther && stated?.unit.code === quantity.unit.code && compare(stated.decimal, quantity.decimal) === 0;
    });
    const periods = new Set(same.map(({ observation: other }) => other.period.text));
    return periods.size > 1 ? [] : [...periods].map((period) => ({ kind: 'period', period }));
  }
}

function dearer(change: Change, surcharge: number): Change {
  return { ...change, cost: change.cost + surcharge };
}

const SIGN: Operator = { kind: 'sign' };

function isOfSign({ operator }: Change): boolean {
  return operator.kind === 'sign';
}

function rowOf({ observation: { indicator, measure, counterpart } }: Pick<TestedFigure, 'observation'>): string {
  return `${indicator.id} ${measure} ${counterpart ?? ''}`;
}
