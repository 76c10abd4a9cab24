import { type Conflict, isContradicted } from './conflict.ts';
import { groupsOf } from './connected.ts';
import { shareFigure } from './enough-evidence.ts';
import { type Model, UNCHANGED } from './figure-model.ts';
import type { Assignment } from './operator.ts';
import type { SearchResult } from './search.ts';

/** Conflicts in groups, of which no two share a figure. */
export function connected(conflicts: readonly Conflict[]): Conflict[][] {
  return groupsOf(conflicts, ({ figures }) => figures);
}

/** Joins items until no two of them belong together. */
export function joined<T>(items: readonly T[], belong: (a: T, b: T) => boolean, join: (a: T, b: T) => T): T[] {
  let done: T[] = [];
  for (const item of items) {
    const near = new Set(done.filter((other) => belong(other, item)));
    done = [...done.filter((other) => !near.has(other)), [...near, item].reduce(join)];
  }
  return done;
}

/** Whether conflicts with these results are to be searched together: those without an explanation explain nothing with others. */
export function belongTogether(model: Model, a: SearchResult, b: SearchResult): boolean {
  if (a.explanations.length === 0 || b.explanations.length === 0) return false;
  return shareFigure([...a.explored], [...b.explored]) || interfere(model, a, b);
}

/** Most explanations of one group that are compared with those of another. */
const MOST_COMPARED = 20;

/**
 * Whether explanations of two groups touch one another, so that the best of both are not the best of each: together
 * they contradict a hard constraint, repair or break a soft one that they do not apart, or break soft ones about one
 * figure.
 */
function interfere(model: Model, a: SearchResult, b: SearchResult): boolean {
  const [near, far] = [a, b].map(({ explanations }) => explanations.slice(0, MOST_COMPARED));
  return near?.some((first) => far?.some((second) => doInterfere(model, first.repair, second.repair))) ?? false;
}

function doInterfere(model: Model, first: Assignment, second: Assignment): boolean {
  const both = new Map([...first, ...second]);
  const [near, far] = [touchedBy(model, first), touchedBy(model, second)];
  const fails = (position: number, assignment: Assignment): boolean => isContradicted(model, position, assignment);
  const shared = [...far].filter((position) => near.has(position));
  const isCrossed = shared.some((position) => {
    if (model.strength(position) === 'hard') return fails(position, both);
    const [before, one, other] = [UNCHANGED, first, second].map((each) => Number(fails(position, each)));
    return Number(fails(position, both)) + Number(before) !== Number(one) + Number(other);
  });
  const brokenBy = (touched: ReadonlySet<number>, repair: Assignment): number[] =>
    [...touched]
      .filter((position) => fails(position, repair) && !fails(position, UNCHANGED))
      .flatMap((position) => model.constraint(position).figures);
  return isCrossed || shareFigure(brokenBy(near, first), brokenBy(far, second));
}

function touchedBy(model: Model, repair: Assignment): ReadonlySet<number> {
  return new Set([...repair.keys()].flatMap((figure) => model.touching(figure)));
}
