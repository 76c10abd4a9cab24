import { Parser } from 'htmlparser2';
import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { cellsOf } from './cells.ts';
import type { Block, SourceDocument, Paragraph } from './source-document.ts';
import { counted, type RawParagraph, type Sections } from './text-document.ts';
import { tooLarge } from './unreadable-source.ts';
import type { Vocabulary } from './vocabulary.ts';
import { MAX_CELLS, MAX_PLACES } from '../tables/importing/grid.ts';
import type { RawCell } from './table-heads.ts';

/** Elements whose content nobody reads. */
const UNSHOWN = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'head',
  'svg',
  'canvas',
  'iframe',
  'object',
  'select',
  'textarea',
  'title',
  'del',
  's',
]);
const FURNITURE = new Set(['nav', 'footer', 'aside', 'button', 'dialog']);
const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'cite',
  'code',
  'data',
  'dfn',
  'em',
  'font',
  'i',
  'ins',
  'kbd',
  'mark',
  'q',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'u',
  'var',
  'wbr',
  'label',
]);
/** Without an end of their own. */
const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);

/** Classes of what only programs that read aloud show. */
const UNSEEN =
  /(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|element-invisible|assistive-text)(?:\s|$)/i;

/** Elements within one another at most; browsers flatten what is deeper than 512. */
const MOST_DEEP = 5_000;

/** An element that is open. */
interface Open {
  readonly name: string;
  readonly unshown: boolean;
  readonly furniture: boolean;
  /** Whether it is within the text of the page, where a header is a heading. */
  readonly inText: boolean;
}

type Raw = RawParagraph | { readonly table: OpenTable };

/** Reads a page: paragraphs, headings and tables that are shown, and what is navigation as such. Nothing in it is run. */
export function readHtmlDocument(file: SourceFile, sections: Sections, vocabulary: Vocabulary): SourceDocument {
  const walk = new Walk(file);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => walk.open(name, attributes, parser.startIndex),
      ontext: (text) => walk.text(text, parser.startIndex),
      onclosetag: (name) => walk.close(name),
    },
    { decodeEntities: true },
  );
  parser.end(file.text);
  return { path: file.path, blocks: blocksOf(walk.finished(), sections, vocabulary) };
}

/** Follows the elements of a page. */
class Walk {
  readonly #file: SourceFile;
  readonly #raw: Raw[] = [];
  readonly #stack: Open[] = [];
  readonly #tables: OpenTable[] = [];
  readonly #budget = new TableBudget();
  #open = newText();
  #isHeading = false;
  #raised = 0;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  /** All that was read, in order. */
  finished(): readonly Raw[] {
    this.#flush();
    return this.#raw;
  }

  open(name: string, attributes: Readonly<Record<string, string>>, offset: number): void {
    const { unshown, furniture, inText } = this.#top;
    const table = this.#tables.at(-1);
    const isBlock = !INLINE.has(name) && name !== 'br';
    if (isBlock) this.#startBlock(table, offset);
    const isUnshown = unshown || isHidden(name, attributes);
    if (!VOID.has(name)) {
      if (this.#stack.length >= MOST_DEEP) throw tooLarge(`has more than ${MOST_DEEP} elements within one another`);
      const isOutside = furniture || isFurniture(name, attributes['role'] ?? '', inText);
      const isText = inText || name === 'article' || name === 'main';
      this.#stack.push({ name, unshown: isUnshown, furniture: isOutside, inText: isText });
    }
    if (isUnshown) return;
    if (/^h[1-6]$/.test(name)) this.#isHeading = true;
    if (name === 'sup') this.#raised += 1;
    if (name === 'br') append(this.#target, ' ', offset);
    if (name === 'table') this.#openTable(attributes['role'] ?? '', table);
    if (name === 'tr' && table && !table.cell) table.openRow();
    if ((name === 'td' || name === 'th') && table && !table.cell) table.openCell(attributes);
  }

  text(text: string, offset: number): void {
    if (this.#top.unshown) return;
    const into = this.#target;
    // A mark of a note behind digits or words is none of them; behind a unit it may be a power.
    const isMark =
      this.#raised > 0 && /^\s*[\d*†‡a-z,()]{1,4}\s*$/i.test(text) && !/(?:\b10|\bk?m|\bcm)$/.test(into.text.slice(-4));
    if (isMark) into.marks += text.trim();
    else append(into, text, offset);
  }

  close(name: string): void {
    if (VOID.has(name)) return;
    const table = this.#tables.at(-1);
    const isShown = !this.#top.unshown;
    if (name === 'caption' && table && isShown) {
      table.caption = this.#open.text.replaceAll(/\s+/g, ' ').trim();
      this.#open = newText();
    } else if ((name === 'td' || name === 'th') && table?.cell) this.#closeCell(table);
    else if (!INLINE.has(name)) this.#startBlock(table, undefined);
    if (name === 'table' && table && isShown) this.#closeTable(table);
    if (name === 'sup' && this.#raised > 0) this.#raised -= 1;
    if (/^h[1-6]$/.test(name)) this.#isHeading = false;
    this.#stack.pop();
  }

  get #top(): Open {
    return this.#stack.at(-1) ?? { name: '', unshown: false, furniture: false, inText: false };
  }

  get #target(): OpenText {
    return this.#tables.at(-1)?.cell ?? this.#open;
  }

  /** A block ends the paragraph before it; in a cell its text is parted from what stands before it. */
  #startBlock(table: OpenTable | undefined, offset: number | undefined): void {
    const cell = table?.cell;
    if (!cell) {
      this.#flush();
      return;
    }
    if (cell.text === '') return;
    if (offset !== undefined) append(cell, ' ', offset);
    if (cell.breaks.at(-1) !== cell.text.length) cell.breaks.push(cell.text.length);
  }

  #openTable(role: string, outer: OpenTable | undefined): void {
    const isLayout = role === 'presentation' || role === 'none';
    // What holds a table in a cell lays out a page.
    if (outer?.cell) this.#makeLayout(outer);
    this.#tables.push(new OpenTable(this.#top.furniture, isLayout, this.#budget));
  }

