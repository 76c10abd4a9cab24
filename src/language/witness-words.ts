import type { Texts, WordsOf } from './word-forms.ts';

/**
 * The words by which releases of other people print figures: what stands around a numeral and says its unit, its sign, what
 * it measures and what it is compared with. All patterns are sources of regular expressions, in small letters.
 */
export interface WitnessWords {
  /** The sign before decimals, where the record of a source says nothing else. */
  readonly decimal: '.' | ',';
  /** Words for units next to their names, by code. A word of several units may mean each of them. */
  readonly units: Readonly<Record<ReadUnit, readonly string[]> & Record<string, readonly string[]>>;
  /** Currencies that stand before a numeral: `US$`. */
  readonly moneyBefore: Readonly<Record<string, readonly string[]>>;
  /** Between a unit and what it is divided by: `yuan per ton`; and between a scale and a unit: `millions of tons`. */
  readonly per: string;
  readonly scaleLink: string;
  /** Words right before or behind a numeral that say how it stands to the number that is meant. */
  readonly hedges: Readonly<Record<'before' | 'behind', readonly (readonly [pattern: string, says: SourceHedge])[]>>;
  /** Between such a word and the numeral; and the article there that makes it a comparison: "above the 2% target". */
  readonly hedgeLink: string;
  readonly definite: string;
  /** Words of a change in addition to those of texts (`ReadingWords.ways`); of `slower` a number of points is less, and a rate is not. */
  readonly ways: Readonly<Record<'up' | 'down' | 'either' | 'slower', string>>;
  /** Between a word of a change and the level that it leads to: `fell to`. */
  readonly to: string;
  /** Between a word of a change and its amount: `an increase of`. */
  readonly by: string;
  /** Between a numeral and a word of a change that is about something else: `12 million as higher stocks`. */
  readonly apart: string;
  /**
   * What a numeral measures, before it: a growth a year on average, a share. `yearly` may say either a growth or an average one.
   * `whole` stands behind a share, and `wholeBefore` between the part and the whole.
   */
  readonly measures: Readonly<Record<'average' | 'yearly' | 'share' | 'whole' | 'wholeBefore' | 'ratio', string>>;
  /** Around a number of times that is a growth: 增长1.86倍 is one of 186 %. A language in which it is not has a pattern that matches nothing. */
  readonly growthTimes: Readonly<Record<'before' | 'behind', string>>;
  /** Behind a numeral that is a difference: `higher than`, with the group `down` where it is below. */
  readonly than: string;
  /** The same before it, as 比…高 is. */
  readonly thanBefore: string;
  /** What a change is compared with. */
  readonly bases: Readonly<Record<'year' | 'half' | 'quarter' | 'month' | 'previous', string>>;
  /** A base by its name, with the groups `year`, `quarter`, `half`, `month`, and `edge` for the start or end of it. */
  readonly namedBase: string;
  /** The part of a year that a sentence is about, with the groups `quarter` and `half`. */
  readonly inPart: string;
  /** The year that a figure is of, right behind it: "9.34 billion euros in 2024"; in the group `year`. */
  readonly inYear: string;
  /** How each of the parts of a year starts in these groups, in their order; no months where they are written in digits. */
  readonly parts: Readonly<{ quarter: Texts<4>; half: Texts<2>; month: Texts<12> | Texts<0> }>;
  /** Between the ends of a range; `from` and `to` around two levels, `between` and `and` around two ends. */
  readonly range: string;
  readonly ends: Readonly<Record<'from' | 'to' | 'between' | 'and', string>>;
  /** What a numeral may be that is said to be passed: "above the 10 million mark". */
  readonly marks: string;
  /** Between the items of a list. */
  readonly list: string;
  /** Between a numeral and the words of what it counts, as in "5 of the ports". */
  readonly joins: string;
  /** What is one per another: `bushels per acre`. */
  readonly rated: string;
  /** Before a comparison or clause of its own, where what is said about a numeral ends. */
  readonly clause: string;
  /** Right before an earlier value with which a figure is compared: "from 4% a year earlier". */
  readonly earlier: string;
  /** Words with which what a numeral is compared with goes on behind a comma. */
  readonly compared: string;
  /** Whether what a change is compared with stands before it. */
  readonly isBaseFirst: boolean;
  /** Words whose point ends no sentence before a numeral. */
  readonly abbreviations: string;
  /** Between a numeral and the word of its change: `4% annual rate of decline`. */
  readonly signGap: string;
  /** Around the number of a page, where a place names one: `page 4`, 第4页. */
  readonly page: Readonly<Record<'before' | 'behind', string>>;
  /** What is not a figure, with the numeral in the group `n`. */
  readonly kinds: Readonly<Record<'periods' | 'ordinals' | 'ages' | 'numbering', readonly string[]>>;
  /** The words of claims. */
  readonly claims: Readonly<Record<ClaimWords, string>>;
}

/** Units for which each language says whether releases have other words. */
type ReadUnit = WordsOf<'% pp g kg t kWh MWh GWh TWh bbl ha km m2 m3 l USD EUR cent person count day year'>[number];

/** As the qualifiers of figures. */
export type SourceHedge = 'over' | 'under' | 'about' | 'slightly over' | 'slightly under';

export type ClaimWords =
  'high' | 'low' | 'rises' | 'falls' | 'unchanged' | 'doubled' | 'half' | 'streak' | 'since' | 'first';
