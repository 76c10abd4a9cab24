import type * as vegaModule from 'vega';
import type { View } from 'vega';
import type * as vegaLiteModule from 'vega-lite';
import { contrast, hexColour, onDark, over } from '../brief/colour.ts';
import { localeFont } from '../brief/fonts.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { NARROW_WIDTH } from './chart-layout.ts';
import { hasTooManyMarks, MAX_MARKS } from './chart-limits.ts';
import type { BoundChart, ChartLine, ChartRow, ChartSpec, Drawing, HeightRange, RenderedChart } from './chart-model.ts';
import { checkTruth, type SaidAndShown } from './chart-truth.ts';
import { compileSpec } from './compiled-spec.ts';
import { type DrawnSize, fillSpec } from './fill.ts';
import { type FittedScene, fitView } from './fit-view.ts';
import { backingOf, flaggedItem } from './flagged-item.ts';
import { hintsFor } from './hints.ts';
import { formsOf, sketchedLine } from './kinds/line-spec.ts';
import { type LabelOwner, labelPlace } from './label-places.ts';
import { checkLabels, type Frame, innerFrame, lettersOf } from './labels.ts';
import { LEAST_SPAN, spanOfMarks } from './marks-span.ts';
import { RANGE_HINT } from './scene-left-out.ts';
import type { MarkScales } from './scene-reading.ts';
import { type Picture, type SvgContext, textStyle, writeSvg } from './scene-svg.ts';
import { narrowDifference, type Said } from './scene-truth.ts';
import { inOrder, plainText, type Rectangle, type Scene, type SceneItem, type SceneTools, textLines } from './scene.ts';
import { nodesOf } from './spec-lint.ts';
import { DOCS } from './spec-shape.ts';
import { NARROW_SUFFIX } from './spec.ts';
import { type Theme, THEME_NAMES, themeConfig } from './theme.ts';
import { loadTypesetter, type Typesetter } from './typeset.ts';
import { drawsSomething, hasMarks, unknownColour } from './visible-marks.ts';

/** Loads Vega, Vega-Lite and the fonts, which takes longer than drawing a chart. */
export function loadTools(locale: LocaleId, faces: Theme['faces'] = []): Promise<[Vega, VegaLite, Typesetter]> {
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

/** The same of a chart of a line, which is drawn again for each height. */
const LINE_HEIGHTS = { least: 0.6, most: 1.6 } as const;

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
  const { drawing, said, isFixed } = drawn;
  const own = isFixed ? { min: drawing.height, max: drawing.height } : await ownHeights(bound, drawing.height, theme);
  const heights = spec.heights ?? own;
  const chart = { ...drawing, name: spec.name, heights, title, description, values };
  if (height !== undefined) return chart;
  if (spec.heights && !(await isLegibleAt(spec.heights.min, bound, theme, diagnostics))) return undefined;
  if (!narrow && drawing.width <= NARROW_WIDTH) return chart;
  const phone = narrow ? { ...narrow, wideRows: bound.rows } : bound;
  const found = new Diagnostics();
  const onPhone = await drawNarrow(phone, theme, found, said);
  diagnostics.include(found);
  return found.failed ? undefined : { ...chart, narrow: onPhone };
}

