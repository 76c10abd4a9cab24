import { compareText, groupBy } from '../core/diagnostics/text-order.ts';
import { compare, type Decimal } from '../core/numbers/decimal.ts';
import type { Interval } from '../core/numbers/interval.ts';
import { textIn } from '../dataset/localised.ts';
import { dayOf } from '../dataset/edition.ts';
import type { EventRecord, Release } from '../dataset/model.ts';
import { comparePeriods, type Period } from '../dataset/period.ts';
import { loosenessOf } from '../figure/looseness.ts';
import { measureText } from '../figure/measure-words.ts';
import { type SubjectContext, withinSentence } from '../figure/subject.ts';
import type { Value } from '../figure/value.ts';
import type { Locale } from '../language/locale.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { withCapital } from '../language/word-forms.ts';
import type { Gap } from './gaps.ts';
import type { ChartValue } from './rows.ts';

/** Figures that a description lists, and those at the ends of series: a screen reader would read more for minutes. */
const MAX_LISTED = 12;
const MAX_ENDS = 16;

/** Indicators that a title names. */
const MAX_NAMED = 3;

/** A figure with its words. */
interface Item {
  readonly label: string;
  /** What is measured, in words; of figures of one kind and unit, the greater is higher. */
  readonly measure: string;
  readonly kind: string;
  readonly period: Period;
  readonly release: Release;
  readonly value: Value;
  readonly exact: Decimal;
  /** Set if it is a bound or a range: what it may be. */
  readonly loose: Interval | undefined;
}

/**
 * The words that stand for a chart. The title names indicators, periods, and the measure or unit if it is one; the description
 * gives the highest and the lowest figure, and lists the figures where they are few, else those worked out and the first and the
 * last of each series where these are, which it says; of several measures, each for itself. Every number is the text of a value.
 */
export function describeChart(
  figures: readonly ChartValue[],
  context: SubjectContext,
  { gaps = [], events = [] }: Noted = {},
): { readonly title: string; readonly description: string } {
  const { locale } = context;
  const items = figures.map(
    ({ observation, exact, value, measure = measureText(observation, value.unit, locale) }) => ({
      label: textIn(observation.indicator.label, locale),
      measure,
      kind: `${observation.measure} ${measure} ${value.unit.code}`,
      period: observation.period,
      release: observation.release,
      value,
      exact: exact.decimal,
      loose: loosenessOf(exact) && exact.interval,
    }),
  );
  const terms = words(locale);
  const within: Within = (label) => withinSentence(label, context);
  const others = [...gapTexts(gaps, terms, within), ...eventTexts(events, terms, locale)];
  return { title: titleOf(items, terms, within), description: descriptionOf(items, others, terms, within) };
}

/** What a chart shows besides figures. */
interface Noted {
  readonly gaps?: readonly Pick<Gap, 'label' | 'periods'>[];
  readonly events?: readonly Pick<EventRecord, 'what' | 'period'>[];
}

/** A label as it stands within a sentence. */
type Within = (label: string) => string;

function titleOf(items: readonly Item[], terms: Locale, within: Within): string {
  const { list, colon, comma, chart } = terms;
  const labels = unique(items.map(({ label }) => label)).map((label, at) => (at === 0 ? label : within(label)));
  const named = labels.length > MAX_NAMED ? [...labels.slice(0, MAX_NAMED - 1), chart.others] : labels;
  const [measure = '', ...others] = unique(items.map((item) => item.measure));
  const parts = [others.length > 0 ? '' : measure, periodsText(items, terms)].filter(Boolean);
  return parts.length > 0 ? list(named) + colon + parts.join(comma) : list(named);
}

function descriptionOf(items: readonly Item[], others: readonly string[], terms: Locale, within: Within): string {
  const listed = items.length <= MAX_LISTED ? items : endsOf(items);
  const shown = listed.length <= MAX_ENDS ? listed : [];
  const kinds = [...groupBy(items, ({ kind }) => kind).values()];
  const [only = []] = kinds;
  const texts =
    kinds.length > 1
      ? kinds.map((own) => kindText(own, shown, terms, within))
      : [extremesText(only, terms, within), ...seriesTexts(shown, terms)];
  const ends = shown.length > 0 && shown.length < items.length ? terms.chart.ends : '';
  const sentences = [...texts, ends, ...others].filter(Boolean);
  return sentences
    .map((text) => text + terms.stop)
    .join('')
    .trim();
}

/** Where lines break, each for the indicators that have no figure there. */
function gapTexts(
  gaps: readonly Pick<Gap, 'label' | 'periods'>[],
  { chart, colon, list, period, range }: Locale,
  within: Within,
): string[] {
  const alike = groupBy(gaps, ({ periods: [first, ...others] }) => `${first?.text} ${others.at(-1)?.text}`);
  return [...alike.values()].flatMap((same) => {
    const periods = same[0]?.periods ?? [];
    const [first, last] = [periods[0], periods.at(-1)];
    if (!first || !last) return [];
    const labels = unique(same.map(({ label }) => label)).map((label, at) => (at === 0 ? label : within(label)));
    return [list(labels) + colon + chart.gap(first === last ? period(first) : range(period(first), period(last)))];
  });
}

