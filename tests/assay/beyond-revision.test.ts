import { describe, expect, test } from 'vitest';
import { assayDataset } from '../../src/assay/assay.ts';
import type { AssayResult } from '../../src/assay/report/results.ts';
import { overviewLines } from '../../src/cli/overview-text.ts';
import { assaySmall, filesOf, loadFiles } from './world.ts';
import { mentioning, saying } from '../messages.ts';

const INDICATORS = { 'out.a': 'Mt flow', 'out.b': 'Mt flow', 'out.c': 'Mt flow', net: 'Mt flow' };

/** Severity, rule and hint of each diagnostic of a release for 2025 next to one of the same office for 2024. */
async function checked(now: string, before: string, constants = ''): Promise<string[]> {
  const { diagnostics } = await tested(now, before, constants);
  return diagnostics.map(({ severity, rule, hint = '' }) => `${severity} ${rule}: ${hint.split(';')[0]}`);
}

/** The result with a third release of the office, for 2026, if one is given. */
async function tested(now: string, before: string, constants = '', later?: string): Promise<AssayResult> {
  const files = filesOf({
    indicators: INDICATORS,
    releases: { office_2024: before, office_2025: now, ...(later === undefined ? {} : { office_2026: later }) },
    relations: constants.includes('relations:') ? constants : `${constants}relations: []\n`,
  });
  for (const [path, text] of files) files.set(path, text.replace(/source: office_202[56]/, 'source: office_2024'));
  const { dataset, rules } = await loadFiles(files);
  return assayDataset(dataset, rules);
}

function screenOf(result: AssayResult): string {
  return overviewLines(result).join(' ').replaceAll(/\s+/g, ' ');
}

const OLD =
  '  out.a: [{level: 100.0 Mt}]\n  out.b: [{level: 60.0 Mt}]\n  out.c: [{level: 123.4 Mt}]\n  net: [{level: -20.0 Mt}]';

