import type { Indicator } from '../dataset/model.ts';
import type { ChartRow, IndicatorTraits } from './chart-model.ts';

// Which figures may stand on top of one another: the end of a stack is read as their sum, so that it must be one.

/** Levels of these add up; those of rates, prices and indices do not. */
const ADDABLE: ReadonlySet<string | undefined> = new Set(['flow', 'stock', 'count']);

/** What a chart says about the figures that it stacks. */
interface Stacked {
  readonly indicators: ReadonlyMap<string, IndicatorTraits>;
  /** Whether it works out their sums, each from indicators that may be added. */
  readonly hasSum: boolean;
}

/**
 * What keeps a figure from standing on top of another; undefined if they are parts of one whole. Where the chart works out their sum,
 * they need not be members of one dimension.
 */
export function whyNotAdded(row: ChartRow, other: ChartRow, { indicators, hasSum }: Stacked): string | undefined {
  const [id, otherId] = [String(row['indicator']), String(other['indicator'])];
  const [own, others] = [indicators.get(id), indicators.get(otherId)];
  if (!own || !others) return 'it is not known what they are';
  const { measure } = row;
  const isSum = measure === 'level' ? [own, others].every(({ kind }) => ADDABLE.has(kind)) : measure === 'share';
  if (!isSum || measure !== other['measure']) return 'only levels that add up, or shares of one whole, have a sum';
  if (measure === 'share' && row['measure_label'] !== other['measure_label']) return 'they are shares of other wholes';
  if (row['loose'] || other['loose']) return 'no single number is one of them';
  if (row['period'] !== other['period']) return 'they are of other periods';
  if (id === otherId) return 'both are figures of one thing';
  if (own.isVariant || others.isVariant) return 'one counts again what another counts';
  const isWithin = own.parts.includes(otherId) || others.parts.includes(id);
  if (isWithin || id.startsWith(`${otherId}.`) || otherId.startsWith(`${id}.`)) return 'one is a part of the other';
  if (hasSum) return undefined;
  const dimensions = [...new Set([...own.dimensions.keys(), ...others.dimensions.keys()])];
  const apart = dimensions.filter((dimension) => own.dimensions.get(dimension) !== others.dimensions.get(dimension));
  const [dimension = ''] = apart;
  const isOfMembers = apart.length === 1 && own.dimensions.has(dimension) && others.dimensions.has(dimension);
  return isOfMembers ? undefined : 'they are not members of one dimension';
}

/** What keeps the levels of two indicators from being added; undefined if neither counts what the other does. */
export function whyNotSummed(
  one: Indicator,
  other: Indicator,
  wholes?: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  if (![one, other].every(({ kind }) => ADDABLE.has(kind))) return 'only levels that add up have a sum';
  const [id, otherId] = [one.variantOf ?? one.id, other.variantOf ?? other.id];
  if (id === otherId) return 'one counts again what the other counts';
  const isWithin = (part: string, whole: string): boolean =>
    part.startsWith(`${whole}.`) || wholes?.get(whole)?.includes(part) === true;
  return isWithin(id, otherId) || isWithin(otherId, id) ? 'one is a part of the other' : undefined;
}
