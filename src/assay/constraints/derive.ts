import {
  addressText,
  comparedIndicator,
  comparedRelease,
  isConfidence,
  wholeCounterpart,
} from '../../dataset/address.ts';
import type { Observation } from '../../dataset/model.ts';
import { type Period, yearsBetween } from '../../dataset/period.ts';
import { claimConstraints, isDirection, SENSE_OF } from './claims.ts';
import type { Constraint, TestedFigure } from './constraint.ts';
import { NUMBER } from '../../dataset/unit-dimension.ts';
import { binary, type Expression, ONE, variable } from '../relations/expression.ts';
import { crossesBreak, isNegative, type Ledger, levelAddress } from './ledger.ts';
import { find, findLevel, recordConstraint, type Side, sideOf, comparedLevel } from './record-sides.ts';
import { counted, type Counting } from './tally.ts';
import type { AddressText, ReleaseId } from '../../dataset/brands.ts';
import type { Sense } from '../relations/grammar.ts';

/** The constraints that each growth, change, ratio, CAGR, share, difference and claim makes of other figures. */
export function recordConstraints(ledger: Ledger, tally: Counting): Constraint[] {
  return counted(ledger.figures, tally, (figure) => {
    const { measure, claim } = figure.observation;
    const since = comparedRelease(figure.observation);
    if (since !== undefined) return sinceConstraints(ledger, figure, since);
    if (measure === 'growth' || measure === 'cagr') return growthConstraints(ledger, figure);
    if (measure === 'ratio') return ratioConstraints(ledger, figure);
    if (measure === 'change') return changeConstraints(ledger, figure);
    if (measure === 'share') return shareConstraints(ledger, figure);
    if (isConfidence(measure)) return confidenceConstraints(ledger, figure, measure);
    if (measure === 'difference') return differenceConstraints(ledger, figure);
    return claim ? claimConstraints(ledger, figure, claim) : [];
  });
}

/**
 * level / earlier level − 1 is the growth; its n-th root less one the CAGR. An earlier level of another release counts
 * as far as it may have been revised.
 */
function growthConstraints(ledger: Ledger, figure: TestedFigure): Constraint[] {
  const { observation } = figure;
  const { indicator, period, base } = observation;
  const level = findLevel(ledger, observation, indicator.id, period);
  if (!base || !level) return [];
  const earlier = witnesses(ledger, observation, levelAddress(indicator.id, base)).filter(
    (witness) => !isNegative(witness),
  );
  return earlier.map((witness) => growthConstraint(ledger, figure, level, witness, base));
}

/** level / earlier level is the ratio, as for growth; a growth of the same release from the same base is one less. */
function ratioConstraints(ledger: Ledger, figure: TestedFigure): Constraint[] {
  const { observation } = figure;
  const { indicator, period, base, release } = observation;
  const growth = base && ledger.own(release, addressText({ indicator: indicator.id, measure: 'growth', period, base }));
  if (!growth) return growthConstraints(ledger, figure);
  const increase = recordConstraint(ledger, figure, {
    left: { expression: binary('add', ONE, variable(growth.index)), figures: [growth.index] },
    sense: '=',
    right: sideOf(figure),
    dimension: NUMBER,
    says: `${indicator.id} in ${period.text} is as many times that in ${base.text} as its growth says`,
  });
  return [increase, ...growthConstraints(ledger, figure)];
}

/** The base of a growth if it is below zero: publishers do not agree what growth from a loss is, so it is not tested. */
export function negativeBaseOf(ledger: Ledger, { observation }: TestedFigure): TestedFigure | undefined {
  const { indicator, measure, base } = observation;
  if (!base || (measure !== 'growth' && measure !== 'ratio' && measure !== 'cagr')) return undefined;
  return witnesses(ledger, observation, levelAddress(indicator.id, base)).find(isNegative);
}

function growthConstraint(
  ledger: Ledger,
  figure: TestedFigure,
  level: TestedFigure,
  earlier: TestedFigure,
  base: Period,
): Constraint {
  const { observation } = figure;
  const { indicator, measure, period } = observation;
  const published = variable(earlier.index);
  const isOlder = level.observation.release !== earlier.observation.release;
  const revision = isOlder ? ledger.revisionOf(indicator) : undefined;
  const compared = revision ? binary('multiply', published, revision) : published;
  const ratio = binary('divide', variable(level.index), compared);
  const years = measure === 'cagr' ? yearsBetween(base, period) : 1;
  const factor: Expression = years === 1 ? ratio : { op: 'root', of: ratio, n: years };
  const isRatio = measure === 'ratio';
  return recordConstraint(ledger, figure, {
    left: { expression: isRatio ? factor : binary('subtract', factor, ONE), figures: [level.index, earlier.index] },
    sense: '=',
    right: sideOf(figure),
    dimension: NUMBER,
    says: isRatio
      ? `${indicator.id} in ${period.text} is the stated multiple of that in ${base.text}`
      : `${indicator.id} grew ${measure === 'cagr' ? 'a year ' : ''}from ${base.text} to ${period.text} as its levels did`,
    crosses: crossesBreak(observation, base, period),
  });
}

