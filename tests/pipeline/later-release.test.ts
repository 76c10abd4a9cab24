import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFrozen } from '../../src/pipeline/frozen.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { addChart, BRIEF, edit, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { LONG } from '../long.ts';
import { built } from './builds.ts';

const DATA = 'data/ferry-passengers';
const OUT = 'out/harbour-ferries';

/** A release of the next quarter: it revises, reprints what the one before does not state itself, and reports an event. */
const LATER = `release: { id: ferry-2026-q1, source: harbour_office, published: 2026-04-20, period: 2026-Q1 }
observations:
  passengers:
    - { level: '1,020,000', at: table/1 }
    - { growth: 2.0%, at: table/1 }
    - { level: '1,109,000', period: 2025-Q4, at: table/1 }
  passengers.harbour:
    - { level: '670,000', at: table/2 }
    - { growth: 2.1%, at: table/2 }
  passengers.river:
    - { level: '350,000', at: table/3 }
    - { growth: 1.8%, at: table/3 }
  punctuality:
    - { level: 91.2%, at: table/5 }
    - { level: 90.1%, period: 2024-Q4, as_in: ferry-2025-q4, at: table/6 }
`;

let root: string;
let before: Record<string, string>;
const read = (file: string): Promise<string> => fs.readFile(path.join(root, file), 'utf8');

beforeAll(async () => {
  root = await makeRoot(TINY);
  await addChart(root);
  await edit(root, `${BRIEF}/brief.yaml`, (text) =>
    text
      .replace('release: ferry-2025-q3 }', 'release: ferry-2025-q3, as_of: 2025-10-20 }')
      .replace('release: ferry-2025-q4 }', 'release: ferry-2025-q4, as_of: 2026-01-19 }'),
  );
  expect((await built(root)).status).toBe(0);
  before = await hashesIn(path.join(root, OUT));
  await fs.writeFile(path.join(root, DATA, 'releases/ferry-2026-q1.yaml'), LATER);
  await edit(root, `${DATA}/dataset.yaml`, (text) =>
    text.replace('next_release: 2026-04-20', 'next_release: 2026-07-20'),
  );
  await edit(
    root,
    `${DATA}/events.yaml`,
    (text) =>
      `${text}\n  pier:\n    what: { en: A new pier, zh-CN: 新码头 }\n    period: 2026-02-01\n    release: ferry-2026-q1\n`,
  );
  await edit(root, `${BRIEF}/brief.yaml`, (text) =>
    text.replace('as_of: 2026-01-19 }', 'as_of: 2026-01-19 }\n  - { id: 2026-q1, release: ferry-2026-q1 }'),
  );
  const again = await built(root);
  expect([again.status, again.status === 0 ? '' : again.stderr]).toEqual([0, '']);
});
afterAll(() => fs.rm(root, { recursive: true, force: true }));

describe('a new release', () => {
  test('changes no byte of older editions, PDF, manifest and files of data among them', async () => {
    const after = await hashesIn(path.join(root, OUT));
    for (const edition of ['2025-q3', '2025-q4']) {
      const of = (all: Record<string, string>): [string, string][] =>
        Object.entries(all).filter(([file]) => file.startsWith(`${edition}/`));
      expect(of(before).map(([file]) => path.basename(file))).toEqual(
        expect.arrayContaining(['brief.pdf', 'manifest.json', 'observations.csv', 'events.csv']),
      );
      expect(of(after)).toEqual(of(before));
    }
  });

  test('stands in its own edition and in the whole dataset next to the editions', async () => {
    expect(await read(`${OUT}/2026-q1/en/data/observations.csv`)).toContain('ferry-2026-q1');
    const whole = await read(`${OUT}/data/observations.csv`);
    for (const release of ['ferry-2025-q3', 'ferry-2025-q4', 'ferry-2026-q1']) expect(whole).toContain(release);
    expect(await read(`${OUT}/data/events.csv`)).toContain('A new pier');
    expect(await read(`${OUT}/2025-q4/en/data/events.csv`)).not.toContain('pier');
    expect(await read(`${OUT}/2025-q4/en/data/releases.csv`)).not.toContain('2026-q1');
    const { resources } = JSON.parse(await read(`${OUT}/data/datapackage.json`)) as { resources: { path: string }[] };
    for (const resource of resources) expect(before).not.toHaveProperty(`2026-q1/en/data/${resource.path}`);
    expect(resources.map((resource) => resource.path).sort()).toEqual([
      'events.csv',
      'observations.csv',
      'releases.csv',
    ]);
  });

  test('is compared in the whole dataset by --frozen, and its leftovers go', LONG, async () => {
    const changes = async (): Promise<string[] | undefined> =>
      (await checkFrozen(new Workspace(root), [], {}, new Diagnostics()))?.changes.map(
        ({ path: file, change }) => `${change} ${file}`,
      );
    expect(await changes()).toEqual([]);
    await edit(root, `${OUT}/data/releases.csv`, (text) => text.replace('2026-04-20', '2026-04-21'));
    expect(await changes()).toEqual([`changed ${OUT}/data/releases.csv`]);
    await fs.rm(path.join(root, `${OUT}/data/events.csv`));
    expect((await built(root)).status).toBe(0);
    expect(await changes()).toEqual([]);
  });
});

test('no edition takes the name of the folder of the dataset', async () => {
  const other = await makeRoot(TINY);
  await edit(other, `${BRIEF}/brief.yaml`, (text) => text.replace('id: 2025-q4', 'id: data'));
  const { status, stdout, stderr } = await built(other, { isWithoutBrowser: true });
  await fs.rm(other, { recursive: true, force: true });
  expect(status).toBe(1);
  expect(stdout + stderr).toContain('schema/');
});
