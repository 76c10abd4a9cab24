import { type Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { readYaml } from '../core/files/yaml-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';

/**
 * Mistakes of units with another hint where an import wrote the release: the unit of its figures stands in the mapping,
 * and what is written into the release itself the next import replaces.
 */
export async function withImports(
  all: readonly Diagnostic[],
  workspace: Workspace,
  folder: string,
): Promise<readonly Diagnostic[]> {
  if (!all.some(({ rule }) => rule === 'dataset/wrong-dimension')) return all;
  const mappings = await mappingsByRelease(workspace, folder);
  return all.map((one) => {
    const release = /\/releases\/([^/]+)\.(?:csv|ya?ml)$/.exec(one.place?.file.path ?? '')?.[1] ?? '';
    const mapping = one.rule === 'dataset/wrong-dimension' ? mappings.get(release) : undefined;
    if (mapping === undefined) return one;
    const hint = `an import wrote it: correct the unit in ${mapping}, and run assay import ${mapping}, or the unit in dataset.yaml`;
    return { ...one, hint };
  });
}

/** The mapping that each release was imported by, as far as they can be read. */
async function mappingsByRelease(workspace: Workspace, folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const path of await workspace.files(`${folder}/imports`)) {
    const unheard = new Diagnostics();
    const file = /\.ya?ml$/.test(path) && (await workspace.readText(path, unheard));
    const value = file ? (await readYaml(file, unheard))?.value : undefined;
    const release = partOf(value, 'release');
    const id = partOf(release, 'id');
    if (typeof id === 'string') found.set(id, path);
  }
  return found;
}

function partOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
