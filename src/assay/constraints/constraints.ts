import { groupBy } from '../../core/diagnostics/text-order.ts';
import { decimal, signOf } from '../../core/numbers/decimal.ts';
import type { Period } from '../../dataset/period.ts';
import type { Constraint } from './constraint.ts';
import { recordConstraints } from './derive.ts';
import { binary, type Expression, variable } from '../relations/expression.ts';
import { instancesOf } from './instance.ts';
import type { Ledger } from './ledger.ts';
import { partConstraints } from './parts.ts';
import type { Comparison, Term } from '../relations/relation.ts';
import type { Relation, Rules } from '../relations/relations-file.ts';
import { isRevision, sameConstraints } from './restatements.ts';
import type { Tally } from './tally.ts';
import { testAsStated } from './tested.ts';

/** Counts the tests that are made for each relation, and those that follow from figures. */
export type TestTally = Tally<Relation>;

/**
 * Everything that the figures can be tested by, sorted by key: authored relations, and those that follow; nothing if there is
 * more than the tally takes.
 */
export function constraintsOf({ relations }: Rules, ledger: Ledger, tally: TestTally): Constraint[] {
  const stated = relations.flatMap((relation) => {
    tally.begin(relation);
    return instancesOf(relation, ledger, tally).concat(betweenConstraints(relation, ledger, tally));
  });
  tally.begin(undefined);
  const all = stated.concat(
    recordConstraints(ledger, tally),
    sameConstraints(ledger, tally),
    partConstraints(ledger, tally),
  );
  if (tally.isOver) return [];
  const unique = new Map(all.map((constraint) => [constraint.key, constraint]));
  return withoutRevised(
    [...unique.keys()].sort().flatMap((key) => unique.get(key) ?? []),
    ledger,
  );
}

type LevelTerm = Extract<Term, { kind: 'figure' }>;

/**
 * The consequences of an authored sum for growth: where every part is above zero, the whole grows no faster than the part that
 * grows fastest, and no slower than the slowest. The same for the average growth since a base. No levels are needed.
 */
function betweenConstraints(relation: Relation, ledger: Ledger, tally: TestTally): Constraint[] {
  const sum = sumOf(relation);
  if (!sum || [sum.whole, ...sum.parts].some((term) => mayBeNegative(term, ledger))) return [];
  const bases = new Map<string, Period>();
  for (const { observation } of ledger.about(sum.whole.indicator.id)) {
    const { measure, base } = observation;
    if (measure === 'cagr' && base) bases.set(base.text, base);
  }
  const rates = [['growth', undefined] as const, ...[...bases.values()].map((base) => ['cagr', base] as const)];
  return rates.flatMap(([measure, base]) =>
    instancesOf(betweenRelation(relation, sum, measure, base), ledger, tally, {
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

/**
 * The constraints, of which those that only vintages contradict decide nothing: one over figures of several releases
 * that another set of vintages of the same figures meets. A new total with the parts that it was not printed with says
 * that it was revised, not that something is wrong. A figure that changed by more than a revision does not count so.
 */
function withoutRevised(constraints: readonly Constraint[], ledger: Ledger): Constraint[] {
  const alike = groupBy(constraints.filter(mayBeRevised), (constraint) => keyOf(constraint, ledger));
  const revised = new Set(
    [...alike.values()].flatMap((group) => (group.length > 1 ? revisedAmong(group, ledger) : [])),
  );
  return constraints.map((constraint) =>
    revised.has(constraint) ? { ...constraint, strength: 'evidence', isRevised: true } : constraint,
  );
}

/** Whether a constraint is about figures of several releases at once: a record speaks for the day of its release. */
function mayBeRevised({ derivation, strength }: Constraint): boolean {
  return strength !== 'evidence' && derivation !== 'record' && derivation !== 'same' && derivation !== 'revision';
}

function keyOf({ name, at, figures }: Constraint, ledger: Ledger): string {
  const addresses = figures.map((index) => ledger.figures[index]?.observation.address);
  return `${name}@${at.text} ${addresses.join(' ')}`;
}

function revisedAmong(group: readonly Constraint[], ledger: Ledger): Constraint[] {
  const isContradicted = (constraint: Constraint): boolean =>
    testAsStated(constraint, ledger.ranges).verdict === 'contradicted';
  const failing = group.filter((constraint) => isJoined(constraint, ledger) && isContradicted(constraint));
  if (failing.length === 0) return [];
  const met = group.filter((constraint) => !isContradicted(constraint));
  return failing.filter((constraint) => met.some((other) => differInVintage(constraint, other, ledger)));
}

function isJoined({ figures }: Constraint, ledger: Ledger): boolean {
  return new Set(figures.map((index) => ledger.figures[index]?.observation.release)).size > 1;
}

/** Whether the figures of two constraints, which have the same addresses in order, differ in their vintages only. */
function differInVintage({ figures }: Constraint, other: Constraint, ledger: Ledger): boolean {
  return figures.every((index, position) => {
    const [one, two] = [ledger.figures[index], ledger.figures[other.figures[position] ?? -1]];
    return one === two || (one !== undefined && two !== undefined && isRevision(one, two));
  });
}
