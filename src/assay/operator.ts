import { absolute, compare, type Decimal, decimal, negate, signOf, subtract } from '../core/numbers/decimal.ts';
import { addIntervals, type Interval, point, scaleInterval, shiftInterval } from '../core/numbers/interval.ts';
import { type Observation, type Quantity, quantityOf, type Release } from '../dataset/model.ts';
import { intervalOf } from './ledger.ts';

/** A way in which a figure goes wrong on its way into print. */
export type Operator =
  | { readonly kind: 'scale'; readonly power: number }
  | { readonly kind: 'sign' }
  /** Digits `at` and `at` + 1 of the print, counted from its first digit, change places. */
  | { readonly kind: 'swap'; readonly at: number }
  /** No known operator explains the print. */
  | { readonly kind: 'unknown' };

/**
 * The cost of the first figure that an operator changes in the releases of a publisher. At first use all kinds cost
 * about the same; the region in which these numbers may lie without much effect is wide, and was found by injecting
 * faults into releases of several subjects.
 */
const SCALE_COSTS: readonly (readonly [power: number, cost: number])[] = [
  [1, 3],
  [3, 4.5],
  [4, 4.5],
  [2, 5.5],
  [8, 5.5],
  [6, 6],
  [9, 6],
];
const COST_BY_POWER = new Map(SCALE_COSTS.flatMap(([power, cost]) => [power, -power].map((each) => [each, cost])));

const SIGN_COST = 4;
const SWAP_COST = 4;
const UNKNOWN_COST = 6;

/** The cost of each further figure with the same cause: slips of one hand are alike. */
const FURTHER_COST = 1.75;

/** A second unknown value has no cause in common with the first, and may not replace one cause of many figures. */
const FURTHER_UNKNOWN_COST = 5;

/** Added where the scale of a rate is wrong: a rate has no unit that could be mistaken. */
const RATE_SURCHARGE = 1.5;

/** Added to an unknown value that no other digit in one place of the print explains. */
export const DIGITS_SURCHARGE = 1;

function costOf(operator: Operator, { measure }: Observation): number {
  if (operator.kind === 'scale') {
    return (COST_BY_POWER.get(operator.power) ?? Infinity) + (measure === 'level' ? 0 : RATE_SURCHARGE);
  }
  return operator.kind === 'sign' ? SIGN_COST : SWAP_COST;
}

