import {
  absolute,
  add,
  compare,
  type Decimal,
  decimal,
  multiply,
  negate,
  normalise,
  roundTo,
  signOf,
  subtract,
} from '../../core/numbers/decimal.ts';
import {
  addIntervals,
  divideIntervals,
  type Interval,
  interval as intervalBetween,
  isEmpty,
  multiplyIntervals,
  point,
  shiftInterval,
  subtractIntervals,
} from '../../core/numbers/interval.ts';
import { type Observation, type Quantity, quantityOf, type Release } from '../../dataset/model.ts';
import { toBase, type Unit } from '../../dataset/unit.ts';
import { intervalOf } from '../constraints/ledger.ts';
import { type Change, isComma, type Operator, operatorText } from './operator.ts';
import { powersOf, priceFor } from './slip-cost.ts';

/** The quantity that a figure stands for. */
export function quantityIn(observation: Observation, asPrinted: boolean): Quantity | undefined {
  return asPrinted ? observation.printed : quantityOf(observation);
}

/**
 * The results of every operator for a figure by itself that its measure can have, the cheapest first. `mayBeNegative`
 * tells that the same is printed below zero elsewhere, or that it is a balance. `isAsked` leaves out operators.
 */
export function changesOf(
  observation: Observation,
  asPrinted: boolean,
  mayBeNegative = false,
  isAsked: (operator: Operator) => boolean = () => true,
): Change[] {
  const quantity = quantityIn(observation, asPrinted);
  const interval = intervalOf(observation, asPrinted);
  if (!quantity || !interval || signOf(quantity.decimal) === 0) return [];
  const operators = operatorsFor(observation, quantity, mayBeNegative).filter(isAsked);
  const changes = operators.map((operator): Change => {
    if (isComma(operator, observation)) return withPoint(observation, operator, quantity, interval);
    const changed = apply(operator, quantity.decimal);
    const range = changedInterval(operator, interval, subtract(changed, quantity.decimal), quantity.unit);
    const change = changeTo(observation, operator, changed, range);
    return alike(change, quantity, operator.kind === 'scale' ? operator.power : 0);
  });
  const points = isAsked(POINTS) ? pointsChange(observation, quantity, interval, asPrinted) : undefined;
  return [...changes, ...(points ? [points] : [])]
    .filter((change) => isPossible(observation, quantity, change))
    .sort((a, b) => a.cost - b.cost);
}

/**
 * A rate whose comma is a decimal point: of the zeros that end behind it, as in 3,100%, only so many count as the release
 * prints of such rates.
 */
function withPoint(observation: Observation, operator: Operator, quantity: Quantity, interval: Interval): Change {
  const { measure, release, printed } = observation;
  const value = scaled(quantity.decimal, -3);
  const others = release.observations.filter((other) => other.measure === measure && other.printed !== printed);
  const places = Math.min(-1, ...others.map((other) => other.printed?.decimal.exponent ?? 0));
  const exponent = Math.max(value.exponent, Math.min(places, normalise(value).exponent));
  const half = multiply(subtract(decimal(1, exponent), scaled(quantity.resolution, -3)), decimal(5, -1));
  const wider = signOf(half) > 0 ? toBase(intervalBetween(negate(half), half), quantity.unit) : point(decimal(0));
  const change = changeTo(
    observation,
    operator,
    roundTo(value, exponent, 'nearest'),
    addIntervals(shiftInterval(interval, -3), wider),
  );
  return alike(change, quantity, -3);
}

/** A change of a figure to a value in the unit of its print, and to an interval in base units. */
export function changeTo(
  observation: Observation,
  operator: Operator,
  value: Decimal | undefined,
  interval: Interval,
): Change {
  const { cost, further } = priceFor(operator, observation);
  return { operator, name: operatorText(operator), cost, further, decimal: value, interval };
}

/** A change to a value that is printed like a quantity: a range, or with a word before it, and with its ends scaled. */
export function alike(change: Change, { ends, qualifier }: Quantity, power = 0): Change {
  if (!ends && !qualifier) return change;
  const [low, high] = ends ?? [];
  return { ...change, qualifier, ends: low && high && [scaled(low, power), scaled(high, power)] };
}

/** A number times a power of ten. */
export function scaled({ coefficient, exponent }: Decimal, power: number): Decimal {
  return { coefficient, exponent: exponent + power };
}

/** A figure whose value is open, within an interval. */
export function openChange(observation: Observation, operator: Operator, interval: Interval): Change {
  return changeTo(observation, operator, undefined, interval);
}

function operatorsFor(
  observation: Observation,
  { decimal: value, ends, unit }: Quantity,
  mayBeNegative: boolean,
): Operator[] {
  const swaps = swapsOf(value).map((at): Operator => ({ kind: 'swap', at }));
  if (unit.code === 'year') return observation.claim ? [] : swaps;
  const scales = powersOf(observation.release.source).map((power): Operator => ({ kind: 'scale', power }));
  // The digits of the middle of a range are not printed.
  if (ends) return scales;
  return [
    ...scales,
    ...((mayBeNegative && !observation.claim) || hasSign(observation) ? [{ kind: 'sign' } as const] : []),
    ...swaps,
    ...ratiosOf(observation, unit.code, value),
  ];
}

