import { joinedTexts, type PageText } from './page-letters.ts';
import { isCaption, type PageElement, type PdfPage, readContent } from './pdf-pages.ts';
import type { Artifact, ReadOutput, ReadPiece, ReadTable } from './read-text.ts';

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

/** A table that may go on over several pages. */
interface TablePart extends ReadTable {
  rows: number;
  /** Text around its rows, such as a caption. */
  readonly around: ReadPiece[];
  /** For each part of the table its rows, for each row its cells; undefined for what no page has shown so far. */
  readonly groups: Unread<Unread<Unread<ReadPiece[]>[]>[]>[];
  /** Its structure, with what the pages so far have shown of it. */
  element: PageElement;
  lastPage: number;
}

type Unread<T> = T | undefined;

function isTable(part: ReadPiece | TablePart): part is TablePart {
  return 'groups' in part;
}

/** The text of a table, cell by cell, each with a line break after it. */
function tablePieces({ around, groups, at }: TablePart): ReadPiece[] {
  const cells = groups.flatMap((rows) => rows ?? []).flatMap((row) => row ?? []);
  return around.concat(cells.flatMap((cell = []) => cell.concat({ text: '\n', at: cell.at(-1)?.at ?? at })));
}

/** What reading a table needs from the reader of its page. */
interface TableReading {
  readonly at: number;
  readonly textOf: (cell: PageElement | number) => PageText;
  /** Reads what is not a row. */
  readonly readOther: (kid: PageElement, pieces: ReadPiece[]) => void;
}

/** Reads the part of a table on a page. If the table began on the page before, it gets more rows. */
function readTable(
  element: PageElement,
  parts: (ReadPiece | TablePart)[],
  { at, textOf, readOther }: TableReading,
): void {
  const around: ReadPiece[] = [];
  const groups = element.kids.map((kid) => {
    if (typeof kid !== 'object') return undefined;
    if (kid.role !== 'TR' && !ROW_GROUPS.has(kid.role)) {
      readOther(kid, around);
      return [];
    }
    const rows = kid.role === 'TR' ? [kid] : kid.kids;
    return rows.map((row) => (typeof row === 'object' ? cellsOf(row) : undefined));
  });
  function cellsOf(row: PageElement): Unread<ReadPiece[]>[] {
    return row.kids.map((cell) => {
      if (cell === undefined) return undefined;
      const text = textOf(cell);
      return text.text === '' ? [] : [{ ...text, at }];
    });
  }
  const part: TablePart = { rows: 0, at, around, groups, element, lastPage: at };
  // several tables side by side may go on: they come in the same order on each page
  const before = parts.filter(isTable).find((table) => goesOn(table, part));
  const table = before ?? part;
  if (before) addPart(before, part);
  else parts.push(table);
  table.rows = table.groups.reduce((count, rows) => count + (rows?.length ?? 0), 0);
}

const ROW_GROUPS: ReadonlySet<string> = new Set(['THead', 'TBody', 'TFoot']);

/** Whether a part of a table continues one on the page before: it has what that lacks, and nothing that it has. */
function goesOn(table: TablePart, part: TablePart): boolean {
  return table.lastPage === part.at - 1 && areApart(table.element, part.element);
}

type Kid = PageElement['kids'][number];

/** Whether two elements are built alike and each of their texts is in one of them at most. */
function areApart(one: Kid, other: Kid): boolean {
  if (one === undefined || other === undefined) return true;
  if (typeof one !== 'object' || typeof other !== 'object') return false;
  return (
    one.role === other.role &&
    one.kids.length === other.kids.length &&
    one.kids.every((kid, index) => areApart(kid, other.kids[index]))
  );
}

/** An element with what two pages show of it. */
function joined(one: PageElement, other: PageElement): PageElement {
  const kids = one.kids.map((kid, index) => {
    const more = other.kids[index];
    return typeof kid === 'object' && typeof more === 'object' ? joined(kid, more) : (kid ?? more);
  });
  return { ...one, kids };
}

function addPart(table: TablePart, { around, groups, element, at }: TablePart): void {
  table.lastPage = at;
  table.element = joined(table.element, element);
  table.around.push(...around);
  for (const [group, rows] of groups.entries()) {
    if (!rows) continue;
    const known = (table.groups[group] ??= []);
    for (const [index, row] of rows.entries()) known[index] = row ? joinedRow(known[index], row) : known[index];
  }
}

/** A row whose cells may begin on one page and end on the next. */
function joinedRow(start: Unread<Unread<ReadPiece[]>[]>, end: Unread<ReadPiece[]>[]): Unread<ReadPiece[]>[] {
  if (!start) return end;
  return end.map((cell, index) => (cell ? [...(start[index] ?? []), ...cell] : start[index]));
}
