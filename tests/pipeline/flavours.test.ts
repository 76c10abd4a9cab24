import fs from 'node:fs/promises';
import path from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import pixelmatch from 'pixelmatch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BrowserSession } from '../../src/browser/browser.ts';
import { Cache } from '../../src/core/machine/cache.ts';
import { drawPng } from '../../src/output/png-picture.ts';
import { assayHere } from '../cli/program.ts';
import { addChart, BRIEF, edit, EDITION, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { built } from './builds.ts';
import { mentioning } from '../messages.ts';

let root: string;
let folder: string;
beforeAll(async () => {
  root = await makeRoot(TINY);
  folder = path.join(root, EDITION);
  await addChart(root);
  await edit(root, `${BRIEF}/brief.yaml`, (yaml) => `${yaml}flavours: [github, azure-wiki, dokuwiki]\n`);
  expect(await built(root, { quiet: true })).toMatchObject({ status: 0, stderr: '' });
});
afterAll(() => fs.rm(root, { recursive: true }));

/** An SVG file in twice its size. */
function doubled(svg: string): string {
  return svg.replace(/ width="([\d.]+)" height="([\d.]+)"/, (_, width, height) => {
    return ` width="${2 * Number(width)}" height="${2 * Number(height)}"`;
  });
}

async function names(): Promise<string[]> {
  return Object.keys(await hashesIn(folder)).filter((name) => /^(?:azure|doku|media)/.test(name));
}

const SLUG = 'harbour-ferries-2025-q4-en';

test('each flavour has a folder with its page and the pictures that its host shows', async () => {
  expect(await names()).toEqual([
    `azure-wiki/.attachments/${SLUG}-routes.png`,
    'azure-wiki/Ferries-of-the-harbour-town,-2025%2Dq4.md',
    `dokuwiki/media/${SLUG}-routes.svg`,
    `dokuwiki/pages/${SLUG}.txt`,
  ]);
  const { outputs } = JSON.parse(await fs.readFile(`${folder}/manifest.json`, 'utf8')) as { outputs: object };
  expect(Object.keys(outputs).filter((name) => name.endsWith('.png'))).toEqual([]);
});

test('a picture is drawn once', async () => {
  let drawings = 0;
  const browser = { draw: async () => Uint8Array.of((drawings += 1)) } as unknown as BrowserSession;
  const known = new Cache<Uint8Array>();
  const draw = async (svg: string) => (await drawPng(browser, svg, known))[0];
  expect([await draw('<svg/>'), await draw('<svg />'), await draw('<svg/>')]).toEqual([1, 2, 1]);
});

test('a PNG file shows what the SVG file shows, twice as dense', async () => {
  const file = await fs.readFile(`${folder}/charts/routes.svg`, 'utf8');
  // the canvas draws a file at its own size, and would then enlarge the pixels
  const svg = await loadImage(Buffer.from(doubled(file)));
  const png = await loadImage(await fs.readFile(`${folder}/azure-wiki/.attachments/${SLUG}-routes.png`));
  const [width, height] = [svg.width, svg.height];
  expect([png.width, png.height]).toEqual([width, height]);
  const [drawn, printed] = [svg, png].map((image) => {
    const context = createCanvas(width, height).getContext('2d');
    context.drawImage(image, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  });
  expect(new Set(printed).size).toBeGreaterThan(10); // not blank
  expect(pixelmatch(drawn!, printed!, undefined, width, height) / (width * height)).toBeLessThan(0.02);
});

test('flavours of the command line replace those of brief.yaml, and what is left over is removed', async () => {
  const drawn = await fs.readFile(`${folder}/azure-wiki/.attachments/${SLUG}-routes.png`);
  const before = await hashesIn(`${folder}/charts`);
  expect(await assayHere(['build', '--quiet', '--root', root, '--flavour', 'mediawiki'])).toMatchObject({ status: 0 });
  expect(await names()).toEqual([
    'mediawiki/Ferries of the harbour town, 2025-q4.wiki',
    `mediawiki/files/Harbour-ferries-2025-q4-en-routes.png`,
  ]);
  expect(await hashesIn(`${folder}/charts`)).toEqual(before);
  // another browser of the same build draws the same bytes
  const again = await fs.readFile(`${folder}/mediawiki/files/Harbour-ferries-2025-q4-en-routes.png`);
  expect(again.equals(drawn)).toBe(true);
});

test('a flavour that there is not is wrong usage', async () => {
  const { status, stderr } = await assayHere(['build', '--root', root, '--flavour', 'wiki']);
  expect(status).toBe(2);
  expect(stderr).toEqual(mentioning('… github-wiki'));
});
