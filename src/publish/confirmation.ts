import { lateBrowser } from '../browser/late-browser.ts';
import { composeEdition } from '../pipeline/compose-edition.ts';
import type { Composition } from '../pipeline/composition.ts';
import { drawCharts } from '../pipeline/edition-charts.ts';
import { renderTexts } from '../pipeline/edition-rendering.ts';
import type { EditionSource } from '../pipeline/edition-source.ts';
import { drawFlavourPictures } from '../pipeline/flavour-pages.ts';
import { checkGlyphs } from '../pipeline/missing-glyphs.ts';
import { printAgain } from '../pipeline/print-again.ts';
import { openStoredCache } from '../pipeline/stored-cache.ts';
import { openChartThread } from '../chart/chart-thread.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { once, onceFor } from '../core/machine/cache.ts';
import type { ResultStore } from '../core/machine/result-store.ts';
import type { Workspace } from '../core/machine/workspace.ts';

// What stands in `out/` proves nothing, nor does a hash that stands next to it: anybody who can change the one can change
// the other. So what is published is composed again, and drawn and printed unless this machine has done so before.

/** What needs a browser; replaced in tests. */
export interface Prints {
  /** The PNG files of an edition's flavours as they are drawn here, by their paths in its folder. */
  pictures(composition: Composition): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Whether these are the bytes of a PDF of an edition, a file of its folder, as it is printed here. */
  isPrinted(source: EditionSource, name: string, pdf: Uint8Array, diagnostics: Diagnostics): Promise<boolean>;
  close(): Promise<void>;
}

/** The settings of a confirmation. */
export interface ConfirmationOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** What builds on this machine have printed; it is trusted as the machine is. */
  readonly store?: ResultStore | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Confirms what a build has left. The caller closes it. */
export interface Confirmation extends Omit<Prints, 'pictures'> {
  /**
   * All files of an edition but PDFs, by their paths in its folder; undefined after a report of mistakes in data or
   * templates. Each edition is composed once.
   */
  files(source: EditionSource, diagnostics: Diagnostics): Promise<ReadonlyMap<string, Uint8Array> | undefined>;
}

/** Opens a confirmation of editions. */
export function openConfirmation(prints: Prints): Confirmation {
  const charts = once(openChartThread);
  let isOpen = false;
  const compose = onceFor(
    async (source: EditionSource) => {
      const problems = new Diagnostics();
      isOpen = true;
      const drawn = drawCharts(source, charts(), problems);
      const composition = await composeEdition(source, drawn, problems);
      await checkGlyphs(composition, charts(), problems);
      if (problems.failed) return { problems, files: undefined };
      const texts = [...(await renderTexts(composition))].map(([name, text]) => [name, Buffer.from(text)] as const);
      return { problems, files: new Map([...texts, ...(await prints.pictures(composition))]) };
    },
    ({ folder, flavours }) => [folder, ...flavours].join('\n'),
  );
  return {
    async files(source, diagnostics) {
      const { problems, files } = await compose(source);
      if (problems.failed) diagnostics.includeNew(problems);
      return files;
    },
    isPrinted: (...pdf) => prints.isPrinted(...pdf),
    async close() {
      await Promise.all([prints.close(), isOpen ? charts().close() : undefined]);
    },
  };
}

/** Draws and prints with the browser of this machine, which starts when it is needed. */
export function openPrints(workspace: Workspace, { environment, store, signal }: ConfirmationOptions): Prints {
  const cache = store && openStoredCache(store, workspace.root, environment);
  const browser = lateBrowser(environment);
  signal?.addEventListener('abort', () => void browser.close());
  return {
    pictures: (composition) => drawFlavourPictures(composition, browser, cache?.pictures(composition.source.locale)),
    async isPrinted(source, name, pdf, diagnostics) {
      const path = `${source.folder}/${name}`;
      const isSame = (files: readonly { readonly path: string; readonly content: Uint8Array }[]): boolean =>
        files.some((file) => file.path === path && Buffer.from(file.content).equals(pdf));
      const kept = await cache?.editions.get(source);
      if (kept && isSame((await kept.finished()).files)) return true;
      let isFound = false;
      await printAgain(workspace, [source], { environment, store, signal }, diagnostics, async ({ files }) => {
        isFound ||= isSame(files);
      });
      return isFound;
    },
    close: () => browser.close(),
  };
}
