import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { programFile, useProgram } from '../cli/program.ts';
import { makeRoot } from '../cli/root.ts';
import { sharedResults } from '../shared-folder.ts';
import { oneIn } from '../long.ts';

useProgram();

/** A block of code of a page: its language, the words after it, and its text. */
interface Block {
  readonly language: string;
  readonly word: string;
  readonly text: string;
}

function blocksOf(page: string): Block[] {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms);
  return [...blocks].map(([, language = '', word = '', text = '']) => ({ language, word, text }));
}

/** Runs commands as a reader does who has Assay installed; says whether they succeeded, and what they said. */
async function shell(root: string, commands: string): Promise<{ readonly isFine: boolean; readonly said: string }> {
  const bin = path.join(root, '.bin');
  await fs.mkdir(bin, { recursive: true });
  await fs.writeFile(path.join(bin, 'assay'), `#!/bin/sh\nexec '${process.execPath}' '${programFile()}' "$@"\n`);
  chmodSync(path.join(bin, 'assay'), 0o755);
  const child = spawn('bash', ['-euo', 'pipefail', '-c', commands], {
    cwd: root,
    env: {
      ...process.env,
      PATH: `${bin}:${process.env['PATH']}`,
      ASSAY_CACHE: sharedResults(),
      FORCE_COLOR: undefined,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number];
  return { isFine: status === 0, said };
}

/**
 * Each page with the folders that its reader starts from. Blocks with the name of a file are written; those of `sh` run in
 * order, and fail where they are marked so; what a block of text shows after one is what it said.
 */
oneIn(4).each<[page: string, folders: readonly string[]]>([
  ['docs/how-to/by-hand.md', []],
  ['docs/how-to/house-style.md', ['starter/common', 'starter/en']],
  ['docs/tutorial.md', []],
  ['docs/how-to/wiki.md', ['starter/common', 'starter/en']],
])('the commands of %s do what the page says', async (page, folders) => {
  const root = await makeRoot(...folders);
  onTestFinished(() => fs.rm(root, { recursive: true }));
  const blocks = blocksOf(page);
  for (const { word, text } of blocks.filter((block) => /\.\w+$/.test(block.word))) {
    await fs.mkdir(path.dirname(path.join(root, word)), { recursive: true });
    await fs.writeFile(path.join(root, word), text);
  }
  let last = '';
  for (const { language, word, text } of blocks) {
    if (language === 'text') expect(last).toContain(text.trim());
    if (language !== 'sh') continue;
    const { isFine, said } = await shell(root, text);
    expect({ text, said, isFine }).toEqual({ text, said, isFine: word !== 'fails' });
    last = said;
  }
  expect(blocks.some(({ language }) => language === 'sh')).toBe(true);
});
