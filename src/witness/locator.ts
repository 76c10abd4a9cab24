import { nearestWord } from '../core/diagnostics/diagnostic.ts';
import { listText } from '../core/diagnostics/source-text.ts';
import { LOCALES } from '../language/locales.ts';
import type { Block, Cell, Paragraph, SourceDocument, Table } from '../source-document/source-document.ts';
import { folded } from '../source-document/vocabulary.ts';

/**
 * The blocks that the place of a statement names: `output/2` and `2/3` (section and paragraph), `output`, `paragraph 4`, `page 4`,
 * `page 4, Table 2, row Copper, column 2025`, `Sheet, row 3`, `Sheet!B7`, `line 7, column 2`. Undefined if there are none.
 */
export function blocksAt(document: SourceDocument, at: string): readonly Block[] | undefined {
  const found = namedBlocks(document, at.trim());
  return found.length === 0 ? undefined : found;
}

function namedBlocks(document: SourceDocument, at: string): readonly Block[] {
  const { blocks } = document;
  const paragraphs = paragraphsOf(blocks);
  const { section, number, ordinal } = inText(at);
  if (section !== undefined) {
    const own = paragraphs.filter((one) => one.section === section && one.number === number && !one.isHeading);
    if (own.length > 0) return own;
    // A text without headings has one section, whatever it is called.
    return paragraphs.every((one) => one.section === '0' || one.section === '')
      ? paragraphs.filter((one) => one.section === '0' && one.number === number)
      : [];
  }
  if (ordinal !== undefined)
    return paragraphs.filter((one) => one.ordinal === ordinal && !one.isHeading && !one.isFurniture);
  const bySection = paragraphs.filter((one) => one.section === at);
  return bySection.length > 0 ? bySection : placedBlocks(document, at);
}

function paragraphsOf(blocks: readonly Block[]): readonly Paragraph[] {
  return blocks.filter((block): block is Paragraph => block.kind === 'paragraph');
}

function inText(at: string): { readonly section?: string; readonly number?: number; readonly ordinal?: number } {
  // The year of a column may have a slash, too.
  if (PAGE.test(at) || /(?:^|, ?)row /i.test(at)) return {};
  const [, section, number] = /^(.*?)\/(\d+)$/.exec(at) ?? [];
  if (section !== undefined) return { section, number: Number(number) };
  const [, ordinal] = /^(?:paragraph|para\.?|¶|§)?\s*(\d+)$/i.exec(at) ?? [];
  return ordinal === undefined ? {} : { ordinal: Number(ordinal) };
}

/** A place among tables and pages. */
interface Named {
  readonly page?: number | undefined;
  readonly sheet?: string | undefined;
  /** Words of the title of a table. */
  readonly title: string;
  readonly row?: string | undefined;
  readonly column?: string | undefined;
  readonly area?: Pick<Cell, 'rows' | 'columns'> | undefined;
}

