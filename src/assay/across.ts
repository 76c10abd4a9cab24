import { decimal, signOf } from '../core/numbers/decimal.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { expandPeriods, parsePeriod, type Period } from '../dataset/period.ts';
import type { Constraint, TestedFigure } from './constraint.ts';
import { binary, type Expression, variable } from './expression.ts';
import { instancesOf, makeConstraint } from './instance.ts';
import { type Ledger, levelAddress } from './ledger.ts';
import type { Relation } from './relations-file.ts';
import type { Comparison, Term } from './relation.ts';

type LevelTerm = Extract<Term, { kind: 'figure' }>;

/**
 * The consequences of an authored sum for growth: where every part is above zero, the whole grows no faster than the part that
 * grows fastest, and no slower than the slowest. The same for the average growth since a base. No levels are needed.
 */
export function betweenConstraints(relation: Relation, ledger: Ledger): Constraint[] {
  const sum = sumOf(relation);
  if (!sum || [sum.whole, ...sum.parts].some((term) => mayBeNegative(term, ledger))) return [];
  const bases = new Map<string, Period>();
  for (const { observation } of ledger.about(sum.whole.indicator.id)) {
    const { measure, base } = observation;
    if (measure === 'cagr' && base) bases.set(base.text, base);
  }
  const rates = [['growth', undefined] as const, ...[...bases.values()].map((base) => ['cagr', base] as const)];
  return rates.flatMap(([measure, base]) =>
    instancesOf(betweenRelation(relation, sum, measure, base), ledger, {
      name: `${relation.id}/${measure}`,
      derivation: 'between',
    }),
  );
}

interface Sum {
  readonly whole: LevelTerm;
  readonly parts: readonly LevelTerm[];
}

/** The whole and the parts, if that is what the relation says: one level equals the sum of others. */
function sumOf({ comparisons, terms }: Relation): Sum | undefined {
  const [comparison] = comparisons;
  const [test] = comparison?.tests ?? [];
  if (!comparison || !test || comparisons.length > 1 || test.sense !== '=') return undefined;
  const [left, right] = [addendsOf(comparison.left, terms), addendsOf(test.right, terms)];
  if (!left || !right) return undefined;
  const [short, long] = left.length === 1 ? [left, right] : [right, left];
  const [whole] = short;
  return whole && short.length === 1 && long.length > 1 ? { whole, parts: long } : undefined;
}

function addendsOf(expression: Expression, terms: readonly Term[]): LevelTerm[] | undefined {
  if (expression.op === 'variable') {
    const term = terms[expression.index];
    const isLoose = term?.kind === 'figure' && term.measure === 'level' && !term.period && term.back === 0;
    return isLoose ? [term] : undefined;
  }
  if (expression.op !== 'add') return undefined;
  const [left, right] = [addendsOf(expression.left, terms), addendsOf(expression.right, terms)];
  return left && right && [...left, ...right];
}

function mayBeNegative({ indicator }: LevelTerm, ledger: Ledger): boolean {
  if (indicator.kind === 'ratio' || indicator.kind === 'index') return true;
  const levels = ledger.about(indicator.id).filter(({ observation }) => observation.measure === 'level');
  return levels.some(({ interval }) => signOf(interval?.low ?? decimal(-1)) < 0);
}

function betweenRelation(
  relation: Relation,
  { whole, parts }: Sum,
  measure: 'growth' | 'cagr',
  base: Period | undefined,
): Relation {
  const bracket = base ? `[${base.text}]` : '';
  const rateOf = (term: LevelTerm): Term => ({ ...term, measure, base, text: `${term.text}:${measure}${bracket}` });
  const terms = [whole, ...parts].map(rateOf);
  const rates = parts.map((_, index) => variable(index + 1));
  const join = (op: 'min' | 'max'): Expression => rates.reduce((left, right) => binary(op, left, right));
  const comparison: Comparison = {
    left: variable(0),
    dimension: new Map(),
    tests: [
      { sense: '>=', right: join('min') },
      { sense: '<=', right: join('max') },
    ],
  };
  return {
    ...relation,
    holds: `${terms[0]?.text} lies between those of ${parts.map((part) => part.text).join(', ')}`,
    comparisons: [comparison],
    terms,
  };
}

