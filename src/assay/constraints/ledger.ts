import { onceFor } from '../../core/machine/cache.ts';
import { decimal, signOf } from '../../core/numbers/decimal.ts';
import { type Interval, isAbove, point } from '../../core/numbers/interval.ts';
import { compareText, groupBy, sortedBy } from '../../core/diagnostics/text-order.ts';
import { addressText } from '../../dataset/address.ts';
import {
  changedBetween,
  type Dataset,
  type Indicator,
  type Measure,
  type Observation,
  quantityOf,
  type Release,
} from '../../dataset/model.ts';
import { lastDay, type Period, yearsBetween } from '../../dataset/period.ts';
import { dayOf, isKnown } from '../../dataset/edition.ts';
import { toBase } from '../../dataset/unit.ts';
import { dayOfFigure, type TestedFigure } from './constraint.ts';
import { binary, type Expression, ONE, variable } from '../relations/expression.ts';
import type { Ranges } from '../intervals/range.ts';
import type { Constant } from '../relations/relation.ts';
import type { AddressText, Day } from '../../dataset/brands.ts';

/** Which statements take part in the tests. */
export interface LedgerOptions {
  /** Work from the print, whatever was corrected. */
  readonly asPrinted?: boolean | undefined;
  /** Id of the only release that takes part. */
  readonly alone?: string | undefined;
  /**
   * Indicators with their measure (`rowKey`) of which that release leaves periods to earlier ones, whose statements then take
   * part, too.
   */
  readonly earlier?: ReadonlySet<string> | undefined;
  /** Last day of publication that counts, as precise as it is known. */
  readonly asOf?: Day | undefined;
  /** Ids of indicators that relations equate to a difference, or add up to one. */
  readonly balances?: ReadonlySet<string> | undefined;
}

/** A level that a release states, or implies by a growth or a CAGR next to it. */
export interface Known {
  readonly indicator: string;
  readonly release: Release;
  readonly period: Period;
  readonly expression: Expression;
  readonly figures: readonly number[];
  readonly way: 'stated' | 'before' | 'base';
  /** Whether a change of definition lies between the period and the figures. */
  readonly crossesBreak: boolean;
}

/**
 * Id of the constant that says by what factor a base may be revised from one release to the next. With a suffix, as in
 * `base_revision.output.copper`, it is about the indicators of that name or below.
 */
export const BASE_REVISION = 'base_revision';

/** The statements that take part, numbered, and the ways to find them. */
export interface Ledger {
  readonly dataset: Dataset;
  readonly figures: readonly TestedFigure[];
  /** The figures and constants as they stand. Constants are numbered after the figures. */
  readonly ranges: Ranges;
  /** The variable of a constant. */
  readonly constant: (constant: Constant) => Expression;
  /**
   * The factor for a published base of an indicator before a later release compares with it, where the rules have a
   * constant `base_revision`: offices re-scope last year's figures, so that growth is not the ratio of two published
   * levels. That of the indicator or of the longest name above it; the general one is only about what is counted over
   * enterprises.
   */
  readonly revisionOf: (indicator: Indicator) => Expression | undefined;
  /** The statement of a release at an address. */
  readonly own: (release: Release, address: AddressText) => TestedFigure | undefined;
  /** Statements at an address by all releases, the most trusted first; without forecasts. */
  readonly stated: (address: AddressText) => readonly TestedFigure[];
  /**
   * The same as known on the day of a release: its own statement, then what was published up to then, the most trusted
   * first; then what was published later, the earliest first.
   */
  readonly knownAt: (release: Release, address: AddressText) => readonly TestedFigure[];
  /** Every statement about an indicator; without forecasts. */
  readonly about: (indicator: string) => readonly TestedFigure[];
  /** Levels of an indicator that releases state or imply. */
  readonly levels: (indicator: string) => readonly Known[];
  /** The periods for which levels of an indicator are stated, or also those for which they are implied, each once. */
  readonly periods: (indicator: string, isImplied?: boolean) => readonly Period[];
  /** A level that a release itself states or implies. */
  readonly ownLevel: (release: Release, indicator: string, period: Period) => Known | undefined;
}

