import type { LocaleId } from '../language/locales.ts';
import { absolute, decimal, divide, equals, roundTo, signOf } from '../core/numbers/decimal.ts';
import {
  addIntervals,
  contains,
  divideIntervals,
  type Interval,
  multiplyIntervals,
  negateInterval,
  point,
  subtractIntervals,
} from '../core/numbers/interval.ts';
import { powerInterval } from '../core/numbers/power.ts';
import { convert, sameDimension, toBase } from '../dataset/unit.ts';
import { observationValue } from './printed-value.ts';
import { displayUnit } from './scale.ts';
import { type Formula, formulaOf, observationOf, type Value } from './value.ts';

/**
 * How a derived value comes about, as a reader writes it: figures of its kind in its unit, `1` before a rate rather than
 * `100%`, a figure below zero after a sign with the other sign, and nothing taken from a typed zero or alone in brackets:
 * `364 kt = 456 kt ÷ (1 − 8.1%)`, `(4.9% + 4.2%) ÷ (41.0% + 4.2%)`. No line ends within the factor of a rate. Nothing for
 * a value that is not derived.
 */
export function printedFormula(value: Value, locale: LocaleId): Formula {
  const printed: (string | Value)[] = [];
  for (const part of formulaOf(value) ?? []) {
    const before = printed.at(-1);
    const text = typeof before === 'string' ? before : '';
    if (typeof part === 'string' || isWhole(part, text)) {
      const added = typeof part === 'string' ? part : '1';
      if (text === '') printed.push(added.startsWith(')') && dropOpened(printed) ? added.slice(1) : added);
      else printed[printed.length - 1] = text + added;
      continue;
    }
    const turned = signOf(part.decimal) < 0 ? turnedSign(text) : undefined;
    if (turned !== undefined && text === ' − ' && isZero(printed.at(-2))) {
      printed.splice(-2);
      printed.push(unsigned(part));
      continue;
    }
    if (text !== '') printed[printed.length - 1] = unbroken(turned ?? text);
    printed.push(turned === undefined ? inUnitOf(value, part, locale) : unsigned(part));
  }
  return printed;
}

/**
 * The sign between a derived value and its formula: `=` where the numbers as printed give the number as printed, to its last
 * digit. Of what cannot be worked out so, such as a count, where the number lies in what the formula gives.
 */
export function equalSign(value: Value, locale: LocaleId): '=' | '≈' {
  const { interval, decimal: number, unit, decimals, suffix } = value;
  const given = new Reckoning(printedFormula(value, locale)).result();
  if (!contains(interval, number)) return '≈';
  if (!given?.low || !given.high) return '=';
  const shown = suffix === '' ? unit : displayUnit(number, unit, locale);
  const printed = convert(number, unit, shown);
  const [low, high] = [given.low, given.high].map((end) =>
    roundTo(divide(end, toBase(point(decimal(1)), shown).low ?? decimal(1), 'nearest'), -decimals),
  );
  const isSame = low && high && [low, high].some((end) => equals(end, roundTo(printed, -decimals)));
  return isSame ? '=' : '≈';
}

/** The signs of a formula; a fraction that follows a rate in brackets may be raised to a power. */
const SIGNS = /[()+−×÷]|1|[⁰¹²³⁴-⁹]+/gu;

/** Works a printed formula out from its printed numbers, in base units. */
class Reckoning {
  readonly #tokens: readonly (string | Value)[];
  #at = 0;

  constructor(formula: Formula) {
    this.#tokens = formula.flatMap((part): readonly (string | Value)[] => {
      if (typeof part !== 'string') return [part];
      const isKnown = part.replaceAll(SIGNS, '').trim() === '';
      return isKnown ? (part.match(SIGNS) ?? []) : ['?'];
    });
  }

  /** The number, but for the rounding of quotients; undefined where the formula holds anything else. */
  result(): Interval | undefined {
    const found = this.#sum();
    return this.#at === this.#tokens.length ? found : undefined;
  }

  #sum(): Interval | undefined {
    return this.#chain(() => this.#product(), { '+': addIntervals, '−': subtractIntervals });
  }

  #product(): Interval | undefined {
    return this.#chain(() => this.#factor(), { '×': multiplyIntervals, '÷': divideIntervals });
  }

  #chain(
    next: () => Interval | undefined,
    signs: Readonly<Record<string, (a: Interval, b: Interval) => Interval>>,
  ): Interval | undefined {
    let found = next();
    for (let sign = this.#sign(signs); found && sign; sign = this.#sign(signs)) {
      const other = next();
      found = other && sign(found, other);
    }
    return found;
  }

  #sign<T>(signs: Readonly<Record<string, T>>): T | undefined {
    const token = this.#tokens[this.#at];
    const sign = typeof token === 'string' ? signs[token] : undefined;
    if (sign) this.#at += 1;
    return sign;
  }

  #factor(): Interval | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (typeof token === 'object') return token.qualifier ? undefined : toBase(point(token.decimal), token.unit);
    if (token === '1') return point(decimal(1));
    if (token === '−') {
      const found = this.#factor();
      return found && negateInterval(found);
    }
    const found = token === '(' ? this.#sum() : undefined;
    if (!found || this.#tokens[this.#at] !== ')') return undefined;
    this.#at += 1;
    const raised = this.#tokens[this.#at];
    const years = typeof raised === 'string' ? Array.from(raised, (digit) => SUPERSCRIPTS.indexOf(digit)) : [];
    if (years.length === 0 || years.includes(-1)) return found;
    this.#at += 1;
    return powerInterval(found, Number(years.join('')));
  }
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A typed 100% that a bracket begins with: the whole to which a rate is added. */
function isWhole({ origin, unit, decimal: number }: Value, before: string): boolean {
  return origin.kind === 'typed' && unit.code === '%' && equals(number, decimal(100)) && before.endsWith('(');
}

/** Takes the bracket before a last figure away, where only that stands in it. */
function dropOpened(printed: (string | Value)[]): boolean {
  const opened = printed.at(-2);
  if (typeof opened !== 'string' || !opened.endsWith('(')) return false;
  printed[printed.length - 2] = opened.slice(0, -1);
  return true;
}

/** What ends with a plus, with a minus instead, and the reverse. */
function turnedSign(text: string): string | undefined {
  if (text.endsWith(' + ')) return text.replace(/\+ $/, '− ');
  return text.endsWith(' − ') ? text.replace(/− $/, '+ ') : undefined;
}

function isZero(part: Formula[number] | undefined): boolean {
  return typeof part === 'object' && part.origin.kind === 'typed' && signOf(part.decimal) === 0;
}

function unbroken(text: string): string {
  return text.replace(/\(1 ([+−]) $/, '(1\u00A0$1\u00A0');
}

function unsigned(value: Value): Value {
  const { decimal: number, interval, text } = value;
  return value.with({ decimal: absolute(number), interval: negateInterval(interval), text: text.replace('−', '') });
}

/** A published figure of the same dimension as the result, in the unit in which the locale says that. */
function inUnitOf(result: Value, operand: Value, locale: LocaleId): Value {
  const stated = observationOf(operand);
  const isRate = operand.unit.dimension.size === 0;
  if (!stated || isRate || operand.suffix === '' || !sameDimension(operand.unit, result.unit)) return operand;
  const unit = displayUnit(result.decimal, result.unit, locale);
  if (unit.code === operand.unit.code) return operand;
  return observationValue(stated, { locale, unit, style: 'short' }) ?? operand;
}
