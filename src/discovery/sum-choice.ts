import { isCalledRate, isCalledTotal } from '../language/table-names.ts';
import type { Lines } from '../watch/figure-table.ts';
import { multiplesIn } from './ratio-search.ts';
import { keyOf, type FoundSum, searchSums } from './sum-search.ts';
import { type Sum, testSum, totalAt, totalHalf } from './sum-test.ts';

/** Sums that break at a position without a line in common, from which on its figures are of another kind. */
const OTHER_KIND = 3;
/** Pairs of lines that are multiples of one another, from which on sums of the table are a coincidence of factors. */
const MULTIPLES = 3;
/** So many times the positions are far more. */
const MORE = 2;
/** Evidence below which a sum is not even a question. */
export const LIKELY = 3;

/**
 * The sums of a table that a person would write down: those that are not taken back by what explains their breaks, that say
 * something that the others do not, the broken ones included.
 */
export function chosenSums(lines: Lines): readonly FoundSum[] {
  const rates = ratePositions(lines);
  const first = taken(lines, searchSums(lines, rates), rates);
  const other = positionsOfOtherKind(lines, first);
  if (other.size === 0) return independent(lines, first);
  const leftOut = new Set([...rates, ...other]);
  return independent(lines, taken(lines, searchSums(lines, leftOut), leftOut));
}

/** Positions whose head says change, rate, mean or per cent, unless most do. */
function ratePositions({ positions, width }: Lines): ReadonlySet<number> {
  const rates = positions.flatMap(({ name }, position) => (isCalledRate(name) ? [position] : []));
  return new Set(rates.length * 2 > width ? [] : rates);
}

/** Positions at which several sums break that have no line in common: a slip is in one cell. */
function positionsOfOtherKind({ width }: Lines, sums: readonly FoundSum[]): ReadonlySet<number> {
  const other = new Set<number>();
  for (let position = 0; position < width; position += 1) {
    const broken = sums.filter((sum) => sum.evidence >= LIKELY && !isChanged(sum) && sum.breaks.includes(position));
    if (broken.length < OTHER_KIND) continue;
    const [first, ...rest] = broken.map(linesOfSum);
    if (first?.every((line) => !rest.every((others) => others.includes(line)))) other.add(position);
  }
  return other;
}

/** Total and parts of a sum. */
export function linesOfSum({ total, parts }: Sum): readonly number[] {
  return total === undefined ? parts : [total, ...parts];
}

/** Sums without those that something else explains: a part that was forgotten, a better extent, factors in common. */
function taken(lines: Lines, sums: readonly FoundSum[], leftOut: ReadonlySet<number>): readonly FoundSum[] {
  const filled = sums.map((sum) => withForgottenPart(lines, sum, leftOut));
  const byTotal = new Map<number | undefined, FoundSum[]>();
  for (const sum of filled) byTotal.set(sum.total, [...(byTotal.get(sum.total) ?? []), sum]);
  const better = filled.filter(
    (sum) =>
      !isTwice(lines, sum) &&
      !(byTotal.get(sum.total) ?? []).some(
        (other) =>
          (isBetter(other, sum) && (differences(sum, other) <= 2 || isWithin(other, sum))) ||
          isNearer(lines, other, sum),
      ),
  );
  const sizes = Float64Array.from({ length: lines.count }, (_, line) => sizeOf(lines, line));
  const byLine = new Map<number, FoundSum[]>();
  for (const sum of better) {
    for (const line of linesOfSum(sum)) byLine.set(line, [...(byLine.get(line) ?? []), sum]);
  }
  // What is alike has the same large lines: only small ones may be in one of the two.
  const near = (sum: FoundSum): readonly FoundSum[] => {
    const [first = 0, ...rest] = linesOfSum(sum);
    const largest = rest.reduce((most, one) => ((sizes[one] ?? 0) > (sizes[most] ?? 0) ? one : most), first);
    return byLine.get(largest) ?? [];
  };
  const whole = better.filter(
    (sum) => !near(sum).some((other) => other.evidence > sum.evidence && isAlike(lines, sum, other)),
  );
  if (multiplesIn(lines, MULTIPLES) < MULTIPLES) return whole;
  return whole.filter(({ total }) => total !== undefined && isCalledTotal(lines.heads[total]?.name ?? ''));
}

/**
 * Whether a sum breaks less than another of the same total, or can be tested where that one says nothing, because parts are
 * missing there.
 */
