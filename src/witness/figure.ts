import { compare, type Decimal, decimal, normalise, negate, shift, signOf } from '../core/numbers/decimal.ts';
import type { Observation, Quantity } from '../dataset/model.ts';
import { isPoints, parseUnit, powerBetween, sameDimension, type Unit } from '../dataset/unit.ts';
import type { Numeral } from '../source-document/source-document.ts';

/** The units that the words behind a numeral may mean, with its scale; a numeral without known words counts things or people. */
export function unitsOf(
  { units, power }: Pick<Numeral, 'units' | 'power'>,
  declared: ReadonlyMap<string, Unit>,
): readonly Unit[] {
  const codes = units.length === 0 ? ['count', 'person'] : units;
  return codes.flatMap((code) => {
    const unit =
      unitCalled(power === 0 ? code : `10^${power} ${code}`, declared) ??
      (power === 0 ? undefined : unitCalled(code, declared));
    return unit ? [unit] : [];
  });
}

const units = new WeakMap<ReadonlyMap<string, Unit>, Map<string, Unit | undefined>>();

function unitCalled(code: string, declared: ReadonlyMap<string, Unit>): Unit | undefined {
  const known = units.get(declared) ?? new Map<string, Unit | undefined>();
  units.set(declared, known);
  if (!known.has(code)) known.set(code, parseUnit(code, declared));
  return known.get(code);
}

/** Whether a numeral with the words of its unit may be a figure of an indicator: a change or share of anything is printed in per cent. */
export function fitsUnits(
  numeral: Pick<Numeral, 'units' | 'power' | 'value'>,
  unit: Unit | undefined,
  declared: ReadonlyMap<string, Unit>,
): boolean {
  const isRate = (code: string): boolean => code === '%' || code === 'pp';
  if (unit === undefined || numeral.units.some(isRate)) return true;
  // The first numbers of a list may lack the sign of the last, but none is a thousand per cent.
  if (isRate(unit.code))
    return numeral.units.length === 0 && numeral.power === 0 && compare(numeral.value, decimal(1000n, 0)) < 0;
  if (numeral.units.length === 0) return true;
  const [over] = unscaled(unit).split('/');
  const isCounted = declared.has(unit.code) && numeral.units.includes('count');
  return (
    isCounted ||
    numeral.units.includes(over ?? '') ||
    unitsOf(numeral, declared).some((one) => sameDimension(one, unit))
  );
}

/** The code of a unit without its scale: `USD` of `million USD`, `EUR/t` of `10^3 EUR/t`. */
export function unscaled({ code, single }: Unit): string {
  return single?.code ?? code.replace(/^(?:10\^\d+|million|bn|tn) /, '');
}

/** How a figure as it is typed stands to a numeral of a source. */
export interface Likeness {
  /** The same digits, zeros at the end counted as far as both print them, in whatever unit. */
  readonly digits: boolean;
  /** A unit that its words mean, and the same worth of each digit in it. */
  readonly unit: boolean;
}

/** Compares the digits and unit of a figure with those of a numeral; `end` is which end of a range. */
export function likeness(
  quantity: Quantity,
  numeral: Numeral,
  found: readonly Unit[],
  value = quantity.decimal,
): Likeness {
  const own = unsigned(value);
  const fitting = found.filter(
    (unit) => sameDimension(unit, quantity.unit) && isPoints(unit) === isPoints(quantity.unit),
  );
  const isYear = quantity.unit.code === 'year' && numeral.units.length === 0;
  const isSame = (unit: Unit): boolean => {
    const power = powerBetween(unit, quantity.unit);
    if (power === undefined) return false;
    const shown = shift(numeral.value, power);
    return numeral.isLoose === true ? compare(own, shown) === 0 : samePrint(own, shown, power);
  };
  if (isYear) return { digits: samePrint(own, numeral.value, 0), unit: samePrint(own, numeral.value, 0) };
  const unit = fitting.some(isSame);
  return { digits: unit || sameDigits(own, numeral.value), unit };
}

export function unsigned(value: Decimal): Decimal {
  return signOf(value) < 0 ? negate(value) : value;
}

/** Whether two numbers are equal and printed to the same digit; zeros at the end of a whole number may count or not. */
function samePrint(a: Decimal, b: Decimal, power: number): boolean {
  if (compare(a, b) !== 0) return false;
  const [first, second] = [worths(a, 0), worths({ ...b }, power)];
  return first[0] <= second[1] && second[0] <= first[1];
}

/** The powers of ten that the last digit which counts may be worth; `power` is by how much the print was shifted. */
function worths(value: Decimal, power: number): readonly [number, number] {
  const printed = value.exponent - power;
  if (printed < 0) return [value.exponent, value.exponent];
  return [value.exponent, Math.max(value.exponent, normalise(value).exponent)];
}

/** The same digits with the point anywhere. */
function sameDigits(a: Decimal, b: Decimal): boolean {
  const [first, second] = [normalise(a), normalise(b)];
  return first.coefficient === second.coefficient && a.exponent === b.exponent;
}

/** How a typed number became another: for messages. */
export function slipOf(typed: Decimal, printed: Decimal): 'point' | 'zeros' | 'swap' | 'digit' | undefined {
  const [a, b] = [unsigned(typed), unsigned(printed)];
  if (compare(a, b) === 0) return 'zeros';
  if (normalise(a).coefficient === normalise(b).coefficient) return 'point';
  const [first, second] = [a, b].map(({ coefficient }) => coefficient.toString());
  if (first === undefined || second === undefined || a.exponent !== b.exponent) return undefined;
  if (first.length === second.length) {
    const differ = Array.from(first).flatMap((digit, at) => (digit === second[at] ? [] : [at]));
    if (differ.length === 1) return first.length > 1 ? 'digit' : undefined;
    const [one = 0, other = 0] = differ;
    return differ.length === 2 && first[one] === second[other] && first[other] === second[one] ? 'swap' : undefined;
  }
  return undefined;
}

/** The numbers that a statement prints: two for a range. */
export function endsOf({ printed }: Observation): readonly Decimal[] {
  return printed ? (printed.ends ?? [printed.decimal]) : [];
}
