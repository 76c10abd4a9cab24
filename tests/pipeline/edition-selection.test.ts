import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { expect, onTestFinished, test } from 'vitest';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import type { StoredDatasets } from '../../src/pipeline/tested-datasets.ts';
import type { EditionSource } from '../../src/pipeline/edition-source.ts';
import type { Results } from '../../src/core/machine/cache.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { edit, makeRoot } from '../cli/root.ts';
import { TINY } from '../template/case.ts';

/** The editions of a brief that says other things than the one that is there, and what is reported. */
async function tryWith(brief: string): Promise<{ sources: EditionSource[]; told: Diagnostics['all'] }> {
  const workspace = new Workspace(TINY);
  const changed = new Workspace(TINY);
  changed.readText = (path, diagnostics) =>
    path.endsWith('/brief.yaml') ? Promise.resolve({ path, text: brief }) : workspace.readText(path, diagnostics);
  const diagnostics = new Diagnostics();
  return { sources: await selectEditions(changed, [], diagnostics), told: diagnostics.all };
}

async function selectWith(brief: string): Promise<EditionSource[]> {
  const { sources, told } = await tryWith(brief);
  expect(told).toEqual([]);
  return sources;
}

test.each([
  [['2025-q3', '2025-q4'], []],
  [['march', 'april'], []],
  // by the quarter in which they appear
  [['2025-q4', '2026-q1'], []],
  [['2025', '2025-q4'], []],
  [['2025-q4', '2025-q3'], ['dataset/bad-period 6']],
  [['2025-q2', '2025-q4'], ['dataset/bad-period 5']],
  [['2025-q4', 'other'], []],
])('editions called %j', async ([q3, q4], expected) => {
  const { told } = await tryWith(`title: {en: Ferries}
dataset: ferry-passengers
locales: [en]
editions:
  - {id: '${q3}', release: ferry-2025-q3, as_of: 2025-12-31}
  - {id: '${q4}', release: ferry-2025-q4}
`);
  expect(told.map(({ rule, place }) => `${rule} ${place?.line}`)).toEqual(expected);
});

test('the figures of an edition are tested by what was published up to its date', async () => {
  const sources = await selectWith(`title: {en: Ferries}
dataset: ferry-passengers
locales: [en]
editions:
  - {id: early, release: ferry-2025-q3, as_of: 2025-12-31}
  - {id: late, release: ferry-2025-q3, as_of: 2026-03-31}
  - {id: all, release: ferry-2025-q4}
`);
  const [early, late, all] = sources.map((source) => source.tests());
  const releases = (report = early): string[] => [
    ...new Set(report?.figures.map(({ statement }) => report.statements[statement]?.release.id ?? '')),
  ];
  expect(releases(early)).toEqual(['ferry-2025-q3']);
  expect(releases(late).sort()).toEqual(['ferry-2025-q3', 'ferry-2025-q4']);
  expect(all?.figures).toBe(late?.figures);
});

test('the edition before is the newest of the older ones, wherever it stands in the list', async () => {
  const sources = await selectWith(`title: {en: Ferries}
dataset: ferry-passengers
locales: [en]
editions:
  - {id: march, release: ferry-2025-q4, as_of: 2026-03-31}
  - {id: q3, release: ferry-2025-q3, as_of: 2025-12-31}
  - {id: february, release: ferry-2025-q4, as_of: 2026-02-28}
  - {id: q3-late, release: ferry-2025-q3, as_of: 2026-03-31}
  - {id: march-again, release: ferry-2025-q4, as_of: 2026-03}
`);
  expect(sources.map(({ head, previous }) => [head.edition, previous?.id])).toEqual([
    ['march', 'february'],
    ['q3', undefined],
    ['february', 'q3-late'],
    ['q3-late', 'q3'],
    ['march-again', 'february'],
  ]);
  const [march] = sources;
  expect(march?.previous?.changes()).toBe(march?.previous?.changes());
});

/** Results in memory, as they would come back from a disk. */
function kept<T>(): Results<T> & { readonly size: number } {
  const all = new Map<string, Buffer>();
  return {
    get: (key) => (all.has(key) ? (deserialize(all.get(key) as Buffer) as T) : undefined),
    set: (key, value) => all.set(key, serialize(value)),
    get size() {
      return all.size;
    },
  };
}

test('of a dataset only the files that changed are read again, which gives the same dataset', async () => {
  const root = await makeRoot(TINY);
  onTestFinished(() => rm(root, { recursive: true }));
  const files = kept<never>();
  const stored: StoredDatasets = { read: kept(), tests: kept(), files };
  async function expectSame(): Promise<void> {
    const selected = async (from?: StoredDatasets) => {
      const found = new Diagnostics();
      const [source] = await selectEditions(new Workspace(root), [], found, { stored: from });
      const tests = source?.tests().relations.map(({ says }) => says);
      await source?.keepTests();
      return { dataset: source?.edition.dataset, tests, said: found.all };
    };
    const known = await selected(stored);
    expect(known.dataset).toBeDefined();
    expect(known).toEqual(await selected());
  }
  const changeIn = (file: string, from: string, to: string) =>
    edit(root, path.join('data/ferry-passengers', file), (yaml) => yaml.replace(from, to));
  await expectSame();
  await changeIn('releases/ferry-2025-q4.yaml', '1,108,000', '1,109,000');
  await expectSame();
  expect(files.size).toBe(1);
  await changeIn('dataset.yaml', 'Passengers', 'Travellers');
  await expectSame();
  expect(files.size).toBe(2);
  // A file that was absent is among what was read.
  const rule = '{ id: calm, hardness: soft, owner: o, reason: r, holds: passengers.river < passengers.harbour }';
  await writeFile(path.join(root, 'data/ferry-passengers/relations.yaml'), `relations:\n  - ${rule}\n`);
  await expectSame();
  await changeIn('relations.yaml', 'river <', 'river >');
  await expectSame();
  expect(files.size).toBe(4);
  // What one release reprints of another is added to that, which is not read again.
  const reprint = '{ growth: 1.0%, period: 2025-Q3, as_in: ferry-2025-q3, at: table/4 }';
  await changeIn('releases/ferry-2025-q4.yaml', '  punctuality:', `    - ${reprint}\n  punctuality:`);
  await expectSame();
  await changeIn('releases/ferry-2025-q4.yaml', '1.0%', '1.1%');
  await expectSame();
  await changeIn('releases/ferry-2025-q3.yaml', '95.1%', '95.2%');
  await expectSame();
  expect(files.size).toBe(4);
});
