import type { Paper } from '../brief/paper.ts';
import type { BrowserSession } from '../browser/browser.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { once } from '../core/machine/cache.ts';
import { pendingEvents, rejectionHandled } from '../core/machine/machine.ts';
import { nodesOf } from '../document/tree-walk.ts';
import type { CutFonts } from '../output/html/embedded-fonts.ts';
import type { PageFault } from '../output/look-in-page.ts';
import { lookAtScreens } from '../output/page-look.ts';
import { MAX_PAGES } from '../output/pdf/page-print.ts';
import type { PrintOptions } from '../output/pdf/print.ts';
import type { KnownPictures } from '../output/png-picture.ts';
import { saysScreens } from '../output/style/house-sheet.ts';
import type { ReadbackThread } from '../readback/readback-thread.ts';
import type { Composition } from './composition.ts';
import {
  checkRendering,
  type PaperPdf,
  pdfName,
  printPaper,
  readRendering,
  readTrends,
  renderTexts,
} from './edition-rendering.ts';
import { type FinishedEdition, finishEdition } from './finished-edition.ts';
import { drawFlavourPictures, readFlavours } from './flavour-pages.ts';
import { attachmentsOf } from './pdf-attachments.ts';
import type { PageFoot } from '../output/pdf/page-composition.ts';

/** What printing and reading back need, and what earlier builds leave: fonts of `brief.html`, drafts of pages, pictures. */
export interface EditionPrintOptions extends Pick<PrintOptions, 'drafts'> {
  readonly browser: BrowserSession;
  readonly readback: ReadbackThread;
  readonly environment: NodeJS.ProcessEnv;
  readonly fonts?: CutFonts | undefined;
  readonly pictures?: KnownPictures | undefined;
  /** Called when the browser has nothing more to do for the edition, unless what is read back has faults. */
  readonly onDrawn?: () => void;
}

/**
 * Prints an edition on each of its papers. The text outputs are made while the browser is busy with the first tagged
 * print. Each output is read back as soon as it is there; to compare texts can wait until PDFs, which take longest, are
 * being read. Its files are made ready meanwhile, too; they are to be used only if no problems were found.
 */
export async function printEdition(
  composition: Composition,
  { browser, readback, environment, fonts, drafts, pictures: known, onDrawn }: EditionPrintOptions,
  diagnostics: Diagnostics,
): Promise<FinishedEdition> {
  const { source, document } = composition;
  const pathOf = (name: string): string => `${source.folder}/${name}`;
  const makeTexts = once(async () => {
    const texts = await renderTexts(composition, fonts);
    const read = ['brief.md', 'brief.html'].map((name) =>
      readRendering(composition, { name, content: texts.get(name) ?? '' }, readback),
    );
    const others = [...readFlavours(composition, texts, readback), ...readTrends(composition, texts, readback)];
    return { texts, comparisons: [...read, ...others] };
  });
  const attachments = once(async () => attachmentsOf(source, (await makeTexts()).texts));
  async function print(paper: Paper): Promise<PaperPdf> {
    const printed = await printPaper(composition, paper, { browser, environment, drafts, attachments }, diagnostics);
    warnOfEmptyPages(composition, printed, diagnostics);
    warnOfShrunkCharts(composition, printed, diagnostics);
    return printed;
  }
  async function checkPaper(printed: PaperPdf): Promise<void> {
    const { paper, faults } = printed;
    // A page on which words cannot be read is not compared with them as well.
    const name = pdfName(paper);
    if (faults.length > 0) reportPaperFaults(composition, { paper, path: pathOf(name), faults }, diagnostics);
    else {
      const trends = readTrends(composition, new Map([[name, printed.page]]), readback);
      await checkRendering(composition, { name, content: printed.pdf, drawn: printed.drawn }, readback, diagnostics);
      for (const compare of trends) await compare(diagnostics);
    }
  }
  const printing = source.brief.papers.map(print);
  const checking = Promise.all(printing.map((paper) => paper.then(checkPaper)));
  const onScreens = new Diagnostics();
  // The browser looks at screens while a thread reads the last PDF back, and this one compares what was read of texts.
  async function afterPrinting() {
    const printed = await Promise.all(printing);
    const { texts, comparisons } = await makeTexts();
    const screen = { path: pathOf('brief.html'), html: texts.get('brief.html') ?? '' };
    // What is wrong on paper is usually wrong on a screen too.
    const isLegible = printed.every(({ faults }) => faults.length === 0);
    const looking = isLegible && rejectionHandled(checkScreens(composition, screen, browser, onScreens));
    for (const compare of comparisons) {
      await pendingEvents();
      await compare(diagnostics);
    }
    const pictures = await drawFlavourPictures(composition, browser, known);
    await looking;
    onDrawn?.();
    const pdfs = new Map(printed.map((one) => [pdfName(one.paper), one]));
    return finishEdition({ source, values: document.values.length, texts, pictures, pdfs });
  }
  const [finished] = await Promise.all([afterPrinting(), checking]);
  diagnostics.include(onScreens);
  return finished;
}

/** Kinds of faults that are reported of one page. */
const MAX_KINDS = 4;

/** Reports what is wrong with a page for paper: at its table, else at the output. */
export function reportPaperFaults(
  composition: Composition,
  { paper, path, faults }: { readonly paper: Paper; readonly path: string; readonly faults: readonly PageFault[] },
  diagnostics: Diagnostics,
): void {
  reportFaults(composition, { path, faults, where: 'on paper', size: paper }, diagnostics);
}

/**
 * Looks at the page for the screen, and reports what is wrong with it. Assay's own style sheets do no harm, so where the
 * house style says nothing of screens there is nothing to find.
 */
