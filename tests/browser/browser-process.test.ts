import { setImmediate } from 'node:timers/promises';
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
