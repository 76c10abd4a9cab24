import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type DrawnChart, drawCharts } from '../../src/pipeline/edition-charts.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import type { EditionSource } from '../../src/pipeline/edition-source.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import type { LoadedDataset } from '../../src/pipeline/tested-datasets.ts';
import { lineNames } from '../../src/chart/kinds/chart-line.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { runProgram } from '../../src/cli/program.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Cache } from '../../src/core/machine/cache.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import type { RulePage } from '../../src/rules/rule-page.ts';
import { bookOf } from '../tables/importing/imports.ts';

/** By whole paths: an import with a query changes the current folder for a while. */
const STARTER = ['starter/common', 'starter/en'].map((folder) => path.resolve(folder));

/** A brief with one exhibit, whose chart the examples of mistakes in specifications draw. */
const CASUAL = path.resolve('tests/rules/casual');

/** The text of a file of the example project, which is changed or added to; undefined where the project has none. */
export async function projectFile(file: string): Promise<string | undefined> {
  for (const folder of STARTER) {
    const text = await fs.readFile(path.join(folder, file), 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A root folder with the example project in it and an example of a rule, as it is wrong or fixed. */
export async function makeExample(page: RulePage, which: 'wrong' | 'right'): Promise<string> {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-rule-'));
  for (const folder of STARTER) cpSync(folder, root, { recursive: true });
  if (page.file?.startsWith('templates/casual/charts/'))
    cpSync(CASUAL, path.join(root, 'templates/casual'), { recursive: true });
  for (const [file, text] of Object.entries(page.also ?? {})) await write(root, file, text);
  if (page.file === undefined) return root;
  const text = textOf(page, which);
  if (text === undefined) await fs.rm(path.join(root, page.file), { force: true });
  else await write(root, page.file, changed(await projectFile(page.file), page, text));
  return root;
}

function textOf(page: RulePage, which: 'wrong' | 'right'): string | undefined {
  const { wrong = '', times, instead = '' } = page;
  // what stands for whole lines is whole lines
  const asGiven = (text: string): string => (instead.endsWith('\n') && text !== '' ? text.replace(/\n?$/, '\n') : text);
  if (which === 'wrong' && times !== undefined) return asGiven(wrong).repeat(times) + instead;
  const text = page[which];
  return text === undefined ? undefined : asGiven(text);
}

/** The text of a file with an example in it. */
function changed(before: string | undefined, { right = '', instead = right }: RulePage, text: string): string {
  if (before === undefined) return text;
  return instead !== '' && before.includes(instead) ? before.replace(instead, () => text) : `${before}\n${text}\n`;
}

async function write(root: string, file: string, text: string): Promise<void> {
  await fs.mkdir(path.join(root, path.dirname(file)), { recursive: true });
  const isBook = file.endsWith('.xlsx') && text.includes(' | ');
  await fs.writeFile(path.join(root, file), isBook ? bookOf(sheetOf(text)) : text);
}

/** The XML of a sheet whose cells are written as rule pages write them. */
function sheetOf(text: string): string {
  const merged: string[] = [];
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line, row) => {
      const isHidden = line.startsWith('hidden: ');
      const cells = line
        .replace('hidden: ', '')
        .split(' | ')
        .map((cell, column) => {
          const name = `${'ABC'[column]}${row + 1}`;
          if (cell === '<') return (merged.push(`${'ABC'[column - 1]}${row + 1}:${name}`), '');
          const number = /^[\d.]+/.exec(cell)?.[0];
          return number === undefined || /-Q/.test(cell)
            ? `<c r="${name}" t="inlineStr"><is><t>${cell}</t></is></c>`
            : `<c r="${name}" s="${cell.includes('General') ? 0 : 1}"><v>${Number(number)}</v></c>`;
        });
      return `<row r="${row + 1}"${isHidden ? ' hidden="1"' : ''}>${cells.join('')}</row>`;
    });
  const cells = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return `<worksheet><sheetData>${rows.join('')}</sheetData>${cells && `<mergeCells>${cells}</mergeCells>`}</worksheet>`;
}

/** The commands that an example runs, one line each. */
export function commandsOf(page: RulePage, which: 'wrong' | 'right'): string[] {
  const setup = page.setup?.split('\n') ?? [];
  if (page.file === undefined) return [...setup, ...(page[which] ?? '').split('\n')];
  return [...setup, page.run ?? (page.file.startsWith('data/') ? 'assay check' : 'assay build')];
}

/** The ids of the rules in what the program said. */
export function rulesIn(said: string): string[] {
  return [...said.matchAll(/(?:error|warning): .* \[([a-z]+\/[a-z-]+)\]$/gm)].map(([, rule = '']) => rule);
}

/** Whether the fixed example is the project as it is, which has no mistakes. */
export async function isTheProject({ file, right, instead, also, setup }: RulePage): Promise<boolean> {
  if (file === undefined || instead !== undefined || also !== undefined || setup !== undefined) return false;
  return right !== undefined && ((await projectFile(file))?.includes(right) ?? false);
}

/** What a command says is wrong: the ids of the rules. */
async function toldBy(root: string, command: string): Promise<string[]> {
  if (!command.startsWith('assay ')) {
    execFileSync('sh', ['-c', command], { cwd: root, stdio: 'pipe' });
    return [];
  }
  const words = command
    .split(' ')
    .slice(1)
    .map((word) => (/^\.\.?(?:\/|$)/.test(word) ? path.join(root, word) : word));
  // whatever is not about printed pages is found without printing them
  if (words[0] === 'build') words.push(words.includes('--flavour') ? '--no-cache' : '--frozen');
  let said = '';
  const stream = { write: (text: string) => (said += text) };
  await runProgram(['--root', root, '--no-color', ...words], { stdout: stream, stderr: stream });
  return rulesIn(said);
}

/** Whether composing the briefs says what an example breaks, and it changes no chart. */
function isComposed({ file = '', run }: RulePage): boolean {
  return run === undefined && file.startsWith('templates/') && !file.includes('/charts/');
}

/** Charts and dataset of the project, which stay the same where only its template changes. */
let drawn: Promise<readonly DrawnChart[]> | undefined;
const known = new Cache<LoadedDataset>();

/**
 * The rules that a composed brief says: what `assay build` says, without its prints, and without testing figures and
 * drawing charts again that no example of a template changes.
 */
async function toldByComposing(root: string): Promise<string[]> {
  const diagnostics = new Diagnostics();
  for (const source of await selectEditions(new Workspace(root), [], diagnostics, { known })) {
    const own = lineNames(source.brief, source.locale).length > 0 ? drawAll(source, diagnostics) : undefined;
    if (!own) drawn ??= drawAll(source, new Diagnostics());
    await composeEdition(source, own ?? drawn ?? Promise.resolve([]), diagnostics);
  }
  return diagnostics.all.map(({ rule }) => rule);
}

async function drawAll(source: EditionSource, diagnostics: Diagnostics): Promise<readonly DrawnChart[]> {
  const charts = openChartThread();
  return drawCharts(source, charts, diagnostics).finally(() => charts.close());
}

/** The rules that all commands of an example tell, in a folder of its own, which is removed. */
export async function toldOf(page: RulePage, which: 'wrong' | 'right'): Promise<string[]> {
  const root = await makeExample(page, which);
  try {
    if (isComposed(page)) return await toldByComposing(root);
    const told: string[] = [];
    for (const command of commandsOf(page, which)) told.push(...(await toldBy(root, command)));
    return told;
  } finally {
    await fs.rm(root, { recursive: true, force: true });
  }
}
