import path from 'node:path';
import { sha256 } from './hash.ts';
import { cacheFolder } from './machine.ts';
import { programIdentity } from './program-identity.ts';
import { ResultStore } from './result-store.ts';

/** Bytes that it may take: what some versions of the program make. */
const LIMIT = 100 * 2 ** 20;

/**
 * What the program makes of itself on a machine, once for each of its versions, and no build depends on: compiled code, and
 * fonts with the letters of any page. Undefined where there is no folder for it, and from source.
 */
export async function openProgramStore(): Promise<ResultStore | undefined> {
  const isBundled = !import.meta.url.endsWith('.ts');
  if (!isBundled) return undefined;
  const folder = await cacheFolder(process.env).catch(() => undefined);
  return folder === undefined ? undefined : new ResultStore(path.join(folder, 'program'), LIMIT);
}

/** The key of something that this version of the program makes. */
export async function keyInProgram(...of: readonly string[]): Promise<string> {
  return sha256(JSON.stringify([await programIdentity(), ...of]));
}
