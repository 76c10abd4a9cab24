import { decimal } from '../../core/numbers/decimal.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { interval, point, subtractIntervals } from '../../core/numbers/interval.ts';
import { addressText, wholeCounterpart } from '../../dataset/address.ts';
import type { Claim, Observation } from '../../dataset/model.ts';
import { comparePeriods, type Period, periodYearEarlier, shiftedYears, stepped } from '../../dataset/period.ts';
import type { Constraint, Strength, TestedFigure } from './constraint.ts';
import { type UnitDimension, NUMBER } from '../../dataset/unit-dimension.ts';
import { binary, exactly, type Expression, variable, ZERO } from '../relations/expression.ts';
import type { Sense } from '../relations/grammar.ts';
import { crossesBreak, isNegative, type Known, type Ledger } from './ledger.ts';
import { find, findLevel, recordConstraint, type Side, sideOf } from './record-sides.ts';
import type { AddressText } from '../../dataset/brands.ts';

const YEAR: UnitDimension = new Map([['year', 1]]);

/** The constraints that a claim in words makes of figures. */
export function claimConstraints(ledger: Ledger, figure: TestedFigure, claim: Claim): Constraint[] {
  switch (claim.kind) {
    case 'first above':
      return firstAboveConstraints(ledger, figure, claim.of);
    case 'record high':
    case 'record low':
      return recordConstraints(ledger, figure, END_OF[claim.kind], claim.of);
    case 'highest since':
    case 'lowest since':
      return sinceConstraints(ledger, figure, END_OF[claim.kind], claim.since);
    case 'consecutive rise':
    case 'consecutive fall':
      return consecutiveConstraints(ledger, figure, claim.kind === 'consecutive rise' ? 'rises' : 'falls', claim.count);
    case 'doubled':
      return doubledConstraints(ledger, figure);
    case 'more than half':
      return moreThanHalfConstraints(ledger, figure, claim.whole);
    case 'years before':
      return yearsBeforeConstraints(ledger, figure, claim.period);
    case 'falls':
    case 'rises':
    case 'unchanged':
      return directionConstraints(ledger, figure, claim);
  }
}

/** How a figure at one end of its series compares with the others, by the claim. */
interface End {
  readonly sense: Sense;
  readonly opposite: Sense;
  /** Of several figures, the one that the claim is nearest to failing with. */
  readonly nearest: 'max' | 'min';
  readonly record: string;
  readonly extreme: string;
  readonly beyond: string;
}

const HIGH: End = {
  sense: '>=',
  opposite: '<=',
  nearest: 'max',
  record: 'at a record high',
  extreme: 'highest',
  beyond: 'below',
};
const LOW: End = {
  sense: '<=',
  opposite: '>=',
  nearest: 'min',
  record: 'at a record low',
  extreme: 'lowest',
  beyond: 'above',
};
const END_OF = { 'record high': HIGH, 'record low': LOW, 'highest since': HIGH, 'lowest since': LOW } as const;

/**
 * The level is above the threshold, and no earlier one is: one test for all that are stated, as for a record, and one for
 * each that a rate implies.
 */
function firstAboveConstraints(ledger: Ledger, figure: TestedFigure, of: Claim['of']): Constraint[] {
  const { observation } = figure;
  const { indicator, period } = observation;
  const dimension = dimensionOf(observation, of);
  const threshold = sideOf(figure);
  const level = find(ledger, observation, addressOf(observation, of, period));
  const above =
    level &&
    recordConstraint(ledger, figure, {
      left: sideOf(level),
      sense: '>',
      right: threshold,
      dimension,
      says: `${indicator.id} is above the threshold`,
    });
  const levels = earlierFigures(ledger, observation, of);
  const stated = levels.filter(({ way }) => way === 'stated');
  const implied = levels.filter(({ way }) => way !== 'stated').map((known) => [known]);
  const earlier = [...alikeAmong(ledger, observation, stated), ...implied].map((known) =>
    recordConstraint(ledger, figure, {
      left: nearestOf(known, HIGH),
      sense: '<=',
      right: threshold,
      dimension,
      says: `${indicator.id} was not above the threshold ${known.length === 1 ? 'in' : 'at any time from'} ${spanOf(known)}`,
      crosses: known.some(({ crosses }) => crosses),
    }),
  );
  return above ? [above, ...earlier] : earlier;
}