/** `÷10`, `×10^4`, `sign`, `digits 3 and 4 swapped`: the change that would correct the print. */
export function operatorText(operator: Operator): string {
  if (operator.kind === 'sign' || operator.kind === 'unknown') return operator.kind;
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

/** An operator with its result for one figure. */
export interface Change extends Replacement {
  readonly operator: Operator;
  /** The cost of the first change with its cause, and of each further one. */
  readonly cost: number;
  readonly further: number;
  /** In the unit of the print; absent for an unknown value. */
  readonly decimal?: Decimal | undefined;
}

/** Changes by the number of the figure. */
export type Assignment = ReadonlyMap<number, Change>;

/** Changes of figures in releases of one publisher by the same kind of operator have the same cause. */
export function causeOf({ operator }: Change, { release }: Observation): string {
  return `${release.source.group} ${operator.kind === 'scale' ? `10^${operator.power}` : operator.kind}`;
}

/** An unknown value, within an interval that other figures allow. */
export function unknownChange(interval: Interval, name: string): Change {
  const operator = { kind: 'unknown' } as const;
  return { operator, name, cost: UNKNOWN_COST, further: FURTHER_UNKNOWN_COST, interval };
}

/** The results of every operator for a figure that its measure can have, the cheapest first; without unknown values. */
export function changesOf(observation: Observation, asPrinted: boolean): Change[] {
  const quantity = asPrinted ? observation.printed : quantityOf(observation);
  const interval = intervalOf(observation, asPrinted);
  if (!quantity || !interval || signOf(quantity.decimal) === 0) return [];
  const changes = operatorsFor(observation, quantity).map((operator): Change => {
    const changed = apply(operator, quantity.decimal);
    const cost = costOf(operator, observation);
    return {
      operator,
      name: operatorText(operator),
      cost,
      further: Math.min(
        cost,
        FURTHER_COST + (operator.kind === 'scale' && observation.measure !== 'level' ? RATE_SURCHARGE : 0),
      ),
      decimal: changed,
      interval: changedInterval(operator, interval, subtract(changed, quantity.decimal), quantity.unit.factor),
    };
  });
  return changes.filter((change) => isPossible(observation, quantity, change)).sort((a, b) => a.cost - b.cost);
}

function operatorsFor(observation: Observation, { decimal: value, unit }: Quantity): Operator[] {
  const scales = [...COST_BY_POWER.keys()].map((power): Operator => ({ kind: 'scale', power }));
  const swaps = swapsOf(value).map((at): Operator => ({ kind: 'swap', at }));
  if (unit.code === 'year') return observation.claim ? [] : swaps;
  return [...scales, ...(mayBeNegative(observation) ? [{ kind: 'sign' } as const] : []), ...swaps];
}

/** Whether a sign can be lost or gained: of a rate, or where a like figure of the release is printed negative. */
function mayBeNegative({ measure, indicator, release, claim }: Observation): boolean {
  if (claim) return false;
  if (measure === 'growth' || measure === 'cagr' || measure === 'difference') return true;
  return negativeNames(release).has(`${measure} ${firstName(indicator.id)}`);
}

const negatives = new WeakMap<Release, ReadonlySet<string>>();

/** The measures and first names of indicators of which a release prints negative figures. */
function negativeNames(release: Release): ReadonlySet<string> {
  let found = negatives.get(release);
  if (!found) {
    const below = release.observations.filter(({ printed }) => printed && signOf(printed.decimal) < 0);
    found = new Set(below.map(({ measure, indicator }) => `${measure} ${firstName(indicator.id)}`));
    negatives.set(release, found);
  }
  return found;
}

function firstName(id: string): string {
  return id.split('.', 1)[0] ?? id;
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
    case 'swap':
      return swapped(value, operator.at);
    default:
      return value;
  }
}

function swapped(value: Decimal, at: number): Decimal {
  const digits = digitsOf(value);
  return withDigits(value, digits.slice(0, at) + digits.charAt(at + 1) + digits.charAt(at) + digits.slice(at + 2));
}

function withDigits(value: Decimal, digits: string): Decimal {
  const result = decimal(BigInt(digits), value.exponent);
  return signOf(value) < 0 ? negate(result) : result;
}

/** A change of scale scales the interval; any other moves it. */
function changedInterval(operator: Operator, interval: Interval, by: Decimal, factor: Decimal): Interval {
  if (operator.kind === 'scale') return shiftInterval(interval, operator.power);
  return addIntervals(interval, scaleInterval(point(by), factor));
}

/** The intervals, in base units, of the prints that differ from that of a figure in one digit. */
export function mistypedIntervals(observation: Observation, asPrinted: boolean): Interval[] {
  const quantity = asPrinted ? observation.printed : quantityOf(observation);
  const interval = intervalOf(observation, asPrinted);
  if (!quantity || !interval) return [];
  const digits = digitsOf(quantity.decimal);
  return digits.split('').flatMap((old, at) =>
    DIGITS.filter((digit) => digit !== old && !(at === 0 && digit === '0' && digits.length > 1))
      .map((digit) => withDigits(quantity.decimal, digits.slice(0, at) + digit + digits.slice(at + 1)))
      .map((value) =>
        addIntervals(interval, scaleInterval(point(subtract(value, quantity.decimal)), quantity.unit.factor)),
      ),
  );
}

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));

const LEAST_RATE = decimal(-100);
const WHOLE = decimal(100);

/** Nothing shrinks by more than all of it, no part is more than the whole, and what is counted stays whole. */
function isPossible(
  { measure }: Observation,
  { unit, decimal: printed }: Quantity,
  { decimal: value }: Change,
): boolean {
  if (!value) return true;
  if (measure === 'growth' || measure === 'cagr') return compare(value, LEAST_RATE) > 0;
  if (measure === 'share') return compare(value, WHOLE) <= 0 && signOf(value) >= 0;
  return unit.code !== 'count' || isWhole(value) || !isWhole(printed);
}

function isWhole({ coefficient, exponent }: Decimal): boolean {
  return exponent >= 0 || coefficient % 10n ** BigInt(-exponent) === 0n;
}
