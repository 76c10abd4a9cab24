import { isCalledChange, isCalledRate } from '../language/table-names.ts';
import { type Lines, median } from '../watch/figure-table.ts';
import { EXACT_CHOICE, logChoices } from './sum-test.ts';

/**
 * A line that is worked out from others by multiplication: `total = 10^power × first × second`, `first ÷ second` likewise
 * read, a growth in per cent over another line, or over the same line some positions before.
 */
export interface FoundRatio {
  readonly form: 'product' | 'share' | 'growth' | 'growth in time' | 'change in time';
  readonly total: number;
  /** The two factors; the part and the whole of a share; the later and the earlier line of a growth. */
  readonly parts: readonly number[];
  /** Of a product, in the units that the factors of their heads give. */
  readonly power: number;
  /** Positions between the figures of a growth in time; else 0. */
  readonly lag: number;
  readonly holds: readonly number[];
  readonly breaks: readonly number[];
  readonly evidence: number;
}

const WINDOW = 8;
const LAGS = [1, 4, 12] as const;
/** Lines of a long table are compared in one direction only, the shorter. */
const LONG_TABLE = 300;
/** The logarithms of figures whose power of ten is free are spread over one power of ten. */
const DECADE = Math.LN10;

/** A figure's logarithm and the half-width of its interval. */
interface Logs {
  readonly value: Float64Array;
  readonly half: Float64Array;
  readonly variations: Float64Array;
}

/** Products, shares, growth and change among lines near one another. */
export function searchRatios(lines: Lines, leftOut: ReadonlySet<number>): readonly FoundRatio[] {
  if (lines.count > LONG_TABLE && lines.along === 'rows') return [];
  const logs = logsOf(lines);
  const found: FoundRatio[] = [];
  for (let total = 0; total < lines.count; total += 1) {
    const name = lines.heads[total]?.name ?? '';
    const near = nearLines(lines, total);
    const best: FoundRatio[] = [];
    for (const first of near) {
      for (const second of near) {
        if (first === second) continue;
        if (first < second) best.push(...productOf(lines, logs, leftOut, [total, first, second]));
        if (isCalledRate(name)) best.push(...shareOf(lines, logs, leftOut, [total, first, second]));
        if (isCalledChange(name) || name.includes('%'))
          best.push(...growing(lines, leftOut, total, { later: first, earlier: second, lag: 0 }));
      }
      for (const lag of LAGS) {
        if (lag >= lines.width - 1) continue;
        best.push(...growing(lines, leftOut, total, { later: first, earlier: first, lag }));
        if (isCalledChange(name))
          best.push(...growing(lines, leftOut, total, { later: first, earlier: first, lag, isChange: true }));
      }
    }
    // Of several that hold, the one with the most evidence is meant.
    const [most] = best.sort((a, b) => b.evidence - a.evidence);
    if (most) found.push(most);
  }
  return found;
}

function nearLines({ count }: Lines, line: number): readonly number[] {
  const from = Math.max(0, line - WINDOW);
  const to = Math.min(count - 1, line + WINDOW);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).filter((other) => other !== line);
}

function logsOf({ values, halves, count, width }: Lines): Logs {
  const value = new Float64Array(values.length).fill(Number.NaN);
  const half = new Float64Array(values.length);
  values.forEach((figure, index) => {
    if (!(figure > 0)) return;
    value[index] = Math.log(figure);
    half[index] = (halves[index] ?? 0) / figure;
  });
  const variations = Float64Array.from({ length: count }, (_, line) =>
    deviation(value.subarray(line * width, line * width + width).filter((log) => !Number.isNaN(log))),
  );
  return { value, half, variations };
}

type Three = readonly [number, number, number];

/** a = 10^k × b × c: yields, prices, rates per head. */
function productOf(lines: Lines, logs: Logs, leftOut: ReadonlySet<number>, at: Three): readonly FoundRatio[] {
  return multiplied('product', lines, logs, leftOut, at);
}

/** share = 100 × part ÷ whole. */
function shareOf(lines: Lines, logs: Logs, leftOut: ReadonlySet<number>, at: Three): readonly FoundRatio[] {
  return multiplied('share', lines, logs, leftOut, at);
}

