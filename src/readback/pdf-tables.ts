import type { PageText } from './page-letters.ts';
import type { PageElement } from './pdf-pages.ts';
import type { ReadPiece, ReadTable } from './read-text.ts';

/** A table that may go on over several pages. */
export interface TablePart extends ReadTable {
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

export function isTable(part: ReadPiece | TablePart): part is TablePart {
  return 'groups' in part;
}

/** The text of a table, cell by cell, each with a line break after it. */
export function tablePieces({ around, groups, at }: TablePart): ReadPiece[] {
  const cells = groups.flatMap((rows) => rows ?? []).flatMap((row) => row ?? []);
  return around.concat(cells.flatMap((cell = []) => cell.concat({ text: '\n', at: cell.at(-1)?.at ?? at })));
}

/** What reading a table needs from the reader of its page. */
export interface TableReading {
  readonly at: number;
  readonly textOf: (cell: PageElement | number) => PageText;
  /** Reads what is no row. */
  readonly readOther: (kid: PageElement, pieces: ReadPiece[]) => void;
}

/** Reads the part of a table on a page. If the table began on the page before, it gets more rows. */
export function readTable(
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
