import type { Indicator } from '../../dataset/model.ts';
import { type Expression, occurrences } from '../relations/expression.ts';
import type { Term } from '../relations/relation.ts';
import type { Relation } from '../relations/relations-file.ts';

/**
 * The ids of the indicators that may be below zero even where no figure is printed so: a relation equates their level
 * with a difference, as a balance of trade or net sales, or adds it up to such a balance. A physical quantity that is
 * written as a difference is among them, too: only other relations can tell that it has no negative value. Prices, stocks
 * and counts are never among them.
 */
export function balancesIn(relations: readonly Relation[]): ReadonlySet<string> {
  const equations = relations.flatMap(equationsOf);
  const balances = new Set(equations.filter(({ sum }) => hasDifference(sum)).map(({ whole }) => whole.id));
  let known = -1;
  while (known < balances.size) {
    known = balances.size;
    for (const { whole, parts } of equations)
      if (balances.has(whole.id)) for (const part of parts) balances.add(part.id);
  }
  return balances;
}

/** `whole = sum`, with the indicators that are added up in it. */
interface Equation {
  readonly whole: Indicator;
  readonly sum: Expression;
  readonly parts: readonly Indicator[];
}

/** The equations of a relation of which one side is the level of one indicator that has no fixed sign. */
function equationsOf({ comparisons, terms }: Relation): Equation[] {
  return comparisons.flatMap(({ left, tests }) =>
    tests
      .filter(({ sense }) => sense === '=')
      .flatMap(({ right }) => [[left, right] as const, [right, left] as const])
      .flatMap(([side, sum]): Equation[] => {
        const whole = side.op === 'variable' ? levelOf(terms[side.index]) : undefined;
        if (!whole) return [];
        const parts = addends(sum).flatMap((index) => levelOf(terms[index]) ?? []);
        return [{ whole, sum, parts }];
      }),
  );
}

/** The indicator of a term that is a level without a fixed sign. */
function levelOf(term: Term | undefined): Indicator | undefined {
  if (term?.kind !== 'figure' || term.measure !== 'level') return undefined;
  return hasNoFixedSign(term.indicator) ? term.indicator : undefined;
}

/** Whether an indicator may be below zero as far as its kind says: prices, stocks and counts are not. */
export function hasNoFixedSign({ kind }: Indicator): boolean {
  return kind === 'flow' || kind === 'index' || kind === 'ratio';
}

/** Whether something is taken away in an expression, outside of products. */
function hasDifference(sum: Expression): boolean {
  if (sum.op === 'subtract') return occurrences(sum.right).length > 0;
  return sum.op === 'add' && (hasDifference(sum.left) || hasDifference(sum.right));
}

/** The variables that an expression adds up, if it does nothing else. */
function addends(sum: Expression): number[] {
  if (sum.op === 'variable') return [sum.index];
  if (sum.op !== 'add') return [];
  const [left, right] = [addends(sum.left), addends(sum.right)];
  return left.length > 0 && right.length > 0 ? [...left, ...right] : [];
}
