import {
  chmodSync,
  closeSync,
  type Dirent,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type Diagnostics, nearestWord } from '../diagnostics/diagnostic.ts';
import { EnvironmentError } from '../diagnostics/environment-error.ts';
import type { Place, SourceFile } from '../diagnostics/source-file.ts';
import { decodeText } from '../diagnostics/source-text.ts';
import { succeeds, withFileErrors } from './file-errors.ts';
import { isWritable, processIsAlive, removeAll, renameOver, slashed } from './machine.ts';

/** Largest text file that is read: a thousand times the size of any file a person writes here. */
export const MAX_TEXT_BYTES = 8 * 1024 * 1024;

/**
 * What the folder of a brief or a dataset may be called: jobs of hosts write these names into files of lines, and pages
 * into markers.
 */
const FOLDER_NAME = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N} ._+&'(),-]*$/u;

/**
 * The root folder. All files of data, templates and output are read and written through it. Paths are relative to the
 * root, have `/` between their parts, and stay inside. Nothing waits for the disk in another thread, which takes several
 * times as long as most of its answers.
 */
export class Workspace {
  /** Absolute path of the root folder. */
  readonly root: string;

  constructor(root: string) {
    this.root = path.resolve(root);
  }

  /** The absolute path of a relative one. Throws a RangeError if it leads outside the root. */
  resolve(relative: string): string {
    return pathWithin(this.root, relative);
  }

  /**
   * The path from the root, with `/`, of a file that a person names from the current folder or by an absolute path; undefined
   * if it lies outside the root, as on another drive.
   */
  pathOf(named: string): string | undefined {
    const absolute = path.resolve(named);
    return isInside(this.root, absolute) ? slashed(path.relative(this.root, absolute)) : undefined;
  }

  /**
   * Reads a text that a person wrote, without a byte-order mark. A text that is not UTF-8, too large, or has NUL or
   * private-use characters is reported and undefined, like a file that does not exist.
   */
  async readText(relative: string, diagnostics: Diagnostics): Promise<SourceFile | undefined> {
    const bytes = await this.readNamed(relative, MAX_TEXT_BYTES, relative, diagnostics);
    return bytes && decodeText(relative, bytes, diagnostics);
  }

  /**
   * The bytes of a file that is named at a place. A file that does not exist, or has more than `limit` bytes, is reported
   * there and undefined.
   */
  async readNamed(
    relative: string,
    limit: number,
    place: Place | string,
    diagnostics: Diagnostics,
  ): Promise<Buffer | undefined> {
    const found = this.findFile(relative);
    const name = place === relative ? 'this file' : relative;
    if (found && found.size > limit) {
      diagnostics.error('file/too-large', `${name} has ${found.size} bytes; at most ${limit} are read`, place);
      return undefined;
    }
    const bytes = found?.read();
    if (bytes) return bytes;
    if (await this.exists(relative)) {
      const hint = 'is it a file inside the root folder, and may it be read?';
      return diagnostics.error('file/unreadable', `${name} cannot be read`, place, hint);
    }
    const folder = path.posix.dirname(relative);
    const nextTo = (await this.files(folder)).map((file) => path.posix.relative(folder, file));
    const own = path.posix.basename(relative);
    if (nextTo.includes(own))
      return diagnostics.error(
        'file/unreadable',
        `${name} cannot be read`,
        place,
        'it is a link that leads to no file',
      );
    const alike = nextTo.find((each) => each.normalize('NFC') === own.normalize('NFC'));
    const nearest = nearestWord(own, nextTo);
    const hint =
      alike !== undefined
        ? 'a file there has the same name in other characters (a letter and its accent apart, as macOS writes them): rename it'
        : nearest === undefined
          ? `put it into ${folder}/, or correct its name`
          : `did you mean ${nearest}?`;
    return diagnostics.error('file/unreadable', `there is no file ${relative}`, place, hint);
  }

  /** The bytes of a file; undefined if it does not exist, cannot be read, or is outside the root because of a link. */
  async readBytes(relative: string): Promise<Buffer | undefined> {
    const found = this.findFile(relative);
    return found?.read();
  }

  /**
   * Finds a regular file; undefined if it is none, or outside the root because of a link. This is synchronous, because
   * waiting for a hundred small answers takes longer than the answers.
   */
  findFile(relative: string): FoundFile | undefined {
    const absolute = this.resolve(relative);
    try {
      const folder = path.dirname(absolute);
      const realFolder = this.realFolder(folder);
      const found = realFolder === folder ? absolute : path.join(realFolder, path.basename(absolute));
      const stat = lstatSync(found, { throwIfNoEntry: false });
      if (!stat || !hasItsName(found)) return undefined;
      if (stat.isSymbolicLink()) return this.#fileAt(realpathSync.native(found), absolute);
      return this.#fileAt(found, absolute, stat);
    } catch {
      return undefined;
    }
  }

