import fc from 'fast-check';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { testColumns } from '../../src/pipeline/edition-rendering.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { type Decimal, decimalText, normalise } from '../../src/core/numbers/decimal.ts';
import { listDatasets, loadDataset } from '../../src/dataset/dataset-folder.ts';
import { observationsCsv, releasesCsv } from '../../src/dataset/export.ts';
import type { Dataset, Observation } from '../../src/dataset/model.ts';
import { loadChanged, type Loaded, summaryOf } from './case.ts';
import { RANDOM, oneIn, runs } from '../long.ts';

function keyOf({ address, in: text, asIn }: Observation): string {
  return [address, text, asIn].join(' ');
}

/** Everything that a dataset says, except where it is written; statements are in the order of their addresses. */
function contentOf(dataset: Dataset): unknown {
  const releases = [...dataset.releases.values()].map((release) => {
    const inOrder = (stated: readonly Observation[]): Observation[] =>
      [...stated].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    return [release, inOrder(release.observations), inOrder(release.repeats ?? [])];
  });
  const text = JSON.stringify(releases, (key, value: unknown) => {
    // the file of a release states what others reprint of it
    if (key === 'knownFrom' || key === 'place' || key === 'file' || key === 'observations' || key === 'repeats')
      return undefined;
    if (key === 'release' || key === 'indicator' || key === 'source') return (value as { id: string }).id;
    if (typeof value === 'object' && value !== null && 'coefficient' in value)
      return decimalText(normalise(value as Decimal));
    return value instanceof Map ? [...value.entries()] : value;
  });
  return JSON.parse(text);
}

/** Loads what a build exports of a dataset, with the columns on tests, next to its own `dataset.yaml`. */
function reread(dataset: Dataset, declarations: string): Promise<Loaded> {
  const stated = [...dataset.releases.values()].flatMap(({ observations }) => observations);
  const figures = stated.map((_, statement) => ({ statement, standing: 'disputed' as const, relations: [] }));
  const told = testColumns({ statements: stated, figures, relations: [], exceptions: [], calls: [] });
  return loadChanged(async (folder) => {
    await rm(path.join(folder, 'releases'), { recursive: true });
    await mkdir(path.join(folder, 'releases'));
    await copyFile(declarations, path.join(folder, 'dataset.yaml'));
    await writeFile(path.join(folder, 'releases/observations.csv'), observationsCsv(dataset, undefined, told));
    await writeFile(path.join(folder, 'releases/releases.csv'), releasesCsv(dataset));
  });
}

async function expectSame(dataset: Dataset, declarations: string): Promise<void> {
  const { dataset: again, diagnostics } = await reread(dataset, declarations);
  expect(diagnostics.map(summaryOf)).toEqual([]);
  expect(again && contentOf(again)).toEqual(contentOf(dataset));
}

const roots = ['tests/fixtures/tiny', '.'];

oneIn(2).each(roots)('each dataset in %s is the same after it was exported and read again', async (root) => {
  const workspace = new Workspace(root);
  const ids = await listDatasets(workspace);
  expect(ids.length).toBeGreaterThan(0);
  for (const id of ids) {
    const diagnostics = new Diagnostics();
    const dataset = await loadDataset(workspace, id, diagnostics);
    expect(dataset?.releases.size).toBeGreaterThan(0);
    if (dataset) await expectSame(dataset, path.join(root, 'data', id, 'dataset.yaml'));
  }
});

const periods = [
  '2025',
  '2024/25',
  '1999/00..2024/25',
  '2024-S1',
  '2025-Q3',
  '2025-M12',
  '2025-02-28',
  '2024-Q1..2024-Q3',
  '2024-M01..2024-M09',
];

/** Texts of people: anything that a file may hold, with spaces and signs that tables treat in a special way. */
const text = fc
  .oneof(
    fc.constantFrom(
      ' x',
      "'=1",
      "''-2",
      '=SUM(A1)',
      '-5',
      '+5',
      '@x',
      'a,b',
      'a;b "c"',
      'two\nlines',
      '万吨',
      "'",
      '#',
    ),
    fc.string({ minLength: 1, maxLength: 8 }),
  )
  .filter((one) => !/\p{Cc}(?<!\n)/u.test(one) && /[^\s\u00AD]/u.test(one));

const numeral = fc.constantFrom('5', '-0.2', '12,340', '456,000', '61.20', '0', '1,000,000');

