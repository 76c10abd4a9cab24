import { compareText } from '../../core/diagnostics/text-order.ts';
import type { ChartRow } from '../chart-model.ts';
import type { Stage } from './kind.ts';
import { linesExpression, wrapped } from './layout.ts';

/** The axis of a course. */
export interface TimeAxis {
  /** The field of rows that it shows. */
  readonly field: string;
  /** The field by which its periods follow one another. */
  readonly order: string;
  /** Whether figures that follow one another are joined: in equal steps of unequal time they are not. */
  readonly isJoined: boolean;
  readonly x: Readonly<Record<string, unknown>>;
}

/** CSS pixels that a year, and another label, takes at least. */
const YEAR = 40;

/** Months whose names an axis says; of more it says the years. */
const MOST_MONTHS = 12;

/** An axis of time for rows: of years, of days where periods are of one kind, else of periods in equal steps. */
export function timeAxis(rows: readonly ChartRow[], width: number, stage: Stage): TimeAxis {
  const periods = [...new Map(rows.map((row) => [String(row['period']), row])).values()].toSorted(
    (a, b) => compareText(String(a['end']), String(b['end'])) || compareText(String(b['start']), String(a['start'])),
  );
  const texts = periods.map(({ period }) => String(period));
  if (texts.every((text) => /^\d{4}$/.test(text))) return yearAxis(texts.map(Number), width);
  const kinds = new Set(texts.map((text) => text.replaceAll(/\d/g, '0').replace(/00$/, '0')));
  const isOfDays = kinds.size === 1 && texts.every((text) => /^\d{4}-[QMS]\d{1,2}$/.test(text));
  return isOfDays ? dayAxis(texts, width) : stepAxis(periods, width, stage);
}

function yearAxis(years: readonly number[], width: number): TimeAxis {
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const room = width / Math.max(1, last - first);
  const step = [1, 2, 5, 10, 20, 50].find((one) => one * room >= YEAR) ?? 100;
  const values = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, at) => last - at * step).reverse();
  const axis = { format: 'd', values, tickCount: values.length, grid: false, labelOverlap: false };
  const scale = { domain: [first, last], zero: false, nice: false };
  return { field: 'year', order: 'end', isJoined: true, x: { field: 'year', type: 'quantitative', scale, axis } };
}

function dayAxis(texts: readonly string[], width: number): TimeAxis {
  const isOfMonths = texts.every((text) => text.includes('-M')) && texts.length <= MOST_MONTHS;
  const step = [1, 2, 3, 4, 6].find((one) => (width / texts.length) * one >= 30) ?? 6;
  const years = new Set(texts.map((text) => text.slice(0, 4))).size;
  const yearStep = [1, 2, 5, 10].find((one) => (width / years) * one >= YEAR) ?? 20;
  const axis = isOfMonths
    ? { format: '%b', grid: false, tickCount: { interval: 'month', step } }
    : {
        format: '%Y',
        grid: false,
        tickCount: yearStep === 1 ? 'year' : { interval: 'year', step: yearStep },
        labelAlign: 'left',
      };
  return {
    field: 'start',
    order: 'end',
    isJoined: true,
    x: { field: 'start', type: 'temporal', scale: { type: 'utc', nice: false }, axis },
  };
}

/** An axis of periods in equal steps, whose names are broken where they are wide. */
export function stepAxis(periods: readonly ChartRow[], width: number, stage: Stage): TimeAxis {
  const labels = periods.map((row) => String(row['period_label']));
  const room = (width / labels.length) * 0.92;
  const broken = labels.map((label) => wrapped(label, room, stage.measure));
  const isBroken = broken.some((lines) => lines.length > 1);
  const labelExpr = labels.reduceRight(
    (rest, label, at) =>
      `datum.label === '${label}' ? ${linesExpression(label, broken[at] ?? [label], 'datum.label')} : ${rest}`,
    '[datum.label]',
  );
  const x = {
    field: 'period_label',
    type: 'ordinal',
    sort: { field: 'end' },
    scale: { type: 'point', padding: 0.06 },
    axis: { labelAngle: 0, domain: false, ...(isBroken ? { labelExpr } : {}) },
  };
  const isJoined = new Set(periods.map((row) => String(row['period']).replaceAll(/\d/g, '0'))).size === 1;
  return { field: 'period_label', order: 'end', isJoined, x };
}
