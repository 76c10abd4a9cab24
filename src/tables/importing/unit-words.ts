import { isCurrency } from '../../dataset/builtin-units.ts';
import { builtinUnits, parseUnit, powerBetween, sameDimension, type Unit } from '../../dataset/unit.ts';
import { LOCALES } from '../../language/locales.ts';
import type { UnitWords } from '../../language/table-words.ts';
import { alternatives } from '../../language/word-forms.ts';

/** The words of units and scales of the languages with spaces between words, and of those without. */
export const [SPACED, UNSPACED] = [true, false].map((isSpaced) =>
  LOCALES.filter((locale) => locale.isSpaced === isSpaced).map(({ tables }) => tables.units),
) as [UnitWords[], UnitWords[]];

/** The words of all these languages, as alternatives. */
export function wordsIn(languages: readonly UnitWords[], of: (units: UnitWords) => string): string {
  return alternatives(languages.map(of));
}

const [LINK, PER_WORD, ABBREVIATED] = (['link', 'per', 'abbreviated'] as const).map((part) =>
  wordsIn(SPACED, (units) => units[part]),
);

/** Thousands in figures: `’000`, `(000s)`. */
const THOUSANDS = String.raw`(?<![\d.,][ \u00A0]?)(?:[’'‘]000s?\b['’]?|000s\b)|(?<=[(（$€£¥]|\b[A-Z]{3} )000s?(?=[)）]|\b)`;

/** How many of a unit are counted as one, with the power of ten of each: words, and what is written alike everywhere. */
const SCALE_WORDS: readonly (readonly [written: string, power: number])[] = [
  ...SPACED.flatMap(({ scales }) =>
    Object.entries(scales).map(([power, written]) => [String.raw`\b(?:${written})\b`, Number(power)] as const),
  ),
  ...UNSPACED.flatMap(({ scales }) =>
    Object.entries(scales).map(([power, written]) => [written, Number(power)] as const),
  ),
  [THOUSANDS, 3],
];

/** A number that is read as a scale: `1,000`, `10 000`. */
const SCALE_NUMERAL = String.raw`(?<![\d.,])10{0,2}(?:[ ,.\u00A0]?000)+(?!\d|[.,]\d)`;

const SCALE = new RegExp(
  [...SCALE_WORDS.map(([written]) => written), SCALE_NUMERAL].map((one) => `(${one})`).join('|'),
  'giu',
);

/** A scale in a text: a word or number, or several that are multiplied. */
export interface ScalePhrase {
  readonly start: number;
  readonly end: number;
  readonly power: number;
  readonly isNumeral: boolean;
}

/** The scales that a text names, from left to right. */
export function scalePhrases(text: string): readonly ScalePhrase[] {
  const phrases: ScalePhrase[] = [];
  for (const match of text.matchAll(SCALE)) {
    const [written, ...words] = match;
    const which = words.findIndex((word) => word !== undefined);
    const own = SCALE_WORDS[which]?.[1];
    const power = own ?? written.replace(/[^0]/g, '').length;
    const [start, end] = [match.index, match.index + written.length];
    const last = phrases.at(-1);
    if (last && LINKED.test(text.slice(last.end, start)))
      phrases[phrases.length - 1] = { start: last.start, end, power: last.power + power, isNumeral: false };
    else phrases.push({ start, end, power, isNumeral: own === undefined });
  }
  return phrases;
}

/** What stands between a scale and what follows it: spaces, and `of`. */
const LINKED = new RegExp(String.raw`^[\s\u00A0-]*(?:(?:${LINK})\s)?$`);

/** A scale as units write it: `million`, `10^5`. */
function scaleCode(power: number): string {
  return { 6: 'million', 9: 'bn', 12: 'tn' }[power] ?? `10^${power}`;
}

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', US$: 'USD' };
const MONEY = `(?<money>€|£|US\\$|${[...builtinUnits.keys()].filter(isCurrency).join('|')})`;

/** How the press and accounts write the scale of money everywhere, next to its sign or code. */
const MONEY_SIGNS = { 3: "[kK]|['’]?000s?", 6: '[mM]|MM|[mM]n|[mM]ln', 9: 'bn|b', 12: 'tn' } as const;

