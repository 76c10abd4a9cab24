import type { LocaleId } from '../language/locales.ts';
import type { ChartSpec } from '../chart/chart-model.ts';
import type { ChartAnswer } from '../chart/chart-thread.ts';
import type { KnownSpecs } from '../chart/spec.ts';
import type { KnownFaces } from '../brief/faces/printed-face.ts';
import { Cache, type Results } from '../core/machine/cache.ts';
import type { CutFonts } from '../output/html/embedded-fonts.ts';
import type { SettledDrafts } from '../output/pdf/settled-print.ts';
import type { KnownPictures } from '../output/png-picture.ts';
import type { KnownTemplates } from '../template/handlebars-syntax.ts';
import { cacheInMemory, type EditionCache, type PrintingEdition } from './edition-cache.ts';
import type { LoadedDataset, StoredDatasets } from './tested-datasets.ts';

/** Results of earlier builds, keyed by the content that they were made from. */
export interface BuildCache {
  readonly datasets?: Cache<LoadedDataset>;
  readonly stored?: StoredDatasets;
  readonly charts: Results<ChartAnswer>;
  readonly specs?: KnownSpecs;
  readonly templates?: KnownTemplates;
  /** The fonts of pages for the screen. */
  readonly fonts?: CutFonts;
  /** What is wrong with the faces of houses. */
  readonly faces?: KnownFaces;
  /** What resulted from the drafts of pages in a locale. */
  readonly drafts: (locale: LocaleId) => Results<SettledDrafts>;
  /** PNG files of pictures in a locale. */
  readonly pictures: (locale: LocaleId) => KnownPictures;
  readonly editions: EditionCache;
}

/** A cache in memory, for builds that are repeated. */
export interface MemoryCache extends BuildCache {
  readonly datasets: Cache<LoadedDataset>;
  readonly charts: Cache<ChartAnswer>;
  readonly specs: Cache<ChartSpec>;
  /** Drops what no build has used since the last call. */
  forgetUnused(): void;
}

/** A cache without entries. */
export function memoryCache(): MemoryCache {
  const datasets = new Cache<LoadedDataset>();
  const charts = new Cache<ChartAnswer>();
  const specs = new Cache<ChartSpec>();
  const drafts = new Cache<SettledDrafts>();
  const pictures = new Cache<Uint8Array>();
  const editions = new Cache<PrintingEdition>();
  return {
    datasets,
    charts,
    specs,
    drafts: () => drafts,
    pictures: () => pictures,
    editions: cacheInMemory(editions),
    forgetUnused() {
      for (const each of [datasets, charts, specs, drafts, pictures, editions]) each.forgetUnused();
    },
  };
}