  #makeLayout(table: OpenTable): void {
    table.isLayout = true;
    for (const { text, placeOf } of table.cells) this.#add({ text, placeOf });
    table.cells.length = 0;
    if (!table.cell) return;
    this.#addText(table.cell);
    Object.assign(table.cell, { text: '', marks: '', endsInSpace: false });
    table.cell.pieces.length = 0;
    table.cell.breaks.length = 0;
  }

  #closeCell(table: OpenTable): void {
    const text = table.closeCell(({ pieces, text: own }) => {
      // A cell is read without the spaces before its text.
      const before = own.length - own.trimStart().length;
      const placeOf = placesIn(this.#file, pieces);
      return (from, to) => placeOf(from + before, to + before);
    });
    if (text) this.#addText(text);
  }

  #closeTable(table: OpenTable): void {
    if (table.cell) this.#closeCell(table);
    this.#tables.pop();
    if (table.cells.length > 0) this.#raw.push({ table });
  }

  #flush(): void {
    const text = this.#open;
    this.#open = newText();
    this.#addText(text);
  }

  /** Adds the blocks of a text as paragraphs. */
  #addText({ text, pieces, breaks }: OpenText): void {
    const placeOf = placesIn(this.#file, pieces);
    const starts = [0, ...breaks];
    for (const [at, start] of starts.entries()) {
      const part = text.slice(start, starts[at + 1] ?? text.length);
      this.#add({ text: part, placeOf: (from, to) => placeOf(start + from, start + to) });
    }
  }

  #add({ text, placeOf }: Pick<RawParagraph, 'text' | 'placeOf'>): void {
    if (text.trim() === '') return;
    this.#raw.push({ text, isHeading: this.#isHeading, isFurniture: this.#top.furniture, placeOf });
  }
}

/** Whether nobody sees an element: `aria-hidden` hides from what reads aloud only. */
function isHidden(name: string, attributes: Readonly<Record<string, string>>): boolean {
  return (
    UNSHOWN.has(name) ||
    'hidden' in attributes ||
    /display:\s*none|visibility:\s*hidden/i.test(attributes['style'] ?? '') ||
    UNSEEN.test(attributes['class'] ?? '')
  );
}

function isFurniture(name: string, role: string, inText: boolean): boolean {
  const isPageHead = name === 'header' && !inText;
  return FURNITURE.has(name) || isPageHead || ['navigation', 'banner', 'contentinfo', 'search'].includes(role);
}

/** Adds a text as it is shown, with one space where there are several; each word keeps its offset in the file. */
function append(into: OpenText, text: string, offset: number): void {
  for (const run of text.matchAll(/[ \t\r\n]+|[^ \t\r\n]+/g)) {
    const isSpace = /^[ \t\r\n]/.test(run[0]);
    const plain = isSpace ? ' ' : run[0].replaceAll(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g, '');
    if (plain === '' || (isSpace && into.endsInSpace)) continue;
    into.pieces.push({ at: into.text.length, offset: offset + run.index });
    into.text += plain;
    into.endsInSpace = isSpace;
  }
}

function placesIn(file: SourceFile, pieces: OpenText['pieces']): RawParagraph['placeOf'] {
  const kept = [...pieces];
  return (start, end) => {
    const piece = kept[lastBefore(kept, start)];
    const offset = (piece?.offset ?? 0) + start - (piece?.at ?? 0);
    return placeAt(file, offset, offset + end - start);
  };
}

