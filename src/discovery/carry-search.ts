import { isCalledClosing, isCalledOpening } from '../language/table-names.ts';
import type { Lines } from '../watch/figure-table.ts';
import { logChoices } from './sum-test.ts';

/** A line whose figures are those of another one period before: stocks at the beginning and at the end. */
export interface CarryOver {
  readonly line: number;
  readonly earlier: number;
  /** Positions of the line. */
  readonly holds: readonly number[];
  readonly breaks: readonly number[];
  readonly evidence: number;
}

/** The two lines stand so near to one another. */
const WINDOW = 16;
/** What is given back where names say beginning and end. */
const NAMED = 1.5;
/** Positions at least, since any two lines may be alike in one. */
const LEAST = 2;

/**
 * Lines that repeat another one period later, also where it is little that shows it; `before` has the position of the period
 * before that of each.
 */
export function searchCarryOver(lines: Lines, before: ReadonlyMap<number, number>): readonly CarryOver[] {
  const found: CarryOver[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    const [best] = Array.from({ length: 2 * WINDOW + 1 }, (_, index) => line + index - WINDOW)
      .filter((earlier) => earlier !== line && earlier >= 0 && earlier < lines.count && lines.addsTo(line, earlier))
      .flatMap((earlier) => carriedOver(lines, line, earlier, before) ?? [])
      .sort((a, b) => b.evidence - a.evidence);
    if (best) found.push(best);
  }
  return found;
}

/** As for a sum: the chance of a match is its width over how much the two lines vary, but at the strongest position. */
function carriedOver(
  { heads, values, halves, variations, width }: Lines,
  line: number,
  earlier: number,
  before: ReadonlyMap<number, number>,
): CarryOver | undefined {
  const usual = (variations[line] ?? 0) + (variations[earlier] ?? 0);
  const holds: number[] = [];
  const breaks: number[] = [];
  const seen = new Set<number>();
  let sum = 0;
  let gain = 0;
  for (const [position, at] of before) {
    const value = values[line * width + position] ?? Number.NaN;
    const gap = Math.abs(value - (values[earlier * width + at] ?? Number.NaN));
    if (Number.isNaN(gap)) continue;
    const tolerance = (halves[line * width + position] ?? 0) + (halves[earlier * width + at] ?? 0);
    if (gap >= tolerance) {
      breaks.push(position);
      continue;
    }
    holds.push(position);
    if (value === 0 || seen.has(value)) continue;
    seen.add(value);
    const own = Math.log10(1 + Math.min(usual, Math.abs(value)) / tolerance);
    sum += own;
    gain = Math.max(gain, Math.log10(1 + Math.abs(value) / tolerance) - own);
  }
  const count = holds.length + breaks.length;
  if (holds.length < LEAST || breaks.length > Math.max(1, Math.floor(count / 5))) return undefined;
  const isNamed = isCalledOpening(heads[line]?.name ?? '') && isCalledClosing(heads[earlier]?.name ?? '');
  const cost = Math.log10(2 * WINDOW) + 0.5 + logChoices(count, breaks.length) - (isNamed ? NAMED : 0);
  const evidence = sum + gain - cost;
  return evidence <= 0 ? undefined : { line, earlier, holds, breaks, evidence };
}