function isBetter(sum: FoundSum, than: FoundSum): boolean {
  if (sum.evidence < LIKELY || (isChanged(sum) && isChanged(than))) return false;
  if (sum.breaks.length !== than.breaks.length) return sum.breaks.length < than.breaks.length;
  return sum.evidence > than.evidence && sum.holds.length >= MORE * than.holds.length;
}

/** Whether a sum holds everywhere with some of the parts of another, which breaks. */
function isWithin(sum: FoundSum, wider: FoundSum): boolean {
  const rest = coefficientsOf(wider);
  return (
    sum.breaks.length === 0 &&
    sum.holds.length >= wider.holds.length + wider.breaks.length &&
    sum.parts.every((part, index) => rest.get(part) === sum.signs[index])
  );
}

/** Whether two parts of a sum are copies of one another. */
function isTwice({ copies }: Lines, { parts }: Sum): boolean {
  return new Set(parts.map((part) => copies[part])).size < parts.length;
}

/** Whether a sum has the same parts as another of its total but for copies, and those that stand nearer to it. */
function isNearer({ copies }: Lines, sum: FoundSum, than: FoundSum): boolean {
  const { total } = sum;
  if (total === undefined || sum === than || sum.parts.length !== than.parts.length) return false;
  const firsts = ({ parts, signs }: Sum): string =>
    parts
      .map((part, index) => `${signs[index] ?? 1} ${copies[part] ?? part}`)
      .sort()
      .join();
  if (firsts(sum) !== firsts(than)) return false;
  // What stands so in many places comes first, then lines on one side of the total, and of two sides that above it.
  const ranks = ({ parts, places }: FoundSum): readonly number[] => {
    const above = parts.filter((part) => part < total).length;
    const away = parts.reduce((all, part) => all + Math.abs(part - total), 0);
    return [places ? 0 : 1, above === 0 || above === parts.length ? 0 : 1, away, -above];
  };
  return firstDifference(ranks(sum), ranks(than)) < 0;
}

/** Whether a sum breaks so often that its definition changed. */
function isChanged({ holds, breaks }: FoundSum): boolean {
  return breaks.length > Math.max(1, Math.floor((holds.length + breaks.length) / 5));
}

/** The largest amount of a line. */
function sizeOf({ values, width }: Lines, line: number): number {
  let size = 0;
  for (let at = line * width; at < (line + 1) * width; at += 1) size = Math.max(size, Math.abs(values[at] ?? 0) || 0);
  return size;
}

/**
 * Whether two sums differ in lines alone that are nothing within rounding wherever the one holds; of two that break, in lines
 * that are nothing at all.
 */
function isAlike(lines: Lines, sum: FoundSum, other: FoundSum): boolean {
  if (sum === other || sum.breaks.join() !== other.breaks.join()) return false;
  const [own, others] = [coefficientsOf(sum), coefficientsOf(other)];
  const shared = [...own.keys()].find((line) => others.has(line));
  const turn = shared === undefined ? 1 : (own.get(shared) ?? 1) * (others.get(shared) ?? 1);
  const more = [...new Set([...own.keys(), ...others.keys()])].filter(
    (line) => (own.get(line) ?? 0) !== turn * (others.get(line) ?? 0),
  );
  return (
    more.every((line) =>
      other.holds.every((position) => {
        const { tolerance } = gapAt(lines, other, position);
        return !(Math.abs(lines.values[line * lines.width + position] ?? 0) >= tolerance);
      }),
    ) &&
    (sum.breaks.length === 0 || more.every((line) => isNil(lines, line)))
  );
}

/** Whether a line has no figure but zeros. */
function isNil({ values, width }: Lines, line: number): boolean {
  return values.subarray(line * width, line * width + width).every((value) => !value);
}

/** The number of parts of two sums that are not parts of both. */
function differences(a: Sum, b: Sum): number {
  const only = (x: Sum, y: Sum): number => x.parts.filter((part) => !y.parts.includes(part)).length;
  return only(a, b) + only(b, a);
}

/** A sum that breaks where a line that stands nowhere else has just what is missing: that line is a part too. */
function withForgottenPart(lines: Lines, sum: FoundSum, leftOut: ReadonlySet<number>): FoundSum {
  if (sum.breaks.length === 0 || sum.total === undefined) return sum;
  const own = new Set(linesOfSum(sum));
  const around = [...own];
  const from = Math.max(0, Math.min(...around) - 3);
  const to = Math.min(lines.count - 1, Math.max(...around) + 3);
  for (let line = from; line <= to; line += 1) {
    if (own.has(line) || !isOnlyAt(lines, line, sum)) continue;
    const tested = testSum(lines, { ...sum, parts: [...sum.parts, line], signs: [...sum.signs, 1] }, leftOut);
    if (tested.breaks.length === 0) return { ...sum, ...tested, evidence: sum.evidence, raw: sum.raw };
  }
  return sum;
}

