import type { ChartRow } from './chart-model.ts';
import { inOrder, type Rectangle, type Scene, type SceneItem, type SceneTools, textLines, textSize } from './scene.ts';

// A drawn scene, read back: what stands where, for which row. Positions are taken back through Vega's own scales, and never
// through what a specification says about them.

/** The field in which every row carries its number while Vega draws it. No transform can make or change it. */
export const ROW_NUMBER = ' row';

/** Which scales place and colour the marks of a name; `undefined` of a channel that has none: it is placed in pixels. */
export type MarkScales = ReadonlyMap<string, Readonly<Record<string, string | undefined>>>;

/** A scale of Vega, as far as places are taken back through it. */
interface VegaScale {
  (value: unknown): unknown;
  readonly type?: string;
  readonly invert?: (pixel: number) => unknown;
  readonly domain: () => unknown[];
  readonly range: () => unknown[];
  readonly bandwidth?: () => number;
  readonly step?: () => number;
}

/** One scale for places, of one plot. */
export interface PlaceScale {
  /** The scale itself: two marks with the same one share it. */
  readonly key: object;
  readonly type: string;
  readonly isDiscrete: boolean;
  readonly domain: readonly unknown[];
  readonly range: readonly unknown[];
  /** The number or time in milliseconds at a pixel; NaN on a scale of categories. */
  at(pixel: number): number;
  /** How much of its numbers half a pixel is, around a pixel. */
  slack(pixel: number): number;
  /** The category in whose band a pixel lies. */
  categoryAt(pixel: number): { readonly value: unknown } | undefined;
  /** The category whose middle is nearest to a pixel. */
  nearest(pixel: number): unknown;
  /** The middle of a value, in pixels. */
  middle(value: unknown): number;
}

/** Where an item lies on an axis, in pixels of its plot: between two ends, which are the same of a point. */
export interface Extent {
  readonly scale: PlaceScale | undefined;
  readonly from: number;
  readonly to: number;
}

/** A group that has axes of its own. */
export interface Plot {
  readonly group: SceneItem;
  readonly width: number;
  readonly height: number;
}

/** An item that is drawn for data. */
export interface DrawnItem {
  readonly scene: Scene;
  readonly item: SceneItem;
  readonly kind: string;
  readonly plot: Plot;
  /** Its row, as it was bound; undefined where it stands for none. */
  readonly row: ChartRow | undefined;
  readonly x: Extent;
  readonly y: Extent;
  /** Whether its colour is that of its figure, on a scale of colours. */
  readonly isTinted: boolean;
  /** The names for which a scale has its colour; undefined if it has its colour from none. */
  readonly coloured: readonly unknown[] | undefined;
  /** Where the pixels of its plot begin in the picture. */
  readonly origin: { readonly x: number; readonly y: number };
  /** How many things are drawn before it. */
  readonly order: number;
}

/** A text, and its place in the picture: of a mark, or of the axis on a side. */
export interface PlacedLabel {
  readonly text: string;
  readonly box: Rectangle;
  readonly order: number;
  /** The height of its letters, and the way from a line to the next; undefined where it has one. */
  readonly size: number;
  readonly pitch: number | undefined;
  readonly mark?: string | undefined;
  readonly orient?: string | undefined;
}

/** The painted ground of a plot. */
export interface Panel {
  readonly box: Rectangle;
  readonly order: number;
}

/** A text that names a place on an axis. */
export interface TickLabel {
  readonly text: string;
  /** What it was made from: the value of the place, and the text that the scale has for it. */
  readonly value: unknown;
  readonly label: unknown;
  readonly axis: 'x' | 'y';
  readonly orient: string;
  /** Where the text stands along the axis, in pixels of the plot. */
  readonly at: number;
  readonly scale: PlaceScale | undefined;
  readonly plot: Plot;
}

/** A text above or next to a plot of several. */
export interface HeadText {
  readonly text: string;
  /** The group that it heads, with all within it. */
  readonly group: SceneItem;
}

/** All that a scene shows, in the order of drawing. */
export interface SceneReading {
  readonly items: readonly DrawnItem[];
  /** Those without paint. */
  readonly unseen: readonly DrawnItem[];
  readonly labels: readonly PlacedLabel[];
  readonly panels: readonly Panel[];
  readonly ticks: readonly TickLabel[];
  readonly heads: readonly HeadText[];
  /** Texts that are none of these. */
  readonly others: readonly string[];
  /** All rows that were given, drawn or not. */
  readonly rows: readonly ChartRow[];
}

interface Walk {
  readonly rows: readonly ChartRow[];
  readonly marks: MarkScales;
  readonly tools: SceneTools;
  readonly scales: Map<object, PlaceScale>;
  readonly found: {
    readonly items: DrawnItem[];
    readonly unseen: DrawnItem[];
    readonly labels: PlacedLabel[];
    readonly panels: Panel[];
    readonly ticks: TickLabel[];
    readonly heads: HeadText[];
    readonly others: string[];
  };
}

