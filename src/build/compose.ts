import { bindChart } from '../chart/bind.ts';
import type { RenderedChart } from '../chart/model.ts';
import { chartName, loadChart } from '../chart/spec.ts';
import type { Studio } from '../chart/studio.ts';
import { HOUSE_THEME } from '../chart/theme.ts';
import { Diagnostics } from '../core/diagnostic.ts';
import { placeAt } from '../core/source-file.ts';
import type { Workspace } from '../core/workspace.ts';
import { datapackage, eventsCsv, observationsCsv } from '../dataset/export.ts';
import type { Edition } from '../dataset/resolve.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { parseDocument } from '../document/parse.ts';
import { renderHtml, renderScreen } from '../output/html.ts';
import { renderGithub } from '../output/markdown/github.ts';
import type { Brief } from '../template/brief.ts';
import { fillTemplate } from '../template/engine.ts';
import type { EditionTests } from '../template/tests.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { briefJson, type EditionHead, jsonText } from './outputs.ts';
import { VERSION } from './version.ts';

/** One edition of a brief in one locale, worked out but not yet printed. */
export interface Composition {
  readonly brief: Brief;
  readonly head: EditionHead;
  /** Its folder below the root: `out/<brief>/<edition>/<locale>`. */
  readonly folder: string;
  readonly edition: Edition;
  /** Every file that it is made from, and one hash over them. */
  readonly inputs: Fingerprint;
  readonly document: BriefDocument;
  readonly charts: ReadonlyMap<string, RenderedChart>;
  /** The page that is printed as PDF. */
  readonly html: string;
  /** The brief's own style sheet. */
  readonly style: string | undefined;
}

/** What a composition is made from. */
export interface EditionSource {
  readonly workspace: Workspace;
  readonly brief: Brief;
  readonly edition: Edition;
  /** Tests the figures when it is first called, and reports a contradiction that nothing settles. */
  readonly tests: () => EditionTests;
  readonly editionId: string;
  readonly locale: string;
}

/** Called when a stage of the work has ended, for progress and for the bench. */
export type StageListener = (stage: string) => void;

/** Tests the figures, fills the template and renders the page with its charts. What is wrong is reported; the rest goes on. */
export async function composeEdition(
  source: EditionSource,
  drawing: Promise<readonly DrawnChart[]>,
  diagnostics: Diagnostics,
  onStage: StageListener,
): Promise<Composition> {
  const { brief, edition, locale } = source;
  const tests = source.tests();
  onStage('assay');
  const paths = [...brief.files, ...(await source.workspace.files(`data/${edition.dataset.id}`))];
  const inputs = await fingerprintOf(source.workspace, paths, locale);
  const imprint = { id: source.editionId, version: VERSION, fingerprint: inputs.fingerprint };
  const filled = fillTemplate(brief, edition, locale, diagnostics, tests, imprint);
  onStage('template');
  const drawn = await drawing;
  onStage('charts');
  const broken = new Set(drawn.filter(({ chart }) => !chart).map(({ name }) => name));
  const options = { locale, dataset: edition.dataset, declared: brief.looseNumbers, brokenCharts: broken };
  const document = parseDocument(filled, drawnIn(drawn), options, diagnostics);
  const charts = shownCharts(document, drawn, diagnostics);
  onStage('document');
  const head: EditionHead = {
    brief: brief.id,
    edition: source.editionId,
    locale,
    release: edition.release.id,
    as_of: edition.asOf,
  };
  const style = brief.style?.text;
  const html = renderHtml(document, { locale, author: edition.dataset.publisher, style });
  onStage('html');
  const folder = `out/${brief.id}/${source.editionId}/${locale}`;
  return { brief, head, folder, edition, inputs, document, charts, html, style };
}

/** The committed text outputs of an edition, by their path inside its folder. */
export function renderTexts({ head, edition, document, charts, style }: Composition): ReadonlyMap<string, string> {
  const { locale } = head;
  const drawings = [...charts.values()].map(({ standalone }) => standalone);
  return new Map([
    ['brief.md', renderGithub(document, { locale, charts: 'charts' })],
    ['brief.html', renderScreen(document, { locale, author: edition.dataset.publisher, style, edition, drawings })],
    ...[...charts.values()].map((chart): [string, string] => [`charts/${chart.name}.svg`, chart.standalone]),
    ['data/observations.csv', observationsCsv(edition.dataset)],
    ...(edition.dataset.events.size > 0 ? [['data/events.csv', eventsCsv(edition.dataset)] as const] : []),
    ['data/datapackage.json', jsonText(datapackage(edition.dataset))],
    ['brief.json', briefJson(head, document)],
  ]);
}

/**
 * A chart of an edition as far as it could be drawn, and what is wrong with it: that matters only where the edition
 * shows the chart, for another edition may have figures for it that this one lacks.
 */
export interface DrawnChart {
  readonly name: string;
  readonly chart: RenderedChart | undefined;
  readonly problems: Diagnostics;
}

/**
 * Draws every chart of a brief before it is known which are shown. All are asked for at once: a thread of its own draws
 * them beside other work. A specification that cannot be read is reported whether it is shown or not.
 */
export function drawCharts(
  { brief, edition, locale }: EditionSource,
  studio: Studio,
  diagnostics: Diagnostics,
): Promise<DrawnChart[]> {
  return Promise.all(
    brief.charts.map(async (file) => {
      const problems = new Diagnostics();
      const spec = loadChart(file, diagnostics);
      const bound = spec && bindChart(spec, edition, locale, problems);
      const chart = bound && (await studio.draw(bound, HOUSE_THEME, problems));
      return { name: chartName(file.path), chart, problems };
    }),
  );
}

/** Reports what is wrong with the charts that a document shows, and answers with those of them that could be drawn. */
function shownCharts(
  document: BriefDocument,
  drawn: readonly DrawnChart[],
  diagnostics: Diagnostics,
): ReadonlyMap<string, RenderedChart> {
  const shown = drawn.filter(({ name }) => document.charts.has(name));
  for (const { problems } of shown) diagnostics.include(problems);
  return drawnIn(shown);
}

function drawnIn(drawn: readonly DrawnChart[]): ReadonlyMap<string, RenderedChart> {
  return new Map(drawn.flatMap(({ name, chart }) => (chart ? [[name, chart]] : [])));
}

/** Warns of every chart file that no edition of its brief shows in any language. */
export function warnOfUnusedCharts(compositions: readonly Composition[], diagnostics: Diagnostics): void {
  for (const brief of new Set(compositions.map((composition) => composition.brief))) {
    const documents = compositions.filter((composition) => composition.brief === brief).map(({ document }) => document);
    for (const file of brief.charts) {
      const name = chartName(file.path);
      if (documents.some(({ charts }) => charts.has(name))) continue;
      const hint = `show it with ::chart{name="${name}"}, or remove its file`;
      diagnostics.warn('chart/unused', `no edition shows the chart ${name}`, placeAt(file, 0), hint);
    }
  }
}
