import { absolute, type Decimal, decimalText, signOf } from '../core/numbers/decimal.ts';
import type { Qualifier } from '../dataset/model.ts';
import { isCalendarYear, type Unit } from '../dataset/unit.ts';
import { type LocaleId, words } from '../language/locales.ts';

/** A true minus, as wide as a plus and never taken for a hyphen. */
const MINUS = '\u2212';

/** A space at which no line breaks: between a number and its unit. */
export const NO_BREAK_SPACE = '\u00A0';

/** The form of a printed quantity. */
export interface QuantityStyle {
  readonly locale: LocaleId;
  /**
   * `long`: unit in words (`million tonnes`), for running text; `short`: unit symbol (`Mt`), for boxes and heads;
   * `bare`: no unit, for cells.
   */
  readonly style?: 'long' | 'short' | 'bare' | undefined;
  /** A positive number gets a plus. */
  readonly sign?: boolean | undefined;
  readonly qualifier?: Qualifier | undefined;
}

/** A number with the signs of a locale and a true minus; every kept digit is shown. */
export function formatNumber(
  value: Decimal,
  locale: LocaleId,
  options: { sign?: boolean | undefined; grouping?: boolean } = {},
): string {
  const { decimal, group } = words(locale).numbers;
  const [whole = '', fraction] = decimalText(absolute(value)).split('.');
  const grouped = options.grouping === false ? whole : whole.replace(/\B(?=(\d{3})+$)/g, group);
  const plus = options.sign && signOf(value) > 0 ? '+' : '';
  return (signOf(value) < 0 ? MINUS : plus) + grouped + (fraction === undefined ? '' : decimal + fraction);
}

/** A quantity as a document prints it. */
export interface PrintedQuantity {
  readonly text: string;
  /** How many digits it has after the point; of a range, its last number. */
  readonly decimals: number;
  /** The unit, with the space before it; empty where none is printed. */
  readonly suffix: string;
}

/**
 * A number with its unit and qualifier: `14.72 million tonnes`, `over 12,000`, `10.4%`. The number is already in
 * `unit`.
 */
export function printedQuantity(value: Decimal, unit: Unit, options: QuantityStyle): PrintedQuantity {
  const number = formatNumber(value, options.locale, { sign: options.sign, grouping: !isCalendarYear(value, unit) });
  const qualified = options.qualifier ? words(options.locale).qualifier[options.qualifier](number) : number;
  const suffix = options.style === 'bare' ? '' : unitSuffix(value, unit, options);
  return { text: qualified + suffix, decimals: Math.max(0, -value.exponent), suffix };
}

/** The text of a printed quantity. */
export function formatQuantity(value: Decimal, unit: Unit, options: QuantityStyle): string {
  return printedQuantity(value, unit, options).text;
}

/** The unit after a number, with the space before it; nothing for counts and years. */
function unitSuffix(value: Decimal, unit: Unit, { locale, style }: QuantityStyle): string {
  const { numbers } = words(locale);
  if (unit.code === '%') return numbers.percent;
  if (isCalendarYear(value, unit) || unit.code === 'count') return '';
  if (unit.code === 'year') return NO_BREAK_SPACE + words(locale).years(decimalText(absolute(value)) === '1');
  const text = unitText(unit, locale, style === 'short' ? 'short' : 'long');
  const isOne = decimalText(absolute(value)) === '1';
  const own = unit.name.get(locale) === text ? unit.singular?.get(locale) : undefined;
  return NO_BREAK_SPACE + (isOne ? (own ?? singularOf(text, locale)) : text);
}

/** The name of a unit as it stands after the number 1: `tonne`, `percentage point`, `Million Tonnen`. */
function singularOf(name: string, locale: LocaleId): string {
  for (const [many, one] of changingNames(locale)) {
    if (name === many || name.startsWith(`${many} `)) return one + name.slice(many.length);
  }
  return name;
}

type Changing = readonly (readonly [many: string, one: string, ...under: readonly string[]])[];

const changing = new Map<LocaleId, Changing>();

/** The names of units and scales that change after 1, with what they are then. */
function changingNames(locale: LocaleId): Changing {
  const { units, shortUnits } = words(locale);
  const tables = shortUnits === 'name' ? [units] : [units, shortUnits];
  const found =
    changing.get(locale) ??
    tables
      .flatMap(({ forms, scales }) => [forms, scales].flatMap((names) => Object.values<Changing[number]>(names)))
      .filter(([many, one]) => many !== one);
  changing.set(locale, found);
  return found;
}

/** The unit itself, in words or in short: for table heads and subtitles. */
export function unitText(unit: Unit, locale: LocaleId, style: 'long' | 'short' = 'long'): string {
  if (style === 'short' && words(locale).shortUnits !== 'name') return unit.symbols?.get(locale) ?? unit.symbol;
  return unit.name.get(locale) ?? unit.code;
}
