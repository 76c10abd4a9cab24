import type { Decimal } from '../core/numbers/decimal.ts';
import type { Interval } from '../core/numbers/interval.ts';
import type { Place, SourceFile } from '../core/diagnostics/source-file.ts';
import type { AddressText, ReleaseId } from './brands.ts';
import type { Localised } from './localised.ts';
import type { Period } from './period.ts';
import type { SlipKind } from './slip-kinds.ts';
import type { Unit } from './unit.ts';

/**
 * The types that the rest of the program works with. A dataset holds indicators, sources and releases; a release holds
 * observations. Everything here is as it was read from the data files and checked; nothing changes afterwards.
 */

/** All that is known about one subject. */
export interface Dataset {
  /** Name of its folder below `data/`. */
  readonly id: string;
  readonly title: Localised;
  readonly publisher: Localised;
  readonly licence: string;
  readonly contact?: Localised | undefined;
  /** When the next release of any source is due. */
  readonly nextRelease?: DueDate | undefined;
  readonly locales: readonly string[];
  /** Proper names with which labels begin, of whatever language. */
  readonly names?: readonly string[] | undefined;
  /** Numbers that texts of the dataset may hold, as `brief.yaml` declares those of a template. */
  readonly looseNumbers?: readonly string[] | undefined;
  /** The month in which split years start, from 2 to 12, where an indicator says nothing else. */
  readonly yearStarts?: number | undefined;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** Units that it declares besides the built-in ones, by code. */
  readonly units: ReadonlyMap<string, Unit>;
  /** Conditions of forecasts by id, as clauses. */
  readonly conditions: ReadonlyMap<string, Localised>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly sources: ReadonlyMap<string, Source>;
  /** By id, sorted by id. */
  readonly releases: ReadonlyMap<ReleaseId, Release>;
  /** By id, sorted by period, then by id. */
  readonly events: ReadonlyMap<string, EventRecord>;
  readonly file: SourceFile;
}

/** When something is due, and where that is written. */
export interface DueDate {
  /** As precise as it is known: `2027`, `2027-02`, `2027-02-04`. */
  readonly date: string;
  readonly place: Place;
}

/** Something that is measured: the output of refined copper, the price of lead. */
export interface Indicator {
  readonly id: string;
  readonly label: Localised;
  readonly unit: Unit;
  readonly kind: IndicatorKind;
  /** Dimension → member, by their ids. */
  readonly dimensions: ReadonlyMap<string, string>;
  /** Id of the indicator that this one measures in another scope or by another method. */
  readonly variantOf?: string | undefined;
  readonly breaks: readonly Break[];
  /** The month in which its split years start, from 2 to 12. */
  readonly yearStarts?: number | undefined;
  readonly definition?: Localised | undefined;
  /** When the next release that states it is due. */
  readonly nextRelease?: DueDate | undefined;
  /** What sources call it, by source. */
  readonly inSource?: ReadonlyMap<string, readonly string[]> | undefined;
  /** A remark for the people who keep the data; never printed. */
  readonly note?: string | undefined;
  readonly place: Place;
}

export type IndicatorKind = 'flow' | 'stock' | 'price' | 'index' | 'ratio' | 'count';

/** A change of definition: figures from this period on do not compare with earlier ones. */
export interface Break {
  readonly period: Period;
  readonly reason: Localised;
  readonly source?: string | undefined;
}

/** A way in which indicators differ, such as metal, with its members and their labels. */
export interface Dimension {
  readonly id: string;
  readonly label: Localised;
  readonly members: ReadonlyMap<string, Localised>;
}

/** A publisher of figures. */
export interface Source {
  readonly id: string;
  readonly publisher: Localised;
  /** The publisher in a few letters, for the sources of an exhibit. */
  readonly short?: Localised | undefined;
  readonly title?: Localised | undefined;
  readonly url?: string | undefined;
  readonly language?: string | undefined;
  /** 1 is the highest authority: when several sources state a figure, the highest is printed. */
  readonly rank: number;
  readonly reliability: Reliability;
  /** Sources that repeat the same release share a group: they do not confirm one another. */
  readonly group: string;
  /** What it costs to assume that the source made a slip of some kind, where that is not the usual cost. */
  readonly slipCosts?: ReadonlyMap<SlipKind, SlipCost> | undefined;
}

