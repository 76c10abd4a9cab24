import { LOCALES } from '../../language/locales.ts';
import { parsePeriod, periodMeant } from '../../dataset/period.ts';
import { folded, type GridCell } from './grid.ts';
import type { TableInput } from './mapping-schema.ts';

/** Which period dates in a head stand for. */
export type DateMeaning = TableInput['dates'];

/** A head that names two periods. */
export interface AmbiguousHead {
  readonly meanings: readonly string[];
}

/**
 * The period that the cells of a head name, one below another, as this dataset writes it: `2025-Q1` for `2025` over `Q1`.
 * Undefined if they name none.
 */
export function periodOfHead(cells: readonly GridCell[], dates: DateMeaning): string | AmbiguousHead | undefined {
  const [only] = cells;
  if (cells.length === 1 && only?.date) return periodOfDate(only.date, dates);
  const named = periodIn(folded(cells.map(({ text }) => text).join(' ')));
  const isDay = typeof named === 'string' && parsePeriod(named)?.kind === 'day';
  return isDay ? periodOfDate({ day: named, precision: 'day' }, dates) : named;
}

/**
 * The periods that days in the heads of a table may stand for, by all of them: days that begin or end months, as those of a
 * column of dates mostly do, are of months, quarters or years. Undefined where any other day is among them.
 */
export function spansOfDays(days: readonly string[]): 'month' | 'quarter' | 'year' | undefined {
  const isFirst = days.every((day) => day.endsWith('-01'));
  const isLast = days.every((day) => parsePeriod(day.replace(/-(\d\d)-\d\d$/, '-M$1'))?.end === day);
  if (days.length === 0 || (!isFirst && !isLast)) return undefined;
  const months = new Set(days.map((day) => Number(day.slice(5, 7))));
  if (months.size === 1 && (months.has(1) || months.has(12))) return 'year';
  const ends = isFirst ? [1, 4, 7, 10] : [3, 6, 9, 12];
  return [...months].every((month) => ends.includes(month)) ? 'quarter' : 'month';
}

function periodOfDate({ day, precision }: NonNullable<GridCell['date']>, dates: DateMeaning): string | undefined {
  const [year = '', month = ''] = day.split('-');
  switch (dates ?? precision) {
    case 'year':
      return year;
    case 'quarter':
      return `${year}-Q${Math.ceil(Number(month) / 3)}`;
    case 'month':
      return `${year}-M${month}`;
    default:
      return day;
  }
}

/** The period that a text names; undefined if it names none. */
export function periodIn(text: string): string | AmbiguousHead | undefined {
  if (parsePeriod(text)) return text;
  const meanings = yearOrMonth(text) ?? yearOrTwo(text);
  if (meanings) return { meanings };
  const named =
    monthNamed(text) ?? inChinese(text) ?? inGerman(text) ?? periodMeant(text.replace(/[()[\]]|,(?= )/g, ''));
  return named === undefined ? undefined : parsePeriod(named) && named;
}

/** `2011-12` may be December 2011 and the year 2011/12. */
function yearOrMonth(text: string): readonly string[] | undefined {
  const [, year = '', part = ''] = /^(\d{4})[-/\u2013](\d\d)$/.exec(text) ?? [];
  const isNextYear = (Number(year) + 1) % 100 === Number(part);
  return isNextYear && parsePeriod(`${year}-M${part}`) ? [`${year}/${part}`, `${year}-M${part}`] : undefined;
}

/** `2024–2025` may be the year 2024/25 and both years together. */
function yearOrTwo(text: string): readonly string[] | undefined {
  const [, first = '', second = ''] = /^(\d{4}) ?[-\u2010-\u2015\u2212] ?(\d{4})$/.exec(text) ?? [];
  const isNextYear = first !== '' && Number(first) + 1 === Number(second);
  return isNextYear ? [`${first}/${second.slice(2)}`, `${first}..${second}`] : undefined;
}

/** Months by their names and the first three letters of them, in lower case. */
const MONTHS: ReadonlyMap<string, number> = new Map(
  LOCALES.flatMap(({ calendar }) => [calendar.months, calendar.shortMonths])
    .flatMap((names) => names.map((name, index) => [name, index + 1] as const))
    .flatMap(([name, month]) => [
      [name.toLowerCase(), month] as const,
      [name.toLowerCase().slice(0, 3), month] as const,
    ])
    .filter(([name]) => /\p{L}{3}/u.test(name)),
);

/** A month and a year in any order, or the first and last month of a span: `Jan 2025`, `Jan–Oct 2025`. */
function monthNamed(text: string): string | undefined {
  const [, year = ''] = /(?<!\d)(\d{4})(?!\d)/.exec(text) ?? [];
  const words = text.replace(year, ' ').match(/\p{L}+/gu) ?? [];
  const months = words.map((word) => MONTHS.get(word.toLowerCase().replace(/^sept$/, 'sep')));
  if (year === '' || months.length === 0 || months.length > 2 || months.includes(undefined)) return undefined;
  if (/[^\p{L}\d\s.,'’/–—-]/u.test(text) || /\d/.test(text.replace(year, ''))) return undefined;
  return months.map((month) => `${year}-M${String(month).padStart(2, '0')}`).join('..');
}

const CHINESE = ['一', '二', '三', '四'];

function inChinese(text: string): string | undefined {
  const [, year = '', rest = ''] = /^(\d{4})年(.*)$/.exec(text.replaceAll(' ', '')) ?? [];
  if (year === '' || rest === '') return year || undefined;
  const [, month] = /^(\d{1,2})月$/.exec(rest) ?? [];
  if (month !== undefined) return `${year}-M${month.padStart(2, '0')}`;
  const [, quarter = ''] = /^第?([一二三四1-4])季度$/.exec(rest) ?? [];
  if (quarter !== '') return `${year}-Q${CHINESE.indexOf(quarter) + 1 || quarter}`;
  return { 上半年: `${year}-S1`, 下半年: `${year}-S2` }[rest];
}

/** `1. Quartal 2025`, or with the year above: `2025 1. Quartal`. */
function inGerman(text: string): string | undefined {
  const { part, kind, before, after } =
    /^(?:(?<before>\d{4}),? (?:\/ )?)?(?<part>[1-4])\. ?(?<kind>Quartal|Vierteljahr|Vj\.?|Halbjahr|Hj\.?)(?: (?<after>\d{4}))?$/.exec(
      text,
    )?.groups ?? {};
  const year = before ?? after;
  if (year === undefined || (before !== undefined && after !== undefined)) return undefined;
  return `${year}-${kind?.startsWith('H') ? 'S' : 'Q'}${part}`;
}
