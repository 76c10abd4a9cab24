import { type Decimal, decimalToNumber, signOf } from '../core/numbers/decimal.ts';
import { confidenceInterval } from '../dataset/confidence-interval.ts';
import { CORRECTED_MARK, type Flag, observationOf, type Value } from '../figure/value.ts';
import { type Observation, quantityOf, type Release } from '../dataset/model.ts';
import { textIn } from '../dataset/localised.ts';
import { isInSlice } from '../dataset/slice.ts';
import { builtinUnit, convert, sameDimension, type Unit } from '../dataset/unit.ts';
import { measureText } from '../figure/measure-words.ts';
import { loosenessOf, type Looseness } from '../figure/looseness.ts';
import { observationValue } from '../figure/printed-value.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { dayOf, type Edition } from '../dataset/edition.ts';
import type { ChartRow } from './chart-model.ts';

/** One figure of a chart: what was stated, and how it is drawn and written. */
export interface ChartValue {
  readonly observation: Observation;
  /** With all digits that were printed: its number sets the length of a bar. */
  readonly exact: Value;
  /** As the chart and its description say it, with unit. */
  readonly value: Value;
  /**
   * As a label says it: with the sign of a change and `%`, else without a unit; with the mark of a corrected figure. A
   * change that its source calls none in words, without a numeral, is in words.
   */
  readonly text: string;
  /** What is measured, in words, where the chart works it out. */
  readonly measure?: string | undefined;
  /** Fields of its row that are others than those of its figure. */
  readonly also?: ChartRow | undefined;
}

/** Measures that say which way something went: their labels carry a plus. */
const CHANGES: ReadonlySet<string> = new Set(['growth', 'change', 'cagr', 'difference']);

/** The figure of a statement in a unit; undefined for a claim, which has none. */
export function chartValue(
  observation: Observation,
  unit: Unit | undefined,
  digits: number | undefined,
  locale: LocaleId,
): ChartValue | undefined {
  const style = { locale, unit, sign: CHANGES.has(observation.measure), style: 'short' as const };
  const exact = observationValue(observation, style);
  // A difference drawn among rates is said in points: a difference in per cent would be another thing.
  const isInPoints = observation.measure === 'difference' && unit?.code === '%';
  const value = observationValue(observation, { ...style, digits, unit: isInPoints ? builtinUnit('pp') : unit });
  const percent = exact?.unit.code === '%';
  const label = percent
    ? observationValue(observation, { ...style, digits })
    : observationValue(observation, { ...style, digits, style: 'bare' });
  if (!exact || !value || !label) return undefined;
  const mark = exact.flags.includes('corrected') ? ` ${CORRECTED_MARK}` : '';
  const worded = wordedChange(observation, exact, locale);
  if (worded === undefined) return { observation, exact, value, text: label.text + mark };
  return { observation, exact, value: value.with({ text: worded, suffix: '' }), text: worded + mark };
}

/** What a label says about a change that its source states in words alone, as none to speak of: a 0 would be our numeral. */
function wordedChange(
  { measure, words: stated }: Observation,
  { decimal }: Value,
  locale: LocaleId,
): string | undefined {
  if (stated === undefined || signOf(decimal) !== 0 || !CHANGES.has(measure)) return undefined;
  return words(locale).aboutUnchanged;
}

/**
 * The row of a figure. Fields:
 * `address`, `indicator`, `measure`, `unit` — as in the dataset;
 * `label` — the indicator's, in the locale; `measure_label` — the measure in words, or the unit of a level;
 * `value`, `low`, `high` — numbers in `unit`: the figure (null of a range) and the ends of what it may stand for (null where
 * unbounded), of a range those that are printed; `loose` — `bound` or `range` where no single number is the figure, else null;
 * `amount` — the figure in the unit of its indicator, the same in every language, for thresholds; of a rate its number; null of
 * a range;
 * `lower`, `upper`, `confidence` — of a level: the ends of the confidence interval that its release states, the widest if it
 * states several, and the probability, as `90%`; else null;
 * `text` — the figure as a label prints it, with the mark of a corrected one; `negative` — whether it is below zero;
 * `period` (`2025-Q4`), `period_label` (in words), `year` (number), `start` and `end` (first and last day,
 * ISO 8601, for temporal axes);
 * `base`, `base_label` — of growth: the period compared with, else null;
 * `break_reason` — why the definition of the indicator changed with this period, or null;
 * `provisional`, `estimated`, `forecast`, `corrected` — whether it is; `status` — the same in words;
 * `derived` — whether it is worked out, as `implied`, `ahead` and their like ask; `growth_text` — of `ahead`, the rate that implies it;
 * `release`, `release_period`, `release_label`, `published` — the release that states it, its period, the same in words
 * (with its day where its source has by then published more than one about that period), and the day of its publication (ISO 8601);
 * `own` — whether it is about the member that the document is about, in a brief that is printed for each;
 * and for each dimension of the dataset its member (`metal`), or null, and the member's label (`metal_label`), or that of
 * the indicator: a row always has a name.
 */
