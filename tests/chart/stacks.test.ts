import { expect, test } from 'vitest';
import { wholesIn } from '../../src/assay/constraints/wholes.ts';
import { bindChart } from '../../src/chart/bind.ts';
import { renderChart } from '../../src/chart/chart-rendering.ts';
import { loadChart } from '../../src/chart/spec.ts';
import { HOUSE_THEME } from '../../src/chart/theme.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { withNames } from './case.ts';
import { asDay, asRelease } from '../dataset/brands.ts';

// What a stack adds up is decided by what the relations of the dataset say counts what.

const HOLDS: Readonly<Record<string, string>> = {
  sum: 'all = home + abroad',
  deeper: 'home = town + country',
  least: 'town + country <= most',
  same: 'again = home',
  growth: 'all:growth = home:growth + abroad:growth',
  earlier: 'next = home@-1 + abroad@-1',
  more: 'town >= country',
  product: 'all * 1 = town * 2',
};

const ids = ['all', 'home', 'abroad', 'town', 'country', 'most', 'again', 'next'];
const files = filesOf({
  indicators: Object.fromEntries(ids.map((id) => [id, `Mt flow, dimensions: {where: ${id}}`])),
  releases: { office: ids.flatMap((id, at) => [`  ${id}:`, `    - {level: ${at + 3} Mt}`]).join('\n') },
  relations: [
    'relations:',
    ...Object.entries(HOLDS).map(([id, holds]) => `  - {id: ${id}, hardness: hard, holds: '${holds}'}`),
  ].join('\n'),
});
const members = ids.map((id) => `${id}: {en: ${id}}`).join(', ');
files.set(
  'dataset.yaml',
  `${files.get('dataset.yaml')}dimensions: {where: {label: {en: Where}, members: {${members}}}}\n`,
);
const { dataset, rules } = await loadFiles(files);
const release = dataset.releases.get(asRelease('office'));
if (!release) throw new Error('no release');
const edition = { dataset, release, asOf: asDay('2026-12-31'), period: release.period };
const wholes = wholesIn(rules);

test('sums and what counts the same are wholes, also by way of others; rates, other periods and comparisons are none', () => {
  expect(Object.fromEntries(wholes)).toEqual({
    again: ['country', 'home', 'town'],
    all: ['abroad', 'country', 'home', 'town'],
    home: ['country', 'town'],
    most: ['country', 'town'],
  });
});

test.each([
  [['home', 'abroad'], []],
  [['town', 'country', 'abroad'], []],
  [['home', 'abroad', 'all'], ['chart/untrue']],
  [['town', 'abroad', 'all'], ['chart/untrue']],
  [['abroad', 'town', 'home'], ['chart/untrue']],
  [['abroad', 'again', 'home'], ['chart/untrue']],
  [['country', 'most'], ['chart/untrue']],
])('of %s a stack gives %s', async (address, rulesOfIt) => {
  const spec = withNames({
    data: { address },
    height: 120,
    mark: 'bar',
    encoding: {
      x: { field: 'period', type: 'ordinal' },
      y: { field: 'value', type: 'quantitative', stack: true },
      color: { field: 'where' },
    },
  });
  const diagnostics = new Diagnostics();
  const loaded = await loadChart({ path: 'charts/case.vl.json', text: JSON.stringify(spec) }, diagnostics);
  const bound = loaded && bindChart(loaded, edition, 'en', diagnostics, { wholes });
  if (bound) await renderChart(bound, HOUSE_THEME, diagnostics);
  expect([...new Set(diagnostics.all.map(({ rule }) => rule))]).toEqual(rulesOfIt);
});
