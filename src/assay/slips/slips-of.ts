import type { Interval } from '../../core/numbers/interval.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import type { Source } from '../../dataset/model.ts';
import type { TestedFigure } from '../constraints/constraint.ts';
import { kept } from '../intervals/kept.ts';
import type { LostMinuses } from './lost-minus.ts';
import { type Assignment, causeOf, type Change } from './change.ts';
import { cellsOf, type Table } from './joint-slips.ts';
import type { Joint, Open } from './kind.ts';
import { ALL_KINDS, jointShift, type Operator } from './kinds.ts';
import { confirmedAmong } from '../constraints/restatements.ts';
import { mistypedIntervals, quantityIn } from './prints.ts';
import { changesOf, changeTo, isPossible, openChange } from './single-changes.ts';
import { shiftsOver } from './shifted-rows.ts';
import { type Slip, slipOf, type SlipPrices } from './slip.ts';
import { CONFIRMED_SURCHARGE, LOST_MINUS_SURCHARGE, marginFor, priceFor, RANK_SURCHARGE } from './slip-cost.ts';

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

  /** How much more expensive than the cheapest an explanation may be and still count. */
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
      const { observation } = found;
      const look: Open = {
        observation,
        quantity: quantityIn(observation, this.#asPrinted),
        isWorkedOut: () => this.#hints.isWorkedOut(figure),
        row: () => this.#rowOf(found),
      };
      return ALL_KINDS.flatMap((kind) => kind.open?.(look) ?? [])
        .filter((operator) => this.#isTried(operator))
        .map((operator) =>
          this.#single(figure, openChange(observation, operator, this.#hints.lostMinuses.domainOf(figure))),
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
      const shifts = shiftsOver(cellsOf(own, this.#asPrinted), new Set(some));
      return shifts.flatMap((shifted) => slipIn(jointShift(shifted, { figures: byIndex })));
    });
  }

  /**
   * What the slips cost that may happen to some figures, one for each cause; without that a figure was worked out from
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

  /** The least that it costs that a figure was worked out, besides the slip that it was worked out from. */
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
      const own = this.#ofRelease.get(id) ?? [];
      const figures = new Map(own.map((one) => [one.index, one]));
      for (const joint of jointSlips({ cells: cellsOf(own, this.#asPrinted), figures, contradicting })) {
        const [change] = joint.changes.values();
        if (!change || !this.#isTried(change.operator)) continue;
        const slip = this.#weighed(joint.changes, joint);
        for (const figure of slip.changes.keys()) kept(byFigure, figure, (): Slip[] => []).push(slip);
      }
      return byFigure;
    });
  }

  /** The figures of the row of a figure, with what they stand for. */
  #rowOf(figure: TestedFigure): ReturnType<Open['row']> {
    this.#alike ??= groupBy(this.#figures, (one) => rowOf(one));
    const others = this.#alike.get(rowOf(figure)) ?? [];
    return others.map(({ observation }) => ({ observation, quantity: quantityIn(observation, this.#asPrinted) }));
  }
}

/** The slips that affect several figures of one release at once. */
function jointSlips(table: Table): Slip[] {
  return ALL_KINDS.flatMap((kind) => kind.joint?.(table) ?? []).flatMap(slipIn);
}

/** A slip of several figures with its price; none if one of them cannot have its value. */
function slipIn({ moves, surcharge }: Joint<Operator>): Slip[] {
  const [first] = moves;
  const isAllPossible = moves.every(({ cell, meant }) => isPossible(cell.observation, cell.quantity, meant));
  if (!first || !isAllPossible) return [];
  const { observation } = first.cell;
  const { cost, further } = priceFor(first.operator, observation);
  const changes = moves.map(
    ({ cell, operator, meant }) => [cell.index, changeTo(cell.observation, operator, meant)] as const,
  );
  const cause = causeOf(first.operator, observation);
  return [slipOf(new Map(changes), { cause, cost: cost + surcharge, further: further + surcharge })];
}

function dearer(change: Change, surcharge: number): Change {
  return { ...change, cost: change.cost + surcharge };
}

const SIGN: Operator = { kind: 'sign' };

function isOfSign({ operator }: Change): boolean {
  return operator.kind === 'sign';
}

function rowOf({ observation: { indicator, measure, counterpart } }: Pick<TestedFigure, 'observation'>): string {
  return `${indicator.id} ${measure} ${counterpart?.text ?? ''}`;
}
