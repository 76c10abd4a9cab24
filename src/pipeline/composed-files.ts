import { requireFonts } from '../brief/fonts.ts';
import { type ChartThread, openChartThread } from '../chart/chart-thread.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { rejectionHandled } from '../core/machine/machine.ts';
import { composeEdition } from './compose-edition.ts';
import type { Composition } from './composition.ts';
import { type DrawnChart, drawCharts, warnOfUnusedCharts } from './edition-charts.ts';
import { type CommittedFile, committedFiles } from './edition-files.ts';
import { renderTexts } from './edition-rendering.ts';
import type { EditionSource } from './edition-source.ts';
import { partPages, reportMissingParts } from './flavour-pages.ts';
import { checkGlyphs } from './missing-glyphs.ts';

// What stands in `out/`, in a shard or on a page proves nothing of itself, nor does a hash that stands next to it. So
// whoever must know whether it is true composes the edition again from data and templates, and compares.

/** An edition as a build of the present files would write it, as far as that needs no browser. */
export interface ComposedFiles {
  readonly composition: Composition;
  /** The files that are committed, the manifest last. */
  readonly files: readonly CommittedFile[];
}

/** Charts that an edition shows, while they are being drawn. */
interface Drawing {
  readonly drawn: Promise<DrawnChart[]>;
  readonly problems: Diagnostics;
}

/**
 * Composes editions one after the other, without a browser, and passes each on before the next, so that memory does not
 * grow with their number. Once there are mistakes in data or templates, editions are composed only to find more.
 */
export async function composeEach(
  sources: readonly EditionSource[],
  diagnostics: Diagnostics,
  receive: (edition: ComposedFiles) => Promise<void>,
): Promise<void> {
  for (const { locale } of sources) requireFonts(locale);
  const charts = openChartThread();
  const composed: { source: EditionSource; shown: ReadonlySet<string>; pages: readonly string[] }[] = [];
  try {
    let next = drawing(sources[0], charts);
    for (const [index, source] of sources.entries()) {
      const own = next;
      // the thread draws the charts of the next edition while this one is compared
      next = drawing(sources[index + 1], charts);
      const composition = await composeEdition(source, own.drawn, own.problems);
      await checkGlyphs(composition, charts, own.problems);
      diagnostics.includeNew(own.problems);
      composed.push({ source, shown: composition.document.charts, pages: partPages(composition) });
      if (diagnostics.failed) continue;
      await receive({ composition, files: await committedFiles(source, await renderTexts(composition)) });
    }
  } finally {
    await charts.close();
  }
  warnOfUnusedCharts(composed, diagnostics);
  reportMissingParts(sources[0]?.parts ?? [], composed, diagnostics);
}

function drawing(source: EditionSource | undefined, charts: ChartThread): Drawing {
  const problems = new Diagnostics();
  return { drawn: source ? rejectionHandled(drawCharts(source, charts, problems)) : Promise.resolve([]), problems };
}
