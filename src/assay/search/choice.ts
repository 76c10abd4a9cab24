import { type Affordable, type Candidates, type Payable, STEPS_TO_LOOK } from './candidates.ts';
import type { Conflict } from './conflict.ts';
import type { Model } from './figure-model.ts';
import type { Assignment } from '../slips/change.ts';
import type { PriceGroup } from '../slips/price-groups.ts';
import { isTaken, priceOf, type Slip } from '../slips/slip.ts';

/** The slips that may repair a conflict. */
export interface Choice {
  readonly slips: readonly Slip[];
  /** The least cost of any explanation that uses a slip that is left out because it cannot be paid, or not alone. */
  readonly dearer: number;
  /** The figures that slips of one figure change, some of them repeatedly. */
  readonly figures: readonly number[];
  /** The least further price of these slips. */
  readonly further: number;
  /** The slips of several figures. */
  readonly joint: readonly Slip[];
  /** The least that opening the cause of any slip adds. */
  readonly opening: number;
  /** Whether a slip elsewhere may repair the conflict too, as one that widens an unknown value in it. */
  readonly isOpen: boolean;
  /** What looking at slips took, in steps of a search. */
  readonly work: number;
}

/** What the choices at a step of a search depend on. */
export interface Position {
  readonly assignment: Assignment;
  readonly unknowns: readonly number[];
  readonly causes: ReadonlySet<string>;
  /** What may still be spent. */
  readonly rest: number;
  readonly frozen: ReadonlySet<Slip>;
}

/**
 * The slips that may repair a conflict, can be paid and are not frozen: first those that repair it by themselves, so
 * that no other branch repeats them. One that needs another slip is left out if none that can be paid would do.
 */
export function choiceFor(model: Model, conflict: Conflict, at: Position): Choice {
  const { causes, rest, frozen } = at;
  const slips: Slip[] = [];
  const figures: number[] = [];
  const joint: Slip[] = [];
  let [dearer, further, opening, work] = [Infinity, Infinity, Infinity, 0];
  const take = (slip: Slip, price: number, cause: Foundation | undefined): void => {
    slips.push(slip);
    opening = Math.min(opening, price - slip.further);
    if (slip.changes.size > 1) {
      joint.push(slip);
      return;
    }
    further = Math.min(further, slip.further + (cause?.further ?? 0));
    figures.push(...slip.changes.keys());
    if (cause) figures.push(...cause.figures);
  };
  const consider = ({ price, slips: list }: Pick<Payable, 'price' | 'slips'>, needs: Needs): void => {
    for (const slip of list) {
      if (frozen.has(slip)) continue;
      const cause = slip.workedOut === undefined ? undefined : foundation(model, slip.workedOut, at);
      const more = Math.max(needs(slip), cause?.price ?? 0);
      if (price + more > rest) dearer = Math.min(dearer, price + more);
      else take(slip, price, cause);
    }
  };
  const { candidates, affordable } = candidatesOf(model, conflict, at);
  for (const each of affordable) {
    dearer = Math.min(dearer, each.dearer);
    work += each.work;
  }
  if (isLoose(model, conflict, at)) {
    const loose = looseSlips(model, conflict, at, affordable);
    dearer = Math.min(dearer, loose.dearer);
    work += loose.work;
    for (const slip of loose.slips) consider({ price: priceOf(slip, causes), slips: [slip] }, NO_NEEDS);
  } else {
    const known = new Set<Slip>();
    const distinct = (groups: readonly Payable[]): readonly Payable[] =>
      affordable.length === 1 ? groups : unknownIn(groups, known);
    for (const group of distinct(affordable.flatMap((each) => each.repairing))) consider(group, NO_NEEDS);
    const others = distinct(affordable.flatMap(({ nearer, open }) => [...nearer, ...open]));
    const needsIn = others.length > 0 ? needsOf(model, conflict, at, candidates, affordable) : undefined;
    for (const group of others) consider(group, needsIn?.(group) ?? NO_NEEDS);
  }
  const isOpen = at.unknowns.some((figure) => conflict.figures.includes(figure));
  return { slips, dearer, figures, further, joint, opening, isOpen, work };
}

/** What slips of one price need, where nothing is known. */
const NO_NEEDS: Needs = () => 0;

/** The slips that are not known yet, which they are from then on. */
function unknownIn(groups: readonly Payable[], known: Set<Slip>): Payable[] {
  return groups.map((group) => {
    const slips = group.slips.filter((slip) => !known.has(slip));
    for (const slip of slips) known.add(slip);
    return { ...group, slips };
  });
}

/** All slips that can be paid and may bear on a conflict which a slip elsewhere may repair, too. */
function looseSlips(
  model: Model,
  conflict: Conflict,
  { assignment, rest, causes }: Position,
  affordable: readonly Affordable[],
): Pick<Affordable, 'dearer' | 'work'> & { slips: ReadonlySet<Slip> } {
  const slips = new Set<Slip>();
  let [dearer, looked] = [Infinity, 0];
  const add = (groups: readonly PriceGroup[]): void => {
    for (const group of groups) {
      const price = priceOf(group, causes);
      if (price > rest) dearer = Math.min(dearer, price);
      else {
        looked += group.slips.length;
        for (const slip of group.slips) if (!isTaken(slip, assignment)) slips.add(slip);
      }
    }
  };
  const free = conflict.figures.filter((figure) => !assignment.has(figure) && model.figures[figure]?.interval);
  for (const { repairing, nearer } of affordable) {
    for (const group of [...repairing, ...nearer]) for (const slip of group.slips) slips.add(slip);
  }
  if (conflict.isTorn) for (const figure of free) add(model.pricedSlips(figure).typed);
  for (const figure of free) add(model.pricedSlips(figure).open);
  return { slips, dearer, work: looked * STEPS_TO_LOOK };
}

