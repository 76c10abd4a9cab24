import { setImmediate, setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { type BrowserProcess, within } from '../../src/browser/browser-process.ts';

test('what a step answered is not held until the browser ends', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const never = new Promise<void>(() => undefined);
  const running = { ended: never, ending: undefined } as BrowserProcess;
  const answers: WeakRef<object>[] = [];
  for (let step = 0; step < 5; step += 1) {
    await within(running, 60_000, () => {
      const answer = { pdf: new Uint8Array(1000) };
      answers.push(new WeakRef(answer));
      return Promise.resolve(answer);
    });
  }
  // The last one may still be on the stack, and a collection that had begun before keeps what it saw then.
  const held = async (): Promise<unknown[]> => {
    await setImmediate();
    collect();
    return answers.slice(0, -1).flatMap((answer) => answer.deref() ?? []);
  };
  await expect.poll(held).toEqual([]);
});

test('time in which this thread is busy does not count as that of a browser', async () => {
  const running = { ended: new Promise<void>(() => undefined), ending: undefined } as BrowserProcess;
  const limit = 200;
  const answer = within(running, limit, async () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * limit);
    return setTimeout(limit / 10, 'read');
  });
  expect(await answer).toBe('read');
});

test('a browser that does not answer is ended', async () => {
  const child = { pid: undefined, kill: () => true } as unknown as BrowserProcess['child'];
  const running = { child, ended: new Promise<void>(() => undefined), ending: undefined } as BrowserProcess;
  await expect(within(running, 60, () => new Promise(() => undefined))).rejects.toThrow('was not done after 0.06 s');
});
