import { type Dirent, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { EnvironmentError } from '../diagnostics/environment-error.ts';
import { refusing } from './file-errors.ts';
import type { Place, SourceFile } from '../diagnostics/source-file.ts';
import { decodeText } from '../diagnostics/source-text.ts';

/** Largest text file that is read: a thousand times the size of any file a person writes here. */
const MAX_TEXT_BYTES = 8 * 1024 * 1024;

/**
 * The one door to the root folder. Paths are relative to the root folder with `/` between parts, and stay inside it;
 * methods that take an `absolute` path say so. Nothing else in the program opens a file.
 */
export class Workspace {
  /** Absolute path of the root folder. */
  readonly root: string;

  constructor(root: string) {
    this.root = path.resolve(root);
  }

  /** The absolute path of a relative one. Throws a RangeError if it leads outside the root. */
  resolve(relative: string): string {
    const absolute = path.resolve(this.root, relative);
    if (!isInside(this.root, absolute)) throw new RangeError(`${relative} lies outside the root folder`);
    return absolute;
  }

  /**
   * Reads a text that a person wrote. A byte-order mark is dropped; what is not UTF-8, too large, or holds NUL or
   * private-use characters is reported and answered with undefined, like a file that is not there.
   */
  async readText(relative: string, diagnostics: Diagnostics): Promise<SourceFile | undefined> {
    const bytes = await this.readNamed(relative, MAX_TEXT_BYTES, relative, diagnostics);
    return bytes && decodeText(relative, bytes, diagnostics);
  }

  /**
   * The bytes of a file that is named at a place. One that is not there, or has more than `limit` bytes, is reported
   * there and answered with undefined.
   */
  async readNamed(
    relative: string,
    limit: number,
    place: Place | string,
    diagnostics: Diagnostics,
  ): Promise<Buffer | undefined> {
    const found = this.findFile(relative);
    if (found && found.size > limit) {
      diagnostics.error('file/too-large', `${relative} has ${found.size} bytes; at most ${limit} are read`, place);
      return undefined;
    }
    const bytes = found?.read();
    const hint = 'is it a file inside the root folder, and may it be read?';
    if (!bytes) diagnostics.error('file/unreadable', `${relative} cannot be read`, place, hint);
    return bytes;
  }

  /** The bytes of a file, or undefined if it is not there, cannot be read or lies outside the root behind a link. */
  async readBytes(relative: string): Promise<Buffer | undefined> {
    const found = this.findFile(relative);
    return found?.read();
  }

  /**
   * Finds a regular file; undefined for what is none, or lies outside the root behind a link.
   * Asked of the disk at once, as files are read: to wait for a hundred small answers takes longer than to have them.
   */
  protected findFile(relative: string): FoundFile | undefined {
    const absolute = this.resolve(relative);
    try {
      const real = realpathSync.native(absolute);
      const stat = statSync(real);
      const isWithin = real === absolute || isInside(realpathSync.native(this.root), real);
      return stat.isFile() && isWithin ? { size: stat.size, read: () => bytesAt(real) } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether a file or folder is there. */
  async exists(relative: string): Promise<boolean> {
    return fs.access(this.resolve(relative)).then(
      () => true,
      () => false,
    );
  }

  /** Whether a folder is there. */
  async isFolder(relative: string): Promise<boolean> {
    const stat = await fs.stat(this.resolve(relative)).catch(() => undefined);
    return stat?.isDirectory() ?? false;
  }

  /** Paths of all files below a folder, sorted; none if the folder is not there. Dot files are passed over. */
  async files(folder: string): Promise<string[]> {
    return (await this.#list(folder)).sort();
  }

  async #list(folder: string): Promise<string[]> {
    const found = await Promise.all(
      (await this.#entries(folder))
        .filter((entry) => !entry.name.startsWith('.'))
        .map(async (entry) => {
          const relative = path.posix.join(folder, entry.name);
          if (entry.isDirectory()) return this.#list(relative);
          return entry.isFile() || entry.isSymbolicLink() ? [relative] : [];
        }),
    );
    return found.flat();
  }

  /** What lies in a folder: nothing if it is none. Throws an EnvironmentError if it may not be read. */
  #entries(folder: string): Promise<Dirent[]> {
    return refusing(
      folder,
      () =>
        fs.readdir(this.resolve(folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
          throw error;
        }),
      'read',
    );
  }

  /** Names of the folders directly in a folder, sorted; none if it is not there. Dot folders only if asked for. */
  async folders(folder: string, options: { hidden?: boolean } = {}): Promise<string[]> {
    return (await this.#entries(folder))
      .filter((entry) => entry.isDirectory() && (options.hidden || !entry.name.startsWith('.')))
      .map((entry) => entry.name)
      .sort();
  }

  /**
   * The absolute path of a file or folder to be changed. Throws an EnvironmentError if a folder on the way is a link: it
   * may lead outside the root, and may come from somebody else's commit.
   */
  #changeable(relative: string): string {
    const absolute = this.resolve(relative);
    const parts = path.relative(this.root, path.dirname(absolute)).split(path.sep);
    for (const index of parts.keys()) {
      const folder = parts.slice(0, index + 1).join('/');
      if (!lstatSync(this.resolve(folder), { throwIfNoEntry: false })?.isSymbolicLink()) continue;
      throw new EnvironmentError(
        `${relative} is not written: ${folder} is a link, which may lead outside the root folder`,
        [`remove the link ${folder}`],
      );
    }
    return absolute;
  }

  /**
   * Writes a file, making its folders. This and all methods below throw an EnvironmentError when the disk refuses, or
   * when a folder on the way is a link.
   */
  async write(relative: string, content: string | Uint8Array): Promise<void> {
    await refusing(relative, async () => {
      const absolute = this.#changeable(relative);
      await fs.mkdir(path.dirname(absolute), { recursive: true });
      await fs.writeFile(absolute, content);
    });
  }

  /** Writes a file that must not exist yet; answers whether it was this call that made it. */
  async writeNew(relative: string, content: string): Promise<boolean> {
    return refusing(relative, async () => {
      const absolute = this.#changeable(relative);
      await fs.mkdir(path.dirname(absolute), { recursive: true });
      try {
        await fs.writeFile(absolute, content, { flag: 'wx' });
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      }
    });
  }

  /** Makes the folder that a file will stand in. */
  async makeFolderOf(relative: string): Promise<void> {
    await refusing(relative, async () => fs.mkdir(path.dirname(this.#changeable(relative)), { recursive: true }));
  }

  /** Moves a file over another, in a folder that is there. Atomic within one disk. */
  async rename(from: string, to: string): Promise<void> {
    await refusing(to, async () => fs.rename(this.#changeable(from), this.#changeable(to)));
  }

  /** Moves a file, or answers false if it is not there (any more). */
  async renameIfThere(from: string, to: string): Promise<boolean> {
    return refusing(to, async () => {
      try {
        await fs.rename(this.#changeable(from), this.#changeable(to));
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
        throw error;
      }
    });
  }

  /** Removes a file, if it is there, and the folders above it, below `top`, that this leaves empty. */
  async removeFile(relative: string, top: string): Promise<void> {
    await this.remove(relative);
    for (let folder = path.posix.dirname(relative); folder.startsWith(`${top}/`); folder = path.posix.dirname(folder)) {
      // refused where anything is left in it
      const removed = await fs.rmdir(this.resolve(folder)).then(
        () => true,
        () => false,
      );
      if (!removed) return;
    }
  }

  /** Removes a file or a whole folder, if it is there. */
  async remove(relative: string): Promise<void> {
    await refusing(relative, async () => fs.rm(this.#changeable(relative), { recursive: true, force: true }));
  }
}

/** A regular file inside the root: how many bytes it has, and the way to them; undefined if it cannot be read. */
export interface FoundFile {
  readonly size: number;
  readonly read: () => Buffer | undefined;
}

function bytesAt(real: string): Buffer | undefined {
  try {
    return readFileSync(real);
  } catch {
    return undefined;
  }
}

function isInside(root: string, absolute: string): boolean {
  const inside = path.relative(root, absolute);
  return inside !== '..' && !inside.startsWith(`..${path.sep}`);
}
