import type { Interval } from '../core/numbers/interval.ts';
import type { Candidates, PricedSlips } from './candidates.ts';
import type { LostMinuses } from './lost-minus.ts';
import type { LongTests } from './long-tests.ts';
import type { Meeting } from './point-search.ts';
import type { Slip } from './slip.ts';
import type { SlipsOf } from './slips-of.ts';
import type { SumSlips } from './sum-slips.ts';
import type { Tested } from './tested.ts';
import type { Workings } from './worked-out.ts';

/** Results so far. Those of a constraint are kept by the changes to its own figures. */
export interface Memory {
  readonly tested: readonly Map<string, Tested>[];
  readonly candidates: readonly Map<string, Candidates>[];
  readonly implied: readonly Map<string, Interval>[];
  readonly impliedTogether: readonly Map<string, ReadonlyMap<number, Interval>>[];
  /** By position and side. */
  readonly sums: Map<string, SumSlips>;
  readonly pricedIn: Map<number, PricedSlips>;
  readonly pricedOf: Map<number, PricedSlips>;
  readonly worthwhile: Map<Slip, boolean>;
  readonly meetings: Map<string, Meeting>;
  /** What looking for them took. */
  readonly pointWork: { done: number };
  /** By position. */
  readonly variables: Map<number, readonly number[]>;
  readonly long: LongTests;
  readonly slips: SlipsOf;
  readonly workings: Workings;
  readonly lostMinuses: LostMinuses;
}

/** A memory of so many constraints in which nothing is known yet, with what works out what is asked for. */
export function emptyMemory(
  constraints: number,
  parts: Pick<Memory, 'long' | 'slips' | 'workings' | 'lostMinuses'>,
): Memory {
  const perConstraint = <V>(): Map<string, V>[] => Array.from({ length: constraints }, () => new Map<string, V>());
  return {
    tested: perConstraint(),
    candidates: perConstraint(),
    implied: perConstraint(),
    impliedTogether: perConstraint(),
    sums: new Map(),
    pricedIn: new Map(),
    pricedOf: new Map(),
    worthwhile: new Map(),
    meetings: new Map(),
    pointWork: { done: 0 },
    variables: new Map(),
    ...parts,
  };
}
