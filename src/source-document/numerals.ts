import { type Decimal, decimal, normalise, shift } from '../core/numbers/decimal.ts';
import type { Numeral, NumeralKind } from './source-document.ts';
import { folded, type Vocabulary } from './vocabulary.ts';

/** Digits in groups of three, then digits with or without decimals. A plain space groups digits too, where nothing else can be meant. */
const DIGITS =
  /(?<![\d])(?:\d{1,3}(?<gap>[,.'’ \u00A0\u202F\u2009])\d{3}(?:\k<gap>\d{3})*(?![\d])(?:[.,]\d+(?![\d]))?|\d+(?:[.,]\d+)?)(?<fraction>[¼½¾⅛⅜⅝⅞])?/gu;

/** Digits, points and brackets of full width and spaces of other widths, one for one, so that places stay what they are. */
export function narrowed(text: string): string {
  return text
    .replaceAll(/[\uFF05\uFF08\uFF09\uFF0B-\uFF0F\uFF10-\uFF1A]/g, (wide) =>
      String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
    )
    .replaceAll(/[\u00A0\u2002-\u200A\u202F]/g, ' ');
}

/** All numbers in digits of a text, with what their words say. */
export function readNumerals(written: string, vocabulary: Vocabulary, isFurniture: boolean): Numeral[] {
  const text = narrowed(written);
  if (!/\d/.test(text)) return [];
  const small = lowered(text);
  const kinds = isFurniture ? undefined : kindsIn(text, small, vocabulary);
  const found: Numeral[] = [];
  for (const match of text.matchAll(DIGITS)) {
    const numeral = numeralAt(text, small, match, vocabulary);
    const named = kinds?.get(match.index);
    // A number with a unit numbers nothing.
    const isMeasured = named === 'numbering' && (numeral.units.length > 0 || numeral.power > 0);
    const kind = kinds ? ((isMeasured ? undefined : named) ?? kindOf(text, numeral)) : 'page';
    if (kind) numeral.kind = kind;
    found.push(numeral);
  }
  return found.length > 1 ? withRanges(small, found, vocabulary) : found;
}

/** The first number of a text that is a figure as a whole, whatever else its digits may be elsewhere. */
export function readFigure(written: string, vocabulary: Vocabulary, isFurniture: boolean): Numeral | undefined {
  const text = narrowed(written);
  const [match] = text.matchAll(DIGITS);
  if (!match) return undefined;
  const numeral = numeralAt(text, lowered(text), match, vocabulary);
  return isFurniture ? { ...numeral, kind: 'page' } : numeral;
}

/** The text in small letters, each at its place. */
export function lowered(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length
    ? small
    : text.replaceAll(/\p{Lu}/gu, (letter) =>
        letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
      );
}

/** A numeral whose kind is not known yet. */
type OpenNumeral = Omit<Numeral, 'kind'> & { kind?: NumeralKind };

function numeralAt(text: string, small: string, match: RegExpExecArray, vocabulary: Vocabulary): OpenNumeral {
  const [start, end] = [match.index, match.index + match[0].length];
  const before = small.slice(Math.max(0, start - 12), start);
  const money = vocabulary.before.exec(before)?.groups?.['money'];
  let from = money === undefined ? start : start - (before.length - before.lastIndexOf(money));
  const sign = signBefore(text, from);
  if (sign !== undefined) from -= /[ \u00A0]/.test(text.charAt(from - 1)) ? 2 : 1;
  // Most cells end with their digits.
  const behind = end < small.length ? vocabulary.behind.exec(small.slice(end, end + 90)) : null;
  const { glued, scale, unit } = behind?.groups ?? {};
  const isShare =
    unit !== undefined && (vocabulary.units.get(folded(unit)) ?? []).every((code) => code === '%' || code === 'pp');
  // Per cent a year is per cent: what it is of, other words say.
  const said = isShare
    ? (behind?.[0] ?? '').slice(0, (behind?.[0] ?? '').indexOf(unit) + unit.length)
    : (behind?.[0] ?? '');
  const ahead = vocabulary.perBefore.exec(small.slice(Math.max(0, from - 24), from))?.groups?.['under'];
  const below = money === undefined ? null : vocabulary.underMoney.exec(small.slice(end + said.length, end + 90));
  const under = behind?.groups?.['under'] ?? below?.groups?.['under'] ?? ahead;
  const codes = codesOf(vocabulary, unit, isShare ? undefined : under, money);
  const isScaled = glued !== undefined && (money !== undefined || glued.length === 2);
  const power = isScaled ? (GLUED[glued] ?? 0) : scale === undefined ? 0 : vocabulary.powerOf(scale);
  // The point of `Mio.` is not a part of the unit where a sentence ends.
  const to = end + (said + (below?.[0] ?? '')).trimEnd().replace(/\.$/, '').length;
  const value = valueOf(match[0], vocabulary.decimal);
  const numeral = { text: match[0], start, end, value, sign, from, to: Math.max(end, to), power, units: codes };
  const times =
    codes.length === 0 && vocabulary.timesBefore.test(before) ? vocabulary.times.exec(small.slice(end)) : null;
  return times ? { ...numeral, value: shift(value, 2), units: ['%'], to: end + times[0].length } : numeral;
}

const GLUED: Readonly<Record<string, number>> = { k: 3, m: 6, mn: 6, b: 9, bn: 9, tn: 12 };

function codesOf(
  { units, moneyOf }: Vocabulary,
  unit: string | undefined,
  under: string | undefined,
  money: string | undefined,
): readonly string[] {
  const named = (name: string | undefined): readonly string[] => units.get(folded(name ?? '')) ?? [];
  const [over, below] = [money === undefined ? named(unit) : moneyOf(money), named(under)];
  if (under === undefined || over.length === 0) return over;
  return over.flatMap((code) => below.map((per) => `${code}/${per}`));
}

/** A sign right before a numeral that joins it to nothing: no hyphen of `COVID-19` or of a range. */
function signBefore(text: string, from: number): 1 | -1 | undefined {
  const found = /(?:^|[\s(（:,，;；=])(?<sign>[+\-\u2212\u2013])[ \u00A0]?$/u.exec(
    text.slice(Math.max(0, from - 4), from),
  );
  const sign = found?.groups?.['sign'];
  // A dash with room on both sides behind a number leads to the end of a range: 1.35 - 1.42.
  if (/[\d%] [-\u2013\u2212] $/u.test(text.slice(Math.max(0, from - 4), from))) return undefined;
  if (sign === undefined || (sign === '\u2013' && /\s$/.test(found?.[0] ?? ''))) return undefined;
  return sign === '+' ? 1 : -1;
}

/** The number that digits show: a comma or point before three digits groups them, unless it is the sign before decimals. */
function valueOf(written: string, point: '.' | ','): Decimal {
  const eighths = EIGHTHS.get(written.at(-1) ?? '');
  if (eighths !== undefined) {
    return normalise(decimal(BigInt(written.slice(0, -1).replaceAll(/\D/g, '')) * 1000n + 125n * eighths, -3));
  }
  const digits = written;
  const groups = /^\d{1,3}(?<gap>[,.'’ \u00A0\u202F\u2009])\d{3}/u.exec(digits);
  const gap = groups?.groups?.['gap'];
  const isGrouped = gap !== undefined && (gap !== point || digits.split(gap).length > 2);
  const plain = isGrouped ? digits.replaceAll(gap, '') : digits;
  const [whole = '', fraction = ''] = plain.split(/[.,]/);
  return decimal(BigInt(whole + fraction), -fraction.length);
}

/** Fractions behind a whole number, in eighths. */
const EIGHTHS: ReadonlyMap<string, bigint> = new Map([
  ['⅛', 1n],
  ['¼', 2n],
  ['⅜', 3n],
  ['½', 4n],
  ['⅝', 5n],
  ['¾', 6n],
  ['⅞', 7n],
]);

/** What the patterns of the language say that numerals are, by the start of their digits. */
function kindsIn(text: string, small: string, { kinds }: Vocabulary): ReadonlyMap<number, NumeralKind> {
  const found = new Map<number, NumeralKind>();
  for (const [kind, pattern] of kinds)
    for (const match of small.matchAll(pattern)) {
      const span = match.indices?.groups?.['n'];
      if (span) found.set(span[0], kind);
    }
  for (const pattern of NUMBERED)
    for (const match of text.matchAll(pattern)) found.set(match.indices?.groups?.['n']?.[0] ?? -1, 'numbering');
  for (const match of text.matchAll(TELEPHONE))
    for (const digits of match[0].matchAll(/\d+/g)) found.set(match.index + digits.index, 'telephone');
  for (const match of text.matchAll(QUOTED))
    for (const year of match[0].matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g)) found.set(match.index + year.index, 'plans');
  return found;
}

/** The number of a note among several on a line, of a licence, and the year behind the number of a release. */
const NUMBERED = [
  /(?:^\s*|\s{2,})(?<n>\d{1,2})[-.)] /dg,
  /creative commons[^.]{0,60}? (?<n>\d\.\d)/dgi,
  /\b(?:no|nr)\. ?\d+[/-](?<n>\d{2,4})\b/dgi,
];
const TELEPHONE =
  /(?:\+\d{1,3}[\s\d()/-]{6,}\d|(?<![\d.,])\d{3,5}[-/]\d{6,}|(?<![\d.,])0\d{1,4}[ -]\d{3,}[ \d-]*\d|(?<!\d)\d{11,}(?!\d)|\d{3}[-.]\d{3}[-.]\d{4})/g;
const QUOTED = /["“„«《「][^"”“»》」]{3,200}["”»》」“]/gu;

/** A year without a unit, and digits within a name such as CO2 or Q3. */
function kindOf(
  text: string,
  { text: digits, start, end, to, units, power }: Omit<Numeral, 'kind'>,
): NumeralKind | undefined {
  const [before, after] = [text.charAt(start - 1), text.charAt(end)];
  // P30.5 billion: a currency that is not known.
  const isAmount = power > 0 || units.length > 0;
  if (
    !isAmount &&
    /[\p{L}_]/u.test(before) &&
    !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(before) &&
    !isMoney(text, start)
  )
    return 'names';
  if (
    /\p{L}-$/u.test(text.slice(Math.max(0, start - 2), start)) &&
    /[\p{Lu}\d]-$/u.test(text.slice(Math.max(0, start - 2), start))
  )
    return 'names';
  if (/^\p{L}/u.test(after) && to === end && !/\p{Script=Han}/u.test(after)) return 'names';
  const isYear = /^(?:19|20)\d\d$/.test(digits) && power === 0 && (units.length === 0 || units.includes('year'));
  return isYear ? 'periods' : undefined;
}

function isMoney(text: string, start: number): boolean {
  return /(?<!\p{L})[A-Z]{2,3}$/u.test(text.slice(Math.max(0, start - 4), start));
}

/** Notes which numerals are the two ends of a range. The first of two may have unit and scale of the second: "from 20.4 to 23.1 Mt". */
function withRanges(small: string, numerals: readonly Numeral[], vocabulary: Vocabulary): Numeral[] {
  const { range, course, fromBefore, betweenBefore, and } = vocabulary;
  const leads = (pattern: RegExp, { from }: Numeral): boolean =>
    pattern.test(small.slice(Math.max(0, from - 24), from));
  const isPair = (first: Numeral, second: Numeral): boolean => {
    if (first.kind !== undefined || second.kind !== undefined || !isUnitOf(first, second)) return false;
    const between = small.slice(first.to, second.from);
    return range.test(between) || (course.test(between) && leads(fromBefore, first));
  };
  const isRange = (first: Numeral, second: Numeral): boolean =>
    isPair(first, second) &&
    !leads(fromBefore, first) &&
    (!and.test(small.slice(first.to, second.from)) || leads(betweenBefore, first));
  return numerals.map((numeral, at) => {
    const [last, next] = [numerals[at - 1], numerals[at + 1]];
    if (last && isRange(last, numeral)) return { ...numeral, rangeFrom: at - 1 };
    if (!next || !isPair(numeral, next) || numeral.units.length > 0) return numeral;
    return { ...numeral, units: next.units, power: numeral.power || next.power };
  });
}

function isUnitOf(first: Numeral, second: Numeral): boolean {
  // "rose 0.7 million tonnes to 9.4 million tonnes" is not a range, "4% to 5%" is one
  return first.units.length === 0
    ? first.power === 0 || first.power === second.power
    : first.units[0] === second.units[0] && (first.units[0] === '%' || first.units[0] === 'pp');
}
