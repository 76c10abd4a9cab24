import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import type { ChartSpec } from './chart-model.ts';
import { inOrder, type Rectangle, type Scene, type SceneItem, textLines, textSize } from './scene.ts';
import { type SvgContext, textStyle } from './scene-svg.ts';

/** A piece of text in a picture and where its ink is, in CSS pixels of the root. */
interface Label {
  readonly text: string;
  readonly ink: Rectangle;
}

/** Heights of ink above and below the baseline, as parts of the type size: digits and capitals, and descenders. */
const ASCENT = 0.7;
const DESCENT = 0.2;

/** Overlaps that are reported at once. */
const MAX_REPORTED = 20;

/** Reports labels that nobody can read: with a character that no font has, or on one another. */
export function checkLabels(root: Scene, context: SvgContext, spec: ChartSpec, diagnostics: Diagnostics): void {
  const place = placeAt(spec.file, 0);
  const labels = labelsIn(root, 0, 0, context);
  for (const { text } of labels) {
    const character = context.typesetter.lacking(text);
    if (character === undefined) continue;
    const message = `in the chart ${spec.name} no shipped font has the character ${character} of the label "${text}"`;
    diagnostics.error('document/missing-glyph', message, place, 'write the label with other characters');
  }
  for (const [a, b] of overlapping(labels)) {
    const message = `in the chart ${spec.name} the labels "${a.text}" and "${b.text}" overlap`;
    const hint = 'make the chart larger, show fewer labels, or move them with dx and dy';
    diagnostics.warn('chart/label-overlap', message, place, hint);
  }
}

/** All text of a scene whose group begins at (x, y). The ink of rotated text is the rectangle around its corners. */
function labelsIn(scene: Scene, x: number, y: number, context: SvgContext): Label[] {
  return inOrder<SceneItem>(scene, context.tools).flatMap((item) => {
    if (scene.marktype === 'group') {
      const [left, top] = [x + (item.x ?? 0), y + (item.y ?? 0)];
      return inOrder<Scene>(item, context.tools).flatMap((child) => labelsIn(child, left, top, context));
    }
    const text = textLines(item).filter(Boolean).join(' ');
    const shown = scene.marktype === 'text' && text && item['opacity'] !== 0 && item['fill'];
    return shown ? [{ text, ink: inkOf(item, x, y, context) }] : [];
  });
}

/** Vega's own bounds of a text item, without the air above and below it where the text is level. */
function inkOf(item: SceneItem, x: number, y: number, { theme }: SvgContext): Rectangle {
  const { x1, y1, x2, y2 } = item.bounds;
  const { size } = textStyle(item, theme);
  // Vega puts the baseline four fifths of the size below the top of a text's bounds.
  const isLevel = !item['angle'];
  const top = isLevel ? y1 + (0.8 - ASCENT) * size : y1;
  const bottom = isLevel ? y2 - (0.2 - DESCENT) * size - (textSize(item).size - size) : y2;
  return { x1: x + x1, y1: y + top, x2: x + x2, y2: y + bottom };
}

/** The first pairs of labels whose ink meets by more than half a pixel. */
function overlapping(labels: readonly Label[]): [Label, Label][] {
  const pairs: [Label, Label][] = [];
  for (const [index, a] of labels.entries()) {
    for (const b of labels.slice(index + 1)) {
      const width = Math.min(a.ink.x2, b.ink.x2) - Math.max(a.ink.x1, b.ink.x1);
      const height = Math.min(a.ink.y2, b.ink.y2) - Math.max(a.ink.y1, b.ink.y1);
      if (width > 0.5 && height > 0.5 && pairs.push([a, b]) === MAX_REPORTED) return pairs;
    }
  }
  return pairs;
}
