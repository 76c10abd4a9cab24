import type { Interval } from '../core/numbers/interval.ts';
import type { Value } from '../figure/value.ts';
import { convertInterval, parseUnit, sameDimension, type Unit } from '../dataset/unit.ts';
import type { Scope } from './helper.ts';
import { type Problem, problem } from './problem.ts';

/** The unit of a value. Throws if there is none of that code, which no value has. */
export function unitOfValue({ unit }: Value, { edition }: Scope): Unit {
  const found = parseUnit(unit, edition.dataset.units);
  if (!found) throw new RangeError(`a value has the unit ${unit}, which is not known`);
  return found;
}

/** Every number that a value may stand for, in another unit; a problem if that measures something else. */
export function intervalIn(value: Value, unit: Unit, scope: Scope): Interval | Problem {
  const own = unitOfValue(value, scope);
  if (sameDimension(own, unit)) return convertInterval(value.interval, own, unit);
  return problem(
    'dataset/wrong-dimension',
    `${value.address} is in ${own.code}, which does not convert to ${unit.code}`,
    'figures are compared, added and printed in units that measure the same thing',
  );
}
