import type { Paper } from '../brief/paper.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { once } from '../core/machine/cache.ts';
import { rejectionHandled } from '../core/machine/machine.ts';
import type { CutFonts } from '../output/html/embedded-fonts.ts';
import type { PrintOptions } from '../output/pdf/print.ts';
import type { Composition } from './composition.ts';
import {
  checkRendering,
  type PaperPdf,
  pdfName,
  printPaper,
  type RenderedEdition,
  renderTexts,
} from './edition-rendering.ts';
import { checkFlavours, drawFlavourPictures } from './flavour-pages.ts';
import { warnOfEmptyPages } from './page-feet.ts';
import { checkScreens, reportPaperFaults } from './page-faults.ts';
import { attachmentsOf } from './pdf-attachments.ts';
import { checkPrint, type PrintCheckOptions } from './print-check.ts';

/** What printing and reading back need, and what earlier builds leave: fonts of `brief.html` and drafts of pages. */
export interface EditionPrintOptions extends PrintCheckOptions, Pick<PrintOptions, 'drafts'> {
  readonly fonts?: CutFonts | undefined;
}

/**
 * Prints an edition on each of its papers. The text outputs are made while the browser is busy with the first tagged
 * print. Each output is read back as soon as it is there.
 */
export async function printEdition(
  composition: Composition,
  { browser, readback, environment, fonts, drafts }: EditionPrintOptions,
  diagnostics: Diagnostics,
): Promise<RenderedEdition> {
  const { source, document } = composition;
  const pathOf = (name: string): string => `${source.folder}/${name}`;
  const check = (name: string, content: string | Uint8Array): Promise<void> =>
    checkRendering(composition, { name, content }, readback, diagnostics);
  async function checkTexts(texts: ReadonlyMap<string, string>): Promise<void> {
    for (const name of ['brief.md', 'brief.html']) await check(name, texts.get(name) ?? '');
    await checkFlavours(composition, texts, readback, diagnostics);
  }
  // A page of the browser that waits for texts does not wait until they are read back, too.
  let checkedTexts: Promise<void> | undefined;
  const makeTexts = once(async () => {
    const texts = await renderTexts(composition, fonts);
    checkedTexts = rejectionHandled(checkTexts(texts));
    return texts;
  });
  const attachments = once(async () => attachmentsOf(source, await makeTexts()));
  async function print(paper: Paper): Promise<PaperPdf> {
    const printed = await printPaper(composition, paper, { browser, environment, drafts, attachments }, diagnostics);
    warnOfEmptyPages(composition, printed, diagnostics);
    return printed;
  }
  async function checkPaper(printed: PaperPdf): Promise<void> {
    const { paper, faults } = printed;
    // A page on which words cannot be read is not compared with them as well.
    if (faults.length === 0) await checkPrint(composition, printed, { browser, readback, environment }, diagnostics);
    else await reportPaperFaults(composition, { paper, path: pathOf(pdfName(paper)), faults }, browser, diagnostics);
  }
  const printing = source.brief.papers.map(print);
  const checking = Promise.all(printing.map((paper) => paper.then(checkPaper)));
  const onScreens = new Diagnostics();
  // The browser looks at screens while the last PDF is read back in a thread.
  async function afterPrinting() {
    const printed = await Promise.all(printing);
    const texts = await makeTexts();
    const pictures = await drawFlavourPictures(composition, browser);
    const screen = { path: pathOf('brief.html'), html: texts.get('brief.html') ?? '' };
    // What is wrong on paper is usually wrong on a screen too.
    const isLegible = printed.every(({ faults }) => faults.length === 0);
    if (isLegible) await checkScreens(composition, screen, browser, onScreens);
    return { texts, pictures, pdfs: new Map(printed.map((one) => [pdfName(one.paper), one])) };
  }
  const [outputs] = await Promise.all([afterPrinting(), checking]);
  await checkedTexts;
  diagnostics.include(onScreens);
  return { source, values: document.values.length, ...outputs };
}
