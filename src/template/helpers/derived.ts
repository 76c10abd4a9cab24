import { decimal } from '../../core/decimal.ts';
import {
  addIntervals,
  divideIntervals,
  type Interval,
  multiplyIntervals,
  point,
  scaleInterval,
  subtractIntervals,
} from '../../core/interval.ts';
import type { Value } from '../../core/value.ts';
import { convertInterval, parseUnit, sameDimension, type Unit } from '../../dataset/unit.ts';
import { derivedValue } from '../../format/value.ts';
import { defineHelper, type Scope } from '../helper.ts';
import { condition, figure, observation, observationAt, unit, unitStyle, valueOf } from '../kinds.ts';
import { intervalIn, unitOfValue } from '../measure.ts';
import { isProblem, type Problem, problem } from '../problem.ts';

/** How a derived figure is printed. */
const options = { unit, style: unitStyle, sign: condition };

interface Style {
  readonly unit?: Unit;
  readonly style?: 'long' | 'short' | 'bare';
  readonly sign?: boolean;
}

/** What is worked out: the expression, every number it may be in some unit, and the figures it rests on. */
interface Reckoning {
  readonly expression: string;
  readonly bounds: Interval;
  readonly unit: Unit;
  readonly inputs: readonly Value[];
}

function print({ expression, bounds, unit, inputs }: Reckoning, style: Style, scope: Scope): Value | Problem {
  const target = style.unit ?? unit;
  if (!sameDimension(unit, target)) {
    return problem('dataset/wrong-dimension', `${expression} does not come out in ${target.code}`);
  }
  const converted = convertInterval(bounds, unit, target);
  const value = derivedValue(expression, converted, target, inputs, { locale: scope.locale, ...style }, scope.place);
  return (
    value ??
    problem(
      'template/bad-argument',
      `${expression} has no bounds: one of its figures is open-ended, or divides by what may be zero`,
    )
  );
}

/** An operand, in brackets if it was itself worked out. */
function term({ address }: Value): string {
  return address.includes(' ') ? `(${address})` : address;
}

/** a + b, in the unit of a. */
export const plus = defineHelper({
  takes: [figure, figure],
  options,
  run: ({ scope, args: [a, b], options }) => {
    const unit = unitOfValue(a, scope);
    const other = intervalIn(b, unit, scope);
    if (isProblem(other)) return other;
    const bounds = addIntervals(a.interval, other);
    return print({ expression: `${term(a)} + ${term(b)}`, bounds, unit, inputs: [a, b] }, options, scope);
  },
});

/** a − b, in the unit of a; between two percentages in percentage points. */
export const minus = defineHelper({
  takes: [figure, figure],
  options,
  run: ({ scope, args: [a, b], options }) => {
    const unit = a.unit === '%' ? unitOfValue(a.with({ unit: 'pp' }), scope) : unitOfValue(a, scope);
    const [from, other] = [intervalIn(a, unit, scope), intervalIn(b, unit, scope)];
    if (isProblem(from)) return from;
    if (isProblem(other)) return other;
    const bounds = subtractIntervals(from, other);
    return print({ expression: `${term(a)} − ${term(b)}`, bounds, unit, inputs: [a, b] }, options, scope);
  },
});

/** a × b, in the unit that is asked for; in that of a if b is a pure number. */
export const times = defineHelper({
  takes: [figure, figure],
  options,
  run: ({ scope, args: [a, b], options }) => {
    const [unitA, unitB] = [unitOfValue(a, scope), unitOfValue(b, scope)];
    const unit = baseUnit(joinDimensions(unitA, unitB, 1));
    const target = options.unit ?? (unitB.dimension.size === 0 ? unitA : undefined);
    const expression = `${term(a)} × ${term(b)}`;
    if (!target) return unitWanted(expression);
    const bounds = multiplyIntervals(inBase(a, unitA), inBase(b, unitB));
    return print({ expression, bounds, unit, inputs: [a, b] }, { ...options, unit: target }, scope);
  },
});

/** a ÷ b, in the unit that is asked for; in per cent if both measure the same thing. */
export const over = defineHelper({
  takes: [figure, figure],
  options,
  run: ({ scope, args: [a, b], options }) => quotient(scope, a, b, options),
});

/** The part that a is of b, in per cent. */
export const shareOf = defineHelper({
  takes: [figure, figure],
  options: { style: unitStyle },
  run: ({ scope, args: [a, b], options }) => {
    const other = intervalIn(b, unitOfValue(a, scope), scope);
    return isProblem(other) ? other : quotient(scope, a, b, options);
  },
});

function quotient(scope: Scope, a: Value, b: Value, style: Style): Value | Problem {
  const [unitA, unitB] = [unitOfValue(a, scope), unitOfValue(b, scope)];
  const unit = baseUnit(joinDimensions(unitA, unitB, -1));
  const target = style.unit ?? (unit.dimension.size === 0 ? parseUnit('%', new Map()) : undefined);
  const expression = `${term(a)} ÷ ${term(b)}`;
  if (!target) return unitWanted(expression);
  const bounds = divideIntervals(inBase(a, unitA), inBase(b, unitB));
  return print({ expression, bounds, unit, inputs: [a, b] }, { ...style, unit: target }, scope);
}

/** The level that a level and its growth imply for the base of the growth. */
export const impliedBase = defineHelper({
  takes: [observation],
  options,
  run: ({ scope, args: [stated], options }) => {
    const { measure, indicator, period } = stated;
    if (measure !== 'level' && measure !== 'growth') {
      return problem('template/bad-argument', `${stated.address} is neither a level nor a growth rate`);
    }
    const other = observationAt(
      { indicator: indicator.id, measure: measure === 'level' ? 'growth' : 'level', period },
      scope,
    );
    if (isProblem(other)) return other;
    const [level, growth] = [stated, other].map((found) => valueOf(found, scope));
    if (!level || !growth) return undefined;
    if (isProblem(level)) return level;
    if (isProblem(growth)) return growth;
    return baseOf(measure === 'level' ? level : growth, measure === 'level' ? growth : level, options, scope);
  },
});

function baseOf(level: Value, growth: Value, style: Style, scope: Scope): Value | Problem {
  const factor = addIntervals(point(decimal(1)), inBase(growth, unitOfValue(growth, scope)));
  const bounds = divideIntervals(level.interval, factor);
  const expression = `${term(level)} ÷ (1 + ${term(growth)})`;
  return print({ expression, bounds, unit: unitOfValue(level, scope), inputs: [level, growth] }, style, scope);
}

function unitWanted(expression: string): Problem {
  return problem(
    'template/missing-argument',
    `the unit of ${expression} is wanted`,
    'say in which unit, as in unit="bn USD"',
  );
}

/** Every number a value may stand for, in base units. */
function inBase({ interval }: Value, { factor }: Unit): Interval {
  return scaleInterval(interval, factor);
}

/** A unit without a scale; its dimension is what counts, it is never printed. */
function baseUnit(dimension: Unit['dimension']): Unit {
  return { code: '', symbol: '', factor: decimal(1), dimension, name: new Map() };
}

function joinDimensions(a: Unit, b: Unit, sign: 1 | -1): Unit['dimension'] {
  const joined = new Map(a.dimension);
  for (const [base, power] of b.dimension) joined.set(base, (joined.get(base) ?? 0) + sign * power);
  return new Map([...joined].filter(([, power]) => power !== 0));
}
