import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { openThread, ThreadLimitError } from '../../../src/core/machine/thread.ts';

/** Answers, the later asked the sooner, with what it was asked; fails, hangs or takes memory when it is asked to. */
const ECHO = `
import { parentPort } from 'node:worker_threads';
const asked = [];
parentPort.on('message', (message) => {
  if (message === 'end') parentPort.close();
  if (message.content === 'fail') throw new Error('the thread is broken');
  if (message.content === 'hang') for (;;);
  for (const taken = []; message.content === 'grow'; ) taken.push(new Array(1000).fill(taken.length));
  asked.push(message);
  if (message.content === 'last') for (const one of asked.splice(0).reverse()) parentPort.postMessage(one);
});
`;

let folder: string;
let script: string;

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-thread-'));
  script = path.join(folder, 'echo.mjs');
  await fs.writeFile(script, ECHO);
});
afterAll(() => fs.rm(folder, { recursive: true }));

test('each question gets its own answer, whatever the order of answers', async () => {
  const thread = openThread<string, string>(script);
  expect(await Promise.all(['first', 'second', 'last'].map((question) => thread.ask(question)))).toEqual([
    'first',
    'second',
    'last',
  ]);
  await thread.close();
});

test('a thread that failed answers neither what it was asked before nor what it is asked later', async () => {
  const thread = openThread<string, string>(script);
  const asked = await Promise.allSettled([thread.ask('first'), thread.ask('fail')]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(thread.ask('later')).rejects.toThrow('the thread is broken');
  await thread.close();
});

test('nobody waits for a thread that was closed', async () => {
  const thread = openThread<string, string>(script);
  const asked = expect(thread.ask('first')).rejects.toThrow('closed');
  await thread.close();
  await asked;
  await expect(thread.ask('last')).rejects.toThrow('closed');
});

test.each([
  ['hang', 'time'],
  ['grow', 'memory'],
])('a thread that is asked to %s takes no more %s than it may', async (question, limit) => {
  // Only what is to run out of time has little of it: a busy machine may be slow.
  const seconds = limit === 'time' ? 1 : 60;
  const thread = openThread<string, string>(script, { limits: { seconds, megabytes: 50 } });
  expect(await thread.ask('last')).toBe('last');
  const [first, excessive] = await Promise.allSettled([thread.ask('first'), thread.ask(question)]);
  for (const { status, reason } of [first, excessive] as PromiseRejectedResult[]) {
    expect(status).toBe('rejected');
    expect(reason).toBeInstanceOf(ThreadLimitError);
    expect(reason).toMatchObject({ limit });
  }
  await thread.close();
});

test('a thread that is idle has time', async () => {
  const thread = openThread<string, string>(script, { limits: { seconds: 2, megabytes: 50 } });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  expect(await thread.ask('last')).toBe('last');
  vi.advanceTimersByTime(10_000);
  expect(await thread.ask('last')).toBe('last');
  await thread.close();
});
