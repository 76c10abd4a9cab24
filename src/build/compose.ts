import { bindChart } from '../chart/bind.ts';
import type { RenderedChart } from '../chart/model.ts';
import { chartName, loadChart } from '../chart/spec.ts';
import type { Studio } from '../chart/studio.ts';
import { HOUSE_THEME } from '../chart/theme.ts';
import type { Diagnostics } from '../core/diagnostic.ts';
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
import { briefJson, type EditionHead, jsonText } from './outputs.ts';

/** One edition of a brief in one locale, worked out but not yet printed. */
export interface Composition {
  readonly head: EditionHead;
  /** Its folder below the root: `out/<brief>/<edition>/<locale>`. */
  readonly folder: string;
  readonly edition: Edition;
  /** Paths of every file that it is made from. */
  readonly inputs: readonly string[];
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
  drawing: Promise<DrawnCharts>,
  diagnostics: Diagnostics,
  onStage: StageListener,
): Promise<Composition> {
  const { brief, edition, locale } = source;
  const tests = source.tests();
  onStage('assay');
  const filled = fillTemplate(brief, edition, locale, diagnostics, tests);
  onStage('template');
  const { charts, broken } = await drawing;
  onStage('charts');
  const options = { locale, dataset: edition.dataset, declared: brief.looseNumbers, brokenCharts: broken };
  const document = parseDocument(filled, charts, options, diagnostics);
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
  const inputs = [...brief.files, ...(await source.workspace.files(`data/${edition.dataset.id}`))];
  return { head, folder, edition, inputs, document, charts, html, style };
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

/** The charts of an edition by name, and the names of those that cannot be drawn: that is not reported again where they are shown. */
export interface DrawnCharts {
  readonly charts: ReadonlyMap<string, RenderedChart>;
  readonly broken: ReadonlySet<string>;
}

/** Draws every chart of a brief. All are asked for at once: a thread of its own draws them beside other work. */
export async function drawCharts(
  { brief, edition, locale }: EditionSource,
  studio: Studio,
  diagnostics: Diagnostics,
): Promise<DrawnCharts> {
  const names = brief.charts.map((file) => chartName(file.path));
  const drawn = await Promise.all(
    brief.charts.map(async (file) => {
      const spec = loadChart(file, diagnostics);
      const bound = spec && bindChart(spec, edition, locale, diagnostics);
      return bound && studio.draw(bound, HOUSE_THEME, diagnostics);
    }),
  );
  const charts = new Map(drawn.filter((chart) => chart !== undefined).map((chart) => [chart.name, chart]));
  return { charts, broken: new Set(names.filter((name) => !charts.has(name))) };
}
