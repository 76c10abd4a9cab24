import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { rejectionHandled, SIDE_BY_SIDE } from '../core/machine/machine.ts';
import type { BuildServices } from './build-services.ts';
import type { Composition } from './composition.ts';
import type { ComposedEdition, PrintingEdition } from './edition-cache.ts';
import { printEdition } from './edition-print.ts';
import type { FinishedEdition } from './finished-edition.ts';
import type { PrintSettings } from './run-options.ts';

/**
 * Editions that are printed at once, whose documents memory holds: those of all pages of the browser, and one more, because
 * a PDF is read back and kept when its page is free again.
 */
const AT_ONCE = SIDE_BY_SIDE + 1;

/** Takes a finished edition, which may be read from the store only then. */
export type Receiver<T> = (edition: () => Promise<FinishedEdition>) => Promise<T>;

const NOTHING = (): void => undefined;

/** Editions that are printed. They are held no longer than until they are passed on. */
export class Prints<T> {
  /** What was made of each that was passed on, in their order; undefined for those with faults. */
  readonly received: Promise<T | undefined>[] = [];
  /** Lets those pass on that are finished or will be. */
  passOn!: () => void;
  readonly #services: BuildServices;
  readonly #of: number;
  readonly #options: PrintSettings;
  readonly #receive: Receiver<T>;
  readonly #mayPass = new Promise<void>((resolve) => (this.passOn = resolve));
  readonly #running = new Set<Promise<unknown>>();
  readonly #printed: Promise<unknown>[] = [];
  #drawn = 0;

  constructor(services: BuildServices, of: number, options: PrintSettings, receive: Receiver<T>) {
    this.#services = services;
    this.#of = of;
    this.#options = options;
    this.#receive = receive;
  }

  /** Settles when all that were started are printed and read back, or cannot be; they may not be kept yet. */
  get printed(): Promise<unknown> {
    return Promise.all(this.#printed);
  }

  /** Adds an edition that is printed already. */
  add({ finished }: PrintingEdition): void {
    this.received.push(rejectionHandled(this.#mayPass.then(() => this.#receive(finished))));
  }

  /** Prints an edition as soon as few enough others are being printed. */
  async start(composition: Composition, edition: ComposedEdition, problems: Diagnostics): Promise<void> {
    while (this.#running.size >= AT_ONCE) await Promise.race(this.#running);
    const printing = this.#print(composition, problems);
    this.#printed.push(printing.then(NOTHING, NOTHING));
    const print = printing.then((finished) => this.#keep(finished, edition));
    const running: Promise<unknown> = Promise.allSettled([print]).then(() => this.#running.delete(running));
    this.#running.add(running);
    const passed = async (): Promise<T | undefined> => {
      await Promise.all([print, this.#mayPass]);
      return problems.failed ? undefined : this.#receive(() => print);
    };
    this.received.push(rejectionHandled(passed()));
  }

  #print(composition: Composition, problems: Diagnostics): Promise<FinishedEdition> {
    const { environment, cache } = this.#options;
    const { browser, readback } = this.#services;
    const { locale } = composition.source;
    const { fonts, drafts, pictures } = cache ?? {};
    const kept = { fonts, drafts: drafts?.(locale), pictures: pictures?.(locale) };
    const onDrawn = (): void => {
      this.#drawn += 1;
      if (this.#drawn === this.#of) this.#options.onDrawn?.();
    };
    const options = { browser, readback, environment, ...kept, onDrawn };
    return printEdition(composition, options, problems);
  }

  /** Keeps a finished edition in the cache. */
  async #keep(finished: FinishedEdition, edition: ComposedEdition): Promise<FinishedEdition> {
    const { cache, onStage } = this.#options;
    await cache?.editions.set({ ...edition, finished: () => Promise.resolve(finished) });
    onStage?.('print', { folder: edition.source.folder, of: this.#of });
    return finished;
  }
}
