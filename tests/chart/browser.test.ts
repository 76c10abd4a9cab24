import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RenderedChart } from '../../src/chart/chart-model.ts';
import { type BrowserSession, openBrowser } from '../../src/browser/browser.ts';
import { LONG } from '../long.ts';
import { briefCharts, drawSound, metals } from './case.ts';

/** A box in CSS pixels from the corner of its picture, as the browser paints it. */
interface Painted {
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
}

let browser: BrowserSession;
const drawn: RenderedChart[] = [];

beforeAll(async () => {
  browser = openBrowser({ environment: process.env });
  const edition = await metals();
  for (const [name, text] of await briefCharts()) drawn.push((await drawSound(text, edition, { name })).rendered);
});
afterAll(() => browser.close());

/** Boxes of every text of the only picture in the page. The browser's own types are not those of this program. */
const PAINTED_TEXTS = `(() => {
  const svg = document.querySelector('svg');
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text, g[aria-label]')].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const words = element.getAttribute('aria-label') ?? element.textContent;
    return { words, x: left - frame.left, y: top - frame.top, right: right - frame.left, bottom: bottom - frame.top };
  });
})()`;

/** How many pixels of the first of two pictures are not paper, and how many differ in plain sight. */
function comparison(shots: readonly string[]): string {
  return `(async () => {
    const [a, b] = await Promise.all(${JSON.stringify(shots)}.map(async (shot) => {
      const image = new Image();
      image.src = 'data:image/png;base64,' + shot;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height).data;
    }));
    let [ink, differing] = [0, 0];
    for (let at = 0; at < a.length; at += 4) {
      if (a[at] < 200) ink += 1;
      if (Math.abs(a[at] - b[at]) > 128) differing += 1;
    }
    return { ink, differing };
  })()`;
}

function bare(body: string): string {
  return `<!doctype html><meta charset="utf-8"><style>body{margin:0}svg,img{display:block}</style>${body}`;
}

function paintedTexts(svg: string): Promise<Painted[]> {
  return browser.use(async ({ page }) => {
    await page.setContent(bare(svg));
    return (await page.evaluate(PAINTED_TEXTS)) as Painted[];
  });
}

/** Both pictures as they are painted, compared. */
function compare(
  bodies: readonly string[],
  { width, height }: RenderedChart,
): Promise<Record<'ink' | 'differing', number>> {
  return browser.draw(async ({ page }) => {
    const shots: string[] = [];
    for (const body of bodies) {
      await page.setContent(bare(body));
      shots.push(await page.screenshot({ clip: { x: 0, y: 0, width, height }, encoding: 'base64' }));
    }
    return (await page.evaluate(comparison(shots))) as Record<'ink' | 'differing', number>;
  });
}

/** Whether two painted boxes share any part. */
function meet(a: Painted, b: Painted): boolean {
  return a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom;
}

describe('in a real browser', () => {
  test('no label of the first brief’s charts is clipped or stands on another', LONG, async () => {
    for (const { name, standalone, width, height } of drawn) {
      const ink = await paintedTexts(standalone);
      expect(ink.length).toBeGreaterThan(5);
      for (const [index, box] of ink.entries()) {
        const inside = box.x >= 0 && box.y >= 0 && box.right <= width && box.bottom <= height;
        const under = ink.slice(index + 1).filter((other) => meet(box, other));
        expect([name, box.words, inside, under]).toEqual([name, box.words, true, []]);
      }
    }
  });

  test('text takes the place of its outlines, to a fraction of a pixel', LONG, async () => {
    for (const { name, svg, standalone } of drawn) {
      const [texts, outlines] = [await paintedTexts(svg), await paintedTexts(standalone)];
      // The lines of a label are elements of their own, with no space between them.
      const letters = ({ words }: Painted): string => words.replaceAll(' ', '');
      expect(texts.map(letters)).toEqual(outlines.map(letters));
      for (const [index, text] of texts.entries()) {
        // The box of a text holds its whole advance, that of outlines their ink: less by the air next to two glyphs.
        const { x = 0, right = 0 } = outlines[index] ?? {};
        const [before, after] = [x - text.x, text.right - right];
        const fits = before > -0.3 && before < 1.4 && after > -0.3 && after < 1.4;
        expect([name, text.words, before, after, fits]).toEqual([name, text.words, before, after, true]);
      }
    }
  });

  test('both look the same, and the one that stands alone does so in an image too', LONG, async () => {
    for (const chart of drawn) {
      const image = `<img src="data:image/svg+xml;base64,${Buffer.from(chart.standalone).toString('base64')}">`;
      const { ink, differing } = await compare([chart.svg, image], chart);
      expect(ink).toBeGreaterThan(1000);
      expect([chart.name, differing / ink < 0.01]).toEqual([chart.name, true]);
    }
  });
});
