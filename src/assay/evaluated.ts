import type { Arithmetic } from './arithmetic.ts';
import { type Expression, operandsOf } from './expression.ts';
import { naturalRange, type Ranges } from './range.ts';

/** A part of an expression, numbered so that what it is made from comes before it. */
interface Part<R> {
  readonly expression: Expression;
  /** Numbers of what it is made from. */
  readonly operands: readonly number[];
  /** The part that is made from it; none of the whole. */
  parent: number;
  readonly range: R;
}

/**
 * An expression with the range of each of its parts. Its range after a few variables have changed follows from the parts
 * that these stand in: of a sum of many addends as a tree, in few steps.
 */
export class Evaluated<R> {
  readonly #arithmetic: Arithmetic<R>;
  readonly #parts: Part<R>[] = [];
  /** The parts that are a variable. */
  readonly #places = new Map<number, number[]>();
  /** The ranges of parts that are being worked out anew. */
  readonly #fresh: (R | undefined)[] = [];

  constructor(arithmetic: Arithmetic<R>, expression: Expression, ranges: Ranges<R>) {
    this.#arithmetic = arithmetic;
    this.#add(expression, ranges);
  }

  /** The range after some variables have changed, given the ranges of all. */
  rangeAfter(changed: Iterable<number>, ranges: Ranges<R>): R {
    const [touched, fresh, last] = [[] as number[], this.#fresh, this.#parts.length - 1];
    for (const variable of changed) {
      for (let at of this.#places.get(variable) ?? []) {
        for (; at >= 0 && fresh[at] === undefined; at = this.#partAt(at).parent) {
          touched.push(at);
          fresh[at] = this.#partAt(at).range;
        }
      }
    }
    for (const at of touched.sort((a, b) => a - b)) {
      const { expression, operands: [first = -1, second = -1] } = this.#partAt(at);
      fresh[at] = this.#combined(expression, this.#rangeOf(first), this.#rangeOf(second), ranges);
    }
    const found = this.#rangeOf(last);
    for (const at of touched) fresh[at] = undefined;
    if (found === undefined) throw new RangeError('an expression without a part');
    return found;
  }

  #rangeOf(at: number): R | undefined {
    return this.#fresh[at] ?? this.#parts[at]?.range;
  }

  #add(expression: Expression, ranges: Ranges<R>): number {
    const operands = operandsOf(expression).map((operand) => this.#add(operand, ranges));
    const [first = -1, second = -1] = operands;
    const range = this.#combined(expression, this.#rangeOf(first), this.#rangeOf(second), ranges);
    const at = this.#parts.push({ expression, operands, parent: -1, range }) - 1;
    for (const operand of operands) this.#partAt(operand).parent = at;
    if (expression.op === 'variable') {
      this.#places.set(expression.index, [...(this.#places.get(expression.index) ?? []), at]);
    }
    return at;
  }

  #combined(expression: Expression, first: R | undefined, second: R | undefined, ranges: Ranges<R>): R {
    const arithmetic = this.#arithmetic;
    if (first === undefined) return naturalRange(arithmetic, expression, ranges);
    switch (expression.op) {
      case 'negate':
        return arithmetic.negate(first);
      case 'power':
      case 'root':
        return arithmetic.raise(expression.op, first, expression.n);
      case 'variable':
      case 'exactly':
        return first;
      default:
        return second === undefined ? first : arithmetic.combine(expression.op, first, second);
    }
  }

  #partAt(at: number): Part<R> {
    const part = this.#parts[at];
    if (!part) throw new RangeError(`no part ${at}`);
    return part;
  }
}
