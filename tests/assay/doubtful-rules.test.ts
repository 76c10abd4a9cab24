import { describe, expect, test } from 'vitest';
import { overviewLines } from '../../src/cli/overview-text.ts';
import { assaySmall, type AssayReport, repairs, resultOfSmall, type Small } from './world.ts';
import { mentioning, saying } from '../messages.ts';

const YEARS = Array.from({ length: 12 }, (_, index) => 2025 - index);

/** Outputs of twelve years from 51 kt on, but for some years, and a bound. */
function bounded(bound: string, others: Readonly<Record<number, string>> = {}, years = YEARS): Small {
  const levels = years.map((year) => `{level: ${others[year] ?? `${51 + 2025 - year} kt`}, period: ${year}}`);
  return {
    indicators: { out: 'kt flow' },
    releases: { office: `  out: [${levels.join(', ')}]` },
    relations: `relations:\n  - {id: cap, hardness: hard, owner: tests, reason: a bound, holds: out <= ${bound}}\n`,
  };
}

function accusedIn({ figures }: AssayReport): string[] {
  return figures.filter(({ standing }) => standing === 'accused').map(({ address }) => address);
}

test('a bound that every figure exceeds is itself suspected first, and no figure is accused', async () => {
  const report = await assaySmall(bounded('5.5 kt'));
  expect(accusedIn(report)).toEqual([]);
  expect(report.components.flatMap(({ rules }) => rules)).toMatchObject([
    { says: saying('… cap …'), first: true, rules: [{ name: 'cap', tested: 12 }] },
  ]);
  const [first, ...more] = report.diagnostics;
  expect(more).toEqual([]);
  expect(first?.message).toEqual(saying('… cap … out <= 5.5 kt … 61.5 … 62.5 kt … 5.5 kt … 2014 … 12 … 12 tests'));
  expect(first?.place?.file.path).toMatch(/relations\.yaml$/);
  expect(first?.hint).toContain('or else all 12 levels in kt ÷10^2');
});

test('a bound that one figure of many exceeds is not a suspect, and the figure is accused', async () => {
  const report = await assaySmall(bounded('90 kt', { 2022: '540 kt' }));
  expect(accusedIn(report)).toEqual(['out@2022']);
  expect(report.components.flatMap(({ rules }) => rules)).toEqual([]);
});

test('a bound with one test alone accuses no figure: either of them may be wrong', async () => {
  const report = await assaySmall(bounded('5.5 kt', {}, [2025]));
  expect(accusedIn(report)).toEqual([]);
  expect(repairs(report)).toEqual([['out@2025 ÷10']]);
  expect(report.diagnostics.map(({ hint }) => hint)).toEqual([mentioning('÷10 … 5.1 … cap …')]);
});

test('nor does a bound that both of its figures exceed, in two contradictions that have no figure in common', async () => {
  const report = await assaySmall(bounded('5.5 kt', {}, [2025, 2024]));
  expect(accusedIn(report)).toEqual([]);
  expect(repairs(report)).toEqual([['out@2024 ÷10'], ['out@2025 ÷10']]);
  for (const { hint } of report.diagnostics) expect(hint).toEqual(mentioning('… cap …'));
});

test('nor does one whose figure others were worked out from, which no slip of one figure alone can fix', async () => {
  const years = bounded('40 kt', { 2025: '60.0 kt', 2024: '50.0 kt' }, [2025, 2024]);
  const office = years.releases['office']?.replace(']', ', {growth: 20.0%, period: 2025}]') ?? '';
  const relations = `${years.relations}`.replace('holds: out <= 40 kt', 'periods: 2025.., holds: out <= 40 kt');
  const report = await assaySmall({ ...years, releases: { office }, relations });
  expect(report.diagnostics.length).toBeGreaterThan(0);
  expect(accusedIn(report)).toEqual([]);
  expect(report.components.flatMap(({ rules }) => rules)).toMatchObject([{ says: saying('… cap …') }]);
});

test('a slip next to a wrong bound is explained together with it', async () => {
  const small = bounded('5.5 kt', { 2024: '520 kt' });
  const relations = `${small.relations}  - {id: steady, hardness: hard, owner: tests, reason: it is, holds: 'out / out@-1 in [0.5, 2]'}\n`;
  const report = await assaySmall({ ...small, relations });
  expect(report.diagnostics.map(({ message }) => message)[0]).toMatch(/^the relation cap may be wrong/);
  expect(report.diagnostics[0]?.hint).toContain('together with: out@2024 ÷10');
});

describe('a claim that fails by one test', () => {
  test.each([
    ['falls', 'growth: 3.1%', 'out:growth@2025 sign'],
    ['first above 140 kt', 'level: 130 kt, period: 2024', 'out@2025 ×10'],
  ])('may itself be untrue: %s', async (claim, nextTo, slip) => {
    const report = await assaySmall({
      indicators: { out: 'kt flow' },
      releases: { office: `  out: [{level: 125 kt}, {claim: ${claim}}, {${nextTo}}]` },
    });
    expect(accusedIn(report)).toEqual([]);
    expect(repairs(report)[0]?.[0]).toBe(slip);
    const name = `out:claim[${claim.replace(/ \d.*/, '')}]@2025`;
    expect(report.diagnostics[0]?.hint).toEqual(mentioning(`… ${name} …`));
  });
});

test('the overview names a likelier rule before the repair of figures, and another one after it', async () => {
  const textOf = async (small: Small): Promise<string> =>
    overviewLines(await resultOfSmall(small))
      .join(' ')
      .replaceAll(/\s+/g, ' ');
  expect(await textOf(bounded('5.5 kt'))).toEqual(mentioning('12 … Likeliest … cap … 12 levels'));
  expect(await textOf(bounded('5.5 kt', {}, [2025]))).toEqual(mentioning('… cap …'));
});

test('what a repair proposes keeps a range, and the word before a number', async () => {
  const proposed = async (part: string): Promise<string | undefined> => {
    const report = await assaySmall({
      indicators: { all: 'kt flow', 'all.a': 'kt flow', 'all.b': 'kt flow' },
      releases: { office: `  all: [{level: 100.0 kt}]\n  all.a: [{level: 60.0 kt}]\n  all.b: [{level: ${part} kt}]` },
      relations:
        'relations:\n  - {id: whole, hardness: hard, holds: all = sum(all.*)}\n  - {id: part, hardness: hard, owner: tests, reason: it is, holds: all.b <= all}\n',
    });
    return report.components[0]?.repairs[0]?.changes[0]?.proposed;
  };
  expect(await proposed('390 to 420')).toBe('39 to 42 kt');
  expect(await proposed('3.90 to 4.20')).toBe('39.0 to 42.0 kt');
  expect(await proposed('over 380')).toBe('over 38 kt');
});
