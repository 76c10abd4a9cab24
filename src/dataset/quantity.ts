import { shortened } from '../core/diagnostics/source-text.ts';
import {
  add,
  compare,
  decimal,
  type Decimal,
  least,
  MAX_DIGITS,
  multiply,
  negate,
  normalise,
  parseDecimal,
} from '../core/numbers/decimal.ts';
import { nearestWord } from '../core/diagnostics/diagnostic.ts';
import { interval, negateInterval } from '../core/numbers/interval.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { type FigureSlip, figureSlip, multipleIn } from './figure-slips.ts';
import type { Quantity } from './model.ts';
import { intervalOf, QUALIFIER, qualifierOf, TURNED } from './qualifier.ts';
import { builtinUnits, convert, isCalendarYear, parseUnit, sameDimension, type Unit, UNIT_FORMS } from './unit.ts';

/** Explains why a text is not a quantity. */
export interface QuantityProblem {
  readonly rule: RuleId;
  readonly problem: string;
  readonly hint?: string | undefined;
  /** Whether the resolution is wrong and not the figure. */
  readonly inResolution?: boolean;
}

const QUANTITY = new RegExp(String.raw`^(?:(${QUALIFIER}) )?([+\-\u2212]?[\d.,]+)(?: ?(%)| (\S.*))?$`);

/** A sign in words, as sources print it next to an amount. */
const DIRECTION = /^(up|down) (?=\D*\d)(.*)$/;

const RANGE = /^([+\-\u2212]?[\d.,]+)( ?%)? to ([+\-\u2212]?[\d.,]+)(?: ?(%)| (\S.*))?$/;

/**
 * Parses a numeral with its unit, `[over|under|about|… ]numeral[ unit]`, or a range, `numeral to numeral[ unit]`;
 * before an amount without a sign may stand `up` or `down`. A numeral without a unit is a count. `extra` holds the
 * units that the dataset declares. `resolution`, itself a quantity, gives the value of the last digit that counts, as
 * does `decimals`, the number of decimals that the whole table prints; by default the digits give it.
 */
export function parseQuantity(
  text: string,
  extra: ReadonlyMap<string, Unit>,
  resolution?: string,
  decimals?: string,
): Quantity | QuantityProblem {
  const folded = text.trim().replace(/\s+/g, ' ');
  const [, direction, amount = ''] = DIRECTION.exec(folded) ?? [];
  if (direction) return signedBy(direction, amount, folded, parseQuantity(amount, extra, resolution, decimals));
  const range = RANGE.exec(folded);
  if (range) return rangeOf(folded, range, extra, { resolution, decimals });
  const [, said, numeral = '', percent, word] = QUANTITY.exec(folded) ?? [];
  const value = parseDecimal(numeral);
  const code = percent ?? word ?? 'count';
  const unit = value && parseUnit(code, extra);
  if (!unit) return unreadable(folded, value && code, extra);
  const worth =
    resolution !== undefined
      ? statedResolution(resolution, value, unit, extra)
      : decimals !== undefined
        ? worthOfDecimals(Number(decimals), folded, value)
        : worthOfDigits(value, unit);
  if ('problem' in worth) return worth;
  const qualifier = qualifierOf(said);
  return {
    text: folded,
    qualifier,
    decimal: value,
    unit,
    resolution: worth,
    interval: intervalOf(value, worth, unit, qualifier),
  };
}

/** The amount with the sign that a word gives it. */
function signedBy(
  direction: string,
  amount: string,
  text: string,
  quantity: Quantity | QuantityProblem,
): Quantity | QuantityProblem {
  if ('problem' in quantity) return quantity;
  if (/^(?:up|down) |[+\-\u2212]\d/.test(amount)) {
    const problem = `"${shortened(text)}" has two signs`;
    return { rule: 'dataset/not-a-decimal', problem, hint: `write the word or the sign: ${shortened(amount)}` };
  }
  return { ...(direction === 'up' ? quantity : negated(quantity)), text };
}

/** A quantity with the other sign. */
export function negated(quantity: Quantity): Quantity {
  const { decimal, ends, interval, qualifier } = quantity;
  return {
    ...quantity,
    decimal: negate(decimal),
    ends: ends && [negate(ends[1]), negate(ends[0])],
    interval: negateInterval(interval),
    qualifier: qualifier && TURNED[qualifier],
  };
}

