import path from 'node:path';
import { EnvironmentError } from './environment-error.ts';

/** What the disk answers, in words. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'the operation is not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  EISDIR: 'a folder stands where the file should be',
  ENOTEMPTY: 'a folder stands where the file should be',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'links on the way lead in a circle',
};

/**
 * Does something to the file at a path below the root. When the disk refuses, throws an EnvironmentError that says why
 * and what to do.
 */
export async function refusing<T>(relative: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const { code, errno } = error as NodeJS.ErrnoException;
    if (code === undefined || errno === undefined) throw error;
    throw new EnvironmentError(
      `${relative} cannot be written: ${REFUSALS[code] ?? code}`,
      [`check the folder ${path.posix.dirname(relative)} and its rights`],
      { cause: error },
    );
  }
}
