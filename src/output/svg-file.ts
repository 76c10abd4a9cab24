import { inXml } from '../core/diagnostics/quoting.ts';
import type { RenderedChart } from '../chart/chart-model.ts';
import { LIMIT_SIZE, type LimitColours, limitContent } from '../chart/limit-line.ts';
import { AREA_SIZE, TREND_SIZE, trendContent } from '../chart/trend-line.ts';
import { type HouseStyle, memberColour } from '../brief/house-style.ts';
import type { Trend } from '../figure/trend.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { nodesOf } from '../document/tree-walk.ts';
import { darkRules } from './style/dark.ts';

/** CSS pixels of background around a chart, and around a sparkline. */
const CHART_MARGIN = 12;
const TREND_MARGIN = 2;

/** Width and height of the file of a picture in CSS pixels. */
interface FileSize {
  readonly width: number;
  readonly height: number;
}

/** Size of the file of a sparkline or a limit. */
export function trendSize(trend: Trend): FileSize {
  return withMargin(drawnSize(trend), TREND_MARGIN);
}

function drawnSize({ limit, isArea }: Trend): FileSize {
  return limit ? LIMIT_SIZE : isArea ? AREA_SIZE : TREND_SIZE;
}

/** Size of the file of a chart. */
export function chartSize({ width, height }: FileSize): FileSize {
  return withMargin({ width, height }, CHART_MARGIN);
}

function withMargin({ width, height }: FileSize, margin: number): FileSize {
  return { width: width + 2 * margin, height: height + 2 * margin };
}

/**
 * A chart's SVG as a file. It follows the colour scheme of the reader's system and has its own background, so that it is
 * legible on any page.
 */
export function chartFile({ standalone }: RenderedChart, house: HouseStyle): string {
  return onBackground(standalone, CHART_MARGIN, house);
}

function trendFile(trend: Trend, house: HouseStyle): string {
  const { accent, ink, signal } = house.colours;
  const colour = trend.limit ? ink : (memberColour(house, trend.members) ?? accent);
  const svg = trendSvg(trend, { ink: colour, signal }).replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');
  return onBackground(svg, TREND_MARGIN, house);
}

/**
 * The SVG of a sparkline or of a limit, with an alternative text; a sparkline is drawn in `ink`. `style` contains CSS
 * declarations.
 */
export function trendSvg(trend: Trend, colours: LimitColours, style?: string): string {
  const { width, height } = drawnSize(trend);
  const content = trend.limit ? limitContent(trend.limit, colours) : trendContent(trend, colours.ink);
  const words = inXml(trend.text);
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const styled = style === undefined ? '' : ` style="${style}"`;
  const name = trend.limit ? 'limit' : 'trend';
  return `<svg class="${name}"${styled} ${size} role="img" aria-label="${words}">${content}</svg>`;
}

/** The name of a sparkline's file, without folder and extension. */
export function trendName({ address, limit, isArea }: Trend): string {
  return `${limit ? 'limit' : isArea ? 'area' : 'trend'}-${address.replaceAll(/[^\w.]+|\.\.+/g, '-')}`;
}

/** The files of a document's sparklines, by name. */
export function trendFiles({ root }: BriefDocument, house: HouseStyle): Map<string, string> {
  return new Map(nodesOf(root, 'trend').map(({ trend }) => [trendName(trend), trendFile(trend, house)]));
}

const BACKGROUND = '#ffffff';

function onBackground(svg: string, margin: number, { dark }: HouseStyle): string {
  const [head = '', tag = '', body = ''] = /^([\s\S]*?)(<svg\b(?:[^>"]|"[^"]*")*>)([\s\S]*)$/.exec(svg)?.slice(1) ?? [];
  const [x = 0, y = 0, width = 0, height = 0] = (/viewBox="([^"]*)"/.exec(tag)?.[1] ?? '').split(' ').map(Number);
  const box = { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
  const sized = tag
    .replace(/viewBox="[^"]*"/, `viewBox="${box.x} ${box.y} ${box.width} ${box.height}"`)
    .replace(/ width="[^"]*"/, ` width="${box.width}"`)
    .replace(/ height="[^"]*"/, ` height="${box.height}"`);
  // The rule for the background is last: the drawing may have white in it, too.
  const rules = [...darkRules([body], dark.ground), `.ground{fill:${dark.ground}}`];
  const style = `<style>@media (prefers-color-scheme:dark){${rules.join('')}}</style>`;
  const ground = `<rect class="ground" x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="${BACKGROUND}"/>`;
  // The title stays first: some programs show it only as the first child.
  const [words = ''] = /^(?:<title\b[^>]*>[^<]*<\/title>)?(?:<desc\b[^>]*>[^<]*<\/desc>)?/.exec(body) ?? [];
  return head + sized + words + style + ground + body.slice(words.length);
}
