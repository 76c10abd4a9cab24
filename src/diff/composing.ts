import { loadBriefNames } from './brief-names.ts';
import type { ChartThread } from '../chart/chart-thread.ts';
import { type Block, blocksOf } from '../comparison/document-blocks.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { Cache, type Results } from '../core/machine/cache.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { drawCharts } from '../build/edition-charts.ts';
import { selectEditions } from '../build/edition-selection.ts';
import type { EditionHead, EditionSource } from '../build/edition-source.ts';
import { composeEdition } from '../build/schedule.ts';
import type { LoadedDataset, ReadDataset } from '../build/tested-datasets.ts';

/** Composes editions of several root folders. Datasets that they share are read and tested once. */
export class Composer {
  readonly #charts: ChartThread;
  readonly #read: Results<ReadDataset> | undefined;
  readonly #datasets = new Cache<LoadedDataset>();

  constructor(charts: ChartThread, read?: Results<ReadDataset>) {
    this.#charts = charts;
    this.#read = read;
  }

  /** The editions of briefs (all, or those named that the root folder has). Their tests and problems are their own. */
  async sources(workspace: Workspace, names: readonly string[], diagnostics: Diagnostics): Promise<EditionSource[]> {
    const present = await loadBriefNames(workspace, names);
    if (present.length === 0) return [];
    return selectEditions(workspace, present, diagnostics, this.#datasets, this.#read);
  }

  /** What a reader of an edition sees. Mistakes are reported, and leave gaps. */
  async blocks(source: EditionSource, diagnostics: Diagnostics): Promise<Block[]> {
    const composed = await composeEdition(source, drawCharts(source, this.#charts, diagnostics), diagnostics);
    return blocksOf(composed.document, source.locale);
  }
}

/** Names an edition in any root folder; without its id, its counterparts among other editions. */
export function keyOf({ brief, edition, locale, member = '' }: EditionHead, isAnyEdition = false): string {
  return [brief, isAnyEdition ? '' : edition, locale, member].join(' ');
}
