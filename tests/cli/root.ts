import { createHash } from 'node:crypto';
import { cpSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** The root folder of the tiny dataset and brief. */
export const TINY = path.resolve('tests/fixtures/tiny');

/** The folder of the tiny brief in a root folder, and that of its newest edition. */
export const BRIEF = 'templates/harbour-ferries';
export const EDITION = 'out/harbour-ferries/2025-q4/en';

/** Makes a root folder that holds what the folders given hold, the later over the earlier. */
export async function makeRoot(...folders: readonly string[]): Promise<string> {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-root-'));
  // `fs.cp` takes three times as long.
  for (const folder of folders) cpSync(folder, root, { recursive: true });
  return root;
}

/** SHA-256 of every file below a folder by its path, dot files too; of a folder that is not there, none. */
export async function hashesIn(folder: string): Promise<Record<string, string>> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const hashed = await Promise.all(
    files.sort().map(async (file) => {
      const hash = createHash('sha256').update(await fs.readFile(file));
      return [path.relative(folder, file), hash.digest('hex')];
    }),
  );
  return Object.fromEntries(hashed) as Record<string, string>;
}

/** Changes a file of a root folder: its text is passed through `change`. Throws if that leaves it as it is. */
export async function edit(root: string, file: string, change: (text: string) => string): Promise<void> {
  const absolute = path.join(root, file);
  const before = await fs.readFile(absolute, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${file} has nothing of what is to be changed`);
  await fs.writeFile(absolute, after);
}

const CHART = {
  data: { address: 'passengers.*' },
  mark: 'bar',
  encoding: { y: { field: 'label' }, x: { field: 'value', type: 'quantitative' } },
};

/** Adds a chart to the tiny brief, in a section of its own at the end. */
export async function addChart(root: string): Promise<void> {
  await fs.mkdir(path.join(root, BRIEF, 'charts'));
  await fs.writeFile(path.join(root, BRIEF, 'charts/routes.vl.json'), JSON.stringify(CHART));
  const exhibit = '\n## Chart {#chart}\n\n:::exhibit{#routes-chart}\nBy route\n\n::chart{name="routes"}\n:::\n';
  await edit(root, `${BRIEF}/brief.md.hbs`, (template) => template + exhibit);
}
