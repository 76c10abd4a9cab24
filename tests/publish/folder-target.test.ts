import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { FlavourName } from '../../src/brief/flavour-names.ts';
import { embed } from '../embedding/pages.ts';
import { oneIn } from '../long.ts';
import { makePrintedRoot, type PrintedRoot } from './printed-root.ts';

// A page of each host that is a folder of files, and how it links to its data.
const HOSTS: readonly (readonly [FlavourName, page: string, data: string])[] = [
  ['github', 'harbour-ferries/en/brief.md', 'data/observations.csv'],
  ['gitlab', 'harbour-ferries/en/brief.md', 'data/observations.csv'],
  ['mdx', 'harbour-ferries/en/brief.mdx', 'data/observations.csv'],
  ['commonmark', 'harbour-ferries/en/brief.md', 'data/observations.csv'],
  ['obsidian', 'Ferries of the harbour town.md', 'attachments/harbour-ferries-2025-q4-en.csv'],
  ['gitlab-wiki', 'Ferries-of-the-harbour-town.md', 'images/harbour-ferries-2025-q4-en.csv'],
  ['azure-wiki', 'Ferries-of-the-harbour-town.md', '/.attachments/harbour-ferries-2025-q4-en.csv'],
  ['dokuwiki', 'pages/harbour-ferries-en.txt', ':harbour-ferries-2025-q4-en.csv'],
];

let root: PrintedRoot;

beforeAll(async () => {
  root = await makePrintedRoot(HOSTS.map(([flavour]) => flavour));
});
afterAll(() => root.remove());

oneIn(3).each(HOSTS)(
  'a folder of %s gets a page, keeps what people write, and no check calls it out of date',
  async (flavour, page, data) => {
    const wiki = path.join(root.folder, 'wiki');
    mkdirSync(wiki);
    try {
      const target = `wiki: { folder: wiki, flavour: ${flavour}, attach: [csv] }`;
      const first = await root.publish(target, { owner: 'harbour' });
      expect([first.mistakes, first.pages.map((line) => line.split(' ')[0])]).toEqual([[], ['created']]);
      const at = path.join(wiki, page);
      const text = readFileSync(at, 'utf8');
      expect(text).toContain('1,108,000');
      expect(text).toContain(data);
      const file = flavour === 'dokuwiki' ? `media/${data.slice(1)}` : path.posix.join(path.posix.dirname(page), data);
      expect(existsSync(path.join(wiki, data.startsWith('/') ? data : file))).toBe(true);
      writeFileSync(at, `Ours.\n\n${text}\nOurs, too.\n`);
      const again = await root.publish(target, { owner: 'harbour' });
      expect(again.pages.map((line) => line.split(' ')[0])).toEqual(['unchanged']);
      const checked = await embed(root.folder, [at], { check: true, flavour });
      expect(checked.messages).toEqual([]);
      expect(checked.pages.flatMap(({ regions }) => regions.map(({ state }) => state))).toEqual(['published']);
      const changed = await root.withOtherFigure(() => root.publish(target, { owner: 'harbour' }));
      expect(changed.pages.map((line) => line.split(' ')[0])).toEqual(['updated']);
      const updated = readFileSync(at, 'utf8');
      expect(updated).toContain('379,000');
      expect(updated.startsWith('Ours.\n\n') && updated.endsWith('\nOurs, too.\n')).toBe(true);
    } finally {
      rmSync(wiki, { recursive: true });
    }
  },
);
