import {
  type Decimal,
  decimal,
  divide,
  dividedBy,
  magnitude,
  multiply,
  normalise,
  plain,
  type Rounding,
  shift,
  signOf,
  superscript,
} from '../core/numbers/decimal.ts';
import { type Interval, interval, scaleInterval } from '../core/numbers/interval.ts';
import { BUILTIN_UNITS, isCurrency } from './builtin-units.ts';
import { type UnitDimension, productOf, sameAs } from './unit-dimension.ts';
import type { Localised } from './localised.ts';
import type { UnitNames } from '../language/locale.ts';
import { formOf, type UnitForms } from '../language/unit-forms.ts';
import { DEFAULT_LOCALE, LOCALES, words } from '../language/locales.ts';

const ONE = decimal(1);

/** A size and a product of powers of base quantities. */
export interface Unit {
  /** As written in the data, with the codes of named units: `Mt`, `bn USD`, `10^4 t`, `CNY/t`, `%`. */
  readonly code: string;
  /** Short form for tables: the code, with a power of ten as it is printed (`10⁴ t`). */
  readonly symbol: string;
  /** One of this unit in base units is `factor` ÷ `divisor`, exact; a divisor left out is 1. */
  readonly factor: Decimal;
  readonly divisor?: Decimal | undefined;
  readonly dimension: UnitDimension;
  /** Words by locale: `million tonnes`. In a locale without words the code is printed. */
  readonly name: Localised;
  /** Short forms of the locales that do not use `symbol`: `Mio. t`. */
  readonly symbols?: Localised;
  /** Words after 1 and after `per`, where the dataset gives them: `train`. */
  readonly singular?: Localised | undefined;
  /** What sources call it, by source, where the dataset says so. */
  readonly inSource?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Of a scaled unit: the unit without its scale, tonnes of `10^4 t`. */
  readonly single?: Unit | undefined;
}

/** The units that every dataset has; scales and quotients of them are units too. */
export const builtinUnits: ReadonlyMap<string, Unit> = new Map(
  BUILTIN_UNITS.map(({ code, base, factor, divisor, symbol = code }) => {
    const dimension = new Map(base === undefined ? [] : [[base, 1]]);
    const words = unitWords({ atom: code, symbol });
    return [code, { code, symbol, ...reduced(factor, divisor), dimension, ...words }];
  }),
);

/** The forms of a unit, for messages. */
export const UNIT_FORMS = '[thousand | million | bn | tn | 10^n ]unit[/unit], as in Mt, bn USD, 10^4 t, CNY/t';

const SCALES: ReadonlyMap<string, number> = new Map([
  ['million', 6],
  ['bn', 9],
  ['tn', 12],
]);

/** Units that have no scale: a billion per cent is a slip. */
const UNSCALED: ReadonlySet<string> = new Set(['%', 'pp', 'year']);

const UNIT =
  /^(?:(?:(?<word>million|bn|tn)|10\^(?<power>[1-9]\d?))(?: |$))?(?<over>[^\s/](?:[^/]*[^\s/])?)?(?:\/(?<under>[^\s/](?:[^/]*[^\s/])?))?$/;

/**
 * Parses a unit: `[scale ]atom[/atom]`, where an atom is a built-in unit, by its code or English name, or one of `extra`,
 * which the dataset declares. A scale alone is a count (`million`); `thousand` is another word for `10^3`. Undefined for
 * other texts.
 */
export function parseUnit(code: string, extra: ReadonlyMap<string, Unit>): Unit | undefined {
  const known = findAtom(code, extra);
  if (known) return known;
  const parts = UNIT.exec(code.replace(/^thousand(?= |$)/, '10^3'))?.groups;
  if (!parts) return undefined;
  const scale = parts['word'] ?? parts['power'];
  const over = findAtom(parts['over'] ?? (scale === undefined ? '' : 'count'), extra);
  const under = parts['under'] === undefined ? undefined : findAtom(parts['under'], extra);
  if (!over || (parts['under'] !== undefined && !under)) return undefined;
  if (scale !== undefined && UNSCALED.has(over.code)) return undefined;
  return composed(codeOf(parts, over, under), scale, over, under);
}

