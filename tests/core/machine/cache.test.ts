import { expect, test } from 'vitest';
import { Cache } from '../../../src/core/machine/cache.ts';

test('a cache drops what was not read between two clearings', () => {
  const cache = new Cache<object>();
  const [kept, idle] = [{}, {}];
  expect(cache.set('kept', kept)).toBe(kept);
  cache.set('idle', idle);
  cache.forgetUnused();
  expect(cache.get('kept')).toBe(kept);
  cache.forgetUnused();
  expect([cache.get('kept'), cache.get('idle')]).toEqual([kept, undefined]);
});
