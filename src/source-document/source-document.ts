import type { Place } from '../core/diagnostics/source-file.ts';
import type { Decimal } from '../core/numbers/decimal.ts';

/** A publication as it was read: the same tree whatever the kind of its file. */
export interface SourceDocument {
  /** Relative to the root folder. */
  readonly path: string;
  /** Whether it has nothing but tables, as a workbook. */
  readonly isTables?: boolean;
  /** In the order of reading. */
  readonly blocks: readonly Block[];
  /** Whether only words around each numeral are kept. */
  readonly areExcerpts?: boolean;
}

export type Block = Paragraph | Cell;

/** Where a block stands. */
interface BlockPlace {
  readonly text: string;
  /** In the order of the text. */
  readonly numerals: readonly Numeral[];
  /** From 1, in a file with pages. */
  readonly page?: number | undefined;
  /** Navigation, contact data and the like: nothing of the publication itself. */
  readonly isFurniture: boolean;
  /** The place of a part of the text: in a file with lines its line, else a path such as `sources/a.xlsx!Sheet!B7`. */
  readonly placeOf: (start: number, end: number) => Place | string;
}

export interface Paragraph extends BlockPlace {
  readonly kind: 'paragraph';
  /** The name of its section; without declared sections the number of the heading above it, from 0. */
  readonly section: string;
  /** From 1 within its section. */
  readonly number: number;
  /** From 1 within the document, furniture left out. */
  readonly ordinal: number;
  readonly isHeading: boolean;
}

/** A cell of a table with something in it. */
export interface Cell extends BlockPlace {
  readonly kind: 'cell';
  readonly table: Table;
  /** First and last row and column that it covers, from 1. */
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
  /** Marks of footnotes that stand raised behind its text. */
  readonly marks: string;
  /** Whether it holds sentences: a long text, or one of a table without figures, which only lays a page out. */
  readonly isProse: boolean;
  /** Whether a reader of its workbook does not see it. */
  readonly isHidden?: boolean;
  /** Why its heads may be others than they seem. */
  readonly doubts: readonly Doubt[];
}

/**
 * Why the heads of a figure may be others than they seem: it has no head above it, or no label in its row; another figure has the
 * same heads, so that a level is missing; a head stands over columns that nothing marks; a label may go on in the next line; a
 * cell holds two numerals.
 */
export type Doubt = 'no-head' | 'no-label' | 'same-heads' | 'wide-head' | 'label-wraps' | 'two-numerals';

export interface Table {
  /** From 1 within the document; tables that stand below one another in a sheet have one number. */
  readonly number: number;
  /** The name of its sheet, or its caption. */
  readonly sheet: string;
  /** The same with the lines that stand over its heads, and what stands over its labels. */
  readonly title: string;
  /** Texts of all its cells that are not figures. */
  readonly heads: readonly string[];
  /** Texts of the cells that are not figures to the left of a cell and above it, the nearest last. */
  readonly headsOf: (cell: Pick<Cell, 'rows' | 'columns'>) => {
    readonly row: readonly string[];
    readonly column: readonly string[];
  };
  /** What stands alone in a line above a cell within the table: the name of a group, a unit of all columns. */
  readonly aroundOf: (cell: Pick<Cell, 'rows'>) => readonly string[];
}

/** A number in digits. */
export interface Numeral {
  /** The digits, with their separators. */
  readonly text: string;
  /** Of the digits, in the text of the block; a sign or currency before them and the unit behind them lie around them. */
  readonly start: number;
  readonly end: number;
  /** As printed, without sign. */
  readonly value: Decimal;
  /** A sign that is printed right before it. */
  readonly sign?: 1 | -1 | undefined;
  /** The start of a sign or currency before it. */
  readonly from: number;
  /** The end of its unit. */
  readonly to: number;
  /** Power of ten of its scale: 6 of `million`. */
  readonly power: number;
  /** Codes of units that its words may mean; empty if none are known. */
  readonly units: readonly string[];
  /** Whether its unit is that of a head of its cell. */
  readonly isHeadUnit?: boolean | undefined;
  /** Whether zeros at its end are left out, as workbooks do. */
  readonly isLoose?: boolean | undefined;
  /** Where it is part of a date, a name or a number of a page: what it is part of. */
  readonly kind?: NumeralKind | undefined;
  /** The first end of the range that it ends, by its index among the numerals of the block. */
  readonly rangeFrom?: number | undefined;
}

/** What a numeral can be that is not a figure. */
export const NUMERAL_KINDS = [
  'periods',
  'ordinals',
  'ages',
  'plans',
  'numbering',
  'names',
  'telephone',
  'page',
  'tables',
] as const;

export type NumeralKind = (typeof NUMERAL_KINDS)[number];
