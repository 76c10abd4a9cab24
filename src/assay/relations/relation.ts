import { MAX_DIGITS, parseDecimal, signOf } from '../../core/numbers/decimal.ts';
import { type Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import { type Interval, point } from '../../core/numbers/interval.ts';
import { shortened } from '../../core/diagnostics/source-text.ts';
import type { RuleId } from '../../core/diagnostics/rules.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { parseOpenAddress } from '../../dataset/address.ts';
import type { Counterpart, Dataset, Indicator, Measure } from '../../dataset/model.ts';
import { expandPeriods, parsePeriod, type Period, startingIn } from '../../dataset/period.ts';
import { expandOffsets, parseOffset, type PeriodOffset } from '../../dataset/period-offset.ts';
import { unitHint } from '../../dataset/quantity.ts';
import { builtinUnit, parseUnit, toBase, type Unit } from '../../dataset/unit.ts';
import { type UnitDimension, dimensionText, NUMBER, productOf, sameAs } from '../../dataset/unit-dimension.ts';
import { matchIndicators, type Member } from './members.ts';
import { binary, type BinaryOperator, exactly, type Expression, variable, ZERO } from './expression.ts';
import type { Sense, Span, WrittenComparison, WrittenTerm } from './grammar.ts';

/** The meaning of a variable of a relation: a figure, to be found for each period, or a constant. */
export type Term =
  | {
      readonly kind: 'figure';
      readonly text: string;
      readonly indicator: Indicator;
      readonly measure: Measure;
      readonly base?: Period | PeriodOffset | undefined;
      readonly counterpart?: Counterpart | undefined;
      /** Where the relation names one, or counts it from the period that is tested; else that period itself. */
      readonly period?: Period | PeriodOffset | undefined;
    }
  | { readonly kind: 'constant'; readonly text: string; readonly constant: Constant };

/** A number that no release states, in base units, with who answers for it. */
export interface Constant {
  readonly id: string;
  /** As it stands in the file: `7.0 to 7.3 CNY/USD`. */
  readonly text: string;
  readonly interval: Interval;
  readonly dimension: UnitDimension;
  readonly unit?: Unit | undefined;
  readonly owner?: string | undefined;
  readonly reason?: string | undefined;
  readonly source?: string | undefined;
  readonly place: Place;
}

/** A comparison of two sides; `in [a, b]` compares the left one twice. */
export interface Comparison {
  readonly left: Expression;
  /** The dimension of both sides. */
  readonly dimension: UnitDimension;
  /** The unit in which the sides are written: that of a number or constant; of pure numbers also the % or pp of a figure. */
  readonly unit?: Unit | undefined;
  readonly tests: readonly { readonly sense: Sense; readonly right: Expression }[];
}

/** The comparisons that a relation makes, over the variables that `terms` explains by their numbers. */
export interface BoundRelation {
  readonly comparisons: readonly Comparison[];
  readonly terms: readonly Term[];
}

/** The context in which the text of a relation is read. */
export interface RelationScope {
  readonly dataset: Dataset;
  readonly constants: ReadonlyMap<string, Constant>;
  readonly diagnostics: Diagnostics;
  /** The member that a relation with patterns is read for. */
  readonly member?: Member | undefined;
  /** The place of a part of the text. */
  readonly placeOf: (span: Span) => Place;
}

/** An expression with what it measures; undefined for a bare zero, which is zero of anything. */
interface Measured {
  readonly expression: Expression;
  readonly dimension: UnitDimension | undefined;
  /** Of a number with a unit, and of a percentage or points, that unit. */
  readonly unit?: Unit | undefined;
}

/**
 * Finds what a written relation names, and checks that its two sides measure the same thing. The language:
 *
 * - terms: an address as everywhere (`trade.total`, `price.lead:growth[2025-Q3]@2025-Q4`), also in a period that is
 *   counted from the tested one (`output.copper@-1`, `sales@-1M`); a number with its unit (`80 Mt`, `30%`, `2`); a
 *   constant by its id; `sum(output.*)` over the levels of all indicators that match, where `*` stands for anything but
 *   a dot, and `sum(sales@0-M01..0-M12)` over periods; `min(a, b)`, `max(a, b)`, `abs(a)`;
 * - `+ - * /` and parentheses, with the usual precedence. A slash between spaces divides; without spaces it belongs
 *   to a unit (`80 CNY/t`) or a period (`sales@2024/25`);
 * - comparisons `=`, `!=`, `<=`, `<`, `>=`, `>`, `in [a, b]`, joined by `and`;
 * - `*` outside `sum` makes a relation for each member (`members.ts`).
 *
 * An address without a period means the period that is tested: a relation is tested for every period, and in every
 * release, whose figures it can be tested with. Rates are pure numbers: growth of 10.4% is 0.104. Numbers typed in a
 * relation are exact. There are no conditions and no functions but these. Mistakes are reported at their place; then
 * nothing is answered.
 */
export function bindRelation(written: readonly WrittenComparison[], scope: RelationScope): BoundRelation | undefined {
  const binder = new Binder(scope);
  const comparisons = written.map((comparison) => binder.bindComparison(comparison));
  return binder.failed ? undefined : { comparisons, terms: binder.terms };
}

/** The stand-in for a term with a mistake, so that later mistakes are found too. */
const UNKNOWN: Measured = { expression: ZERO, dimension: undefined };

/** Turns written terms into expressions, numbering what they name. */
class Binder {
  readonly #scope: RelationScope;
  readonly #numbers = new Map<string, number>();
  readonly terms: Term[] = [];
  failed = false;

  constructor(scope: RelationScope) {
    this.#scope = scope;
  }

  bindComparison({ left, sense, right }: WrittenComparison): Comparison {
    const bound = this.#bind(left);
    const senses: readonly Sense[] = sense === 'in' ? ['>=', '<='] : [sense];
    let unit: Unit | undefined;
    const tests = senses.map((sense, index) => {
      const side = right[index] ?? left;
      const other = this.#bind(side);
      if (bound.dimension && other.dimension && !sameAs(bound.dimension, other.dimension)) {
        const sides = `the left side is in ${dimensionText(bound.dimension)}, this one in ${dimensionText(other.dimension)}`;
        this.#report('assay/wrong-dimension', sides, side, 'the sides of a relation measure the same thing');
      }
      unit ??= other.unit;
      return { sense, right: other.expression };
    });
    return { left: bound.expression, dimension: bound.dimension ?? NUMBER, unit: unit ?? bound.unit, tests };
  }

  #bind(term: WrittenTerm): Measured {
    switch (term.kind) {
      case 'reference':
        return this.#bindReference(term);
      case 'quantity':
        return this.#bindQuantity(term);
      case 'sum':
        return this.#bindSum(term);
      case 'min':
      case 'max':
        return term.of
          .map((part) => this.#bind(part))
          .reduce((left, right) => this.#join(term.kind, term, left, right));
      case 'negate':
      case 'abs': {
        const bound = this.#bind(term.of);
        const negative: Expression = { op: 'negate', of: bound.expression };
        if (term.kind === 'negate') return { ...bound, expression: negative };
        return { ...bound, expression: binary('max', binary('max', bound.expression, negative), ZERO) };
      }
      case 'add':
      case 'divide':
      case 'multiply':
      case 'subtract':
        return this.#join(term.kind, term, this.#bind(term.left), this.#bind(term.right));
    }
  }

  #join(op: BinaryOperator, span: Span, a: Measured, b: Measured): Measured {
    const expression = binary(op, a.expression, b.expression);
    if (op === 'multiply' || op === 'divide') {
      const dimension = a.dimension && b.dimension && productOf(a.dimension, b.dimension, op === 'divide' ? -1 : 1);
      return { expression, dimension };
    }
    if (a.dimension && b.dimension && !sameAs(a.dimension, b.dimension)) {
      const parts = `${dimensionText(a.dimension)} and ${dimensionText(b.dimension)} do not go together`;
      this.#report('assay/wrong-dimension', parts, span, 'only what measures the same thing is added or compared');
    }
    return { expression, dimension: a.dimension ?? b.dimension, unit: a.unit ?? b.unit };
  }

  #bindQuantity({ numeral, unit: code, ...span }: Extract<WrittenTerm, { kind: 'quantity' }>): Measured {
    const { units } = this.#scope.dataset;
    const value = parseDecimal(numeral);
    const unit = code === null ? undefined : parseUnit(code, units);
    if (!value)
      return this.#report(
        'dataset/not-a-decimal',
        `${shortened(numeral)} is not a number of at most ${MAX_DIGITS} digits`,
        span,
      );
    if (code !== null && !unit) {
      return this.#report('dataset/unknown-unit', `the unit ${code} is not known`, span, unitHint(code, units));
    }
    const exact = unit ? toBase(point(value), unit) : point(value);
    const isBareZero = code === null && signOf(value) === 0;
    const dimension = unit ? unit.dimension : isBareZero ? undefined : NUMBER;
    return { expression: exactly(exact), dimension, unit: writtenUnit(unit) };
  }

  #bindSum({ pattern, ...span }: Extract<WrittenTerm, { kind: 'sum' }>): Measured {
    const { dataset, member } = this.#scope;
    const [name = '', period] = pattern.split('@');
    const matching = matchIndicators(name, dataset);
    const own = member?.isAbout ? matching.filter(member.isAbout) : [];
    if (matching.length === 0) return this.#report('assay/unknown-term', `no indicator matches ${name}`, span);
    const isSplit = matching.some(({ yearStarts }) => yearStarts !== undefined);
    const periods = period === undefined ? [''] : expandEnds(period, isSplit).map((each) => `@${each}`);
    if (periods.length === 0) {
      const hint = 'both ends are periods of one kind, in order: 2025-M01..2025-M10, -11M..0M, 0-Q1..0-Q4';
      return this.#report('dataset/bad-period', `${period} is not a range of periods`, span, hint);
    }
    return (own.length > 0 ? own : matching)
      .flatMap(({ id }) => periods.map((each) => this.#bindReference({ text: id + each, ...span })))
      .reduce((left, right) => this.#join('add', span, left, right));
  }

  #bindReference({ text: written, ...span }: { readonly text: string } & Span): Measured {
    const text = this.#scope.member?.named(written) ?? written;
    const constant = this.#scope.constants.get(text);
    const term = constant ? { kind: 'constant' as const, text, constant } : this.#findFigure(text, span);
    if (!term) return UNKNOWN;
    const number = this.#numbers.get(text) ?? this.terms.push(term) - 1;
    this.#numbers.set(text, number);
    const dimension = constant ? constant.dimension : dimensionOfTerm(term);
    return { expression: variable(number), dimension, unit: constant ? constant.unit : unitOfTerm(term) };
  }

  #findFigure(text: string, span: Span): Term | undefined {
    const address = parseOpenAddress(text);
    if ('problem' in address) {
      const at = { start: span.start + address.offset, end: span.start + address.offset + address.length };
      this.#report('dataset/bad-address', address.problem, at, address.hint);
      return undefined;
    }
    const { indicators } = this.#scope.dataset;
    const indicator = indicators.get(address.indicator);
    if (!indicator) {
      const names = [...this.#scope.constants.keys(), ...indicators.keys()];
      const message = `${address.indicator} is neither an indicator nor a constant`;
      this.#report('assay/unknown-term', message, span, didYouMean(address.indicator, names));
      return undefined;
    }
    if (address.measure === 'claim') {
      this.#report('assay/wrong-dimension', 'a claim is in words and cannot be used in calculations', span);
      return undefined;
    }
    const { yearStarts } = indicator;
    const [base, period] = [address.base, address.period].map((at) =>
      at && 'start' in at ? startingIn(at, yearStarts) : at,
    );
    return { kind: 'figure', text, ...address, base, period, indicator };
  }

  #report(rule: RuleId, message: string, span: Span, hint?: string): Measured {
    this.failed = true;
    this.#scope.diagnostics.error(rule, message, this.#scope.placeOf(span), hint);
    return UNKNOWN;
  }
}