function multiplied(
  form: 'product' | 'share',
  lines: Lines,
  { value, half, variations }: Logs,
  leftOut: ReadonlySet<number>,
  at: Three,
): readonly FoundRatio[] {
  const { width } = lines;
  const signs: Three = form === 'share' ? [1, -1, 1] : [1, -1, -1];
  if (!mayAgree(lines, value, half, at, signs)) return [];
  const rests: { position: number; rest: number; tolerance: number }[] = [];
  for (let position = 0; position < width; position += 1) {
    if (leftOut.has(position)) continue;
    let rest = 0;
    let tolerance = 0;
    at.forEach((line, index) => {
      rest += (signs[index] ?? 1) * (value[line * width + position] ?? Number.NaN);
      tolerance += half[line * width + position] ?? 0;
    });
    if (!Number.isNaN(rest)) rests.push({ position, rest, tolerance });
  }
  if (rests.length < 2) return [];
  const middle = median(Float64Array.from(rests, ({ rest }) => rest));
  // Values are counted in half units, which are a factor of each; a product is one of base units.
  const unit = at.reduce((sum, line, index) => {
    const factor = form === 'share' ? 0 : Math.log(lines.heads[line]?.factor ?? 1);
    return sum + (signs[index] ?? 1) * (Math.LN2 - (lines.exponents[line] ?? 0) * DECADE - factor);
  }, 0);
  const power = form === 'share' ? 2 : Math.round((middle - unit) / DECADE);
  const target = power * DECADE + unit;
  const holds = rests.filter(({ rest, tolerance }) => Math.abs(rest - target) < tolerance);
  const breaks = rests.filter((one) => !holds.includes(one));
  if (holds.length < 2 || breaks.length > Math.max(1, Math.floor(rests.length / 5))) return [];
  const evidence = logEvidence(
    holds.map(({ tolerance }) => tolerance),
    leastVariation(lines, value, variations, at, signs),
  );
  const cost = Math.log10(1.5 * WINDOW ** 2) + 0.5 + logChoices(rests.length, breaks.length);
  const [total, first, second] = at;
  const places = (list: typeof rests): readonly number[] => list.map(({ position }) => position);
  const base = { form, total, parts: [first, second], power, lag: 0, holds: places(holds), breaks: places(breaks) };
  return evidence - cost < 1 ? [] : [{ ...base, evidence: evidence - cost }];
}

/**
 * How much the rest of three lines would vary if one of them had nothing to do with the other two: the least of the three
 * ways to choose it. Two lines that are multiples of one another make a third that hardly moves seem a factor.
 */
function leastVariation(
  { width }: Lines,
  value: Float64Array,
  variations: Float64Array,
  at: Three,
  signs: Three,
): number {
  const ways = at.map((apart, index) => {
    const others = [0, 1, 2].filter((one) => one !== index);
    const together = Float64Array.from({ length: width }, (_, position) =>
      others.reduce(
        (sum, one) => sum + (signs[one] ?? 1) * (value[(at[one] ?? 0) * width + position] ?? Number.NaN),
        0,
      ),
    ).filter((rest) => !Number.isNaN(rest));
    return deviation(together) + (variations[apart] ?? 0);
  });
  return Math.min(...ways);
}

/** Twice the median absolute deviation. */
function deviation(numbers: Float64Array): number {
  const middle = median(numbers);
  return numbers.length < 2 ? 0 : 2 * median(numbers.map((one) => Math.abs(one - middle)));
}

/** Positions that are looked at before all are. */
const PROBES = 5;

/** Whether the ratio is the same at most of some positions: a quick look, since nearly all lines have none in common. */
function mayAgree({ width }: Lines, value: Float64Array, half: Float64Array, at: Three, signs: Three): boolean {
  const [a, b, c] = at;
  const rests: number[] = [];
  const tolerances: number[] = [];
  const step = Math.max(1, Math.floor(width / PROBES));
  for (let position = 0; position < width && rests.length < PROBES; position += rests.length < 2 ? 1 : step) {
    const x = a * width + position;
    const y = b * width + position;
    const z = c * width + position;
    const rest = (value[x] ?? 0) + signs[1] * (value[y] ?? 0) + signs[2] * (value[z] ?? 0);
    if (Number.isNaN(rest)) continue;
    rests.push(rest);
    tolerances.push((half[x] ?? 0) + (half[y] ?? 0) + (half[z] ?? 0));
  }
  let most = 0;
  for (let one = 0; one < rests.length; one += 1) {
    let alike = 0;
    for (let other = 0; other < rests.length; other += 1) {
      const apart = Math.abs((rests[one] ?? 0) - (rests[other] ?? 0));
      if (apart < (tolerances[one] ?? 0) + (tolerances[other] ?? 0)) alike += 1;
    }
    most = Math.max(most, alike);
  }
  return most >= Math.max(2, rests.length - 1);
}

/** As for sums, on logarithms: one power of ten at the strongest position, the usual variation at the others. */
function logEvidence(tolerances: readonly number[], usual: number): number {
  let sum = 0;
  let gain = 0;
  for (const tolerance of tolerances) {
    const width = Math.max(2 * tolerance, 1e-12);
    const own = Math.log10(1 + Math.min(usual, DECADE) / width);
    sum += own;
    gain = Math.max(gain, Math.log10(1 + DECADE / width) - own);
  }
  return sum + gain;
}

