import type * as vegaModule from 'vega';
import type { View } from 'vega';
import type * as vegaLiteModule from 'vega-lite';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { localeFont } from '../brief/fonts.ts';
import { words } from '../locale/locales.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import { NARROW_WIDTH } from './chart-layout.ts';
import { hasTooManyMarks, MAX_MARKS } from './chart-limits.ts';
import { nodesOf } from './spec-lint.ts';
import { compileSpec } from './compiled-spec.ts';
import { type DrawnSize, fillSpec } from './fill.ts';
import { hollowFlags, hollowYears } from './flagged-item.ts';
import { fitView, type FittedScene } from './fit-view.ts';
import { checkContrast } from './label-contrast.ts';
import { checkLabels } from './labels.ts';
import type { BoundChart, ChartRow, ChartSpec, Drawing, RenderedChart } from './chart-model.ts';
import { plainText, type SceneItem, type SceneTools } from './scene.ts';
import { checkTruth, type SaidAndShown } from './chart-truth.ts';
import { drawsSomething, hasMarks, unknownColour } from './visible-marks.ts';
import type { MarkScales } from './scene-reading.ts';
import { RANGE_HINT } from './scene-left-out.ts';
import { narrowDifference, type Said } from './scene-truth.ts';
import { type Picture, type SvgContext, textStyle, writeSvg } from './scene-svg.ts';
import { NARROW_SUFFIX } from './spec.ts';
import { type Theme, THEME_NAMES, themeConfig } from './theme.ts';
import { loadTypesetter, type Typesetter } from './typeset.ts';
import { type Reports, reportsOn } from './vega-reports.ts';

/** Loads Vega, Vega-Lite and the fonts, which takes longer than drawing a chart. */
export function loadTools(locale: string, faces: Theme['faces'] = []): Promise<[Vega, VegaLite, Typesetter]> {
  return Promise.all([import('vega'), import('vega-lite'), loadTypesetter(locale, faces)]);
}

/** How a chart is drawn. */
export interface DrawingOptions {
  /** Another specification of the same figures for narrow screens; by default the chart itself is drawn narrow. */
  readonly narrow?: BoundChart | undefined;
  /** Height of the whole picture in CSS pixels, in place of what the specification says. It is then drawn for paper only. */
  readonly height?: number | undefined;
}

/** The latest drawing. Charts are drawn one at a time, because how Vega measures text is a global setting. */
let latest: Promise<unknown> = Promise.resolve();

/**
 * Draws a chart: Vega-Lite → Vega → scenegraph → SVG, once with text and once with outlined glyphs; one that is wider than
 * a phone a second time for narrow screens. Errors and warnings of Vega-Lite and Vega, an empty picture and labels on each
 * other are reported at the chart, with undefined as answer. The same chart and theme give the same bytes.
 */
export function renderChart(
  bound: BoundChart,
  house: Theme,
  diagnostics: Diagnostics,
  options: DrawingOptions = {},
): Promise<RenderedChart | undefined> {
  const drawn = latest.then(() => drawChart(bound, house, diagnostics, options));
  latest = drawn.catch(() => undefined);
  return drawn;
}

/** CSS pixels that a sheet of A2 is high. */
const LARGEST_SHEET = 2245;

/** How many times its own height a chart may have that states no heights. */
const GROWTH = 1.25;

async function drawChart(
  bound: BoundChart,
  house: Theme,
  diagnostics: Diagnostics,
  { narrow, height }: DrawingOptions,
): Promise<RenderedChart | undefined> {
  const theme = { ...house, font: localeFont(bound.locale) ?? house.font };
  const { title, description, values, spec } = bound;
  const size = { width: undefined, height, columns: undefined, isNarrow: false };
  const drawn = await draw(bound, size, theme, diagnostics, height !== undefined);
  if (!drawn) return undefined;
  const { drawing, said } = drawn;
  const heights = spec.heights ?? { min: drawing.height, max: Math.round(GROWTH * drawing.height) };
  const chart = { ...drawing, name: spec.name, heights, title, description, values };
  if (height !== undefined) return chart;
  if (spec.heights && !(await isLegibleAt(spec.heights.min, bound, theme, diagnostics))) return undefined;
  if (!narrow && drawing.width <= NARROW_WIDTH) return chart;
  const own = narrow ? { ...narrow, wideRows: bound.rows } : bound;
  const found = new Diagnostics();
  const onPhone = await drawNarrow(own, theme, found, said);
  diagnostics.include(found);
  return found.failed ? undefined : { ...chart, narrow: onPhone };
}

