import type { Test } from './constraint.ts';
import { Evaluated } from './evaluated.ts';
import type { Ranges } from './range.ts';
import { ROUGH, type RoughRange } from './rough-arithmetic.ts';
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
