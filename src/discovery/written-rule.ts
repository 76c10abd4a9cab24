import { decimal, decimalText, normalise } from '../core/numbers/decimal.ts';
import type { LevelSum } from '../assay/constraints/level-sum.ts';
import type { Indicator } from '../dataset/model.ts';
import { productOf, type UnitDimension } from '../dataset/unit-dimension.ts';
import { isCalledRatio } from '../language/table-names.ts';

/** A rule between indicators, as `relations.yaml` says it. */
export interface WrittenRule {
  readonly form: 'sum' | 'product' | 'carry-over' | 'part';
  /** All that it is about; that after which it is named comes first. */
  readonly indicators: readonly Indicator[];
  /** What holds, with each indicator by a name. */
  readonly text: (nameOf: (indicator: Indicator) => string) => string;
}

/** `trade.balance = trade.exports - trade.imports`. */
export function sumRule({ total, parts }: LevelSum): WrittenRule {
  const indicators = [...(total ? [total] : []), ...parts.map(({ indicator }) => indicator)];
  const text: WrittenRule['text'] = (nameOf) => {
    const made = parts.map(({ indicator, sign }, index) => {
      const operator = index === 0 ? (sign < 0 ? '-' : '') : sign < 0 ? ' - ' : ' + ';
      return operator + nameOf(indicator);
    });
    if (total) return `${nameOf(total)} = ${made.join('')}`;
    const unit = parts[0]?.indicator.unit.code ?? '';
    return `${made.join('')} = 100${unit === '%' ? '%' : unit === 'count' ? '' : ` ${unit}`}`;
  };
  return { form: 'sum', indicators, text };
}

/** `stocks.beginning = stocks.ending@-1`. */
export function carryOverRule(indicator: Indicator, earlier: Indicator, offset: string): WrittenRule {
  return {
    form: 'carry-over',
    indicators: [indicator, earlier],
    text: (nameOf) => `${nameOf(indicator)} = ${nameOf(earlier)}@${offset}`,
  };
}

/** `bus.electric <= bus`. */
export function partRule(part: Indicator, whole: Indicator): WrittenRule {
  return {
    form: 'part',
    indicators: [part, whole],
    text: (nameOf) => `${nameOf(part)} <= ${nameOf(whole)}`,
  };
}

/**
 * A product of two indicators, `power` being that of ten in `total = 10^power × first × second` of base units. A factor that is called a rate, yield or price stands alone, since it is what was worked
 * out. Undefined where the units do not make one another: then a person has to say what they are.
 */
export function productRule(
  total: Indicator,
  [first, second]: readonly [Indicator, Indicator],
  power: number,
): WrittenRule | undefined {
  const rest = productOf(productOf(total.unit.dimension, first.unit.dimension, -1), second.unit.dimension, -1);
  const counts = countsOf(rest);
  if (counts === undefined) return undefined;
  const rates = [first, second].filter(({ label, id }) =>
    [...label.values(), id.replaceAll(/[._]/g, ' ')].some(isCalledRatio),
  );
  const [rate] = rates.length === 1 ? rates : [];
  if (!rate) {
    const text: WrittenRule['text'] = (nameOf) =>
      `${nameOf(total)} = ${scaled(`${nameOf(first)} * ${nameOf(second)}`, power, counts)}`;
    return { form: 'product', indicators: [total, first, second], text };
  }
  const other = rate === first ? second : first;
  const text: WrittenRule['text'] = (nameOf) =>
    `${nameOf(rate)} = ${scaled(`${nameOf(total)} / ${nameOf(other)}`, -power, -counts)}`;
  return { form: 'product', indicators: [rate, total, other], text };
}

/** How many counts a dimension is: 1, 0 or -1; undefined for any other. */
function countsOf(dimension: UnitDimension): number | undefined {
  const counts = dimension.get('count') ?? 0;
  const isOther = dimension.size > (counts === 0 ? 0 : 1);
  return isOther || Math.abs(counts) > 1 ? undefined : counts;
}

/** `1000 count * a / b`, `a * b / 1 count`: a term times a power of ten that makes its unit that of the other side. */
function scaled(term: string, power: number, counts: number): string {
  const isBelow = counts < 0 || (counts === 0 && power < 0);
  if (power === 0 && counts === 0) return term;
  const number = decimalText(normalise(decimal(1, isBelow ? -power : power)));
  const unit = counts === 0 ? '' : ' count';
  return isBelow ? `${term} / ${number}${unit}` : `${number}${unit} * ${term}`;
}
