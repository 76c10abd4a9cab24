import type { Day } from './brands.ts';

/** The number of days in a month of a year, in the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Whether a text is a day that exists, in the form `2025-12-31`. */
export function isCalendarDay(text: string): text is Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The first and the last day of months of a year, counted from 1. */
export function daysOfMonths(year: number, first: number, last: number): { start: Day; end: Day } {
  const day = (month: number, date: number): Day => `${yearText(year)}-${twoDigits(month)}-${twoDigits(date)}` as Day;
  return { start: day(first, 1), end: day(last, daysInMonth(year, last)) };
}

/** A year in four digits. */
export function yearText(year: number): string {
  return String(year).padStart(4, '0');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** The first of the two years of a split year, `2024/25`; undefined for other texts, and where the second does not follow. */
export function firstOfSplitYear(text: string): number | undefined {
  const [, year, next] = /^(\d{4})\/(\d{2})$/.exec(text) ?? [];
  if (year === undefined || year === '9999' || (Number(year) + 1) % 100 !== Number(next)) return undefined;
  return Number(year);
}

/** The split year that starts in a year: `1999/00`. */
export function splitYearText(year: number): string {
  return `${yearText(year)}/${twoDigits((year + 1) % 100)}`;
}

/**
 * The twelve months of a split year from the month in which it starts. Without that month, the two calendar years that
 * it lies in.
 */
export function daysOfSplitYear(year: number, month: number | undefined): { start: Day; end: Day } {
  const { start } = daysOfMonths(year, month ?? 1, 12);
  const { end } = daysOfMonths(year + 1, 1, month === undefined ? 12 : month - 1);
  return { start, end };
}
