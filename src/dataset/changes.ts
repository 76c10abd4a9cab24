import { decimal } from '../core/numbers/decimal.ts';
import { addIntervals, divideIntervals, type Interval, meets, point } from '../core/numbers/interval.ts';
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
import { toBase } from './unit.ts';
import { statementsIn, statementOrder, statementsOf } from './statements.ts';
import type { AddressText } from './brands.ts';

/** A figure that both editions print, each in its own way. */
export interface Restated {
  readonly before: Observation;
  readonly now: Observation;
}

/** A level that the earlier edition printed, with the level and growth rate that now imply another one. */
export interface Rebased {
  readonly before: Observation;
  readonly level: Observation;
  readonly growth: Observation;
}

/**
 * The differences between an edition and an earlier one. Each list is in `statementOrder`, and no statement is in two
 * of them. Claims are left out, because they hold no figure.
 */
export interface Changes {
  /** Corrected now, and not where the earlier edition printed it. */
  readonly corrected: readonly Restated[];
  /** Stated since then, with a misprint that is corrected; the earlier edition did not have it. */
  readonly misprinted: readonly Restated[];
  /** Stated again by the same source, with another figure. */
  readonly revised: readonly Restated[];
  /** Taken from another source now, with another figure. */
  readonly replaced: readonly Restated[];
  /** Not stated again, but the level and growth in this release imply another figure than was printed. */
  readonly rebased: readonly Rebased[];
  /** Stated by this release; the earlier release has no counterpart of it. */
  readonly added: readonly Observation[];
  /** Stated by other releases since the earlier edition, for the first time. */
  readonly available: readonly Observation[];
  /** Stated by the earlier release; this one has no counterpart of it. */
  readonly dropped: readonly Observation[];
  /** Changes of definition since then, of the indicators of either release. */
  readonly breaks: readonly { readonly indicator: Indicator; readonly change: Break }[];
}

/**
 * Compares two editions of the same dataset, or of two states of it, and of the same slice. A print that one state of a
 * release has and the other has not is a correction: the release cannot have changed, so that one of them was typed wrongly.
 */
export function changesBetween(before: Edition, now: Edition): Changes {
  const order = statementOrder(now.dataset);
  const listed = new Set<string>();
  const restated = restatedBetween(before, now, listed);
  const rebased = rebasedBetween(before, now).filter(({ before: { address } }) => !listed.has(address));
  for (const { before: earlier } of rebased) listed.add(earlier.address);
  const fresh = freshBetween(before, now).filter(({ address }) => !listed.has(address));
  const known = new Set(statementsIn(before).map(roleOf));
  const current = new Set(statementsIn(now).map(roleOf));
  const own = fresh.filter(({ release }) => release.id === now.release.id);
  return {
    ...restated,
    rebased: rebased.sort((a, b) => order(a.before, b.before)),
    added: own.filter((stated) => !known.has(roleOf(stated))).sort(order),
    available: fresh.filter(({ release }) => release.id !== now.release.id).sort(order),
    dropped: statementsIn(before)
      .filter((stated) => !stated.claim && !current.has(roleOf(stated)) && !listed.has(stated.address))
      .sort(order),
    breaks: breaksBetween(before, now),
  };
}

/** Finds corrections, misprints, revisions and changes of source, and adds their addresses to `listed`. */
function restatedBetween(
  before: Edition,
  now: Edition,
  listed: Set<string>,
): Pick<Changes, 'corrected' | 'misprinted' | 'revised' | 'replaced'> {
  const order = statementOrder(now.dataset);
  const corrected: Restated[] = [];
  const misprinted: Restated[] = [];
  const revised: Restated[] = [];
  const replaced: Restated[] = [];
  for (const address of addressesIn(now)) {
    const [earlier, current] = [statementAt(before, address), statementAt(now, address)];
    if (!current || current.claim) continue;
    const wasCorrected = earlier !== undefined && isCorrectedAt(before, earlier);
    const then = earlier && (wasCorrected ? earlier : asPrinted(earlier));
    const own = earlier && sameStatement(now, earlier);
    const isSame = earlier !== undefined && current.release.id === earlier.release.id;
    if (then && !wasCorrected && own && isCorrectedAt(now, own)) corrected.push({ before: then, now: current });
    else if (then && isRestated(then, current)) {
      (then.release.source.id === current.release.source.id ? revised : replaced).push({ before: then, now: current });
    } else if (then && isSame && isRetyped(then, current)) corrected.push({ before: then, now: current });
    else if (current.correction && !isSame) misprinted.push({ before: asPrinted(current), now: current });
    else continue;
    listed.add(address);
  }
  const inOrder = (list: Restated[]): Restated[] => list.sort((a, b) => order(a.now, b.now));
  return {
    corrected: inOrder(corrected),
    misprinted: inOrder(misprinted),
    revised: inOrder(revised),
    replaced: inOrder(replaced),
  };
}

