import { describe, expect, test } from 'vitest';
import type { Layout } from '../../../src/output/pdf/layout.ts';
import type { FlexibleChart, PageBlock } from '../../../src/output/pdf/page-blocks.ts';
import { type Plan, type Planning, planPages } from '../../../src/output/pdf/page-plan.ts';
import { runsOf, sheetsOf } from '../../../src/output/pdf/page-sheets.ts';

// Paper of 1000 pixels with margins of 50: a page has room for 900, the first one too.
const MARGINS = { first: 50, top: 50, bottom: 50 };

interface Given extends Partial<Pick<PageBlock, 'startsPage' | 'keepsNext' | 'breaks' | 'isTable' | 'opening'>> {
  readonly height: number;
  /** The page on which it begins. */
  readonly on: number;
  readonly charts?: readonly Omit<FlexibleChart, 'exhibit'>[];
  /** What it takes with the least and the most space; by default always the same. */
  readonly spaces?: readonly [least: number, most: number];
}

/** The plan for blocks that stand below each other without space between them, and what each page has left. */
function planned(
  given: readonly Given[],
  annexFrom?: number,
  { mayPull = true, tried = new Map(), unfilled = new Set() }: Partial<Planning> = {},
): Plan & { readonly left: number[] } {
  let [top, tight, loose, y, page] = [0, 0, 0, 0, 1];
  const places = new Map<string, { page: number; below: number }>();
  const blocks = given.map((one, at): PageBlock => {
    const [least = one.height, most = one.height] = one.spaces ?? [];
    if (one.on > page) [page, y] = [one.on, 0];
    places.set(`b${at}`, { page, below: 1 - y / 1000 });
    const block = {
      id: `b${at}`,
      top,
      bottom: top + one.height,
      tight: { top: tight, bottom: tight + least },
      loose: { top: loose, bottom: loose + most },
      startsPage: one.startsPage ?? false,
      keepsNext: one.keepsNext ?? false,
      breaks: one.breaks ?? false,
      isTable: one.isTable ?? false,
      opening: one.opening ?? 46,
      rows: one.charts ? [one.charts.map((chart, number) => ({ exhibit: `c${at}-${number}`, ...chart }))] : [],
    };
    [top, tight, loose, y] = [top + one.height, tight + least, loose + most, y + one.height];
    return block;
  });
  const layout: Layout = { places, pages: page, height: 1000 };
  const sheets = sheetsOf(blocks, layout, MARGINS);
  const plan = planPages(runsOf(sheets, blocks, annexFrom), blocks, { isFirst: true, mayPull, tried, unfilled });
  return { ...plan, left: sheets.map(({ left }) => left) };
}

const CHAPTER: Given = { height: 100, on: 2, startsPage: true };
const chart = (height: number, least: number, most: number) => ({ height, least, most });

describe('what is left of a page', () => {
  test('stays where filling it moved something on', () => {
    const given = [{ height: 300, on: 1, charts: [chart(300, 200, 400)] }, CHAPTER];
    expect([...planned(given).heights]).toEqual([['c0-0', 400]]);
    expect([...planned(given, undefined, { unfilled: new Set([1]) }).heights]).toEqual([]);
  });

  test('is shared among its charts, by what each can give', () => {
    const charts = [
      { height: 300, on: 1, charts: [chart(300, 200, 400)] },
      { height: 300, on: 1, charts: [chart(300, 200, 600)] },
    ];
    const { left, heights, moves } = planned([{ height: 100, on: 1 }, ...charts, CHAPTER]);
    expect(left).toEqual([200, 800]);
    // 200 less the 3 pixels for rounding, as 1 : 3
    expect([...heights]).toEqual([
      ['c1-0', 349],
      ['c2-0', 447],
    ]);
    expect(moves).toBe(false);
  });

  test('is not given to a chart beyond its greatest height; then spaces grow', () => {
    const { heights, air } = planned([
      { height: 500, on: 1, spaces: [440, 650] },
      { height: 300, on: 1, charts: [chart(300, 200, 320)] },
      CHAPTER,
    ]);
    expect([...heights]).toEqual([['c1-0', 320]]);
    // 77 of the 150 pixels that spaces can grow by, so 137 of the 210 between 0.5 and 1.5
    expect([...new Set(air.values())]).toEqual([Math.floor(1000 * (0.5 + (137 / 210) * 1.0)) / 1000]);
    expect([...air.keys()]).toEqual(['b0', 'b1']);
  });

  test('stays empty where a part ends: on the last page, and before the annex', () => {
    const growing = [{ height: 300, on: 1, charts: [chart(300, 200, 600)] }];
    expect(planned(growing).heights.size).toBe(0);
    expect(planned([...growing, CHAPTER], 2).heights.size).toBe(0);
  });

  test('is given to charts side by side as to one, and makes them equally high', () => {
    const row = { height: 300, on: 1, charts: [chart(300, 200, 500), chart(260, 200, 340)] };
    const { heights } = planned([row, { height: 503, on: 1 }, CHAPTER]);
    expect([...heights]).toEqual([
      ['c0-0', 394],
      ['c0-1', 340],
    ]);
  });

  test('is less than nothing where a block goes on to the next page', () => {
    const { left, heights } = planned([
      { height: 300, on: 1, charts: [chart(300, 200, 600)] },
      { height: 900, on: 1, breaks: true },
      { height: 100, on: 3, startsPage: true },
    ]);
    expect(left[0]).toBe(-300);
    expect(heights.size).toBe(0);
  });
});

