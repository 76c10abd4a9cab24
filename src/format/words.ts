import type { Flag } from '../core/value.ts';
import type { Qualifier } from '../dataset/model.ts';
import type { Period } from '../dataset/period.ts';

/** Which way a figure went. */
export type Direction = 'up' | 'down' | 'flat';

/** The fixed words of a locale: everything that Assay itself says in a document. */
export interface Words {
  readonly figure: string;
  readonly table: string;
  readonly contents: string;
  readonly source: string;
  readonly page: string;
  /** What stands in a cell for a figure that is not available. */
  readonly notAvailable: string;
  readonly qualifier: Readonly<Record<Qualifier, (number: string) => string>>;
  readonly flag: Readonly<Record<Flag, string>>;
  /** `rose 10.4%`: the verb of a change. */
  readonly verb: Readonly<Record<Direction, string>>;
  /** `a rise of 10.4%`: the noun of a change. */
  readonly noun: Readonly<Record<Direction, string>>;
  /** Unit codes that are printed otherwise where a code is wanted. */
  readonly unit: Readonly<Record<string, string>>;
  /** `second largest`: the place in a row, counted from either end. */
  readonly rank: Readonly<Record<'largest' | 'smallest', readonly string[]>>;
  readonly range: (low: string, high: string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly period: (period: Period) => string;
  readonly date: (date: string) => string;
  /** What stands between two sentences or items that Assay joins: `; `. */
  readonly separator: string;
  readonly colon: string;
}

/** The letter that stands for a flag, in brackets after a figure; the same in every locale, explained in a legend. */
export const FLAG_LETTERS: Readonly<Record<Flag, string>> = {
  corrected: 'c',
  derived: 'd',
  estimated: 'e',
  forecast: 'f',
  provisional: 'p',
  revised: 'r',
  break: 'b',
  low_reliability: 'u',
};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const ORDINALS = [
  '',
  ...'second third fourth fifth sixth seventh eighth ninth tenth'.split(' ').map((word) => `${word} `),
];
const NUMERALS = '一 二 三 四 五 六 七 八 九 十'.split(' ');
const QUARTERS = ['first', 'second', 'third', 'fourth'];

const en: Words = {
  figure: 'Figure',
  table: 'Table',
  contents: 'Contents',
  source: 'Source',
  page: 'Page',
  notAvailable: '[x]',
  qualifier: {
    over: (number) => `over ${number}`,
    under: (number) => `under ${number}`,
    about: (number) => `about ${number}`,
  },
  flag: {
    corrected: 'corrected',
    derived: 'worked out here, not published',
    estimated: 'estimated',
    forecast: 'forecast',
    provisional: 'provisional',
    revised: 'revised',
    break: 'break in the series',
    low_reliability: 'low reliability',
  },
  verb: { up: 'rose', down: 'fell', flat: 'was unchanged' },
  noun: { up: 'a rise of', down: 'a fall of', flat: 'no change' },
  unit: {
    '10^4 t': '10,000 t',
    '10^8 t': '100 million t',
    '10^8 CNY': '100 million CNY',
    '10^8 USD': '100 million USD',
  },
  rank: {
    largest: ORDINALS.map((ordinal) => `${ordinal}largest`),
    smallest: ORDINALS.map((ordinal) => `${ordinal}smallest`),
  },
  range: (low, high) => `${low} to ${high}`,
  list: (items) => joined(items, ', ', ' and '),
  period: englishPeriod,
  date: englishDate,
  separator: '; ',
  colon: ': ',
};

const zh: Words = {
  figure: '图',
  table: '表',
  contents: '目录',
  source: '来源',
  page: '页',
  notAvailable: '[x]',
  qualifier: {
    over: (number) => `超过 ${number}`,
    under: (number) => `低于 ${number}`,
    about: (number) => `约 ${number}`,
  },
  flag: {
    corrected: '已更正',
    derived: '本报告推算',
    estimated: '估计',
    forecast: '预测',
    provisional: '初步数据',
    revised: '已修订',
    break: '口径变化',
    low_reliability: '可靠性较低',
  },
  verb: { up: '增长', down: '下降', flat: '持平' },
  noun: { up: '增长', down: '下降', flat: '持平' },
  unit: { '10^4 t': '万吨', '10^8 t': '亿吨', '10^8 CNY': '亿元', '10^8 USD': '亿美元' },
  rank: {
    largest: NUMERALS.map((numeral, place) => (place === 0 ? '最大' : `第${numeral}大`)),
    smallest: NUMERALS.map((numeral, place) => (place === 0 ? '最小' : `第${numeral}小`)),
  },
  range: (low, high) => `${low} 至 ${high}`,
  list: (items) => joined(items, '、', '和'),
  period: chinesePeriod,
  date: chineseDate,
  separator: '；',
  colon: '：',
};

const LOCALES: ReadonlyMap<string, Words> = new Map([
  ['en', en],
  ['zh-CN', zh],
]);

/** Locales that Assay has words for. */
export const LOCALE_IDS: readonly string[] = [...LOCALES.keys()];

/** The fixed words of a locale; English where a locale has none (schemas allow only the known ones). */
export function words(locale: string): Words {
  return LOCALES.get(locale) ?? en;
}

function joined(items: readonly string[], separator: string, last: string): string {
  if (items.length < 2) return items.join('');
  return items.slice(0, -1).join(separator) + last + items[items.length - 1];
}

function partsOf(text: string): { year: string; part: number; day: number } {
  const match = /^(\d+)(?:-[SQM]?(\d+))?(?:-(\d+))?$/.exec(text);
  return { year: match?.[1] ?? text, part: Number(match?.[2] ?? 0), day: Number(match?.[3] ?? 0) };
}

function spanEnds(text: string): [string, string] {
  const [from = text, to = text] = text.split('..');
  return [from, to];
}

function englishPeriod({ text, kind }: Period): string {
  if (kind === 'span') return englishSpan(...spanEnds(text));
  const { year, part } = partsOf(text);
  if (kind === 'year') return year;
  if (kind === 'half') return `${QUARTERS[part - 1]} half of ${year}`;
  if (kind === 'quarter') return `${QUARTERS[part - 1]} quarter of ${year}`;
  return englishDate(text.replace('M', ''));
}

/** `January to October 2025`: the year is said once when both ends share it. */
function englishSpan(from: string, to: string): string {
  const [a, b] = [partsOf(from), partsOf(to)];
  if (!from.includes('-M') || !to.includes('-M')) return `${from} to ${to}`;
  const start = a.year === b.year ? (MONTHS[a.part - 1] ?? from) : englishDate(from.replace('M', ''));
  return `${start} to ${englishDate(to.replace('M', ''))}`;
}

/** A date as precise as it is known: `2025`, `October 2025`, `4 February 2026`. */
function englishDate(text: string): string {
  const { year, part, day } = partsOf(text);
  if (!part) return year;
  return `${day ? `${day} ` : ''}${MONTHS[part - 1]} ${year}`;
}

function chinesePeriod({ text, kind }: Period): string {
  if (kind === 'span') {
    const [from, to] = spanEnds(text);
    const [a, b] = [partsOf(from), partsOf(to)];
    const end = a.year === b.year && to.includes('-M') ? `${b.part}月` : chineseDate(to.replace('M', ''));
    return `${chineseDate(from.replace('M', ''))}至${end}`;
  }
  const { year, part } = partsOf(text);
  if (kind === 'half') return `${year}年${part === 1 ? '上' : '下'}半年`;
  if (kind === 'quarter') return `${year}年第${'一二三四'[part - 1]}季度`;
  return chineseDate(text.replace('M', ''));
}

function chineseDate(text: string): string {
  const { year, part, day } = partsOf(text);
  return `${year}年${part ? `${part}月` : ''}${day ? `${day}日` : ''}`;
}