/** A statement as a later state of its dataset has it. */
function sameStatement({ dataset }: Edition, { address, release }: Observation): Observation | undefined {
  return statementsOf(dataset)
    .byAddress.get(address)
    ?.find((stated) => stated.release.id === release.id);
}

/** Whether two states of one release have another figure. */
function isRetyped(before: Observation, now: Observation): boolean {
  const [old, current] = [quantityOf(before), quantityOf(now)];
  return old !== undefined && current !== undefined && old.text !== current.text;
}

/**
 * Whether a figure was mistyped in the data while its source printed the right one: no release is evidence of that, and
 * least of all the mistyped one.
 */
export function isMistyped({ before, now }: Restated): boolean {
  const isSame = before.release.id === now.release.id && now.correction === undefined;
  return isSame && before.printed?.text !== now.printed?.text;
}

/** The statement that is printed for a full address; undefined if there is none or a tie. */
function statementAt(edition: Edition, address: AddressText): Observation | undefined {
  const [best, ...equals] = statementsAt(edition, address);
  return equals.length > 0 ? undefined : best;
}

/**
 * Whether a statement was corrected by the date of an edition: as the data say, else when its evidence was published. A
 * correction by arithmetic without a date counts as old.
 */
export function isCorrectedAt({ dataset, asOf }: Edition, { correction }: Observation): boolean {
  if (correction?.since !== undefined) return correction.since <= asOf;
  if (correction?.isByArithmetic) return true;
  return (correction?.evidence ?? []).some((id) => {
    const release = dataset.releases.get(id);
    return release !== undefined && dayOf(release) <= asOf;
  });
}

/** Finds levels that the earlier edition printed and that the growth rates of this release contradict. */
function rebasedBetween(before: Edition, now: Edition): Rebased[] {
  if (before.release.id === now.release.id) return [];
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
  return toBase(interval, unit);
}

/** Every full address in the dataset or slice. */
function addressesIn({ dataset, slice }: Edition): AddressText[] {
  return [...statementsOf(dataset).byAddress]
    .filter(([, [first]]) => !slice || (first && isInSlice(first.indicator, slice)))
    .map(([address]) => address);
}

/** The statements at addresses that had none in the earlier edition. */
function freshBetween(before: Edition, now: Edition): Observation[] {
  return addressesIn(now).flatMap((address) => {
    const current = statementAt(now, address);
    return current && !current.claim && statementsAt(before, address).length === 0 ? [current] : [];
  });
}

/**
 * Identifies the counterpart of a statement in other releases: its indicator and measure, and how its periods relate to
 * the period of its release. The growth of 2025 in a release on 2025 has the same role as that of 2024 in one on 2024.
 */
function roleOf({ indicator, measure, counterpart, period, base, release }: Observation): string {
  const role = { period: relationTo(period, release.period), base: base && baseRole(base, period) };
  return JSON.stringify([indicator.id, measure, counterpart?.text, role.period, role.base]);
}

function baseRole(base: Period, period: Period): string {
  return base.text === periodYearEarlier(period).text ? 'a year earlier' : relationTo(base, period);
}

/** The kind of a period, and whether it is the same as, before, after, within or around another. */
function relationTo(period: Period, other: Period): string {
  if (period.text === other.text) return 'same';
  if (period.end < other.start) return `${period.kind} before`;
  if (period.start > other.end) return `${period.kind} after`;
  return `${period.kind} ${period.start >= other.start && period.end <= other.end ? 'within' : 'around'}`;
}

/** Breaks after the period of the earlier release, up to the period of this one. */
function breaksBetween(before: Edition, now: Edition): Changes['breaks'] {
  const stated = new Set(
    [before, now].flatMap((edition) => statementsIn(edition).map(({ indicator }) => indicator.id)),
  );
  return [...now.dataset.indicators.values()]
    .filter(({ id }) => stated.has(id))
    .flatMap((indicator) => indicator.breaks.map((change) => ({ indicator, change })))
    .filter(({ change }) => comparePeriods(change.period, before.period) > 0 && change.period.start <= now.period.end);
}
