import { addressText, statedAddress } from '../dataset/address.ts';
import { newestDay } from '../dataset/edition.ts';
import type { Dataset, Observation, Release } from '../dataset/model.ts';
import { movedPeriod } from '../dataset/moved-period.ts';
import { periodYearEarlier } from '../dataset/period.ts';
import { movedRelease, type NextRelease } from './next-release.ts';

/**
 * The dataset as it will be when the next release states everything that the old one stated, each figure in its new
 * period. The numbers are those of the old release: only what is stated counts.
 */
export function withStandIn(dataset: Dataset, next: NextRelease): Dataset {
  const { old, id, period } = next;
  // Statements point at their release, which is looked for as the object that the dataset holds.
  const observations: Observation[] = [];
  const release: Release = { ...old, id, period, published: newestDay(dataset), observations, repeats: [] };
  observations.push(...old.observations.map((stated) => movedStatement(stated, release, next)));
  return { ...dataset, releases: new Map([...dataset.releases, [id, release]]) };
}

function movedStatement(stated: Observation, release: Release, next: NextRelease): Observation {
  const { old, period: to } = next;
  const { correction: _, ...rest } = stated;
  const period = movedPeriod(stated.period, old.period, to) ?? stated.period;
  const isUsual = stated.base?.text === periodYearEarlier(stated.period).text;
  const base = isUsual
    ? periodYearEarlier(period)
    : stated.base && (movedPeriod(stated.base, old.period, to) ?? stated.base);
  const counterpart = stated.counterpart?.replace(/\S+$/, (id) => movedRelease(id, next));
  const moved = { ...rest, release, period, base, counterpart };
  return { ...moved, address: addressText(statedAddress(moved)) };
}
