import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { NOTES } from './messages-setup.ts';

/** Rule, place and numbers of every message that the tests make, each once. */
export async function recordMessages(): Promise<Record<string, string>> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-record-'));
  const env = { ...process.env, [NOTES]: folder };
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot'];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env, maxBuffer: 2 ** 30 }).catch(
    (error: { stdout: string }) => error,
  );
  const notes = new Set<string>();
  for (const name of await fs.readdir(folder)) {
    for (const line of (await fs.readFile(path.join(folder, name), 'utf8')).split('\n'))
      if (line !== '') notes.add(line);
  }
  await fs.rm(folder, { recursive: true });
  const tests = /^ *Tests .*$/m.exec(stdout)?.[0].trim() ?? 'no tests';
  return { 'messages.txt': `${tests}\n${[...notes].sort().join('\n')}\n` };
}
