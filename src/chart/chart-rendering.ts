import type * as vegaModule from 'vega';
import type { View } from 'vega';
import type * as vegaLiteModule from 'vega-lite';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { localeFont } from '../brief/fonts.ts';
import { words } from '../locale/locales.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import { hasTooManyMarks, MAX_MARKS } from './chart-limits.ts';
import { nodesOf } from './spec-lint.ts';
import { DOCS } from './spec-shape.ts';
import { fillSpec } from './fill.ts';
import { checkLabels } from './labels.ts';
import type { BoundChart, ChartSpec, RenderedChart } from './chart-model.ts';
import { plainText, type Scene, type SceneItem, type SceneTools } from './scene.ts';
import { drawsSomething } from './visible-marks.ts';
import { type Picture, type SvgContext, textStyle, writeSvg } from './scene-svg.ts';
import { type Theme, themeConfig } from './theme.ts';
import { loadTypesetter, type Typesetter } from './typeset.ts';

/** Loads Vega, Vega-Lite and the fonts, which takes longer than drawing a chart. */
export function loadTools(locale: string, faces: Theme['faces'] = []): Promise<[Vega, VegaLite, Typesetter]> {
  return Promise.all([import('vega'), import('vega-lite'), loadTypesetter(locale, faces)]);
}

/** The latest drawing. Charts are drawn one at a time, because how Vega measures text is a global setting. */
let latest: Promise<unknown> = Promise.resolve();

/**
 * Draws a chart: Vega-Lite → Vega → scenegraph → SVG, once with text and once with outlined glyphs. Errors and warnings
 * of Vega-Lite and Vega, an empty picture and labels on each other are reported at the chart, with undefined as answer. The same chart and
 * theme give the same bytes.
 */
export function renderChart(
  bound: BoundChart,
  house: Theme,
  diagnostics: Diagnostics,
): Promise<RenderedChart | undefined> {
  const drawn = latest.then(() => drawChart(bound, house, diagnostics));
  latest = drawn.catch(() => undefined);
  return drawn;
}

async function drawChart(
  bound: BoundChart,
  house: Theme,
  diagnostics: Diagnostics,
): Promise<RenderedChart | undefined> {
  const theme = { ...house, font: localeFont(bound.locale) ?? house.font };
  const [vega, vegaLite, typesetter] = await loadTools(bound.locale, theme.faces);
  const { textMetrics, Marks, sceneVisit } = vega as unknown as VegaScenegraph;
  measureWith(textMetrics, typesetter, theme);
  const context: SvgContext = { tools: { marks: Marks, visit: sceneVisit }, theme, typesetter };
  const reports = reportsOn(bound.spec, diagnostics);
  const root = await drawScene(bound, theme, { vega, vegaLite, reports });
  if (!root || reports.some) return undefined;
  if (hasTooManyMarks(root, context.tools)) {
    const message = `the chart ${bound.spec.name} has more than ${MAX_MARKS} marks`;
    const hint = 'show fewer figures, or put ticks further apart';
    return diagnostics.error('chart/too-large', message, placeAt(bound.spec.file, 0), hint);
  }
  const view = viewOf(root);
  if (!drawsSomething(root, view, context.tools)) return reportEmpty(bound, diagnostics);
  if (!checkLabels(root, context, bound.spec, diagnostics)) return undefined;
  const { title, description, values, spec } = bound;
  const picture: Picture = { name: spec.name, title, description, root, view };
  const { width, height } = picture.view;
  const svg = writeSvg(picture, false, context);
  const standalone = writeSvg(picture, true, context);
  return { name: spec.name, svg, standalone, width, height, title, description, values };
}

function reportEmpty({ spec, rows }: BoundChart, diagnostics: Diagnostics): undefined {
  const hasRows = [...rows.values()].some(({ length }) => length > 0);
  const hint = hasRows
    ? 'look at the opacity and colour of its marks, its domains and its filters, or give it an axis'
    : 'it has no figures: show it only where there are some, or give it an axis';
  return diagnostics.error('chart/empty', `the chart ${spec.name} draws nothing`, placeAt(spec.file, 0), hint);
}

type Vega = typeof vegaModule;
type VegaLite = typeof vegaLiteModule;

/** The exports of Vega's scenegraph that its typings leave out. */
interface VegaScenegraph {
  readonly textMetrics: TextMetrics;
  readonly Marks: SceneTools['marks'];
  readonly sceneVisit: SceneTools['visit'];
}

/** Vega's text metrics, which it lets a host replace. */
interface TextMetrics {
  width: (item: SceneItem, text: unknown) => number;
}

/** Makes Vega measure text with the fonts that it is set in. */
function measureWith(metrics: TextMetrics, typesetter: Typesetter, theme: Theme): void {
  metrics.width = (item, text) => {
    const line = plainText(text);
    return line ? typesetter.set(line, textStyle(item, theme)).width : 0;
  };
}

