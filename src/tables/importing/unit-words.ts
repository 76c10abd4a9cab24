import { isCurrency } from '../../dataset/builtin-units.ts';
import { builtinUnits, parseUnit, powerBetween, sameDimension, type Unit } from '../../dataset/unit.ts';

/**
 * Words for how many of a unit are counted as one, in the languages that Assay has words for and the English of India, with
 * the power of ten of each. Those that follow one another are multiplied: `hundred thousand`, `lakh crore`, 万亿.
 */
const SCALE_WORDS: readonly (readonly [written: string, power: number])[] = [
  [String.raw`\btens? (?:of )?(?=(?:thousand|million|billion)s?\b)`, 1],
  [String.raw`\bhundreds?(?= (?:of )?(?:thousand|million|billion)s?\b)|\bhundreds\b`, 2],
  [
    String.raw`\b(?:thousands?|thous|tausend)\b|\bTsd\b|千|(?<![\d.,][ \u00A0]?)(?:[’'‘]000s?\b['’]?|000s\b)|(?<=[(（$€£¥]|\b[A-Z]{3} )000s?(?=[)）]|\b)`,
    3,
  ],
  [String.raw`\b(?:lakhs?|lacs?)\b`, 5],
  [String.raw`\b(?:millions?|mn|mln|mio|millionen)\b|百万`, 6],
  [String.raw`\bcrores?\b`, 7],
  [String.raw`\b(?:billions?|bn|milliarden|mrd)\b|十亿`, 9],
  [String.raw`\b(?:trillions?|tn|billionen)\b`, 12],
  ['万', 4],
  ['亿', 8],
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
    if (last && /^[\s\u00A0-]*(?:of\s)?$/.test(text.slice(last.end, start)))
      phrases[phrases.length - 1] = { start: last.start, end, power: last.power + power, isNumeral: false };
    else phrases.push({ start, end, power, isNumeral: own === undefined });
  }
  return phrases;
}

/** A scale as units write it: `million`, `10^5`. */
function scaleCode(power: number): string {
  return { 6: 'million', 9: 'bn', 12: 'tn' }[power] ?? `10^${power}`;
}

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', US$: 'USD' };
const MONEY = `(?<money>€|£|US\\$|${[...builtinUnits.keys()].filter(isCurrency).join('|')})`;

/** How the press and accounts write the scale of money, next to its sign or code. */
const MONEY_SCALES: readonly (readonly [written: string, power: number])[] = [
  ["[kK]|[Tt]housands?|[Tt]sd\\.?|['’]?000s?", 3],
  ['[mM]|MM|[mM]n|[mM]ln|[mM]io\\.?|[mM]illions?', 6],
  ['bn|b|[bB]illions?|[mM]rd\\.?', 9],
  ['tn|[tT]rillions?', 12],
];

