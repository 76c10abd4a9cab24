import { groupBy } from '../core/diagnostics/text-order.ts';
import { Caseless } from '../language/caseless.ts';
import { LOCALES } from '../language/locales.ts';
import type { UnitCode } from '../language/unit-forms.ts';
import { alternatives } from '../language/word-forms.ts';
import { isCurrency } from './builtin-units.ts';
import { builtinUnits, parseUnit, powerBetween, sameDimension, scaledUnit, type Unit } from './unit.ts';

/**
 * What a text says about the unit of the figures that it stands above, next to or before: `Rides, million`, `in thousands`,
 * `Output (kt)`, 单位：万吨.
 */
export interface UnitClaim {
  readonly name: string;
  /** All units of that name, as bushels of several crops; none where it is a scale alone. */
  readonly units: readonly Unit[];
  /** The power of ten of its scale, 0 without one. */
  readonly power: number;
  /** Whether it says a scale, in the name of a unit too: million tonnes. */
  readonly isScaled: boolean;
  /** Whether it stands apart, and so says the unit; within a phrase it may be about something else. */
  readonly isApart: boolean;
}

/** How a text stands to the figures: a title is a sentence, and may name thousands of tonnes in passing. */
export type TextRole = 'head' | 'sentence';

/**
 * The units and scales that a text claims for figures. `own` are units that are known besides the built-in ones: those of
 * the dataset, and of the figures.
 */
export function unitClaimsIn(text: string, own: readonly Unit[], role: TextRole = 'head'): readonly UnitClaim[] {
  const names = namesWith(own);
  const plain = spaced(text).replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
  const key = `${role} ${plain}`;
  const known = names.read.get(key);
  if (known) return known;
  const found = phrasesIn(plain, names, role);
  const claims = [...found, ...segmentsIn(plain, names, found)].map(({ claim }) => claim);
  if (names.read.size > MAX_READ) names.read.clear();
  names.read.set(key, claims);
  return claims;
}

/** Texts that are kept with what they claim: editions and languages share most of their labels. */
const MAX_READ = 10_000;

/** What a name is already called for: built-in units, and the power of ten of a scale, 0 for none. */
export function takenBy(name: string): { readonly units: readonly Unit[]; readonly power: number } {
  const plain = spaced(name).trim();
  const [first] = unitClaimsIn(plain, []);
  const isScale = first !== undefined && first.units.length === 0 && plain.startsWith(first.name);
  return { units: unitsNamed(plain, namesWith([])), power: isScale ? first.power : shortPower(plain) };
}

/** Whether a claim holds for figures in a unit. */
export function isClaimOf({ units, power }: UnitClaim, unit: Unit): boolean {
  if (units.length === 0) return singlesOf(unit).some((single) => powerBetween(unit, single) === power);
  return units.some((one) => sameDimension(one, unit) && powerBetween(one, unit) === 0);
}

/** Whether a claim is about what a unit measures: only then its size can be wrong. A scale is about all but rates and years. */
export function isClaimAbout({ units }: UnitClaim, unit: Unit): boolean {
  return units.length === 0 ? hasScale(unit) : units.some((one) => sameDimension(one, unit));
}

/**
 * Whether a claim without a scale only names what a dataset counts, as `Visits to museums` does: that word says nothing about
 * thousands of visits. Such a unit converts to no other, and what is printed without its scale is reported by itself.
 */
export function isBareCount({ units, isScaled }: UnitClaim): boolean {
  return !isScaled && units.length > 0 && units.every(isOwnQuantity);
}

function isOwnQuantity(unit: Unit): boolean {
  const isOne = unit.factor.coefficient === 1n && unit.factor.exponent === 0 && !unit.divisor;
  const isBase = isOne && [...unit.dimension.values()].join(',') === '1';
  return isBase && [...builtinUnits.values()].every((one) => !sameDimension(one, unit));
}

/** Per cent, points and years have no scale. */
function hasScale({ code, dimension }: Unit): boolean {
  return dimension.size > 0 && code !== 'year';
}

/** The units that a scale may be one of: tonnes of kt, of `10^4 t`, and of a count that is counted. */
function singlesOf(unit: Unit): readonly Unit[] {
  const isOne = ({ factor, divisor }: Unit): boolean => factor.coefficient === 1n && factor.exponent === 0 && !divisor;
  const bases = [...builtinUnits.values()].filter((one) => isOne(one) && sameDimension(one, unit));
  return [...(unit.single ? [unit.single] : []), ...bases];
}