/** The events that a chart names, with their periods: `Events: first night boat (4 October 2025)`. */
function eventTexts(events: NonNullable<Noted['events']>, terms: Locale, locale: LocaleId): string[] {
  const { chart, colon, separator, period, open, close } = terms;
  const texts = events.map((event) => textIn(event.what, locale) + open + period(event.period) + close);
  return texts.length > 0 ? [chart.events + colon + texts.join(separator)] : [];
}

/** The first and the last figure of each series, and those worked out, which no other place states. */
function endsOf(items: readonly Item[]): Item[] {
  const series = groupBy(items, ({ label, kind }) => `${label} ${kind}`);
  return [...series.values()].flatMap((own) => {
    const sorted = own.toSorted(inTime);
    return sorted.filter(({ value }, at) => at === 0 || at === sorted.length - 1 || value.flags.includes('derived'));
  });
}

/**
 * The figures of one kind among several: `Change on a year earlier, 2025: tin +5%; zinc +2%`; the extremes where none are
 * shown.
 */
function kindText(own: readonly Item[], shown: readonly Item[], terms: Locale, within: Within): string {
  const { open, close, comma, colon, separator, period, gapBefore } = terms;
  const [first] = own;
  if (!first) return '';
  const head = withCapital(first.measure);
  const listed = own.filter((item) => shown.includes(item));
  const extremes = extremesText(own, terms, within);
  if (listed.length === 0) return extremes && head + open + within(extremes) + close;
  const series = [...groupBy(listed, ({ label }) => label)].map(([label, figures]) => {
    const texts = figures.toSorted(inTime).map((item) => figureText(item, own, terms));
    return within(label) + gapBefore(texts[0] ?? '') + texts.join(comma);
  });
  const isOfOne = own.every((item) => item.period.text === first.period.text);
  return head + (isOfOne ? comma + period(first.period) : '') + colon + series.join(separator);
}

/** All figures that are highest or lowest among more than two of one kind; of none where a bound or a range might be beyond it. */
function extremesText(items: readonly Item[], terms: Locale, within: Within): string {
  if (items.length < 3) return '';
  const ranked = items.filter(({ loose }) => !loose).toSorted((a, b) => compare(b.exact, a.exact));
  const [highest, lowest] = [ranked[0], ranked.at(-1)];
  if (!highest || !lowest || compare(highest.exact, lowest.exact) === 0) return '';
  const isBetween = ({ low, high }: Interval): boolean =>
    low !== undefined && high !== undefined && compare(low, lowest.exact) >= 0 && compare(high, highest.exact) <= 0;
  if (items.some(({ loose }) => loose && !isBetween(loose))) return '';
  const { comma, list, chart } = terms;
  const name = (item: Item): string =>
    [within(item.label), ...periodIfSeveral(item, items, terms), ...releaseIfSeveral(item, items, terms)].join(comma);
  const say = ({ exact, value }: Item): string =>
    list(unique(ranked.filter((item) => compare(item.exact, exact) === 0).map(name))) + comma + value.text;
  return chart.extremes(say(highest), say(lowest));
}

/** One text for each indicator, with its figures in order of time. */
function seriesTexts(items: readonly Item[], terms: Locale): string[] {
  return unique(items.map(({ label }) => label)).map((label) => {
    const own = items.filter((item) => item.label === label).sort(inTime);
    return label + terms.colon + own.map((item) => figureText(item, items, terms)).join(terms.comma);
  });
}

function inTime(a: Item, b: Item): number {
  return comparePeriods(a.period, b.period) || compareText(dayOf(a.release), dayOf(b.release));
}

/** A figure with its period and its release, where there are several, and its flags. */
function figureText(item: Item, all: readonly Item[], terms: Locale): string {
  const { flag, comma, open, close } = terms;
  const notes = [
    ...periodIfSeveral(item, all, terms),
    ...releaseIfSeveral(item, all, terms),
    ...item.value.flags.map((name) => flag[name]),
  ];
  return notes.length > 0 ? item.value.text + open + notes.join(comma) + close : item.value.text;
}

function periodIfSeveral({ period }: Item, all: readonly Item[], terms: Locale): string[] {
  return all.some((other) => other.period.text !== period.text) ? [terms.period(period)] : [];
}

/** The day of the release, where another one states the same figure. */
function releaseIfSeveral(item: Item, all: readonly Item[], terms: Locale): string[] {
  const { label, kind, period, release } = item;
  const isStatedAgain = all.some(
    (other) =>
      other.label === label && other.kind === kind && other.period.text === period.text && other.release !== release,
  );
  return isStatedAgain ? [terms.date(release.published)] : [];
}

/** From the first period to the last. One within another is none of them: the fourth quarter does not follow its year. */
function periodsText(items: readonly Item[], { period, range }: Locale): string {
  const all = [...new Map(items.map((item) => [item.period.text, item.period])).values()];
  // what holds another begins no later and ends no sooner: it comes first
  all.sort((a, b) => compareText(a.start, b.start) || compareText(b.end, a.end));
  let end = '';
  const periods = all.filter((one) => {
    const isWithin = one.end <= end;
    if (!isWithin) end = one.end;
    return !isWithin;
  });
  periods.sort(comparePeriods);
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return '';
  return first.text === last.text ? period(first) : range(period(first), period(last));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
