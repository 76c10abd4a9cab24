import { Diagnostics, didYouMean, nearestWord } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { childPointer } from '../core/files/json-pointer.ts';
import { absolute, type Decimal, decimal, greatest } from '../core/numbers/decimal.ts';
import {
  addIntervals,
  type Interval,
  multiplyIntervals,
  point,
  shiftInterval,
  subtractIntervals,
} from '../core/numbers/interval.ts';
import {
  type AddressPattern,
  type AddressProblem,
  addressText,
  indicatorExpression,
  parseAddressPattern,
} from '../dataset/address.ts';
import type { Edition } from '../dataset/edition.ts';
import { describeTie, lookUpAddress, matchAddresses, vintagesOf } from '../dataset/lookup.ts';
import { type Observation, quantityOf } from '../dataset/model.ts';
import { comparePeriods, shiftedYears } from '../dataset/period.ts';
import { unitHint } from '../dataset/quantity.ts';
import { inSlice } from '../dataset/slice.ts';
import { convert, convertInterval, parseUnit, sameDimension, type Unit } from '../dataset/unit.ts';
import { impliedBefore, isBelowZero } from '../figure/implied-base.ts';
import { middleOf } from '../figure/interval-text.ts';
import { derivedValue, observationValue, STEPS_OF_POINT } from '../figure/printed-value.ts';
import { columnUnit, displayUnit } from '../figure/scale.ts';
import type { Formula, Value } from '../figure/value.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { MAX_ROWS } from './chart-limits.ts';
import type { BoundChart, ChartData, ChartRow, ChartSpec } from './chart-model.ts';
import { describeChart } from './describe.ts';
import { EVENT_FIELDS, eventKey, eventRow, eventsFor } from './event-rows.ts';
import { type ChartHints, hintsFor } from './hints.ts';
import { isJoinedLine } from './kinds/line-spec.ts';
import { type Gap, gapRows, gapsIn, joinsFigures } from './gaps.ts';
import { chartValue, type ChartValue, figureKey, ROW_FIELDS, rowOf } from './rows.ts';
import { expressionsOf, nodesOf, type SpecNode } from './spec-lint.ts';
import { inspectExpression } from './vega-expression.ts';
import { workedOut } from './worked-out.ts';
import type { AddressText } from '../dataset/brands.ts';

interface Binding {
  readonly hints: ChartHints;
  readonly edition: Edition;
  readonly locale: LocaleId;
  readonly diagnostics: Diagnostics;
  readonly wholes?: IndicatorParts | undefined;
}

/**
 * Resolves the addresses of a chart in an edition, and describes it in a locale. An address without a period means the
 * edition's. What is described are all figures or, with `shown`, those with one of these keys; `wholes` are the indicators that
 * count again what others count. Unknown addresses, units that do not convert, data without rows, and fields that no row has are reported,
 * with undefined as answer.
 */
