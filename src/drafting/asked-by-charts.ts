import type { ChartSpec } from '../chart/chart-model.ts';
import { addressText, parseAddress, parseAddressPattern } from '../dataset/address.ts';
import type { Edition } from '../dataset/edition.ts';
import { lookUpAddress } from '../dataset/lookup.ts';
import type { Asked } from '../template/scope.ts';

/**
 * The figures that the charts shown in a filled template cannot do without: those that they name by a single address.
 * Patterns and ranges of periods take what there is.
 */
export function askedByCharts(charts: readonly ChartSpec[], markdown: string, edition: Edition): Asked[] {
  const shown = charts.filter(({ name }) => markdown.includes(`name="${name}"`));
  const needed = shown.flatMap(({ data }) => data.filter(({ optional }) => !optional));
  return needed.flatMap(({ addresses }) =>
    addresses.flatMap(({ text, place }): Asked[] => {
      const address = parseAddress(text, edition.period);
      const pattern = parseAddressPattern(text, edition.period);
      // What is no address is a pattern; `2021..2024` is a period, and also a range of four.
      if ('problem' in address || ('periods' in pattern && (pattern.periods?.length ?? 1) > 1)) return [];
      const found = lookUpAddress(edition, address);
      return [
        {
          address: addressText({ ...address, period: address.period ?? edition.period }),
          place,
          found: 'observation' in found ? found.observation : undefined,
          isRequired: 'missing' in found,
        },
      ];
    }),
  );
}
