import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { ChartSpec } from './chart-model.ts';
import { hintsFor } from './hints.ts';
import { type LabelOwner, labelPlace } from './label-places.ts';
import { inOrder, type Rectangle, type Scene, type SceneItem, textLines, textSize } from './scene.ts';
import { type SvgContext, textStyle } from './scene-svg.ts';

/** A piece of text in a picture and where its ink is, in CSS pixels of the root. */
interface Label {
  readonly text: string;
  readonly ink: Rectangle;
  /** Degrees by which it is turned. */
  readonly angle: number;
  /** Around each of its letters. */
  readonly letters: () => readonly Rectangle[];
  readonly owner: LabelOwner;
}

/** Heights of ink above and below the baseline, as parts of the type size: digits and capitals, and descenders. */
const ASCENT = 0.7;
const DESCENT = 0.2;

/** Vega puts the baseline four fifths of the size below the top of a text's bounds. */
const BASELINE = 0.8;

/** The largest part of a letter that may lie on a letter of another label. */
const MOST_SHARED = 0.4;

/** Pairs of labels that are looked at: more are not needed to see what is wrong. */
const MAX_PAIRS = 200;

/**
 * Reports labels that nobody can read: an error where a character is in no font, digits are upside down or a letter lies on another
 * one, a warning where labels only touch. Returns whether there is no error.
 */
export function checkLabels(root: Scene, context: SvgContext, spec: ChartSpec, diagnostics: Diagnostics): boolean {
  const labels = labelsIn(root, { x: 0, y: 0, owner: {} }, context);
  let isReadable = true;
  for (const { text } of labels) {
    const character = context.typesetter.lacking(text);
    if (character === undefined) continue;
    isReadable = false;
    const message = `in the chart ${spec.name} no shipped font has the character ${character} of the label "${text}"`;
    diagnostics.error('document/missing-glyph', message, spec.place, 'write the label with other characters');
  }
  const upsideDown = labels.find(({ text, angle }) => /\p{N}/u.test(text) && Math.cos((angle * Math.PI) / 180) < -1e-6);
  if (upsideDown) {
    isReadable = false;
    const message = `in the chart ${spec.name} the label "${upsideDown.text}" is upside down: 0.6 would read 9.0`;
    const hint = 'turn it from -90 to 90 degrees, with "angle", or "labelAngle" of an axis';
    diagnostics.error('chart/untrue', message, labelPlace(upsideDown.owner, spec), hint);
  }
  const pairs = touching(labels);
  const covered = pairs.filter(([a, b]) => isCovered(a, b));
  const [isError, reported] = covered.length > 0 ? [true, covered] : [false, pairs];
  const [first] = reported;
  if (!first) return isReadable;
  const names = first.map(({ text }) => `"${text}"`).join(' and ');
  const others = reported.length === 1 ? '' : `, and ${reported.length - 1} more such pairs`;
  const message = `in the chart ${spec.name} the labels ${names} ${isError ? 'lie on each other' : 'touch'}${others}`;
  const hint = hintsFor(spec).labels;
  const place = placeOf(first, spec);
  if (isError) diagnostics.error('chart/label-overlap', message, place, hint);
  else diagnostics.warn('chart/label-overlap', message, place, hint);
  return isReadable && !isError;
}

/** The place of the label that the author can move: one of a mark rather than one of an axis. */
function placeOf([a, b]: readonly [Label, Label], spec: ChartSpec): Place {
  return labelPlace(b.owner.orient === undefined || a.owner.orient !== undefined ? b.owner : a.owner, spec);
}

/** Where a scene stands in the root, and what draws it. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly owner: LabelOwner;
}

/** The frame of what a group of a scene holds. */
export function innerFrame({ role }: Scene, group: SceneItem, { x, y, owner }: Frame): Frame {
  const orient = role === 'axis' ? String(group['orient']) : owner.orient;
  return { x: x + (group.x ?? 0), y: y + (group.y ?? 0), owner: { orient } };
}

/** All text of a scene. The ink of rotated text is the rectangle around its corners. */
function labelsIn(scene: Scene, frame: Frame, context: SvgContext): Label[] {
  return inOrder<SceneItem>(scene, context.tools).flatMap((item) => {
    if (scene.marktype === 'group') {
      const inner = innerFrame(scene, item, frame);
      return inOrder<Scene>(item, context.tools).flatMap((child) => labelsIn(child, inner, context));
    }
    const text = textLines(item).filter(Boolean).join(' ');
    const isShown = scene.marktype === 'text' && text && item['opacity'] !== 0 && item['fill'];
    if (!isShown) return [];
    const owner = { ...frame.owner, mark: scene.name };
    const angle = Number(item['angle'] ?? 0);
    return [{ text, angle, ink: inkOf(item, frame, context), letters: () => lettersOf(item, frame, context), owner }];
  });
}

