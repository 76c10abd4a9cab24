import { decimal, signOf } from '../core/numbers/decimal.ts';
import type { Period } from '../dataset/period.ts';
import type { Constraint } from './constraint.ts';
import { binary, type Expression, variable } from './expression.ts';
import { instancesOf } from './instance.ts';
import type { Ledger } from './ledger.ts';
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
    const isLoose = term?.kind === 'figure' && term.measure === 'level' && !term.period;
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
