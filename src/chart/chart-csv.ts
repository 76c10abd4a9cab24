import { decimalText, roundTo } from '../core/numbers/decimal.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { statedAddress } from '../dataset/address.ts';
import { textIn } from '../dataset/localised.ts';
import type { Observation } from '../dataset/model.ts';
import { comparePeriods, type Period } from '../dataset/period.ts';
import { type Column, tableCsv, textColumn } from '../dataset/table.ts';
import { loosenessOf } from '../figure/looseness.ts';
import { unitText } from '../figure/number-text.ts';
import { type SubjectContext, thingOf } from '../figure/subject.ts';
import { observationOf, originKey, type Value } from '../figure/value.ts';
import { type LocaleId, words } from '../language/locales.ts';

/** A figure of a chart with the statement that it is, or is worked out from. */
interface Placed {
  readonly value: Value;
  readonly about: Observation;
  readonly period: Period;
}

/** The figures of a series, at most one in each period, all in one unit. */
interface Series {
  readonly name: string;
  readonly figures: ReadonlyMap<string, Value>;
}

/**
 * The figures of a chart as a reader wants them: a row for each period, oldest first, a column for each series in the unit in
 * which it is drawn, and next to it one with what must be known of its figures, where there is anything. Where each comes
 * from stands in `brief.json`.
 */
export function chartCsv(values: readonly Value[], context: SubjectContext): string {
  const figures = [...new Map(values.map((value) => [`${originKey(value)} ${value.unit.code}`, value])).values()];
  const placed = figures.flatMap(placeOf);
  const periods = new Map(placed.map(({ period }) => [period.text, period]));
  const series = [...groupBy(placed, seriesKey).values()].flatMap((all) => seriesOf(all, context));
  const columns = series.flatMap((one) => columnsOf(one, series, context.locale));
  const first = textColumn<Period>('period', 'Period of the figures', ({ text }) => text);
  return tableCsv([first, ...columns], [...periods.values()].sort(comparePeriods));
}

function placeOf(value: Value): Placed[] {
  const { origin } = value;
  const about = observationOf(value) ?? (origin.kind === 'derived' ? origin.about : undefined);
  return about ? [{ value, about, period: about.period }] : [];
}

/** What the figures of a series have in common. */
function seriesKey({ value, about }: Placed): string {
  const { indicator, measure, counterpart } = statedAddress(about);
  return [indicator, measure, counterpart?.text, value.unit.code].join('\t');
}

/** A series; one for each base or release, where figures of one period differ in these. */
function seriesOf(all: readonly Placed[], context: SubjectContext): Series[] {
  const isOne = new Set(all.map(({ period }) => period.text)).size === all.length;
  const keyOf = ({ about }: Placed): string => (isOne ? '' : [about.base?.text, about.release.id].join('\t'));
  return [...groupBy(all, keyOf).values()].flatMap(onePerPeriod).map((own) => {
    const [first] = own as [Placed, ...Placed[]];
    const name = nameOf(first, context) + (isOne ? '' : `, ${first.about.release.id}`);
    return { name, figures: new Map(own.map(({ period, value }) => [period.text, value])) };
  });
}

/** Figures in as many lists as there are of one period, so that none is left out. */
function onePerPeriod(all: readonly Placed[]): Placed[][] {
  const lists: Placed[][] = [];
  for (const one of all) {
    const free = lists.find((list) => list.every(({ period }) => period.text !== one.period.text));
    if (free) free.push(one);
    else lists.push([one]);
  }
  return lists;
}

function nameOf({ about, value }: Placed, context: SubjectContext): string {
  const { open, close } = words(context.locale);
  const unit = unitText(value.unit, context.locale);
  const name = about.measure === 'level' ? textIn(about.indicator.label, context.locale) : thingOf(about, context);
  return name + (unit === '' ? '' : open + unit + close);
}

function columnsOf({ name, figures }: Series, all: readonly Series[], locale: LocaleId): Column<Period>[] {
  const alike = all.filter((other) => other.name === name);
  const head = alike.length > 1 ? `${name} ${alike.findIndex((other) => other.figures === figures) + 1}` : name;
  const { flag, list } = words(locale);
  const numbers = textColumn<Period>(head, '', ({ text }) => {
    const value = figures.get(text);
    return value && numberOf(value);
  });
  const isFlagged = [...figures.values()].some((value) => value.flags.length > 0 || loosenessOf(value));
  const flags = textColumn<Period>(`${head}: flags`, '', ({ text }) => {
    const value = figures.get(text);
    return value && list([...(loosenessOf(value) ? [value.text] : []), ...value.flags.map((one) => flag[one])]);
  });
  return isFlagged ? [numbers, flags] : [numbers];
}

/** A stated figure with its digits; one that is worked out no finer than it is printed. A range is not one number. */
function numberOf(value: Value): string {
  if (loosenessOf(value) === 'range') return '';
  return decimalText(observationOf(value) ? value.decimal : roundTo(value.decimal, -value.decimals));
}
