import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { edit, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { built } from './builds.ts';
import { saying } from '../messages.ts';
import { oneIn } from '../long.ts';

/**
 * Each case lays its `input/` over the tiny dataset and brief, and holds in `expected.txt` all that the program says.
 */
const CASES = path.resolve('tests/cases/build');

/** What an earlier build left. */
const OLD = {
  'brief.md': '# Of an earlier build\n',
  'manifest.json': '{"assay": "0.0.1", "outputs": {"brief.md": ""}}\n',
};

/** The tiny root with files of a build that went well before. */
async function makeBuiltRoot(...folders: readonly string[]): Promise<string> {
  const root = await makeRoot(TINY, ...folders);
  const out = path.join(root, 'out/harbour-ferries/2025-q3/en');
  await fs.mkdir(out, { recursive: true });
  for (const [name, text] of Object.entries(OLD)) await fs.writeFile(path.join(out, name), text);
  return root;
}

/**
 * Builds, and expects that the program says just this of the mistakes and leaves the root folder as it was. Nobody whose
 * files have mistakes is bothered with a browser that is not there.
 */
async function expectRefused(root: string, said: string): Promise<void> {
  const before = await hashesIn(root);
  const { status, stdout, stderr } = await built(root, { quiet: true, isWithoutBrowser: true });
  expect(stderr).toEqual(saying(said));
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(await hashesIn(root)).toEqual(before);
  await fs.rm(root, { recursive: true });
}

describe('a mistake in data or templates is reported at its place, and nothing is written', async () => {
  oneIn(4, test.concurrent).for(await fs.readdir(CASES))('%s', async (name) => {
    const folder = path.join(CASES, name);
    const root = await makeBuiltRoot(path.join(folder, 'input'));
    await expectRefused(root, await fs.readFile(path.join(folder, 'expected.txt'), 'utf8'));
  });

  test.concurrent('a megabyte where a figure should be', async () => {
    const root = await makeBuiltRoot();
    const release = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
    await edit(root, release, (yaml) => yaml.replace('1,960 t', 'x'.repeat(2 ** 20)));
    const said = [
      `${release}:20:16: error: … 1048576 … 20000 … [file/too-large]`,
      `  20 |     - { level: '${'x'.repeat(56)}`,
      `     |                ${'^'.repeat(57)}`,
      '  hint: …',
      '',
      '1 error, 0 warnings',
      '',
    ];
    await expectRefused(root, said.join('\n'));
  });
});