export function rowOf(figure: ChartValue, { edition, locale }: { edition: Edition; locale: LocaleId }): ChartRow {
  const { observation, exact, text } = figure;
  const { indicator, measure, period, base, release } = observation;
  const loose = loosenessOf(exact) ?? null;
  const [low, high] = endsOf(exact, loose);
  const has = (flag: Flag): boolean => exact.flags.includes(flag);
  const { period: periodText, flag: flagWords, list } = words(locale);
  return {
    ...dimensionFields(observation, edition, locale),
    address: observation.address,
    indicator: indicator.id,
    label: textIn(indicator.label, locale),
    measure,
    measure_label: measureText(observation, exact.unit, locale),
    unit: exact.unit.code,
    value: loose === 'range' ? null : decimalToNumber(exact.decimal),
    low: low ? decimalToNumber(low) : null,
    high: high ? decimalToNumber(high) : null,
    amount: loose === 'range' ? null : amountOf(exact, observation),
    loose,
    ...confidenceFields(figure, edition),
    text,
    negative: signOf(loose === 'range' && high ? high : exact.decimal) < 0,
    period: period.text,
    period_label: periodText(period),
    year: Number(period.start.slice(0, 4)),
    start: period.start,
    end: period.end,
    base: base?.text ?? null,
    base_label: base ? periodText(base) : null,
    break_reason: breakReason(observation, locale),
    provisional: has('provisional'),
    estimated: has('estimated'),
    forecast: has('forecast'),
    corrected: has('corrected'),
    derived: has('derived'),
    release: release.id,
    release_period: release.period.text,
    release_label: releaseLabel(release, edition, locale),
    published: dayOf(release),
    own: edition.slice !== undefined && isInSlice(indicator, edition.slice),
    status: list(exact.flags.map((flag) => flagWords[flag])),
    growth_text: null,
    ...(loose === 'range' ? { ...figure.also, amount: null } : figure.also),
  };
}

/** The ends of what a figure may stand for; of a range that is stated, as it is printed: *140 to 180* is not drawn to 185. */
function endsOf(exact: Value, loose: Looseness | null): readonly [low: Decimal | undefined, high: Decimal | undefined] {
  const { interval, origin, unit } = exact;
  const stated = loose === 'range' && origin.kind !== 'derived' ? observationOf(exact) : undefined;
  const quantity = stated && quantityOf(stated);
  if (!quantity?.ends) return [interval.low, interval.high];
  const [low, high] = quantity.ends;
  return [convert(low, quantity.unit, unit), convert(high, quantity.unit, unit)];
}

/** A figure in the unit of its indicator; a rate, whose unit is another, in its own. */
function amountOf({ decimal, unit }: Value, { indicator }: Observation): number {
  const isRate = unit.code === '%' || unit.code === 'pp' || !sameDimension(unit, indicator.unit);
  return decimalToNumber(isRate ? decimal : convert(decimal, unit, indicator.unit));
}

/** The period of a release in words; with the date of its publication where its source has another on that period. */
function releaseLabel(
  { id, source, period, published }: Release,
  { dataset, asOf }: Edition,
  locale: LocaleId,
): string {
  const { period: periodText, date, open, close } = words(locale);
  const isOneOfSeveral = [...dataset.releases.values()].some(
    (other) =>
      other.id !== id && other.source.id === source.id && other.period.text === period.text && dayOf(other) <= asOf,
  );
  return periodText(period) + (isOneOfSeveral ? open + date(published) + close : '');
}

/** Why the definition of the indicator changed with this period; null where it did not. */
function breakReason({ indicator, period }: Observation, locale: LocaleId): string | null {
  const found = indicator.breaks.find((one) => one.period.start === period.start);
  return found ? textIn(found.reason, locale) : null;
}

/** The confidence interval that the release of a level states, in the unit that is drawn. */
function confidenceFields({ observation, exact }: ChartValue, { dataset }: Edition): ChartRow {
  const interval = observation.measure === 'level' ? confidenceInterval(dataset, observation) : undefined;
  const drawn = (end: Decimal | undefined): number | null =>
    interval && end ? decimalToNumber(convert(end, interval.unit, exact.unit)) : null;
  return {
    lower: drawn(interval?.lower),
    upper: drawn(interval?.upper),
    confidence: interval?.confidence ?? null,
  };
}

function dimensionFields({ indicator }: Observation, { dataset }: Edition, locale: LocaleId): ChartRow {
  const fields = [...dataset.dimensions].flatMap(([id, dimension]) => {
    const member = indicator.dimensions.get(id);
    const label = member === undefined ? undefined : dimension.members.get(member);
    return [
      [id, member ?? null],
      [`${id}_label`, textIn(label ?? indicator.label, locale)],
    ];
  });
  return Object.fromEntries(fields) as ChartRow;
}

/** The key of a figure among those of a chart: its address, and the release that states it. */
export function figureKey(address: unknown, release: unknown): string {
  return `${String(address)} ${String(release)}`;
}

/** The fields that every row has, for checking what a specification names. */
export const ROW_FIELDS: readonly string[] = (
  'address indicator label measure measure_label unit value low high loose amount lower upper confidence text negative period period_label year start end base base_label ' +
  'break_reason ' +
  'provisional estimated forecast corrected derived status growth_text release release_period release_label published own'
).split(' ');