/** Between which heights a page may choose where a chart says none: of a line those in which all can be read. */
async function ownHeights({ spec, ...bound }: BoundChart, height: number, theme: Theme): Promise<HeightRange> {
  if (!spec.line) return { min: height, max: Math.round(GROWTH * height) };
  const least = Math.round(LINE_HEIGHTS.least * height);
  const isLegible = await isLegibleAt(least, { spec, ...bound }, theme, new Diagnostics());
  return { min: isLegible ? least : height, max: Math.round(LINE_HEIGHTS.most * height) };
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
      bound.spec.place,
      'show the same there, with fewer periods at most',
    );
  }
  const drawing = drawn?.drawing;
  const problem = found.all.find(({ severity }) => severity === 'error') ?? found.all[0];
  const isSound = drawing !== undefined && drawing.width <= NARROW_WIDTH;
  if (isSound && !problem) return drawing;
  const { name, place, line } = bound.spec;
  const reason = problem ? problem.message : `the chart ${name} is ${drawing?.width} pixels wide`;
  const message = `on a screen of ${NARROW_WIDTH} pixels: ${reason}`;
  const redrawn = line || name.endsWith(NARROW_SUFFIX) ? '' : `, or draw it again in ${name}${NARROW_SUFFIX}.vl.json`;
  const hint = line ? 'name fewer things or periods' : `show less where "narrow" is true${redrawn}`;
  diagnostics.warn('chart/narrow', message, problem?.place ?? place, hint);
  return isSound ? drawing : undefined;
}

/** Says whether a chart can be read at a height; what is wrong there is reported. */
async function isLegibleAt(
  height: number,
  bound: BoundChart,
  theme: Theme,
  diagnostics: Diagnostics,
): Promise<boolean> {
  const found = new Diagnostics();
  const size = { width: undefined, height, columns: undefined, isNarrow: false };
  const drawn = await pictureOf(bound, size, theme, found);
  for (const { rule, severity, message, place } of found.all) {
    const hint = 'let its heights begin with a greater one';
    const told = `${message}, at its least height of ${height} pixels`;
    if (severity === 'error') diagnostics.error(rule, told, place, hint);
    else diagnostics.warn(rule, told, place, hint);
  }
  return drawn !== undefined && drawn.isFixed !== true;
}

/** Draws a chart once, in a size. */
async function draw(
  bound: BoundChart,
  size: DrawnSize,
  theme: Theme,
  diagnostics: Diagnostics,
  isForPaper = false,
): Promise<DrawnOnce | undefined> {
  const { line } = bound.spec;
  const sound = await pictureOf(bound, size, theme, diagnostics);
  if (!sound) return undefined;
  const { picture, context, said, notes, isFixed = false } = sound;
  const { view } = picture;
  const drawing = {
    svg: writeSvg(picture, false, context),
    // A page of paper has the fonts.
    standalone: isForPaper ? '' : writeSvg(picture, true, context),
    width: view.width,
    height: view.height,
    statuses: said.statuses,
    scales: said.scales,
    shown: said.shown,
    names: said.names,
    ...(line ? { notes, span: sound.span } : {}),
  };
  return { drawing, said, isFixed };
}

/** The form in which a line is drawn at its own width. */
export function formOfLine(bound: BoundChart, house: Theme): Promise<number> {
  const theme = { ...house, font: localeFont(bound.locale) ?? house.font };
  const size = { width: undefined, height: undefined, columns: undefined, isNarrow: false };
  const found = latest.then(() => pictureOf(bound, size, theme, new Diagnostics()));
  latest = found.catch(() => undefined);
  return found.then((sound) => sound?.form ?? 0);
}

/** The picture of a chart in a size: of a line in its best form. */
function pictureOf(
  bound: BoundChart,
  size: DrawnSize,
  theme: Theme,
  diagnostics: Diagnostics,
): Promise<SoundPicture | undefined> {
  const { line } = bound.spec;
  return line ? bestPicture(bound, line, size, theme, diagnostics) : soundPicture(bound, size, theme, diagnostics);
}

/** A chart that was drawn in one size. */
interface DrawnOnce {
  readonly drawing: Drawing;
  readonly said: SaidAndShown;
  /** Whether it has no other height. */
  readonly isFixed: boolean;
}

/** The picture of a chart in a size, and what writes it. */
interface SoundPicture {
  readonly picture: Picture;
  readonly context: SvgContext;
  readonly said: SaidAndShown;
  /** Which part of the width its marks span. */
  readonly span: number;
  /** The form that was taken, of a line. */
  readonly form?: number;
  readonly notes?: readonly string[];
  readonly isFixed?: boolean;
}

