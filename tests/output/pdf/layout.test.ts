import { expect, test } from 'vitest';
import { firstMoved, type Layout } from '../../../src/output/pdf/layout.ts';

function layout(pages: Readonly<Record<string, number>>): Layout {
  const places = new Map(Object.entries(pages).map(([id, page]) => [id, { page, below: 1 }]));
  return { places, pages: 9, height: 800 };
}

test('the first page that a second print fills otherwise', () => {
  const before = layout({ output: 2, trade: 3, terms: 5, sources: 6 });
  expect(firstMoved(before, layout({ output: 2, trade: 3, terms: 5, sources: 6 }))).toBeUndefined();
  expect(firstMoved(before, layout({ output: 2, trade: 3, terms: 6, sources: 7 }))).toBe(5);
  // on to an earlier page, and what only the second print reports
  expect(firstMoved(before, layout({ trade: 2, unknown: 1 }))).toBe(2);
});

test('a heading that opens a page in one print alone says that the page before is filled otherwise', () => {
  const before = layout({ output: 2, terms: 5 });
  const pushed = (id: string): Layout => {
    const after = layout({ output: 2, terms: 5 });
    return { ...after, places: new Map([...after.places, [id, { page: id === 'terms' ? 5 : 2, below: 0.9 }]]) };
  };
  expect(firstMoved(before, pushed('terms'))).toBe(4);
  expect(firstMoved(pushed('output'), before)).toBe(1);
});
