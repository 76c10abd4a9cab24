import { listText } from '../../core/diagnostics/source-text.ts';
import { compareText } from '../../core/diagnostics/text-order.ts';
import {
  add,
  type Decimal,
  decimal,
  digitCount,
  multiply,
  normalise,
  signOf,
  subtract,
} from '../../core/numbers/decimal.ts';
import { point } from '../../core/numbers/interval.ts';
import { addressText } from '../../dataset/address.ts';
import { dayOf } from '../../dataset/edition.ts';
import { USUAL_REVISION } from '../../dataset/evidence.ts';
import { quantityOf, type Release } from '../../dataset/model.ts';
import { dayAfter, type Period, periodYearEarlier } from '../../dataset/period.ts';
import { NUMBER } from '../../dataset/unit-dimension.ts';
import type { Constraint, TestedFigure } from './constraint.ts';
import { binary, exactly, type Expression, variable } from '../relations/expression.ts';
import { makeConstraint } from './instance.ts';
import { crossesBreak, type Known, type Ledger, levelAddress } from './ledger.ts';
import type { Side } from './record-sides.ts';
import type { Comparison } from '../relations/relation.ts';
import { counted, type Counting } from './tally.ts';
import type { AddressText, Day } from '../../dataset/brands.ts';

/**
 * What parts of a period say about the whole, for flows.
 *
 * - Of a level: no part is greater than the whole, and several that do not overlap are together not greater; parts that fill the
 *   whole add up to it; a part of which the whole has the level and the growth too is one of the two under a wrong period.
 * - Of growth: it lies between the growth of parts that fill the whole, and where a level or the level of the year before is
 *   not stated, parts that fill it stand for it.
 *
 * Only what is never printed below zero is compared with single parts. All of this is soft: running totals are revised
 * before the year is out. What no revision explains is an error all the same (`beyond-revision.ts`).
 */
export function partConstraints(ledger: Ledger, tally: Counting): Constraint[] {
  return counted(ledger.figures, tally, (whole) => {
    const { measure, indicator, status } = whole.observation;
    if (indicator.kind !== 'flow' || status.includes('forecast')) return [];
    if (measure === 'level') return levelConstraints(ledger, whole);
    return measure === 'growth' ? growthConstraints(ledger, whole) : [];
  });
}

function levelConstraints(ledger: Ledger, whole: TestedFigure): Constraint[] {
  const inner = periodsInside(ledger, whole.observation.indicator.id, whole.observation.period);
  if (inner.length === 0) return [];
  const fillings = partsToAddUp(ledger, whole, inner)
    .map((some) => fillingParts(ledger, whole, some))
    .filter((filled) => filled !== undefined);
  const sums = fillings.map((filled) => partConstraint(ledger, whole, filled, '='));
  // A part of a flow that changes sign, as net trade does, can be greater than the whole.
  if (whole.mayBeNegative) return sums;
  const direct = directParts(ledger, whole, inner);
  const apart = fillings.length > 0 ? [] : levelsOf(ledger, whole, longestApart(inner));
  return [
    ...sums,
    ...direct.map((part) => partConstraint(ledger, whole, [part], '<=')),
    ...(apart.length > 1 ? [partConstraint(ledger, whole, apart, '<=')] : []),
    ...inner.flatMap((period) => repeatConstraint(ledger, whole, period) ?? []),
  ];
}

/**
 * Parts from which a whole may be filled. Spans are looked at apart: else the months of a year with running totals would
 * never be added up. So are the parts that the release of the whole states itself, which nothing was revised between.
 */
function partsToAddUp(ledger: Ledger, { observation }: TestedFigure, inner: readonly Period[]): (readonly Period[])[] {
  const { indicator, release } = observation;
  const isOwn = (part: Period): boolean => ledger.own(release, levelAddress(indicator.id, part)) !== undefined;
  const plain = inner.filter(({ kind }) => kind !== 'span');
  const lists = [inner, plain, inner.filter(isOwn), plain.filter(isOwn)];
  return [...new Map(lists.map((list) => [list.map(({ text }) => text).join(' '), list])).values()];
}

/** The periods inside one for which a level of an indicator is stated, or also those for which it is implied. */
function periodsInside(ledger: Ledger, indicator: string, period: Period, isAny = false): Period[] {
  return ledger.periods(indicator, isAny).filter((inner) => isInside(inner, period));
}

