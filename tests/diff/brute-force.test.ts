import { expect, test } from 'vitest';
import { compareRandomStates } from './random-states.ts';

test('after random edits just the blocks and sentences are named that the printed pages show otherwise', async () => {
  const { compared, differing, faults } = await compareRandomStates(20, 3);
  expect(faults).toEqual([]);
  expect(compared).toBe(20);
  // Otherwise the edits would show nothing.
  expect(differing).toBeGreaterThan(10);
}, 60_000);
