import { signOf } from '../../core/numbers/decimal.ts';
import { type Observation, quantityOf } from '../../dataset/model.ts';
import type { Scope } from '../scope.ts';

/** Whether a level of its indicator is below zero anywhere, so that a percentage of it says nothing. */
export function isEverBelowZero({ indicator }: Observation, { edition }: Scope): boolean {
  const stated = [...edition.dataset.releases.values()].flatMap(({ observations }) => observations);
  return stated.some((other) => {
    const isLevel = other.indicator === indicator && other.measure === 'level';
    const quantity = isLevel ? quantityOf(other) : undefined;
    return quantity !== undefined && signOf(quantity.decimal) < 0;
  });
}
