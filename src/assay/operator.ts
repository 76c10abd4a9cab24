import { absolute, compare, type Decimal, decimal, negate, signOf, subtract } from '../core/numbers/decimal.ts';
import { addIntervals, type Interval, point, scaleInterval, shiftInterval } from '../core/numbers/interval.ts';
import { type Observation, type Quantity, quantityOf } from '../dataset/model.ts';
import { intervalOf } from './ledger.ts';

/** A way in which a figure goes wrong on its way into print. */
export type Operator =
  | { readonly kind: 'scale'; readonly power: number }
  | { readonly kind: 'sign' }
  /** Digits `at` and `at` + 1 of the print, counted from its first digit, change places. */
  | { readonly kind: 'swap'; readonly at: number };

/**
 * What each operator costs: the dearer, the rarer. A digit more or fewer is the commonest slip of translated
 * statistics, because 万 and 亿 fall between million and billion. Two figures that are each a digit off are likelier than
 * one that is off by any other power, so every other operator costs more than twice as much; 10^±2 and 10^±8 are the
 * rarest, as no pair of usual units differs by them alone.
 */
const SCALE_COSTS: ReadonlyMap<number, number> = new Map(
  [1, 2, 3, 4, 8].flatMap((power) => {
    const cost = power === 1 ? 2 : power === 3 || power === 4 ? 5 : 6;
    return [
      [power, cost],
      [-power, cost],
    ];
  }),
);

const SIGN_COST = 5;
const SWAP_COST = 5;

function costOf(operator: Operator): number {
  if (operator.kind === 'scale') return SCALE_COSTS.get(operator.power) ?? Infinity;
  return operator.kind === 'sign' ? SIGN_COST : SWAP_COST;
}

/** In words: `÷10`, `×10^4`, `sign`, `digits 3 and 4 swapped`. What is applied to the print to mend it. */
export function operatorText(operator: Operator): string {
  if (operator.kind === 'sign') return 'sign';
  if (operator.kind === 'swap') return `digits ${operator.at + 1} and ${operator.at + 2} swapped`;
  const power = Math.abs(operator.power);
  return `${operator.power > 0 ? '×' : '÷'}${power === 1 ? '10' : `10^${power}`}`;
}

/** Whether it is ×10 or ÷10. */
export function isTenfold(operator: Operator): boolean {
  return operator.kind === 'scale' && Math.abs(operator.power) === 1;
}

/** Another interval for a figure, in base units, under a name that no other interval of the figure has. */
export interface Replacement {
  readonly name: string;
  readonly interval: Interval;
}

/** An operator with its result for one figure; its name is its `operatorText`. */
export interface Change extends Replacement {
  readonly operator: Operator;
  readonly cost: number;
  /** In the unit of the print. */
  readonly decimal: Decimal;
}

/**
 * Everything that could have become of a figure, or that it could have been: each operator that makes a figure its
 * measure can have. Cheapest first.
 */
export function changesOf(observation: Observation, asPrinted: boolean): Change[] {
  const quantity = asPrinted ? observation.printed : quantityOf(observation);
  const interval = intervalOf(observation, asPrinted);
  if (!quantity || !interval || signOf(quantity.decimal) === 0) return [];
  const changes = operatorsFor(observation, quantity).map((operator): Change => {
    const changed = apply(operator, quantity.decimal);
    return {
      operator,
      name: operatorText(operator),
      cost: costOf(operator),
      decimal: changed,
      interval: changedInterval(operator, interval, subtract(changed, quantity.decimal), quantity.unit.factor),
    };
  });
  return changes.filter((change) => isPossible(observation, change)).sort((a, b) => a.cost - b.cost);
}

function operatorsFor({ measure, claim }: Observation, { decimal: value, unit }: Quantity): Operator[] {
  const scales = [...SCALE_COSTS.keys()].map((power): Operator => ({ kind: 'scale', power }));
  const swaps = swapsOf(value).map((at): Operator => ({ kind: 'swap', at }));
  if (unit.code === 'year') return claim ? [] : swaps;
  const isSigned = signOf(value) < 0 || measure === 'growth' || measure === 'cagr' || measure === 'difference';
  return [...scales, ...(isSigned ? [{ kind: 'sign' } as const] : []), ...swaps];
}

/** Positions of digits that differ from the next; the first digit is not swapped with a zero. */
function swapsOf(value: Decimal): number[] {
  const digits = digitsOf(value);
  const positions = Array.from({ length: digits.length - 1 }, (_, at) => at);
  return positions.filter((at) => digits[at] !== digits[at + 1] && !(at === 0 && digits[1] === '0'));
}

/** The digits as they are printed, without the zeros that follow from a unit. */
function digitsOf(value: Decimal): string {
  return absolute(value).coefficient.toString();
}

function apply(operator: Operator, value: Decimal): Decimal {
  switch (operator.kind) {
    case 'scale':
      return { coefficient: value.coefficient, exponent: value.exponent + operator.power };
    case 'sign':
      return negate(value);
    default:
      return swapped(value, operator.at);
  }
}

function swapped(value: Decimal, at: number): Decimal {
  const digits = digitsOf(value);
  const changed = digits.slice(0, at) + digits.charAt(at + 1) + digits.charAt(at) + digits.slice(at + 2);
  const result = decimal(BigInt(changed), value.exponent);
  return signOf(value) < 0 ? negate(result) : result;
}

/** A change of scale scales the interval; any other moves it. */
function changedInterval(operator: Operator, interval: Interval, by: Decimal, factor: Decimal): Interval {
  if (operator.kind === 'scale') return shiftInterval(interval, operator.power);
  return addIntervals(interval, scaleInterval(point(by), factor));
}

const LEAST_RATE = decimal(-100);
const WHOLE = decimal(100);

/** Nothing shrinks by more than all of it, and no part is more than the whole. */
function isPossible({ measure }: Observation, { decimal: value }: Change): boolean {
  if (measure === 'growth' || measure === 'cagr') return compare(value, LEAST_RATE) > 0;
  return measure !== 'share' || (compare(value, WHOLE) <= 0 && signOf(value) >= 0);
}
