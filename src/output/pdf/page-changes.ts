import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';
import type { Plan } from './page-plan.ts';

/**
 * Draws the chart of an exhibit at a height in CSS pixels; returns its SVG element for a page, undefined where it
 * cannot be read at that height.
 */
export type RedrawChart = (exhibit: string, height: number) => Promise<string | undefined>;

/** A chart, by the id of its exhibit, at a height in CSS pixels. */
export type ChartAt = readonly [exhibit: string, height: number];

/** Changes of the charts and spaces of a page, with all that resulted from them. */
export class PageChanges {
  /** The charts that were asked for, in order, and whether one of them could not be read at its height. */
  readonly asked: ChartAt[] = [];
  hasRefused = false;
  /** The heights at which charts were drawn last, by their exhibits. */
  readonly heights = new Map<string, number>();
  /** What the spaces of blocks were multiplied with last, by the ids of the blocks. */
  readonly air = new Map<string, number>();
  readonly #page: Page;
  readonly #redraw: RedrawChart;

  constructor(page: Page, redraw: RedrawChart) {
    this.#page = page;
    this.#redraw = redraw;
  }

  /** Draws charts; returns those that can be read at their heights. */
  async draw(charts: readonly ChartAt[]): Promise<readonly (readonly [exhibit: string, svg: string])[]> {
    this.asked.push(...charts);
    const drawn = await Promise.all(
      charts.map(async ([exhibit, height]) => ({ exhibit, height, svg: await this.#redraw(exhibit, height) })),
    );
    return drawn.flatMap(({ exhibit, height, svg }) => {
      if (svg === undefined) {
        this.hasRefused = true;
        return [];
      }
      this.heights.set(exhibit, height);
      return [[exhibit, svg]] as const;
    });
  }

  /** Draws charts at other heights, where they can be read so, and sets the spaces of blocks. */
  async make({ heights, air }: Pick<Plan, 'heights' | 'air'>): Promise<void> {
    if (heights.size + air.size === 0) return;
    const charts = await this.draw([...heights]);
    for (const [id, factor] of air) this.air.set(id, factor);
    await inPage(
      this.#page,
      ({ document }, charts, air) => {
        for (const [exhibit, svg] of charts) {
          const chart = document.getElementById(exhibit)?.querySelector('[data-heights]');
          if (!chart) throw new Error(`no chart in ${exhibit}`);
          chart.innerHTML = svg;
        }
        for (const [id, factor] of air) document.getElementById(id)?.style.setProperty('--air', String(factor));
      },
      charts,
      [...air],
    );
  }
}