export function bindChart(
  spec: ChartSpec,
  edition: Edition,
  locale: LocaleId,
  diagnostics: Diagnostics,
  { shown, wholes }: { readonly shown?: ReadonlySet<string>; readonly wholes?: IndicatorParts } = {},
): BoundChart | undefined {
  const binding: Binding = { hints: hintsFor(spec), edition, locale, diagnostics, wholes };
  const lists = spec.data.map((data) => (data.events ? [] : figuresFor(data, spec, binding)));
  const events = spec.data.map((data) => eventsFor(data, binding));
  const sound = lists.filter((list) => list !== undefined);
  if (sound.length < lists.length || events.includes(undefined)) return undefined;
  const isJoined = spec.line ? isJoinedLine(spec.line) : joinsFigures(spec);
  const gaps = spec.data.map((data, at) => (isJoined ? gapsIn(data, sound[at] ?? [], edition, locale) : []));
  const rows = new Map(
    spec.data.map(({ pointer }, at) => {
      const noted = (events[at] ?? []).map((event) => eventRow(event, edition, locale));
      return [pointer, [...rowsWith(sound[at] ?? [], gaps[at] ?? [], binding), ...noted]];
    }),
  );
  const dimensions = [...edition.dataset.dimensions.keys()];
  if (!checkFields(spec, dimensions, diagnostics)) return undefined;
  const isShown = ({ observation: { address, release } }: ChartValue): boolean =>
    shown?.has(figureKey(address, release.id)) ?? true;
  const figures = distinct(sound.flat()).filter(isShown);
  const told = gaps.flat().filter(({ after }) => isShown(after));
  const noted = spec.data.flatMap((_, at) => (events[at] ?? []).filter(({ id }) => shown?.has(eventKey(id)) ?? true));
  const values = figures.map((figure) => figure.value);
  const members = new Map([...edition.dataset.dimensions].map(([id, { members }]) => [id, [...members.keys()]]));
  return {
    spec,
    locale,
    rows,
    values,
    members,
    indicators: traitsOf(sound.flat(), wholes),
    ...describeChart(figures, { dataset: edition.dataset, locale }, { gaps: told, events: [...new Set(noted)] }),
  };
}

/** Indicator → those that are in it. */
type IndicatorParts = ReadonlyMap<string, readonly string[]>;

function traitsOf(figures: readonly ChartValue[], wholes?: IndicatorParts): BoundChart['indicators'] {
  return new Map(
    figures.map(({ observation: { indicator } }) => {
      const { id, kind, variantOf, dimensions } = indicator;
      return [id, { kind, isVariant: variantOf !== undefined, dimensions, parts: wholes?.get(id) ?? [] }];
    }),
  );
}

/** The rows of figures, with those of each gap behind the figure before it. */
function rowsWith(figures: readonly ChartValue[], gaps: readonly Gap[], binding: Binding): readonly ChartRow[] {
  return figures.flatMap((figure) => {
    const row = rowOf(figure, binding);
    const missing = gaps.filter(({ after }) => after === figure);
    return [row, ...missing.flatMap((gap) => gapRows(gap, row, binding.locale))];
  });
}

function distinct(figures: readonly ChartValue[]): ChartValue[] {
  return [...new Map(figures.map((figure) => [keyOf(figure), figure])).values()];
}

function keyOf({ observation: { address, release }, value }: ChartValue): string {
  return `${figureKey(address, release.id)} ${value.text}`;
}

function figuresFor(data: ChartData, spec: ChartSpec, binding: Binding): readonly ChartValue[] | undefined {
  if (reportManyUnknown(data, binding)) return undefined;
  const lists = data.addresses.map(({ text, place }) => observationsFor(text, place, data.optional, binding));
  const sound = lists.filter((list) => list !== undefined);
  if (sound.length < lists.length) return undefined;
  if (data.member && !binding.edition.slice) {
    const hint = 'name the dimension with the key for in brief.yaml, or remove it';
    return binding.diagnostics.error('chart/unknown-data', 'this brief is not printed for members', data.member, hint);
  }
  const wanted = sound.flatMap((list) => (data.member ? inSlice(list, binding.edition.slice) : list));
  const chosen = [...new Map(wanted.map((observation) => [observation.address, observation])).values()];
  const observations = data.vintages ? chosen.flatMap((one) => vintagesOf(one, binding.edition)) : chosen;
  const numbers = observations.filter((observation) => quantityOf(observation) !== undefined);
  if (numbers.length === 0 && !data.optional) {
    const message = `the chart ${spec.name} has no figure to show`;
    return binding.diagnostics.error('chart/no-rows', message, data.place, binding.hints.noRows);
  }
  if (numbers.length > MAX_ROWS) {
    const message = `the chart ${spec.name} has ${numbers.length} rows, more than ${MAX_ROWS}`;
    return binding.diagnostics.error('chart/too-large', message, data.place, 'name fewer indicators or periods');
  }
  if (data.ahead) return figuresAhead(data, numbers, binding);
  if (data.workedOut) {
    const { workedOut: how } = data;
    const drawn = (all: readonly Observation[]) => drawnFigures(data, all, binding);
    return unlessFailed(binding, (own) => {
      const implied = (figures: readonly ChartValue[]) =>
        data.implied ? withImplied(figures, { ...own, digits: data.digits, place: data.place }) : figures;
      return workedOut(data, how, numbers, { ...own, drawn, implied });
    });
  }
  const unit = unitFor(data, numbers, binding);
  if (!unit) return undefined;
  const { shown, digits } = shownIn(unit.unit, data, numbers, binding.locale);
  const figures = numbers.flatMap((observation) => chartValue(observation, shown, digits, binding.locale) ?? []);
  if (!data.implied) return figures;
  return unlessFailed(binding, (own) => withImplied(figures, { ...own, digits, place: data.place }));
}

