import {
  accessSync,
  constants,
  createReadStream,
  createWriteStream,
  existsSync,
  // Loaded where it is first used, as `node:fs/promises` is not.
  promises as fs,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EnvironmentError } from '../diagnostics/environment-error.ts';

/**
 * Pages that a browser prints on at once: one for each core. Two share a single core, because a page waits at times. The
 * main thread does a quarter of the work on an edition, so it keeps four busy; more would take memory, in containers above
 * all, which see all cores of their machine.
 */
export const SIDE_BY_SIDE = Math.min(Math.max(2, os.availableParallelism()), 4);

/**
 * Throws an EnvironmentError where the umask takes from this user's own files the right to read, write or enter them: what a
 * run writes, its next step could not read.
 */
export function requireUsableUmask(): void {
  const mask = process.umask();
  if ((mask & 0o700) === 0) return;
  const written = mask.toString(8).padStart(4, '0');
  throw new EnvironmentError(`the umask ${written} keeps this user from reading or writing what is written here`, [
    'umask 022',
  ]);
}

/** Whether a process with this id runs. */
export function processIsAlive(pid: number): boolean {
  // Zero and negative ids would ask about whole groups of processes.
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Lets answers of the browser and of threads be handled between two long stretches of synchronous work. */
export function pendingEvents(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The same promise. Should it reject before anything awaits it, Node does not end the program. */
export function rejectionHandled<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/**
 * Asks the person at the terminal; undefined if there is no terminal. Throws an EnvironmentError if the person ends the
 * input or presses Ctrl-C: what would follow the answer must not happen.
 */
export async function askPerson(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  // Loaded here, because most runs ask nothing.
  const readline = await import('node:readline/promises');
  const lines = readline.createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new EnvironmentError('the question was not answered: nothing is written')));
  });
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    // Closing after an answer is not a refusal.
    closed.catch(() => undefined);
    lines.close();
  }
}

/** Milliseconds since the epoch: for progress and for the age of locks, never for anything that is printed. */
export function now(): number {
  return Date.now();
}

/** A relative path with `/` between its parts. */
export function slashed(relative: string): string {
  return relative.split(path.sep).join('/');
}

/** How often a refused file is tried on Windows, where virus scanners and indexes hold new files for a moment. */
const TRIES = 10;

/** Milliseconds between them. */
const TRY_AGAIN = 50;

/** Codes with which Windows refuses a file that another program has open. */
const HELD = new Set(['EBUSY', 'EPERM', 'EACCES']);

/** Moves a file or folder, over a file if there is one. Throws as `renameSync`. */
export function renameOver(from: string, to: string): void {
  for (let left = process.platform === 'win32' ? TRIES : 1; ; left -= 1) {
    try {
      return renameSync(from, to);
    } catch (error) {
      if (left === 1 || !HELD.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TRY_AGAIN);
    }
  }
}

/** Removes a file or a whole folder, if it exists. Throws as `rmSync`. */
export function removeAll(absolute: string): void {
  rmSync(absolute, { recursive: true, force: true, maxRetries: TRIES, retryDelay: TRY_AGAIN });
}

/**
 * The cache folder, absolute: `$XDG_CACHE_HOME/assay`, else where the system keeps such files for a user (`%LOCALAPPDATA%` on
 * Windows, `~/.cache` elsewhere), else a folder of the user among the temporary files. Throws an EnvironmentError if none of
 * them can be written.
 */
export async function cacheFolder(environment: NodeJS.ProcessEnv): Promise<string> {
  const user = process.getuid?.();
  const shared = path.join(os.tmpdir(), user === undefined ? 'assay' : `assay-${user}`);
  const own =
    process.platform === 'win32'
      ? environment['LOCALAPPDATA']
      : environment['HOME'] && path.join(environment['HOME'], '.cache');
  for (const base of [environment['XDG_CACHE_HOME'], own]) {
    const folder = path.join(base ?? '', 'assay');
    if (path.isAbsolute(folder) && (await canFill(folder))) return folder;
  }
  // Another user may have put a program into a folder of this name, and we would run it. On Windows each user has such a folder.
  if ((await canFill(shared)) && (user === undefined || statSync(shared).uid === user)) return shared;
  throw new EnvironmentError('no folder for the unpacked browser can be written', [
    'set XDG_CACHE_HOME to a writable folder',
  ]);
}

