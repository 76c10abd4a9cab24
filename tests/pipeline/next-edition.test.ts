import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import type { Composition } from '../../src/pipeline/composition.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { edit, makeRoot } from '../cli/root.ts';
import { saying } from '../messages.ts';
import { LONG } from '../long.ts';

/** A release on a year that took another course: nothing in it goes the way of the one before. */
const RELEASE = `
release: { id: cnia-2026, source: cnia_2025_zh, published: 2027-02-03, period: 2026 }
observations:
  output.ten_metals: [{ level: 83.4 Mt }, { growth: 2.0% }]
  output.refined_copper: [{ level: 15.0 Mt }, { growth: 1.9% }]
  output.primary_aluminium: [{ level: 46.41 Mt }, { growth: 3.1% }]
  output.alumina: [{ level: 95.0 Mt }, { growth: -0.4% }]
  trade.total: [{ level: 420.1 bn USD }, { growth: 1.9% }]
  trade.imports: [{ level: 340.0 bn USD }, { growth: 4.2% }]
  trade.exports: [{ level: 80.1 bn USD }, { growth: -6.9% }]
  trade.copper_concentrate: [{ level: 29.9 Mt }, { growth: -1.4% }]
  trade.bauxite: [{ level: 190 Mt }, { growth: -5.0% }]
  trade.unwrought_copper: [{ level: 5.50 Mt }, { growth: 3.4% }]
  trade.unwrought_aluminium: [{ level: 6.30 Mt }, { growth: 2.7% }]
  price.copper: [{ level: '85,000 CNY/t' }, { growth: 4.9% }]
  price.aluminium: [{ level: '22,000 CNY/t' }, { growth: 4.8% }]
  price.lead: [{ level: '17,300 CNY/t' }, { growth: 1.7% }]
  price.zinc: [{ level: '23,500 CNY/t' }, { growth: 2.2% }]
  price.industrial_silicon: [{ level: '10,200 CNY/t' }, { growth: 5.5% }]
  price.lithium_carbonate: [{ level: '99,000 CNY/t' }, { growth: 32.0% }]
  price.nickel: [{ level: '125,000 CNY/t' }, { growth: 0.8% }]
  price.cobalt: [{ level: '300,000 CNY/t' }, { growth: 12.4% }]
  price.gold: [{ level: 810.0 CNY/g }, { growth: 1.6% }]
  price.gold_peak: [{ level: 990 CNY/g }]
  industry.value_added: [{ growth: 4.1% }]
  investment.total: [{ growth: -1.2% }, { difference: -0.7 pp, of: growth, from: national.industrial_investment }]
  investment.mining: [{ growth: -9.0% }]
  investment.smelting: [{ growth: 0.9% }]
  investment.private.total: [{ growth: 1.0% }]
  investment.private.mining: [{ growth: -2.0% }]
  investment.private.smelting: [{ growth: 1.6% }]
  finance.enterprises: [{ level: 'over 12,500', period: 2026-12-31 }]
  finance.assets: [{ level: over 7.0 tn CNY }, { growth: 5.9% }]
  finance.revenue: [{ level: 10.5 tn CNY }, { growth: 2.9% }]
  finance.profit.total: [{ level: 500.0 bn CNY }, { growth: -5.4% }]
  finance.profit.mining: [{ level: 120.1 bn CNY }, { growth: -3.8% }]
  finance.profit.smelting: [{ level: 379.8 bn CNY }, { growth: -5.9% }]
  energy.copper_smelting: [{ level: 192 kgce/t }, { growth: 0.5% }]
  energy.aluminium: [{ level: '13,190 kWh/t' }, { growth: -0.1% }]
`;

let root = '';
const compositions: Composition[] = [];
const diagnostics = new Diagnostics();

beforeAll(async () => {
  root = await makeRoot();
  for (const folder of ['data/china-nonferrous', 'templates/china-nonferrous', 'sources']) {
    await fs.cp(folder, path.join(root, folder), { recursive: true });
  }
  // The figures are made up: what holds between real ones need not hold between these.
  await fs.rm(path.join(root, 'data/china-nonferrous/relations.yaml'));
  await fs.writeFile(path.join(root, 'data/china-nonferrous/releases/2026.yaml'), RELEASE);
  await edit(root, 'templates/china-nonferrous/brief.yaml', (yaml) =>
    yaml.replace(/^locales:/m, "  - { id: '2026', release: cnia-2026 }\n$&"),
  );
  const charts = openChartThread();
  const sources = await selectEditions(new Workspace(root), [], diagnostics);
  for (const source of sources.filter(({ head }) => head.edition === '2026')) {
    const drawing = drawCharts(source, charts, diagnostics);
    compositions.push(await composeEdition(source, drawing, diagnostics));
  }
  await charts.close();
}, 60_000);
afterAll(() => fs.rm(root, { recursive: true }));

test('an edition of another course prints from the same templates, without a word against it', LONG, () => {
  // That published growth is not the ratio of published levels is known, and explained in the rules taken away above.
  const said = diagnostics.all.filter(({ rule }) => rule !== 'assay/soft-contradiction');
  expect(said.map(({ rule, message, place }) => `${place?.line}: ${rule}: ${message}`)).toEqual([]);
  expect(compositions.map(({ source }) => source.head.locale)).toEqual(['en', 'zh-CN']);
});

test('its headings say what its figures say', LONG, () => {
  const [english = ''] = compositions.map(({ document }) => renderGithub(document, { locale: 'en', charts: 'charts' }));
  const headings = [...english.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    'Main points',
    'Aluminium outpaced copper',
    'Imports grew faster than exports',
    'The battery-grade lithium carbonate price rose 32.0%',
    'Profit fell 5.4%, investment fell 1.2%',
    'Energy use per tonne',
    'Rules and events',
    'Data tables',
    saying('… imply'),
    'What changed since the last edition',
    'Quality and method',
    'Sources',
  ]);
  expect(english).toContain('Components may not sum because of rounding.');
});

test('its sentences say what its figures say', LONG, () => {
  const [printed = ''] = compositions.map(({ document }) => renderGithub(document, { locale: 'en', charts: 'charts' }));
  const english = printed.replaceAll('\u00A0', ' ');
  // By hand: 340.0 − 80.1 (259.8 to 260.0, of which 260 is an end) against 340.0 / 1.042 − 80.1 / 0.931; 500.0 / 10,500
  // against 528.5 / 10,204; and of the investment the share x of mining from −1.2 = −9.0 x + 0.9 (1 − x), then times
  // 0.91 / 0.988.
  expect(english).toContain('the deficit widened to 259.9 billion US dollars');
  expect(english).toContain('The profit margin fell to 4.8% from an implied 5.2%');
  expect(english).toContain('mining’s share of investment stayed at about 20%');
  expect(english).toContain('No indicator is new.');
});
