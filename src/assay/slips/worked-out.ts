import { once } from '../../core/machine/cache.ts';
import type { Constraint, TestedFigure } from '../constraints/constraint.ts';
import { occurrences } from '../relations/expression.ts';
import type { Assignment } from './change.ts';

/** A constraint by position that gives a figure, and the figures that it is worked out from. */
interface Working {
  readonly position: number;
  readonly from: readonly number[];
}

/** Figures from which on a sum is too long to look for the one that its whole was worked out from. */
const MOST_INPUTS = 30;

/**
 * How a release may have worked out its figures from others that it states: a rate, a share, a change or a difference by
 * the record itself, a whole or a balance by an equation in which it stands alone on one side. Only constraints count that
 * decide something and hold in print.
 */
export class Workings {
  readonly #all: () => ReadonlyMap<number, readonly Working[]>;
  readonly #holds: (position: number) => boolean;
  readonly #from = new Map<number, readonly number[]>();
  readonly #roots = new Map<number, readonly number[]>();

  constructor(
    figures: readonly TestedFigure[],
    constraints: readonly Constraint[],
    holds: (position: number) => boolean,
  ) {
    this.#all = once(() => workingsIn(figures, constraints));
    this.#holds = holds;
  }

  /** The figures from which a figure may have been worked out. */
  from(figure: number): readonly number[] {
    const known = this.#from.get(figure);
    if (known) return known;
    const found = [...new Set(this.#holding(figure).flatMap(({ from }) => from))];
    this.#from.set(figure, found);
    return found;
  }

  /** The same, and those from which these may have been worked out, and so on. */
  roots(figure: number): readonly number[] {
    const known = this.#roots.get(figure);
    if (known) return known;
    const found = new Set(this.from(figure));
    for (const one of found) for (const other of this.from(one)) found.add(other);
    const roots = [...found];
    this.#roots.set(figure, roots);
    return roots;
  }

  /** Positions of the constraints by which it may have been. */
  positions(figure: number): readonly number[] {
    return this.#holding(figure).map(({ position }) => position);
  }

  #holding(figure: number): readonly Working[] {
    return (this.#all().get(figure) ?? []).filter(({ position }) => this.#holds(position));
  }

  /** The figures of an assignment that are taken to be worked out from a slip of others, while none of these is changed. */
  unfounded(assignment: Assignment): number[] {
    const changed = [...assignment];
    const worked = changed.filter(([, { operator }]) => operator.kind === 'worked_out').map(([figure]) => figure);
    if (worked.length === 0) return [];
    const founded = new Set([...assignment.keys()].filter((figure) => !worked.includes(figure)));
    let known = -1;
    while (known < founded.size) {
      known = founded.size;
      for (const figure of worked) if (this.from(figure).some((other) => founded.has(other))) founded.add(figure);
    }
    return worked.filter((figure) => !founded.has(figure));
  }
}

function workingsIn(
  figures: readonly TestedFigure[],
  constraints: readonly Constraint[],
): ReadonlyMap<number, readonly Working[]> {
  const workings = new Map<number, Working[]>();
  for (const [position, constraint] of constraints.entries()) {
    if (constraint.strength === 'evidence') continue;
    for (const figure of givenBy(constraint)) {
      const from = constraint.figures.filter((other) => other !== figure);
      const release = figures[figure]?.observation.release;
      const isOwn = from.every((other) => figures[other]?.observation.release.id === release?.id);
      if (!isOwn || from.length < 2 || from.length > MOST_INPUTS) continue;
      const list = workings.get(figure);
      if (list) list.push({ position, from });
      else workings.set(figure, [{ position, from }]);
    }
  }
  return workings;
}

/** The figures that stand alone on one side of an equation and in no other place of it; of a record, the one it states. */
export function givenBy({ derivation, tests }: Constraint): number[] {
  const [test] = tests;
  if (!test || tests.length > 1 || test.sense !== '=') return [];
  const sides = derivation === 'record' ? [test.right] : derivation === 'stated' ? [test.left, test.right] : [];
  const all = occurrences(test.difference);
  return sides.flatMap((side) =>
    side.op === 'variable' && all.filter((index) => index === side.index).length === 1 ? [side.index] : [],
  );
}
