import { type Content, type Edit, edited, type Mark, readContent } from './content-stream.ts';
import { type Box, IDENTITY, intersection, type Matrix, multiply, transformed, union } from './geometry.ts';
import { type PdfFile, setStreamText, streamText, textOf } from './pdf-file.ts';
import type { MarkedContent, StructureElement } from './structure.ts';
import { contentsOf } from './structure.ts';
import { type Dictionary, parseArray, parseDictionary, referred } from './pdf-syntax.ts';

/** A page, or a form on one, with its painted content. */
export interface Canvas {
  /** Object number of its content stream. */
  readonly stream: number;
  readonly content: Content;
  /** Object numbers of the forms and images that it may paint, by name. */
  readonly resources: ReadonlyMap<string, number>;
  /** Object numbers of its fonts, by name. */
  readonly fonts: ReadonlyMap<string, number>;
  /** Changes to make to it. */
  readonly edits: Edit[];
  /** Of a form: the transformation from its coordinates to those of its page. */
  origin: Matrix;
}

/** The canvases of a file. */
export interface Canvases {
  /** By the object number of the page, or of the form if it holds marked content. */
  readonly canvases: ReadonlyMap<number, Canvas>;
  /** The marked forms of each page. */
  readonly formsOf: ReadonlyMap<number, readonly number[]>;
}

export function readCanvases(file: PdfFile): Canvases {
  const canvases = new Map<number, Canvas>();
  const formsOf = new Map<number, readonly number[]>();
  for (const page of file.pages) {
    const entries = parseDictionary(textOf(file, page));
    const stream = referred(entries.get('/Contents'));
    if (stream === undefined) continue;
    const forms: number[] = [];
    const height = Number(parseArray(entries.get('/MediaBox'))[3]);
    canvases.set(page, readCanvas(file, stream, entries.get('/Resources'), height, canvases, forms));
    formsOf.set(page, forms);
  }
  return { canvases, formsOf };
}

function readCanvas(
  file: PdfFile,
  stream: number,
  resourcesText: string | undefined,
  height: number,
  canvases: Map<number, Canvas>,
  forms: number[],
): Canvas {
  const kinds = parseDictionary(resourcesText ?? '<<>>');
  const resources = numbersByName(kinds.get('/XObject'));
  const tagged = new Map<string, readonly number[]>();
  for (const [name, number] of resources) {
    const entries = parseDictionary(textOf(file, number));
    if (entries.get('/Subtype') !== '/Form') continue;
    const before = forms.length;
    const canvas = readCanvas(file, number, entries.get('/Resources'), height, canvases, forms);
    if (canvas.content.marks.length > 0) {
      canvases.set(number, { ...canvas, origin: matrixOf(entries) });
      forms.push(number);
    }
    if (forms.length > before) tagged.set(name, forms.slice(before));
  }
  const content = readContent(streamText(file, stream), height, new Set(tagged.keys()));
  for (const [name, matrix] of content.placements) {
    for (const form of tagged.get(name) ?? []) {
      const canvas = canvases.get(form);
      if (canvas) canvas.origin = multiply(canvas.origin, matrix);
    }
  }
  return { stream, content, resources, fonts: numbersByName(kinds.get('/Font')), edits: [], origin: IDENTITY };
}

/** The object numbers that a dictionary refers to, by name without the slash. */
function numbersByName(text = '<<>>'): ReadonlyMap<string, number> {
  return new Map([...parseDictionary(text)].map(([key, value]) => [key.slice(1), referred(value) ?? 0]));
}

/** Completes the form of content that is in one. Some versions of Chromium name only the page, which has no such mark. */
export function placeInForms(root: StructureElement, { canvases, formsOf }: Canvases): void {
  for (const content of contentsOf(root)) {
    const forms = formsOf.get(content.page) ?? [];
    if (forms.length === 0 || content.form !== undefined || markOf(canvases.get(content.page), content)) continue;
    const form = forms.find((one) => markOf(canvases.get(one), content) !== undefined);
    if (form !== undefined) content.form = form;
  }
}

/** The mark that a piece of content names, and its canvas. */
export function findMark({ canvases }: Canvases, content: MarkedContent): { canvas: Canvas; mark: Mark } | undefined {
  const canvas = canvases.get(content.form ?? content.page);
  const mark = markOf(canvas, content);
  return canvas && mark && { canvas, mark };
}

const marksById = new WeakMap<Canvas, ReadonlyMap<number, Mark>>();

function markOf(canvas: Canvas | undefined, { mark }: MarkedContent): Mark | undefined {
  if (!canvas) return undefined;
  const known = marksById.get(canvas) ?? new Map(canvas.content.marks.map((one) => [one.id, one]));
  marksById.set(canvas, known);
  return known.get(mark);
}

/** The rectangle of a page that content on it covers. */
export function extentOf(
  file: PdfFile,
  canvases: Canvases,
  contents: readonly MarkedContent[],
  page: number,
): Box | undefined {
  let extent: Box | undefined;
  for (const content of contents) {
    const found = content.page === page ? findMark(canvases, content) : undefined;
    if (!found) continue;
    const box =
      markExtent(file, found.canvas, found.mark) ?? boxIn(parseDictionary(textOf(file, content.form ?? page)));
    extent = union(extent, transformed(found.canvas.origin, box));
  }
  return extent && intersection(extent, boxIn(parseDictionary(textOf(file, page))));
}

/** The rectangle of its canvas that a mark covers: that of its pictures, else its clip. */
function markExtent(file: PdfFile, { resources }: Canvas, { clip, pictures }: Mark): Box | undefined {
  let extent: Box | undefined;
  for (const { name, matrix } of pictures) {
    const entries = parseDictionary(textOf(file, resources.get(name) ?? 0));
    extent = union(extent, transformed(multiply(matrixOf(entries), matrix), boxIn(entries)));
  }
  return extent ?? clip;
}

/** The extent of a page, a form or an image in its own coordinates. An image is one unit high and wide. */
function boxIn(entries: Dictionary): Box {
  const box = entries.get('/MediaBox') ?? entries.get('/BBox');
  const [left = 0, bottom = 0, right = 1, top = 1] = parseArray(box).map(Number);
  return [left, bottom, right, top];
}

function matrixOf(entries: Dictionary): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = parseArray(entries.get('/Matrix')).map(Number);
  return [a, b, c, d, e, f];
}

export function writeCanvases(file: PdfFile, { canvases }: Canvases): void {
  for (const { stream, content, edits } of canvases.values()) {
    setStreamText(file, stream, edited(content.text, [...content.artifacts, ...edits]));
  }
}