interface Within {
  readonly plot: Plot;
  readonly group: SceneItem | undefined;
  /** The axis in which a text stands. */
  readonly axis?: SceneItem | undefined;
  readonly origin: DrawnItem['origin'];
}

/** Reads a scene. `rows` are those that Vega was given, by their numbers. */
export function readScene(root: Scene, rows: readonly ChartRow[], marks: MarkScales, tools: SceneTools): SceneReading {
  const found = { items: [], unseen: [], labels: [], panels: [], ticks: [], heads: [], others: [] };
  const walk: Walk = { rows, marks, tools, scales: new Map(), found };
  const plot = { group: root.items[0] ?? noGroup(root), width: 0, height: 0 };
  readInto(root, { plot, group: undefined, origin: { x: 0, y: 0 } }, walk);
  return { ...found, rows };
}

function noGroup({ bounds }: Scene): SceneItem {
  return { bounds };
}

function readInto(scene: Scene, within: Within, walk: Walk): void {
  for (const item of inOrder<SceneItem>(scene, walk.tools)) {
    if (scene.marktype === 'group') readGroup(scene, item, within, walk);
    else if (scene.role === 'mark') readItem(scene, item, within, walk);
    else if (scene.marktype === 'text') readGuide(scene, item, within, walk);
  }
}

function readGroup(scene: Scene, item: SceneItem, within: Within, walk: Walk): void {
  const isPlot = scene.role === 'frame' || scene.role === 'scope';
  const isPath = isPlot && /(?:^|_)pathgroup$/.test(scene.name ?? '');
  const plot = isPlot && !isPath ? { group: item, width: item.width ?? 0, height: item.height ?? 0 } : within.plot;
  const isOwn = !isPath && scene.role !== 'title' && scene.role !== 'axis';
  const inner: Within = {
    plot,
    group: isOwn ? item : (within.group ?? item),
    axis: scene.role === 'axis' ? item : within.axis,
    origin: { x: within.origin.x + (item.x ?? 0), y: within.origin.y + (item.y ?? 0) },
  };
  if (hasPaint(item, 'fill')) {
    const frame = { x1: 0, y1: 0, x2: item.width ?? 0, y2: item.height ?? 0 };
    walk.found.panels.push({ box: moved(frame, inner.origin), order: orderIn(walk) });
  }
  for (const child of inOrder<Scene>(item, walk.tools)) readInto(child, inner, walk);
}

function orderIn({ found }: Walk): number {
  return found.items.length + found.ticks.length + found.heads.length + found.panels.length;
}

function moved({ x1, x2, y1, y2 }: Rectangle, { x, y }: DrawnItem['origin']): Rectangle {
  return { x1: x1 + x, x2: x2 + x, y1: y1 + y, y2: y2 + y };
}

/** Texts of axes and heads. */
function readGuide(scene: Scene, item: SceneItem, within: Within, walk: Walk): void {
  const text = textLines(item).filter(Boolean).join(' ');
  if (!text || !isPainted(item)) return;
  const { axis, plot, origin } = within;
  const orient = axis && String(axis['orient']);
  walk.found.labels.push({ text, box: moved(item.bounds, origin), order: orderIn(walk), ...lettersOf(item), orient });
  if (scene.role === 'axis-label' && axis) {
    const side = orient === 'left' || orient === 'right' ? 'y' : 'x';
    const { scale: name } = (axis.datum ?? {}) as { scale?: unknown };
    const { value, label } = (item.datum ?? {}) as { value?: unknown; label?: unknown };
    const at = (item[side] ?? 0) + (axis[side] ?? 0);
    const scale = scaleOf(axis, String(name), walk) ?? scaleOf(plot.group, String(name), walk);
    walk.found.ticks.push({ text, value, label, axis: side, orient: String(orient), at, scale, plot });
  } else if (scene.role === 'title-text' && within.group) {
    walk.found.heads.push({ text, group: within.group });
  } else {
    walk.found.others.push(text);
  }
}

function readItem(scene: Scene, item: SceneItem, { plot, origin }: Within, walk: Walk): void {
  if (item['defined'] === false) return;
  const text = scene.marktype === 'text' ? textLines(item).filter(Boolean).join(' ') : undefined;
  if (text === '') return;
  const number = (item.datum as Readonly<Record<string, unknown>> | undefined)?.[ROW_NUMBER];
  const scales = walk.marks.get(scene.name ?? '') ?? {};
  const extentOf = (axis: 'x' | 'y'): Extent => {
    const name = scales[axis] ?? scales[`${axis}c`] ?? scales[`${axis}2`];
    const scale = name === undefined ? undefined : scaleOf(plot.group, name, walk);
    const [from, to] = endsOf(scene.marktype, item, axis, scales);
    return { scale, from, to };
  };
  const row = typeof number === 'number' ? walk.rows[number] : undefined;
  const isTinted = row !== undefined && item['fill'] === tintOf(row, plot, scales['fill']);
  const places = { x: extentOf('x'), y: extentOf('y') };
  const order = orderIn(walk);
  const coloured = namesOfColour(item, plot, scales);
  const drawn = { scene, item, kind: scene.marktype, plot, row, ...places, isTinted, coloured, origin, order };
  if (!isPainted(item)) {
    walk.found.unseen.push(drawn);
    return;
  }
  walk.found.items.push(drawn);
  if (text === undefined) return;
  walk.found.labels.push({ text, box: moved(item.bounds, origin), order, ...lettersOf(item), mark: scene.name });
}