const MONEY_SCALES = ([3, 6, 9, 12] as const).map(
  (power) => [alternatives([MONEY_SIGNS[power], wordsIn(SPACED, ({ money }) => money[power])]), power] as const,
);

/** No money that is divided by something. */
const NOT_DIVIDED = String.raw`(?!\s*(?:/|(?:${PER_WORD})\b))`;

/** `EURm`, `€ bn`, `USD million`, and `kEUR`, `T€`, `Mio. €`; no rates such as `EUR m/year`. */
const SCALED_MONEY: readonly (readonly [pattern: RegExp, power: number])[] = MONEY_SCALES.flatMap(([scale, power]) => {
  const before = power === 3 ? `(?:${scale}|T(?=\\s?(?:€|EUR|CHF)))` : `(?:${scale})`;
  return [
    [new RegExp(`(?<![\\p{L}\\d])${MONEY}[\\s\u00A0]?(?:${scale})(?![\\p{L}\\d])${NOT_DIVIDED}`, 'u'), power],
    [new RegExp(`(?<![\\p{L}\\d])${before}[\\s\u00A0]?${MONEY}(?![\\p{L}\\d])${NOT_DIVIDED}`, 'u'), power],
  ] as const;
});

function scaledMoney(text: string): string | undefined {
  for (const [pattern, power] of SCALED_MONEY) {
    const found = pattern.exec(text)?.groups?.['money'];
    if (found !== undefined) return `${scaleCode(power)} ${SIGNS[found] ?? found}`;
  }
  return undefined;
}

/** Codes at the end of a text that are not words: `Output kt`. */
const CODE_AT_END = /(?:^|[\s(])(?<code>[kM]t|[kMGT]Wh)[).]?$/u;

/**
 * The end of a text that looks like a unit or scale of which nothing is known: `(k)`, `, m`, `x1000`, `$m`, `bps`, `(per 1,000)`.
 * Undefined for words.
 */
export function unclearUnit(text: string): string | undefined {
  const [, inBrackets, behind] = /(?:[(（]([^()（）]+)[)）]|(?:[,，;]\s*|\sin\s)([^,，;]+?))\s*$/u.exec(text) ?? [];
  const apart = (inBrackets ?? behind ?? '').trim();
  if (UNCLEAR.test(apart) || UNCLEAR_ALONE.test(apart)) return apart;
  const last = /\s(\S+)$/u.exec(text.trim())?.[1] ?? '';
  return UNCLEAR.test(last) ? last : undefined;
}

const UNCLEAR_ALONE = new RegExp(String.raw`^(?:[kKmMtTbB]|MM|pct|thou|mill|(?:${PER_WORD})\s.+)$`, 'u');

const UNCLEAR =
  /^(?:[€£$¥]\s?[\p{L}\d]{1,3}|[\p{L}]{1,3}[€£$¥]|(?:[A-Z]{3})[mkb]n?|[km][A-Z]{3}|[x×*]\s?1[ ,.]?0{3}(?:[ ,.]?0{3})*|bps?|[kMGT]W)$/u;

/** Scales from a thousand on, with the point of those that are abbreviated. */
const SCALES_HERE = String.raw`(?:${wordsIn(SPACED, ({ scales }) => alternatives(Object.entries(scales).flatMap(([power, written]) => (Number(power) < 3 ? [] : written))))})\.?`;
/** What stands before the code of a unit, which elsewhere may be a word or name. */
const BEFORE_CODE = String.raw`(?<=^\s*|[(,;:.]\s?|\b(?:in|${SCALES_HERE}|000)\s+)`;