function findAtom(code: string, extra: ReadonlyMap<string, Unit>): Unit | undefined {
  return extra.get(code) ?? builtinUnits.get(code) ?? builtinUnits.get(codeNamed(code) ?? '');
}

/** A power of ten of a unit that has no scale: `10^4 t`. */
export function scaledUnit(single: Unit, power: number): Unit {
  return composed(`10^${power} ${single.code}`, String(power), single, undefined);
}

/** The code of a composed unit, in which a name is replaced by its code: `10^3 bbl/day` for `10^3 barrels/day`. */
function codeOf(parts: Record<string, string | undefined>, over: Unit, under: Unit | undefined): string {
  const { word, power, over: counted } = parts;
  const scale = word ?? (power === undefined ? undefined : `10^${power}`);
  const scaled = [scale, counted === undefined ? undefined : over.code].filter((part) => part !== undefined).join(' ');
  return under ? `${scaled}/${under.code}` : scaled;
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
  const { divisor = ONE } = over;
  const printed = scale !== undefined && !SCALES.has(scale) ? `10${superscript(scale)}` : scale;
  const isScaleAlone = over.code === 'count' && !code.includes('count');
  const symbol = [printed, isScaleAlone ? undefined : over.symbol].filter((part) => part !== undefined).join(' ');
  const per = under && { ...under, symbol: symbolOfOne(under) };
  return {
    code,
    symbol: per && per.code !== 'count' ? `${symbol}/${per.symbol}` : symbol,
    ...(under ? {} : { single: over }),
    ...(under
      ? reduced(multiply(scaled, under.divisor ?? ONE), multiply(divisor, under.factor))
      : reduced(scaled, divisor)),
    dimension: under ? productOf(over.dimension, under.dimension, -1) : over.dimension,
    ...unitWords({ exponent, atom: over.code, symbol: over.symbol, names: over.name, per }),
  };
}

/** What stands below a stroke: the symbol, or where that is the word for several, the word for one. */
function symbolOfOne({ symbol, name, singular }: Unit): string {
  const [locale] = [...name].find(([id, plural]) => plural === symbol && singular?.has(id)) ?? [];
  return (locale === undefined ? undefined : singular?.get(locale)) ?? symbol;
}

/** The code of the built-in unit that is one of a base quantity; a currency, or what a dataset declares, is its own. */
const BASE_CODES: Readonly<Record<string, string>> = {
  mass: 't',
  volume: 'm3',
  area: 'ha',
  length: 'km',
  energy: 'kWh',
};

/** One of a dimension in base units, to show numbers in that no other unit fits: `t/ha`, `1/t`, `kWh/person·day`. */
export function baseUnit(dimension: UnitDimension): Unit {
  const side = (sign: 1 | -1): string =>
    [...dimension]
      .filter(([base, power]) => power * sign > 0 && base !== 'count')
      .map(([base, power]) => `${BASE_CODES[base] ?? base}${power * sign === 1 ? '' : `^${power * sign}`}`)
      .join('·');
  const [over, under] = [side(1), side(-1)];
  const code = under === '' ? over || 'count' : `${over || '1'}/${under}`;
  return { code, symbol: code, factor: ONE, dimension, name: new Map() };
}

/** The size of a unit: `factor` ÷ `divisor`, which is left out if it is a power of ten. */
export function reduced(factor: Decimal, divisor = ONE): Pick<Unit, 'factor' | 'divisor'> {
  const { coefficient, exponent } = normalise(divisor);
  return coefficient === 1n ? { factor: normalise(shift(factor, -exponent)) } : { factor, divisor };
}