/**
 * The picture of a line in the first of its forms in which all can be read and the marks span enough of the width. Where there is
 * none, it is the one in which they span most, with a warning.
 */
async function bestPicture(
  bound: BoundChart,
  line: ChartLine,
  size: DrawnSize,
  theme: Theme,
  diagnostics: Diagnostics,
): Promise<SoundPicture | undefined> {
  const [, , typesetter] = await loadTools(bound.locale, theme.faces);
  const tried: { readonly sound: SoundPicture | undefined; readonly found: Diagnostics }[] = [];
  for (let form = 0; form < formsOf(line); form += 1) {
    const found = new Diagnostics();
    const { bound: sketched, ...also } = sketchedLine(bound, line, size, form, { theme, typesetter });
    const sound = await soundPicture(sketched, size, theme, found);
    if (sound && found.all.length === 0 && sound.span >= LEAST_SPAN) return { ...sound, ...also, form };
    tried.push({ found, sound: sound && { ...sound, ...also, form } });
  }
  const rank = ({ sound, found }: (typeof tried)[number]): number => (sound?.span ?? -1) - found.all.length;
  const best = tried.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  diagnostics.include(best.found);
  if (best.sound && best.sound.span < LEAST_SPAN) {
    const message = `the marks of the chart ${line.name} span ${Math.floor(100 * best.sound.span)}% of its width, less than ${Math.round(100 * LEAST_SPAN)}%`;
    diagnostics.warn('chart/span', message, line.place, 'give its exhibit more width, or name fewer things');
  }
  return best.sound;
}

/** The picture of a chart in a size, and what writes it. What keeps it from being read is reported, with undefined as answer. */
async function soundPicture(
  bound: BoundChart,
  size: DrawnSize,
  theme: Theme,
  diagnostics: Diagnostics,
): Promise<SoundPicture | undefined> {
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
    return diagnostics.error('chart/too-large', message, bound.spec.place, hint);
  }
  if (!size.isNarrow && shown.height > LARGEST_SHEET) {
    const { name, place: begin, places } = bound.spec;
    const place = places.get('/height/step') ?? places.get('/height') ?? begin;
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
  const span = spanOfMarks(root, shown.width, context.tools);
  return { picture: { name, title, description, root, view: shown }, context, said, span };
}

function reportEmpty({ spec, rows }: BoundChart, diagnostics: Diagnostics): undefined {
  const hasRows = [...rows.values()].some(({ length }) => length > 0);
  const hint = hasRows
    ? 'look at the opacity and colour of its marks, its domains and its filters, or give it an axis'
    : 'it has no figures: show it only where there are some, or give it an axis';
  return diagnostics.error('chart/empty', `the chart ${spec.name} draws nothing`, spec.place, hint);
}