/** The levels of the periods inside that of a figure, as its day knows them, without periods inside others. */
function directParts(ledger: Ledger, whole: TestedFigure, inner: readonly Period[]): TestedFigure[] {
  const direct = inner.filter((part) => !inner.some((other) => isInside(part, other)));
  return levelsOf(
    ledger,
    whole,
    direct.sort((a, b) => compareText(a.text, b.text)),
  );
}

/** The levels of some periods, as the day of a figure knows them. */
function levelsOf(ledger: Ledger, { observation }: TestedFigure, periods: readonly Period[]): TestedFigure[] {
  const { release, indicator } = observation;
  return periods.flatMap((part) => ledger.knownAt(release, levelAddress(indicator.id, part)).slice(0, 1));
}

function isInside(inner: Period, outer: Period): boolean {
  const isSame = inner.start === outer.start && inner.end === outer.end;
  return !isSame && inner.start >= outer.start && inner.end <= outer.end;
}

/** The levels of parts that fill the period of a figure; undefined if there are none. */
function fillingParts(ledger: Ledger, whole: TestedFigure, inner: readonly Period[]): TestedFigure[] | undefined {
  const filled = filling(whole.observation.period, inner);
  return filled && levelsOf(ledger, whole, filled);
}

function inOrder(periods: readonly Period[]): Period[] {
  return [...periods].sort((a, b) => compareText(a.end, b.end) || compareText(a.start, b.start));
}

/**
 * Parts that fill a period one after another, the fewest, whatever they are: quarters, 26 days, a running total and the
 * month after it. Undefined if there are none.
 */
function filling(period: Period, inner: readonly Period[]): readonly Period[] | undefined {
  /** The fewest parts from the start of the whole up to a day. */
  const upTo = new Map<Day | undefined, readonly Period[]>([[period.start, []]]);
  for (const part of inOrder(inner)) {
    const before = upTo.get(part.start);
    const next = dayAfter(part.end);
    const known = upTo.get(next);
    if (before && (!known || before.length + 1 < known.length)) upTo.set(next, [...before, part]);
  }
  return upTo.get(dayAfter(period.end));
}

/** Periods that do not overlap, those that together have the most days; of equals the fewest. */
function longestApart(periods: readonly Period[]): readonly Period[] {
  const daysOf = ({ start, end }: Period): number => (Date.parse(end) - Date.parse(start)) / DAY + 1;
  const best: { readonly until: string; readonly days: number; readonly parts: readonly Period[] }[] = [
    { until: '', days: 0, parts: [] },
  ];
  for (const part of inOrder(periods)) {
    const before = best.findLast(({ until }) => until < part.start);
    const last = best.at(-1);
    if (!before || !last) continue;
    const days = before.days + daysOf(part);
    const isBetter = days > last.days || (days === last.days && before.parts.length + 1 < last.parts.length);
    if (isBetter) best.push({ until: part.end, days, parts: [...before.parts, part] });
  }
  return best.at(-1)?.parts ?? [];
}

/** A day in milliseconds. */
const DAY = 86_400_000;

/** A part as the release of the whole may know it: one of another release may have been revised since. */
function asKnownTo(whole: TestedFigure, part: TestedFigure, ledger: Ledger): Expression {
  const isOwn = part.observation.release === whole.observation.release;
  const revision = ledger.revisionOf(whole.observation.indicator);
  return isOwn || !revision ? variable(part.index) : binary('multiply', variable(part.index), revision);
}

function partConstraint(
  ledger: Ledger,
  whole: TestedFigure,
  parts: readonly TestedFigure[],
  sense: '<=' | '=',
): Constraint {
  const { indicator, period } = whole.observation;
  const sum = parts
    .map((part) => (sense === '=' ? asKnownTo(whole, part, ledger) : variable(part.index)))
    .reduce((left: Expression, right) => binary('add', left, right));
  const names = parts.map((part) => part.observation.period.text);
  const says =
    sense === '='
      ? `${names[0]} to ${names.at(-1)} add up to ${period.text}`
      : `${listText(names)} ${names.length > 1 ? 'are together' : 'is'} no more than ${period.text}`;
  return constraintOfParts(ledger, whole, {
    derivation: 'part',
    says,
    comparison: {
      left: sum,
      dimension: indicator.unit.dimension,
      tests: [{ sense, right: variable(whole.index) }],
    },
    figures: parts.map((part) => part.index),
  });
}

