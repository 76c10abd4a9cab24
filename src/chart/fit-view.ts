import type { View } from 'vega';
import type { Rectangle, Scene, SceneItem } from './scene.ts';

/** The part of a scene that is shown, in CSS pixels of its root. */
export interface ShownPart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A size that a picture is to have, in CSS pixels; anything but a number leaves it as drawn. */
export interface WantedSize {
  readonly width?: unknown;
  readonly height?: unknown;
}

/** Rounds of fitting; labels at the edge move less each time. */
const MAX_FITS = 12;

/**
 * Changes the size of the plot, or of each of several equal plots, until the picture, labels included, has the size that
 * is wanted. A height that follows from the number of rows is that of the plot. Vega's own fitting does one round, after which
 * labels move.
 */
export async function fitView(view: View, { width, height }: WantedSize): Promise<FittedScene> {
  const [plotWidth, plotHeight] = plotSignals(view);
  const sides = [
    { signal: plotWidth, wanted: width, rounds: [] as Round[] },
    { signal: plotHeight, wanted: height, rounds: [] as Round[] },
  ];
  for (let round = 0; ; round += 1) {
    await view.runAsync();
    const { root } = view.scenegraph() as unknown as { root: Scene };
    alignPanels(root);
    const drawn = viewOf(root);
    let isFit = true;
    for (const [at, { signal, wanted, rounds }] of sides.entries()) {
      const whole = at === 0 ? drawn.width : drawn.height;
      if (typeof wanted !== 'number' || isNear(whole, wanted, signal)) continue;
      isFit = false;
      rounds.push({ plot: Number(view.signal(signal)), whole });
      if (round < MAX_FITS) view.signal(signal, nextPlot(rounds, isShared(signal) ? wanted - 1 : wanted));
    }
    if (isFit || round === MAX_FITS) return { root, view: padded(drawn, width, height) };
  }
}

/** A drawn scene, and the part of it that is shown. */
export interface FittedScene {
  readonly root: Scene;
  readonly view: ShownPart;
}

/** Vega puts plots side by side at whole pixels, so that few of their sums can be reached exactly. */
const MOST_LACKING = 4;

function isNear(whole: number, wanted: number, signal: string): boolean {
  return whole === wanted || (isShared(signal) && whole < wanted && wanted - whole <= MOST_LACKING);
}

function isShared(signal: string): boolean {
  return signal.startsWith('child_');
}

/** The shown part, made larger by the few pixels that plots side by side may lack. */
function padded(drawn: ShownPart, width: unknown, height: unknown): ShownPart {
  const grown = (size: number, wanted: unknown): number =>
    typeof wanted === 'number' && wanted > size && wanted - size <= MOST_LACKING ? wanted : size;
  return { ...drawn, width: grown(drawn.width, width), height: grown(drawn.height, height) };
}

/** The size of a plot and of the whole picture, in one round. */
interface Round {
  readonly plot: number;
  readonly whole: number;
}

/** The signals that set the size of a plot; plots side by side share them. */
function plotSignals(view: View): [width: string, height: string] {
  const { signals } = view.getState({ signals: () => true, data: () => false }) as { signals: object };
  return 'child_width' in signals || 'child_height' in signals ? ['child_width', 'child_height'] : ['width', 'height'];
}

/** The next size to try. The whole grows by as much as the plots in a row or column together: at first a guess. */
function nextPlot(rounds: readonly Round[], wanted: number): number {
  const [last, before] = [rounds.at(-1), rounds.at(-2)];
  if (!last) return wanted;
  const seen = before && last.plot !== before.plot ? (last.whole - before.whole) / (last.plot - before.plot) : 0;
  const plots = seen >= 0.5 ? seen : Math.max(1, Math.floor(last.whole / last.plot));
  return Math.max(1, last.plot + (wanted - last.whole) / plots);
}

/** Everything that is drawn, and the corner of the plot, in whole pixels. */
function viewOf(root: Scene): ShownPart {
  const frame = root.items[0];
  const { x1, y1, x2, y2 } = frame?.bounds ?? { x1: 0, y1: 0, x2: 0, y2: 0 };
  const [x, y] = [Math.floor(Math.min(0, x1)), Math.floor(Math.min(0, y1))];
  const width = Math.ceil(Math.max(frame?.width ?? 0, x2)) - x;
  const height = Math.ceil(Math.max(frame?.height ?? 0, y2)) - y;
  return { x, y, width: Math.max(1, width), height: Math.max(1, height) };
}

/** What is moved: Vega has no option for it. */
interface Movable {
  y: number;
  readonly bounds: { -readonly [side in keyof Rectangle]: number };
}

/** How far below the plots the axis that they share may stand, in CSS pixels: half a label of the other axis. */
const NEAR = 12;

/**
 * Puts the heads of small multiples side by side in one line, and the axis that they share onto their base line. Vega
 * puts each above and below all that its panel draws, labels included.
 */
function alignPanels(root: Scene): void {
  const scenes = root.items[0]?.items ?? [];
  const panels = scenes.filter(({ role }) => role === 'scope').flatMap(({ items }) => items);
  const tops = new Set(panels.map(({ y = 0 }) => y));
  for (const top of tops) {
    const heads = panels.filter(({ y = 0 }) => y === top).flatMap(headsOf);
    const highest = Math.min(...heads.map(({ y = 0 }) => y));
    for (const head of heads) moveTo(head, highest);
  }
  const base = Math.max(...panels.map(({ y = 0, height = 0 }) => y + height));
  const axes = scenes.filter(({ role }) => role === 'column-footer' || role === 'column_footer');
  for (const axis of axes.flatMap(({ items }) => items)) if (Math.abs((axis.y ?? 0) - base) <= NEAR) moveTo(axis, base);
  const frame = root.items[0] as unknown as Movable | undefined;
  const lowest = Math.max(...scenes.flatMap(({ items }) => items).map(({ bounds }) => bounds.y2));
  if (frame && axes.length > 0) frame.bounds.y2 = Math.min(frame.bounds.y2, lowest);
}

function headsOf({ items = [] }: SceneItem): SceneItem[] {
  return items.filter(({ role }) => role === 'title').flatMap((scene) => scene.items);
}

function moveTo(item: SceneItem, y: number): void {
  const moved = item as unknown as Movable;
  const by = y - moved.y;
  moved.y = y;
  moved.bounds.y1 += by;
  moved.bounds.y2 += by;
}