/** Statements as figures in one unit; undefined where they have none in common, which is reported. */
function drawnFigures(
  data: ChartData,
  observations: readonly Observation[],
  binding: Binding,
): readonly (ChartValue | undefined)[] | undefined {
  const unit = unitFor(data, observations, binding);
  if (!unit) return undefined;
  const { shown, digits } = shownIn(unit.unit, data, observations, binding.locale);
  return observations.map((observation) => chartValue(observation, shown, digits, binding.locale));
}

/** The levels that rates of growth imply, each behind the level with which it begins. What is not a rate has none. */
function figuresAhead(
  data: ChartData,
  observations: readonly Observation[],
  binding: Binding,
): readonly ChartValue[] | undefined {
  const { edition, locale } = binding;
  const pairs = observations.flatMap((rate) => {
    const base = baseOfGrowth(rate, edition);
    return base ? [{ rate, base }] : [];
  });
  const bases = pairs.map(({ base }) => base);
  const unit = unitFor(data, bases, binding);
  if (!unit) return undefined;
  const { shown, digits } = shownIn(unit.unit, data, bases, locale);
  return unlessFailed(binding, (own) =>
    pairs.flatMap(({ rate, base }) => {
      const growth = chartValue(rate, undefined, data.digits, locale);
      const level = chartValue(base, shown, digits, locale);
      return growth && level ? levelsAhead(growth, level, { ...own, digits, place: data.place }) : [];
    }),
  );
}

/** What is made of figures; undefined if a mistake in it was reported. */
function unlessFailed<T>(binding: Binding, make: (own: Binding) => T): T | undefined {
  const diagnostics = new Diagnostics();
  const made = make({ ...binding, diagnostics });
  binding.diagnostics.include(diagnostics);
  return diagnostics.failed ? undefined : made;
}

/**
 * The unit in which the locale says the largest of the figures, since a scale has one unit only, and the digits that
 * labels then show. Of a unit that the chart asks for, it is the one in which the locale says it: 万吨 for Mt.
 */
function shownIn(
  unit: Unit | undefined,
  { unit: asked, digits }: ChartData,
  observations: readonly Observation[],
  locale: LocaleId,
): { shown: Unit | undefined; digits: number | undefined } {
  if (!unit) return { shown: unit, digits };
  const shown = asked ? columnUnit(unit, locale) : displayUnit(largestOf(observations, unit), unit, locale);
  const moved = convert(decimal(1), unit, shown).exponent;
  return { shown, digits: digits === undefined ? undefined : Math.max(0, digits - moved) };
}

function largestOf(observations: readonly Observation[], unit: Unit): Decimal {
  const sizes = observations.flatMap((observation) => {
    const quantity = quantityOf(observation);
    return quantity ? [absolute(convert(quantity.decimal, quantity.unit, unit))] : [];
  });
  return sizes.reduce(greatest, decimal(0));
}

