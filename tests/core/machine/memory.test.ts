import { expect, test } from 'vitest';
import { Memory } from '../../../src/core/machine/memory.ts';

test('a memory drops what was not asked for between two clearings', () => {
  const memory = new Memory<object>();
  const [kept, idle] = [{}, {}];
  expect(memory.set('kept', kept)).toBe(kept);
  memory.set('idle', idle);
  memory.forgetUnused();
  expect(memory.get('kept')).toBe(kept);
  memory.forgetUnused();
  expect([memory.get('kept'), memory.get('idle')]).toEqual([kept, undefined]);
});
