import type { Lines } from '../watch/figure-table.ts';

/** A sum to test: a line, or 100, and the lines that make it, each added or taken away. */
export interface Sum {
  /** Undefined for lines that make 100. */
  readonly total: number | undefined;
  readonly parts: readonly number[];
  readonly signs: readonly (1 | -1)[];
}

/** At which positions a sum holds, and how unlikely that is by chance. */
export interface TestedSum extends Sum {
  readonly holds: readonly number[];
  readonly breaks: readonly number[];
  /**
   * −log10 of the chance that a sum of unrelated figures would hold where this one does, without the cost of the search
   * and of the choice of the positions that break.
   */
  readonly evidence: number;
}

/** Positions at which the same part is missing and the sum holds, from which on a blank is taken for nil. */
const BLANK_IS_NIL = 3;

/** The cost of choosing the width of one unit where every sum is exact, as that of counts is. */
export const EXACT_CHOICE = 0.3;

/** What the total of a sum is at a position, in half units of its lines. */
export function totalAt(lines: Lines, { total, parts }: Pick<Sum, 'total' | 'parts'>, position: number): number {
  if (total !== undefined) return lines.values[total * lines.width + position] ?? Number.NaN;
  return 200 * 10 ** -(lines.exponents[parts[0] ?? 0] ?? 0);
}

/** How far a total may be from what is printed; 100 is exact. */
export function totalHalf(lines: Lines, total: number | undefined, position: number): number {
  return total === undefined ? 0 : (lines.halves[total * lines.width + position] ?? 0);
}

interface Position {
  readonly position: number;
  readonly total: number;
  readonly made: number;
  readonly tolerance: number;
  /** Half of the sum of the amounts of all figures: that of the total, where all parts are added. */
  readonly size: number;
  readonly step: number;
  readonly missing: readonly number[];
}

/** Tests a sum at all positions but those left out, where figures are of another kind. */
export function testSum(lines: Lines, sum: Sum, leftOut: ReadonlySet<number>): TestedSum {
  const holding: Position[] = [];
  const failing: Position[] = [];
  for (let position = 0; position < lines.width; position += 1) {
    if (leftOut.has(position)) continue;
    const one = positionOf(lines, sum, position);
    if (one) (Math.abs(one.total - one.made) < one.tolerance ? holding : failing).push(one);
  }
  const isNil = (part: number): boolean =>
    holding.filter(({ missing }) => missing.includes(part)).length >= BLANK_IS_NIL;
  const breaks = failing.filter(({ missing }) => missing.every(isNil)).map(({ position }) => position);
  return { ...sum, holds: holding.map(({ position }) => position), breaks, evidence: evidenceOf(lines, sum, holding) };
}

function positionOf(lines: Lines, sum: Sum, position: number): Position | undefined {
  const { total, parts, signs } = sum;
  const whole = totalAt(lines, sum, position);
  if (Number.isNaN(whole)) return undefined;
  let made = 0;
  let tolerance = totalHalf(lines, total, position);
  let size = Math.abs(whole);
  let step = total === undefined ? Infinity : tolerance * 2;
  const missing: number[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const at = (parts[index] ?? 0) * lines.width + position;
    const value = lines.values[at] ?? Number.NaN;
    if (Number.isNaN(value)) missing.push(parts[index] ?? 0);
    else {
      const half = lines.halves[at] ?? 0;
      made += (signs[index] ?? 1) * value;
      tolerance += half;
      size += Math.abs(value);
      step = Math.min(step, half * 2);
    }
  }
  if (missing.length === parts.length) return undefined;
  return { position, total: whole, made, tolerance, size: size / 2, step, missing };
}

/**
 * The chance of each match is the number of residuals that rounding allows over the number that could have come: at the
 * strongest position as many as the figures are large, at every other as many as the lines usually vary, since lines that
 * hardly move would be counted twice. Repeated columns, and columns in which fewer than three lines are seen, say nothing.
 */
function evidenceOf(lines: Lines, { total, parts }: Sum, holding: readonly Position[]): number {
  let variation = total === undefined ? 0 : (lines.variations[total] ?? 0);
  for (const part of parts) variation += lines.variations[part] ?? 0;
  const telling = distinct(
    lines,
    parts,
    holding.filter((one) => areThree(lines, { total, parts }, one)),
  );
  const isExact = telling.every((one) => one.total === one.made);
  const counted = (width: (one: Position) => number): number => {
    let sum = 0;
    let gain = 0;
    for (const one of telling) {
      const usual = Math.log10(1 + Math.min(variation, one.size) / width(one));
      sum += usual;
      gain = Math.max(gain, Math.log10(1 + one.size / width(one)) - usual);
    }
    return sum + gain;
  };
  const rounded = counted(({ tolerance, step }) => (2 * Math.ceil(tolerance / step - 1) + 1) * step);
  return isExact ? Math.max(rounded, counted(({ step }) => step) - EXACT_CHOICE) : rounded;
}

/**
 * Whether three lines of a sum have more at a position than rounding leaves open: what is less is not seen in the sum, and that
 * two lines are the same is not a sum.
 */
function areThree(lines: Lines, sum: Pick<Sum, 'total' | 'parts'>, { position, tolerance }: Position): boolean {
  let seen = Math.abs(totalAt(lines, sum, position)) >= tolerance ? 1 : 0;
  for (const part of sum.parts) {
    const value = Math.abs(lines.values[part * lines.width + position] ?? 0);
    if (value >= tolerance && (seen += 1) === 3) return true;
  }
  return false;
}

/** The positions whose figures all differ from those of an earlier one in some figure. */
function distinct(lines: Lines, parts: readonly number[], positions: readonly Position[]): readonly Position[] {
  const byTotal = new Map<number, Position[]>();
  const isSame = (a: number, b: number): boolean =>
    parts.every((part) => Object.is(lines.values[part * lines.width + a], lines.values[part * lines.width + b]));
  return positions.filter((one) => {
    const alike = byTotal.get(one.total) ?? [];
    if (alike.some(({ position }) => isSame(position, one.position))) return false;
    byTotal.set(one.total, [...alike, one]);
    return true;
  });
}

/** log10 of the number of ways to choose k of n. */
export function logChoices(n: number, k: number): number {
  let log = 0;
  for (let index = 0; index < k; index += 1) log += Math.log10((n - index) / (index + 1));
  return log;
}
