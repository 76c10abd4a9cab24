import { describe, expect, test } from 'vitest';
import { repairs, reportOn, said, filesOf, loadFiles } from './world.ts';
import { oneIn } from '../long.ts';

// Four regions and their total through the quarters of a year, with the year before. 597.6 / 581.4 = 1.0279,
// 388.0 / 392.1 = 0.9895, 302.3 / 301.9 = 1.0013; 802.3 / 2090.1 = 38.39%.
const ROWS = {
  all: ['529.8', '519.4', '499.8', '541.1', '2090.1', '2050.6'],
  'all.n': ['151.2', '148.9', '142.4', '155.1', '597.6', '581.4'],
  'all.e': ['98.4', '96.1', '93.5', '99.9', '388.0', '392.1'],
  'all.s': ['203.8', '199.3', '191.2', '207.9', '802.3', '775.1'],
  'all.w': ['76.3', '75.0', '72.7', '78.2', '302.3', '301.9'],
};
const PERIODS = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2025', '2024'];
const RATES = { n: '2.8', e: '-1.1', w: '0.1', share: '38.4' };

/** The report on the table with some of its rates. */
async function withRates(changed: Partial<typeof RATES>) {
  const { n, e, w, share } = { ...RATES, ...changed };
  const rates: Readonly<Record<string, string>> = {
    all: '{growth: 1.9%}',
    'all.n': `{growth: '${n}%'}, {share: 28.6%, of: all}`,
    'all.e': `{growth: '${e}%'}, {share: 18.6%, of: all}`,
    'all.s': `{growth: 3.5%}, {share: '${share}%', of: all}`,
    'all.w': `{growth: '${w}%'}`,
  };
  const office = Object.entries(ROWS).map(([id, values]) => {
    const levels = values.map((value, at) => `{level: ${value} kt, period: '${PERIODS[at]}', at: table}`);
    return `  ${id}: [${[...levels, rates[id]].join(', ')}]`;
  });
  const years = Object.keys(ROWS).map(
    (id, at) => `  - {id: year${at}, hardness: hard, holds: '${id} = sum(${id}@0-Q1..0-Q4)', periods: 2025..2025}`,
  );
  const { dataset, rules } = await loadFiles(
    filesOf({
      indicators: Object.fromEntries(Object.keys(ROWS).map((id) => [id, 'kt flow'])),
      releases: { office: office.join('\n') },
      relations: `relations:\n  - {id: regions, hardness: hard, holds: all = sum(all.*)}\n${years.join('\n')}\n`,
    }),
  );
  return reportOn(dataset, rules, { tries: () => true });
}

describe('two rates that are mistyped independently are both named', () => {
  test('as they should be, nothing is said', async () => {
    expect(said(await withRates({}))).toEqual([]);
  });

  oneIn(2).each([
    [{ n: '8.2', w: '7.1' }, ['all.n:growth@2025', 'all.w:growth@2025']],
    [{ e: '-4.1', share: '33.4' }, ['all.e:growth@2025', 'all.s:share[all]@2025']],
  ])('%o', async (changed, addresses) => {
    const report = await withRates(changed);
    const first = repairs(report).map(([best = '']) => best);
    for (const address of addresses) expect(first.join('; ')).toContain(address);
    expect(said(report)).toHaveLength(2);
  });
});
