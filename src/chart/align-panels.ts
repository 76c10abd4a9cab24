import type { Rectangle, Scene, SceneItem } from './scene.ts';

/** What is moved: Vega has no option for it. */
interface Movable {
  y: number;
  readonly bounds: { -readonly [side in keyof Rectangle]: number };
}

/** How far below the plots the axis that they share may stand, in CSS pixels: half a label of the other axis. */
const NEAR = 12;

/**
 * Puts the heads of small multiples beside one another in one line, and the axis that they share onto their base line. Vega
 * puts each above and below all that its panel draws, labels included.
 */
export function alignPanels(root: Scene): void {
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
