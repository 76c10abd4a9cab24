import { expect, test } from 'vitest';
import type { Release } from '../../../src/dataset/model.ts';
import { datasetMetadata } from '../../../src/output/html/html-page.ts';
import { loadTiny } from '../../template/case.ts';
import { asDay, asRelease } from '../../dataset/brands.ts';

const dataset = await loadTiny();

function basis(facts: Partial<Release>): unknown {
  const release = dataset.releases.get(asRelease('ferry-2025-q4'));
  if (!release) throw new Error('no release');
  const edition = { dataset, release: { ...release, ...facts }, asOf: asDay('2026-02-01'), period: release.period };
  return (JSON.parse(datasetMetadata(edition, 'en', 'Ferries')) as { isBasedOn?: unknown }).isBasedOn;
}

test('search engines learn the title of the release, its address, and when it was first announced', () => {
  expect(basis({})).toBeUndefined();
  expect(basis({ title: new Map([['en', 'Ferries, fourth quarter']]), url: 'https://harbour.example/q4' })).toEqual({
    '@type': 'CreativeWork',
    name: 'Ferries, fourth quarter',
    url: 'https://harbour.example/q4',
    datePublished: '2026-01-19',
  });
  expect(basis({ title: new Map([['en', 'Ferries']]), announced: '2026-01-12' })).toMatchObject({
    datePublished: '2026-01-12',
  });
});
