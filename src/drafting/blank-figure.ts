import { UNFILLED } from '../dataset/unfilled.ts';

/** A numeral in a printed figure, with its sign; not the exponent of a unit, its power of ten or a digit in its name. */
const NUMERAL = /(?<![\^\w.,])[+\-\u2212]?\d[\d.,]*(?![\d.,^])/g;

/** A printed figure with nothing filled in but its unit: `over 12,000 t` → `TODO t`. */
export function blankFigure(printed: string): string {
  const last = [...printed.matchAll(NUMERAL)].at(-1);
  const unit = last ? printed.slice(last.index + last[0].length).trim() : '';
  return unit === '' || unit.startsWith('%') ? UNFILLED + unit : `${UNFILLED} ${unit}`;
}

/** A claim with its numbers still to be filled in: `first above TODO Mt`; one without numbers, still to be confirmed. */
export function blankClaim(claim: string): string {
  const blank = claim.replaceAll(NUMERAL, UNFILLED);
  return blank === claim ? `${UNFILLED} ${claim}` : blank;
}
