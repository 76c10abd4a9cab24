import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadRules, type Rules } from '../../src/assay/relations-file.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset } from '../../src/dataset/model.ts';

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

/** Every dataset of the repository that has releases, those of the fixtures too. */
export function datasetsOfRepository(): Place[] {
  const fixtures = foldersIn('tests/fixtures').map((name) => path.join('tests/fixtures', name));
  return ['.', ...fixtures].flatMap((root) =>
    foldersIn(path.join(root, 'data'))
      .filter((id) => existsSync(path.join(root, 'data', id, 'releases')))
      .map((id) => ({ root, id })),
  );
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

/** Loads a made-up dataset from a folder that is removed again; answers also with the milliseconds that loading took. */
export async function loadFiles(files: ReadonlyMap<string, string>, runs = 1): Promise<Loaded & { took: number[] }> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'assay-bench-'));
  for (const [name, text] of files) {
    const file = path.join(root, 'data/generated', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const took: number[] = [];
  let loaded: Loaded | undefined;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    loaded = await load({ root, id: 'generated' });
    took.push(performance.now() - start);
  }
  rmSync(root, { recursive: true });
  if (!loaded) throw new RangeError('loaded no times');
  return { ...loaded, took };
}
