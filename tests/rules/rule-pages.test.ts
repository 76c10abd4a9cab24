import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import { renderTexts } from '../../src/pipeline/edition-rendering.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { type RuleId, RULES } from '../../src/core/diagnostics/rules.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import type { BriefDocument } from '../../src/document/nodes.ts';
import { openReadbackThread } from '../../src/readback/readback-thread.ts';
import { checkOutput } from '../../src/readback/readback.ts';
import { readRulePage, type RulePage } from '../../src/rules/rule-page.ts';
import { starterLanguages } from '../../src/tables/starting/project.ts';
import { built } from '../pipeline/builds.ts';
import { oneIn } from '../long.ts';
import { isTheProject, makeExample, rulesIn, toldOf } from './examples.ts';

const PAGES = await Promise.all(
  (Object.keys(RULES) as RuleId[]).map(async (rule): Promise<[RuleId, RulePage]> => [rule, await readRulePage(rule)]),
);

function pagesThatNeed(what: RulePage['needs']): [RuleId, RulePage][] {
  return PAGES.filter(([, { needs }]) => needs === what);
}

/** Rules that no file of a project breaks by itself, or only in a long time, and the tests that break them. */
const ELSEWHERE: Readonly<Partial<Record<RuleId, string>>> = {
  'embed/page-changed': 'embedding/embed.test.ts',
  'document/unknown-construct': 'document/constructs.test.ts',
  'output/blank-page': 'output/pdf/print.test.ts',
  'output/illegible': 'pipeline/page-faults.test.ts',
  'output/too-long': 'pipeline/page-faults.test.ts',
  'output/page-number': 'output/pdf/print.test.ts',
  'output/readback-page': 'readback/output-comparison.test.ts',
};

test('the project that the examples change has no mistake', async () => {
  for (const run of ['assay check', 'assay build'])
    expect(await toldOf({ why: '', fix: '', right: run }, 'right')).toEqual([]);
});

/** What the fixed example of a rule on publishing still says, because nothing was built. */
const UNBUILT = 'publish/not-built';

describe('the example of a rule breaks it, and what fixes it does not', () => {
  oneIn(12, test.concurrent).for(pagesThatNeed(undefined))('%s', async ([rule, page]) => {
    expect(await toldOf(page, 'wrong')).toContain(rule);
    if (await isTheProject(page)) return;
    const told = await toldOf(page, 'right');
    expect(told.filter((one) => one !== UNBUILT || !rule.startsWith('publish/'))).toEqual([]);
  });
});

describe('so does an example that only a print shows', () => {
  // 500 pages take half a minute to print
  const printed = pagesThatNeed('print').filter(([rule]) => !(rule in ELSEWHERE));

  async function toldByPrint(page: RulePage, which: 'wrong' | 'right'): Promise<string[]> {
    const root = await makeExample(page, which);
    const { stderr } = await built(root);
    await fs.rm(root, { recursive: true });
    return rulesIn(stderr);
  }

  oneIn(5).for(printed)('%s', async ([rule, page]) => {
    expect(await toldByPrint(page, 'wrong')).toContain(rule);
  });
});

describe('a changed output is reported', () => {
  let outputs: ReadonlyMap<string, string>;
  let document: BriefDocument;
  const reader = openReadbackThread();

  beforeAll(async () => {
    const root = await makeExample({ why: '', fix: '' }, 'right');
    const charts = openChartThread();
    const diagnostics = new Diagnostics();
    const [source] = await selectEditions(new Workspace(root), [], diagnostics);
    if (!source) throw new Error('the project has no edition');
    const composed = await composeEdition(source, drawCharts(source, charts, diagnostics), diagnostics);
    ({ document } = composed);
    outputs = await renderTexts(composed);
    await charts.close();
    await fs.rm(root, { recursive: true });
  });
  afterAll(() => reader.close());

  test.for(pagesThatNeed('readback').filter(([, { file }]) => file === 'brief.md'))('%s', async ([rule, page]) => {
    const text = outputs.get('brief.md') ?? '';
    const { wrong = '', right = '' } = page;
    expect(text).toContain(right);
    const check = async (content: string): Promise<string[]> => {
      const diagnostics = new Diagnostics();
      await checkOutput(document, { locale: 'en', path: 'out/brief.md', content }, reader, diagnostics);
      return diagnostics.all.map((item) => item.rule);
    };
    expect(await check(text.replace(right, () => wrong))).toContain(rule);
    expect(await check(text)).toEqual([]);
  });
});

test('every other rule is broken by a test of its own', async () => {
  const others = PAGES.filter(
    ([rule, { needs, file }]) =>
      needs === 'library' ||
      needs === 'timing' ||
      (needs === 'readback' && file !== 'brief.md') ||
      (needs === 'print' && (file === undefined || rule in ELSEWHERE)),
  );
  const untested = others.map(([rule]) => rule).filter((rule) => rule !== 'start/unknown-language');
  expect(untested.sort()).toEqual(Object.keys(ELSEWHERE).sort());
  for (const [rule, file] of Object.entries(ELSEWHERE))
    expect(await fs.readFile(path.join('tests', file), 'utf8')).toContain(rule);
  // the command line refuses other languages before a project is planned
  expect(await starterLanguages()).not.toContain('fr');
});