async function drawScene(
  bound: BoundChart,
  theme: Theme,
  { vega, vegaLite, reports }: { readonly vega: Vega; readonly vegaLite: VegaLite; readonly reports: Reports },
): Promise<Scene | undefined> {
  const logger = reports.logger as never;
  let view: View | undefined;
  try {
    const compiled = vegaLite.compile(fillSpec(bound, theme) as never, {
      logger,
      config: themeConfig(theme),
    });
    if (reports.some) return undefined;
    view = new vega.View(vega.parse(compiled.spec), {
      renderer: 'none',
      logger,
      loader: refusingLoader(vega),
      locale: signsOf(bound.locale) as never,
    });
    return await fitView(view, compiled.spec);
  } catch (error) {
    reports.add((error as Error).message);
    return undefined;
  } finally {
    view?.finalize();
  }
}

/** The signs of numbers and names of dates for axes, as d3-format and d3-time-format take them. */
function signsOf(locale: string): object {
  const { numbers, calendar } = words(locale);
  const { decimal, group: thousands, percent } = numbers;
  return { number: { decimal, thousands, grouping: [3], currency: ['$', ''], percent }, time: calendar };
}

/** Rounds of fitting; labels at the edge move less each time. */
const MAX_FITS = 6;

/**
 * Shrinks the plot until the picture, labels included, has the width and height that the specification gives as numbers;
 * a height that follows from the number of rows is that of the plot. Vega's own fitting does one round, after which
 * labels move.
 */
async function fitView(view: View, wanted: { width?: unknown; height?: unknown }): Promise<Scene> {
  for (let round = 0; ; round += 1) {
    await view.runAsync();
    const { root } = view.scenegraph() as unknown as { root: Scene };
    const drawn = viewOf(root);
    const excess = { x: excessOf(drawn.width, wanted.width), y: excessOf(drawn.height, wanted.height) };
    if (round === MAX_FITS || (excess.x === 0 && excess.y === 0)) return root;
    view.width(Math.max(1, view.width() - excess.x)).height(Math.max(1, view.height() - excess.y));
  }
}

function excessOf(drawn: number, wanted: unknown): number {
  return typeof wanted === 'number' ? drawn - wanted : 0;
}

/** A loader that opens nothing, should a specification get an address past the lint. */
function refusingLoader(vega: Vega): ReturnType<Vega['loader']> {
  const refuse = (uri: unknown): never => {
    throw new Error(`a chart loads nothing, not ${String(uri)}`);
  };
  const loader = vega.loader();
  return Object.assign(loader, { load: refuse, sanitize: refuse, http: refuse, file: refuse });
}

/** Errors and warnings of Vega-Lite and Vega, each reported at the specification. */
interface Reports {
  /** True once there is one. */
  some: boolean;
  readonly logger: object;
  add(...parts: unknown[]): void;
}

/** A message of Vega about a field that has no value left. */
const NO_EXTENT = /^Infinite extent for field "(.*?)"/;

function reportsOn({ file, spec, places }: ChartSpec, diagnostics: Diagnostics): Reports {
  const add = (...parts: unknown[]): void => {
    reports.some = true;
    const message = parts.map(messageOf).join(' ');
    const field = NO_EXTENT.exec(message)?.[1];
    const named = new Set(
      Array.from(message.matchAll(/["'`]([^"'`]+)["'`]|\b(\w+)(?=-encoding\b)/g), (match) => match[1] ?? match[2]),
    );
    const node = [...nodesOf(spec)].find(
      ({ key, value }) => named.has(key) || (typeof value === 'string' && named.has(value)),
    );
    const place = (node && places.get(node.pointer)) ?? placeAt(file, 0);
    if (field === undefined) diagnostics.error('chart/invalid', `Vega-Lite cannot draw this: ${message}`, place, DOCS);
    else diagnostics.error('chart/invalid', `no row is left to draw "${field}"`, place, 'look at the filters');
  };
  const report = (...parts: unknown[]) => (add(...parts), logger);
  const logger: object = { level: () => logger, error: report, warn: report, info: () => logger, debug: () => logger };
  const reports: Reports = { some: false, logger, add };
  return reports;
}

function messageOf(part: unknown): string {
  if (part instanceof Error) return part.message;
  return typeof part === 'string' ? part : (JSON.stringify(part) ?? 'something');
}

/** Everything that is drawn, and the corner of the plot, in whole pixels. */
function viewOf(root: Scene): Picture['view'] {
  const frame = root.items[0];
  const { x1, y1, x2, y2 } = frame?.bounds ?? { x1: 0, y1: 0, x2: 0, y2: 0 };
  const [x, y] = [Math.floor(Math.min(0, x1)), Math.floor(Math.min(0, y1))];
  const width = Math.ceil(Math.max(frame?.width ?? 0, x2)) - x;
  const height = Math.ceil(Math.max(frame?.height ?? 0, y2)) - y;
  return { x, y, width: Math.max(1, width), height: Math.max(1, height) };
}
