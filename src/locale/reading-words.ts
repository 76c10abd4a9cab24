/** Classes of statements that words make of figures: each is printed, or tested, by helpers of its own. */
export type ClaimClass = 'rank' | 'record' | 'streak' | 'fraction' | 'multiple' | 'majority' | 'count';

/** How the words of a language are read next to a number, and which of them claim something of figures. */
export interface ReadingWords {
  /** Right before a number: what turns its sign. All of these are sources of expressions, to be read without case. */
  readonly signs: string;
  /** Right before a number: what reads with it as a larger one. */
  readonly scalesBefore: string;
  /** Right after a number: scales, per cent, and what goes on with it, as in `point five`. */
  readonly scalesAfter: string;
  /** Names of units, currencies above all, that are not names of units of the program. */
  readonly units: string;
  /** Between a number and the unit that it is divided by. */
  readonly per: string;
  /** Scales by their power of ten: `million` and `millions`. */
  readonly powers: Readonly<Record<number, string>>;
  /** Between a scale and what it counts: `thousands of tonnes`. */
  readonly scaleLinks: string;
  /** Before a scale or unit that belongs to a number in words: `a million`. */
  readonly countsBefore: string;
  /** Before a unit that is said of figures: `in tonnes`. */
  readonly unitLead: string;
  /** Behind one: `tonnes of copper`. */
  readonly unitTail: string;
  /** Verbs of a change. */
  readonly moves: Readonly<Record<'up' | 'down', string>>;
  /** What claims something of figures. */
  readonly claims: Readonly<Record<ClaimClass, string>>;
}
