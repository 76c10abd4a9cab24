import { parentPort } from 'node:worker_threads';
import { Diagnostics } from '../core/diagnostic.ts';
import { loadTools, renderChart } from './render.ts';
import type { DrawAnswer, DrawRequest } from './studio.ts';

// What draws takes long to load, so it is loaded before the first chart is asked for.
void loadTools('en');

parentPort?.on('message', ({ id, bound, theme }: DrawRequest) => {
  const diagnostics = new Diagnostics();
  void renderChart(bound, theme, diagnostics).then((chart) =>
    parentPort?.postMessage({ id, chart, all: diagnostics.all } satisfies DrawAnswer),
  );
});
