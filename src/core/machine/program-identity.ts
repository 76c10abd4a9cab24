import path from 'node:path';
import { sha256 } from './hash.ts';
import { programFolder } from './installed-package.ts';
import { disk } from './machine.ts';

/** The file next to the bundle that has its identity. */
export const IDENTITY_FILE = 'dist/identity';

/** What a checkout is made of, besides its packages, which the lock file names. */
const CHECKOUT = ['package.json', 'package-lock.json', 'src'];

/**
 * A hash over the program itself with its locked dependencies: of its source files when it runs from them, else the one
 * that was taken of the bundle when it was made. It is read once: a program does not change while it runs.
 */
export function programIdentity(): Promise<string> {
  return (identity ??= readIdentity());
}

let identity: Promise<string> | undefined;

async function readIdentity(): Promise<string> {
  const isBundled = !import.meta.url.endsWith('.ts');
  const folder = programFolder();
  if (!isBundled) return hashOfFiles(folder, CHECKOUT);
  return hashOfFiles(folder, ['package.json', IDENTITY_FILE]);
}

/** A hash over the names and bytes of files, and of those below folders, inside a folder. */
export async function hashOfFiles(folder: string, names: readonly string[]): Promise<string> {
  const lines = await Promise.all(names.map((name) => linesOf(folder, name)));
  return sha256(...lines.flat());
}

/** A line for each file: its hash and its path. */
async function linesOf(folder: string, name: string): Promise<string[]> {
  const absolute = path.join(folder, name);
  if ((await disk.size(absolute)) !== undefined) return [`${sha256(await disk.readFile(absolute))}  ${name}\n`];
  const inside = (await disk.names(absolute)).sort();
  return (await Promise.all(inside.map((one) => linesOf(folder, `${name}/${one}`)))).flat();
}
