import type { Table, TableCell, TableRow } from 'mdast';
import { comparePeriods, type Period } from '../../dataset/period.ts';
import type { ValueNode } from '../../document/inline-nodes.ts';
import { flagText } from '../../document/transforms/flags.ts';
import { nodesOf, plainText, visitDocument } from '../../document/tree-walk.ts';
import type { PrintedQuantity } from '../../figure/number-text.ts';
import { observationOf } from '../../figure/value.ts';

/** How the figures of a right-aligned column are laid out. */
export interface FigureColumn {
  /** Most digits after the point; 0 if units differ, because then points need not align. */
  readonly decimals: number;
  /** The decimal sign of the locale. */
  readonly decimal: string;
  /** The longest group of flags with its letters replaced by a wide one; empty without flags. */
  readonly flags: string;
  /** Whether its levels are of the latest of several periods. */
  readonly latest: boolean;
}

/** The columns of a table, in order; undefined for a column of words. */
export function figureColumns({ align, children: [, ...body] }: Table, decimal: string): (FigureColumn | undefined)[] {
  const columns = (align ?? []).map((side, at) => (side === 'right' ? cellsOf(body, at) : undefined));
  const periods = columns.map((cells) => cells && levelPeriod(cells));
  const latest = latestOf(periods.filter((period) => period !== undefined));
  return columns.map((cells, at) => {
    const period = periods[at];
    return cells && columnOf(cells, decimal, period !== undefined && period.text === latest?.text);
  });
}

function cellsOf(body: readonly TableRow[], at: number): TableCell[] {
  return body.flatMap(({ children }) => children[at] ?? []);
}

function columnOf(cells: readonly TableCell[], decimal: string, latest: boolean): FigureColumn {
  const numbers = cells.flatMap((cell) => lastNumber(cell, decimal) ?? []);
  const flags = cells.map((cell) => nodesOf(cell, 'value').map(flagsOf).join(' '));
  const longest = flags.reduce((best, next) => (next.length > best.length ? next : best), '');
  return {
    decimals:
      new Set(numbers.map(({ suffix }) => suffix)).size === 1
        ? Math.max(...numbers.map(({ decimals }) => decimals))
        : 0,
    decimal,
    flags: longest.replaceAll(/\p{L}/gu, 'p'),
    latest,
  };
}

/** The period, if all published figures of a column are levels of one; derived figures only fill its gaps. */
function levelPeriod(cells: readonly TableCell[]): Period | undefined {
  const published = cells
    .flatMap((cell) => nodesOf(cell, 'value'))
    .filter(({ value }) => !value.flags.includes('derived'));
  const periods = published.map(({ value }) => {
    const stated = observationOf(value);
    return stated?.measure === 'level' ? stated.period : undefined;
  });
  const [first] = periods;
  return periods.every((period) => period?.text === first?.text) ? first : undefined;
}

/** The latest of several periods; undefined where there is only one. */
function latestOf(periods: readonly Period[]): Period | undefined {
  const sorted = [...periods].sort(comparePeriods);
  const last = sorted[sorted.length - 1];
  return last && sorted[0]?.text !== last.text ? last : undefined;
}

function flagsOf({ shown }: ValueNode): string {
  return shown.length > 0 ? flagText(shown) : '';
}

type PrintedNumber = Pick<PrintedQuantity, 'decimals' | 'suffix'>;

/** The last number in a cell; undefined for words, such as the mark for a figure that is not available. */
export function lastNumber(cell: TableCell, decimal: string): PrintedNumber | undefined {
  const numbers: PrintedNumber[] = [];
  visitDocument(cell, (node) => {
    if (node.type === 'value') numbers.push(node.value);
    else if (node.type === 'text' || node.type === 'inlineCode') numbers.push(...typedNumber(node.value, decimal));
  });
  return numbers.at(-1);
}

/** The last number in a text that is not bound to a figure. */
function typedNumber(text: string, decimal: string): PrintedNumber[] {
  const [, before, digits, suffix = ''] = /(^|\D)(\d+)(\D*)$/.exec(text) ?? [];
  return digits === undefined ? [] : [{ decimals: before === decimal ? digits.length : 0, suffix }];
}

/** Most columns that fit into the width of the text with figures near their labels. */
const NARROW_COLUMNS = 5;

/** Width in characters, with Han ones counted twice, above which a cell is more than a name. */
const PROSE = 30;

/** Whether a table needs the width of the page: it has many columns, or sentences in a cell. */
export function isWide({ children: rows }: Table): boolean {
  const cells = rows.flatMap(({ children }) => children.slice(1));
  const columns = Math.max(...rows.map(({ children }) => children.length));
  return columns > NARROW_COLUMNS || cells.some((cell) => widthOf(plainText(cell.children)) > PROSE);
}

/** In letters: Chinese characters are two wide. */
export function widthOf(text: string): number {
  return text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}
