import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { addChart, edit, makeRoot, TINY } from '../cli/root.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { ResultStore } from '../../src/core/machine/result-store.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { compareStates } from '../../src/diff/compare-states.ts';
import type { Difference } from '../../src/diff/difference.ts';
import { differenceJson } from '../../src/diff/views/json-view.ts';
import { differenceMarkdown } from '../../src/diff/views/markdown-view.ts';
import { commit, differenceOf, git, makeRepository, RELEASE, TEMPLATE, told } from './states.ts';
import { mentioning, saying } from '../messages.ts';
import { LONG } from '../long.ts';

const BRIEF = 'templates/harbour-ferries';

// Of three commits, the second turns a rise into a fall; the third changes the template and the chart as well.
let root = '';

beforeAll(async () => {
  root = await makeRepository();
  await addChart(root);
  await edit(root, TEMPLATE, (text) =>
    text.replace('{{value "passengers"}}**.', '$& {{value "passengers"}} were counted.'),
  );
  commit(root, 'charted');
  await edit(root, RELEASE, (text) => text.replace('growth: 6.1%', 'growth: -6.1%'));
  commit(root, 'turned');
  await edit(root, RELEASE, (text) => text.replace("'731,000'", "'713,000'"));
  await edit(root, TEMPLATE, (text) => text.replace('carries most passengers', 'takes most people'));
  await edit(root, TEMPLATE, (text) =>
    text.replace('{{value "passengers"}} were', '{{value "passengers.harbour"}} were'),
  );
  await edit(root, RELEASE, (text) => text.replace('growth: -10.4%', 'growth: -10.5%'));
  await edit(root, TEMPLATE, (text) => text.replace('the number', 'the count'));
  await edit(root, `${BRIEF}/charts/routes.vl.json`, (text) => text.replace('"bar"', '"point"'));
  commit(root, 'changed');
});
afterAll(() => fs.rm(root, { recursive: true }));

test('a figure of which the sign turns makes a rise a fall, in the data and in the sentence', async () => {
  const { difference, messages } = await differenceOf(root, 'charted', 'turned');
  expect(messages).toEqual([]);
  expect(difference && told(difference)).toEqual([
    'sentence direction: Passengers rose 6.1% to 1,108,000. → Passengers fell 6.1% to 1,108,000. [data]',
  ]);
  const [dataset] = difference?.datasets ?? [];
  // From +6.1% to −6.1% are 12.2 points, 122 times the last digit.
  expect(dataset?.statements).toMatchObject([
    {
      address: 'passengers:growth@2025-Q4',
      before: '6.1%',
      after: '-6.1%',
      shift: { text: '−12.2 pp', lastDigits: '−122', digit: '0.1 pp' },
    },
  ]);
  const [change] = difference?.editions.find(({ head }) => head.edition === '2025-q4')?.changes ?? [];
  expect(change?.place).toMatchObject({ file: { path: TEMPLATE }, line: 3 });
});

/** The alternative text of the chart. */
function described(harbour: string): string {
  return `Harbour route and river route: fourth quarter of 2025. Harbour route: ${harbour}. River route: 377,000.`;
}

test('each change has the input that explains it, and both where neither does alone', async () => {
  const { difference } = await differenceOf(root, 'turned', 'changed');
  expect(difference && told(difference).toSorted()).toEqual([
    'cell figures: 731,000 → 713,000 [data]',
    `chart figures: ${described('731,000')} → ${described('713,000')} [data & chart]`,
    // With the old template it would be 1,108,000, with the old data 731,000.
    'sentence figures: 1,108,000 were counted. → 713,000 were counted. [template]',
    'sentence words: Against the quarter before, the number fell 10.4%. → Against the quarter before, the count fell 10.5%. [data & template]',
    'title words: Table 1: The Harbour route carries most passengers → Table 1: The Harbour route takes most people [template]',
  ]);
});

test('the tests tell a slip, with the relation that it contradicts, and where nothing says', LONG, async () => {
  const { difference } = await differenceOf(root, 'turned', 'changed');
  const [dataset] = difference?.datasets ?? [];
  const natures = dataset?.statements.map(({ address, nature }) => `${nature} ${address}`);
  // The levels of both quarters imply a fall of 10.28 to 10.43%, which 10.5% is not; no other figure tests a route.
  expect(natures).toEqual(['slip passengers:growth[2025-Q3]@2025-Q4', 'unclear passengers.harbour@2025-Q4']);
  expect(dataset?.statements[0]?.why).toContain('-10.44 to -10.27%');
  expect(dataset?.verdicts).toMatchObject([{ before: 'compatible', after: 'contradicted' }]);
  const { difference: back } = await differenceOf(root, 'changed', 'turned');
  expect(back?.datasets[0]?.statements[0]).toMatchObject({ nature: 'correction' });
});