/** Units that count things or time are words that may follow anything. */
const COUNTED: ReadonlySet<string> = new Set(['count', 'person', 'day', 'year']);

/** Codes that are words when they are written in capitals. */
const WORDS_TOO: ReadonlySet<string> = new Set(['ALL', 'TOP', 'TRY', 'CUP', 'PEN', 'COP', 'GEL', 'SOS', 'MOP', 'MAD']);

/** What is written for units in any language, besides their names and codes. */
const SIGNS: Readonly<Record<string, readonly UnitCode[]>> = {
  '€': ['EUR'],
  '£': ['GBP'],
  US$: ['USD'],
  $: ['USD', 'AUD', 'CAD', 'NZD', 'HKD', 'SGD', 'TWD'],
  '¥': ['JPY', 'CNY'],
  '￥': ['JPY', 'CNY'],
  rmb: ['CNY'],
  '％': ['%'],
};

/** The units that have a name, and what finds them in a text. */
interface Names {
  /** Codes and symbols as they are written, names in lower case. */
  readonly byName: ReadonlyMap<string, readonly Unit[]>;
  readonly declared: ReadonlyMap<string, Unit>;
  /** The lengths of names by their first character, the longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>;
  /** What texts claim. */
  readonly read: Map<string, readonly UnitClaim[]>;
}

const namesOfOwn = new Map<string, Names>();

function namesWith(own: readonly Unit[]): Names {
  // quotients are read from their parts
  const declared = own
    .flatMap((unit) => [unit, ...(unit.single ? [unit.single] : [])])
    .filter(({ code }) => !code.includes('/'));
  const key = [...new Set(declared.map(keyOf))].sort().join('\n');
  const known = namesOfOwn.get(key) ?? makeNames(declared);
  namesOfOwn.set(key, known);
  return known;
}

const keys = new WeakMap<Unit, string>();

function keyOf(unit: Unit): string {
  const key = keys.get(unit) ?? [unit.code, ...unit.name.values()].join('\t');
  keys.set(unit, key);
  return key;
}

function makeNames(own: readonly Unit[]): Names {
  const byName = new Map<string, readonly Unit[]>();
  const add = (name: string | undefined, unit: Unit | undefined): void => {
    if (!name || !unit) return;
    const key = spaced(name);
    const named = byName.get(key) ?? [];
    if (!named.some(({ code }) => code === unit.code)) byName.set(key, [...named, unit]);
  };
  for (const unit of [...builtinUnits.values(), ...own]) {
    if (!WORDS_TOO.has(unit.code)) for (const name of [unit.code, unit.symbol]) add(name, unit);
    for (const names of [unit.name, unit.symbols, unit.singular]) {
      for (const name of names?.values() ?? []) if (name !== unit.code) add(name.toLowerCase(), unit);
    }
  }
  for (const { units } of LOCALES) {
    for (const [code, forms] of Object.entries(units.forms)) {
      for (const name of forms) if (name !== code) add(name.toLowerCase(), builtinUnits.get(code));
    }
  }
  for (const names of [SIGNS, ...LOCALES.map(({ reading }) => reading.unitNames)])
    for (const [name, codes] of Object.entries(names)) for (const code of codes) add(name, builtinUnits.get(code));
  const declared = new Map(own.map((unit) => [unit.code, unit]));
  const byFirst = groupBy([...byName.keys()], ([first = '']) => first.toLowerCase());
  const lengths = new Map(
    [...byFirst].map(([first, names]) => {
      return [first, [...new Set(names.map(({ length }) => length))].sort((one, other) => other - one)] as const;
    }),
  );
  return { byName, declared, lengths, read: new Map() };
}

function spaced(text: string): string {
  return text.replaceAll('\u00A0', ' ');
}

function unitsNamed(name: string, { byName }: Names): readonly Unit[] {
  return byName.get(name) ?? (name.length > 2 ? byName.get(name.toLowerCase()) : undefined) ?? [];
}

/** The scales of all languages, each with its power of ten. */
const SCALES = LOCALES.flatMap(({ reading }) =>
  Object.entries(reading.powers).map(([power, source]) => [Number(power), source] as const),
);

