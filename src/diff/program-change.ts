import { readJson } from '../pipeline/edition-files.ts';
import type { Workspace } from '../core/machine/workspace.ts';

/** A package of the program that has another version. */
export interface PackageChange {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

interface LockFile {
  readonly name?: string;
  readonly version?: string;
  readonly packages?: Readonly<Record<string, { readonly version?: string; readonly dev?: boolean } | undefined>>;
}

const PROGRAM = 'assay-briefs';

/**
 * The packages that two root folders lock at different versions, the program first. Both states are composed by the
 * program that compares them, so that what another version would print is not known.
 */
export async function packageChanges(before: Workspace, after: Workspace): Promise<PackageChange[]> {
  const [old, current] = await Promise.all([before, after].map(lockedIn));
  if (!old || !current || old.size === 0 || current.size === 0) return [];
  const names = [...new Set([...current.keys(), ...old.keys()])].filter((name) => old.get(name) !== current.get(name));
  return names
    .sort((a, b) => Number(b === PROGRAM) - Number(a === PROGRAM) || (a < b ? -1 : 1))
    .map((name) => ({ name, before: old.get(name), after: current.get(name) }));
}

/** Versions by package. A package of which several versions are locked has them all. */
async function lockedIn(workspace: Workspace): Promise<ReadonlyMap<string, string>> {
  const { name, version, packages = {} } = await readJson<LockFile>(workspace, 'package-lock.json');
  const versions = new Map<string, string[]>();
  const add = (key: string, found: string | undefined): void => {
    if (found !== undefined) versions.set(key, [...(versions.get(key) ?? []), found]);
  };
  if (name === PROGRAM) add(name, version);
  for (const [folder, entry] of Object.entries(packages)) {
    if (folder !== '') add(folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length), entry?.version);
  }
  return new Map([...versions].map(([key, all]) => [key, [...new Set(all)].sort().join(', ')]));
}
