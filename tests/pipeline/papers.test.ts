import fs from 'node:fs/promises';
import path from 'node:path';
import { getDocument } from '../pdfjs.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addChart, BRIEF, edit, EDITION, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { built } from './builds.ts';

/** The tiny root with a chart, built on A4 alone and on both papers. */
let plain: string;
let both: string;
beforeAll(async () => {
  plain = await makeRoot(TINY);
  await addChart(plain);
  both = await makeRoot(plain);
  await edit(both, `${BRIEF}/brief.yaml`, (yaml) => `${yaml}paper: [Letter, A4]\n`);
  for (const root of [plain, both]) {
    expect(await built(root, { quiet: true })).toMatchObject({ status: 0, stderr: '' });
  }
});
afterAll(() => Promise.all([plain, both].map((root) => fs.rm(root, { recursive: true }))));

interface PageFacts {
  /** Width and height in points. */
  readonly size: readonly number[];
  /** Left end of the leftmost and right end of the rightmost text, in points. */
  readonly text: readonly number[];
  readonly words: string;
}

async function firstPage(file: string): Promise<PageFacts> {
  const task = getDocument({ data: new Uint8Array(await fs.readFile(file)), verbosity: 0 });
  const page = await (await task.promise).getPage(1);
  const { items } = await page.getTextContent();
  const texts = items.filter((item) => 'str' in item && item.str.trim() !== '').map((item) => item as TextItem);
  const [, , width = 0, height = 0] = page.view;
  const left = Math.min(...texts.map(({ transform }) => transform[4] ?? 0));
  const right = Math.max(...texts.map(({ transform, width: wide }) => (transform[4] ?? 0) + wide));
  const words = texts.map(({ str }) => str).join(' ');
  await task.destroy();
  return { size: [width, height], text: [left, right], words };
}

interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

const MILLIMETRE = 72 / 25.4;
const at = (root: string, name: string): string => path.join(root, EDITION, name);

test('each paper has its size, the same words, and text of the same width in the middle', async () => {
  const [a4, letter] = await Promise.all(['brief.pdf', 'brief.letter.pdf'].map((name) => firstPage(at(both, name))));
  const rounded = (facts: PageFacts | undefined): number[] => (facts?.size ?? []).map((side) => Math.round(side));
  expect(rounded(a4)).toEqual([210, 297].map((side) => Math.round(side * MILLIMETRE)));
  expect(rounded(letter)).toEqual([8.5 * 72, 11 * 72]);
  expect(letter?.words).toBe(a4?.words);
  const [left = 0, right = 0] = a4?.text ?? [];
  const [leftOfLetter = 0, rightOfLetter = 0] = letter?.text ?? [];
  const shift = ((215.9 - 210) / 2) * MILLIMETRE;
  expect(leftOfLetter).toBeCloseTo(left + shift, 0);
  expect(rightOfLetter).toBeCloseTo(right + shift, 0);
});

test('another paper changes no text output and not the other PDF', async () => {
  const outputs = async (root: string): Promise<object> => {
    const hashes = Object.entries(await hashesIn(path.join(root, EDITION)));
    return Object.fromEntries(hashes.filter(([name]) => !/letter|build\.json|manifest\.json/.test(name)));
  };
  expect(await outputs(both)).toEqual(await outputs(plain));
});

test('build.json names each PDF with its paper, hash and pages', async () => {
  const hashes = await hashesIn(path.join(both, EDITION));
  const { pdfs } = JSON.parse(await fs.readFile(at(both, 'build.json'), 'utf8')) as { pdfs: object };
  expect(pdfs).toEqual({
    'brief.letter.pdf': { paper: 'Letter', pages: 1, sha256: hashes['brief.letter.pdf'] },
    'brief.pdf': { paper: 'A4', pages: 1, sha256: hashes['brief.pdf'] },
  });
});

test('a paper that goes takes its PDF with it', async () => {
  const root = await makeRoot(both);
  await edit(root, `${BRIEF}/brief.yaml`, (yaml) => yaml.replace('paper: [Letter, A4]\n', ''));
  const { stdout } = await built(root);
  expect(stdout).toContain(`${EDITION}/: 1 page, 9 figures`);
  expect(await hashesIn(path.join(root, EDITION))).toEqual(await hashesIn(path.join(plain, EDITION)));
  await fs.rm(root, { recursive: true });
});
