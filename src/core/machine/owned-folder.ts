import os from 'node:os';
import path from 'node:path';
import { disk, processIsAlive } from './machine.ts';

/**
 * Makes a folder that belongs to this process, and says so in its name, `prefix` (absolute), process id and pid
 * namespace: a later run removes it if this one is killed. Answers its absolute path.
 */
export async function makeOwnedFolder(prefix: string): Promise<string> {
  return disk.makeTemporaryFolder(`${prefix}${process.pid}-${await pidNamespace()}-`);
}

/** Makes such a folder among temporary files, and removes those of killed runs there. `prefix` is the start of its name. */
export async function makeTemporaryFolder(prefix: string): Promise<string> {
  const start = path.join(os.tmpdir(), prefix);
  await removeOrphanedFolders(start);
  return makeOwnedFolder(start);
}

/** Removes a folder. What cannot be removed is left: it lies among temporary files or in the cache. */
export async function removeOwnedFolder(absolute: string): Promise<void> {
  await disk.remove(absolute).catch(() => undefined);
}

/** Removes the folders with this prefix that processes made which no longer run. */
export async function removeOrphanedFolders(prefix: string): Promise<void> {
  const [parent, start] = [path.dirname(prefix), path.basename(prefix)];
  const namespace = await pidNamespace();
  for (const name of await disk.names(parent)) {
    const [, pid, owner] = /^(\d+)-(\d+)-/.exec(name.startsWith(start) ? name.slice(start.length) : '') ?? [];
    if (owner === namespace && !processIsAlive(Number(pid))) await removeOwnedFolder(path.join(parent, name));
  }
}

/** The same process id means another process in a container, which may share the folder. Only Linux has namespaces. */
async function pidNamespace(): Promise<string> {
  const link = await disk.readLink('/proc/self/ns/pid').catch(() => '');
  return /\d+/.exec(link)?.[0] ?? '0';
}
