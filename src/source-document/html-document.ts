import { Parser } from 'htmlparser2';
import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { cellsOf, type RawCell } from './cells.ts';
import type { Block, SourceDocument } from './source-document.ts';
import { counted, type RawParagraph, type Sections } from './text-document.ts';
import type { Vocabulary } from './vocabulary.ts';

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
const FURNITURE = new Set(['nav', 'footer', 'aside', 'form', 'button', 'dialog']);
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

/** As browsers take them. */
const MOST_ROWS = 65_534;
const MOST_COLUMNS = 1_000;

/** A text that is being read, with where its pieces stand in the file. */
interface OpenText {
  text: string;
  marks: string;
  readonly pieces: { readonly at: number; readonly offset: number }[];
}

interface OpenTable {
  readonly cells: RawCell[];
  /** What is taken by cells that span rows, by row. */
  readonly taken: Map<number, Set<number>>;
  caption: string;
  row: number;
  column: number;
  cell: (OpenText & { readonly rows: number; readonly columns: number }) | undefined;
  readonly isFurniture: boolean;
}

/** Reads a page: paragraphs, headings and tables that are shown, and what is navigation as such. Nothing in it is run. */
export function readHtmlDocument(file: SourceFile, sections: Sections, vocabulary: Vocabulary): SourceDocument {
  const raw: (RawParagraph | { readonly table: OpenTable })[] = [];
  const stack: { readonly name: string; readonly unshown: boolean; readonly furniture: boolean }[] = [];
  const tables: OpenTable[] = [];
  let open = newText();
  let heading = false;
  let raised = 0;
  const top = (): { readonly unshown: boolean; readonly furniture: boolean } =>
    stack.at(-1) ?? { unshown: false, furniture: false };
  const target = (): OpenText => tables.at(-1)?.cell ?? open;
  const flush = (): void => {
    const { text, pieces } = open;
    open = newText();
    if (text.trim() === '') return;
    const isFurniture = top().furniture;
    raw.push({ text, isHeading: heading, isFurniture, placeOf: placesIn(file, pieces) });
  };
  const parser: Parser = new Parser(
    {
      onopentag(name, attributes) {
        const { unshown, furniture } = top();
        const isHidden =
          'hidden' in attributes ||
          attributes['aria-hidden'] === 'true' ||
          /display:\s*none|visibility:\s*hidden/i.test(attributes['style'] ?? '');
        const isPageHead = name === 'header' && !stack.some((one) => one.name === 'article' || one.name === 'main');
        const role = attributes['role'] ?? '';
        const isOutside =
          FURNITURE.has(name) || isPageHead || ['navigation', 'banner', 'contentinfo', 'search'].includes(role);
        const table = tables.at(-1);
        if (!INLINE.has(name) && !table?.cell && name !== 'br') flush();
        if (!VOID.has(name))
          stack.push({ name, unshown: unshown || isHidden || UNSHOWN.has(name), furniture: furniture || isOutside });
        if (unshown || isHidden) return;
        if (/^h[1-6]$/.test(name)) heading = true;
        if (name === 'sup') raised += 1;
        if (name === 'br') append(target(), ' ', parser.startIndex);
        if (name === 'table')
          tables.push({
            cells: [],
            taken: new Map(),
            caption: '',
            row: 0,
            column: 0,
            cell: undefined,
            isFurniture: top().furniture,
          });
        if (name === 'tr' && table && !table.cell) [table.row, table.column] = [table.row + 1, 0];
        if ((name === 'td' || name === 'th') && table && !table.cell) table.cell = openCell(table, attributes);
      },
      ontext(text) {
        if (top().unshown) return;
        const into = target();
        // A mark of a note behind digits or words is none of them; behind a unit it may be a power.
        if (raised > 0 && /^\s*[\d*†‡a-z,()]{1,4}\s*$/i.test(text) && !/(?:\b10|\bk?m|\bcm)$/.test(into.text))
          into.marks += text.trim();
        else append(into, text, parser.startIndex);
      },
      onclosetag(name) {
        if (VOID.has(name)) return;
        const table = tables.at(-1);
        const isShown = !top().unshown;
        if (name === 'caption' && table && isShown) {
          table.caption = open.text.replaceAll(/\s+/g, ' ').trim();
          open = newText();
        } else if ((name === 'td' || name === 'th') && table?.cell) closeCell(table, file);
        else if (!INLINE.has(name) && !table?.cell) flush();
        if (name === 'table' && table) {
          tables.pop();
          if (isShown) raw.push({ table });
        }
        if (name === 'sup' && raised > 0) raised -= 1;
        if (/^h[1-6]$/.test(name)) heading = false;
        stack.pop();
      },
    },
    { decodeEntities: true },
  );
  parser.end(file.text);
  flush();
  return { path: file.path, kind: 'html', blocks: blocksOf(raw, sections, vocabulary) };
}