describe('what does not fit a page', () => {
  const text = { height: 300, on: 1 };
  const first = { height: 300, on: 1, charts: [chart(300, 200, 400)] };

  test('comes onto it where charts can give the height', () => {
    // 300 + 300 + 350: 50 too many
    const { heights, moves } = planned([text, first, { height: 350, on: 2, charts: [chart(350, 300, 400)] }]);
    expect(moves).toBe(true);
    expect([...heights]).toEqual([
      ['c1-0', 264],
      ['c2-0', 332],
    ]);
  });

  test('comes with the heading that announces it, and spaces give what charts cannot', () => {
    const { heights, air, moves } = planned([
      { ...text, spaces: [200, 400] },
      first,
      { height: 50, on: 2, keepsNext: true },
      { height: 400, on: 2 },
      { height: 800, on: 2 },
    ]);
    expect(moves).toBe(true);
    // 150 and 3 too many: 100 by the chart, 53 by spaces
    expect(heights.get('c1-0')).toBe(200);
    expect([...air.keys()]).toEqual(['b0', 'b1', 'b2', 'b3']);
    expect(air.get('b0')).toBeCloseTo(0.5 + ((100 - 53) / 200) * 1.0, 2);
  });

  test('stays where it is if they cannot, or may not any more, and the page is filled', () => {
    const high = { height: 500, on: 2 };
    expect(planned([text, first, high])).toMatchObject({ moves: false, heights: new Map([['c1-0', 400]]) });
    const near = { height: 350, on: 2 };
    expect(planned([text, first, near]).moves).toBe(true);
    expect(planned([text, first, near], undefined, { mayPull: false })).toMatchObject({
      moves: false,
      heights: new Map([['c1-0', 400]]),
    });
  });

  test('comes onto it with its opening only if it may be divided', () => {
    const table = { height: 700, on: 2, breaks: true };
    const full = [{ height: 560, on: 1 }, first];
    // 560 + 300 + 100 is 60 too many, and the chart can give 100
    expect(planned([...full, { ...table, opening: 100 }]).heights.get('c1-0')).toBe(237);
    expect(planned([...full, { ...table, opening: 150 }]).moves).toBe(false);
  });

  test('stays where it is if two lines of it would have fitted and its opening did not', () => {
    const table = { height: 700, on: 2, breaks: true, opening: 100 };
    expect(planned([{ height: 540, on: 1 }, first, table]).moves).toBe(false);
  });

  test('is the rest of a table that begins on the page, though what follows it stays below, but not that of a paragraph', () => {
    const [table, after] = [
      { height: 350, on: 1, breaks: true, isTable: true },
      { height: 800, on: 2 },
    ];
    // 300 + 300 + 350 is 50 too many, and the chart can give 100
    expect(planned([text, first, table, after]).heights.get('c1-0')).toBe(247);
    expect(planned([text, first, { ...table, height: 450 }, after]).moves).toBe(false);
    expect(planned([text, first, { ...table, isTable: false }, after]).moves).toBe(false);
  });

  test('is not tried again for a page that got nothing, which is filled', () => {
    const pages = [text, first, { height: 350, on: 2 }, { height: 880, on: 3 }];
    const { moves, tried } = planned(pages);
    expect(moves).toBe(true);
    // the page that begins with the first block and ends before the third
    expect([...tried]).toEqual([[0, 2]]);
    const { moves: again, heights } = planned(pages, undefined, { tried });
    expect(again).toBe(false);
    expect([...heights]).toEqual([['c1-0', 400]]);
  });

  test('is tried again for a page that got something else', () => {
    const pages = [text, first, { height: 350, on: 2 }, { height: 880, on: 3 }];
    expect(planned(pages, undefined, { tried: new Map([[0, 1]]) }).moves).toBe(true);
  });

  test('comes onto the pages before it where all of them can give the height', () => {
    // the second page has 100 too many, of which its own chart can give 50
    const { heights, moves } = planned([
      { height: 500, on: 1 },
      { height: 400, on: 1, charts: [chart(400, 300, 500)] },
      { height: 600, on: 2 },
      { height: 300, on: 2, charts: [chart(300, 250, 400)] },
      { height: 100, on: 3 },
      { height: 100, on: 4, startsPage: true },
    ]);
    expect(moves).toBe(true);
    // 100 and 3 for each page that stays, as 100 : 50
    expect([...heights]).toEqual([
      ['c1-0', 329],
      ['c3-0', 264],
    ]);
  });

  test('is all that is left of a chapter even if the page has no room left', () => {
    const { heights, moves } = planned([{ ...text, height: 600 }, first, { height: 60, on: 2 }]);
    expect(moves).toBe(true);
    expect(heights.get('c1-0')).toBe(237);
  });
});
