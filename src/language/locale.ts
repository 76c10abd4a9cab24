import type { ComparisonWords } from './comparison-words.ts';
import type { NoticeWords } from './notice-words.ts';
import type { ProofWords } from './proof-words.ts';
import type { ProvenanceWords } from './provenance-words.ts';
import type { ReadingWords } from './reading-words.ts';
import type { TableWords } from './table-words.ts';
import type { UnitForm, UnitForms, UnitWithoutSymbol } from './unit-forms.ts';
import type { WitnessWords } from './witness-words.ts';
import type { Texts } from './word-forms.ts';
import type { WorkbookWords } from './workbook-words.ts';

/** The direction of a change. */
export type Direction = 'up' | 'down' | 'flat';

/** A period as the dataset writes it: `2025`, `2025-Q4`, `2025-M01..2025-M10`. */
interface PeriodCode {
  readonly text: string;
}

/** The signs of a number. */
export interface NumberSigns {
  readonly decimal: string;
  /** Between groups of three digits. */
  readonly group: string;
  /** Per cent, with the space before it, if any. */
  readonly percent: string;
}

/** How a power of ten is called after a number, and after 1. */
type Scale = readonly [many: string, one: string];

/** Names of units, from which those of scaled units and quotients are composed: `million tonnes`, `yuan per tonne`. */
export interface UnitNames<Forms = UnitForms> {
  readonly forms: Forms;
  /** By power of ten. */
  readonly scales: Readonly<Record<3 | 6 | 9 | 12, Scale> & Partial<Record<4 | 5 | 7 | 8 | 10 | 11, Scale>>>;
  /** Between a scale and its unit. */
  readonly space: string;
  /** Between a unit and the one that it is divided by: ` per `. */
  readonly quotient: string;
}

/** The same in short; units that are not named have their symbol. */
export type ShortUnitNames = UnitNames<
  Readonly<Record<UnitWithoutSymbol | 'count' | 'year', UnitForm>> & Partial<UnitForms>
>;

/** Names of days and months on a time axis, as d3-time-format takes them. */
export interface CalendarNames {
  readonly dateTime: string;
  readonly date: string;
  readonly time: string;
  readonly periods: Texts<2>;
  /** From Sunday. */
  readonly days: Texts<7>;
  readonly shortDays: Texts<7>;
  readonly months: Texts<12>;
  readonly shortMonths: Texts<12>;
}

/** What stays on one line in a language without spaces between words. */
interface UnspacedWords {
  /** A date or period without spaces; without capturing groups. */
  readonly date: RegExp;
  /** Behind a figure: the space and measure word, with the power of ten before it. */
  readonly measureWord: RegExp;
  /** The word for an edition, behind a text that ends as its year or period does. */
  readonly edition: { readonly behind: RegExp; readonly word: RegExp };
  /** The word before a figure; of a particle the word before that. */
  readonly wordBefore: RegExp;
}

/** A family of fonts that the shipped ones do not replace, in an npm package of Google Fonts that users install. */
export interface LocaleFont {
  readonly family: string;
  /** Name of the package below `@expo-google-fonts/`. */
  readonly packageName: string;
  /** Its versions, as npm writes them. */
  readonly version: string;
  /** First part of its file names. */
  readonly prefix: string;
  /** What the package takes on disk. */
  readonly megabytes: number;
}

/** A language: all that Assay itself says in a document, and the writing of numbers, units and dates. */
export interface Locale<Id extends string = string> {
  /** Language tag, by which briefs and datasets name the language. */
  readonly id: Id;
  /** Whether words stand apart, so that a word ends where its letters do. */
  readonly isSpaced: boolean;
  /** Whether it is set in Han characters, for which pages have style sheets of their own. */
  readonly isHan: boolean;
  /** Absent where the shipped faces have the script. */
  readonly font?: LocaleFont;

  readonly numbers: NumberSigns;
  /**
   * Numbers that are written in words, as `six hundred million` or `三成`. No number has more words than the expression
   * allows in a row: without a limit a long row would take the square of its length.
   */
  readonly numbersInWords: () => RegExp;
  readonly units: UnitNames;
  /**
   * Short forms of units, for tables and boxes: the name where that is as short (万吨), or names of this language
   * (`Mio. t`, `thousand people`), with the symbol (`Mt`) where it has none.
   */
  readonly shortUnits: 'name' | ShortUnitNames;
  /** What follows an amount of years: `years`, or `year` after 1. */
  readonly years: (isOne: boolean) => string;
  /** Powers of ten at which amounts change their unit, ascending; none where amounts keep the unit of their source. */
  readonly steps: readonly number[];
  readonly qualifier: Readonly<
    Record<'over' | 'under' | 'about' | 'slightly over' | 'slightly under', (number: string) => string>
  >;
  readonly range: (low: string, high: string) => string;

