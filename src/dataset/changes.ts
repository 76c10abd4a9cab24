import { decimal } from '../core/numbers/decimal.ts';
import { addIntervals, divideIntervals, type Interval, meets, point, scaleInterval } from '../core/numbers/interval.ts';
import { addressText } from './address.ts';
import {
  asPrinted,
  type Break,
  changedBetween,
  type Indicator,
  type Observation,
  type Quantity,
  quantityOf,
} from './model.ts';
import { comparePeriods, type Period, periodYearEarlier } from './period.ts';
import { dayOf, type Edition } from './edition.ts';
import { statementsAt } from './lookup.ts';
import { isRestated } from './revisions.ts';
import { isInSlice } from './slice.ts';
import { statementsIn, statementOrder, statementsOf } from './statements.ts';

/** A figure as the edition before printed it, and as this one does. */
export interface Restated {
  readonly before: Observation;
  readonly now: Observation;
}

/** A level that the edition before printed, and the growth rate from which this release sets out from another one. */
export interface Rebased {
  readonly before: Observation;
  readonly level: Observation;
  readonly growth: Observation;
}

/**
 * What an edition changes of the one before it. Each list is in `statementOrder`; no statement stands in two of them.
 * Claims, which hold no figure, are left out.
 */
export interface Changes {
  /** Corrected now and not then: the print, and the figure that is printed in its stead. */
  readonly corrected: readonly Restated[];
  /** Stated anew by the same source, to another figure. */
  readonly revised: readonly Restated[];
  /** Taken from another source now, to another figure. */
  readonly replaced: readonly Restated[];
  /** Not stated anew, but the level and growth of this release imply another figure than was printed. */
  readonly rebased: readonly Rebased[];
  /** Stated by this release, where the release before stated nothing like it. */
  readonly added: readonly Observation[];
  /** Stated by other releases since: nobody had stated them before. */
  readonly available: readonly Observation[];
  /** Stated by the release before, where this one states nothing like it. */
  readonly dropped: readonly Observation[];
  /** Definitions that changed since, of indicators of either release. */
  readonly breaks: readonly { readonly indicator: Indicator; readonly change: Break }[];
}

/** Works out what an edition changes of an earlier one of the same dataset, and of the same slice where it has one. */
export function changesBetween(before: Edition, now: Edition): Changes {
  const order = statementOrder(now.dataset);
  const told = new Set<string>();
  const restated = restatedBetween(before, now, told);
  const rebased = rebasedBetween(before, now).filter(({ before: { address } }) => !told.has(address));
  for (const { before: earlier } of rebased) told.add(earlier.address);
  const fresh = freshBetween(before, now).filter(({ address }) => !told.has(address));
  const known = new Set(statementsIn(before).map(roleOf));
  const current = new Set(statementsIn(now).map(roleOf));
  const own = fresh.filter(({ release }) => release === now.release);
  return {
    ...restated,
    rebased: rebased.sort((a, b) => order(a.before, b.before)),
    added: own.filter((stated) => !known.has(roleOf(stated))).sort(order),
    available: fresh.filter(({ release }) => release !== now.release).sort(order),
    dropped: statementsIn(before)
      .filter((stated) => !stated.claim && !current.has(roleOf(stated)) && !told.has(stated.address))
      .sort(order),
    breaks: breaksBetween(before, now),
  };
}

/** Corrections, revisions and changes of source; their addresses are added to `told`. */
function restatedBetween(
  before: Edition,
  now: Edition,
  told: Set<string>,
): Pick<Changes, 'corrected' | 'revised' | 'replaced'> {
  const order = statementOrder(now.dataset);
  const corrected: Restated[] = [];
  const revised: Restated[] = [];
  const replaced: Restated[] = [];
  for (const address of addressesIn(now)) {
    const [earlier, current] = [statementAt(before, address), statementAt(now, address)];
    if (!current || current.claim) continue;
    const wasCorrected = earlier !== undefined && isCorrectedAt(before, earlier);
    const then = earlier && (wasCorrected ? earlier : asPrinted(earlier));
    if (then && !wasCorrected && isCorrectedAt(now, earlier)) corrected.push({ before: then, now: current });
    else if (then && isRestated(then, current)) {
      (then.release.source === current.release.source ? revised : replaced).push({ before: then, now: current });
    } else if (current.correction && current !== earlier) corrected.push({ before: asPrinted(current), now: current });
    else continue;
    told.add(address);
  }
  const inOrder = (list: Restated[]): Restated[] => list.sort((a, b) => order(a.now, b.now));
  return { corrected: inOrder(corrected), revised: inOrder(revised), replaced: inOrder(replaced) };
}

