import type { RenderedChart } from '../chart/chart-model.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Filled } from '../figure/filled-template.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { wait } from '../core/machine/machine.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { dayOf } from '../dataset/resolve.ts';
import { parseDocument } from '../document/parse.ts';
import { fillTemplate } from '../template/engine.ts';
import { type DrawnChart, drawnIn, shownCharts } from './edition-charts.ts';
import type { EditionSource } from './source.ts';
import { VERSION } from './version.ts';

/** One edition of a brief in one locale, worked out but not yet rendered. */
export interface Composition {
  readonly source: EditionSource;
  readonly document: BriefDocument;
  /** What the document was read from. */
  readonly filled: Filled;
  /** The charts that the document shows. */
  readonly charts: ReadonlyMap<string, RenderedChart>;
}

/** Called when a stage of the work has ended, for progress and for the bench. */
export type StageListener = (stage: string) => void;

/** Tests the figures and fills the template, with its charts. What is wrong is reported; the rest goes on. */
export async function composeEdition(
  source: EditionSource,
  drawing: Promise<readonly DrawnChart[]>,
  diagnostics: Diagnostics,
  onStage: StageListener,
): Promise<Composition> {
  const { brief, edition, locale, previous } = source;
  const tests = source.tests();
  onStage('assay');
  const { fingerprint } = await source.fingerprint();
  await othersTurn();
  const imprint = { id: source.head.edition, version: VERSION, fingerprint, next: nextRelease(source) };
  const filled = fillTemplate(brief, edition, locale, diagnostics, { tests, imprint, previous });
  onStage('template');
  const drawn = await drawing;
  onStage('charts');
  const broken = new Set(drawn.filter(({ chart }) => !chart).map(({ name }) => name));
  const options = { locale, dataset: edition.dataset, declared: brief.looseNumbers, brokenCharts: broken };
  const document = parseDocument(filled, drawnIn(drawn), options, diagnostics);
  const charts = shownCharts(document, drawn, diagnostics);
  onStage('document');
  await othersTurn();
  return { source, document, filled, charts };
}

/** Lets the browser, which prints other editions meanwhile, be answered between two stretches of work. */
function othersTurn(): Promise<void> {
  return wait(0);
}

/** When the release of the edition after this one was published, if the brief has one. */
function nextRelease({ brief, edition: { dataset, release } }: EditionSource): string | undefined {
  const [next] = brief.editions
    .flatMap((other) => dataset.releases.get(other.release) ?? [])
    .filter((other) => dayOf(other) > dayOf(release))
    .sort((a, b) => compareText(dayOf(a), dayOf(b)));
  return next?.published;
}
