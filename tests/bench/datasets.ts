import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadRules, type Rules } from '../../src/assay/relations/relations-file.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset } from '../../src/dataset/model.ts';
import type { MadeUp } from './kinds.ts';

/** A dataset with its rules. */
export interface Loaded {
  readonly dataset: Dataset;
  readonly rules: Rules;
}

/** Where a dataset of the repository lies: the root folder of its project, and its id. */
export interface Place {
  readonly root: string;
  readonly id: string;
}

/** Every dataset of the repository that has releases, those of the fixtures and of a new project too. */
export function datasetsOfRepository(): MadeUp[] {
  const fixtures = foldersIn('tests/fixtures').map((name) => [path.join('tests/fixtures', name)]);
  return [['.'], ...fixtures, ['starter/common', 'starter/en']].flatMap((roots) =>
    foldersIn(path.join(roots[0] ?? '', 'data'))
      .map((id) => roots.map((root) => path.join(root, 'data', id)))
      .filter(([folder = '']) => existsSync(path.join(folder, 'releases')))
      .map((folders) => ({ title: folders[0] ?? '', files: new Map(folders.flatMap(filesIn)) })),
  );
}

/** The files of a dataset, by name in its folder. */
function filesIn(folder: string): [name: string, text: string][] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(yaml|csv)$/.test(name));
  return names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]);
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** Loads a dataset; a mistake in it is thrown. */
export async function load({ root, id }: Place): Promise<Loaded> {
  const diagnostics = new Diagnostics();
  const workspace = new Workspace(root);
  const dataset = await loadDataset(workspace, id, diagnostics);
  const rules = dataset && (await loadRules(workspace, dataset, diagnostics));
  if (!dataset || !rules) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
  return { dataset, rules };
}

/** Where the files of a made-up dataset are written below a root folder. */
export const FOLDER = 'data/generated';

/** Writes the files of a dataset below a root folder. */
export function writeFiles(root: string, files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    const file = path.join(root, FOLDER, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Loads a dataset by its files from a folder that is removed again; answers also with the milliseconds that loading took. */
export async function loadFiles(files: ReadonlyMap<string, string>, runs = 1): Promise<Loaded & { took: number[] }> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'assay-bench-'));
  const took: number[] = [];
  let loaded: Loaded | undefined;
  try {
    writeFiles(root, files);
    for (let run = 0; run < runs; run += 1) {
      const start = performance.now();
      loaded = await load({ root, id: path.basename(FOLDER) });
      took.push(performance.now() - start);
    }
  } finally {
    rmSync(root, { recursive: true });
  }
  if (!loaded) throw new RangeError('loaded no times');
  return { ...loaded, took };
}