/** Numbers the statements of a dataset and indexes them. The numbers do not depend on the order of files. */
export function openLedger(dataset: Dataset, constants: readonly Constant[], options: LedgerOptions): Ledger {
  const figures = figuresOf(dataset, options);
  const numberOf = new Map(constants.map((constant, index) => [constant.id, figures.length + index]));
  const intervals = [...figures.map((figure) => figure.interval), ...constants.map((constant) => constant.interval)];
  const byRelease = groupBy(figures, ({ observation }) => observation.release.id);
  const own = new Map(
    [...byRelease].map(([id, list]) => [id, new Map(list.map((figure) => [addressOf(figure), figure]))]),
  );
  const published = figures.filter(({ observation }) => !observation.status.includes('forecast'));
  const stated = groupBy(published, addressOf);
  for (const alike of stated.values()) alike.sort((a, b) => mostTrusted(a.observation, b.observation));
  const about = groupBy(published, ({ observation }) => observation.indicator.id);
  const ownLevels = new Map([...byRelease].map(([id, list]) => [id, knownLevels(list)]));
  const known = [...ownLevels.values()].flatMap((own) => Array.from(own.values()));
  const levels = groupBy(known, ({ indicator }) => indicator);
  const periodsIn = (indicator: string, isImplied: boolean): Period[] => {
    const told = (levels.get(indicator) ?? []).filter(({ way }) => isImplied || way === 'stated');
    return [...new Map(told.map(({ period }) => [period.text, period])).values()];
  };
  const statedPeriods = onceFor((indicator: string) => periodsIn(indicator, false));
  const knownPeriods = onceFor((indicator: string) => periodsIn(indicator, true));
  return {
    dataset,
    figures,
    ranges: rangesOf(intervals),
    constant: ({ id }) => variable(numberOf.get(id) ?? figures.length),
    revisionOf: (indicator) => {
      const id = revisionFor(indicator, numberOf);
      const number = id === undefined ? undefined : numberOf.get(id);
      return number === undefined ? undefined : variable(number);
    },
    own: (release, address) => own.get(release.id)?.get(address),
    stated: (address) => stated.get(address) ?? [],
    knownAt: (release, address) => asKnown(stated.get(address) ?? [], release, own.get(release.id)?.get(address)),
    about: (indicator) => about.get(indicator) ?? [],
    levels: (indicator) => levels.get(indicator) ?? [],
    periods: (indicator, isImplied = false) => (isImplied ? knownPeriods : statedPeriods)(indicator),
    ownLevel: (release, indicator, period) => ownLevels.get(release.id)?.get(levelAddress(indicator, period)),
  };
}

/** The intervals of a list by position. A claim in words has none, and no expression names it. */
export function rangesOf(intervals: readonly (Interval | undefined)[]): Ranges {
  return (index) => {
    const interval = intervals[index];
    if (!interval) throw new RangeError(`no figure has the number ${index}`);
    return interval;
  };
}

function figuresOf(dataset: Dataset, options: LedgerOptions): TestedFigure[] {
  const { asPrinted = false, alone, asOf, balances } = options;
  const day = asOf === undefined ? undefined : (lastDay(asOf) ?? asOf);
  const speaking = [...dataset.releases.values()].filter(
    (release) => (alone === undefined || release.id === alone) && (day === undefined || dayOf(release) <= day),
  );
  const known = (stated: Observation): boolean => day === undefined || isKnown(stated, { asOf: day });
  const spoken = speaking.flatMap((release) =>
    release.observations.filter(known).concat(leftToEarlier(release, dataset, options)),
  );
  const negative = new Set(spoken.filter(({ printed }) => printed && signOf(printed.decimal) < 0).map(rowOf));
  return sortedBy(spoken, ({ address, release }) => `${address} ${release.id}`).map((observation, index) => ({
    index,
    observation,
    interval: intervalOf(observation, asPrinted),
    mayBeNegative: negative.has(rowOf(observation)),
    isBalance: observation.measure === 'level' && balances?.has(observation.indicator.id),
    statement: `${observation.release.source.group} ${observation.address}`,
  }));
}

function rowOf({ indicator, measure }: Observation): string {
  return rowKey(indicator.id, measure);
}

/** An indicator and what is stated of it. */
export function rowKey(indicator: string, measure: Measure): string {
  return `${indicator} ${measure}`;
}

/** What a release does not state itself of the indicators that are asked for, as most trusted on its day. */
function leftToEarlier(release: Release, { releases }: Dataset, { earlier }: LedgerOptions): Observation[] {
  if (!earlier || earlier.size === 0) return [];
  const own = new Set(release.observations.map(({ address }) => address));
  const found = [...releases.values()]
    .filter((other) => dayOf(other) < dayOf(release))
    .flatMap(({ observations }) => observations)
    .filter((one) => earlier.has(rowOf(one)) && !one.status.includes('forecast') && !own.has(one.address))
    .sort(mostTrusted);
  return [...groupBy(found, ({ address }) => address).values()].flatMap(([first]) => first ?? []);
}

