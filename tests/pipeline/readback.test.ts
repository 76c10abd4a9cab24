import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BRIEF, edit, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { built } from './builds.ts';

async function rootOf(): Promise<string> {
  const root = await makeRoot(TINY);
  onTestFinished(() => fs.rm(root, { recursive: true, force: true }));
  return root;
}

/** The places and rules of errors, without the words. */
const errorsIn = (stderr: string): string[] =>
  [...stderr.matchAll(/^(\S+): error: .* \[(\S+)\]$/gm)].map(([, place, rule]) => `${place} ${rule}`);

test.each(['style.css', 'partials/print.CSS'])(
  'a style sheet in the folder of a brief is an error: %s',
  async (name) => {
    const root = await rootOf();
    await fs.writeFile(path.join(root, BRIEF, name), 'p { margin: 0 }\n');
    const before = await hashesIn(root);
    const { status, stderr } = await built(root, { quiet: true });
    expect(errorsIn(stderr)).toEqual([`${BRIEF}/${name} style/refused`]);
    // it names where to say it
    for (const words of ['style.yaml', 'print, screen, look', '{#id columns="2" small}'])
      expect(stderr).toContain(words);
    expect(status).toBe(1);
    expect(await hashesIn(root)).toEqual(before);
  },
);

test('so is one next to the style that all briefs share', async () => {
  const root = await rootOf();
  await fs.writeFile(path.join(root, 'templates/style.css'), '');
  expect(errorsIn((await built(root, { quiet: true })).stderr)).toEqual(['templates/style.css style/refused']);
});

test('so is style: in brief.yaml, once, whether the file is there or not', async () => {
  const root = await rootOf();
  await edit(root, `${BRIEF}/brief.yaml`, (yaml) => `style: own.css\n${yaml}`);
  const { stderr } = await built(root, { quiet: true });
  expect(errorsIn(stderr)).toEqual([`${BRIEF}/brief.yaml:1:1 style/refused`]);
});
