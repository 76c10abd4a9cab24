import { compare, type Decimal, greatest, least } from '../core/numbers/decimal.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import type { Observation, Quantity } from './model.ts';
import { intervalOf } from './qualifier.ts';
import { worthOfDigits, worthOfLastDigit } from './quantity.ts';
import type { Statement } from './table-block.ts';

/**
 * The statements of a release in which zeros at the end of a whole number count as far as another figure of the same series
 * shows digits: 1,240 next to 1,237 is printed to the unit. A series is what a release states of one indicator and
 * measure in one unit and text, forecasts apart. Only over, under or about so much, and ranges, neither show digits nor have
 * more; what a record says of its digits holds.
 */
export function withDigitsOfSeries(statements: readonly Statement[]): readonly Statement[] {
  const worths = new Map<string, Decimal>();
  for (const [series, alike] of groupBy(statements, seriesOf)) {
    const shown = alike.flatMap(({ observation: { printed } }) =>
      printed && isPlain(printed) ? greatest(printed.resolution, worthOfDigits(printed.decimal, printed.unit)) : [],
    );
    if (shown.length > 1) worths.set(series, shown.reduce(least));
  }
  return statements.map((statement) => {
    const { record, observation } = statement;
    const worth = worths.get(seriesOf(statement));
    if (!worth || record.decimals !== undefined || record.resolution !== undefined) return statement;
    const { printed, correction } = observation;
    const finer: Observation = {
      ...observation,
      printed: printed && asFineAs(worth, printed),
      correction:
        correction && correction.quantity.unit.code === printed?.unit.code
          ? { ...correction, quantity: asFineAs(worth, correction.quantity) }
          : correction,
    };
    const isSame = finer.printed === printed && finer.correction?.quantity === correction?.quantity;
    return isSame ? statement : { record, observation: finer };
  });
}

function seriesOf({ observation }: Statement): string {
  const { indicator, measure, counterpart = '', printed, status } = observation;
  const kind = status.includes('forecast') ? 'forecast' : '';
  return [indicator.id, measure, counterpart, printed?.unit.code ?? '', observation.in ?? '', kind].join('\n');
}

function isPlain({ qualifier, ends }: Quantity): boolean {
  return qualifier === undefined && ends === undefined;
}

/** A whole number whose zeros count down to a worth, but to no more digits than are printed. */
function asFineAs(worth: Decimal, quantity: Quantity): Quantity {
  const { decimal, unit, resolution } = quantity;
  const finer = greatest(worth, worthOfLastDigit(decimal));
  if (!isPlain(quantity) || decimal.exponent < 0 || compare(finer, resolution) >= 0) return quantity;
  return { ...quantity, resolution: finer, interval: intervalOf(decimal, finer, unit, undefined) };
}