/** Whether a line is empty or zero wherever a sum holds, and is not where it breaks. */
function isOnlyAt({ values, width }: Lines, line: number, { holds, breaks }: FoundSum): boolean {
  const isNil = (position: number): boolean => !values[line * width + position];
  return holds.every(isNil) && !breaks.some(isNil);
}

/** A prime whose products stay exact in binary numbers. */
const PRIME = 67_108_859;

/** Linear relations in echelon form over a finite field, each by its first line. */
export class Basis {
  readonly #rows = new Map<number, ReadonlyMap<number, number>>();

  /** Adds a relation: the coefficient of each line, of which the sum is zero. False if it follows from those added before. */
  add(coefficients: ReadonlyMap<number, number>): boolean {
    const row = new Map([...coefficients].map(([line, value]) => [line, (value + PRIME) % PRIME]));
    for (;;) {
      if (row.size === 0) return false;
      const lead = Math.min(...row.keys());
      const known = this.#rows.get(lead);
      if (!known) {
        this.#rows.set(lead, scaled(row, inverse(row.get(lead) ?? 1)));
        return true;
      }
      const factor = row.get(lead) ?? 0;
      for (const [line, value] of known) {
        const rest = ((row.get(line) ?? 0) + (PRIME - ((factor * value) % PRIME))) % PRIME;
        if (rest === 0) row.delete(line);
        else row.set(line, rest);
      }
    }
  }
}

/** The coefficients of a sum; 100 counts as a line of its own. */
export function coefficientsOf({ total, parts, signs }: Sum): ReadonlyMap<number, number> {
  return new Map([...parts.map((part, index): [number, number] => [part, signs[index] ?? 1]), [total ?? -1, -1]]);
}

function scaled(row: ReadonlyMap<number, number>, factor: number): ReadonlyMap<number, number> {
  return new Map([...row].map(([line, value]) => [line, (value * factor) % PRIME]));
}

function inverse(value: number): number {
  let result = 1;
  let base = value % PRIME;
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}

/**
 * Sums that do not follow from one another. Those without a break come first, and of those the ones that stand in many
 * places, neighbouring lines, those whose totals say so, and those of few parts. A broken one is dropped only where it
 * follows, not where it is merely close to others: that two sums break at the same figure is what names it.
 */
function independent(lines: Lines, sums: readonly FoundSum[]): readonly FoundSum[] {
  const ranks = (sum: FoundSum): readonly number[] => {
    const isNamed = sum.total !== undefined && isCalledTotal(lines.heads[sum.total]?.name ?? '');
    return [
      Math.sign(sum.breaks.length),
      sum.places ? 0 : 1,
      linesBetween(sum) === 0 || sum.form === 'children' ? 0 : 1,
      isNamed ? 0 : 1,
      sum.signs.every((sign) => sign > 0) ? 0 : 1,
      sum.parts.length,
      -sum.evidence,
    ];
  };
  const ordered = sums
    .filter(({ evidence }) => evidence >= LIKELY)
    .map((sum) => ({ sum, ranks: ranks(sum), key: keyOf(sum) }))
    .sort((a, b) => firstDifference(a.ranks, b.ranks) || (a.key < b.key ? -1 : 1));
  const basis = new Basis();
  return ordered.filter(({ sum }) => basis.add(coefficientsOf(sum))).map(({ sum }) => sum);
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((one, index) => one !== b[index]);
  return (a[at] ?? 0) - (b[at] ?? 0);
}

/** Lines between the first and the last of a sum that are not in it. */
function linesBetween(sum: Sum): number {
  const own = linesOfSum(sum);
  return Math.max(...own) - Math.min(...own) + 1 - own.length;
}

/** How far a sum is off at a position, and by how much rounding could put it off, in half units. */
export function gapAt(lines: Lines, sum: Sum, position: number): { readonly gap: number; readonly tolerance: number } {
  let gap = totalAt(lines, sum, position);
  let tolerance = totalHalf(lines, sum.total, position);
  sum.parts.forEach((part, index) => {
    const value = lines.values[part * lines.width + position] ?? Number.NaN;
    if (Number.isNaN(value)) return;
    gap -= (sum.signs[index] ?? 1) * value;
    tolerance += lines.halves[part * lines.width + position] ?? 0;
  });
  return { gap, tolerance };
}
