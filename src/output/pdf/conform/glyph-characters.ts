import { compareText } from '../../../core/diagnostics/text-order.ts';
import type { Edit } from './content-stream.ts';
import { type PdfFile, setStreamText, streamText, textOf } from './pdf-file.ts';
import type { Canvas, Canvases } from './canvases.ts';
import { parseDictionary, readText, referred } from './pdf-syntax.ts';

/**
 * Corrects the characters that fonts give for their glyphs. A font has one glyph for several characters that look alike
 * (言 and its radical ⾔, ’ and ʼ, fi and ﬁ), and Chromium writes the wrong one into the font. It marks each use of the
 * glyph with the right one (`ActualText`), but many readers ignore these marks, and some fail at them. So the font gets
 * the right character, and the marks are removed.
 */
export function correctCharacters(file: PdfFile, { canvases }: Canvases): void {
  const uses = [...canvases.values()].flatMap(markedGlyphs);
  const charactersOf = new Map<number, Map<string, string>>();
  const ambiguous = new Set<string>();
  for (const { font, code, text } of uses) {
    const known = charactersOf.get(font) ?? new Map<string, string>();
    charactersOf.set(font, known);
    if ((known.get(code) ?? text) !== text) ambiguous.add(`${font} ${code}`);
    known.set(code, text);
  }
  const corrected = new Map([...charactersOf].map(([font, known]) => [font, correctFont(file, font, known)]));
  for (const { canvas, font, code, marks } of uses) {
    if (corrected.get(font)?.has(code) && !ambiguous.has(`${font} ${code}`)) canvas.edits.push(...marks);
  }
}

/** A glyph in marks that give its characters. */
interface MarkedGlyph {
  readonly canvas: Canvas;
  /** Object number of its font. */
  readonly font: number;
  /** Its code in the font, four hexadecimal digits. */
  readonly code: string;
  readonly text: string;
  /** The edits that remove the marks. */
  readonly marks: readonly Edit[];
}

/** A change of font, or a single glyph in marks that give its characters. */
const FONT_OR_GLYPH =
  /\/(\w+) \S+ Tf\n|\/Span<<\/ActualText (\([^\n]*\)|<[0-9A-F]+>) >> BDC\n((?:\/(\w+) \S+ Tf\n)?(?:[^\n]* Tm\n)?[^\n<]*<([0-9A-F]{4})> Tj\n)EMC\n/g;

/** The glyphs of a canvas that are marked with their characters. */
export function markedGlyphs(canvas: Canvas): MarkedGlyph[] {
  const { text } = canvas.content;
  const uses: MarkedGlyph[] = [];
  if (!text.includes('/ActualText')) return uses;
  let current = '';
  for (const match of text.matchAll(FONT_OR_GLYPH)) {
    const [whole, changed, characters, glyph = '', own, code] = match;
    current = changed ?? own ?? current;
    const font = canvas.fonts.get(current);
    if (characters === undefined || code === undefined || font === undefined) continue;
    const start = match.index;
    const end = start + whole.length;
    const opening = whole.length - glyph.length - CLOSING.length;
    const marks: Edit[] = [
      { range: [start, start + opening], text: '' },
      { range: [end - CLOSING.length, end], text: '' },
    ];
    uses.push({ canvas, font, code, text: readText(characters), marks });
  }
  return uses;
}

const CLOSING = 'EMC\n';

/** Characters that texts hardly ever contain: Chinese radicals, ligatures and the modifier letter apostrophe. */
const LOOKALIKE = /^[\u02BC\u2E80-\u2FDF\uFB00-\uFB06]$/;

/** Replaces the lookalikes that a font gives for codes; answers the codes. */
function correctFont(file: PdfFile, font: number, known: ReadonlyMap<string, string>): ReadonlySet<string> {
  const corrected = new Set<string>();
  const number = referred(parseDictionary(textOf(file, font)).get('/ToUnicode'));
  if (number === undefined) return corrected;
  const text = streamText(file, number);
  const characters = charactersIn(text);
  for (const [code, right] of known) {
    if (!LOOKALIKE.test(characters.get(code) ?? '')) continue;
    characters.set(code, right);
    corrected.add(code);
  }
  if (corrected.size > 0) setStreamText(file, number, withCharacters(text, characters));
  return corrected;
}

/** The characters of each code in a character map, which lists single codes and ranges of consecutive characters. */
export function charactersIn(text: string): Map<string, string> {
  const characters = new Map<string, string>();
  for (const [, first = '', last, utf16Hex = ''] of text.matchAll(/^<(\w{4})>(?: <(\w{4})>)? <(\w+)>$/gm)) {
    const from = parseInt(first, 16);
    const start = Buffer.from(utf16Hex, 'hex').swap16().toString('utf16le');
    for (let code = from; code <= parseInt(last ?? first, 16); code += 1) {
      const character = String.fromCharCode(start.charCodeAt(start.length - 1) + code - from);
      characters.set(hex(code), start.slice(0, -1) + character);
    }
  }
  return characters;
}

/** The most entries that a section of a character map may have. */
const SECTION = 100;

/** A character map with its entries replaced. */
function withCharacters(text: string, characters: ReadonlyMap<string, string>): string {
  const entries = [...characters].sort(([a], [b]) => compareText(a, b));
  const sections: string[] = [];
  for (let from = 0; from < entries.length; from += SECTION) {
    const lines = entries.slice(from, from + SECTION).map(([code, text]) => `<${code}> <${utf16(text)}>\n`);
    sections.push(`${lines.length} beginbfchar\n${lines.join('')}endbfchar\n`);
  }
  const head = text.slice(0, text.indexOf('endcodespacerange\n') + 'endcodespacerange\n'.length);
  return head + sections.join('') + text.slice(text.indexOf('endcmap'));
}

function utf16(text: string): string {
  return [...Array(text.length).keys()].map((at) => hex(text.charCodeAt(at))).join('');
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
