import type { DoubtfulRule } from './doubtful-rules.ts';
import type { Explanation } from '../search/explanation.ts';
import type { Assignment } from '../slips/change.ts';

/** Conflicts that depend on one another, and every way to repair them within the margin of the cheapest. */
export interface Component {
  /** Positions of the contradicted constraints, sorted. */
  readonly contradicted: readonly number[];
  /** The cost of the cheapest explanation; infinite if there is none. */
  readonly cost: number;
  /** By set of figures, the cheapest first. */
  readonly explanations: readonly ExplanationSet[];
  /** The figures that every explanation changes: they cannot be as printed. Empty if the search was cut short. */
  readonly accused: readonly number[];
  /** Whether the search stopped at its limit: other explanations may exist, and nothing is certain. */
  readonly isCutShort: boolean;
  /** Positions of the constraints that influenced the result. */
  readonly involved: readonly number[];
  /** Steps of the search. */
  readonly steps: number;
  /** The rules that may be wrong in place of figures, for no more than the margin above the cost, the cheapest first. */
  readonly rules: readonly RuleExplanation[];
}

/** Rules that may be wrong, with the changes that fix what they do not explain. */
export interface RuleExplanation {
  readonly rules: readonly DoubtfulRule[];
  readonly repair: Assignment;
  readonly cost: number;
  /** Whether it costs less than any explanation by figures alone, and more than one figure breaks the rule. */
  readonly isFirst: boolean;
}

/** The explanations that change the same figures, the cheapest first. */
export interface ExplanationSet {
  /** By how much the cheapest costs more than the cheapest of the component. */
  readonly dearer: number;
  readonly variants: readonly [Explanation, ...Explanation[]];
}

/** Components in the order of their first contradicted constraints. */
export function byFirst(a: Component, b: Component): number {
  return (a.contradicted[0] ?? 0) - (b.contradicted[0] ?? 0);
}
