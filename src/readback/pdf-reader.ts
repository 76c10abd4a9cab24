import { isCaption, type PageElement, type PdfPage, readContent } from './pdf-pages.ts';
import { joinedTexts, type PageText } from './page-letters.ts';
import type { KnownPages } from './known-pages.ts';
import { isTable, readTable, type TablePart, tablePieces } from './pdf-tables.ts';
import type { Artifact, ReadOutput, ReadPiece } from './read-text.ts';

/**
 * Reads a tagged PDF with PDFium: page by page, in the order of the structure tree. Text outside of the tree counts as
 * an artifact. Text off the page is not read. Pages that are known are not read again, others become known.
 */
export async function readPdf(pdf: Uint8Array, known?: KnownPages): Promise<ReadOutput> {
  const { pages, labels, outline, destinations } = await readContent(pdf, known);
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
  readonly contents: ReadonlyMap<number, PageText>;
  readonly at: number;
}

function readPage(page: PdfPage, at: number, reading: Reading): void {
  const { contents, artifacts } = page;
  for (const artifact of artifacts) reading.artifacts.push({ ...artifact, at });
  for (const element of page.elements) readNode(element, { contents, at }, reading);
}

/** Roles that do not end a line of text. */
const INLINE_ROLES: ReadonlySet<string> = new Set([
  'NonStruct',
  'Span',
  'Strong',
  'Em',
  'Code',
  'Link',
  'Reference',
  'Sub',
  'Quote',
]);

function readNode(node: PageElement | number | undefined, page: PageReading, { parts, ...reading }: Reading): void {
  const { at } = page;
  if (typeof node !== 'object') {
    const text = textIn(node, page);
    if (text.text) parts.push({ ...text, at });
    return;
  }
  if (node.role === 'Figure') {
    const captions = node.kids.filter(isCaption);
    const drawn = { ...node, kids: node.kids.filter((kid) => !isCaption(kid)) };
    for (const caption of captions) readNode(caption, page, { parts, ...reading });
    reading.alternatives.push({ text: node.alt, at });
    reading.drawings.push({ ...textIn(drawn, page), at });
    return;
  }
  if (/^H[1-6]?$/.test(node.role) && textIn(node, page).text) reading.headings.push(at);
  if (node.role === 'Table') {
    readTable(node, parts, {
      at,
      textOf: (cell) => {
        for (const figure of figuresIn(cell)) readNode(figure, page, { ...reading, parts: [] });
        return textIn(cell, page);
      },
      readOther: (kid, own) => readNode(kid, page, { ...reading, parts: own }),
    });
    return;
  }
  const line = INLINE_ROLES.has(node.role) ? [] : [{ text: '\n', at }];
  parts.push(...line);
  if (node.role === 'Lbl') parts.push({ ...textIn(node, page), at, isMarker: true });
  else for (const child of node.kids) readNode(child, page, { parts, ...reading });
  parts.push(...line);
}

/** The pictures in a cell of a table. */
function figuresIn(node: PageElement | number | undefined): PageElement[] {
  if (typeof node !== 'object') return [];
  return node.role === 'Figure' ? [node] : node.kids.flatMap(figuresIn);
}

function textIn(node: PageElement | number | undefined, page: PageReading): PageText {
  if (typeof node !== 'object') return page.contents.get(node ?? -1) ?? NO_TEXT;
  const text = joinedTexts(node.kids.map((child) => textIn(child, page)));
  return INLINE_ROLES.has(node.role) || text.text === '' ? text : { ...text, text: `${text.text}\n` };
}

const NO_TEXT: PageText = { text: '', illegible: [] };