/** Areas and volumes stand before lengths, whose words they have; none of them is that of a ratio. */
const UNITS: readonly (readonly [written: RegExp, unit: string])[] = [
  [named('%', { sign: '%' }), '%'],
  [named('t', { code: 't', but: '(?![- ]?(?:km|kilomet))', flags: 'u' }), 't'],
  [named('EUR', { sign: '€', code: 'eur' }), 'EUR'],
  [named('USD', { sign: 'US\\$', code: 'usd' }), 'USD'],
  [named('CNY', { code: 'cny|rmb' }), 'CNY'],
  [named('ha', { code: 'ha' }), 'ha'],
  [/\b(kwh|mwh|gwh|twh)(?!\p{L})/iu, 'kWh'],
  [measured('m3', 'm³'), 'm3'],
  [measured('km2', 'km²'), 'km2'],
  [measured('m2', 'm²'), 'm2'],
  [
    new RegExp(
      String.raw`(?<=^|[(,;:.]\s?|(?<!\p{L})(?:in|of|${SCALES_HERE}|000)\s+)(?:km|${nameIn(SPACED, 'km')})(?!²)(?!\p{L})|(?<!\p{Script=Han})(?:${nameIn(UNSPACED, 'km')})|(?<=${wordsIn(UNSPACED, ({ counted }) => counted)})(?:${nameIn(UNSPACED, 'km')})`,
      'iu',
    ),
    'km',
  ],
  [named('person'), 'person'],
  [named('bbl', { code: 'bbl' }), 'bbl'],
];

function nameIn(languages: readonly UnitWords[], unit: keyof UnitWords['names']): string {
  return wordsIn(languages, ({ names }) => names[unit]);
}

/** A unit by its sign, its words or its code. */
function named(
  unit: keyof UnitWords['names'],
  {
    sign = '',
    code = '',
    but = '',
    flags = 'iu',
  }: { readonly sign?: string; readonly code?: string; readonly but?: string; readonly flags?: string } = {},
): RegExp {
  const whole = String.raw`(?<!\p{L})(?:${alternatives([nameIn(SPACED, unit), code])})(?!\p{L})${but}`;
  return new RegExp(alternatives([sign, whole, nameIn(UNSPACED, unit)]), flags);
}

/** A unit by its words, which no letters stand before, or by its code, where one may be expected. */
function measured(unit: 'm3' | 'km2' | 'm2', sign: string): RegExp {
  const words = alternatives([sign, nameIn(SPACED, unit), nameIn(UNSPACED, unit)]);
  return new RegExp(
    `(?:(?<![\\p{Script=Latin}\\d])(?:${words})|${BEFORE_CODE}${unit})(?![\\p{Script=Latin}\\d]|\\s*(?:(?:${PER_WORD})\\b|\\/))`,
    'iu',
  );
}

/** Words between those of a unit that say nothing of it. */
const BESIDES = new RegExp(
  String.raw`\b(?:${wordsIn(SPACED, ({ asides }) => asides)})\b|${wordsIn(UNSPACED, ({ asides }) => asides)}|[\s\u00A0,.:;()[\]（）：，]`,
  'gi',
);

/** A scale and a word for what is counted. */
const SCALED_COUNT = new RegExp(
  String.raw`^(?:(?:${SCALES_HERE}|1[ ,.]?000) (?:(?:${LINK}) )?\p{L}{3,}|(?:${wordsIn(UNSPACED, ({ counted }) => counted)})\p{Script=Han}{1,2})$`,
  'iu',
);

/**
 * The unit that a text names in whole, as cells and heads do: `10^3 person` for `thousand persons`, `million` for `Mio.`.
 * Undefined if the text says more than that.
 */
export function unitNamed(text: string): string | undefined {
  const bare = text.trim().replace(/^[([（](.*)[)\]）]$/u, '$1');
  if (bare === '') return undefined;
  if (isBuiltIn(bare)) return bare;
  const money = /^\S{1,6}$|^\S{1,4}[\s\u00A0]\S{1,9}$/u.test(bare) ? scaledMoney(bare) : undefined;
  if (money !== undefined) return money;
  const words = UNITS.map(([written]) => written);
  const rest = words.reduce(
    (left, written) => left.replace(written, ' '),
    bare.replace(/\b[kMGT]Wh\b/, ' ').replace(SCALE, ' '),
  );
  if (rest.replace(BESIDES, '') === '') return unitIn(bare) ?? scaleIn(bare);
  if (!SCALED_COUNT.test(bare)) return undefined;
  const [scale] = scalePhrases(bare);
  // What is counted may be the name of a unit, as litres are; `million items` and 万辆 have none.
  const unit = parseUnit(bare.slice(scale?.end).replace(LINK_HERE, ''), new Map());
  return scale && unit ? scaledUnit(scaleCode(scale.power), unit.code) : scaleIn(bare);
}