const SCALE_PATTERNS = SCALES.map(([power, source]) => [power, new Caseless(`^(?:${source})$`)] as const);

/** Short forms, which say a scale only where they stand alone: `(k)`, `€ m`. */
const SHORT_SCALES: Readonly<Record<string, number>> = {
  k: 3,
  K: 3,
  m: 6,
  M: 6,
  mm: 6,
  MM: 6,
  b: 9,
  B: 9,
  T: 12,
};

function powerOf(scale: string): number {
  return SCALE_PATTERNS.find(([, pattern]) => pattern.test(scale.trim()))?.[0] ?? 0;
}

/** Longer ones first, so that none is read as a part of it. */
const SCALE = `(?:${SCALES.map(([, source]) => source)
  .toSorted((a, b) => b.length - a.length)
  .join('|')})`;

const STARTS_WITH_SCALE = new Caseless(`^${SCALE}(?!$)`);
const SCALE_HERE = new Caseless(`${SCALE}(?![\\p{Script=Latin}\\p{N}])`, 'uy');

const [PER, PER_ARTICLE, LINKS] = (['per', 'perArticle', 'scaleLinks'] as const).map((part) =>
  alternatives(LOCALES.map(({ reading }) => reading[part])),
);
/** Also `dollars a bushel`. */
const PER_HERE = new Caseless(String.raw`\s*(?:${PER}|(?<=\s)(?:${PER_ARTICLE})(?=\s))\s*`, 'uy');
const LINK_HERE = new Caseless(String.raw`[\s-]*(?:(?:${LINKS})\s+)?`, 'uy');

const PER_BEHIND = new Caseless(String.raw`^\s*(?:${PER})\s*\S`);
const OF_BEHIND = new Caseless(String.raw`^\s+(?:${LINKS})\s`);
const LEAD = new Caseless(`^(?:${LOCALES.map(({ reading }) => reading.unitLead).join('|')})\\s*`);

/** Where a word starts and ends: Chinese characters stand next to one another. */
const START_HERE = /(?<![\p{Script=Latin}\p{N}]|\p{Script=Latin}-)(?=[^\s])/uy;
const END_HERE = /(?!-?[\p{Script=Latin}\p{N}])/uy;

/** Where a pattern that starts at a place ends. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** A scale, a unit, and what that is divided by, at a place of a text. */
interface Phrase {
  readonly from: number;
  readonly to: number;
  readonly scale: string;
  readonly over: string;
  readonly under: string;
}

/** The phrases of a text, each as long as it can be. */
function phrasesOf(text: string, names: Names): Phrase[] {
  const found: Phrase[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const isStart = endOf(START_HERE, text, at) !== undefined;
    const start = isStart ? phraseAt(text, at, names) : undefined;
    const phrase = start ? whole(start, text, names) : isStart && perOf(found.at(-1), text, at, names);
    if (!phrase) continue;
    found.push(phrase);
    at = phrase.to - 1;
  }
  return found;
}

function phraseAt(text: string, from: number, names: Names): Phrase | undefined {
  const scaleEnd = endOf(SCALE_HERE, text, from);
  const start = scaleEnd === undefined ? from : (endOf(LINK_HERE, text, scaleEnd) ?? scaleEnd);
  const overEnd = nameEnd(text, start, names);
  const own = nameEnd(text, from, names);
  const scale = scaleEnd === undefined ? '' : text.slice(from, scaleEnd);
  if (overEnd === undefined || (own ?? 0) >= overEnd) {
    if (own !== undefined) return { from, to: own, scale: '', over: text.slice(from, own), under: '' };
    return scaleEnd === undefined ? undefined : { from, to: scaleEnd, scale, over: '', under: '' };
  }
  return { from, to: overEnd, scale, over: text.slice(start, overEnd), under: '' };
}

/** With the unit that it is divided by; money may have its scale behind it: `US$ bn`. */
function whole(phrase: Phrase, text: string, names: Names): Phrase {
  const { to, over, scale } = phrase;
  const per = over === '' ? undefined : endOf(PER_HERE, text, to);
  const underEnd = per === undefined ? undefined : nameEnd(text, per, names);
  if (underEnd !== undefined) return { ...phrase, to: underEnd, under: text.slice(per, underEnd) };
  const next = /^\s*/u.exec(text.slice(to))?.[0].length ?? 0;
  const end = scale === '' && isMoney(over, names) ? endOf(SCALE_HERE, text, to + next) : undefined;
  if (end === undefined) return phrase;
  return { ...phrase, to: end, scale: text.slice(to + next, end) };
}

