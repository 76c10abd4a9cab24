import { describe, expect, it } from 'vitest';
import { measureText, pastedLine, proposalLines } from '../../src/discovery/proposal-text.ts';
import { type Search, searchDataset } from '../../src/discovery/proposals.ts';
import { filesOf, loadFiles } from '../assay/world.ts';

/** The levels of indicators in years from 2016 on: of each its unit and kind, then its figures. */
type Rows = Readonly<Record<string, readonly [unit: string, figures: string]>>;

async function search(rows: Rows, relations?: string): Promise<Search> {
  const { dataset, rules } = await loadFiles(
    filesOf({
      indicators: Object.fromEntries(Object.entries(rows).map(([id, [unit]]) => [id, unit])),
      releases: {
        office: Object.entries(rows)
          .map(([id, [unit, figures]]) => {
            const [code = ''] = unit.split(' ');
            const stated = figures
              .split(' ')
              .flatMap((figure, index) =>
                figure === '-'
                  ? []
                  : [`{ level: '${figure}${code === 'count' ? '' : ` ${code}`}', period: ${2016 + index} }`],
              );
            return `  ${id}: [${stated.join(', ')}]`;
          })
          .join('\n'),
      },
      ...(relations === undefined ? {} : { relations }),
    }),
  );
  return searchDataset(dataset, rules);
}

function told({ proposals }: Search): readonly string[] {
  return proposals.map(({ certainty, holds, held, of }) => `${certainty}: ${holds} (${held} of ${of})`);
}

/** Whether what is proposed can be read and is tested, and how many of its instances hold. */
async function isRead(rows: Rows, found: Search): Promise<readonly string[]> {
  const text = `relations:\n${found.proposals.map((one) => `  ${pastedLine(one, 'en')}`).join('\n')}\n`;
  return told(await search(rows, text));
}

// 2016: 412.6 kha × 7.43 t/ha = 3,065.6 kt; and so on, worked out by hand and rounded.
const CROP: Rows = {
  area: ['ha stock', '412600 398200 405900 421300 417800 388100 402500 411700 395300 408800 431200 377900'],
  yield: ['t/ha ratio', '7.43 6.98 7.81 7.66 6.42 7.05 7.92 7.37 8.11 6.77 7.24 7.58'],
  production: ['kt flow', '3065.6 2779.4 3170.1 3227.2 2682.3 2736.1 3187.8 3034.2 3205.9 2767.6 3121.9 2864.5'],
};

describe('a product', () => {
  it('is proposed with what was worked out alone, and is read again', async () => {
    const found = await search(CROP);
    expect(told(found)).toEqual(['certain: yield = production / area (12 of 12)']);
    expect(found.measures).toEqual([]);
    expect(await isRead(CROP, found)).toEqual([]);
  });

  it('is proposed where one figure breaks it, which is named', async () => {
    const slip = { ...CROP, area: ['ha stock', CROP['area']?.[1].replace('417800', '471800') ?? ''] } as const;
    const found = await search(slip);
    expect(told(found)).toEqual(['certain: yield = production / area (11 of 12)']);
    expect(found.proposals.flatMap((one) => proposalLines(one, 'en'))).toContainEqual(
      expect.stringMatching(/^In 2020\D*.*area@2020.*471800/),
    );
  });

  it('has the power of ten that its figures need', async () => {
    // Births for each 1,000 inhabitants: 9,412 of 812,300 are 11.59.
    const births: Rows = {
      population: ['count stock', '812300 815900 821400 826600 833100 837700 842900 849800'],
      births: ['count flow', '9412 9188 9530 9011 8895 9304 9127 8742'],
      birth_rate: ['count ratio', '11.59 11.26 11.60 10.90 10.68 11.11 10.83 10.29'],
    };
    const found = await search(births);
    expect(told(found)).toEqual(['certain: birth_rate = 1000 count * births / population (8 of 8)']);
    expect(await isRead(births, found)).toEqual([]);
  });

  it('is named and not proposed where the units do not make one another', async () => {
    const found = await search({ ...CROP, yield: ['kt ratio', CROP['yield']?.[1] ?? ''] });
    expect(told(found)).toEqual([]);
    expect(found.measures.map((one) => measureText(one, 'en'))).toEqual([
      expect.stringMatching(/^production .*times.*units/i),
    ]);
  });

  it('is none of a line that hardly moves and two that are multiples of one another', async () => {
    // 1.25 times each figure, and a line of 1.25: a coincidence of one constant.
    const found = await search({
      small: ['kt flow', '400 480 520 440 560 600 640 680'],
      large: ['kt flow', '500 600 650 550 700 750 800 850'],
      factor: ['count ratio', '1.25 1.25 1.25 1.25 1.25 1.25 1.25 1.25'],
    });
    expect(found.proposals.filter(({ form }) => form === 'product')).toEqual([]);
  });

  it('is known where a relation says it in another way', async () => {
    const known = 'relations:\n  - { id: crop, hardness: hard, reason: so it is, holds: production = area * yield }\n';
    expect(told(await search(CROP, known))).toEqual([]);
  });
});

