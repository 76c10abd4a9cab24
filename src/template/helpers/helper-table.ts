import type { Helper } from '../helper.ts';
import { at, cell } from './cell-helpers.ts';
import { cite, sourcesOf } from './citation-helpers.ts';
import { change, direction, fallen, risen, unchanged } from './change-helpers.ts';
import { above, addsUp, and, assert, atLeast, atMost, below, between, not, or, same } from './comparison-helpers.ts';
import { minus, over, plus, shareOf, times } from './arithmetic-helpers.ts';
import {
  before,
  bounds,
  condition,
  definition,
  has,
  label,
  link,
  periodOf,
  source,
  spell,
  unitOf,
  value,
} from './figure-helpers.ts';
import { fraction } from './fraction-helper.ts';
import { contribution, impliedBase, increase } from './growth-helpers.ts';
import { figures, first, largest, list, rank, smallest, sort, where } from './list-helpers.ts';
import { limit } from './limit-helper.ts';
import { highest, isHighest, isLowest, lowest, streak } from './record-helpers.ts';
import { trend } from './trend-helper.ts';

/** Every helper that a template can call, by name. The pages docs/reference/template-….md explain them. */
export const HELPERS: ReadonlyMap<string, Helper> = new Map(
  Object.entries({
    value,
    before,
    bounds,
    spell,
    cell,
    at,
    label,
    definition,
    condition,
    unit: unitOf,
    period: periodOf,
    source,
    link,
    cite,
    sourcesOf,
    has,
    change,
    direction,
    streak,
    highest,
    lowest,
    fraction,
    isHighest,
    isLowest,
    above,
    below,
    atLeast,
    atMost,
    same,
    between,
    and,
    or,
    not,
    assert,
    figures,
    sort,
    where,
    risen,
    fallen,
    unchanged,
    first,
    largest,
    smallest,
    rank,
    list,
    plus,
    minus,
    times,
    over,
    shareOf,
    impliedBase,
    increase,
    contribution,
    addsUp,
    trend,
    limit,
  }),
);
