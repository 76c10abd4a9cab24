import { meets } from '../core/numbers/interval.ts';
import { isConfidence } from './address.ts';
import { type Dataset, type Observation, quantityOf } from './model.ts';
import { dayOf } from './edition.ts';
import { statementsOf } from './statements.ts';
import { convertInterval, sameDimension } from './unit.ts';

/**
 * Whether another release states a figure outside the interval of the earlier one; more digits are not a change. What is
 * said about the error of an estimate belongs to that estimate, so that another one revises nothing.
 */
export function isRestated(before: Observation, now: Observation): boolean {
  const [old, current] = [quantityOf(before), quantityOf(now)];
  if (isConfidence(now.measure)) return false;
  if (!old || !current || before.release.id === now.release.id || !sameDimension(old.unit, current.unit)) return false;
  return !meets(convertInterval(old.interval, old.unit, current.unit), current.interval);
}

const revisions = new WeakMap<Dataset, ReadonlySet<string>>();

/** Whether an earlier release of the same source states another figure at the same address. */
export function isRevised(dataset: Dataset, stated: Statement): boolean {
  let found = revisions.get(dataset);
  if (!found) {
    found = new Set([...statementsOf(dataset).byAddress.values()].flatMap(revisedAmong).map(statementKey));
    revisions.set(dataset, found);
  }
  return found.has(statementKey(stated));
}

function revisedAmong(stated: readonly Observation[]): Observation[] {
  return stated.filter((now) =>
    stated.some(
      (before) =>
        before.release.source === now.release.source &&
        dayOf(before.release) < dayOf(now.release) &&
        isRestated(before, now),
    ),
  );
}

type Statement = Pick<Observation, 'address' | 'release'>;

function statementKey({ address, release }: Statement): string {
  return `${release.id} ${address}`;
}
