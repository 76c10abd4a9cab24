import type { Constraint, TestedFigure } from './constraint.ts';

/** The constraints of each figure, and the statements of figures and constraints, all by number. */
export interface FigureIndex {
  readonly touching: readonly (readonly number[])[];
  readonly statementOf: readonly number[];
  readonly statements: readonly (readonly number[])[];
}

export function indexOf(figures: readonly TestedFigure[], constraints: readonly Constraint[]): FigureIndex {
  const touching: number[][] = figures.map(() => []);
  for (const [position, constraint] of constraints.entries()) {
    for (const figure of constraint.figures) touching[figure]?.push(position);
  }
  const texts = [...new Set(figures.map((figure) => figure.statement))];
  const numbers = new Map(texts.map((text, index) => [text, index]));
  const statementOf = figures.map((figure) => numbers.get(figure.statement) ?? -1);
  const statements = constraints.map((constraint) => constraint.figures.map((figure) => statementOf[figure] ?? -1));
  return { touching, statementOf, statements };
}