/** The slips that matter to each constraint of a conflict; of a torn one none is contradicted. */
function candidatesOf(
  model: Model,
  { constraints, isTorn = false }: Conflict,
  { assignment, rest, causes }: Position,
): { candidates: readonly Candidates[]; affordable: readonly Affordable[] } {
  const candidates = isTorn ? [] : constraints.map((position) => model.candidates(position, assignment));
  return { candidates, affordable: candidates.map((each) => each.within(rest, causes)) };
}

/** What it costs at least to assume a slip of one of some figures. */
interface Foundation {
  readonly price: number;
  readonly further: number;
  readonly figures: readonly number[];
}

/** What a figure needs that is taken to be worked out from others while none of these is changed yet. */
function foundation(model: Model, workedOut: number, { assignment, causes }: Position): Foundation | undefined {
  if (model.workings.from(workedOut).some((other) => assignment.has(other))) return undefined;
  const figures = model.workings.roots(workedOut);
  const prices = model.slips.pricesOf(figures);
  const further = Math.min(...prices.map((price) => price.further));
  return { price: Math.min(...prices.map((price) => priceOf(price, causes))), further, figures };
}

/** Whether a conflict may be repaired by a slip elsewhere: one that narrows or widens an unknown value in it. */
function isLoose(model: Model, { constraints, isTorn = false }: Conflict, { unknowns }: Position): boolean {
  return isTorn || unknowns.some((figure) => constraints.some((each) => model.standsIn(figure, each)));
}

/** The least that must be paid after a slip which does not repair the conflict; 0 if it is not known to be too much. */
type Needs = (slip: Slip) => number;

/** What the slips of one price need. */
function needsOf(
  model: Model,
  { constraints }: Conflict,
  { assignment, causes, rest }: Position,
  candidates: readonly Candidates[],
  affordable: readonly Affordable[],
): (group: Payable) => Needs {
  let [least, openPrice] = [Infinity, Infinity];
  for (const position of constraints) {
    for (const price of model.slips.pricesOf(model.constraint(position).figures)) {
      least = Math.min(least, priceOf(price, causes));
    }
  }
  const figures = constraints.flatMap((position) => model.constraint(position).figures);
  for (const figure of figures) least = Math.min(least, workedOutPrice(model, figure, figures, assignment));
  for (const { open } of affordable) for (const { price } of open) openPrice = Math.min(openPrice, price);
  const [only] = candidates.length === 1 ? candidates : [];
  return ({ cause, price, further }) => {
    const left = rest - price;
    const next = Math.min(least, further);
    if (left < next) return () => next;
    if (!only || openPrice <= left) return NO_NEEDS;
    const mayClose = only.closer(cause, left, causes);
    return (slip) => (!slip.isTyped || mayClose(slip) ? 0 : Math.max(next, left + STEP));
  };
}

/** What it costs that a figure was worked out from one that is changed, or from one of some others. */
function workedOutPrice(model: Model, figure: number, others: readonly number[], assignment: Assignment): number {
  const from = model.workings.from(figure);
  const isLikely = from.some((each) => assignment.has(each) || others.includes(each));
  return isLikely && !assignment.has(figure) ? model.slips.workedOutPrice(figure) : Infinity;
}

/** More than a budget leaves, where it is not known how much more is needed. */
const STEP = 0.25;

/**
 * The least cost of repairing some conflicts. Those without a figure in common each need a slip of their own, which may
 * share its cause with the others: each at its further price, and the greatest first price that one of them needs. A slip
 * of several figures may repair several of them, which share its price.
 */
export function leastCost(choices: readonly Choice[]): number {
  const taken = new Set<number>();
  const apart: Choice[] = [];
  for (const choice of choices.toSorted((a, b) => a.slips.length - b.slips.length)) {
    if (choice.slips.length === 0) return choice.dearer;
    if (meetsAny(choice.figures, taken)) continue;
    for (const figure of choice.figures) taken.add(figure);
    apart.push(choice);
  }
  const repairs = new Map<Slip, number>();
  for (const { joint } of apart) for (const slip of joint) repairs.set(slip, (repairs.get(slip) ?? 0) + 1);
  let [sum, first] = [0, 0];
  for (const { further, joint, opening } of apart) {
    sum += joint.reduce((least, slip) => Math.min(least, slip.further / (repairs.get(slip) ?? 1)), further);
    first = Math.max(first, opening);
  }
  return sum + first;
}

/**
 * What some conflicts cost at least besides all that is spent on one of them: those that only slips of one of their own
 * figures may repair, none of which stands in that one or in another. Their first use of a cause may be paid with it.
 */
export function costApart({ figures }: Conflict, choices: readonly Choice[]): number {
  const taken = new Set(figures);
  let sum = 0;
  for (const choice of choices) {
    const mayCoincide = choice.isOpen || choice.joint.length > 0 || meetsAny(choice.figures, taken);
    if (mayCoincide || choice.figures.length === 0) continue;
    for (const figure of choice.figures) taken.add(figure);
    sum += choice.further;
  }
  return sum;
}

function meetsAny(figures: readonly number[], taken: ReadonlySet<number>): boolean {
  for (const figure of figures) if (taken.has(figure)) return true;
  return false;
}
