import type { Flag } from './value.ts';
import type { Qualifier } from '../dataset/model.ts';
import type { Period } from '../dataset/period.ts';

/** Which way a figure went. */
export type Direction = 'up' | 'down' | 'flat';

/** The fixed words of a locale: everything that Assay itself says in a document. */
export interface Words {
  readonly figure: string;
  readonly table: string;
  /** `Table 2, continued`: an exhibit on a page after its first. */
  readonly continued: (name: string) => string;
  readonly contents: string;
  /** What each file is that a PDF carries. */
  readonly attached: Readonly<Record<'observations' | 'brief' | 'corrections', string>>;
  readonly source: string;
  readonly page: string;
  /** What stands in a cell for a figure that is not available. */
  readonly notAvailable: string;
  /** What that means. */
  readonly absent: string;
  readonly qualifier: Readonly<Record<Qualifier, (number: string) => string>>;
  readonly flag: Readonly<Record<Flag, string>>;
  /** `rose 10.4%`: the verb of a change. */
  readonly verb: Readonly<Record<Direction, string>>;
  /** `a rise of 10.4%`: the noun of a change. */
  readonly noun: Readonly<Record<Direction, string>>;
  /** What stands for a unit where room is scarce: its symbol (Mt), or its name where that is as short (万吨). */
  readonly shortUnit: 'symbol' | 'name';
  /** Powers of ten at which amounts change their unit, ascending; none where amounts keep the unit of their source. */
  readonly steps: readonly number[];
  /** `second largest`: the place in a row, counted from either end. */
  readonly rank: Readonly<Record<'largest' | 'smallest', readonly string[]>>;
  readonly range: (low: string, high: string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly period: (period: Period) => string;
  readonly date: (date: string) => string;
  /** What stands between two sentences or items that Assay joins: `; `. */
  readonly separator: string;
  readonly stop: string;
  readonly colon: string;
  readonly comma: string;
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
  continued: (name) => `${name}, continued`,
  contents: 'Contents',
  attached: {
    observations: 'Every published figure of the dataset, as printed and as corrected',
    brief: 'Every number that this document prints, and where it comes from',
    corrections: 'Figures of the release that are corrected, and what decided',
  },
  source: 'Source',
  page: 'Page',
  notAvailable: '[x]',
  absent: 'not available',
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
  shortUnit: 'symbol',
  steps: [],
  rank: {
    largest: ORDINALS.map((ordinal) => `${ordinal}largest`),
    smallest: ORDINALS.map((ordinal) => `${ordinal}smallest`),
  },
  range: (low, high) => `${low} to ${high}`,
  list: (items) => joined(items, ', ', ' and '),
  period: englishPeriod,
  date: englishDate,
  separator: '; ',
  stop: '. ',
  colon: ': ',
  comma: ', ',
};

const zh: Words = {
  figure: '图',
  table: '表',
  continued: (name) => `续${name}`,
  contents: '目录',
  attached: {
    observations: '数据集中全部已发布的数字，含原文与更正值',
    brief: '本文所列的每个数字及其出处',
    corrections: '本次发布中已更正的数字及更正依据',
  },
  source: '来源',
  page: '页',
  notAvailable: '[x]',
  absent: '无数据',
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
  shortUnit: 'name',
  steps: [4, 8, 12],
  rank: {
    largest: NUMERALS.map((numeral, place) => (place === 0 ? '最大' : `第${numeral}大`)),
    smallest: NUMERALS.map((numeral, place) => (place === 0 ? '最小' : `第${numeral}小`)),
  },
  // No space stands between two characters: 2020年至2025年, but 750 至 850.
  range: (low, high) => (/\p{Script=Han}$/u.test(low) ? `${low}至${high}` : `${low} 至 ${high}`),
  list: (items) => joined(items, '、', '和'),
  period: chinesePeriod,
  date: chineseDate,
  separator: '；',
  stop: '。',
  colon: '：',
  comma: '，',
};

/** A text, or more of them, in every locale that Assay has words for. */
export interface InEachLocale<T> {
  readonly en: T;
  readonly 'zh-CN': T;
}

const WORDS: InEachLocale<Words> = { en, 'zh-CN': zh };

/** Locales that Assay has words for. */
export const LOCALE_IDS: readonly string[] = Object.keys(WORDS);

/** What is said in a locale; in English where Assay has no words for it (schemas allow only the known ones). */
export function inLocale<T>(said: InEachLocale<T>, locale: string): T {
  return locale === 'zh-CN' ? said[locale] : said.en;
}

/** The fixed words of a locale. */
export function words(locale: string): Words {
  return inLocale(WORDS, locale);
}

function joined(items: readonly string[], separator: string, last: string): string {
  if (items.length < 2) return items.join('');
  return items.slice(0, -1).join(separator) + last + items[items.length - 1];
}

/** A date or period in parts: `2025-Q4` → year 2025, letter Q, part 4; part and day are 0 where there is none. */
interface Parts {
  readonly year: string;
  readonly letter: string;
  readonly part: number;
  readonly day: number;
}

function partsOf(text: string): Parts {
  const [, year = text, letter = '', part = 0, day = 0] = /^(\d+)(?:-([SQM]?)(\d+))?(?:-(\d+))?$/.exec(text) ?? [];
  return { year, letter, part: Number(part), day: Number(day) };
}

/** `January to October 2025`: the year is said once when both ends share it. */
function englishPeriod({ text }: Period): string {
  const [from = text, to] = text.split('..');
  if (to === undefined) return englishDate(from);
  const start = partsOf(from).year === partsOf(to).year ? withinYear(partsOf(from)) : englishDate(from);
  return `${start} to ${englishDate(to)}`;
}

/**
 * A date as precise as it is known, or a single period: `2025`, `October 2025`, `4 February 2026`, `first half of
 * 2025`. No line may break within a day's date.
 */
function englishDate(text: string): string {
  const parts = partsOf(text);
  if (!parts.part) return parts.year;
  if (parts.day) return `${withinYear(parts)}\u00A0${parts.year}`;
  return `${withinYear(parts)}${/[SQ]/.test(parts.letter) ? ' of' : ''} ${parts.year}`;
}

function withinYear({ letter, part, day }: Parts): string {
  if (letter === 'S') return `${QUARTERS[part - 1]} half`;
  if (letter === 'Q') return `${QUARTERS[part - 1]} quarter`;
  return `${day ? `${day}\u00A0` : ''}${MONTHS[part - 1]}`;
}

/** `2025年1月至10月`: the year is said once when both ends share it. */
function chinesePeriod({ text }: Period): string {
  const [from = text, to] = text.split('..');
  if (to === undefined) return chineseDate(from);
  const end = partsOf(from).year === partsOf(to).year ? withinChineseYear(partsOf(to)) : chineseDate(to);
  return `${chineseDate(from)}至${end}`;
}

function chineseDate(text: string): string {
  const parts = partsOf(text);
  return `${parts.year}年${withinChineseYear(parts)}`;
}

function withinChineseYear({ letter, part, day }: Parts): string {
  if (letter === 'S') return part === 1 ? '上半年' : '下半年';
  if (letter === 'Q') return `第${NUMERALS[part - 1]}季度`;
  return `${part ? `${part}月` : ''}${day ? `${day}日` : ''}`;
}
