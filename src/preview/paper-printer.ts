import type { Paper } from '../brief/paper.ts';
import { type BrowserSession, openBrowser } from '../browser/browser.ts';
import { attachmentsOf } from '../build/pdf-attachments.ts';
import { printPaper } from '../build/edition-rendering.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { EditionPage } from './edition-page.ts';

/** Whether a page has been printed as it is, is being printed, or will be. */
export type PrintState = 'printed' | 'printing' | 'waiting';

interface Print {
  readonly pdf: Promise<Uint8Array>;
  state: PrintState;
}

/** Prints pages on paper with one browser, which starts at the first print and stays. */
export class PaperPrinter {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #printed = new WeakMap<EditionPage, Map<Paper, Print>>();
  #browser: BrowserSession | undefined;
  /** Prints follow one another: two at once would slow down the page that a person waits for. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
  }

  /** The PDF of a page, printed at the first call. Rejects with an EnvironmentError where there is no browser. */
  print(page: EditionPage, paper: Paper): Promise<Uint8Array> {
    const papers = this.#printed.get(page) ?? new Map<Paper, Print>();
    this.#printed.set(page, papers);
    const known = papers.get(paper);
    if (known) return known.pdf;
    const print: Print = { pdf: this.#last.then(() => this.#printNow(page, paper)), state: 'printing' };
    papers.set(paper, print);
    this.#last = print.pdf.then(
      () => (print.state = 'printed'),
      () => papers.delete(paper),
    );
    return print.pdf;
  }

  stateOf(page: EditionPage, paper: Paper): PrintState {
    return this.#printed.get(page)?.get(paper)?.state ?? 'waiting';
  }

  async #printNow({ composition, texts }: EditionPage, paper: Paper): Promise<Uint8Array> {
    if (!this.#browser || this.#browser.isSpent) {
      await this.#browser?.close();
      this.#browser = openBrowser({ environment: this.#environment });
    }
    const options = {
      browser: this.#browser,
      environment: this.#environment,
      attachments: async () => attachmentsOf(composition.source, await texts()),
    };
    return (await printPaper(composition, paper, options, new Diagnostics())).pdf;
  }

  /** Ends the browser. */
  async close(): Promise<void> {
    await this.#browser?.close();
  }
}