/** How likely a source is to make a slip of some kind: the less it costs to assume one, the likelier. */
export interface SlipCost {
  readonly cost: number;
  readonly reason: Localised;
}

/** `second-hand` when only a report of the publication was read; such figures decide no verdict and no correction. */
export type Reliability = 'read' | 'second-hand';

/** One act of publishing by one source. */
export interface Release {
  readonly id: ReleaseId;
  readonly source: Source;
  /** As precise as it is known: `2025`, `2025-10`, `2026-02-04`. */
  readonly published: string;
  /** The period that it reports on. */
  readonly period: Period;
  readonly title?: Localised | undefined;
  readonly url?: string | undefined;
  /** The day on which its figures were first announced, if that was before it was published; as precise as `published`. */
  readonly announced?: string | undefined;
  /** When its source publishes the next one. */
  readonly nextRelease?: DueDate | undefined;
  /** Whether somebody else typed the digits and the original print was not seen. */
  readonly transcribed?: boolean | undefined;
  /** The file that it was typed or imported from, from the root folder. */
  readonly sourceFile?: { readonly path: string; readonly place: Place } | undefined;
  /** One statement at each address. */
  readonly observations: readonly Observation[];
  /** Further statements at these addresses in other texts of the release, and figures that it reprints from others. */
  readonly repeats?: readonly Observation[] | undefined;
  readonly file: SourceFile;
}

/** One published statement about an indicator. */
export interface Observation {
  /** The full address. */
  readonly address: AddressText;
  readonly indicator: Indicator;
  readonly measure: Measure;
  readonly period: Period;
  readonly base?: Period | undefined;
  readonly counterpart?: Counterpart | undefined;
  /** Absent only for claims without a number. */
  readonly printed?: Quantity | undefined;
  readonly claim?: Claim | undefined;
  readonly correction?: Correction | undefined;
  /** Of a misprint that is reported next to its correction (`misprintOf`): the right figure. */
  readonly right?: Quantity | undefined;
  readonly status: readonly Status[];
  /** Id of the condition that a forecast stands under. */
  readonly condition?: string | undefined;
  readonly reliability: Reliability;
  /** Section and paragraph in the source. */
  readonly at?: string | undefined;
  /** The text of the release that it stands in. */
  readonly in?: 'text' | 'table' | undefined;
  /** Id of the release that it is reprinted from. */
  readonly asIn?: ReleaseId | undefined;
  /** The later release that reprints it, where it is known from there alone. */
  readonly knownFrom?: Release | undefined;
  /** The words of the source, where it prints no numeral. */
  readonly words?: string | undefined;
  /** Whether somebody else typed the digits and the original print was not seen. */
  readonly transcribed: boolean;
  readonly note?: string | undefined;
  readonly release: Release;
  readonly place: Place;
}

export type Measure =
  | 'level'
  | 'growth'
  | 'change'
  /** How many times as large as at the base it is. */
  | 'ratio'
  | 'cagr'
  | 'share'
  | 'difference'
  /** The ends of a confidence interval of the level, and the distance of both from it, in % of it. */
  | 'lower'
  | 'upper'
  | 'margin'
  | 'claim';

/** A mark that the source gives a figure. *Revised* and *corrected* are not among them: they are computed. */
export type Status = 'provisional' | 'estimated' | 'forecast' | 'break' | 'low_reliability';

/** A numeral with its unit, as it was printed. */
export interface Quantity {
  /** As printed, with single spaces: `over 12,000`, `147.20 Mt`. */
  readonly text: string;
  readonly qualifier?: Qualifier | undefined;
  /** The number; of a range the middle. */
  readonly decimal: Decimal;
  /** The two numbers of a range, as in `4 to 5%`. */
  readonly ends?: readonly [low: Decimal, high: Decimal] | undefined;
  readonly unit: Unit;
  /** The value of the last printed digit that counts, in `unit`. */
  readonly resolution: Decimal;
  /** All numbers that the print may stand for, in `unit`. */
  readonly interval: Interval;
}

/** `slightly` is within one of the last digit that counts. */
export type Qualifier = 'over' | 'under' | 'about' | 'slightly over' | 'slightly under';

