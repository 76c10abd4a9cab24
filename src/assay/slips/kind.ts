import type { Decimal } from '../../core/numbers/decimal.ts';
import type { Interval } from '../../core/numbers/interval.ts';
import type { Observation, Quantity } from '../../dataset/model.ts';
import type { SlipKind } from '../../dataset/slip-kinds.ts';
import type { Cell } from './cell.ts';
import type { Table } from './joint-slips.ts';

/** What a slip costs: the first with its cause, and each further one. */
export interface SlipPrice {
  readonly cost: number;
  readonly further: number;
}

/** Names of a kind under which a dataset sets its cost, with the cost and what is assumed: a row of the documents. */
interface Row {
  readonly names: readonly [SlipKind, ...SlipKind[]];
  /** The cost of the first figure that the slip changes in the releases of a publisher. */
  readonly cost: number;
  /** Of each further one: `FURTHER_COST` where the slips of one hand are alike. */
  readonly further?: number;
  readonly assumed: string;
}

/** A figure in print that may have gone wrong by itself. */
export interface Printed {
  readonly observation: Observation;
  readonly quantity: Quantity;
  /** In base units. */
  readonly interval: Interval;
  readonly asPrinted: boolean;
  /** Whether the same is printed below zero elsewhere, or it is a balance. */
  readonly mayBeNegative: boolean;
}

/** What a figure is if a slip happened: in the unit of its print, and in base units. */
export interface Meant {
  /** Absent where the value stays open. Of a range the middle. */
  readonly decimal?: Decimal | undefined;
  readonly interval: Interval;
  readonly ends?: Quantity['ends'];
  readonly qualifier?: Quantity['qualifier'];
}

/** Figures that one slip changes together, and what it costs more than usual. */
export interface Joint<O> {
  readonly moves: readonly { readonly cell: Cell; readonly operator: O; readonly meant: Meant }[];
  readonly surcharge: number;
}

/** A figure whose value may be open, and what there is to see about it. */
export interface Open {
  readonly observation: Observation;
  readonly quantity: Quantity | undefined;
  /** Whether it may have been worked out from others of its release. */
  readonly isWorkedOut: () => boolean;
  /** The figures of the same row. */
  readonly row: () => readonly { readonly observation: Observation; readonly quantity: Quantity | undefined }[];
}

/** What can be said about figures that a repair changes alike. */
export interface Told {
  /** `a`, `a and b`, `a, b and c`, and how many. */
  readonly names: string;
  readonly count: number;
  /** Figures that change places, each pair once: `a and b`, `a and b (2024 and 2025)`. */
  readonly pairs: () => string;
  /** `another value of a, in 14.7 to 14.8 Mt`. */
  readonly values: () => string;
}

/** What can be said about one figure that a change repairs. */
export interface Remedied {
  readonly observation: Observation;
  /** `14.72 Mt`. */
  readonly proposed: string;
  /** `must lie in 14.7 to 14.8 Mt`. */
  readonly limits: string;
  /** `it must lie in …`, or that only its sign is known. */
  readonly left: string;
}

/** The operators by which one figure by itself may have gone wrong, and what it is then. */
interface Single<O> {
  operators(figure: Printed): readonly O[];
  /** Undefined if it cannot be. */
  meant(operator: O, figure: Printed): Meant | undefined;
  /** Whether it may happen to a year, and a range, of which the middle is not printed. */
  readonly ofYears?: boolean;
  readonly ofRanges?: boolean;
}

/** What a kind of slip matches. */
export interface Matching<O> {
  single?: Single<O>;
  /** The slips that change several figures of a release. */
  joint?(table: Table): readonly Joint<O>[];
  /** The operators that leave the value of a figure open. */
  open?(figure: Open): readonly O[];
}

/** One that matches something. */
type Matches<O, K extends keyof Matching<O> = keyof Matching<O>> = K extends K
  ? Matching<O> & Required<Pick<Matching<O>, K>>
  : never;

/** A kind of slip. */
export type Kind<O> = Matches<O> & KindWords<O>;

/** What a kind of slip costs, what it says, and its words. */
export interface KindWords<O> {
  readonly rows: readonly [Row, ...Row[]];

  // What it costs: by its rows, but for what follows.
  /** The name of an operator, where there are several. */
  nameOf?(operator: O): SlipKind;
  /** What it costs of a figure if this is not the usual cost, and what it costs more. */
  costOf?(operator: O, observation: Observation): { readonly usual?: number | undefined; readonly more: number };
  /** What slips with the same cause have in common: by default the name. */
  causeOf?(operator: O): string;

  // What it says.
  /** Whether the digits of the print stay as they are: of other digits some fit by chance. */
  keepsDigits(operator: O, observation: Observation): boolean;
  /** Whether it says enough within one release, which nobody revises, although the digits are others; named first then. */
  readonly isEnoughAlone?: boolean;
  /** Whether it makes levels a power of ten larger or smaller. */
  readonly isOfScale?: boolean;
  /** Whether it does not say what happened. */
  readonly isVague?: boolean;
  /** Whether a joint slip must repair as many tests as it has rows, and break none: else a part of them is right. */
  mustFit?(operator: O, rows: number, figures: number): boolean;

  // Its words.
  /** The change that would correct the print: `÷10`. */
  change(operator: O): string;
  /** Figures with it, and `all` their operators: `a and b ÷10`. They stand together if they are called alike or `isTogether`. */
  repair(operator: O, told: Told, all: readonly O[]): string;
  readonly isTogether?: boolean;
  /** What it makes of a figure: `÷10 makes it 14.72 Mt`. */
  remedy(operator: O, told: Remedied): string;
  /** As what all its changes of single figures are counted, if not each by its own name. */
  readonly counted?: string;
}
