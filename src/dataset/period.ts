import { compareText } from '../core/diagnostics/text-order.ts';
import { daysOfMonths, daysOfSplitYear, firstOfSplitYear, isCalendarDay, splitYearText, yearText } from './calendar.ts';
import type { Day } from './brands.ts';

/**
 * A year, half-year, quarter, month or day, a year from a month of one calendar year to the next (a marketing or fiscal
 * year), or a span from one of them to a later one.
 */
export interface Period {
  /** As written: `2025`, `2024/25`, `2025-S1`, `2025-Q4`, `2025-M12`, `2025-12-31`, `2025-M01..2025-M10`. */
  readonly text: string;
  readonly kind: 'year' | 'split year' | 'half' | 'quarter' | 'month' | 'day' | 'span';
  /** First and last day, ISO 8601 calendar dates. Those of a split year without `yearStarts` are of its calendar years. */
  readonly start: Day;
  readonly end: Day;
  /** The month in which a split year starts, from 2 to 12, once it is known what is measured in it. */
  readonly yearStarts?: number | undefined;
}

/** The forms of a period, for messages. */
export const PERIOD_FORMS =
  '2025, 2024/25, 2025-S1, 2025-Q4, 2025-M12, 2025-12-31 or a span such as 2025-M01..2025-M10';

/** What to write in place of a text that is not a period. */
export function periodHint(text: string): string {
  const meant = periodMeant(text);
  const forms = `periods are written ${PERIOD_FORMS}`;
  return meant === undefined ? forms : `did you mean ${meant}? ${forms}`;
}

/** The period that a text names in a form that is used elsewhere: `2025-Q1` for `Q1 2025`; undefined if none is seen. */
export function periodMeant(text: string): string | undefined {
  return PERIOD_SLIPS.map(([written, form]) => text.trim().toUpperCase().replace(written, form)).find((form) =>
    parsePeriod(form),
  );
}

/** Forms in which periods are written elsewhere, in capitals, and ours. */
const PERIOD_SLIPS: readonly (readonly [written: RegExp, form: string])[] = [
  [/^(\d{4})[-/ ]?(Q[1-4]|S[12]|M\d\d)$/, '$1-$2'],
  [/^(Q[1-4]|S[12])[-/ ]?(\d{4})$/, '$2-$1'],
  [/^(\d{4})[-/ ]?H([12])$/, '$1-S$2'],
  [/^H([12])[-/ ]?(\d{4})$/, '$2-S$1'],
  [/^(\d{4})[-/](\d\d)$/, '$1-M$2'],
  [/^(\d{4})[-\u2013](\d\d)$/, '$1/$2'],
  [/^(\d{4})\/\d\d(\d\d)$/, '$1/$2'],
  [/^(\d{4}) ?(?:[-\u2013/]|TO) ?(\d{4})$/, '$1..$2'],
  [/^(\d\d)\.(\d\d)\.(\d{4})$/, '$3-$2-$1'],
  [/^(\d{4})[/.](\d\d)[/.](\d\d)$/, '$1-$2-$3'],
];

const PERIOD = /^(\d{4})(?:-(?:S([12])|Q([1-4])|M(0[1-9]|1[0-2])|(\d{2})-(\d{2})))?$/;

/**
 * Undefined for any other text, a day that does not exist, a split year whose second number does not follow the first,
 * and a span that does not end later than it starts. `yearStarts` is the month in which a split year starts.
 */
export function parsePeriod(text: string, yearStarts?: number): Period | undefined {
  const [from = '', to, ...rest] = text.split('..');
  if (rest.length > 0) return undefined;
  const first = parseSingle(from, yearStarts);
  if (to === undefined || !first) return first;
  const last = parseSingle(to, yearStarts);
  if (last?.kind !== first.kind || last.start <= first.start) return undefined;
  return { text, kind: 'span', start: first.start, end: last.end, yearStarts: first.yearStarts };
}

/** The period with the days that it has where split years start in a month. */
export function startingIn(period: Period, month: number | undefined): Period {
  const isOpen = period.text.includes('/') && period.yearStarts !== month;
  return isOpen ? (parsePeriod(period.text, month) ?? period) : period;
}

/** Periods by text: the same few are parsed thousands of times. */
const known = new Map<string, Period>();

function parseSingle(text: string, yearStarts: number | undefined): Period | undefined {
  const key = text.charAt(4) === '/' ? `${text} ${yearStarts}` : text;
  const period = known.get(key) ?? readSingle(text, yearStarts);
  if (period) known.set(key, period);
  return period;
}

function readSingle(text: string, yearStarts: number | undefined): Period | undefined {
  const split = firstOfSplitYear(text);
  if (split !== undefined) return { text, kind: 'split year', ...daysOfSplitYear(split, yearStarts), yearStarts };
  const match = PERIOD.exec(text);
  if (!match) return undefined;
  const [, year = '', half, quarter, month, dayMonth, day] = match;
  if (dayMonth !== undefined && day !== undefined) return isCalendarDay(text) ? dayPeriod(text) : undefined;
  if (half) return monthsPeriod(text, 'half', year, Number(half) * 6 - 5, 6);
  if (quarter) return monthsPeriod(text, 'quarter', year, Number(quarter) * 3 - 2, 3);
  if (month) return monthsPeriod(text, 'month', year, Number(month), 1);
  return monthsPeriod(text, 'year', year, 1, 12);
}

