import { testsFinder } from '../assay/report/edition-tests.ts';
import type { ShownTests } from '../assay/report/edition-tests.ts';
import { houseFaces } from '../brief/house-style.ts';
import type { Paper } from '../brief/paper.ts';
import type { BrowserSession } from '../browser/browser.ts';
import { chartCsv } from '../chart/chart-csv.ts';
import type { RenderedChart } from '../chart/chart-model.ts';
import { drawingFault } from '../chart/trend-truth.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { rejectionHandled } from '../core/machine/machine.ts';
import { fileDate } from '../dataset/edition.ts';
import { datapackage, eventsCsv, observationsCsv, releasesCsv } from '../dataset/export.ts';
import { textIn } from '../dataset/localised.ts';
import type { Observation } from '../dataset/model.ts';
import { eventsIn } from '../dataset/slice.ts';
import { type Column, textColumn } from '../dataset/table.ts';
import { datasetUntil } from '../dataset/until.ts';
import { nodesOf } from '../document/tree-walk.ts';
import type { CutFonts } from '../output/html/embedded-fonts.ts';
import { renderHtml, renderScreen, type ScreenOptions, summaryOf } from '../output/html/html-page.ts';
import { inlineSvg } from '../output/html/inline-svg.ts';
import { renderGithub } from '../host/github/github.ts';
import type { RedrawChart } from '../output/pdf/page-changes.ts';
import { type PrintedPdf, type PrintOptions, printPdf } from '../output/pdf/print.ts';
import type { Surroundings } from '../output/pdf/surroundings.ts';
import { chartFile, trendFiles } from '../output/svg-file.ts';
import { readLinks } from '../readback/html-reader.ts';
import type { ReadbackThread } from '../readback/readback-thread.ts';
import { type Comparison, readBack } from '../readback/readback.ts';
import { briefJson, jsonText } from './brief-json.ts';
import type { Composition } from './composition.ts';
import type { EditionSource } from './edition-source.ts';
import { flavourTexts } from './flavour-pages.ts';
import { attachmentsOf } from './pdf-attachments.ts';

/** A PDF of an edition. */
export interface PaperPdf extends PrintedPdf {
  readonly paper: Paper;
  /** The page that was printed: HTML. */
  readonly page: string;
  /** The charts that were drawn at another height, by the ids of their exhibits: SVG. */
  readonly drawn: ReadonlyMap<string, string>;
}

/** The outputs of an edition, by their paths inside its folder. */
export interface RenderedEdition {
  readonly source: EditionSource;
  /** The committed text outputs. */
  readonly texts: ReadonlyMap<string, string>;
  readonly pdfs: ReadonlyMap<string, PaperPdf>;
  /** PNG files of flavours. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** Number of printed figures. */
  readonly values: number;
}

/** The name of the PDF on a size of paper. */
export function pdfName(paper: Paper): string {
  return paper === 'A4' ? 'brief.pdf' : `brief.${paper.toLowerCase()}.pdf`;
}

/** Settings of a print: the browser, the environment of the process, and what `printPdf` takes. */
interface PaperPrintOptions extends Pick<PrintOptions, 'attachments' | 'drafts'> {
  readonly browser: BrowserSession;
  readonly environment: NodeJS.ProcessEnv;
}

/** Prints an edition on a size of paper. */
export async function printPaper(
  composition: Composition,
  paper: Paper,
  { browser, environment, ...attached }: PaperPrintOptions,
  diagnostics: Diagnostics,
): Promise<PaperPdf> {
  const { source } = composition;
  const charts = redrawing(composition);
  const options = {
    redraw: charts.redraw,
    date: fileDate(source.edition.release, environment),
    path: `${source.folder}/${pdfName(paper)}`,
    faces: houseFaces(source.brief.house, source.locale),
    ...saidOf(composition),
    ...attached,
  };
  const page = renderPage(composition, paper);
  const printed = await printPdf(browser, page, options, diagnostics);
  return { ...printed, paper, page, drawn: charts.drawn(printed.heights) };
}

/** What a PDF says about its document. */
function saidOf({ source, document }: Composition): {
  readonly author: string | undefined;
  readonly description: string;
} {
  return {
    author: textIn(source.edition.dataset.publisher, source.locale),
    description: summaryOf(document),
  };
}