/** `per gram` after yuan per tonne. */
function perOf(last: Phrase | undefined, text: string, from: number, names: Names): Phrase | undefined {
  const per = last && last.under !== '' ? endOf(PER_HERE, text, from) : undefined;
  const to = per === undefined ? undefined : nameEnd(text, per, names);
  return last && to !== undefined ? { ...last, from, to, under: text.slice(per, to) } : undefined;
}

function isMoney(name: string, names: Names): boolean {
  return unitsNamed(name, names).some(({ dimension }) => [...dimension.keys()].some(isCurrency));
}

/** Where the longest name that starts at a place ends. Single letters may be anything. */
function nameEnd(text: string, at: number, { byName, lengths }: Names): number | undefined {
  return lengths
    .get((text[at] ?? '').toLowerCase())
    ?.map((length) => at + length)
    .find((end) => {
      const name = text.slice(at, end);
      const isKnown = byName.has(name) || (name.length > 2 && byName.has(name.toLowerCase()));
      return isKnown && !/^\p{Script=Latin}$/u.test(name) && endOf(END_HERE, text, end) !== undefined;
    });
}

interface Found {
  readonly claim: UnitClaim;
  readonly from: number;
  readonly to: number;
}

/** What stands in front of what stands apart, and behind it. */
const APART_BEFORE = new Caseless(
  String.raw`(?:^|[(\[（［,，;；:：–—|/·]|(?<!\p{L})(?:${LOCALES.map(({ reading }) => reading.unitLead).join('|')}))\s*$`,
);
const APART_BEHIND = new Caseless(
  String.raw`^\s*(?:$|[)\]）］,，;；:：.。–—|/·]|(?:${LOCALES.map(({ reading }) => reading.unitTail).join('|')})(?!\p{L}))`,
);
/** Behind a number, a figure, `a` or `per` it belongs to that. */
const COUNTED_BEFORE = new Caseless(
  String.raw`(?:[\p{N}\uFFFC]\s?-?|\S/|${LOCALES.map(({ isSpaced, reading: { countsBefore, per } }) => {
    const counts = `(?:${countsBefore}|${per.replace('|/', '')})`;
    return isSpaced ? `(?<!\\p{L})${counts}[\\s-]+` : `${counts}\\s*`;
  }).join('|')})$`,
);

/** What may be counted by a scale in a language without spaces, with nothing more behind it: 万次, 万人次. */
const COUNTED_BEHIND = new RegExp(
  String.raw`^(?:${LOCALES.flatMap(({ reading: { counters } }) => (counters === '' ? [] : [counters])).join('|')})?(?!\p{Script=Han})`,
  'u',
);

/** Characters next to a name that are looked at. */
const NEAR = 60;

/** The characters before a place; those that are left out are a letter, so that nothing seems to start there. */
function textBefore(text: string, at: number): string {
  return at <= NEAR ? text.slice(0, at) : `x${text.slice(at - NEAR, at)}`;
}

function phrasesIn(text: string, names: Names, role: TextRole): Found[] {
  return phrasesOf(text, names).flatMap(({ from, to, scale, over, under }): Found[] => {
    const name = text.slice(from, to);
    const [before, after] = [textBefore(text, from), text.slice(to, to + NEAR)];
    if (COUNTED_BEFORE.test(before) || isWithinWord(name, before, after)) return [];
    const isSaid = (scale !== '' && over !== '') || under !== '' || STARTS_WITH_SCALE.test(over);
    const startsApart = APART_BEFORE.test(before) && (role === 'head' || isSaid || before.trim() !== '');
    const isScaled = scale !== '' || STARTS_WITH_SCALE.test(over);
    const found = (claim: Omit<UnitClaim, 'name' | 'isScaled'>): Found[] => [
      { claim: { name, isScaled, ...claim }, from, to },
    ];
    const power = powerOf(scale);
    if (over === '') {
      return isScaleAlone(scale, after, startsApart, role) ? found({ units: [], power, isApart: true }) : [];
    }
    const units = composedUnits(power, unitsNamed(over, names), under, names);
    // a unit of what is not known to be one: tonnes per train
    if (units.length === 0 || (under === '' && PER_BEHIND.test(after))) return [];
    const isCounted = units.every(({ code, single }) => COUNTED.has((single ?? { code }).code));
    const isHanWord = /\p{Script=Han}$/u.test(over) && /^\p{Script=Han}/u.test(after);
    if (isCounted) return power > 0 && !isHanWord ? found({ units: [], power, isApart: true }) : [];
    if (role === 'sentence' && !isSaid && !startsApart) return [];
    const isApart = startsApart && (isSaid || APART_BEHIND.test(after));
    // a short code within a phrase may be a name: Mt Isa
    if (!isApart && !isSaid && over.length < 3 && !/\p{Script=Han}/u.test(over)) return [];
    return found({ units, power, isApart });
  });
}

