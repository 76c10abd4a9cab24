import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { AlignType, Table, TableCell, TableRow } from 'mdast';
import type { State } from 'mdast-util-to-hast';
import { type ColumnSettings, settingClasses } from '../../document/settings.ts';
import { plainText } from '../../document/tree-walk.ts';
import { MISSING_MARKS } from '../../document/transforms/tables.ts';
import { type FigureColumn, figureColumns, isWide, lastNumber } from './columns.ts';

/** The content of an empty cell, with which screen readers and tagged PDF have problems. */
const NO_BREAK_SPACE = '\u00A0';

/**
 * A table with its caption. Columns that are aligned to the right hold figures, whose decimal signs are put under one
 * another.
 */
export function tableElement(state: State, table: Table, decimal: string, caption?: Element): Element {
  const [head, ...body] = table.children;
  const align = table.align ?? [];
  const columns = figureColumns(table, decimal);
  const headRow = h(
    'tr',
    (head?.children ?? []).map((cell, at) => headCell(state, cell, align[at], columns[at])),
  );
  const rows = body.map((row) => {
    const cells = row.children.map((cell, at) =>
      bodyCell(state, cell, { at, align: align[at], column: columns[at], own: head?.children[at]?.data?.column }),
    );
    return h('tr', { className: isTotal(row) ? 'total' : undefined }, cells);
  });
  return h('table', { className: tableClass(table) }, [
    ...(caption ? [caption] : []),
    h('thead', headRow),
    ...(rows.length > 0 ? [h('tbody', rows)] : []),
  ]);
}

function tableClass(table: Table): string | undefined {
  return [isWide(table) ? ['wide'] : [], settingClasses(table.data?.settings)].flat().join(' ') || undefined;
}

/** What the head of a column says about its cells, as a class and the variables of its rule. */
function columnOf(column: ColumnSettings | undefined, isHead: boolean): { names: string[]; style: string | undefined } {
  const { width, space, isLine } = column ?? {};
  const isWidth = isHead && width !== undefined;
  const style = [isWidth && `--own: ${width}`, space !== undefined && `--before: ${space}`].filter(Boolean).join('; ');
  const names = [
    ...(isWidth ? ['set-width'] : []),
    ...(space === undefined ? [] : ['set-space']),
    ...(isHead && isLine ? ['set-line'] : []),
  ];
  return { names, style: style === '' ? undefined : style };
}

/** The class of a cell with a word that would make its column too wide. */
function longWord(text: string): string | undefined {
  return /\S{32}/.test(text.replaceAll(/\p{Script=Han}/gu, ' ')) ? 'long' : undefined;
}

type Alignment = AlignType | undefined;

/** The words stand above the figures, not above the space for flags, in an element of their own so that they can wrap. */
function headCell(state: State, cell: TableCell, align: Alignment, column?: FigureColumn): Element {
  const content = filled(contentOf(state, cell));
  const slot = flagSlot([], column);
  const own = columnOf(cell.data?.column, true);
  return h(
    'th',
    {
      scope: 'col',
      className: classes(align, column, longWord(plainText(cell.children)), ...own.names),
      style: own.style,
    },
    slot.length > 0 ? [h('span', { className: 'over' }, [h('span', content), ...slot])] : content,
  );
}

interface CellColumn {
  readonly at: number;
  readonly align: Alignment;
  readonly column: FigureColumn | undefined;
  readonly own: ColumnSettings | undefined;
}

function bodyCell(state: State, cell: TableCell, { at, align, column, own: given }: CellColumn): Element {
  const { content: plain, flags } = column ? partsOf(state, cell) : { content: contentOf(state, cell), flags: [] };
  const number = column && lastNumber(cell, column.decimal);
  const { names, style } = columnOf(given, false);
  const isMissing = MISSING_MARKS.some((mark) => mark === plainText(cell.children));
  const content = isMissing ? [h('span', { className: 'flag' }, plain)] : plain;
  const children = [...filled(content), ...decimalSlot(number?.decimals, column), ...flagSlot(flags, column)];
  const className = classes(
    align,
    column,
    column && !number && 'none',
    isLimit(cell) && 'limits',
    longWord(plainText(cell.children)),
    ...names,
  );
  return at === 0 && !column
    ? h('th', { scope: 'row', className, style }, children)
    : h('td', { className, style }, children);
}

function classes(
  align: Alignment,
  column?: FigureColumn,
  ...more: readonly (string | false | undefined)[]
): string | undefined {
  const names = [align !== 'left' && align, column?.latest && 'latest', ...more].filter(Boolean);
  return names.length > 0 ? names.join(' ') : undefined;
}

/** Space for the digits that a figure lacks. The style sheet makes it: it is not text. */
function decimalSlot(own: number | undefined, column?: FigureColumn): Element[] {
  if (!column || own === undefined) return [];
  const { decimal, decimals } = column;
  const room = (own === 0 && decimals > 0 ? decimal : '') + '0'.repeat(Math.max(0, decimals - own));
  return room === '' ? [] : [h('span', { className: 'room', 'data-room': room })];
}

/** Flags, in a space as wide as the widest flags of the column. */
function flagSlot(flags: readonly ElementContent[], column?: FigureColumn): Element[] {
  return column?.flags ? [h('span', { className: 'flags', 'data-room': column.flags }, [...flags])] : [];
}

function contentOf(state: State, cell: TableCell): ElementContent[] {
  return state.all({ type: 'paragraph', children: cell.children });
}

function filled(content: ElementContent[]): ElementContent[] {
  return content.length > 0 ? content : [{ type: 'text', value: NO_BREAK_SPACE }];
}

/** Separates the flags of a cell from its content. */
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

/** Whether a cell has nothing in it but the drawing of a limit, which then fills it. */
function isLimit({ children }: TableCell): boolean {
  const [drawn, ...others] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  return drawn?.type === 'trend' && drawn.trend.limit !== undefined && others.length === 0;
}

/** Whether a row contains totals: its first cell is bold. */
function isTotal({ children: [first] }: TableRow): boolean {
  return first !== undefined && first.children.length > 0 && first.children.every(({ type }) => type === 'strong');
}

function hasClass({ properties }: Element, name: string): boolean {
  return Array.isArray(properties.className) && properties.className.includes(name);
}
