import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assayDataset } from '../../src/assay/assay.ts';
import { loadRules, type Rules } from '../../src/assay/relations/relations-file.ts';
import { reportOf } from '../../src/assay/report/report.ts';
import type { ReportData } from '../../src/assay/report/report-schema.ts';
import type { AssayResult } from '../../src/assay/report/results.ts';
import type { SessionOptions } from '../../src/assay/diagnosis/session.ts';
import { type Diagnostic, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset } from '../../src/dataset/model.ts';
import { labelOf } from '../bench/label.ts';

/** A dataset of a few lines: what is measured, and what releases state. */
export interface Small {
  /** Id: unit and kind, as in `Mt flow`, or with the month in which years start, `Mt flow, year_starts: 9`. */
  readonly indicators: Readonly<Record<string, string>>;
  /** Id: the observations, as YAML. A release is about 2025 unless its id ends in another year. */
  readonly releases: Readonly<Record<string, string>>;
  /** Text of `relations.yaml`. */
  readonly relations?: string;
  /** More of a source, by the id of its release: `rank: 2`. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** What a small dataset is once it is loaded. */
export interface World {
  readonly dataset: Dataset;
  readonly rules: Rules;
}

/** Loads the files of a dataset from a folder that is removed again. Mistakes in it are thrown. */
export async function loadFiles(files: ReadonlyMap<string, string>): Promise<World> {
  const { dataset, rules, diagnostics } = await tryFiles(files);
  if (!dataset || !rules) throw new Error(diagnostics.map((item) => `${item.place?.line} ${item.message}`).join('\n'));
  return { dataset, rules };
}

/** Loads the files of a dataset as far as they go. */
export async function tryFiles(
  files: ReadonlyMap<string, string>,
): Promise<{ dataset: Dataset | undefined; rules: Rules | undefined; diagnostics: readonly Diagnostic[] }> {
  const root = await mkdtemp(path.join(tmpdir(), 'assay-assay-'));
  try {
    for (const [name, text] of files) {
      const file = path.join(root, 'data/small', name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    const diagnostics = new Diagnostics();
    const workspace = new Workspace(root);
    const dataset = await loadDataset(workspace, 'small', diagnostics);
    const rules = dataset && (await loadRules(workspace, dataset, diagnostics));
    return { dataset, rules, diagnostics: diagnostics.all };
  } finally {
    await rm(root, { recursive: true });
  }
}

/** The files of a small dataset. */
export function filesOf({ indicators, releases, relations, sources = {} }: Small): Map<string, string> {
  const kinds = Object.entries(indicators).map(([id, text]) => {
    const [, unit = '', kind = '', more = ''] = /^(.*?) ([a-z]+)(, .*)?$/.exec(text) ?? [];
    // a number in a name would have to be declared
    const label = labelOf(id);
    return `  ${id}: {label: {en: ${label}}, unit: '${unit}', kind: ${kind}${more}}`;
  });
  const published = Object.keys(releases).map(
    (id) => `  ${id}: {publisher: ${labelOf(id)}, ${sources[id] ?? 'rank: 1'}}`,
  );
  const head = ['title: {en: Small}', 'publisher: tests', 'licence: MIT', 'locales: [en]', 'sources:', ...published];
  const files = new Map([['dataset.yaml', [...head, 'indicators:', ...kinds, ''].join('\n')]]);
  for (const [id, observations] of Object.entries(releases)) {
    const year = /\d{4}$/.exec(id)?.[0] ?? '2025';
    const release = `release: {id: ${id}, source: ${id}, published: ${Number(year) + 1}-02-01, period: ${year}}`;
    files.set(`releases/${id}.yaml`, `${release}\nobservations:\n${observations}\n`);
  }
  if (relations !== undefined) files.set('relations.yaml', relations);
  return files;
}

/** The report on a dataset, with the diagnostics next to it. */
export interface AssayReport extends ReportData {
  readonly diagnostics: readonly Diagnostic[];
}

/** Tests a dataset and reports on it. */
export function reportOn(dataset: Dataset, rules: Rules, options?: SessionOptions): AssayReport {
  const result = assayDataset(dataset, rules, options);
  return { ...reportOf(result), diagnostics: result.diagnostics };
}

/** Loads a small dataset and reports on it. */
export async function assaySmall(small: Small, options?: SessionOptions): Promise<AssayReport> {
  const { dataset, rules } = await loadFiles(filesOf(small));
  return reportOn(dataset, rules, options);
}

/** Loads and tests a small dataset. */
export async function resultOfSmall(small: Small): Promise<AssayResult> {
  const { dataset, rules } = await loadFiles(filesOf(small));
  return assayDataset(dataset, rules);
}

/** `id@period verdict`, and the numbers on both sides, of every tested relation. */
export function verdicts({ relations }: AssayReport): Record<string, string> {
  return Object.fromEntries(relations.map(({ name, at, verdict }) => [`${name}@${at}`, verdict]));
}

/** Each listed repair in one line: `release address ÷10, …`. */
export function repairs({ components, figures }: AssayReport): string[][] {
  return components.map((component) =>
    component.repairs.map(({ changes }) =>
      changes.map(({ figure, change }) => `${figures[figure]?.address} ${change}`).join(', '),
    ),
  );
}

/** Rule and message of each diagnostic. */
export function said({ diagnostics }: AssayReport): string[] {
  return diagnostics.map(({ rule, message }) => `${rule}: ${message}`);
}
