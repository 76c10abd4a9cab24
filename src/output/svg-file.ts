import type { RenderedChart } from '../chart/chart-model.ts';
import { TREND_SIZE, trendContent } from '../chart/trend-line.ts';
import { type HouseStyle, memberColour } from '../brief/house-style.ts';
import type { Trend } from '../figure/trend.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { visitDocument } from '../document/tree-walk.ts';
import { darkRules } from './style/dark.ts';

/** CSS pixels of ground around a chart and around a trend. */
const CHART_AIR = 12;
const TREND_AIR = 2;

/**
 * A chart's SVG as a file. It has a ground of its own, for it is shown on pages that know nothing of it, and follows
 * the scheme of the reader's system: where the page's own scheme is another, it is still read.
 */
export function chartFile({ standalone }: RenderedChart, house: HouseStyle): string {
  return onGround(standalone, CHART_AIR, house);
}

/** A trend's SVG as a file. */
function trendFile(trend: Trend, house: HouseStyle): string {
  const colour = memberColour(house, trend.members) ?? house.colours.accent;
  const svg = trendSvg(trend, colour).replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');
  return onGround(svg, TREND_AIR, house);
}

/** A trend's SVG, with words for it, in a colour; `style` holds declarations of CSS. */
export function trendSvg(trend: Trend, colour: string, style?: string): string {
  const { width, height } = TREND_SIZE;
  const words = trend.text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const styled = style === undefined ? '' : ` style="${style}"`;
  return `<svg class="trend"${styled} ${size} role="img" aria-label="${words}">${trendContent(trend, colour)}</svg>`;
}

/** The name of a trend's file, without folder and extension. */
export function trendName({ address }: Trend): string {
  return `trend-${address.replaceAll(/[^\w.]+|\.\.+/g, '-')}`;
}

/** The files of a document's trends, by name. */
export function trendFiles({ root }: BriefDocument, house: HouseStyle): Map<string, string> {
  const files = new Map<string, string>();
  visitDocument(root, (node) => {
    if (node.type === 'trend') files.set(trendName(node.trend), trendFile(node.trend, house));
  });
  return files;
}

const GROUND = '#ffffff';

function onGround(svg: string, air: number, { dark }: HouseStyle): string {
  const [head = '', tag = '', body = ''] = /^([\s\S]*?)(<svg\b[^>]*>)([\s\S]*)$/.exec(svg)?.slice(1) ?? [];
  const [x = 0, y = 0, width = 0, height = 0] = (/viewBox="([^"]*)"/.exec(tag)?.[1] ?? '').split(' ').map(Number);
  const box = { x: x - air, y: y - air, width: width + 2 * air, height: height + 2 * air };
  const sized = tag
    .replace(/viewBox="[^"]*"/, `viewBox="${box.x} ${box.y} ${box.width} ${box.height}"`)
    .replace(/ width="[^"]*"/, ` width="${box.width}"`)
    .replace(/ height="[^"]*"/, ` height="${box.height}"`);
  // its own rule stands last: the drawing may hold white too
  const rules = [...darkRules([body], dark.ground), `.ground{fill:${dark.ground}}`];
  const style = `<style>@media (prefers-color-scheme:dark){${rules.join('')}}</style>`;
  const ground = `<rect class="ground" x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="${GROUND}"/>`;
  // its title stays first: some readers show only a first child's
  const [words = ''] = /^(?:<title\b[^>]*>[^<]*<\/title>)?(?:<desc\b[^>]*>[^<]*<\/desc>)?/.exec(body) ?? [];
  return head + sized + words + style + ground + body.slice(words.length);
}