test('a commit is compared with the working tree, and `main...` with where the two parted', async () => {
  git(root, 'switch', '--quiet', '--create', 'side', 'charted');
  await edit(root, TEMPLATE, (text) =>
    text.replace('## By route', '## Routes').replace('{#passengers-by-route}', '{#passengers-of-routes}'),
  );
  try {
    const { difference } = await differenceOf(root, 'main...');
    expect(difference?.head).toBe('the working tree');
    expect(difference && told(difference)).toEqual(['heading words: By route → Routes [template]']);
    expect(difference?.datasets).toEqual([]);
    expect(difference?.editions.map(({ anchors }) => anchors)).toEqual(
      Array.from({ length: 2 }, () => [
        { name: 'Table 1', before: 'passengers-by-route', after: 'passengers-of-routes' },
      ]),
    );
    expect((await differenceOf(root, 'charted')).difference && difference && told(difference)).toHaveLength(1);
  } finally {
    git(root, 'checkout', '--quiet', '--', '.');
    git(root, 'switch', '--quiet', 'main');
  }
});

test('two editions are compared by their data, with what the release states again', async () => {
  const { difference } = await differenceOf(root, '2025-q3', '2025-q4');
  const changes = difference ? told(difference) : [];
  // The third commit counts the route of the harbour; the mark says that the figure was corrected.
  expect(changes[0]).toBe(
    'sentence direction: Passengers rose 4.2% to 1,236,000. → Passengers fell 6.1% to 1,108,000. [data]',
  );
  expect(changes).toContain('sentence figures: 824,000◆ were counted. → 713,000 were counted. [data]');
  expect(changes.every((text) => text.endsWith('[data]'))).toBe(true);
  const statements = difference?.datasets[0]?.statements.map(({ nature, address }) => `${nature} ${address}`);
  // 1,108,000 after a fall of 10.45 to 10.55% were at least 1,236,739 before, and not up to 1,236,500.
  expect(statements).toEqual(['revision passengers@2025-Q3']);
});

