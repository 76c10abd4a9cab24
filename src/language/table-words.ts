/**
 * What the name of a row or column says about its figures, each as the alternatives of an expression. In languages with spaces
 * they match whole words.
 */
export interface LineWords {
  /** It is the sum of the others: `total`. */
  readonly total: string;
  readonly subtotal: string;
  /** A share, a mean, an index, a change: such figures do not add up. */
  readonly rate: string;
  /** An amount of something by another: `yield`, `price`, `per`. */
  readonly workedOut: string;
  readonly change: string;
  /** It is a part of the line above: `of which`. */
  readonly part: string;
  /** It may be one. */
  readonly including: string;
  /** It may be below zero. */
  readonly signed: string;
  /** It is what remains of two others: `balance`. */
  readonly balance: string;
  /** What there is at the beginning of a period, and at its end. */
  readonly opening: string;
  readonly closing: string;
}

/** How the words of a language are read in tables. */
export interface TableWords {
  readonly lines: LineWords;
  /** Before the number of a table, in its title. */
  readonly table: string;
  /** The head of a column of figures that names none of them: `value`. */
  readonly figures: string;
  /** What a note says about a sign in a cell: that it stands for zero, or for a figure that is not known. */
  readonly nil: string;
  readonly missing: string;
}
