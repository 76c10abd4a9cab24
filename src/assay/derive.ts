import { decimal } from '../core/decimal.ts';
import { point } from '../core/interval.ts';
import { addressText } from '../dataset/address.ts';
import type { Claim, Indicator, Observation } from '../dataset/model.ts';
import { comparePeriods, type Period, periodYearEarlier } from '../dataset/period.ts';
import type { Constraint, Figure, Strength } from './constraint.ts';
import { type Dimension, NUMBER } from './dimension.ts';
import { binary, exactly, type Expression, variable } from './expression.ts';
import type { Sense } from './grammar.ts';
import { makeConstraint } from './instance.ts';
import { crossesBreak, type Known, type Ledger, levelAddress, yearsBetween } from './ledger.ts';

const ZERO = exactly(point(decimal(0)));
const ONE = exactly(point(decimal(1)));
const YEAR: Dimension = new Map([['year', 1]]);

/** What each growth, CAGR, share, difference and claim says of other figures. */
export function recordConstraints(ledger: Ledger): Constraint[] {
  return ledger.figures.flatMap((figure) => {
    const { measure, claim } = figure.observation;
    if (measure === 'growth' || measure === 'cagr') return growthConstraints(ledger, figure);
    if (measure === 'share') return shareConstraints(ledger, figure);
    if (measure === 'difference') return differenceConstraints(ledger, figure);
    return claim ? claimConstraints(ledger, figure, claim) : [];
  });
}

/** One side of what a record says, with the figures that it is made of. */
interface Side {
  readonly expression: Expression;
  readonly figures: readonly number[];
}

interface RecordDraft {
  readonly left: Side;
  readonly sense: Sense;
  readonly right: Side;
  readonly dimension: Dimension;
  readonly says: string;
  readonly hardness?: Strength;
  readonly crosses?: boolean;
}

function recordConstraint(ledger: Ledger, figure: Figure, draft: RecordDraft): Constraint {
  const { observation } = figure;
  const { left, sense, right, dimension, says, hardness = 'hard', crosses = false } = draft;
  return makeConstraint(ledger, {
    name: addressText({
      ...observation,
      indicator: observation.indicator.id,
      period: undefined,
      base: ownBase(observation),
    }),
    at: observation.period,
    derivation: 'record',
    hardness,
    crossesBreak: crosses,
    says,
    record: observation,
    comparisons: [{ left: left.expression, dimension, tests: [{ sense, right: right.expression }] }],
    figures: [figure.index, ...left.figures, ...right.figures],
  });
}

/** The base that a name needs: not that of growth over a year. */
function ownBase({ measure, base, period }: Observation): Period | undefined {
  return measure === 'growth' && base?.text === periodYearEarlier(period).text ? undefined : base;
}

function sideOf(figure: Figure): Side {
  return { expression: variable(figure.index), figures: [figure.index] };
}

/** What a release says at an address, else the release to trust most. A forecast only speaks of its own release. */
function find(ledger: Ledger, observation: Observation, address: string): Figure | undefined {
  const own = ledger.own(observation.release, address);
  return own ?? (observation.status.includes('forecast') ? undefined : ledger.stated(address)[0]);
}

function findLevel(ledger: Ledger, observation: Observation, indicator: string, period: Period): Figure | undefined {
  return find(ledger, observation, levelAddress(indicator, period));
}

/** Whether offices re-scope it: what is counted over enterprises, not prices and ratios. */
export function isRescoped({ kind }: Indicator): boolean {
  return kind === 'flow' || kind === 'stock' || kind === 'count';
}

/**
 * level / earlier level − 1 is the growth; its n-th root less one the CAGR. An earlier level of another release counts
 * as far as it may have been revised.
 */
function growthConstraints(ledger: Ledger, figure: Figure): Constraint[] {
  const { observation } = figure;
  const { indicator, period, base } = observation;
  const level = findLevel(ledger, observation, indicator.id, period);
  if (!base || !level) return [];
  const earlier = witnesses(ledger, observation, levelAddress(indicator.id, base));
  return earlier.map((witness) => growthConstraint(ledger, figure, level, witness, base));
}