/** The periods of a sum as they are written in an address; one alone stands for itself. */
function expandEnds(text: string, isSplit: boolean): string[] {
  const ends = text.split('..');
  const [from = '', to] = ends;
  if (to === undefined) return [from];
  if (ends.length > 2) return [];
  const [first, last] = [parseOffset(from), parseOffset(to)];
  if (first && last) return expandOffsets(first, last, isSplit).map((offset) => offset.text);
  const [start, end] = [parsePeriod(from), parsePeriod(to)];
  return start && end ? expandPeriods(start, end).map((period) => period.text) : [];
}

function dimensionOfTerm(term: Term): UnitDimension {
  if (term.kind === 'constant') return term.constant.dimension;
  return isAmount(term) ? term.indicator.unit.dimension : NUMBER;
}

/** Whether a figure is in the unit of its indicator. */
function isAmount({ measure, counterpart }: Extract<Term, { kind: 'figure' }>): boolean {
  return (
    measure === 'level' ||
    measure === 'change' ||
    measure === 'lower' ||
    measure === 'upper' ||
    (counterpart?.kind === 'subtrahend' && counterpart.of === 'level')
  );
}

/** The unit of a percentage: of a level in %, or of a rate, but not of a multiple. */
function unitOfTerm(term: Term): Unit | undefined {
  if (term.kind === 'constant') return term.constant.unit;
  if (isAmount(term)) return rateUnit(term.indicator.unit);
  return term.measure === 'ratio' ? undefined : builtinUnit('%');
}

/** The unit of a number in % or pp; none of any other, which a pure number may come to as well. */
function rateUnit(unit: Unit | undefined): Unit | undefined {
  return unit?.code === '%' || unit?.code === 'pp' ? unit : undefined;
}

/** The unit to show sides in that are compared with a number in it; plain numbers and counts have none. */
export function writtenUnit(unit: Unit | undefined): Unit | undefined {
  return unit && unit.dimension.size > 0 && unit.code !== 'count' ? unit : rateUnit(unit);
}