/** Two lines, or one at two positions, of which a third is the growth or the change. */
interface Compared {
  readonly later: number;
  readonly earlier: number;
  /** Positions between the two figures. */
  readonly lag: number;
  /** Whether the line is later − earlier; else it is 100 × (later ÷ earlier − 1). */
  readonly isChange?: boolean;
  /** How many such pairs are tried for the line, if not all near it. */
  readonly tried?: number;
}

/** Whether a line is the growth of another, or its change, at some positions. */
export function growing(
  { values, halves, width, exponents }: Lines,
  leftOut: ReadonlySet<number>,
  total: number,
  { later, earlier, lag, isChange = false, tried = 1.5 * WINDOW ** 2 * 10 ** 0.5 }: Compared,
): readonly FoundRatio[] {
  const unit = 10 ** (exponents[total] ?? 0) / 2;
  if (exponents[later] !== exponents[earlier]) return [];
  const scale = 10 ** (exponents[later] ?? 0) / 2;
  const holds: number[] = [];
  const breaks: number[] = [];
  const widths: number[] = [];
  const steps: number[] = [];
  const spread: number[] = [];
  let isExact = isChange;
  for (let position = lag; position < width; position += 1) {
    if (leftOut.has(position)) continue;
    const printed = (values[total * width + position] ?? Number.NaN) * unit;
    const x = values[later * width + position] ?? Number.NaN;
    const y = values[earlier * width + position - lag] ?? Number.NaN;
    if (Number.isNaN(printed + x + y) || (!isChange && (x <= 0 || y <= 0))) continue;
    const [hx, hy] = [halves[later * width + position] ?? 0, halves[earlier * width + position - lag] ?? 0];
    const made = isChange ? (x - y) * scale : 100 * (x / y - 1);
    const own = isChange ? (hx + hy) * scale : 100 * (x / y) * (hx / x + hy / y);
    const tolerance = own + (halves[total * width + position] ?? 0) * unit;
    if (Math.abs(printed - made) < tolerance) {
      holds.push(position);
      widths.push(2 * tolerance);
      steps.push(2 * (halves[total * width + position] ?? 0) * unit);
      spread.push(printed);
      isExact &&= Math.abs(printed - made) < unit / 2;
    } else breaks.push(position);
    if (breaks.length > 1 && breaks.length * 4 > width) return [];
  }
  const count = holds.length + breaks.length;
  if (holds.length < 3 || breaks.length > Math.max(1, Math.floor(count / 5))) return [];
  const middle = median(Float64Array.from(spread));
  const usual = 4 * median(Float64Array.from(spread, (one) => Math.abs(one - middle)));
  const counted = (all: readonly number[]): number => all.reduce((sum, one) => sum + Math.log10(1 + usual / one), 0);
  const evidence = isExact ? Math.max(counted(widths), counted(steps) - EXACT_CHOICE) : counted(widths);
  const cost = Math.log10(tried) + logChoices(count, breaks.length);
  if (evidence - cost < 1) return [];
  const form = isChange ? 'change in time' : lag === 0 ? 'growth' : 'growth in time';
  return [{ form, total, parts: [later, earlier], power: 0, lag, holds, breaks, evidence: evidence - cost }];
}

/** How many pairs of neighbouring lines are multiples of one another in three or more positions; counts up to a limit. */
export function multiplesIn({ values, halves, count, width }: Lines, limit: number): number {
  let found = 0;
  for (let a = 0; a < count && found < limit; a += 1) {
    for (let b = a + 1; b < Math.min(count, a + 1 + WINDOW) && found < limit; b += 1) {
      if (areMultiples(a, b)) found += 1;
    }
  }
  return found;

  function areMultiples(a: number, b: number): boolean {
    let low = 0;
    let high = Infinity;
    let positions = 0;
    const seen = new Set<number>();
    for (let position = 0; position < width; position += 1) {
      const x = values[a * width + position] ?? Number.NaN;
      const y = values[b * width + position] ?? Number.NaN;
      if (Number.isNaN(x + y) || (x === 0 && y === 0)) continue;
      const hx = halves[a * width + position] ?? 0;
      const hy = halves[b * width + position] ?? 0;
      if (x <= hx || y <= hy) return false;
      low = Math.max(low, (x - hx) / (y + hy));
      high = Math.min(high, (x + hx) / (y - hy));
      if (low > high) return false;
      positions += 1;
      seen.add(x);
    }
    // A line that hardly moves is a multiple of any other.
    return positions >= 3 && seen.size >= 3 && Math.min(...seen) * 1.3 < Math.max(...seen) && high / low < 1.02;
  }
}
