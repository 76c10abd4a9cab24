import { expect, test } from 'vitest';
import { compareRandomStates } from './random-states.ts';
import { LONG } from '../long.ts';

test(
  'after random edits just the blocks and sentences are named that the printed pages show otherwise',
  LONG,
  async () => {
    const { compared, differing, faults } = await compareRandomStates(8, 3);
    expect(faults).toEqual([]);
    expect(compared).toBe(8);
    // Otherwise the edits would show nothing.
    expect(differing).toBeGreaterThan(4);
  },
);
