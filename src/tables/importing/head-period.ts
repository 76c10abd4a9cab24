import { LOCALES } from '../../language/locales.ts';
import type { CalendarNames } from '../../language/locale.ts';
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
    case 'day':
      return day;
  }
}

/** The period that a text names; undefined if it names none. */
export function periodIn(text: string): string | AmbiguousHead | undefined {
  if (parsePeriod(text)) return text;
  const [, month, ofYear] = /^(0?[1-9]|1[0-2])[./](\d{4})$/.exec(text) ?? [];
  if (month !== undefined) return `${ofYear}-M${month.padStart(2, '0')}`;
  const meanings = yearOrMonth(text) ?? yearOrTwo(text);
  if (meanings) return { meanings };
  const own = LOCALES.flatMap(({ calendar, headPeriod }) => monthNamed(text, calendar) ?? headPeriod?.(text) ?? []);
  const named = [...new Set(own)].filter((period) => parsePeriod(period));
  // A word may be one month in one language and another in the next.
  if (named.length > 1) return { meanings: named };
  const plain = named[0] ?? periodMeant(text.replace(/[()[\]]|,(?= )/g, ''));
  return plain === undefined ? undefined : parsePeriod(plain) && plain;
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

/** A month and a year in any order, or the first and last month of a span: `Jan 2025`, `Jan–Oct 2025`. */
function monthNamed(text: string, calendar: CalendarNames): string | undefined {
  const [, year = ''] = /(?<!\d)(\d{4})(?!\d)/.exec(text) ?? [];
  const words = text.replace(year, ' ').match(/\p{L}+/gu) ?? [];
  const months = words.map((word) => monthOf(word.toLowerCase(), calendar));
  if (year === '' || months.length === 0 || months.length > 2 || months.includes(undefined)) return undefined;
  if (/[^\p{L}\d\s.,'’/–—-]/u.test(text) || /\d/.test(text.replace(year, ''))) return undefined;
  return months.map((month) => `${year}-M${String(month).padStart(2, '0')}`).join('..');
}

/** Letters of a month's name at least, where it is cut short. */
const SHORTEST = 3;

/** Names of months. */
type MonthNames = Pick<CalendarNames, 'months' | 'shortMonths'>;

/** The month from 1 that a word in lower case names, whole or cut short, where no other month of the language begins so. */
export function monthOf(word: string, { months, shortMonths }: MonthNames): number | undefined {
  const names = [...months, ...shortMonths].map((name) => name.toLowerCase());
  const exact = names.findIndex((name) => name.replace(/\.$/, '') === word);
  if (exact >= 0) return (exact % months.length) + 1;
  if (word.length < SHORTEST) return undefined;
  const begun = names.flatMap((name, index) => (name.startsWith(word) ? [index % months.length] : []));
  return new Set(begun).size === 1 ? (begun[0] ?? 0) + 1 : undefined;
}
