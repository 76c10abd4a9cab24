import { serialize } from 'node:v8';
import { type Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Cache } from '../core/machine/cache.ts';
import { sha256 } from '../core/machine/hash.ts';
import { openThread, type Thread, threadScript } from '../core/machine/thread.ts';
import type { BoundChart, RenderedChart } from './chart-model.ts';
import { renderChart } from './chart-rendering.ts';
import type { Theme } from './theme.ts';
import { lackingCharacters } from './typeset.ts';

/** The thread that draws charts, and that answers questions about the fonts, which it has loaded. */
export interface ChartThread {
  /** Draws a chart as `renderChart` does. */
  draw(bound: BoundChart, theme: Theme, diagnostics: Diagnostics): Promise<RenderedChart | undefined>;
  /** Answers as `lackingCharacters` does. */
  lacking: typeof lackingCharacters;
  close(): Promise<void>;
}

/** A chart to draw, without its values, which are no plain data. */
export interface DrawQuestion {
  readonly bound: BoundChart;
  readonly theme: Theme;
}

/** A drawn chart with what was reported. */
export interface DrawAnswer {
  readonly chart: RenderedChart | undefined;
  readonly all: readonly Diagnostic[];
}

/** A question for `lackingCharacters`. */
export type LackingQuestion = Parameters<typeof lackingCharacters>;

/** Starts the thread. When Assay runs from source, the calling thread does the work. */
export function openChartThread(): ChartThread {
  const script = threadScript('chart-worker');
  return script === undefined
    ? { draw: renderChart, lacking: lackingCharacters, close: async () => undefined }
    : chartThread(openThread<DrawQuestion | LackingQuestion, DrawAnswer | string[]>(script));
}

function chartThread(thread: Thread<DrawQuestion | LackingQuestion, DrawAnswer | string[]>): ChartThread {
  return {
    async draw(bound, theme, diagnostics) {
      const answer = (await thread.ask({ bound: { ...bound, values: [] }, theme })) as DrawAnswer;
      diagnostics.include(answer);
      return answer.chart && { ...answer.chart, values: bound.values };
    },
    lacking: async (...question) => (await thread.ask(question)) as string[],
    close: () => thread.close(),
  };
}

/** The same thread, with a cache: equal specification, rows, words and theme give the same chart. */
export function cachingCharts(charts: ChartThread, cache: Cache<DrawAnswer>): ChartThread {
  return {
    ...charts,
    async draw(bound, theme, diagnostics) {
      const { values } = bound;
      const key = sha256(serialize({ bound: { ...bound, values: [] }, theme }));
      const answer = cache.get(key) ?? cache.set(key, await drawApart(charts, bound, theme));
      diagnostics.include(answer);
      return answer.chart && { ...answer.chart, values };
    },
  };
}

async function drawApart(charts: ChartThread, bound: BoundChart, theme: Theme): Promise<DrawAnswer> {
  const diagnostics = new Diagnostics();
  return { chart: await charts.draw(bound, theme, diagnostics), all: diagnostics.all };
}
