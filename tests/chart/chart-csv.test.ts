import type { LocaleId } from '../../src/language/locales.ts';
import { expect, test } from 'vitest';
import { chartCsv } from '../../src/chart/chart-csv.ts';
import type { Edition } from '../../src/dataset/edition.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { LONG } from '../long.ts';
import { bindSound, editionOf, ferries, metals } from './case.ts';
import { asDay, asRelease } from '../dataset/brands.ts';

const small = await ferries();

/** The table of a chart of these data. */
async function csvOf(data: object, edition: Edition = small, locale: LocaleId = 'en'): Promise<string[]> {
  const spec = { data, mark: 'bar', encoding: { x: { field: 'value', type: 'quantitative' } } };
  const { values } = await bindSound(JSON.stringify(spec), edition, locale);
  return chartCsv(values, { dataset: edition.dataset, locale }).trimEnd().split('\n');
}

test('a period is a row, and series stand side by side in the unit of the chart', async () => {
  const address = ['passengers.harbour@2025-Q3..2025-Q4', 'passengers.river@2025-Q3..2025-Q4'];
  expect(await csvOf({ address })).toEqual([
    'period,Harbour route,River route',
    '2025-Q3,824000,412000',
    '2025-Q4,731000,377000',
  ]);
});

test('what must be known of a figure stands next to it, in words of the language', async () => {
  expect(await csvOf({ address: 'fuel.used' })).toEqual([
    'period,Fuel used (tonnes),Fuel used (tonnes): flags',
    '2025-Q4,1960,provisional',
  ]);
  expect((await csvOf({ address: 'fuel.used:growth' }, small, 'zh-CN'))[1]).toMatch(/^2025-Q4,-2\.3,初步/);
});

test('a bound and a range are flagged with what is printed', async () => {
  const records = ['over 12 Mt, period: 2023', '4 to 500 Mt, period: 2024', '7.0 Mt, period: 2025'];
  const { dataset } = await loadFiles(
    filesOf({
      indicators: { crop: 'Mt flow' },
      releases: { office: ['  crop:', ...records.map((one) => `    - {level: ${one}}`)].join('\n') },
    }),
  );
  const release = dataset.releases.get(asRelease('office'));
  if (!release) throw new Error('no release');
  const edition = { dataset, release, asOf: asDay('2026-12-31'), period: release.period };
  const [, bound, range, plain] = await csvOf({ address: 'crop@2023..2025' }, edition);
  expect(bound).toMatch(/^2023,12,over 12\b/);
  expect(range).toMatch(/^2024,,4.+500/);
  expect(plain).toBe('2025,7.0,');
});

test('figures that releases print in other units stand in one', LONG, async () => {
  const all = await csvOf({ address: 'output.ten_metals@2015..2025', unit: 'Mt' }, await metals());
  const [head = '', ...rows] = all;
  expect(head).toMatch(/^period,[^,]+ \(million tonnes\)/);
  expect(rows.length).toBeGreaterThan(5);
  // all between those of 2015, 51.56 Mt, and 2025, 81.75 Mt, by the yearbooks; in 10⁴ t they are a hundred times as large
  for (const row of rows) expect(Number(row.split(',')[1])).toSatisfy((value: number) => value > 50 && value < 82);
  const chinese = await csvOf({ address: 'output.ten_metals@2015..2025', unit: 'Mt' }, await metals(), 'zh-CN');
  expect(chinese[0]).toContain('万吨');
  for (const row of chinese.slice(1)) expect(Number(row.split(',')[1])).toBeGreaterThan(5000);
});

test('all that a publisher has stated of one period is kept, a column for each release', LONG, async () => {
  const crops = await editionOf('.', 'us-crops', 'usda-656');
  const all = await csvOf({ address: 'corn.production@2024/25', vintages: true }, crops);
  expect(all).toHaveLength(2);
  expect(all[0]?.match(/usda-\d+/g)?.length).toBeGreaterThan(3);
  expect(all[0]).toMatch(/\(million bushels\), usda-656/);
  expect(all[1]).toContain('15186');
});

test('a rate that is worked out stands under the name of what it is the rate of', async () => {
  const edition = await metals();
  // investment rose by 4.9%, 2.3 points more than that of all industry
  const all = await csvOf(
    { address: ['investment.total:growth', 'investment.total:difference'], unit: '%', implied: true },
    edition,
  );
  const label = edition.dataset.indicators.get('national.industrial_investment')?.label.get('en') ?? '';
  expect(all[0]).toContain(`${label}, change on a year earlier (%): flags`);
  expect(all.slice(1)).toEqual(['2025,4.9,2.6,"worked out here, not published"']);
});

test('a label that a spreadsheet would run as a formula stands as text in the head', async () => {
  const { dataset } = await loadFiles(
    filesOf({
      indicators: { crop: 'Mt flow' },
      releases: { office: '  crop: [{level: 7.0 Mt}]' },
    }),
  );
  const crop = dataset.indicators.get('crop') ?? expect.fail('no indicator');
  Object.assign(crop, { label: new Map([['en', '=HYPERLINK("https://x.example")']]) });
  const release = dataset.releases.get(asRelease('office')) ?? expect.fail('no release');
  const [head] = await csvOf(
    { address: 'crop' },
    { dataset, release, asOf: asDay('2026-12-31'), period: release.period },
  );
  expect(head).toMatch(/^period,"?'=HYPERLINK/);
});
