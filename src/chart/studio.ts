import path from 'node:path';
import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { type Diagnostic, Diagnostics } from '../core/diagnostic.ts';
import type { Memory } from '../core/memory.ts';
import { programFolder } from '../core/package.ts';
import { sha256 } from '../core/hash.ts';
import type { BoundChart, RenderedChart } from './model.ts';
import { renderChart } from './render.ts';
import type { Theme } from './theme.ts';

/** What is asked of the thread that draws, and what it answers; values stay behind, for they are no plain data. */
export interface DrawRequest {
  readonly id: number;
  readonly bound: BoundChart;
  readonly theme: Theme;
}
export interface DrawAnswer {
  readonly id: number;
  readonly chart: RenderedChart | undefined;
  /** What is wrong with the chart. */
  readonly all: readonly Diagnostic[];
}

/** Where charts are drawn. */
export interface Studio {
  /** Draws a chart as `renderChart` does. */
  draw(bound: BoundChart, theme: Theme, diagnostics: Diagnostics): Promise<RenderedChart | undefined>;
  close(): Promise<void>;
}

/**
 * Opens a thread that loads what draws charts at once, beside whatever else is going on, and draws them there. Source
 * that is not bundled cannot be run by a thread of its own: there charts are drawn where they are asked for.
 */
export function openStudio(): Studio {
  const isBundled = !import.meta.url.endsWith('.ts');
  return isBundled
    ? threadStudio(path.join(programFolder(), 'dist/chart-worker.js'))
    : { draw: renderChart, close: async () => undefined };
}

function threadStudio(script: string): Studio {
  const worker = new Worker(script);
  const waiting = new Map<number, { resolve: (answer: DrawAnswer) => void; reject: (error: unknown) => void }>();
  worker.on('message', (answer: DrawAnswer) => {
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
  });
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error);
  });
  let requests = 0;
  return {
    async draw(bound, theme, diagnostics) {
      const id = (requests += 1);
      const answer = await new Promise<DrawAnswer>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, bound: { ...bound, values: [] }, theme } satisfies DrawRequest);
      });
      diagnostics.include(answer);
      return answer.chart && { ...answer.chart, values: bound.values };
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** Draws in another studio, but not what `known` holds: a chart of the same specification, rows, words and theme. */
export function rememberingStudio(studio: Studio, known: Memory<DrawnBefore>): Studio {
  return {
    async draw(bound, theme, diagnostics) {
      const { values } = bound;
      const key = sha256(serialize({ bound: { ...bound, values: [] }, theme }));
      const drawn = known.get(key) ?? known.set(key, await drawApart(studio, bound, theme));
      diagnostics.include(drawn.problems);
      return drawn.chart && { ...drawn.chart, values };
    },
    close: () => studio.close(),
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
