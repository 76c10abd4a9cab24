import type { RenderedChart } from '../chart/chart-model.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { dayOf } from '../dataset/edition.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { parseDocument } from '../document/document-parser.ts';
import type { Filled } from '../figure/filled-template.ts';
import { fillTemplate } from '../template/engine.ts';
import { type DrawnChart, drawnIn, shownCharts } from './edition-charts.ts';
import type { EditionSource } from './edition-source.ts';
import { VERSION } from './version.ts';

/** The document of an edition before it is rendered. */
export interface Composition {
  readonly source: EditionSource;
  readonly document: BriefDocument;
  /** The filled template that the document was parsed from. */
  readonly filled: Filled;
  /** The charts that the document shows. */
  readonly charts: ReadonlyMap<string, RenderedChart>;
  /** Those that can be drawn at another height, by name. */
  readonly redraws: ReadonlyMap<string, NonNullable<DrawnChart['redraw']>>;
}

/** Fills the template of an edition. */
export function fillEdition(source: EditionSource, fingerprint: string, diagnostics: Diagnostics): Filled {
  const { brief, edition, locale, previous } = source;
  const imprint = { id: source.head.edition, version: VERSION, fingerprint, next: nextRelease(source) };
  return fillTemplate(brief, edition, locale, diagnostics, { tests: source.tests(), imprint, previous });
}

/** Parses a filled template with the charts of its edition. */
export function composeDocument(
  source: EditionSource,
  filled: Filled,
  drawn: readonly DrawnChart[],
  diagnostics: Diagnostics,
): Composition {
  const { brief, edition, locale } = source;
  const brokenCharts = new Set(drawn.filter(({ chart }) => !chart).map(({ name }) => name));
  const options = { locale, dataset: edition.dataset, declared: brief.looseNumbers, brokenCharts };
  const document = parseDocument(filled, drawnIn(drawn), options, diagnostics);
  const redraws = new Map(drawn.flatMap(({ name, redraw }) => (redraw ? [[name, redraw]] : [])));
  return { source, document, filled, charts: shownCharts(document, drawn, diagnostics), redraws };
}

/** When the release of the edition after this one was published, if the brief has one. */
function nextRelease({ brief, edition: { dataset, release } }: EditionSource): string | undefined {
  const [next] = brief.editions
    .flatMap((other) => dataset.releases.get(other.release) ?? [])
    .filter((other) => dayOf(other) > dayOf(release))
    .sort((a, b) => compareText(dayOf(a), dayOf(b)));
  return next?.published;
}
