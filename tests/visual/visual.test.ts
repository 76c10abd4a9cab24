import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createCanvas, type ImageData, loadImage } from '@napi-rs/canvas';
import pixelmatch from 'pixelmatch';
import { beforeAll, expect, test } from 'vitest';
import { drawPictures, EXPECTED } from './pictures.ts';

/** Pixels that may differ in any square of so many pixels a side: fewer than of a letter. */
const MAY_DIFFER = 4;
const SQUARE = 12;

let drawn: Map<string, Buffer> | undefined;
beforeAll(async () => {
  drawn = await drawPictures();
});

const names = await readdir(EXPECTED);

test('the specimens have as many pages as before', ({ skip }) => {
  if (!drawn) skip('the pictures were made with another browser');
  expect([...(drawn ?? new Map<string, Buffer>()).keys()].sort()).toEqual(names.sort());
});

test.for(names)('%s looks as before', async (name, { skip }) => {
  const actual = drawn?.get(name);
  if (!actual) {
    skip('nothing was drawn for it');
    return;
  }
  const [before, after] = [await pixelsOf(await readFile(path.join(EXPECTED, name))), await pixelsOf(actual)];
  const { width, height } = before;
  const difference = createCanvas(width, height);
  const context = difference.getContext('2d');
  const marks = context.createImageData(width, height);
  const sameSize = width === after.width && height === after.height;
  const count = sameSize
    ? pixelmatch(before.data, after.data, marks.data, width, height, { threshold: 0.15, windowSize: SQUARE })
    : Infinity;
  if (count <= MAY_DIFFER) return;
  context.putImageData(marks, 0, 0);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'assay-visual-'));
  await writeFile(path.join(folder, name), actual);
  await writeFile(path.join(folder, `difference-${name}`), difference.toBuffer('image/png'));
  expect.fail(`${count} pixels of a square differ: see ${folder}. If that is right, npm run accept:visual`);
});

test.each(names)('%s is small', async (name) => {
  expect((await stat(path.join(EXPECTED, name))).size).toBeLessThan(40_000);
});

async function pixelsOf(png: Buffer): Promise<ImageData> {
  const image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}
