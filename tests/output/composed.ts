import { openChartThread } from '../../src/chart/chart-thread.ts';
import { drawCharts } from '../../src/build/edition-charts.ts';
import { composeEdition } from '../../src/build/schedule.ts';
import { renderTexts } from '../../src/build/edition-rendering.ts';
import { selectEditions } from '../../src/build/edition-selection.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';

/** The committed text outputs of an edition of a brief of this repository in its first language, composed anew. */
export async function composedTexts(brief: string, edition: string): Promise<ReadonlyMap<string, string>> {
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
