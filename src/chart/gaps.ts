import { parseAddressPattern } from '../dataset/address.ts';
import type { Edition } from '../dataset/edition.ts';
import { textIn } from '../dataset/localised.ts';
import { comparePeriods, type Period } from '../dataset/period.ts';
import { type LocaleId, words } from '../language/locales.ts';
import type { ChartData, ChartRow, ChartSpec } from './chart-model.ts';
import type { ChartValue } from './rows.ts';
import { nodesOf } from './spec-lint.ts';

/** Periods within a series of a line that have no figure. */
export interface Gap {
  readonly label: string;
  readonly periods: readonly Period[];
  /** The figure before the gap. */
  readonly after: ChartValue;
}

const PATHS: ReadonlySet<unknown> = new Set(['line', 'area', 'trail']);

/** Whether a chart joins its figures: a gap in a range of periods then breaks the line. */
export function joinsFigures({ spec }: ChartSpec): boolean {
  for (const { key, value, parentKey } of nodesOf(spec))
    if (PATHS.has(value) && (key === 'mark' || (key === 'type' && parentKey === 'mark'))) return true;
  return false;
}

/** The gaps in the series of a chart: periods of a range that it asks for, between the first and the last with a figure. */
export function gapsIn(data: ChartData, figures: readonly ChartValue[], { period }: Edition, locale: LocaleId): Gap[] {
  const ranges = data.addresses.flatMap(({ text }) => {
    const pattern = parseAddressPattern(text, period);
    const periods = 'problem' in pattern ? [] : (pattern.periods ?? []);
    return periods.length > 2 ? [periods] : [];
  });
  const series = new Map<string, ChartValue[]>();
  for (const figure of figures) {
    const { indicator, measure } = figure.observation;
    const key = `${indicator.id} ${measure}`;
    series.set(key, [...(series.get(key) ?? []), figure]);
  }
  return [...series.values()].flatMap((own) => {
    const sorted = own.toSorted((a, b) => comparePeriods(a.observation.period, b.observation.period));
    const has = new Set(own.map(({ observation }) => observation.period.text));
    // A series of years, quarters and parts of a year, or of first quarters alone, has no step that a gap would break.
    if (new Set(own.map(({ observation }) => observation.period.kind)).size > 1) return [];
    return ranges
      .map((range) => runsWithout(range, has))
      .filter((runs) => runs.flat().length < own.length)
      .flat()
      .flatMap((periods) => {
        const [next] = periods;
        const after = next && sorted.findLast(({ observation }) => comparePeriods(observation.period, next) < 0);
        return after ? [{ label: textIn(after.observation.indicator.label, locale), periods, after }] : [];
      });
  });
}

/** The runs of periods without a figure between two with one. */
function runsWithout(range: readonly Period[], has: ReadonlySet<string>): readonly (readonly Period[])[] {
  const runs: Period[][] = [];
  let run: Period[] | undefined;
  for (const period of range) {
    if (!has.has(period.text)) run?.push(period);
    else {
      if (run && run.length > 0) runs.push(run);
      run = [];
    }
  }
  return runs;
}

/** Rows without a value, at which a line breaks. Their other fields are those of the figure before. */
export function gapRows({ periods }: Gap, before: ChartRow, locale: LocaleId): readonly ChartRow[] {
  const { period: periodText } = words(locale);
  const none = {
    value: null,
    low: null,
    high: null,
    amount: null,
    loose: null,
    lower: null,
    upper: null,
    confidence: null,
    text: '',
    status: '',
  };
  const plain = {
    provisional: false,
    estimated: false,
    forecast: false,
    corrected: false,
    derived: false,
    negative: false,
  };
  return periods.map((period) =>
    Object.assign({}, before, none, plain, {
      address: `${String(before['address']).split('@')[0]}@${period.text}`,
      break_reason: null,
      period: period.text,
      period_label: periodText(period),
      year: Number(period.start.slice(0, 4)),
      start: period.start,
      end: period.end,
    }),
  );
}
