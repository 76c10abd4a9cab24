import { compare } from '../../core/numbers/decimal.ts';
import { type Observation, quantityOf } from '../../dataset/model.ts';
import { convert, sameDimension } from '../../dataset/unit.ts';
import type { Constraint } from '../constraints/constraint.ts';
import type { Ledger } from '../constraints/ledger.ts';

/**
 * What contradicted sums of parts may mean besides a slip: where a whole lies between its parts, as an average does, its
 * indicator may be no flow. Empty where none does.
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

/** Whether a level lies between those of parts, of which there are several. */
function isBetween(whole: Observation, parts: readonly Observation[]): boolean {
  const own = quantityOf(whole);
  if (!own || new Set(parts.map(({ period }) => period.text)).size < 2) return false;
  const sides = parts.flatMap((part) => {
    const other = quantityOf(part);
    return other && sameDimension(other.unit, own.unit)
      ? [compare(convert(other.decimal, other.unit, own.unit), own.decimal)]
      : [];
  });
  return Math.min(...sides) < 0 && Math.max(...sides) > 0;
}
