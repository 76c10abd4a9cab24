import { MAX_CELLS, MAX_PLACES } from '../tables/importing/grid.ts';
import type { RawCell } from './table-heads.ts';
import type { Paragraph } from './source-document.ts';
import { tooLarge } from './unreadable-source.ts';

/** Spans at most, as browsers take them. */
const MOST_ROWS = 65_534;
const MOST_COLUMNS = 1_000;

/** A text that is being read, with where its pieces stand in the file. */
export interface OpenText {
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

export function newText(): OpenText {
  return { text: '', endsInSpace: false, marks: '', pieces: [], breaks: [] };
}

/** What all tables of a page together may hold. */
export class TableBudget {
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
export class OpenTable {
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
