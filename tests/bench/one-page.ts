import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { parse, stringify } from 'yaml';
import { BUNDLE_PLUGINS } from '../../bundle-plugins.ts';
import type { BriefInput } from '../../src/brief/brief-schema.ts';
import { openBrowser } from '../../src/browser/browser.ts';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import { renderPage } from '../../src/pipeline/edition-rendering.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { printPdf } from '../../src/output/pdf/print.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Copies data and templates of the repository into a folder, and leaves one brief that is one document, its newest
 * edition, its first language, and A4: the floors print one page. Answers the name of the brief.
 */
export function writeOnePage(folder: string): string {
  for (const name of ['data', 'templates', 'sources'])
    cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
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
    const cut = { ...yaml, locales: yaml.locales?.slice(0, 1), editions: yaml.editions?.slice(-1), paper: 'A4' };
    writeFileSync(file, stringify(cut));
  }
  return only;
}

/** The page of the first edition of a root folder as it is when its contents list has page numbers: HTML. */
export async function finalPage(folder: string): Promise<string> {
  const diagnostics = new Diagnostics();
  const [source] = await selectEditions(new Workspace(folder), [], diagnostics);
  if (!source) throw new Error('no edition to build');
  const charts = openChartThread();
  const composition = await composeEdition(source, drawCharts(source, charts, diagnostics), diagnostics);
  await charts.close();
  const html = renderPage(composition, 'A4');
  const browser = openBrowser({ environment: process.env });
  try {
    await printPdf(browser, html, { date: new Date(0), path: path.join(folder, 'page.html') }, diagnostics);
    return await browser.use((running) => running.page.content());
  } finally {
    await browser.close();
  }
}

/** Bundles programs of this folder into one within `dist/`, so that they find the packages that are not bundled. */
export async function bundleBenches(names: readonly string[]): Promise<string> {
  const folder = path.join(ROOT, 'dist/bench');
  await build({
    entryPoints: names.map((name) => path.join(import.meta.dirname, `${name}.ts`)),
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    minify: true,
    plugins: [...BUNDLE_PLUGINS],
    external: ['@sparticuz/chromium', '@expo-google-fonts/*', '@embedpdf/pdfium'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url), __dirname = import.meta.dirname;",
    },
  });
  return folder;
}
