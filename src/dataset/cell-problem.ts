import { shortened } from '../core/diagnostics/source-text.ts';
import { parseDecimal } from '../core/numbers/decimal.ts';
import { figureSlip } from './figure-slips.ts';
import { parseQuantity } from './quantity.ts';
import { sameDimension, type Unit } from './unit.ts';

/** Stands for a cell of the source in which there is no figure. */
export const NO_FIGURE = '..';

const NUMERAL = /[+\-\u2212]?[\d.,]*\d/;

/** What a table says about all its cells. */
export interface CellKind {
  readonly measure: 'level' | 'growth';
  readonly unit: Unit;
  /** The units that the dataset declares. */
  readonly units: ReadonlyMap<string, Unit>;
}

/**
 * Why a cell of a table is not a numeral, and what to write in its place: a cell has neither unit nor words, and no spaces,
 * which would make it two cells. Undefined if it is a numeral.
 */
export function cellProblem(
  text: string,
  kind: CellKind,
): { readonly problem: string; readonly hint: string } | undefined {
  if (NUMERAL.exec(text)?.[0] === text && parseDecimal(text)) return undefined;
  const isReadable = (written: string): boolean => !('problem' in parseQuantity(written, kind.units));
  const slip = isReadable(text) ? undefined : figureSlip(text, isReadable);
  const said = `"${shortened(text)}" is not a figure of a table`;
  return { problem: slip ? `${said}: ${slip.problem}` : said, hint: cellHint(slip?.meant ?? text, kind) };
}

function cellHint(meant: string, { measure, unit, units }: CellKind): string {
  const spaced = meant.replace(/(?<=\d) ?(?=\p{L})/u, ' ');
  const quantity = parseQuantity(spaced, units);
  const numeral = NUMERAL.exec(meant)?.[0];
  if ('problem' in quantity || numeral === undefined) {
    return `write a numeral alone, as in 1,695 or -64, and ${NO_FIGURE} where the table has no figure`;
  }
  const { code } = quantity.unit;
  const hasUnit = code !== 'count';
  if (hasUnit && !sameDimension(quantity.unit, unit)) {
    return `write ${NO_FIGURE} here, and the figure under observations: all that this table has is in ${unit.code}`;
  }
  if (quantity.qualifier || quantity.ends || (hasUnit && code !== unit.code)) {
    const record = hasUnit ? spaced : figureText(spaced, unit.code);
    return `write ${NO_FIGURE} here, and the figure under observations: "${measure}: ${shortened(record)}"`;
  }
  return hasUnit ? `write "${numeral}": the unit of all figures is said once, above the rows` : `write "${numeral}"`;
}

/** A numeral with its unit, as a record writes it. */
export function figureText(numeral: string, unit: string): string {
  if (unit === 'count') return numeral;
  return unit === '%' ? `${numeral}%` : `${numeral} ${unit}`;
}
