import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadReadable } from '../../src/dataset/dataset-folder.ts';
import type { Dataset } from '../../src/dataset/model.ts';
import type { WitnessOptions, Witnessed } from '../../src/witness/witness.ts';
import { witnessDataset } from '../../src/witness/witness.ts';

const HARBOUR = path.join(import.meta.dirname, 'harbour');

/** A change to a file of the project: a text in it and the one in its place, or the whole file. */
export type Change =
  readonly [file: string, text: string, instead: string] | readonly [file: string, whole: string | Buffer];

export interface Told {
  /** `witness/digits port-en-2025.yaml:4`: rule, file and line of each message. */
  readonly told: readonly string[];
  readonly messages: readonly string[];
  readonly hints: readonly string[];
  readonly witnessed: readonly Witnessed[];
  readonly dataset: Dataset;
}

/** What the witness says about the project of a harbour with some changes. */
export async function witnessed(changes: readonly Change[] = [], options: WitnessOptions = {}): Promise<Told> {
  return inHarbour(changes, async (root) => {
    const workspace = new Workspace(root);
    const diagnostics = new Diagnostics();
    const { dataset } = await loadReadable(workspace, 'harbour', diagnostics);
    if (!dataset) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
    const found = await witnessDataset(workspace, dataset, options, diagnostics);
    return {
      told: diagnostics.all.map(
        ({ rule, place, path: whole }) =>
          `${rule} ${place ? `${path.basename(place.file.path)}:${place.line}` : (whole ?? '')}`,
      ),
      messages: diagnostics.all.map(({ message }) => message),
      hints: diagnostics.all.map(({ hint = '' }) => hint),
      witnessed: found,
      dataset,
    };
  });
}

/** Does something in the project of a harbour with some changes. */
export async function inHarbour<T>(changes: readonly Change[], use: (root: string) => Promise<T>): Promise<T> {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-witness-'));
  try {
    await fs.cp(HARBOUR, root, { recursive: true });
    for (const change of changes) await make(root, change);
    return await use(root);
  } finally {
    await fs.rm(root, { recursive: true, force: true });
  }
}

async function make(root: string, change: Change): Promise<void> {
  const file = path.join(root, change[0]);
  await fs.mkdir(path.dirname(file), { recursive: true });
  if (change.length === 2) return fs.writeFile(file, change[1]);
  const before = await fs.readFile(file, 'utf8');
  if (!before.includes(change[1])) throw new Error(`${change[0]} does not hold ${change[1]}`);
  await fs.writeFile(file, before.replace(change[1], change[2]));
}