/** The point of a scale, and what stands between it and what it counts. */
const LINK_HERE = new RegExp(`^[. ]*(?:(?:${LINK}) )?`);

/** Whether a text is the code of a built-in unit, not its name. A lone m may as well be millions or men. */
function isBuiltIn(code: string): boolean {
  return code !== 'm' && parseUnit(code, new Map())?.code === code;
}

function scaleIn(text: string): string | undefined {
  const [first] = scalePhrases(text);
  return first && scaleCode(first.power);
}

/** Whether a text names a scale, as the title of a table may: `thousand` of `Visits, thousand`. */
export function namesScale(text: string): boolean {
  return scaleIn(text) !== undefined;
}

/**
 * Whether two units are one. A scale alone agrees with any unit that has it: `thousand` with `10^3 person` and `kt`. Of a unit
 * that nobody declared only the scale counts.
 */
export function isSameUnit(named: string, code: string, extra: ReadonlyMap<string, Unit>): boolean {
  if (named === code) return true;
  const [one, other] = [parseUnit(named, extra), parseUnit(code, extra)];
  if (!other) return false;
  if (!one || isScale(named)) return scaleOf(named) === scaleOf(code);
  return sameDimension(one, other) && powerBetween(one, other) === 0;
}

/** Whether a unit is a scale alone: `million`. */
export function isScale(unit: string): boolean {
  return /^(?:million|bn|tn|10\^\d+)$/.test(unit);
}

/** The power of ten that a unit has before it. */
export function scaleOf(code: string): number {
  const [, word = '', power] = /^(million|bn|tn|10\^(\d+)|kt$|Mt$)(?: |$)/.exec(code) ?? [];
  return power === undefined ? ({ million: 6, bn: 9, tn: 12, kt: 3, Mt: 6 }[word] ?? 0) : Number(power);
}

/** A unit with the scale of another: `kt` for `10^3` and `t`, `million USD` for `million` and `USD`. */
export function scaledUnit(scale: string, unit: string): string {
  const power = scaleOf(scale);
  if (power === 0 || unit === '%') return unit;
  if (unit === 't' && (power === 3 || power === 6)) return power === 3 ? 'kt' : 'Mt';
  return `${/^(?:million|bn|tn|10\^\d+)/.exec(scale)?.[0] ?? `10^${power}`} ${unit}`;
}

/** A scale at the end of a title that names no unit: `Overnight stays, thousands`, `Visits (1,000)`, `Stays ’000`. */
const SCALE_ALONE = new RegExp(
  String.raw`(?:[,:(，：（]\s*|\bin (?:the )?|(?=[’'‘]))(?:${[...SCALE_WORDS.map(([written]) => written), SCALE_NUMERAL].join('|')})+[.)）]?\s*(?:;|$)`,
  'i',
);

/** What stands between the two units of a ratio, and between the parts of a title. */
const PER = new RegExp(String.raw`\s(?:${PER_WORD})\s`, 'iu');
const SLASH = /(?<=[\p{L}²³$€])\s?\/\s?(?=\p{L})/u;
const PARTS = /[,;:]\s+|[，：；()[\]（）]/u;

/**
 * The unit that a text names, such as the title of a table: `kt` for `thousand tonnes`, `t/ha` for `tonnes per hectare`;
 * undefined if none is seen. Of `Output per person` no unit is known: `person` is what it is divided by.
 */
export function unitIn(text: string): string | undefined {
  const money = scaledMoney(text);
  if (money !== undefined) return money;
  const code = CODE_AT_END.exec(text.trim())?.groups?.['code'];
  const isCounted = code !== undefined && endsWithScale(text.slice(0, text.lastIndexOf(code)));
  if (code !== undefined && isBuiltIn(code) && !isCounted && !PER.test(text)) return code;
  const parts = text.split(PARTS).map((part) => part.trim());
  const exact = parts.find((part) => part.includes('/') && isBuiltIn(part));
  if (exact !== undefined) return exact;
  const ratio = parts.map((part) => quotientIn(part, SLASH)).find(Boolean);
  if (ratio !== undefined) return ratio;
  const divided = parts.find((part) => PER.test(part));
  if (divided === undefined) return unitOf(text);
  return quotientIn(divided, PER) ?? unitOf(text.replace(divided, ' '));
}

