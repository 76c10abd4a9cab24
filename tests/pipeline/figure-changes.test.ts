import { expect, test } from 'vitest';
import { changedFigures } from '../../src/pipeline/figure-changes.ts';

/** A figure as `brief.json` lists it. */
const FIGURE = {
  section: 'top',
  ordinal: 1,
  text: '6.1%',
  address: 'passengers:growth',
  value: '6.1',
  unit: '%',
  low: '6.05',
  high: '6.15',
  printed: '6.1%',
  standing: 'compatible',
};

function change(before: object, after: object): unknown {
  const [old, current] = [before, after].map((figure) => JSON.stringify({ values: [{ ...FIGURE, ...figure }] }));
  return changedFigures(old ?? '', current ?? '').map(({ before: was, after: is }) => [...was, '→', ...is].join(' '));
}

test.each([
  ['another text', {}, { text: '6.2%', printed: '6.2%' }, '6.1% → 6.2%'],
  ['another direction, which a word says', {}, { printed: '-6.1%' }, '6.1% → −6.1%'],
  ['the same, as a source says it in words', { printed: 'down 6.1%' }, {}, '−6.1% → 6.1%'],
  ['direction and text', { printed: '−6.1%' }, { text: '5.9%', printed: '5.9%' }, '−6.1% → 5.9%'],
  ['a correction of the sign', { printed: '-6.1%' }, { printed: '-6.1%', corrected: '6.1%' }, '−6.1% → 6.1%'],
  ['a text with its sign', { text: '−6.1%', printed: '-6.1%' }, {}, '−6.1% → 6.1%'],
  ['another interval', {}, { low: '6', high: '6.2' }, '6.1% (6.05 to 6.15 %) → 6.1% (6 to 6.2 %)'],
  ['an interval with an open end', {}, { high: undefined }, '6.1% (6.05 to 6.15 %) → 6.1% (6.05 to … %)'],
  ['its tests', {}, { standing: 'disputed' }, '→'],
])('distinguishes two prints of a figure by %s', (_, before, after, expected) => {
  expect(change(before, after)).toEqual([expected]);
});

test('says nothing of a figure that only stands elsewhere', () => {
  expect(change({}, { section: 'end', ordinal: 9, template: 'brief.md.hbs:3:1' })).toEqual([]);
});

test('cuts the ends of an interval that was worked out', () => {
  const ends = { low: '1.75315557354065797782662', high: '1.77161426762402851492', unit: 'pp', text: '1.8' };
  expect(change({ ...ends, high: '1.76' }, ends)).toEqual(['1.8 (1.75316 to 1.76 pp) → 1.8 (1.75316 to 1.77161 pp)']);
});

test('an amount that an author typed is not a figure that changed', () => {
  const typed = { ...FIGURE, address: '-1', text: '−1', printed: undefined };
  const [before, after] = [[FIGURE], [FIGURE, typed]].map((values) => JSON.stringify({ values }));
  expect(changedFigures(before ?? '', after ?? '')).toEqual([]);
});