/** An earlier level: what it is, when, and whether the definition changed since. */
interface Earlier extends Side {
  readonly period: Period;
  readonly way: Known['way'];
  readonly crosses: boolean;
}

/** The address of what a claim is about: the level, or its growth on a year earlier. */
function addressOf({ indicator }: Observation, of: Claim['of'], period: Period): AddressText {
  return addressText({ indicator: indicator.id, measure: of, period });
}

function dimensionOf({ indicator }: Observation, of: Claim['of']): UnitDimension {
  return of === 'growth' ? NUMBER : indicator.unit.dimension;
}

/**
 * Levels in earlier periods of the same kind, from this release if it gives them, else from the most trusted one; of a
 * claim about growth, what growth was stated on a year earlier.
 */
function earlierFigures(ledger: Ledger, observation: Observation, of: Claim['of']): Earlier[] {
  const { indicator, period, release, status } = observation;
  const known = of === 'level' ? ledger.levels(indicator.id) : ledger.about(indicator.id).map((one) => one.observation);
  const periods = new Map(known.map((one) => [one.period.text, one.period]));
  return [...periods.values()]
    .filter((earlier) => earlier.kind === period.kind && earlier.start < period.start)
    .sort(comparePeriods)
    .flatMap((earlier): Earlier[] => {
      const crosses = crossesBreak(observation, earlier, period);
      const own = of === 'level' ? ledger.ownLevel(release, indicator.id, earlier) : undefined;
      if (own) return [{ ...own, crosses: crosses || own.crossesBreak }];
      const [other] = status.includes('forecast') ? [] : ledger.knownAt(release, addressOf(observation, of, earlier));
      return other ? [{ ...sideOf(other), period: earlier, way: 'stated', crosses }] : [];
    });
}

/** No earlier level is beyond this one, and what the release itself compares it with is not either. */
function recordConstraints(ledger: Ledger, figure: TestedFigure, end: End, of: Claim['of']): Constraint[] {
  const { observation } = figure;
  const { indicator, period, release, status } = observation;
  const stated = status.includes('forecast') ? ledger.figures : ledger.about(indicator.id);
  const says = `${indicator.id} is ${end.record}, so that it has not ${end === HIGH ? 'fallen' : 'risen'}`;
  const rates = (of === 'level' ? stated : [])
    .filter(({ observation: other }) => other.release === release && other.indicator === indicator)
    .filter(
      ({ observation: other }) =>
        other.period.text === period.text && other.base && (other.measure === 'growth' || other.measure === 'cagr'),
    )
    .map((rate) => rateConstraint(ledger, figure, rate, end.sense, says));
  const level = find(ledger, observation, addressOf(observation, of, period));
  return level ? [...rates, ...endConstraints(ledger, figure, level, end, of)] : rates;
}

/**
 * One test for all earlier levels of this release, and one for those of others; one more for each across a change of
 * definition. Levels before an earlier record of this release are left out, because that record is tested with them.
 */
function endConstraints(
  ledger: Ledger,
  figure: TestedFigure,
  level: TestedFigure,
  end: End,
  of: Claim['of'],
): Constraint[] {
  const { observation } = figure;
  const { indicator, release } = observation;
  const earlier = earlierFigures(ledger, observation, of).filter(({ way }) => way === 'stated');
  const last = earlier.findLastIndex(({ period }) =>
    ledger.own(release, addressText({ ...observation, indicator: indicator.id, period })),
  );
  const says = `${indicator.id} is ${end.record}, so that it is not ${end.beyond}`;
  return beyondNone(ledger, figure, level, earlier.slice(Math.max(0, last)), { end, says, of });
}

