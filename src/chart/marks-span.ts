import { inOrder, type Scene, type SceneItem, type SceneTools } from './scene.ts';

/** The part of the width of a picture that its marks span at least: below that, names and numbers take more room than figures. */
export const LEAST_SPAN = 0.55;

/** From where to where the marks of a plot reach, in CSS pixels of the picture. */
type Reach = readonly [from: number, to: number];

/** Which part of the width of a picture its marks span, without text, axes and grid: of several plots, all of them together. */
export function spanOfMarks(root: Scene, width: number, tools: SceneTools): number {
  const reaches: Reach[] = [];
  collect(root, 0, reaches, tools);
  let [sum, last] = [0, -Infinity];
  for (const [from, to] of reaches.toSorted(([a], [b]) => a - b)) {
    sum += Math.max(0, to - Math.max(from, last));
    last = Math.max(last, to);
  }
  return sum / width;
}

function collect(scene: Scene, x: number, reaches: Reach[], tools: SceneTools): void {
  for (const group of scene.marktype === 'group' ? inOrder<SceneItem>(scene, tools) : []) {
    const left = x + (group.x ?? 0);
    const own: Reach[] = [];
    for (const child of inOrder<Scene>(group, tools)) {
      if (child.marktype === 'group' && child.role !== 'axis') collect(child, left, reaches, tools);
      else if (child.role === 'mark' && child.marktype !== 'text') own.push(...reachesOf(child, left, tools));
    }
    if (own.length > 0) reaches.push([Math.min(...own.map(([from]) => from)), Math.max(...own.map(([, to]) => to))]);
  }
}

function reachesOf(scene: Scene, left: number, tools: SceneTools): Reach[] {
  return inOrder<SceneItem>(scene, tools).flatMap((item): Reach[] => {
    const { x1, x2 } = item.bounds;
    return item['opacity'] === 0 || !(x2 >= x1) ? [] : [[left + x1, left + x2]];
  });
}