function newText(): OpenText {
  return { text: '', marks: '', pieces: [] };
}

function append(into: OpenText, text: string, offset: number): void {
  const plain = text.replaceAll(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g, '').replaceAll(/[ \t\r\n]+/g, ' ');
  into.pieces.push({ at: into.text.length, offset });
  into.text += into.text.endsWith(' ') ? plain.trimStart() : plain;
}

function placesIn(file: SourceFile, pieces: OpenText['pieces']): RawParagraph['placeOf'] {
  return (start, end) => {
    const piece = pieces.findLast(({ at }) => at <= start);
    const offset = (piece?.offset ?? 0) + start - (piece?.at ?? 0);
    return placeAt(file, offset, offset + end - start);
  };
}

function openCell(table: OpenTable, attributes: Readonly<Record<string, string>>): OpenTable['cell'] {
  const taken = table.taken.get(table.row) ?? new Set<number>();
  do table.column += 1;
  while (taken.has(table.column));
  const span = (name: string, most: number): number =>
    Math.min(Math.max(1, Number(/^\d{1,6}/.exec(attributes[name] ?? '')?.[0] ?? 1) || 1), most);
  return { ...newText(), rows: span('rowspan', MOST_ROWS), columns: span('colspan', MOST_COLUMNS) };
}

function closeCell(table: OpenTable, file: SourceFile): void {
  const { cell, row, column } = table;
  if (!cell) return;
  // Rows that a cell spans beyond the table are not rows; a hundred are marked as taken, which no real head passes.
  for (let below = row; below < row + Math.min(cell.rows, 100); below += 1) {
    const taken = table.taken.get(below) ?? new Set<number>();
    for (let right = column; right < column + cell.columns; right += 1) taken.add(right);
    table.taken.set(below, taken);
  }
  const placeOf = placesIn(file, cell.pieces);
  table.cells.push({
    text: cell.text.trim(),
    marks: cell.marks,
    rows: [row, row + cell.rows - 1],
    columns: [column, column + cell.columns - 1],
    placeOf,
  });
  table.column = column + cell.columns - 1;
  table.cell = undefined;
}

/** Paragraphs are counted through the document; tables stand between them. */
function blocksOf(
  raw: readonly (RawParagraph | { readonly table: OpenTable })[],
  sections: Sections,
  vocabulary: Vocabulary,
): Block[] {
  const paragraphs = counted(
    raw.filter((one): one is RawParagraph => !('table' in one)),
    sections,
    vocabulary,
  );
  let [next, number] = [0, 0];
  return raw.flatMap((one): Block[] => {
    if (!('table' in one)) {
      const paragraph = paragraphs[next];
      next += 1;
      return paragraph ? [paragraph] : [];
    }
    number += 1;
    return cellsOf(
      one.table.cells,
      { number, title: one.table.caption, isFurniture: one.table.isFurniture },
      vocabulary,
    );
  });
}
