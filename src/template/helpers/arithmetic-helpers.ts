import { addIntervals, divideIntervals, multiplyIntervals, subtractIntervals } from '../../core/numbers/interval.ts';
import { type Formula, formulaText, term, type Value } from '../../figure/value.ts';
import { productOf } from '../../dataset/unit-dimension.ts';
import { builtinUnit } from '../../dataset/unit.ts';
import { defineHelper } from '../helper.ts';
import type { Scope } from '../scope.ts';
import { figure, unitStyle } from '../argument-kinds.ts';
import { whole } from '../plain-arguments.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import { baseUnit, derivedOptions, type DerivedStyle, inBase, intervalIn, printDerived } from './calculation.ts';

/** a + b, in the unit of a. */
export const plus = defineHelper({
  takes: [figure, figure],
  options: derivedOptions,
  run: ({ scope, args: [a, b], options }) => {
    const other = intervalIn(b, a.unit);
    if (isProblem(other)) return other;
    const bounds = addIntervals(a.interval, other);
    return printDerived({ formula: [...term(a), ' + ', ...term(b)], bounds, unit: a.unit }, options, scope);
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
    return printDerived({ formula: [...term(a), ' − ', ...term(b)], bounds, unit }, options, scope);
  },
});

/** a × b, in the unit that the author names; without one, in that of a if b is a pure number. */
export const times = defineHelper({
  takes: [figure, figure],
  options: derivedOptions,
  run: ({ scope, args: [a, b], options }) => {
    const unit = baseUnit(productOf(a.unit.dimension, b.unit.dimension, 1));
    const target = options.unit ?? (b.unit.dimension.size === 0 ? a.unit : undefined);
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
  const unit = baseUnit(productOf(a.unit.dimension, b.unit.dimension, -1));
  const target = style.unit ?? (unit.dimension.size === 0 ? builtinUnit('%') : undefined);
  const formula = [...term(a), ' ÷ ', ...term(b)];
  if (!target) return unitNeeded(formula);
  const bounds = divideIntervals(inBase(a), inBase(b));
  return printDerived({ formula, bounds, unit }, { ...style, unit: target }, scope);
}

function unitNeeded(formula: Formula): Problem {
  return problem('template/missing-argument', `${formulaText(formula)} needs a unit`, 'name one, as in unit="bn USD"');
}
