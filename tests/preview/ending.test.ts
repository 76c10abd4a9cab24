import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { ended, programFile, startAssay, useProgram } from '../cli/program.ts';
import { makeRoot, TINY } from '../cli/root.ts';
import { addressOf } from './reader.ts';

useProgram();

async function project(): Promise<string> {
  const root = await makeRoot(TINY);
  onTestFinished(() => fs.rm(root, { recursive: true }));
  return root;
}

/** Whether nothing answers at an address any more. */
async function isGone(address: string): Promise<boolean> {
  return fetch(address).then(
    () => false,
    () => true,
  );
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends the preview', async (signal) => {
  const child = startAssay(['dev', '--root', await project()]);
  const run = ended(child);
  const address = await addressOf(child);
  child.kill(signal);
  const { status } = await run;
  // a closed terminal ends it as a signal does
  expect(status).toBe(signal === 'SIGHUP' ? null : 0);
  expect(await isGone(address)).toBe(true);
});

/** Starts the preview as `npx` does: a program of npm starts it, and waits for it. */
async function startByNpx(
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly npx: ChildProcess; readonly address: string }> {
  const starting = `require('child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' })`;
  const given = ['-e', starting, programFile(), 'dev', '--root', await project()];
  const npx = spawn(process.execPath, given, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  npx.stdout.setEncoding('utf8');
  return { npx, address: await addressOf(npx) };
}

test('the preview ends with the npx that started it, whatever ended that', async () => {
  const { npx, address } = await startByNpx({ npm_command: 'exec' });
  npx.kill('SIGKILL');
  // its output is that of the preview too, and closes with it
  await once(npx, 'close');
  expect(await isGone(address)).toBe(true);
});
