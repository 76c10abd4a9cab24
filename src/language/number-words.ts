import { Caseless } from './caseless.ts';
/**
 * Where numbers are written in words, as `six hundred million` or `三成`, by locale. No number has more words than they
 * allow in a row: without a limit a long row would take the square of its length.
 */
const PATTERNS: Readonly<Record<string, () => RegExp>> = {
  en: englishNumbers,
  de: germanNumbers,
  'zh-CN': chineseNumbers,
};

const found = new Map<string, RegExp | undefined>();

/**
 * Matches numbers in words that carry a scale (hundreds and more, per cent, tenths). Small numbers alone, a scale alone
 * (`million tonnes`), vague ones (`hundreds`), ordinals and what happens so many times are words like others. Undefined
 * for a language without a table.
 */
export function numbersInWords(locale: string): RegExp | undefined {
  if (!found.has(locale)) found.set(locale, PATTERNS[locale]?.());
  return found.get(locale);
}

/** The first number in words of a text. */
export function numberInWords(text: string, locale: string): string | undefined {
  const pattern = numbersInWords(locale);
  return pattern && text.match(pattern)?.[0];
}

function englishNumbers(): RegExp {
  const units = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen';
  const tens = 'seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
  const small = `(?:${units}|${tens})`;
  const scale = '(?:hundred|thousand|lakh|million|crore|billion|trillion)';
  const percent = String.raw`(?:per\s+cent|percent|percentage\s+points?)`;
  const gap = String.raw`(?:\s+(?:and\s+|point\s+)?|-)`;
  const start = String.raw`(?:${small}|(?:half\s+)?an?(?=\s+${scale}\b))`;
  const last = `(?:${scale}|${percent})`;
  const pattern = String.raw`\b${start}(?:${gap}${small}){0,9}${gap}${last}(?:${gap}(?:${small}|${last})){0,30}\b`;
  const others = String.raw`\bhundred-thousand(?!s)\b|\b${small}\s+point\s+${small}\b`;
  return new Caseless(String.raw`(?:${pattern}|${others})(?!-?fold|${gap}(?:${small}|${last}|times)\b)`, 'gu');
}

function germanNumbers(): RegExp {
  const units = 'eine?[mnrs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|sechzehn|siebzehn';
  const tens = 'zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|anderthalb|halbe[nr]?';
  const small = `(?:(?:${units}|${tens}|und)+)`;
  // hundert Tonnen may be a unit, zweihundert is a number
  const compound = `${small}(?:hundert|tausend)(?:${units}|${tens}|und|hundert|tausend)*`;
  const scaled = String.raw`(?:${compound}|${small}|hundert|tausend)\s+(?:Million(?:en)?|Milliarden?|Billion(?:en)?|Prozent(?:punkte?n?)?)`;
  const others = String.raw`(?<!(?:einige|mehrere)[rn]?\s)hunderttausend|${small}prozentige?[mnrs]?`;
  return new Caseless(String.raw`(?<!\p{L})(?:${scaled}|${compound}|${others})(?!\p{L}|\s+Mal(?!\p{L}))`, 'gu');
}

function chineseNumbers(): RegExp {
  const digit = '一二三四五六七八九十廿卅两壹贰叁肆伍陆柒捌玖拾';
  const any = `${digit}百千佰仟万亿零〇点`;
  const start = `(?<![第数几${any}])[${digit}][${any}]{0,30}`;
  // 十亿 alone is a unit as in 十亿元, which tables of other languages have
  const scaled = `(?<![第数几${any}])(?!十亿(?![${any}]))[${digit}](?:[${any}]{0,30}[百千佰仟万亿])[${any}]{0,30}(?![${any}倍分])`;
  const tenths = `(?<![第数几${any}])[${digit}半]成[${digit}半]?(?![员立为就果功长品本套交分熟效不])`;
  const years = '[〇零一二三四五六七八九]{4}年';
  return new RegExp(`[百千万]分之[${any}]+|${start}个百分点|${scaled}|${tenths}|${years}`, 'gu');
}
