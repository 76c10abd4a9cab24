import { MONTHS, parseOffset, periodAt, type PeriodOffset } from './period-offset.ts';
import { parsePeriod, type Period } from './period.ts';
import type { Day } from './brands.ts';

/**
 * The period that is to `to` what `period` is to `from`, as when a release moves on: it lies as many of its own units
 * (years, half-years, quarters, months) later as the ends of the two do. From the fourth quarter of 2025 to the first of
 * 2026, a third quarter becomes a fourth, a month the third one after it, and the year 2025 the year 2026. A day is moved
 * by months. Undefined where there is no such period.
 */
export function movedPeriod(period: Period, from: Period, to: Period): Period | undefined {
  if (period.text === from.text) return to;
  const ends = period.text.split('..').map((end) => parsePeriod(end));
  const moved = ends.map((end) => end && movedSingle(end, from, to)?.text);
  return moved.includes(undefined) ? undefined : parsePeriod(moved.join('..'), period.yearStarts);
}

function movedSingle(period: Period, from: Period, to: Period): Period | undefined {
  if (period.kind === 'day') return movedDay(period.end, monthOf(to.end) - monthOf(from.end));
  const months = MONTHS[period.kind];
  const steps = monthOf(to.end) - monthOf(from.end);
  // Which month starts a split year is not known here: it moves with whole years only.
  const count =
    months === undefined
      ? Math.trunc(steps / 12)
      : Math.floor(monthOf(to.end) / months) - Math.floor(monthOf(from.end) / months);
  const offset: PeriodOffset | undefined = parseOffset(`${count}${LETTERS[period.kind] ?? ''}`);
  return offset && periodAt(offset, period);
}

const LETTERS: Readonly<Partial<Record<Period['kind'], string>>> = { half: 'S', quarter: 'Q', month: 'M' };

/** The number of a day's month since the year 0. */
function monthOf(day: Day): number {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return year * 12 + month - 1;
}

/** The same day some months later; the last of a month stays the last. */
function movedDay(day: Day, months: number): Period | undefined {
  const month = parsePeriod(`${day.slice(0, 4)}-M${day.slice(5, 7)}`);
  const offset = parseOffset(`${months}M`);
  const moved = month && offset && periodAt(offset, month);
  if (!moved) return undefined;
  if (day === month.end) return parsePeriod(moved.end);
  return parsePeriod(`${moved.start.slice(0, 8)}${day.slice(8)}`) ?? parsePeriod(moved.end);
}

/** The like period that follows: the next year, half-year, quarter, month or day. Undefined for a span. */
export function nextPeriod(period: Period): Period | undefined {
  if (period.kind === 'span') return undefined;
  const letter = period.kind === 'day' ? 'D' : (LETTERS[period.kind] ?? '');
  const offset = parseOffset(`1${letter}`);
  return offset && periodAt(offset, period);
}
