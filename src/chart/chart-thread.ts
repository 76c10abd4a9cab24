import { serialize } from 'node:v8';
import { type Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import type { Memory } from '../core/machine/memory.ts';
import { openThread, type Thread, threadScript } from '../core/machine/thread.ts';
import type { BoundChart, RenderedChart } from './chart-model.ts';
import { renderChart } from './chart-rendering.ts';
import type { Theme } from './theme.ts';
import { lackingCharacters } from './typeset.ts';

/** What the thread that draws is asked for: a chart without its values, which are no plain data. */
export interface DrawQuestion {
  readonly bound: BoundChart;
  readonly theme: Theme;
}

/** The chart that the thread drew, and what is wrong with it. */
export interface DrawAnswer {
  readonly chart: RenderedChart | undefined;
  readonly all: readonly Diagnostic[];
}

/** What the same thread, which has the fonts, is asked for too: which characters no font has. */
export type LackingQuestion = Parameters<typeof lackingCharacters>;

/** Where charts are drawn. */
export interface Studio {
  /** Draws a chart as `renderChart` does. */
  draw(bound: BoundChart, theme: Theme, diagnostics: Diagnostics): Promise<RenderedChart | undefined>;
  /** Answers as `lackingCharacters` does. */
  lacking: typeof lackingCharacters;
  close(): Promise<void>;
}

/**
 * Opens a thread that loads what draws charts at once, beside whatever else is going on, and draws them there. From
 * source, charts are drawn where they are asked for.
 */
export function openStudio(): Studio {
  const script = threadScript('chart-worker');
  return script === undefined
    ? { draw: renderChart, lacking: lackingCharacters, close: async () => undefined }
    : threadStudio(openThread<DrawQuestion | LackingQuestion, DrawAnswer | string[]>(script));
}

function threadStudio(thread: Thread<DrawQuestion | LackingQuestion, DrawAnswer | string[]>): Studio {
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

/** Draws in another studio, but not what `known` holds: a chart of the same specification, rows, words and theme. */
export function rememberingStudio(studio: Studio, known: Memory<DrawnBefore>): Studio {
  return {
    ...studio,
    async draw(bound, theme, diagnostics) {
      const { values } = bound;
      const key = sha256(serialize({ bound: { ...bound, values: [] }, theme }));
      const drawn = known.get(key) ?? known.set(key, await drawApart(studio, bound, theme));
      diagnostics.include(drawn.problems);
      return drawn.chart && { ...drawn.chart, values };
    },
  };
}

/** A chart that was drawn, and what was found wrong with it. */
export interface DrawnBefore {
  readonly chart: RenderedChart | undefined;
  readonly problems: Diagnostics;
}

async function drawApart(studio: Studio, bound: BoundChart, theme: Theme): Promise<DrawnBefore> {
  const problems = new Diagnostics();
  return { chart: await studio.draw(bound, theme, problems), problems };
}