/** Most publishers whose statements of one base are compared with. */
const MOST_WITNESSES = 4;

/** The statement of the release itself at an address; else one of each publisher, as known on the day of the release. */
function witnesses(ledger: Ledger, observation: Observation, address: AddressText): TestedFigure[] {
  const own = ledger.own(observation.release, address);
  if (own) return [own];
  if (observation.status.includes('forecast')) return [];
  const byGroup = new Map<string, TestedFigure>();
  for (const figure of ledger.knownAt(observation.release, address)) {
    const { group } = figure.observation.release.source;
    if (!byGroup.has(group)) byGroup.set(group, figure);
  }
  return [...byGroup.values()].slice(0, MOST_WITNESSES);
}

/** level − earlier level is the change. */
function changeConstraints(ledger: Ledger, figure: TestedFigure): Constraint[] {
  const { observation } = figure;
  const { indicator, period, base, release } = observation;
  const level = findLevel(ledger, observation, indicator.id, period);
  if (!level || !base) return [];
  const stated = witnesses(ledger, observation, levelAddress(indicator.id, base));
  const sides = stated.map((earlier): Side => asKnownTo(level, earlier, ledger));
  // Without a base, the growth of the same release implies it.
  const implied = sides.length === 0 ? ledger.ownLevel(release, indicator.id, base) : undefined;
  return [...sides, ...(implied ? [implied] : [])].map((earlier) =>
    recordConstraint(ledger, figure, {
      left: {
        expression: binary('subtract', variable(level.index), earlier.expression),
        figures: [level.index, ...earlier.figures],
      },
      sense: '=',
      right: sideOf(figure),
      dimension: indicator.unit.dimension,
      says: `${indicator.id} changed from ${base.text} to ${period.text} as its levels did`,
      crosses: crossesBreak(observation, base, period),
    }),
  );
}

/** A base as a level of another release compares with it. */
function asKnownTo(level: TestedFigure, earlier: TestedFigure, ledger: Ledger): Side {
  const { release, indicator } = level.observation;
  const isOwn =
    release === earlier.observation.release || earlier.observation.period.text === level.observation.period.text;
  const revision = isOwn ? undefined : ledger.revisionOf(indicator);
  const published = variable(earlier.index);
  return { expression: revision ? binary('multiply', published, revision) : published, figures: [earlier.index] };
}

function shareConstraints(ledger: Ledger, figure: TestedFigure): Constraint[] {
  const { observation } = figure;
  const { indicator, period } = observation;
  const other = comparedIndicator(observation) ?? '';
  const part = findLevel(ledger, observation, indicator.id, period);
  const whole = findLevel(ledger, observation, other, period);
  if (!part || !whole) return [];
  const left = {
    expression: binary('divide', variable(part.index), variable(whole.index)),
    figures: [part.index, whole.index],
  };
  const says = `${indicator.id} / ${other} is the stated share`;
  return [recordConstraint(ledger, figure, { left, sense: '=', right: sideOf(figure), dimension: NUMBER, says })];
}

/** One figure less the other is the stated difference: of levels, growth rates or shares. */
function differenceConstraints(ledger: Ledger, figure: TestedFigure): Constraint[] {
  const { observation } = figure;
  const { indicator, period, counterpart } = observation;
  if (counterpart?.kind !== 'subtrahend') return [];
  const { from: other, of } = counterpart;
  const addressOf = (id: string): AddressText =>
    of === 'growth' ? addressText({ indicator: id, measure: of, period }) : levelAddress(id, period);
  const addresses =
    of === 'share' ? comparedShares(ledger, figure, other) : [[addressOf(indicator.id), addressOf(other)] as const];
  return addresses.flatMap(([from, less]) => {
    const [left, right] = [find(ledger, observation, from), find(ledger, observation, less)];
    if (!left || !right) return [];
    const difference = {
      expression: binary('subtract', variable(left.index), variable(right.index)),
      figures: [left.index, right.index],
    };
    const dimension = of === 'growth' || of === 'share' ? NUMBER : indicator.unit.dimension;
    const says = `${indicator.id} less ${other}${of === 'level' ? '' : `, of ${of},`} is the stated difference`;
    return [recordConstraint(ledger, figure, { left: difference, sense: '=', right: sideOf(figure), dimension, says })];
  });
}

/** Whether a statement is a difference of shares of which a share is not stated, or not of which whole. */
export function isUntestedDifference(ledger: Ledger, figure: TestedFigure): boolean {
  const { counterpart } = figure.observation;
  const isOfShares = counterpart?.kind === 'subtrahend' && counterpart.of === 'share';
  return isOfShares && differenceConstraints(ledger, figure).length === 0;
}

