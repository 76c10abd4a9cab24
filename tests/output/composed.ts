import { openStudio } from '../../src/chart/studio.ts';
import { drawCharts } from '../../src/build/charts.ts';
import { composeEdition } from '../../src/build/compose.ts';
import { renderTexts } from '../../src/build/render.ts';
import { selectEditions } from '../../src/build/select.ts';
import { Diagnostics } from '../../src/core/diagnostic.ts';
import { Workspace } from '../../src/core/workspace.ts';

/** The committed text outputs of the first edition of a brief of this repository, composed anew. */
export async function composedTexts(brief: string): Promise<ReadonlyMap<string, string>> {
  const studio = openStudio();
  const diagnostics = new Diagnostics();
  try {
    const [source] = await selectEditions(new Workspace('.'), [brief], diagnostics);
    if (!source) throw new Error(`${brief} has no edition: ${diagnostics.all[0]?.message}`);
    return renderTexts(
      await composeEdition(source, drawCharts(source, studio, diagnostics), diagnostics, () => undefined),
    );
  } finally {
    await studio.close();
  }
}
