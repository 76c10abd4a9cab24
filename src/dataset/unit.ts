import type { Decimal } from '../core/decimal.ts';
import type { Localised } from './model.ts';

/** A unit of measurement: a scale and a product of powers of base quantities. */
export interface Unit {
  /** As written in the data: `Mt`, `bn USD`, `10^4 t`, `CNY/t`, `%`. */
  readonly code: string;
  /** One of this unit in base units, exact. */
  readonly factor: Decimal;
  /** Base quantity → power, without zeros: `{mass: 1}`, `{CNY: 1, mass: -1}`; empty for pure numbers. */
  readonly dimension: ReadonlyMap<string, number>;
  /** Words for it by locale: `million tonnes`; where none are given the code is printed. */
  readonly name: Localised;
}
