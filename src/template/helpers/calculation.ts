import { decimal } from '../../core/numbers/decimal.ts';
import { type Interval, isAbove, point } from '../../core/numbers/interval.ts';
import { addressOf, type Formula, formulaText, type Value } from '../../figure/value.ts';
import { type UnitDimension, NUMBER } from '../../dataset/unit-dimension.ts';
import { convertInterval, sameDimension, toBase, type Unit } from '../../dataset/unit.ts';
import type { Observation } from '../../dataset/model.ts';
import { derivedValue, digitsIn, STEPS_OF_SUM } from '../../figure/printed-value.ts';
import { columnUnit } from '../../figure/scale.ts';
import type { Scope } from '../scope.ts';
import { unit, unitStyle } from '../argument-kinds.ts';
import { flag, whole } from '../plain-arguments.ts';
import { type Problem, problem } from '../problem.ts';
import { pointsProblem, signProblem } from './signs.ts';

/** The options of helpers that calculate. */
export const derivedOptions = { unit, style: unitStyle, sign: flag, digits: whole };

export interface DerivedStyle {
  readonly unit?: Unit;
  readonly style?: 'long' | 'short' | 'bare';
  readonly sign?: boolean;
  readonly digits?: number;
}

/** A derived figure: its formula, and every number that it may be, in `unit`. */
export interface Calculation {
  readonly formula: Formula;
  readonly bounds: Interval;
  readonly unit: Unit;
  /** Whether it is a sum or difference, which readers work out again: it has a digit more where that is close. */
  readonly isSum?: boolean;
  /** Whether it is in percentage points, which its figures are not. */
  readonly isContribution?: boolean;
  /** The figure whose sign it has, where that is not to be seen in its formula. */
  readonly signedBy?: Observation | undefined;
}

/** The value of a calculation in a style. A problem where the unit does not fit or the interval has no ends. */
export function printDerived(
  { formula, bounds, unit, isSum, isContribution, signedBy }: Calculation,
  style: DerivedStyle,
  scope: Scope,
): Value | Problem {
  const target = style.unit ?? (style.style === 'bare' ? columnUnit(unit, scope.locale) : unit);
  if (!sameDimension(unit, target)) {
    const hint = 'leave out unit=; it then has the unit of its figures, and a ratio is in per cent';
    return problem('dataset/wrong-dimension', `${formulaText(formula)} does not convert to ${target.code}`, hint);
  }
  const refused =
    (isContribution ? undefined : pointsProblem(formula, unit, style.unit)) ??
    (style.sign ? signProblem(signedBy ?? formula, scope) : undefined);
  if (refused) return refused;
  const converted = convertInterval(bounds, unit, target);
  const digits = digitsIn(target, style.unit ?? unit, style.digits);
  const value = derivedValue(
    formula,
    converted,
    target,
    { locale: scope.locale, steps: isSum ? STEPS_OF_SUM : undefined, ...style, digits },
    scope.place,
  );
  return (
    value ??
    problem(
      'template/bad-argument',
      `${formulaText(formula)} has no bounds: one of its figures is open-ended, or it divides by a figure that may be zero`,
    )
  );
}

/** Every number a value may stand for, in base units. */
export function inBase({ interval, unit }: Value): Interval {
  return toBase(interval, unit);
}

/** Whether all numbers that a value may stand for are below zero. */
export function isBelowZero(value: Value): boolean {
  return isAbove(point(decimal(0)), inBase(value));
}

/** The problem of a base below zero, which grows in value where its amount falls. */
export function belowZero(base: Value): Problem {
  return problem(
    'template/bad-argument',
    `${addressOf(base)} is below zero, and a percentage of a negative figure says nothing`,
    'print the change itself: {{minus "…" "…"}}',
  );
}

/** The unit of an amount that is typed without one. */
const COUNT = 'count';

/** Every number that a value may stand for, in another unit; a problem if that measures something else. */
export function intervalIn(value: Value, unit: Unit): Interval | Problem {
  if (sameDimension(value.unit, unit)) return convertInterval(value.interval, value.unit, unit);
  return problem(
    'dataset/wrong-dimension',
    `${addressOf(value)} is in ${value.unit.code}, which does not convert to ${unit.code}`,
    value.origin.kind === 'typed' && value.unit.code === COUNT
      ? `write it with its unit: "${value.text} ${unit.code}"`
      : 'figures are compared, added and printed in units that measure the same thing',
  );
}

/** A unit without a scale, for its dimension; it is never printed. */
export function baseUnit(dimension: UnitDimension): Unit {
  return { code: '', symbol: '', factor: decimal(1), dimension, name: new Map() };
}

/** The unit of a pure number. */
export const PURE: Unit = baseUnit(NUMBER);

/** A value that is said in words alone, without digits or unit. */
export function saidAs(text: string, value: Value): Value {
  return value.with({ text, decimals: 0, suffix: '' });
}
