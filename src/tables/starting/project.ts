import path from 'node:path';
import { type Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import { programFolder } from '../../core/machine/installed-package.ts';
import { Workspace } from '../../core/machine/workspace.ts';
import type { NewFile } from './new-file.ts';
import { type OwnTable, ownTableFiles } from './own-table.ts';
import { type CiHost, projectFiles } from './project-files.ts';

/** What a person asks for. */
export interface ProjectRequest {
  readonly language: string;
  readonly ci: CiHost | undefined;
  /** The table to start from; without it the project is an example. */
  readonly table: OwnTable | undefined;
}

/** A new project, before anything is written. */
export interface Project {
  readonly files: readonly NewFile[];
  /** Files that are there already and stay as they are. */
  readonly kept: readonly string[];
  /** What was guessed from a table, a sentence each. */
  readonly guesses: readonly string[];
}

/** Plans a project in a folder. Data and briefs that are there already are reported; other files are left as they are. */
export async function planProject(
  workspace: Workspace,
  { language, ci, table }: ProjectRequest,
  diagnostics: Diagnostics,
): Promise<Project | undefined> {
  const languages = await starterLanguages();
  if (!languages.includes(language)) {
    const hint = didYouMean(language, languages);
    return diagnostics.error('start/unknown-language', `no project can be started in ${language}`, '', hint);
  }
  const own = table && (await ownTableFiles(table, language, diagnostics));
  if (table && !own) return undefined;
  const content = own?.files ?? (await starterFiles(language));
  const around = await projectFiles({ folder: workspace.root, language, ci });
  const areThere = (files: readonly NewFile[]): Promise<boolean[]> =>
    Promise.all(files.map((file) => workspace.exists(file.path)));
  const taken = await areThere(content);
  const first = content.find((_, index) => taken[index])?.path;
  if (first !== undefined) {
    const hint = 'nothing is overwritten: name another folder, or move what is there';
    return diagnostics.error('start/exists', `there is already a file ${first}`, first, hint);
  }
  const isThere = await areThere(around);
  return {
    files: [...content, ...around.filter((_, index) => !isThere[index])],
    kept: around.filter((_, index) => isThere[index]).map((file) => file.path),
    guesses: own?.guesses ?? [],
  };
}

/** Writes a project. */
export async function writeProject(workspace: Workspace, { files }: Project): Promise<void> {
  for (const { path: file, text } of files) await workspace.write(file, text);
}

/** The folder of the program that holds the example: what all languages share, and a folder for each language. */
const STARTER = 'starter';
const SHARED = 'common';

/** The languages in which a project can be started. */
export async function starterLanguages(): Promise<readonly string[]> {
  return (await new Workspace(programFolder()).folders(STARTER)).filter((name) => name !== SHARED);
}

/** The files of the example in one language: data, relations, a brief of two pages and its chart. */
async function starterFiles(language: string): Promise<readonly NewFile[]> {
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
