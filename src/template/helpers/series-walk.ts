import { changedBetween, type Address, type Observation } from '../../dataset/model.ts';
import { statedAddress } from '../../dataset/address.ts';
import { dayLater, type Period, periodYearEarlier, stepped } from '../../dataset/period.ts';
import { MAX_EXPANSION } from '../../dataset/period.ts';
import { look } from '../asked.ts';
import type { Scope } from '../scope.ts';

/**
 * The statements before one at the periods before its own, newest first: each month before a month, each like span a year
 * before a span. They end at the first period without a figure, and at a break in the series. Of a change between two like
 * periods both move.
 */
export function* earlierStatements(stated: Observation, scope: Scope): Generator<Observation> {
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

function addressBefore(address: Address, period: Period): Address | undefined {
  const before = periodBefore(period);
  const { base } = address;
  return before && { ...address, period: before, base: base?.kind === period.kind ? periodBefore(base) : base };
}

/** The period of the same kind before a period, or the like span a year before. Undefined before year 0. */
export function periodBefore(period: Period): Period | undefined {
  const { kind, start, end } = period;
  if (kind === 'day') return dayLater(start, -1);
  return kind === 'month' || kind === 'quarter' || kind === 'half' ? stepped(kind, end, -1) : periodYearEarlier(period);
}
