import type { Paper } from '../brief/paper.ts';
import type { BrowserSession } from '../browser/browser.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { once } from '../core/machine/cache.ts';
import { pendingEvents, rejectionHandled } from '../core/machine/machine.ts';
import type { CutFonts } from '../output/html/embedded-fonts.ts';
import type { PrintOptions } from '../output/pdf/print.ts';
import type { KnownPictures } from '../output/png-picture.ts';
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
import { warnOfEmptyPages, warnOfShrunkCharts } from './page-feet.ts';
import { checkScreens, reportPaperFaults } from './page-faults.ts';
import { attachmentsOf } from './pdf-attachments.ts';

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
    else await checkRendering(composition, { name, content: printed.pdf, drawn: printed.drawn }, readback, diagnostics);
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
