import { openThread, threadScript } from '../core/machine/thread.ts';
import type { ReadOutput } from './read-text.ts';

/** Kinds of outputs, each with its own parser. */
export type OutputKind = 'markdown' | 'html' | 'pdf';

/** What the thread that reads is asked to read. */
export interface ReadQuestion {
  readonly kind: OutputKind;
  readonly content: string | Uint8Array;
}

/** What reads outputs. */
export interface OutputReader {
  /** Reads an output; one whose `kind` is text may be given as bytes. */
  read(kind: OutputKind, content: string | Uint8Array): Promise<ReadOutput>;
  close(): Promise<void>;
}

/**
 * Opens what reads outputs: a thread of its own, which loads its parsers at once, beside whatever else is going on. From
 * source, outputs are read where it is asked for.
 */
export function openReader(): OutputReader {
  const script = threadScript('readback-worker');
  if (script === undefined) {
    return {
      read: async (kind, content) => (await import('./parsers.ts')).readOutput(kind, content),
      close: async () => undefined,
    };
  }
  // Silent, because what pdf.js has to say of canvases that it does not find is for nobody.
  const thread = openThread<ReadQuestion, ReadOutput>(script, { silent: true });
  return { read: (kind, content) => thread.ask({ kind, content }), close: () => thread.close() };
}
