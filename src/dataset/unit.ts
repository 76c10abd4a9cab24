import { type Decimal, decimal, divide, magnitude, multiply, shift, superscript } from '../core/numbers/decimal.ts';
import { type Interval, shiftInterval } from '../core/numbers/interval.ts';
import { type UnitDimension, productOf, sameAs } from './unit-dimension.ts';
import type { Localised } from './localised.ts';
import { unitWords } from './unit-names.ts';

/** A unit of measurement: a scale and a product of powers of base quantities. */
export interface Unit {
  /** As written in the data: `Mt`, `bn USD`, `10^4 t`, `CNY/t`, `%`. */
  readonly code: string;
  /** Short form, for tables: the code, with a power of ten as it is printed (`10⁴ t`). */
  readonly symbol: string;
  /** One of this unit in base units, exact: a power of ten. */
  readonly factor: Decimal;
  readonly dimension: UnitDimension;
  /** Words for it by locale: `million tonnes`; where none are given the code is printed. */
  readonly name: Localised;
  /** Its short form in each locale that has another than `symbol`: `Mio. t`. */
  readonly symbols?: Localised;
}

/** A unit without scale or quotient. Its factor is 10^exponent of the base quantity. */
function atom(code: string, base: string | undefined, exponent = 0): [string, Unit] {
  const dimension = new Map(base === undefined ? [] : [[base, 1]]);
  return [code, { code, symbol: code, factor: decimal(1, exponent), dimension, ...unitWords({ atom: code }) }];
}

/**
 * The units that every dataset has; scales and quotients of them are units too. Masses are counted in tonnes, energy
 * in kWh. `%` and `pp` are both hundredths of a pure number, told apart by `isPoints`.
 */
export const builtinUnits: ReadonlyMap<string, Unit> = new Map([
  atom('g', 'mass', -6),
  atom('kg', 'mass', -3),
  atom('t', 'mass'),
  atom('kt', 'mass', 3),
  atom('Mt', 'mass', 6),
  atom('CNY', 'CNY'),
  atom('USD', 'USD'),
  atom('EUR', 'EUR'),
  atom('kWh', 'energy'),
  atom('MWh', 'energy', 3),
  atom('GWh', 'energy', 6),
  atom('TWh', 'energy', 9),
  atom('%', undefined, -2),
  atom('pp', undefined, -2),
  atom('count', 'count'),
  atom('year', 'year'),
]);

/** The ways to write a unit, for messages. */
export const UNIT_FORMS = '[million | bn | tn | 10^n ]unit[/unit], as in Mt, bn USD, 10^4 t, CNY/t';

const SCALES: ReadonlyMap<string, number> = new Map([
  ['million', 6],
  ['bn', 9],
  ['tn', 12],
]);

/** Units that no scale goes before: a billion per cent is a slip of the pen. */
const UNSCALED: ReadonlySet<string> = new Set(['%', 'pp', 'year']);

const UNIT = /^(?:(?:(?<word>million|bn|tn)|10\^(?<power>[1-9]\d?))(?: |$))?(?<over>[^\s/]+)?(?:\/(?<under>[^\s/]+))?$/;

/**
 * Reads a unit: `[scale ]atom[/atom]`, where an atom is one of the built-in units or of `extra`, those the dataset
 * declares. A scale alone counts things (`million`). Undefined for anything else.
 */
export function parseUnit(code: string, extra: ReadonlyMap<string, Unit>): Unit | undefined {
  const known = findAtom(code, extra);
  if (known) return known;
  const parts = UNIT.exec(code)?.groups;
  if (!parts) return undefined;
  const scale = parts['word'] ?? parts['power'];
  const over = findAtom(parts['over'] ?? (scale === undefined ? '' : 'count'), extra);
  const under = parts['under'] === undefined ? undefined : findAtom(parts['under'], extra);
  if (!over || (parts['under'] !== undefined && !under)) return undefined;
  if (scale !== undefined && UNSCALED.has(over.code)) return undefined;
  return composed(code, scale, over, under);
}

function findAtom(code: string, extra: ReadonlyMap<string, Unit>): Unit | undefined {
  return extra.get(code) ?? builtinUnits.get(code);
}

/** A unit that every dataset has. Throws a RangeError if there is none of that code. */
export function builtinUnit(code: string): Unit {
  const found = builtinUnits.get(code);
  if (!found) throw new RangeError(`${code} is no unit`);
  return found;
}

function composed(code: string, scale: string | undefined, over: Unit, under: Unit | undefined): Unit {
  const exponent = scale === undefined ? 0 : (SCALES.get(scale) ?? Number(scale));
  const scaled = multiply(over.factor, decimal(1, exponent));
  return {
    code,
    symbol: code.replace(/^10\^(\d+)/, (_, digits: string) => `10${superscript(digits)}`),
    factor: under ? divide(scaled, under.factor, 'nearest') : scaled,
    dimension: under ? productOf(over.dimension, under.dimension, -1) : over.dimension,
    ...unitWords({ exponent, atom: over.code, names: over.name, per: under }),
  };
}

/** Whether two units measure the same thing, so that one converts to the other. `%` and `pp` do. */
export function sameDimension(a: Unit, b: Unit): boolean {
  return sameAs(a.dimension, b.dimension);
}

/** Whether it is the unit of differences between percentages, which no level or rate is stated in. */
export function isPoints(unit: Unit): boolean {
  return unit.code === 'pp';
}

/** A number in another unit of the same dimension, exact. Throws a RangeError for another dimension. */
export function convert(value: Decimal, from: Unit, to: Unit): Decimal {
  return shift(value, conversion(from, to));
}

/** An interval in another unit of the same dimension, exact. Throws a RangeError for another dimension. */
export function convertInterval(interval: Interval, from: Unit, to: Unit): Interval {
  return shiftInterval(interval, conversion(from, to));
}

/** By what power of ten a number changes: factors are such powers. */
function conversion(from: Unit, to: Unit): number {
  if (!sameDimension(from, to)) throw new RangeError(`${from.code} cannot be converted to ${to.code}`);
  return magnitude(from.factor) - magnitude(to.factor);
}
