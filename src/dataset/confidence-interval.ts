import { absolute, add, type Decimal, decimal, multiply, subtract } from '../core/numbers/decimal.ts';
import { isConfidence } from './address.ts';
import { type Dataset, type Observation, type Quantity, quantityOf } from './model.ts';
import { statementsOf } from './statements.ts';
import { convert, type Unit } from './unit.ts';

/** The interval in which a level lies with a probability. An end that is not stated is missing. */
export interface ConfidenceInterval {
  readonly lower: Decimal | undefined;
  readonly upper: Decimal | undefined;
  /** Unit of both ends. */
  readonly unit: Unit;
  /** As in an address: `90%`. */
  readonly confidence: string;
}

/**
 * The confidence interval of a level as its release states it, with the greatest probability of several; undefined where
 * there is none.
 */
export function confidenceInterval(dataset: Dataset, level: Observation): ConfidenceInterval | undefined {
  const { indicator, period, release } = level;
  const quantity = quantityOf(level);
  const all = statementsOf(dataset).byIndicator.get(indicator.id) ?? [];
  const stated = all.filter(
    (other) => isConfidence(other.measure) && other.release === release && other.period.text === period.text,
  );
  const [confidence] = stated
    .flatMap(({ counterpart }) => counterpart?.text ?? [])
    .sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a));
  if (!quantity || confidence === undefined) return undefined;
  const { unit } = quantity;
  const at = (measure: Observation['measure']): Quantity | undefined => {
    const found = stated.find((other) => other.measure === measure && other.counterpart?.text === confidence);
    return found && quantityOf(found);
  };
  const margin = at('margin');
  const distance = margin && absolute(multiply(multiply(quantity.decimal, margin.decimal), decimal(1, -2)));
  const [lower, upper] = [at('lower'), at('upper')].map((end) => end && convert(end.decimal, end.unit, unit));
  return {
    lower: lower ?? (distance && subtract(quantity.decimal, distance)),
    upper: upper ?? (distance && add(quantity.decimal, distance)),
    unit,
    confidence,
  };
}
