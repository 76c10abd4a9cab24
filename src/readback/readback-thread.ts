import type { FlavourName } from '../brief/flavour-names.ts';
import { threadsLoaded } from '../core/machine/optimisation.ts';
import { openThread, threadScript } from '../core/machine/thread.ts';
import type { ReadOutput } from './read-text.ts';

/**
 * A page in a flavour, or another output. `trends`: the trends and limits of a page or of files of SVG.
 */
export type OutputKind = FlavourName | 'html' | 'pdf' | 'trends';

export interface ReadQuestion {
  readonly kind: OutputKind;
  readonly content: string | Uint8Array;
}

/** Has the thread load PDFium and read a small PDF, which takes long, before the first one is printed. */
export const PREPARE = 'prepare';

export interface ReadbackThread {
  /** Text may be given as UTF-8 bytes. */
  read(kind: OutputKind, content: string | Uint8Array): Promise<ReadOutput>;
  close(): Promise<void>;
}

/** Starts a thread that reads outputs and loads its parsers soon. From source, outputs are read in this thread. */
export function openReadbackThread(): ReadbackThread {
  const script = threadScript('readback-worker');
  if (script === undefined) {
    return {
      read: async (kind, content) => (await import('./output-parsers.ts')).readOutput(kind, content),
      close: async () => undefined,
    };
  }
  const thread = openThread<ReadQuestion | typeof PREPARE, ReadOutput>(script);
  // What fails here fails again where a PDF is read.
  void threadsLoaded().then(() => thread.ask(PREPARE).catch(() => undefined));
  return {
    read: (kind, content) => thread.ask({ kind, content }),
    close: () => thread.close(),
  };
}
