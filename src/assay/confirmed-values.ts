import { intersect, type Interval, isSameInterval, meets, multiplyIntervals } from '../core/numbers/interval.ts';
import { USUAL_REVISION } from '../dataset/evidence.ts';
import type { Explanation } from './explanation.ts';
import type { Model } from './figure-model.ts';

/** Taken off the cost of an explanation, in the order only, for each figure whose new value another statement of it has. */
const CONFIRMED = 1;

/** The same where the value is within a usual revision of the other statement, and what is printed is not. */
const WITHIN_REVISION = 0.5;

/**
 * How far other statements of the same publisher, at the same addresses, support the values of an explanation. It orders
 * explanations that mend as much as one another, and proves nothing: vintages are revised, and texts copy one another.
 */
export function confirmationOf(model: Model, { repair }: Pick<Explanation, 'repair'>): number {
  let sum = 0;
  for (const [figure, { interval }] of repair) {
    const printed = model.figures[figure]?.interval;
    const stated = otherStatements(model, figure).filter((other) => !repair.has(other));
    const each = stated.map((other) => confirmedBy(model.figures[other]?.interval, printed, interval));
    sum += Math.max(0, ...each);
  }
  return sum;
}

/** The figures that are stated at the same address by the same publisher, and decide nothing about it. */
function otherStatements(model: Model, figure: number): number[] {
  return model
    .touching(figure)
    .map((position) => model.constraint(position))
    .filter(
      ({ derivation, strength }) => strength === 'evidence' && (derivation === 'revision' || derivation === 'same'),
    )
    .flatMap(({ figures }) => figures.filter((other) => other !== figure));
}

function confirmedBy(stated: Interval | undefined, printed: Interval | undefined, value: Interval): number {
  if (!stated || !printed) return 0;
  const near = multiplyIntervals(stated, USUAL_REVISION);
  // a value that is hardly known would meet it by chance
  if (!isSameInterval(intersect(near, value), value)) return 0;
  if (meets(stated, value) && !meets(stated, printed)) return CONFIRMED;
  return meets(near, printed) ? 0 : WITHIN_REVISION;
}
