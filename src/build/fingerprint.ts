import type { Brief } from '../brief/brief.ts';
import { nextReleaseOf } from '../dataset/due-date.ts';
import type { Edition } from '../dataset/edition.ts';
import { type FontFace, fontsOf } from '../brief/fonts.ts';
import { sha256 } from '../core/machine/hash.ts';
import { disk } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { editionInputs, filesIn } from './edition-inputs.ts';
import { lockedDependencies, VERSION } from './version.ts';

/** A file that an edition is made from. */
export interface Input {
  readonly path: string;
  readonly sha256: string;
  /** Set where an edition reads a part of it, which alone is hashed. */
  readonly part?: true | undefined;
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
  return fingerprintOver(await hashFiles(workspace, [...new Set(paths)].sort()), locale);
}

async function fingerprintOver(
  inputs: readonly Input[],
  locale: string,
  facts: readonly string[] = [],
): Promise<Fingerprint> {
  const fonts = await Promise.all(fontsOf(locale).map(fontInput));
  const lines = [...inputs, ...fonts].map((input) => `${input.sha256}  ${input.path}\n`);
  const program = [`assay ${VERSION}\n`, ...lockedDependencies().map((dependency) => `${dependency}\n`)];
  return { fingerprint: sha256(...lines, ...facts, ...program), inputs: [...inputs, ...fonts] };
}

/**
 * Hashes what an edition reads of the files of its brief and dataset: nothing of what was published after it, nor of later
 * editions, which change nothing of what it prints. Of a file that holds such things too, the rest is hashed.
 */
export async function fingerprintOfEdition(
  workspace: Workspace,
  brief: Brief,
  edition: Pick<Edition, 'dataset' | 'release' | 'asOf'>,
  locale: string,
): Promise<Fingerprint> {
  const files = await editionInputs(workspace, brief, edition, locale);
  const inputs = files.map(([path, content, part]) => ({ path, sha256: sha256(content), ...(part && { part }) }));
  // a date of now, which changes with each release, counts where it is printed
  const isPrinted = files.some(
    ([path, content]) => path.endsWith('.hbs') && /next_(?:release|edition)/.test(textOf(content)),
  );
  const due = isPrinted ? nextReleaseOf(edition)?.date : undefined;
  return fingerprintOver(inputs, locale, due === undefined ? [] : [`next release ${due}\n`]);
}

/** Hashes the files of a brief, without the templates of other locales, and those of its dataset. */
export async function fingerprintOfBrief(workspace: Workspace, brief: Brief, locale: string): Promise<Fingerprint> {
  return fingerprintOf(
    workspace,
    [...filesIn(brief, locale), ...(await workspace.files(`data/${brief.dataset.id}`))],
    locale,
  );
}

function textOf(content: string | Uint8Array): string {
  return typeof content === 'string' ? content : Buffer.from(content).toString();
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
