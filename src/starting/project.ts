import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { NewFile } from './new-file.ts';
import { type OwnTable, ownTableFiles } from './own-table.ts';
import { type CiHost, projectFiles } from './project-files.ts';
import { starterFiles, starterLanguages } from './starter.ts';

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