describe('stocks that are carried over', () => {
  const stocks: Rows = {
    beginning_stocks: ['kt stock', '1762 1377 1360 1919 2221 1235 1377 1763'],
    production: ['kt flow', '15148 14609 14340 13620 14111 15074 13715 15341'],
    ending_stocks: ['kt stock', '1377 1360 1919 2221 1235 1377 1763 1540'],
  };

  it('are a rule with the period before, and with * for all members', async () => {
    expect(told(await search(stocks))).toEqual(['certain: beginning_stocks = ending_stocks@-1 (7 of 7)']);
    const two = Object.fromEntries(
      Object.entries(stocks).flatMap(([id, [unit, figures]]) => [
        [`corn.${id}`, [unit, figures]],
        [`rice.${id}`, [unit, figures.replaceAll(/(\d)(\d)(\d+)/g, '$2$1$3').replaceAll(/(?<= |^)0/g, '8')]],
      ]),
    ) as Rows;
    const found = await search(two);
    expect(told(found)).toEqual(['certain: *.beginning_stocks = *.ending_stocks@-1 (14 of 14)']);
    expect(await isRead(two, found)).toEqual([]);
  });

  it('are a rule where a year breaks', async () => {
    const slip = { ...stocks, ending_stocks: ['kt stock', '1377 1360 1919 2212 1235 1377 1763 1540'] } as const;
    expect(told(await search(slip))).toEqual(['certain: beginning_stocks = ending_stocks@-1 (6 of 7)']);
  });

  it('are none of two lines that are nearly the same', async () => {
    const found = await search({
      may: ['kt stock', '1762 1763 1763 1764 1764 1764 1765 1765'],
      june: ['kt stock', '1763 1763 1764 1764 1764 1765 1765 1766'],
    });
    expect(told(found)).toEqual([]);
  });
});

describe('what is called a part', () => {
  const bus: Rows = {
    bus: ['count flow', '5120 5344 5871 5402'],
    'bus.of_which_electric': ['count flow', '120 344 471 502'],
    tram: ['count flow', '3048 2991 3124 3377'],
  };

  it('is not more than the line above it', async () => {
    const found = await search(bus);
    expect(told(found)).toEqual(['certain: bus.of_which_electric <= bus (4 of 4)']);
    expect(await isRead(bus, found)).toEqual([]);
  });

  it('is proposed where it is more in one period, and not where it is more in several', async () => {
    const slip = { ...bus, 'bus.of_which_electric': ['count flow', '120 344 47100 502'] } as const;
    expect(told(await search(slip))).toEqual(['certain: bus.of_which_electric <= bus (3 of 4)']);
    const other = { ...bus, 'bus.of_which_electric': ['count flow', '1200 13440 14710 5020'] } as const;
    expect(told(await search(other))).toEqual([]);
  });

  it('is not a rule of its own where it is a part of a sum, or of another unit', async () => {
    const sum = { ...bus, 'bus.of_which_diesel': ['count flow', '5000 5000 5400 4900'] } as const;
    expect(told(await search(sum))).toEqual([expect.stringMatching(/bus = |= bus/)]);
    const other = { ...bus, 'bus.of_which_electric': ['kt flow', '120 344 471 502'] } as const;
    expect(told(await search(other))).toEqual([]);
  });
});

describe('a rule whose definition changed', () => {
  // Ferries are counted from 2020 on: 5,210 + 3,099 = 8,309; 5,302 + 3,154 + 820 = 9,276.
  const rows: Rows = {
    bus: ['count flow', '5120 5344 5871 5210 5302 5533 5965 5522'],
    tram: ['count flow', '3048 2991 3124 3099 3154 3052 3187 3420'],
    ferry: ['count flow', '812 905 1103 847 820 918 1120 859'],
    total: ['count flow', '8168 8335 8995 8309 9276 9503 10272 9801'],
  };

  it('is asked with the periods in which it holds, and never certain', async () => {
    const found = await search(rows);
    expect(found.proposals.map(({ certainty, holds, periods }) => `${certainty}: ${holds} ${periods ?? ''}`)).toEqual([
      'changes: total = bus + tram + ferry 2020..',
      'changes: total = bus + tram ..2019',
    ]);
    expect(found.proposals.map((one) => pastedLine(one, 'en'))).toEqual([
      expect.stringContaining('periods: 2020.., holds: total = bus + tram + ferry }'),
      expect.stringContaining('periods: ..2019, holds: total = bus + tram }'),
    ]);
    expect(await isRead(rows, found)).toEqual([]);
  });

  it('is none of figures that are not a sum before and after', async () => {
    const found = await search({ ...rows, total: ['count flow', '8168 8001 8700 8309 8276 9503 10000 9100'] });
    expect(told(found)).toEqual([]);
  });
});
