import type { FlavourName } from '../brief/flavour-names.ts';
import { threadsLoaded } from '../core/machine/optimisation.ts';
import { openThread, threadScript } from '../core/machine/thread.ts';
import type { LastPrint, PageStore } from './known-pages.ts';
import type { ReadOutput } from './read-text.ts';

/**
 * A page in a flavour, or another output. `trends`: the trends and limits of a page or of files of SVG.
 */
export type OutputKind = FlavourName | 'html' | 'pdf' | 'trends';

export interface ReadQuestion {
  readonly kind: OutputKind;
  readonly content: string | Uint8Array;
  readonly last?: LastPrint | undefined;
}

/** Has the thread load PDFium and read a small PDF, which takes long, before the first one is printed. */
export const PREPARE = 'prepare';

export interface ReadbackThread {
  /** Text may be given as UTF-8 bytes. Pages that are as they were in the last print of a path are not drawn again. */
  read(kind: OutputKind, content: string | Uint8Array, path?: string): Promise<ReadOutput>;
  close(): Promise<void>;
}

/**
 * Starts a thread that reads outputs and loads its parsers soon. From source, outputs are read in this thread. Pages that it
 * has read are kept in the store, if there is one.
 */
export function openReadbackThread(store?: PageStore): ReadbackThread {
  const lastOf = (path: string | undefined): LastPrint | undefined =>
    path === undefined ? undefined : { path, store };
  const script = threadScript('readback-worker');
  if (script === undefined) {
    return {
      read: async (kind, content, path) =>
        (await import('./output-parsers.ts')).readOutput(kind, content, lastOf(path)),
      close: async () => undefined,
    };
  }
  const thread = openThread<ReadQuestion | typeof PREPARE, ReadOutput>(script);
  // What fails here fails again where a PDF is read.
  void threadsLoaded().then(() => thread.ask(PREPARE).catch(() => undefined));
  return {
    read: (kind, content, path) => thread.ask({ kind, content, last: lastOf(path) }),
    close: () => thread.close(),
  };
}
