import { meets } from '../core/numbers/interval.ts';
import type { Source } from '../dataset/model.ts';
import { isContradicted } from './conflict.ts';
import { exchangedEitherWay, movedTwice } from './exchanged-rows.ts';
import type { Explanation } from './explanation.ts';
import { type Model, UNCHANGED } from './figure-model.ts';
import type { Assignment } from './operator.ts';
import { shiftedInstead } from './shifted-instead.ts';
import { type Slip, without } from './slip.ts';
import { BROKEN_COST, DIGITS_SURCHARGE } from './slip-cost.ts';
import { narrowUnknowns } from './unknowns.ts';
import { workedOutInstead } from './worked-out-instead.ts';

/** What a diagnosis found. */
interface Finding {
  /** Positions of the contradicted constraints. */
  readonly contradicted: readonly number[];
  /** The figures that every explanation changes. */
  readonly accused: readonly number[];
  /** Positions of all soft constraints that are contradicted as the data stand. */
  readonly soft: readonly number[];
  /** The cheapest explanation. */
  readonly best: Explanation;
  /** The slips of the cheapest explanations of all that is contradicted: a cause may be shared with any of them. */
  readonly slips: readonly Slip[];
}

/**
 * The accused figures against which enough speaks. None, if the cheapest explanation leaves a soft constraint contradicted
 * that shares a figure with what it repairs: something else may be wrong there, which a lucky change of one figure hides.
 */
export function enoughAgainst(model: Model, { contradicted, accused, soft, best, slips }: Finding): readonly number[] {
  if (accused.length === 0) return [];
  const figures = contradicted.flatMap((position) => model.constraint(position).figures);
  const isDoubtful = soft.some(
    (position) =>
      isContradicted(model, position, best.repair) && shareFigure(model.constraint(position).figures, figures),
  );
  if (isDoubtful) return [];
  const doubtful = sharingSlips(best, slips).filter((slip) => isReplaceable(model, best.repair, slip));
  const replaceable = new Set(doubtful.flatMap(({ changes }) => Array.from(changes.keys())));
  const eitherWay = exchangedEitherWay(model, slips);
  const twice = movedTwice(model, slips);
  const shifted = shiftedInstead(model, best, slips);
  const worked = workedOutInstead(model, best, slips);
  return accused.filter(
    (figure) =>
      !replaceable.has(figure) &&
      !eitherWay.has(figure) &&
      !twice.has(figure) &&
      !shifted.has(figure) &&
      !worked.has(figure) &&
      isTold(model, contradicted, figure, best.repair) &&
      !rivalOf(model, figure, best.repair),
  );
}

/**
 * The other publisher, of no higher rank, whose statements alone speak against a figure: it may have worked out from a slip
 * whatever agrees with it, so that nothing is certain. Undefined where the own publisher or a third one does, too.
 */
export function rivalOf(model: Model, figure: number, repair: Assignment): Source | undefined {
  const own = sourceOf(model, figure);
  const rest = without(repair, figure);
  const against = model.touching(figure).filter((position) => isContradicted(model, position, rest));
  const others = against.map((position) =>
    model
      .constraint(position)
      .figures.flatMap((index) => sourceOf(model, index) ?? [])
      .filter(({ group }) => group !== own?.group),
  );
  const [rival] = others.flat();
  const isOnly =
    others.every((sources) => sources.length > 0) && new Set(others.flat().map(({ group }) => group)).size === 1;
  return own && rival && isOnly && own.rank <= rival.rank ? rival : undefined;
}

function sourceOf({ figures }: Model, figure: number): Source | undefined {
  return figures[figure]?.observation.release.source;
}

/** Relations that tell that a figure has another, unknown value: any one of them would be met by two slips elsewhere in it. */
const RELATIONS_TO_TELL = 2;

/**
 * Whether a figure has a known value, or as many relations speak for an unknown one as it takes: with all else repaired, they
 * must be contradicted still. Of one that speaks for several unknown values, each has its part only: so many of them meet
 * any relation.
 */
function isTold(model: Model, contradicted: readonly number[], figure: number, repair: Assignment): boolean {
  if (repair.get(figure)?.decimal) return true;
  const callingFor = (one: number): number[] => {
    const rest = without(repair, one);
    return contradicted.filter((position) => model.standsIn(one, position) && isContradicted(model, position, rest));
  };
  const others = [...repair].filter(([one, { decimal }]) => one !== figure && !decimal).map(([one]) => callingFor(one));
  const parts = callingFor(figure).map(
    (position) => 1 / (1 + others.filter((calling) => calling.includes(position)).length),
  );
  return parts.reduce((sum, part) => sum + part, 0) >= RELATIONS_TO_TELL;
}

/** The slips of an explanation that are cheap because one other has the same cause; three show that the cause is real. */
function sharingSlips({ slips }: Explanation, all: readonly Slip[]): Slip[] {
  return slips.filter((slip) => slip.isTyped && all.filter(({ cause }) => cause === slip.cause).length === 2);
}

/**
 * Whether one unknown value elsewhere explains as well what a slip does, were that not cheap because it shares the cause
 * of others: by its own it must be as sure as a slip alone.
 */
function isReplaceable(model: Model, repair: Assignment, slip: Slip): boolean {
  const rest: Assignment = new Map([...repair].filter(([figure]) => !slip.changes.has(figure)));
  const touched = new Set([...slip.changes.keys()].flatMap((figure) => model.touching(figure)));
  const called = [...touched].filter(
    (position) => model.strength(position) === 'hard' && isContradicted(model, position, rest),
  );
  const [first, ...others] = called.map((position) => model.constraint(position).figures);
  const common = (first ?? []).filter((figure) => others.every((figures) => figures.includes(figure)));
  return common
    .filter((figure) => !repair.has(figure))
    .some((figure) => costOfUnknown(model, rest, figure) <= slip.cost + model.slips.margin);
}

/** What it costs to take a figure as unknown beside other changes; infinite where that contradicts a hard constraint. */
function costOfUnknown(model: Model, rest: Assignment, figure: number): number {
  const slip = model.slips.openSlipsOf(figure).find(({ changes }) => changes.get(figure)?.operator.kind === 'unknown');
  if (!slip) return Infinity;
  const { assignment, conflicts } = narrowUnknowns(model, new Map([...rest, ...slip.changes]), [figure]);
  const fails = (position: number): boolean => isContradicted(model, position, assignment);
  const failing = model.touching(figure).filter(fails);
  if (conflicts.length > 0 || failing.some((position) => model.strength(position) === 'hard')) return Infinity;
  const broken = failing.filter((position) => !isContradicted(model, position, UNCHANGED)).length;
  const interval = assignment.get(figure)?.interval;
  const isMistyped = interval !== undefined && model.slips.mistyped(figure).some((typed) => meets(typed, interval));
  return slip.cost + (isMistyped ? 0 : DIGITS_SURCHARGE) + broken * BROKEN_COST;
}

/** Whether two lists of figures have one in common. */
export function shareFigure(a: readonly number[], b: readonly number[]): boolean {
  const known = new Set(a);
  return b.some((figure) => known.has(figure));
}
