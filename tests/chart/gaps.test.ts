import { localeOf } from '../locale-of.ts';
import { beforeAll, expect, test } from 'vitest';
import type { Edition } from '../../src/dataset/edition.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { bindSound, draw } from './case.ts';
import { asDay, asRelease } from '../dataset/brands.ts';

let edition: Edition;
beforeAll(async () => {
  const years = ['2019', '2020', '2021', '2024', '2025'];
  const records = years.map((year, index) => `    - {level: ${10 + index}.0 Mt, period: ${year}}`);
  const quarters = ['2021', '2022', '2023', '2024', '2025'].map((year) => `    - {level: 9.0 Mt, period: ${year}-Q1}`);
  const text = ['  crop:', ...records, '    - {level: 3.0 Mt, period: 2025-Q1}', '  part:', ...quarters].join('\n');
  const { dataset } = await loadFiles(
    filesOf({ indicators: { crop: 'Mt flow', part: 'Mt flow' }, releases: { office: text } }),
  );
  const release = dataset.releases.get(asRelease('office'));
  if (!release) throw new Error('no release');
  edition = { dataset, release, asOf: asDay('2026-12-31'), period: release.period };
});

function chartOf(address: string | string[], mark: unknown = 'line'): string {
  const encoding = {
    x: { field: 'period', type: 'ordinal' },
    y: { field: 'value', type: 'quantitative' },
  };
  return JSON.stringify({ data: { address }, mark, encoding });
}

test('a line breaks where a range has no figure, and the description says so', async () => {
  const { rendered, diagnostics } = await draw(chartOf('crop@2018..2025', { type: 'line', point: true }), edition);
  expect(diagnostics).toEqual([]);
  const line = /<path[^>]*d="(M[^"]*)"[^>]*stroke-width="2"/.exec(rendered?.svg ?? '')?.[1] ?? rendered?.svg;
  expect(line?.match(/M/g)).toHaveLength(2);
  const texts = await Promise.all(
    ['en', 'de', 'zh-CN'].map(
      async (locale) => (await bindSound(chartOf('crop@2018..2025'), edition, localeOf(locale))).description,
    ),
  );
  expect(texts[0]).toContain('the line breaks, as there is no figure for 2022 to 2023.');
  expect(texts[1]).toContain('Lücke in der Linie, keine Angabe: 2022 bis 2023.');
  expect(texts[2]).toContain('2022年至2023年无数据，折线中断');
});

test.each([
  ['bars', chartOf('crop@2018..2025', 'bar'), 5],
  ['a slope between two years', chartOf(['crop@2019', 'crop@2025']), 2],
  ['a whole range', chartOf('crop@2019..2021'), 3],
  ['first quarters alone', chartOf('part@2021-Q1..2025-Q1'), 5],
  ['years and quarters', chartOf(['crop@2018..2025', 'crop@2025-Q1']), 6],
  ['a line with a gap', chartOf('crop@2018..2025'), 7],
])('%s: only a line in a range gets rows without a value', async (_, spec, count) => {
  const { rows } = await bindSound(spec, edition);
  expect(rows.get('/data')).toHaveLength(count);
});