/** What may stand before a unit that is read: nothing, the end of a part, or a word that says nothing of it. */
const BEFORE_UNIT = new RegExp(
  String.raw`(?:^|[,;:()[\]（）：，—–]|\s-|(?:^|[^\p{L}])(?:${wordsIn(SPACED, ({ before }) => before)}))\s*$`,
  'iu',
);
/** What may stand after it: nothing, the end of a part, or a word that is not an abbreviation. */
const AFTER_UNIT = new RegExp(
  String.raw`^\s*(?:$|[,;:.()[\]（）：，—–*†]|\s-|\p{Script=Han}|\p{L}{4,}|(?:${wordsIn(SPACED, ({ behind }) => behind)}|CO2)(?!\p{L})|(?:19|20)\d\d(?!\d))`,
  'iu',
);
/** Words before people, which are counted as they are: `employed persons`; words for amounts are none of them. */
const BEFORE_PEOPLE = /(?<!\p{L})(?!(?:mil|bil|tri|tys|tis|tus|tou|duiz|dozen|score|gross|myria))\p{L}{4,}\s*$/iu;

/**
 * The first unit whose words a text has. What stands around it is read too: of `EUR m`, `k€`, `milliers de tonnes` or `EUR/100
 * kg` only a part would be understood, so that no unit is known.
 */
function readableUnit(text: string): string | undefined {
  for (const [written, unit] of UNITS) {
    const found = written.exec(text);
    if (!found) continue;
    const before = text.slice(0, found.index);
    const after = text.slice(found.index + found[0].length);
    return isReadable(before, after, unit) ? unit : undefined;
  }
  return undefined;
}

const UNREAD_SCALE = new RegExp(`(?:${wordsIn(UNSPACED, ({ unreadScales }) => unreadScales)})$`, 'u');

function isReadable(before: string, after: string, unit: string): boolean {
  if (unit === '%') return true;
  const isScaled = endsWithScale(before);
  const isOwnWord = unit === 'person' && BEFORE_PEOPLE.test(before);
  const isHan = /\p{Script=Han}$/u.test(before) && !UNREAD_SCALE.test(before);
  if (!isScaled && !isOwnWord && !isHan && !BEFORE_UNIT.test(before)) return false;
  return AFTER_UNIT.test(after) || scalePhrases(after)[0]?.start === (/^\s*/.exec(after)?.[0].length ?? 0);
}

/** Whether a text ends with a scale, which counts what follows. */
function endsWithScale(text: string): boolean {
  const last = scalePhrases(`${text}\u0000`).at(-1);
  return last !== undefined && LINKED.test(text.slice(last.end).replace(/^\./, ''));
}

/** `t/ha` for `tonnes per hectare`; undefined where either side names no unit, or the divisor has a scale. */
function quotientIn(text: string, sign: RegExp): string | undefined {
  const [left, right, ...more] = text.split(sign);
  if (left === undefined || right === undefined || more.length > 0) return undefined;
  const named = (side: string): string | undefined => parseUnit(side.trim(), new Map())?.code;
  const [over, under] = [unitOf(left) ?? named(left), named(right) ?? unitOf(right)];
  if (over === undefined || under === undefined || scaleIn(right) !== undefined) return undefined;
  const unit = `${over}/${under}`;
  return isBuiltIn(unit) ? unit : undefined;
}

