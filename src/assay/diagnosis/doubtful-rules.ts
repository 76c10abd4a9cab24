import { once } from '../../core/machine/cache.ts';
import type { Observation } from '../../dataset/model.ts';
import { isContradicted } from '../search/conflict.ts';
import type { Constraint } from '../constraints/constraint.ts';
import { type Model, UNCHANGED } from '../search/figure-model.ts';
import type { Relation } from '../relations/relations-file.ts';
import { costOfRule } from '../slips/slip-cost.ts';

/** What may be wrong in place of figures: a relation as a person wrote it, with all its members, or a claim in words. */
export interface DoubtfulRule {
  readonly relation?: Relation | undefined;
  readonly claim?: Observation | undefined;
  /** Positions of all its tests that decide something, and of those that are contradicted. */
  readonly positions: readonly number[];
  readonly contradicted: readonly number[];
  /** How many of these have no statement in common. */
  readonly independent: number;
}

/** Figures that break a rule which never held, so that it is likelier wrong than all of them. */
const BROKEN = 4;

/** The rules among those of some contradicted tests that never held, and that several independent figures break. */
export function brokenRules(model: Model, failing: readonly number[]): DoubtfulRule[] {
  return testsByRule(model)(failing).filter(
    ({ positions, contradicted, independent }) => independent >= BROKEN && contradicted.length === positions.length,
  );
}

/** What it costs to take a rule as wrong. That a claim holds in one of its tests says nothing for the others. */
export function priceOfRule({ relation, independent, positions, contradicted }: DoubtfulRule): number {
  return costOfRule(independent, relation ? positions.length - contradicted.length : 0);
}

/** Gives the rules that some contradicted tests stand on, each with all its tests. */
export function testsByRule(model: Model): (contradicted: readonly number[]) => DoubtfulRule[] {
  const tests = once(() => {
    const byRule = new Map<Rule, number[]>();
    for (const [position, constraint] of model.constraints.entries()) {
      const rule = model.strength(position) === 'hard' ? ruleOf(constraint) : undefined;
      if (rule === undefined) continue;
      const known = byRule.get(rule);
      if (known) known.push(position);
      else byRule.set(rule, [position]);
    }
    return byRule;
  });
  return (contradicted) => {
    const own = new Set(contradicted.flatMap((position) => ruleOf(model.constraint(position)) ?? []));
    return [...own].flatMap((rule) => doubtfulRule(model, tests().get(rule) ?? []) ?? []);
  };
}

/** What names a rule: the id of an authored relation, or the record of a claim. */
type Rule = Relation['rule'] | Observation;

/** The relation that a person wrote, or the record of a claim in words, that a test stands on. */
function ruleOf({ relation, record }: Constraint): Rule | undefined {
  return relation?.rule ?? (record?.claim ? record : undefined);
}

function doubtfulRule(model: Model, tests: readonly number[]): DoubtfulRule | undefined {
  const positions = tests.filter((position) => model.verdict(position, UNCHANGED) !== 'undecided');
  const contradicted = positions.filter((position) => isContradicted(model, position, UNCHANGED));
  const [first] = contradicted;
  if (first === undefined) return undefined;
  const { relation, record } = model.constraint(first);
  return {
    relation,
    claim: relation ? undefined : record,
    positions,
    contradicted,
    independent: independentAmong(model, contradicted),
  };
}

/** How many of some tests have no statement in common. */
function independentAmong(model: Model, positions: readonly number[]): number {
  const taken = new Set<number>();
  let count = 0;
  for (const position of positions) {
    const statements = model.statements(position);
    if (statements.some((statement) => taken.has(statement))) continue;
    for (const statement of statements) taken.add(statement);
    count += 1;
  }
  return count;
}
