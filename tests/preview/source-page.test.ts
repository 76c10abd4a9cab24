import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Nodes } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { viewSource } from '../../src/pipeline/source-views.ts';
import { PlaceBook } from '../../src/preview/place-book.ts';
import { sourcePage } from '../../src/preview/source-page.ts';
import { ended, startAssay, useProgram } from '../cli/program.ts';
import { edit } from '../cli/root.ts';
import { byTag } from '../output/elements.ts';
import { readHtml, textOf } from '../output/html-text.ts';
import { type Change, inHarbour } from '../witness/case.ts';
import { addressOf, openReader } from './reader.ts';

useProgram();

const RELEASE = 'data/harbour/releases/port-en-2025.yaml';

/** The page of the release in English, read as a browser does. */
function shown(changes: readonly Change[]): Promise<Nodes> {
  return inHarbour(changes, async (root) => {
    const view = await viewSource(new Workspace(root), 'port-en-2025', undefined);
    if (!view) throw new Error('the release names no source');
    const page = { type: 'root', children: [sourcePage(view, new PlaceBook())] } as const;
    return readHtml(
      unified()
        .use(rehypeStringify)
        .stringify(page as never),
    );
  });
}

/** The numerals of one kind, and the entries of the list next to them. */
function marked(page: Nodes, kind: string): readonly string[] {
  return byTag(page, 'mark')
    .filter(({ properties }) => String(properties['className']) === kind)
    .map((one) => textOf(one).trim());
}

function entries(page: Nodes, kind: string): readonly string[] {
  return byTag(page, 'li')
    .filter(({ properties }) => String(properties['className']) === kind)
    .map(textOf);
}

test('each number of a source stands next to the statement that takes it, or what else it is', async () => {
  const page = await shown([]);
  expect(marked(page, 'unread')).toEqual([]);
  // four periods and five numbers of the page, as the record counts them
  expect(marked(page, 'other')).toHaveLength(9);
  const ships = entries(page, 'taken').filter((entry) => entry.startsWith('8,300'));
  expect(ships).toHaveLength(1);
  expect(ships[0]).toContain('ships@2025');
  expect(ships[0]).toContain('port-en-2025.yaml:22');
});

test('a slip is reported at its statement, next to the paragraph, and its number is unread', async () => {
  const page = await shown([[RELEASE, 'level: 12.06', 'level: 12.60']]);
  expect(marked(page, 'unread')).toEqual(['12.06 million tonnes']);
  const [missing, ...more] = entries(page, 'missing');
  expect(more).toEqual([]);
  expect(missing).toContain('port-en-2025.yaml:12');
  expect(missing).toContain('[witness/digits]');
  const [, , cargo] = byTag(page, 'section');
  expect(cargo && textOf(cargo)).toContain('[witness/digits]');
});

test('a statement that is not typed leaves its number unread, and one left out shows its reason', async () => {
  const untyped: Change = [RELEASE, '    - { change: -1.2 pp, at: business/1 }\n', ''];
  expect(marked(await shown([untyped]), 'unread')).toEqual(['1.2 percentage points']);
  const reason: Change = [
    'sources/port-en.yaml',
    'ignore:',
    'not_taken:\n  - { at: business/1, numeral: 1.2 percentage points, reason: of no use }\nignore:',
  ];
  const page = await shown([untyped, reason]);
  expect(marked(page, 'unread')).toEqual([]);
  expect(entries(page, 'left-out')).toEqual([expect.stringContaining('of no use')]);
});

test('no text of a source is markup of the page', async () => {
  const text = '</p></main><script>alert(8)</script> <img src=x onerror=alert(9)>';
  const page = await shown([['sources/port-en.txt', 'Nearly 8,300 ships', `${text} Nearly 8,300 ships`]]);
  expect(byTag(page, 'script', 'img')).toEqual([]);
  expect(textOf(page)).toContain('<script>alert(');
});

test('the page follows what is saved, on a desktop and a phone', async () => {
  await inHarbour([], async (root) => {
    const child: ChildProcess = startAssay(['dev', '--root', root]);
    const end = ended(child);
    const browser = await openReader();
    try {
      const address = await addressOf(child);
      const page = await browser.newPage();
      await page.goto(address);
      const links = (await page.evaluate(
        `[...document.querySelectorAll('#list a[href*="/source/"]')].map((link) => link.textContent)`,
      )) as string[];
      expect(links).toEqual(['port-de-2025', 'port-en-2025', 'port-zh-2025']);
      for (const width of [1280, 360]) {
        await page.setViewport({ width, height: 800 });
        await page.goto(`${address}source/port-en-2025`);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
      await page.waitForFunction(`document.documentElement.dataset.followed === 'true'`, { polling: 20 });
      await edit(root, RELEASE, (yaml) => yaml.replace('level: 12.06', 'level: 12.60'));
      await page.waitForFunction(`document.querySelector('#source mark.unread')`, { polling: 20 });
      await fs.writeFile(path.join(root, 'sources/port-en.txt'), 'Throughput was 41.37 million tonnes.\n');
      await page.waitForFunction(`document.querySelectorAll('#source mark').length === 1`, { polling: 20 });
      const answer = await page.goto(`${address}source/nothing`);
      expect(answer?.status()).toBe(404);
    } finally {
      await browser.close();
      child.kill('SIGINT');
      expect((await end).status).toBe(0);
    }
  });
});
