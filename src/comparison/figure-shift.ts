import {
  add,
  compare,
  type Decimal,
  decimal,
  decimalText,
  divide,
  greatest,
  normalise,
  roundTo,
  subtract,
} from '../core/numbers/decimal.ts';
import { quantityOf, type Quantity } from '../dataset/model.ts';
import { convert, sameDimension, type Unit } from '../dataset/unit.ts';
import { addressOf, observationOf, type Value } from '../figure/value.ts';
import type { Segment, ShownFigure } from './segments.ts';

/** By how much a figure differs from what it was. */
export interface Shift {
  /** In the unit of the later figure, with its sign: `+0.08 Mt`. */
  readonly text: string;
  /** The same in units of the last digit that counts, of whichever figure is known less well; rounded to one decimal. */
  readonly lastDigits: string;
  /** What such a unit is worth: `0.01 Mt`. */
  readonly digit: string;
}

/** A figure that two documents print otherwise. */
export interface FigureShift {
  readonly address: string;
  /** As printed; undefined where it is not. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly shift: Shift | undefined;
}

/** The figures that two segments print otherwise, in the order of the later one, then those that are gone. */
export function figureShifts(before: Segment | undefined, after: Segment | undefined): FigureShift[] {
  const old = [...(before?.figures ?? [])];
  const shifts: FigureShift[] = [];
  for (const figure of after?.figures ?? []) {
    const address = addressOf(figure.value);
    const at = old.findIndex(({ value }) => addressOf(value) === address);
    const [was] = at < 0 ? [] : old.splice(at, 1);
    if (was?.text !== figure.text) shifts.push(shiftOf(address, was, figure));
  }
  return [...shifts, ...old.map((was) => shiftOf(addressOf(was.value), was, undefined))];
}

function shiftOf(address: string, was: ShownFigure | undefined, is: ShownFigure | undefined): FigureShift {
  const shift = was && is ? valueShift(was.value, is.value) : undefined;
  return { address, before: was?.text, after: is?.text, shift };
}

function valueShift(before: Value, after: Value): Shift | undefined {
  const [old, current] = [before, after].map((value) => {
    const stated = observationOf(value);
    return (stated && quantityOf(stated)) ?? measured(value);
  });
  return old && current ? shiftBetween(old, current) : undefined;
}

type Measured = Pick<Quantity, 'decimal' | 'unit' | 'resolution'>;

/** A figure that was worked out: its last digit is that of its number. */
function measured({ decimal: number, unit }: Value): Measured {
  return { decimal: number, unit, resolution: decimal(1, number.exponent) };
}

/** By how much two figures differ; undefined where their units cannot be compared. */
export function shiftBetween(before: Measured, after: Measured): Shift | undefined {
  const { unit } = after;
  if (!sameDimension(before.unit, unit)) return undefined;
  const difference = normalise(subtract(after.decimal, convert(before.decimal, before.unit, unit)));
  const worth = normalise(greatest(convert(before.resolution, before.unit, unit), after.resolution));
  if (compare(worth, decimal(0)) === 0) return undefined;
  const digits = normalise(roundTo(divide(difference, worth, 'nearest'), -1));
  // With the digits that count: from 147.20 to 147.30 it is 0.10.
  const shown = add(difference, decimal(0, Math.min(0, worth.exponent)));
  return {
    text: signed(shown) + unitText(unit),
    lastDigits: signed(digits),
    digit: grouped(decimalText(worth)) + unitText(unit),
  };
}

function signed(number: Decimal): string {
  const sign = compare(number, decimal(0)) > 0 ? '+' : '';
  return sign + grouped(decimalText(number).replace('-', '−'));
}

function grouped(text: string): string {
  const [whole = '', ...rest] = text.split('.');
  return [whole.replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ','), ...rest].join('.');
}

function unitText({ code }: Unit): string {
  if (code === 'count') return '';
  return code === '%' ? ' pp' : ` ${code}`;
}

/** `+0.08 Mt`; `+0.01 Mt, one in the last digit`, which rounding alone may be. */
export function shiftText({ text, lastDigits }: Shift): string {
  return /^[+−]?1$/.test(lastDigits) ? `${text}, one in the last digit` : text;
}
