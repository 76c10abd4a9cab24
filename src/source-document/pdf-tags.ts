import type { Pdfium } from '../readback/pdfium.ts';
import type { RawCell } from './table-heads.ts';
import { chunksOf, linesOf } from './pdf-chunks.ts';
import type { Letter } from './pdf-letters.ts';

/** What the tags of a page say: paragraphs and tables in the order of reading. */
export type TaggedBlock =
  | { readonly text: string; readonly isHeading: boolean }
  | { readonly title: string; readonly cells: readonly Omit<RawCell, 'placeOf'>[] };

interface Element {
  readonly role: string;
  readonly rows: number;
  readonly columns: number;
  readonly kids: readonly (Element | number)[];
}

/** Elements within one another at most: trees of programs are ten deep. */
const MOST_DEEP = 60;
/** Spans at most, as of pages. */
const MOST_SPAN = 1_000;
const HEADINGS = /^(?:H|H[1-6]|Title)$/;
const PARAGRAPHS = /^(?:P|LI|Caption|Note|BlockQuote|TOCI|FENote|Aside)$/;

/** The elements of a page; none if it has no tags. */
export function readElements(page: number, pdfium: Pdfium): readonly Element[] {
  const { calls } = pdfium;
  const tree = calls.FPDF_StructTree_GetForPage(page);
  if (tree === 0) return [];
  const elements: Element[] = [];
  for (let index = 0, end = calls.FPDF_StructTree_CountChildren(tree); index < end; index += 1) {
    const element = calls.FPDF_StructTree_GetChildAtIndex(tree, index);
    if (element !== 0) elements.push(readElement(element, 0, pdfium));
  }
  calls.FPDF_StructTree_Close(tree);
  return elements;
}

function readElement(element: number, depth: number, pdfium: Pdfium): Element {
  const { calls, readText } = pdfium;
  const kids: (Element | number)[] = [];
  const count = depth < MOST_DEEP ? calls.FPDF_StructElement_CountChildren(element) : 0;
  for (let index = 0; index < count; index += 1) {
    const kid = calls.FPDF_StructElement_GetChildAtIndex(element, index);
    const content = kid === 0 ? calls.FPDF_StructElement_GetChildMarkedContentID(element, index) : -1;
    if (kid !== 0) kids.push(readElement(kid, depth + 1, pdfium));
    else if (content >= 0) kids.push(content);
  }
  const role = readText((address, size) => calls.FPDF_StructElement_GetType(element, address, size));
  const isCell = role === 'TD' || role === 'TH';
  return {
    role,
    kids,
    rows: isCell ? spanOf(element, 'RowSpan', pdfium) : 1,
    columns: isCell ? spanOf(element, 'ColSpan', pdfium) : 1,
  };
}

function spanOf(element: number, key: string, { calls, name, room, floats }: Pdfium): number {
  for (let index = 0, end = calls.FPDF_StructElement_GetAttributeCount(element); index < end; index += 1) {
    const attribute = calls.FPDF_StructElement_GetAttributeAtIndex(element, index);
    const value = attribute === 0 ? 0 : calls.FPDF_StructElement_Attr_GetValue(attribute, name(key));
    if (value === 0 || calls.FPDF_StructElement_Attr_GetNumberValue(value, room) === 0) continue;
    const span = Math.trunc(floats()[room / 4] ?? 1);
    return Math.min(Math.max(1, span), MOST_SPAN);
  }
  return 1;
}

/**
 * The paragraphs and tables that tags make of the letters of a page; undefined if too few of the letters have tags, or the rows of a
 * table are ragged.
 */
export function taggedBlocks(
  elements: readonly Element[],
  letters: readonly Letter[],
): readonly TaggedBlock[] | undefined {
  const byContent = new Map<number, Letter[]>();
  for (const letter of letters) {
    const own = byContent.get(letter.content);
    if (own) own.push(letter);
    else byContent.set(letter.content, [letter]);
  }
  const blocks: TaggedBlock[] = [];
  const used = new Set<number>();
  const textOf = (element: Element): string => {
    const own: Letter[] = [];
    collect(element, (content) => {
      if (used.has(content)) return;
      used.add(content);
      for (const letter of byContent.get(content) ?? []) own.push(letter);
    });
    return linesOf(chunksOf(own)).replaceAll(/\s+/g, ' ').trim();
  };
  const walk = (element: Element): void => {
    if (element.role === 'Table') blocks.push(...tableOf(element, textOf));
    else if (PARAGRAPHS.test(element.role) || HEADINGS.test(element.role))
      blocks.push({ text: textOf(element), isHeading: HEADINGS.test(element.role) });
    else {
      for (const kid of element.kids) if (typeof kid === 'object') walk(kid);
      const loose = element.kids.some((kid) => typeof kid === 'number') ? textOf(element) : '';
      if (loose !== '') blocks.push({ text: loose, isHeading: false });
    }
  };
  for (const element of elements) walk(element);
  const read = [...used].reduce((sum, content) => sum + (byContent.get(content)?.length ?? 0), 0);
  if (blocks.some((block) => 'cells' in block && isRagged(block.cells))) return undefined;
  // Running heads and feet have no tags.
  return read >= letters.length * 0.7 ? blocks : undefined;
}

/** Whether rows of several cells differ in width, so that their places in the table say nothing about their columns. */
function isRagged(cells: readonly Pick<RawCell, 'rows' | 'columns'>[]): boolean {
  const rows = new Map<number, { cells: number; width: number }>();
  for (const {
    rows: [from, to],
    columns,
  } of cells)
    for (let row = from; row <= to; row += 1) {
      const { cells: before = 0, width = 0 } = rows.get(row) ?? {};
      rows.set(row, { cells: before + 1, width: Math.max(width, columns[1]) });
    }
  const widths = [...rows.values()].map(({ width }) => width);
  return [...rows.values()].some((row) => row.cells > 1 && row.width < LEAST_WIDTH * Math.max(...widths));
}

/** Of the widest row: writers leave out empty cells at the end. */
const LEAST_WIDTH = 0.5;

function collect(element: Element, add: (content: number) => void): void {
  for (const kid of element.kids)
    if (typeof kid === 'number') add(kid);
    else collect(kid, add);
}

function tableOf(table: Element, textOf: (element: Element) => string): TaggedBlock[] {
  const cells: Omit<RawCell, 'placeOf'>[] = [];
  const takenTo = new Map<number, number>();
  let [row, title] = [0, ''];
  const walk = (element: Element): void => {
    if (element.role === 'Caption') title = textOf(element);
    if (element.role === 'TR') {
      row += 1;
      readRow(element, row);
      return;
    }
    for (const kid of element.kids) if (typeof kid === 'object' && element.role !== 'Caption') walk(kid);
  };
  const readRow = (element: Element, at: number): void => {
    let column = 0;
    for (const kid of element.kids) {
      if (typeof kid !== 'object') continue;
      do column += 1;
      while ((takenTo.get(column) ?? 0) >= at);
      const last = column + kid.columns - 1;
      for (let taken = column; taken <= last && kid.rows > 1; taken += 1) takenTo.set(taken, at + kid.rows - 1);
      cells.push({ text: textOf(kid), marks: '', rows: [at, at + kid.rows - 1], columns: [column, last] });
      column = last;
    }
  };
  walk(table);
  return cells.length === 0 ? [] : [{ title, cells }];
}