/** The statement that is printed for a full address; undefined where there is none, or a tie. */
function statementAt(edition: Edition, address: string): Observation | undefined {
  const [best, ...equals] = statementsAt(edition, address);
  return equals.length > 0 ? undefined : best;
}

/**
 * Whether a statement has a correction that an edition could know: something that supports it was published by then.
 */
function isCorrectedAt({ dataset, asOf }: Edition, { correction }: Observation): boolean {
  return (correction?.evidence ?? []).some((id) => {
    const release = dataset.releases.get(id);
    return release !== undefined && dayOf(release) <= asOf;
  });
}

/** Levels that the edition before printed, and that the growth rates of this release do not set out from. */
function rebasedBetween(before: Edition, now: Edition): Rebased[] {
  if (before.release === now.release) return [];
  const own = new Map(statementsIn(now).map((stated) => [stated.address, stated]));
  return statementsIn(now).flatMap((growth) => {
    const { indicator, measure, period, base } = growth;
    if (measure !== 'growth' || !base) return [];
    const level = own.get(addressText({ indicator: indicator.id, measure: 'level', period }));
    const earlier = statementAt(before, addressText({ indicator: indicator.id, measure: 'level', period: base }));
    if (!level || !earlier || changedBetween(indicator, base, period)) return [];
    const [old, current, rate] = [earlier, level, growth].map(quantityOf);
    if (!old || !current || !rate) return [];
    const factor = addIntervals(point(decimal(1)), inBaseUnits(rate));
    const implied = divideIntervals(inBaseUnits(current), factor);
    return meets(implied, inBaseUnits(old)) ? [] : [{ before: earlier, level, growth }];
  });
}

function inBaseUnits({ interval, unit }: Quantity): Interval {
  return scaleInterval(interval, unit.factor);
}

/** Every full address of the dataset, or of a slice of it. */
function addressesIn({ dataset, slice }: Edition): string[] {
  return [...statementsOf(dataset).byAddress]
    .filter(([, [first]]) => !slice || (first && isInSlice(first.indicator, slice)))
    .map(([address]) => address);
}

/** What is printed now for addresses for which nothing was. */
function freshBetween(before: Edition, now: Edition): Observation[] {
  return addressesIn(now).flatMap((address) => {
    const current = statementAt(now, address);
    return current && !current.claim && statementsAt(before, address).length === 0 ? [current] : [];
  });
}

/**
 * What a statement is in its release, whatever period that is about: its indicator and measure, and how its periods
 * stand to that of the release. The growth of 2025 in a release on 2025 is what the growth of 2024 is in one on 2024.
 */
function roleOf({ indicator, measure, counterpart, period, base, release }: Observation): string {
  const role = { period: standing(period, release.period), base: base && baseRole(base, period) };
  return JSON.stringify([indicator.id, measure, counterpart, role.period, role.base]);
}

function baseRole(base: Period, period: Period): string {
  return base.text === periodYearEarlier(period).text ? 'a year earlier' : standing(base, period);
}

/** How a period stands to another: its kind, and whether it is the same, before, after, within or around it. */
function standing(period: Period, other: Period): string {
  if (period.text === other.text) return 'same';
  if (period.end < other.start) return `${period.kind} before`;
  if (period.start > other.end) return `${period.kind} after`;
  return `${period.kind} ${period.start >= other.start && period.end <= other.end ? 'within' : 'around'}`;
}

/** Breaks after the period of the release before, up to that of this one. */
function breaksBetween(before: Edition, now: Edition): Changes['breaks'] {
  const stated = new Set([before, now].flatMap((edition) => statementsIn(edition).map(({ indicator }) => indicator)));
  return [...now.dataset.indicators.values()]
    .filter((indicator) => stated.has(indicator))
    .flatMap((indicator) => indicator.breaks.map((change) => ({ indicator, change })))
    .filter(({ change }) => comparePeriods(change.period, before.period) > 0 && change.period.start <= now.period.end);
}
