import type { LocaleId } from '../../language/locales.ts';
import path from 'node:path';
import { type Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import { programFolder } from '../../core/machine/installed-package.ts';
import { Workspace } from '../../core/machine/workspace.ts';
import { RELEASES_CSV } from '../../dataset/release-tables.ts';
import type { NewFile } from './new-file.ts';
import { type OwnTable, ownTableFiles } from './own-table.ts';
import { type CiHost, projectFiles } from './project-files.ts';

/** What a person asks for. */
export interface ProjectRequest {
  readonly language: LocaleId;
  readonly ci: CiHost | undefined;
  /** The table to start from; without it the project is an example. */
  readonly table: OwnTable | undefined;
}

/** A new project, before anything is written. */
export interface Project {
  /** Those that are to be written: those of data and briefs last, and all are there once the last is. */
  readonly files: readonly NewFile[];
  /** The paths of all its files of data and briefs, those too that an earlier run wrote before it was cut off. */
  readonly content: readonly string[];
  /** Files that are there already and stay as they are. */
  readonly kept: readonly string[];
  /** What was guessed from a table, one sentence each. */
  readonly guesses: readonly string[];
}

/**
 * Plans a project in a folder. Data and briefs that are there already are reported, but for those of this
 * very project where an earlier run was cut off before the last; other files are left as they are.
 */
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
  const isSame = await Promise.all(content.map((file) => holds(workspace, file)));
  const isBegun = isSame.includes(undefined) || (table !== undefined && !(await isImported(workspace, content)));
  const first = content.find((_, index) => isSame[index] === false || (isSame[index] && !isBegun))?.path;
  if (first !== undefined) {
    const hint = 'nothing is overwritten: name another folder, or move what is there';
    return diagnostics.error('start/exists', `there is already a file ${first}`, first, hint);
  }
  const isThere = await Promise.all(around.map((file) => workspace.exists(file.path)));
  return {
    files: [...around.filter((_, index) => !isThere[index]), ...content.filter((_, index) => !isSame[index])],
    content: content.map((file) => file.path),
    kept: around.filter((_, index) => isThere[index]).map((file) => file.path),
    guesses: own?.guesses ?? [],
  };
}

/** Whether a file is there just as it would be written; undefined where there is none. */
async function holds(workspace: Workspace, { path: file, text }: NewFile): Promise<boolean | undefined> {
  if (!(await workspace.exists(file))) return undefined;
  return (await workspace.readBytes(file))?.equals(Buffer.from(text)) ?? false;
}

/** Whether the table of a project has become a release: the list of releases is written after the release itself. */
async function isImported(workspace: Workspace, content: readonly NewFile[]): Promise<boolean> {
  const dataset = content.find((file) => file.path.endsWith('/dataset.yaml'))?.path;
  return dataset !== undefined && workspace.exists(`${path.posix.dirname(dataset)}/releases/${RELEASES_CSV}`);
}

/** The folder of the program that holds the example: what all languages share, and a folder for each language. */
const STARTER = 'starter';
const SHARED = 'common';

/** The languages in which a project can be started. */
export async function starterLanguages(): Promise<readonly string[]> {
  return (await new Workspace(programFolder()).folders(STARTER)).filter((name) => name !== SHARED);
}

/** The files of the example in one language: data, relations, a brief of two pages and its chart. */
async function starterFiles(language: LocaleId): Promise<readonly NewFile[]> {
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
