import { decimal, type Decimal, equals } from '../core/numbers/decimal.ts';
import type { Interval } from '../core/numbers/interval.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Observation, Qualifier, Status } from '../dataset/model.ts';
import type { Period } from '../dataset/period.ts';
import type { Unit } from '../dataset/unit.ts';
import type { PrintedQuantity } from './number-text.ts';

/** What a reader must know about a figure next to its digits; printed as a letter in brackets, with a legend. */
export type Flag = Status | 'revised' | 'corrected' | 'derived' | 'contradicted';

/** Follows a corrected figure in every output, and its label in a chart. */
export const CORRECTED_MARK = '◆';

/**
 * How a figure is worked out, as it is written: signs, brackets and constants as text, and between them the figures it
 * rests on, none of which is itself worked out.
 */
export type Formula = readonly (string | Value)[];

/**
 * Where a figure comes from: a source states it; it is worked out from other figures, perhaps for a
 * period that is none of theirs; an author typed it into a
 * template; Assay counted it, under the name that templates have for it; or it is what one side of a relation comes to.
 */
export type Origin =
  | { readonly kind: 'stated'; readonly observation: Observation }
  | {
      readonly kind: 'derived';
      readonly formula: Formula;
      readonly period?: Period | undefined;
      /** What a source would have stated, in charts. */
      readonly about?: Observation | undefined;
    }
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'counted'; readonly name: string }
  | { readonly kind: 'side'; readonly relation: string; readonly says: string };

/** The parts of a value. As a `PrintedQuantity` it is what this document prints, in its locale. */
export interface ValueFields extends PrintedQuantity {
  readonly origin: Origin;
  /** The figure in `unit`. */
  readonly decimal: Decimal;
  /** Every number the figure may stand for, in `unit`. */
  readonly interval: Interval;
  readonly unit: Unit;
  readonly qualifier?: Qualifier | undefined;
  readonly flags: readonly Flag[];
  /** Where the template asks for it. */
  readonly place?: Place | undefined;
}

/**
 * One number in a document. It travels through template expressions as an object: helpers compare intervals, and the
 * printer prints `text`. Converting it to text or to a number throws, which the template engine reports.
 */
export class Value implements ValueFields {
  declare readonly origin: Origin;
  declare readonly decimal: Decimal;
  declare readonly interval: Interval;
  declare readonly unit: Unit;
  declare readonly text: string;
  declare readonly decimals: number;
  declare readonly suffix: string;
  declare readonly qualifier: Qualifier | undefined;
  declare readonly flags: readonly Flag[];
  declare readonly place: Place | undefined;

  constructor(fields: ValueFields) {
    Object.assign(this, fields);
  }

  /** The same value with some parts replaced. */
  with(change: Partial<ValueFields>): Value {
    return new Value({ ...(this as ValueFields), ...change });
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
    super(`the value ${addressOf(value)} was used as text`);
    this.value = value;
  }
}

/** The statement that a value prints; undefined where no source states it. */
export function observationOf({ origin }: Value): Observation | undefined {
  return origin.kind === 'stated' ? origin.observation : undefined;
}

/** The level of which a value is a multiple by a number that was typed: `output × 2`. */
export function scaledLevel({ origin }: Value): Observation | undefined {
  if (origin.kind !== 'derived') return undefined;
  const [first, operator, second, ...rest] = origin.formula;
  if (rest.length > 0 || (operator !== ' × ' && operator !== ' ÷ ') || typeof first === 'string') return undefined;
  if (first === undefined || second === undefined || typeof second === 'string') return undefined;
  const [level, by] = first.origin.kind === 'typed' && operator === ' × ' ? [second, first] : [first, second];
  const stated = observationOf(level);
  return by.origin.kind === 'typed' && stated?.measure === 'level' ? stated : undefined;
}

/** How a value comes about; undefined for one that was stated or typed. */
export function formulaOf({ origin }: Value): Formula | undefined {
  switch (origin.kind) {
    case 'derived':
      return origin.formula;
    case 'counted':
      return [origin.name];
    case 'side':
      return [origin.says];
    case 'stated':
    case 'typed':
      return undefined;
  }
}

/** The name of a value in outputs and messages: the address of its statement, its formula over addresses, or a name. */
export function addressOf({ origin }: Value): string {
  switch (origin.kind) {
    case 'stated':
      return origin.observation.address;
    case 'derived':
      return formulaText(origin.formula);
    case 'typed':
      return origin.text;
    case 'counted':
      return origin.name;
    case 'side':
      return `a side of ${origin.relation}`;
  }
}

/** A value as part of a formula: itself, or how it is worked out, in brackets where that is more than a name. */
export function term(value: Value): Formula {
  const formula = formulaOf(value);
  if (!formula) return [value];
  return formula.length > 1 ? ['(', ...formula, ')'] : formula;
}

/** A formula in one line; each figure by its address, unless `textOf` says otherwise. */
export function formulaText(formula: Formula, textOf = addressOf): string {
  return formula.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
}

/** The figures in a formula, each once, in the order in which they first stand there. */
export function inputsOf(formula: Formula): Value[] {
  const figures = formula.filter((part) => typeof part !== 'string');
  return [...new Map(figures.map((value) => [originKey(value), value])).values()];
}

/** The statements that a value prints or is worked out from. */
export function statementsOf(value: Value): Observation[] {
  const stated = observationOf(value);
  return stated ? [stated] : inputsOf(formulaOf(value) ?? []).flatMap(statementsOf);
}

/**
 * Equal for two values exactly where they print the same statement, or are worked out in the same way from the same
 * statements. A print and its correction share an address, and so do the statements of two releases.
 */
export function originKey(value: Value): string {
  const { origin } = value;
  if (origin.kind === 'derived') return formulaText(origin.formula, originKey);
  if (origin.kind !== 'stated') return addressOf(value);
  const { address, release, correction } = origin.observation;
  return [address, release.id, correction?.quantity.text].join(' ');
}

/**
 * Whether a value says nothing of any figure: an author typed it, or all numbers that it is worked out from. What one unit is in
 * another, as `1 bale` in lb, is not of figures either, but known from the dataset.
 */
export function isTypedAlone({ origin }: Value): boolean {
  if (origin.kind === 'typed') return true;
  if (origin.kind !== 'derived') return false;
  const rests = origin.formula.filter((part) => typeof part !== 'string');
  const isOne = rests.every((part) => equals(part.decimal, decimal(1)));
  return rests.length > 0 && !isOne && rests.every(isTypedAlone);
}
