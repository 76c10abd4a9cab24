import type { Decimal } from '../core/numbers/decimal.ts';
import type { Interval } from '../core/numbers/interval.ts';
import type { Place, SourceFile } from '../core/diagnostics/source-file.ts';
import type { Localised } from './localised.ts';
import type { Period } from './period.ts';
import type { Unit } from './unit.ts';

/** What kind of quantity an indicator is: it decides which periods and measures make sense. */
export type IndicatorKind = 'flow' | 'stock' | 'price' | 'index' | 'ratio' | 'count';

/** What is measured. */
export interface Indicator {
  readonly id: string;
  readonly label: Localised;
  readonly unit: Unit;
  readonly kind: IndicatorKind;
  /** Dimension → member, as declared in the dataset. */
  readonly dimensions: ReadonlyMap<string, string>;
  /** The indicator that this one is another scope or method of. */
  readonly variantOf?: string | undefined;
  readonly breaks: readonly Break[];
  readonly definition?: Localised | undefined;
  /** A remark for those who keep the data; never printed. */
  readonly note?: string | undefined;
  readonly place: Place;
}

/** A change of definition: figures before and from this period are not comparable. */
export interface Break {
  readonly period: Period;
  readonly reason: Localised;
  readonly source?: string | undefined;
}

/** A dimension and its members, with their labels. */
export interface Dimension {
  readonly id: string;
  readonly label: Localised;
  readonly members: ReadonlyMap<string, Localised>;
}

/** Who published. Rank 1 is the highest authority: it is printed when several state a figure. */
export interface Source {
  readonly id: string;
  readonly publisher: Localised;
  readonly title?: Localised | undefined;
  readonly url?: string | undefined;
  readonly language?: string | undefined;
  readonly rank: number;
  /** Whether the publisher itself was read; what is second-hand decides no verdict and no correction. */
  readonly reliability: Reliability;
  /** Sources that are texts of one publisher's release share a group: they are not independent of one another. */
  readonly group: string;
}

export type Reliability = 'read' | 'second-hand';

export type Measure = 'level' | 'growth' | 'cagr' | 'share' | 'difference' | 'claim';

export type Qualifier = 'over' | 'under' | 'about';

/** What a source itself says of a figure. *Revised* and *corrected* are computed, never typed. */
export type Status = 'provisional' | 'estimated' | 'forecast' | 'break' | 'low_reliability';

/** A numeral with its unit, as it was printed or typed. */
export interface Quantity {
  /** As written, spaces folded: `over 12,000`, `147.20 Mt`. */
  readonly text: string;
  readonly qualifier?: Qualifier | undefined;
  readonly decimal: Decimal;
  readonly unit: Unit;
  /** What the last printed digit is worth, in `unit`. */
  readonly resolution: Decimal;
  /** Every number it may stand for, in `unit`. */
  readonly interval: Interval;
}

/** A statement in words, from a closed vocabulary. */
export type Claim = {
  /** What it is about: the level, or the rate at which the level grows. */
  readonly of: 'level' | 'growth';
} & (
  | { readonly kind: 'first above'; readonly threshold: Quantity }
  | { readonly kind: 'record high' | 'rises' | 'falls' | 'unchanged' }
  | { readonly kind: 'years before'; readonly years: Decimal; readonly period: Period }
);

/** What makes two observations statements of the same thing. Absent parts do not apply to the measure. */
export interface Address {
  readonly indicator: string;
  readonly measure: Measure;
  /** growth and cagr: the period compared with; absent in a written address means the like period a year earlier. */
  readonly base?: Period | undefined;
  /** share: the whole; difference: the address compared with (its indicator and measure); claim: which claim. */
  readonly counterpart?: string | undefined;
  /** Absent in a written address means the edition's period. */
  readonly period?: Period | undefined;
}

