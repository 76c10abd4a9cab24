import { compareText } from '../../../core/diagnostics/text-order.ts';
import type { Edit } from './content-stream.ts';
import { type PdfFile, setStreamText, streamText, textOf } from './file.ts';
import type { Canvas, Canvases } from './pages.ts';
import { parseDictionary, readText, referred } from './pdf-syntax.ts';

/**
 * A font has one letter for several characters that look alike (言 and its radical ⾔, ’ and ʼ, fi and ﬁ), and Chromium
 * takes the wrong one of them to be what the letter stands for. It says the right one in each place where the letter is
 * used, in marks that many readers pass over, and some stumble at. Here the font is made to say it, and the marks go.
 */
export function mendLetters(file: PdfFile, { canvases }: Canvases): void {
  const uses = [...canvases.values()].flatMap((canvas) => usesIn(canvas));
  const meanings = new Map<number, Map<string, string>>();
  const doubtful = new Set<string>();
  for (const { font, code, words } of uses) {
    const known = meanings.get(font) ?? new Map<string, string>();
    meanings.set(font, known);
    if ((known.get(code) ?? words) !== words) doubtful.add(`${font} ${code}`);
    known.set(code, words);
  }
  const told = new Map([...meanings].map(([font, known]) => [font, tellMeanings(file, font, known)]));
  for (const { canvas, font, code, marks } of uses) {
    if (told.get(font)?.has(code) && !doubtful.has(`${font} ${code}`)) canvas.edits.push(...marks);
  }
}

/** A letter in marks that say what it stands for. */
interface MarkedLetter {
  readonly canvas: Canvas;
  /** Number of its font, and its code there, four hexadecimal digits. */
  readonly font: number;
  readonly code: string;
  readonly words: string;
  /** What takes the marks away. */
  readonly marks: readonly Edit[];
}

/** A change of font, or a single letter in marks that say what it stands for. */
const FONT_OR_LETTER =
  /\/(\w+) \S+ Tf\n|\/Span<<\/ActualText (\([^\n]*\)|<[0-9A-F]+>) >> BDC\n((?:\/(\w+) \S+ Tf\n)?(?:[^\n]* Tm\n)?[^\n<]*<([0-9A-F]{4})> Tj\n)EMC\n/g;

function usesIn(canvas: Canvas): MarkedLetter[] {
  const { text } = canvas.content;
  const uses: MarkedLetter[] = [];
  if (!text.includes('/ActualText')) return uses;
  let current = '';
  for (const match of text.matchAll(FONT_OR_LETTER)) {
    const [whole, changed, words, letter = '', own, code] = match;
    current = changed ?? own ?? current;
    const font = canvas.fonts.get(current);
    if (words === undefined || code === undefined || font === undefined) continue;
    const start = match.index;
    const end = start + whole.length;
    const opening = whole.length - letter.length - CLOSING.length;
    const marks: Edit[] = [
      { range: [start, start + opening], text: '' },
      { range: [end - CLOSING.length, end], text: '' },
    ];
    uses.push({ canvas, font, code, words: readText(words), marks });
  }
  return uses;
}

const CLOSING = 'EMC\n';

/**
 * What a text hardly ever means, although a font has a letter for it: radicals of Chinese characters, ligatures as
 * characters of their own, and the letter that looks like an apostrophe.
 */
const LOOKALIKE = /^[\u02BC\u2E80-\u2FDF\uFB00-\uFB06]$/;

/**
 * Writes into a font what letters stand for, by their codes, in place of what looks like it; answers the codes of
 * those.
 */
function tellMeanings(file: PdfFile, font: number, meanings: ReadonlyMap<string, string>): ReadonlySet<string> {
  const told = new Set<string>();
  const number = referred(parseDictionary(textOf(file, font)).get('/ToUnicode'));
  if (number === undefined) return told;
  const text = streamText(file, number);
  const characters = charactersIn(text);
  for (const [code, words] of meanings) {
    if (!LOOKALIKE.test(characters.get(code) ?? '')) continue;
    characters.set(code, words);
    told.add(code);
  }
  if (told.size > 0) setStreamText(file, number, withCharacters(text, characters));
  return told;
}

/** What each code stands for by a character map: single codes, and ranges whose characters follow one another. */
function charactersIn(text: string): Map<string, string> {
  const characters = new Map<string, string>();
  for (const [, first = '', last, words = ''] of text.matchAll(/^<(\w{4})>(?: <(\w{4})>)? <(\w+)>$/gm)) {
    const from = parseInt(first, 16);
    const start = Buffer.from(words, 'hex').swap16().toString('utf16le');
    for (let code = from; code <= parseInt(last ?? first, 16); code += 1) {
      const character = String.fromCharCode(start.charCodeAt(start.length - 1) + code - from);
      characters.set(hex(code), start.slice(0, -1) + character);
    }
  }
  return characters;
}

/** Entries that a section of a character map may have. */
const SECTION = 100;

/** A character map with other entries, one for each code. */
function withCharacters(text: string, characters: ReadonlyMap<string, string>): string {
  const entries = [...characters].sort(([a], [b]) => compareText(a, b));
  const sections: string[] = [];
  for (let from = 0; from < entries.length; from += SECTION) {
    const lines = entries.slice(from, from + SECTION).map(([code, words]) => `<${code}> <${utf16(words)}>\n`);
    sections.push(`${lines.length} beginbfchar\n${lines.join('')}endbfchar\n`);
  }
  const head = text.slice(0, text.indexOf('endcodespacerange\n') + 'endcodespacerange\n'.length);
  return head + sections.join('') + text.slice(text.indexOf('endcmap'));
}

function utf16(words: string): string {
  return [...Array(words.length).keys()].map((at) => hex(words.charCodeAt(at))).join('');
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
