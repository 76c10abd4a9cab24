import { beforeAll, describe, expect, test } from 'vitest';
import { STYLE_KEYS, type StyleKey, styleValues } from '../../src/brief/style-keys.ts';
import type { Composition } from '../../src/pipeline/composition.ts';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import { checkRendering, printPaper, renderScreenPage } from '../../src/pipeline/edition-rendering.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { lookAtScreens } from '../../src/output/page-look.ts';
import { openReadbackThread } from '../../src/readback/readback-thread.ts';
import { sharedBrowser } from '../browser/shared-browser.ts';
import { LONG } from '../long.ts';

/** Whatever the keys say, every figure is read as it is: the values at the ends of all ranges, together. */

const browser = sharedBrowser();
const readback = openReadbackThread();
let briefs: Composition[];
beforeAll(async () => {
  const charts = openChartThread();
  const sources = await selectEditions(new Workspace('.'), ['china-nonferrous'], new Diagnostics());
  const chosen = sources.filter(({ edition }) => edition.release.id === 'cnia-2024');
  briefs = [];
  for (const source of chosen) {
    briefs.push(await composeEdition(source, drawCharts(source, charts, new Diagnostics()), new Diagnostics()));
  }
  await charts.close();
});

type End = (from: number, to: number) => number;

/** All keys at one end of their ranges, as a file says them. */
function valueAt({ kind }: StyleKey, end: End): string | string[] {
  switch (kind.of) {
    case 'length':
      return `${end(kind.from, kind.to)}${kind.unit}`;
    case 'count':
      return String(end(kind.from, kind.to));
    case 'widths':
      return end(0, 1) === 1 ? ['120mm', 'rest'] : ['15mm', 'rest', '15mm'];
    case 'weight':
      return end(0, 1) === 1 ? 'bold' : 'regular';
    case 'background':
      return end(0, 1) === 1 ? 'wash' : 'none';
    case 'rule':
    case 'text':
      return end(0, 1) === 1 ? 'accent' : 'quiet';
  }
}

function withKeys(composition: Composition, end: End): Composition {
  const tree: Record<string, Record<string, Record<string, string | string[]>>> = {};
  for (const [path, key] of STYLE_KEYS) {
    const [group = '', part = '', name = ''] = path.split('.');
    ((tree[group] ??= {})[part] ??= {})[name] = valueAt(key, end);
  }
  const { source } = composition;
  const house = { ...source.brief.house, keys: styleValues(tree), textSize: end(8, 12), textSizes: new Map() };
  return {
    ...composition,
    source: Object.assign(Object.create(source) as typeof source, { brief: { ...source.brief, house } }),
  };
}

describe.each<[string, End]>([
  ['least', (from) => from],
  ['most', (_, to) => to],
])('with the %s values of all keys', (_, end) => {
  test(
    'no figure is hidden, cut off, torn or out of its column, on paper and on screens, and all are read back',
    LONG,
    async () => {
      expect(briefs.length).toBeGreaterThan(1);
      for (const brief of briefs) {
        const composition = withKeys(brief, end);
        const { pdf, drawn, faults } = await printPaper(
          composition,
          'A4',
          { browser, environment: {} },
          new Diagnostics(),
        );
        expect(faults).toEqual([]);
        const problems = new Diagnostics();
        await checkRendering(composition, { name: 'brief.pdf', content: pdf, drawn }, readback, problems);
        expect(problems.all.map(({ message }) => message)).toEqual([]);
        expect(await lookAtScreens(browser, await renderScreenPage(composition))).toEqual({ screen: '', faults: [] });
      }
    },
  );
});
