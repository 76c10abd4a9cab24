import path from 'node:path';
import { EnvironmentError } from '../diagnostics/environment-error.ts';

/** What the disk answers, in words. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'the operation is not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  EISDIR: 'a folder stands where the file should be',
  ENOTEMPTY: 'a folder stands where the file should be',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  ELOOP: 'links on the way lead in a circle',
};

/** What helps where it is not the rights of a folder. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'make room on that disk',
  EDQUOT: 'make room on that disk',
  EMFILE: 'let programs open more files: ulimit -n 4096',
  ENOTDIR: 'move that file away',
  EEXIST: 'move that file away',
  EISDIR: 'move that folder away',
  ENOTEMPTY: 'move that folder away',
};

/**
 * Does something to what stands at a path below the root. When the disk refuses, throws an EnvironmentError that says
 * why and what to do.
 */
export async function refusing<T>(
  relative: string,
  operation: () => Promise<T>,
  done: 'read' | 'written' = 'written',
): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const { code, errno } = error as NodeJS.ErrnoException;
    if (code === undefined || errno === undefined) throw error;
    throw new EnvironmentError(
      `${relative} cannot be ${done}: ${refusalText(code)}`,
      [
        REMEDIES[code] ??
          `check the folder ${done === 'read' ? relative : path.posix.dirname(relative)} and its rights`,
      ],
      { cause: error },
    );
  }
}

/** What the disk answered, in words. */
export function refusalText(code: string): string {
  return REFUSALS[code] ?? code;
}
