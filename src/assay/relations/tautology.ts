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
} from '../../core/numbers/decimal.ts';
import { compareText } from '../../core/diagnostics/text-order.ts';
import type { Indicator } from '../../dataset/model.ts';
import { isFilledBy, type Period } from '../../dataset/period.ts';
import type { BoundRelation, Comparison, Term } from './relation.ts';
import { binary, type Expression, occurrences, ONE } from './expression.ts';

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

/**
 * The level over a period that a relation only sets equal to the sum of its parts, as `sum(sales@2025-M01..2025-M03) =
 * sales@2025-M01..2025-M03` does: where nobody states it, it is that sum by definition. Undefined for any other relation.
 */
export function summedWhole({ comparisons: [comparison, ...more], terms }: BoundRelation): Whole | undefined {
  const [test, ...others] = comparison?.tests ?? [];
  if (!comparison || !test || test.sense !== '=' || more.length > 0 || others.length > 0) return undefined;
  const rest = [...linear(binary('subtract', comparison.left, test.right)).values()];
  const sides = rest.map(({ part, factor }) => ({
    term: part.op === 'variable' ? fixed(terms[part.index]) : undefined,
    factor,
  }));
  const levels = sides.flatMap(({ term, factor }) => (term ? [{ ...term, factor }] : []));
  const [first] = levels;
  const ordered = levels.toSorted((a, b) => compareText(b.period.end, a.period.end));
  const whole = ordered.find(({ period }) => levels.every((each) => each.period.start >= period.start));
  if (!first || !whole || levels.length < 3 || levels.length < rest.length) return undefined;
  const parts = levels.filter((each) => each !== whole).toSorted((a, b) => compareText(a.period.start, b.period.start));
  const isFilled = isFilledBy(
    whole.period,
    parts.map(({ period }) => period),
  );
  const isSum = parts.every(
    ({ indicator, factor }) => indicator === whole.indicator && equals(factor, negate(whole.factor)),
  );
  return isFilled && isSum ? whole : undefined;
}

/** A level in a period that its relation names. */
interface Whole {
  readonly text: string;
  readonly indicator: Indicator;
  readonly period: Period;
}

function fixed(term: Term | undefined): Whole | undefined {
  if (term?.kind !== 'figure' || term.measure !== 'level' || !term.period || !('start' in term.period))
    return undefined;
  return { text: term.text, indicator: term.indicator, period: term.period };
}

/** A sum of parts, each with a factor, by the text of the part. */
type Linear = Map<string, { readonly part: Expression; readonly factor: Decimal }>;

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
    case 'divide':
    case 'max':
    case 'min':
    case 'power':
    case 'root':
    case 'variable':
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
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply': {
      const sides = [textOf(expression.left), textOf(expression.right)];
      return `${expression.op}(${(expression.op === 'divide' ? sides : sides.sort()).join(',')})`;
    }
  }
}
