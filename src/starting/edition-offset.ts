import { isLikePeriod, type Period, yearsBetween } from '../dataset/period.ts';
import { parseOffset, periodAt } from '../dataset/period-offset.ts';

/**
 * Periods of a table as a template counts them from that of its edition, so that the next edition has the next ones: `-1`,
 * `-1Q`, `0`. One that cannot be counted stays as it is written.
 */
export function offsetsFrom(edition: Period, periods: readonly Period[]): readonly string[] {
  const isYearly = periods.every((period) => isLikePeriod(edition, period));
  return periods.map((period) => offsetFrom(edition, period, isYearly));
}

/** Months in what an offset counts, with its letter. */
const COUNTED: Partial<Record<Period['kind'], readonly [letter: string, months: number]>> = {
  half: ['S', 6],
  quarter: ['Q', 3],
  month: ['M', 1],
};

function offsetFrom(edition: Period, period: Period, isYearly: boolean): string {
  if (period.text === edition.text) return '0';
  const years = yearsBetween(edition, period);
  const [letter, months] = COUNTED[period.kind] ?? ['', 12];
  const steps = Math.floor((monthOf(period) - monthOf(edition)) / months);
  const days = Math.round((Date.parse(period.end) - Date.parse(edition.end)) / DAY);
  const ways = [isYearly || letter === '' ? String(years) : `${steps}${letter}`, `${years}Y`, `${days}D`];
  const found = ways.find((way) => {
    const offset = parseOffset(way);
    return offset && periodAt(offset, edition)?.text === period.text;
  });
  return found ?? period.text;
}

const DAY = 86_400_000;

/** The last month of a period, counted from year 0. */
function monthOf({ end }: Period): number {
  return Number(end.slice(0, 4)) * 12 + Number(end.slice(5, 7));
}
