import { type Model, UNCHANGED } from './figure-model.ts';
import type { Assignment } from '../slips/change.ts';

/** A contradiction that has to be repaired: of one hard constraint, or of two soft ones that accuse the same figure. */
export interface Conflict {
  /** Positions of the constraints; to repair one of them is enough. */
  readonly constraints: readonly number[];
  /** Numbers of the figures whose change may repair it, sorted. */
  readonly figures: readonly number[];
  /** Whether the constraints together allow an unknown value nothing, while none of them is contradicted. */
  readonly isTorn?: boolean;
}

/** The start of a search: the contradicted constraints and the figures that they accuse. */
export interface Start {
  readonly failing: readonly number[];
  readonly accused: readonly Accusation[];
}

/** Whether a constraint that decides something is contradicted. */
export function isContradicted(model: Model, position: number, assignment: Assignment): boolean {
  return model.strength(position) !== 'evidence' && model.verdict(position, assignment) === 'contradicted';
}

/** A figure that soft constraints accuse as the data stand, with all that do. */
export interface Accusation {
  readonly figure: number;
  readonly accusers: readonly number[];
}

/**
 * The conflicts, given the contradicted constraints: each hard one; each figure that was accused from the start, until
 * no two of its accusers that rest on different other figures are contradicted.
 */
export function conflictsAmong(model: Model, start: Start, failing: readonly number[]): Conflict[] {
  return [
    ...failing.flatMap((position) => hardConflict(model, position) ?? []),
    ...softConflicts(model, start, failing),
  ];
}

/** The conflict of a contradicted hard constraint. */
export function hardConflict(model: Model, position: number): Conflict | undefined {
  if (model.strength(position) !== 'hard') return undefined;
  return { constraints: [position], figures: model.constraint(position).figures };
}

/** Of each figure that was accused from the start, two independent accusers that are still contradicted. */
export function softConflicts(model: Model, start: Start, failing: readonly number[]): Conflict[] {
  const isSoft = new Set(failing.filter((position) => model.strength(position) === 'soft'));
  if (isSoft.size < 2) return [];
  return start.accused.flatMap(({ figure, accusers }) => {
    const pair = independentPair(
      model,
      figure,
      accusers.filter((position) => isSoft.has(position)),
    );
    return pair ? [{ constraints: pair, figures: figuresOf(model, pair) }] : [];
  });
}

function figuresOf(model: Model, positions: readonly number[]): number[] {
  const figures = new Set(positions.flatMap((position) => model.constraint(position).figures));
  return [...figures].sort((a, b) => a - b);
}

/**
 * Which figures are accused: two soft constraints over one are contradicted, rest on different other figures, and one
 * change to the figure repairs both. Two bands that fail for different reasons accuse no figure.
 */
export function accusations(model: Model, soft: readonly number[]): Accusation[] {
  const byFigure = new Map<number, number[]>();
  for (const position of soft) {
    for (const figure of model.constraint(position).figures) {
      const list = byFigure.get(figure);
      if (list) list.push(position);
      else byFigure.set(figure, [position]);
    }
  }
  return [...byFigure].flatMap(([figure, positions]) => {
    const accusers = accusersOf(model, figure, positions);
    return accusers.length > 0 ? [{ figure, accusers }] : [];
  });
}

function accusersOf(model: Model, figure: number, positions: readonly number[]): readonly number[] {
  const accusers = new Set<number>();
  if (!independentPair(model, figure, positions)) return [];
  for (const change of model.slips.changesOf(figure)) {
    const step = { figure, change };
    const repaired = positions.filter((position) => model.verdict(position, UNCHANGED, step) !== 'contradicted');
    if (independentPair(model, figure, repaired)) for (const position of repaired) accusers.add(position);
  }
  return [...accusers].sort((a, b) => a - b);
}

/** Two constraints that have no statement but that of the figure in common, and each at least one next to it. */
export function independentPair(
  model: Model,
  figure: number,
  positions: readonly number[],
): readonly [number, number] | undefined {
  const own = model.statementOf(figure);
  for (const [index, first] of positions.entries()) {
    const others = model.statements(first).filter((statement) => statement !== own);
    if (others.length === 0) continue;
    const second = positions.slice(index + 1).find((position) => {
      const rest = model.statements(position).filter((statement) => statement !== own);
      return rest.length > 0 && !rest.some((statement) => others.includes(statement));
    });
    if (second !== undefined) return [first, second];
  }
  return undefined;
}
