import type { Explanation } from './explanation.ts';

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
}

/** The explanations that change the same figures, the cheapest first. */
export interface ExplanationSet {
  /** By how much the cheapest is dearer than the cheapest of the component. */
  readonly dearer: number;
  readonly variants: readonly [Explanation, ...Explanation[]];
}
