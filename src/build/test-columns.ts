import { testsFinder } from '../assay/figure-tests.ts';
import type { ShownTests } from '../assay/results.ts';
import type { Observation } from '../dataset/model.ts';
import { type Column, textColumn } from '../dataset/table.ts';

const STANDINGS = ['accused', 'touched', 'disputed', 'compatible', 'undecided', 'untested'];

/** Columns on the tests of a statement in `observations.csv` of an edition. */
export function testColumns(result: ShownTests): readonly Column<Observation>[] {
  const find = testsFinder(result);
  const names = (list: readonly string[] | undefined): string | undefined => list?.join('; ');
  return [
    textColumn(
      'standing',
      'accused: every explanation of the contradictions changes it; touched: a hard relation contradicts it; disputed: only soft relations or another source do',
      (observation) => find(observation)?.standing,
      { enum: STANDINGS },
    ),
    textColumn('failed', 'Relations that contradict it, separated by semicolons', (observation) =>
      names(find(observation)?.failed),
    ),
    textColumn('excepted', 'Relations that contradict it with an exception, separated by semicolons', (observation) =>
      names(find(observation)?.excepted),
    ),
  ];
}
