import { addIntervals, divideIntervals, multiplyIntervals, subtractIntervals } from '../../core/numbers/interval.ts';
import { type Formula, formulaText, term, type Value } from '../../figure/value.ts';
import { NUMBER, productOf, type UnitDimension } from '../../dataset/unit-dimension.ts';
import { builtinUnit, sameDimension } from '../../dataset/unit.ts';
import { defineHelper } from '../helper.ts';
import type { Scope } from '../scope.ts';
import { figure, unitStyle } from '../argument-kinds.ts';
import { whole } from '../plain-arguments.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import {
  baseUnit,
  belowZero,
  derivedOptions,
  type DerivedStyle,
  inBase,
  isBelowZero,
  intervalIn,
  printDerived,
} from './calculation.ts';

/** a + b, in the unit of a. */
export const plus = defineHelper({
  takes: [figure, figure],
  options: derivedOptions,
  run: ({ scope, args: [a, b], options }) => {
    const other = intervalIn(b, a.unit);
    if (isProblem(other)) return other;
    const bounds = addIntervals(a.interval, other);
    return printDerived(
      { formula: [...term(a), ' + ', ...term(b)], bounds, unit: a.unit, isSum: true },
      options,
      scope,
    );
  },
});

/** a − b, in the unit of a; between two percentages in percentage points. */
export const minus = defineHelper({
  takes: [figure, figure],
  options: derivedOptions,
  run: ({ scope, args: [a, b], options }) => {
    const unit = a.unit.code === '%' ? builtinUnit('pp') : a.unit;
    const [from, other] = [intervalIn(a, unit), intervalIn(b, unit)];
    if (isProblem(from)) return from;
    if (isProblem(other)) return other;
    const bounds = subtractIntervals(from, other);
    return printDerived({ formula: [...term(a), ' − ', ...term(b)], bounds, unit, isSum: true }, options, scope);
  },
});

/** a × b, in the unit that the author names; without one, in that of the other if a or b is a number. */
export const times = defineHelper({
  takes: [figure, figure],
  options: derivedOptions,
  run: ({ scope, args: [a, b], options }) => {
    const [first, second] = [dimensionIn(a, b, 1, options), dimensionIn(b, a, 1, options)];
    const unit = baseUnit(productOf(first, second, 1));
    const target =
      options.unit ??
      (second.size === 0 && !isNumber(a) ? a.unit : first.size === 0 && !isNumber(b) ? b.unit : undefined);
    const formula = [...term(a), ' × ', ...term(b)];
    if (!target) return unitNeeded(formula);
    const bounds = multiplyIntervals(inBase(a), inBase(b));
    return printDerived({ formula, bounds, unit }, { ...options, unit: target }, scope);
  },
});

/** a ÷ b, in the unit that the author names; without one, in per cent if both measure the same thing. */
export const over = defineHelper({
  takes: [figure, figure],
  options: derivedOptions,
  run: ({ scope, args: [a, b], options }) => quotient(scope, a, b, options),
});

/** The share of a in b, in per cent. */
export const shareOf = defineHelper({
  takes: [figure, figure],
  options: { style: unitStyle, digits: whole },
  run: ({ scope, args: [a, b], options }) => {
    const other = intervalIn(b, a.unit);
    return isProblem(other) ? other : quotient(scope, a, b, options);
  },
});

function quotient(scope: Scope, a: Value, b: Value, style: DerivedStyle): Value | Problem {
  const divisor = dimensionIn(b, a, -1, style);
  const unit = baseUnit(productOf(a.unit.dimension, divisor, -1));
  const isByNumber = divisor.size === 0 && isNumber(b);
  const target = style.unit ?? (isByNumber ? a.unit : unit.dimension.size === 0 ? builtinUnit('%') : undefined);
  const formula = [...term(a), ' ÷ ', ...term(b)];
  if (!target) return unitNeeded(formula);
  // One part below zero of a whole below zero is a share as well.
  if (unit.dimension.size === 0 && !isByNumber && isBelowZero(b) && !isBelowZero(a)) return belowZero(b);
  const bounds = divideIntervals(inBase(a), inBase(b));
  return printDerived({ formula, bounds, unit }, { ...style, unit: target }, scope);
}

/**
 * The dimension of a value in a product or quotient with another. A number that is typed without a unit is a pure one, also
 * where it divides a count, unless the unit that is asked for has it as a count, as per cent of a count has.
 */
function dimensionIn(value: Value, other: Value, power: 1 | -1, { unit }: DerivedStyle): UnitDimension {
  const { dimension } = value.unit;
  if (!isNumber(value)) return dimension;
  if (power === -1 && sameDimension(value.unit, other.unit)) return unit?.code === '%' ? dimension : NUMBER;
  const counted = baseUnit(productOf(other.unit.dimension, dimension, power));
  return unit && sameDimension(counted, unit) ? dimension : NUMBER;
}

/** Whether a value is a number that an author typed without a unit. */
function isNumber({ origin, unit }: Value): boolean {
  return origin.kind === 'typed' && unit.code === 'count';
}

function unitNeeded(formula: Formula): Problem {
  return problem('template/missing-argument', `${formulaText(formula)} needs a unit`, 'name one, as in unit="bn USD"');
}
