import { decimalToNumber } from '../../core/numbers/decimal.ts';
import { type Observation, quantityOf } from '../../dataset/model.ts';
import { convert, sameDimension } from '../../dataset/unit.ts';
import type { Constraint } from '../constraints/constraint.ts';
import type { Ledger } from '../constraints/ledger.ts';

/**
 * What contradicted sums of parts may mean besides a slip: where a whole is like its parts, as an average is, its indicator
 * may not be a flow. Empty where none does.
 */
export function averageText({ figures }: Ledger, contradicted: readonly Constraint[]): string {
  const own = contradicted
    .filter(({ derivation }) => derivation === 'part')
    .flatMap((constraint) => constraint.figures.flatMap((index) => figures[index]?.observation ?? []));
  const whole = own.find((one) => isBetween(one, figures.map(({ observation }) => observation).filter(isPartOf(one))));
  if (!whole) return '';
  return `; if ${whole.indicator.id} is an average over each period, it is not a flow: say kind: count, index, price or ratio in dataset.yaml`;
}

function isPartOf({ indicator, period }: Observation): (other: Observation) => boolean {
  return (other) =>
    other.indicator === indicator &&
    other.measure === 'level' &&
    other.period.text !== period.text &&
    other.period.start >= period.start &&
    other.period.end <= period.end;
}

/** A whole that is a sum is larger than the middle one of its parts by more than this. */
const MOST_OF_MIDDLE = 1.5;

/** Whether a level is like those of parts, of which there are several: between them, and near the middle one, as no sum is. */
function isBetween(whole: Observation, parts: readonly Observation[]): boolean {
  const own = quantityOf(whole);
  if (!own || new Set(parts.map(({ period }) => period.text)).size < 2) return false;
  const level = decimalToNumber(own.decimal);
  const levels = parts
    .flatMap((part) => {
      const other = quantityOf(part);
      return other && sameDimension(other.unit, own.unit)
        ? [decimalToNumber(convert(other.decimal, other.unit, own.unit))]
        : [];
    })
    .toSorted((a, b) => a - b);
  const [least = Infinity, middle = 0] = [levels[0], levels[(levels.length - 1) >> 1]];
  return least < level && level < (levels.at(-1) ?? -Infinity) && Math.abs(level) < MOST_OF_MIDDLE * Math.abs(middle);
}
