import { cpSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { inject } from 'vitest';
import { EnvironmentError } from '../../src/core/diagnostics/environment-error.ts';
import { type Diagnostic, Diagnostics, locationOf, printable } from '../../src/core/diagnostics/diagnostic.ts';
import { lineText } from '../../src/core/diagnostics/source-file.ts';
import { Snapshot } from '../../src/core/machine/snapshot.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { memoryCache } from '../../src/pipeline/build-cache.ts';
import { startServices } from '../../src/pipeline/build-services.ts';
import { runBuild } from '../../src/pipeline/schedule.ts';
import { BRIEF, TINY } from '../cli/root.ts';

const INPUT = path.resolve('tests/cases/careless/input');
const DATA = 'data/ferry-passengers';

/** Where the files stand that a case names; all others stand next to brief.yaml. */
const FOLDERS: Readonly<Record<string, string>> = {
  'dataset.yaml': DATA,
  'events.yaml': DATA,
  'relations.yaml': DATA,
  'ferry-2025-q3.yaml': `${DATA}/releases`,
  'ferry-2025-q4.yaml': `${DATA}/releases`,
  'routes.vl.json': `${BRIEF}/charts`,
};

/** A change of a file: `before` is replaced by `after`, or `after` is added at the end if `before` is empty. */
interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A careless input, and all that the program says about it. */
export interface CarelessInput {
  readonly name: string;
  readonly changes: readonly Change[];
  readonly said: string;
}

/**
 * Reads cases from a text. Each starts with `# name`. A line with the name of a file is followed by the lines to replace,
 * each after `-`, and the new lines, each after `+`. Lines after `> ` are the messages that are expected.
 */
export function readCases(text: string): CarelessInput[] {
  return text
    .split(/^# /m)
    .slice(1)
    .map((block) => {
      const [name = '', ...lines] = block.trimEnd().split('\n');
      const changes: { file: string; before: string[]; after: string[] }[] = [];
      for (const line of lines) {
        if (line.startsWith('-')) changes.at(-1)?.before.push(line.slice(1));
        else if (line.startsWith('+')) changes.at(-1)?.after.push(line.slice(1));
        else if (line !== '' && !line.startsWith('> ')) changes.push({ file: line, before: [], after: [] });
      }
      const joined = changes.map(({ file, before, after }) => ({
        file,
        before: before.join('\n'),
        after: after.join('\n'),
      }));
      const said = lines.filter((line) => line.startsWith('> ')).map((line) => line.slice(2));
      return { name, changes: joined, said: said.join('\n') };
    });
}

const environment = { ASSAY_BROWSER: '/nowhere/chrome' };
const services = startServices(environment);

/** What no case changes is read, tested and drawn once. */
const cache = memoryCache();

/** The root folder of all cases, which each leaves as it was; the run of the tests removes it. */
let root: string | undefined;

async function rootOfCases(): Promise<string> {
  if (root !== undefined) return root;
  root = await fs.mkdtemp(path.join(inject('shared'), 'careless-'));
  for (const folder of [TINY, INPUT]) cpSync(folder, root, { recursive: true });
  return root;
}

/** Changes files as a case says; returns what undoes that. */
async function change(folder: string, { name, changes }: CarelessInput): Promise<() => Promise<void>> {
  const earlier = new Map<string, string | undefined>();
  for (const { file, before, after } of changes) {
    const target = path.join(folder, FOLDERS[file] ?? BRIEF, file);
    const text = await fs.readFile(target, 'utf8').catch(() => undefined);
    if (!earlier.has(target)) earlier.set(target, text);
    if (before !== '' && text?.split(before).length !== 2) throw new Error(`${name}: ${before} is not once in ${file}`);
    await fs.writeFile(target, before === '' ? `${text ?? ''}\n${after}\n` : (text ?? '').replace(before, () => after));
  }
  return async () => {
    for (const [target, text] of earlier) await (text === undefined ? fs.rm(target) : fs.writeFile(target, text));
  };
}

/** Builds the tiny brief with the changes of a case, without a browser, and returns the messages as cases state them. */
export async function messagesOf(input: CarelessInput): Promise<string> {
  const folder = await rootOfCases();
  const undo = await change(folder, input);
  const diagnostics = new Diagnostics();
  const options = { environment, snapshot: new Snapshot(folder), cache };
  await runBuild(services, new Workspace(folder), [], options, diagnostics).catch((error: unknown) => {
    if (!(error instanceof EnvironmentError)) throw error;
  });
  await undo();
  return diagnostics.all.map(described).join('\n');
}

/** `file:line:column «what is marked» error: message [rule]`, and the hint in a line of its own. */
function described(item: Diagnostic): string {
  const { place, severity, message, rule, hint } = item;
  const marked = place && lineText(place.file, place.line).slice(place.column - 1, place.column - 1 + place.length);
  const where = `${path.basename(locationOf(item))}${marked === undefined ? '' : ` «${printable(marked)}»`}`;
  return [`${where} ${severity}: ${message} [${rule}]`, ...(hint === undefined ? [] : [`  hint: ${hint}`])].join('\n');
}