describe('a release that an earlier one of its publisher contradicts', () => {
  test.each([
    // 108.0 / 100.0
    ['the sign of a growth', '  out.a: [{level: 108.0 Mt}, {growth: -8.0%}]', '… 8.0%'],
    ['the sign of a change', '  net: [{level: -28.0 Mt}, {change: 8.0 Mt, base: 2024}]', '… -8.0 Mt'],
    ['a power of ten', '  out.a: [{level: 1080 Mt}, {growth: 8%}]', '÷10 makes it 108 Mt'],
    ['the level of the year before', '  out.c: [{level: 123.4 Mt}, {growth: 8.0%}]', '… 2024 …'],
  ])('is wrong where a slip that keeps the digits explains it: %s', async (_, now, remedy) => {
    const [said, ...others] = await checked(now, OLD);
    expect(said).toMatch(/^error assay\/beyond-revision: .*2025.* in office_2025: /);
    expect(said).toEqual(mentioning(remedy));
    expect(others).toEqual([]);
  });

  test('two rows that change places are one mistake', async () => {
    // a grew from 100.0 to 108.0, b from 60.0 to 66.0
    const said = await checked(
      '  out.a: [{level: 66.0 Mt}, {growth: 8.0%}]\n  out.b: [{level: 108.0 Mt}, {growth: 10.0%}]',
      OLD,
    );
    expect(said).toEqual([saying('error assay/beyond-revision … out.a@2025 … out.b@2025 exchanged')]);
  });

  test.each([
    ['no slip explains it', '  out.a: [{level: 103.0 Mt}, {growth: 8.0%}]'],
    ['the digits would have to change', '  out.a: [{level: 150.2 Mt}, {growth: 5.2%}]'],
    ['it is within a usual revision', '  out.a: [{level: 100.4 Mt}, {growth: -0.4%}]'],
    ['a slip explains it by chance, because few digits are printed', '  out.a: [{level: 104 Mt}, {growth: -4%}]'],
  ])('may have been revised where %s', async (_, now) => {
    expect(await checked(now, OLD)).toEqual([expect.stringMatching(/^warning assay\/soft-contradiction/)]);
  });

  test('is wrong where the base would have changed more than fivefold', async () => {
    expect(await checked('  out.a: [{level: 7 Mt}, {growth: 8.0%}]', OLD)).toEqual([
      saying('error assay/beyond-revision …'),
    ]);
  });

  // 224.8 next to 22.51, which is 0.13 % more than 22.48; 23.40 is 4 % more
  test.each([
    ['22.48', 'out.a@2024 in office_2025: ×10 makes it 224.8 Mt; or else out.a@2024 ÷10 in office_2024'],
    ['22.51', 'out.a@2024 in office_2025: ×10 makes it 225.1 Mt; or else out.a@2024 ÷10 in office_2024'],
    ['23.40', 'compare these figures with the source'],
  ])('leaves room for a usual revision after a slip of ten times: %s', async (later, remedy) => {
    const result = await tested(`  out.a: [{level: ${later} Mt, period: 2024}]`, '  out.a: [{level: 224.8 Mt}]');
    expect(result.diagnostics.map(({ rule }) => rule)).toEqual(['assay/beyond-revision']);
    expect(result.diagnostics[0]?.hint).toEqual(saying(`${remedy} … base_revision … relations.yaml`));
  });

  test('is one mistake with the sum that was worked out from the slip, and with all of a table that is revised', async () => {
    const relations = 'relations:\n  - {id: sum, hardness: hard, reason: parts, holds: net = out.a + out.b + out.c}\n';
    const table = (levels: readonly string[], unit: string): string =>
      levels
        .map((level, at) => `  ${Object.keys(INDICATORS)[at]}: [{level: ${level} ${unit}, period: 2024}]`)
        .join('\n');
    const hints = async (unit: string, ...before: readonly string[]): Promise<string[]> => {
      // 22.51 / 28.25 and 2.20 / 28.25 are 79.7 and 7.8 %
      const now = table(['22.51', '3.54', '2.20', '28.25'], 'Mt')
        .replace(']', ', {share: 79.7%, of: net, period: 2024}]')
        .replace('2.20 Mt, period: 2024}', '2.20 Mt, period: 2024}, {share: 7.8%, of: net, period: 2024}');
      const { diagnostics } = await tested(now, table(before, unit), relations);
      return diagnostics.map(({ rule, hint }) => `${rule}: ${hint?.replace(/; if all.*/, '')}`);
    };
    // 22.48 + 3.53 + 2.20 is 28.21
    expect(await hints('Mt', '224.8', '3.53', '2.20', '230.53')).toEqual([
      saying('assay/beyond-revision … out.a@2024 ÷10 … net@2024 …'),
    ]);
    expect(await hints('Mt', '22.48', '3.53', '22.0', '48.01')).toEqual([
      saying('assay/beyond-revision … out.c@2024 ÷10 … net@2024 …'),
    ]);
    expect(await hints('kt', '22.48', '3.53', '2.20', '28.21')).toEqual([
      saying('assay/beyond-revision … 4 … kt ×10^3 … 4 … ÷10^3 … office_2025'),
    ]);
  });

  test('no slip is named that contradicts other figures', async () => {
    // out.b is half of 1080, so that 108 would not do; 1080 / 1.08 = 1000
    const now = '  out.a: [{level: 1080 Mt}, {growth: 8%}]\n  out.b: [{level: 540.0 Mt}, {share: 50.0%, of: out.a}]';
    expect(await checked(now, OLD)).toEqual([
      'error assay/beyond-revision: out.a@2024 in office_2024: ×10 makes it 1,000 Mt',
    ]);
  });

  test.each([
    // 25.0 four times is 100.0, which rounding changes by 0.2 at most, and that of the whole by 0.05
    ['rounding explains it', '100.2', '25.0', undefined],
    ['rounding does not', '100.3', '25.0', /^error .*: one of these is wrong: compare these figures with the source/],
    ['it is little', '102.0', '25.0', /^error .*: one of these is wrong: compare these figures with the source/],
    [
      'the whole has a power of ten too many',
      '1000.0',
      '25.0',
      /^error .*: out.a@2025 in office_2025: ÷10 makes it 100/,
    ],
    // 100.0 is the sum of 16.0, 34.0, 27.0 and 23.0: 61.0 in place of 16.0
    [
      'two digits of a quarter changed places',
      '100.0',
      '61.0',
      /^error .*: out.a@2025-Q1 in office_2025: with digits 1 and/,
    ],
    ['a quarter is a tenth of what it should be', '100.0', '1.6', /^error .*: out.a@2025-Q1 in office_2025: ×10 makes/],
    ['no slip explains it', '100.0', '29.3', /^error .*: one of these is wrong: compare these figures with the source/],
    ['a quarter is more than the whole', '20.0', '29.3', /^error .*: one of these is wrong: compare these figures/],
  ])('parts of one release are wrong next to their whole where %s', async (_, whole, first, expected) => {
    const rest = first === '25.0' ? ['25.0', '25.0', '25.0'] : ['34.0', '27.0', '23.0'];
    const quarters = [first, ...rest].map((level, at) => `{level: ${level} Mt, period: 2025-Q${at + 1}}`);
    const said = await checked(`  out.a: [{level: ${whole} Mt}, ${quarters.join(', ')}]`, OLD);
    if (expected) expect(said[0]).toMatch(expected);
    else expect(said).toEqual([]);
  });

  test('a slip that would be reported so counts as noticed, and on the screen its releases are named', async () => {
    const { figures } = await tested('  out.a: [{level: 108.0 Mt}, {growth: 8.0%}]', OLD);
    const growth = figures.find(({ observation }) => observation.measure === 'growth');
    const reaches = growth?.notices().map(({ change: { name }, reach }) => `${name} ${reach}`);
    // 108.0 / 100.0 is 1.08: by 0.92 or 1.8 it would be reported, by 1.0008, as from a base of 107.9, too
    expect(reaches).toContain('sign history');
    expect(reaches).toContain('×10 history');
    // a base may have been revised by the 0.2 that lie between 107.8 and 108.0
    const little = await tested('  out.a: [{level: 100.2 Mt}, {growth: 0.2%}]', OLD);
    expect(little.figures.find(({ observation }) => observation.measure === 'growth')?.notices()).toContainEqual(
      expect.objectContaining({ change: expect.objectContaining({ name: 'sign' }), reach: undefined }),
    );
    const slipped = await tested('  out.a: [{level: 108.0 Mt}, {growth: -8.0%}]', OLD);
    expect(screenOf(slipped)).toEqual(mentioning('… office_2024 … office_2025 … out.a'));
    const parts = ['16.0', '34.0', '2.70', '23.0'].map(
      (level, at) => `, {level: ${level} Mt, period: 2025-Q${at + 1}}`,
    );
    expect(screenOf(await tested(`  out.a: [{level: 100.0 Mt}${parts.join('')}]`, OLD))).toEqual(
      mentioning('… office_2025 … out.a/part … 2025.'),
    );
  });

  test('two publishers may count differently, but not ten times as much', async () => {
    const share = async (stated: string): Promise<string[]> => {
      const world = await assaySmall({
        indicators: INDICATORS,
        releases: {
          office: `  out.b: [{level: 60.0 Mt}, {share: ${stated}, of: out.a}]`,
          bureau: '  out.a: [{level: 1200 Mt}]',
        },
        relations: 'relations: []\n',
      });
      return world.diagnostics.map(({ severity, rule }) => `${severity} ${rule}`);
    };
    // 60 / 1200 is 5 %
    expect(await share('50.0%')).toEqual(['error assay/beyond-revision']);
    expect(await share('8.0%')).toEqual(['warning assay/soft-contradiction']);
  });

  test('may have been revised as far as base_revision says', async () => {
    const constants = "constants:\n  base_revision: {in: ['0.8', '1.25'], owner: us}\n";
    expect(await checked('  out.a: [{level: 108.0 Mt}, {growth: -8.0%}]', OLD, constants)).toEqual([]);
    // The parts add up to 125 at most after such a revision; the relation itself does not allow for one.
    const quarters = ['Q1', 'Q2', 'Q3', 'Q4'].map((quarter) => `, {level: 2.5 Mt, period: 2025-${quarter}}`).join('');
    const wide = "constants:\n  base_revision: {in: ['0.05', '20'], owner: us}\n";
    const total = `  out.a: [{level: 100.0 Mt}${quarters}]`;
    expect(await checked(total, OLD)).toEqual([expect.stringMatching(/^error assay\/beyond-revision/)]);
    expect(await checked(total, OLD, wide)).toEqual([expect.stringMatching(/^warning assay\/soft-contradiction/)]);
  });

  test('may have been revised where the definition changed', async () => {
    const said = await checked('  out.a: [{level: 108.0 Mt}, {growth: -8.0%, status: [break]}]', OLD);
    expect(said).toEqual([expect.stringMatching(/^warning assay\/soft-contradiction/)]);
  });
});

