import type { Interval } from '../../core/numbers/interval.ts';
import { EXACT, type Side } from '../intervals/arithmetic.ts';
import type { Constraint, Test } from './constraint.ts';
import { occurrences } from '../relations/expression.ts';
import type { Sense } from '../relations/grammar.ts';
import { kept } from '../intervals/kept.ts';
import { naturalRange, type Ranges, rangeOf } from '../intervals/range.ts';
import { ROUGH, type RoughRange } from '../intervals/rough-arithmetic.ts';
import { isNearer, roughVerdict, type Verdict, verdictOf } from '../intervals/verdict.ts';

/** The result for a constraint under one assignment. */
export interface Tested {
  readonly verdict: Verdict;
  /** The difference of each test. */
  readonly rough: readonly RoughRange[];
  /** The same exactly, where it was needed. */
  readonly exact: Map<Test, Interval>;
  readonly ranges: Ranges;
}

/** The range of the difference of a test in floating point. */
type Roughly = (test: Test) => RoughRange;

/** Tests a constraint, in floating point where that is beyond doubt; what a test comes to may be known. */
export function testAll({ tests }: Constraint, ranges: Ranges, roughly: Roughly = roughlyUnder(ranges)): Tested {
  const rough: RoughRange[] = [];
  const exact = new Map<Test, Interval>();
  let verdict: Verdict = 'compatible';
  for (const test of tests) {
    const range = roughly(test);
    rough.push(range);
    const one = roughVerdict(ROUGH, test.sense, range) ?? verdictOf(test.sense, exactRange(test, { exact, ranges }));
    if (one === 'contradicted' || (one === 'undecided' && verdict === 'compatible')) verdict = one;
  }
  return { verdict, rough, exact, ranges };
}

const asTheyStand = new WeakMap<Ranges, WeakMap<Constraint['tests'], Tested>>();

/** Tests a constraint with the ranges of figures as they stand, once: to tell revisions from mistakes takes tests as well. */
export function testAsStated(constraint: Constraint, ranges: Ranges): Tested {
  const known = kept(asTheyStand, ranges, () => new WeakMap<Constraint['tests'], Tested>());
  return kept(known, constraint.tests, () => testAll(constraint, ranges));
}

/** What tests come to with some ranges of figures. */
export function roughlyUnder(ranges: Ranges): Roughly {
  const roughRanges = (index: number): RoughRange => ROUGH.exactly(ranges(index));
  return ({ difference, repeated, sense }) => {
    const natural = naturalRange(ROUGH, difference, roughRanges);
    // what is met by a range that is too wide is met
    if (repeated.length === 0 || isMetThroughout(sense, natural)) return natural;
    return rangeOf(ROUGH, difference, repeated, roughRanges, natural);
  };
}

/** Whether no number of a range could contradict an inequality. */
function isMetThroughout(sense: Sense, range: RoughRange): boolean {
  if (sense === '<=' || sense === '<') return ROUGH.signOf(range, 'high') === -1;
  return (sense === '>=' || sense === '>') && ROUGH.signOf(range, 'low') === 1;
}

function exactRange(test: Test, { exact, ranges }: Pick<Tested, 'exact' | 'ranges'>): Interval {
  const found = exact.get(test) ?? rangeOf(EXACT, test.difference, test.repeated, ranges);
  exact.set(test, found);
  return found;
}

/** The end of the difference of a test that lies beyond zero; undefined where the test is not contradicted. */
export function contradictedSide({ tests }: Constraint, at: number, tested: Tested): Side | undefined {
  const [test, rough] = [tests[at], tested.rough[at]];
  if (!test || !rough) return undefined;
  const verdict = roughVerdict(ROUGH, test.sense, rough);
  if (verdict !== undefined && verdict !== 'contradicted') return undefined;
  const sign = verdict === undefined ? undefined : ROUGH.signOf(rough, 'low');
  if (typeof sign === 'number') return sign > 0 ? 'low' : 'high';
  const exact = exactRange(test, tested);
  if (verdictOf(test.sense, exact) !== 'contradicted') return undefined;
  return (EXACT.signOf(exact, 'low') ?? -1) >= 0 ? 'low' : 'high';
}

/** Whether a contradicted test comes no further from being met: tested before a change, and after it. */
export function comesNearer({ tests }: Constraint, at: number, before: Tested, after: Tested): boolean {
  const [test, from, to] = [tests[at], before.rough[at], after.rough[at]];
  if (!test || !from || !to) return false;
  const isClear = roughVerdict(ROUGH, test.sense, from) === 'contradicted';
  const rough = isClear ? isNearer(ROUGH, from, to) : undefined;
  if (rough !== undefined) return rough;
  const [exact, changed] = [exactRange(test, before), exactRange(test, after)];
  return verdictOf(test.sense, exact) === 'contradicted' && isNearer(EXACT, exact, changed) === true;
}

const variables = new WeakMap<Test, ReadonlySet<number>>();

/** Whether a figure stands in a test. */
export function standsIn(test: Test, figure: number): boolean {
  let found = variables.get(test);
  if (!found) {
    found = new Set(occurrences(test.difference));
    variables.set(test, found);
  }
  return found.has(figure);
}
