import { type Composition } from '../build/composition.ts';
import { type DrawnChart } from '../build/edition-charts.ts';
import { renderScreenPage, renderTexts } from '../build/edition-rendering.ts';
import type { EditionSource } from '../build/edition-source.ts';
import { checkGlyphs } from '../build/missing-glyphs.ts';
import { composeEdition } from '../build/compose-edition.ts';
import type { ChartThread } from '../chart/chart-thread.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { once } from '../core/machine/cache.ts';
import { compositionMarks } from './composition-marks.ts';
import type { PlaceBook } from './place-book.ts';

/** An edition as it can be shown. */
export interface EditionPage {
  readonly composition: Composition;
  readonly html: string;
  /** The text outputs of the edition, by their paths in its folder. */
  readonly texts: () => Promise<ReadonlyMap<string, string>>;
}

/** What can be clicked says so. */
const POINTED = `
[data-place] { cursor: pointer; }
.value[data-place]:hover, figure[data-place]:hover > figcaption { outline: 1px dashed; outline-offset: 2px; }
`;

/**
 * Composes an edition and makes its page, which is `brief.html` with marks. Undefined with mistakes, which are reported:
 * those of the edition, and those of its dataset.
 */
export async function composePage(
  source: EditionSource,
  drawn: Promise<readonly DrawnChart[]>,
  charts: ChartThread,
  book: PlaceBook,
  diagnostics: Diagnostics,
): Promise<EditionPage | undefined> {
  const composition = await composeEdition(source, drawn, diagnostics);
  // the figures were tested by composing, and what that found was reported to the selection of editions only
  diagnostics.include(source.datasetProblems);
  await checkGlyphs(composition, charts, diagnostics);
  if (diagnostics.failed) return undefined;
  const html = await renderScreenPage(composition, {
    marks: compositionMarks(composition, book),
    markStyle: POINTED,
  });
  return { composition, html, texts: once(() => renderTexts(composition)) };
}