function growthConstraint(ledger: Ledger, figure: Figure, level: Figure, earlier: Figure, base: Period): Constraint {
  const { observation } = figure;
  const { indicator, measure, period } = observation;
  const published = variable(earlier.index);
  const isOlder = level.observation.release !== earlier.observation.release;
  const compared =
    isOlder && isRescoped(indicator) && ledger.revision ? binary('multiply', published, ledger.revision) : published;
  const ratio = binary('divide', variable(level.index), compared);
  const years = measure === 'cagr' ? yearsBetween(base, period) : 1;
  const factor: Expression = years === 1 ? ratio : { op: 'root', of: ratio, n: years };
  return recordConstraint(ledger, figure, {
    left: { expression: binary('subtract', factor, ONE), figures: [level.index, earlier.index] },
    sense: '=',
    right: sideOf(figure),
    dimension: NUMBER,
    says: `${indicator.id} grew ${measure === 'cagr' ? 'a year ' : ''}from ${base.text} to ${period.text} as its levels did`,
    crosses: crossesBreak(observation, base, period),
  });
}

/** Most publishers whose statements of one base are compared with. */
const MOST_WITNESSES = 4;

/** What a release itself says at an address; else what each publisher says, the one to trust most first. */
function witnesses(ledger: Ledger, observation: Observation, address: string): Figure[] {
  const own = ledger.own(observation.release, address);
  if (own) return [own];
  if (observation.status.includes('forecast')) return [];
  const byGroup = new Map<string, Figure>();
  for (const figure of ledger.stated(address)) {
    const { group } = figure.observation.release.source;
    if (!byGroup.has(group)) byGroup.set(group, figure);
  }
  return [...byGroup.values()].slice(0, MOST_WITNESSES);
}

function shareConstraints(ledger: Ledger, figure: Figure): Constraint[] {
  const { observation } = figure;
  const { indicator, period, counterpart = '' } = observation;
  const part = findLevel(ledger, observation, indicator.id, period);
  const whole = findLevel(ledger, observation, counterpart, period);
  if (!part || !whole) return [];
  const left = {
    expression: binary('divide', variable(part.index), variable(whole.index)),
    figures: [part.index, whole.index],
  };
  const says = `${indicator.id} / ${counterpart} is the stated share`;
  return [recordConstraint(ledger, figure, { left, sense: '=', right: sideOf(figure), dimension: NUMBER, says })];
}

function differenceConstraints(ledger: Ledger, figure: Figure): Constraint[] {
  const { observation } = figure;
  const { indicator, period, counterpart = '' } = observation;
  const [other = '', of] = counterpart.split(':');
  const addressOf = (id: string): string =>
    of === 'growth'
      ? addressText({ indicator: id, measure: 'growth', base: periodYearEarlier(period), period })
      : levelAddress(id, period);
  const [left, right] = [
    find(ledger, observation, addressOf(indicator.id)),
    find(ledger, observation, addressOf(other)),
  ];
  if (!left || !right || of === 'share') return [];
  const difference = {
    expression: binary('subtract', variable(left.index), variable(right.index)),
    figures: [left.index, right.index],
  };
  const dimension = of === 'growth' ? NUMBER : indicator.unit.dimension;
  const says = `${indicator.id} less ${other}${of === undefined ? '' : `, of ${of},`} is the stated difference`;
  return [recordConstraint(ledger, figure, { left: difference, sense: '=', right: sideOf(figure), dimension, says })];
}

