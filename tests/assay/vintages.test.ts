import { describe, expect, test } from 'vitest';
import { assayDataset } from '../../src/assay/assay.ts';
import { revisionsAmong } from '../../src/assay/report/overview.ts';
import { reportOf } from '../../src/assay/report/report.ts';
import type { AssayResult } from '../../src/assay/report/results.ts';
import { overviewLines } from '../../src/cli/overview-text.ts';
import { filesOf, loadFiles } from './world.ts';
import { mentioning, saying } from '../messages.ts';

interface Vintage {
  readonly source: string;
  readonly published: string;
  readonly period?: string;
  readonly observations: string;
}

/** Tests releases of sources at several dates, about 2025 unless they say otherwise. */
async function tested(
  releases: Readonly<Record<string, Vintage>>,
  relations = 'relations: []\n',
  sources: Readonly<Record<string, string>> = {},
): Promise<AssayResult> {
  const indicators = { 'out.a': 'Mt flow', 'out.b': 'Mt flow', 'out.all': 'Mt flow', price: 'EUR/t price' };
  const publishers = [...new Set(Object.values(releases).map(({ source }) => source))];
  const files = filesOf({
    indicators,
    releases: Object.fromEntries(publishers.map((id) => [id, ''])),
    relations,
    sources,
  });
  for (const name of files.keys()) if (name.startsWith('releases/')) files.delete(name);
  for (const [id, { source, published, period = '2025', observations }] of Object.entries(releases)) {
    const head = `release: {id: ${id}, source: ${source}, published: ${published}, period: ${period}}`;
    files.set(`releases/${id}.yaml`, `${head}\nobservations:\n${observations}\n`);
  }
  const { dataset, rules } = await loadFiles(files);
  return assayDataset(dataset, rules);
}

/** Each diagnostic: severity, rule, message. */
function said({ diagnostics }: AssayResult): string[] {
  return diagnostics.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
}

/** Each revision: address, old, new and day. */
function revised({ figures }: AssayResult): string[] {
  return revisionsAmong(figures).map(({ before, now }) =>
    [
      now.observation.address,
      before.observation.printed?.text,
      now.observation.printed?.text,
      now.observation.release.published,
    ].join(' '),
  );
}

const WHOLE = 'relations:\n  - {id: whole, hardness: hard, holds: out.all = out.a + out.b}\n';
const FIRST = '  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: 60.0 Mt}]\n  out.b: [{level: 40.0 Mt}]';