function constraintOfParts(
  ledger: Ledger,
  whole: TestedFigure,
  {
    derivation,
    says,
    comparison,
    figures,
  }: Pick<Constraint, 'derivation' | 'says' | 'figures'> & { readonly comparison: Comparison },
): Constraint {
  const { indicator, period, measure, base } = whole.observation;
  return makeConstraint(ledger, {
    name: measure === 'level' ? `${indicator.id}/part` : `${indicator.id}:${measure}/part`,
    at: period,
    derivation,
    hardness: 'soft',
    crossesBreak: base !== undefined && crossesBreak(whole.observation, base, period),
    says: `${indicator.id}: ${says}`,
    record: whole.observation,
    comparisons: [comparison],
    figures: [whole.index, ...figures],
  });
}

/** Digits from which on it is not a chance that two levels are equal. */
const TELLING_DIGITS = 3;

/** A hundred times what is left of a whole without its part has to be at least the part, where both grew alike. */
const LEAST_REST = 100;

/**
 * That a whole of which a release states the growth is not a part of it under another period: it is more, or grew
 * otherwise. Where a season adds nothing, neither may be so; this is soft.
 */
function repeatConstraint(ledger: Ledger, whole: TestedFigure, period: Period): Constraint | undefined {
  const [part] = levelsOf(ledger, whole, [period]);
  const [own, other] = [growthNextTo(ledger, whole), part && growthNextTo(ledger, part)];
  if (!part || !own || !other || !isTelling(whole) || !isTelling(part)) return undefined;
  const least = leastApart(own, other);
  if (!least) return undefined;
  const times = binary('divide', variable(whole.index), variable(part.index));
  const rest = binary('multiply', binary('subtract', times, ONE), number(multiply(least, decimal(LEAST_REST))));
  const apart = binary('subtract', variable(own.index), variable(other.index));
  const { release, period: at } = whole.observation;
  const where = part.observation.release === release ? '' : ` of ${part.observation.release.id}`;
  return constraintOfParts(ledger, whole, {
    derivation: 'alike',
    says: `${at.text} is more than ${period.text}${where}, or grew otherwise`,
    comparison: {
      left: binary('max', rest, binary('max', apart, { op: 'negate', of: apart })),
      dimension: NUMBER,
      tests: [{ sense: '>=', right: number(least) }],
    },
    figures: [part.index, own.index, other.index],
  });
}

/** The growth that the release of a level states of it. */
function growthNextTo(ledger: Ledger, { observation }: TestedFigure): TestedFigure | undefined {
  const { indicator, period, release } = observation;
  return ledger.own(release, addressText({ indicator: indicator.id, measure: 'growth', period }));
}

function isTelling({ observation }: TestedFigure): boolean {
  const printed = quantityOf(observation);
  return printed !== undefined && digitCount(normalise(printed.decimal)) >= TELLING_DIGITS;
}

/** What two rates of growth differ by unless they are printed alike: what rounding allows these, and a quarter more. */
function leastApart(...rates: readonly TestedFigure[]): Decimal | undefined {
  const widths = rates.flatMap(({ interval }) =>
    interval?.low && interval.high ? subtract(interval.high, interval.low) : [],
  );
  const width = widths.reduce(add, decimal(0));
  return widths.length === rates.length && signOf(width) > 0 ? multiply(width, decimal(625, -3)) : undefined;
}

const ONE = number(decimal(1));

function number(value: Decimal): Expression {
  return exactly(point(value));
}

/**
 * Growth on a year earlier against that of parts which fill the period, and against the levels of the period and of the year
 * before where parts that fill these stand for one that is not stated.
 */
function growthConstraints(ledger: Ledger, whole: TestedFigure): Constraint[] {
  const { indicator, period, base } = whole.observation;
  if (base?.text !== periodYearEarlier(period).text || base === period) return [];
  if (ledger.about(indicator.id).some((one) => one.observation.measure === 'level' && !isAboveZero(one))) return [];
  return [...ratesBetween(ledger, whole), ...filledGrowth(ledger, whole, base)];
}

function isAboveZero({ interval }: TestedFigure): boolean {
  return signOf(interval?.low ?? decimal(-1)) >= 0;
}

