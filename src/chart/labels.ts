import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import type { ChartSpec } from './chart-model.ts';
import { type Box, inOrder, type Scene, type SceneItem, type SceneTools, textLines, textSize } from './scene.ts';
import { textStyle } from './scene-svg.ts';
import type { Theme } from './theme.ts';
import type { Typesetter } from './typeset.ts';

/** A piece of text in a picture and the box of its ink, in CSS pixels of the root. */
export interface Label {
  readonly text: string;
  readonly box: Box;
}

interface LabelContext {
  readonly tools: SceneTools;
  readonly theme: Theme;
  readonly typesetter: Typesetter;
}

/** Heights of ink above and below the baseline, as parts of the type size: digits and capitals, and descenders. */
const ASCENT = 0.7;
const DESCENT = 0.2;

/** All text of a picture. Rotated text has the box around its corners. */
function labelsOf(root: Scene, context: LabelContext): Label[] {
  return labelsIn(root, 0, 0, context);
}

function labelsIn(scene: Scene, x: number, y: number, context: LabelContext): Label[] {
  return inOrder<SceneItem>(scene, context.tools).flatMap((item) => {
    if (scene.marktype === 'group') {
      const [left, top] = [x + (item.x ?? 0), y + (item.y ?? 0)];
      return inOrder<Scene>(item, context.tools).flatMap((child) => labelsIn(child, left, top, context));
    }
    const text = textLines(item).filter(Boolean).join(' ');
    const shown = scene.marktype === 'text' && text && item['opacity'] !== 0 && item['fill'];
    return shown ? [{ text, box: inkBox(item, x, y, context) }] : [];
  });
}

/** The ink of a text item: Vega's own bounds, less the air above and below it where the text is level. */
function inkBox(item: SceneItem, x: number, y: number, { theme }: LabelContext): Box {
  const { x1, y1, x2, y2 } = item.bounds;
  const { size } = textStyle(item, theme);
  // Vega puts the baseline four fifths of the size below the top of a text's bounds.
  const level = !item['angle'];
  const top = level ? y1 + (0.8 - ASCENT) * size : y1;
  const bottom = level ? y2 - (0.2 - DESCENT) * size - (textSize(item).size - size) : y2;
  return { x1: x + x1, y1: y + top, x2: x + x2, y2: y + bottom };
}

/** Reports labels that nobody could read: with a character that no font has, or on one another. */
export function checkLabels(root: Scene, context: LabelContext, spec: ChartSpec, diagnostics: Diagnostics): void {
  const place = placeAt(spec.file, 0);
  const labels = labelsOf(root, context);
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

/** Pairs of labels whose ink meets by more than a hair. */
function overlapping(labels: readonly Label[]): [Label, Label][] {
  const hair = 0.5;
  return labels.flatMap((a, index) =>
    labels
      .slice(index + 1)
      .filter(
        (b) =>
          Math.min(a.box.x2, b.box.x2) - Math.max(a.box.x1, b.box.x1) > hair &&
          Math.min(a.box.y2, b.box.y2) - Math.max(a.box.y1, b.box.y1) > hair,
      )
      .map((b): [Label, Label] => [a, b]),
  );
}