/** The statements that an address matches; undefined when a mistake in it was reported. */
function observationsFor(
  text: string,
  place: Place,
  optional: boolean,
  binding: Binding,
): readonly Observation[] | undefined {
  const { edition, diagnostics } = binding;
  const pattern = parseAddressPattern(text, edition.period);
  if ('problem' in pattern) {
    return diagnostics.error('dataset/bad-address', pattern.problem, placeWithin(place, pattern), pattern.hint);
  }
  const ids = [...edition.dataset.indicators.keys()];
  const indicators = indicatorExpression(pattern.indicator);
  if (!ids.some((id) => indicators.test(id))) {
    const isPattern = pattern.indicator.includes('*');
    const message = isPattern
      ? `no indicator of ${edition.dataset.id} matches ${pattern.indicator}`
      : `${pattern.indicator} is not an indicator of ${edition.dataset.id}`;
    return diagnostics.error('chart/unknown-indicator', message, place, indicatorHint(pattern.indicator, ids));
  }
  const found = matchAddresses(edition, pattern);
  if ('tie' in found) {
    const message = `several releases state ${found.tie[0]?.address ?? text} with equal rank`;
    return diagnostics.error('dataset/tie', message, place, describeTie(found.tie));
  }
  const resolution = lookUpAddress(edition, text);
  // `2025-M01..2025-M10` is ten months, and also one period, of which a release may state a figure.
  if (!isSingle(pattern)) {
    return 'observation' in resolution && !found.includes(resolution.observation)
      ? [...found, resolution.observation]
      : found;
  }
  if (found.length > 0 || optional) return found;
  const missing =
    'missing' in resolution ? resolution : { missing: `no figure is stated for ${text}`, hint: undefined };
  return diagnostics.error('template/unknown-address', missing.missing, place, missing.hint);
}

/** Unknown indicators that are each reported; more have one cause. */
const MOST_UNKNOWN = 3;

/** Reports many unknown indicators of a chart as one mistake; says whether there were as many. */
function reportManyUnknown({ addresses }: ChartData, { edition, diagnostics }: Binding): boolean {
  const ids = [...edition.dataset.indicators.keys()];
  const unknown = new Map<string, Place>();
  for (const { text, place } of addresses) {
    const pattern = parseAddressPattern(text, edition.period);
    if ('problem' in pattern || unknown.has(pattern.indicator)) continue;
    const named = indicatorExpression(pattern.indicator);
    if (!ids.some((id) => named.test(id))) unknown.set(pattern.indicator, place);
  }
  const [first] = unknown;
  if (unknown.size <= MOST_UNKNOWN || !first) return false;
  const [name, place] = first;
  const message = `${name} and ${unknown.size - 1} more are not indicators of ${edition.dataset.id}`;
  diagnostics.error('chart/unknown-indicator', message, place, indicatorHint(name, ids));
  return true;
}

function indicatorHint(pattern: string, ids: readonly string[]): string | undefined {
  if (!pattern.includes('*')) return didYouMean(pattern, ids);
  const [root = ''] = pattern.split('.');
  const nearest = nearestWord(root, new Set(ids.map((id) => id.split('.')[0] ?? id)));
  return nearest === undefined ? undefined : `did you mean ${nearest}${pattern.slice(root.length)}?`;
}

/** A pattern that can match one statement only; matching none is then a mistake. */
function isSingle({ indicator, periods }: AddressPattern): boolean {
  return !indicator.includes('*') && (periods?.length ?? 1) === 1;
}

/** The place of the wrong part of an address. The place of a JSON string begins at its quote. */
function placeWithin({ file, line, column }: Place, { offset, length }: AddressProblem): Place {
  return { file, line, column: column + 1 + offset, length };
}

/**
 * The unit of a chart's figures: the one asked for, else the one they share. Wrapped, because optional data may need
 * none.
 */