describe('a unit that a whole column has wrong', () => {
  const table = (columns: readonly (readonly string[])[], unit: string): string =>
    ['out.a', 'out.b', 'out.c']
      .map((id, row) => {
        const cells = columns.map((levels, at) => `{level: ${levels[row]} ${unit}, period: ${2025 - at}, at: table/1}`);
        return `  ${id}: [${cells.join(', ')}]`;
      })
      .join('\n');
  const [LAST, NOW] = [
    ['100.1', '60.2', '123.4'],
    ['108.3', '61.5', '120.6'],
  ];
  const ofLastYear = (unit: string): string => table([LAST], unit).replaceAll('period: 2025', 'period: 2024');

  test('is one error in a table of two years, first where the unit is not that of the indicators', async () => {
    // what an office would print of the year before is the same in both releases, but for the unit
    for (const [ours, theirs, place, first] of [
      ['bn t', 'Mt', '2025', 'all 6 levels in bn t ÷10^3'],
      ['Mt', 'bn t', '2024', 'all 3 levels in bn t ÷10^3'],
    ] as const) {
      const { diagnostics } = await tested(table([NOW, LAST], ours), ofLastYear(theirs));
      expect(diagnostics.map(({ place: at, hint }) => `${at?.file.path} ${hint?.split(/;/)[0]}`)).toEqual([
        saying(`data/small/releases/office_${place}.yaml … ${first}`),
      ]);
    }
  });

  test('is not of a column that another release states otherwise, though it has the size of the wrong one', async () => {
    const firstHints = async (later?: string): Promise<(string | undefined)[]> =>
      (await tested(table([NOW, LAST], 'bn t'), ofLastYear('Mt'), '', later)).diagnostics.map(
        ({ hint }) => hint?.split(';')[0],
      );
    expect(await firstHints()).toEqual([saying('… 6 … bn t ÷10^3')]);
    // 340 is neither 108.3 nor 108,300
    expect(await firstHints('  out.a: [{level: 340 Mt, period: 2025}]')).toEqual([
      'compare these figures with the source',
      saying('… 3 … bn t … 2024 ÷10^3'),
    ]);
  });

  const BEFORE = '  out.a: [{level: 8.52 Mt}]\n  out.b: [{level: 43.07 Mt}]\n  out.c: [{level: 3.11 Mt}]';

  test('is one error where growth shows it row by row', async () => {
    // 8.47 / 8.52, 42.88 / 43.07 and 3.25 / 3.11, printed in kt under Mt
    const now = `  out.a: [{level: 8470 Mt}, {growth: -0.6%}]
  out.b: [{level: '42,880 Mt'}, {growth: -0.4%}]
  out.c: [{level: 3250 Mt}, {growth: 4.5%}]`;
    expect(await checked(now, BEFORE)).toEqual([saying('error assay/beyond-revision … 3 … ÷10^3')]);
  });

  test('is found in one column of a table that repeats the year before', async () => {
    const now = ['8520 8.47', '43070 42.88', '3110 3.25'].map((cells, at) => {
      const [before, own] = cells.split(' ');
      return `  out.${'abc'[at]}: [{level: ${before} Mt, period: 2024, at: table/1}, {level: ${own} Mt, at: table/1}]`;
    });
    const { diagnostics } = await tested(now.join('\n'), BEFORE);
    expect(diagnostics.map(({ hint = '' }) => hint)).toEqual([
      expect.stringMatching(/^it\D*3\D*2024 ÷10\^3\D*3\D*×10\^3\D*office_2024;/),
    ]);
  });

  const LARGE = '  out.a: [{level: 8470 Mt}]\n  out.b: [{level: 42880 Mt}]\n  out.c: [{level: 3250 Mt}]';

  test('is a warning where only the levels of the year before show it', async () => {
    const { diagnostics } = await tested(LARGE, BEFORE);
    expect(diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: all 3 levels in Mt of office_2025 at 2025 are about 1,000 times those of office_2024 at 2024: out.a from 8.52 Mt to 8470 Mt, out.b from 43.07 Mt to 42880 Mt and out.c from 3.11 Mt to 3250 Mt',
    ]);
    expect(await checked(BEFORE, LARGE)).toEqual([saying('warning assay/soft-contradiction …')]);
  });

  test.each([
    ['one row that did not change so', LARGE.replace('3250', '3.25')],
    ['rows that changed by different powers', LARGE.replace('3250', '325000')],
    ['a single row', '  out.a: [{level: 8470 Mt}]'],
    ['rows that grew fortyfold', '  out.a: [{level: 340 Mt}]\n  out.b: [{level: 1720 Mt}]\n  out.c: [{level: 124 Mt}]'],
  ])('is not suspected because of %s', async (_, now) => {
    expect(await checked(now, BEFORE)).toEqual([]);
  });
});

