/** Fractions that have a name, by what they are. */
export type FractionName = '1/10' | '1/5' | '1/4' | '1/3' | '2/5' | '1/2' | '3/5' | '2/3' | '3/4' | '4/5' | '9/10';

/** Multiples that have a verb: 2 for `doubled`, 0.5 for `halved`. */
export type Multiple = 0.5 | 2 | 3 | 4;

/** What is counted in a row of periods; `time` where the periods have no short name. */
export type CountedPeriod = 'year' | 'half' | 'quarter' | 'month' | 'day' | 'time';

/** Words that compare a figure with others, in a language. */
export interface ComparisonWords {
  readonly fraction: Readonly<Record<FractionName, string>>;
  /** A figure near a fraction; `about` where its digits leave open on which side. */
  readonly nearFraction: Readonly<Record<'about' | 'over' | 'under', (fraction: string) => string>>;
  /** The verb for a change to a multiple; `nearly` is short of it in the direction of the change. */
  readonly multiple: (times: Multiple, how: 'exactly' | 'beyond' | 'nearly', isPlural: boolean) => string;
  /** The verb for a change so small that the author or its digits call it none, of one thing and of several, and the noun. */
  readonly nearlyFlat: Readonly<Record<'singular' | 'plural' | 'noun', string>>;
  /** How often in a row: `for the third month in a row`, or `for at least three months` where earlier figures are missing. */
  readonly inARow: (count: number, period: CountedPeriod, isAtLeast: boolean) => string;
  /**
   * A figure above or below all since a period, in words; since the first of its series; or since a period before which some are
   * missing.
   */
  readonly extreme: Readonly<
    Record<'highest' | 'lowest', Readonly<Record<'since' | 'sinceFirst' | 'sinceAtLeast', Extreme>>>
  >;
}

type Extreme = (period: string) => string;