describe('a figure that its publisher revised', () => {
  test.each([
    // each release adds up by itself, but for the figure that is ten times too large
    ['new', { a: '60.0', all: '100.0' }, { a: '599', all: '99.9' }],
    ['old', { a: '600', all: '100.0' }, { a: '59.9', all: '99.9' }],
  ])('is reported where a sum says that it slipped, and nowhere else: in the %s release', async (id, before, now) => {
    const column = ({ a, all }: { a: string; all: string }): string =>
      `  out.all: [{level: ${all} Mt, period: 2024}]\n  out.a: [{level: ${a} Mt, period: 2024}]\n  out.b: [{level: 40.0 Mt, period: 2024}]`;
    const { diagnostics } = await tested(
      {
        old: { source: 'office', published: '2025-02', period: '2024', observations: column(before) },
        new: { source: 'office', published: '2026-02', observations: column(now) },
      },
      WHOLE,
    );
    expect(diagnostics.map(({ severity, place }) => `${severity} ${place?.file.path}`)).toEqual([
      `error data/small/releases/${id}.yaml`,
    ]);
  });

  test('of more than five times its size is a slip, though nothing else reports it', async () => {
    // a row and the next one changed places in the column of the year before
    const swapped = await tested(
      {
        old: {
          source: 'office',
          published: '2025-02',
          period: '2024',
          observations: FIRST.replace('60.0', '92.3').replace('40.0', '7.7'),
        },
        new: {
          source: 'office',
          published: '2026-02',
          observations:
            '  out.all: [{level: 100.0 Mt, period: 2024}]\n  out.a: [{level: 7.7 Mt, period: 2024}]\n  out.b: [{level: 92.3 Mt, period: 2024}]',
        },
      },
      WHOLE,
    );
    expect(swapped.diagnostics).toMatchObject([
      {
        severity: 'error',
        rule: 'assay/beyond-revision',
        hint: expect.stringMatching(/out\.a@2024 and out\.b@2024 exchanged/),
      },
    ]);
    // nothing is accused: the earlier release may be the wrong one
    expect(swapped.figures.filter(({ standing }) => standing === 'accused')).toEqual([]);
    for (const [before, now, count] of [
      ['10.0', '49.0', 0],
      ['10.0', '51.0', 1],
      ['51.0', '10.0', 1],
      ['-1.0', '51.0', 0],
    ] as const) {
      const { diagnostics } = await tested({
        january: { source: 'office', published: '2026-01-20', observations: `  out.a: [{level: ${before} Mt}]` },
        june: { source: 'office', published: '2026-06-20', observations: `  out.a: [{level: ${now} Mt}]` },
      });
      expect(diagnostics, `${before} to ${now}`).toHaveLength(count);
    }
  });

  test.each([
    // by 30% and, as it is 2.5%, by more than is usual; by less than that; digits that fall together by chance
    ['71.6', '55.1', ['error assay/beyond-revision']],
    ['71.6', '73.4', ['error assay/beyond-revision']],
    ['71.6', '71.9', ['warning assay/soft-contradiction', 'warning assay/soft-contradiction']],
    ['7.1', '5.5', []],
  ] as const)(
    'in two rows that now state each what the other stated is reported, however little: %s and %s',
    async (a, b, told) => {
      const column = (first: string, second: string): string =>
        `  out.a: [{level: ${first} Mt, period: 2024}]\n  out.b: [{level: ${second} Mt, period: 2024}]`;
      const result = await tested({
        old: { source: 'office', published: '2025-02', period: '2024', observations: column(a, b) },
        new: { source: 'office', published: '2026-02', observations: column(b, a) },
      });
      expect(result.diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(told);
      const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
      for (const { hint } of errors)
        expect(hint).toEqual(
          saying(
            '… out.a@2024 … out.b@2024 exchanged … out.a@2024 … out.b@2024 exchanged … old … base_revision … relations.yaml',
          ),
        );
      const overview = overviewLines(result).join(' ').replaceAll(/\s+/g, ' ');
      const repair =
        'The likeliest repair: out.a@2024 and out.b@2024 exchanged. Or else: out.a@2024 and out.b@2024 exchanged in old.';
      expect(overview.includes(repair)).toBe(errors.length > 0);
      // the earlier release may be the wrong one
      expect(result.figures.filter(({ standing }) => standing === 'accused')).toEqual([]);
      // one that was revised alone says nothing
      const alone = await tested({
        old: { source: 'office', published: '2025-02', period: '2024', observations: column(a, b) },
        new: { source: 'office', published: '2026-02', observations: column(b, b) },
      });
      expect(alone.diagnostics).toEqual([]);
    },
  );

  test.each([
    // each by less than 1%; one row only; rows that are near one another
    ['71.6', '22.4', '22.5', '71.9', ['error assay/beyond-revision']],
    ['71.6', '22.4', '22.5', '60.0', []],
    ['71.6', '73.4', '73.6', '71.5', []],
  ] as const)(
    'in two rows that now state about what the other stated is reported where they are far apart: %s and %s, now %s and %s',
    async (a, b, c, d, told) => {
      const column = (first: string, second: string): string =>
        `  out.a: [{level: ${first} Mt, period: 2024}]\n  out.b: [{level: ${second} Mt, period: 2024}]`;
      const { diagnostics, figures } = await tested({
        old: { source: 'office', published: '2025-02', period: '2024', observations: column(a, b) },
        new: { source: 'office', published: '2026-02', observations: column(c, d) },
      });
      expect(diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(told);
      for (const { hint } of diagnostics) expect(hint).toContain('with out.a@2024 and out.b@2024 exchanged; or else');
      expect(figures.filter(({ standing }) => standing === 'accused')).toEqual([]);
    },
  );

  test('is a revision with old, new and day, and no error', async () => {
    const result = await tested({
      january: { source: 'office', published: '2026-01-20', observations: '  out.a: [{level: 45.02 Mt}]' },
      june: { source: 'office', published: '2026-06-20', observations: '  out.a: [{level: 45.10 Mt}]' },
    });
    expect(said(result)).toEqual([]);
    expect(revised(result)).toEqual(['out.a@2025 45.02 Mt 45.10 Mt 2026-06-20']);
    expect(result.figures.map(({ standing }) => standing)).toEqual(['untested', 'untested']);
  });

  test('does not contradict the parts that the first vintage of the total was printed with', async () => {
    const result = await tested(
      {
        january: { source: 'office', published: '2026-01-20', observations: FIRST },
        june: { source: 'office', published: '2026-06-20', observations: '  out.all: [{level: 104.0 Mt}]' },
      },
      WHOLE,
    );
    expect(said(result)).toEqual([]);
    expect(revised(result)).toEqual(['out.all@2025 100.0 Mt 104.0 Mt 2026-06-20']);
  });

  test('is an error all the same if it is another number altogether', async () => {
    const result = await tested(
      {
        january: { source: 'office', published: '2026-01-20', observations: FIRST },
        june: { source: 'office', published: '2026-06-20', observations: '  out.all: [{level: 1040 Mt}]' },
      },
      WHOLE,
    );
    expect(said(result)).toEqual([
      saying(
        'error assay/beyond-revision: whole … 2025: out.all = out.a + out.b … 1,035 … 1,045 Mt … 99.9 … 100.1 Mt … january … june … 1 …',
      ),
    ]);
  });

  test('is tested with the other figures of its own release', async () => {
    const result = await tested(
      {
        january: { source: 'office', published: '2026-01-20', observations: FIRST },
        june: {
          source: 'office',
          published: '2026-06-20',
          observations: '  out.all: [{level: 104.0 Mt}]\n  out.a: [{level: 62.0 Mt}]\n  out.b: [{level: 40.0 Mt}]',
        },
      },
      WHOLE,
    );
    expect(said(result).filter((line) => line.startsWith('error'))).not.toEqual([]);
    expect(result.relations.filter(({ name, verdict }) => name === 'whole' && verdict === 'contradicted')).toHaveLength(
      1,
    );
  });
});

// 61.3 + 38.7 = 100.0, of which the later release mistyped a digit of `out.b`
test.each([
  ['61.3', '38.7', 'out.b@2025'],
  // within a usual revision
  ['61.1', '38.9', 'out.b@2025'],
  // far from either part, so that nothing speaks for one of them
  ['52.4', '47.6', 'out.a@2025'],
])('what an earlier release states goes before other values that fix as much: %s and %s', async (a, b, first) => {
  const parts = (own: string, other: string): string =>
    `  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: ${own} Mt}]\n  out.b: [{level: ${other} Mt}]`;
  const result = await tested(
    {
      january: { source: 'office', published: '2026-01-20', observations: parts(a, b) },
      june: { source: 'office', published: '2026-06-20', observations: parts('61.3', '28.7') },
    },
    WHOLE,
  );
  const { components, figures } = reportOf(result);
  expect(components.map(({ repairs: [best] }) => figures[best?.changes[0]?.figure ?? -1]?.address)).toEqual([first]);
  expect(result.figures.filter(({ standing }) => standing === 'accused')).toEqual([]);
});

describe('statements of two publishers', () => {
  test('that differ are not an error if one was published later', async () => {
    const result = await tested({
      january: { source: 'office', published: '2026-01-20', observations: '  out.a: [{level: 45.02 Mt}]' },
      june: { source: 'club', published: '2026-06-20', observations: '  out.a: [{level: 45.10 Mt}]' },
    });
    expect(said(result)).toEqual([
      saying(
        'warning assay/soft-contradiction: out.a/same … 2025: january … june … 45.015 … 45.025 Mt … 45.095 … 45.105 Mt … january … june',
      ),
    ]);
  });

  test('are compared with what the other publisher stated last, not with what it has revised', async () => {
    const result = await tested({
      january: { source: 'office', published: '2026-01-20', observations: '  out.a: [{level: 45.02 Mt}]' },
      april: { source: 'office', published: '2026-04-20', observations: '  out.a: [{level: 45.10 Mt}]' },
      june: { source: 'club', published: '2026-06-20', observations: '  out.a: [{level: 45.1 Mt}]' },
    });
    expect(said(result)).toEqual([]);
  });

  test('of one day are to be the same', async () => {
    const result = await tested({
      one: { source: 'office', published: '2026-01-20', observations: '  out.a: [{level: 45.02 Mt}]' },
      two: { source: 'club', published: '2026-01-20', observations: '  out.a: [{level: 54.02 Mt}]' },
    });
    expect(said(result)).toEqual([mentioning('error assay/contradiction: out.a/same … 2025')]);
  });
});

test('two texts of one release are not vintages, whatever their days', async () => {
  const group = { english: 'rank: 1, publisher_group: one', chinese: 'rank: 1, publisher_group: one' };
  const result = await tested(
    {
      'en-2025': { source: 'english', published: '2026-02-10', observations: '  out.a: [{level: 147.20 Mt}]' },
      'zh-2025': { source: 'chinese', published: '2026-02-04', observations: '  out.a: [{level: 14.72 Mt}]' },
    },
    'relations: []\n',
    group,
  );
  expect(result.diagnostics.map(({ rule }) => rule)).toEqual(['assay/texts-differ']);
  expect(revised(result)).toEqual([]);
});

describe('a growth', () => {
  const growth = (level: string): Record<string, Vintage> => ({
    old: { source: 'office', published: '2025-01-20', period: '2024', observations: '  out.a: [{level: 100.0 Mt}]' },
    now: {
      source: 'office',
      published: '2026-01-20',
      observations: `  out.a: [{level: ${level} Mt}, {growth: 8.0%}]`,
    },
    later: {
      source: 'office',
      published: '2027-01-20',
      period: '2026',
      observations: '  out.a: [{level: 150.0 Mt, period: 2024}]',
    },
  });

  test('is compared with the base as its day knows it, not as it was revised later', async () => {
    expect(said(await tested(growth('108.0')))).toEqual([]);
  });

  test('has the room of base_revision, of the longest name that is above its indicator', async () => {
    const constants = (more: string): string =>
      `constants:\n  base_revision: {in: ['0.999', '1.001'], owner: us}\n${more}relations: []\n`;
    const wide = "  base_revision.out: {in: ['0.9', '1.1'], owner: us}\n";
    const narrow = "  base_revision.out.a: {in: ['0.999', '1.001'], owner: us}\n";
    const contradicted = ['assay/soft-contradiction'];
    const rules = async (text: string): Promise<string[]> =>
      (await tested(growth('112.0'), constants(text))).diagnostics.map(({ rule }) => rule);
    expect(await rules('')).toEqual(contradicted);
    expect(await rules(wide)).toEqual([]);
    expect(await rules(wide + narrow)).toEqual(contradicted);
  });

  test('a base_revision of an indicator that does not exist is reported', async () => {
    const unknown = "constants:\n  base_revision.none: {in: ['0.9', '1.1'], owner: us}\nrelations: []\n";
    expect((await tested(growth('108.0'), unknown)).diagnostics.map(({ rule }) => rule)).toEqual([
      'assay/unused-constant',
    ]);
  });
});
