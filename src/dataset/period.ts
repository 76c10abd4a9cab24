import { compareText } from '../core/diagnostics/text-order.ts';

/** A year, half-year, quarter, month or day, or a span from one of them to a later one. */
export interface Period {
  /** As written: `2025`, `2025-S1`, `2025-Q4`, `2025-M12`, `2025-12-31`, `2025-M01..2025-M10`. */
  readonly text: string;
  readonly kind: 'year' | 'half' | 'quarter' | 'month' | 'day' | 'span';
  /** First and last day, ISO 8601 calendar dates. */
  readonly start: string;
  readonly end: string;
}

/** The forms of a period, for messages. */
export const PERIOD_FORMS = '2025, 2025-S1, 2025-Q4, 2025-M12, 2025-12-31 or a span such as 2025-M01..2025-M10';

/** What to write in place of a text that is not a period. */
export function periodHint(text: string): string {
  const meant = PERIOD_SLIPS.map(([written, form]) => text.trim().toUpperCase().replace(written, form)).find(
    parsePeriod,
  );
  const forms = `periods are written ${PERIOD_FORMS}`;
  return meant === undefined ? forms : `did you mean ${meant}? ${forms}`;
}

/** Forms in which periods are written elsewhere, in capitals, and ours. */
const PERIOD_SLIPS: readonly (readonly [written: RegExp, form: string])[] = [
  [/^(\d{4})[-/ ]?(Q[1-4]|S[12]|M\d\d)$/, '$1-$2'],
  [/^(Q[1-4]|S[12])[-/ ]?(\d{4})$/, '$2-$1'],
  [/^(\d{4})[-/ ]?H([12])$/, '$1-S$2'],
  [/^H([12])[-/ ]?(\d{4})$/, '$2-S$1'],
  [/^(\d{4})[-/](\d\d)$/, '$1-M$2'],
  [/^(\d{4}) ?(?:[-\u2013/]|TO) ?(\d{4})$/, '$1..$2'],
  [/^(\d\d)\.(\d\d)\.(\d{4})$/, '$3-$2-$1'],
  [/^(\d{4})[/.](\d\d)[/.](\d\d)$/, '$1-$2-$3'],
];

const PERIOD = /^(\d{4})(?:-(?:S([12])|Q([1-4])|M(0[1-9]|1[0-2])|(\d{2})-(\d{2})))?$/;

/** Undefined for any other text, a day that does not exist and a span that does not end later than it starts. */
export function parsePeriod(text: string): Period | undefined {
  const [from = '', to, ...rest] = text.split('..');
  if (rest.length > 0) return undefined;
  const first = parseSingle(from);
  if (to === undefined || !first) return first;
  const last = parseSingle(to);
  if (last?.kind !== first.kind || last.start <= first.start) return undefined;
  return { text, kind: 'span', start: first.start, end: last.end };
}

/** Periods by text: the same few are parsed thousands of times. */
const known = new Map<string, Period>();

function parseSingle(text: string): Period | undefined {
  const period = known.get(text) ?? readSingle(text);
  if (period) known.set(text, period);
  return period;
}

function readSingle(text: string): Period | undefined {
  const match = PERIOD.exec(text);
  if (!match) return undefined;
  const [, year = '', half, quarter, month, dayMonth, day] = match;
  if (dayMonth !== undefined && day !== undefined) return isCalendarDay(text) ? dayPeriod(text) : undefined;
  if (half) return monthsPeriod(text, 'half', year, Number(half) * 6 - 5, 6);
  if (quarter) return monthsPeriod(text, 'quarter', year, Number(quarter) * 3 - 2, 3);
  if (month) return monthsPeriod(text, 'month', year, Number(month), 1);
  return monthsPeriod(text, 'year', year, 1, 12);
}

function dayPeriod(text: string): Period {
  return { text, kind: 'day', start: text, end: text };
}

