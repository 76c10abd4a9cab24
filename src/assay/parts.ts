import { compareText } from '../core/diagnostics/text-order.ts';
import { dayAfter, type Period } from '../dataset/period.ts';
import type { Constraint, TestedFigure } from './constraint.ts';
import { binary, type Expression, variable } from './expression.ts';
import { makeConstraint } from './instance.ts';
import { type Ledger, levelAddress } from './ledger.ts';

/**
 * A flow over a part of a period is no greater than over the whole, unless it is printed below zero somewhere, and parts
 * that fill the whole add up to it.
 * All of this is soft: running totals are revised before the year is out. What no revision explains is an error all the
 * same (`beyond-revision.ts`).
 */
export function partConstraints(ledger: Ledger): Constraint[] {
  return ledger.figures.flatMap((whole) => {
    const { measure, indicator, status } = whole.observation;
    if (measure !== 'level' || indicator.kind !== 'flow' || status.includes('forecast')) return [];
    const inner = periodsInside(ledger, whole);
    if (inner.length === 0) return [];
    // A part of a flow that changes sign, as net trade does, can be greater than the whole.
    const direct = whole.mayBeNegative ? [] : directParts(ledger, whole, inner);
    const single = direct.map((part) => partConstraint(ledger, whole, [part], '<='));
    const fillings = partsToAddUp(ledger, whole, inner)
      .map((some) => fillingParts(ledger, whole, some))
      .filter((filled) => filled !== undefined);
    return [...single, ...fillings.map((filled) => partConstraint(ledger, whole, filled, '='))];
  });
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

/** The periods inside that of a figure for which a level is stated. */
function periodsInside(ledger: Ledger, { observation }: TestedFigure): Period[] {
  const { indicator, period } = observation;
  const inside = ledger
    .levels(indicator.id)
    .filter((known) => known.way === 'stated' && isInside(known.period, period))
    .map((known) => [known.period.text, known.period] as const);
  return [...new Map(inside).values()];
}

/** The levels of the periods inside that of a figure, as its day knows them, without periods inside others. */
function directParts(ledger: Ledger, { observation }: TestedFigure, inner: readonly Period[]): TestedFigure[] {
  return inner
    .filter((part) => !inner.some((other) => isInside(part, other)))
    .sort((a, b) => compareText(a.text, b.text))
    .flatMap((part) => ledger.knownAt(observation.release, levelAddress(observation.indicator.id, part)).slice(0, 1));
}

function isInside(inner: Period, outer: Period): boolean {
  const isSame = inner.start === outer.start && inner.end === outer.end;
  return !isSame && inner.start >= outer.start && inner.end <= outer.end;
}

/**
 * Parts that fill a period one after another, the fewest, whatever they are: quarters, 26 days, a running total and the
 * month after it. Undefined if there are none.
 */
function fillingParts(
  ledger: Ledger,
  { observation: { indicator, period, release } }: TestedFigure,
  inner: readonly Period[],
): TestedFigure[] | undefined {
  const byEnd = [...inner].sort((a, b) => compareText(a.end, b.end) || compareText(a.start, b.start));
  /** The fewest parts from the start of the whole up to a day. */
  const upTo = new Map<string, readonly Period[]>([[period.start, []]]);
  for (const part of byEnd) {
    const before = upTo.get(part.start);
    const next = dayAfter(part.end);
    const known = upTo.get(next);
    if (before && (!known || before.length + 1 < known.length)) upTo.set(next, [...before, part]);
  }
  return upTo
    .get(dayAfter(period.end))
    ?.flatMap((part) => ledger.knownAt(release, levelAddress(indicator.id, part)).slice(0, 1));
}

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
      : `${names[0]} is no more than ${period.text}`;
  return makeConstraint(ledger, {
    name: `${indicator.id}/part`,
    at: period,
    derivation: 'part',
    hardness: 'soft',
    crossesBreak: false,
    says: `${indicator.id}: ${says}`,
    record: whole.observation,
    comparisons: [{ left: sum, dimension: indicator.unit.dimension, tests: [{ sense, right: variable(whole.index) }] }],
    figures: [whole.index, ...parts.map((part) => part.index)],
  });
}
