import type { Scene, SceneItem } from './scene.ts';
import type { Theme } from './theme.ts';

const FLAGGED_MARKS = new Set(['rect', 'symbol']);
const HOLLOW_STROKE = 1.25;

/** Why a mark is drawn hollow: it is drawn as the first of these that holds. A forecast has a broken outline too. */
export const HOLLOW_FLAGS = ['forecast', 'derived', 'provisional', 'floor', 'ceiling'] as const;

/** One of these reasons; a figure is a `floor` or a `ceiling` if its source gives no more than a bound. */
export type HollowFlag = (typeof HOLLOW_FLAGS)[number];

/**
 * A mark as the flags of its figure have it drawn: provisional figures, those that the chart works out, and forecasts
 * hollow, forecasts with a dashed outline; points of corrected figures as diamonds. A hollow point hides the line through
 * it.
 */
export function flaggedItem(item: SceneItem, { marktype }: Scene, { colours }: Theme): SceneItem {
  if (!showsFlags(item, marktype)) return item;
  const shaped = marktype === 'symbol' && has(item, 'corrected') ? diamond(item) : item;
  const reason = hollowFlag(item);
  if (!reason) return shaped;
  const forecast = reason === 'forecast';
  const outline = { stroke: item['fill'], strokeWidth: HOLLOW_STROKE, strokeDash: forecast ? [3, 2] : undefined };
  if (marktype === 'symbol') {
    const strokeDash = forecast ? evenDashes(shaped) : undefined;
    return { ...shaped, fill: colours.paper, ...outline, strokeDash };
  }
  const inset = marktype === 'rect' ? insetRectangle(item, HOLLOW_STROKE / 2) : {};
  return { ...shaped, ...inset, fillOpacity: forecast ? 0.08 : 0.16, ...outline };
}

/** What lies beneath a hollow bar, so that no grid line is seen through it: the same shape in paper. */
export function backingOf(item: SceneItem, { marktype }: Scene, { colours }: Theme): SceneItem | undefined {
  if (marktype === 'symbol' || !showsFlags(item, marktype) || !hollowFlag(item)) return undefined;
  return { ...item, fill: colours.paper, fillOpacity: 1, stroke: undefined };
}

/** Dashes that go around a circle a whole number of times: a rest would look like a tear. */
function evenDashes({ size }: SceneItem): number[] {
  const around = 2 * Math.sqrt(Math.PI * (typeof size === 'number' ? size : 36));
  const period = around / Math.max(6, Math.round(around / 2.8));
  return [0.6, 0.4].map((part) => Math.round(part * period * 1000) / 1000);
}

/** Whether an item is drawn hollow, or with paper beneath it. */
export function isFlagged(item: SceneItem): boolean {
  return hollowFlag(item) !== undefined;
}

/** Why an item is hollow, if it can be drawn so. */
export function hollowFlag(item: SceneItem): HollowFlag | undefined {
  return HOLLOW_FLAGS.find((flag) => has(item, flag));
}

/** Whether an item is of those that are drawn as their flags ask: bars and points with a fill. */
export function showsFlags(item: SceneItem, marktype: string): boolean {
  return FLAGGED_MARKS.has(marktype) && Boolean(item['fill']);
}

/** Whether a figure has such a bound: a mark can be hollow for it and for a status. */
export function isBoundOf(item: SceneItem, flag: HollowFlag): boolean {
  return (flag === 'floor' || flag === 'ceiling') && has(item, flag);
}

/** The dashes of a line on its way to a forecast, in widths of its stroke. */
const DASHES = [2, 1.5] as const;

/** A line in pieces: on its way to a forecast, and from it, it is broken. Undefined where it leads to none. */
export function brokenLine({
  items,
  marktype,
}: Scene): { readonly items: SceneItem[]; readonly isDashed: boolean }[] | undefined {
  if (marktype !== 'line' || !items.some((item) => has(item, 'forecast'))) return undefined;
  const pieces: { items: SceneItem[]; isDashed: boolean }[] = [];
  let before: SceneItem | undefined;
  for (const item of items) {
    const last = pieces.at(-1);
    const isDashed = before !== undefined && (has(before, 'forecast') || has(item, 'forecast'));
    if (item['defined'] === false) before = undefined;
    else {
      if (!before) pieces.push({ items: [item], isDashed: false });
      else if (last && (last.isDashed === isDashed || last.items.length === 1)) {
        last.items.push(item);
        last.isDashed = isDashed;
      } else pieces.push({ items: [before, item], isDashed });
      before = item;
    }
  }
  return pieces;
}

/** Whether an author draws a line with dashes. A gap of nothing is a whole line. */
export function hasOwnDashes({ items: [first] }: Scene): boolean {
  const dashes: unknown[] = Array.isArray(first?.['strokeDash']) ? first['strokeDash'] : [];
  return dashes.length > 0 && dashes[1] !== 0;
}

/** The item that gives a piece of a line its stroke. */
export function dashedItem(item: SceneItem): SceneItem {
  if (Array.isArray(item['strokeDash']) && item['strokeDash'].length > 0) return item;
  const width = typeof item['strokeWidth'] === 'number' ? item['strokeWidth'] : 1;
  return { ...item, strokeDash: DASHES.map((part) => part * width), strokeCap: 'butt' };
}

function has(item: SceneItem, flag: HollowFlag | 'corrected'): boolean {
  if (flag === 'floor' || flag === 'ceiling')
    return fieldOf(item, 'loose') === 'bound' && fieldOf(item, flag === 'floor' ? 'high' : 'low') === null;
  return fieldOf(item, flag) === true;
}

function fieldOf({ datum }: SceneItem, name: string): unknown {
  return (datum as Readonly<Record<string, unknown>> | undefined)?.[name];
}

/** A diamond looks smaller than a circle of the same area. */
function diamond(item: SceneItem): SceneItem {
  const { size } = item;
  return { ...item, shape: 'diamond', size: (typeof size === 'number' ? size : 36) * 1.3 };
}

/** A stroke is drawn on both sides of an edge: the rectangle shrinks, so that its outside stays at the figure. */
function insetRectangle({ x = 0, y = 0, width = 0, height = 0 }: SceneItem, by: number): Partial<SceneItem> {
  const [dx, dy] = [Math.min(by, width / 2), Math.min(by, height / 2)];
  return { x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy };
}
