import { compareText } from '../core/diagnostics/text-order.ts';
import { type Interval, meets } from '../core/numbers/interval.ts';
import { dayOf, type Edition, isKnown } from './edition.ts';
import { type Observation, quantityOf } from './model.ts';
import { statementsOf } from './statements.ts';
import { toBase } from './unit.ts';
import type { AddressText } from './brands.ts';

/**
 * What other publishers stated last, up to the date of an edition, at the address of a statement, where both cannot be
 * right as they are rounded; the highest-ranked source first.
 */
export function rivalsOf(stated: Observation, edition: Edition): Observation[] {
  const own = intervalOf(stated);
  if (!own) return [];
  const { group } = stated.release.source;
  const last = new Map<string, Observation>();
  for (const other of publishedAt(stated.address, edition)) last.set(other.release.source.group, other);
  last.delete(group);
  return [...last.values()]
    .filter((other) => {
      const interval = intervalOf(other);
      return interval !== undefined && !meets(own, interval);
    })
    .sort((a, b) => a.release.source.rank - b.release.source.rank);
}

/** What a source, or the publishers of a group, stated last at a full address, up to the date of an edition. */
export function statedBy(source: string, address: AddressText, edition: Edition): Observation | undefined {
  return publishedAt(address, edition).findLast(
    ({ release }) => release.source.id === source || release.source.group === source,
  );
}

/** All that was stated at a full address up to the date of an edition, the oldest first. */
function publishedAt(address: AddressText, edition: Edition): Observation[] {
  return (statementsOf(edition.dataset).byAddress.get(address) ?? [])
    .filter((stated) => isKnown(stated, edition))
    .sort((a, b) => compareText(dayOf(a.release), dayOf(b.release)));
}

function intervalOf(observation: Observation): Interval | undefined {
  const quantity = quantityOf(observation);
  return quantity && toBase(quantity.interval, quantity.unit);
}
