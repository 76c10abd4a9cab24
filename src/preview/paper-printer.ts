import type { Paper } from '../brief/paper.ts';
import { type BrowserSession, openBrowser } from '../browser/browser.ts';
import { attachmentsOf } from '../build/pdf-attachments.ts';
import { pdfName, printPaper } from '../build/edition-rendering.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { EditionPage } from './edition-page.ts';

/** A PDF of a page: whether it has been printed as the page is, is being printed, will be, or why it cannot be. */
export interface PaperState {
  readonly name: string;
  readonly state: 'printed' | 'printing' | 'waiting' | 'failed';
  readonly failure?: string | undefined;
}

interface Print {
  readonly pdf: Promise<Uint8Array>;
  state: PaperState['state'];
}

/** Prints pages on paper with one browser, which starts at the first print and stays. */
export class PaperPrinter {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #printed = new WeakMap<EditionPage, Map<Paper, Print>>();
  readonly #failures = new WeakMap<EditionPage, string>();
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
      () => {
        print.state = 'printed';
        this.#failures.delete(page);
      },
      (error: unknown) => {
        this.#failures.set(page, (error as Error).message);
        papers.delete(paper);
      },
    );
    return print.pdf;
  }

  /** The state of a PDF; without a page, none is printed yet. */
  stateOf(page: EditionPage | undefined, paper: Paper): PaperState {
    const name = pdfName(paper);
    const failure = page && this.#failures.get(page);
    if (failure !== undefined) return { name, state: 'failed', failure };
    return { name, state: (page && this.#printed.get(page)?.get(paper)?.state) ?? 'waiting' };
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
