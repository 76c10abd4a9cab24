import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { drawCharts, warnOfUnusedCharts } from '../../src/pipeline/edition-charts.ts';
import type { BuildServices } from '../../src/pipeline/build-services.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { finishEditions } from '../../src/pipeline/edition-batch.ts';
import { renderPage } from '../../src/pipeline/edition-rendering.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { chartThread, openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { addChart, BRIEF, edit, makeRoot, TINY } from '../cli/root.ts';
import { saying } from '../messages.ts';

let root = '';
beforeEach(async () => {
  root = await makeRoot(TINY);
  await addChart(root);
});
afterEach(() => fs.rm(root, { recursive: true }));

/** Composes every edition of the tiny brief: the charts that each shows, and what is said against them. */
async function compose() {
  const diagnostics = new Diagnostics();
  const thread = openChartThread();
  const compositions = [];
  for (const source of await selectEditions(new Workspace(root), [], diagnostics)) {
    const drawing = drawCharts(source, thread, diagnostics);
    compositions.push(await composeEdition(source, drawing, diagnostics));
  }
  await thread.close();
  const shown = compositions.map(({ source, document }) => ({ source, shown: document.charts }));
  warnOfUnusedCharts(shown, diagnostics);
  const charts = compositions.map(({ source, charts: drawn }) => [source.head.edition, ...drawn.keys()]);
  return { charts, said: diagnostics.all.map(({ rule, message }) => `${rule}: ${message}`), compositions };
}

const showIf = (condition: string) => (template: string) =>
  template.replace(
    /^:::exhibit\{#routes-chart\}.*?^:::$/ms,
    (exhibit) => `By route.\n\n{{#if ${condition}}}\n${exhibit}\n{{/if}}`,
  );

/** Growth on the quarter before is published for the fourth quarter only. */
const ONLY_IN_Q4 = '{"address": "passengers:growth[0-Q3]"}';

test('a chart without figures is wrong in the edition that shows it, and in no other', async () => {
  await edit(root, `${BRIEF}/charts/routes.vl.json`, (chart) => chart.replace(/\{"address":[^}]*\}/, ONLY_IN_Q4));
  expect((await compose()).said).toEqual([saying('template/unknown-address … passengers:growth[2025-Q3]@2025-Q3')]);
  await edit(root, `${BRIEF}/brief.md.hbs`, showIf('(has "passengers:growth[2025-Q3]")'));
  const { charts, said } = await compose();
  expect(said).toEqual([]);
  expect(charts).toEqual([['2025-q3'], ['2025-q4', 'routes']]);
});

test('a chart that no edition shows is a warning, once', async () => {
  const chart = await fs.readFile(path.join(root, BRIEF, 'charts/routes.vl.json'), 'utf8');
  await fs.writeFile(path.join(root, BRIEF, 'charts/spare.vl.json'), chart);
  const { charts, said } = await compose();
  expect(said).toEqual([saying('chart/unused … spare')]);
  expect(charts).toEqual([
    ['2025-q3', 'routes'],
    ['2025-q4', 'routes'],
  ]);
});

test('an edition prints the fingerprint that its manifest will hold', async () => {
  await edit(
    root,
    `${BRIEF}/brief.md.hbs`,
    (template) => `${template}\nMade from {{edition.fingerprint}} by {{edition.version}}.\n`,
  );
  const { said, compositions } = await compose();
  expect(said).toEqual([]);
  for (const composition of compositions) {
    const { fingerprint } = await composition.source.fingerprint();
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(renderPage(composition, 'A4')).toContain(`Made from ${fingerprint.slice(0, 16)} by`);
  }
});

test('what a chart filters out is neither described nor listed, also where something is worked out of all rows', async () => {
  const file = `${BRIEF}/charts/routes.vl.json`;
  const wordsWith = async (transform: object[]) => {
    await edit(root, file, (chart) => JSON.stringify({ ...(JSON.parse(chart) as object), transform }));
    const { said, compositions } = await compose();
    expect(said).toEqual([]);
    const chart = compositions.at(-1)?.charts.get('routes');
    const labels = chart?.values.map(({ text }) => text) ?? [];
    return { labels, words: chart?.description ?? '', svg: chart?.svg ?? '' };
  };
  const harbour = { filter: "datum.indicator === 'passengers.harbour'" };
  const all = await wordsWith([]);
  const one = await wordsWith([harbour]);
  expect(all.words).toMatch(/^Harbour.*River/);
  expect(one.words).toMatch(/^Harbour/);
  expect(one.words).not.toContain('River');
  expect(one.svg).toContain(one.words);
  expect([all.labels.length, one.labels.length]).toEqual([2, 1]);
  const most = { joinaggregate: [{ op: 'max', field: 'value', as: 'most' }] };
  expect((await wordsWith([most, harbour])).words).toBe(one.words);
});

test('all charts are asked for before the figures are tested', async () => {
  const chart = await fs.readFile(path.join(root, BRIEF, 'charts/routes.vl.json'), 'utf8');
  await fs.writeFile(path.join(root, BRIEF, 'charts/spare.vl.json'), chart);
  // Nothing is printed after a mistake.
  await fs.appendFile(path.join(root, BRIEF, 'brief.md.hbs'), '{{value "nothing"}}\n');
  const diagnostics = new Diagnostics();
  const events: string[] = [];
  const nothing = { chart: undefined, all: [] };
  const charts = chartThread(() => ({
    async ask(question) {
      events.push('bound' in question ? question.bound.spec.name : 'glyphs');
      return 'bound' in question ? nothing : [];
    },
    close: async () => undefined,
  }));
  const sources = (await selectEditions(new Workspace(root), [], diagnostics)).slice(0, 1);
  const options = { environment: process.env, onStage: (stage: string) => events.push(stage) };
  const services = { charts } as unknown as BuildServices;
  await finishEditions(sources, services, options, diagnostics, () => expect.unreachable());
  expect(events.slice(0, 3)).toEqual(['routes', 'spare', 'assay']);
});

describe('a line that draws a chart', () => {
  const line = (attributes: string) => (template: string) =>
    template.replace(
      /^:::exhibit\{#routes-chart\}.*?^:::$/ms,
      `:::exhibit{#routes-chart}\nRoutes\n\n::chart{${attributes}\n:::`,
    );
  const OF = 'of="passengers.harbour passengers.river"';

  test.each([
    [`kind="lien" ${OF}}`, 'chart/line'],
    [`kind="stack" of=“passengers.harbour passengers.river” from="2025-Q3"}`, 'chart/line'],
    [`kind="stack" ${OF}`, 'chart/line'],
  ])('has one message for a mistake: %s', async (attributes, rule) => {
    await fs.rm(path.join(root, BRIEF, 'charts/routes.vl.json'));
    await edit(root, `${BRIEF}/brief.md.hbs`, line(attributes));
    const { said } = await compose();
    expect(new Set(said.map((one) => one.split(':')[0]))).toEqual(new Set([rule]));
  });

  test('may stand on several lines', async () => {
    await fs.rm(path.join(root, BRIEF, 'charts/routes.vl.json'));
    await edit(root, `${BRIEF}/brief.md.hbs`, line(`\n  kind="stack"\n  ${OF}\n  at="2025-Q3 2025-Q4"\n}`));
    const { said, charts } = await compose();
    expect(said).toEqual([]);
    expect(charts.flat()).toContain('routes-chart');
  });
});
