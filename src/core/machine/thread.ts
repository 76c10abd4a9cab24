import path from 'node:path';
import { parentPort, Worker } from 'node:worker_threads';
import { programFolder } from './installed-package.ts';

/** A thread that answers questions, several at a time. Questions and answers are plain data. */
export interface Thread<Question, Answer> {
  /** Rejects with the error that ended the thread. */
  ask(question: Question): Promise<Answer>;
  /** Ends the thread at once; open and later questions are rejected. */
  close(): Promise<void>;
}

interface Message<T> {
  readonly id: number;
  readonly content: T;
}

/**
 * The script of a thread, absolute, by its name among the entry points of the bundle; undefined when Assay runs from
 * source, which a thread cannot load.
 */
export function threadScript(name: string): string | undefined {
  const isBundled = !import.meta.url.endsWith('.ts');
  return isBundled ? path.join(programFolder(), 'dist', `${name}.js`) : undefined;
}

/** Starts a thread whose script calls `answerQuestions`. The output of a silent thread is discarded. */
export function openThread<Question, Answer>(
  script: string,
  { silent = false }: { readonly silent?: boolean } = {},
): Thread<Question, Answer> {
  const worker = new Worker(script, { stdout: silent, stderr: silent });
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: unknown) => void }>();
  let failure: { readonly error: unknown } | undefined;
  worker.on('message', ({ id, content }: Message<Answer>) => {
    waiting.get(id)?.resolve(content);
    waiting.delete(id);
  });
  function fail(error: unknown): void {
    failure ??= { error };
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }
  worker.on('error', fail);
  let asked = 0;
  return {
    ask(question) {
      return new Promise((resolve, reject) => {
        if (failure) throw failure.error;
        const id = (asked += 1);
        worker.postMessage({ id, content: question } satisfies Message<Question>);
        waiting.set(id, { resolve, reject });
      });
    },
    async close() {
      fail(new Error('this thread was closed'));
      await worker.terminate();
    },
  };
}

/** Called in a thread: answers each question with the result of `work`. */
export function answerQuestions(work: (question: never) => Promise<unknown>): void {
  parentPort?.on('message', ({ id, content }: Message<never>) => {
    void work(content).then((answer) => parentPort?.postMessage({ id, content: answer } satisfies Message<unknown>));
  });
}
