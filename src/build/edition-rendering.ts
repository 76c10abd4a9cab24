import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { houseFaces } from '../brief/house-style.ts';
import type { Paper } from '../brief/paper.ts';
import { textIn } from '../dataset/model.ts';
import { datapackage, eventsCsv, observationsCsv } from '../dataset/export.ts';
import { lastDay } from '../dataset/period.ts';
import { eventsIn } from '../dataset/slice.ts';
import { type PaperOptions, renderHtml, renderScreen, summaryOf } from '../output/html/html-page.ts';
import { renderGithub } from '../output/markdown/github.ts';
import { chartFile, trendFiles } from '../output/svg-file.ts';
import type { BrowserSession } from '../browser/browser.ts';
import { type PrintedPdf, printPdf, type PrintOptions } from '../output/pdf/print.ts';
import { checkOutput } from '../readback/readback.ts';
import type { OutputReader } from '../readback/readback-thread.ts';
import type { Brief } from '../brief/brief.ts';
import { attachmentsOf } from './pdf-attachments.ts';
import type { Composition } from './compose.ts';
import { briefJson, jsonText } from './outputs.ts';
import type { EditionSource } from './source.ts';

/** A PDF of an edition. */
export interface PaperPdf extends PrintedPdf {
  readonly paper: Paper;
}

/** Everything that an edition is printed as, by paths inside its folder. */
export interface RenderedEdition {
  readonly source: EditionSource;
  /** The committed text outputs. */
  readonly texts: ReadonlyMap<string, string>;
  readonly pdfs: ReadonlyMap<string, PaperPdf>;
  /** How many figures it prints. */
  readonly values: number;
}

/** How an edition is rendered. */
export interface RenderOptions {
  readonly browser: BrowserSession;
  readonly reader: OutputReader;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Prints an edition on each of its papers, and renders the text outputs while the browser is at it. What was printed is
 * read back and compared with the document.
 */
export async function renderEdition(
  composition: Composition,
  options: RenderOptions,
  diagnostics: Diagnostics,
): Promise<RenderedEdition> {
  const { source, document } = composition;
  const { looseNumbers: declared, house } = source.brief;
  const setting = { declared, logo: house.logo?.alt.get(source.locale), pageHead: house.pageHead.get(source.locale) };
  let onPrinting: () => void = () => undefined;
  const printing = new Promise<void>((resolve) => (onPrinting = resolve));
  const rendering = printing.then(() => renderTexts(composition));
  const attachments = rendering.then((texts) => attachmentsOf(source, texts));
  async function check(name: string, content: string | Uint8Array): Promise<void> {
    const printed = { ...setting, path: `${source.folder}/${name}`, content };
    await checkOutput(document, printed, options.reader, diagnostics);
  }
  async function print(paper: Paper): Promise<[string, PaperPdf]> {
    const [name, printed] = await printPaper(composition, paper, { attachments, onPrinting }, options, diagnostics);
    await check(name, printed.pdf);
    return [name, printed];
  }
  async function write(): Promise<ReadonlyMap<string, string>> {
    const texts = await rendering;
    for (const name of READ_BACK) await check(name, texts.get(name) ?? '');
    return texts;
  }
  const [pdfs, texts] = await Promise.all([Promise.all(source.brief.papers.map(print)), write()]);
  return { source, texts, pdfs: new Map(pdfs), values: document.values.length };
}

/** The text outputs that people read. */
const READ_BACK = ['brief.md', 'brief.html'];

/** The name of the PDF on a size of paper. */
export function pdfName(paper: Paper): string {
  return paper === 'A4' ? 'brief.pdf' : `brief.${paper.toLowerCase()}.pdf`;
}

async function printPaper(
  composition: Composition,
  paper: Paper,
  meanwhile: Pick<PrintOptions, 'attachments' | 'onPrinting'>,
  { browser, environment }: RenderOptions,
  diagnostics: Diagnostics,
): Promise<[string, PaperPdf]> {
  const { source, document } = composition;
  const name = pdfName(paper);
  const options = {
    date: dateOf(source, environment),
    path: `${source.folder}/${name}`,
    faces: houseFaces(source.brief.house, source.locale),
    author: textIn(source.edition.dataset.publisher, source.locale),
    description: summaryOf(document),
    ...meanwhile,
  };
  return [name, { paper, ...(await printPdf(browser, renderPage(composition, paper), options, diagnostics)) }];
}

/** The page that is printed on a size of paper. */
export function renderPage({ source, document }: Composition, paper: Paper): string {
  const { brief, edition, locale } = source;
  return renderHtml(document, { ...lookOf(brief), locale, paper, author: textIn(edition.dataset.publisher, locale) });
}

function lookOf({ house, style }: Brief): Pick<PaperOptions, 'house' | 'style'> {
  return { house, style: style?.text };
}

/** The committed text outputs of an edition. */
export function renderTexts({ source, document, charts }: Composition): ReadonlyMap<string, string> {
  const { brief, edition, locale } = source;
  const { dataset, slice } = edition;
  const drawn = [...charts.values()];
  const screen = {
    ...lookOf(brief),
    locale,
    author: textIn(dataset.publisher, locale),
    edition,
    tests: source.tests().mended,
  };
  return new Map([
    ['brief.md', renderGithub(document, { locale, charts: 'charts' })],
    ['brief.html', renderScreen(document, { ...screen, drawings: drawn.map(({ standalone }) => standalone) })],
    ...drawn.map((chart): [string, string] => [`charts/${chart.name}.svg`, chartFile(chart, brief.house)]),
    ...[...trendFiles(document, brief.house)].map(([name, svg]): [string, string] => [`charts/${name}.svg`, svg]),
    ['data/observations.csv', observationsCsv(dataset, slice)],
    ...(eventsIn(dataset, slice).length > 0 ? [['data/events.csv', eventsCsv(dataset, slice)] as const] : []),
    ['data/datapackage.json', jsonText(datapackage(dataset, slice))],
    ['brief.json', briefJson(source.head, document)],
  ]);
}

/**
 * The date in a file's metadata: `SOURCE_DATE_EPOCH`, in seconds, where a packager sets it; else the day of the
 * release.
 */
function dateOf({ edition }: EditionSource, { SOURCE_DATE_EPOCH: epoch }: NodeJS.ProcessEnv): Date {
  if (epoch !== undefined && /^\d{1,11}$/.test(epoch)) return new Date(Number(epoch) * 1000);
  return new Date(`${lastDay(edition.release.published)}T00:00:00Z`);
}