describe('a whole between its parts', () => {
  const quarters =
    '{level: 412 Mt, period: 2025-Q1}, {level: 418 Mt, period: 2025-Q2}, {level: 431 Mt, period: 2025-Q3}, {level: 427 Mt, period: 2025-Q4}';
  const hints = async (level: string): Promise<string[]> => {
    const { diagnostics } = await tested(`  out.a: [${quarters}, {level: ${level}}]`, '  out.b: [{level: 1 Mt}]');
    return diagnostics.map(({ hint = '' }) => hint);
  };

  test('may be an average of an indicator that is not a flow', async () => {
    // (412 + 418 + 431 + 427) ÷ 4 = 422
    const said = await hints('422 Mt');
    expect(said.length).toBeGreaterThan(0);
    expect(said.every((hint) => hint.includes('kind: count, index, price or ratio'))).toBe(true);
  });

  test('but not where a slip of a part alone puts it between them', async () => {
    // 1,688 is their sum with 427 for 4,270
    const slipped = quarters.replace('427 Mt', '4270 Mt');
    const { diagnostics } = await tested(`  out.a: [${slipped}, {level: 1688 Mt}]`, '  out.b: [{level: 1 Mt}]');
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.some(({ hint = '' }) => hint.includes('kind:'))).toBe(false);
  });

  test('but not where it lies outside of them', async () => {
    // their sum is 1,688; 168.8 is a slip of the point
    const said = await hints('168.8 Mt');
    expect(said.length).toBeGreaterThan(0);
    expect(said.some((hint) => hint.includes('kind:'))).toBe(false);
  });
});