/** The addresses of the shares that a difference is of: those of one whole; else of both the only one that is stated. */
function comparedShares(
  ledger: Ledger,
  { observation: { indicator, period } }: TestedFigure,
  other: string,
): (readonly [AddressText, AddressText])[] {
  const wholesOf = (id: string): string[] => {
    const shares = ledger
      .about(id)
      .filter(({ observation }) => observation.measure === 'share' && observation.period.text === period.text);
    return [...new Set(shares.flatMap(({ observation }) => comparedIndicator(observation) ?? []))];
  };
  const [own, others] = [wholesOf(indicator.id), wholesOf(other)];
  const common = own.filter((whole) => others.includes(whole));
  const [first, second] = [own[0], others[0]];
  const isOnly = own.length === 1 && others.length === 1 && first !== undefined && second !== undefined;
  const pairs =
    common.length > 0 ? common.map((whole) => [whole, whole] as const) : isOnly ? [[first, second] as const] : [];
  const addressOf = (id: string, whole: string): AddressText =>
    addressText({ indicator: id, measure: 'share', counterpart: wholeCounterpart(whole), period });
  return pairs.map(([whole, than]) => [addressOf(indicator.id, whole), addressOf(other, than)] as const);
}

/**
 * The ends of a confidence interval lie on both sides of the level, as far from it as the margin says where that is
 * stated too.
 */
function confidenceConstraints(
  ledger: Ledger,
  figure: TestedFigure,
  measure: 'lower' | 'upper' | 'margin',
): Constraint[] {
  const { observation } = figure;
  const { indicator, period, counterpart } = observation;
  const level = findLevel(ledger, observation, indicator.id, period);
  if (!level || measure === 'margin') return [];
  const { dimension } = indicator.unit;
  const isLower = measure === 'lower';
  const says = `the ${measure} end of the ${counterpart?.text} confidence interval of ${indicator.id}`;
  const nextTo = recordConstraint(ledger, figure, {
    left: sideOf(figure),
    sense: isLower ? '<=' : '>=',
    right: sideOf(level),
    dimension,
    says: `${says} is not ${isLower ? 'above' : 'below'} the level`,
  });
  const address = addressText({ indicator: indicator.id, measure: 'margin', counterpart, period });
  const margin = find(ledger, observation, address);
  if (!margin || isNegative(level)) return [nextTo];
  const factor = binary(isLower ? 'subtract' : 'add', ONE, variable(margin.index));
  const expected = {
    expression: binary('multiply', variable(level.index), factor),
    figures: [level.index, margin.index],
  };
  const apart = recordConstraint(ledger, figure, {
    left: expected,
    sense: '=',
    right: sideOf(figure),
    dimension,
    says: `${says} is the margin from the level`,
  });
  return [nextTo, apart];
}

/**
 * What a statement that compares with an earlier release makes of the levels that both state for one period. A claim in
 * words is soft, and so is a comparison with a release that does not state the level: another stands for it.
 */
function sinceConstraints(ledger: Ledger, figure: TestedFigure, since: ReleaseId): Constraint[] {
  const { observation } = figure;
  const { indicator, period, release, claim } = observation;
  const level = findLevel(ledger, observation, indicator.id, period);
  const compared = comparedLevel(ledger, observation, since);
  if (level?.observation.release !== release || !compared) return [];
  const earlier = compared.level;
  const { left, sense, right } = comparisonOf(figure, level, earlier);
  return [
    recordConstraint(ledger, figure, {
      left,
      sense,
      right,
      dimension: observation.measure === 'growth' ? NUMBER : indicator.unit.dimension,
      says: saying(figure, earlier),
      hardness: claim || !compared.isNamed ? 'soft' : 'hard',
      isAboutReleases: true,
    }),
  ];
}

function saying({ observation }: TestedFigure, { observation: { release: other } }: TestedFigure): string {
  const { indicator, claim, release } = observation;
  if (!claim) return `${indicator.id} changed from ${other.id} to ${release.id} as its levels did`;
  return `${indicator.id} ${claim.kind === 'unchanged' ? 'is unchanged' : claim.kind} since ${other.id}`;
}

/** The two sides that a claim, a change or a growth compares. */
function comparisonOf(
  figure: TestedFigure,
  level: TestedFigure,
  earlier: TestedFigure,
): { readonly left: Side; readonly sense: Sense; readonly right: Side } {
  const { claim, measure } = figure.observation;
  if (claim)
    return { left: sideOf(level), sense: isDirection(claim.kind) ? SENSE_OF[claim.kind] : '=', right: sideOf(earlier) };
  const [now, before] = [variable(level.index), variable(earlier.index)];
  const expression =
    measure === 'growth' ? binary('subtract', binary('divide', now, before), ONE) : binary('subtract', now, before);
  return { left: { expression, figures: [level.index, earlier.index] }, sense: '=', right: sideOf(figure) };
}
