import { openThread, type Thread, threadScript } from '../../core/thread.ts';
import type { ReadOutput } from './text.ts';

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
 * Opens what reads outputs: a thread of its own, started when the first is there to be read, so that its parsers load
 * while pages are printed. From source, outputs are read where it is asked for.
 */
export function openReader(): OutputReader {
  const script = threadScript('readback-worker');
  if (script !== undefined) return threadReader(script);
  return {
    read: async (kind, content) => (await import('./parsers.ts')).readOutput(kind, content),
    close: async () => undefined,
  };
}

function threadReader(script: string): OutputReader {
  let thread: Thread<ReadQuestion, ReadOutput> | undefined;
  let isClosed = false;
  return {
    async read(kind, content) {
      if (isClosed) throw new Error('this reader was closed');
      // Silent, because what pdf.js has to say of canvases that it does not find is for nobody.
      thread ??= openThread(script, { silent: true });
      return thread.ask({ kind, content });
    },
    async close() {
      isClosed = true;
      await thread?.close();
    },
  };
}
