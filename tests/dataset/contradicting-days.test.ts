import { describe, expect, test } from 'vitest';
import { tryFiles } from '../assay/world.ts';

const DATASET = `title: A pool
publisher: The editors
licence: MIT
locales: [en]
sources:
  pool: { publisher: The pool, rank: 1 }
  town: { publisher: The town, rank: 2 }
indicators:
  swims: { label: Swims, unit: count, kind: flow }
  swims.clubs: { label: LABEL, unit: count, kind: flow }
  water: { label: Water, unit: m3, kind: stock }
`;

/** What is said about days and labels, with the file and line. */
async function found(releases: Readonly<Record<string, string>>, label = 'Swims of clubs'): Promise<string[]> {
  const files = new Map([
    ['dataset.yaml', DATASET.replace('LABEL', label)],
    ...Object.entries(releases).map(([id, text]) => [`releases/${id}.yaml`, text] as const),
  ]);
  const { diagnostics } = await tryFiles(files);
  return diagnostics
    .filter(({ rule }) => rule === 'dataset/bad-date' || rule === 'dataset/same-label')
    .map(({ rule, severity, place }) => `${severity} ${rule} ${place?.file.path.split('/').at(-1)}:${place?.line}`);
}

const release = (id: string, source: string, published: string, figures: string): string =>
  `release: { id: ${id}, source: ${source}, published: ${published}, period: 2025 }\nobservations:\n  ${figures}\n`;

describe('the day of a correction', () => {
  const projectWith = (since: string): Record<string, string> => ({
    'pool-2025': release(
      'pool-2025',
      'pool',
      '2026-01-20',
      `swims: [{ level: '91,204', corrected: '19,204', evidence: [town-2025]${since} }]`,
    ),
    'town-2025': release('town-2025', 'town', '2026-02-10', "swims: [{ level: '19,204' }]"),
  });
  test('is not before that of all its evidence', async () => {
    expect(await found(projectWith(', corrected_on: 2026-01-21'))).toEqual(['error dataset/bad-date pool-2025.yaml:3']);
  });
  test.each(['', ', corrected_on: 2026-02-10', ', corrected_on: 2026-03', ', corrected_on: 2026-02'])(
    'may be %j',
    async (since) => {
      expect(await found(projectWith(since))).toEqual([]);
    },
  );
});

describe('a release that was published before its period ended', () => {
  const only = (text: string): Record<string, string> => ({ 'pool-2025': text });
  test('states no sum of the whole of it as settled', async () => {
    const text = release('pool-2025', 'pool', '2025-01-20', "swims: [{ level: '19,204' }]");
    expect(await found(only(text))).toEqual(['warning dataset/bad-date pool-2025.yaml:1']);
  });
  test.each([
    ['2025-12-10', "swims: [{ level: '19,204', status: [forecast] }]"],
    ['2025-12-10', 'swims: [{ level: about 19000 }]'],
    ['2025-12-10', "swims: [{ level: '4,801', period: 2025-Q3 }]"],
    ['2025-12-10', 'water: [{ level: 2,500 m3, period: 2025-12-01 }]'],
    ['2025', "swims: [{ level: '19,204' }]"],
    ['2026-01-20', "swims: [{ level: '19,204' }]"],
  ])('on %s may state %s', async (published, figures) => {
    expect(await found(only(release('pool-2025', 'pool', published, figures)))).toEqual([]);
  });
});

describe('indicators that measure the same', () => {
  const text = release('pool-2025', 'pool', '2026-01-20', "swims: [{ level: '19,204' }]");
  test.each(['Swims', 'swims'])('are reported with the one label %s', async (label) => {
    expect(await found({ 'pool-2025': text }, label)).toEqual(['warning dataset/same-label dataset.yaml:10']);
  });
  test.each(['Swims of clubs', 'Water'])('are not with the label %s', async (label) => {
    expect(await found({ 'pool-2025': text }, label)).toEqual([]);
  });
});
