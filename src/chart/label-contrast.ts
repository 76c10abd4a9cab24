import { contrast, hexColour, onDark, over } from '../brief/colour.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { ChartSpec } from './chart-model.ts';
import { backingOf, flaggedItem } from './flagged-item.ts';
import { type LabelOwner, labelPlace } from './label-places.ts';
import { type Frame, innerFrame, lettersOf } from './labels.ts';
import { inOrder, type Rectangle, type Scene, type SceneItem, textLines } from './scene.ts';
import { type SvgContext, textStyle } from './scene-svg.ts';

/** Contrast that WCAG 2.2 requires of text and of large text (1.4.3), and the CSS pixels of large type. */
const TEXT = 4.5;
const LARGE = { contrast: 3, size: 24, boldSize: 18.66, bold: 600 };

/** Colours of the house for text, in the order in which they are proposed. */
const READABLE = ['ink', 'muted', 'paper'] as const;

/** What a picture has painted so far; the colour is undefined where it is not known what stands at a point. */
interface Patch extends Rectangle {
  readonly colour: string | undefined;
  readonly opacity: number;
}

/** A label whose contrast is too low. */
interface PaleLabel {
  readonly text: string;
  readonly colour: string;
  readonly ground: string;
  readonly contrast: number;
  readonly least: number;
  readonly isDark: boolean;
  readonly owner: LabelOwner;
  /** Names of colours that can be read on all that the label lies on. */
  readonly remedies: readonly string[];
}

interface Search {
  readonly context: SvgContext;
  readonly painted: Patch[];
  readonly found: PaleLabel[];
}

/**
 * Reports labels whose colour stands out too little from what they lie on: paper and the bars on it, in light and on a dark
 * screen. What areas and points paint beneath a letter is not measured. Returns whether there is none.
 */
export function checkContrast(root: Scene, context: SvgContext, spec: ChartSpec, diagnostics: Diagnostics): boolean {
  const search: Search = { context, painted: [], found: [] };
  look(root, { x: 0, y: 0, owner: {} }, search);
  const worst = search.found.toSorted((a, b) => a.contrast - b.contrast)[0];
  if (!worst) return true;
  const { text, colour, ground, least, isDark, owner, remedies } = worst;
  const others = search.found.length === 1 ? '' : `, and ${search.found.length - 1} more such labels`;
  // Rounded down, so that a failing contrast never looks like a sufficient one.
  const ratio = (Math.floor(worst.contrast * 100) / 100).toFixed(2);
  const where = isDark ? ' on a dark screen' : '';
  const message = `in the chart ${spec.name} the label "${text}", ${colour} on ${ground}, has a contrast of ${ratio}:1${where}, and needs ${least}:1${others}`;
  const named = remedies.map((name) => `{ "expr": "${name}" }`).join(' or ');
  const hint = named ? `its colour can be ${named}` : 'move it beside what it lies on';
  diagnostics.error('chart/contrast', message, labelPlace(owner, spec), hint);
  return false;
}

function look(scene: Scene, frame: Frame, search: Search): void {
  for (const item of inOrder<SceneItem>(scene, search.context.tools)) {
    if (item['opacity'] === 0) continue;
    if (scene.marktype === 'group') {
      const inner = innerFrame(scene, item, frame);
      paint(item, { x1: 0, y1: 0, x2: item.width ?? 0, y2: item.height ?? 0 }, inner, search);
      for (const child of inOrder<Scene>(item, search.context.tools)) look(child, inner, search);
    } else if (scene.marktype === 'text') {
      measure(item, { ...frame, owner: { ...frame.owner, mark: scene.name } }, search);
    } else {
      const backing = backingOf(item, scene, search.context.theme);
      if (backing && scene.marktype === 'rect') paint(backing, item.bounds, frame, search);
      const drawn = flaggedItem(item, scene, search.context.theme);
      const isPlain = scene.marktype === 'rect';
      paint(isPlain ? drawn : { ...drawn, fill: drawn['fill'] && {} }, item.bounds, frame, search);
    }
  }
}

function paint(item: SceneItem, { x1, y1, x2, y2 }: Rectangle, { x, y }: Frame, { painted }: Search): void {
  const fill = item['fill'];
  if (!fill || fill === 'transparent' || fill === 'none') return;
  const colour = typeof fill === 'string' ? fill : undefined;
  painted.push({ x1: x + x1, y1: y + y1, x2: x + x2, y2: y + y2, colour, opacity: opacityOf(item) });
}

function opacityOf({ opacity, fillOpacity }: SceneItem): number {
  return [opacity, fillOpacity].reduce<number>((all, own) => all * (typeof own === 'number' ? own : 1), 1);
}

function measure(item: SceneItem, frame: Frame, { context, painted, found }: Search): void {
  const text = textLines(item).filter(Boolean).join(' ');
  const fill = item['fill'];
  if (!text || typeof fill !== 'string' || hexColour(fill) === undefined) return;
  const { colours, ground: dark } = context.theme;
  const letters = lettersOf(item, frame, context);
  const least = leastFor(item, context);
  for (const isDark of [false, true]) {
    const paper = isDark ? dark : colours.paper;
    const shade = (colour: string): string => hexColour(isDark ? darkened(colour, dark) : colour) ?? paper;
    const grounds = new Set(letters.flatMap((letter) => groundOf(letter, painted, paper, shade) ?? []));
    const ratioOn = (ground: string, colour: string, opacity = 1): number =>
      contrast(over(shade(colour), opacity, ground), ground);
    const ratios = [...grounds].map((ground) => ({ ground, ratio: ratioOn(ground, fill, opacityOf(item)) }));
    const [worst] = ratios.toSorted((a, b) => a.ratio - b.ratio);
    if (!worst || worst.ratio >= least) continue;
    const remedies = READABLE.filter((name) => [...grounds].every((ground) => ratioOn(ground, colours[name]) >= least));
    const shown = { colour: shade(fill), ground: worst.ground, contrast: worst.ratio };
    found.push({ text, ...shown, least, isDark, owner: frame.owner, remedies });
    return;
  }
}

/** The colour on a dark screen: only those that are written as a number are mapped there. */
function darkened(colour: string, ground: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? onDark(colour, ground) : colour;
}

function leastFor(item: SceneItem, { theme }: SvgContext): number {
  const { size, weight } = textStyle(item, theme);
  return size >= (weight >= LARGE.bold ? LARGE.boldSize : LARGE.size) ? LARGE.contrast : TEXT;
}

/** The colour beneath the middle of a letter, undefined where it is not known. */
function groundOf(
  { x1, x2, y1, y2 }: Rectangle,
  painted: readonly Patch[],
  paper: string,
  shade: (colour: string) => string,
): string | undefined {
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  return painted
    .filter((patch) => patch.x1 <= x && x <= patch.x2 && patch.y1 <= y && y <= patch.y2)
    .reduce<string | undefined>((ground, { colour, opacity }) => {
      if (colour === undefined) return undefined;
      return opacity === 1 ? shade(colour) : ground && over(shade(colour), opacity, ground);
    }, paper);
}
