import type { Interval } from '../core/numbers/interval.ts';

/**
 * An arithmetic expression over numbered variables, in base units (tonnes, yuan, fractions for per cent). What a
 * variable stands for is known to whoever holds the expression: a term of a relation, or a figure that was printed.
 */
export type Expression =
  | { readonly op: 'variable'; readonly index: number }
  | { readonly op: 'exactly'; readonly value: Interval }
  | { readonly op: 'negate'; readonly of: Expression }
  | { readonly op: BinaryOperator; readonly left: Expression; readonly right: Expression }
  /** The n-th power, or root, of what is not negative; n is whole and above zero. */
  | { readonly op: 'power' | 'root'; readonly of: Expression; readonly n: number };

export type BinaryOperator = 'add' | 'subtract' | 'multiply' | 'divide' | 'min' | 'max';

/** The variable with a number. */
export function variable(index: number): Expression {
  return { op: 'variable', index };
}

/** A number, or a range of numbers, that no figure changes. */
export function exactly(value: Interval): Expression {
  return { op: 'exactly', value };
}

/** left op right. */
export function binary(op: BinaryOperator, left: Expression, right: Expression): Expression {
  return { op, left, right };
}

/** The same expression with each variable replaced. */
export function substitute(expression: Expression, replace: (index: number) => Expression): Expression {
  switch (expression.op) {
    case 'variable':
      return replace(expression.index);
    case 'exactly':
      return expression;
    case 'negate':
    case 'power':
    case 'root':
      return { ...expression, of: substitute(expression.of, replace) };
    default: {
      const { op, left, right } = expression;
      return { op, left: substitute(left, replace), right: substitute(right, replace) };
    }
  }
}

/** The numbers of the variables in it, one for each time that a variable stands in it. */
export function occurrences(expression: Expression): number[] {
  switch (expression.op) {
    case 'variable':
      return [expression.index];
    case 'exactly':
      return [];
    case 'negate':
    case 'power':
    case 'root':
      return occurrences(expression.of);
    default:
      return [...occurrences(expression.left), ...occurrences(expression.right)];
  }
}
