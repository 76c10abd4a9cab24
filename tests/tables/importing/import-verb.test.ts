import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Workspace } from '../../../src/core/machine/workspace.ts';
import { importFile } from '../../../src/cli/import-verb.ts';
import { edition } from '../../../src/cli/edition-verb.ts';
import { Reporter } from '../../../src/cli/reporter.ts';
import { edit, hashesIn } from '../../cli/root.ts';
import { importRoot } from './imports.ts';
import { mentioning, saying } from '../../messages.ts';

afterEach(() => vi.restoreAllMocks());

/** Runs `assay import` with what a person types, on no terminal. */
async function run(
  workspace: Workspace,
  file: string,
  options: Readonly<Record<string, string | boolean>> = {},
): Promise<{ readonly ok: unknown; readonly out: string }> {
  let out = '';
  const said = (text: unknown): boolean => {
    out += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(said);
  vi.spyOn(process.stderr, 'write').mockImplementation(said);
  const reporter = new Reporter({ color: false, json: options['json'] === true });
  const interruption = (): AbortSignal => new AbortController().signal;
  const ok = await importFile({ workspace, names: [file], options, reporter, interruption });
  vi.restoreAllMocks();
  return { ok, out };
}

test('a file is imported by the mapping that names it, and again only with --yes', async () => {
  const workspace = await importRoot();
  expect(await run(workspace, 'sources/flags.xlsx')).toEqual({
    ok: true,
    out: `release flags-2025: 11 figures from sources/flags.xlsx
  read again in sources/flags.xlsx: 11 of 11 statements
  created data/metals/releases/flags-2025.csv
  created data/metals/releases/releases.csv
`,
  });
  expect((await run(workspace, 'sources/flags.xlsx')).out).toContain('  nothing has changed\n');
  await edit(workspace.root, 'data/metals/releases/flags-2025.csv', (text) =>
    text.replace('57.1 kt', '57.0 kt').replace('output.copper,level,2024,', 'output.tin,level,2024,'),
  );
  const before = await hashesIn(workspace.root);
  const changes = `release flags-2025: 11 figures from sources/flags.xlsx
  ~ output.copper@2023: 57.0 kt → 57.1 kt
  - output.tin@2024: 58.0 kt (B)
  + output.copper@2024: 58.0 kt (B)
  1 added, 1 changed, 1 gone, 9 as before
  read again in sources/flags.xlsx: 11 of 11 statements
`;
  expect(await run(workspace, 'sources/flags.xlsx', { dryRun: true })).toEqual({ ok: true, out: changes });
  expect(await run(workspace, 'sources/flags.xlsx')).toEqual({
    ok: false,
    out: saying(`${changes}Nothing … --yes.\n`),
  });
  expect(await hashesIn(workspace.root)).toEqual(before);
  expect(await run(workspace, 'sources/flags.xlsx', { yes: true })).toEqual({
    ok: true,
    out: `${changes}  changed data/metals/releases/flags-2025.csv\n`,
  });
});

test('options name another mapping and another release; --json says all of it', async () => {
  const workspace = await importRoot();
  const mapping = 'data/metals/imports/flags.yaml';
  await fs.rename(path.join(workspace.root, 'sources/flags.xlsx'), path.join(workspace.root, 'sources/may.xlsx'));
  const options = { json: true, mapping, release: 'flags-may', published: '2025-06-02', period: '2025-M02' };
  const { ok, out } = await run(workspace, 'sources/may.xlsx', options);
  expect(ok).toBe(true);
  expect(JSON.parse(out)).toMatchObject({
    ok: true,
    mapping,
    file: 'sources/may.xlsx',
    dataset: 'metals',
    release: 'flags-may',
    figures: 11,
    files: [
      { path: 'data/metals/releases/flags-may.csv', change: 'new' },
      { path: 'data/metals/releases/releases.csv', change: 'new' },
    ],
    kept: 0,
    written: true,
    diagnostics: [],
  });
  expect(await fs.readFile(path.join(workspace.root, 'data/metals/releases/releases.csv'), 'utf8')).toContain(
    'flags-may,office,2025-06-02,2025-M02,sources/may.xlsx\n',
  );
});

test('the title of one release is not that of the next, and a release that gets another id is reported', async () => {
  const workspace = await importRoot();
  const mapping = 'data/metals/imports/flags.yaml';
  const heads = path.join(workspace.root, 'data/metals/releases/releases.csv');
  await edit(workspace.root, mapping, (text) =>
    text.replace('period: 2025-M03', 'period: 2025-M03, title: Spring, url: https://office.example/spring'),
  );
  expect((await run(workspace, mapping)).ok).toBe(true);
  const next = { mapping, release: 'flags-may', published: '2025-06-02', period: '2025-M02', title: 'May' };
  expect((await run(workspace, 'sources/flags.xlsx', next)).out).not.toContain('import/renamed');
  const lines = (await fs.readFile(heads, 'utf8')).trim().split('\n');
  expect(lines[1]).toMatch(/,Spring,https:\/\/office.example\/spring,$/);
  expect(lines[2]).toBe('flags-may,office,2025-06-02,2025-M02,May,,sources/flags.xlsx');
  await edit(workspace.root, mapping, (text) => text.replace('id: flags-2025', 'id: metals-march'));
  const { ok, out } = await run(workspace, mapping);
  expect(ok).toBe(true);
  expect(out).toEqual(mentioning('releases/flags-2025.csv … flags-2025 before [import/renamed]'));
  expect(out).toContain('mv data/metals/releases/flags-2025.csv data/metals/releases/metals-march.csv');
});

test.each<[given: string, options: Readonly<Record<string, string>>, rule: string]>([
  ['sources/formats.xlsx', {}, '… sources/formats.xlsx [import/no-mapping]'],
  ['sources/none.xlsx', { mapping: 'data/metals/imports/flags.yaml' }, '… sources/none.xlsx [file/unreadable]'],
  ['sources/flags.xlsx', { mapping: 'flags.yaml' }, '… [import/no-mapping]'],
  ['data/metals/imports/none.yaml', {}, '… data/metals/imports/none.yaml [file/unreadable]'],
  ['sources/formats.csv', { mapping: 'data/metals/imports/days1904.yaml' }, '[import/head]'],
])('%s with %j is refused', async (given, options, told) => {
  const workspace = await importRoot();
  const before = await hashesIn(workspace.root);
  const { ok, out } = await run(workspace, given, options);
  expect([ok, out]).toEqual([false, mentioning(told)]);
  expect(await hashesIn(workspace.root)).toEqual(before);
});

const TABLES = `file: sources/own.csv
release: { id: own-2025, source: office, published: 2026-02-04, period: 2025 }
tables:
  - { range: 'A1:', unit: kt, rows: { Copper: output.copper, Lead: output.lead } }
`;

/** A project with a release of 2025 that was imported, a brief on it, and the file of the next one. */
async function nextRoot(): Promise<Workspace> {
  const workspace = await importRoot();
  for (const old of await workspace.files('data/metals/imports')) await workspace.remove(old);
  await workspace.write('data/metals/imports/own.yaml', TABLES);
  await workspace.write('sources/own.csv', 'Metal,2024,2025\nCopper,58.0,59.4\nLead,4.1,4.2\n');
  await workspace.write('sources/own-2026.csv', 'Metal,2024,2025,2026\nCopper,58.0,59.4,60.1\nLead,4.1,4.2,4.4\n');
  expect((await run(workspace, 'sources/own.csv')).ok).toBe(true);
  await workspace.write(
    'templates/metals/brief.yaml',
    "title: { en: Metals }\ndataset: metals\neditions: [{ id: '2025', release: own-2025 }]\nlocales: [en]\n",
  );
  await workspace.write('templates/metals/brief.md.hbs', '# {{brief.title}}\n\n{{value "output.copper"}}\n');
  return workspace;
}

const readText = (workspace: Workspace, file: string): Promise<string> =>
  fs.readFile(path.join(workspace.root, file), 'utf8');

test('the next release has the newest period of its file, an id that follows, and an edition in the briefs', async () => {
  const workspace = await nextRoot();
  const { ok, out } = await run(workspace, 'sources/own-2026.csv', { next: true, json: true });
  expect(ok).toBe(true);
  expect(JSON.parse(out)).toMatchObject({ release: 'own-2026', figures: 6, editions: ['2026'], written: true });
  expect(await readText(workspace, 'data/metals/releases/releases.csv')).toMatch(
    /^own-2026,office,\d{4}-\d\d-\d\d,2026,sources\/own-2026.csv$/m,
  );
  expect(await readText(workspace, 'templates/metals/brief.yaml')).toContain(
    "[{ id: '2025', release: own-2025, as_of: 2026-02-04 }, { id: '2026', release: own-2026 }]",
  );
  const before = await hashesIn(workspace.root);
  expect((await run(workspace, 'sources/own-2026.csv', { next: true })).out).toContain('  nothing has changed\n');
  expect(await hashesIn(workspace.root)).toEqual(before);
});

test('an edition that a run left out when it was cut off is added by the next', async () => {
  const workspace = await nextRoot();
  const release = { release: 'own-2026', period: '2026', published: '2027-02-04' };
  const mapping = 'data/metals/imports/own.yaml';
  expect((await run(workspace, 'sources/own-2026.csv', { ...release, mapping })).ok).toBe(true);
  expect(await readText(workspace, 'templates/metals/brief.yaml')).not.toContain('own-2026');
  const { out } = await run(workspace, 'sources/own-2026.csv', { next: true, json: true });
  expect(JSON.parse(out)).toMatchObject({ written: false, editions: ['2026'] });
  expect(await readText(workspace, 'data/metals/releases/releases.csv')).toContain('own-2026,office,2027-02-04,2026');
  expect(await readText(workspace, 'templates/metals/brief.yaml')).toContain("{ id: '2026', release: own-2026 }");
});

test('an edition that was added before gets its figures from the next file', async () => {
  const workspace = await nextRoot();
  const reporter = new Reporter({ color: false, quiet: true });
  const interruption = (): AbortSignal => new AbortController().signal;
  expect(await edition({ workspace, names: ['2026'], options: { from: '2025' }, reporter, interruption })).toBe(true);
  expect(await readText(workspace, 'data/metals/releases/own-2026.csv')).toContain('TODO');
  expect((await run(workspace, 'sources/own-2026.csv', { next: true })).ok).toBe(true);
  expect(await readText(workspace, 'data/metals/releases/own-2026.csv')).not.toContain('TODO');
  expect(await readText(workspace, 'data/metals/releases/releases.csv')).toMatch(
    /^own-2026,office,\d{4}-\d\d-\d\d,2026,sources\/own-2026.csv$/m,
  );
});

test('a file without newer figures, and the first of a mapping, are not taken for the next one', async () => {
  const workspace = await nextRoot();
  const before = await hashesIn(workspace.root);
  await workspace.write('sources/old.csv', 'Metal,2023,2024\nCopper,57.0,58.0\nLead,4.1,4.2\n');
  for (const [file, rule] of [
    ['sources/old.csv', 'import/period'],
    ['sources/none.csv', 'file/unreadable'],
  ] as const) {
    const { ok, out } = await run(workspace, file, { next: true });
    expect([ok, out.includes(`[${rule}]`)]).toEqual([false, true]);
  }
  await workspace.remove('sources/old.csv');
  expect(await hashesIn(workspace.root)).toEqual(before);
});
