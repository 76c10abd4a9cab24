import { createRequire } from 'node:module';
import path from 'node:path';
import { EnvironmentError } from '../diagnostics/environment-error.ts';

/** The folder of an installed package, absolute. Throws an EnvironmentError if it is not installed. */
export function packageFolder(name: string): string {
  const folder = installedPackage(name);
  if (folder === undefined) throw new EnvironmentError(`the package ${name} is not installed`, ['npm ci']);
  return folder;
}

/** The folder of a package, absolute; undefined if it is not installed. */
export function installedPackage(name: string): string | undefined {
  const require = createRequire(import.meta.url);
  for (const base of require.resolve.paths(name) ?? []) {
    const folder = path.join(base, name);
    try {
      require.resolve(path.join(folder, 'package.json'));
      return folder;
    } catch {
      // Not in this node_modules: try the next folder up.
    }
  }
  return undefined;
}

/** A file that stands next to the bundle, absolute; undefined where there is none, as from source. */
export function fileOfBundle(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(path.join(import.meta.dirname, name));
  } catch {
    return undefined;
  }
}

/** The folder of Assay itself, absolute. Source and bundle are at different depths in it. */
export function programFolder(): string {
  return (folderOfProgram ??= findProgram());
}

let folderOfProgram: string | undefined;

function findProgram(): string {
  const require = createRequire(import.meta.url);
  let folder = import.meta.dirname;
  for (;;) {
    try {
      if ((require(path.join(folder, 'package.json')) as { name?: string }).name === 'assay-briefs') return folder;
    } catch {
      // No package here: try the next folder up.
    }
    const parent = path.dirname(folder);
    if (parent === folder) throw new EnvironmentError('the installation of Assay is damaged', ['install it again']);
    folder = parent;
  }
}

/** The packed file that Assay was installed from, absolute; undefined if it came from a registry or is a checkout. */
export function packedProgram(): string | undefined {
  const modules = path.dirname(programFolder());
  try {
    const lock = createRequire(import.meta.url)(path.join(modules, '.package-lock.json')) as InstalledLock;
    const { resolved = '' } = lock.packages['node_modules/assay-briefs'] ?? {};
    return /^file:.*\.tgz$/.test(resolved) ? path.resolve(modules, '..', resolved.slice('file:'.length)) : undefined;
  } catch {
    // Not installed by npm.
    return undefined;
  }
}

/** As much of the record of what npm installed as is used here. */
interface InstalledLock {
  readonly packages: Readonly<Record<string, { readonly resolved?: string } | undefined>>;
}
