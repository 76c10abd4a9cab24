import {
  compare,
  type Decimal,
  decimal,
  decimalToNumber,
  roundTo,
  signOf,
  add,
  multiply,
} from '../../core/numbers/decimal.ts';
import {
  addIntervals,
  intersect,
  type Interval,
  interval,
  isEmpty,
  isSameInterval,
  multiplyIntervals,
  shortenInterval,
  subtractIntervals,
} from '../../core/numbers/interval.ts';
import {
  isZero,
  minus,
  ONE,
  order,
  plus,
  raised,
  type Rational,
  ratio,
  rationalOf,
  times,
  ZERO,
} from '../../core/numbers/rational.ts';
import { affineFraction, type Affine, type Coefficients } from '../intervals/affine.ts';
import { EXACT } from '../intervals/arithmetic.ts';
import type { Test } from '../constraints/constraint.ts';
import { type Expression, occurrences } from '../relations/expression.ts';
import { narrowTest, solvedFor } from '../constraints/implied.ts';
import { exactValue, isProof, type Point, rootOf, variablesOf } from './point.ts';
import { naturalRange, type Ranges, slopeOf } from '../intervals/range.ts';

/**
 * Whether some tests can be met together by numbers within ranges: a point that does, checked exactly; `none`, if the
 * ranges exclude it; `unknown`, where the search ended before it knew.
 */
export type Meeting = Point | 'none' | 'unknown';

/** Parts into which the ranges are halved at most, and tests that are narrowed in all of them, each with its figures. */
const MOST_BOXES = 30;
const MOST_WORK = 12_000;

/** Figures without an end that may be left: with two, whatever is halved leaves both without one. */
const MOST_UNBOUNDED = 1;

/** Digits below the width of a range to which a point is rounded: few first, which are easier to read. */
const DIGITS = [3, 9];

/** The range of each variable. */
type Box = ReadonlyMap<number, Interval>;

/**
 * Looks for a point by narrowing the ranges until nothing more follows (HC4 and the solution of equations in which a figure
 * stands twice), by a point near the middle of what is left, which is found in floating point and then made exact, and
 * by halving a range where there is none (branch and contract; F. Benhamou and L. Granvilliers, Continuous and interval
 * constraints, 2006).
 */
export function findPoint(
  tests: readonly Test[],
  ranges: Ranges,
): { readonly meeting: Meeting; readonly work: number } {
  const search = new PointSearch(tests, ranges);
  const meeting = search.run();
  return { meeting, work: search.work };
}

/** The tests of a search, and what is left of its budget. */
class PointSearch {
  readonly #tests: readonly Test[];
  readonly #ranges: Ranges;
  readonly #variables: readonly number[];
  readonly #of = new Map<Test, readonly number[]>();
  readonly #touching = new Map<number, Test[]>();
  #work = 0;

  /** What it took, in figures of tests that were narrowed. */
  get work(): number {
    return this.#work;
  }

  constructor(tests: readonly Test[], ranges: Ranges) {
    this.#tests = tests;
    this.#ranges = ranges;
    this.#variables = variablesOf(tests);
    for (const test of tests) {
      const own = [...new Set(occurrences(test.difference))];
      this.#of.set(test, own);
      for (const index of own) this.#touching.set(index, [...(this.#touching.get(index) ?? []), test]);
    }
  }

