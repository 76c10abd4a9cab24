import type { RuleId } from '../core/diagnostics/rules.ts';

/** Why an expression has no result. The caller reports it with its place. */
export interface Problem {
  readonly rule: RuleId;
  readonly problem: string;
  readonly hint?: string | undefined;
  /** The argument that is wrong: its index, or the name of an option. */
  readonly argument?: number | string | undefined;
}

export function problem(rule: RuleId, message: string, hint?: string): Problem {
  return { rule, problem: message, hint };
}

export function isProblem(result: unknown): result is Problem {
  return typeof result === 'object' && result !== null && 'problem' in result && 'rule' in result;
}

/** The same problem, of one argument. */
export function problemOfArgument(found: Problem, argument: number | string): Problem {
  return { argument, ...found };
}

/** The result of an expression whose problem is reported. Expressions that use it fail too, without a report. */
export const FAILED = Symbol('failed');