/**
 * A range whose ends are rounded as any print: `4 to 5%` is everything from 3.5 to 5.5. Its digits are worth what those
 * of the finer end are.
 */
function rangeOf(
  text: string,
  [, first = '', isPercent, last = '', percent, word]: readonly (string | undefined)[],
  extra: ReadonlyMap<string, Unit>,
  { resolution, decimals }: { readonly resolution: string | undefined; readonly decimals: string | undefined },
): Quantity | QuantityProblem {
  const unit = percent ?? word;
  const [low, high] = [first, last].map((end) =>
    parseQuantity(unit === undefined ? end : `${end} ${unit}`, extra, resolution, decimals),
  );
  if (!low || !high || 'problem' in low) return low as QuantityProblem;
  if ('problem' in high) return high;
  const isTorn = isPercent !== undefined && high.unit.code !== '%';
  if (isTorn || compare(low.decimal, high.decimal) >= 0) {
    const problem = isTorn ? 'are in different units' : 'run backwards';
    const hint = 'write the lesser number first, and the unit once: 4 to 5%';
    return { rule: 'dataset/not-a-decimal', problem: `the ends of "${shortened(text)}" ${problem}`, hint };
  }
  const worth = least(low.resolution, high.resolution);
  const [from, to] = [low, high].map((end) => intervalOf(end.decimal, worth, high.unit, undefined));
  return {
    text,
    decimal: multiply(add(low.decimal, high.decimal), decimal(5, -1)),
    ends: [low.decimal, high.decimal],
    unit: high.unit,
    resolution: worth,
    interval: interval(from?.low, to?.high, from?.lowOpen, to?.highOpen),
  };
}

/** The problem of a text whose number, or whose unit with the `code`, cannot be read. */
function unreadable(text: string, code: string | undefined, extra: ReadonlyMap<string, Unit>): QuantityProblem {
  const isReadable = (meant: string): boolean => !('problem' in parseQuantity(meant, extra));
  const slip = figureSlip(text, isReadable);
  const multiple = slip ? undefined : multipleIn(text);
  if (multiple !== undefined && isReadable(multiple)) {
    const problem = `"${shortened(text)}" says how many times another figure it is`;
    return { rule: 'dataset/not-a-decimal', problem, hint: `that is the measure ratio: write "ratio: ${multiple}"` };
  }
  const digits = text.match(/\d/g)?.length ?? 0;
  if (digits > MAX_DIGITS) {
    const problem = `"${shortened(text)}" has ${digits} digits, more than the ${MAX_DIGITS} that a figure may have`;
    return { rule: 'dataset/not-a-decimal', problem, hint: 'write the digits that the source prints' };
  }
  // Digits after a space are thousands and not a unit.
  if (code !== undefined && !/^\d/.test(code)) return unknownUnit(code, extra, slip);
  const said = text === '' ? 'a figure is empty' : `"${shortened(text)}" is not a figure`;
  return {
    rule: 'dataset/not-a-decimal',
    problem: slip ? `${said}: ${slip.problem}` : said,
    hint: slip && slip.meant.length <= LONGEST_HINT ? `write "${slip.meant}"` : FORMS,
  };
}

/** Characters of a figure that a hint writes out: nobody types more. */
const LONGEST_HINT = 60;

const FORMS =
  'write a plain numeral and its unit, as in 14.72 Mt, "17,000 CNY/t", -0.2%, over 6.6 tn CNY, about 5%, 4 to 5%';

function unknownUnit(code: string, extra: ReadonlyMap<string, Unit>, slip: FigureSlip | undefined): QuantityProblem {
  return {
    rule: 'dataset/unknown-unit',
    problem: `the unit ${shortened(code)} is not known`,
    hint: slip ? `${slip.problem}: write "${shortened(slip.meant)}"` : unitHint(code, extra),
  };
}