/** The index of the last piece that begins at an offset or before it. */
function lastBefore(pieces: OpenText['pieces'], at: number): number {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((pieces[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Paragraphs are counted through the document; tables stand between them. */
function blocksOf(raw: readonly Raw[], sections: Sections, vocabulary: Vocabulary): Block[] {
  const paragraphs = counted(
    raw.filter((one): one is RawParagraph => !('table' in one)),
    sections,
    vocabulary,
  );
  let [next, number] = [0, 0];
  const blocks: Block[] = [];
  for (const one of raw) {
    if (!('table' in one)) {
      const paragraph = paragraphs[next];
      next += 1;
      if (paragraph) blocks.push(paragraph);
      continue;
    }
    number += 1;
    const { cells, caption, isFurniture: isOutside } = one.table;
    const table = { number, title: caption, isFurniture: isOutside };
    for (const cell of cellsOf(cells, table, vocabulary)) blocks.push(cell);
  }
  return blocks;
}

/** Spans at most, as browsers take them. */
const MOST_ROWS = 65_534;
const MOST_COLUMNS = 1_000;

/** A text that is being read, with where its pieces stand in the file. */
interface OpenText {
  text: string;
  /** Whether it ends in a space: to ask the text itself copies it each time. */
  endsInSpace: boolean;
  marks: string;
  readonly pieces: { readonly at: number; readonly offset: number }[];
  /** Where blocks within it begin. */
  readonly breaks: number[];
}

/** A cell of a page, with its text before it is divided. */
interface OpenCell extends OpenText {
  readonly rows: number;
  readonly columns: number;
}

function newText(): OpenText {
  return { text: '', endsInSpace: false, marks: '', pieces: [], breaks: [] };
}

/** What all tables of a page together may hold. */
class TableBudget {
  #cells = 0;
  #places = 0;

  take(cells: number, places: number): void {
    this.#cells += cells;
    this.#places += places;
    if (this.#cells > MAX_CELLS) throw tooLarge(`has tables of more than ${MAX_CELLS} cells`);
    if (this.#places > MAX_PLACES) throw tooLarge(`has tables with more than ${MAX_PLACES} places for cells`);
  }
}

/** A table of a page that is being read. Cells are placed as browsers place them. */
class OpenTable {
  readonly cells: RawCell[] = [];
  readonly isFurniture: boolean;
  caption = '';
  cell: OpenCell | undefined;
  /** Whether it only lays out what is in its cells, which are paragraphs then. */
  isLayout: boolean;
  readonly #budget: TableBudget;
  /** The last row that is taken in each column by cells that span rows. */
  readonly #takenTo = new Map<number, number>();
  #row = 0;
  #column = 0;

  constructor(isFurniture: boolean, isLayout: boolean, budget: TableBudget) {
    this.isFurniture = isFurniture;
    this.isLayout = isLayout;
    this.#budget = budget;
  }

  openRow(): void {
    this.#row += 1;
    this.#column = 0;
  }

  openCell(attributes: Readonly<Record<string, string>>): void {
    if (this.#row === 0) this.openRow();
    const before = this.#column;
    do this.#column += 1;
    while ((this.#takenTo.get(this.#column) ?? 0) >= this.#row);
    this.#budget.take(1, this.#column - before);
    const isToEnd = /^\s*0+\s*$/.test(attributes['rowspan'] ?? '');
    const rows = isToEnd ? MOST_ROWS : spanOf(attributes['rowspan'], MOST_ROWS);
    this.cell = Object.assign(newText(), { rows, columns: spanOf(attributes['colspan'], MOST_COLUMNS) });
  }

  /** Ends a cell. Returns its text if that is not one of a table but of paragraphs. */
  closeCell(placesOf: (text: OpenText) => Paragraph['placeOf']): OpenText | undefined {
    const { cell } = this;
    this.cell = undefined;
    if (!cell) return undefined;
    const [row, column] = [this.#row, this.#column];
    const last = column + cell.columns - 1;
    if (cell.rows > 1) {
      this.#budget.take(0, cell.columns);
      for (let at = column; at <= last; at += 1) this.#takenTo.set(at, row + cell.rows - 1);
    }
    this.#column = last;
    if (this.isLayout || cell.text.length > LONG) return cell;
    this.cells.push({
      text: cell.text.trim(),
      marks: cell.marks,
      rows: [row, row + cell.rows - 1],
      columns: [column, last],
      placeOf: placesOf(cell),
    });
    return undefined;
  }
}

/** Letters of a cell at most; a longer one is a text. */
const LONG = 400;

function spanOf(written: string | undefined, most: number): number {
  if (written === undefined) return 1;
  const digits = /^\s*\+?0*(\d+)/.exec(written)?.[1] ?? '1';
  return digits.length > 6 ? most : Math.min(Math.max(1, Number(digits)), most);
}