/** Whether one unit converts to the other. `%` and `pp` do. */
export function sameDimension(a: Unit, b: Unit): boolean {
  return sameAs(a.dimension, b.dimension);
}

/** The kind of quantity that a unit can only have: a percentage is a ratio, money for a quantity a price. */
export function kindOf({ code, dimension }: Unit): 'ratio' | 'price' | undefined {
  if (code === '%') return 'ratio';
  const [over, under] = [1, -1].map((sign) => [...dimension].filter(([, power]) => power * sign > 0));
  return over?.some(([base]) => isCurrency(base)) && under?.length ? 'price' : undefined;
}

/** Whether it is the unit of differences between percentages; levels and rates have another. */
export function isPoints(unit: Unit): boolean {
  return unit.code === 'pp';
}

/**
 * A number in another unit: exact where one is a power of ten of the other, else to 40 digits. Throws a RangeError if the
 * dimensions differ.
 */
export function convert(value: Decimal, from: Unit, to: Unit, rounding: Rounding = 'nearest'): Decimal {
  const power = powerBetween(from, to);
  if (power !== undefined) return plain(shift(value, power));
  const [over, under] = [multiply(from.factor, to.divisor ?? ONE), multiply(from.divisor ?? ONE, to.factor)];
  return divide(multiply(value, over), under, rounding);
}

/** The same, with ends that are not exact rounded outwards. */
export function convertInterval({ low, high, lowOpen, highOpen }: Interval, from: Unit, to: Unit): Interval {
  return interval(low && convert(low, from, to, 'down'), high && convert(high, from, to, 'up'), lowOpen, highOpen);
}

/** A range in base units, exact, so that what differs in one unit by its last digit differs in base units too. */
export function toBase(range: Interval, { factor, divisor }: Unit): Interval {
  return scaleInterval(range, divisor ? exactQuotient(factor, divisor) : factor);
}

function exactQuotient(a: Decimal, { coefficient, exponent }: Decimal): Decimal {
  return dividedBy(shift(a, -exponent), coefficient);
}

/** A number of base units, in a unit. */
export function fromBase(value: Decimal, { factor, divisor = ONE }: Unit): Decimal {
  return divide(multiply(value, divisor), factor, 'nearest');
}

/**
 * The power of ten of one unit in another; undefined if it is another number, as between pounds and tonnes. Throws a
 * RangeError if the dimensions differ.
 */
export function powerBetween(from: Unit, to: Unit): number | undefined {
  const known = powers.get(from) ?? new WeakMap<Unit, { readonly power: number | undefined }>();
  const found = known.get(to) ?? { power: findPower(from, to) };
  powers.set(from, known.set(to, found));
  return found.power;
}

/** The powers of units that were asked for: a brief prints many figures in few units. */
const powers = new WeakMap<Unit, WeakMap<Unit, { readonly power: number | undefined }>>();

function findPower(from: Unit, to: Unit): number | undefined {
  if (!sameDimension(from, to)) throw new RangeError(`${from.code} cannot be converted to ${to.code}`);
  const [over, under] = [multiply(from.factor, to.divisor ?? ONE), multiply(from.divisor ?? ONE, to.factor)].map(
    normalise,
  );
  return over && under && over.coefficient === under.coefficient ? over.exponent - under.exponent : undefined;
}

/** Whether a number is the name of a year, 2024, and not an amount of years, such as 81.4 or 80. */
export function isCalendarYear(value: Decimal, { code }: Unit): boolean {
  return code === 'year' && value.exponent >= 0 && magnitude(value) === 3 && signOf(value) > 0;
}

/** Words that data say for units next to the names that are printed, in lower case. */
const OTHER_NAMES: readonly (readonly [name: string, code: string])[] = [
  ['metric tons', 't'],
  ['metric ton', 't'],
  ['hundredweights', 'cwt'],
  ['btu', 'Btu'],
  ['mmbtu', 'MMBtu'],
  ['cents', 'cent'],
  ['persons', 'person'],
  ['years', 'year'],
];