/** That a level is not below (or above) any of some others: a test for those that can be tested together. */
function beyondNone(
  ledger: Ledger,
  figure: TestedFigure,
  level: TestedFigure,
  others: readonly Earlier[],
  { end, says, of }: { readonly end: End; readonly says: string; readonly of: Claim['of'] },
): Constraint[] {
  return alikeAmong(ledger, figure.observation, others).map((levels) =>
    recordConstraint(ledger, figure, {
      left: sideOf(level),
      sense: end.sense,
      right: nearestOf(levels, end),
      dimension: dimensionOf(figure.observation, of),
      says: `${says} ${levels.length === 1 ? '' : 'any from '}${spanOf(levels)}`,
      crosses: levels.some(({ crosses }) => crosses),
    }),
  );
}

/**
 * No level after a period is beyond this one. That the one of the period itself is at least as far is soft: some count
 * it among those that were passed.
 */
function sinceConstraints(ledger: Ledger, figure: TestedFigure, end: End, since: Period): Constraint[] {
  const { observation } = figure;
  const { indicator, period } = observation;
  const level = findLevel(ledger, observation, indicator.id, period);
  if (!level) return [];
  const after = earlierFigures(ledger, observation, 'level').filter(
    (earlier) => earlier.way === 'stated' && earlier.period.start > since.start,
  );
  const says = `${indicator.id} is the ${end.extreme} since ${since.text}`;
  const tests = beyondNone(ledger, figure, level, after, {
    end,
    says: `${says}, so that it is not ${end.beyond}`,
    of: 'level',
  });
  const base = findLevel(ledger, observation, indicator.id, since);
  if (!base) return tests;
  const ofBase = recordConstraint(ledger, figure, {
    left: sideOf(level),
    sense: end.opposite,
    right: sideOf(base),
    dimension: indicator.unit.dimension,
    says: `${says}, which had as ${end === HIGH ? 'high' : 'low'} a level`,
    hardness: 'soft',
    crosses: crossesBreak(observation, since, period),
  });
  return [...tests, ofBase];
}

/** Levels that can be tested together: those of the release itself, those of others, and of each those across a break. */
function alikeAmong(ledger: Ledger, { release }: Observation, levels: readonly Earlier[]): Earlier[][] {
  const alike = groupBy(levels, ({ figures, crosses }) => {
    const isOwn = figures.every((index) => ledger.figures[index]?.observation.release === release);
    return `${isOwn ? 'own' : 'other'} ${crosses ? 'across' : ''}`;
  });
  return [...alike.values()];
}

/** `2021`, or `2021 to 2024`: the periods of some levels in order. */
function spanOf(levels: readonly Earlier[]): string {
  const [first, last] = [levels[0]?.period.text, levels.at(-1)?.period.text];
  return first === last ? `${first}` : `${first} to ${last}`;
}

/** The highest of some levels, or the lowest. */
function nearestOf(levels: readonly Side[], { nearest }: End): Side {
  return { expression: outermost(levels, nearest), figures: levels.flatMap(({ figures }) => figures) };
}

/** The greatest or least of some levels, as a tree that is not deeper than need be. */
function outermost(levels: readonly Side[], end: 'max' | 'min'): Expression {
  const [only] = levels;
  if (!only) throw new RangeError('the greatest of nothing');
  if (levels.length === 1) return only.expression;
  const middle = levels.length >> 1;
  return binary(end, outermost(levels.slice(0, middle), end), outermost(levels.slice(middle), end));
}

function rateConstraint(
  ledger: Ledger,
  figure: TestedFigure,
  rate: TestedFigure,
  sense: Sense,
  says: string,
  hardness: Strength = 'hard',
): Constraint {
  return recordConstraint(ledger, figure, {
    left: sideOf(rate),
    sense,
    right: { expression: ZERO, figures: [] },
    dimension: NUMBER,
    says,
    hardness,
  });
}

/** How a figure compares with the one before it by the words about it. */
export const SENSE_OF = { rises: '>', falls: '<', unchanged: '=' } as const;

/** Whether a claim is about the way in which a figure went. */
export function isDirection(kind: Claim['kind']): kind is keyof typeof SENSE_OF {
  return kind in SENSE_OF;
}

/**
 * The growth has the sign that the words say, and the level differs so from that of the year before; or, for words about
 * growth, it is above or below the growth before.
 */
