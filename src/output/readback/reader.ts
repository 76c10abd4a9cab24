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
 * Opens what reads outputs: a thread of its own, started when the first is there to be read, so that its parsers load
 * while pages are printed. Source that is not bundled cannot be run by a thread: there outputs are read where it is asked
 * for.
 */
export function openReader(): OutputReader {
  const isBundled = !import.meta.url.endsWith('.ts');
  if (isBundled) return threadReader(path.join(programFolder(), 'dist/readback-worker.js'));
  return {
    read: async (kind, content) => (await import('./parsers.ts')).readOutput(kind, content),
    close: async () => undefined,
  };
}

interface Waiting {
  readonly resolve: (read: ReadOutput) => void;
  readonly reject: (error: unknown) => void;
}

function threadReader(script: string): OutputReader {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let requests = 0;
  return {
    read(kind, content) {
      worker ??= startThread(script, waiting);
      const id = (requests += 1);
      const answer = new Promise<ReadOutput>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
      });
      worker.postMessage({ id, kind, content } satisfies ReadRequest);
      return answer;
    },
    async close() {
      await worker?.terminate();
    },
  };
}

function startThread(script: string, waiting: Map<number, Waiting>): Worker {
  // What pdf.js has to say of canvases that it does not find is for nobody.
  const worker = new Worker(script, { stdout: true, stderr: true });
  worker.on('message', ({ id, read }: ReadAnswer) => {
    waiting.get(id)?.resolve(read);
    waiting.delete(id);
  });
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error);
  });
  return worker;
}
