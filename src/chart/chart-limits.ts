import { inOrder, type Scene, type SceneItem, type SceneTools } from './scene.ts';

/** Rows of one `data` object. */
export const MAX_ROWS = 10_000;

/** Marks of a picture, ticks and labels included. A page has room for a few hundred. */
export const MAX_MARKS = 5_000;

/** Time and memory for drawing one chart in its thread; most take a tenth of a second and few megabytes. */
export const DRAWING_LIMITS = { seconds: 30, megabytes: 1024 };

/** The largest number of ticks that a picture needs. */
const MAX_TICKS = 100;

/** The largest width and height that a specification may ask for, in CSS pixels: a sheet of paper. */
export const MAX_SIZE = 1100;

const SIDES: ReadonlySet<string> = new Set(['width', 'height']);

const INTERVALS: ReadonlySet<unknown> = new Set(['day', 'week', 'month', 'year']);

/** A number in a specification that is not drawn, and what is allowed in its place. */
export interface SizeProblem {
  readonly rule: 'chart/invalid' | 'chart/too-large';
  readonly message: string;
  readonly hint: string;
}

/** Finds a number that could take minutes and gigabytes to draw, or an expression in its place; or no size at all. */
export function sizeProblem({
  key,
  value,
  parentKey,
}: {
  readonly key: string;
  readonly value: unknown;
  readonly parentKey: string;
}): SizeProblem | undefined {
  const rule = 'chart/too-large';
  if (SIDES.has(key) || (key === 'step' && SIDES.has(parentKey))) return sideProblem(key, value);
  if (key !== 'tickCount') return undefined;
  if (intervalOf(value) !== undefined) {
    if (INTERVALS.has(intervalOf(value))) return undefined;
    return { rule, message: 'ticks are a day or more apart', hint: `use ${[...INTERVALS].join(', ')}` };
  }
  if (typeof value === 'number' && value <= MAX_TICKS) return undefined;
  const message = `"${key}" is a number, ${MAX_TICKS} at most`;
  return { rule, message, hint: typeof value === 'number' ? 'a picture shows no more' : 'write the number itself' };
}

/** What is wrong with a number of pixels; other values have no problem of size. */
export function sideProblem(key: string, value: unknown): SizeProblem | undefined {
  if (typeof value !== 'number' || (value > 0 && value <= MAX_SIZE)) return undefined;
  if (value > MAX_SIZE) {
    const message = `"${key}" is a number of pixels, ${MAX_SIZE} at most`;
    return { rule: 'chart/too-large', message, hint: 'a sheet of paper has no more' };
  }
  const message = `"${key}" is a number of pixels above 0, ${MAX_SIZE} at most, not ${value}`;
  return { rule: 'chart/invalid', message, hint: `write the pixels that it takes, or leave "${key}" out` };
}

/** The interval of ticks in time: `"month"`, or `{"interval": "month", "step": 3}`. */
function intervalOf(value: unknown): unknown {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'interval' in value ? value.interval : undefined;
}

/** Says whether a scene has more marks than `MAX_MARKS`. */
export function hasTooManyMarks(root: Scene, tools: SceneTools): boolean {
  let count = 0;
  const scenes = [root];
  for (let scene = scenes.pop(); scene && count <= MAX_MARKS; scene = scenes.pop()) {
    if (scene.marktype !== 'group') count += scene.items.length;
    else for (const item of inOrder<SceneItem>(scene, tools)) scenes.push(...inOrder<Scene>(item, tools));
  }
  return count > MAX_MARKS;
}
