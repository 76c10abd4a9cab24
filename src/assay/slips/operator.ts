import { absolute, compare, type Decimal, decimal } from '../../core/numbers/decimal.ts';
import type { Interval } from '../../core/numbers/interval.ts';
import type { Observation, Quantity } from '../../dataset/model.ts';
import type { SlipKind } from '../../dataset/slip-kinds.ts';

/** A way in which a figure goes wrong on its way into print. */
export type Operator =
  | { readonly kind: 'scale'; readonly power: number }
  | { readonly kind: 'sign' }
  /** Digits `at` and `at` + 1 of the print, counted from its first digit, change places. */
  | { readonly kind: 'swap'; readonly at: number }
  /** A ratio is printed as an increase, or the reverse: off by a hundred points, as a plain number by one. */
  | { readonly kind: 'ratio'; readonly by: 100 | -100 | 1 | -1 }
  /** Points are printed as per cent of a rate, or the reverse. */
  | { readonly kind: 'points' }
  /** A figure and another change places: of two rows, of two columns, or a level and its growth. */
  | { readonly kind: 'exchange'; readonly of: 'rows' | 'columns' | 'level_growth'; readonly with: string }
  /** Rows of a column were shifted: the figure stands at another address; without one, it is lost. */
  | { readonly kind: 'shift'; readonly from?: string }
  /** All levels that a release states in a unit, or at one place or of one period in it, are in another one. */
  | { readonly kind: 'unit'; readonly unit: string; readonly at?: string; readonly power: number }
  /** The figure belongs to another period, where the same digits stand. What it is at its own is not known. */
  | { readonly kind: 'period'; readonly period: string }
  /** The figure was worked out from others of the release, of which one is a slip. */
  | { readonly kind: 'worked_out' }
  /** No known operator explains the print. */
  | { readonly kind: 'unknown' };

/** The kind of slip, as costs are set for it. */
export function slipKindOf(operator: Operator): SlipKind {
  switch (operator.kind) {
    case 'scale': {
      const power = Math.abs(operator.power);
      return (power === 1 ? '10' : `10^${power}`) as SlipKind;
    }
    case 'swap':
      return 'digits';
    case 'exchange':
      return operator.of;
    default:
      return operator.kind;
  }
}

/** `÷10`, `×10^4`, `sign`, `digits 3 and 4 swapped`: the change that would correct the print. */
export function operatorText(operator: Operator): string {
  switch (operator.kind) {
    case 'scale':
      return scaleText(operator.power);
    case 'swap':
      return `digits ${operator.at + 1} and ${operator.at + 2} swapped`;
    case 'ratio':
      return ratioText(operator.by);
    case 'points':
      return 'points for per cent';
    case 'exchange':
      return `exchanged with ${operator.with}`;
    case 'unit':
      return `${scaleText(operator.power)} with all ${columnText(operator)}`;
    case 'period':
      return `belongs to ${operator.period}`;
    case 'shift':
      return operator.from === undefined ? 'lost where rows were shifted' : `shifted to ${operator.from}`;
    case 'worked_out':
      return 'worked out from a slip';
    default:
      return operator.kind;
  }
}

/** `levels in kt`, `levels in kt at table/2`, `counts`: what is in another unit. */
export function columnText({ unit, at }: Extract<Operator, { kind: 'unit' }>): string {
  const levels = unit === 'count' ? 'counts' : `levels in ${unit}`;
  return at === undefined ? levels : `${levels} at ${at}`;
}

function ratioText(by: number): string {
  const size = Math.abs(by);
  return `${by < 0 ? 'less' : 'plus'} ${size === 1 ? '1' : `${size} points`}`;
}

function scaleText(power: number): string {
  const size = Math.abs(power);
  return `${power > 0 ? '×' : '÷'}${size === 1 ? '10' : `10^${size}`}`;
}

/** Whether it is ×10 or ÷10. */
export function isTenfold(operator: Operator): boolean {
  return operator.kind === 'scale' && Math.abs(operator.power) === 1;
}

/** Whether a decimal comma was taken for one between thousands: a rate of 3,100% that is 3.1%. */
export function isComma(operator: Operator, { measure, printed }: Observation): boolean {
  const isRate = measure === 'growth' || measure === 'cagr' || measure === 'share';
  const isLarge = printed !== undefined && compare(absolute(printed.decimal), THOUSAND) >= 0;
  return operator.kind === 'scale' && operator.power === -3 && isRate && isLarge;
}

const THOUSAND = decimal(1000);

/** Another interval for a figure, in base units, under a name that no other interval of the figure has. */
export interface Replacement {
  readonly name: string;
  readonly interval: Interval;
}

/** An operator with its result for one figure. */
export interface Change extends Replacement {
  readonly operator: Operator;
  /** The cost of the first change with its cause, and of each further one. */
  readonly cost: number;
  readonly further: number;
  /** In the unit of the print; absent where the value stays open. Of a range the middle. */
  readonly decimal?: Decimal | undefined;
  /** The two numbers of a range, and the word before a number, as in `over 80 Mt`. */
  readonly ends?: Quantity['ends'];
  readonly qualifier?: Quantity['qualifier'];
}

/** Changes by the number of the figure. */
export type Assignment = ReadonlyMap<number, Change>;

/** Changes of figures in releases of one publisher by the same kind of operator have the same cause. */
export function causeOf(operator: Operator, { release }: Observation): string {
  const cause =
    operator.kind === 'scale' || operator.kind === 'unit'
      ? `${operator.kind} 10^${operator.power}`
      : slipKindOf(operator);
  return `${release.source.group} ${cause}`;
}
