/**
 * `npm run bench:many -- [--count 1000]`: a build of so many editions of the repository's sheet about one
 * metal, next to a bare loop that prints the same final pages, tagged, in the same browser with as many pages at once:
 * editions a second, their ratio, processor time of an edition, and the most memory that the program held. The same for a
 * tenth as many of the same dataset, because memory must not grow with their number. A third build is killed half way and
 * finished by a fourth, whose outputs must be the same, byte for byte. The metals are made up (`many-metals.ts`). Where
 * all cores are busy, processor time is what is left to compare: a build also tests, draws, drafts and reads back.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { renderPage } from '../../src/pipeline/edition-rendering.ts';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { openBrowser } from '../../src/browser/browser.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { printTagged } from '../../src/output/pdf/page-print.ts';
import { writeManyMetals } from './many-metals.ts';
import { type Parts, watchParts, watchTime } from './process-tree.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '1000' } } });
const ROOT = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-many-'));

/** Wall and processor time in milliseconds, that of all processes. */
interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

/** A build: how it ended, and the most megabytes that the program held, by Linux's account. */
interface Build extends Spent {
  readonly status: number | null;
  readonly peak: number;
  readonly parts: Parts;
}

/** Builds a root folder; ended by force once so many editions are printed. */
async function build(root: string, killedAfter = Infinity): Promise<Build> {
  const start = performance.now();
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/assay.cjs'), 'build', '--root', root], {
    env: { ...process.env, ASSAY_CACHE: path.join(root, '.results') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const time = watchParts(child.pid ?? 0);
  let peak = 0;
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    peak = Math.max(peak, peakOf(child.pid));
    const printed = Number([...said.matchAll(/(\d+) of \d+ editions printed/g)].at(-1)?.[1] ?? 0);
    if (printed >= killedAfter) child.kill('SIGKILL');
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (status !== 0 && killedAfter === Infinity) throw new Error(said.slice(-2000));
  const parts = time();
  return { status, wall: performance.now() - start, cpu: sumOf(parts), peak, parts };
}

function sumOf(parts: Parts): number {
  return Object.values(parts).reduce((sum, time) => sum + time, 0);
}

function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes = '0'] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}

/** One hash over the paths and bytes of all files below `out/`. */
function hashOfOut(root: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(path.join(root, 'out'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(path.relative(root, file)).update(readFileSync(file));
  return hash.digest('hex');
}

/** Pages of some editions, as they are given to the browser. */
async function pagesOf(root: string, count: number): Promise<string[]> {
  const diagnostics = new Diagnostics();
  const charts = openChartThread();
  const pages: string[] = [];
  for (const source of (await selectEditions(new Workspace(root), [], diagnostics)).slice(0, count))
    pages.push(renderPage(await composeEdition(source, drawCharts(source, charts, diagnostics), diagnostics), 'A4'));
  await charts.close();
  return pages;
}

/** What a bare loop takes to print pages once each, tagged, two at a time. */
async function bareLoop(pages: readonly string[]): Promise<Spent> {
  const time = watchTime(process.pid);
  const start = performance.now();
  const browser = openBrowser({ environment: process.env });
  await Promise.all(
    pages.map((html) =>
      browser.use(async ({ page }) => {
        await page.setContent(html);
        await printTagged(page);
      }),
    ),
  );
  const spent = { wall: performance.now() - start, cpu: time() };
  await browser.close();
  return spent;
}

/** What spends the processor time of an edition, the dataset's share included. */
function partsText({ main, engine, threads, children }: Parts, editions: number): string {
  const each = (time: number): string => (time / editions).toFixed(0);
  return (
    `browser ${each(children)} ms, main thread ${each(main)} ms, drawing and reading back ${each(threads)} ms, ` +
    `garbage and optimising ${each(engine)} ms`
  );
}

/** Pages of the bare loop: it prints them again and again, because to compose all would take as long as a build. */
const BARE = 20;

const count = Number(values.count);
const few = Math.max(1, Math.round(count / 10));
const roots = new Map<number, string>();
for (const size of [few, count]) {
  const root = path.join(folder, String(size));
  writeManyMetals(root, ROOT, count, size);
  roots.set(size, root);
}
const bare = await pagesOf(roots.get(few) ?? '', BARE);
const peaks: number[] = [];
for (const [size, root] of roots) {
  const pages = Array.from({ length: Math.min(size, 200) }, (_, index) => bare[index % bare.length] ?? '');
  const loop = await bareLoop(pages);
  const { wall, cpu, peak, parts } = await build(root);
  peaks.push(peak);
  const [speed, bareSpeed] = [(size / wall) * 1000, (pages.length / loop.wall) * 1000];
  const [each, bareEach] = [cpu / size, loop.cpu / pages.length];
  const load = os.loadavg()[0]?.toFixed(1);
  console.log(
    `${String(size).padStart(5)} editions: ${speed.toFixed(2)} a second, bare loop ${bareSpeed.toFixed(2)}, ` +
      `ratio ${(speed / bareSpeed).toFixed(2)}; CPU of each ${each.toFixed(0)} ms, bare ${bareEach.toFixed(0)} ms, ` +
      `ratio ${(bareEach / each).toFixed(2)}; at most ${peak.toFixed(0)} MB; cores busy ${(cpu / wall).toFixed(2)} of ` +
      `${os.availableParallelism()}; load ${load}`,
  );
  console.log(`      of each: ${partsText(parts, size)}`);
}
const [peakOfFew = 0, peakOfAll = 0] = peaks;
console.log(`      memory at ${count} editions is ${(peakOfAll / peakOfFew).toFixed(2)} of that at ${few}`);
const root = roots.get(few) ?? '';
const whole = hashOfOut(root);
for (const made of ['out', '.results']) rmSync(path.join(root, made), { recursive: true });
const killed = await build(root, Math.ceil(few / 2));
const published = spawnSync('find', [path.join(root, 'out'), '-name', 'manifest.json'], { encoding: 'utf8' });
const rest = await build(root);
const there = published.stdout.split('\n').length - 1;
console.log(
  `killed half way (${killed.status === null ? `${there} of ${few} were published` : 'it had ended before'}), finished ` +
    `in ${(rest.wall / 1000).toFixed(1)} s: ${hashOfOut(root) === whole ? 'the same bytes' : 'OTHER BYTES'}`,
);
rmSync(folder, { recursive: true });
