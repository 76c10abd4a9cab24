import { createRequire } from 'node:module';
import path from 'node:path';
import { programFolder } from '../core/machine/installed-package.ts';

/** As much of package.json as is used here. */
interface Manifest {
  readonly version: string;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  /** Names of the packages that the bundle holds, so that nobody who installs Assay needs to install them. */
  readonly compiledIn: readonly string[];
  /** Those of which it has files next to it. */
  readonly copiedIn: readonly string[];
}

const require = createRequire(import.meta.url);

/** Assay's own package.json. */
const MANIFEST = require(path.join(programFolder(), 'package.json')) as Manifest;

/** Assay's own version. */
export const VERSION: string = MANIFEST.version;

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly dependencies?: Readonly<Record<string, string>> }>
  >;
}

/**
 * Name and version of every package that the program uses, sorted. They come from the lock file in a checkout, and in
 * an installed package, which has no lock file, from the list that the bundle wrote.
 */
export function lockedDependencies(): readonly string[] {
  try {
    return usedPackages(require(path.join(programFolder(), 'package-lock.json')) as LockFile);
  } catch {
    return require(path.join(programFolder(), 'dist/dependencies.json')) as string[];
  }
}

/** What the program is made of and what it needs, with all that these need; not what only some platforms install. */
function usedPackages({ packages }: LockFile): string[] {
  const { optionalDependencies, compiledIn, copiedIn } = MANIFEST;
  const used = new Set<string>();
  const add = (name: string, within: string): void => {
    const folder = folderOf(name, within, packages);
    if (folder === undefined || used.has(folder)) return;
    used.add(folder);
    for (const needed of Object.keys(packages[folder]?.dependencies ?? {})) add(needed, folder);
  };
  for (const name of [...Object.keys(optionalDependencies), ...compiledIn, ...copiedIn]) add(name, '');
  return [...used].map((folder) => `${folder.replace(/^node_modules\//, '')}@${packages[folder]?.version}`).sort();
}

/** Where a package in a folder finds another: in its own `node_modules`, else in those of the folders above. */
function folderOf(name: string, within: string, packages: LockFile['packages']): string | undefined {
  for (let base = within; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const folder = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
    if (packages[folder]) return folder;
    if (base === '') return undefined;
  }
}
