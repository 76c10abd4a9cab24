import type { Brief } from '../brief/brief.ts';
import { type FontFace, fontsOf } from '../brief/fonts.ts';
import { sha256 } from '../core/machine/hash.ts';
import { disk } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { lockedDependencies, VERSION } from './version.ts';

/** A file that an edition is made from. */
export interface Input {
  readonly path: string;
  readonly sha256: string;
}

/** The files that an edition is made from, and one hash over all of them. */
export interface Fingerprint {
  readonly fingerprint: string;
  readonly inputs: readonly Input[];
}

/**
 * SHA-256 over the sorted paths and bytes of data, templates and the fonts of the locale, Assay's version and its
 * locked dependencies. Equal fingerprints mean equal text outputs.
 */
export async function fingerprintOf(
  workspace: Workspace,
  paths: readonly string[],
  locale: string,
): Promise<Fingerprint> {
  const inputs = await hashFiles(workspace, [...new Set(paths)].sort());
  const fonts = await Promise.all(fontsOf(locale).map(fontInput));
  const lines = [...inputs, ...fonts].map((input) => `${input.sha256}  ${input.path}\n`);
  const program = [`assay ${VERSION}\n`, ...lockedDependencies().map((dependency) => `${dependency}\n`)];
  return { fingerprint: sha256(...lines, ...program), inputs: [...inputs, ...fonts] };
}

/** Hashes the files of a brief, without the templates of other locales, and those of its dataset. */
export async function fingerprintOfBrief(workspace: Workspace, brief: Brief, locale: string): Promise<Fingerprint> {
  const own = brief.templates.get(locale)?.path;
  const others = new Set([...brief.templates.values()].map(({ path }) => path).filter((path) => path !== own));
  const files = brief.files.filter((path) => !others.has(path));
  return fingerprintOf(workspace, [...files, ...(await workspace.files(`data/${brief.dataset.id}`))], locale);
}

/** The hashes of files, in their order. A file that cannot be read has the hash of an empty one. */
export async function hashFiles(workspace: Workspace, paths: readonly string[]): Promise<Input[]> {
  return Promise.all(paths.map(async (path) => ({ path, sha256: sha256((await workspace.readBytes(path)) ?? '') })));
}

const hashes = new Map<string, Promise<string>>();

/** Each font is hashed once: fonts do not change while the program runs. */
async function fontInput({ file, name }: FontFace): Promise<Input> {
  const hash = hashes.get(name) ?? disk.readFile(file).then((bytes) => sha256(bytes));
  hashes.set(name, hash);
  return { path: `fonts/${name}`, sha256: await hash };
}