async function checkScreens(
  composition: Composition,
  { path, html }: { readonly path: string; readonly html: string },
  browser: BrowserSession,
  diagnostics: Diagnostics,
): Promise<void> {
  if (!saysScreens(composition.source.brief.house)) return;
  const { faults, screen } = await lookAtScreens(browser, html);
  reportFaults(composition, { path, faults, where: `in brief.html (${screen})`, size: screen }, diagnostics);
}

interface FaultyPage {
  readonly path: string;
  readonly faults: readonly PageFault[];
  /** `on paper`, or the screen. */
  readonly where: string;
  /** The paper. */
  readonly size: string;
}

/** Reports one fault of each kind: the others of that kind go with it. */
function reportFaults(
  composition: Composition,
  { path, faults, where, size }: FaultyPage,
  diagnostics: Diagnostics,
): void {
  const kinds = new Map<string, PageFault>();
  for (const fault of faults) if (!kinds.has(fault.why)) kinds.set(fault.why, fault);
  for (const [why, fault] of [...kinds].slice(0, MAX_KINDS)) {
    const sameKind = faults.filter((other) => other.why === why);
    for (const one of fault.table === undefined ? [fault] : sameKind) {
      diagnostics.error(
        ruleOf(one),
        messageOf(one, fault.table === undefined ? where : `${size} (${composition.source.locale})`),
        tablePlace(composition, one) ?? path,
        adviceOn(one),
      );
    }
  }
}

type FaultRule = Extract<RuleId, 'output/illegible' | 'output/too-long' | 'output/too-wide'>;

function ruleOf({ why }: PageFault): FaultRule {
  if (why === 'is too long') return 'output/too-long';
  return why === 'is too wide' ? 'output/too-wide' : 'output/illegible';
}

/** What to do. */
const ADVICE: Readonly<Record<FaultRule, string>> = {
  'output/illegible': 'give it more room: other sizes or columns in style.yaml, or other attributes in the template',
  'output/too-long': 'print less of it, or several briefs',
  'output/too-wide': 'leave out columns, shorten their words, or make two tables of it',
};

function adviceOn(fault: PageFault): string {
  const advice = ADVICE[ruleOf(fault)];
  return fault.isNarrow ? `give its exhibit width="full"; else ${advice}` : advice;
}

/** Where the template has a table. */
function tablePlace({ document, filled }: Composition, { table }: PageFault): Place | undefined {
  if (table === undefined) return undefined;
  const offset = nodesOf(document.root, 'table')[table]?.position?.start.offset;
  return offset === undefined ? undefined : filled.placeOf(offset);
}

function messageOf({ text, why, excess, part }: PageFault, where: string): string {
  if (why === 'is too long') return part === undefined ? TOO_LONG : `${TOO_LONG}: the last of them begins in #${part}`;
  return excess === undefined ? `"${text}" ${where} ${why}` : `this table is ${excess} mm too wide for ${where}`;
}

const TOO_LONG = `this makes more than ${MAX_PAGES} pages`;

/**
 * Warns of each page of a PDF that is too empty, at the last heading or exhibit on it. Of a draft there is no warning: its
 * notice moves what stands below it, and nobody lays out pages for that.
 */
export function warnOfEmptyPages(
  composition: Composition,
  { paper, feet }: Pick<PaperPdf, 'paper' | 'feet'>,
  diagnostics: Diagnostics,
): void {
  if (composition.source.head.draft) return;
  const file = `${composition.source.folder}/${pdfName(paper)}`;
  for (const foot of feet)
    diagnostics.warn('output/empty-page', messageOfFoot(foot, file), placeOf(composition, foot) ?? file, hintOf(foot));
}

/** Warns of each chart of a PDF whose letters are hard to read, at its exhibit. */
function warnOfShrunkCharts(
  { document, filled, source }: Composition,
  { paper, shrunk }: Pick<PaperPdf, 'paper' | 'shrunk'>,
  diagnostics: Diagnostics,
): void {
  const exhibits = new Map(nodesOf(document.root, 'exhibit').map(({ id, position }) => [id, position?.start.offset]));
  for (const { exhibit, drawn, room, points } of shrunk) {
    const offset = exhibits.get(exhibit);
    const place = offset === undefined ? undefined : filled.placeOf(offset);
    diagnostics.warn(
      'output/small-type',
      `the smallest letters of this chart are ${points} points high on ${paper}: it is ${drawn} pixels wide and has room for ${room}`,
      place ?? `${source.folder}/${pdfName(paper)}`,
      `write "width": ${room} in the chart, or give its exhibit more room`,
    );
  }
}

function messageOfFoot({ page, empty, only }: PageFoot, file: string): string {
  return only === undefined
    ? `page ${page} of ${file} is empty for ${empty} mm at its foot`
    : `page ${page} of ${file} has only ${only} mm of text`;
}

function hintOf({ empty, only, charts }: PageFoot): string {
  const higher = charts ? 'let its charts be higher ("heights"), ' : '';
  return only === undefined
    ? `${higher}add an exhibit of at most ${empty} mm, or start the next chapter on it`
    : `cut ${only} mm before it, or let charts be less high ("heights")`;
}

/** Where the template has the last of the blocks of a page. */
function placeOf({ document, filled }: Composition, { blocks }: PageFoot): Place | undefined {
  const starts = new Map([
    ...nodesOf(document.root, 'section').map(({ id, children: [heading] }) => [id, heading.position] as const),
    ...nodesOf(document.root, 'exhibit').map(({ id, position }) => [id, position] as const),
  ]);
  const offset = starts.get(blocks.findLast((id) => starts.get(id)) ?? '')?.start.offset;
  return offset === undefined ? undefined : filled.placeOf(offset);
}