function monthsPeriod(text: string, kind: Period['kind'], year: string, first: number, count: number): Period {
  const last = first + count - 1;
  return {
    text,
    kind,
    start: `${year}-${twoDigits(first)}-01`,
    end: `${year}-${twoDigits(last)}-${daysInMonth(Number(year), last)}`,
  };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isCalendarDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The last day of a date that may be a month or a year: `2025-10` → `2025-10-31`. Undefined for other texts. */
export function lastDay(date: string): string | undefined {
  if (isCalendarDay(date)) return date;
  const match = /^(\d{4})(?:-(\d{2}))?$/.exec(date);
  if (!match) return undefined;
  const [, year, month] = match;
  return parsePeriod(month ? `${year}-M${month}` : `${year}`)?.end;
}

/** The same period a year earlier. For 29 February it is 28 February; for the year 0000, that year itself. */
export function periodYearEarlier(period: Period): Period {
  return shiftedYears(period, -1) ?? period;
}

const RELATIVE = /^([+-]?\d{1,2})(?:-(S[12]|Q[1-4]|M\d{2}|\d{2}-\d{2}))?$/;

/**
 * Parses a period that may be counted in years from another: `-1` is the same period a year earlier, `+1` a year later,
 * `0` that period itself; `0-Q4` is the fourth quarter of its year, `-1-12-31` the last day of the year before. Other
 * texts, and all texts without `from`, are parsed as by `parsePeriod`.
 */
export function parseRelativePeriod(text: string, from: Period | undefined): Period | undefined {
  const [, offset, part] = (from && RELATIVE.exec(text)) ?? [];
  if (!from || offset === undefined) return parsePeriod(text);
  const years = Number(offset);
  if (part === undefined) return shiftedYears(from, years);
  return parsePeriod(`${yearText(Number(from.start.slice(0, 4)) + years)}-${part}`);
}

function shiftedYears({ text }: Period, years: number): Period | undefined {
  const shifted = text.split('..').map((end) => yearText(Number(end.slice(0, 4)) + years) + end.slice(4));
  const exact = shifted.join('..');
  return parsePeriod(exact) ?? parsePeriod(exact.replaceAll('-02-29', '-02-28'));
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

/** First and last day as an ISO 8601 interval: `2025-01-01/2025-10-31`. */
export function isoInterval(period: Period): string {
  return `${period.start}/${period.end}`;
}

/** Limit for one range: a century of months. */
const MAX_EXPANSION = 1200;

/**
 * All periods of one kind from the first to the last, both included: `2020`, `2021` … `2025`. Empty if the two are of
 * different kinds, in the wrong order or spans, and if there are more than `MAX_EXPANSION`.
 */
export function expandPeriods(from: Period, to: Period): Period[] {
  if (from.kind !== to.kind || from.kind === 'span') return [];
  const periods: Period[] = [];
  let next: Period | undefined = from;
  while (next && next.start <= to.start) {
    if (periods.push(next) > MAX_EXPANSION) return [];
    next = following(next);
  }
  return periods;
}

const STEPS = { half: 2, quarter: 4, month: 12 } as const;

function following({ text, kind }: Period): Period | undefined {
  const year = Number(text.slice(0, 4));
  if (kind === 'year') return parsePeriod(yearText(year + 1));
  if (kind === 'day') return followingDay(text);
  if (kind === 'span') return undefined;
  const step = Number(text.slice(6));
  const wraps = step === STEPS[kind];
  const nextStep = String(wraps ? 1 : step + 1).padStart(kind === 'month' ? 2 : 1, '0');
  return parsePeriod(`${yearText(wraps ? year + 1 : year)}-${text.charAt(5)}${nextStep}`);
}

function followingDay(text: string): Period | undefined {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const candidates = [
    `${yearText(year)}-${twoDigits(month)}-${twoDigits(day + 1)}`,
    `${yearText(year)}-${twoDigits(month + 1)}-01`,
    `${yearText(year + 1)}-01-01`,
  ];
  const next = candidates.find(isCalendarDay);
  return next === undefined ? undefined : dayPeriod(next);
}

function yearText(year: number): string {
  return String(year).padStart(4, '0');
}
