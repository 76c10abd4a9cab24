import { expect, test } from 'vitest';
import { ALL_KINDS } from '../../src/assay/slips/kinds.ts';
import { SLIP_KINDS } from '../../src/dataset/slip-kinds.ts';

test('every kind of slip whose cost a dataset may set has one row of costs', () => {
  const names = ALL_KINDS.flatMap(({ rows }) => rows.flatMap((row) => row.names));
  expect(names.toSorted()).toEqual(SLIP_KINDS.toSorted());
});
