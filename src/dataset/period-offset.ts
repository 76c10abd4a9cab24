import { yearText } from './calendar.ts';
import { dayLater, expandPeriods, MAX_EXPANSION, parsePeriod, type Period, shiftedYears, stepped } from './period.ts';

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
 * days: `-1Y` is the whole year before, whatever the period. Of a split year `0-Q4` is the calendar quarter that lies in
 * it. Undefined for other texts.
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
  const year = part === undefined || from.kind === 'split year' ? shiftedYears(from, count) : undefined;
  if (part === undefined) return year;
  if (year) return partOf(year, part);
  return parsePeriod(`${yearText(Number(from.start.slice(0, 4)) + count)}-${part}`);
}

/** The calendar quarter, month, half-year or day that lies in a split year; undefined if none does as a whole. */
function partOf(year: Period, part: string): Period | undefined {
  const first = Number(year.start.slice(0, 4));
  const parts =
    year.yearStarts === undefined ? [] : [first, first + 1].map((at) => parsePeriod(`${yearText(at)}-${part}`));
  return parts.find((found) => found && found.start >= year.start && found.end <= year.end);
}

/**
 * All offsets of one kind from the first to the last, both included: `-2M`, `-1M`, `0M`. A plain `0` is of any kind.
 * Empty if the two are of different kinds or in the wrong order, and if there are more than `MAX_EXPANSION`. `isSplit`
 * says that years are split: then `0-Q4..0-Q3` are the quarters of one.
 */
export function expandOffsets(from: PeriodOffset, to: PeriodOffset, isSplit = false): PeriodOffset[] {
  if (from.part !== undefined || to.part !== undefined) return expandParts(from, to, isSplit);
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
function expandParts(from: PeriodOffset, to: PeriodOffset, isSplit: boolean): PeriodOffset[] {
  const year = parsePeriod(String(LEAP_YEAR));
  const [first, end] = [from, to].map((end) => (year && end.part !== undefined ? periodAt(end, year) : undefined));
  const isOver = isSplit && first && end && from.count === to.count && end.start < first.start;
  const last = isOver ? shiftedYears(end, 1) : end;
  const periods = first && last ? expandPeriods(first, last) : [];
  return periods.map(({ text }) => {
    const years = Number(text.slice(0, 4)) - LEAP_YEAR;
    const [count, part] = [isOver ? from.count : years, text.slice(5)];
    return { text: `${count}-${part}`, count, unit: 'year', part };
  });
}

const LEAP_YEAR = 2000;

/** How a period is counted from another: 2024 is `-1` from 2025; undefined if it cannot be. */
export function offsetTo(period: Period, from: Period): string | undefined {
  const years = Number(period.start.slice(0, 4)) - Number(from.start.slice(0, 4));
  const letter = Object.keys(OFFSET_UNITS).find((each) => OFFSET_UNITS[each] === LETTERED[period.kind]);
  const steps = letter === undefined ? [] : stepsBetween(period, from).map((count) => `${count}${letter}`);
  const isIn = from.kind === 'year' || from.kind === 'split year';
  const parts = isIn ? [`${years}-${period.text.slice(5)}`] : [];
  return [`${years}`, ...parts, ...steps].find((text) => {
    const offset = parseOffset(text);
    return offset && periodAt(offset, from)?.text === period.text;
  });
}

const LETTERED: Readonly<Partial<Record<Period['kind'], PeriodOffset['unit']>>> = {
  year: 'whole-year',
  half: 'half',
  quarter: 'quarter',
  month: 'month',
  day: 'day',
};

/** Months of the kinds of periods that have some. */
export const MONTHS: Readonly<Partial<Record<Period['kind'], number>>> = { year: 12, half: 6, quarter: 3, month: 1 };

/** How many steps of its own kind a period may lie from the one in which another ends: for a day, only the same day. */
function stepsBetween({ kind, end }: Period, from: Period): number[] {
  const months = MONTHS[kind];
  if (months === undefined) return [0];
  const [reached, start] = [end, from.end].map((day) => {
    const [year = 0, month = 0] = day.split('-').map(Number);
    return Math.floor((year * 12 + month - 1) / months);
  });
  return [(reached ?? 0) - (start ?? 0)];
}

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