/** What the PDF of an edition on a size of paper has around its pages; `texts` are the text outputs of the edition. */
export function surroundingsOf(
  composition: Composition,
  paper: Paper,
  texts: ReadonlyMap<string, string>,
): Surroundings {
  const { source, document } = composition;
  const page = renderPage(composition, paper);
  return {
    ...saidOf(composition),
    title: document.title,
    language: source.locale,
    paper,
    links: readLinks(page),
    hasPictures: /<ima?ge?\b/.test(page),
    attachments: attachmentsOf(source, texts),
  };
}

/**
 * The charts of an edition at the heights at which a PDF is said to have them, by the ids of their exhibits: SVG. What a
 * page could not choose is left out.
 */
export async function redrawnCharts(
  composition: Composition,
  heights: unknown,
): Promise<{ readonly known: ReadonlyMap<string, number>; readonly drawn: ReadonlyMap<string, string> }> {
  const { redraw, drawn } = redrawing(composition);
  const known = new Map<string, number>();
  for (const [exhibit, height] of Object.entries(heights ?? {})) {
    if (typeof height !== 'number' || !(height >= 1 && height <= MAX_HEIGHT)) continue;
    if ((await redraw(exhibit, height)) !== undefined) known.set(exhibit, height);
  }
  return { known, drawn: drawn(known) };
}

/** More than a page is high. */
const MAX_HEIGHT = 2000;

/** Charts of an edition that are drawn at other heights. */
interface Redrawing {
  /** One that would be illegible stays as it is. */
  readonly redraw: RedrawChart;
  /** What was drawn at some heights, by the ids of exhibits: SVG. */
  readonly drawn: (heights: ReadonlyMap<string, number>) => ReadonlyMap<string, string>;
}

function redrawing({ document, redraws }: Composition): Redrawing {
  const charts = new Map(
    nodesOf(document.root, 'exhibit').flatMap(({ id, body }) => (body.type === 'chart' ? [[id, body]] : [])),
  );
  const known = new Map<string, RenderedChart | undefined>();
  const keyOf = (exhibit: string, height: number): string => `${exhibit} ${height}`;
  return {
    async redraw(exhibit, height) {
      const key = keyOf(exhibit, height);
      const chart = charts.get(exhibit);
      if (!known.has(key)) known.set(key, chart && (await redraws.get(chart.name)?.(height, new Diagnostics())));
      const rendered = known.get(key);
      return chart && rendered && inlineSvg(rendered, chart.alt);
    },
    drawn: (heights) =>
      new Map(
        [...heights].flatMap(([exhibit, height]) => {
          const svg = known.get(keyOf(exhibit, height))?.svg;
          return svg === undefined ? [] : [[exhibit, svg]];
        }),
      ),
  };
}

