import { getDocument, type PDFDocumentProxy } from '../pdfjs.ts';
import type { StructTreeContent, StructTreeNode, TextContent } from 'pdfjs-dist/types/src/display/api.js';
import type { Navigation, OutlineEntry } from '../../src/readback/pdf-navigation.ts';
import type { Artifact, ReadOutput, ReadPiece, ReadTable } from '../../src/readback/read-text.ts';

/** Reads a tagged PDF as the reader of the program does, but with pdf.js. */
export async function readWithPdfJs(pdf: Uint8Array): Promise<ReadOutput> {
  // a copy: pdf.js detaches the bytes that it is given
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0, disableFontFace: true, useSystemFonts: false });
  const document = await task.promise;
  const reading: Reading = { parts: [], alternatives: [], drawings: [], headings: [], artifacts: [] };
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
    const tree = (await page.getStructTree()) as StructTreeNode | null;
    const { contents, artifacts } = contentsOf(items, number, page.view);
    reading.artifacts.push(...artifacts);
    if (tree) readNode(tree, { contents, at: number }, reading);
  }
  const pages = document.numPages;
  const navigation = await navigationOf(document);
  await task.destroy();
  return {
    ...reading,
    pieces: reading.parts.flatMap(piecesOf),
    tables: reading.parts.filter(isTable),
    pages,
    navigation,
  };
}

interface OutlineItem {
  readonly title: string;
  readonly dest: string | readonly unknown[] | null;
  readonly items: readonly OutlineItem[];
}

async function navigationOf(document: PDFDocumentProxy): Promise<Navigation> {
  async function pageOf(target: OutlineItem['dest']): Promise<number> {
    const [page] = (typeof target === 'string' ? await document.getDestination(target) : target) ?? [];
    return page ? (await document.getPageIndex(page as never)) + 1 : 0;
  }
  async function entriesOf(items: readonly OutlineItem[], depth: number): Promise<OutlineEntry[]> {
    const entries: OutlineEntry[] = [];
    for (const { title, dest, items: inner } of items) {
      entries.push({ title, page: await pageOf(dest), depth }, ...(await entriesOf(inner, depth + 1)));
    }
    return entries;
  }
  const destinations = new Map<string, number>();
  for (const [name, target] of Object.entries(await document.getDestinations())) {
    destinations.set(name, await pageOf(target as readonly unknown[]));
  }
  return {
    labels: (await document.getPageLabels()) ?? [],
    outline: await entriesOf((await document.getOutline()) ?? [], 0),
    destinations,
  };
}

interface Reading {
  readonly parts: (ReadPiece | TablePart)[];
  readonly alternatives: ReadPiece[];
  readonly drawings: ReadPiece[];
  readonly headings: number[];
  readonly artifacts: Artifact[];
}

/** A table that may go on over several pages. */
interface TablePart extends ReadTable {
  readonly before: ReadPiece[];
  readonly cells: ReadPiece[][];
  lastPage: number;
}

function isTable(part: ReadPiece | TablePart): part is TablePart {
  return 'cells' in part;
}

function piecesOf(part: ReadPiece | TablePart): ReadPiece[] {
  if (!isTable(part)) return [part];
  return [...part.before, ...part.cells.flatMap((cell) => [...cell, { text: '\n', at: cell.at(-1)?.at ?? part.at }])];
}

