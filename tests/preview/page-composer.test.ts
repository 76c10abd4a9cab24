import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PlaceBook } from '../../src/preview/place-book.ts';
import { NEVER, PageComposer } from '../../src/preview/preview.ts';
import { BRIEF, edit, makeRoot, TINY } from '../cli/root.ts';

test('a page has the mistakes of its own brief only', async () => {
  const root = await makeRoot(TINY);
  await fs.cp(path.join(root, BRIEF), path.join(root, 'templates/second'), { recursive: true });
  await edit(root, 'templates/second/brief.yaml', (text) => text.concat('mistyped: true\n'));
  const composer = new PageComposer(root, new PlaceBook());
  const told = new Map<string, readonly string[]>();
  const keys = ['harbour-ferries/2025-q4/en', 'second/2025-q4/en'];
  await composer.compose(
    keys,
    () => NEVER,
    (key, { problems }) => told.set(key, [...new Set(problems.map(({ location }) => location.split(':')[0] ?? ''))]),
  );
  await composer.close();
  expect([...told]).toEqual([
    [keys[0], []],
    [keys[1], ['templates/second/brief.yaml']],
  ]);
  await fs.rm(root, { recursive: true });
});
