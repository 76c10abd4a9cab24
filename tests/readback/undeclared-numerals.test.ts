import { expect, test } from 'vitest';
import { undeclaredNumerals } from '../../src/readback/undeclared-numerals.ts';

test.each([
  ['built in 1999', ['1990..1999'], []],
  ['built in 1999 or 2000', ['1990..1999'], ['2000']],
  ['42 boats', ['42 boats'], []],
  ['142 boats, 42 boatswains, 4.42 boats', ['42 boats'], ['142', '42', '4.42']],
  ['Report 77', ['Report 7'], ['77']],
  ['CO2 is H2O-free at −5', ['H2O', '5'], ['2', '-5']],
])('of "%s" %j declares all but %j', (text, declared, left) => {
  expect(undeclaredNumerals(text, declared).map(({ digits }) => digits)).toEqual(left);
});