function claimConstraints(ledger: Ledger, figure: Figure, claim: Claim): Constraint[] {
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

/** The level is above the threshold, and no earlier one is. */
function firstAboveConstraints(ledger: Ledger, figure: Figure): Constraint[] {
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
  const earlier = earlierLevels(ledger, observation).map((known) =>
    recordConstraint(ledger, figure, {
      left: known,
      sense: '<=',
      right: threshold,
      dimension,
      says: `${indicator.id} was not above the threshold in ${known.period.text}`,
      crosses: known.crosses,
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

/** Levels of earlier like periods: what the release itself states or implies, else what the one to trust most states. */
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
      const [other] = status.includes('forecast') ? [] : ledger.stated(levelAddress(indicator.id, earlier));
      return other ? [{ ...sideOf(other), period: earlier, way: 'stated', crosses }] : [];
    });
}

/** No earlier level is above this one, and what the release itself compares it with is below. */
function recordHighConstraints(ledger: Ledger, figure: Figure): Constraint[] {
  const { observation } = figure;
  const { indicator, period, release } = observation;
  const rises = ledger.figures
    .filter(({ observation: other }) => other.release === release && other.indicator === indicator)
    .filter(
      ({ observation: other }) =>
        other.period.text === period.text && (other.measure === 'growth' || other.measure === 'cagr'),
    )
    .map((rate) =>
      rateConstraint(ledger, figure, rate, '>=', `${indicator.id} is at a record high, so that it has not fallen`),
    );
  const level = findLevel(ledger, observation, indicator.id, period);
  const earlier = earlierLevels(ledger, observation).filter((known) => known.way === 'stated');
  const highest = level
    ? earlier.map((known) =>
        recordConstraint(ledger, figure, {
          left: sideOf(level),
          sense: '>=',
          right: known,
          dimension: indicator.unit.dimension,
          says: `${indicator.id} is at a record high, so that it is not below ${known.period.text}`,
          crosses: known.crosses,
        }),
      )
    : [];
  return [...rises, ...highest];
}

function rateConstraint(ledger: Ledger, figure: Figure, rate: Figure, sense: Sense, says: string): Constraint {
  return recordConstraint(ledger, figure, {
    left: sideOf(rate),
    sense,
    right: { expression: ZERO, figures: [] },
    dimension: NUMBER,
    says,
  });
}

const DIRECTIONS = { rises: '>', falls: '<', unchanged: '=' } as const;

/** The growth has the sign that the words say; or, for words about growth, it is above or below the growth before. */
function directionConstraints(ledger: Ledger, figure: Figure, claim: Claim): Constraint[] {
  if (claim.kind !== 'rises' && claim.kind !== 'falls' && claim.kind !== 'unchanged') return [];
  const { observation } = figure;
  const { indicator, period } = observation;
  const rateAt = (at: Period): Figure | undefined =>
    find(
      ledger,
      observation,
      addressText({ indicator: indicator.id, measure: 'growth', base: periodYearEarlier(at), period: at }),
    );
  const rate = rateAt(period);
  if (!rate) return [];
  const sense = DIRECTIONS[claim.kind];
  // "Unchanged" is said of small changes too: how small, nobody says.
  const hardness = claim.kind === 'unchanged' ? 'soft' : 'hard';
  const says = `${indicator.id}${claim.of === 'growth' ? ', its growth,' : ''} ${claim.kind === 'unchanged' ? 'is unchanged' : claim.kind}`;
  const before = claim.of === 'growth' ? rateAt(periodYearEarlier(period)) : undefined;
  if (claim.of === 'growth' && !before) return [];
  const right = before ? sideOf(before) : { expression: ZERO, figures: [] };
  return [recordConstraint(ledger, figure, { left: sideOf(rate), sense, right, dimension: NUMBER, says, hardness })];
}

/** A year is so many years before another. */
function yearsBeforeConstraints(ledger: Ledger, figure: Figure, target: Period): Constraint[] {
  const { observation } = figure;
  const level = findLevel(ledger, observation, observation.indicator.id, observation.period);
  if (!level) return [];
  const year = exactly(point(decimal(BigInt(target.text))));
  const left = { expression: binary('subtract', year, variable(level.index)), figures: [level.index] };
  const says = `${target.text} less ${observation.indicator.id} is the stated number of years`;
  return [recordConstraint(ledger, figure, { left, sense: '=', right: sideOf(figure), dimension: YEAR, says })];
}
