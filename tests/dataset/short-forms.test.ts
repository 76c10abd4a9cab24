import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset } from '../../src/dataset/model.ts';

/** Loads a dataset of these files and describes all of it but the places. */
async function described(files: Readonly<Record<string, string>>): Promise<unknown> {
  const root = await mkdtemp(path.join(tmpdir(), 'assay-short-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, 'data', 'farm', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const diagnostics = new Diagnostics();
  const dataset = await loadDataset(new Workspace(root), 'farm', diagnostics);
  expect(diagnostics.all.map(({ message, place }) => `${place?.line}: ${message}`)).toEqual([]);
  return plain(dataset);
}

/** A dataset as plain values. */
function plain(dataset: Dataset | undefined): unknown {
  const seen = (key: string, value: unknown): unknown => {
    if (['place', 'file', 'at', 'release'].includes(key)) return undefined;
    if (typeof value === 'bigint') return value.toString();
    return value instanceof Map ? { ordered: [...value] } : value;
  };
  return JSON.parse(JSON.stringify(dataset, seen)) as unknown;
}

const LONG = {
  'dataset.yaml': `
title: { en: The farm }
publisher: { en: The farmer }
licence: CC0-1.0
locales: [en]
dimensions:
  crop: { label: { en: Crop }, members: { wheat: { en: Wheat }, rye: { en: Rye } } }
sources:
  publisher: { publisher: { en: The farmer }, rank: 1 }
indicators:
  harvest.wheat: { label: { en: Harvest of Wheat }, unit: kt, kind: flow, year_starts: 7, dimensions: { crop: wheat } }
  harvest.rye: { label: { en: Harvest of Rye }, unit: kt, kind: flow, year_starts: 7, dimensions: { crop: rye } }
  price.wheat: { label: { en: Wheat }, unit: EUR/t, kind: price, dimensions: { crop: wheat } }
  straw.baled: { label: { en: Baled straw }, unit: t, kind: flow, dimensions: { crop: rye } }
  straw.stored: { label: { en: Stored straw }, unit: t, kind: stock, dimensions: { crop: wheat } }
  straw.share: { label: { en: Share of straw }, unit: '%', kind: ratio, dimensions: { crop: rye } }
`,
  'releases/2025.yaml': `
release: { id: farm-2025, source: publisher, published: 2026-01-31, period: 2025 }
observations:
  harvest.wheat: [{ level: 12.0 kt }, { growth: 3.5% }]
  straw.stored: [{ level: 40 t, period: 2025-12-31 }]
tables:
  - { unit: kt, columns: [2023, 2024], rows: { harvest.rye: 1.0 1.1 } }
`,
};

test('a dataset in short forms is the same as in long ones', async () => {
  const short = {
    'dataset.yaml': `
title: { en: The farm }
publisher: The farmer
licence: CC0-1.0
dimensions:
  crop: { label: Crop, members: { wheat: Wheat, rye: Rye } }
indicators:
  harvest.{crop}: { label: 'Harvest of {crop}', unit: kt, kind: flow, year_starts: 7 }
  price.{crop}: { unit: EUR/t, members: [wheat] }
  straw.*:
    unit: t
    kind: flow
    dimensions: { crop: rye }
    of:
      baled: { label: Baled straw }
      stored: { label: Stored straw, kind: stock, dimensions: { crop: wheat } }
      share: { label: Share of straw, unit: '%', kind: ratio }
releases:
  farm-2025:
    published: 2026-01-31
    period: 2025
    observations:
      harvest.wheat: [{ level: 12.0 kt }, { growth: 3.5% }]
      straw.stored: [{ level: 40 t, period: 2025-12-31 }]
    tables:
      - { unit: kt, columns: [2023, 2024], rows: { harvest.rye: 1.0 1.1 } }
`,
  };
  expect(await described(short)).toEqual(await described(LONG));
});

test('a release takes its id from the name of its file, and its source from the only one', async () => {
  const release = LONG['releases/2025.yaml'].replace('id: farm-2025, source: publisher, ', '');
  const files = { 'dataset.yaml': LONG['dataset.yaml'], 'releases/farm-2025.yaml': release };
  expect(await described(files)).toEqual(await described(LONG));
});

test('an indicator of a group whose own unit says its kind does not take that of the group', async () => {
  const group = `
  straw.*: { unit: t, kind: flow, of: { share: { label: Straw as a part, unit: '%' } } }`;
  const files = { ...LONG, 'dataset.yaml': `${LONG['dataset.yaml'].trimEnd()}${group.replace('share:', 'part:')}\n` };
  const { indicators } = (await described(files)) as { indicators: { ordered: [string, { kind: string }][] } };
  expect(indicators.ordered.find(([id]) => id === 'straw.part')?.[1].kind).toBe('ratio');
});
