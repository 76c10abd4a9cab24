import path from 'node:path';
import { parentPort, Worker } from 'node:worker_threads';
import { threadLoads } from './optimisation.ts';
import { programFolder } from './installed-package.ts';

/** A thread that answers questions, several at a time. Questions and answers are plain data. */
export interface Thread<Question, Answer> {
  /** Rejects with the error that ended the thread. */
  ask(question: Question): Promise<Answer>;
  /** Ends the thread, at once where it works on something; open and later questions are rejected. */
  close(): Promise<void>;
}

/** The message to a thread when nothing more will be asked. */
const END = 'end';

/** Milliseconds that a thread may take to end by itself, so that it can keep what it compiled. */
const END_LIMIT = 1000;

/** What a thread says when it has loaded and waits for questions. */
const LOADED = 'loaded';

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
  return isBundled ? path.join(programFolder(), 'dist', `start-${name}.cjs`) : undefined;
}

/** The error that ended a thread which exceeded its limits. */
export class ThreadLimitError extends Error {
  readonly limit: 'time' | 'memory';

  constructor(limit: ThreadLimitError['limit']) {
    super(`this thread took more ${limit} than it may`);
    this.limit = limit;
  }
}

/** How a thread is started. */
export interface ThreadOptions {
  /** Its output is discarded. */
  readonly silent?: boolean;
  /** It ends with a `ThreadLimitError` when it does not answer for so long, or needs more memory. */
  readonly limits?: { readonly seconds: number; readonly megabytes: number };
}

/** Starts a thread whose script calls `answerQuestions`. */
export function openThread<Question, Answer>(
  script: string,
  { silent = false, limits }: ThreadOptions = {},
): Thread<Question, Answer> {
  const resourceLimits = limits && { maxOldGenerationSizeMb: limits.megabytes };
  const loaded = threadLoads();
  const worker = new Worker(script, { stdout: silent, stderr: silent, ...(resourceLimits && { resourceLimits }) });
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: unknown) => void }>();
  let hasAnswered = false;
  let failure: { readonly error: unknown } | undefined;
  worker.on('message', (message: Message<Answer> | typeof LOADED) => {
    if (message === LOADED) return loaded();
    const { id, content } = message;
    hasAnswered = true;
    waiting.get(id)?.resolve(content);
    waiting.delete(id);
    startTimer();
  });
  function fail(error: unknown): void {
    failure ??= { error };
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    clearTimeout(timer);
  }
  worker.once('exit', loaded);
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.on('error', (error: Error & { code?: string }) => {
    fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ThreadLimitError('memory') : error);
  });
  let timer: NodeJS.Timeout | undefined;
  function startTimer(): void {
    clearTimeout(timer);
    if (!limits || waiting.size === 0) return;
    const oldest = waiting.keys().next().value;
    // After a long task of this thread, an answer may be here that has not been read.
    const check = (): void => {
      if (waiting.keys().next().value !== oldest) return;
      fail(new ThreadLimitError('time'));
      void worker.terminate();
    };
    timer = setTimeout(() => setImmediate(check), limits.seconds * 1000);
  }
  let asked = 0;
  return {
    ask(question) {
      return new Promise((resolve, reject) => {
        if (failure) throw failure.error;
        const id = (asked += 1);
        worker.postMessage({ id, content: question } satisfies Message<Question>);
        waiting.set(id, { resolve, reject });
        if (waiting.size === 1) startTimer();
      });
    },
    async close() {
      const isIdle = hasAnswered && waiting.size === 0 && !failure;
      fail(new Error('this thread was closed'));
      if (isIdle) {
        worker.postMessage(END);
        const late = setTimeout(() => void worker.terminate(), END_LIMIT);
        await ended;
        clearTimeout(late);
      }
      await worker.terminate();
    },
  };
}

/** Called in a thread: answers each question with the result of `work`. */
export function answerQuestions(work: (question: never) => Promise<unknown>): void {
  parentPort?.postMessage(LOADED);
  parentPort?.on('message', (message: Message<never> | typeof END) => {
    if (message === END) return parentPort?.close();
    const { id, content } = message;
    void work(content).then((answer) => parentPort?.postMessage({ id, content: answer } satisfies Message<unknown>));
  });
}
