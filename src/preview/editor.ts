import argumentsFor from 'launch-editor/get-args.js';
import linuxEditors from 'launch-editor/editor-info/linux.js';
import guess from 'launch-editor/guess.js';
import path from 'node:path';
import { parse } from 'shell-quote';
import { runProgram, startProgram } from '../core/machine/process.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { KnownPlace } from './place-book.ts';

// `launch-editor` knows the editors and their arguments. It would start them by itself, past `core/machine/process.ts`,
// with the terminal of the preview; so only its tables are used.

/** Editors that need the terminal, which the preview has. */
const IN_TERMINAL: ReadonlySet<string> = new Set(['vi', 'vim', 'nvim', 'nano', 'micro', 'hx', 'joe', 'emacs']);

/** Milliseconds that the list of running programs may take. */
const LIST_LIMIT = 2_000;

/**
 * Opens places in the editor of the person: that which `LAUNCH_EDITOR` names, else one that runs, else `VISUAL` or
 * `EDITOR`. Answers why it could not; undefined where it was started.
 */
export async function openInEditor(
  workspace: Workspace,
  places: readonly KnownPlace[],
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const missing = places.find((place) => !workspace.findFile(place.path));
  if (missing) return `${missing.path} is no longer there`;
  const [editor, ...given] = await editorOf(environment);
  if (editor === undefined) return 'no editor was found: set LAUNCH_EDITOR to its command, such as code';
  const name = path.basename(editor);
  if (IN_TERMINAL.has(name)) return `${name} needs a terminal: set LAUNCH_EDITOR to an editor with a window of its own`;
  for (const { path: file, line, column } of places) {
    const parameters = argumentsFor(editor, workspace.resolve(file), line, column).map(String);
    const failure = await started(editor, [...given, ...parameters], workspace.root, environment);
    if (failure !== undefined) return `${editor} could not be started: ${failure}`;
  }
  return undefined;
}

/** The command of the editor, in words. */
async function editorOf(environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const { LAUNCH_EDITOR: chosen, VISUAL: visual, EDITOR: usual } = environment;
  if (chosen) return [chosen];
  const running = await runningEditor(environment);
  if (running !== undefined && !IN_TERMINAL.has(running)) return [running];
  return parse(visual || usual || '').filter((word) => typeof word === 'string');
}

async function runningEditor(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const isMac = process.platform === 'darwin';
  if (!isMac && process.platform !== 'linux') return undefined;
  const parameters = isMac ? ['x', '-o', 'comm='] : ['x', '--no-heading', '-o', 'comm', '--sort=comm'];
  const { output } = await runProgram('ps', parameters, { folder: path.sep, environment, timeLimit: LIST_LIMIT });
  return isMac ? guess.getEditorFromMacProcesses(output) : editorAmong(output.split('\n'));
}

/**
 * The command of the first known editor among programs of Linux. `launch-editor` would take any whose name has that of an
 * editor in it: `barcode` for `code`, `spider` for `rider`.
 */
export function editorAmong(programs: readonly string[]): string | undefined {
  return Object.entries(linuxEditors).find(([name]) => programs.includes(name))?.[1];
}

/** Starts an editor, which goes on when the preview ends. Answers why it did not start. */
function started(
  editor: string,
  parameters: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const child = startProgram(editor, parameters, { cwd: folder, env: environment, stdio: 'ignore' });
  child.unref();
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(undefined));
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ENOENT' ? 'there is no such program' : error.message),
    );
  });
}
