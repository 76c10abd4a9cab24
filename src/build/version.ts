import { createRequire } from 'node:module';
import path from 'node:path';
import { programFolder } from '../core/machine/installed-package.ts';

const require = createRequire(import.meta.url);

/** Assay's own version. */
export const VERSION: string = (require(path.join(programFolder(), 'package.json')) as { version: string }).version;

interface LockFile {
  readonly packages: Readonly<Record<string, { version?: string; dev?: boolean; optional?: boolean }>>;
}

/**
 * Name and version of every package that the program uses, sorted. They come from the lock file in a checkout, and in
 * an installed package, which has no lock file, from the list that the bundle wrote.
 */
export function lockedDependencies(): readonly string[] {
  try {
    return runtimePackages(require(path.join(programFolder(), 'package-lock.json')) as LockFile);
  } catch {
    return require(path.join(programFolder(), 'dist/dependencies.json')) as string[];
  }
}

/** The packages of a lock file, without those for development and those that only some platforms install. */
function runtimePackages({ packages }: LockFile): string[] {
  return Object.entries(packages)
    .filter(([folder, { dev, optional }]) => folder !== '' && !dev && !optional)
    .map(([folder, { version }]) => `${folder.replace(/^node_modules\//, '')}@${version}`)
    .sort();
}
