import { requireFonts } from '../brief/fonts.ts';
import { openChartThread } from '../chart/chart-thread.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { BuildOptions } from './build-result.ts';
import type { Composition } from './composition.ts';
import { drawCharts, warnOfUnusedCharts } from './edition-charts.ts';
import { committedFiles, type PrintRecord, readJson, staleFiles, UNCOMMITTED } from './edition-files.ts';
import { renderTexts } from './edition-rendering.ts';
import { selectEditions } from './edition-selection.ts';
import type { EditionSource } from './edition-source.ts';
import { changedFigures, type FigureChange } from './figure-changes.ts';
import { partPages, reportMissingParts } from './flavour-pages.ts';
import { checkGlyphs } from './missing-glyphs.ts';
import type { OutputFile } from './publication.ts';
import { composeEdition } from './compose-edition.ts';
import { printedAs } from './schedule.ts';

/** A file in `out/` that a build would change. */
export interface FileChange {
  readonly path: string;
  /** `damaged`: a PDF that is not the one that its build.json names. */
  readonly change: 'changed' | 'missing' | 'left over' | 'damaged';
  /** In the `brief.json` of an edition: the figures that would be printed otherwise. */
  readonly figures: readonly FigureChange[];
}

/** What a build would change in `out/`. */
export interface FrozenResult {
  /** Number of editions that were compared. */
  readonly editions: number;
  readonly changes: readonly FileChange[];
}

/**
 * Compares `out/` with what a build of briefs (all, or those named) would write, and writes nothing. Each edition is
 * composed, and all its files but those that need a browser are compared by content. The manifest among them has the
 * hashes of everything that a PDF is made from; a PDF that is there must be the one that its build.json names. Undefined
 * with any error in data or templates.
 */
export async function checkFrozen(
  workspace: Workspace,
  names: readonly string[],
  { flavours, parts = [] }: Pick<BuildOptions, 'flavours' | 'parts'>,
  diagnostics: Diagnostics,
): Promise<FrozenResult | undefined> {
  const selected = await selectEditions(new Snapshot(workspace.root), names, diagnostics);
  const sources = selected.map((source) => printedAs(source, flavours, parts));
  for (const { locale } of sources) requireFonts(locale);
  const charts = openChartThread();
  const files: (OutputFile & { readonly content: string })[] = [];
  const composed: { source: EditionSource; shown: ReadonlySet<string>; pages: readonly string[] }[] = [];
  try {
    for (const source of sources) {
      const composition = await composeEdition(source, drawCharts(source, charts, diagnostics), diagnostics);
      await checkGlyphs(composition, charts, diagnostics);
      files.push(...(await filesOf(composition, diagnostics)));
      composed.push({ source, shown: composition.document.charts, pages: partPages(composition) });
    }
  } finally {
    await charts.close();
  }
  warnOfUnusedCharts(composed, diagnostics);
  reportMissingParts(parts, composed, diagnostics);
  if (diagnostics.failed) return undefined;
  return { editions: sources.length, changes: await changesIn(workspace, sources, files) };
}

/** The committed files of an edition; none once there are mistakes. */
async function filesOf(
  composition: Composition,
  diagnostics: Diagnostics,
): Promise<readonly (OutputFile & { readonly content: string })[]> {
  return diagnostics.failed ? [] : committedFiles(composition.source, await renderTexts(composition));
}

async function changesIn(
  workspace: Workspace,
  sources: readonly EditionSource[],
  files: readonly (OutputFile & { readonly content: string })[],
): Promise<FileChange[]> {
  const compared = await Promise.all(files.map((file) => changeOf(workspace, file)));
  const damaged = await Promise.all(sources.map(({ folder }) => damagedPdfs(workspace, folder)));
  // A build would print these anew, and whether it writes the same ones depends on the browser.
  const printed = new Set(sources.flatMap(({ folder }) => UNCOMMITTED.map((name) => `${folder}/${name}`)));
  const isPrinted = (path: string): boolean =>
    printed.has(path) || (path.endsWith('.png') && sources.some(({ folder }) => path.startsWith(`${folder}/`)));
  const briefs = sources.map(({ brief }) => brief.id);
  const stale = (await staleFiles(workspace, briefs, new Set(files.map(({ path }) => path)))).filter(
    (path) => !isPrinted(path),
  );
  const others = [
    ...damaged.flat().map((path) => [path, 'damaged'] as const),
    ...stale.map((path) => [path, 'left over'] as const),
  ];
  return [...compared.flat(), ...others.map(([path, change]) => ({ path, change, figures: [] }))];
}

async function changeOf(
  workspace: Workspace,
  { path, content }: { readonly path: string; readonly content: string },
): Promise<FileChange[]> {
  const before = await workspace.readBytes(path);
  if (!before) return [{ path, change: 'missing', figures: [] }];
  if (sha256(before) === sha256(content)) return [];
  const figures = path.endsWith('/brief.json') ? changedFigures(before.toString(), content) : [];
  return [{ path, change: 'changed', figures }];
}

async function damagedPdfs(workspace: Workspace, folder: string): Promise<string[]> {
  const { pdfs } = await readJson<PrintRecord>(workspace, `${folder}/build.json`);
  const damaged: string[] = [];
  for (const [name, record] of Object.entries(pdfs ?? {})) {
    const bytes = UNCOMMITTED.includes(name) ? await workspace.readBytes(`${folder}/${name}`) : undefined;
    if (bytes && sha256(bytes) !== record?.sha256) damaged.push(`${folder}/${name}`);
  }
  return damaged;
}
