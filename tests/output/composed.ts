import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { renderTexts } from '../../src/pipeline/edition-rendering.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { sharedFolder } from '../shared-folder.ts';

/**
 * The committed text outputs of an edition of a brief of this repository in its first language, composed again: once for
 * all test files.
 */
export async function composedTexts(brief: string, edition: string): Promise<ReadonlyMap<string, string>> {
  const folder = await sharedFolder(`${brief}-${edition}`, async (made) => {
    for (const [name, text] of await compose(brief, edition)) {
      mkdirSync(path.dirname(path.join(made, name)), { recursive: true });
      writeFileSync(path.join(made, name), text);
    }
  });
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]));
}

async function compose(brief: string, edition: string): Promise<ReadonlyMap<string, string>> {
  const charts = openChartThread();
  const diagnostics = new Diagnostics();
  try {
    const sources = await selectEditions(new Workspace('.'), [brief], diagnostics);
    const source = sources.find(({ head }) => head.edition === edition);
    if (!source) throw new Error(`${brief} has no edition ${edition}: ${diagnostics.all[0]?.message}`);
    return await renderTexts(await composeEdition(source, drawCharts(source, charts, diagnostics), diagnostics));
  } finally {
    await charts.close();
  }
}
