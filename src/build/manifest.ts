import { createRequire } from 'node:module';
import path from 'node:path';
import { programFolder } from '../core/machine/installed-package.ts';

/** As much of package.json as is used here. */
interface Manifest {
  readonly version: string;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  /** Names of the packages that the bundle holds, so that nobody who installs Assay needs to install them. */
  readonly compiledIn: readonly string[];
  /** Those of which it has files beside it. */
  readonly copiedIn: readonly string[];
}

/** Assay's own package.json. The bundle holds its content in place of this module (bundle-plugins.ts). */
export const MANIFEST = createRequire(import.meta.url)(path.join(programFolder(), 'package.json')) as Manifest;