/** Reports a colour that an expression made: the lint sees those that are typed as such. */
function reportColour(colour: string, { place: begin, spec, places }: ChartSpec, diagnostics: Diagnostics): undefined {
  const node = [...nodesOf(spec)].find(({ value }) => [value].flat().includes(colour));
  const place = (node && places.get(node.pointer)) ?? begin;
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
function signsOf(locale: LocaleId): object {
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

/** Contrast that WCAG 2.2 requires of text and of large text (1.4.3), and the CSS pixels of large type. */
const TEXT = 4.5;
const LARGE = { contrast: 3, size: 24, boldSize: 18.66, bold: 600 };

/** Colours of the house for text, in the order in which they are proposed. */
const READABLE = ['ink', 'muted', 'paper'] as const;

/** What a picture has painted so far; the colour is undefined where it is not known what stands at a point. */
interface Patch extends Rectangle {
  readonly colour: string | undefined;
  readonly opacity: number;
}

/** A label whose contrast is too low. */
interface PaleLabel {
  readonly text: string;
  readonly colour: string;
  readonly ground: string;
  readonly contrast: number;
  readonly least: number;
  readonly isDark: boolean;
  readonly owner: LabelOwner;
  /** Names of colours that can be read on all that the label lies on. */
  readonly remedies: readonly string[];
}

interface Search {
  readonly context: SvgContext;
  readonly painted: Patch[];
  readonly found: PaleLabel[];
}

/**
 * Reports labels whose colour stands out too little from what they lie on: paper and the bars on it, in light and on a dark
 * screen. What areas and points paint beneath a letter is not measured. Returns whether there is none.
 */
function checkContrast(root: Scene, context: SvgContext, spec: ChartSpec, diagnostics: Diagnostics): boolean {
  const search: Search = { context, painted: [], found: [] };
  look(root, { x: 0, y: 0, owner: {} }, search);
  const worst = search.found.toSorted((a, b) => a.contrast - b.contrast)[0];
  if (!worst) return true;
  const { text, colour, ground, least, isDark, owner, remedies } = worst;
  const others = search.found.length === 1 ? '' : `, and ${search.found.length - 1} more such labels`;
  // Rounded down, so that a failing contrast never looks like a sufficient one.
  const ratio = (Math.floor(worst.contrast * 100) / 100).toFixed(2);
  const where = isDark ? ' on a dark screen' : '';
  const message = `in the chart ${spec.name} the label "${text}", ${colour} on ${ground}, has a contrast of ${ratio}:1${where}, and needs ${least}:1${others}`;
  const hint = hintsFor(spec).paleLabel(remedies);
  diagnostics.error('chart/contrast', message, labelPlace(owner, spec), hint);
  return false;
}

function look(scene: Scene, frame: Frame, search: Search): void {
  for (const item of inOrder<SceneItem>(scene, search.context.tools)) {
    if (item['opacity'] === 0) continue;
    if (scene.marktype === 'group') {
      const inner = innerFrame(scene, item, frame);
      paint(item, { x1: 0, y1: 0, x2: item.width ?? 0, y2: item.height ?? 0 }, inner, search);
      for (const child of inOrder<Scene>(item, search.context.tools)) look(child, inner, search);
    } else if (scene.marktype === 'text') {
      measure(item, { ...frame, owner: { ...frame.owner, mark: scene.name } }, search);
    } else {
      const backing = backingOf(item, scene, search.context.theme);
      if (backing && scene.marktype === 'rect') paint(backing, item.bounds, frame, search);
      const drawn = flaggedItem(item, scene, search.context.theme);
      const isPlain = scene.marktype === 'rect';
      paint(isPlain ? drawn : { ...drawn, fill: drawn['fill'] && {} }, item.bounds, frame, search);
    }
  }
}

function paint(item: SceneItem, { x1, y1, x2, y2 }: Rectangle, { x, y }: Frame, { painted }: Search): void {
  const fill = item['fill'];
  if (!fill || fill === 'transparent' || fill === 'none') return;
  const colour = typeof fill === 'string' ? fill : undefined;
  painted.push({ x1: x + x1, y1: y + y1, x2: x + x2, y2: y + y2, colour, opacity: opacityOf(item) });
}

function opacityOf({ opacity, fillOpacity }: SceneItem): number {
  return [opacity, fillOpacity].reduce<number>((all, own) => all * (typeof own === 'number' ? own : 1), 1);
}

function measure(item: SceneItem, frame: Frame, { context, painted, found }: Search): void {
  const text = textLines(item).filter(Boolean).join(' ');
  const fill = item['fill'];
  if (!text || typeof fill !== 'string' || hexColour(fill) === undefined) return;
  const { colours, ground: dark } = context.theme;
  const letters = lettersOf(item, frame, context);
  const least = leastFor(item, context);
  for (const isDark of [false, true]) {
    const paper = isDark ? dark : colours.paper;
    const shade = (colour: string): string => hexColour(isDark ? darkened(colour, dark) : colour) ?? paper;
    const grounds = new Set(letters.flatMap((letter) => groundOf(letter, painted, paper, shade) ?? []));
    const ratioOn = (ground: string, colour: string, opacity = 1): number =>
      contrast(over(shade(colour), opacity, ground), ground);
    const ratios = [...grounds].map((ground) => ({ ground, ratio: ratioOn(ground, fill, opacityOf(item)) }));
    const [worst] = ratios.toSorted((a, b) => a.ratio - b.ratio);
    if (!worst || worst.ratio >= least) continue;
    const remedies = READABLE.filter((name) => [...grounds].every((ground) => ratioOn(ground, colours[name]) >= least));
    const shown = { colour: shade(fill), ground: worst.ground, contrast: worst.ratio };
    found.push({ text, ...shown, least, isDark, owner: frame.owner, remedies });
    return;
  }
}

/** The colour on a dark screen: only those that are written as a number are mapped there. */
function darkened(colour: string, ground: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? onDark(colour, ground) : colour;
}

function leastFor(item: SceneItem, { theme }: SvgContext): number {
  const { size, weight } = textStyle(item, theme);
  return size >= (weight >= LARGE.bold ? LARGE.boldSize : LARGE.size) ? LARGE.contrast : TEXT;
}

/** The colour beneath the middle of a letter, undefined where it is not known. */
function groundOf(
  { x1, x2, y1, y2 }: Rectangle,
  painted: readonly Patch[],
  paper: string,
  shade: (colour: string) => string,
): string | undefined {
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  return painted
    .filter((patch) => patch.x1 <= x && x <= patch.x2 && patch.y1 <= y && y <= patch.y2)
    .reduce<string | undefined>((ground, { colour, opacity }) => {
      if (colour === undefined) return undefined;
      return opacity === 1 ? shade(colour) : ground && over(shade(colour), opacity, ground);
    }, paper);
}

/** Errors and warnings of Vega-Lite and Vega, each reported at the specification. */
interface Reports {
  /** True once there is one. */
  some: boolean;
  readonly logger: object;
  add(...parts: unknown[]): void;
  /**
   * Reports the fields that had no value left, which is a mistake only where no layer has any; says whether there were
   * some.
   */
  tellEmpty(hint?: string): boolean;
}

/** A message of Vega about a field that has no value left. */
const NO_EXTENT = /^Infinite extent for field "(.*?)"/;

/** What Vega and Vega-Lite are given to report to; `some` is true once there is an error or a warning. */
function reportsOn({ place, spec, places }: ChartSpec, diagnostics: Diagnostics): Reports {
  const placeNamed = (named: ReadonlySet<string | undefined>): Place => {
    const node = [...nodesOf(spec)].find(
      ({ key, value }) => named.has(key) || (typeof value === 'string' && named.has(value)),
    );
    return (node && places.get(node.pointer)) ?? place;
  };
  const emptied = new Set<string>();
  const add = (...parts: unknown[]): void => {
    const message = parts.map(messageOf).join(' ');
    const field = NO_EXTENT.exec(message)?.[1];
    if (field !== undefined) {
      emptied.add(field);
      return;
    }
    reports.some = true;
    const named = new Set(
      Array.from(message.matchAll(/["'`]([^"'`]+)["'`]|\b(\w+)(?=-encoding\b)/g), (match) => match[1] ?? match[2]),
    );
    diagnostics.error('chart/invalid', `Vega-Lite cannot draw this: ${message}`, placeNamed(named), DOCS);
  };
  const tellEmpty = (hint = 'look at the filters'): boolean => {
    for (const field of emptied) {
      const message = `no row is left to draw "${field}"`;
      diagnostics.error('chart/invalid', message, placeNamed(new Set([field])), hint);
    }
    return emptied.size > 0;
  };
  const report = (...parts: unknown[]) => (add(...parts), logger);
  const logger: object = { level: () => logger, error: report, warn: report, info: () => logger, debug: () => logger };
  const reports: Reports = { some: false, logger, add, tellEmpty };
  return reports;
}

function messageOf(part: unknown): string {
  if (part instanceof Error) return part.message;
  return typeof part === 'string' ? part : (JSON.stringify(part) ?? 'something');
}
