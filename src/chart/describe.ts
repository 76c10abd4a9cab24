import { compare } from '../core/numbers/decimal.ts';
import type { Flag } from '../figure/value.ts';
import type { Observation } from '../dataset/model.ts';
import { textIn } from '../dataset/localised.ts';
import { comparePeriods } from '../dataset/period.ts';
import { measureText } from '../figure/measure-words.ts';
import { words } from '../locale/locales.ts';
import type { ChartValue } from './rows.ts';

/** Figures that a description gives one by one; more would be read out for minutes. */
const MAX_LISTED = 12;

/** Indicators that a title names. */
const MAX_NAMED = 3;

/**
 * Words that stand for a chart, from its figures: the title says what is shown, its measure, unit and periods; the
 * description gives the highest and the lowest figure, and each figure where they are few. Every number in them is the
 * text of a value of the chart.
 */
export function describeChart(
  figures: readonly ChartValue[],
  locale: string,
): { readonly title: string; readonly description: string } {
  return { title: titleOf(figures, locale), description: descriptionOf(figures, locale) };
}

function titleOf(figures: readonly ChartValue[], locale: string): string {
  const { list, colon, comma } = words(locale);
  const { others } = words(locale).chart;
  const labels = unique(figures.map(({ observation }) => labelOf(observation, locale)));
  const named = labels.length > MAX_NAMED ? [...labels.slice(0, MAX_NAMED - 1), others] : labels;
  const measures = unique(figures.map((figure) => measureText(figure.observation, figure.value.unit, locale)));
  const parts = [list(measures), periodsText(figures, locale)].filter(Boolean);
  return parts.length > 0 ? list(named) + colon + parts.join(comma) : list(named);
}

function descriptionOf(figures: readonly ChartValue[], locale: string): string {
  const { stop } = words(locale);
  const sentences = [
    extremesText(figures, locale),
    ...(figures.length <= MAX_LISTED ? seriesTexts(figures, locale) : []),
  ];
  return sentences
    .filter(Boolean)
    .map((text) => text + stop)
    .join('')
    .trim();
}

/** The highest and the lowest, all that are, where there are more than two figures and they are of one kind. */
function extremesText(figures: readonly ChartValue[], locale: string): string {
  const comparable =
    unique(figures.map(({ observation, value }) => `${observation.measure} ${value.unit.code}`)).length === 1;
  if (figures.length < 3 || !comparable) return '';
  const ranked = [...figures].sort((a, b) => compare(b.exact.decimal, a.exact.decimal));
  const [highest] = ranked;
  const lowest = ranked.at(-1);
  if (!highest || !lowest || isAsHigh(highest, lowest)) return '';
  const { comma, list } = words(locale);
  const name = (figure: ChartValue): string =>
    [labelOf(figure.observation, locale), ...periodIfSeveral(figure, figures, locale)].join(comma);
  const say = (extreme: ChartValue): string =>
    list(figures.filter((figure) => isAsHigh(figure, extreme)).map(name)) + comma + extreme.value.text;
  return words(locale).chart.extremes(say(highest), say(lowest));
}

function isAsHigh(a: ChartValue, b: ChartValue): boolean {
  return compare(a.exact.decimal, b.exact.decimal) === 0;
}

/** One text for each indicator, with its figures in order of time. */
function seriesTexts(figures: readonly ChartValue[], locale: string): string[] {
  const { colon, comma } = words(locale);
  const labels = unique(figures.map(({ observation }) => labelOf(observation, locale)));
  return labels.map((label) => {
    const own = figures
      .filter(({ observation }) => labelOf(observation, locale) === label)
      .sort((a, b) => comparePeriods(a.observation.period, b.observation.period));
    return label + colon + own.map((figure) => figureText(figure, figures, locale)).join(comma);
  });
}

/** A figure with what a reader must know of it: its period where there are several, its measure, its flags. */
function figureText(figure: ChartValue, all: readonly ChartValue[], locale: string): string {
  const { flag, comma, open, close } = words(locale);
  const measures = unique(all.map((other) => measureText(other.observation, other.value.unit, locale)));
  const notes = [
    ...periodIfSeveral(figure, all, locale),
    ...(measures.length > 1 ? [measureText(figure.observation, figure.value.unit, locale)] : []),
    ...figure.value.flags.map((name: Flag) => flag[name]),
  ];
  return notes.length > 0 ? figure.value.text + open + notes.join(comma) + close : figure.value.text;
}

function periodIfSeveral({ observation }: ChartValue, all: readonly ChartValue[], locale: string): string[] {
  const several = unique(all.map((other) => other.observation.period.text)).length > 1;
  return several ? [words(locale).period(observation.period)] : [];
}

function periodsText(figures: readonly ChartValue[], locale: string): string {
  const periods = figures.map(({ observation }) => observation.period).sort(comparePeriods);
  const [first] = periods;
  const last = periods[periods.length - 1];
  const { period, range } = words(locale);
  if (!first || !last) return '';
  return first.text === last.text ? period(first) : range(period(first), period(last));
}

function labelOf({ indicator }: Observation, locale: string): string {
  return textIn(indicator.label, locale);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
