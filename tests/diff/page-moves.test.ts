import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { differenceLines } from '../../src/cli/diff-verb.ts';
import { type Difference, isDifferent } from '../../src/diff/difference.ts';
import { differenceHtml } from '../../src/diff/views/html-view.ts';
import { differenceJson } from '../../src/diff/views/json-view.ts';
import { differenceMarkdown } from '../../src/diff/views/markdown-view.ts';
import { built } from '../pipeline/builds.ts';
import { edit, EDITION } from '../cli/root.ts';
import { pageFills } from '../output/pdf/page-fill.ts';
import { commit, differenceOf, makeRepository, TEMPLATE } from './states.ts';
import { mentioning } from '../messages.ts';

const BRIEF = 'templates/harbour-ferries/brief.yaml';
const FILLING = 'The ferries ran on most days of the quarter, and few of them were late.\n\n'.repeat(45);

let root = '';
let difference: Difference;

beforeAll(async () => {
  root = await makeRepository();
  await edit(root, BRIEF, (text) => text.replace(/.*2025-q3.*\n/, ''));
  commit(root, 'short');
  await edit(root, TEMPLATE, (text) => text.replace('## By route', `${FILLING}## By route`));
  const found = await differenceOf(root, 'short', undefined, [], true);
  expect(found.messages).toEqual([]);
  difference = found.difference as Difference;
});
afterAll(() => fs.rm(root, { recursive: true }));

test('what longer text moves to another page is reported by its name and the pages, as another reader of the PDF finds them', async () => {
  expect((await built(root)).stderr).not.toContain('error');
  const pages = await pageFills(await fs.readFile(path.join(root, EDITION, 'brief.pdf')), new Set());
  const pageOf = (words: string): number =>
    pages.findLastIndex(({ lines }) => lines.some(({ text }) => text.startsWith(words))) + 1;
  const [page, of] = [String(pageOf('Table 1')), pages.length];
  expect(of).toBeGreaterThan(1);
  const [edition] = difference.editions;
  expect(edition?.pages?.pages).toEqual({ before: 1, after: of });
  expect(edition?.pages?.moves).toEqual([
    { id: 'routes', name: 'By route', before: '1', after: String(pageOf('By route')) },
    { id: 'passengers-by-route', name: 'Table 1', before: '1', after: page },
    { id: 'sources', name: 'Sources', before: '1', after: String(pageOf('Sources')) },
  ]);
});

test('every view says it in the same words', () => {
  const { moves, pages } = difference.editions[0]?.pages ?? { moves: [], pages: undefined };
  const said = `the PDF has ${pages?.after} pages, before 1; on another page: By route (1 → ${moves[0]?.after}); Table 1`;
  const lines = differenceLines(difference).join(' ').replaceAll(/\s+/g, ' ');
  for (const view of [lines, differenceMarkdown(difference), differenceHtml(difference)]) expect(view).toContain(said);
  expect(lines).toEqual(mentioning('sentences …'));
  expect(differenceJson(difference).editions[0]?.pages).toEqual({ ...pages, moves });
});

test('only pages that move are a difference, and nothing is reported where nothing was printed', async () => {
  const [edition] = difference.editions;
  if (!edition) throw new Error('no edition');
  const only: Difference = { ...difference, datasets: [], editions: [{ ...edition, changes: [] }] };
  expect(isDifferent(only)).toBe(true);
  expect(differenceLines(only).join('\n')).toEqual(mentioning('harbour-ferries/2025-q4/en …'));
  const { difference: unprinted } = await differenceOf(root, 'short');
  expect(unprinted && differenceJson(unprinted).editions[0]?.pages).toBe(null);
  expect(unprinted && differenceMarkdown(unprinted)).not.toContain('page');
});
