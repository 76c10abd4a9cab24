import { type Decimal, decimal, divide, magnitude, multiply, shift, superscript } from '../core/numbers/decimal.ts';
import { type Interval, shiftInterval } from '../core/numbers/interval.ts';
import { type UnitDimension, productOf, sameAs } from './unit-dimension.ts';
import type { Localised } from './localised.ts';
import { unitWords } from './unit-names.ts';

/** A power of ten and a product of powers of base quantities. */
export interface Unit {
  /** As written in the data: `Mt`, `bn USD`, `10^4 t`, `CNY/t`, `%`. */
  readonly code: string;
  /** Short form for tables: the code, with a power of ten as it is printed (`10⁴ t`). */
  readonly symbol: string;
  /** One of this unit in base units: a power of ten. */
  readonly factor: Decimal;
  readonly dimension: UnitDimension;
  /** Words by locale: `million tonnes`. In a locale without words the code is printed. */
  readonly name: Localised;
  /** Short forms of the locales that do not use `symbol`: `Mio. t`. */
  readonly symbols?: Localised;
}

/** A unit without scale or quotient: 10^exponent of its base quantity. */
function atom(code: string, base: string | undefined, exponent = 0): [string, Unit] {
  const dimension = new Map(base === undefined ? [] : [[base, 1]]);
  return [code, { code, symbol: code, factor: decimal(1, exponent), dimension, ...unitWords({ atom: code }) }];
}

/**
 * The units that every dataset has; scales and quotients of them are units too. The base of masses is the tonne, that of
 * energy the kWh. `%` and `pp` are both hundredths of a pure number; `isPoints` tells them apart.
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

/** The forms of a unit, for messages. */
export const UNIT_FORMS = '[million | bn | tn | 10^n ]unit[/unit], as in Mt, bn USD, 10^4 t, CNY/t';

const SCALES: ReadonlyMap<string, number> = new Map([
  ['million', 6],
  ['bn', 9],
  ['tn', 12],
]);

/** Units that have no scale: a billion per cent is a slip. */
const UNSCALED: ReadonlySet<string> = new Set(['%', 'pp', 'year']);

const UNIT = /^(?:(?:(?<word>million|bn|tn)|10\^(?<power>[1-9]\d?))(?: |$))?(?<over>[^\s/]+)?(?:\/(?<under>[^\s/]+))?$/;

/**
 * Parses a unit: `[scale ]atom[/atom]`, where an atom is a built-in unit or one of `extra`, which the dataset declares. A
 * scale alone is a count (`million`). Undefined for other texts.
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

/** Throws a RangeError if no built-in unit has the code. */
export function builtinUnit(code: string): Unit {
  const found = builtinUnits.get(code);
  if (!found) throw new RangeError(`${code} is not a unit`);
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

/** Whether one unit converts to the other. `%` and `pp` do. */
export function sameDimension(a: Unit, b: Unit): boolean {
  return sameAs(a.dimension, b.dimension);
}

/** Whether it is the unit of differences between percentages; levels and rates have another. */
export function isPoints(unit: Unit): boolean {
  return unit.code === 'pp';
}

/** Exact. Throws a RangeError if the dimensions differ. */
export function convert(value: Decimal, from: Unit, to: Unit): Decimal {
  return shift(value, conversion(from, to));
}

/** Exact. Throws a RangeError if the dimensions differ. */
export function convertInterval(interval: Interval, from: Unit, to: Unit): Interval {
  return shiftInterval(interval, conversion(from, to));
}

/** The power of ten that a number is multiplied by: all factors are powers of ten. */
function conversion(from: Unit, to: Unit): number {
  if (!sameDimension(from, to)) throw new RangeError(`${from.code} cannot be converted to ${to.code}`);
  return magnitude(from.factor) - magnitude(to.factor);
}