/** One published statement about an indicator. */
export interface Observation {
  /** Canonical full address: the key under which it is looked up. */
  readonly address: string;
  readonly indicator: Indicator;
  readonly measure: Measure;
  readonly period: Period;
  readonly base?: Period | undefined;
  readonly counterpart?: string | undefined;
  /** The print; absent only for claims without a number. */
  readonly printed?: Quantity | undefined;
  readonly claim?: Claim | undefined;
  /** The repair that a person accepted, and what supports it. */
  readonly correction?: Correction | undefined;
  readonly status: readonly Status[];
  /** Id of the condition that a forecast stands under. */
  readonly condition?: string | undefined;
  readonly reliability: Reliability;
  /** Where in the source: section and paragraph. */
  readonly at?: string | undefined;
  /** The source's own words where it prints no numeral. */
  readonly words?: string | undefined;
  /** The digits were transcribed by somebody else: the original print was not seen. */
  readonly transcribed: boolean;
  readonly note?: string | undefined;
  readonly release: Release;
  readonly place: Place;
}

/** A correction that a person accepted, beside the print. */
export interface Correction {
  readonly quantity: Quantity;
  /** Ids of the releases that state the same address, with an interval that meets the corrected one. */
  readonly evidence: readonly string[];
  readonly place: Place;
}

/** One act of publishing by one source. */
export interface Release {
  readonly id: string;
  readonly source: Source;
  /** As precise as it is known: `2025`, `2025-10`, `2026-02-04`. */
  readonly published: string;
  /** The period it is about. */
  readonly period: Period;
  readonly observations: readonly Observation[];
  readonly file: SourceFile;
}

/** What kinds of things happen: a kind decides nothing, and lists can be filtered by it. */
export const EVENT_KINDS = ['plan', 'rule', 'trade', 'milestone'] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** Something that was decided or happened, as a release tells it. */
export interface EventRecord {
  readonly id: string;
  readonly kind?: EventKind | undefined;
  readonly what: Localised;
  /** Who did it, where that is said. */
  readonly by?: Localised | undefined;
  /** When it happened, or the period that it is about. */
  readonly period: Period;
  /** Dimension → member, as declared in the dataset. */
  readonly dimensions: ReadonlyMap<string, string>;
  /** The release that tells of it: from the day of its publication on the event is known. */
  readonly release: Release;
  /** Where in the release: section and paragraph. */
  readonly at?: string | undefined;
  /** Where more can be read. */
  readonly url?: string | undefined;
  readonly place: Place;
}

/** A folder of indicators, units, sources, releases and relations about one subject. */
export interface Dataset {
  /** Name of its folder below `data/`. */
  readonly id: string;
  readonly title: Localised;
  readonly publisher: Localised;
  readonly licence: string;
  readonly contact?: Localised | undefined;
  readonly nextRelease?: string | undefined;
  readonly locales: readonly string[];
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** The units it declares beside the built-in ones, by code. */
  readonly units: ReadonlyMap<string, Unit>;
  readonly conditions: ReadonlyMap<string, Localised>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly sources: ReadonlyMap<string, Source>;
  /** By id, in order of their ids. */
  readonly releases: ReadonlyMap<string, Release>;
  /** By id, in order of their periods, then their ids. */
  readonly events: ReadonlyMap<string, EventRecord>;
  readonly file: SourceFile;
}

/** The quantity that counts: corrected where a person accepted a correction, else as printed. */
export function quantityOf(observation: Observation): Quantity | undefined {
  return observation.correction?.quantity ?? observation.printed;
}

/** A statement as it was printed, without its correction. */
export function asPrinted(stated: Observation): Observation {
  const { correction: _, ...printed } = stated;
  return printed;
}

/** Whether the definition of an indicator changed after the start of one period, up to that of a later one. */
export function changedBetween({ breaks }: Indicator, from: Period, to: Period): boolean {
  return breaks.some(({ period }) => from.start < period.start && period.start <= to.start);
}
