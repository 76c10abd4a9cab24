import { SHIPPED_FONTS } from '../core/fonts.ts';
import { disk, sha256 } from '../core/workspace.ts';
import type { Workspace } from '../core/workspace.ts';
import { lockedDependencies, VERSION } from './version.ts';

/** A file that an edition is made from. */
export interface Input {
  readonly path: string;
  readonly sha256: string;
}

/** What an edition is made from, and one hash over all of it. */
export interface Fingerprint {
  readonly fingerprint: string;
  readonly inputs: readonly Input[];
}

/**
 * SHA-256 over the sorted paths and bytes of data, templates and shipped fonts, Assay's version and its locked
 * dependencies: equal fingerprints mean equal text outputs. Nothing that is produced counts.
 */
export async function fingerprintOf(workspace: Workspace, paths: readonly string[]): Promise<Fingerprint> {
  const files = [...new Set(paths)].sort();
  const inputs = await Promise.all(
    files.map(async (path) => ({ path, sha256: sha256((await workspace.readBytes(path)) ?? '') })),
  );
  const fonts = await fontInputs();
  const lines = [...inputs, ...fonts].map((input) => `${input.sha256}  ${input.path}\n`);
  const program = [`assay ${VERSION}\n`, ...lockedDependencies().map((dependency) => `${dependency}\n`)];
  return { fingerprint: sha256(...lines, ...program), inputs: [...inputs, ...fonts] };
}

let fonts: Promise<Input[]> | undefined;

/** Hashes of the shipped fonts; they cannot change while the program runs. */
function fontInputs(): Promise<Input[]> {
  fonts ??= Promise.all(
    SHIPPED_FONTS.map(async ({ file, name }) => ({ path: `fonts/${name}`, sha256: sha256(await disk.readFile(file)) })),
  );
  return fonts;
}
