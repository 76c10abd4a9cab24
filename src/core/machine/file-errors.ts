import path from 'node:path';
import { EnvironmentError } from '../diagnostics/environment-error.ts';

/** Error codes of the disk, in words. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'the operation is not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  EISDIR: 'there is a folder in place of the file',
  ENOTEMPTY: 'there is a folder in place of the file',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  EBUSY: 'another program has it open',
  ELOOP: 'links on the path form a circle',
};

/** Remedies, except for the permissions of a folder. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'make room on that disk',
  EDQUOT: 'make room on that disk',
  EMFILE: 'allow more open files: ulimit -n 4096',
  EBUSY: 'close it there',
  ENOTDIR: 'move that file away',
  EEXIST: 'move that file away',
  EISDIR: 'move that folder away',
  ENOTEMPTY: 'move that folder away',
};

/**
 * Runs an operation on a path below the root. When the disk refuses, throws an EnvironmentError with the reason and a
 * remedy.
 */
export async function withFileErrors<T>(
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
          `check the folder ${done === 'read' ? relative : path.posix.dirname(relative)} and its permissions`,
      ],
      { cause: error },
    );
  }
}

/** The meaning of an error code of the disk. */
export function refusalText(code: string): string {
  return REFUSALS[code] ?? code;
}

/** Whether an operation succeeds. With a code, other errors of the disk are thrown. */
export function succeeds(operation: () => void, code?: string): boolean {
  try {
    operation();
    return true;
  } catch (error) {
    if (code !== undefined && (error as NodeJS.ErrnoException).code !== code) throw error;
    return false;
  }
}
