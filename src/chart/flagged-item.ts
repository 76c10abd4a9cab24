import { inOrder, type Scene, type SceneItem, type SceneTools } from './scene.ts';
import type { Theme } from './theme.ts';

const FLAGGED_MARKS = new Set(['rect', 'symbol']);
const HOLLOW_STROKE = 1.25;

/** Why a mark is drawn hollow: it is drawn as the first of these that holds. A forecast has a broken outline too. */
const HOLLOW_FLAGS = ['forecast', 'derived', 'provisional', 'floor', 'ceiling'] as const;

/** One of these reasons; a figure is a `floor` or a `ceiling` if its source gives no more than a bound. */
export type HollowFlag = (typeof HOLLOW_FLAGS)[number];

/** Reason → year. */
export type HollowYears = Readonly<Partial<Record<HollowFlag, number>>>;

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

/** Why marks of a scene are drawn hollow: what a legend has to explain. */
export function hollowFlags(scene: Scene, tools: SceneTools): HollowFlag[] {
  const marks = marksOf(scene, tools);
  const isBound = (flag: HollowFlag): boolean => flag === 'floor' || flag === 'ceiling';
  return HOLLOW_FLAGS.filter((flag) =>
    marks.some((item) => hollowFlag(item) === flag || (isBound(flag) && has(item, flag))),
  );
}

/** The year of the marks that are hollow for a reason, where all have the same. */
export function hollowYears(scene: Scene, tools: SceneTools): HollowYears {
  const years = new Map<HollowFlag, Set<unknown>>();
  for (const item of marksOf(scene, tools)) {
    const flag = hollowFlag(item);
    if (flag) years.set(flag, (years.get(flag) ?? new Set()).add(fieldOf(item, 'year')));
  }
  const single = [...years].flatMap(([flag, [year, ...others]]) =>
    typeof year === 'number' && others.length === 0 ? [[flag, year] as const] : [],
  );
  return Object.fromEntries(single);
}

/** Whether an item is drawn hollow, or with paper beneath it. */
export function isFlagged(item: SceneItem): boolean {
  return hollowFlag(item) !== undefined;
}

function hollowFlag(item: SceneItem): HollowFlag | undefined {
  return HOLLOW_FLAGS.find((flag) => has(item, flag));
}

/** The marks of a scene, and of the groups in it, that can show flags. */
function marksOf(scene: Scene, tools: SceneTools): SceneItem[] {
  return inOrder<SceneItem>(scene, tools).flatMap((item) => {
    if (item['opacity'] === 0) return [];
    if (scene.marktype !== 'group') return showsFlags(item, scene.marktype) ? [item] : [];
    return inOrder<Scene>(item, tools).flatMap((child) => marksOf(child, tools));
  });
}

function showsFlags(item: SceneItem, marktype: string): boolean {
  return FLAGGED_MARKS.has(marktype) && Boolean(item['fill']);
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
