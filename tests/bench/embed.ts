/**
 * `npm run bench:embed [pages]`: how long it takes to fill the ten regions of each of 1,000 pages, once their brief is
 * composed, in times of reading and rewriting the filled pages; and how long a check takes. What loading and composing
 * take is measured with one page and left out. Medians, as JSON.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { type EmbedOptions, embedPages } from '../../src/embedding/embed.ts';
import { addChart, TINY } from '../cli/root.ts';
import { median } from './median.ts';

const PAGES = Number(process.argv[2] ?? 1000);
const RUNS = 5;

const PARTS = [
  'value:passengers',
  'value:passengers.harbour',
  'value:passengers.river',
  'value:passengers:growth',
  'value:passengers',
  'exhibit:passengers-by-route',
  'exhibit:routes-chart',
  'section:routes',
  'section:sources',
  'exhibit:passengers-by-route edition=2025-q3',
];

const PROSE = `${'Words of people about `ferries`, and what *they* carry. '.repeat(6)}\n\n`;

function region(part: string): string {
  const [opening, closing] = [`<!-- assay brief=harbour-ferries part=${part} -->`, '<!-- /assay -->'];
  return part.startsWith('value') ? `It was ${opening}${closing}.\n\n` : `${opening}\n${closing}\n\n`;
}

const PAGE = `# A page\n\n${PARTS.map((part) => PROSE + region(part)).join('')}`;

const root = mkdtempSync(path.join(os.tmpdir(), 'assay-bench-'));
try {
  cpSync(TINY, root, { recursive: true });
  await addChart(root);
  mkdirSync(path.join(root, 'one'));
  mkdirSync(path.join(root, 'many'));
  const files = Array.from({ length: PAGES }, (_, page) => path.join(root, 'many', `page-${page}.md`));
  const times: Record<'fill' | 'check' | 'rewrite', number[]> = { fill: [], check: [], rewrite: [] };
  for (let run = 0; run < RUNS; run += 1) {
    for (const file of [...files, path.join(root, 'one/page.md')]) writeFileSync(file, PAGE);
    times.fill.push(-(await timed('one')) + (await timed('many')));
    times.rewrite.push(rewriting(files));
    times.check.push(-(await timed('one', { check: true })) + (await timed('many', { check: true })));
  }
  const [fill, check, rewrite] = [median(times.fill), median(times.check), median(times.rewrite)];
  const bytes = readFileSync(files[0] ?? '').length;
  const result = { pages: PAGES, bytes, fill, check, rewrite, ratio: fill / rewrite, checkRatio: check / rewrite };
  console.log(
    JSON.stringify(result, (_, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value)),
  );
} finally {
  rmSync(root, { recursive: true });
}

/** Milliseconds that the pages of a folder take. */
async function timed(folder: string, options: Partial<EmbedOptions> = {}): Promise<number> {
  const diagnostics = new Diagnostics();
  const start = performance.now();
  await embedPages(new Workspace(root), [folder], { environment: process.env, folder: root, ...options }, diagnostics);
  if (diagnostics.failed) throw new Error(diagnostics.all[0]?.message);
  return performance.now() - start;
}

/** Milliseconds that reading files and writing them again takes. */
function rewriting(paths: readonly string[]): number {
  const start = performance.now();
  for (const file of paths) writeFileSync(file, readFileSync(file));
  return performance.now() - start;
}
