import { isAbove } from '../../core/numbers/interval.ts';
import { addressText, statedAddress } from '../../dataset/address.ts';
import { lookUpAddress } from '../../dataset/lookup.ts';
import { statementsOf } from '../../dataset/statements.ts';
import { type Address, changedBetween, type Observation } from '../../dataset/model.ts';
import {
  comparePeriods,
  dayLater,
  MAX_EXPANSION,
  type Period,
  periodYearEarlier,
  stepped,
} from '../../dataset/period.ts';
import { countedValue } from '../../figure/printed-value.ts';
import { Said } from '../../figure/said.ts';
import { addressOf, type Formula, observationOf, type Value } from '../../figure/value.ts';
import { words } from '../../language/locales.ts';
import { observation, period, valueOf } from '../argument-kinds.ts';
import { look } from '../asked.ts';
import { defineHelper } from '../helper.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Scope } from '../scope.ts';
import { type Open, openAbout, type Truth } from '../truth.ts';
import { directionOf, rate } from './change-helpers.ts';
import { compareIn, isAtLeast } from './comparison-helpers.ts';

/**
 * How many times in a row, up to this one, a figure has moved in one direction: `for the third month in a row`. As a
 * figure it is that count.
 */
export const streak = defineHelper({
  takes: [rate],
  run: ({ scope, args: [newest] }): Value | Problem => {
    const stated = observationOf(newest);
    if (!stated) return problem('template/bad-argument', `${addressOf(newest)} has no earlier figures`);
    const direction = directionOf(newest);
    if (isProblem(direction)) return direction;
    const row = [newest];
    let hasTurned = false;
    for (const earlier of earlierStatements(stated, scope)) {
      const value = valueOf(earlier, scope, { style: 'short' });
      const before = isProblem(value) ? value : directionOf(value);
      hasTurned = before !== direction && !isProblem(before);
      if (isProblem(value) || before !== direction) break;
      row.push(value);
    }
    const { kind } = stated.period;
    const counted = kind === 'span' ? 'time' : kind === 'split year' ? 'year' : kind;
    const text = words(scope.locale).comparison.inARow(row.length, counted, !hasTurned);
    const formula: Formula = ['count of ', ...row.flatMap((value, at) => (at === 0 ? [value] : [', ', value]))];
    return countedValue('', row.length, scope).with({ origin: { kind: 'derived', formula }, text });
  },
});

type End = 'highest' | 'lowest';

/** How a figure compares with an earlier one: beyond it, no further than it, or a problem where the digits do not tell. */
function compareWith(earlier: Observation, own: Value, end: End, scope: Scope): 'beyond' | 'within' | Problem {
  const other = valueOf(earlier, scope, { style: 'short' });
  if (isProblem(other)) return other;
  const [high, low] = end === 'highest' ? [own, other] : [other, own];
  const isBeyond = compareIn(high, low, isAbove);
  if (isProblem(isBeyond)) return isBeyond;
  if (isBeyond) return 'beyond';
  const isWithin = compareIn(low, high, isAtLeast);
  if (isProblem(isWithin)) return isWithin;
  if (isWithin) return 'within';
  return problem('template/assertion', `the digits do not tell whether it is the ${end}: compare ${earlier.address}`);
}

/** Words for how long no figure has been as high or as low: `the highest since March 2019`. */
function extreme(end: End) {
  return defineHelper({
    takes: [observation],
    run: ({ scope, args: [stated] }): Said | Problem => {
      const { comparison, period: inWords } = words(scope.locale);
      const hint = `print it only where (is${end === 'highest' ? 'Highest' : 'Lowest'} "…") is true`;
      const own = valueOf(stated, scope, { style: 'short' });
      if (isProblem(own)) return own;
      const said = (text: string): Said => new Said(text, { kind: 'figure', value: own });
      let first: Observation | undefined;
      for (const earlier of earlierStatements(stated, scope)) {
        const place = compareWith(earlier, own, end, scope);
        if (isProblem(place)) return place;
        if (place === 'within' && first) return said(comparison.extreme[end].since(inWords(earlier.period)));
        if (place === 'within') {
          return problem('template/assertion', `${stated.address} is not the ${end}: compare ${earlier.address}`, hint);
        }
        first = earlier;
      }
      if (first) {
        const { sinceFirst, sinceAtLeast } = comparison.extreme[end];
        const hasMore = knownBefore(stated, first, scope).length > 0;
        return said((hasMore ? sinceAtLeast : sinceFirst)(inWords(first.period)));
      }
      return problem('template/assertion', `no figure is known before ${stated.address}`, hint);
    },
  });
}

