import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listBriefs, loadBrief } from '../../src/brief/brief-folder.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { draftEdition } from '../../src/tables/drafting/draft.ts';
import { writeDraft } from '../../src/tables/drafting/draft-writing.ts';
import { saying } from '../messages.ts';

let root: string;
let workspace: Workspace;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'assay-defaults-'));
  workspace = new Workspace(root);
});
afterEach(() => rm(root, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** The blocks of the smallest brief in README.md, by the path that each names in its first line. */
async function smallestBrief(): Promise<Record<string, string>> {
  const readme = await readFile('README.md', 'utf8');
  const section = readme.slice(readme.indexOf('## The smallest brief'));
  const blocks = [...section.matchAll(/^```(?:yaml|handlebars)\n(?:# |\{\{!-- )(\S+)(?: --\}\})?\n([\s\S]*?)^```/gm)];
  return Object.fromEntries(blocks.map(([, name = '', text = '']) => [name, text]).slice(0, 2));
}

const dataset = (sources: string, releases: string): string => `
title: { en: Farm, fr: Ferme, de: Hof }
publisher: The farmer
licence: CC0-1.0
sources: ${sources}
indicators:
  eggs: { label: { en: Eggs, fr: Oeufs, de: Eier }, unit: count, kind: flow }
releases:
${releases}`;

const release = (id: string, source: string, period: string, published: string): string =>
  `  ${id}: { source: ${source}, period: ${period}, published: ${published}, observations: { eggs: [{ level: '12' }] } }\n`;

async function loaded(id: string) {
  const diagnostics = new Diagnostics();
  const brief = await loadBrief(workspace, id, diagnostics);
  const problems = diagnostics.all.map(({ rule, message }) => `${rule}: ${message}`);
  return { brief, problems, editions: brief?.editions.map((one) => `${one.id} ${one.release}`) };
}

test('the smallest brief of the README is one dataset and one template', async () => {
  const files = await smallestBrief();
  expect(Object.keys(files)).toEqual(['data/harbour/dataset.yaml', 'templates/harbour/brief.md.hbs']);
  await write(files);
  expect(await listBriefs(workspace)).toEqual(['harbour']);
  const { brief, problems, editions } = await loaded('harbour');
  expect(problems).toEqual([]);
  expect(editions).toEqual(['2025 office-2025']);
  expect([...(brief?.title ?? [])]).toEqual([['en', 'The harbour']]);
  expect(brief?.locales).toEqual(['en']);
});

test('editions are those of the sources of the highest rank, named by their periods where these differ', async () => {
  const releases =
    release('farm-q2', 'farm', '2025-Q2', '2025-08') +
    release('farm-q1', 'farm', '2025-Q1', '2025-05') +
    release('farm-new', 'farm', '2025-Q2', '2025-09') +
    release('farm-part', 'farm', '2024-M01..2024-M10', '2024-12') +
    release('town-q3', 'town', '2025-Q3', '2025-11');
  await write({
    'data/farm/dataset.yaml': dataset('{ farm: { publisher: A, rank: 1 }, town: { publisher: B, rank: 2 } }', releases),
    'templates/eggs/brief.md.hbs': '# Eggs',
  });
  const { brief, problems, editions } = await loaded('eggs');
  expect(problems).toEqual([]);
  expect(editions).toEqual(['farm-part farm-part', '2025-q1 farm-q1', 'farm-q2 farm-q2', 'farm-new farm-new']);
  // Assay has no words for French.
  expect(brief?.locales).toEqual(['en', 'de']);
});

test('a brief without a dataset of its name or an only one says so', async () => {
  await write({ 'templates/eggs/brief.md.hbs': '# Eggs' });
  expect((await loaded('eggs')).problems).toEqual([saying('schema/missing-key … eggs …')]);
  for (const id of ['a', 'b']) await write({ [`data/${id}/dataset.yaml`]: dataset('{ farm: { publisher: A } }', '') });
  expect((await loaded('eggs')).problems).toEqual([saying('schema/missing-key … eggs …')]);
});

test('a brief whose dataset cannot be read is reported of the brief alone: the dataset is reported where it is read', async () => {
  await write({ 'data/farm/dataset.yaml': 'title: {', 'templates/farm/brief.md.hbs': '# Eggs' });
  expect((await loaded('farm')).problems).toEqual([]);
});

test('the next edition of a brief that lists none is the file of a release', async () => {
  await write(await smallestBrief());
  const drafted = async (id: string) => {
    const diagnostics = new Diagnostics();
    const draft = await draftEdition(workspace, { id, from: '2025', briefs: [] }, diagnostics);
    return draft ?? diagnostics.all.map(({ message }) => message);
  };
  expect(await drafted('next')).toEqual([saying('… harbour … office-2026 … 2026 … next')]);
  const draft = await drafted('2026');
  if (Array.isArray(draft)) throw new Error(draft.join('\n'));
  expect(draft.files.map(({ path: name }) => name)).toEqual(['data/harbour/releases/office-2026.yaml']);
  await writeDraft(workspace, draft.files);
  const file = path.join(root, 'data/harbour/releases/office-2026.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace('published: TODO', 'published: 2027-01-31').replace('TODO%', '2%').replace('TODO', '1228'),
  );
  expect((await loaded('harbour')).editions).toEqual(['2025 office-2025', '2026 office-2026']);
});
