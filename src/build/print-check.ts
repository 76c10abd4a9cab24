import type { BrowserSession } from '../browser/browser.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { ReadbackThread } from '../readback/readback-thread.ts';
import type { Composition } from './composition.ts';
import { checkRendering, type PaperPdf, pdfName, printPaper } from './edition-rendering.ts';
import { blamedDeclarations } from './style-blame.ts';

/** What printing again with another style sheet needs. */
export interface PrintCheckOptions {
  readonly browser: BrowserSession;
  readonly readback: ReadbackThread;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Reads a PDF of an edition back, and reports where it differs from the document: at the declarations of the brief's
 * style sheet that cause it, which are found by printing without some of them, else at the place in the template.
 */
export async function checkPrint(
  composition: Composition,
  { paper, pdf, drawn }: PaperPdf,
  { browser, readback, environment }: PrintCheckOptions,
  diagnostics: Diagnostics,
): Promise<void> {
  const { style } = composition.source.brief;
  async function problemsOf(printed: Pick<PaperPdf, 'pdf' | 'drawn'>): Promise<Diagnostics> {
    const problems = new Diagnostics();
    const output = { name: pdfName(paper), content: printed.pdf, drawn: printed.drawn };
    await checkRendering(composition, output, readback, problems);
    return problems;
  }
  const problems = await problemsOf({ pdf, drawn });
  const [first] = problems.all;
  if (!first) return;
  async function shows(sheet: string): Promise<boolean> {
    const printed = await printPaper(composition, paper, { browser, environment, sheet }, new Diagnostics());
    return (await problemsOf(printed)).all.some(({ rule }) => rule === first?.rule);
  }
  const blamed = style ? await blamedDeclarations(style, shows) : [];
  if (blamed.length === 0) diagnostics.include(problems);
  for (const place of blamed) {
    diagnostics.error(first.rule, `because of this, ${first.message}`, place, 'change or remove this declaration');
  }
}