/** An output of an edition, and the charts that were redrawn for it. */
interface RenderedOutput extends Partial<Pick<PaperPdf, 'drawn'>> {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Reads an output of an edition back, and reports where it differs from the document. */
export function checkRendering(
  composition: Composition,
  output: RenderedOutput,
  readback: ReadbackThread,
  diagnostics: Diagnostics,
): Promise<void> {
  return readRendering(composition, output, readback)(diagnostics);
}

/** Has an output of an edition read back. */
export function readRendering(
  { source, document }: Composition,
  { name, content, drawn }: RenderedOutput,
  readback: ReadbackThread,
): Comparison {
  const { house } = source.brief;
  const path = `${source.folder}/${name}`;
  const pageHead = house.pageHead.get(source.locale);
  const alt = house.logo?.alt.get(source.locale);
  const logo = alt === undefined ? undefined : { text: alt, place: house.logo?.place };
  return readBack(document, { locale: source.locale, logo, pageHead, path, content, drawn }, readback);
}

/** Has the trends and limits of pages, for screens and as they are printed, and of files of SVG read back by their geometry. */
export function readTrends(
  { source, document }: Composition,
  texts: ReadonlyMap<string, string>,
  readback: ReadbackThread,
): readonly Comparison[] {
  const nodes = nodesOf(document.root, 'trend');
  if (nodes.length === 0) return [];
  const drawn = [...texts].filter(([, text]) => /^<svg|^<!doctype html/i.test(text) && DRAWN.test(text));
  return drawn.map(([name, text]) => {
    const reading = rejectionHandled(readback.read('trends', text));
    return async (diagnostics) => {
      for (const drawing of (await reading).trends ?? []) {
        // Two that have the same words may show the same figures in different manners.
        const named = nodes.filter(({ trend }) => trend.text === drawing.words);
        const faults = named.map(({ trend }) => drawingFault(trend, drawing));
        const [fault = `nothing in the document is called so`] = faults;
        if (faults.includes(undefined)) continue;
        const path = `${source.folder}/${name}`;
        const message = `${path}: in the drawing "${drawing.words}" ${fault}`;
        diagnostics.error('output/readback-changed', message, named[0]?.place ?? path, 'report a fault of Assay');
      }
    };
  });
}

/** Begins the SVG of a trend or limit, with or without quotes. */
const DRAWN = /<svg [^>]*class="?(?:trend|limit)\b/;

/** The page that is printed on a size of paper. */
export function renderPage({ source: { brief, edition, locale }, document }: Composition, paper: Paper): string {
  const author = textIn(edition.dataset.publisher, locale);
  return renderHtml(document, { house: brief.house, locale, paper, author });
}

/** `brief.html`; for a preview with marks. */
export function renderScreenPage(
  { source, document, charts }: Composition,
  { marks, markStyle, cutFonts }: Pick<ScreenOptions, 'marks' | 'markStyle' | 'cutFonts'> = {},
): Promise<string> {
  const { brief, edition, locale } = source;
  return renderScreen(document, {
    house: brief.house,
    locale,
    author: textIn(edition.dataset.publisher, locale),
    edition,
    tests: source.tests(),
    witness: source.witness(),
    marks,
    markStyle,
    cutFonts,
    drawings: [...charts.values()].flatMap(({ standalone, narrow }) => [standalone, narrow?.standalone ?? '']),
  });
}

/** The committed text outputs of an edition; fonts that earlier builds cut need not be cut again. */
export async function renderTexts(composition: Composition, cutFonts?: CutFonts): Promise<ReadonlyMap<string, string>> {
  const { source, document, charts } = composition;
  const { brief, edition, locale } = source;
  const { slice } = edition;
  // what was published later does not change what was printed
  const dataset = datasetUntil(edition);
  const drawn = [...charts.values()];
  const tests = source.tests();
  const columns = testColumns(tests);
  return new Map([
    ['brief.md', renderGithub(document, { locale, charts: 'charts' })],
    ['brief.html', await renderScreenPage(composition, { cutFonts })],
    ...drawn.map((chart): [string, string] => [`charts/${chart.name}.svg`, chartFile(chart, brief.house)]),
    ...drawn.map(({ name, values }): [string, string] => [`charts/${name}.csv`, chartCsv(values, { dataset, locale })]),
    ...[...trendFiles(document, brief.house)].map(([name, svg]): [string, string] => [`charts/${name}.svg`, svg]),
    ['data/observations.csv', observationsCsv(dataset, slice, columns)],
    ['data/releases.csv', releasesCsv(dataset, slice)],
    ...(eventsIn(dataset, slice).length > 0 ? [['data/events.csv', eventsCsv(dataset, slice)] as const] : []),
    ['data/datapackage.json', jsonText(datapackage(dataset, slice, columns))],
    ['brief.json', briefJson(source, document)],
    ...flavourTexts(composition),
  ]);
}

const STANDINGS = ['accused', 'touched', 'disputed', 'compatible', 'undecided', 'untested'];

/** Columns on the tests of a statement in `observations.csv` of an edition. */
export function testColumns(result: ShownTests): readonly Column<Observation>[] {
  const find = testsFinder(result);
  const names = (list: readonly string[] | undefined): string | undefined => list?.join('; ');
  return [
    textColumn(
      'standing',
      'accused: every explanation of the contradictions changes it; touched: a hard relation contradicts it; disputed: only soft relations or another source do',
      (observation) => find(observation)?.standing,
      { enum: STANDINGS },
    ),
    textColumn('failed', 'Relations that contradict it, separated by semicolons', (observation) =>
      names(find(observation)?.failed),
    ),
    textColumn('excepted', 'Relations that contradict it with an exception, separated by semicolons', (observation) =>
      names(find(observation)?.excepted),
    ),
  ];
}
