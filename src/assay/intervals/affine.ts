import type { Interval } from '../../core/numbers/interval.ts';
import type { BinaryOperator, Expression } from '../relations/expression.ts';

/** What numbers, or ranges of numbers, an affine form has as coefficients. */
export interface Coefficients<C> {
  readonly zero: C;
  readonly one: C;
  exactly(value: Interval): C | undefined;
  negate(a: C): C;
  add(a: C, b: C): C;
  multiply(a: C, b: C): C;
  /** Undefined where there is no quotient. */
  divide(a: C, b: C): C | undefined;
  isOne(a: C): boolean;
  /** Minimum, maximum, powers and roots of what holds no variable; undefined where there is no such coefficient. */
  choose(op: 'min' | 'max', a: C, b: C): C | undefined;
  raise(op: 'power' | 'root', a: C, n: number): C | undefined;
}

/** A constant and so much of each of some variables. */
export interface Affine<C> {
  readonly constant: C;
  readonly by: ReadonlyMap<number, C>;
}

/** One affine form over another. */
export interface AffineFraction<C> {
  readonly over: Affine<C>;
  readonly under: Affine<C>;
}

/**
 * An expression as a fraction of two forms that are affine in some variables, given values of the others: h / (h + a) is
 * one in h. An equation between such fractions has one solution, however often the variable stands in it. Undefined where
 * the expression is none, as a product of two of the variables.
 */
export function affineFraction<C>(
  c: Coefficients<C>,
  expression: Expression,
  isVariable: (index: number) => boolean,
  valueOf: (index: number) => C,
): AffineFraction<C> | undefined {
  const constant = (value: C | undefined): AffineFraction<C> | undefined =>
    value === undefined ? undefined : { over: { constant: value, by: NONE }, under: { constant: c.one, by: NONE } };
  const read = (part: Expression): AffineFraction<C> | undefined => {
    switch (part.op) {
      case 'variable': {
        if (!isVariable(part.index)) return constant(valueOf(part.index));
        const by = new Map([[part.index, c.one]]);
        return { over: { constant: c.zero, by }, under: { constant: c.one, by: NONE } };
      }
      case 'exactly':
        return constant(c.exactly(part.value));
      case 'negate': {
        const of = read(part.of);
        return of && { over: negated(c, of.over), under: of.under };
      }
      case 'power':
      case 'root': {
        const of = read(part.of);
        if (of && part.n === 1) return of;
        if (!of || !isConstant(of.over) || !isWhole(c, of.under)) return undefined;
        return constant(c.raise(part.op, of.over.constant, part.n));
      }
      case 'add':
      case 'divide':
      case 'max':
      case 'min':
      case 'multiply':
      case 'subtract': {
        const [left, right] = [read(part.left), read(part.right)];
        return left && right && joined(c, part.op, left, right);
      }
    }
  };
  return read(expression);
}

const NONE: ReadonlyMap<number, never> = new Map<number, never>();

function isConstant<C>({ by }: Affine<C>): boolean {
  return by.size === 0;
}

function isWhole<C>(c: Coefficients<C>, form: Affine<C>): boolean {
  return form.by.size === 0 && c.isOne(form.constant);
}

function joined<C>(
  c: Coefficients<C>,
  op: BinaryOperator,
  left: AffineFraction<C>,
  right: AffineFraction<C>,
): AffineFraction<C> | undefined {
  switch (op) {
    case 'add':
    case 'subtract': {
      const added = op === 'add' ? right.over : negated(c, right.over);
      if (isWhole(c, left.under) && isWhole(c, right.under))
        return { over: sum(c, left.over, added), under: left.under };
      const [a, b] = [product(c, left.over, right.under), product(c, added, left.under)];
      return fraction(c, a && b && sum(c, a, b), product(c, left.under, right.under));
    }
    case 'multiply':
      return fraction(c, product(c, left.over, right.over), product(c, left.under, right.under));
    case 'divide':
      return fraction(c, product(c, left.over, right.under), product(c, left.under, right.over));
    case 'max':
    case 'min': {
      const isPlain = [left, right].every(({ over, under }) => isConstant(over) && isWhole(c, under));
      const value = isPlain ? c.choose(op, left.over.constant, right.over.constant) : undefined;
      return value === undefined ? undefined : { over: { constant: value, by: NONE }, under: left.under };
    }
  }
}

/** With one below the stroke where no variable stands there. */
function fraction<C>(
  c: Coefficients<C>,
  over: Affine<C> | undefined,
  under: Affine<C> | undefined,
): AffineFraction<C> | undefined {
  if (!over || !under) return undefined;
  if (!isConstant(under) || c.isOne(under.constant)) return { over, under };
  const by = new Map<number, C>();
  for (const [index, factor] of over.by) {
    const part = c.divide(factor, under.constant);
    if (part === undefined) return undefined;
    by.set(index, part);
  }
  const constant = c.divide(over.constant, under.constant);
  return constant === undefined ? undefined : { over: { constant, by }, under: { constant: c.one, by: NONE } };
}

function negated<C>(c: Coefficients<C>, { constant, by }: Affine<C>): Affine<C> {
  return { constant: c.negate(constant), by: new Map([...by].map(([index, factor]) => [index, c.negate(factor)])) };
}

function sum<C>(c: Coefficients<C>, a: Affine<C>, b: Affine<C>): Affine<C> {
  const by = new Map(a.by);
  for (const [index, factor] of b.by) {
    const own = by.get(index);
    by.set(index, own === undefined ? factor : c.add(own, factor));
  }
  return { constant: c.add(a.constant, b.constant), by };
}

/** Affine only where one of the two holds no variable. */
function product<C>(c: Coefficients<C>, a: Affine<C>, b: Affine<C>): Affine<C> | undefined {
  if (!isConstant(a)) return isConstant(b) ? product(c, b, a) : undefined;
  const { constant } = a;
  if (c.isOne(constant)) return b;
  return {
    constant: c.multiply(constant, b.constant),
    by: new Map([...b.by].map(([index, factor]) => [index, c.multiply(constant, factor)])),
  };
}
