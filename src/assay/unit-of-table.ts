import { meets, multiplyIntervals } from '../core/numbers/interval.ts';
import { GREATEST_REVISION } from '../dataset/evidence.ts';
import type { Model } from './figure-model.ts';
import type { Slip } from './slip.ts';

/** Whether all figures that a slip changes are printed in another unit than that of their indicators. */
export function isOfOtherUnit({ figures }: Model, { changes }: Slip): boolean {
  const changed = [...changes.keys()].flatMap((index) => figures[index]?.observation ?? []);
  return changed.every(({ printed, indicator }) => printed && printed.unit.code !== indicator.unit.code);
}

/**
 * Whether a figure may share the unit of those that a slip covers, though nothing that it repairs is about it: no other
 * release states it, and it is of the size that the same row has in another column.
 */
export function isUnseen(model: Model, figure: number, covered: ReadonlySet<number>): boolean {
  const own = model.figures[figure];
  const isStated = model
    .touching(figure)
    .some((one) => ['revision', 'same'].includes(model.constraint(one).derivation));
  return [...covered].some((index) => {
    const other = model.figures[index];
    if (isStated || !own?.interval || !other?.interval) return false;
    const isOfRow = other.observation.indicator === own.observation.indicator;
    return isOfRow && meets(multiplyIntervals(own.interval, GREATEST_REVISION), other.interval);
  });
}