/** Rules on what a picture says, which holds on every screen. */
const TRUTH: ReadonlySet<string> = new Set(['chart/untrue', 'chart/scale']);

/**
 * The drawing for narrow screens. What cannot be read in it is a warning: readers then see the wide one. What it says
 * otherwise than its rows, or than the wide one, is an error.
 */
async function drawNarrow(
  bound: BoundChart,
  theme: Theme,
  diagnostics: Diagnostics,
  wide: Said,
): Promise<Drawing | undefined> {
  const found = new Diagnostics();
  const { height, columns } = bound.spec.narrow ?? {};
  const size = { width: NARROW_WIDTH, height, columns, isNarrow: true };
  const drawn = await draw(bound, size, theme, found);
  const untrue = found.all.filter(({ rule }) => TRUTH.has(rule));
  for (const { rule, message, place, hint } of untrue) {
    diagnostics.error(rule, `on a screen of ${NARROW_WIDTH} pixels: ${message}`, place, hint);
  }
  if (untrue.length > 0) return undefined;
  const other = drawn && narrowDifference(drawn.said, wide);
  if (other !== undefined) {
    const message = `on a screen of ${NARROW_WIDTH} pixels the chart ${bound.spec.name} is another one: ${other}`;
    return diagnostics.error(
      'chart/narrow',
      message,
      placeAt(bound.spec.file, 0),
      'show the same there, with fewer periods at most',
    );
  }
  const drawing = drawn?.drawing;
  const problem = found.all.find(({ severity }) => severity === 'error') ?? found.all[0];
  const isSound = drawing !== undefined && drawing.width <= NARROW_WIDTH;
  if (isSound && !problem) return drawing;
  const { name, file } = bound.spec;
  const reason = problem ? problem.message : `the chart ${name} is ${drawing?.width} pixels wide`;
  const message = `on a screen of ${NARROW_WIDTH} pixels: ${reason}`;
  const anew = name.endsWith(NARROW_SUFFIX) ? '' : `, or draw it anew in ${name}${NARROW_SUFFIX}.vl.json`;
  const hint = `show less where "narrow" is true${anew}`;
  diagnostics.warn('chart/narrow', message, problem?.place ?? placeAt(file, 0), hint);
  return isSound ? drawing : undefined;
}

/** Tells whether a chart can be read at a height; what is wrong there is reported. */
async function isLegibleAt(
  height: number,
  bound: BoundChart,
  theme: Theme,
  diagnostics: Diagnostics,
): Promise<boolean> {
  const found = new Diagnostics();
  const size = { width: undefined, height, columns: undefined, isNarrow: false };
  const drawn = await soundPicture(bound, size, theme, found);
  for (const { rule, severity, message, place } of found.all) {
    const hint = 'let its heights begin with a greater one';
    const told = `${message}, at its least height of ${height} pixels`;
    if (severity === 'error') diagnostics.error(rule, told, place, hint);
    else diagnostics.warn(rule, told, place, hint);
  }
  return drawn !== undefined;
}

/** Draws a chart once, in a size. */
async function draw(
  bound: BoundChart,
  size: DrawnSize,
  theme: Theme,
  diagnostics: Diagnostics,
  isForPaper = false,
): Promise<{ readonly drawing: Drawing; readonly said: SaidAndShown } | undefined> {
  const sound = await soundPicture(bound, size, theme, diagnostics);
  if (!sound) return undefined;
  const { picture, context, said } = sound;
  const { root, view } = picture;
  const drawing = {
    svg: writeSvg(picture, false, context),
    // A page of paper has the fonts.
    standalone: isForPaper ? '' : writeSvg(picture, true, context),
    width: view.width,
    height: view.height,
    hollow: hollowFlags(root, context.tools),
    hollowYears: hollowYears(root, context.tools),
    scales: said.scales,
    shown: said.shown,
    names: said.names,
  };
  return { drawing, said };
}

