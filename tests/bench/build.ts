/**
 * `npm run bench`: how much longer `assay build` takes than launching the browser and printing the final page once, all
 * as whole processes of bundled code, interleaved, in one run. There are two such floors: by Assay's own launcher,
 * which is quick, and by `puppeteer.launch`, as anybody would write it. Prints medians, both ratios, what each stage of
 * the build takes, and how busy the machine was: on a busy one, the build, which uses all cores, loses more than the
 * floors. Then, in one process, how much longer than a warm print it takes to print again what a changed word changes
 * (rebuild.ts). Builds the newest edition of the first brief in its first language, in a temporary folder.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { parse, stringify } from 'yaml';
import { BUNDLE_PLUGINS } from '../../esbuild.config.ts';
import { drawCharts } from '../../src/build/edition-charts.ts';
import { composeEdition } from '../../src/build/schedule.ts';
import { renderPage } from '../../src/build/edition-rendering.ts';
import { selectEditions } from '../../src/build/edition-selection.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { openBrowser } from '../../src/browser/browser.ts';
import { printPdf } from '../../src/output/pdf/print.ts';
import type { BriefInput } from '../../src/brief/brief-schema.ts';
import { median } from './median.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RUNS = Number(process.argv[2] ?? 15);

const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-bench-'));
const page = path.join(folder, 'page.html');
const FLOORS = ['floor', 'floor-plain'];
const REBUILD = 'rebuild';
// In the repository, so that they find the packages that are not bundled.
const floors = path.join(ROOT, 'dist/bench');
for (const name of ['data', 'templates']) cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
const BRIEF = onlyOnePage();

/** Leaves one brief that is one document, its newest edition, its first language, and A4: the floors print one page. */
function onlyOnePage(): string {
  const templates = path.join(folder, 'templates');
  let only = '';
  for (const name of readdirSync(templates).sort()) {
    const file = path.join(templates, name, 'brief.yaml');
    if (!existsSync(file)) continue;
    const yaml = parse(readFileSync(file, 'utf8'), { schema: 'failsafe' }) as BriefInput;
    if (only !== '' || yaml.for !== undefined) {
      rmSync(path.join(templates, name), { recursive: true });
      continue;
    }
    only = name;
    const cut = { ...yaml, locales: yaml.locales.slice(0, 1), editions: yaml.editions.slice(-1), paper: 'A4' };
    writeFileSync(file, stringify(cut));
  }
  return only;
}

/** The page of the first edition as it is when its contents list has page numbers. */
async function finalPage(): Promise<string> {
  const diagnostics = new Diagnostics();
  const [source] = await selectEditions(new Workspace(folder), [], diagnostics);
  if (!source) throw new Error('no edition to build');
  const drawing = drawCharts(source, openChartThread(), diagnostics);
  const composition = await composeEdition(source, drawing, diagnostics);
  const html = renderPage(composition, 'A4');
  const browser = openBrowser({ environment: process.env });
  try {
    await printPdf(browser, html, { date: new Date(0), path: page }, diagnostics);
    return await browser.use((running) => running.page.content());
  } finally {
    await browser.close();
  }
}

interface Run {
  readonly milliseconds: number;
  readonly output: string;
}

function timed(parameters: readonly string[]): Run {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${parameters.join(' ')} ended with ${status}\n${stderr}${stdout}`);
  return { milliseconds: performance.now() - start, output: stdout };
}

function stageMedians(runs: readonly Run[]): Map<string, number> {
  const stages = new Map<string, number[]>();
  for (const { output } of runs) {
    const { stages: measured } = JSON.parse(output) as { stages: { stage: string; milliseconds: number }[] };
    for (const { stage, milliseconds } of measured) stages.set(stage, [...(stages.get(stage) ?? []), milliseconds]);
  }
  return new Map([...stages].map(([stage, values]) => [stage, median(values)]));
}

writeFileSync(page, await finalPage());
await build({
  entryPoints: [...FLOORS, REBUILD].map((name) => path.join(import.meta.dirname, `${name}.ts`)),
  outdir: floors,
  bundle: true,
  format: 'esm',
  platform: 'node',
  minify: true,
  plugins: [...BUNDLE_PLUGINS],
  external: ['@sparticuz/chromium', '@expo-google-fonts/*'],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});

const runs: Run[][] = [[], [], []];
for (let run = 0; run <= RUNS; run += 1) {
  const round = FLOORS.map((name) => timed([path.join(floors, `${name}.js`), page, path.join(folder, 'floor.pdf')]));
  rmSync(path.join(folder, 'out'), { recursive: true, force: true });
  round.push(timed([path.join(ROOT, 'dist/assay.js'), 'build', '--root', folder, '--json']));
  // The first round warms the disk cache and is not counted.
  if (run > 0) for (const [index, one] of round.entries()) runs[index]?.push(one);
}

const [quick = 0, plain = 0, whole = 0] = runs.map((list) => median(list.map(({ milliseconds }) => milliseconds)));
const load = os.loadavg()[0] ?? 0;
console.log(`median of ${RUNS}, whole processes, interleaved; load ${load.toFixed(1)} on ${os.cpus().length} cores`);
console.log(`(a) print once, Assay's launcher   ${quick.toFixed(0)} ms`);
console.log(`(p) print once, puppeteer.launch   ${plain.toFixed(0)} ms`);
console.log(`(b) assay build                    ${whole.toFixed(0)} ms`);
console.log(`(b) / (a)                          ${(whole / quick).toFixed(2)}`);
console.log(`(b) / (p)                          ${(whole / plain).toFixed(2)}`);
for (const [stage, milliseconds] of stageMedians(runs[2] ?? []))
  console.log(`    ${stage.padEnd(31)}${milliseconds.toFixed(0)} ms`);
const again = timed([path.join(floors, `${REBUILD}.js`), folder, BRIEF, String(RUNS)]);
const { print, rebuild } = JSON.parse(again.output) as { print: number; rebuild: number };
console.log(`(w) print the page again, warm     ${print.toFixed(0)} ms`);
console.log(`(r) rebuild after a changed word   ${rebuild.toFixed(0)} ms`);
console.log(`(r) / (w)                          ${(rebuild / print).toFixed(2)}`);
rmSync(folder, { recursive: true, force: true });
rmSync(floors, { recursive: true, force: true });
