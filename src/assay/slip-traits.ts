import type { Model } from './figure-model.ts';
import { type Change, isComma, isTenfold, type Operator } from './operator.ts';
import type { Slip } from './slip.ts';

/** Operators after which the digits are others, or no digits are known. */
const TELLS_NO_VALUE = new Set<Operator['kind']>(['swap', 'unknown', 'points', 'worked_out']);

/**
 * Whether a slip leaves the digits of the print as they are: of many other digits some fit by chance, as does a rate
 * that is a hundred times smaller where there was little growth.
 */
export function keepsDigits(model: Model, { changes }: Slip): boolean {
  return [...changes].every(([index, change]) => keepsDigitsOf(model, index, change));
}

/** Whether a change of a figure does. */
export function keepsDigitsOf({ figures }: Model, index: number, { operator }: Change): boolean {
  const observation = figures[index]?.observation;
  const isRate = observation?.measure !== 'level';
  if (operator.kind === 'scale')
    return !isRate || isTenfold(operator) || (observation !== undefined && isComma(operator, observation));
  return !TELLS_NO_VALUE.has(operator.kind);
}

/** Whether two digits changed places: of the figures of one release, which nobody revises so far, that tells enough. */
export function isSwap({ changes }: Slip): boolean {
  return [...changes.values()].every(({ operator }) => operator.kind === 'swap');
}

/** Whether a slip makes levels a power of ten larger or smaller, beside what was worked out from them. */
export function isOfScale({ changes }: Slip): boolean {
  const kinds = new Set([...changes.values()].map(({ operator }) => operator.kind));
  return (kinds.has('scale') || kinds.has('unit')) && kinds.size - (kinds.has('worked_out') ? 1 : 0) === 1;
}

/** Whether two rows changed places. */
export function isOfRows({ changes }: Slip): boolean {
  return [...changes.values()].every(({ operator }) => operator.kind === 'exchange' && operator.of === 'rows');
}
