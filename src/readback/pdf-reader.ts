import { type PageElement, type PageLetter, type PdfPage, readContent, type Rectangle } from './pdf-pages.ts';
import { isTable, readTable, type TablePart, tablePieces } from './pdf-tables.ts';
import type { Artifact, ReadOutput, ReadPiece } from './read-text.ts';

/**
 * Reads a tagged PDF with PDFium: page by page, in the order of the structure tree. Text outside of the tree counts as
 * an artifact. Text off the page is not read.
 */
export async function readPdf(pdf: Uint8Array): Promise<ReadOutput> {
  const { pages, labels, outline, destinations } = await readContent(pdf);
  const reading: Reading = { parts: [], alternatives: [], drawings: [], headings: [], artifacts: [] };
  for (const [index, page] of pages.entries()) readPage(page, index + 1, reading);
  return {
    ...reading,
    pieces: reading.parts.flatMap((part) => (isTable(part) ? tablePieces(part) : [part])),
    tables: reading.parts.filter(isTable),
    pages: pages.length,
    navigation: { labels, outline, destinations },
  };
}

interface Reading {
  readonly parts: (ReadPiece | TablePart)[];
  readonly alternatives: ReadPiece[];
  readonly drawings: ReadPiece[];
  readonly headings: number[];
  readonly artifacts: Artifact[];
}

interface PageReading {
  /** Texts by the number of their marked content. */
  readonly contents: ReadonlyMap<number, string>;
  readonly at: number;
}

function readPage({ letters, elements, ...size }: PdfPage, at: number, reading: Reading): void {
  const shown = letters.filter(({ box }) => isWithin(box, [0, 0, size.width, size.height]));
  const contents = textsOf(shown);
  reading.artifacts.push(...artifactsOf(shown, at));
  for (const element of elements) readNode(element, { contents, at }, reading);
}

/** Roles that do not end a line of text. */
const INLINE_ROLES: ReadonlySet<string> = new Set([
  'NonStruct',
  'Span',
  'Strong',
  'Em',
  'Code',
  'Link',
  'Sub',
  'Quote',
]);

function readNode(node: PageElement | number | undefined, page: PageReading, { parts, ...reading }: Reading): void {
  const { at } = page;
  if (typeof node !== 'object') {
    const text = textIn(node, page);
    if (text) parts.push({ text, at });
    return;
  }
  if (node.role === 'Figure') {
    reading.alternatives.push({ text: node.alt, at });
    reading.drawings.push({ text: textIn(node, page), at });
    return;
  }
  if (/^H[1-6]?$/.test(node.role) && textIn(node, page)) reading.headings.push(at);
  if (node.role === 'Table') {
    readTable(node, parts, {
      at,
      textOf: (cell) => textIn(cell, page),
      readOther: (kid, own) => readNode(kid, page, { ...reading, parts: own }),
    });
    return;
  }
  const line = INLINE_ROLES.has(node.role) ? [] : [{ text: '\n', at }];
  parts.push(...line);
  if (node.role === 'Lbl') parts.push({ text: textIn(node, page), at, isMarker: true });
  else for (const child of node.kids) readNode(child, page, { parts, ...reading });
  parts.push(...line);
}

function textIn(node: PageElement | number | undefined, page: PageReading): string {
  if (node === undefined) return '';
  if (typeof node === 'number') return page.contents.get(node) ?? '';
  const text = node.kids.map((child) => textIn(child, page)).join('');
  return INLINE_ROLES.has(node.role) || text === '' ? text : `${text}\n`;
}

/** The texts of marked contents by their numbers. */
function textsOf(letters: readonly PageLetter[]): Map<number, string> {
  const texts = new Map<number, string>();
  let last: PageLetter | undefined;
  for (const letter of letters) {
    const { content, text } = letter;
    if (content >= 0) texts.set(content, (texts.get(content) ?? '') + (last ? gapBetween(last, letter) : '') + text);
    last = letter;
  }
  return texts;
}

/** The artifacts of a page, a line each. */
function artifactsOf(letters: readonly PageLetter[], at: number): Artifact[] {
  const area = areaOf(letters.filter(({ content, text }) => content >= 0 && text.trim() !== ''));
  const lines: { readonly letters: PageLetter[]; text: string }[] = [];
  let last: PageLetter | undefined;
  for (const letter of letters) {
    const gap = last && last.content < 0 && last.isRepeated === letter.isRepeated ? gapBetween(last, letter) : '\n';
    const line = lines.at(-1);
    last = letter;
    if (letter.content >= 0) continue;
    if (line && gap !== '\n' && gap !== '\t') {
      line.letters.push(letter);
      line.text += gap + letter.text;
    } else {
      lines.push({ letters: [letter], text: letter.text });
    }
  }
  return lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ letters: own, text }) => ({
      text: text.trim(),
      at,
      isAmongText: isWithin(areaOf(own), area),
      isRepeated: own[0]?.isRepeated ?? false,
    }));
}

/** Room between two letters, in parts of their size, that is a space. */
const SPACE = 0.2;

/** What is between two letters: nothing, a space, a tab for more room than a space needs, or a line break. */
function gapBetween(before: PageLetter, after: PageLetter): '' | ' ' | '\t' | '\n' {
  const size = Math.min(before.size, after.size);
  if (Math.abs(after.baseline - before.baseline) > size / 2) return '\n';
  const gap = after.left - before.right;
  if (gap > size || after.right < before.left) return '\t';
  return gap > SPACE * size ? ' ' : '';
}

function areaOf(letters: readonly PageLetter[]): Rectangle {
  const area: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { box } of letters) {
    area[0] = Math.min(area[0], box[0]);
    area[1] = Math.min(area[1], box[1]);
    area[2] = Math.max(area[2], box[2]);
    area[3] = Math.max(area[3], box[3]);
  }
  return area;
}

/** Whether a box overlaps an area. */
function isWithin(box: Rectangle, [left, bottom, right, top]: Rectangle): boolean {
  return box[2] >= left && box[0] <= right && box[3] >= bottom && box[1] <= top;
}
