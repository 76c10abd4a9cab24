import {
  compare,
  type Decimal,
  decimal,
  divide,
  least,
  roundTo,
  signOf,
  subtract,
} from '../../core/numbers/decimal.ts';
import { type Interval, point, subtractIntervals } from '../../core/numbers/interval.ts';
import { dayOf } from '../../dataset/edition.ts';
import type { Observation } from '../../dataset/model.ts';
import type { Period } from '../../dataset/period.ts';
import type { Unit } from '../../dataset/unit.ts';
import { EXACT } from '../intervals/arithmetic.ts';
import { balanced, binary, type Expression } from '../relations/expression.ts';
import type { Sense } from '../relations/grammar.ts';
import type { Hardness, Relation } from '../relations/relations-file.ts';
import { type Ranges, naturalRange, rangeOf, repeatedIn } from '../intervals/range.ts';
import type { Comparison } from '../relations/relation.ts';
import { type Verdict, verdictOf } from '../intervals/verdict.ts';

/** A numeric statement or a claim, numbered, with its interval in base units. */
export interface TestedFigure {
  /** Position in the list of figures, which is sorted by address and release. */
  readonly index: number;
  readonly observation: Observation;
  /** All values that round to the print, or to its correction; undefined for a claim in words. */
  readonly interval: Interval | undefined;
  /** Whether figures of the same indicator and measure are printed below zero, in this release or another. */
  readonly mayBeNegative?: boolean | undefined;
  /** Whether it is a level that relations make a difference of others, so that its sign may be lost though none is printed. */
  readonly isBalance?: boolean | undefined;
  /** The publication and the address: two texts of one release say the same thing once. */
  readonly statement: string;
}

/** The day on which the release of a figure was published. */
export function dayOfFigure({ observation }: Pick<TestedFigure, 'observation'>): string {
  return dayOf(observation.release);
}

/** Where a tested relation comes from. */
export type Derivation =
  /** As authored, over stated figures. */
  | 'stated'
  /** An authored relation at the period before, over levels that growth implies; or at the base of a CAGR. */
  | 'before'
  | 'base'
  /** An authored sum, as a statement about growth: that of the whole lies between those of the parts. */
  | 'between'
  /** What one record states about others. */
  | 'record'
  /** Two releases state the same thing. */
  | 'same'
  /** A later release of a publisher states the same thing again, or otherwise. */
  | 'revision'
  /** A flow over a part of a period is not greater than over the whole, or parts that fill it add up to it. */
  | 'part'
  /** What parts of a period make of the growth over it. */
  | 'parts'
  /** A period and a part of it do not have the same level and the same growth. */
  | 'alike';

/** Whether it follows from what parts of a period have. */
export function isOfParts(derivation: Derivation): boolean {
  return derivation === 'part' || derivation === 'parts' || derivation === 'alike';
}

/** How much a contradiction weighs: `evidence` decides nothing. */
export type Strength = Hardness | 'evidence';

/** One relation with the figures of one period in it: what is tested. */
export interface Constraint {
  /** Unique, and the same whatever the order of files: name, period and figures. */
  readonly key: string;
  /** Name for exceptions: the id of a relation, an address without period, or either with `/before`, `/base` … */
  readonly name: string;
  readonly at: Period;
  readonly derivation: Derivation;
  readonly strength: Strength;
  /** The relation, in words that a reader of the data understands. */
  readonly says: string;
  /** The authored relation or the record that it stands on. */
  readonly relation?: Relation | undefined;
  readonly record?: Observation | undefined;
  readonly tests: readonly Test[];
  /** Numbers of the figures in it, sorted; claims in words count. */
  readonly figures: readonly number[];
  /**
   * Set of two vintages of a statement, and where other vintages of its figures meet it: a contradiction then says that
   * figures were revised, and decides nothing.
   */
  readonly isRevised?: boolean | undefined;
  /** Set where it is soft only because figures of several releases, or parts and a whole, meet in it. */
  readonly isRevisable?: boolean | undefined;
}

