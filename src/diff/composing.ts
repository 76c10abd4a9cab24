import { loadBriefNames } from './brief-names.ts';
import type { ChartThread } from '../chart/chart-thread.ts';
import { type Block, blocksOf } from '../comparison/document-blocks.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { Cache } from '../core/machine/cache.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { drawCharts } from '../pipeline/edition-charts.ts';
import { selectEditions } from '../pipeline/edition-selection.ts';
import type { EditionHead, EditionSource } from '../pipeline/edition-source.ts';
import type { EditionPrinter } from '../pipeline/edition-printer.ts';
import type { FinishedEdition } from '../pipeline/finished-edition.ts';
import { composeEdition, keepFindings } from '../pipeline/compose-edition.ts';
import type { LoadedDataset, StoredDatasets } from '../pipeline/tested-datasets.ts';
import { pageMoves, type PageMoves } from './page-moves.ts';

/** Composes editions of several root folders. Datasets that they share are read and tested once. */
export class Composer {
  readonly #charts: ChartThread;
  readonly #stored: StoredDatasets | undefined;
  readonly #printer: EditionPrinter | undefined;
  readonly #datasets = new Cache<LoadedDataset>();
  /** The root folder of each edition. */
  readonly #roots = new WeakMap<EditionSource, string>();

  /** Without a printer nothing is reported of pages. */
  constructor(charts: ChartThread, stored?: StoredDatasets, printer?: EditionPrinter) {
    this.#charts = charts;
    this.#stored = stored;
    this.#printer = printer;
  }

  /** The editions of briefs (all, or those named that the root folder has). Their tests and problems are their own. */
  async sources(workspace: Workspace, names: readonly string[], diagnostics: Diagnostics): Promise<EditionSource[]> {
    const present = await loadBriefNames(workspace, names);
    if (present.length === 0) return [];
    const found = { known: this.#datasets, stored: this.#stored };
    const sources = await selectEditions(workspace, present, diagnostics, found);
    for (const source of sources) this.#roots.set(source, workspace.root);
    return sources;
  }

  /** What a reader of an edition sees. Mistakes are reported, and leave gaps. */
  async blocks(source: EditionSource, diagnostics: Diagnostics): Promise<Block[]> {
    const composed = await composeEdition(source, drawCharts(source, this.#charts, diagnostics), diagnostics);
    await keepFindings(source);
    return blocksOf(composed.document, source.locale);
  }

  /** What moves to another page between two editions; `blocks` are those of the later. Undefined where one has mistakes. */
  async pages(was: EditionSource, is: EditionSource, blocks: readonly Block[]): Promise<PageMoves | undefined> {
    const [before, after] = [await this.#print(was), await this.#print(is)];
    return before && after && pageMoves(before, after, blocks);
  }

  async #print(source: EditionSource): Promise<FinishedEdition | undefined> {
    // What is wrong with an edition is reported where it is composed.
    return this.#printer?.print(source, this.#roots.get(source) ?? '', new Diagnostics());
  }
}

/** Names an edition in any root folder; without its id, its counterparts among other editions. */
export function keyOf({ brief, edition, locale, member = '' }: EditionHead, isAnyEdition = false): string {
  return [brief, isAnyEdition ? '' : edition, locale, member].join(' ');
}