/** All values that round to a statement, in base units. The threshold of a claim is exact. */
export function intervalOf(observation: Observation, asPrinted: boolean): Interval | undefined {
  const quantity = asPrinted ? observation.printed : quantityOf(observation);
  if (!quantity) return undefined;
  return toBase(observation.claim ? point(quantity.decimal) : quantity.interval, quantity.unit);
}

/** The id of the constant that says how far bases of an indicator may be revised. */
export function revisionFor({ id, kind }: Indicator, constants: { has: (id: string) => boolean }): string | undefined {
  const names = id.split('.');
  const own = names.map((_, index) => `${BASE_REVISION}.${names.slice(0, names.length - index).join('.')}`);
  const isRescoped = kind === 'flow' || kind === 'stock' || kind === 'count';
  return (isRescoped ? [...own, BASE_REVISION] : own).find((name) => constants.has(name));
}

function asKnown(
  stated: readonly TestedFigure[],
  release: Release,
  own: TestedFigure | undefined,
): readonly TestedFigure[] {
  const [only] = stated;
  if (stated.length < 2 && (!only || !own || own === only)) return own ? [own] : stated;
  const day = dayOf(release);
  const isEarlier = (figure: TestedFigure): boolean => dayOfFigure(figure) <= day;
  const others = stated.filter((figure) => figure !== own);
  const later = others
    .filter((figure) => !isEarlier(figure))
    .sort((a, b) => compareText(dayOfFigure(a), dayOfFigure(b)));
  return [...(own ? [own] : []), ...others.filter(isEarlier), ...later];
}

function addressOf({ observation }: TestedFigure): string {
  return observation.address;
}

/** The order of trust: read before second-hand, high rank before low, new before old. */
export function mostTrusted(a: Observation, b: Observation): number {
  return (
    compareText(a.reliability, b.reliability) ||
    a.release.source.rank - b.release.source.rank ||
    compareText(dayOf(b.release), dayOf(a.release)) ||
    compareText(a.release.id, b.release.id)
  );
}

/** Whether every number that a figure may stand for is below zero. */
export function isNegative({ interval }: TestedFigure): boolean {
  return interval !== undefined && isAbove(point(decimal(0)), interval);
}

/** The levels that the statements of one release state, by address; then those they imply and do not state. */
function knownLevels(figures: readonly TestedFigure[]): ReadonlyMap<string, Known> {
  const levels = new Map<string, Known>();
  const byMeasure = groupBy(figures, ({ observation }) => observation.measure);
  const negative = new Set(figures.filter(isNegative).map(({ index }) => index));
  for (const { index, observation } of byMeasure.get('level') ?? []) {
    const { indicator, period, release, address } = observation;
    const stated = { indicator: indicator.id, release, period, expression: variable(index), figures: [index] };
    levels.set(address, { ...stated, way: 'stated', crossesBreak: false });
  }
  for (const figure of RATES.flatMap((measure) => byMeasure.get(measure) ?? [])) {
    const { indicator, period, base } = figure.observation;
    const level = levels.get(levelAddress(indicator.id, period));
    // Growth from a negative base, or to a negative level, implies nothing that publishers agree on.
    const isTelling = level?.way === 'stated' && !level.figures.some((index) => negative.has(index));
    if (!base || !isTelling || levels.has(levelAddress(indicator.id, base))) continue;
    levels.set(levelAddress(indicator.id, base), impliedLevel(level, figure, base));
  }
  return levels;
}

/** The measures that imply the level at their base. */
const RATES: readonly Measure[] = ['growth', 'ratio', 'cagr'];

function impliedLevel(level: Known, { index, observation }: TestedFigure, base: Period): Known {
  const { measure, period, release } = observation;
  const own = variable(index);
  const factor = measure === 'ratio' ? own : growthFactor(own, measure === 'cagr' ? yearsBetween(base, period) : 1);
  return {
    indicator: level.indicator,
    release,
    period: base,
    expression: binary('divide', level.expression, factor),
    figures: [...level.figures, index],
    way: measure === 'cagr' ? 'base' : 'before',
    crossesBreak: crossesBreak(observation, base, period),
  };
}

/** (1 + rate)^years. */
function growthFactor(rate: Expression, years: number): Expression {
  const factor = binary('add', ONE, rate);
  return years === 1 ? factor : { op: 'power', of: factor, n: years };
}

/** Whether the source itself, or the dataset, says that figures of the two periods do not compare. */
export function crossesBreak({ indicator, status }: Observation, from: Period, to: Period): boolean {
  return status.includes('break') || changedBetween(indicator, from, to);
}

/** The full address of a level. */
export function levelAddress(indicator: string, period: Period): AddressText {
  return addressText({ indicator, measure: 'level', period });
}
