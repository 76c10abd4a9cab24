import type { LocaleId } from '../../src/language/locales.ts';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { bindChart } from '../../src/chart/bind.ts';
import type { BoundChart, RenderedChart } from '../../src/chart/chart-model.ts';
import { renderChart } from '../../src/chart/chart-rendering.ts';
import { loadChart } from '../../src/chart/spec.ts';
import { HOUSE_THEME, type Theme } from '../../src/chart/theme.ts';
import { type Diagnostic, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import { type Edition, openEdition } from '../../src/dataset/edition.ts';

/** Folder of specifications whose comments say what is wrong with them. */
export const CASES = path.resolve('tests/cases/chart');

/** An edition of a dataset below a root folder. */
export async function editionOf(root: string, dataset: string, release: string, asOf?: string): Promise<Edition> {
  const diagnostics = new Diagnostics();
  const loaded = await loadDataset(new Workspace(root), dataset, diagnostics);
  const edition = loaded && openEdition(loaded, release, asOf, diagnostics);
  if (!edition) throw new Error(diagnostics.all.map((item) => `${item.place?.line} ${item.message}`).join('\n'));
  return edition;
}

/** The made-up ferries, by quarter. */
export function ferries(): Promise<Edition> {
  return editionOf('tests/fixtures/tiny', 'ferry-passengers', 'ferry-2025-q4');
}

/** The first real edition. */
export function metals(): Promise<Edition> {
  return editionOf('.', 'china-nonferrous', 'cnia-2025');
}

/** What became of a chart, stage by stage. */
export interface Outcome {
  readonly bound?: BoundChart | undefined;
  readonly rendered?: RenderedChart | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes a specification all the way, as far as it goes. */
export async function draw(
  text: string,
  edition: Edition,
  { locale = 'en', name = 'case', theme = HOUSE_THEME }: { locale?: LocaleId; name?: string; theme?: Theme } = {},
): Promise<Outcome> {
  const diagnostics = new Diagnostics();
  const spec = await loadChart({ path: `charts/${name}.vl.json`, text }, diagnostics);
  const bound = spec && bindChart(spec, edition, locale, diagnostics);
  const rendered = bound && (await renderChart(bound, theme, diagnostics));
  return { bound, rendered, diagnostics: diagnostics.all };
}

/** A chart that must bind; it is not drawn. */
export async function bindSound(
  text: string,
  edition: Edition,
  locale: LocaleId = 'en',
  name = 'case',
): Promise<BoundChart> {
  const diagnostics = new Diagnostics();
  const spec = await loadChart({ path: `charts/${name}.vl.json`, text }, diagnostics);
  const bound = spec && bindChart(spec, edition, locale, diagnostics);
  if (!bound || diagnostics.all.length > 0) throw new Error(diagnostics.all.map(summaryOf).join('\n'));
  return bound;
}

/** A chart that must be sound. */
export async function drawSound(
  ...given: Parameters<typeof draw>
): Promise<Required<Outcome> & { rendered: RenderedChart; bound: BoundChart }> {
  const { bound, rendered, diagnostics } = await draw(...given);
  if (!bound || !rendered || diagnostics.length > 0) throw new Error(diagnostics.map(summaryOf).join('\n'));
  return { bound, rendered, diagnostics };
}

/** A chart of one mark with the names of its series in a line above it, as authors have to write them. */
export function withNames(spec: object, field = 'label'): object {
  const { mark, encoding, ...rest } = spec as { mark: unknown; encoding: object };
  const each = [
    { window: [{ op: 'row_number', as: 'nth' }], groupby: ['indicator'], sort: [{ field: 'end' }] },
    { filter: 'datum.nth === 1' },
    { window: [{ op: 'row_number', as: 'at' }] },
  ];
  const places = { x: { value: { expr: 'datum.at * 110 - 110' } }, y: { value: -30 } };
  const names = { transform: each, mark: { type: 'text', style: 'label', align: 'left' } };
  return {
    ...rest,
    layer: [
      { mark, encoding },
      { ...names, encoding: { ...places, text: { field } } },
    ],
  };
}

/** The specifications of the first brief: name and text. */
export async function briefCharts(): Promise<[name: string, text: string][]> {
  const folder = 'templates/china-nonferrous/charts';
  const files = (await readdir(folder)).filter((file) => file.endsWith('.vl.json')).sort();
  return Promise.all(
    files.map(async (file): Promise<[string, string]> => [
      file.replace('.vl.json', ''),
      await readFile(path.join(folder, file), 'utf8'),
    ]),
  );
}

const EXPECTATION = /^\s*\/\/ (?:line (?<line>\d+): )?(?<summary>(?:error|warning) \S+: .+)$/;

/**
 * JSON with its comment lines blanked, so that lines keep their numbers, and what those comments expect of the next
 * line, or of the one they name.
 */
export function readCase(text: string): { json: string; expected: string[] } {
  const expected: string[] = [];
  let pending: string[] = [];
  const lines = text.split('\n').map((line, index) => {
    const { line: stated, summary } = EXPECTATION.exec(line)?.groups ?? {};
    if (summary !== undefined && stated !== undefined) expected.push(`${stated} ${summary}`);
    else if (summary !== undefined) pending.push(summary);
    if (line.trim().startsWith('//')) return '';
    expected.push(...pending.map((item) => `${index + 1} ${item}`));
    pending = [];
    return line;
  });
  return { json: lines.join('\n'), expected };
}

/** A diagnostic as a comment expects it: line, severity, rule, message and hint. */
export function summaryOf({ place, severity, rule, message, hint }: Diagnostic): string {
  return `${place?.line ?? ''} ${severity} ${rule}: ${message}${hint === undefined ? '' : ` -- ${hint}`}`;
}