const CODES_BY_NAME = codesByName(words(DEFAULT_LOCALE).units);

/** The codes of units by their English names, of one and of several, in lower case. A bushel is one of a commodity. */
function codesByName({ forms }: UnitNames): ReadonlyMap<string, string> {
  const named = Object.entries(forms).flatMap(([code, names]) => {
    const commodity = /^bu_(.*)$/.exec(code)?.[1];
    const whole = (name: string): string => (commodity === undefined ? name.toLowerCase() : `${name} of ${commodity}`);
    return names.filter((name) => name !== '' && name !== code).map((name) => [whole(name), code] as const);
  });
  return new Map([...named, ...OTHER_NAMES]);
}

/** The code of the built-in unit with an English name, such as `short tons`; also as Americans spell it, `cubic meter`. */
function codeNamed(name: string): string | undefined {
  return CODES_BY_NAME.get(name.toLowerCase().replace(/(met|lit)er(?=s?$)/, '$1re'));
}

/** The parts of a unit's name. */
interface UnitParts {
  /** Power of ten before the unit. */
  readonly exponent?: number;
  /** Code of the unit itself. */
  readonly atom: string;
  readonly symbol: string;
  /** Names that the dataset gives to a unit that is not built in, by locale. */
  readonly names?: ReadonlyMap<string, string>;
  /** The unit that the first is divided by. */
  readonly per?:
    | {
        readonly code: string;
        readonly symbol: string;
        readonly name: ReadonlyMap<string, string>;
        readonly singular?: ReadonlyMap<string, string> | undefined;
      }
    | undefined;
}

/**
 * The words for a unit in each locale that has them all, `million tonnes`, `yuan per tonne`, 万吨, 元/吨, and its symbol in
 * each locale that has one of its own, `Mio. t`.
 */
function unitWords(parts: UnitParts): {
  readonly name: ReadonlyMap<string, string>;
  readonly symbols: ReadonlyMap<string, string>;
} {
  const name = new Map<string, string>();
  const symbols = new Map<string, string>();
  for (const { id, units, shortUnits } of LOCALES) {
    const long = composedWords(units, parts, ({ names }) => names?.get(id));
    if (long !== undefined) name.set(id, long);
    const short = typeof shortUnits === 'object' ? composedWords(shortUnits, parts, ({ symbol }) => symbol) : undefined;
    if (short !== undefined) symbols.set(id, short);
  }
  return { name, symbols };
}

/** Units whose names hold a scale: "10^4 Mt" would read "ten thousand million tonnes", so it has no name. */
const SCALED_ATOMS: ReadonlySet<string> = new Set(['kt', 'Mt', 'MMBtu']);

/** A name from its parts; `other` names what is not built in. */
function composedWords(
  { forms, scales, space, quotient }: UnitNames<Partial<UnitForms>>,
  { exponent = 0, atom, symbol, names, per }: UnitParts,
  other: (part: { symbol: string; names: UnitParts['names'] | undefined }) => string | undefined,
): string | undefined {
  const unit = formOf(forms, atom)?.[0] ?? other({ symbol, names });
  const byPower: Readonly<Record<number, readonly string[] | undefined>> = scales;
  const scale = exponent === 0 ? '' : byPower[exponent]?.[0];
  if (unit === undefined || scale === undefined || (exponent > 0 && SCALED_ATOMS.has(atom))) return undefined;
  const counted = scale && unit ? scale + space + unit : scale + unit;
  if (!per) return counted;
  const [, one, under = one] = formOf(forms, per.code) ?? [];
  const divisor = under ?? other({ symbol: per.symbol, names: new Map([...per.name, ...(per.singular ?? [])]) });
  if (divisor === undefined) return undefined;
  // What is counted has no name: a price is so many euros, whatever it is the price of.
  if (divisor === '') return counted;
  return counted === '' ? quotient.trimStart() + divisor : counted + quotient + divisor;
}