/** Whether a sign can be lost or gained: of a rate, or where a like figure of the release is printed negative. */
function hasSign({ measure, indicator, release, claim }: Observation): boolean {
  if (claim) return false;
  if (measure === 'growth' || measure === 'change' || measure === 'cagr' || measure === 'difference') return true;
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

/**
 * A ratio may be printed as an increase, or the reverse, where it is far from one: two and a half times is no increase
 * of 250 %, and what falls by 60 % is at 40 %. Of an index or a ratio, the increase may be printed in its place, and of
 * a multiple either, also without %.
 */
function ratiosOf({ measure, indicator, claim }: Observation, unit: string, value: Decimal): Operator[] {
  if (claim) return [];
  if (measure === 'ratio') return (unit === '%' ? BY_POINTS : BY_ONE).map((by) => ({ kind: 'ratio', by }));
  if (unit !== '%') return [];
  const isFar = compare(value, LEAST_RATIO) >= 0;
  const isLevel = measure === 'level' && (indicator.kind === 'index' || indicator.kind === 'ratio');
  if (measure !== 'growth' && !isLevel) return [];
  const isFall = measure === 'growth' && compare(value, LEAST_INDEX) >= 0;
  const by = isFar ? BY_POINTS : isLevel ? ([100] as const) : isFall ? ([-100] as const) : [];
  return by.map((each) => ({ kind: 'ratio', by: each }));
}

const BY_POINTS = [-100, 100] as const;
const BY_ONE = [-1, 1] as const;
const LEAST_RATIO = decimal(50);
/** A fall by more than nine tenths is hardly printed as what is left. */
const LEAST_INDEX = decimal(10);

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
      return scaled(value, operator.power);
    case 'sign':
      return negate(value);
    case 'swap':
      return swapped(value, operator.at);
    case 'ratio':
      return add(value, decimal(operator.by));
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
function changedInterval(operator: Operator, interval: Interval, by: Decimal, unit: Unit): Interval {
  if (operator.kind === 'scale') return shiftInterval(interval, operator.power);
  return addIntervals(interval, toBase(point(by), unit));
}

const POINTS: Operator = { kind: 'points' };

/**
 * What a rate is if its points and per cent were confused: the growth of a rate that its release states, given in points
 * of that rate; or a difference between rates, given in per cent of the other one.
 */
function pointsChange(
  observation: Observation,
  quantity: Quantity,
  printed: Interval,
  asPrinted: boolean,
): Change | undefined {
  const { measure, indicator, release, period, counterpart } = observation;
  const isOwn = measure === 'growth' && indicator.unit.code === '%';
  if (!isOwn && (measure !== 'difference' || quantity.unit.code !== 'pp')) return undefined;
  const address = `${isOwn ? indicator.id : counterpart}@${period.text}`;
  const stated = release.observations.find((other) => other.address === address);
  const rate = stated?.printed?.unit.code === '%' ? intervalOf(stated, asPrinted) : undefined;
  if (!rate) return undefined;
  const range = isOwn ? divideIntervals(printed, subtractIntervals(rate, printed)) : multiplyIntervals(printed, rate);
  const { low, high } = range;
  if (!low || !high || isEmpty(range)) return undefined;
  const middle = multiply(add(low, high), decimal(50));
  return changeTo(observation, POINTS, roundTo(middle, quantity.decimal.exponent, 'nearest'), range);
}

/** The intervals, in base units, of the prints that differ from that of a figure in one digit. */
export function mistypedIntervals(observation: Observation, asPrinted: boolean): Interval[] {
  const quantity = quantityIn(observation, asPrinted);
  const interval = intervalOf(observation, asPrinted);
  if (!quantity || !interval) return [];
  const digits = digitsOf(quantity.decimal);
  return digits.split('').flatMap((old, at) =>
    DIGITS.filter((digit) => digit !== old && !(at === 0 && digit === '0' && digits.length > 1))
      .map((digit) => withDigits(quantity.decimal, digits.slice(0, at) + digit + digits.slice(at + 1)))
      .map((value) => addIntervals(interval, toBase(point(subtract(value, quantity.decimal)), quantity.unit))),
  );
}

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));

const LEAST_RATE = decimal(-100);
/** Nothing that is published grows a thousand times over, in per cent: a slip makes no such rate of another one. */
const MOST_RATE = decimal(100_000);
const WHOLE = decimal(100);

/**
 * Nothing shrinks by more than all of it, or grows without limit; no part is more than the whole, no multiple is below zero,
 * and what is counted stays whole.
 */
export function isPossible(
  observation: Observation,
  { unit, decimal: printed }: Quantity,
  { decimal: value }: Change,
): boolean {
  const { measure } = observation;
  if (!value) return true;
  if (measure === 'growth' || measure === 'cagr') {
    return compare(value, LEAST_RATE) > 0 && (compare(value, MOST_RATE) <= 0 || compare(value, printed) <= 0);
  }
  if (measure === 'share') return compare(value, WHOLE) <= 0 && signOf(value) >= 0;
  if (measure === 'ratio') return signOf(value) > 0;
  return unit.code !== 'count' || isWhole(value) || !isWhole(printed) || hasDecimals(observation);
}

const withDecimals = new WeakMap<Release, ReadonlySet<string>>();

/** Whether its release prints decimals of the same at another period, as of an index: it counts nothing then. */
function hasDecimals({ release, indicator, measure }: Observation): boolean {
  let found = withDecimals.get(release);
  if (!found) {
    const parted = release.observations.filter(({ printed }) => printed && !isWhole(printed.decimal));
    found = new Set(parted.map((one) => `${one.measure} ${one.indicator.id}`));
    withDecimals.set(release, found);
  }
  return found.has(`${measure} ${indicator.id}`);
}

function isWhole({ coefficient, exponent }: Decimal): boolean {
  return exponent >= 0 || coefficient % 10n ** BigInt(-exponent) === 0n;
}
