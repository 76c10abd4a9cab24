import type { RuleId } from '../core/diagnostics/rules.ts';

/** Why an expression has no result: reported where it stands by whoever called for it. */
export interface Problem {
  readonly rule: RuleId;
  readonly problem: string;
  readonly hint?: string | undefined;
}

/** Makes a problem. */
export function problem(rule: RuleId, message: string, hint?: string): Problem {
  return { rule, problem: message, hint };
}

/** Whether a result is a problem. */
export function isProblem(result: unknown): result is Problem {
  return typeof result === 'object' && result !== null && 'problem' in result && 'rule' in result;
}

/** The result of an expression whose problem was reported: what is made of it fails too, in silence. */
export const FAILED = Symbol('failed');