  #fileAt(real: string, absolute: string, stat = statSync(real)): FoundFile | undefined {
    const isWithin = real === absolute || isInside(this.realFolder(this.root), real);
    return stat.isFile() && isWithin ? { size: stat.size, read: () => bytesAt(real) } : undefined;
  }

  /** Where a folder is, with all links followed, absolute. Throws where there is none. */
  protected realFolder(absolute: string): string {
    return realpathSync.native(absolute);
  }

  async exists(relative: string): Promise<boolean> {
    return existsSync(this.resolve(relative));
  }

  async isFolder(relative: string): Promise<boolean> {
    try {
      return statSync(this.resolve(relative)).isDirectory();
    } catch {
      return false;
    }
  }

  /**
   * Paths of all files below a folder, sorted, without dot files and folders of certain names; none if the folder does
   * not exist.
   */
  async files(folder: string, without: readonly string[] = []): Promise<string[]> {
    const start = path.posix.join(folder, 'name').slice(0, -'name'.length);
    return (await this.#list(folder, start, without)).sort();
  }

  /** `start` is what the paths of the entries of the folder begin with. */
  async #list(folder: string, start: string, without: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const entry of await this.#entries(folder)) {
      const relative = start + entry.name;
      if (entry.name.startsWith('.') || without.includes(entry.name)) continue;
      if (entry.isDirectory()) found.push(...(await this.#list(relative, `${relative}/`, without)));
      else if (entry.isFile() || entry.isSymbolicLink()) found.push(relative);
    }
    return found;
  }

  /**
   * All that is below a folder, sorted by path: files, dot files too, links, whatever else the disk has, and empty folders,
   * which end in `/`. None if the folder does not exist.
   */
  async everythingIn(folder: string): Promise<{ readonly path: string; readonly isFile: boolean }[]> {
    const found: { path: string; isFile: boolean }[] = [];
    for (const entry of await this.#entries(folder)) {
      const path = `${folder}/${entry.name}`;
      const below = entry.isDirectory() ? await this.everythingIn(path) : undefined;
      if (below?.length) found.push(...below);
      else found.push({ path: below ? `${path}/` : path, isFile: entry.isFile() });
    }
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The entries of a folder; none if there is no such folder. Throws an EnvironmentError if it cannot be read. */
  #entries(folder: string): Promise<Dirent[]> {
    return withFileErrors(
      folder,
      async () => {
        try {
          return readdirSync(this.resolve(folder), { withFileTypes: true });
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          if (code === 'ENOENT' || code === 'ENOTDIR') return [];
          throw error;
        }
      },
      'read',
    );
  }

  /** Names of the folders directly in a folder, sorted; none if it does not exist. Dot folders only with `hidden`. */
  async folders(folder: string, options: { hidden?: boolean } = {}): Promise<string[]> {
    return (await this.#entries(folder))
      .filter((entry) => entry.isDirectory() && (options.hidden || !entry.name.startsWith('.')))
      .map((entry) => entry.name)
      .sort();
  }

  /**
   * Names of the folders directly in a folder that hold a file of one of some names, which makes them briefs or datasets.
   * Throws an EnvironmentError if one has a name that could not be distinguished from other words where it is passed on.
   */
  async foldersWith(folder: string, files: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const name of await this.folders(folder)) {
      const has = await Promise.all(files.map((file) => this.exists(`${folder}/${name}/${file}`)));
      if (has.includes(true)) found.push(name);
    }
    const odd = found.find((name) => !FOLDER_NAME.test(name));
    const twin = found.find((name, index) => found.slice(0, index).some((other) => sameName(name, other)));
    if (twin !== undefined) {
      const others = found.filter((name) => sameName(name, twin)).join(' and ');
      throw new EnvironmentError(`the folders ${others} in ${folder} are the same folder on Windows and macOS`, [
        'rename one of them: names that differ in case or accents alone are one name there',
      ]);
    }
    if (odd === undefined) return found;
    throw new EnvironmentError(`the folder ${folder}/${odd} has a name that programs could take for something else`, [
      "rename it: letters, digits, spaces and . _ + & ' ( ) , - may be in it, and it begins with a letter, a digit or _",
    ]);
  }

  /**
   * The absolute path of a file or folder to be changed. Throws an EnvironmentError if a folder on the way is a link: it
   * may lead outside the root, and may come from somebody else's commit.
   */
  #changeable(relative: string): string {
    const absolute = this.resolve(relative);
    const parts = slashed(path.relative(this.root, path.dirname(absolute))).split('/');
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
    await withFileErrors(relative, async () => writeFileSync(this.#withFolder(relative), content));
  }

  /** Writes a file unless it exists; returns whether it did. One whose content finds no room on the disk is removed again. */
  async writeNew(relative: string, content: string): Promise<boolean> {
    return withFileErrors(relative, async () => {
      const absolute = this.#withFolder(relative);
      let opened: number | undefined;
      const isNew = succeeds(() => (opened = openSync(absolute, 'wx')), 'EEXIST');
      if (opened === undefined) return isNew;
      let isWhole = false;
      try {
        writeFileSync(opened, content);
        isWhole = true;
      } finally {
        closeSync(opened);
        if (!isWhole) rmSync(absolute, { force: true });
      }
      return true;
    });
  }

  /**
   * Replaces a file that a person may be changing, if it still holds `before`: the new content is written next to it and
   * takes its place at once, with its permissions. Says why it was left as it is.
   */
  async replace(relative: string, before: Uint8Array, content: Uint8Array): Promise<ReplaceOutcome> {
    return withFileErrors(relative, async () => {
      const absolute = this.#changeable(relative);
      const stat = lstatSync(absolute, { throwIfNoEntry: false });
      if (!stat) return 'changed';
      if (!stat.isFile()) return 'link';
      if (!isWritable(absolute, stat.mode)) return 'read-only';
      const [folder, prefix] = [path.dirname(absolute), `.${path.basename(absolute)}.assay-`];
      removeLost(folder, prefix);
      const nextTo = path.join(folder, `${prefix}${process.pid}`);
      let isNextTo = true;
      try {
        writeFileSync(nextTo, content, { flag: 'wx' });
        chmodSync(nextTo, stat.mode);
        if (!readFileSync(absolute).equals(before)) return 'changed';
        renameOver(nextTo, absolute);
        isNextTo = false;
        return 'replaced';
      } finally {
        if (isNextTo) rmSync(nextTo, { force: true });
      }
    });
  }

  /** Makes the folder of a file. */
  async makeFolderOf(relative: string): Promise<void> {
    await withFileErrors(relative, async () => this.#withFolder(relative));
  }

  #withFolder(relative: string): string {
    const absolute = this.#changeable(relative);
    mkdirSync(path.dirname(absolute), { recursive: true });
    return absolute;
  }

  /** Moves a file, over another if there is one, into a folder that exists. Atomic within one disk. */
  async rename(from: string, to: string): Promise<void> {
    await withFileErrors(to, async () => renameOver(this.#changeable(from), this.#changeable(to)));
  }

  /** Moves a file; false if it does not exist. */
  async renameIfThere(from: string, to: string): Promise<boolean> {
    return withFileErrors(to, async () =>
      succeeds(() => renameOver(this.#changeable(from), this.#changeable(to)), 'ENOENT'),
    );
  }

  /** Removes a file, if it exists, and the folders above it, below `top`, that become empty. */
  async removeFile(relative: string, top: string): Promise<void> {
    await this.remove(relative);
    for (let folder = path.posix.dirname(relative); folder.startsWith(`${top}/`); folder = path.posix.dirname(folder)) {
      // fails if the folder is not empty
      if (!succeeds(() => rmdirSync(this.resolve(folder)))) return;
    }
  }

  /** Removes a file or a whole folder, if it exists. */
  async remove(relative: string): Promise<void> {
    await withFileErrors(relative, async () => removeAll(this.#changeable(relative)));
  }
}

/** What became of a file that was to be replaced. */
export type ReplaceOutcome = 'replaced' | 'changed' | 'link' | 'read-only';

/** A regular file inside the root. `read` returns undefined if the disk refuses. */
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

/** Paths of plain names, which need not be resolved: most are, and resolving takes longer than looking at the file. */
const PLAIN = path.sep === '/' ? /^(?!\.\.?(?:\/|$))[^/\0]+(?:\/(?!\.\.?(?:\/|$))[^/\0]+)*$/ : /(?!)/;

/** The absolute path of one that is relative to an absolute root folder. Throws a RangeError if it leads outside. */
function pathWithin(root: string, relative: string): string {
  if (PLAIN.test(relative)) return root === '/' ? `/${relative}` : `${root}/${relative}`;
  const absolute = path.resolve(root, relative);
  if (!isInside(root, absolute)) throw new RangeError(`${relative} lies outside the root folder`);
  return absolute;
}

/** Whether an absolute path is that of a root folder or of something below it. From one drive to another leads no relative path. */
function isInside(root: string, absolute: string): boolean {
  const inside = path.relative(root, absolute);
  return inside !== '..' && !inside.startsWith(`..${path.sep}`) && !path.isAbsolute(inside);
}

/** Whether two names are one on disks that look at neither case nor how an accent is written. */
function sameName(one: string, other: string): boolean {
  return one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();
}

/**
 * Whether a file that was found has the name by which it was looked for. Disks of Windows and macOS also find it by a name in
 * another case, which then fails on Linux: everywhere the same names are found.
 */
function hasItsName(absolute: string): boolean {
  if (process.platform === 'linux') return true;
  const name = path.basename(absolute).normalize('NFC');
  return readdirSync(path.dirname(absolute)).some((entry) => entry.normalize('NFC') === name);
}

/** Removes what processes that were killed left next to a file that they were replacing. */
function removeLost(folder: string, prefix: string): void {
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (/^\d{1,10}$/.test(pid) && !processIsAlive(Number(pid))) rmSync(path.join(folder, name), { force: true });
  }
}
