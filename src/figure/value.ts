import type { Decimal } from '../core/numbers/decimal.ts';
import type { Formula } from './formula.ts';
import type { Interval } from '../core/numbers/interval.ts';
import type { Place } from '../core/diagnostics/source-file.ts';

/** What a reader must know of a figure beside its digits; printed as a letter in brackets with a legend. */
export type Flag =
  'provisional' | 'estimated' | 'forecast' | 'break' | 'low_reliability' | 'revised' | 'corrected' | 'derived';

/** Where a figure comes from: enough for a reader to find the statement again. */
export interface Provenance {
  /** Release and source ids; absent for a derived figure. */
  readonly release?: string | undefined;
  readonly source?: string | undefined;
  /** The numeral as the source printed it, with its unit. */
  readonly printed?: string | undefined;
  /** The accepted correction of it, with the releases that support it. */
  readonly corrected?: string | undefined;
  readonly evidence?: readonly string[] | undefined;
  /** Where in the source it stands. */
  readonly at?: string | undefined;
  /** For a derived figure: how it was worked out. */
  readonly formula?: Formula | undefined;
}

/** The parts of a value. */
export interface ValueFields {
  /** The full address, or the formula of a derived figure over addresses. */
  readonly address: string;
  /** The figure in `unit`. */
  readonly decimal: Decimal;
  /** Every number the figure may stand for, in `unit`. */
  readonly interval: Interval;
  /** Unit code, as in the data: `Mt`, `bn USD`, `%`. */
  readonly unit: string;
  /** The figure as this document prints it, in its locale. */
  readonly text: string;
  readonly qualifier?: 'over' | 'under' | 'about' | undefined;
  readonly flags: readonly Flag[];
  readonly provenance: Provenance;
  /** Where in the template it was asked for. */
  readonly place?: Place | undefined;
}

/**
 * One number in a document. It travels through template expressions as an object: helpers compare intervals, and the
 * printer prints `text`. Turning it into text or a number by accident throws, which the template engine reports.
 */
export class Value implements ValueFields {
  readonly address: string;
  readonly decimal: Decimal;
  readonly interval: Interval;
  readonly unit: string;
  readonly text: string;
  readonly qualifier: 'over' | 'under' | 'about' | undefined;
  readonly flags: readonly Flag[];
  readonly provenance: Provenance;
  readonly place: Place | undefined;

  constructor(fields: ValueFields) {
    this.address = fields.address;
    this.decimal = fields.decimal;
    this.interval = fields.interval;
    this.unit = fields.unit;
    this.text = fields.text;
    this.qualifier = fields.qualifier;
    this.flags = fields.flags;
    this.provenance = fields.provenance;
    this.place = fields.place;
  }

  /** The same value printed in other words or with other flags. */
  with(change: Partial<ValueFields>): Value {
    const { address, decimal, interval, unit, text, qualifier, flags, provenance, place } = this;
    return new Value({ address, decimal, interval, unit, text, qualifier, flags, provenance, place, ...change });
  }

  toString(): never {
    throw new ValueAsText(this);
  }

  valueOf(): never {
    throw new ValueAsText(this);
  }

  [Symbol.toPrimitive](): never {
    throw new ValueAsText(this);
  }
}

/** Thrown when a value is used as text or as a number; the template engine turns it into a diagnostic. */
export class ValueAsText extends TypeError {
  readonly value: Value;

  constructor(value: Value) {
    super(`the value ${value.address} was used as text`);
    this.value = value;
  }
}