  readonly period: (period: PeriodCode) => string;
  /** A date as precise as it is known. No line may break within that of a day. */
  readonly date: (date: string) => string;
  readonly calendar: CalendarNames;
  /** Where lines of a language without spaces between words may not break; undefined of one with spaces. */
  readonly unspaced: UnspacedWords | undefined;

  /** The whole numbers from zero to ten, which running text writes in words; none where it has digits for them. */
  readonly counts: Texts<0> | Texts<11>;
  readonly list: (items: readonly string[]) => string;
  /** Between two sentences or items that Assay joins: `; `. */
  readonly separator: string;
  readonly stop: string;
  readonly colon: string;
  readonly comma: string;
  readonly open: string;
  readonly close: string;
  /** Words of another text, in the quotation marks of the language. */
  readonly quotation: (text: string) => string;
  /** The space between a word and the text after it. */
  readonly gapBefore: (text: string) => string;
  /** A label as it stands within a sentence: `refined copper`. */
  readonly inSentence: (label: string) => string;
  /** The text by whose code points a text is sorted. */
  readonly sortKey: (text: string) => string;

  /** What an exhibit is called before its number, by what it shows. */
  readonly exhibit: { readonly chart: string; readonly table: string };
  /** An exhibit on a page after its first: `Table 2, continued`. */
  readonly continued: (name: string) => string;
  readonly contents: string;
  /** What stands before and after the number of a page, within a sentence. */
  readonly onPage: readonly [before: string, after: string];
  readonly annex: string;
  /** The titles of notes in the margin, by what figures they explain. */
  readonly margin: Readonly<Record<'corrected' | 'derived' | 'estimated' | 'forecast' | 'disputed', string>>;
  /** The titles of alerts. */
  readonly alert: Readonly<Record<'note' | 'tip' | 'important' | 'warning' | 'caution', string>>;
  /** The name of the list of footnotes. */
  readonly footnotes: string;
  readonly draft: DraftWords;
  /** The day on which the next edition is expected: `Next edition expected: 3 August 2026`. */
  readonly nextEdition: (date: string) => string;
  readonly sources: SourceWords;
  /** Descriptions of the files in a PDF. */
  readonly attached: Readonly<Record<'observations' | 'brief' | 'corrections', string>>;
  /** Words at the end of a page in a wiki. */
  readonly wiki: WikiWords;
  /** What the marks of cells without a figure mean. */
  readonly missing: Readonly<Record<'x' | 'z', string>>;
  /** A change of about zero that a source states in words alone. */
  readonly aboutUnchanged: string;
  /** How a chart draws figures that are not final or worked out: without a fill; a forecast with a broken outline or line. */
  readonly drawn: Readonly<Record<'hollow' | 'broken' | 'dashed' | 'derived', string>> & {
    /** What the lines of trends mean: dotted parts, and hollow dots within them. */
    readonly dotted: string;
    readonly bound: Readonly<Record<'low' | 'high', string>>;
    /** The same, where a source forecast the bound. */
    readonly expected: Readonly<Record<'low' | 'high', string>>;
    /** What hollow bars and points of a chart are, where a source gives no more than a bound. */
    readonly limits: Readonly<Record<'floor' | 'ceiling', string>>;
    /** What a subtitle says about a drawing: panels have scales of their own; a scale does not begin at zero; figures are left out. */
    readonly scales: Readonly<Record<'own' | 'cut' | 'part', string>>;
    /** A line over periods without a figure. */
    readonly gap: string;
    /** Panels on one scale. */
    readonly shared: string;
    /** What the two marks of a row are, by their periods. */
    readonly marks: (tick: string, dot: string) => string;
    /** What the bar of an interval is, by its probability; and that of a range which a source states. */
    readonly interval: (confidence: string) => string;
    readonly range: string;
    /** The same of the band around a course. */
    readonly band: (confidence: string) => string;
    /** What the tints of a table mean. */
    readonly tints: string;
    /** What is measured along the two axes of points. */
    readonly axes: (across: string, up: string) => string;
    /** Parts that come to a hundred per cent. */
    readonly parts: string;
    /** A meaning that the marks have in one year. */
    readonly inYear: (meaning: string, year: number) => string;
  };
  readonly flag: Readonly<
    Record<
      | 'contradicted'
      | 'corrected'
      | 'derived'
      | 'estimated'
      | 'forecast'
      | 'provisional'
      | 'revised'
      | 'break'
      | 'low_reliability',
      string
    >
  >;