/** The unit that a text without ratios names. */
function unitOf(text: string): string | undefined {
  const exact = [...text.matchAll(/\(([^()]+)\)|, ([^,()]+)$/g)].map(
    ([, inBrackets, last]) => inBrackets ?? last ?? '',
  );
  const code = exact.map((one) => one.trim()).find(isBuiltIn);
  const hasWords = UNITS.some(([written]) => written.test(text));
  const unit = readableUnit(text);
  if (hasWords && unit === undefined) return undefined;
  // `million cubic metres (m3)` says in words how many.
  const outside = text.replaceAll(/\([^()]*\)/g, ' ');
  if (code !== undefined && !UNITS.some(([written, one]) => one === code && written.test(outside))) return code;
  const scaled = /\b(?:[kMGT]Wh|[kM]t)\b/.exec(text);
  const energy = scaled?.[0];
  if (scaled && !isReadable(text.slice(0, scaled.index), text.slice(scaled.index + scaled[0].length), scaled[0]))
    return undefined;
  // `Output, kt` above `Metal, 1000 t` says the same twice; `thousand kt` counts them.
  if (scaled && energy !== 'kWh' && !endsWithScale(text.slice(0, scaled.index))) return energy;
  const scale = scaleIn(text) ?? '';
  const found = energy ?? unit;
  if (found === undefined) return SCALE_ALONE.test(text) ? scaleIn(text) : exact.map(unitNamed).find(Boolean);
  return scaledUnit(scale, found);
}

/** Words before a scale in a note: `All figures are in thousands`, `Einheit: Tausend`. */
const LEAD = new RegExp(String.raw`^(?:(?:${wordsIn([...SPACED, ...UNSPACED], ({ lead }) => lead)}|×|x)\s*)+`, 'iu');

/** Words with which a scale is a size or a count of its own: `1,000 or more`, `two thousand`, `per 1,000`. */
const SIZE = new RegExp(String.raw`^\s*(?:(?:${wordsIn(SPACED, ({ sizes }) => sizes)})\b|[-–—+<>])`, 'iu');
const COUNTED_BEFORE = new RegExp(
  String.raw`(?:[\d½¼¾]|(?<!\p{L})(?:${wordsIn([...SPACED, ...UNSPACED], ({ counts }) => counts)}))[\s\u00A0-]*$`,
  'iu',
);

const CLAUSES = new RegExp(
  String.raw`[,;:]\s+|[，：；()[\]（）]|(?<!\b(?:${ABBREVIATED}))\.\s+|\s[–—/-]\s|(?<!\d |\bone )\bin (?:the )?`,
  'iu',
);

/**
 * The scale that a text near figures says they are in, with its unit if it names one: `10^3` for `Figures in thousands`, `kt`
 * for `Output (thousand tonnes)`. Undefined for a scale that counts something else: `a town of two million people`.
 */
export function scaleSaid(text: string): string | undefined {
  const parts = text.split(CLAUSES);
  for (const [index, part] of parts.entries()) {
    const own = part
      .replace(/^\s*(?=0{3}s?\s*$)/, '’')
      .replace(LEAD, '')
      .replace(/[\s.*†]+$/u, '')
      .trim();
    const phrases = scalePhrases(own);
    const [first, last] = [phrases[0], phrases.at(-1)];
    if (!first || !last) continue;
    const [before, after] = [own.slice(0, last.start), own.slice(last.end)];
    const named = unitIn(own);
    const said = named !== undefined && scaleOf(named) > 0 ? named : scaleCode(first.power);
    if (
      first.start === 0 &&
      isCounted(own.slice(first.end), { phrase: first, isFirst: index === 0 && own === part.trim(), named })
    )
      return said;
    if (after === '' && /[\p{L}$€£¥.] ?$/u.test(before) && !last.isNumeral && !COUNTED_BEFORE.test(before)) return said;
  }
  return undefined;
}

/** Whether what follows a scale is what it counts: a unit, or a few words that are neither a name nor the end of a size class. */
function isCounted(
  rest: string,
  {
    phrase,
    isFirst,
    named,
  }: { readonly phrase: ScalePhrase; readonly isFirst: boolean; readonly named: string | undefined },
): boolean {
  if (named !== undefined && rest.trim() !== '') return !SIZE.test(rest);
  if (isFirst && phrase.isNumeral) return false;
  if (/^\p{Script=Han}/u.test(rest)) return !isFirst && /^\p{Script=Han}{1,4}$/u.test(rest);
  const words = rest.trim().split(/\s+/);
  return !SIZE.test(rest) && !/\d/.test(rest) && words.length <= 5 && !(isFirst && /^\s\p{Lu}\p{Ll}+/u.test(rest));
}