function lettersOf(item: SceneItem): Pick<PlacedLabel, 'size' | 'pitch'> {
  const { size, lineHeight } = textSize(item);
  return { size, pitch: textLines(item).filter(Boolean).length > 1 ? lineHeight : undefined };
}

/** For which names a scale of colours has the colour of an item. */
function namesOfColour(
  item: SceneItem,
  { group }: Plot,
  scales: Readonly<Record<string, string | undefined>>,
): readonly unknown[] | undefined {
  for (const channel of ['fill', 'stroke'] as const) {
    const name = scales[channel];
    const scale = name === undefined ? undefined : vegaScale(group, name);
    if (scale?.type !== 'ordinal' || !item[channel]) continue;
    const names = scale.domain().filter((one) => scale(one) === item[channel]);
    if (names.length > 0) return names;
  }
  return undefined;
}

/** The colour that a scale of colours for amounts has for the figure of a row. */
function tintOf({ value }: ChartRow, { group }: Plot, name: string | undefined): unknown {
  const scale = name === undefined ? undefined : vegaScale(group, name);
  const isOfAmounts = scale && scale.type !== 'ordinal' && scale.bandwidth === undefined;
  return isOfAmounts ? scale(value) : undefined;
}

/** The ends of an item on an axis. What lies across its place, as the height of a tick, is none of them. */
function endsOf(
  kind: string,
  item: SceneItem,
  axis: 'x' | 'y',
  scales: Readonly<Record<string, string | undefined>>,
): readonly [from: number, to: number] {
  const start = item[axis] ?? 0;
  const size = item[axis === 'x' ? 'width' : 'height'] ?? 0;
  if (kind === 'rect') {
    const isCentred = scales[`${axis}c`] !== undefined;
    return isCentred ? [start + size / 2, start + size / 2] : [start, start + size];
  }
  const isFlat = kind === 'area' && axis === (item['orient'] === 'horizontal' ? 'y' : 'x');
  const hasEnd = (kind === 'rule' || kind === 'area') && !isFlat;
  const end = item[`${axis}2`];
  return [start, hasEnd && typeof end === 'number' ? end : start];
}

/** Whether an item has paint: what has none is not written. */
export function isPainted(item: SceneItem): boolean {
  return item['opacity'] !== 0 && (hasPaint(item, 'fill') || hasPaint(item, 'stroke'));
}

function hasPaint(item: SceneItem, channel: 'fill' | 'stroke'): boolean {
  const colour = item[channel];
  return (
    typeof colour === 'string' &&
    colour !== '' &&
    colour !== 'transparent' &&
    colour !== 'none' &&
    item[`${channel}Opacity`] !== 0
  );
}

function scaleOf(group: SceneItem, name: string, walk: Walk): PlaceScale | undefined {
  const scale = vegaScale(group, name);
  if (!scale) return undefined;
  const known = walk.scales.get(scale) ?? placeScale(scale);
  walk.scales.set(scale, known);
  return known;
}

function vegaScale(group: SceneItem, name: string): VegaScale | undefined {
  const { scales } = (group['context'] ?? {}) as {
    readonly scales?: Readonly<Record<string, { readonly value?: VegaScale } | undefined>>;
  };
  return scales?.[name]?.value;
}

function placeScale(scale: VegaScale): PlaceScale {
  const { type = '' } = scale;
  const isDiscrete = scale.bandwidth !== undefined;
  const domain = scale.domain();
  const width = isDiscrete ? (scale.bandwidth?.() ?? 0) : 0;
  const at = (pixel: number): number => (scale.invert && !isDiscrete ? Number(scale.invert(pixel)) : Number.NaN);
  const middle = (value: unknown): number => Number(scale(value)) + width / 2;
  // Of points, whose bands have no width, half a step lies to either side.
  const reach = Math.max(width, isDiscrete ? (scale.step?.() ?? 0) * (width > 0 ? 0 : 1) : 0) / 2;
  return {
    key: scale,
    type,
    isDiscrete,
    domain,
    range: scale.range(),
    at,
    slack: (pixel) => Math.abs(at(pixel + 0.5) - at(pixel - 0.5)) / 2,
    categoryAt: (pixel) => {
      const value = domain.find((one) => Math.abs(middle(one) - pixel) <= reach + 0.5);
      return value === undefined ? undefined : { value };
    },
    nearest: (pixel) =>
      domain.toSorted((one, other) => Math.abs(middle(one) - pixel) - Math.abs(middle(other) - pixel))[0],
    middle,
  };
}
