import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { AlignType, Table, TableCell, TableRow } from 'mdast';
import type { State } from 'mdast-util-to-hast';
import { plainText } from '../../document/walk.ts';

/** Words that stand in a cell without any: a screen reader and a tagged PDF stumble over an empty cell. */
const NO_BREAK_SPACE = '\u00A0';

/** A table with its caption. Columns that are aligned to the right hold figures, whose decimal points are put under one another. */
export function tableElement(state: State, table: Table, caption?: Element): Element {
  const [head, ...body] = table.children;
  const align = table.align ?? [];
  const columns = (head?.children ?? []).map((_, at) =>
    align[at] === 'right' ? columnOf(state, body, at) : undefined,
  );
  const headRow = h(
    'tr',
    (head?.children ?? []).map((cell, at) => headCell(state, cell, align[at], columns[at])),
  );
  const rows = body.map((row) => {
    const cells = row.children.map((cell, at) => bodyCell(state, cell, at, align[at], columns[at]));
    return h('tr', { className: isTotal(row) ? 'total' : undefined }, cells);
  });
  return h('table', [
    ...(caption ? [caption] : []),
    h('thead', headRow),
    ...(rows.length > 0 ? [h('tbody', rows)] : []),
  ]);
}

type Alignment = AlignType | undefined;

/** What the figures of a column have in common. */
interface Column {
  /** Digits after the point, at most; none where units differ, for their points need not align. */
  readonly digits: number;
  /** Letters of the longest group of flags, as wide as letters get; empty without flags. */
  readonly flags: string;
}

function columnOf(state: State, body: readonly TableRow[], at: number): Column {
  const cells = body.flatMap(({ children }) => children[at] ?? []);
  const texts = cells.map((cell) => plainText(cell.children)).filter((text) => /\d/.test(text));
  const flags = cells.map((cell) => partsOf(state, cell).flags.map(textOf).join('').trim());
  const longest = flags.reduce((best, next) => (next.length > best.length ? next : best), '');
  return {
    digits: new Set(texts.map(unitOf)).size === 1 ? Math.max(...texts.map(digitsAfterPoint)) : 0,
    flags: longest.replaceAll(/\p{L}/gu, 'm'),
  };
}

function digitsAfterPoint(text: string): number {
  return /\.(\d+)\D*$/.exec(text)?.[1]?.length ?? 0;
}

/** What follows the last digit. */
function unitOf(text: string): string {
  return /\D*$/.exec(text)?.[0] ?? '';
}

function headCell(state: State, cell: TableCell, align: Alignment, column?: Column): Element {
  return h('th', { scope: 'col', className: align ?? undefined }, [
    ...filled(contentOf(state, cell)),
    ...flagSlot([], column),
  ]);
}

function bodyCell(state: State, cell: TableCell, at: number, align: Alignment, column?: Column): Element {
  const { content, flags } = column ? partsOf(state, cell) : { content: contentOf(state, cell), flags: [] };
  const children = [...filled(content), ...decimalSlot(plainText(cell.children), column), ...flagSlot(flags, column)];
  const className = align ?? undefined;
  return at === 0 && !column ? h('th', { scope: 'row', className }, children) : h('td', { className }, children);
}

/** Keeps the room of the digits that a figure lacks. The room is drawn by the style sheet and is no text. */
function decimalSlot(text: string, column?: Column): Element[] {
  if (!column || !/\d/.test(text)) return [];
  const own = digitsAfterPoint(text);
  const room = (own === 0 && column.digits > 0 ? '.' : '') + '0'.repeat(Math.max(0, column.digits - own));
  return room === '' ? [] : [h('span', { className: 'room', 'data-room': room })];
}

/** Puts flags into room as wide as any in the column. */
function flagSlot(flags: readonly ElementContent[], column?: Column): Element[] {
  return column?.flags ? [h('span', { className: 'flags', 'data-room': column.flags }, [...flags])] : [];
}

function contentOf(state: State, cell: TableCell): ElementContent[] {
  return state.all({ type: 'paragraph', children: cell.children });
}

function filled(content: ElementContent[]): ElementContent[] {
  return content.length > 0 ? content : [{ type: 'text', value: NO_BREAK_SPACE }];
}

/** A cell's content with its flags taken out of it. */
function partsOf(state: State, cell: TableCell): { content: ElementContent[]; flags: ElementContent[] } {
  const flags: ElementContent[] = [];
  return { content: withoutFlags(contentOf(state, cell), flags), flags };
}

function withoutFlags(content: readonly ElementContent[], flags: ElementContent[]): ElementContent[] {
  return content.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node];
    if (hasClass(node, 'flag')) {
      flags.push(node);
      return [];
    }
    return [{ ...node, children: withoutFlags(node.children, flags) }];
  });
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}

/** Whether it is a row of totals: its author made its head bold. */
function isTotal({ children: [first] }: TableRow): boolean {
  return first !== undefined && first.children.length > 0 && first.children.every(({ type }) => type === 'strong');
}

function hasClass({ properties }: Element, name: string): boolean {
  return Array.isArray(properties.className) && properties.className.includes(name);
}