function unitFor(
  data: ChartData,
  observations: readonly Observation[],
  { edition, diagnostics, hints }: Binding,
): { unit: Unit | undefined } | undefined {
  if (data.unit) {
    const unit = parseUnit(data.unit.code, edition.dataset.units);
    if (!unit) {
      const message = `the unit ${data.unit.code} is not known`;
      const hint = unitHint(data.unit.code, edition.dataset.units);
      return diagnostics.error('dataset/unknown-unit', message, data.unit.place, hint);
    }
    const other = observations.find((observation) => !sameDimension(unitOf(observation), unit));
    if (!other) return { unit };
    const message = `${other.address} is in ${unitOf(other).code}, which does not convert to ${unit.code}`;
    return diagnostics.error(
      'dataset/wrong-dimension',
      message,
      data.unit.place,
      `write a unit that measures the same as ${unitOf(other).code}`,
    );
  }
  const codes = [...new Set(observations.map((observation) => unitOf(observation).code))];
  const [first] = observations;
  if (codes.length < 2) return { unit: first && unitOf(first) };
  const alike = observations.every((observation) => first && sameDimension(unitOf(observation), unitOf(first)));
  const message = `these figures are in different units: ${codes.join(', ')}`;
  const hint = alike ? hints.inOneUnit(codes[0] ?? '') : hints.inOtherUnits;
  return diagnostics.error('chart/invalid', message, data.place, hint);
}

/** Levels are drawn in their indicator's unit, whatever a source printed; rates as they were stated. */
function unitOf(observation: Observation): Unit {
  const printed = quantityOf(observation)?.unit;
  const isAmount =
    observation.measure === 'level' || observation.measure === 'lower' || observation.measure === 'upper';
  return isAmount || !printed ? observation.indicator.unit : printed;
}

const FIELD_KEYS = new Set(['field', 'groupby', 'stack']);

/** A field of a transform, as an expression can name it. */
const FIELD_NAME = /^[a-z]\w*$/i;

/** Fields of a tick, for `labelExpr`. */
const TICK_FIELDS = new Set(['index', 'label', 'value']);

/**
 * Reports every field that a specification names and neither a row nor a transform has: Vega would draw nothing for it,
 * without a warning. True if all fields are known.
 */
function checkFields(spec: ChartSpec, dimensions: readonly string[], diagnostics: Diagnostics): boolean {
  const nodes = [...nodesOf(spec.spec)];
  const ofEvents = spec.data.some(({ events }) => events) ? EVENT_FIELDS : [];
  const ofRows = new Set([...ROW_FIELDS, ...ofEvents, ...dimensions.flatMap((id) => [id, `${id}_label`])]);
  const made = nodes.flatMap(fieldsMade);
  const own = [...ofRows, ...made.map(({ name }) => name)];
  const known = new Set(own);
  let sound = true;
  for (const { pointer, name } of made) {
    if (!ofRows.has(name) && FIELD_NAME.test(name)) continue;
    const message = ofRows.has(name)
      ? `"${name}" is a field of the rows, which no transform changes`
      : `"${name}" is not a name for a field`;
    diagnostics.error(
      'chart/forbidden',
      message,
      spec.places.get(pointer),
      'give what is made a name of its own, of letters and digits',
    );
    sound = false;
  }
  for (const { pointer, name, tick } of nodes.flatMap(fieldsNamed)) {
    if (known.has(name) || (tick && TICK_FIELDS.has(name))) continue;
    const message = `no row has a field "${name}"`;
    const ofEvent = EVENT_FIELDS.includes(name) ? 'it is a field of events: {"data": {"events": "*"}}' : undefined;
    const hint = ofEvent ?? didYouMean(name, own) ?? `fields are ${own.join(', ')}`;
    diagnostics.error('chart/unknown-data', message, spec.places.get(pointer), hint);
    sound = false;
  }
  return sound;
}

/** Fields that transforms add. */
function fieldsMade({ key, value, pointer }: SpecNode): { readonly name: string; readonly pointer: string }[] {
  if (key !== 'as') return [];
  return [value].flat().flatMap((name: unknown) => (typeof name === 'string' ? [{ name, pointer }] : []));
}