/** Makes a folder, and says whether it can be written. */
async function canFill(folder: string): Promise<boolean> {
  try {
    await makeFolders(folder, 0o700);
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Makes a folder and those above it, as Node's recursive `mkdir` does, which never ends below `/proc`. */
async function makeFolders(folder: string, mode: number): Promise<void> {
  if (isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) await makeFolders(parent, mode);
  await fs.mkdir(folder, mode).catch((error: unknown) => {
    if (!isFolder(folder)) throw error;
  });
}

function isFolder(absolute: string): boolean {
  return statOf(absolute)?.isDirectory() ?? false;
}

/** Undefined where there is nothing that can be seen. */
function statOf(absolute: string): Stats | undefined {
  try {
    return statSync(absolute, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Whether a file may be written. Whoever administers the machine may write all, so its permissions count, too. */
export function isWritable(absolute: string, mode: number): boolean {
  if ((mode & 0o222) === 0) return false;
  try {
    accessSync(absolute, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function readFile(absolute: string): Promise<Buffer>;
function readFile(absolute: string, encoding: BufferEncoding): Promise<string>;
async function readFile(absolute: string, encoding?: BufferEncoding): Promise<Buffer | string> {
  return readFileSync(absolute, encoding);
}

/**
 * Disk operations on absolute paths outside the root. Those that look, read or write do not wait for the disk in another
 * thread, which takes longer than most of their answers.
 */
export const disk = {
  readFile,
  /** The first bytes of a file, at most `length`; none if it cannot be read. */
  readStart: async (absolute: string, length: number): Promise<Buffer> => {
    const file = await fs.open(absolute).catch(() => undefined);
    const read = await file?.read(Buffer.alloc(length), 0, length, 0).catch(() => undefined);
    await file?.close();
    return read ? read.buffer.subarray(0, read.bytesRead) : Buffer.alloc(0);
  },
  readLink: (absolute: string): Promise<string> => fs.readlink(absolute),
  writeFile: async (absolute: string, content: string | Uint8Array): Promise<void> => writeFileSync(absolute, content),
  makeTemporaryFolder: (prefix: string) => fs.mkdtemp(prefix),
  rename: async (from: string, to: string): Promise<void> => renameOver(from, to),
  remove: (absolute: string) =>
    fs.rm(absolute, { recursive: true, force: true, maxRetries: TRIES, retryDelay: TRY_AGAIN }),
  makeFolders: (absolute: string) => makeFolders(absolute, 0o700),
  /** Notes that a file was used now. */
  touch: (absolute: string): Promise<void> => fs.utimes(absolute, new Date(), new Date()).catch(() => undefined),
  /** Bytes of a file; undefined if there is none. */
  size: async (absolute: string): Promise<number | undefined> => {
    const stat = statOf(absolute);
    return stat?.isFile() ? stat.size : undefined;
  },
  /** Bytes of a file, and when it was last changed, in milliseconds since the epoch; undefined if there is none. */
  sizeAndTime: (absolute: string): { readonly size: number; readonly modified: number } | undefined => {
    const stat = statOf(absolute);
    return stat?.isFile() ? { size: stat.size, modified: stat.mtimeMs } : undefined;
  },
  /** Bytes of all files below a folder; 0 if it cannot be read. */
  folderSize: async (absolute: string): Promise<number> => {
    const entries = await fs.readdir(absolute, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile());
    const sizes = await Promise.all(
      files.map(async (file) => (await fs.lstat(path.join(file.parentPath, file.name))).size),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  },
  firstBytes: async (absolute: string, count: number): Promise<Buffer> => {
    const file = await fs.open(absolute);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  },
  realPath: (absolute: string): Promise<string> => fs.realpath(absolute),
  readStream: createReadStream,
  writeStream: createWriteStream,
  /** Names of the entries of a folder; none if it cannot be read. */
  names: async (absolute: string): Promise<string[]> => {
    try {
      return readdirSync(absolute);
    } catch {
      return [];
    }
  },
  /** When a file or folder was last changed, in milliseconds since the epoch; now, if it does not exist. */
  modified: async (absolute: string): Promise<number> => statOf(absolute)?.mtimeMs ?? now(),
  /** Identifies a file or folder, so that another one in its place is noticed; undefined where there is none. */
  identity: (absolute: string): Promise<string | undefined> =>
    fs.stat(absolute).then(
      ({ dev, ino, birthtimeMs }) => [dev, ino, birthtimeMs].join(' '),
      () => undefined,
    ),
  exists: async (absolute: string): Promise<boolean> => existsSync(absolute),
  isExecutable: async (absolute: string): Promise<boolean> => {
    try {
      await fs.access(absolute, constants.X_OK);
      return (await fs.stat(absolute)).isFile();
    } catch {
      return false;
    }
  },
};
