import type { UnitCode } from './unit-forms.ts';
import type { Texts } from './word-forms.ts';

/** Classes of statements that words make of figures: each is printed, or tested, by helpers of its own. */
export type ClaimClass = 'rank' | 'record' | 'streak' | 'fraction' | 'multiple' | 'majority' | 'count' | 'comparison';

/** What a rate is worked out for. */
export type RateSpan = 'day' | 'week' | 'month' | 'head';

/** How long a time is: `longer` is a decade, or a number of months or years. */
export type TimeLength = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'longer';

/** How far a figure is settled, as words say. */
export type SaidStatus = 'final' | 'forecast' | 'estimated' | 'provisional';

/** How the words of a language are read next to a number, and which of them claim something of figures. */
export interface ReadingWords {
  /** Right before a number: what turns its sign. All of these are sources of expressions, to be read without case. */
  readonly signs: string;
  /** Behind a number: the same. */
  readonly signsBehind: string;
  /** Right before a number: what reads with it as a larger one. */
  readonly scalesBefore: string;
  /** Right after a number: scales, per cent, and what goes on with it, as in `point five`. */
  readonly scalesAfter: string;
  /** Names of units, currencies above all, that are not names of units of the program. */
  readonly units: string;
  /** What units are called besides their names, in small letters, with the codes of those that may be meant. */
  readonly unitNames: Readonly<Record<string, readonly UnitCode[]>>;
  /** Small numbers in words at the end of a text, with the space after them: `three `. What follows is read as so many of it. */
  readonly smallNumbers: string;
  /** After a figure in per cent: what makes points of it. Of these, and of the names below, words of a language with spaces end. */
  readonly points: string;
  /** Between a number and the unit that it is divided by. */
  readonly per: string;
  /** The same between two names alone: `dollars a bushel`; empty where nothing else does. */
  readonly perArticle: string;
  /**
   * What makes a rate of a figure that it stands right before or behind, by what that is divided by; empty where nothing does.
   * The name of an indicator that has one of `named`, in whole or within a word, says itself that it is such a rate.
   */
  readonly rates: Readonly<
    Record<RateSpan, { readonly before: string; readonly behind: string; readonly named: string }>
  >;
  /** Words that say how long the time of a figure is, or that a figure is a mean. */
  readonly lengths: Readonly<{
    /** A time by its length. */
    names: Readonly<Record<TimeLength, string>>;
    /** The same before a noun: `annual`. */
    adjectives: Readonly<Partial<Record<TimeLength, string>>>;
    /** Right before such a name, anywhere in a sentence: `in the`. */
    lead: string;
    /** The same of a time that comes again and again: `each`. */
    each: string;
    /** The same where a clause begins: `the`. */
    first: string;
    /** Before a name that stands alone in a head: `whole`. */
    whole: string;
    /** Behind a name: what makes another time of it, as in `the year to March`; with the spaces before it. */
    goesOn: string;
    /** What makes a mean of a figure: `on average`. */
    means: string;
    /** Behind a figure, before what it is divided by. */
    per: string;
    /** In the name of an indicator: that it is a mean or rate already. */
    rateNames: string;
  }>;
  /** Scales by their power of ten: `million` and `millions`. */
  readonly powers: Readonly<Record<2 | 3 | 4 | 5 | 6 | 9 | 12, string> & Partial<Record<7 | 8 | 10 | 11, string>>>;
  /** Between a scale and what it counts: `thousands of tonnes`. */
  readonly scaleLinks: string;
  /** Before a scale or unit that is not that of figures: it belongs to a number in words, `a million`, or to a phrase, `by thousands`. */
  readonly countsBefore: string;
  /** Right behind a scale in a language without spaces: what it may count, with nothing more: 万人次; empty in others. */
  readonly counters: string;
  /** The same: what says that a scale is that of figures, as in 以万吨计; empty in others. */
  readonly scaleTail: string;
  /** Right before a word of a language without spaces: what makes its opposite of it; empty in others, where it is a word of its own. */
  readonly opposites: string;
  /** Before a unit that is said about figures: `in tonnes`. */
  readonly unitLead: string;
  /** Behind one: `tonnes of copper`. */
  readonly unitTail: string;
  /**
   * All words that say which way something moved, in all their forms: verbs, nouns that stand before an amount, and
   * particles. An author's own word for a change is one of these.
   */
  readonly ways: Readonly<Record<'up' | 'down' | 'flat', string>>;
  /** Words of a change that go either way with what they are about: a deficit widens as its balance falls. */
  readonly waysEither: string;
  /** Words that compare two things: an author may say either of them. */
  readonly comparatives: Readonly<Record<'up' | 'down', string>>;
  /** Words which say that two figures are equal, and those that take this back: `nearly`. */
  readonly equality: { readonly words: string; readonly hedges: string };
  /** What turns a word of a way: `did not rise`. */
  readonly negations: string;
  /** A few of the words of each way, for hints. */
  readonly waysShown: Readonly<Record<'up' | 'down' | 'flat', string>>;
  /** Between a word of a change and the level that is reached: `fell to`. */
  readonly levelLinks: string;
  /** Between such a word and its amount. */
  readonly moveLinks: string;
  /** The one of these that always leads to an amount: `by`. */
  readonly amountLink: string;
  /** Words of a change behind its amount; some go on with what stands before it: `ging um … zurück`. */
  readonly movesBehind: readonly (readonly [way: 'up' | 'down', before: string, behind: string])[];
  /** Whether a verb may end its clause, behind the amount or level that it is about: `ist um … auf … gesunken`. */
  readonly isVerbLast: boolean;
  /** Nouns that name an amount and which way it goes, right before it; a course of two of them says nothing: 增幅. */
  readonly amountNouns?: Readonly<Record<'up' | 'down', string>>;
  /** Between a word of a change and two levels: `fell to 5 from 6`, `rose from 5 to 6`. */
  readonly courses: readonly (readonly [first: string, second: string, laterFirst: boolean])[];
  /** Between the comma behind a level and a word of its change, words that go on about it: `, which is a`; empty for none. */
  readonly clauseLinks: string;
  /**
   * Between a word of a change and a time that no figure stands for: `up from a year earlier`, `more than in the quarter
   * before`, 比上年增加. `lead` stands before the time where the word of a change follows it.
   */
  readonly since: Readonly<Record<'from' | 'onwards' | 'after' | 'than' | 'lead' | 'year' | 'part', string>>;
  /** Of the times in `since` those that may count from the day on which a text is read: *last year* of a brief on last year. */
  readonly fromToday: string;
  /** The time of a figure that is more than a year older: `two years earlier`, without the number. */
  readonly yearsBefore: string;
  /** What a cell says in place of a figure that is zero, or that there is none: `nil`, `n/a`. */
  readonly noFigure: string;
  /** Right before a number: what makes a part or a multiple of it. */
  readonly partsBefore: string;
  /** How labels, sources and periods from the data are said about figures. All are sources of expressions. */
  readonly said: Readonly<
    Record<
      /** Between a label and its figure: `is`, `came to`. */
      | 'is'
      /** Between a figure and its label: `of the`. */
      | 'behind'
      /** Before a whole of which a part follows, at the start of a sentence: `of the`; empty where no words do. */
      | 'partOf'
      /** Before a source, and behind it: `according to`, `says`. */
      | 'by'
      | 'says'
      /** Which say that a source does not state a figure, or another one: `not yet`. */
      | 'unsaid'
      /** Between the last two parts of a list. */
      | 'and'
      /** Before the sources below an exhibit. */
      | 'sources'
      /** Before a period: `in`. */
      | 'in'
      /** Before a year that needs no such word: `betrug`; empty where each needs one. */
      | 'bare'
      /** Right before a figure of that period. */
      | 'leads'
      /** Words that name another time, or something else than what was measured. */
      | 'otherTime'
      /** Before a day: `on`. */
      | 'onDay'
      /** Before a noun that is known: `the`. */
      | 'articles'
      /** Before a period in whose course something happens, as a level at its end does not: `during`; without spaces behind it. */
      | 'during'
      /** Before the first of two periods: `between`. */
      | 'course'
      /** Words for a part of a year, or how far into it a figure goes. */
      | 'spans'
      /** Words of a time that no figure next to them is of: a plan, a definition, a publication. */
      | 'elsewhere',
      string
    >
  > & {
    /** What a change is measured from, without a word before it: `year on year`. */
    readonly base: Readonly<Record<'year' | 'part', string>>;
    /** The parts of a year as they are typed, each in its order, and what stands between two of them: `January to March`. */
    readonly parts: Readonly<{ month: Texts<12>; quarter: Texts<4>; half: Texts<2>; range: string }>;
    /** Between a part of a year and its year: `March of 2024`. Empty where nothing is. */
    readonly ofYear: string;
    /** Behind a year in digits, in a language without spaces: what makes a year of it, and not if the second follows: 年, 年代. Empty in others. */
    readonly yearSign: Readonly<Record<'behind' | 'unless', string>>;
    /** Words of a time to come, a plan or a limit: `next`. */
    readonly future: string;
    /** Words of what was so before the time of a text: `had been`. */
    readonly past: string;
    /** How far a figure is settled, as words before it and heads above it say. */
    readonly statuses: Readonly<Record<SaidStatus, string>>;
    /** What a balance is called above and below zero. */
    readonly balances: Readonly<Record<'above' | 'below', string>>;
    /** Words of the sign of what follows, or of what they are said about: `positive`. */
    readonly sides: Readonly<Record<'above' | 'below', string>>;
    /** What a head calls the amount or rate of a change, and which a level is not. */
    readonly changeHeads: string;
    /** What heads and labels call a change of figures: `growth`, `y/y`. */
    readonly changes: string;
    /** All figures of a text, before the scale that they are in: `All figures are`. */
    readonly allFigures: string;
    /** What heads call the part that one thing has of another. */
    readonly shares: string;
    /** What all rows of a table add up to. */
    readonly totals: string;
  };
  /**
   * Superlatives by the end that they name; what turns them, as in `the largest deficit`; and words that limit a record to some
   * years, or say that none does.
   */
  readonly ends: Readonly<Record<'high' | 'low' | 'turned' | 'limited' | 'unlimited', string>>;
  /** Right before or behind a figure: what makes a bound or something rough of it, which an exact one is not. */
  readonly hedges: Readonly<Record<'before' | 'behind', string>>;
  /** Right before a figure: that there is none of it: `no`. */
  readonly none: string;
  /** Before and behind a figure, the second empty for nothing: what puts something above or below it, `exceeded`, `never reached`. */
  readonly beyond: readonly (readonly [before: string, behind: string])[];
  /** Between two figures, behind the name of the first: verbs that say which of them is greater. */
  readonly outdoes: Readonly<Record<'above' | 'below', string>>;
  /** Verbs of what something has: `has more bicycles than`; empty where none is needed. */
  readonly has: string;
  /** Before the name of what is counted: `number of`; empty where nothing is. */
  readonly counted: string;
  /** What claims something of figures. */
  readonly claims: Readonly<Record<ClaimClass, string>>;
}