function directionConstraints(ledger: Ledger, figure: TestedFigure, claim: Claim): Constraint[] {
  if (!isDirection(claim.kind)) return [];
  const { indicator, period } = figure.observation;
  const rateAt = (at: Period): TestedFigure | undefined =>
    find(ledger, figure.observation, addressText({ indicator: indicator.id, measure: 'growth', period: at }));
  const sense = SENSE_OF[claim.kind];
  // "Unchanged" covers small changes too, and sources do not say how small.
  const hardness = claim.kind === 'unchanged' ? 'soft' : 'hard';
  const words = claim.kind === 'unchanged' ? 'is unchanged' : claim.kind;
  const says = `${indicator.id}${claim.of === 'growth' ? ', its growth,' : ''} ${words}`;
  const rate = rateAt(period);
  const before = claim.of === 'growth' ? rateAt(periodYearEarlier(period)) : undefined;
  const levels = claim.of === 'level' ? levelDirection(ledger, figure, claim.kind, period, hardness) : [];
  if (!rate || (claim.of === 'growth' && !before)) return levels;
  const right = before ? sideOf(before) : { expression: ZERO, figures: [] };
  const ofRate = { left: sideOf(rate), sense, right, dimension: NUMBER, says, hardness } as const;
  return [recordConstraint(ledger, figure, ofRate), ...levels];
}

/** The level is above or below that of the year before, or the same. */
function levelDirection(
  ledger: Ledger,
  figure: TestedFigure,
  kind: keyof typeof SENSE_OF,
  period: Period,
  hardness: Strength = 'hard',
): Constraint[] {
  const { observation } = figure;
  const { indicator } = observation;
  const base = periodYearEarlier(period);
  const [now, earlier] = [period, base].map((at) => findLevel(ledger, observation, indicator.id, at));
  // whether a loss that narrows rises or falls is a matter of words
  if (!now || !earlier || isNegative(now) || isNegative(earlier)) return [];
  if (comparesWithin(ledger, { ...observation, period }, base)) return [];
  return [
    recordConstraint(ledger, figure, {
      left: sideOf(now),
      sense: SENSE_OF[kind],
      right: sideOf(earlier),
      dimension: indicator.unit.dimension,
      says: `${indicator.id} ${kind === 'unchanged' ? 'is unchanged' : kind} from ${base.text} to ${period.text}`,
      hardness,
      crosses: crossesBreak(observation, base, period),
    }),
  ];
}

/**
 * Growth on a year earlier has had one sign in so many periods in a row, this one included; of years, the levels went the
 * same way. That the one before them went another way is soft, because some count on from earlier figures.
 */
function consecutiveConstraints(
  ledger: Ledger,
  figure: TestedFigure,
  kind: 'rises' | 'falls',
  count: number,
): Constraint[] {
  const { indicator, period } = figure.observation;
  const row = periodsBefore(period, count);
  const rateAt = (at: Period): TestedFigure | undefined =>
    find(ledger, figure.observation, addressOf(figure.observation, 'growth', at));
  const isYearly = period.kind === 'year' || period.kind === 'split year';
  const tests = row.slice(0, count).flatMap((at): Constraint[] => {
    const rate = rateAt(at);
    const says = `${indicator.id} ${kind} in ${at.text}, one of ${count} periods in a row`;
    const ofRate = rate ? [rateConstraint(ledger, figure, rate, SENSE_OF[kind], says)] : [];
    return isYearly ? ofRate.concat(levelDirection(ledger, figure, kind, at)) : ofRate;
  });
  const before = row[count];
  const turned = before && rateAt(before);
  if (!turned) return tests;
  const says = `${indicator.id} ${kind} for only ${count} periods in a row, not in ${before.text}`;
  return [...tests, rateConstraint(ledger, figure, turned, kind === 'rises' ? '<=' : '>=', says, 'soft')];
}

/** A period and so many like ones before it, the newest first. */
function periodsBefore(period: Period, count: number): Period[] {
  const row = [period];
  for (let last: Period | undefined = period; last && row.length <= count;) {
    last = periodBefore(last);
    if (last) row.push(last);
  }
  return row;
}

