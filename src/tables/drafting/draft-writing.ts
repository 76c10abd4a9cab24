import path from 'node:path';
import { EnvironmentError } from '../../core/diagnostics/environment-error.ts';
import { sha256 } from '../../core/machine/hash.ts';
import { disk, processIsAlive } from '../../core/machine/machine.ts';
import type { Workspace } from '../../core/machine/workspace.ts';
import type { DraftFile } from './draft.ts';

/** UTF-8 files that start with it keep it. */
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The file in the root folder that says which drafts are written, once all are: where they go, and what was there. */
interface Journal {
  /** That of the run. */
  readonly name: string;
  readonly file: string;
  readonly moves: readonly Move[];
}

interface Move {
  /** Null of a file that is removed. */
  readonly nextTo: string | null;
  readonly path: string;
  /** The hash of what the file held, as bytes; null of a new one. */
  readonly before: string | null;
}

/**
 * Writes the files of a draft: all of them or none. Each is written next to its place first, and moved there when all
 * could be. Throws an EnvironmentError when the disk refuses, or when a file that is to be new has come into being, or one
 * that is replaced is no longer what it was. With a `name`, a run that is killed while it moves them can be finished:
 * `settleDrafts`.
 */
export async function writeDraft(workspace: Workspace, files: readonly DraftFile[], name?: string): Promise<void> {
  const all = files.map((file) => ({ ...file, nextTo: file.path.replace(/[^/]*$/, `.$&.${process.pid}.draft`) }));
  const [drafts, gone] = [all.filter(({ isGone }) => !isGone), all.filter(({ isGone }) => isGone)];
  const written: string[] = [];
  const ownFile = (of: string): string => `.${of}.${process.pid}.draft`;
  try {
    if (name !== undefined) {
      // drafts may go into folders of pages, which no later run looks through
      written.push(ownFile(`${name}-begun`));
      await workspace.write(ownFile(`${name}-begun`), JSON.stringify(drafts.map(({ nextTo }) => nextTo)));
    }
    for (const { nextTo, path, text } of drafts) {
      const mark = (await workspace.readBytes(path))?.subarray(0, 3).equals(BYTE_ORDER_MARK) ? '\uFEFF' : '';
      // before the disk is asked: what it takes only a part of is removed, too
      written.push(nextTo);
      await workspace.write(nextTo, typeof text === 'string' ? mark + text : text);
    }
    for (const { path, isNew, before } of all) {
      if (before !== undefined && (await textOf(workspace, path)) !== before)
        throw new EnvironmentError(`${path} is not written: somebody changed it meanwhile`, ['run the same again']);
      if (isNew && (await workspace.exists(path)))
        throw new EnvironmentError(`${path} is not written: it exists by now`, ['run the same again']);
    }
    if (name !== undefined) {
      const moves = await Promise.all(
        [...drafts, ...gone].map(async ({ nextTo, path, isGone }): Promise<Move> => {
          return { nextTo: isGone ? null : nextTo, path, before: await hashAt(workspace, path) };
        }),
      );
      const journal = ownFile(name);
      // the last to be removed
      written.push(journal);
      await workspace.write(journal, JSON.stringify(moves));
    }
    for (const { nextTo, path } of drafts) await workspace.rename(nextTo, path);
    for (const { path } of gone) await workspace.remove(path);
  } finally {
    // Those that were moved are no longer there; of the others what names them goes last.
    for (const file of written.toReversed()) await workspace.remove(file);
  }
}

/** A text without its byte-order mark, as it was read when the draft was made. */
async function textOf(workspace: Workspace, path: string): Promise<string | undefined> {
  const bytes = await workspace.readBytes(path);
  return bytes && new TextDecoder().decode(bytes);
}

async function hashAt(workspace: Workspace, path: string): Promise<string | null> {
  const bytes = await workspace.readBytes(path);
  return bytes ? sha256(bytes) : null;
}

