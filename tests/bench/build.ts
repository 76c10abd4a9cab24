/**
 * `npm run bench`: how long `assay build` takes in six cases, next to launching the browser and printing the final page
 * once, all as whole processes of bundled code, interleaved, in one run. There are two such floors: by Assay's own
 * launcher, which is quick, and by `puppeteer.launch`, as anybody would write it. The cases: on a new machine, where only
 * the browser is unpacked; cold, with no result of any build, but with what this version of Assay made of itself (compiled
 * code, its own fonts cut); with nothing changed; after a changed word of the template; after a changed figure; and
 * (rebuild.ts) in a watch after a changed word, next to a print in the same warm browser. Prints medians of wall and
 * processor time (user and system, of all processes), both in floors, what each stage of a cold build takes, and how busy
 * the machine was: on a busy one, the build, which uses all cores, loses more than the floors. Builds the newest edition
 * of the first brief in its first language on A4, in a temporary folder.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Spent } from './rebuild.ts';
import { median } from './median.ts';
import { bundleBenches, finalPage, writeOnePage } from './one-page.ts';
import { type Run, timedNode } from './process-time.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RUNS = Number(process.argv[2] ?? 15);

const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-bench-'));
const page = path.join(folder, 'page.html');
const FLOORS = ['floor', 'floor-plain'];
const REBUILD = 'rebuild';
const BRIEF = writeOnePage(folder);

/** Results of earlier builds, for the builds that may use them. */
const store = path.join(folder, 'results');

/** The cache folder of the machine: the browser is unpacked into it in the first round, which is not counted. */
const cache = path.join(folder, 'cache');

/** Runs a program of Node that has to succeed. */
function timed(parameters: readonly string[]): Run {
  const run = timedNode(parameters, { ASSAY_CACHE: store, XDG_CACHE_HOME: cache });
  if (run.status !== 0) throw new Error(`${parameters.join(' ')} ended with ${run.status}\n${run.errors}${run.output}`);
  return run;
}

function assayBuild(): Run {
  return timed([path.join(ROOT, 'dist/assay.cjs'), 'build', '--root', folder, '--json']);
}

/** Builds after folders were removed. */
function buildWithout(...folders: readonly string[]): Run {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
  return assayBuild();
}

const out = path.join(folder, 'out');
const COLD = 'build, empty cache';

const template = path.join(folder, 'templates', BRIEF, 'brief.md.hbs');
const words = readFileSync(template, 'utf8');

/** A figure of the newest release that may be another one without a contradiction: its file, and two texts of that. */
function changeableFigure(): { readonly file: string; readonly texts: readonly [string, string] } {
  const dataset =
    /^dataset: *(\S+)/m.exec(readFileSync(path.join(folder, 'templates', BRIEF, 'brief.yaml'), 'utf8'))?.[1] ?? '';
  const releases = path.join(folder, 'data', dataset, 'releases');
  for (const name of readdirSync(releases).sort().reverse()) {
    const file = path.join(releases, name);
    const text = readFileSync(file, 'utf8');
    for (const { index, 0: found } of text.matchAll(/level: ['"]?[\d,.]*\d/g)) {
      const digit = (Number(found.at(-1)) + 1) % 10;
      const changed = text.slice(0, index) + found.slice(0, -1) + digit + text.slice(index + found.length);
      writeFileSync(file, changed);
      const parameters = [path.join(ROOT, 'dist/assay.cjs'), 'check', dataset, '--root', folder];
      const isSound = spawnSync(process.execPath, parameters).status === 0;
      writeFileSync(file, text);
      if (isSound) return { file, texts: [text, changed] };
    }
  }
  throw new Error('every figure is tested so well that none can be changed');
}

function stageMedians(runs: readonly Run[]): Map<string, number> {
  const stages = new Map<string, number[]>();
  for (const { output } of runs) {
    const { stages: measured } = JSON.parse(output) as { stages: { stage: string; milliseconds: number }[] };
    for (const { stage, milliseconds } of measured) stages.set(stage, [...(stages.get(stage) ?? []), milliseconds]);
  }
  return new Map([...stages].map(([stage, values]) => [stage, median(values)]));
}

writeFileSync(page, await finalPage(folder));
const floors = await bundleBenches([...FLOORS, REBUILD]);

const figure = changeableFigure();
const floor = (name: string): Run => timed([path.join(floors, `${name}.js`), page, path.join(folder, 'floor.pdf')]);

/** What is measured in a round, in this order: each build finds what those before it left. */
const CASES: readonly (readonly [string, (round: number) => Run])[] = [
  ["print once, Assay's launcher", () => floor('floor')],
  ['print once, puppeteer.launch', () => floor('floor-plain')],
  ['build, new machine', () => buildWithout(store, out, path.join(cache, 'assay/program'))],
  [COLD, () => buildWithout(store, out)],
  ['build, nothing changed', assayBuild],
  [
    'build, one word changed',
    (round) => {
      writeFileSync(template, `${words}\n\nThe last word is ${'x'.repeat(round + 1)}.\n`);
      return assayBuild();
    },
  ],
  [
    'build, one figure changed',
    (round) => {
      writeFileSync(figure.file, figure.texts[(round + 1) % 2] ?? '');
      return assayBuild();
    },
  ],
];

const runs: Run[][] = CASES.map(() => []);
for (let round = 0; round <= RUNS; round += 1) {
  const measured = CASES.map(([, run]) => run(round));
  // The first round warms the disk cache and is not counted.
  if (round > 0) for (const [index, one] of measured.entries()) runs[index]?.push(one);
}
writeFileSync(figure.file, figure.texts[0]);
writeFileSync(template, words);

const load = os.loadavg()[0] ?? 0;
console.log(`median of ${RUNS}, whole processes, interleaved; load ${load.toFixed(1)} on ${os.cpus().length} cores`);
console.log(`${''.padEnd(32)}   wall  floors    CPU  floors`);
const walls = runs.map((list) => median(list.map(({ wall }) => wall)));
const spent = runs.map((list) => median(list.map(({ cpu }) => cpu)));
for (const [index, [name]] of CASES.entries()) {
  const columns = [walls, spent].map((times) => {
    const [time = 0, first = 1] = [times[index], times[0]];
    return `${time.toFixed(0).padStart(7)} ${(time / first).toFixed(2).padStart(7)}`;
  });
  console.log(`${name.padEnd(32)}${columns.join('')}`);
}
console.log('stages of a build with an empty cache');
for (const [stage, milliseconds] of stageMedians(runs[CASES.findIndex(([name]) => name === COLD)] ?? []))
  console.log(`    ${stage.padEnd(31)}${milliseconds.toFixed(0)} ms`);
const again = timed([path.join(floors, `${REBUILD}.js`), folder, BRIEF, String(RUNS)]);
const { print, rebuild } = JSON.parse(again.output) as { print: Spent; rebuild: Spent };
for (const [name, { wall, cpu }] of [
  ['print the page again, warm', print],
  ['rebuild after a changed word', rebuild],
] as const) {
  const columns = [wall, cpu].map((time, index) => {
    const first = index === 0 ? print.wall : print.cpu;
    return `${time.toFixed(0).padStart(7)} ${(time / first).toFixed(2).padStart(7)}`;
  });
  console.log(`${name.padEnd(32)}${columns.join('')}  (in warm prints; CPU of this process alone)`);
}
rmSync(folder, { recursive: true, force: true });
rmSync(floors, { recursive: true, force: true });