  run(): Meeting {
    const whole: Box = new Map(this.#variables.map((index) => [index, this.#ranges(index)]));
    // mostly there is one, and nothing needs to be narrowed
    const first = this.#pointIn(whole);
    if (first) return first;
    const open: Box[] = [whole];
    let isSure = true;
    for (let boxes = 0; open.length > 0; boxes += 1) {
      if (boxes >= MOST_BOXES || this.#work > MOST_WORK) return 'unknown';
      const box = this.#contracted(open.shift() ?? new Map());
      if (!box) continue;
      const point = this.#pointIn(box);
      if (point) return point;
      const unbounded = [...box.values()].filter(({ low, high }) => !low || !high).length;
      if (unbounded > MOST_UNBOUNDED) return 'unknown';
      if (unbounded === 0 && this.#isRefuted(box)) continue;
      const halves = this.#halved(box);
      if (halves) open.push(...halves);
      else isSure = false;
    }
    return isSure ? 'none' : 'unknown';
  }

  /** What is left of a box; undefined if nothing is. */
  #contracted(box: Box): Box | undefined {
    const ranges = new Map(box);
    const queue = new Set(this.#tests);
    const rangeOf: Ranges = (index) => ranges.get(index) ?? this.#ranges(index);
    for (const test of queue) {
      queue.delete(test);
      const own = this.#of.get(test) ?? [];
      this.#work += own.length * (1 + test.repeated.length);
      if (this.#work > MOST_WORK) return ranges;
      const narrowed = narrowTest(test, rangeOf);
      for (const index of own) {
        const before = rangeOf(index);
        const found = test.repeated.includes(index) ? intersect(before, solvedFor(test, index, rangeOf)) : before;
        const after = shortenInterval(intersect(found, narrowed.get(index) ?? found), CONTRACTED_DIGITS);
        if (isEmpty(after)) return undefined;
        const within = intersect(before, after);
        if (isSameInterval(within, before)) continue;
        ranges.set(index, within);
        if (isTelling(before, within)) for (const other of this.#touching.get(index) ?? []) queue.add(other);
      }
    }
    return ranges;
  }

  /** A point near the middle of a box, with few digits or, where that fails, with many. */
  #pointIn(box: Box): Point | undefined {
    const found = nearPoint(this.#tests, box);
    const near = found && [...found.values()].every((value) => Number.isFinite(value)) ? found : undefined;
    this.#work += WORK_TO_TRY * this.#variables.length;
    for (const digits of DIGITS) {
      const point = near && exactPoint(this.#tests, this.#of, box, near, digits);
      if (point && isProof(point, this.#tests, this.#ranges)) return point;
    }
    return undefined;
  }

  /** Whether a sum of the tests, each with a weight, cannot be met in a box: what each allows does not meet. */
  #isRefuted(box: Box): boolean {
    this.#work += WORK_TO_TRY * this.#variables.length;
    return isRefutedAt(this.#tests, box, nearestTo(this.#tests, box));
  }

  /** Two halves of a box, along the figure that is least known for its size, those that stand twice first. */
  #halved(box: Box): [Box, Box] | undefined {
    let [widest, most] = [-1, 0];
    for (const [index, range] of box) {
      const isTwice = (this.#touching.get(index) ?? []).some((test) => test.repeated.includes(index));
      const width = relativeWidth(range) * (isTwice ? TWICE : 1);
      if (width > most) [widest, most] = [index, width];
    }
    const range = box.get(widest);
    const at = range && splitAt(range);
    if (!range || !at) return undefined;
    const low = interval(range.low, at, range.lowOpen, false);
    const high = interval(at, range.high, true, range.highOpen);
    return [new Map(box).set(widest, low), new Map(box).set(widest, high)];
  }
}

/** What it takes for each figure to look for a point, or for a reason why there is none. */
const WORK_TO_TRY = 4;

/** Digits to which ends of a box are kept, rounded outwards. */
const CONTRACTED_DIGITS = 24;

/** A figure that stands twice is halved before others. */
const TWICE = 8;

/** Whether a range has become so much narrower that other tests may follow. */
function isTelling(before: Interval, after: Interval): boolean {
  const [from, to] = [widthOf(before), widthOf(after)];
  if (Number.isFinite(from) || Number.isFinite(to)) return to < from * 0.9;
  // of one that has no end, how far its other end moved
  const [old, now] = [before.low ?? before.high, after.low ?? after.high].map((end) => end && decimalToNumber(end));
  return old === undefined || now === undefined || Math.abs(now - old) > Math.abs(old) * 0.1;
}

function widthOf({ low, high }: Interval): number {
  return low && high ? decimalToNumber(high) - decimalToNumber(low) : Infinity;
}

function relativeWidth(range: Interval): number {
  const width = widthOf(range);
  if (width === Infinity) return Number.MAX_VALUE;
  const size = Math.max(...[range.low, range.high].map((end) => (end ? Math.abs(decimalToNumber(end)) : 0)));
  return size === 0 ? 0 : width / size;
}

/** Where a range is halved; undefined where it is a single number, or as good as one. */
function splitAt(range: Interval): Decimal | undefined {
  const { low, high } = range;
  if (low && high) {
    if (relativeWidth(range) < LEAST_WIDTH) return undefined;
    const isWide = signOf(low) > 0 && compare(high, multiply(low, decimal(16))) > 0;
    return isWide ? multiply(low, decimal(4)) : roundedMiddle(low, high);
  }
  // without an end: by sign, then by powers
  if (!low && !high) return decimal(0);
  const end = low ?? high ?? decimal(0);
  const isOutwards = low ? signOf(low) > 0 : signOf(end) < 0;
  if (isOutwards) return multiply(end, decimal(8));
  return signOf(end) === 0 ? decimal(low ? 1 : -1) : decimal(0);
}

const LEAST_WIDTH = 1e-12;

function roundedMiddle(low: Decimal, high: Decimal): Decimal {
  const middle = multiply(add(low, high), decimal(5, -1));
  return shortenInterval(interval(middle, middle), CONTRACTED_DIGITS).low ?? middle;
}

// --- a point in floating point

/** Rounds of projections, and how near a test must be met, next to the sizes in it. */
const ROUNDS = 400;
const NEAR = 1e-13;

/** Where so many rounds bring the worst test no nearer than by this factor, more would not help. */
const LOOKED_AT = 16;
const SLOW = 0.7;

/**
 * A point in a box that meets all tests but for rounding, by projecting onto one after the other (S. Kaczmarz, 1937), each
 * figure in proportion to the width of its range. It may fail: nothing rests on it but where the search looks.
 */
function nearPoint(tests: readonly Test[], box: Box): Map<number, number> | undefined {
  const ends = new Map([...box].map(([index, range]) => [index, roomOf(range)]));
  const at = new Map([...ends].map(([index, { middle }]) => [index, middle]));
  let before = Infinity;
  for (let round = 1; round <= ROUNDS; round += 1) {
    let worst = 0;
    for (const test of tests) {
      const slopes = new Map<number, number>();
      const gap = gradientOf(test.difference, at, 1, slopes);
      const off = offBy(test, gap);
      if (off === 0) continue;
      let [length, size] = [0, 0];
      for (const [index, slope] of slopes) {
        const { width = 0 } = ends.get(index) ?? {};
        length += (slope * width) ** 2;
        size += Math.abs(slope * (at.get(index) ?? 0));
      }
      if (!Number.isFinite(gap) || !(length > 0)) return Math.abs(off) <= size * NEAR ? at : undefined;
      worst = Math.max(worst, Math.abs(off) / size);
      for (const [index, slope] of slopes) {
        const room = ends.get(index);
        if (!room || room.width === 0) continue;
        const moved = (at.get(index) ?? 0) - (off * slope * room.width ** 2) / length;
        at.set(index, Math.min(room.high, Math.max(room.low, moved)));
      }
    }
    if (worst <= NEAR) return at;
    if (round % LOOKED_AT !== 0) continue;
    if (worst > before * SLOW) return at;
    before = worst;
  }
  return at;
}

/** How far a difference is from what a test requires of it. */
function offBy({ sense }: Test, gap: number): number {
  if (sense === '=') return gap;
  if (sense === '<=' || sense === '<') return gap > 0 ? gap : 0;
  if (sense === '>=' || sense === '>') return gap < 0 ? gap : 0;
  return 0;
}

interface Room {
  readonly low: number;
  readonly high: number;
  readonly middle: number;
  readonly width: number;
}

/** The part of a range that a point is looked for in: a little within its ends. */
function roomOf({ low, high }: Interval): Room {
  const [from, to] = [low && decimalToNumber(low), high && decimalToNumber(high)];
  if (from !== undefined && to !== undefined) {
    const [width, middle] = [to - from, (from + to) / 2];
    const edge = width * EDGE;
    return width > 0 ? { low: from + edge, high: to - edge, middle, width } : { low: from, high: to, middle, width: 0 };
  }
  const end = from ?? to ?? 0;
  const size = Math.max(Math.abs(end), 1);
  const middle = from !== undefined ? end + size : to !== undefined ? end - size : 0;
  return { low: from ?? -Infinity, high: to ?? Infinity, middle, width: size };
}

const EDGE = 1e-3;

/** The value of an expression in floating point; its slopes, times a weight, are added to `slopes`. */
function gradientOf(
  expression: Expression,
  at: ReadonlyMap<number, number>,
  weight: number,
  slopes: Map<number, number>,
): number {
  const slope = (part: Expression, factor: number): void => {
    if (factor !== 0) gradientOf(part, at, factor, slopes);
  };
  switch (expression.op) {
    case 'variable':
      slopes.set(expression.index, (slopes.get(expression.index) ?? 0) + weight);
      return at.get(expression.index) ?? 0;
    case 'exactly':
      return expression.value.low ? decimalToNumber(expression.value.low) : 0;
    case 'negate':
      return -gradientOf(expression.of, at, -weight, slopes);
    case 'power': {
      const of = plainValue(expression.of, at);
      slope(expression.of, weight * expression.n * of ** (expression.n - 1));
      return of ** expression.n;
    }
    case 'root': {
      const of = Math.max(0, plainValue(expression.of, at));
      const root = of ** (1 / expression.n);
      if (of > 0) slope(expression.of, (weight * root) / (expression.n * of));
      return root;
    }
    case 'add':
      return gradientOf(expression.left, at, weight, slopes) + gradientOf(expression.right, at, weight, slopes);
    case 'subtract':
      return gradientOf(expression.left, at, weight, slopes) - gradientOf(expression.right, at, -weight, slopes);
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply': {
      const [a, b] = [plainValue(expression.left, at), plainValue(expression.right, at)];
      switch (expression.op) {
        case 'multiply':
          slope(expression.left, weight * b);
          slope(expression.right, weight * a);
          return a * b;
        case 'divide':
          slope(expression.left, weight / b);
          slope(expression.right, (-weight * a) / (b * b));
          return a / b;
        case 'max':
        case 'min': {
          const isLeft = expression.op === 'min' ? a <= b : a >= b;
          slope(isLeft ? expression.left : expression.right, weight);
          return isLeft ? a : b;
        }
      }
    }
  }
}

function plainValue(expression: Expression, at: ReadonlyMap<number, number>): number {
  return gradientOf(expression, at, 0, new Map());
}

// --- why there is no point

/** The point of a box where the tests are missed least, in sum of squares, and by how much each is missed there. */
interface Nearest {
  readonly at: ReadonlyMap<number, number>;
  readonly weights: readonly number[];
}

/** Rounds in which tests are made linear, and of improvement by one figure after the other in each. */
const LINEAR_ROUNDS = 3;
const FIGURE_ROUNDS = 60;

/** By coordinate descent in the tests made linear. */
function nearestTo(tests: readonly Test[], box: Box): Nearest {
  const rooms = [...box].map(([index, range]) => [index, wholeRoomOf(range)] as const);
  const at = new Map(rooms.map(([index, { middle }]) => [index, middle]));
  let weights: number[] = [];
  for (let round = 0; round < LINEAR_ROUNDS; round += 1) {
    const slopes = tests.map(() => new Map<number, number>());
    const gaps = tests.map(({ difference }, j) => gradientOf(difference, at, 1, slopes[j] ?? new Map()));
    const rows = new Map<number, (readonly [test: number, slope: number])[]>();
    const sizes = tests.map((_, j) => {
      let sum = 0;
      for (const [index, slope] of slopes[j] ?? []) {
        rows.set(index, [...(rows.get(index) ?? []), [j, slope]]);
        sum += (slope * wholeRoomOf(box.get(index) ?? NO_WIDTH).width) ** 2;
      }
      return sum > 0 ? sum : 1;
    });
    const off = (j: number): number => (tests[j] ? offBy(tests[j], gaps[j] ?? 0) : 0);
    for (let pass = 0; pass < FIGURE_ROUNDS; pass += 1) {
      for (const [index, { low, high, width }] of rooms) {
        if (width === 0) continue;
        let [pull, stiffness] = [0, 0];
        for (const [j, slope] of rows.get(index) ?? []) {
          const missed = off(j);
          if (missed === 0) continue;
          pull += (missed * slope) / (sizes[j] ?? 1);
          stiffness += slope ** 2 / (sizes[j] ?? 1);
        }
        if (!(stiffness > 0)) continue;
        const before = at.get(index) ?? 0;
        const after = Math.min(high, Math.max(low, before - pull / stiffness));
        at.set(index, after);
        for (const [j, slope] of rows.get(index) ?? []) gaps[j] = (gaps[j] ?? 0) + slope * (after - before);
      }
    }
    weights = tests.map((_, j) => off(j) / (sizes[j] ?? 1));
  }
  return { at, weights };
}

function wholeRoomOf(range: Interval): Room {
  const [low, high] = [range.low, range.high].map((end) => (end ? decimalToNumber(end) : 0));
  return { low: low ?? 0, high: high ?? 0, middle: ((low ?? 0) + (high ?? 0)) / 2, width: (high ?? 0) - (low ?? 0) };
}

/**
 * Whether tests exclude one another by the sum of their differences with some weights (J. Farkas, 1902): were all met, it
 * would be zero or below, and it is above zero all over a box. Exact, by the mean value form: the sum at one point and how
 * fast it changes from there.
 */
function isRefutedAt(tests: readonly Test[], box: Box, { at, weights }: Nearest): boolean {
  const greatest = Math.max(...weights.map(Math.abs));
  if (!(greatest > 0) || !Number.isFinite(greatest)) return false;
  const parts = tests.flatMap(({ difference }, j): Expression[] => {
    const weight = (weights[j] ?? 0) / greatest;
    if (Math.abs(weight) < 1e-9) return [];
    return [{ op: 'multiply', left: { op: 'exactly', value: exactPointOf(decimalOf(weight)) }, right: difference }];
  });
  const sum = parts.reduce((left, right): Expression => ({ op: 'add', left, right }));
  const centre = new Map([...box].map(([index, range]) => [index, clipped(decimalOf(at.get(index) ?? 0), range)]));
  const ranges: Ranges = (index) => box.get(index) ?? NO_WIDTH;
  let range = naturalRange(EXACT, sum, (index) => exactPointOf(centre.get(index) ?? decimal(0)));
  for (const index of new Set(occurrences(sum))) {
    const room = subtractIntervals(ranges(index), exactPointOf(centre.get(index) ?? decimal(0)));
    const { slope } = slopeOf(EXACT, sum, index, ranges);
    range = shortenInterval(addIntervals(range, multiplyIntervals(slope, room)), CONTRACTED_DIGITS);
    if (!range.low) return false;
  }
  return range.low !== undefined && signOf(range.low) > 0;
}

function exactPointOf(value: Decimal): Interval {
  return interval(value, value);
}

/** The number of a range that is nearest to another. */
function clipped(value: Decimal, { low, high }: Interval): Decimal {
  if (low && compare(value, low) < 0) return low;
  return high && compare(value, high) > 0 ? high : value;
}

// --- made exact

/** Fractions as coefficients. */
const FRACTIONS: Coefficients<Rational> = {
  zero: ZERO,
  one: ONE,
  exactly: exactValue,
  negate: minus,
  add: plus,
  multiply: times,
  divide: (a, b) => (isZero(b) ? undefined : ratio(a, b)),
  isOne: ({ over, under }) => over === under,
  choose: (op, a, b) => (order(a, b) < 0 === (op === 'min') ? a : b),
  raise: (op, a, n) => (op === 'power' ? raised(a, n) : rootOf(a, n)),
};

/**
 * A point near one in floating point that meets all equations exactly: one figure of each is solved for, the others are
 * rounded. First go those that stand in one equation only, then what is left is solved together, as a linear system.
 */
function exactPoint(
  tests: readonly Test[],
  of: ReadonlyMap<Test, readonly number[]>,
  box: Box,
  near: ReadonlyMap<number, number>,
  digits: number,
): Point | undefined {
  const point = new Map<number, Rational>();
  for (const [index, range] of box) point.set(index, rounded(near.get(index) ?? 0, range, digits));
  const valueOf = (index: number): Rational => point.get(index) ?? ZERO;
  const isFree = (index: number): boolean => widthOf(box.get(index) ?? NO_WIDTH) > 0;
  const equations = new Set(tests.filter(({ sense }) => sense === '='));
  const solvedLater: [Test, number][] = [];
  const count = new Map<number, number>();
  for (const test of equations) for (const index of of.get(test) ?? []) count.set(index, (count.get(index) ?? 0) + 1);
  const ready = [...equations];
  for (let test = ready.pop(); test; test = ready.pop()) {
    if (!equations.has(test)) continue;
    const own = (of.get(test) ?? []).filter((index) => count.get(index) === 1 && isFree(index));
    const best = roomiestFirst(test, own, near, box).find((index) => isSolvable(test, index, valueOf));
    if (best === undefined) continue;
    equations.delete(test);
    solvedLater.push([test, best]);
    for (const index of of.get(test) ?? []) {
      count.set(index, (count.get(index) ?? 1) - 1);
      if (count.get(index) !== 1) continue;
      ready.push(...[...equations].filter((other) => of.get(other)?.includes(index)));
    }
  }
  if (equations.size > 0 && !solveTogether([...equations], of, box, near, point, isFree)) return undefined;
  for (const [test, index] of solvedLater.reverse()) {
    const value = solution(test, index, valueOf);
    if (!value) return undefined;
    point.set(index, value);
  }
  return point;
}

const NO_WIDTH = interval(decimal(0), decimal(0));

function isSolvable({ difference }: Test, index: number, valueOf: (index: number) => Rational): boolean {
  return affineFraction(FRACTIONS, difference, (other) => other === index, valueOf) !== undefined;
}

/** Figures by how much they can move an equation within their ranges, those that can most first. */
function roomiestFirst(
  { difference }: Test,
  figures: readonly number[],
  near: ReadonlyMap<number, number>,
  box: Box,
): number[] {
  const slopes = new Map<number, number>();
  gradientOf(difference, near, 1, slopes);
  const room = (index: number): number =>
    Math.abs(slopes.get(index) ?? 0) * Math.min(widthOf(box.get(index) ?? NO_WIDTH), MOST_ROOM);
  const rooms = new Map(figures.map((index) => [index, room(index)]));
  return figures.toSorted((a, b) => (rooms.get(b) ?? 0) - (rooms.get(a) ?? 0));
}

/** Where a range has no end. */
const MOST_ROOM = 1e15;

/** The value of a figure at which an equation holds. */
function solution({ difference }: Test, index: number, valueOf: (index: number) => Rational): Rational | undefined {
  const form = affineFraction(FRACTIONS, difference, (other) => other === index, valueOf);
  const factor = form?.over.by.get(index);
  return form && factor && !isZero(factor) ? ratio(minus(form.over.constant), factor) : undefined;
}

/** A number of few digits within a range, near one in floating point: `digits` below the width of the range. */
function rounded(near: number, range: Interval, digits: number): Rational {
  const exact = exactValue(range);
  if (exact) return exact;
  const width = widthOf(range);
  const { low, high } = range;
  // narrower than floating point can tell
  if (low && high && relativeWidth(range) < LEAST_WIDTH) return rationalOf(multiply(add(low, high), decimal(5, -1)));
  const size = Number.isFinite(width) && width > 0 ? width : Math.max(Math.abs(near), 1);
  const exponent = Math.floor(Math.log10(size)) - digits;
  return rationalOf(roundTo(decimalOf(near), exponent));
}

/** A binary number, exactly. */
function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) return decimal(0);
  const [digits = '0', power = '0'] = value.toExponential(16).split('e');
  const coefficient = BigInt(digits.replace('.', ''));
  return decimal(coefficient, Number(power) - 16);
}

/** Solves equations together for as many figures, where they are linear in these; the others keep their values. */
function solveTogether(
  equations: readonly Test[],
  of: ReadonlyMap<Test, readonly number[]>,
  box: Box,
  near: ReadonlyMap<number, number>,
  point: Map<number, Rational>,
  isFree: (index: number) => boolean,
): boolean {
  const open = new Set(equations.flatMap((test) => of.get(test) ?? []).filter(isFree));
  const valueOf = (index: number): Rational => point.get(index) ?? ZERO;
  const rows: Affine<Rational>[] = [];
  for (const test of equations) {
    const own = roomiestFirst(
      test,
      (of.get(test) ?? []).filter((index) => open.has(index)),
      near,
      box,
    );
    for (;;) {
      const form = affineFraction(FRACTIONS, test.difference, (index) => open.has(index), valueOf);
      if (form) break;
      const least = own.pop();
      if (least === undefined) return false;
      open.delete(least);
    }
  }
  // what is linear in more figures is so in fewer
  for (const test of equations) {
    const form = affineFraction(FRACTIONS, test.difference, (index) => open.has(index), valueOf);
    if (!form) return false;
    rows.push(form.over);
  }
  return eliminate(rows, box, point);
}

/** Gauss: in each row the figure with most room is expressed by the others, which stay where they are. */
function eliminate(rows: readonly Affine<Rational>[], box: Box, point: Map<number, Rational>): boolean {
  const left = rows.map(({ constant, by }) => ({ constant, by: new Map(by) }));
  const solved: [number, Affine<Rational>][] = [];
  for (const [at, row] of left.entries()) {
    for (const [index, factor] of row.by) if (isZero(factor)) row.by.delete(index);
    const room = (index: number, factor: Rational): number =>
      Math.abs(Number(factor.over) / Number(factor.under)) * Math.min(widthOf(box.get(index) ?? NO_WIDTH), MOST_ROOM);
    const [pivot] = [...row.by].sort(([a, x], [b, y]) => room(b, y) - room(a, x));
    if (!pivot) {
      if (!isZero(row.constant)) return false;
      continue;
    }
    const [index, factor] = pivot;
    const scaled = (value: Rational): Rational => minus(ratio(value, factor));
    const by = new Map(
      [...row.by].filter(([other]) => other !== index).map(([other, value]) => [other, scaled(value)]),
    );
    const form = { constant: scaled(row.constant), by };
    solved.push([index, form]);
    for (const other of left.slice(at + 1)) substituted(other, index, form);
  }
  for (const [index, { constant, by }] of solved.reverse()) {
    let value = constant;
    for (const [other, factor] of by) value = plus(value, times(factor, point.get(other) ?? ZERO));
    point.set(index, value);
  }
  return true;
}

function substituted(
  row: { constant: Rational; by: Map<number, Rational> },
  index: number,
  form: Affine<Rational>,
): void {
  const factor = row.by.get(index);
  if (!factor) return;
  row.by.delete(index);
  row.constant = plus(row.constant, times(factor, form.constant));
  for (const [other, value] of form.by) row.by.set(other, plus(row.by.get(other) ?? ZERO, times(factor, value)));
}
