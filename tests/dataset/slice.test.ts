import { expect, test } from 'vitest';
import type { Dimension } from '../../src/dataset/model.ts';
import { inSlice } from '../../src/dataset/slice.ts';

const COLOURS: Dimension = { id: 'colour', members: new Map() } as unknown as Dimension;
const SIZES: Dimension = { id: 'size', members: new Map() } as unknown as Dimension;

test('a list is parted by members, and read once however many members ask', () => {
  let reads = 0;
  const made = (address: string, ...dimensions: [string, string][]) => ({
    address,
    get indicator() {
      reads += 1;
      return { dimensions: new Map(dimensions) };
    },
  });
  const list = [
    made('a', ['colour', 'red'], ['size', 'big']),
    made('b', ['colour', 'blue']),
    made('c', ['size', 'big']),
    made('d', ['colour', 'red']),
  ];
  const of = (dimension: Dimension, member: string): string[] =>
    inSlice(list, { dimension, member }).map(({ address }) => address);
  expect(of(COLOURS, 'red')).toEqual(['a', 'd']);
  expect(of(COLOURS, 'blue')).toEqual(['b']);
  for (let member = 0; member < 1000; member += 1) expect(of(COLOURS, `c${member}`)).toEqual([]);
  expect(reads).toBe(4);
  expect(of(SIZES, 'big')).toEqual(['a', 'c']);
  expect(inSlice(list, undefined)).toBe(list);
});
