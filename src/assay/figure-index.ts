import type { Constraint, TestedFigure } from './constraint.ts';

/** The constraints of each figure, and the statements of figures and constraints, all by number. */
export interface FigureIndex {
  readonly touching: readonly (readonly number[])[];
  /** Of each figure, what it takes to test the constraints that it stands in. */
  readonly weights: readonly number[];
  /** Of each figure, what it takes to solve these for it: the figures in them. */
  readonly sizes: readonly number[];
  readonly statementOf: readonly number[];
  readonly statements: readonly (readonly number[])[];
  /** Whether a figure stands in a constraint. */
  readonly standsIn: (figure: number, position: number) => boolean;
}

export function indexOf(figures: readonly TestedFigure[], constraints: readonly Constraint[]): FigureIndex {
  const touching: number[][] = figures.map(() => []);
  const [weights, sizes] = [figures.map(() => 0), figures.map(() => 0)];
  for (const [position, constraint] of constraints.entries()) {
    for (const figure of constraint.figures) {
      touching[figure]?.push(position);
      weights[figure] = (weights[figure] ?? 0) + weightOf(constraint);
      sizes[figure] = (sizes[figure] ?? 0) + constraint.figures.length;
    }
  }
  const texts = [...new Set(figures.map((figure) => figure.statement))];
  const numbers = new Map(texts.map((text, index) => [text, index]));
  const statementOf = figures.map((figure) => numbers.get(figure.statement) ?? -1);
  const statements = constraints.map((constraint) => constraint.figures.map((figure) => statementOf[figure] ?? -1));
  const sets = new Map<number, ReadonlySet<number>>();
  const standsIn = (figure: number, position: number): boolean => {
    let set = sets.get(position);
    if (!set) {
      set = new Set(constraints[position]?.figures);
      sets.set(position, set);
    }
    return set.has(figure);
  };
  return { touching, weights, sizes, statementOf, statements, standsIn };
}

/** Figures from which on a constraint is long: each further one takes less time to test than those before. */
export const LONG = 12;

function weightOf({ figures }: Constraint): number {
  return Math.min(figures.length, LONG) + Math.max(0, figures.length - LONG) / 16;
}
