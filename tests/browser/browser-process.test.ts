import { setImmediate, setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type BrowserProcess, within } from '../../src/browser/browser-process.ts';
import { EnvironmentError } from '../../src/core/diagnostics/environment-error.ts';

test('the end of a browser concerns no step that is done, and holds nothing of it until then', async () => {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let asked = 0;
  const running = {
    ended,
    get ending() {
      asked += 1;
      return 'it was killed';
    },
  } as unknown as BrowserProcess;
  await within(running, 60_000, () => Promise.resolve(new Uint8Array(1000)));
  end();
  await ended;
  await setImmediate();
  // who could still fail the step would say how the browser ended
  expect(asked).toBe(0);
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

test('a page that ends while it is printed is a matter of the machine, a mistake of the step is one of the program', async () => {
  const running = { ended: new Promise<void>(() => undefined), ending: undefined } as BrowserProcess;
  const failing = (message: string) => within(running, 60_000, () => Promise.reject(new Error(message)));
  await expect(failing('Protocol error (Page.printToPDF): Printing failed')).rejects.toBeInstanceOf(EnvironmentError);
  await expect(failing('Protocol error (Runtime.evaluate): x is not defined')).rejects.not.toBeInstanceOf(
    EnvironmentError,
  );
});
