import type { Decimal } from '../../../core/numbers/decimal.ts';

/**
 * A workbook of statistical tables, before it is written as a file. Each sheet has a title in its first cell, lines of text
 * below it, and at most one table, which follows without an empty row.
 */
export interface Workbook {
  readonly title: string;
  /** Who publishes it. */
  readonly creator: string;
  /** Language tag of all its texts. */
  readonly language: string;
  /** The date in its metadata. */
  readonly date: Date;
  readonly sheets: readonly Sheet[];
}

/** A sheet. */
export interface Sheet {
  /** Name of its tab: letters, digits and underscores. */
  readonly name: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly table?: SheetTable | undefined;
}

/** A table with one row of heads. */
export interface SheetTable {
  /** Each head once. */
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Width of each column, in characters. */
  readonly widths: readonly number[];
}

/** A text, a number that is shown with its digits, or a link to a sheet. */
export type Cell =
  | { readonly text: string; readonly link?: string }
  /** A mark in place of a number, which stands where numbers do. */
  | { readonly mark: string }
  | { readonly number: Decimal; readonly isGrouped: boolean };