const figure = fc.oneof(
  fc.record({
    level: fc
      .tuple(fc.constantFrom('', 'over ', 'under ', 'about ', 'just below ', 'slightly over '), numeral)
      .map((parts) => parts.join('')),
  }),
  fc.record({ level: numeral, resolution: fc.constantFrom('1,000,000', '5,000,000 count') }),
  fc.record({ level: fc.constantFrom('27', '0', '1,200', '8.5'), decimals: fc.constantFrom('1', '3') }),
  fc.record({ level: fc.constantFrom('2,450', '1,000'), resolution: fc.constantFrom('1', '5', '10') }),
  fc.record({ change: numeral, since: fc.constant('paper-2025') }),
  fc.record({ lower: numeral, confidence: fc.constantFrom('90%', '67.5%') }),
  fc.record({ margin: fc.constant('7.2%'), confidence: fc.constant('90%') }),
  fc.record({ change: fc.constantFrom('down 17', 'up slightly over 300', 'down 4 to 5') }),
  fc.record({ growth: fc.constantFrom('-2%', 'down nearly 3%'), since: fc.constant('paper-2025') }),
  fc.record({ level: numeral, from: numeral, since: fc.constant('paper-2025') }),
  fc.record({ claim: fc.constantFrom('rises', 'falls', 'unchanged'), since: fc.constant('paper-2025') }),
  fc.record(
    {
      level: fc.constant('612'),
      corrected: fc.constant('61.2'),
      evidence: fc.constant('arithmetic'),
      corrected_on: fc.constantFrom('2027-03-01', '2027-04', '2028'),
    },
    { requiredKeys: ['level', 'corrected', 'evidence'] },
  ),
  fc.record({ growth: numeral.map((one) => `${one}%`) }),
  fc.record({ share: numeral.map((one) => `${one}%`), of: fc.constant('sales.city') }),
  fc.record({ difference: numeral, from: fc.constant('sales.city') }),
  fc.record({
    difference: numeral.map((one) => `${one} pp`),
    from: fc.constant('sales.city'),
    of: fc.constantFrom('growth', 'share'),
  }),
  fc.record({ claim: fc.constantFrom('rises', 'falls', 'unchanged', 'record high', 'first above 1,000') }),
  fc.record({ claim: fc.constantFrom('rises', 'falls', 'first above 5%'), of: fc.constant('growth') }),
);

const remarks = fc.record(
  {
    in: fc.constantFrom('text', 'table'),
    as_in: fc.constant('paper-2025'),
    at: text,
    words: text,
    note: text,
    condition: fc.constant('dry_summer'),
    status: fc.uniqueArray(fc.constantFrom('provisional', 'estimated', 'forecast', 'break', 'low_reliability'), {
      minLength: 1,
    }),
  },
  { requiredKeys: [] },
);

const head = fc.record(
  {
    title: text,
    url: fc.constant('https://club.example/?a=1,2'),
    announced: fc.constant('2026-01'),
    next_release: fc.constantFrom('2027-03', '2028'),
    transcribed: fc.constant('true'),
  },
  { requiredKeys: [] },
);

/** A figure whose record says that it is rounded, next to one with all its digits. */
const COARSE = [
  {},
  [
    ['2025', { level: '27', decimals: '1' }, { in: 'text', status: ['forecast'] }],
    [
      '2025',
      { level: '1,000,000', resolution: '1,000,000' },
      { in: 'text', as_in: 'paper-2025', status: ['forecast', 'provisional'] },
    ],
  ],
];

test('any dataset is the same after it was exported and read again', RANDOM, async () => {
  const base = path.resolve('tests/cases/dataset/base/dataset.yaml');
  await fc.assert(
    fc.asyncProperty(
      head,
      fc.array(fc.tuple(fc.constantFrom(...periods), figure, remarks), { minLength: 1, maxLength: 6 }),
      async (facts, statements) => {
        const release = { id: 'club-2027', source: 'club', published: '2027-02', period: '2026', ...facts };
        const records = statements.map(([period, stated, rest]) => ({ ...stated, period, ...rest }));
        const { dataset, diagnostics } = await loadChanged((folder) =>
          writeFile(
            path.join(folder, 'releases/drawn.yaml'),
            stringify({ release, observations: { 'sales.all': records } }, { defaultStringType: 'QUOTE_DOUBLE' }),
          ),
        );
        fc.pre(!diagnostics.some(({ rule }) => rule === 'dataset/stated-twice'));
        expect(diagnostics.map(summaryOf)).toEqual([]);
        if (dataset) await expectSame(dataset, base);
      },
    ),
    { numRuns: runs(12), examples: [COARSE as never] },
  );
});
