import { expect, test } from 'vitest';
import { whyNotSummed } from '../../src/chart/addable.ts';
import { filesOf, loadFiles } from '../assay/world.ts';

const { dataset } = await loadFiles(
  filesOf({
    indicators: {
      rides: 'count flow',
      'rides.members': 'count flow',
      taxis: 'count flow',
      council: 'count flow',
      quota: '% ratio',
    },
    releases: { office: '  rides: [{level: 10}]' },
  }),
);
const indicatorOf = (id: string) => {
  const found = dataset.indicators.get(id);
  if (!found) throw new Error(id);
  return id === 'council' ? { ...found, variantOf: 'rides' } : found;
};

test.each([
  ['rides', 'taxis', true],
  ['rides.members', 'taxis', true],
  ['rides', 'rides.members', false],
  // the council counts the same rides
  ['rides', 'council', false],
  ['council', 'rides.members', false],
  ['rides', 'quota', false],
])('%s and %s are added: %s', (one, other, isAdded) => {
  expect(whyNotSummed(indicatorOf(one), indicatorOf(other)) === undefined).toBe(isAdded);
  expect(whyNotSummed(indicatorOf(other), indicatorOf(one)) === undefined).toBe(isAdded);
});

test('what relations say is in another is not added to it', () => {
  const wholes = new Map([['taxis', ['rides']]]);
  expect(whyNotSummed(indicatorOf('rides'), indicatorOf('taxis'), wholes)).toBeDefined();
});
