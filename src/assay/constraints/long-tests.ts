import type { Arithmetic } from '../intervals/arithmetic.ts';
import type { Test } from './constraint.ts';
import { type Expression, operandsOf } from '../relations/expression.ts';
import { naturalRange, type Ranges } from '../intervals/range.ts';
import { ROUGH, type RoughRange } from '../intervals/rough-arithmetic.ts';
import { roughlyUnder } from './tested.ts';

/** Tests of very many figures: what a few changes do to one follows from what it comes to without them. */
export class LongTests {
  readonly #before: Ranges<RoughRange>;
  readonly #evaluated = new Map<Test, Evaluated<RoughRange>>();

  constructor(before: Ranges) {
    this.#before = (index) => ROUGH.exactly(before(index));
  }

  /** What tests come to after some figures have changed, given the ranges of all. */
  roughlyAfter(changed: readonly number[], ranges: Ranges): (test: Test) => RoughRange {
    const [rough, whole] = [(index: number) => ROUGH.exactly(ranges(index)), roughlyUnder(ranges)];
    return (test) => (test.repeated.length > 0 ? whole(test) : this.#of(test).rangeAfter(changed, rough));
  }

  #of(test: Test): Evaluated<RoughRange> {
    let found = this.#evaluated.get(test);
    if (!found) {
      found = new Evaluated(ROUGH, test.difference, this.#before);
      this.#evaluated.set(test, found);
    }
    return found;
  }
}

/** A part of an expression, numbered so that what it is made from comes before it. */
interface Part<R> {
  readonly expression: Expression;
  /** Numbers of what it is made from; −1 if there is none. */
  readonly first: number;
  readonly second: number;
  /** The part that is made from it; −1 of the whole. */
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
  /** Whether each part is to be worked out again. */
  readonly #isTouched: boolean[] = [];

  constructor(arithmetic: Arithmetic<R>, expression: Expression, ranges: Ranges<R>) {
    this.#arithmetic = arithmetic;
    this.#add(expression, ranges);
  }

  /** The range after some variables have changed, given the ranges of all. */
  rangeAfter(changed: Iterable<number>, ranges: Ranges<R>): R {
    for (const variable of changed) {
      for (let at of this.#places.get(variable) ?? []) {
        for (; at >= 0 && !this.#isTouched[at]; at = this.#partAt(at).parent) this.#isTouched[at] = true;
      }
    }
    return this.#valueAgain(this.#parts.length - 1, ranges);
  }

  /** The range of a part; it and what it is made from are untouched from then on. */
  #valueAgain(at: number, ranges: Ranges<R>): R {
    const { expression, first, second, range } = this.#partAt(at);
    if (!this.#isTouched[at]) return range;
    this.#isTouched[at] = false;
    const left = first < 0 ? undefined : this.#valueAgain(first, ranges);
    return this.#combined(expression, left, second < 0 ? undefined : this.#valueAgain(second, ranges), ranges);
  }

  #add(expression: Expression, ranges: Ranges<R>): number {
    const [first = -1, second = -1] = operandsOf(expression).map((operand) => this.#add(operand, ranges));
    const range = this.#combined(expression, this.#parts[first]?.range, this.#parts[second]?.range, ranges);
    const at = this.#parts.push({ expression, first, second, parent: -1, range }) - 1;
    this.#isTouched.push(false);
    for (const operand of [first, second]) if (operand >= 0) this.#partAt(operand).parent = at;
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
      case 'add':
      case 'divide':
      case 'max':
      case 'min':
      case 'multiply':
      case 'subtract':
        return second === undefined ? first : arithmetic.combine(expression.op, first, second);
    }
  }

  #partAt(at: number): Part<R> {
    const part = this.#parts[at];
    if (!part) throw new RangeError(`no part ${at}`);
    return part;
  }
}
