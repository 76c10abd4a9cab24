import type { Decimal } from '../../core/numbers/decimal.ts';
import type { Interval } from '../../core/numbers/interval.ts';
import type { Observation, Quantity } from '../../dataset/model.ts';
import { kindOf, type Operator } from './kinds.ts';
import { nameOf } from './slip-cost.ts';

/** Another interval for a figure, in base units, under a name that no other interval of the figure has. */
export interface Replacement {
  readonly name: string;
  readonly interval: Interval;
}

/** An operator with its result for one figure. */
export interface Change extends Replacement {
  readonly operator: Operator;
  /** The cost of the first change with its cause, and of each further one. */
  readonly cost: number;
  readonly further: number;
  /** In the unit of the print; absent where the value stays open. Of a range the middle. */
  readonly decimal?: Decimal | undefined;
  /** The two numbers of a range, and the word before a number, as in `over 80 Mt`. */
  readonly ends?: Quantity['ends'];
  readonly qualifier?: Quantity['qualifier'];
}

/** Changes by the number of the figure. */
export type Assignment = ReadonlyMap<number, Change>;

/** Whether it is ×10 or ÷10. */
export function isTenfold(operator: Operator): boolean {
  return operator.kind === 'scale' && Math.abs(operator.power) === 1;
}

/** Whether a change says what happened: not that a value is unknown, or was worked out from another one. */
export function isNamed({ operator }: Pick<Change, 'operator'>): boolean {
  return kindOf(operator).isVague !== true;
}

/** Whether a change is one of several that one slip makes. */
export function isJoint({ operator }: Pick<Change, 'operator'>): boolean {
  return kindOf(operator).joint !== undefined;
}

/** `÷10`, `×10^4`, `sign`, `digits 3 and 4 swapped`: the change that would correct the print, whatever its interval. */
export function operatorText(operator: Operator): string {
  return kindOf(operator).change(operator);
}

/** The name under which slips like a change are counted. */
export function countedName({ operator, name }: Pick<Change, 'operator' | 'name'>): string {
  return kindOf(operator).counted ?? name;
}

/** Changes of figures in releases of one publisher by the same kind of operator have the same cause. */
export function causeOf(operator: Operator, { release }: Observation): string {
  return `${release.source.group} ${kindOf(operator).causeOf?.(operator) ?? nameOf(operator)}`;
}