/**
 * Settles what runs left that were killed, in the root folder and anywhere below folders of it. One that was moving its
 * drafts and has a name is finished, unless a person changed or removed one of its files meanwhile; other drafts of
 * processes that are gone are removed. Returns the paths of the files that were finished, by the names of the runs.
 */
export async function settleDrafts(
  workspace: Workspace,
  folders: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const finished = new Map<string, readonly string[]>();
  for (const { name, file, moves } of await journalsOf(workspace)) {
    if (!(await canFinish(workspace, moves))) continue;
    for (const { nextTo, path } of moves)
      if (nextTo === null) await workspace.remove(path);
      else await workspace.renameIfThere(nextTo, path);
    finished.set(
      name,
      moves.filter(({ nextTo }) => nextTo !== null).map((move) => move.path),
    );
    await workspace.remove(file);
  }
  for (const draft of await begunIn(workspace)) await workspace.remove(draft);
  const below = await Promise.all(folders.map((folder) => workspace.everythingIn(folder)));
  const files = below.flat().filter(({ isFile }) => isFile);
  const all = [...(await disk.names(workspace.root)), ...files.map((file) => file.path)];
  for (const file of all) if (isLost(file)) await workspace.remove(file);
  return finished;
}

async function journalsOf(workspace: Workspace): Promise<Journal[]> {
  const lost = (await disk.names(workspace.root)).filter(isLost);
  const found = lost.map(async (file): Promise<Journal[]> => {
    const moves = movesIn(await textOf(workspace, file));
    return moves ? [{ name: file.replace(/^\.|\.\d+\.draft$/g, ''), file, moves }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** The drafts that runs which are gone began to write, wherever they are. */
async function begunIn(workspace: Workspace): Promise<string[]> {
  const lost = (await disk.names(workspace.root)).filter(isLost);
  const found = await Promise.all(lost.map(async (file) => listIn(await textOf(workspace, file))));
  return found.flat().filter((draft): draft is string => typeof draft === 'string' && isWithin(draft) && isLost(draft));
}

/** Undefined for a journal that was cut off: its run had moved nothing. */
function movesIn(text: string | undefined): readonly Move[] | undefined {
  const read = listIn(text);
  return read.length > 0 && read.every(isMove) ? read : undefined;
}

/** The list that a file holds as JSON; empty of one that holds none, or was cut off. */
function listIn(text = ''): readonly unknown[] {
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

/** Whether a path leads to no other folder than the root and those below it. */
function isWithin(file: string): boolean {
  return !/^\/|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(file);
}

function isMove(one: unknown): one is Move {
  if (typeof one !== 'object' || one === null || !('nextTo' in one && 'path' in one && 'before' in one)) return false;
  const { nextTo, path: to, before } = one;
  if (typeof to !== 'string' || !isWithin(to) || !(before === null || typeof before === 'string')) return false;
  if (nextTo === null) return before !== null;
  return typeof nextTo === 'string' && path.posix.dirname(nextTo) === path.posix.dirname(to) && isLost(nextTo);
}

/** Whether each file is in place, or its draft waits next to what it replaces. */
async function canFinish(workspace: Workspace, moves: readonly Move[]): Promise<boolean> {
  for (const { nextTo, path, before } of moves) {
    if (nextTo === null) {
      if ((await workspace.exists(path)) && (await hashAt(workspace, path)) !== before) return false;
      continue;
    }
    const isWaiting = await workspace.exists(nextTo);
    if (isWaiting ? (await hashAt(workspace, path)) !== before : !(await workspace.exists(path))) return false;
  }
  return true;
}

/** Whether a file is a draft whose process is gone, or was another one with the id of this, which has none yet. */
function isLost(file: string): boolean {
  const [, pid] = /^\..+\.(\d{1,10})\.draft$/.exec(path.posix.basename(file)) ?? [];
  return pid !== undefined && (Number(pid) === process.pid || !processIsAlive(Number(pid)));
}