interface NamedField {
  readonly pointer: string;
  readonly name: string;
  readonly tick: boolean;
}

function fieldsNamed(node: SpecNode): NamedField[] {
  const { pointer, key, value, parentKey } = node;
  const read = expressionsOf(node).flatMap(({ pointer: at, text }) =>
    inspectExpression(text, new Set()).fields.map((name) => ({ pointer: at, name, tick: key === 'labelExpr' })),
  );
  // of a channel, `"stack": "zero"` says how
  if (!FIELD_KEYS.has(key) || (key === 'stack' && parentKey !== 'transform')) return read;
  if (typeof value === 'string') return [...read, { pointer, name: value, tick: false }];
  if (!Array.isArray(value)) return read;
  const listed = (value as unknown[]).flatMap((name, index) =>
    typeof name === 'string' ? [{ pointer: childPointer(pointer, index), name, tick: false }] : [],
  );
  return [...read, ...listed];
}

/** Where figures that follow from others are worked out. */
interface ImpliedContext {
  readonly edition: Edition;
  readonly locale: LocaleId;
  /** Most digits after the point. */
  readonly digits: number | undefined;
  readonly diagnostics: Diagnostics;
  /** Of the data. */
  readonly place: Place;
}

/**
 * Figures with those that they imply and that are not among them. Before the last level of each indicator, that of the year
 * before, which it and its growth imply; its period and its address are those of the year before. In place of a difference
 * between two rates of growth, which is not a point among rates, the rate that is subtracted. Each is printed as finely as the
 * figures allow, a rate with the digits of the point that is drawn for it.
 */
function withImplied(figures: readonly ChartValue[], context: ImpliedContext): ChartValue[] {
  const stated = new Set(figures.map(({ observation: { address } }) => address));
  return figures.flatMap((figure) => {
    const { measure } = figure.observation;
    const worked = measure === 'difference' ? rateBeneath(figure, context) : levelBefore(figure, figures, context);
    const implied = worked && (published(worked, context) ?? worked);
    const isNew = implied && !stated.has(implied.observation.address);
    if (measure === 'difference' && implied) return isNew ? [implied] : [];
    return isNew ? [implied, figure] : [figure];
  });
}

/** What is published in place of a figure that was worked out, in its unit. */
function published(worked: ChartValue, { edition, locale, digits }: ImpliedContext): ChartValue | undefined {
  const found = lookUpAddress(edition, worked.observation.address);
  if (!('observation' in found)) return undefined;
  return chartValue(found.observation, worked.exact.unit, digits, locale);
}

/** The level of the year before, which the last level of an indicator and its growth imply. */
function levelBefore(
  { observation, exact }: ChartValue,
  figures: readonly ChartValue[],
  context: ImpliedContext,
): ChartValue | undefined {
  const { indicator, measure, period } = observation;
  const isLast = figures.every(
    ({ observation: other }) => other.indicator !== indicator || comparePeriods(other.period, period) <= 0,
  );
  const before = measure === 'level' && isLast ? shiftedYears(period, -1) : undefined;
  const rate = before && growthOf(observation, context);
  if (!before || !rate) return undefined;
  const { formula, bounds } = impliedBefore(exact, rate);
  const address = addressText({ indicator: indicator.id, measure: 'level', period: before });
  if (isBelowZero(bounds)) return refuse(address, context);
  const own = { ...observation, address, period: before };
  return impliedValue(own, { formula, bounds, like: exact }, context);
}

/** Reports a base below zero, of which a rate of growth says nothing. */
function refuse(address: AddressText, { diagnostics, place }: ImpliedContext): undefined {
  const message = `${address} is below zero, and a percentage of a negative figure says nothing`;
  return diagnostics.error('chart/invalid', message, place, 'draw the published levels alone');
}