/** The picture of a chart in a size, and what writes it. What keeps it from being read is reported, with undefined as answer. */
async function soundPicture(
  bound: BoundChart,
  size: DrawnSize,
  theme: Theme,
  diagnostics: Diagnostics,
): Promise<{ readonly picture: Picture; readonly context: SvgContext; readonly said: SaidAndShown } | undefined> {
  const [vega, vegaLite, typesetter] = await loadTools(bound.locale, theme.faces);
  const { textMetrics, Marks, sceneVisit } = vega as unknown as VegaScenegraph;
  measureWith(textMetrics, typesetter, theme);
  const context: SvgContext = { tools: { marks: Marks, visit: sceneVisit }, theme, typesetter };
  const reports = reportsOn(bound.spec, diagnostics);
  const scene = await drawScene(bound, size, theme, { vega, vegaLite, reports });
  if (!scene || reports.some) return undefined;
  const { root, view: shown, marks, rows } = scene;
  const hasRanges = rows.some(({ loose }) => loose === 'range');
  if (!hasMarks(root, context.tools) && reports.tellEmpty(hasRanges ? RANGE_HINT : undefined)) return undefined;
  if (hasTooManyMarks(root, context.tools)) {
    const message = `the chart ${bound.spec.name} has more than ${MAX_MARKS} marks`;
    const hint = 'show fewer figures, or put ticks further apart';
    return diagnostics.error('chart/too-large', message, placeAt(bound.spec.file, 0), hint);
  }
  if (!size.isNarrow && shown.height > LARGEST_SHEET) {
    const { name, file, places } = bound.spec;
    const place = places.get('/height/step') ?? places.get('/height') ?? placeAt(file, 0);
    const message = `the chart ${name} is ${shown.height} pixels high, and the largest sheet of paper ${LARGEST_SHEET}`;
    return diagnostics.error('chart/too-large', message, place, 'show fewer rows, or give each a smaller step');
  }
  const colour = unknownColour(root, context.tools);
  if (colour !== undefined) return reportColour(colour, bound.spec, diagnostics);
  if (!drawsSomething(root, shown, context.tools)) return reportEmpty(bound, diagnostics);
  const said = checkTruth({ root, marks, rows }, bound, context.tools, theme, diagnostics);
  if (!said) return undefined;
  const isClear = checkLabels(root, context, bound.spec, diagnostics);
  if (!checkContrast(root, context, bound.spec, diagnostics) || !isClear) return undefined;
  const { title, description, spec } = bound;
  const isOwn = size.isNarrow && !spec.name.endsWith(NARROW_SUFFIX);
  const name = isOwn ? spec.name + NARROW_SUFFIX : spec.name;
  return { picture: { name, title, description, root, view: shown }, context, said };
}

function reportEmpty({ spec, rows }: BoundChart, diagnostics: Diagnostics): undefined {
  const hasRows = [...rows.values()].some(({ length }) => length > 0);
  const hint = hasRows
    ? 'look at the opacity and colour of its marks, its domains and its filters, or give it an axis'
    : 'it has no figures: show it only where there are some, or give it an axis';
  return diagnostics.error('chart/empty', `the chart ${spec.name} draws nothing`, placeAt(spec.file, 0), hint);
}

/** Reports a colour that an expression made: the lint sees those that are typed as such. */
function reportColour(colour: string, { file, spec, places }: ChartSpec, diagnostics: Diagnostics): undefined {
  const node = [...nodesOf(spec)].find(({ value }) => [value].flat().includes(colour));
  const place = (node && places.get(node.pointer)) ?? placeAt(file, 0);
  const hint = `colours of the house are ${THEME_NAMES.join(', ')}`;
  return diagnostics.error('chart/invalid', `"${colour}" is not a colour`, place, hint);
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

/** A scene with what it was drawn from. */
interface DrawnScene extends FittedScene {
  readonly marks: MarkScales;
  readonly rows: readonly ChartRow[];
}

async function drawScene(
  bound: BoundChart,
  size: DrawnSize,
  theme: Theme,
  { vega, vegaLite, reports }: { readonly vega: Vega; readonly vegaLite: VegaLite; readonly reports: Reports },
): Promise<DrawnScene | undefined> {
  const logger = reports.logger as never;
  let view: View | undefined;
  try {
    const filled = fillSpec(bound, theme, size);
    const config = themeConfig(theme, size.isNarrow);
    const compiled = compileSpec(filled, config, { vega, vegaLite, logger: reports.logger }, () => !reports.some);
    if (!compiled) return undefined;
    view = new vega.View(compiled.runtime, {
      renderer: 'none',
      logger,
      loader: refusingLoader(vega),
      locale: signsOf(bound.locale) as never,
    });
    return { ...(await fitView(view, filled.wanted)), marks: compiled.marks, rows: filled.rows.flat() };
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

/** A loader that opens nothing, should a specification get an address past the lint. */
function refusingLoader(vega: Vega): ReturnType<Vega['loader']> {
  const refuse = (uri: unknown): never => {
    throw new Error(`a chart loads nothing, not ${String(uri)}`);
  };
  const loader = vega.loader();
  return Object.assign(loader, { load: refuse, sanitize: refuse, http: refuse, file: refuse });
}