/** `EURm`, `€ bn`, `USD million`, and `kEUR`, `T€`, `Mio. €`; no rates such as `EUR m/year`. */
const SCALED_MONEY: readonly (readonly [pattern: RegExp, power: number])[] = MONEY_SCALES.flatMap(([scale, power]) => {
  const before = power === 3 ? `(?:${scale}|T(?=\\s?(?:€|EUR|CHF)))` : `(?:${scale})`;
  return [
    [
      new RegExp(
        `(?<![\\p{L}\\d])${MONEY}[\\s\u00A0]?(?:${scale})(?![\\p{L}\\d])(?!\\s*(?:/|per\\b|je\\b|pro\\b))`,
        'u',
      ),
      power,
    ],
    [
      new RegExp(`(?<![\\p{L}\\d])${before}[\\s\u00A0]?${MONEY}(?![\\p{L}\\d])(?!\\s*(?:/|per\\b|je\\b|pro\\b))`, 'u'),
      power,
    ],
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
  if (UNCLEAR.test(apart) || /^(?:[kKmMtTbB]|MM|pct|thou|mill|(?:per|je|pro)\s.+)$/u.test(apart)) return apart;
  const last = /\s(\S+)$/u.exec(text.trim())?.[1] ?? '';
  return UNCLEAR.test(last) ? last : undefined;
}

const UNCLEAR =
  /^(?:[€£$¥]\s?[\p{L}\d]{1,3}|[\p{L}]{1,3}[€£$¥]|(?:[A-Z]{3})[mkb]n?|[km][A-Z]{3}|[x×*]\s?1[ ,.]?0{3}(?:[ ,.]?0{3})*|bps?|[kMGT]W)$/u;

/** What stands before the code of a unit, which elsewhere may be a word or name. */
const BEFORE_CODE = String.raw`(?<=^\s*|[(,;:.]\s?|\b(?:in|thousand|millions?|billions?|bn|mn|mio\.?|000)\s+)`;

/** Areas and volumes stand before lengths, whose words they have; none of them is that of a ratio. */
const UNITS: readonly (readonly [written: RegExp, unit: string])[] = [
  [/%|(?<!\p{L})(?:per ?cent|prozent)(?!\p{L})|百分/iu, '%'],
  [/(?<!\p{L})(?:[Tt]onnes?|TONNES?|[Mm]etric [Tt]ons?|[Tt]onnen|t)(?!\p{L})(?![- ]?(?:km|kilomet))|吨(?!公里)/u, 't'],
  [/€|(?<!\p{L})(?:euros?|eur)(?!\p{L})|欧元/iu, 'EUR'],
  [/US\$|(?<!\p{L})(?:us dollars?|dollars?|usd)(?!\p{L})|美元/iu, 'USD'],
  [/(?<!\p{L})(?:yuan|cny|rmb)(?!\p{L})|元/iu, 'CNY'],
  [/(?<!\p{L})(?:hectares?|hektar|ha)(?!\p{L})|公顷/iu, 'ha'],
  [/\b(kwh|mwh|gwh|twh)(?!\p{L})/iu, 'kWh'],
  [measured('m³|cubic met(?:re|er)s?|Kubikmetern?|立方米', 'm3'), 'm3'],
  [measured('km²|square kilomet(?:re|er)s?|Quadratkilometern?|平方公里', 'km2'), 'km2'],
  [measured('m²|square met(?:re|er)s?|Quadratmetern?|平方米', 'm2'), 'm2'],
  [
    /(?<=^|[(,;:.]\s?|(?<!\p{L})(?:in|of|thousand|millions?|billions?|bn|mn|mio\.?|000)\s+)(?:km|kilomet(?:re|er)s?)(?!²)(?!\p{L})|(?<!\p{Script=Han})公里|(?<=[千百万亿])公里/iu,
    'km',
  ],
  [/(?<!\p{L})(?:persons?|people|personen|inhabitants)(?!\p{L})|人(?!公里)/iu, 'person'],
  [/(?<!\p{L})(?:barrels?|bbl)(?!\p{L})|桶/iu, 'bbl'],
];

/** A unit by its words, which no letters stand before, or by its code, where one may be expected. */
function measured(words: string, code: string): RegExp {
  return new RegExp(
    `(?:(?<![\\p{Script=Latin}\\d])(?:${words})|${BEFORE_CODE}${code})(?![\\p{Script=Latin}\\d]|\\s*(?:per\\b|je\\b|\\/))`,
    'iu',
  );
}

/** Words between those of a unit that say nothing of it. */
const BESIDES = /\b(?:in|of|the|metric|units?|einheit|an?)\b|单位|[\s\u00A0,.:;()[\]（）：，]/gi;

/** A scale and a word for what is counted. */
const SCALED_COUNT =
  /^(?:(?:thousands?|tausend|Tsd\.?|1[ ,.]?000|lakhs?|millions?|mn|mio\.?|millionen|crores?|billions?|bn|milliarden|mrd\.?) (?:of )?\p{L}{3,}|(?:千|百万|万|十亿|亿)\p{Script=Han}{1,2})$/iu;

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
  const unit = parseUnit(bare.slice(scale?.end).replace(/^[. ]*(?:of )?/, ''), new Map());
  return scale && unit ? scaledUnit(scaleCode(scale.power), unit.code) : scaleIn(bare);
}

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
const PER = /\s(?:per|je|pro)\s/iu;
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
  if (code !== undefined && isBuiltIn(code) && !PER.test(text)) return code;
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
const BEFORE_UNIT =
  /(?:^|[,;:()[\]（）：，—–]|\s-|(?:^|[^\p{L}])(?:an?|in|of|the|as|units?|einheit|von|and|und|or|metric))\s*$/iu;
/** What may stand after it: nothing, the end of a part, or a word that is not an abbreviation. */
const AFTER_UNIT =
  /^\s*(?:$|[,;:.()[\]（）：，—–*†]|\s-|\p{Script=Han}|\p{L}{4,}|(?:of|in|and|at|by|for|from|to|on|or|per|the|je|pro|und|von|der|die|das|des|im|am|bei|für|aus|net|all|CO2)(?!\p{L})|(?:19|20)\d\d(?!\d))/iu;
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

function isReadable(before: string, after: string, unit: string): boolean {
  if (unit === '%') return true;
  const scales = scalePhrases(`${before}\u0000`);
  const last = scales.at(-1);
  const isScaled = last !== undefined && /^\.?[\s\u00A0-]*(?:of\s)?$/.test(before.slice(last.end));
  const isOwnWord = unit === 'person' && BEFORE_PEOPLE.test(before);
  const isHan = /\p{Script=Han}$/u.test(before) && !/[十百兆]$/u.test(before);
  if (!isScaled && !isOwnWord && !isHan && !BEFORE_UNIT.test(before)) return false;
  return AFTER_UNIT.test(after) || scalePhrases(after)[0]?.start === (/^\s*/.exec(after)?.[0].length ?? 0);
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
  const scale = scaleIn(text) ?? '';
  const found = energy ?? unit;
  if (found === undefined) return SCALE_ALONE.test(text) ? scaleIn(text) : exact.map(unitNamed).find(Boolean);
  return scaledUnit(scale, found);
}

/** Words before a scale in a note: `All figures are in thousands`, `Einheit: Tausend`. */
const LEAD =
  /^(?:(?:all|figures?|values?|amounts?|data|numbers?|are|is|given|shown|expressed|stated|reported|measured|in|of|the|units?(?: of measure)?|scale|alle|angaben|werte|zahlen|einheit|jeweils|数据|单位|计量单位|×|x)\s*)+/iu;

/** Words with which a scale is a size or a count of its own: `1,000 or more`, `two thousand`, `per 1,000`. */
const SIZE = /^\s*(?:(?:and|or|to|bis|und|oder|under|over|less|more|up)\b|[-–—+<>])/iu;
const COUNTED_BEFORE =
  /(?:[\d½¼¾]|(?<!\p{L})(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half|several|some|many|few|per|je|pro|under|over|than|to|top|nearest|ein\w*|zwei|drei|vier|mehrere|每))[\s\u00A0-]*$/iu;

/**
 * The scale that a text near figures says they are in, with its unit if it names one: `10^3` for `Figures in thousands`, `kt`
 * for `Output (thousand tonnes)`. Undefined for a scale that counts something else: `a town of two million people`.
 */
export function scaleSaid(text: string): string | undefined {
  const parts = text.split(
    /[,;:]\s+|[，：；()[\]（）]|(?<!\b(?:Tsd|Mio|Mrd|Rs|thous))\.\s+|\s[–—/-]\s|(?<!\d |\bone )\bin (?:the )?/iu,
  );
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
