import { signOf } from '../../core/numbers/decimal.ts';
import { type Measure, type Observation, quantityOf } from '../../dataset/model.ts';
import type { Unit } from '../../dataset/unit.ts';
import { type Formula, formulaText, inputsOf, observationOf, type Value } from '../../figure/value.ts';
import { type Problem, problem, problemOfArgument } from '../problem.ts';
import type { Scope } from '../scope.ts';

/** Whether a level of its indicator is below zero anywhere, so that a percentage of it says nothing. */
export function isEverBelowZero({ indicator }: Observation, { edition }: Scope): boolean {
  const stated = [...edition.dataset.releases.values()].flatMap(({ observations }) => observations);
  return stated.some((other) => {
    const isLevel = other.indicator === indicator && other.measure === 'level';
    const quantity = isLevel ? quantityOf(other) : undefined;
    return quantity !== undefined && signOf(quantity.decimal) < 0;
  });
}

/** Measures that are above or below zero, so that a plus says something. */
const SIGNED: ReadonlySet<Measure> = new Set<Measure>(['growth', 'change', 'cagr', 'difference']);

/** The problem of `sign=true` for a figure that is not a change: +268,400 rides are read as so many more. */
export function signProblem(stated: Observation | Formula, scope: Scope): Problem | undefined {
  const isSigned = 'measure' in stated ? mayBeSigned(stated, scope) : isSignedFormula(stated, scope);
  if (isSigned) return undefined;
  const name = 'measure' in stated ? stated.address : formulaText(stated);
  const message = `${name} is not a change, and a plus before it says that it is`;
  const hint = 'leave sign=true out; it is for growth, changes, differences, and levels that fall below zero somewhere';
  return problemOfArgument(problem('template/bad-argument', message, hint), 'sign');
}

/** Whether a statement is of a change, or of a balance, whose levels are below zero somewhere. */
function mayBeSigned(stated: Observation, scope: Scope): boolean {
  return SIGNED.has(stated.measure) || isEverBelowZero(stated, scope);
}

/** Whether a formula subtracts, or one of its figures has a sign. */
function isSignedFormula(formula: Formula, scope: Scope): boolean {
  return formula.some((part) => {
    if (typeof part === 'string') return part.includes('−');
    const stated = observationOf(part);
    if (stated) return mayBeSigned(stated, scope);
    return part.origin.kind === 'derived' && isSignedFormula(part.origin.formula, scope);
  });
}

/** The problem of a rate that is asked for in percentage points, in which only differences of rates are, and of these in per cent. */
export function pointsProblem(stated: Observation | Formula, own: Unit, asked: Unit | undefined): Problem | undefined {
  if (asked?.code === '%' && own.code === 'pp' && ('measure' in stated || isDifferenceOfRates(stated))) {
    const name = 'measure' in stated ? stated.address : formulaText(stated);
    const message = `${name} is in percentage points, which are not per cent of anything`;
    const hint =
      'leave unit="%" out: it is printed in points; {{increase "…" "…"}} works out by how many per cent a rate rose';
    return problemOfArgument(problem('dataset/wrong-dimension', message, hint), 'unit');
  }
  if (asked?.code !== 'pp' || own.code === 'pp') return undefined;
  const isPoints =
    'measure' in stated
      ? POINTS.has(stated.measure)
      : inputsOf(stated).some((value) => value.unit.code === 'pp' || POINTS.has(measureOf(value)));
  if (isPoints) return undefined;
  const name = 'measure' in stated ? stated.address : formulaText(stated);
  const message = `${name} is a rate, and only a difference of two rates is in percentage points`;
  const hint = 'leave unit="pp" out: it is printed in per cent; {{minus "…" "…"}} of two rates is in percentage points';
  return problemOfArgument(problem('dataset/wrong-dimension', message, hint), 'unit');
}

/** Whether a formula is one rate less another; a rate less points is a rate. */
function isDifferenceOfRates([first, operator, second, ...rest]: Formula): boolean {
  const isRate = (part: Formula[number] | undefined): boolean =>
    part !== undefined && typeof part !== 'string' && part.unit.code === '%' && observationOf(part) !== undefined;
  return operator === ' − ' && rest.length === 0 && isRate(first) && isRate(second);
}

/** Measures that of a rate are in percentage points. */
const POINTS: ReadonlySet<Measure | undefined> = new Set<Measure | undefined>(['change', 'difference', 'margin']);

function measureOf(value: Value): Measure | undefined {
  return observationOf(value)?.measure;
}