export const highest = extreme('highest');
export const lowest = extreme('lowest');

/**
 * Whether a figure is certainly above (or below) all its earlier ones, or all after a period, none of which is missing. Where only
 * some between are, or the series breaks, it is open.
 */
function isExtreme(end: End) {
  return defineHelper({
    takes: [observation],
    options: { since: period },
    run: ({ scope, args: [stated], options: { since } }): Truth | Problem => {
      const own = valueOf(stated, scope, { style: 'short' });
      if (isProblem(own)) return own;
      let [hasEarlier, hasReached] = [false, since === undefined];
      let open: Open | undefined;
      let last = stated;
      for (const earlier of earlierStatements(stated, scope)) {
        if (since && !isAfter(earlier.period, since)) {
          hasReached = true;
          break;
        }
        const place = compareWith(earlier, own, end, scope);
        if (place === 'within' || (isProblem(place) && place.rule !== 'template/assertion')) return false;
        if (isProblem(place))
          open ??= openAbout(`${stated.address} is the ${end}, next to ${earlier.address}`, stated.address);
        hasEarlier = true;
        last = earlier;
      }
      for (const earlier of since ? [] : knownBefore(stated, last, scope)) {
        if (compareWith(earlier, own, end, scope) === 'within') return false;
        const gap = `no figure or a break between ${earlier.address} and ${last.address}`;
        open ??= openAbout(`${stated.address} is the ${end}, with ${gap}`, stated.address);
      }
      return hasEarlier && hasReached ? (open ?? true) : false;
    },
  });
}

function isAfter(period: Period, since: Period): boolean {
  return comparePeriods(period, since) > 0;
}

export const isHighest = isExtreme('highest');
export const isLowest = isExtreme('lowest');

/**
 * The statements before one at the periods before its own, newest first: each month before a month, each like span a year
 * before a span. They end at the first period without a figure, and at a break in the series. Of a change between two like
 * periods both move.
 */
function* earlierStatements(stated: Observation, scope: Scope): Generator<Observation> {
  let [latest, address] = [stated, statedAddress(stated)];
  for (let count = 0; count < MAX_EXPANSION; count += 1) {
    const before = addressBefore(address, latest.period);
    const found = before && look(before, scope, false);
    if (!before || !found || !('observation' in found)) return;
    if (changedBetween(stated.indicator, found.observation.period, latest.period)) return;
    yield found.observation;
    [latest, address] = [found.observation, before];
  }
}

/**
 * The figures of a series before one of its earlier ones, at which those that follow one another end: across periods without a
 * figure, or a break. The newest stand first.
 */
function knownBefore(stated: Observation, last: Observation, { edition }: Scope): readonly Observation[] {
  const isLike = ({ period }: Observation): boolean =>
    period.kind === stated.period.kind &&
    (period.kind !== 'span' || (alike(period.start, stated.period.start) && alike(period.end, stated.period.end)));
  const { base, ...own } = statedAddress(stated);
  const series = addressText({ ...own, period: undefined });
  const before = statementsOf(edition.dataset).byIndicator.get(stated.indicator.id) ?? [];
  const addresses = before
    .filter((one) => {
      const { base: other, ...address } = statedAddress(one);
      const isSame = addressText({ ...address, period: undefined }) === series && (base === undefined) === !other;
      return isSame && isLike(one) && isAfter(last.period, one.period);
    })
    .toSorted((a, b) => comparePeriods(b.period, a.period))
    .map(({ address }) => address);
  return [...new Set(addresses)].flatMap((address) => {
    const found = lookUpAddress(edition, address);
    return 'observation' in found ? [found.observation] : [];
  });
}

/** Whether two days are the same of their years; the last days of February are. */
function alike(day: string, other: string): boolean {
  return day.slice(5).replace('02-29', '02-28') === other.slice(5).replace('02-29', '02-28');
}

function addressBefore(address: Address, period: Period): Address | undefined {
  const before = periodBefore(period);
  const { base } = address;
  return before && { ...address, period: before, base: base?.kind === period.kind ? periodBefore(base) : base };
}

/** The period of the same kind before a period, or the like span a year before. Undefined before year 0. */
function periodBefore(period: Period): Period | undefined {
  const { kind, start, end } = period;
  if (kind === 'day') return dayLater(start, -1);
  return kind === 'month' || kind === 'quarter' || kind === 'half' ? stepped(kind, end, -1) : periodYearEarlier(period);
}
