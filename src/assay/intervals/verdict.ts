import type { Interval } from '../../core/numbers/interval.ts';
import { type Arithmetic, EXACT, type Side } from './arithmetic.ts';
import type { Sense } from '../relations/grammar.ts';

/** Whether the intervals exclude a relation, allow it, or are too wide to do either. */
export type Verdict = 'contradicted' | 'compatible' | 'undecided';

/** Judges the range of left − right; see `roughVerdict`. */
export function verdictOf(sense: Sense, range: Interval): Verdict {
  return roughVerdict(EXACT, sense, range) ?? 'undecided';
}

/**
 * Judges the range of left − right; undefined where the arithmetic cannot tell. An end that is missing contradicts
 * nothing. A relation is undecided if every end that could contradict it is missing, unless the other end is proof
 * enough: what is over 80 is above 80.
 */
export function roughVerdict<R>(arithmetic: Arithmetic<R>, sense: Sense, range: R): Verdict | undefined {
  if (arithmetic.isEmpty(range)) return 'undecided';
  if (sense === '!=') return verdictOfUnequal(arithmetic, range);
  const isUpper = sense === '<=' || sense === '<' || sense === '=';
  const isLower = sense === '>=' || sense === '>' || sense === '=';
  const isStrict = sense === '<' || sense === '>';
  const low = isUpper ? verdictOfEnd(arithmetic, range, 'low', isStrict) : 'undecided';
  const high = isLower ? verdictOfEnd(arithmetic, range, 'high', isStrict) : 'undecided';
  if (low === 'contradicted' || high === 'contradicted') return 'contradicted';
  if (!low || !high) return undefined;
  if (low === 'compatible' || high === 'compatible') return 'compatible';
  if (sense === '=') return 'undecided';
  // Proved, if the figures contradict the opposite.
  const wrong = verdictOfEnd(arithmetic, range, isUpper ? 'high' : 'low', !isStrict);
  return wrong === 'contradicted' ? 'compatible' : wrong && 'undecided';
}

/** Contradicted only where both sides are the same number. */
function verdictOfUnequal<R>(arithmetic: Arithmetic<R>, range: R): Verdict | undefined {
  const [low, high] = [arithmetic.signOf(range, 'low'), arithmetic.signOf(range, 'high')];
  if (low === undefined || high === undefined) return undefined;
  if (low === 0 && high === 0) return 'contradicted';
  return low === null && high === null ? 'undecided' : 'compatible';
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
