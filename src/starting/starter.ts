import path from 'node:path';
import { programFolder } from '../core/machine/installed-package.ts';
import { Workspace } from '../core/machine/workspace.ts';
import type { NewFile } from './new-file.ts';

/** The folder of the program that holds the example: what all languages share, and a folder for each language. */
const STARTER = 'starter';
const SHARED = 'common';

/** The languages in which a project can be started. */
export async function starterLanguages(): Promise<readonly string[]> {
  return (await new Workspace(programFolder()).folders(STARTER)).filter((name) => name !== SHARED);
}

/** The files of the example in one language: data, relations, a brief of two pages and its chart. */
export async function starterFiles(language: string): Promise<readonly NewFile[]> {
  const program = new Workspace(programFolder());
  const folders = [`${STARTER}/${SHARED}`, `${STARTER}/${language}`];
  const found = await Promise.all(
    folders.map(async (folder) => {
      const paths = await program.files(folder);
      return Promise.all(
        paths.map(async (file) => ({
          path: path.posix.relative(folder, file),
          text: (await program.readBytes(file))?.toString('utf8') ?? '',
        })),
      );
    }),
  );
  return found.flat();
}
