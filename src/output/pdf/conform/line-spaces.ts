import { charactersIn } from './glyph-characters.ts';
import { type Canvas, type Canvases, findMark } from './canvases.ts';
import { type PdfFile, streamText, textOf } from './pdf-file.ts';
import { parseDictionary, referred } from './pdf-syntax.ts';
import type { MarkedContent, StructureElement } from './structure.ts';
import { INLINE } from './structure-fixes.ts';

/**
 * Puts a space at the end of each line that a space has broken. Chromium leaves it out, and a reader that joins the
 * lines of a paragraph would read "industryin". `text` is that of the page: only where it has a space, one is put. A
 * paragraph whose letters it does not have, because a style sheet changes them, is left.
 */
export function addLineSpaces(file: PdfFile, root: StructureElement, canvases: Canvases, text: string): void {
  const fonts = new Map<number, FontCodes>();
  const codesOf = (font: number): FontCodes => {
    const known = fonts.get(font) ?? readFont(file, font);
    fonts.set(font, known);
    return known;
  };
  const page = lettersOf(text);
  let from = 0;
  for (const run of runsIn(root)) {
    const lines = run.flatMap((content) => linesOf(content, canvases, codesOf));
    if (lines.length < 2) continue;
    const letters = lines.map((line) => lettersOf(line.text).letters);
    const start = foundFrom(page.letters, letters.join(''), from);
    if (start === undefined) continue;
    from = start;
    for (const [index, line] of lines.slice(0, -1).entries()) {
      from += letters[index]?.length ?? 0;
      const isSpaced = /\s$/.test(line.text) || /^\s/.test(lines[index + 1]?.text ?? '');
      if (page.spaces.has(from) && !isSpaced) endWithSpace(line, codesOf);
    }
  }
}

/** A line of text, or the part of one that has a font of its own: a text object of a canvas. */
interface PaintedLine {
  readonly canvas: Canvas;
  readonly text: string;
  /** Where its last glyph has been shown. */
  readonly end: number;
  /** Object number and size of its last font. */
  readonly font: number;
  readonly size: string;
}

/** The characters of the codes of a font, and the code of its space. */
interface FontCodes {
  readonly characters: ReadonlyMap<string, string>;
  readonly space: string | undefined;
}

function readFont(file: PdfFile, font: number): FontCodes {
  const map = referred(parseDictionary(textOf(file, font)).get('/ToUnicode'));
  const characters = map === undefined ? new Map<string, string>() : charactersIn(streamText(file, map));
  const [space] = [...characters].find(([, character]) => character === ' ') ?? [];
  return { characters, space };
}

/** The letters of a text, without the difference of capitals and of ligatures, and before which of them a space stands. */
function lettersOf(text: string): { readonly letters: string; readonly spaces: ReadonlySet<number> } {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\p{Cf}/gu, '');
  const spaces = new Set<number>();
  let at = 0;
  for (const word of plain.split(/\s+/)) {
    spaces.add(at);
    at += word.length;
  }
  return { letters: plain.replaceAll(/\s+/g, ''), spaces };
}

function foundFrom(text: string, part: string, from: number): number | undefined {
  const next = text.indexOf(part, from);
  const found = next < 0 ? text.indexOf(part) : next;
  return found < 0 ? undefined : found;
}

/** The content of each paragraph, cell and other piece of running text, in reading order. */
function runsIn(element: StructureElement): MarkedContent[][] {
  const runs: MarkedContent[][] = [[]];
  collectRuns(element, runs);
  return runs;
}

function collectRuns({ kids }: StructureElement, runs: MarkedContent[][]): void {
  for (const kid of kids) {
    if (kid.kind === 'content') runs.at(-1)?.push(kid);
    if (kid.kind !== 'element') continue;
    const isPart = INLINE.has(kid.role) && kid.role !== 'Lbl';
    if (!isPart) runs.push([]);
    collectRuns(kid, runs);
    if (!isPart) runs.push([]);
  }
}

/**
 * What sets a font, shows glyphs, or ends a text object. Glyphs may have a mark of their own: it is read up to its end,
 * as the text that it states would replace a space inside it.
 */
const TEXT_OPERATOR = /\/(\w+) (\S+) Tf\n|<([0-9A-F]+)> Tj\n(?:EMC\n)?|^ET$/gm;

function linesOf(content: MarkedContent, canvases: Canvases, codesOf: (font: number) => FontCodes): PaintedLine[] {
  const { canvas, mark } = findMark(canvases, content) ?? {};
  if (!canvas || !mark?.isShown) return [];
  const [from, to] = [mark.opening[1], mark.closing[0]];
  const lines: PaintedLine[] = [];
  let [font, size, text, end] = [0, '', '', 0];
  for (const match of canvas.content.text.slice(from, to).matchAll(TEXT_OPERATOR)) {
    const [whole, name, points = '', glyphs] = match;
    if (name !== undefined) {
      [font, size] = [canvas.fonts.get(name) ?? 0, points];
    } else if (glyphs === undefined) {
      if (text !== '') lines.push({ canvas, text, end, font, size });
      text = '';
    } else {
      const { characters } = codesOf(font);
      text += glyphs.replaceAll(/.{4}/g, (code) => characters.get(code) ?? '\uFFFD');
      end = from + match.index + whole.length;
    }
  }
  return lines;
}

/** Shows a space after the last glyph of a line, in its font or, if that has none, in another one of the canvas. */
function endWithSpace({ canvas, end, font, size }: PaintedLine, codesOf: (font: number) => FontCodes): void {
  const own = codesOf(font).space;
  const other = [...canvas.fonts].find(([, number]) => codesOf(number).space !== undefined);
  if (own !== undefined) canvas.edits.push({ range: [end, end], text: `<${own}> Tj\n` });
  else if (other) {
    const text = `/${other[0]} ${size} Tf\n<${codesOf(other[1]).space}> Tj\n`;
    canvas.edits.push({ range: [end, end], text });
  }
}
