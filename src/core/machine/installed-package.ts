import { createRequire } from 'node:module';
import path from 'node:path';
import { EnvironmentError } from '../diagnostics/environment-error.ts';

/** The folder of an installed package, absolute: where its package.json stands. */
export function packageFolder(name: string): string {
  const require = createRequire(import.meta.url);
  for (const base of require.resolve.paths(name) ?? []) {
    const folder = path.join(base, name);
    try {
      require.resolve(path.join(folder, 'package.json'));
      return folder;
    } catch {
      // not in this node_modules: look further up
    }
  }
  throw new EnvironmentError(`the package ${name} is not installed`, ['npm ci']);
}

/** The folder of Assay itself, absolute: source and bundle lie at different depths in it. */
export function programFolder(): string {
  const require = createRequire(import.meta.url);
  let folder = import.meta.dirname;
  for (;;) {
    try {
      if ((require(path.join(folder, 'package.json')) as { name?: string }).name === 'assay-briefs') return folder;
    } catch {
      // no package here: look further up
    }
    const parent = path.dirname(folder);
    if (parent === folder) throw new EnvironmentError('the installation of Assay is damaged', ['install it again']);
    folder = parent;
  }
}
