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

/** A period that is counted from another, as `parseOffset` reads it. */
export interface PeriodOffset {
  /** As written: `-1`, `0-Q3`, `-1M`. */
  readonly text: string;
  readonly count: number;
  /** What is counted; `year` for like periods, `whole-year` for years. */
  readonly unit: 'year' | 'whole-year' | 'half' | 'quarter' | 'month' | 'day';
  /** The part of the year that is reached: `Q3`, `12-31`. */
  readonly part?: string | undefined;
}

/** The forms of a counted period, for messages. */
export const OFFSET_FORMS = '-1 (a year earlier), 0-Q3 (in that year), -1M, -1Q (a month, a quarter earlier)';

const OFFSET = /^([+-]?\d{1,3})(?:([YSQMD])|-(S[12]|Q[1-4]|M\d{2}|\d{2}-\d{2}))?$/;

const OFFSET_UNITS: Readonly<Record<string, PeriodOffset['unit']>> = {
  Y: 'whole-year',
  S: 'half',
  Q: 'quarter',
  M: 'month',
  D: 'day',
};

/**
 * Parses a period that is counted from another. `-1` is the like period a year earlier, `+1` a year later, `0` that
 * period itself; `0-Q4` is the fourth quarter of its year, `-1-12-31` the last day of the year before; `-1M` is the
 * month before its last month, `0M` that month, and so with `Y`, `S`, `Q` and `D` for years, half-years, quarters and
 * days: `-1Y` is the whole year before, whatever the period.
 * Undefined for other texts.
 */
export function parseOffset(text: string): PeriodOffset | undefined {
  const [, count, letter = '', part] = OFFSET.exec(text) ?? [];
  return count === undefined ? undefined : { text, count: Number(count), unit: OFFSET_UNITS[letter] ?? 'year', part };
}

/** The period at an offset from another; undefined where it does not exist: 29 February, years after 9999. */
export function periodAt({ count, unit, part }: PeriodOffset, from: Period): Period | undefined {
  if (unit === 'day') return dayLater(from.end, count);
  if (unit === 'whole-year') return parsePeriod(yearText(Number(from.end.slice(0, 4)) + count));
  if (unit !== 'year') return stepped(unit, from.end, count);
  if (part === undefined) return shiftedYears(from, count);
  return parsePeriod(`${yearText(Number(from.start.slice(0, 4)) + count)}-${part}`);
}

function dayLater(day: string, count: number): Period | undefined {
  return parsePeriod(new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10));
}

/** The day after one, as a period's `end`; empty after the last day of the year 9999. */
export function dayAfter(day: string): string {
  return dayLater(day, 1)?.start ?? '';
}

/** A day in milliseconds. */
const DAY = 86_400_000;

/** The half-year, quarter or month that lies `count` later than the one with a day. */
function stepped(unit: keyof typeof STEPS, day: string, count: number): Period | undefined {
  const [steps, digits] = [STEPS[unit], unit === 'month' ? 2 : 1];
  const [year = 0, month = 0] = day.split('-').map(Number);
  const at = year * steps + Math.floor(((month - 1) * steps) / 12) + count;
  const number = String((at % steps) + 1).padStart(digits, '0');
  return parsePeriod(`${yearText(Math.floor(at / steps))}-${LETTERS[unit]}${number}`);
}

/** How many of them a year has. */
const STEPS = { half: 2, quarter: 4, month: 12 } as const;

const LETTERS = { half: 'S', quarter: 'Q', month: 'M' } as const;

/**
 * All offsets of one kind from the first to the last, both included: `-2M`, `-1M`, `0M`. A plain `0` is of any kind.
 * Empty if the two are of different kinds or in the wrong order, and if there are more than `MAX_EXPANSION`.
 */
export function expandOffsets(from: PeriodOffset, to: PeriodOffset): PeriodOffset[] {
  if (from.part !== undefined || to.part !== undefined) return expandParts(from, to);
  const isPlain = ({ count, unit }: PeriodOffset): boolean => count === 0 && unit === 'year';
  const { unit } = isPlain(from) ? to : from;
  const isAlike = to.unit === unit || isPlain(to);
  const letter = Object.keys(OFFSET_UNITS).find((each) => OFFSET_UNITS[each] === unit) ?? '';
  const length = isAlike ? to.count - from.count + 1 : 0;
  if (length < 1 || length > MAX_EXPANSION) return [];
  const counts = Array.from({ length }, (_, index) => from.count + index);
  return counts.map((count) => ({ text: `${count}${letter}`, count, unit }));
}

/** The parts of years between two, worked out for a leap year. */
function expandParts(from: PeriodOffset, to: PeriodOffset): PeriodOffset[] {
  const year = parsePeriod(String(LEAP_YEAR));
  const [first, last] = [from, to].map((end) => (year && end.part !== undefined ? periodAt(end, year) : undefined));
  const periods = first && last ? expandPeriods(first, last) : [];
  return periods.map(({ text }) => {
    const [count, part] = [Number(text.slice(0, 4)) - LEAP_YEAR, text.slice(5)];
    return { text: `${count}-${part}`, count, unit: 'year', part };
  });
}

const LEAP_YEAR = 2000;

/**
 * The period from which an offset leads to another: that whose `-1M` it is. Undefined if it is of another kind.
 */
export function originOf({ count, unit, part }: PeriodOffset, reached: Period): Period | undefined {
  if (part !== undefined) {
    const year = reached.text.slice(0, 4);
    return reached.text === `${year}-${part}` ? shiftedYears({ text: year }, -count) : undefined;
  }
  if (unit !== 'year' && reached.kind !== (unit === 'whole-year' ? 'year' : unit)) return undefined;
  return periodAt({ text: '', count: -count, unit }, reached);
}

/**
 * Parses a period that may be counted from another. Other texts, and all texts without `from`, are parsed as by
 * `parsePeriod`.
 */
export function parseRelativePeriod(text: string, from: Period | undefined): Period | undefined {
  const offset = from && parseOffset(text);
  return offset ? periodAt(offset, from) : parsePeriod(text);
}

function shiftedYears({ text }: Pick<Period, 'text'>, years: number): Period | undefined {
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

function following(period: Period): Period | undefined {
  const { text, kind } = period;
  if (kind === 'year') return parsePeriod(yearText(Number(text) + 1));
  if (kind === 'day') return dayLater(text, 1);
  return kind === 'span' ? undefined : stepped(kind, period.end, 1);
}

function yearText(year: number): string {
  return String(year).padStart(4, '0');
}
