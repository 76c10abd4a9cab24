import { isCssColour } from '../brief/colour.ts';
import { inOrder, type Rectangle, type Scene, type SceneItem, type SceneTools, textLines } from './scene.ts';

/** The part of a picture that is shown, in CSS pixels of the root. */
interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Says whether anything of a scene has paint within the part of it that is shown. */
export function drawsSomething(root: Scene, { x, y, width, height }: View, tools: SceneTools): boolean {
  return drawsIn(root, { x: 0, y: 0, shown: { x1: x, y1: y, x2: x + width, y2: y + height } }, tools);
}

/** Says whether a scene has anything that stands for data. */
export function hasMarks(scene: Scene, tools: SceneTools): boolean {
  if (scene.marktype !== 'group') return scene.role === 'mark' && scene.items.length > 0;
  return scene.items.some((item) => inOrder<Scene>(item, tools).some((child) => hasMarks(child, tools)));
}

/** The first colour of a scene that is none in CSS, which browsers do not draw. */
export function unknownColour(scene: Scene, tools: SceneTools): string | undefined {
  for (const item of inOrder<SceneItem>(scene, tools)) {
    const unknown = [item['fill'], item['stroke']].find((paint) => typeof paint === 'string' && !isColour(paint));
    if (typeof unknown === 'string') return unknown;
    if (scene.marktype !== 'group') continue;
    for (const child of inOrder<Scene>(item, tools)) {
      const within = unknownColour(child, tools);
      if (within !== undefined) return within;
    }
  }
  return undefined;
}

function isColour(paint: string): boolean {
  return paint === '' || paint === 'none' || isCssColour(paint);
}

/** Where a scene stands in the root, and what of the root it may paint. */
interface Frame {
  readonly x: number;
  readonly y: number;
  readonly shown: Rectangle;
}

function drawsIn(scene: Scene, outer: Frame, tools: SceneTools): boolean {
  const frame = scene.clip ? clipped(outer, scene.group) : outer;
  const items = inOrder<SceneItem>(scene, tools);
  // the first point of a line stands for all
  if (tools.marks[scene.marktype]?.nested) return items.slice(0, 1).some((item) => isSeen(item, scene.bounds, frame));
  return items.some((item) => {
    if (scene.marktype !== 'group') return isSeen(item, item.bounds, frame) && !isBlankText(item, scene);
    if (item['opacity'] === 0) return false;
    const inner = { ...frame, x: frame.x + (item.x ?? 0), y: frame.y + (item.y ?? 0) };
    if (isSeen(item, { x1: 0, y1: 0, x2: item.width ?? 0, y2: item.height ?? 0 }, inner)) return true;
    const within = item['clip'] ? clipped(inner, item) : inner;
    return inOrder<Scene>(item, tools).some((child) => drawsIn(child, within, tools));
  });
}

/** A frame whose marks are cut off at the edges of their group. */
function clipped({ x, y, shown }: Frame, group: SceneItem | undefined): Frame {
  const { width = 0, height = 0 } = group ?? {};
  return { x, y, shown: overlap(shown, { x1: x, y1: y, x2: x + width, y2: y + height }) };
}

/** Whether an item has paint, and bounds within what is shown. */
function isSeen(item: SceneItem, { x1, y1, x2, y2 }: Rectangle, { x, y, shown }: Frame): boolean {
  if (item['opacity'] === 0 || !(isPaint(item, 'fill') || isPaint(item, 'stroke'))) return false;
  const seen = overlap(shown, { x1: x + x1, y1: y + y1, x2: x + x2, y2: y + y2 });
  return seen.x2 > seen.x1 && seen.y2 > seen.y1;
}

function isPaint(item: SceneItem, channel: 'fill' | 'stroke'): boolean {
  const colour = item[channel];
  return Boolean(colour) && colour !== 'transparent' && colour !== 'none' && item[`${channel}Opacity`] !== 0;
}

function isBlankText(item: SceneItem, { marktype }: Scene): boolean {
  return marktype === 'text' && !textLines(item).some(Boolean);
}

function overlap(a: Rectangle, b: Rectangle): Rectangle {
  return {
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
    x2: Math.min(a.x2, b.x2),
    y2: Math.min(a.y2, b.y2),
  };
}
