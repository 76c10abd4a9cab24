import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blamedDeclarations } from '../../src/build/style-blame.ts';

const SHEET = {
  path: 'style.css',
  text: 'p { color: red; margin: 0 }\n@media screen { q { color: blue; padding: 1em } }\nb { color: green }',
};

/** The lines and columns of what is blamed where a page has the fault if the sheet has one of the texts. */
async function blamed(faults: readonly string[], limit?: number): Promise<number[][]> {
  const shows = async (sheet: string): Promise<boolean> => faults.some((fault) => sheet.includes(fault));
  const places = await blamedDeclarations(SHEET, shows, limit);
  return places.map(({ line, column }) => [line, column]);
}

test('the declaration that causes a fault is found, wherever it stands', async () => {
  expect(await blamed(['color: red'])).toEqual([[1, 5]]);
  expect(await blamed(['padding: 1em'])).toEqual([[2, 34]]);
  expect(await blamed(['color: green'])).toEqual([[3, 5]]);
});

test('several causes are found, up to a limit, and none is a fault of the page itself', async () => {
  expect(await blamed(['color: red', 'color: green'])).toEqual([
    [1, 5],
    [3, 5],
  ]);
  expect(await blamed(['color'], 2)).toEqual([
    [1, 5],
    [2, 21],
  ]);
  expect(await blamed([''])).toEqual([]);
});

test('a hundred declarations need about seven looks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(99), async (fault) => {
      const text = Array.from({ length: 100 }, (_, index) => `p{--p-${index}-:0}`).join('\n');
      let looks = 0;
      const places = await blamedDeclarations({ path: 'style.css', text }, async (sheet) => {
        looks += 1;
        return sheet.includes(`--p-${fault}-`);
      });
      expect(places.map(({ line }) => line)).toEqual([fault + 1]);
      expect(looks).toBeLessThanOrEqual(9);
    }),
    { numRuns: 20 },
  );
});
