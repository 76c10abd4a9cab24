import { add, type Decimal, negate, signOf, subtract } from '../../core/numbers/decimal.ts';
import { textIn } from '../../dataset/localised.ts';
import { type Indicator, type Observation, quantityOf } from '../../dataset/model.ts';
import { convert, type Unit } from '../../dataset/unit.ts';
import type { Expression } from '../relations/expression.ts';
import { numberIn, unitText } from '../intervals/interval-digits.ts';
import type { BoundRelation } from '../relations/relation.ts';

/** An equation between levels of one period: `total = Σ sign × part`, or 100 where there is no total. */
export interface LevelSum {
  readonly total: Indicator | undefined;
  readonly parts: readonly { readonly indicator: Indicator; readonly sign: 1 | -1 }[];
}

/** The coefficients of an equation whose sides together are zero: of each level, and undefined for plain numbers. */
export type LevelCoefficients = ReadonlyMap<Indicator | undefined, number>;

/** The coefficients of a relation that is one equation between levels of the tested period; undefined for any other. */
export function coefficientsOf({ comparisons, terms }: BoundRelation): LevelCoefficients | undefined {
  const [comparison, ...more] = comparisons;
  const [test] = comparison?.tests ?? [];
  if (!comparison || test?.sense !== '=' || more.length > 0) return undefined;
  const found = new Map<Indicator | undefined, number>();
  const count = (indicator: Indicator | undefined, sign: number): true => {
    found.set(indicator, (found.get(indicator) ?? 0) + sign);
    return true;
  };
  const collect = (expression: Expression, sign: 1 | -1): boolean => {
    const other = sign === 1 ? -1 : 1;
    switch (expression.op) {
      case 'variable': {
        const term = terms[expression.index];
        const isLevel = term?.kind === 'figure' && term.measure === 'level' && term.period === undefined;
        return isLevel && count(term.indicator, sign);
      }
      case 'exactly':
        return signOf(expression.value.low ?? { coefficient: 0n, exponent: 0 }) === 0 || count(undefined, sign);
      case 'negate':
        return collect(expression.of, other);
      case 'add':
        return collect(expression.left, sign) && collect(expression.right, sign);
      case 'subtract':
        return collect(expression.left, sign) && collect(expression.right, other);
      case 'divide':
      case 'max':
      case 'min':
      case 'multiply':
      case 'power':
      case 'root':
        return false;
    }
  };
  return collect(comparison.left, 1) && collect(test.right, -1) ? found : undefined;
}

/** The sum that a relation says some level to be: the one that stands alone on a side; or what makes 100. */
export function levelSumOf(relation: BoundRelation): LevelSum | undefined {
  const coefficients = coefficientsOf(relation);
  const [comparison] = relation.comparisons;
  if (!coefficients || !comparison) return undefined;
  const sides = [comparison.left, comparison.tests[0]?.right];
  const alone = sides.flatMap((side) => (side?.op === 'variable' ? (relation.terms[side.index] ?? []) : []))[0];
  const total = alone?.kind === 'figure' ? alone.indicator : undefined;
  if ((total === undefined) !== coefficients.has(undefined)) return undefined;
  const turn = -(coefficients.get(total) ?? -1);
  const parts: { indicator: Indicator; sign: 1 | -1 }[] = [];
  for (const [indicator, coefficient] of coefficients) {
    if (indicator === total || indicator === undefined) continue;
    const sign = coefficient * turn;
    if (sign !== 1 && sign !== -1) return undefined;
    parts.push({ indicator, sign });
  }
  return parts.length > 0 ? { total, parts } : undefined;
}

/** Most parts that are named, before their number is said. */
const NAMED = 8;

/** `Total is Bus + Tram + Ferry`; where names repeat, with the id of each: `Total (all) is Total (men) + Total (women)`. */
export function sumText(
  { total, parts }: LevelSum,
  locale: string,
  is: readonly [string, string] = ['is', 'make'],
): string {
  const members = [...(total ? [total] : []), ...parts.map(({ indicator }) => indicator)];
  const labels = members.map(({ label }) => textIn(label, locale));
  const nameOf = ({ id, label }: Indicator): string => {
    const name = textIn(label, locale);
    return labels.filter((other) => other === name).length > 1 ? `${name} (${id})` : name;
  };
  const shown = parts.length > NAMED + 1 ? parts.slice(0, NAMED) : parts;
  const made = shown.map(({ indicator, sign }, index) => {
    const operator = index === 0 ? (sign < 0 ? '−' : '') : sign < 0 ? ' − ' : ' + ';
    return operator + nameOf(indicator);
  });
  if (shown.length < parts.length) made.push(` + … (${parts.length} in all)`);
  return total ? `${nameOf(total)} ${is[0]} ${made.join('')}` : `${made.join('')} ${is[1]} 100`;
}

/** `Total looks like Bus + Tram + Ferry: it holds in 11 of 12 periods`. */
export function countedText(said: string, held: number, of: number): string {
  const times =
    of === 1
      ? 'in the only period'
      : held === of
        ? `in ${of === 2 ? 'both' : `all ${of}`} periods`
        : `in ${held} of ${of} periods`;
  return `${said}: it holds ${times}`;
}

/** `looks like` for a sum, `seem to make` for parts of 100. */
export const SEEMS: readonly [string, string] = ['looks like', 'seem to make'];

/** What the parts of a sum come to, given what is stated of them, in the unit of the total. */
export function madeOf({ total, parts }: LevelSum, statements: readonly Observation[]): Made | undefined {
  const statedOf = ({ id }: Indicator): Observation | undefined => statements.find((one) => one.indicator.id === id);
  const printed = total && statedOf(total);
  const whole = printed && quantityOf(printed);
  const unit = whole?.unit ?? statements.flatMap((one) => quantityOf(one)?.unit ?? [])[0];
  if (!unit) return undefined;
  let made: Decimal = { coefficient: 0n, exponent: 0 };
  for (const { indicator, sign } of parts) {
    const stated = statedOf(indicator);
    const quantity = stated && quantityOf(stated);
    const value = quantity && convert(quantity.decimal, quantity.unit, unit);
    if (value) made = add(made, sign < 0 ? negate(value) : value);
  }
  return { made, printed: whole?.decimal, unit };
}

/** What parts make, and what is printed for the total if there is one. */
export interface Made {
  readonly made: Decimal;
  readonly printed: Decimal | undefined;
  readonly unit: Unit;
}

/** `10,003 thousand is printed for Total, the parts make 10,363 thousand, 360 more`. */
export function gapText({ total }: LevelSum, { made, printed, unit }: Made, locale: string): string {
  const number = numberIn(unit);
  const code = unitText(unit);
  if (!total || !printed) return `they make ${number(made)}${code}`;
  const gap = subtract(made, printed);
  const isMore = signOf(gap) > 0;
  const size = `${number(isMore ? gap : negate(gap))} ${isMore ? 'more' : 'less'}`;
  const name = textIn(total.label, locale);
  return `${number(printed)}${code} is printed for ${name}, the parts make ${number(made)}${code}, ${size}`;
}
