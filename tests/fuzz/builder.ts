import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Answer } from './worker.ts';

/** Megabytes of the heap of the process that builds. */
const MEMORY = 1024;

/** Milliseconds after which it is ended: a safety net, for a machine that is busy. */
const GUARD = 120_000;

/** Builds root folders in a process of its own, which is started again when it ended or had to be ended. */
export class Builder {
  #child: ChildProcess | undefined;

  /** What the build answers; a text if there was no answer. */
  async build(root: string): Promise<Answer | string> {
    const child = (this.#child ??= await started());
    const ending = new AbortController();
    const guard = setTimeout(() => child.kill('SIGKILL'), GUARD);
    try {
      const answered = once(child, 'message', { signal: ending.signal });
      const ended = once(child, 'exit', { signal: ending.signal });
      child.send(root);
      const [answer] = (await Promise.race([answered, ended])) as [Answer | number | null];
      if (answer !== null && typeof answer === 'object') return answer;
      this.#child = undefined;
      return answer === null ? `it was ended: ${GUARD / 1000} s were not enough` : `it died with status ${answer}`;
    } finally {
      clearTimeout(guard);
      ending.abort();
    }
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  }
}

async function started(): Promise<ChildProcess> {
  const execArgv = ['--import', 'tsx', `--max-old-space-size=${MEMORY}`];
  const child = fork(new URL('worker.ts', import.meta.url), [], {
    execArgv,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await once(child, 'message');
  return child;
}
