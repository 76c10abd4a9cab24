import type { Place } from '../../core/diagnostics/source-file.ts';
import type { DoubtfulRule } from '../diagnosis/doubtful-rules.ts';
import type { RuleExplanation } from '../diagnosis/component.ts';
import { repairText } from './repair-text.ts';

/** `the relation cap does not hold`, `a:claim[falls]@2025 is not true, and b@2025 ÷10`. */
export function rulesText(
  { rules, repair }: Pick<RuleExplanation, 'rules' | 'repair'>,
  of: Parameters<typeof repairText>[0],
): string {
  const all = rules.map((rule) => `${nameOfRule(rule)} ${rule.relation ? 'does not hold' : 'is not true'}`);
  return [...all, ...(repair.size > 0 ? [repairText(of, repair)] : [])].join(', and ');
}

/** `the relation cap`, or the address of a claim. */
export function nameOfRule({ relation, claim }: DoubtfulRule): string {
  return relation ? `the relation ${relation.rule}` : (claim?.address ?? '');
}

/** Where a rule stands in the data. */
export function placeOfRule({ relation, claim }: DoubtfulRule): Place | undefined {
  return relation?.place ?? claim?.place;
}

/** `it fails in 3 of 12 tests`. */
export function failingOf({ contradicted, positions }: Pick<DoubtfulRule, 'contradicted' | 'positions'>): string {
  const tests = positions.length === 1 ? 'its one test' : `${contradicted.length} of its ${positions.length} tests`;
  return `it fails in ${tests}`;
}
