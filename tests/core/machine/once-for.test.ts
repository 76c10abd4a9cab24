import { expect, test } from 'vitest';
import { onceFor } from '../../../src/core/machine/cache.ts';

test('a result is computed once per key, also one that is undefined, for objects and for what is equal', () => {
  const asked: unknown[] = [];
  const find = onceFor((given: object | string): string | undefined => {
    asked.push(given);
    return typeof given === 'string' ? given.at(9) : undefined;
  });
  const [one, other] = [{}, {}];
  for (const given of [one, 'copper', other, 'copper', one, 'lead', other]) expect(find(given)).toBeUndefined();
  expect(asked).toEqual([one, 'copper', other, 'lead']);
});

test('with a key, what has the same key is the same', () => {
  const double = onceFor(
    ({ amount }: { readonly amount: number; readonly name: string }) => [amount * 2],
    ({ name }) => name,
  );
  const first = double({ amount: 2, name: 'lead' });
  expect(double({ amount: 3, name: 'lead' })).toBe(first);
  expect(double({ amount: 3, name: 'zinc' })).toEqual([6]);
});