/** One comparison of two sides. */
export interface Test {
  /** Unit to show its sides in. */
  readonly unit: Unit | undefined;
  readonly sense: Sense;
  readonly left: Expression;
  readonly right: Expression;
  /** left − right, whose sign decides. */
  readonly difference: Expression;
  /** Variables that stand more than once in it. */
  readonly repeated: readonly number[];
}

/** Makes the tests of a comparison, whose sides are shown in a unit. */
export function testsOf(comparison: Comparison, unit?: Unit): Test[] {
  const left = balanced(comparison.left);
  return comparison.tests.map(({ sense, right: written }) => {
    const right = balanced(written);
    const difference = binary('subtract', left, right);
    return { unit, sense, left, right, difference, repeated: repeatedIn(difference) };
  });
}

/** The two sides of a comparison, in base units. */
export interface TestedSides {
  /** Unit to show them in. */
  readonly unit: Unit | undefined;
  readonly sense: Sense;
  readonly left: Interval;
  readonly right: Interval;
  /** Whether `left` is the left side less the right one, and `right` is zero: apart, the two do not show a contradiction. */
  readonly isDifference?: boolean | undefined;
}

/** The result of testing a constraint. */
export interface Outcome {
  readonly verdict: Verdict;
  /**
   * How far the figures are from a contradiction, in widths of the rounding of all figures together: negative where
   * they are contradicted, 0.5 where an identity is met in the middle. Undefined where nothing is rounded or an end is
   * missing.
   */
  readonly margin: Decimal | undefined;
  readonly sides: readonly TestedSides[];
}

const WORST: readonly Verdict[] = ['contradicted', 'undecided', 'compatible'];

/** Tests a constraint exactly. */
export function testConstraint({ tests }: Constraint, ranges: Ranges): Outcome {
  const results = tests.map((test) => {
    const { unit, sense, left, right, difference, repeated } = test;
    const sides = { unit, sense, left: naturalRange(EXACT, left, ranges), right: naturalRange(EXACT, right, ranges) };
    const isPlain = repeated.length === 0;
    const range = isPlain ? subtractIntervals(sides.left, sides.right) : rangeOf(EXACT, difference, repeated, ranges);
    const verdict = verdictOf(sense, range);
    const isShown = isPlain || verdict !== 'contradicted' || showContradiction(sides);
    return { verdict, margin: marginOf(sense, range), sides: isShown ? sides : tellingSides(test, range, ranges) };
  });
  const margins = results.map(({ margin }) => margin).filter((margin) => margin !== undefined);
  return {
    verdict: WORST.find((verdict) => results.some((result) => result.verdict === verdict)) ?? 'undecided',
    margin: margins.length > 0 ? margins.reduce(least) : undefined,
    sides: results.map((result) => result.sides),
  };
}

function showContradiction({ sense, left, right }: Pick<TestedSides, 'sense' | 'left' | 'right'>): boolean {
  return verdictOf(sense, subtractIntervals(left, right)) === 'contradicted';
}

/**
 * The sides of a contradicted test in which a figure stands more than once: each as narrow as it truly is. Where the
 * figure stands on both sides, only their difference may show the contradiction.
 */
function tellingSides({ unit, sense, left, right }: Test, range: Interval, ranges: Ranges): TestedSides {
  const [from, to] = [left, right].map((side) => rangeOf(EXACT, side, repeatedIn(side), ranges));
  const apart = from && to && { unit, sense, left: from, right: to };
  return apart && showContradiction(apart)
    ? apart
    : { unit, sense, left: range, right: point(decimal(0)), isDifference: true };
}

function marginOf(sense: Sense, { low, high }: Interval): Decimal | undefined {
  const width = low && high && subtract(high, low);
  if (!width || signOf(width) <= 0 || sense === '!=') return undefined;
  const below = subtract(decimal(0), low);
  const room = sense === '=' ? least(below, high) : sense === '<=' || sense === '<' ? below : high;
  const margin = divide(room, width, 'nearest');
  return compare(margin, MOST_MARGIN) > 0 ? MOST_MARGIN : roundTo(margin, -2, 'nearest');
}

/** Beyond this, how far away a contradiction is does not matter. */
const MOST_MARGIN = decimal(1000);
