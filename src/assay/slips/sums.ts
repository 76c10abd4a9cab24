import type { Interval } from '../../core/numbers/interval.ts';
import type { Side } from '../intervals/arithmetic.ts';
import type { Test } from '../constraints/constraint.ts';
import type { Expression } from '../relations/expression.ts';
import type { Assignment } from './change.ts';
import type { Ranges } from '../intervals/range.ts';
import { ROUGH, type RoughRange } from '../intervals/rough-arithmetic.ts';

/**
 * Tests that only add and subtract figures, each once. What a change of one figure does to such a test follows from the
 * ends of two intervals, however many figures are added.
 */

/** The sign with which each figure stands in a sum. */
export type Signs = ReadonlyMap<number, 1 | -1>;

const known = new WeakMap<Test, Signs | null>();

/** The signs of the figures in a test; undefined if it is not a plain sum. */
export function signsIn(test: Test): Signs | undefined {
  let found = known.get(test);
  if (found === undefined) {
    const signs = new Map<number, 1 | -1>();
    found = test.repeated.length === 0 && collectSigns(test.difference, 1, signs) ? signs : null;
    known.set(test, found);
  }
  return found ?? undefined;
}

function collectSigns(expression: Expression, sign: 1 | -1, signs: Map<number, 1 | -1>): boolean {
  switch (expression.op) {
    case 'variable':
      signs.set(expression.index, sign);
      return true;
    case 'exactly':
      return true;
    case 'negate':
      return collectSigns(expression.of, mirrored(sign), signs);
    case 'add':
    case 'subtract':
      return (
        collectSigns(expression.left, sign, signs) &&
        collectSigns(expression.right, expression.op === 'add' ? sign : mirrored(sign), signs)
      );
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply':
    case 'power':
    case 'root':
      return false;
  }
}

function mirrored(sign: 1 | -1): 1 | -1 {
  return sign === 1 ? -1 : 1;
}

/** The end of a figure that decides an end of a sum. */
function endFor(sign: 1 | -1, side: Side): Side {
  return (sign === 1) === (side === 'low') ? 'low' : 'high';
}

/**
 * How far a contradicted sum is from being met: its near end must move by `least`, and, if it is an equation, its far
 * end by no more than `most`. Both are generous by the errors of binary numbers.
 */
export interface Gap {
  readonly signs: Signs;
  /** The end that lies beyond zero. */
  readonly side: Side;
  readonly least: number;
  readonly most: number;
}

/** Slack for the errors of binary numbers. */
const SLACK = 1e-9;

/** The gap of a contradicted sum. */
export function gapOf({ sense }: Test, signs: Signs, side: Side, range: RoughRange): Gap {
  const [near, far] = [range[side], range[side === 'low' ? 'high' : 'low']];
  const least = (Math.abs(near.at) - near.error) * (1 - SLACK);
  const most = sense === '=' ? (Math.abs(far.at) + far.error) * (1 + SLACK) : Infinity;
  return { signs, side, least, most };
}

/** By how much changes move the near end of a sum at most, and its far end at least, towards zero and beyond. */
export interface Gain {
  readonly near: number;
  readonly far: number;
}

/** The gain of some changes. */
export function gainOf({ signs, side }: Gap, changes: Assignment, ranges: Ranges): Gain {
  const other = side === 'low' ? 'high' : 'low';
  let [near, far] = [0, 0];
  for (const [figure, { interval }] of changes) {
    const sign = signs.get(figure);
    if (sign === undefined) continue;
    near += movedBy(endFor(sign, side), ranges(figure), interval);
    far -= movedBy(endFor(sign, other), ranges(figure), interval);
  }
  return { near: Number.isNaN(near) ? Infinity : near, far: Number.isNaN(far) ? -Infinity : far };
}

/** How far an end of a figure moves outwards, at most. */
function movedBy(end: Side, from: Interval, to: Interval): number {
  const [before, after] = [ROUGH.exactly(from)[end].at, ROUGH.exactly(to)[end].at];
  const outwards = end === 'low' ? before - after : after - before;
  return outwards + (Math.abs(before) + Math.abs(after)) * SLACK;
}