  /** The verb of a change, of one thing and of several: `rose`. */
  readonly verb: Readonly<Record<'singular' | 'plural', Readonly<Record<Direction, string>>>>;
  /** Between that verb and an amount, with the space before it: empty in `rose 10.4%`, ` um` in `stieg um 10,4 %`. */
  readonly verbLink: string;
  /** The noun of a change, up to its amount: `a rise of`. */
  readonly noun: Readonly<Record<Direction, string>>;
  /** Ten places in a row, counted from either end: `largest`, `second largest` … */
  readonly rank: Readonly<Record<'largest' | 'smallest', Texts<10>>>;
  /** A corrected figure next to the limit that a rule sets it. */
  readonly beyondLimit: (label: string) => string;
  /** The course of a line from its first figure to its last; `open` where their digits do not tell. */
  readonly course: Readonly<Record<'up' | 'down' | 'open', (first: string, last: string) => string>>;

  readonly comparison: ComparisonWords;
  readonly notice: NoticeWords;
  readonly measure: MeasureWords;
  readonly provenance: ProvenanceWords;
  readonly proof: ProofWords;
  readonly reading: ReadingWords;
  readonly witness: WitnessWords;
  readonly chart: ChartWords;
  readonly tables: TableWords;
  readonly workbook: WorkbookWords;
  readonly project: ProjectWords;
  /**
   * The period that a head of a table names in a way of this language alone, as datasets write it: `2025-Q1` for `1. Quartal
   * 2025`. Years, months by the names of the calendar, and what is written alike everywhere need no words.
   */
  readonly headPeriod?: (text: string) => string | undefined;
}

/** What a project that starts from a table says until somebody writes better. */
export interface ProjectWords {
  readonly publisher: string;
  readonly source: string;
  readonly whose: string;
  readonly writer: string;
  /** Titles of charts: of one figure through time, of several in one period. */
  readonly course: string;
  readonly sizes: string;
  /** The change of a figure on a year earlier, as a template prints it; `call` works it out. */
  readonly onYearEarlier: (call: string) => string;
  readonly all: string;
  readonly name: string;
  readonly sources: string;
}

/** Names of measures. A base is a period in words, `other` the label of an indicator. */
export interface MeasureWords {
  readonly name: Readonly<
    Record<
      'growth' | 'change' | 'ratio' | 'cagr' | 'share' | 'difference' | 'lower' | 'upper' | 'margin' | 'claim',
      string
    >
  >;
  readonly changeFrom: (base: string) => string;
  /** A change since another release. */
  readonly changeOfRelease: string;
  readonly ratioTo: (base: string) => string;
  readonly averageSince: (base: string) => string;
  readonly comparedWith: Readonly<Record<'share' | 'difference', (other: string) => string>>;
}

/** Words of the numbered list of sources, and of the marks that lead there. */
export interface SourceWords {
  /** Before the sources of an exhibit, by their count. */
  readonly title: (count: number) => string;
  /** What a screen reader says about a number in brackets. */
  readonly number: (number: number) => string;
  /** The link from the list to the first such number. */
  readonly back: string;
  /** Days on which figures were announced and then published. */
  readonly announced: (announced: string, published: string) => string;
}

/** Words of a draft, which is printed although published figures may be contradicted. */
export interface DraftWords {
  /** At the head of each page, and before the title. */
  readonly name: string;
  /** What it is where no figure is in doubt. */
  readonly sound: string;
  /** The same where figures are, with their mark; before a list of them. */
  readonly doubted: (mark: string) => string;
  /** Before the relations that contradict a figure. */
  readonly contradicts: string;
  /** How many figures the list leaves out. */
  readonly more: (count: number) => string;
}

/** Words of pages in wikis. */
export interface WikiWords {
  /** An edition and the day of its release. */
  readonly edition: (id: string, published: string) => string;
  /** The heading of a list of editions. */
  readonly editions: string;
  /** Before links to the PDF and the data. */
  readonly files: string;
  readonly data: string;
}

/** Words in the description of a chart. */
export interface ChartWords {
  /** Stands last in a list of names, for those left out. */
  readonly others: string;
  readonly extremes: (highest: string, lowest: string) => string;
  /** Says that a description lists some figures only. */
  readonly ends: string;
  /** A line that breaks, because no figure is known for these periods. */
  readonly gap: (periods: string) => string;
  /** Stands before the events that a chart names. */
  readonly events: string;
}
