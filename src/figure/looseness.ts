import { quantityOf } from '../dataset/model.ts';
import { supportedExponent } from './printed-value.ts';
import { inputsOf, observationOf, type Value } from './value.ts';

/** Why no single number is a figure: it is a bound, such as `over 12`, or a range, such as `4 to 5`. */
export type Looseness = 'bound' | 'range';

/**
 * Whether a figure is a bound or a range; undefined if a number is it. A figure that is worked out is a range where it is
 * printed as one, and where it rests on bounds or ranges.
 */
export function loosenessOf(value: Value): Looseness | undefined {
  const {
    origin,
    interval: { low, high },
  } = value;
  if (!low || !high) return 'bound';
  if (origin.kind === 'derived')
    return supportedExponent(low, high) === undefined || inputsOf(origin.formula).some(loosenessOf)
      ? 'range'
      : undefined;
  const stated = observationOf(value);
  return stated && quantityOf(stated)?.ends ? 'range' : undefined;
}