/** The number of a column: 28 for `AB`. */
function columnNumber(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** `Sheet!B5`, `Sheet!B5:D10`. */
const CELLS = /^(?:(.+)!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$/;
/** `line 5, column 2`, `line 5, column 2 to line 10, column 4`. */
const LINES = /^line (\d+), column (\d+)(?: to line (\d+), column (\d+))?$/i;

/** A page, as any language writes it: a place may be noted in the language of its source. */
const PAGE = new RegExp(
  String.raw`^(?:${pageWords('before')})\s*(\d+)\s*(?:${pageWords('behind')})?\s*(?:[,，]\s*|$)`,
  'i',
);

function pageWords(where: 'before' | 'behind'): string {
  return LOCALES.flatMap(({ witness: { page } }) => (page[where] === '' ? [] : [page[where]])).join('|');
}

/** The cells that a place names by their row and column: of a sheet, if it names one. */
function areaNamed(at: string): Pick<Named, 'sheet' | 'area'> | undefined {
  const [, sheet, left, top, right = left, bottom = top] = CELLS.exec(at) ?? [];
  if (left !== undefined && right !== undefined) {
    const [from, to] = [columnNumber(left), columnNumber(right)];
    return { sheet, area: { rows: [Number(top), Number(bottom)], columns: [from, to] } };
  }
  const [, line, column, lastLine = line, lastColumn = column] = LINES.exec(at) ?? [];
  if (line === undefined) return undefined;
  return { area: { rows: [Number(line), Number(lastLine)], columns: [Number(column), Number(lastColumn)] } };
}

function named(at: string): Named {
  const area = areaNamed(at);
  if (area) return { ...area, title: '' };
  const page = PAGE.exec(at)?.[1];
  const rest = at.replace(PAGE, '');
  const parts = /^(?<title>.*?)(?:,\s*|^)row (?<row>.*?)(?:, column (?<column>.*))?$/i.exec(rest)?.groups;
  const { title = rest, row, column } = parts ?? {};
  return { page: page === undefined ? undefined : Number(page), title, row, column };
}

/** By page, table, row and column, or by the cell of a sheet. */
function placedBlocks(document: SourceDocument, at: string): readonly Block[] {
  const { blocks } = document;
  const { page, sheet, title, row, column, area } = named(at);
  const { cells, byRow, byLine } = indexOf(document);
  if (area)
    return (area.rows[0] === area.rows[1] ? (byLine.get(area.rows[0]) ?? []) : cells).filter(
      ({ table, rows, columns }) =>
        (sheet === undefined || table.sheet === sheet) && overlap(area.rows, rows) && overlap(area.columns, columns),
    );
  const onPage = page === undefined ? blocks : blocks.filter((block) => isOnPage(block, page));
  if (row === undefined) {
    if (page !== undefined && title === '') return onPage;
    const called = onPage.filter((block) => block.kind === 'cell' && isCalled(block, title));
    return called.length > 0 || page === undefined ? called : onPage.filter(({ kind }) => kind === 'paragraph');
  }
  const number = /^(\d+)(?:,.*)?$/.exec(row)?.[1];
  const inRow =
    column === undefined && number !== undefined
      ? cells.filter(({ rows }) => within(Number(number), rows))
      : (byRow.get(bare(row)) ?? []);
  const inPage = inRow.filter(
    (one) =>
      (page === undefined || isOnPage(one, page)) &&
      (column === undefined || isHead(one.table.headsOf(one).column, column)),
  );
  const inTable = inPage.filter((one) => isCalled(one, title));
  // A title that is shortened or wrong does not matter where row and column are on the page.
  return inTable.length > 0 || column === undefined ? inTable : inPage;
}

interface PlaceIndex {
  readonly cells: readonly Cell[];
  /** Cells with figures by all that their row may be called. */
  readonly byRow: ReadonlyMap<string, readonly Cell[]>;
  /** All cells by each row that they cover. */
  readonly byLine: ReadonlyMap<number, readonly Cell[]>;
}

const indexes = new WeakMap<SourceDocument, PlaceIndex>();

function indexOf(document: SourceDocument): PlaceIndex {
  const known = indexes.get(document);
  if (known) return known;
  const cells = document.blocks.filter((block): block is Cell => block.kind === 'cell');
  const byRow = new Map<string, Cell[]>();
  const byLine = new Map<number, Cell[]>();
  for (const cell of cells)
    for (let line = cell.rows[0]; line <= cell.rows[1]; line += 1) {
      const known = byLine.get(line);
      if (known) known.push(cell);
      else byLine.set(line, [cell]);
    }
  for (const cell of cells) {
    if (cell.numerals.length === 0) continue;
    const { row } = cell.table.headsOf(cell);
    const all = new Set([...namesOf(row), ...namesOf([...cell.table.aroundOf(cell), ...row])]);
    for (const name of all) {
      const called = byRow.get(name);
      if (called) called.push(cell);
      else byRow.set(name, [cell]);
    }
  }
  const index = { cells, byRow, byLine };
  indexes.set(document, index);
  return index;
}

/** A page of a PDF, or the sheet of a workbook that is called so. */
function isOnPage(block: Block, page: number): boolean {
  if (block.page !== undefined) return block.page === page;
  return block.kind === 'cell' && sheetPage(block.table) === page;
}

const sheetPages = new WeakMap<Table, number>();

/** The number in the name of a sheet that is called as a page; 0 of others. */
function sheetPage(table: Table): number {
  const found = sheetPages.get(table) ?? Number(PAGE.exec(table.sheet)?.[1] ?? 0);
  sheetPages.set(table, found);
  return found;
}

/** Whether the heads of a row are those that a place names, with the name of their group or without. */
function isRow(cell: Cell, row: string): boolean {
  const heads = cell.table.headsOf(cell).row;
  return isHead(heads, row) || isHead([...cell.table.aroundOf(cell), ...heads], row);
}

function within(number: number, [first, last]: readonly [number, number]): boolean {
  return first <= number && number <= last;
}

function overlap(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] <= b[1] && b[0] <= a[1];
}

function isCalled({ table }: Cell, name: string): boolean {
  if (name === '') return true;
  const [own, wanted] = [bare(table.title), bare(name)];
  const number = /^table (\d+)$/.exec(wanted)?.[1];
  return own.includes(wanted) || (own !== '' && wanted.includes(own)) || number === String(table.number);
}

/** Whether heads are those that a place names. */
function isHead(heads: readonly string[], name: string): boolean {
  return namesOf(heads).includes(bare(name));
}

/** Heads of which any that follow one another may be named together. */
const MOST_JOINED = 8;

/** What heads may be called: some that follow one another, or one, with its unit or without. */
function namesOf(heads: readonly string[]): readonly string[] {
  const key = heads.join('\n');
  const known = names.get(key);
  if (known) return known;
  const near = heads.slice(-MOST_JOINED);
  const joined = near.flatMap((_, from) =>
    near.slice(from).map((__, length) => bare(near.slice(from, from + length + 1).join(' '))),
  );
  const called = [...joined, ...heads.map(bare), ...heads.map((head) => bare(head.split(/[,(（[]/)[0] ?? ''))];
  if (names.size > 20_000) names.clear();
  names.set(key, called);
  return called;
}

const names = new Map<string, readonly string[]>();

/** Words without marks of notes and colons. */
function bare(words: string): string {
  return folded(words.replaceAll(/\s+\d{1,2}\/(?=[\s,]|$)|\s*[:：](?=\s|$)/g, ''));
}

/** A block as `at` names it. */
export function placeText(block: Block): string {
  if (block.kind === 'paragraph') {
    if (block.section === '' || block.number === 0) return `paragraph ${block.ordinal}`;
    return block.section === '0' ? `paragraph ${block.ordinal}` : `${block.section}/${block.number}`;
  }
  const { row, column } = block.table.headsOf(block);
  if (block.page === undefined && (row.length === 0 || column.length === 0)) {
    const [line, across] = [block.rows[0], block.columns[0]];
    return block.table.sheet === '' ? `line ${line}, column ${across}` : `${block.table.sheet}, row ${line}`;
  }
  const page = block.page === undefined ? [] : [`page ${block.page}`];
  const named = (what: string, heads: readonly string[]): readonly string[] =>
    heads.length === 0 ? [] : [`${what} ${heads.slice(-MOST_JOINED).join(' ')}`];
  // a column without its row names no place
  return [...page, ...named('row', row), ...(row.length === 0 ? [] : named('column', column))].join(', ');
}

/** What a source has where a place names nothing: its sections, pages, sheets, rows or columns, the nearest first. */
export function whatThereIs({ blocks }: SourceDocument, at: string): string {
  const paragraphs = paragraphsOf(blocks);
  const { section } = inText(at);
  const sections = [...new Set(paragraphs.map((one) => one.section))].filter((one) => one !== '' && one !== '0');
  const own = section === undefined ? [] : paragraphs.filter((one) => one.section === section && !one.isHeading);
  if (own.length > 0) return `${section} has ${own.length} paragraphs`;
  if (section !== undefined || !blocks.some(({ kind }) => kind === 'cell')) {
    if (sections.length > 0) return `its sections are ${nearest(section ?? at, sections)}`;
    return `it has ${paragraphs.filter((one) => !one.isFurniture && !one.isHeading).length} paragraphs`;
  }
  return inTables(blocks, at);
}

function inTables(blocks: readonly Block[], at: string): string {
  const { page, sheet, title, row, column } = named(at);
  const cells = blocks.filter((block): block is Cell => block.kind === 'cell');
  const sheets = [...new Set(cells.map(({ table }) => table.sheet))].filter((one) => one !== '');
  if (sheet !== undefined && !sheets.includes(sheet)) return `its sheets are ${nearest(sheet, sheets)}`;
  const onPage = page === undefined ? cells : cells.filter((one) => isOnPage(one, page));
  if (page !== undefined && !blocks.some((block) => isOnPage(block, page))) {
    const pages = blocks.reduce((most, block) => Math.max(most, block.page ?? 0), 0);
    return pages > 0 ? `it has ${pages} pages` : `its sheets are ${nearest(`page ${page}`, sheets)}`;
  }
  const called = onPage.filter((one) => isCalled(one, title));
  const near = called.length > 0 ? called : onPage;
  if (row !== undefined && column !== undefined) {
    const inRow = near.filter((one) => one.numerals.length > 0 && isRow(one, row));
    const heads = inRow.length > 0 ? inRow.map((one) => one.table.headsOf(one).column) : near.map(rowHeads);
    const texts = [...new Set(heads.map((one) => one.join(' ')))].filter((one) => one !== '');
    return `${inRow.length > 0 ? 'the columns of that row' : 'the rows there'} are ${nearest(inRow.length > 0 ? column : row, texts)}`;
  }
  return `its tables are ${nearest(title, [...new Set(near.map(({ table }) => table.title))])}`;
}

function rowHeads(cell: Cell): readonly string[] {
  return cell.numerals.length === 0 ? [] : cell.table.headsOf(cell).row;
}

/** Names in a list that fits a line, the most similar one first. */
function nearest(wanted: string, names: readonly string[]): string {
  const first = nearestWord(wanted, names);
  return listText(first === undefined ? names : [first, ...names.filter((one) => one !== first)], 5);
}
