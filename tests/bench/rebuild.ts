/**
 * How much longer a brief takes to be printed again after one word of its template has changed than the same PDF takes to
 * be printed once more, warm, in the same browser, with its texts ready-made and what resulted from earlier drafts: medians of
 * wall time, and of this process's processor time, in milliseconds, as JSON. `node rebuild.js ROOT BRIEF
 * RUNS`; ROOT holds one edition of the brief, and its template is written to.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import { memoryCache } from '../../src/pipeline/build-cache.ts';
import { startServices } from '../../src/pipeline/build-services.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { runBuild } from '../../src/pipeline/schedule.ts';
import { printPaper, renderTexts } from '../../src/pipeline/edition-rendering.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { attachmentsOf } from '../../src/pipeline/pdf-attachments.ts';
import { cachingCharts } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Snapshot } from '../../src/core/machine/snapshot.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { median } from './median.ts';

const [root = '', brief = '', runs = '15'] = process.argv.slice(2);
const template = path.join(root, 'templates', brief, 'brief.md.hbs');
const original = readFileSync(template, 'utf8');
const environment = process.env;
const workspace = new Workspace(root);
const services = startServices(environment);
const cache = memoryCache();

async function rebuild(word: string): Promise<void> {
  writeFileSync(template, `${original}\n\nThe last word is ${word}.\n`);
  const diagnostics = new Diagnostics();
  const options = { environment, cache, snapshot: new Snapshot(root) };
  const result = await runBuild(services, workspace, [brief], options, diagnostics);
  if (!result) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
}

/** What prints the PDF of the last rebuild again. */
async function printing(): Promise<() => Promise<unknown>> {
  const diagnostics = new Diagnostics();
  const [source] = await selectEditions(new Snapshot(root), [brief], diagnostics, { known: cache.datasets });
  if (!source) throw new Error('no edition to print');
  const drawn = drawCharts(source, cachingCharts(services.charts, cache.charts), diagnostics);
  const composition = await composeEdition(source, drawn, diagnostics);
  const attached = attachmentsOf(source, await renderTexts(composition));
  const { browser } = services;
  const drafts = cache.drafts(source.locale);
  const options = { browser, environment, drafts, attachments: async () => attached };
  return () => printPaper(composition, 'A4', options, new Diagnostics());
}

/** Milliseconds. */
export interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

async function timed(work: () => Promise<unknown>): Promise<Spent> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

function medians(all: readonly Spent[]): Spent {
  return { wall: median(all.map(({ wall }) => wall)), cpu: median(all.map(({ cpu }) => cpu)) };
}

await rebuild('zero');
const print = await printing();
const prints: Spent[] = [];
const rebuilds: Spent[] = [];
for (let run = 0; run < Number(runs) + 2; run += 1) {
  const printed = await timed(print);
  const rebuilt = await timed(() => rebuild('x'.repeat(run + 1)));
  // The first rounds warm up, and are not counted.
  if (run < 2) continue;
  prints.push(printed);
  rebuilds.push(rebuilt);
}
await services.close();
console.log(JSON.stringify({ print: medians(prints), rebuild: medians(rebuilds) }));
