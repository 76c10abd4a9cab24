import type { Slip, SlipPrices } from './slip.ts';

/** Slips with the same cause and the same prices, so that one look says whether they can be paid. */
export interface PriceGroup extends SlipPrices {
  readonly slips: readonly Slip[];
}

/** Groups slips by cause and prices, in the order of the first of each group. */
export function groupedByPrice(slips: Iterable<Slip>): PriceGroup[] {
  const groups = new Map<string, SlipPrices & { slips: Slip[] }>();
  for (const slip of slips) {
    const { cause, cost, further } = slip;
    const key = `${cost} ${further} ${cause}`;
    const group = groups.get(key);
    if (group) group.slips.push(slip);
    else groups.set(key, { cause, cost, further, slips: [slip] });
  }
  return [...groups.values()];
}