/** The growth of what a difference between two rates is taken from: the greater rate less the difference. */
function rateBeneath({ observation, exact }: ChartValue, context: ImpliedContext): ChartValue | undefined {
  const { period, counterpart } = observation;
  const { indicators } = context.edition.dataset;
  const isOfRates = counterpart?.kind === 'subtrahend' && counterpart.of === 'growth';
  const indicator = isOfRates ? indicators.get(counterpart.from) : undefined;
  const rate = indicator && growthOf(observation, context);
  const difference = observationValue(observation, { locale: context.locale, style: 'short' });
  if (!indicator || !rate || !difference) return undefined;
  const formula = [rate, ' − ', difference];
  const bounds = subtractIntervals(rate.interval, convertInterval(exact.interval, exact.unit, rate.unit));
  const address = addressText({ indicator: indicator.id, measure: 'growth', period });
  const base = shiftedYears(period, -1);
  const own: Observation = { ...observation, address, indicator, measure: 'growth', base, counterpart: undefined };
  return impliedValue(own, { formula, bounds, like: rate }, context);
}

/** The growth that is stated of a figure on the year before, in its period. */
function growthOf({ indicator, period }: Observation, { edition, locale }: ImpliedContext): Value | undefined {
  const found = lookUpAddress(edition, `${indicator.id}:growth@${period.text}`);
  return 'observation' in found ? observationValue(found.observation, { locale, style: 'short' }) : undefined;
}

/** The level that a rate of growth adds to, where it is stated. */
function baseOfGrowth({ indicator, measure, base }: Observation, edition: Edition): Observation | undefined {
  if (measure !== 'growth' || !base) return undefined;
  const found = lookUpAddress(edition, `${indicator.id}@${base.text}`);
  return 'observation' in found ? found.observation : undefined;
}

/**
 * In place of a rate of growth, the level that it begins with, and the one that both imply for its period, in the unit of the
 * level. The row of that has the text of the rate, too, and its status.
 */
function levelsAhead(rate: ChartValue, level: ChartValue, context: ImpliedContext): ChartValue[] {
  const { indicator, period } = rate.observation;
  if (isBelowZero(level.exact.interval)) {
    refuse(level.observation.address, context);
    return [];
  }
  const whole = addIntervals(point(decimal(1)), shiftInterval(rate.exact.interval, -2));
  const bounds = multiplyIntervals(level.exact.interval, whole);
  const formula = [level.value, ' × (1 + ', rate.value, ')'];
  const own: Observation = {
    ...level.observation,
    address: addressText({ indicator: indicator.id, measure: 'level', period }),
    period,
    release: rate.observation.release,
  };
  const worked = impliedValue(own, { formula, bounds, like: level.exact }, context);
  const stated = worked && published(worked, context);
  if (stated) return [level, stated];
  if (!worked) return [level];
  const { flag: flagWords, list } = words(context.locale);
  const status = list(rate.exact.flags.map((flag) => flagWords[flag]));
  return [level, { ...worked, also: { growth_text: rate.text, status } }];
}

/** A figure that is worked out, in the unit of another: drawn in the middle of what it may be. */
function impliedValue(
  observation: Observation,
  { formula, bounds, like: { unit } }: { readonly formula: Formula; readonly bounds: Interval; readonly like: Value },
  { locale, digits }: ImpliedContext,
): ChartValue | undefined {
  const isRate = observation.measure === 'growth';
  const print = (style: 'short' | 'bare') =>
    derivedValue(formula, bounds, unit, {
      locale,
      style,
      digits,
      sign: isRate,
      steps: isRate ? STEPS_OF_POINT : undefined,
    });
  const [value, label, middle] = [print('short'), print(unit.code === '%' ? 'short' : 'bare'), middleOf(bounds)];
  if (!value || !label || !middle) return undefined;
  const implied = value.with({ origin: { kind: 'derived', formula, period: observation.period, about: observation } });
  const exact = implied.with({ decimal: middle });
  return {
    observation: { ...observation, status: [], correction: undefined },
    exact,
    value: implied,
    text: label.text,
  };
}
