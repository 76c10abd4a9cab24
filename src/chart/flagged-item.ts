import type { Scene, SceneItem } from './scene.ts';
import type { Theme } from './theme.ts';

const FLAGGED_MARKS = new Set(['rect', 'symbol', 'arc']);
const HOLLOW_STROKE = 1.25;

/**
 * A mark as the flags of its figure have it drawn: provisional figures and forecasts hollow, forecasts with a dashed
 * outline; points of corrected figures as diamonds. A hollow point hides the line through it.
 */
export function flaggedItem(item: SceneItem, { marktype }: Scene, { colours }: Theme): SceneItem {
  const datum = item.datum as Readonly<Record<string, unknown>> | undefined;
  if (!FLAGGED_MARKS.has(marktype) || !item['fill']) return item;
  const shaped = marktype === 'symbol' && datum?.['corrected'] === true ? diamond(item) : item;
  const forecast = datum?.['forecast'] === true;
  if (!forecast && datum?.['provisional'] !== true) return shaped;
  const outline = { stroke: item['fill'], strokeWidth: HOLLOW_STROKE, strokeDash: forecast ? [3, 2] : undefined };
  if (marktype === 'symbol') return { ...shaped, fill: colours.paper, ...outline };
  const inset = marktype === 'rect' ? insetRectangle(item, HOLLOW_STROKE / 2) : {};
  return { ...shaped, ...inset, fillOpacity: forecast ? 0.08 : 0.16, ...outline };
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
