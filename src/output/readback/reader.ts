import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { programFolder } from '../../core/package.ts';
import type { ReadOutput } from './text.ts';

/** Kinds of outputs, each with its own parser. */
export type OutputKind = 'markdown' | 'html' | 'pdf';

/** What is asked of the thread that reads, and what it answers. */
export interface ReadRequest {
  readonly id: number;
  readonly kind: OutputKind;
  readonly content: string | Uint8Array;
}
export interface ReadAnswer {
  readonly id: number;
  readonly read: ReadOutput;
}

/** What reads outputs. */
export interface OutputReader {
  /** Reads an output; one whose `kind` is text may be given as bytes. */
  read(kind: OutputKind, content: string | Uint8Array): Promise<ReadOutput>;
  close(): Promise<void>;
}

/**
 * Opens a thread that loads the parsers, which takes long, while pages are printed, and reads outputs there. Source that
 * is not bundled cannot be run by a thread of its own: there they are read where it is asked for.
 */
export function openReader(): OutputReader {
  const isBundled = !import.meta.url.endsWith('.ts');
  return isBundled
    ? threadReader(path.join(programFolder(), 'dist/readback-worker.js'))
    : {
        read: async (kind, content) => (await import('./parsers.ts')).readOutput(kind, content),
        close: async () => undefined,
      };
}

function threadReader(script: string): OutputReader {
  // What pdf.js has to say of canvases that it does not find is for nobody.
  const worker = new Worker(script, { stdout: true, stderr: true });
  const waiting = new Map<number, { resolve: (read: ReadOutput) => void; reject: (error: unknown) => void }>();
  worker.on('message', ({ id, read }: ReadAnswer) => {
    waiting.get(id)?.resolve(read);
    waiting.delete(id);
  });
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error);
  });
  let requests = 0;
  return {
    read(kind, content) {
      const id = (requests += 1);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, kind, content } satisfies ReadRequest);
      });
    },
    async close() {
      await worker.terminate();
    },
  };
}