/** Vega's own bounds of a text item, without the air above and below it where the text is level. */
function inkOf(item: SceneItem, { x, y }: Frame, { theme }: SvgContext): Rectangle {
  const { x1, y1, x2, y2 } = item.bounds;
  const { size } = textStyle(item, theme);
  const isLevel = !item['angle'];
  const top = isLevel ? y1 + (BASELINE - ASCENT) * size : y1;
  const bottom = isLevel ? y2 - (1 - BASELINE - DESCENT) * size - (textSize(item).size - size) : y2;
  return { x1: x + x1, y1: y + top, x2: x + x2, y2: y + bottom };
}

/** The boxes of the letters of a text; of rotated letters the rectangles around their corners. */
export function lettersOf(item: SceneItem, frame: Frame, context: SvgContext): Rectangle[] {
  const style = textStyle(item, context.theme);
  const lines = textLines(item).map((line) => context.typesetter.set(line, style));
  const widest = Math.max(0, ...lines.map(({ width }) => width));
  const { x1, x2, y1 } = levelBounds(item, widest, lines.length);
  const slack = { left: 0, center: 0.5, right: 1 }[String(item['align'])] ?? 0;
  return lines.flatMap(({ glyphs, scale, width }, index) => {
    const left = x1 + slack * (x2 - x1 - width);
    const baseline = y1 + BASELINE * style.size + index * textSize(item).lineHeight;
    return glyphs.flatMap(({ x, y, box: { minX, minY, maxX, maxY } }) => {
      if (maxX <= minX || maxY <= minY) return [];
      const [from, to] = [left + scale * (x + minX), left + scale * (x + maxX)];
      const [top, bottom] = [baseline - scale * (y + maxY), baseline - scale * (y + minY)];
      const corners = [from, to].flatMap((across) => [top, bottom].map((down) => turned(item, across, down)));
      const [xs, ys] = [corners.map((corner) => corner.x + frame.x), corners.map((corner) => corner.y + frame.y)];
      return [{ x1: Math.min(...xs), x2: Math.max(...xs), y1: Math.min(...ys), y2: Math.max(...ys) }];
    });
  });
}

/** The bounds of a text before it is turned: Vega turns around its place, so the middle of both is the same when turned back. */
function levelBounds(item: SceneItem, width: number, lines: number): Rectangle {
  if (!item['angle']) return item.bounds;
  const { x1, x2, y1, y2 } = item.bounds;
  const { x, y } = turned(item, (x1 + x2) / 2, (y1 + y2) / 2, -1);
  const { size, lineHeight } = textSize(item);
  const height = size + lineHeight * (lines - 1);
  return { x1: x - width / 2, x2: x + width / 2, y1: y - height / 2, y2: y + height / 2 };
}

/** A point of a level text where it stands when the text is turned, or back again. */
function turned(item: SceneItem, x: number, y: number, way: 1 | -1 = 1): { readonly x: number; readonly y: number } {
  const angle = (way * Number(item['angle'] ?? 0) * Math.PI) / 180;
  const [left, top] = [item.x ?? 0, item.y ?? 0];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { x: left + cos * (x - left) - sin * (y - top), y: top + sin * (x - left) + cos * (y - top) };
}

/** Whether the ink of two labels meets by more than half a pixel; of slanted ones, that of two of their letters. */
function isTouching(a: Label, b: Label): boolean {
  const meet = (one: Rectangle, other: Rectangle): boolean => {
    const { width, height } = shared(one, other);
    return width > 0.5 && height > 0.5;
  };
  if (!meet(a.ink, b.ink)) return false;
  const isSlanted = [a, b].some(({ angle }) => angle % 90 !== 0);
  return !isSlanted || a.letters().some((one) => b.letters().some((other) => meet(one, other)));
}

/** The first pairs of labels whose ink meets by more than half a pixel. */
function touching(labels: readonly Label[]): [Label, Label][] {
  const pairs: [Label, Label][] = [];
  for (const [index, a] of labels.entries()) {
    for (const b of labels.slice(index + 1)) {
      if (isTouching(a, b) && pairs.push([a, b]) === MAX_PAIRS) return pairs;
    }
  }
  return pairs;
}

function shared(a: Rectangle, b: Rectangle): { width: number; height: number } {
  return { width: Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1), height: Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1) };
}

/** Whether a letter of one label lies on a letter of the other. */
function isCovered(a: Label, b: Label): boolean {
  return a.letters().some((one) =>
    b.letters().some((other) => {
      const { width, height } = shared(one, other);
      return width > 0 && height > 0 && width * height > MOST_SHARED * Math.min(areaOf(one), areaOf(other));
    }),
  );
}

function areaOf({ x1, y1, x2, y2 }: Rectangle): number {
  return (x2 - x1) * (y2 - y1);
}