/** The month before a month, the year before a year; the same span of the year before. */
function periodBefore(period: Period): Period | undefined {
  const { kind, start } = period;
  if (kind === 'half' || kind === 'quarter' || kind === 'month') return stepped(kind, start, -1);
  return kind === 'day' ? undefined : shiftedYears(period, -1);
}

/** What has doubled is nearly twice as much as a year earlier, or more, but less than three times as much. */
const DOUBLED = interval(decimal(19, -1), decimal(3), false, true);

function doubledConstraints(ledger: Ledger, figure: TestedFigure): Constraint[] {
  const { observation } = figure;
  const { indicator, period } = observation;
  const base = periodYearEarlier(period);
  const [now, earlier] = [period, base].map((at) => findLevel(ledger, observation, indicator.id, at));
  const rate = find(ledger, observation, addressOf(observation, 'growth', period));
  const says = `${indicator.id} doubled: it is 1.9 to 3 times what it was in ${base.text}`;
  const growth = subtractIntervals(DOUBLED, point(decimal(1)));
  const tests: Constraint[] = [];
  if (rate) {
    const right = { expression: exactly(growth), figures: [] };
    tests.push(recordConstraint(ledger, figure, { left: sideOf(rate), sense: '=', right, dimension: NUMBER, says }));
  }
  if (now && earlier && !isNegative(now) && !isNegative(earlier)) {
    const ratio = binary('divide', variable(now.index), variable(earlier.index));
    const left = { expression: ratio, figures: [now.index, earlier.index] };
    const right = { expression: exactly(DOUBLED), figures: [] };
    const crosses = crossesBreak(observation, base, period);
    tests.push(recordConstraint(ledger, figure, { left, sense: '=', right, dimension: NUMBER, says, crosses }));
  }
  return tests;
}

const HALF = exactly(point(decimal(5, -1)));

/** The level is above half of the whole, and so is its share. */
function moreThanHalfConstraints(ledger: Ledger, figure: TestedFigure, whole: string): Constraint[] {
  const { observation } = figure;
  const { indicator, period } = observation;
  const says = `${indicator.id} is more than half of ${whole}`;
  const share = find(
    ledger,
    observation,
    addressText({ indicator: indicator.id, measure: 'share', counterpart: wholeCounterpart(whole), period }),
  );
  const [part, all] = [indicator.id, whole].map((id) => findLevel(ledger, observation, id, period));
  const ofShare =
    share &&
    recordConstraint(ledger, figure, {
      left: sideOf(share),
      sense: '>',
      right: { expression: HALF, figures: [] },
      dimension: NUMBER,
      says,
    });
  const ofLevels =
    part &&
    all &&
    recordConstraint(ledger, figure, {
      left: sideOf(part),
      sense: '>',
      right: { expression: binary('multiply', HALF, variable(all.index)), figures: [all.index] },
      dimension: indicator.unit.dimension,
      says,
    });
  return [ofShare, ofLevels].filter((test) => test !== undefined);
}

/**
 * Whether a release compares its period with one that lies after the year before, as a month with the month before: its
 * words may mean that.
 */
function comparesWithin(ledger: Ledger, { release, indicator, period }: Observation, { start }: Period): boolean {
  const isWithin = (other: Period | undefined): boolean =>
    other !== undefined && other.kind === period.kind && other.start > start && other.start < period.start;
  return ledger
    .about(indicator.id)
    .map(({ observation }) => observation)
    .filter((other) => other.release === release)
    .some((other) =>
      isWithin(other.measure === 'level' ? other.period : other.period.text === period.text ? other.base : undefined),
    );
}

/** A year is so many years before another. */
function yearsBeforeConstraints(ledger: Ledger, figure: TestedFigure, target: Period): Constraint[] {
  const { observation } = figure;
  const level = findLevel(ledger, observation, observation.indicator.id, observation.period);
  if (!level) return [];
  const year = exactly(point(decimal(BigInt(target.text))));
  const left = { expression: binary('subtract', year, variable(level.index)), figures: [level.index] };
  const says = `${target.text} less ${observation.indicator.id} is the stated number of years`;
  return [recordConstraint(ledger, figure, { left, sense: '=', right: sideOf(figure), dimension: YEAR, says })];
}
