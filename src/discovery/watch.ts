import { type Dataset, type Observation, quantityOf } from '../dataset/model.ts';
import { periodYearEarlier } from '../dataset/period.ts';
import { tablesOf } from './dataset-tables.ts';
import { median } from './figure-table.ts';

/** A figure that is watched by its course in time. */
export interface Watched {
  readonly statement: Observation;
  /** What it is by the periods around it, as a multiple of what is printed. */
  readonly usual: number;
  /** By what factor it has to be off to be noticed. */
  readonly limit: number;
}

/** Periods of a series from which on it is watched, and periods on each side that a figure is compared with. */
const LEAST_PERIODS = 5;
const AROUND = 2;
/** Usual deviations that a figure has to be off, the least of these, and the least factor. */
const DEVIATIONS = 10;
const LEAST_DEVIATION = 0.015;
const LEAST_FACTOR = 1.6;
/** A figure of one digit moves by much from period to period. */
const LEAST_DIGITS = 10;
/** Years of months or quarters from which on a figure is compared with those of its season as well. */
const YEARS = 3;

/**
 * What the levels of a dataset are by their course in time: of each the middle of the two periods before and after it, or of
 * its season, whichever is nearer. Statements of earlier releases that later ones replace are left out, and so are series with
 * figures of one digit or below zero. It accuses nobody: up to four in a thousand figures of
 * offices are unusual and right.
 */
export function watchedInTime(dataset: Dataset): readonly Watched[] {
  return tablesOf(dataset).flatMap(({ indicators, periods, statements }) =>
    indicators.flatMap((_, row) => {
      const latest = new Map<string, Observation>();
      periods.forEach(({ text }, column) => {
        const stated = statements[row]?.[column];
        if (stated) latest.set(text, stated);
      });
      return watchedIn([...latest.values()]);
    }),
  );
}

/** The figures of one series, oldest first. */
function watchedIn(series: readonly Observation[]): readonly Watched[] {
  const course = courseOf(
    series.map((stated) => logOf(stated)),
    periodsInYear(series),
  );
  return series.flatMap((statement, index) => {
    const own = course[index];
    // Before the first figure of a series nothing stands: many begin with a few cases.
    return own && index > 0 ? [{ statement, usual: Math.exp(-own.gap), limit: own.limit }] : [];
  });
}

/** How far a logarithm is from its course, and the factor from which on that is unusual. */
export interface InCourse {
  readonly gap: number;
  readonly limit: number;
}

/**
 * The course of a series of logarithms, given how many of them make a year; empty if it is too short or a figure is not
 * above zero.
 */
export function courseOf(logs: readonly number[], year?: number): readonly InCourse[] {
  if (logs.length < LEAST_PERIODS || logs.some((log) => Number.isNaN(log))) return [];
  const inTime = gapsOf(logs, (index) => neighbours(index, 1, logs.length));
  const isLong = year !== undefined && year > 1 && logs.length >= YEARS * year;
  const inSeason = isLong ? gapsOf(logs, (index) => neighbours(index, year, logs.length)) : undefined;
  return logs.map((_, index) => {
    const gap = inTime.gaps[index] ?? 0;
    const other = inSeason?.gaps[index];
    const isSeason = inSeason !== undefined && other !== undefined && Math.abs(other) < Math.abs(gap);
    const deviation = isSeason ? inSeason.deviation : inTime.deviation;
    return { gap: isSeason ? other : gap, limit: Math.max(LEAST_FACTOR, Math.exp(DEVIATIONS * deviation)) };
  });
}

/** Whether a figure is so far from its course that it should be looked at. */
export function isUnusual({ usual, limit }: Watched): boolean {
  return Math.max(usual, 1 / usual) > limit;
}

function logOf(stated: Observation): number {
  const quantity = quantityOf(stated);
  const value = quantity ? Number(quantity.decimal.coefficient) : 0;
  // Figures of one indicator may be printed in several units.
  const { factor } = quantity?.unit ?? { factor: { coefficient: 1n, exponent: 0 } };
  if (!quantity || value < LEAST_DIGITS) return Number.NaN;
  const power = quantity.decimal.exponent + factor.exponent;
  return Math.log(value) + Math.log(Number(factor.coefficient)) + power * Math.LN10;
}

/** Places next to one, a number of places apart. */
function neighbours(index: number, apart: number, count: number): readonly number[] {
  const places = Array.from({ length: 2 * AROUND + 1 }, (_, at) => index + (at - AROUND) * apart);
  return places.filter((place) => place !== index && place >= 0 && place < count);
}

/** How far each logarithm is from the middle of its neighbours, and how far the line usually is. */
function gapsOf(
  logs: readonly number[],
  around: (index: number) => readonly number[],
): { readonly gaps: readonly (number | undefined)[]; readonly deviation: number } {
  const gaps = logs.map((log, index) => {
    const places = around(index);
    return places.length < 2 ? undefined : log - median(Float64Array.from(places, (place) => logs[place] ?? 0));
  });
  const sizes = gaps.flatMap((gap) => (gap === undefined ? [] : [Math.abs(gap)]));
  return { gaps, deviation: Math.max(LEAST_DEVIATION, 1.48 * median(Float64Array.from(sizes))) };
}

/** How many periods a year has; undefined where a year before does not stand as far away everywhere. */
function periodsInYear(series: readonly Observation[]): number | undefined {
  const at = new Map(series.map(({ period }, index) => [period.text, index]));
  const lags = series.flatMap(({ period }, index) => {
    const earlier = at.get(periodYearEarlier(period).text);
    return earlier === undefined ? [] : [index - earlier];
  });
  return lags.length > 0 && new Set(lags).size === 1 ? lags[0] : undefined;
}