/** Words that several units have, and what tells these apart. */
const SEVERAL: readonly (readonly [written: RegExp, hint: string])[] = [
  [/\b(?:bushels?|bu)$/i, 'a bushel is one of a commodity: bushels of wheat (bu_wheat), bushels of corn (bu_corn)'],
  [/\btons?$/i, 'which ton is meant: t (tonne), short_ton or long_ton?'],
  [/\b(?:ounces?|oz)$/i, 'is the troy ounce (ozt) meant? others are declared under units in dataset.yaml'],
];

/** The unit that was probably meant, or the forms of a unit. */
export function unitHint(code: string, extra: ReadonlyMap<string, Unit>): string {
  const several = SEVERAL.find(([written]) => written.test(code))?.[1];
  if (several !== undefined) return several;
  const units = [...builtinUnits, ...extra];
  // One of the many codes of currencies is similar to any short code: they come last, and only for three letters.
  const [currencies, others] = [true, false].map((is) => units.filter(([known]) => /^[A-Z]{3}$/.test(known) === is));
  const nearest =
    inOtherCase(code, others ?? []) ??
    (code.length > 2 ? unitNamed(code, units) : undefined) ??
    (/^[a-z]{3}$/i.test(code) ? inOtherCase(code, currencies ?? []) : undefined);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return `units are written ${UNIT_FORMS}; others are declared under units in dataset.yaml`;
}

type KnownUnits = readonly (readonly [code: string, unit: Unit])[];

/** Of two short codes any are similar: only the case of their letters says what was meant. */
function inOtherCase(code: string, units: KnownUnits): string | undefined {
  return units.find(([known]) => known.toLowerCase() === code.toLowerCase())?.[0];
}

/** The code of the unit whose code or name, in any locale, is most similar; codes of currencies do not count. */
function unitNamed(word: string, units: KnownUnits): string | undefined {
  const named = units.flatMap(([code, { name }]) => [...name.values()].map((words) => [words, code] as const));
  const written = units.filter(([code]) => !/^[A-Z]{3}$/.test(code)).map(([code]) => [code, code] as const);
  const codes = new Map([...written, ...named.filter(([words]) => words !== '')]);
  const nearest = nearestWord(word, codes.keys());
  return nearest === undefined ? undefined : codes.get(nearest);
}

/**
 * The value of the last printed digit that counts. Trailing zeros of a whole number do not count, except in percentages
 * and years.
 */
export function worthOfDigits(value: Decimal, unit: Unit): Decimal {
  if (value.exponent < 0) return decimal(1, value.exponent);
  return zerosCount(value, unit) ? decimal(1) : decimal(1, normalise(value).exponent);
}

/** The value of the last printed digit, whether it counts or not. */
export function worthOfLastDigit(value: Decimal): Decimal {
  return decimal(1, Math.min(0, value.exponent));
}

function zerosCount(value: Decimal, unit: Unit): boolean {
  return unit.code === '%' || unit.code === 'pp' || isCalendarYear(value, unit);
}

/** The value of the last digit in a table in which every figure has so many decimals, even if trailing zeros are left out. */
function worthOfDecimals(decimals: number, text: string, value: Decimal): Decimal | QuantityProblem {
  if (-value.exponent <= decimals) return decimal(1, -decimals);
  return {
    rule: 'dataset/resolution-too-fine',
    problem: `${shortened(text)} has more than ${decimals} ${decimals === 1 ? 'decimal' : 'decimals'}`,
    hint: 'decimals is the number of decimals that the whole table prints',
  };
}

function statedResolution(
  text: string,
  value: Decimal,
  unit: Unit,
  extra: ReadonlyMap<string, Unit>,
): Decimal | QuantityProblem {
  const stated = parseQuantity(text, extra);
  if ('problem' in stated) return { ...stated, inResolution: true };
  if (!sameDimension(stated.unit, unit)) {
    return {
      rule: 'dataset/wrong-dimension',
      problem: `the resolution is in ${stated.unit.code}, the figure in ${unit.code}`,
      inResolution: true,
    };
  }
  const worth = convert(stated.decimal, stated.unit, unit);
  if (!stated.qualifier && !stated.ends && compare(worth, worthOfLastDigit(value)) >= 0) return worth;
  return {
    rule: 'dataset/resolution-too-fine',
    problem: `a resolution of ${shortened(text)} is finer than the last printed digit`,
    hint: 'a resolution may only say that fewer digits count than are printed',
    inResolution: true,
  };
}
