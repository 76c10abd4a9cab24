import { requireFonts } from '../brief/fonts.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { ResultStore } from '../core/machine/result-store.ts';
import type { EditionSource } from './edition-source.ts';
import type { FinishedEdition } from './finished-edition.ts';
import { type BuildServices, startServices } from './build-services.ts';
import { finishEditions } from './edition-batch.ts';
import { openStoredCache } from './stored-cache.ts';

/** What prints depend on. */
export interface PrinterOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Where the prints of earlier builds are found, and those of this one kept. */
  readonly store?: ResultStore | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Prints editions of any root folder one by one, and publishes none. The browser starts where a print is not in the store. */
export class EditionPrinter {
  readonly #options: PrinterOptions;
  #services: BuildServices | undefined;

  constructor(options: PrinterOptions) {
    this.#options = options;
  }

  /** An edition as a build of its root folder prints it. Undefined, with diagnostics, where that has mistakes. */
  async print(source: EditionSource, root: string, diagnostics: Diagnostics): Promise<FinishedEdition | undefined> {
    const { environment, store } = this.#options;
    const cache = store && openStoredCache(store, root, environment);
    const known = await cache?.editions.get(source);
    if (known) return known.finished();
    requireFonts(source.locale);
    const settings = { environment, cache };
    const services = await this.#start();
    const finished = await finishEditions([source], services, settings, diagnostics, (edition) => edition());
    return finished?.[0];
  }

  /** Ends the browser, if it was started. */
  async close(): Promise<void> {
    await this.#services?.close();
  }

  async #start(): Promise<BuildServices> {
    if (!this.#services) {
      const services = startServices(this.#options.environment);
      this.#options.signal?.addEventListener('abort', () => void services.close());
      this.#services = services;
    }
    await this.#services.browser.launched;
    return this.#services;
  }
}