/** Growth lies between the least and the greatest growth of parts that fill the period. */
function ratesBetween(ledger: Ledger, whole: TestedFigure): Constraint[] {
  const { indicator, period, release } = whole.observation;
  const addressOf = (at: Period): AddressText =>
    addressText({ indicator: indicator.id, measure: 'growth', period: at });
  const inner = new Map(
    ledger
      .about(indicator.id)
      .filter(({ observation }) => observation.measure === 'growth' && isInside(observation.period, period))
      .map(({ observation }) => [observation.period.text, observation.period] as const),
  );
  const all = [...inner.values()];
  const own = all.filter((part) => ledger.own(release, addressOf(part)));
  return [...new Set([all, own.length < all.length ? own : all])].flatMap((some) => {
    const filled = filling(period, some);
    const rates = filled?.flatMap((part) => ledger.knownAt(release, addressOf(part)).slice(0, 1));
    if (!filled || !rates || rates.length < filled.length) return [];
    const asRevised = rates.map((rate): Expression => {
      const grown = asRevisedSince(ledger, whole, rate.observation.release, binary('add', ONE, variable(rate.index)));
      return grown.op === 'multiply' ? binary('subtract', grown, ONE) : variable(rate.index);
    });
    const join = (op: 'min' | 'max'): Expression => asRevised.reduce((left, right) => binary(op, left, right));
    return constraintOfParts(ledger, whole, {
      derivation: 'parts',
      says: `growth in ${period.text} lies between that in ${listText(filled.map(({ text }) => text))}`,
      comparison: {
        left: variable(whole.index),
        dimension: NUMBER,
        tests: [
          { sense: '>=', right: join('min') },
          { sense: '<=', right: join('max') },
        ],
      },
      figures: rates.map(({ index }) => index),
    });
  });
}

/** Growth against the two levels that it compares, of which parts stand for at least one. */
function filledGrowth(ledger: Ledger, whole: TestedFigure, base: Period): Constraint[] {
  const { indicator, period, release } = whole.observation;
  const [now, before] = [period, base].map((at) => ledger.knownAt(release, levelAddress(indicator.id, at))[0]);
  if (now && before) return [];
  const [level, earlier] = [now, before].map((stated, index) => {
    if (!stated) return filledLevel(ledger, whole, index === 0 ? period : base);
    const expression = asRevisedSince(ledger, whole, stated.observation.release, variable(stated.index));
    return { figures: [stated.index], expression, says: stated.observation.period.text };
  });
  if (!level || !earlier) return [];
  return [
    constraintOfParts(ledger, whole, {
      derivation: 'parts',
      says: `${period.text} grew as ${level.says} did from ${earlier.says}`,
      comparison: {
        left: binary('subtract', binary('divide', level.expression, earlier.expression), ONE),
        dimension: NUMBER,
        tests: [{ sense: '=', right: variable(whole.index) }],
      },
      figures: [...level.figures, ...earlier.figures],
    }),
  ];
}

/** A level that nobody states as the sum of parts that are stated, or that growth implies. */
function filledLevel(
  ledger: Ledger,
  whole: TestedFigure,
  period: Period,
): (Side & { readonly says: string }) | undefined {
  const { indicator } = whole.observation;
  const filled = filling(period, periodsInside(ledger, indicator.id, period, true));
  const known = filled?.flatMap((part) => knownLevel(ledger, whole, part) ?? []);
  if (!filled || !known || known.length < filled.length) return undefined;
  return {
    expression: known.map(({ expression }) => expression).reduce((left, right) => binary('add', left, right)),
    figures: known.flatMap(({ figures }) => figures),
    says: listText(filled.map(({ text }) => text)),
  };
}

/** The level of a period: as stated, else as a release implies it, the newest that the day of a figure knows. */
function knownLevel(ledger: Ledger, whole: TestedFigure, period: Period): Side | undefined {
  const asRevised = ({ release, expression, figures }: Known): Side => ({
    expression: asRevisedSince(ledger, whole, release, expression),
    figures,
  });
  const [stated] = levelsOf(ledger, whole, [period]);
  const own = stated && ledger.ownLevel(stated.observation.release, stated.observation.indicator.id, period);
  if (own) return asRevised(own);
  const day = dayOf(whole.observation.release);
  const implied = ledger
    .levels(whole.observation.indicator.id)
    .filter((known) => known.way === 'before' && known.period.text === period.text)
    .sort((a, b) => compareText(dayOf(a.release), dayOf(b.release)) || compareText(a.release.id, b.release.id));
  const newest = implied.findLast(({ release }) => dayOf(release) <= day) ?? implied[0];
  return newest && asRevised(newest);
}

/** What another release states or implies, as far as it may have been revised for the one of a figure. */
function asRevisedSince(
  ledger: Ledger,
  { observation }: TestedFigure,
  release: Release,
  stated: Expression,
): Expression {
  if (release === observation.release) return stated;
  return binary('multiply', stated, ledger.revisionOf(observation.indicator) ?? exactly(USUAL_REVISION));
}
