import type * as vegaModule from 'vega';
import type { View } from 'vega';
import type * as vegaLiteModule from 'vega-lite';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { localeFont } from '../brief/fonts.ts';
import { words } from '../locale/locales.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import { fillSpec } from './fill.ts';
import { checkLabels } from './labels.ts';
import type { BoundChart, ChartSpec, RenderedChart } from './chart-model.ts';
import { plainText, type Scene, type SceneItem, type SceneTools } from './scene.ts';
import { type Picture, textStyle, writeSvg } from './scene-svg.ts';
import { type Theme, themeConfig } from './theme.ts';
import { loadTypesetter, type Typesetter } from './typeset.ts';

/** Loads what draws charts. It takes longer than to draw one, so it is loaded late, or early beside other work. */
export function loadTools(locale: string, faces: Theme['faces'] = []): Promise<[Vega, VegaLite, Typesetter]> {
  return Promise.all([import('vega'), import('vega-lite'), loadTypesetter(locale, faces)]);
}

/**
 * The drawing that was asked for last: how Vega measures text is set for all of Vega, so one chart is drawn at a time.
 */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Draws a chart: Vega-Lite → Vega → scenegraph → SVG, once with text and once with outlined glyphs. Everything that
 * Vega-Lite or Vega objects to is reported at the chart, with undefined as answer; labels that overlap are a warning.
 * The same chart and theme give the same bytes, whatever is drawn before or meanwhile.
 */
export function renderChart(
  bound: BoundChart,
  house: Theme,
  diagnostics: Diagnostics,
): Promise<RenderedChart | undefined> {
  const drawn = turn.then(() => drawChart(bound, house, diagnostics));
  turn = drawn.catch(() => undefined);
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
  const tools: SceneTools = { marks: Marks, visit: sceneVisit };
  const complaints = complaintsOf(bound.spec, diagnostics);
  const root = await drawScene(bound, theme, { vega, vegaLite, complaints });
  if (!root || complaints.some) return undefined;
  checkLabels(root, { tools, theme, typesetter }, bound.spec, diagnostics);
  const { name } = bound.spec;
  const { title, description, values } = bound;
  const picture: Picture = { name, title, description, root, view: viewOf(root) };
  const { width, height } = picture.view;
  const [svg, standalone] = [false, true].map((outlined) => writeSvg(picture, outlined, { tools, theme, typesetter }));
  return { name, svg: svg ?? '', standalone: standalone ?? '', width, height, title, description, values };
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

/** Makes Vega measure text with the very fonts that it is set in. */
function measureWith(metrics: TextMetrics, typesetter: Typesetter, theme: Theme): void {
  metrics.width = (item, text) => {
    const line = plainText(text);
    return line ? typesetter.set(line, textStyle(item, theme)).width : 0;
  };
}

interface Drawing {
  readonly vega: Vega;
  readonly vegaLite: VegaLite;
  readonly complaints: Complaints;
}

async function drawScene(
  bound: BoundChart,
  theme: Theme,
  { vega, vegaLite, complaints }: Drawing,
): Promise<Scene | undefined> {
  const logger = complaints.logger as never;
  let view: View | undefined;
  try {
    const compiled = vegaLite.compile(fillSpec(bound, theme) as never, {
      logger,
      config: themeConfig(theme),
    });
    if (complaints.some) return undefined;
    view = new vega.View(vega.parse(compiled.spec), {
      renderer: 'none',
      logger,
      loader: refusingLoader(vega),
      locale: signsOf(bound.locale) as never,
    });
    return await fitView(view, compiled.spec);
  } catch (error) {
    complaints.add((error as Error).message);
    return undefined;
  } finally {
    view?.finalize();
  }
}

/** How axes write numbers and dates, as d3-format and d3-time-format take it. */
function signsOf(locale: string): object {
  const { numbers, calendar } = words(locale);
  const { decimal, group: thousands, percent } = numbers;
  return { number: { decimal, thousands, grouping: [3], currency: ['$', ''], percent }, time: calendar };
}

/** Rounds of fitting: the labels at the edge move less each time. */
const MAX_FITS = 6;

/**
 * Shrinks the plot until it fills its picture with its labels in. A width or height that a specification gives as a
 * number is that of the whole picture; one that follows from the number of rows is that of the plot. Vega's own fitting
 * looks once only, at labels that then move.
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

/** A loader that opens nothing: whatever a specification got past the lint, no file or address is read. */
function refusingLoader(vega: Vega): ReturnType<Vega['loader']> {
  const refuse = (uri: unknown): never => {
    throw new Error(`a chart loads nothing, not ${String(uri)}`);
  };
  const loader = vega.loader();
  return Object.assign(loader, { load: refuse, sanitize: refuse, http: refuse, file: refuse });
}

/** What Vega-Lite and Vega say against a specification. */
interface Complaints {
  readonly some: boolean;
  readonly logger: object;
  add(message: string): void;
}

function complaintsOf({ file }: ChartSpec, diagnostics: Diagnostics): Complaints {
  let count = 0;
  const add = (...words: unknown[]): void => {
    count += 1;
    const message = words.map(wordOf).join(' ');
    const hint = 'see vega.github.io/vega-lite/docs for what a specification may hold';
    diagnostics.error('chart/invalid', `Vega-Lite cannot draw this: ${message}`, placeAt(file, 0), hint);
  };
  const logger = {
    level: () => logger,
    error: (...words: unknown[]) => (add(...words), logger),
    warn: (...words: unknown[]) => (add(...words), logger),
    info: () => logger,
    debug: () => logger,
  };
  return {
    get some() {
      return count > 0;
    },
    logger,
    add,
  };
}

function wordOf(word: unknown): string {
  if (word instanceof Error) return word.message;
  return typeof word === 'string' ? word : (JSON.stringify(word) ?? 'something');
}

/** The whole pixels that hold all that is drawn, with the plot's own corner inside. */
function viewOf(root: Scene): Picture['view'] {
  const frame = root.items[0];
  const { x1, y1, x2, y2 } = frame?.bounds ?? { x1: 0, y1: 0, x2: 0, y2: 0 };
  const [x, y] = [Math.floor(Math.min(0, x1)), Math.floor(Math.min(0, y1))];
  const width = Math.ceil(Math.max(frame?.width ?? 0, x2)) - x;
  const height = Math.ceil(Math.max(frame?.height ?? 0, y2)) - y;
  return { x, y, width: Math.max(1, width), height: Math.max(1, height) };
}