/**
 * A flow over a part of a period is no greater than over the whole, and like parts that fill the whole add up to it.
 * All of this is soft: running totals are revised before the year is out.
 */
export function partConstraints(ledger: Ledger): Constraint[] {
  return ledger.figures.flatMap((whole) => {
    const { measure, indicator, status } = whole.observation;
    if (measure !== 'level' || indicator.kind !== 'flow' || status.includes('forecast')) return [];
    const inner = periodsInside(ledger, whole);
    if (inner.length === 0) return [];
    const single = directParts(ledger, whole, inner).map((part) => partConstraint(ledger, whole, [part], '<='));
    const filled = fillingParts(ledger, whole);
    return filled ? [...single, partConstraint(ledger, whole, filled, '=')] : single;
  });
}

/** The periods inside that of a figure for which a level is stated. */
function periodsInside(ledger: Ledger, { observation }: TestedFigure): Period[] {
  const { indicator, period } = observation;
  const inside = ledger
    .levels(indicator.id)
    .filter((known) => known.way === 'stated' && isInside(known.period, period))
    .map((known) => [known.period.text, known.period] as const);
  return [...new Map(inside).values()];
}

/** The levels of the periods inside that of a figure, as its day knows them, without periods inside others of them. */
function directParts(ledger: Ledger, { observation }: TestedFigure, inner: readonly Period[]): TestedFigure[] {
  return inner
    .filter((part) => !inner.some((other) => isInside(part, other)))
    .sort((a, b) => compareText(a.text, b.text))
    .flatMap((part) => ledger.knownAt(observation.release, levelAddress(observation.indicator.id, part)).slice(0, 1));
}

function isInside(inner: Period, outer: Period): boolean {
  const isSame = inner.start === outer.start && inner.end === outer.end;
  return !isSame && inner.start >= outer.start && inner.end <= outer.end;
}

/** The halves, quarters or months that fill a year, if all of some kind are stated. */
function fillingParts(ledger: Ledger, { observation }: TestedFigure): TestedFigure[] | undefined {
  const { indicator, period } = observation;
  if (period.kind !== 'year') return undefined;
  for (const [first, last] of [
    ['S1', 'S2'],
    ['Q1', 'Q4'],
    ['M01', 'M12'],
  ] as const) {
    const [from, to] = [parsePeriod(`${period.text}-${first}`), parsePeriod(`${period.text}-${last}`)];
    const parts = from && to ? expandPeriods(from, to) : [];
    const stated = parts.flatMap((part) =>
      ledger.knownAt(observation.release, levelAddress(indicator.id, part)).slice(0, 1),
    );
    if (parts.length > 0 && stated.length === parts.length) return stated;
  }
  return undefined;
}

function partConstraint(
  ledger: Ledger,
  whole: TestedFigure,
  parts: readonly TestedFigure[],
  sense: '<=' | '=',
): Constraint {
  const { indicator, period } = whole.observation;
  const sum = parts.map((part) => variable(part.index)).reduce((left: Expression, right) => binary('add', left, right));
  const names = parts.map((part) => part.observation.period.text);
  const says =
    sense === '='
      ? `${names[0]} to ${names.at(-1)} add up to ${period.text}`
      : `${names[0]} is no more than ${period.text}`;
  return makeConstraint(ledger, {
    name: `${indicator.id}/part`,
    at: period,
    derivation: 'part',
    hardness: 'soft',
    crossesBreak: false,
    says: `${indicator.id}: ${says}`,
    record: whole.observation,
    comparisons: [{ left: sum, dimension: indicator.unit.dimension, tests: [{ sense, right: variable(whole.index) }] }],
    figures: [whole.index, ...parts.map((part) => part.index)],
  });
}
