import { parentPort } from 'node:worker_threads';
import { Diagnostics } from '../core/diagnostic.ts';
import { loadTools, renderChart } from './render.ts';
import type { DrawAnswer, DrawRequest } from './studio.ts';

/** The thread that draws charts: one after another, in the order in which they are asked for. */
let turn: Promise<unknown> = loadTools('en');

parentPort?.on('message', ({ id, bound, theme }: DrawRequest) => {
  turn = turn.then(async () => {
    const diagnostics = new Diagnostics();
    const chart = await renderChart(bound, theme, diagnostics);
    parentPort?.postMessage({ id, chart, all: diagnostics.all } satisfies DrawAnswer);
  });
});
