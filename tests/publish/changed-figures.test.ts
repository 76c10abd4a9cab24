import { expect, test } from 'vitest';
import { changedFigures } from '../../src/publish/changed-figures.ts';

const EDITION = 'Edition 2025-10, published on 20 November 2025';
const FIGURES = [
  { address: 'rides:growth@2025-M10', text: '−0.1%' },
  { address: 'rides:growth@2025-M10', text: '0.1%' },
  { address: 'rides@2025-M10', text: '268,400' },
  { address: 'bikes@2025-M10', text: '1,450' },
];

/** What is reported of a change, `address: before → after`. */
function told(before: string, after: string, edition = EDITION): string[] {
  const page = (text: string): string => `${text}\n\n${edition}`;
  return changedFigures(page(before), `${after}\n\n${EDITION}`, { figures: FIGURES, edition: EDITION }).map(
    (change) => `${change.address ?? ''}: ${change.before} → ${change.after}`,
  );
}

test('a figure keeps its sign and its per cent', () => {
  expect(told('Rides: +1.1%.', 'Rides: −0.1%.')).toEqual(['rides:growth@2025-M10: +1.1% → −0.1%']);
});

test('where the words around a figure change, the sentence is reported, because a word may be its sign', () => {
  expect(told('Last month. Rides rose by as much as 1.1%.', 'Last month. Rides fell by as much as 0.1%.')).toEqual([
    ': Rides rose by as much as 1.1%. → Rides fell by as much as 0.1%.',
  ]);
});

test('figures of another edition are of other months, and no changes', () => {
  const earlier = EDITION.replace('2025-10', '2025-09');
  expect(told('There were 272,100 rides.', 'There were 268,400 rides.', earlier)).toEqual([]);
  // ends of lines are not words
  expect(told('There were 272,100 rides.\r\n', 'There were 268,400 rides.\n')).toEqual([
    'rides@2025-M10: 272,100 → 268,400',
  ]);
});

test('under other heads the figures of a table are others', () => {
  const table = (month: string, rides: string): string => `|  | ${month} |\n| :-- | --: |\n| Rides | ${rides} |`;
  expect(told(table('September', '272,100'), table('October', '268,400'))).toEqual([]);
  expect(told(table('2024', '272,100'), table('2025', '268,400'))).toEqual([]);
  expect(told(table('October', '272,100'), table('October', '268,400'))).toEqual(['rides@2025-M10: 272,100 → 268,400']);
});

test('what is not a figure of the page is none that changed', () => {
  expect(told('In 2024 there were 1,450.', 'In 2025 there were 1,450.')).toEqual([
    ': In 2024 there were 1,450. → In 2025 there were 1,450.',
  ]);
  expect(told('Chapter 3', 'Chapter 4 and more')).toEqual([': Chapter 3 → Chapter 4 and more']);
});
