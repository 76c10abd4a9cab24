import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circumstances } from '../../src/pipeline/circumstances.ts';
import { buildWith } from '../../src/pipeline/cached-build.ts';
import type { BuildResult } from '../../src/pipeline/build-result.ts';
import { StoredEditions } from '../../src/pipeline/edition-cache.ts';
import type { EditionSource } from '../../src/pipeline/edition-source.ts';
import type { FinishedEdition } from '../../src/pipeline/finished-edition.ts';
import { checkFrozen, type FrozenResult } from '../../src/pipeline/frozen.ts';
import type { BuildServices } from '../../src/pipeline/build-services.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { ResultStore } from '../../src/core/machine/result-store.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { sharedServices } from './builds.ts';
import { compareBuilds } from './repeated-builds.ts';
import { BRIEF, edit, EDITION, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { LONG } from '../long.ts';

const services = sharedServices();
let root: string;
let store: ResultStore;

/** A build of the root folder, and whether it used the browser. */
interface Built {
  readonly result: BuildResult | undefined;
  readonly messages: readonly string[];
  readonly started: boolean;
}

/** Builds with the services that all tests share. */
async function build(environment: NodeJS.ProcessEnv = {}, inStore: ResultStore | undefined = store): Promise<Built> {
  const diagnostics = new Diagnostics();
  let started = false;
  const start = (): BuildServices => {
    started = true;
    return { ...services, printed: () => undefined, close: async () => undefined };
  };
  const options = { environment: { ...process.env, ...environment }, store: inStore, explains: true };
  const result = await buildWith(start, new Workspace(root), [], options, diagnostics);
  return { result, messages: diagnostics.all.map(({ message }) => message), started };
}

/** The folders of the editions that a build printed, and why. */
function printed({ result }: Built): Record<string, readonly string[]> {
  return { ...result?.reasons };
}

beforeAll(async () => {
  root = await makeRoot(TINY);
  // A file that is not read is warned of.
  await fs.writeFile(path.join(root, BRIEF, 'notes.yaml'), 'a: b\n');
  // Testing the figures and composing an edition have something to report, too.
  const soft = '{ id: calm, hardness: soft, owner: o, reason: r, holds: passengers.river > passengers.harbour }';
  await fs.writeFile(path.join(root, 'data/ferry-passengers/relations.yaml'), `relations:\n  - ${soft}\n`);
  await fs.appendFile(path.join(root, BRIEF, 'brief.md.hbs'), '\n## Notes {#notes}\n\n::notes\n');
  store = new ResultStore(path.join(root, '.results'));
});
afterAll(() => fs.rm(root, { recursive: true }));

test('prints a brief once, and then has nothing to do but to repeat the warnings', async () => {
  const first = await build();
  const said = first.messages.join('\n');
  for (const part of ['calm does not hold', '::notes lists nothing', 'notes.yaml is not read'])
    expect(said).toContain(part);
  expect(Object.values(printed(first))).toEqual([
    ['no earlier print of it is known'],
    ['no earlier print of it is known'],
  ]);
  const second = await build();
  expect(second).toMatchObject({ started: false, messages: first.messages });
  expect(second.result).toEqual({ ...first.result, changed: [], reasons: {}, figures: undefined });
  // Without the record of the whole build, its editions are found one by one, and report the same.
  await fs.rm(path.join(store.folder, 'build'), { recursive: true });
  const third = await build();
  expect(third).toMatchObject({ started: true, messages: first.messages });
  expect(printed(third)).toEqual({});
});

test('puts back what was changed or removed in out/, without a browser', async () => {
  const before = await hashesIn(path.join(root, 'out'));
  await fs.appendFile(path.join(root, EDITION, 'brief.md'), 'By hand.\n');
  await fs.rm(path.join(root, EDITION, 'brief.pdf'));
  const { started, result } = await build();
  expect(started).toBe(false);
  expect([...(result?.changed ?? [])].sort()).toEqual([`${EDITION}/brief.md`, `${EDITION}/brief.pdf`]);
  expect(await hashesIn(path.join(root, 'out'))).toEqual(before);
});

test('prints a changed figure where the template is unchanged', async () => {
  await edit(root, 'data/ferry-passengers/releases/ferry-2025-q4.yaml', (yaml) =>
    yaml.replace("'1,960 t'", "'1,950 t'").replace('1,108,000', '1,107,000'),
  );
  const built = await build();
  const reason = 'data/ferry-passengers/releases/ferry-2025-q4.yaml changed';
  expect(printed(built)[EDITION]).toEqual([reason]);
  expect(built.result?.figures?.[EDITION]).toContainEqual({
    address: 'passengers@2025-Q4',
    before: ['1,108,000'],
    after: ['1,107,000'],
  });
  expect(await fs.readFile(path.join(root, EDITION, 'data/observations.csv'), 'utf8')).toContain('1950');
  expect((await build()).started).toBe(false);
});

test('says what changed since what is there, which an earlier print may have been put back to', async () => {
  const kept = new ResultStore(path.join(root, '.others'));
  const none = { all: [], failed: false };
  const print = async (sha256: string, isPublished = true): Promise<readonly string[] | undefined> => {
    const known = {
      program: '',
      node: '',
      date: '',
      browser: { identity: '' },
      fonts: {},
      otherFonts: {},
      missingFonts: [],
    };
    const editions = new StoredEditions(kept, root, async () => known as unknown as Circumstances);
    const inputs = [{ path: 'templates/a/brief.md.hbs', sha256 }];
    const source = { folder: 'out/a/1/en', sources: async () => ({ inputs }) } as unknown as EditionSource;
    const published = new Set(isPublished ? ['out/a/1/en'] : []);
    if (await editions.get(source)) {
      await editions.keepLast(published);
      return undefined;
    }
    const finished = async () => ({ files: [] }) as unknown as FinishedEdition;
    const shown = new Set<string>();
    await editions.set({ source, finished, shown, pages: [], problems: none, composed: [], datasetProblems: none });
    await editions.keepLast(published);
    return editions.reasons['out/a/1/en'];
  };
  const changed = ['templates/a/brief.md.hbs changed'];
  expect([await print('a'), await print('b'), await print('a')]).toEqual([
    ['no earlier print of it is known'],
    changed,
    undefined,
  ]);
  // nor from one that another mistake kept from being published
  expect(await print('c', false)).toEqual(changed);
  await fs.rm(path.join(kept.folder, 'edition'), { recursive: true });
  // not that it changed from b, which is not there any more
  expect(await print('a')).toEqual(['it is no longer in the cache']);
});

test('keeps to its limit where a build fails, too', async () => {
  const small = new ResultStore(path.join(root, '.small'), 20_000);
  await small.set('kind', 'f'.repeat(64), Buffer.alloc(19_000));
  const template = path.join(root, BRIEF, 'brief.md.hbs');
  const before = await fs.readFile(template, 'utf8');
  await fs.appendFile(template, '{{nothing}}\n');
  expect((await build({}, small)).messages.join()).toContain('nothing');
  await fs.writeFile(template, before);
  const kinds = await small.use();
  expect(kinds.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(small.limit);
});

test('would change nothing that a build has left, and names what it would change', async () => {
  const frozen = async (): Promise<FrozenResult | undefined> => {
    const before = await hashesIn(root);
    const diagnostics = new Diagnostics();
    const result = await checkFrozen(new Workspace(root), [], {}, diagnostics);
    expect(diagnostics.failed).toBe(false);
    expect(await hashesIn(root)).toEqual(before);
    return result;
  };
  expect(await frozen()).toEqual({ editions: 2, changes: [] });
  const release = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
  await edit(root, release, (yaml) => yaml.replace('1,107,000', '1,109,000'));
  await fs.writeFile(path.join(root, EDITION, 'brief.pdf'), 'another');
  await fs.rm(path.join(root, EDITION, 'data/releases.csv'));
  await edit(root, `${BRIEF}/brief.yaml`, (yaml) => yaml.replace(/ {2}- \{ id: 2025-q3.*\n/, ''));
  const changes = (await frozen())?.changes ?? [];
  const earlier = 'out/harbour-ferries/2025-q3/en';
  expect(Object.fromEntries(changes.map(({ path, change }) => [path, change]))).toMatchObject({
    [`${EDITION}/brief.md`]: 'changed',
    [`${EDITION}/manifest.json`]: 'changed',
    [`${EDITION}/data/releases.csv`]: 'missing',
    [`${EDITION}/brief.pdf`]: 'damaged',
    [`${earlier}/brief.md`]: 'left over',
    [`${earlier}/manifest.json`]: 'left over',
  });
  expect(changes.find(({ path }) => path === `${EDITION}/brief.json`)?.figures).toContainEqual({
    address: 'passengers@2025-Q4',
    before: ['1,107,000'],
    after: ['1,109,000'],
  });
});

test('leaves after random edits what a build without a cache leaves, and says the same', LONG, async () => {
  const roots = [await makeRoot(TINY), await makeRoot(TINY)] as const;
  const { differences, printable, repeated } = await compareBuilds(services, roots, store, { count: 12, seed: 7 });
  expect(differences).toEqual([]);
  // Or the edits would show little.
  expect(printable).toBeGreaterThan(3);
  expect(repeated).toBeGreaterThan(0);
  for (const one of roots) await fs.rm(one, { recursive: true });
});