function dayPeriod(text: Day): Period {
  return { text, kind: 'day', start: text, end: text };
}

function monthsPeriod(text: string, kind: Period['kind'], year: string, first: number, count: number): Period {
  return { text, kind, ...daysOfMonths(Number(year), first, first + count - 1) };
}

/**
 * A period as a `TIME_PERIOD` of SDMX: as it is written, or for a split year or a span its first day and its length,
 * `2024-09-01/P12M`.
 */
export function sdmxPeriod({ text, kind, start, end }: Period): string {
  if (kind !== 'split year' && kind !== 'span') return text;
  if (/\d-\d/.test(text)) return `${start}/P${Math.round((Date.parse(end) - Date.parse(start)) / DAY) + 1}D`;
  const [from, to] = [start, end].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)));
  return `${start}/P${(to ?? 0) - (from ?? 0) + 1}M`;
}

/** The last day of a date that may be a month or a year: `2025-10` → `2025-10-31`. Undefined for other texts. */
export function lastDay(date: string): Day | undefined {
  if (isCalendarDay(date)) return date;
  const match = /^(\d{4})(?:-(\d{2}))?$/.exec(date);
  if (!match) return undefined;
  const [, year, month] = match;
  return parsePeriod(month ? `${year}-M${month}` : `${year}`)?.end;
}

/** The same period a year earlier. For 29 February it is 28 February; for the year 0000, that year itself. */
export function periodYearEarlier(period: Period): Period {
  const known = earlier.get(period) ?? shiftedYears(period, -1) ?? period;
  earlier.set(period, known);
  return known;
}

const earlier = new WeakMap<Period, Period>();

/** The day that lies `count` later than another. */
export function dayLater(day: Day, count: number): Period | undefined {
  return parsePeriod(new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10));
}

/** The day after one, as a period's `end`; undefined after the last day of the year 9999. */
export function dayAfter(day: Day): Day | undefined {
  return dayLater(day, 1)?.start;
}

/** Whether periods follow one another, in their order, from the first day of a whole to its last. */
export function isFilledBy(whole: Period, parts: readonly Period[]): boolean {
  let next: Day | undefined = whole.start;
  for (const { start, end } of parts) {
    if (start !== next) return false;
    next = dayAfter(end);
  }
  return parts.at(-1)?.end === whole.end;
}

/** A day in milliseconds. */
const DAY = 86_400_000;

/** The half-year, quarter or month that lies `count` later than the one with a day. */
export function stepped(unit: keyof typeof STEPS, day: Day, count: number): Period | undefined {
  const [steps, digits] = [STEPS[unit], unit === 'month' ? 2 : 1];
  const [year = 0, month = 0] = day.split('-').map(Number);
  const at = year * steps + Math.floor(((month - 1) * steps) / 12) + count;
  const number = String((at % steps) + 1).padStart(digits, '0');
  return parsePeriod(`${yearText(Math.floor(at / steps))}-${LETTERS[unit]}${number}`);
}

/** How many of them a year has. */
const STEPS = { half: 2, quarter: 4, month: 12 } as const;

const LETTERS = { half: 'S', quarter: 'Q', month: 'M' } as const;

/** The like period some years later; undefined where it does not exist: 29 February is 28 February. */
export function shiftedYears(
  { text, yearStarts }: Pick<Period, 'text' | 'yearStarts'>,
  years: number,
): Period | undefined {
  const exact = text
    .split('..')
    .map((end) => {
      const year = Number(end.slice(0, 4)) + years;
      return end.includes('/') ? splitYearText(year) : yearText(year) + end.slice(4);
    })
    .join('..');
  return parsePeriod(exact, yearStarts) ?? parsePeriod(exact.replaceAll('-02-29', '-02-28'));
}

/** The difference of the years in which two periods start; the time between them if `isLikePeriod`. */
export function yearsBetween(from: Period, to: Period): number {
  return Number(to.start.slice(0, 4)) - Number(from.start.slice(0, 4));
}

/** Whether two periods are the same part of a year, such as two third quarters. */
export function isLikePeriod(from: Period, to: Period): boolean {
  return shiftedYears(to, -yearsBetween(from, to))?.text === from.text;
}

/** Orders periods by first day, then last day, then text. */
export function comparePeriods(a: Period, b: Period): number {
  return compareText(a.start, b.start) || compareText(a.end, b.end) || compareText(a.text, b.text);
}

/** Limit for one range: a century of months. */
export const MAX_EXPANSION = 1200;

/**
 * All periods of one kind from the first to the last, both included: `2020`, `2021` … `2025`. Empty if the two are of
 * different kinds, in the wrong order or spans, and if there are more than `MAX_EXPANSION`.
 */
export function expandPeriods(from: Period, to: Period): Period[] {
  if (from.kind !== to.kind || from.kind === 'span') return [];
  const periods: Period[] = [];
  let next: Period | undefined = startingIn(from, from.yearStarts ?? to.yearStarts);
  const last = startingIn(to, next.yearStarts);
  while (next && next.start <= last.start) {
    if (periods.push(next) > MAX_EXPANSION) return [];
    next = following(next);
  }
  return periods;
}

function following(period: Period): Period | undefined {
  const { kind } = period;
  if (kind === 'year' || kind === 'split year') return shiftedYears(period, 1);
  if (kind === 'day') return dayLater(period.end, 1);
  return kind === 'span' ? undefined : stepped(kind, period.end, 1);
}
