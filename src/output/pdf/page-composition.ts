import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { type Layout, layoutOf } from './layout.ts';
import {
  type Extent,
  findExtents,
  findMargins,
  measureBlocks,
  type NamedBlock,
  type PageBlock,
} from './page-blocks.ts';
import type { PageChanges } from './page-changes.ts';
import { extentOf, planPages, type TriedPages } from './page-plan.ts';
import { printDraft } from './page-print.ts';
import { type Run, runsOf, sheetsOf } from './page-sheets.ts';

/** A page that is emptier than it should be. */
export interface PageFoot {
  /** Counted from 1. */
  readonly page: number;
  /** What is empty at its foot, in millimetres. */
  readonly empty: number;
  /** Its text, in millimetres, where it is the last page of its part and holds only a few lines. */
  readonly only?: number;
  /** Ids of its blocks that have one of their own, top to bottom. */
  readonly blocks: readonly string[];
  /** Whether it has charts that could be higher. */
  readonly charts: boolean;
}

/** Composed pages. */
export interface ComposedPages {
  readonly layout: Layout;
  readonly feet: readonly PageFoot[];
  /** Shares what is left of the pages again, but not that of some, which held less than was worked out. */
  readonly refill: (unfilled: ReadonlySet<number>) => Promise<readonly PageFoot[]>;
  /** Gives charts and spaces back what they had before. */
  readonly undo: () => Promise<void>;
}

/** Drafts in which charts give height to what follows them. */
const ROUNDS = 5;

/** The part of the paper that may be empty at the foot of a page. */
const EMPTY_PART = 0.1;

/** A page with less than five lines, in CSS pixels. */
const FIVE_LINES = 110;

const PIXELS_PER_MILLIMETRE = 96 / 25.4;

/** A draft, and the blocks of the page that was printed. */
export interface Draft {
  readonly layout: Layout;
  readonly named: readonly NamedBlock[];
  readonly blocks: readonly PageBlock[];
}

/**
 * Shares what is left of the pages of a draft among their charts and the spaces between blocks, and prints further drafts
 * where that moves something to another page. `annex` is the id of the heading with which the annex begins.
 */
export async function composePages(
  page: Page,
  draft: Draft,
  annex: string | undefined,
  changes: PageChanges,
): Promise<ComposedPages> {
  const margins = await findMargins(page);
  let { layout, blocks } = draft;
  const charts = blocks.flatMap(({ rows }) => rows.flat());
  const before = new Map(charts.map(({ exhibit, height }) => [exhibit, height]));
  const undo = async (): Promise<void> => {
    await changes.make({ heights: before, air: new Map(blocks.map(({ id }) => [id, 1])) });
  };
  let tried: TriedPages = new Map();
  const air = new Map(blocks.map(({ id }) => [id, 1]));
  for (let round = 1; ; round += 1) {
    const sheets = sheetsOf(blocks, layout, margins);
    const runs = runsOf(sheets, blocks, annex === undefined ? undefined : layout.places.get(annex)?.page);
    const planning = { isFirst: round === 1, mayPull: round < ROUNDS, tried, unfilled: new Set<number>() };
    const plan = planPages(runs, blocks, planning);
    await changes.make(plan);
    if (!plan.moves) {
      const [{ height }, drafted] = [layout, blocks];
      const feetNow = async (): Promise<PageFoot[]> =>
        emptyFeet(runs, drafted, await findExtents(page, drafted), height);
      const refill: ComposedPages['refill'] = async (unfilled) => {
        const again = planPages(runs, drafted, { ...planning, unfilled });
        const heights = drafted.flatMap(({ rows }) => rows.flat()).map((each) => [each.exhibit, each.height] as const);
        const changed = { heights: new Map([...heights, ...again.heights]), air: new Map([...air, ...again.air]) };
        await changes.make(changed);
        return feetNow();
      };
      return { layout, feet: await feetNow(), refill, undo };
    }
    blocks = await measureBlocks(page, draft.named);
    for (const [id, factor] of plan.air) air.set(id, factor);
    ({ tried } = plan);
    layout = layoutOf(await printDraft(page));
  }
}

/** The pages that are too empty, after charts have changed their heights. */
function emptyFeet(
  runs: readonly Run[],
  blocks: readonly PageBlock[],
  then: readonly Extent[],
  paper: number,
): PageFoot[] {
  return runs.flatMap(({ sheets, endsPart }) =>
    sheets.flatMap((sheet, at): PageFoot[] => {
      const { first, end, page, room } = sheet;
      const grown =
        extentOf(then.slice(first, end), (block) => block) - extentOf(blocks.slice(first, end), (block) => block);
      const left = sheet.left - grown;
      const isEnd = endsPart && at === sheets.length - 1;
      const isTooEmpty = isEnd ? at > 0 && room - left < FIVE_LINES : left > EMPTY_PART * paper;
      if (!isTooEmpty) return [];
      const shown = blocks.slice(first, end);
      const own = shown.flatMap(({ id }) => (id.startsWith('_') ? [] : [id]));
      const charts = shown.some(({ rows }) => rows.length > 0);
      const only = isEnd ? { only: millimetres(room - left) } : {};
      return [{ page, empty: millimetres(left), ...only, blocks: own, charts }];
    }),
  );
}

function millimetres(pixels: number): number {
  return Math.round(pixels / PIXELS_PER_MILLIMETRE);
}
