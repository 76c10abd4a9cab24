import { decimal } from '../../core/numbers/decimal.ts';
import { type Interval, point } from '../../core/numbers/interval.ts';

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

/** The numbers that rules are made with. */
export const ZERO = exactly(point(decimal(0)));
export const ONE = exactly(point(decimal(1)));

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
    case 'add':
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply':
    case 'subtract': {
      const { op, left, right } = expression;
      return { op, left: substitute(left, replace), right: substitute(right, replace) };
    }
  }
}

/** The numbers of the variables in it, one for each time that a variable stands in it. */
export function occurrences(expression: Expression): number[] {
  const found: number[] = [];
  const collect = (part: Expression): void => {
    if (part.op === 'variable') found.push(part.index);
    else for (const operand of operandsOf(part)) collect(operand);
  };
  collect(expression);
  return found;
}

/** What an expression is made from: nothing, one part or two. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.op) {
    case 'variable':
    case 'exactly':
      return [];
    case 'negate':
    case 'power':
    case 'root':
      return [expression.of];
    case 'add':
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply':
    case 'subtract':
      return [expression.left, expression.right];
  }
}

/**
 * The same expression with each sum of many addends, which is read from left to right, as a tree in which no addend lies
 * deep: what a change of one does to the whole is then worked out in few steps.
 */
export function balanced(expression: Expression): Expression {
  switch (expression.op) {
    case 'variable':
    case 'exactly':
      return expression;
    case 'negate':
    case 'power':
    case 'root':
      return { ...expression, of: balanced(expression.of) };
    case 'add':
      return halved(addendsOf(expression).map(balanced));
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply':
    case 'subtract': {
      const { op, left, right } = expression;
      return { op, left: balanced(left), right: balanced(right) };
    }
  }
}

function addendsOf(sum: Expression): Expression[] {
  const addends: Expression[] = [];
  let rest = sum;
  for (; rest.op === 'add'; rest = rest.left) addends.push(rest.right);
  return [...addends, rest].reverse();
}

/** The sum of some addends, in their order. */
function halved(addends: readonly Expression[]): Expression {
  const [first = ZERO] = addends;
  if (addends.length < 2) return first;
  const middle = addends.length >> 1;
  return binary('add', halved(addends.slice(0, middle)), halved(addends.slice(middle)));
}