interface PageReading {
  /** Texts by the id of their marked content. */
  readonly contents: ReadonlyMap<string, string>;
  readonly at: number;
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

function isCaption(kid: StructTreeNode | StructTreeContent): boolean {
  return 'role' in kid && kid.role === 'Caption';
}

function readNode(node: StructTreeNode | StructTreeContent, page: PageReading, { parts, ...reading }: Reading): void {
  if (!('role' in node)) {
    const text = page.contents.get(node.id);
    if (text) parts.push({ text, at: page.at });
    return;
  }
  if (node.role === 'Figure') {
    reading.alternatives.push({ text: 'alt' in node ? String(node.alt) : '', at: page.at });
    const drawn = node.children.filter((kid) => !isCaption(kid));
    reading.drawings.push({ text: textIn({ ...node, children: drawn }, page), at: page.at });
    for (const kid of node.children) if (isCaption(kid)) readNode(kid, page, { parts, ...reading });
    return;
  }
  if (/^H[1-6]?$/.test(node.role) && textIn(node, page)) reading.headings.push(page.at);
  if (node.role === 'Table') {
    readTable(node, page, { parts, ...reading });
    return;
  }
  const line = INLINE_ROLES.has(node.role) ? [] : [{ text: '\n', at: page.at }];
  parts.push(...line);
  if (node.role === 'Lbl') parts.push({ text: textIn(node, page), at: page.at, isMarker: true });
  else for (const child of node.children) readNode(child, page, { parts, ...reading });
  parts.push(...line);
}

/**
 * Reads the part of a table on a page. If the table began on the page before, its cells get more text; the repeated
 * head is not read again.
 */
function readTable(node: StructTreeNode, page: PageReading, reading: Reading): void {
  const rows = elementsIn(node, 'TR').map(({ children }) => children.map((cell) => textIn(cell, page)));
  const cells = rows.flat();
  // several tables side by side may go on: they come in the same order on each page
  const before = reading.parts.filter(isTable).find((table) => goesOn(table, rows, page.at));
  const table = before ?? { rows: rows.length, at: page.at, before: [], cells: cells.map(() => []), lastPage: page.at };
  if (!before) reading.parts.push(table);
  table.lastPage = page.at;
  for (const child of node.children) {
    if ('role' in child && !ROW_GROUPS.has(child.role)) readNode(child, page, { ...reading, parts: table.before });
  }
  for (const [index, text] of cells.entries()) {
    const cell = table.cells[index];
    if (text && cell?.[0]?.text !== text) cell?.push({ text, at: page.at });
  }
}

/**
 * Whether rows continue a table of the page before. On each page of a table pdf.js gives all rows, without the text of
 * other pages: so the last rows had no text before, or the first rows have none now.
 */
function goesOn({ lastPage, cells }: TablePart, rows: readonly string[][], page: number): boolean {
  if (lastPage !== page - 1 || cells.length !== rows.flat().length) return false;
  const isEmpty = rows.map((row) => row.every((text) => text === ''));
  return (
    cells.at(-1)?.length === 0 || (isEmpty.lastIndexOf(true) < isEmpty.lastIndexOf(false) && isEmpty.includes(true))
  );
}

const ROW_GROUPS: ReadonlySet<string> = new Set(['TR', 'THead', 'TBody', 'TFoot']);

/** The elements of a role inside a node, in order; not those inside one of them. */
function elementsIn(node: StructTreeNode, role: string): StructTreeNode[] {
  return node.children.flatMap((child) => {
    if (!('role' in child)) return [];
    return child.role === role ? [child] : elementsIn(child, role);
  });
}

function textIn(node: StructTreeNode | StructTreeContent, page: PageReading): string {
  if (!('role' in node)) return page.contents.get(node.id) ?? '';
  const text = node.children.map((child) => textIn(child, page)).join('');
  return INLINE_ROLES.has(node.role) || text === '' ? text : `${text}\n`;
}

type Item = TextContent['items'][number];
type TextItem = Extract<Item, { str: string }>;

/** The texts of a page by marked content, and its artifacts: texts without marked content or marked as artifacts. */
function contentsOf(
  items: readonly Item[],
  at: number,
  view: readonly number[],
): { contents: Map<string, string>; artifacts: Artifact[] } {
  const contents = new Map<string, string>();
  const own: TextItem[] = [];
  const others: TextItem[] = [];
  /** Ids of the open marked contents; undefined inside an artifact. */
  const open: (string | undefined)[] = [];
  for (const item of items) {
    const owner = open.at(-1);
    if (!('str' in item)) {
      if (item.type === 'endMarkedContent') open.pop();
      else open.push('tag' in item && item.tag === 'Artifact' ? undefined : (item.id ?? owner));
    } else if (isWithin(item, view)) {
      if (item.str.trim() !== '') (owner === undefined ? others : own).push(item);
      const text = item.str + (item.hasEOL ? '\n' : '');
      if (owner !== undefined) contents.set(owner, (contents.get(owner) ?? '') + text);
    }
  }
  const area = areaOf(own);
  return {
    contents,
    artifacts: others.map((item) => ({ text: item.str, at, isAmongText: isWithin(item, area), isRepeated: false })),
  };
}

/** Left, bottom, right and top of the area of texts. */
function areaOf(items: readonly TextItem[]): number[] {
  const area = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
  for (const { transform, width } of items) {
    const [x, y] = transform.slice(4) as [number, number];
    area[0] = Math.min(area[0], x);
    area[1] = Math.min(area[1], y);
    area[2] = Math.max(area[2], x + width);
    area[3] = Math.max(area[3], y);
  }
  return area;
}

/** Whether a text overlaps an area. */
function isWithin(
  { transform, width }: TextItem,
  [left = 0, bottom = 0, right = 0, top = 0]: readonly number[],
): boolean {
  const [x, y] = transform.slice(4) as [number, number];
  return x + width >= left && x <= right && y >= bottom && y <= top;
}
