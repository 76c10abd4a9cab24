import {
  add,
  type Decimal,
  decimal,
  decimalText,
  equals,
  multiply,
  negate,
  normalise,
  signOf,
} from '../core/numbers/decimal.ts';
import { point } from '../core/numbers/interval.ts';
import type { Comparison, Term } from './relation.ts';
import { binary, exactly, type Expression, occurrences } from './expression.ts';

/**
 * Whether a comparison tests no figure: none is left once what stands on both sides is taken away, as in `x = x` and
 * `a + b >= b + a`. Recognised are sums in any order, factors and equal parts; no algebra beyond that.
 */
export function testsNothing({ left, tests }: Comparison, terms: readonly Term[]): boolean {
  return tests.every(({ right }) => {
    const rest = [...linear(binary('subtract', left, right)).values()];
    const used = rest.flatMap(({ part, factor }) => (signOf(factor) === 0 ? [] : occurrences(part)));
    return used.every((index) => terms[index]?.kind !== 'figure');
  });
}

/** A sum of parts, each with a factor, by the text of the part. */
type Linear = Map<string, { readonly part: Expression; readonly factor: Decimal }>;

const ONE = exactly(point(decimal(1)));

function linear(expression: Expression): Linear {
  switch (expression.op) {
    case 'add':
      return joined(linear(expression.left), linear(expression.right), decimal(1));
    case 'subtract':
      return joined(linear(expression.left), linear(expression.right), decimal(-1));
    case 'negate':
      return joined(new Map(), linear(expression.of), decimal(-1));
    case 'exactly': {
      const value = pointOf(expression);
      return value ? new Map([['1', { part: ONE, factor: value }]]) : single(expression);
    }
    case 'multiply': {
      const [a, b] = [pointOf(expression.left), pointOf(expression.right)];
      if (a) return joined(new Map(), linear(expression.right), a);
      return b ? joined(new Map(), linear(expression.left), b) : single(expression);
    }
    default:
      return single(expression);
  }
}

function single(part: Expression): Linear {
  return new Map([[textOf(part), { part, factor: decimal(1) }]]);
}

/** a + factor × b. */
function joined(a: Linear, b: Linear, factor: Decimal): Linear {
  const sum = new Map(a);
  for (const [text, { part, factor: other }] of b) {
    sum.set(text, { part, factor: add(sum.get(text)?.factor ?? decimal(0), multiply(other, factor)) });
  }
  return sum;
}

/** The one number of a part without variables; −5 is written as a negation. */
function pointOf(expression: Expression): Decimal | undefined {
  if (expression.op === 'negate') {
    const value = pointOf(expression.of);
    return value && negate(value);
  }
  if (expression.op !== 'exactly') return undefined;
  const { low, high } = expression.value;
  return low && high && equals(low, high) ? low : undefined;
}

/** The same text for expressions that are the same but for the order of factors, or of what is chosen from. */
function textOf(expression: Expression): string {
  switch (expression.op) {
    case 'variable':
      return `#${expression.index}`;
    case 'exactly': {
      const { low, high } = expression.value;
      return [low, high].map((end) => (end ? decimalText(normalise(end)) : '')).join('..');
    }
    case 'negate':
    case 'power':
    case 'root':
      return `${expression.op}${'n' in expression ? expression.n : ''}(${textOf(expression.of)})`;
    case 'add':
    case 'subtract':
      return [...linear(expression)]
        .map(([text, { factor }]) => `${decimalText(normalise(factor))}*${text}`)
        .sort()
        .join('+');
    default: {
      const sides = [textOf(expression.left), textOf(expression.right)];
      return `${expression.op}(${(expression.op === 'divide' ? sides : sides.sort()).join(',')})`;
    }
  }
}
