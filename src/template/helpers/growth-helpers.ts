import { decimal } from '../../core/numbers/decimal.ts';
import {
  addIntervals,
  divideIntervals,
  type Interval,
  multiplyIntervals,
  point,
  subtractIntervals,
} from '../../core/numbers/interval.ts';
import { impliedBefore, isBelowZero as isEachBelowZero } from '../../figure/implied-base.ts';
import { observationOf, term, type Value } from '../../figure/value.ts';
import type { Observation } from '../../dataset/model.ts';
import { shiftedYears, yearsBetween } from '../../dataset/period.ts';
import { builtinUnit } from '../../dataset/unit.ts';
import { defineHelper } from '../helper.ts';
import type { Scope } from '../scope.ts';
import { figure, observation, observationAt, unitStyle, valueOf } from '../argument-kinds.ts';
import { flag, whole } from '../plain-arguments.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import { belowZero, derivedOptions, inBase, isBelowZero, intervalIn, printDerived, PURE } from './calculation.ts';

const ONE = point(decimal(1));

/** By how much a exceeds b: a ÷ b − 1, in per cent. */
export const increase = defineHelper({
  takes: [figure, figure],
  options: { style: unitStyle, sign: flag, digits: whole },
  run: ({ scope, args: [a, b], options }) => {
    const other = intervalIn(b, a.unit);
    if (isProblem(other)) return other;
    if (isBelowZero(b)) return belowZero(b);
    const bounds = subtractIntervals(divideIntervals(inBase(a), inBase(b)), ONE);
    return printDerived(
      { formula: [...term(a), ' ÷ ', ...term(b), ' − 1'], bounds, unit: PURE },
      { ...options, unit: builtinUnit('%') },
      scope,
    );
  },
});

/**
 * The contribution of a part to the growth of a whole, in percentage points of the whole's base: the part's level minus
 * its implied base, over the implied base of the whole. The formula for the interval uses each figure once, which keeps
 * it exact.
 */
export const contribution = defineHelper({
  takes: [observation, observation],
  options: { style: unitStyle, sign: flag, digits: whole },
  run: ({ scope, args: [part, whole], options }) => {
    const own = levelAndGrowth(part, scope);
    if (isProblem(own)) return own;
    const all = levelAndGrowth(whole, scope);
    if (isProblem(all)) return all;
    const [[p, g], [w, h]] = [own, all];
    const other = intervalIn(w, p.unit);
    if (isProblem(other)) return other;
    if (isEachBelowZero(impliedBefore(w, h).bounds)) return belowZero(w);
    const gained = subtractIntervals(ONE, divideIntervals(ONE, factorOf(g)));
    const bounds = multiplyIntervals(multiplyIntervals(divideIntervals(p.interval, other), factorOf(h)), gained);
    const formula = ['(', p, ' − ', p, ' ÷ (1 + ', g, ')) ÷ (', w, ' ÷ (1 + ', h, '))'];
    return printDerived(
      { formula, bounds, unit: PURE, isContribution: true },
      { ...options, unit: builtinUnit('pp') },
      scope,
    );
  },
});

/** The level at the base of a growth rate or average growth rate that it and the later level imply. */
export const impliedBase = defineHelper({
  takes: [observation],
  options: derivedOptions,
  run: ({ scope, args: [stated], options }) => {
    const found = levelAndGrowth(stated, scope);
    if (isProblem(found)) return found;
    const [level, growth] = found;
    const { measure, base, period } = stated;
    const years = measure === 'cagr' && base ? yearsBetween(base, period) : 1;
    const { formula, bounds } = impliedBefore(level, growth, years);
    if (isEachBelowZero(bounds)) return belowZero(isBelowZero(level) ? level : growth);
    const value = printDerived({ formula, bounds, unit: level.unit, signedBy: observationOf(level) }, options, scope);
    const before = measure !== 'level' && base ? base : shiftedYears(period, -years);
    return isProblem(value) ? value : value.with({ origin: { kind: 'derived', formula, period: before } });
  },
});

/** A level and its growth, given by the address of either. A level is paired with its growth over the year. */
function levelAndGrowth(stated: Observation, scope: Scope): readonly [Value, Value] | Problem {
  const { measure, indicator, period } = stated;
  if (measure !== 'level' && measure !== 'growth' && measure !== 'cagr') {
    return problem('template/bad-argument', `${stated.address} is neither a level nor a growth rate`);
  }
  const other = observationAt(
    { indicator: indicator.id, measure: measure === 'level' ? 'growth' : 'level', period },
    scope,
  );
  if (isProblem(other)) return other;
  const [own, found] = [valueOf(stated, scope, { style: 'short' }), valueOf(other, scope, { style: 'short' })];
  if (isProblem(own)) return own;
  if (isProblem(found)) return found;
  return measure === 'level' ? [own, found] : [found, own];
}

/** 1 + a rate. */
function factorOf(rate: Value): Interval {
  return addIntervals(ONE, inBase(rate));
}
