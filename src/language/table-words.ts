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

/** The units whose words are looked for in heads and titles. */
type WrittenUnit = '%' | 't' | 'EUR' | 'USD' | 'CNY' | 'ha' | 'm3' | 'km2' | 'm2' | 'km' | 'person' | 'bbl';

/**
 * How heads, titles and notes of tables write units and scales, each as the alternatives of an expression, empty where a
 * language has none. In languages with spaces they match whole words; capitals count in those of `t`, `money` and `counted`.
 */
export interface UnitWords {
  readonly names: Readonly<Record<WrittenUnit, string>>;
  /** Scales by their power of ten; those that follow one another are multiplied. */
  readonly scales: Readonly<Record<3 | 6 | 9, string> & Partial<Record<1 | 2 | 4 | 5 | 7 | 8 | 10 | 11 | 12, string>>>;
  /** As the press and accounts write them next to the sign or code of a currency. */
  readonly money: Readonly<Record<3 | 6 | 9 | 12, string>>;
  /** As they stand before what is counted: `Mio. Fahrzeugkilometer`. */
  readonly counted: string;
  /** Abbreviations of scales whose point ends no sentence. */
  readonly abbreviated: string;
  /** Between a scale and what it counts: `thousands of tonnes`. */
  readonly link: string;
  /** Between two units of which one is divided by the other. */
  readonly per: string;
  /** Around a unit that is named in whole, and says nothing of it: `in the`. */
  readonly asides: string;
  /** Right before a unit that is read within a text, and right behind it; longer words may always stand behind. */
  readonly before: string;
  readonly behind: string;
  /** At the beginning of a note about scales: `All figures are in`. */
  readonly lead: string;
  /** Behind a scale that is a size: `1,000 or more`. */
  readonly sizes: string;
  /** Right before a scale that counts something of its own: `two thousand`. */
  readonly counts: string;
  /** Right before a unit in a language without spaces: scales that are not read, so that the unit is not read either. */
  readonly unreadScales: string;
  /** Distances that are another unit behind what travels them: `vehicle-km`. */
  readonly distances: string;
  /** Words that are not what a scale counts, but say how: `current prices`. */
  readonly notCounted: string;
}

/** How the words of a language are read in tables. */
export interface TableWords {
  readonly lines: LineWords;
  readonly units: UnitWords;
  /** Before the number of a table, in its title. */
  readonly table: string;
  /** The same of what is not called a table: `chart`; empty where a language has no other such words. */
  readonly exhibit: string;
  /** The head of a column of figures that names none of them: `value`. */
  readonly figures: string;
  /** What a note says about a sign in a cell: that it stands for zero, or for a figure that is not known. */
  readonly nil: string;
  readonly missing: string;
}