test('a folder is compared with the root folder', LONG, async () => {
  const copy = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-copy-'));
  await fs.cp(root, copy, { recursive: true });
  await fs.rm(path.join(copy, BRIEF, 'charts'), { recursive: true });
  await edit(copy, TEMPLATE, (text) => text.replace(/\n## Chart[^]*$/, ''));
  const { difference } = await differenceOf(root, copy);
  expect(difference && told(difference).map((text) => text.split(':', 1)[0])).toEqual([
    'heading presence',
    'title presence',
    'chart presence',
  ]);
  await fs.rm(copy, { recursive: true });
});

test('nothing differs from the same commit, and nothing is composed for it', async () => {
  const { difference } = await differenceOf(root, 'changed', 'main');
  expect(difference).toMatchObject({ datasets: [], packages: [], failures: [] });
  expect(difference?.editions.map(({ state, aspects }) => [state, aspects])).toEqual([
    ['unchanged', []],
    ['unchanged', []],
  ]);
});

test.each([
  ['nowhere', undefined, 'nowhere …'],
  ['./nowhere', undefined, './nowhere … data/ … templates/ …'],
  ['2025-q4', undefined, '2025-q4 …'],
  ['--help', undefined, '--help …'],
])('%s names no state to compare', async (base, head, message) => {
  const { difference, messages } = await differenceOf(root, base, head);
  expect(difference).toBeUndefined();
  expect(messages).toEqual([saying(message)]);
});

test('a name of a tag and of an edition is refused unless it says which is meant', async () => {
  git(root, 'tag', '2025-q3');
  expect((await differenceOf(root, '2025-q3', '2025-q4')).messages).toEqual(['2025-q3 is both revision and edition']);
  const { difference } = await differenceOf(root, 'edition:2025-q3', '2025-q4');
  expect(difference?.editions).toHaveLength(1);
  git(root, 'tag', '--delete', '2025-q3');
});

test('a program of another version is named and not composed', async () => {
  const lock = (version: string): string =>
    JSON.stringify({
      packages: { '': {}, 'node_modules/assay-briefs': { version }, 'node_modules/vega': { version: '6.4.0' } },
    });
  await fs.writeFile(path.join(root, 'package-lock.json'), lock('0.1.0'));
  commit(root, 'locked');
  await fs.writeFile(path.join(root, 'package-lock.json'), lock('0.2.0'));
  const { difference } = await differenceOf(root, 'locked');
  expect(difference?.packages).toEqual([{ name: 'assay-briefs', before: '0.1.0', after: '0.2.0' }]);
  git(root, 'checkout', '--quiet', '--', '.');
});

/** `side: brief/edition, … at file:line` of each mistake that keeps editions from being built. */
function failuresIn(difference: Difference | undefined): string[] {
  return (difference?.failures ?? []).map(({ side, editions, problem: { place } }) => {
    const names = editions.map(({ brief, edition = '' }) => [brief, edition].join('/').replace('harbour-ferries/', ''));
    return `${side}: ${names.join(', ')} at ${place?.file.path}:${place?.line}`;
  });
}

const statesIn = (difference: Difference | undefined): string[] =>
  (difference?.editions ?? []).map(({ state }) => state);

test(
  'a mistake in the template keeps editions from being built, and only what they would surely print otherwise is reported',
  LONG,
  async () => {
    await edit(root, TEMPLATE, (text) => text.replace('{{value "passengers.harbour"}}', '{{value "passengers.none"}}'));
    const { difference, messages } = await differenceOf(root, 'changed');
    expect(messages.join('\n')).toContain('passengers.none');
    expect(statesIn(difference)).toEqual(['failed', 'failed']);
    // The mistake leaves a gap in one sentence, and nothing else differs.
    expect(difference?.editions.flatMap(({ changes }) => changes)).toEqual([]);
    expect(failuresIn(difference)).toEqual([`head: 2025-q3, 2025-q4 at ${TEMPLATE}:3`]);
    // What explains a change is found in spite of the gaps: from the state in which passengers rose, it is the data.
    const causes = told((await differenceOf(root, 'turned')).difference as Difference).map(
      (text) => /\[.*\]/.exec(text)?.[0],
    );
    expect(causes).toContain('[data]');
    const comment = difference ? differenceMarkdown(difference) : '';
    expect(comment).toEqual(mentioning('… 2 editions 2 … **Look … 1 …'));
    expect(comment).toEqual(
      mentioning(
        `- **does … build**: harbour-ferries/2025-q3/en and harbour-ferries/2025-q4/en (\`${TEMPLATE}:3\`)\n  > `,
      ),
    );
    expect(difference && differenceJson(difference)).toMatchObject({ changed: ['harbour-ferries'], material: true });
    git(root, 'checkout', '--quiet', '--', '.');
  },
);

test('so does one in the data, because of which nothing is gone; fixed, it builds again', LONG, async () => {
  git(root, 'switch', '--quiet', '--create', 'broken', 'changed');
  await edit(root, RELEASE, (text) => text.replace("'377,000'", "'377,000 t'"));
  commit(root, 'mistaken');
  git(root, 'switch', '--quiet', 'main');
  const { difference, messages } = await differenceOf(root, 'changed', 'mistaken');
  expect([messages.length > 0, statesIn(difference)]).toEqual([true, ['failed', 'failed']]);
  expect(failuresIn(difference)).toContain(`head: 2025-q3, 2025-q4 at ${RELEASE}:17`);
  const comment = difference ? differenceMarkdown(difference) : '';
  expect(comment).toEqual(mentioning('passengers.river … count … t'));
  expect(difference?.datasets.flatMap(({ statements }) => statements)).toEqual([]);
  expect(comment).not.toContain('removed');
  const { difference: back, messages: none } = await differenceOf(root, 'mistaken', 'changed');
  expect([none.filter((text) => text.includes('377,000 t')), new Set(statesIn(back))]).toEqual([
    [],
    new Set(['mended']),
  ]);
  expect(failuresIn(back)[0]).toMatch(/^base: /);
  expect(back && differenceMarkdown(back)).toEqual(mentioning('**did … before**: harbour-ferries/2025-q3/en'));
});

test('a new brief that does not build is named, and an edition that is no longer listed is removed', async () => {
  await fs.cp(path.join(root, BRIEF), path.join(root, 'templates/second'), { recursive: true });
  await edit(root, 'templates/second/brief.yaml', (text) => text.replace('dataset:', 'datasets:'));
  await edit(root, `${BRIEF}/brief.yaml`, (text) => text.replace(/.*2025-q3.*\n/, ''));
  const { difference } = await differenceOf(root, 'changed');
  expect(difference?.editions.find(({ head }) => head.edition === '2025-q3')?.state).toBe('removed');
  expect(new Set(difference?.failures.flatMap(({ editions }) => editions))).toEqual(new Set([{ brief: 'second' }]));
  git(root, 'checkout', '--quiet', '--', '.');
  await fs.rm(path.join(root, 'templates/second'), { recursive: true });
});

test('what the cache has is not made again', LONG, async () => {
  const made: string[] = [];
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-store-'));
  class RecordingStore extends ResultStore {
    override async set(kind: string, key: string, content: Uint8Array): Promise<void> {
      made.push(kind);
      await super.set(kind, key, content);
    }
  }
  const compare = () => {
    const options = { environment: process.env, from: root, briefs: [], store: new RecordingStore(folder) };
    return compareStates(new Workspace(root), ['charted', 'turned'], options, new Diagnostics());
  };
  const first = await compare();
  // Two states of the dataset, and the charts of two editions, which both states show alike.
  expect(made.filter((kind) => kind === 'dataset' || kind === 'chart').toSorted()).toEqual([
    'chart',
    'chart',
    'dataset',
    'dataset',
  ]);
  made.length = 0;
  const second = await compare();
  expect(made).toEqual([]);
  expect(second && told(second)).toEqual(first && told(first));
  await fs.rm(folder, { recursive: true });
});

test('the working tree is called by its commit where nothing in it differs, or as it is reported', LONG, async () => {
  git(root, 'switch', '--quiet', '--detach', 'changed');
  const commitId = git(root, 'rev-parse', '--short=7', 'HEAD').trim();
  expect((await differenceOf(root, 'turned')).difference?.head).toBe(`HEAD (${commitId})`);
  git(root, 'switch', '--quiet', 'main');
  const options = { environment: process.env, from: root, briefs: [], headName: 'ab12cd3' };
  const named = await compareStates(new Workspace(root), ['changed', undefined], options, new Diagnostics());
  expect(named?.head).toBe('ab12cd3');
});

test('the repository and its index stay as they are', LONG, async () => {
  const before = [git(root, 'status', '--porcelain'), git(root, 'stash', 'list')];
  await differenceOf(root, 'first');
  expect([git(root, 'status', '--porcelain'), git(root, 'stash', 'list')]).toEqual(before);
});

test('a root folder below the top of its repository is compared with its own earlier state', async () => {
  const top = await makeRoot();
  const root = path.join(top, 'office/briefs');
  await fs.cp(TINY, root, { recursive: true });
  git(top, 'init', '--quiet', '--initial-branch=main');
  commit(top, 'first');
  expect((await differenceOf(root, 'first')).difference?.editions.map(({ state }) => state)).toEqual([
    'unchanged',
    'unchanged',
  ]);
  await fs.rm(top, { recursive: true });
});

test('a chart whose series have exchanged their names is said to name them otherwise', LONG, async () => {
  const own = await makeRepository();
  onTestFinished(() => fs.rm(own, { recursive: true }));
  await addChart(own);
  commit(own, 'named');
  const exchanged: Readonly<Record<string, string>> = {
    'Harbour route': 'River route',
    'River route': 'Harbour route',
  };
  await edit(own, 'data/ferry-passengers/dataset.yaml', (text) =>
    text.replaceAll(
      /label: \{ en: (Harbour route|River route)/g,
      (_, name: string) => `label: { en: ${exchanged[name]}`,
    ),
  );
  commit(own, 'exchanged');
  const { difference } = await differenceOf(own, 'named', 'exchanged');
  const edition = difference?.editions.find(({ head }) => head.edition === '2025-q4');
  const chart = edition?.changes.find(({ part }) => part === 'chart');
  expect(chart?.weight).toBe('words');
  expect(chart?.names).toEqual([
    { address: 'passengers.harbour@2025-Q4', before: 'Harbour route', after: 'River route' },
    { address: 'passengers.river@2025-Q4', before: 'River route', after: 'Harbour route' },
  ]);
  const text = difference && differenceMarkdown(difference);
  expect(text).toContain('passengers.harbour@<!-- -->2025-Q4');
  expect(text).not.toContain('the same figures');
});
