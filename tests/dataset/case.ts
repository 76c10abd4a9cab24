import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Diagnostic, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset } from '../../src/dataset/model.ts';

/** A small, sound dataset that cases change files of. */
export const BASE = path.resolve('tests/cases/dataset/base');

/** What loading a dataset gave. */
export interface Loaded {
  readonly dataset: Dataset | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the base dataset with `change` made to a copy of its folder. */
export async function loadChanged(change: (folder: string) => Promise<void>): Promise<Loaded> {
  const root = await mkdtemp(path.join(tmpdir(), 'assay-dataset-'));
  try {
    const folder = path.join(root, 'data/bicycles');
    await cp(BASE, folder, { recursive: true });
    await change(folder);
    const diagnostics = new Diagnostics();
    const dataset = await loadDataset(new Workspace(root), 'bicycles', diagnostics);
    return { dataset, diagnostics: diagnostics.all };
  } finally {
    await rm(root, { recursive: true });
  }
}

const EXPECTATION = /#\s*(?:line (?<line>\d+): )?(?<summary>(?:error|warning) \S+: .+)$/;

/**
 * `file:line severity rule: message -- hint` of each diagnostic that the comments of a file expect: on their own line;
 * a comment that fills a line on the next one that is none; or on the line it names.
 */
export function expectedIn(file: string, text: string): string[] {
  const expected: string[] = [];
  let pending: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const { line: stated, summary } = EXPECTATION.exec(line)?.groups ?? {};
    if (summary !== undefined && stated !== undefined) expected.push(`${file}:${stated} ${summary}`);
    else if (summary !== undefined) pending.push(summary);
    if (line.trim().startsWith('#')) continue;
    expected.push(...pending.map((item) => `${file}:${index + 1} ${item}`));
    pending = [];
  }
  return expected;
}

/** A diagnostic in the words of `expectedIn`. */
export function summaryOf({ place, path: only, severity, rule, message, hint }: Diagnostic): string {
  const file = (place?.file.path ?? only ?? '').replace(/^data\/bicycles\//, '');
  const where = place ? `${file}:${place.line}` : file;
  return `${where} ${severity} ${rule}: ${message}${hint === undefined ? '' : ` -- ${hint}`}`;
}

/** Paths of the YAML files below a folder, relative to it. */
export async function yamlFiles(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true });
  return found.filter((file) => file.endsWith('.yaml')).sort();
}

/** Text of a file. */
export async function textOf(...parts: string[]): Promise<string> {
  return readFile(path.join(...parts), 'utf8');
}
