import { decimal } from '../core/numbers/decimal.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { point } from '../core/numbers/interval.ts';
import { addressText } from '../dataset/address.ts';
import type { Claim, Observation } from '../dataset/model.ts';
import { comparePeriods, type Period, periodYearEarlier } from '../dataset/period.ts';
import type { Constraint, TestedFigure } from './constraint.ts';
import { type UnitDimension, NUMBER } from '../dataset/unit-dimension.ts';
import { binary, exactly, type Expression, variable } from './expression.ts';
import type { Sense } from './grammar.ts';
import { crossesBreak, isNegative, type Known, type Ledger, levelAddress } from './ledger.ts';
import { find, findLevel, recordConstraint, type Side, sideOf } from './record-sides.ts';
import type { Hardness } from './relations-file.ts';

const ZERO = exactly(point(decimal(0)));
const YEAR: UnitDimension = new Map([['year', 1]]);

/** The constraints that a claim in words makes of figures. */
export function claimConstraints(ledger: Ledger, figure: TestedFigure, claim: Claim): Constraint[] {
  switch (claim.kind) {
    case 'first above':
      return firstAboveConstraints(ledger, figure);
    case 'record high':
      return recordHighConstraints(ledger, figure);
    case 'years before':
      return yearsBeforeConstraints(ledger, figure, claim.period);
    default:
      return directionConstraints(ledger, figure, claim);
  }
}

/**
 * The level is above the threshold, and no earlier one is: one test for all that are stated, as for a record, and one for
 * each that a rate implies.
 */
function firstAboveConstraints(ledger: Ledger, figure: TestedFigure): Constraint[] {
  const { observation } = figure;
  const { indicator, period } = observation;
  const { dimension } = indicator.unit;
  const threshold = sideOf(figure);
  const level = findLevel(ledger, observation, indicator.id, period);
  const above =
    level &&
    recordConstraint(ledger, figure, {
      left: sideOf(level),
      sense: '>',
      right: threshold,
      dimension,
      says: `${indicator.id} is above the threshold`,
    });
  const levels = earlierLevels(ledger, observation);
  const stated = levels.filter(({ way }) => way === 'stated');
  const implied = levels.filter(({ way }) => way !== 'stated').map((known) => [known]);
  const earlier = [...alikeAmong(ledger, observation, stated), ...implied].map((known) =>
    recordConstraint(ledger, figure, {
      left: highestOf(known),
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

/**
 * Levels in earlier periods of the same kind: from this release if it gives them, else from the most trusted one.
 */
function earlierLevels(ledger: Ledger, observation: Observation): Earlier[] {
  const { indicator, period, release, status } = observation;
  const periods = new Map(ledger.levels(indicator.id).map((known) => [known.period.text, known.period]));
  return [...periods.values()]
    .filter((earlier) => earlier.kind === period.kind && earlier.start < period.start)
    .sort(comparePeriods)
    .flatMap((earlier): Earlier[] => {
      const crosses = crossesBreak(observation, earlier, period);
      const own = ledger.ownLevel(release, indicator.id, earlier);
      if (own) return [{ ...own, crosses: crosses || own.crossesBreak }];
      const [other] = status.includes('forecast') ? [] : ledger.knownAt(release, levelAddress(indicator.id, earlier));
      return other ? [{ ...sideOf(other), period: earlier, way: 'stated', crosses }] : [];
    });
}

/** No earlier level is above this one, and what the release itself compares it with is below. */
function recordHighConstraints(ledger: Ledger, figure: TestedFigure): Constraint[] {
  const { observation } = figure;
  const { indicator, period, release, status } = observation;
  const stated = status.includes('forecast') ? ledger.figures : ledger.about(indicator.id);
  const rises = stated
    .filter(({ observation: other }) => other.release === release && other.indicator === indicator)
    .filter(
      ({ observation: other }) =>
        other.period.text === period.text && other.base && (other.measure === 'growth' || other.measure === 'cagr'),
    )
    .map((rate) =>
      rateConstraint(ledger, figure, rate, '>=', `${indicator.id} is at a record high, so that it has not fallen`),
    );
  const level = findLevel(ledger, observation, indicator.id, period);
  return level ? [...rises, ...highestConstraints(ledger, figure, level)] : rises;
}

/**
 * One test for all earlier levels of this release, and one for those of others; one more for each across a change of
 * definition. Levels before an earlier record of this release are left out, because that record is tested with them.
 */
function highestConstraints(ledger: Ledger, figure: TestedFigure, level: TestedFigure): Constraint[] {
  const { observation } = figure;
  const { indicator, release } = observation;
  const earlier = earlierLevels(ledger, observation).filter(({ way }) => way === 'stated');
  const last = earlier.findLastIndex(({ period }) =>
    ledger.own(release, addressText({ ...observation, indicator: indicator.id, period })),
  );
  return alikeAmong(ledger, observation, earlier.slice(Math.max(0, last))).map((levels) =>
    recordConstraint(ledger, figure, {
      left: sideOf(level),
      sense: '>=',
      right: highestOf(levels),
      dimension: indicator.unit.dimension,
      says: `${indicator.id} is at a record high, so that it is not below ${levels.length === 1 ? '' : 'any from '}${spanOf(levels)}`,
      crosses: levels.some(({ crosses }) => crosses),
    }),
  );
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

/** The highest of some levels. */
function highestOf(levels: readonly Side[]): Side {
  return { expression: greatest(levels), figures: levels.flatMap(({ figures }) => figures) };
}

/** The greatest of some levels, as a tree that is no deeper than need be. */
function greatest(levels: readonly Side[]): Expression {
  const [only] = levels;
  if (!only) throw new RangeError('the greatest of nothing');
  if (levels.length === 1) return only.expression;
  const middle = levels.length >> 1;
  return binary('max', greatest(levels.slice(0, middle)), greatest(levels.slice(middle)));
}

function rateConstraint(
  ledger: Ledger,
  figure: TestedFigure,
  rate: TestedFigure,
  sense: Sense,
  says: string,
): Constraint {
  return recordConstraint(ledger, figure, {
    left: sideOf(rate),
    sense,
    right: { expression: ZERO, figures: [] },
    dimension: NUMBER,
    says,
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
  const levels = levelDirection(ledger, figure, claim, hardness);
  if (!rate || (claim.of === 'growth' && !before)) return levels;
  const right = before ? sideOf(before) : { expression: ZERO, figures: [] };
  const ofRate = { left: sideOf(rate), sense, right, dimension: NUMBER, says, hardness } as const;
  return [recordConstraint(ledger, figure, ofRate), ...levels];
}

/** The level is above or below that of the year before, or the same. */
function levelDirection(ledger: Ledger, figure: TestedFigure, { kind, of }: Claim, hardness: Hardness): Constraint[] {
  if (of === 'growth' || !isDirection(kind)) return [];
  const { observation } = figure;
  const { indicator, period } = observation;
  const base = periodYearEarlier(period);
  const [now, earlier] = [period, base].map((at) => findLevel(ledger, observation, indicator.id, at));
  // whether a loss that narrows rises or falls is a matter of words
  if (!now || !earlier || isNegative(now) || isNegative(earlier)) return [];
  if (comparesWithin(ledger, observation, base)) return [];
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
