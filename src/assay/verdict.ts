import type { Interval } from '../core/numbers/interval.ts';
import { type Arithmetic, EXACT, type Side } from './arithmetic.ts';
import type { Sense } from './grammar.ts';

/** Whether the intervals exclude a relation, allow it, or are too wide to do either. */
export type Verdict = 'contradicted' | 'compatible' | 'undecided';

/** Judges the range of left − right; see `roughVerdict`. */
export function verdictOf(sense: Sense, range: Interval): Verdict {
  return roughVerdict(EXACT, sense, range) ?? 'undecided';
}

/**
 * Judges the range of left − right; undefined where the arithmetic cannot tell. An end that is missing contradicts
 * nothing: a relation is undecided if every end that could contradict it is missing.
 */
export function roughVerdict<R>(arithmetic: Arithmetic<R>, sense: Sense, range: R): Verdict | undefined {
  if (arithmetic.isEmpty(range)) return 'undecided';
  const isUpper = sense === '<=' || sense === '<' || sense === '=';
  const isLower = sense === '>=' || sense === '>' || sense === '=';
  const low = isUpper ? verdictOfEnd(arithmetic, range, 'low', sense === '<') : 'undecided';
  const high = isLower ? verdictOfEnd(arithmetic, range, 'high', sense === '>') : 'undecided';
  if (low === 'contradicted' || high === 'contradicted') return 'contradicted';
  if (!low || !high) return undefined;
  return low === 'compatible' || high === 'compatible' ? 'compatible' : 'undecided';
}

/** The verdict of one end alone: contradicted if it lies beyond zero, or at zero where zero is not reached. */
function verdictOfEnd<R>(arithmetic: Arithmetic<R>, range: R, side: Side, isStrict: boolean): Verdict | undefined {
  const sign = arithmetic.signOf(range, side);
  if (sign === undefined) return undefined;
  if (sign === null) return 'undecided';
  const isBeyond = side === 'low' ? sign > 0 : sign < 0;
  return isBeyond || (sign === 0 && (isStrict || arithmetic.isOpen(range, side))) ? 'contradicted' : 'compatible';
}

/**
 * Whether a contradicted difference, which lies on one side of zero, comes no further from zero by a change: `from`
 * before it, `to` after.
 */
export function isNearer<R>(arithmetic: Arithmetic<R>, from: R, to: R): boolean | undefined {
  const sign = arithmetic.signOf(from, 'low');
  const isAbove = sign !== null && sign !== undefined && sign >= 0;
  return arithmetic.isAsFarOut(from, to, isAbove ? 'low' : 'high');
}