/** A single Chinese character is mostly a part of a word: 元 of 元旦. */
function isWithinWord(found: string, before: string, after: string): boolean {
  if (!/^\p{Script=Han}$/u.test(found)) return false;
  const isScale = powerOf(found) > 0;
  if (isScale)
    return !COUNTED_BEHIND.test(after) || (/\p{Script=Han}$/u.test(before) && !/^\p{Script=Han}/u.test(after));
  return /\p{Script=Han}$/u.test(before) || /^\p{Script=Han}/u.test(after);
}

/** Whether a scale without a unit is that of the figures, and not one of a sentence: `millions of riders`, `million-sellers`. */
function isScaleAlone(scale: string, after: string, startsApart: boolean, role: TextRole): boolean {
  if (/^-\p{L}/u.test(after)) return false;
  if (/\p{Script=Han}$/u.test(scale)) return COUNTED_BEHIND.test(after);
  if (startsApart) return true;
  return role === 'head' && !OF_BEHIND.test(after);
}

function composedUnits(power: number, over: readonly Unit[], under: string, names: Names): readonly Unit[] {
  // so many a year are what a year has
  if (under === '' || unitsNamed(under, names).some(({ code }) => code === 'year'))
    return power === 0 ? over : over.map((unit) => scaledUnit(unit, power));
  const scale = power === 0 ? '' : `10^${power} `;
  return over.flatMap(({ code }) =>
    unitsNamed(under, names).flatMap((below) => parseUnit(`${scale}${code}/${below.code}`, names.declared) ?? []),
  );
}

/** Parts of a text that are a unit as a whole, by its code or symbol too: `Output (t)`, `Turnover, € m`. */
function segmentsIn(text: string, names: Names, known: readonly Found[]): Found[] {
  return [...text.matchAll(/[^()[\]（）［］,，;；:：|]+/gu)].flatMap((match): Found[] => {
    const [from, to] = [match.index, match.index + match[0].length];
    const part = match[0].trim().replace(/\.$/u, '');
    const said = part.replace(LEAD, '');
    const isWhole = part === text.trim();
    if (said === '' || (isWhole && said.length < 2) || known.some((one) => one.from < to && from < one.to)) return [];
    const claim = claimOf(said, names);
    return claim ? [{ claim: { ...claim, name: said, isScaled: claim.power > 0, isApart: true }, from, to }] : [];
  });
}

/** `t`, `10^4 t`, `€ m`, `m €`, `k`, `'000`. */
function claimOf(said: string, names: Names): Pick<UnitClaim, 'units' | 'power'> | undefined {
  const units = unitsNamed(said, names);
  const named = units.length > 0 ? units : [parseUnit(said, names.declared)].filter((unit) => unit !== undefined);
  const measured = named.filter(({ code, single }) => !COUNTED.has((single ?? { code }).code));
  if (measured.length > 0) return { units: measured, power: 0 };
  const power = shortPower(said);
  if (power > 0) return { units: [], power };
  const [, first = '', last = ''] = /^(\S+?)\s*(\S+)$/u.exec(said) ?? [];
  const [currency, scale] = isMoney(first, names) ? [first, last] : [last, first];
  const scaled = shortPower(scale);
  if (scaled === 0 || !isMoney(currency, names)) return undefined;
  return { units: unitsNamed(currency, names).map((unit) => scaledUnit(unit, scaled)), power: scaled };
}

function shortPower(scale: string): number {
  return SHORT_SCALES[scale] ?? (/^['’]?000s?$/u.test(scale) ? 3 : powerOf(scale));
}
