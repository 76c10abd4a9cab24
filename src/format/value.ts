import {
  absolute,
  add,
  compare,
  type Decimal,
  decimal,
  multiply,
  normalise,
  roundTo,
  signOf,
} from '../core/decimal.ts';
import type { Interval } from '../core/interval.ts';
import type { Place } from '../core/source-file.ts';
import { type Flag, type Provenance, Value } from '../core/value.ts';
import { type Observation, type Quantity, quantityOf } from '../dataset/model.ts';
import { convert, convertInterval, type Unit } from '../dataset/unit.ts';
import { formatQuantity, type QuantityStyle } from './number.ts';
import { words } from './words.ts';

/** How a value is printed. */
export interface ValueStyle extends QuantityStyle {
  /** Unit to convert to; must have the dimension of the figure's own. */
  readonly unit?: Unit | undefined;
  /** Digits after the point, coarser than the print only: a figure never gains digits. */
  readonly digits?: number | undefined;
}

/** The value of an observation as a document prints it, or undefined for a claim, which has no figure. */
export function observationValue(observation: Observation, style: ValueStyle, place?: Place): Value | undefined {
  const quantity = quantityOf(observation);
  if (!quantity) return undefined;
  const unit = style.unit ?? quantity.unit;
  const converted = convert(significant(quantity, unit), quantity.unit, unit);
  const figure = style.digits === undefined ? converted : coarser(converted, -style.digits);
  const { qualifier } = quantity;
  return new Value({
    address: observation.address,
    decimal: figure,
    interval: convertInterval(quantity.interval, quantity.unit, unit),
    unit: unit.code,
    text: formatQuantity(figure, unit, { ...style, qualifier }),
    qualifier,
    flags: flagsOf(observation),
    provenance: provenanceOf(observation),
    place,
  });
}

/**
 * The figure without the zeros that carry no precision, if it is to be converted: 456,000 t is 0.456 Mt. In its own
 * unit it keeps every digit of the print.
 */
function significant({ decimal: figure, resolution, unit }: Quantity, target: Unit): Decimal {
  if (unit.code === target.code) return figure;
  const { exponent } = normalise(resolution);
  return exponent > figure.exponent ? roundTo(figure, exponent) : figure;
}

function coarser(value: Decimal, exponent: number): Decimal {
  return exponent > value.exponent ? roundTo(value, exponent) : value;
}

function flagsOf({ correction, status }: Observation): Flag[] {
  return correction ? ['corrected', ...status] : [...status];
}

function provenanceOf({ release, printed, correction, at }: Observation): Provenance {
  return {
    release: release.id,
    source: release.source.id,
    printed: printed?.text,
    corrected: correction?.quantity.text,
    evidence: correction?.evidence,
    at,
  };
}

/**
 * The value of an expression over other values, which no source printed. Its interval says how well it is known, and
 * it is printed no finer than that: rounded to the finest power of ten at which the whole interval rounds to at most
 * two neighbouring numbers; where that leaves no digit, as a range. `bounds` must be closed above and below.
 */
export function derivedValue(
  expression: string,
  bounds: Interval,
  unit: Unit,
  inputs: readonly Value[],
  style: QuantityStyle,
  place?: Place,
): Value | undefined {
  const { low, high } = bounds;
  if (!low || !high) return undefined;
  const middle = multiply(add(low, high), decimal(5, -1));
  const exponent = honestExponent(low, high);
  const rounded = roundTo(middle, exponent);
  const text =
    signOf(rounded) === 0 && signOf(middle) !== 0
      ? rangeText(low, high, unit, style)
      : formatQuantity(rounded, unit, style);
  const flags: Flag[] = ['derived'];
  if (inputs.some((input) => input.flags.includes('forecast'))) flags.push('forecast');
  if (inputs.some((input) => input.flags.includes('provisional'))) flags.push('provisional');
  return new Value({
    address: expression,
    decimal: rounded,
    interval: bounds,
    unit: unit.code,
    text,
    flags,
    provenance: { expression, inputs },
    place,
  });
}

/** Finest digits that anything derived is printed with, where its interval is a point. */
const FINEST_EXPONENT = -6;

/** The finest power of ten at which both ends round to the same number or to neighbours. */
function honestExponent(low: Decimal, high: Decimal): number {
  if (compare(low, high) === 0) return Math.max(FINEST_EXPONENT, normalise(low).exponent);
  let exponent = FINEST_EXPONENT;
  while (!neighbours(roundTo(low, exponent), roundTo(high, exponent))) exponent += 1;
  return exponent;
}

function neighbours(a: Decimal, b: Decimal): boolean {
  return compare(b, add(a, decimal(1, a.exponent))) <= 0;
}

/** `21.3 to 21.5 Mt`: the ends rounded outwards to two digits of their greater one. */
function rangeText(low: Decimal, high: Decimal, unit: Unit, style: QuantityStyle): string {
  const widest = compare(absolute(low), absolute(high)) > 0 ? absolute(low) : absolute(high);
  const exponent = widest.coefficient.toString().length + widest.exponent - 2;
  const from = formatQuantity(roundTo(low, exponent, 'down'), unit, { ...style, style: 'bare' });
  return words(style.locale).range(from, formatQuantity(roundTo(high, exponent, 'up'), unit, style));
}