/** A repair of a print that a person accepted. */
export interface Correction {
  /** The right figure. */
  readonly quantity: Quantity;
  /** Ids of the releases that support it: they state the same address and agree with the right figure. */
  readonly evidence: readonly ReleaseId[];
  /** Whether only the arithmetic of the other figures supports it, and no release. */
  readonly isByArithmetic: boolean;
  /** The day since which it is corrected, where the data say so; else the evidence says, and of arithmetic nothing. */
  readonly since?: string | undefined;
  readonly place: Place;
}

/** A statement in words, from a closed vocabulary. */
export type Claim = {
  /** Whether it is about the level or about its growth rate. */
  readonly of: 'level' | 'growth';
} & (
  | { readonly kind: 'first above'; readonly threshold: Quantity }
  | { readonly kind: 'record high' | 'record low' | 'rises' | 'falls' | 'unchanged' | 'doubled' }
  | { readonly kind: 'highest since' | 'lowest since'; readonly since: Period }
  /** `count` is at least 2, this one included. */
  | { readonly kind: 'consecutive rise' | 'consecutive fall'; readonly count: number }
  /** `whole` is the id of an indicator. */
  | { readonly kind: 'more than half'; readonly whole: string }
  | { readonly kind: 'years before'; readonly years: Decimal; readonly period: Period }
);

/**
 * What the brackets of an address hold when it is not a period, by the measure of the statement. `parseCounterpart` reads it,
 * and `text` is how it is written: two are the same exactly if their texts are.
 */
export type Counterpart = { readonly text: string } & (
  | { readonly kind: 'release'; readonly since: ReleaseId }
  | { readonly kind: 'whole'; readonly whole: string }
  /** What is subtracted: the measure `of` the indicator `from`. */
  | { readonly kind: 'subtrahend'; readonly from: string; readonly of: Measure }
  /** `since` is the release that a claim compares with, if any. */
  | {
      readonly kind: 'claim';
      readonly claim: Claim['kind'];
      readonly of: Claim['of'];
      readonly since?: ReleaseId | undefined;
    }
  /** The probability of a confidence interval. */
  | { readonly kind: 'confidence' }
);

/** Identifies a statement: two observations with the same full address state the same thing. */
export interface Address {
  readonly indicator: string;
  readonly measure: Measure;
  /** For growth, change and cagr, the period compared with; if absent, the same period a year earlier. */
  readonly base?: Period | undefined;
  /** What else the brackets hold. */
  readonly counterpart?: Counterpart | undefined;
  /** If absent, the period of the edition. */
  readonly period?: Period | undefined;
}

/** A decision or an incident that a release reports. */
export interface EventRecord {
  readonly id: string;
  readonly kind?: EventKind | undefined;
  readonly what: Localised;
  /** Who did it. */
  readonly by?: Localised | undefined;
  /** When it happened, or the years that it is about. */
  readonly period: Period;
  /** Dimension → member, by their ids. */
  readonly dimensions: ReadonlyMap<string, string>;
  /** The release that reports it: the event is known from the day of its publication. */
  readonly release: Release;
  /** Section and paragraph in the release. */
  readonly at?: string | undefined;
  /** Address of a page with more about it. */
  readonly url?: string | undefined;
  readonly place: Place;
}

/** The kinds of events. Lists of events can be filtered by kind; nothing else depends on it. */
export const EVENT_KINDS = ['plan', 'rule', 'trade', 'milestone'] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** The figure that counts: the correction if there is one, else the print. */
export function quantityOf(observation: Observation): Quantity | undefined {
  return observation.correction?.quantity ?? observation.printed;
}

/** What supports a correction: ids of releases, or `arithmetic`. */
export function evidenceOf({ evidence, isByArithmetic }: Correction): readonly string[] {
  return isByArithmetic ? ['arithmetic'] : evidence;
}

/** The observation without its correction. */
export function asPrinted(stated: Observation): Observation {
  const { correction: _, ...printed } = stated;
  return printed;
}

/** The print of a corrected observation as it is reported next to the right figure, in the unit in which that is said. */
export function misprintOf(stated: Observation): Observation {
  return { ...asPrinted(stated), right: stated.correction?.quantity };
}

/** Whether the definition changed after the start of `from` and no later than the start of `to`. */
export function changedBetween({ breaks }: Indicator, from: Period, to: Period): boolean {
  return breaks.some(({ period }) => from.start < period.start && period.start <= to.start);
}
