import { inXml } from '../core/diagnostics/quoting.ts';
import { backingOf, brokenLine, dashedItem, flaggedItem } from './flagged-item.ts';
import { inOrder, type MarkWriter, type Scene, type SceneItem, type SceneTools, textLines, textSize } from './scene.ts';
import type { Theme } from './theme.ts';
import type { SetText, TextStyle, Typesetter } from './typeset.ts';

/** A finished picture and its words. */
export interface Picture {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly root: Scene;
  /** The part that is shown, in CSS pixels of the root. */
  readonly view: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

type Attributes = Record<string, unknown>;

/** What drawings have in common. */
export interface SvgContext {
  readonly tools: SceneTools;
  readonly theme: Theme;
  readonly typesetter: Typesetter;
}

interface Drawing extends SvgContext {
  readonly picture: Picture;
  /** Outlines of the glyphs used so far, by id; absent when text stays text. */
  readonly glyphs: Map<string, string> | undefined;
  readonly clips: string[];
}

/**
 * Writes a picture as SVG. With `outlined`, text becomes glyphs and needs no font; else it is text in the theme's font.
 * Vega's renderer is not used: its ids depend on earlier drawings, it does not outline text, and it does not round
 * coordinates, whose last digits differ between versions of V8.
 */
export function writeSvg(picture: Picture, outlined: boolean, context: SvgContext): string {
  const drawing: Drawing = { ...context, picture, glyphs: outlined ? new Map() : undefined, clips: [] };
  const body = writeScene(picture.root, drawing);
  const { x, y, width, height } = picture.view;
  const [titleId, descId] = [`${picture.name}-title`, `${picture.name}-desc`];
  const root = attributes({
    xmlns: 'http://www.w3.org/2000/svg',
    'xmlns:xlink': outlined ? 'http://www.w3.org/1999/xlink' : undefined,
    width,
    height,
    viewBox: [x, y, width, height].join(' '),
    role: 'img',
    'aria-labelledby': `${titleId} ${descId}`,
    fill: 'none',
    'stroke-miterlimit': 4,
    'font-family': outlined ? undefined : `"${context.theme.font}", sans-serif`,
    'font-size': outlined ? undefined : context.theme.fontSize,
    // Otherwise a browser rounds the width of each glyph to whole pixels and moves labels from where they were measured.
    'text-rendering': outlined ? undefined : 'geometricPrecision',
  });
  const title = element('title', { id: titleId }, inXml(picture.title));
  const description = element('desc', { id: descId }, inXml(picture.description));
  return `<svg${root}>${title}${description}${writeDefinitions(drawing)}${body}</svg>`;
}

function writeDefinitions({ glyphs, clips }: Drawing): string {
  const outlines = [...(glyphs ?? [])].map(([id, d]) => element('path', { id, d }));
  const all = [...outlines, ...clips].join('');
  return all ? element('defs', {}, all) : '';
}

function writeScene(scene: Scene, drawing: Drawing): string {
  const writer = drawing.tools.marks[scene.marktype];
  if (!writer) throw new Error(`Vega drew a mark that is not known here: ${scene.marktype}`);
  const items = inOrder<SceneItem>(scene, drawing.tools);
  const pieces = brokenLine(scene)?.map((piece) => {
    // A line has the style of its first point, and its path from all of its mark.
    const item: SceneItem = Object.assign({ bounds: scene.bounds }, items[0], { mark: { items: piece.items } });
    return piece.isDashed ? dashedItem(item) : item;
  });
  const written = pieces ?? (writer.nested ? items.slice(0, 1) : items);
  const drawn = written.map((item) => writeItem(item, scene, writer, drawing)).join('');
  return scene.clip && drawn ? element('g', { 'clip-path': clipTo(scene.group, drawing) }, drawn) : drawn;
}

function clipTo(group: SceneItem | undefined, drawing: Drawing): string {
  const id = `${drawing.picture.name}-clip-${drawing.clips.length + 1}`;
  const area = element('rect', { width: group?.width ?? 0, height: group?.height ?? 0 });
  drawing.clips.push(element('clipPath', { id }, area));
  return `url(#${id})`;
}

function writeItem(item: SceneItem, scene: Scene, writer: MarkWriter, drawing: Drawing): string {
  if (item['opacity'] === 0) return '';
  if (scene.marktype === 'group') return writeGroup(item, writer, drawing);
  if (scene.marktype === 'text') return writeText(item, writer, drawing);
  const backing = backingOf(item, scene, drawing.theme);
  const drawn = flaggedItem(item, scene, drawing.theme);
  return (backing ? writeShape(backing, writer) : '') + writeShape(drawn, writer);
}

function writeShape(item: SceneItem, writer: MarkWriter): string {
  const style = styleOf(item);
  if (!style['fill'] && !style['stroke']) return '';
  const shape = emitted((emit) => writer.attr(emit, item));
  return shape['d'] === '' ? '' : element(writer.tag, { ...shape, ...style });
}

function writeGroup(item: SceneItem, writer: MarkWriter, drawing: Drawing): string {
  const style = styleOf(item);
  const frame = style['fill'] || style['stroke'] ? emitted((emit) => writer.background?.(emit, item)) : undefined;
  const background = frame ? element('path', { d: frame['d'], ...style }) : '';
  const content = inOrder<Scene>(item, drawing.tools).map((scene) => writeScene(scene, drawing));
  const drawn = background + content.join('');
  if (!drawn) return '';
  const { transform } = emitted((emit) => writer.attr(emit, item));
  const place = { transform: transform === 'translate(0,0)' ? undefined : transform };
  const clip = item['clip'] ? clipTo(item, drawing) : undefined;
  return place.transform || clip ? element('g', { ...place, 'clip-path': clip }, drawn) : drawn;
}

function writeText(item: SceneItem, writer: MarkWriter, drawing: Drawing): string {
  const lines = textLines(item);
  const style = styleOf(item);
  if (!lines.some(Boolean) || (!style['fill'] && !style['stroke'])) return '';
  const { transform, 'text-anchor': anchor } = emitted((emit) => writer.attr(emit, item));
  return drawing.glyphs
    ? writeOutlines(item, lines, { transform, ...style }, String(anchor), drawing)
    : writeWords(item, lines, { transform, 'text-anchor': anchor === 'start' ? undefined : anchor, ...style }, drawing);
}

function writeWords(item: SceneItem, lines: readonly string[], place: Attributes, { theme }: Drawing): string {
  const { family, weight, italic, size } = textStyle(item, theme);
  const { lineHeight } = textSize(item);
  const type = {
    'font-family': family === theme.font ? undefined : `"${family}", sans-serif`,
    'font-size': size === theme.fontSize ? undefined : size,
    'font-weight': weight === 400 ? undefined : weight,
    'font-style': italic ? 'italic' : undefined,
  };
  const [first = ''] = lines;
  if (lines.length === 1) return element('text', { ...place, ...type }, inXml(first));
  const rows = lines.map((line, index) => element('tspan', index ? { x: 0, dy: lineHeight } : {}, inXml(line)));
  return element('text', { ...place, ...type }, rows.join(''));
}

/** Lines as glyphs that share their outlines; the words stay as the label of the group. */
function writeOutlines(
  item: SceneItem,
  lines: readonly string[],
  place: Attributes,
  anchor: string,
  drawing: Drawing,
): string {
  const { lineHeight } = textSize(item);
  const rows = lines.map((line, index) => {
    const set = drawing.typesetter.set(line, textStyle(item, drawing.theme));
    const start = anchor === 'middle' ? -set.width / 2 : anchor === 'end' ? -set.width : 0;
    const scale = `scale(${decimals(set.scale, 5)},${decimals(-set.scale, 5)})`;
    const transform = `translate(${rounded(start)},${rounded(index * lineHeight)}) ${scale}`;
    return element('g', { transform }, glyphUses(set, drawing));
  });
  return element('g', { role: 'img', 'aria-label': lines.join(' '), ...place }, rows.join(''));
}

function glyphUses(set: SetText, { glyphs }: Drawing): string {
  return set.glyphs
    .map((glyph) => {
      const { id, x, y } = glyph;
      const path = glyphs?.get(id) ?? glyph.outline();
      if (!path) return '';
      glyphs?.set(id, path);
      return element('use', { 'xlink:href': `#${id}`, x: x || undefined, y: y || undefined });
    })
    .join('');
}

/** The family, weight, slope and size of a text item. */
export function textStyle(item: SceneItem, theme: Theme): TextStyle {
  const { font, fontWeight, fontStyle } = item;
  const family =
    typeof font === 'string'
      ? font
          .split(',')[0]
          ?.trim()
          .replaceAll(/^["']|["']$/g, '')
      : undefined;
  const weight = fontWeight === 'bold' ? 600 : Number(fontWeight);
  return {
    family: family || theme.font,
    weight: Number.isFinite(weight) && weight > 0 ? weight : 400,
    italic: fontStyle === 'italic' || fontStyle === 'oblique',
    size: textSize(item).size,
  };
}

const STYLES: readonly (readonly [channel: string, attribute: string, initial?: unknown])[] = [
  ['fill', 'fill', 'transparent'],
  ['fillOpacity', 'fill-opacity', 1],
  ['stroke', 'stroke', 'transparent'],
  ['strokeOpacity', 'stroke-opacity', 1],
  ['strokeWidth', 'stroke-width', 1],
  ['strokeCap', 'stroke-linecap', 'butt'],
  ['strokeJoin', 'stroke-linejoin', 'miter'],
  ['strokeDash', 'stroke-dasharray'],
  ['strokeDashOffset', 'stroke-dashoffset', 0],
  ['strokeMiterLimit', 'stroke-miterlimit', 4],
];

/**
 * An item whose opacity is that of its fill and of its stroke, as Vega draws it on a canvas. As an attribute of its own
 * it makes a group, which Chromium leaves out of the tags of a PDF.
 */
function withOpacityOfPaint(item: SceneItem): SceneItem {
  const { opacity, fill, stroke, fillOpacity, strokeOpacity } = item;
  if (typeof opacity !== 'number' || opacity === 1) return item;
  const times = (own: unknown): number => Number(decimals(opacity * (typeof own === 'number' ? own : 1), 4));
  return {
    ...item,
    ...(fill ? { fillOpacity: times(fillOpacity) } : {}),
    ...(stroke ? { strokeOpacity: times(strokeOpacity) } : {}),
  };
}

/** Presentation attributes of an item, without those that have their initial value. */
function styleOf(drawn: SceneItem): Attributes {
  const item = withOpacityOfPaint(drawn);
  const style: Attributes = {};
  for (const [channel, attribute, initial] of STYLES) {
    const value = item[channel];
    const plain = typeof value === 'string' || typeof value === 'number' || Array.isArray(value);
    const says = plain && value !== initial && value !== '' && !(attribute === 'stroke-dasharray' && isSolid(value));
    if (says && (attribute.startsWith('fill') || !attribute.startsWith('stroke') || item['stroke'])) {
      style[attribute] = Array.isArray(value) ? value.join(' ') : value;
    }
  }
  return style;
}

function isSolid(dash: unknown): boolean {
  return !Array.isArray(dash) || dash.length === 0 || dash[1] === 0;
}

function emitted(write: (emit: (name: string, value: unknown) => void) => void): Attributes {
  const found: Attributes = {};
  write((name, value) => {
    found[name] = value;
  });
  return found;
}

function element(tag: string, values: Attributes, content = ''): string {
  return content ? `<${tag}${attributes(values)}>${content}</${tag}>` : `<${tag}${attributes(values)}/>`;
}

/** Attributes whose numbers are coordinates: two decimals are a hundredth of a pixel. */
const GEOMETRY = new Set(['transform', 'd', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'stroke-width']);

function attributes(values: Attributes): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => {
      const text = String(value);
      const exact = name === 'transform' && text.includes('scale(');
      return ` ${name}="${inXml(GEOMETRY.has(name) && !exact ? roundNumbers(text) : text)}"`;
    })
    .join('');
}

function roundNumbers(text: string): string {
  return text.replace(/-?\d*\.\d+(?:e-?\d+)?|-?\d+e-\d+/g, (number) => rounded(Number(number)));
}

function rounded(value: number): string {
  return decimals(value, 2);
}

/** A number with at most so many decimals, no trailing zeros and no negative zero. */
function decimals(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)) + 0);
}
