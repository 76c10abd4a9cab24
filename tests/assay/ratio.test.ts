import { describe, expect, test } from 'vitest';
import { assaySmall, repairs, said, verdicts, type AssayReport } from './world.ts';
import { mentioning } from '../messages.ts';

/** What a harbour states of its freight, which was 4.1 Mt in 2019. */
function harbour(...records: string[]): Promise<AssayReport> {
  return assaySmall({
    indicators: { freight: 'Mt flow' },
    releases: { harbour: `  freight: [${records.map((record) => `{${record}}`).join(', ')}]` },
  });
}

const [NOW, BEFORE] = ['level: 13.1 Mt', 'level: 4.1 Mt, period: 2019'];

test.each([
  // 13.05 / 4.15 = 3.14 to 13.15 / 4.05 = 3.25
  ['3.2', 'compatible'],
  ['320%', 'compatible'],
  ['over 3', 'compatible'],
  ['3.1', 'compatible'],
  ['3.3', 'contradicted'],
  ['3.4', 'contradicted'],
  ['220%', 'contradicted'],
])('%s times the level of 2019 is %s', async (ratio, verdict) => {
  const report = await harbour(NOW, BEFORE, `ratio: ${ratio}, base: 2019`);
  expect(verdicts(report)['freight:ratio[2019]@2025']).toBe(verdict);
});

test('without a base, a ratio is to the year before, and agrees with the growth of its release', async () => {
  // 1 + 56.25% to 1 + 56.35%, rounded outwards
  const [right, wrong] = [await harbour('ratio: 1.56', 'growth: 56.3%'), await harbour('ratio: 1.65', 'growth: 56.3%')];
  expect(said(right)).toEqual([]);
  expect(wrong.diagnostics[0]?.message).toEqual(mentioning('freight … 2025 … 2024 … 1.562 … 1.564 … 1.645 … 1.655'));
  // 65.3% would do as well
  expect(repairs(wrong)[0]?.slice(0, 2)).toEqual([
    'freight:growth@2025 digits 1 and 2 swapped',
    'freight:ratio@2025 digits 2 and 3 swapped',
  ]);
});

test('a ratio implies the level of its base, and a power of ten in it is found', async () => {
  const world = (ratio: string): Promise<AssayReport> =>
    assaySmall({
      indicators: { all: 'Mt flow', 'all.a': 'Mt flow', 'all.b': 'Mt flow' },
      releases: {
        office: `  all: [{level: 100.0 Mt}, {ratio: 2.00, base: 2024}]
  all.a: [{level: 60.0 Mt}, {ratio: ${ratio}, base: 2024}, {growth: 200.0%, base: 2024}]
  all.b: [{level: 40.0 Mt}, {ratio: 1.33, base: 2024}]`,
      },
      relations: 'relations:\n  - {id: whole, hardness: hard, holds: all = sum(all.*)}\n',
    });
  // 50 = 60 / 3 + 40 / 1.33
  const right = await world('3.00');
  expect(said(right)).toEqual([]);
  expect(verdicts(right)['whole/before@2024']).toBe('compatible');
  expect(repairs(await world('30.0'))[0]?.[0]).toBe('all.a:ratio@2025 ÷10');
});

describe('a ratio that cannot be read', () => {
  test.each([
    ['ratio: 3.2 kt', 'dataset/wrong-dimension', 'ratio is stated as a plain number or in %, not in kt'],
    ['ratio: up 3.2', 'dataset/not-a-decimal', 'a ratio goes neither up nor down'],
    ['ratio: 3.2, base: 2026', 'dataset/wrong-base', '2026 is not before 2025'],
    ['ratio: 3.2, since: harbour', 'schema/unknown-key', 'since does not go with ratio'],
  ])('%s', async (record, _rule, message) => {
    await expect(harbour(record)).rejects.toThrow(message);
  });
});

test('a share that is printed as a fraction with the sign is a usual slip', async () => {
  // 23.38 / 29.35 is 79.66 %
  const report = await assaySmall({
    indicators: { all: 'Mt flow', part: 'Mt flow' },
    releases: { office: "  all: [{level: 29.35 Mt}]\n  part: [{level: 23.38 Mt}, {share: '0.797%', of: all}]" },
  });
  expect(repairs(report)[0]?.slice(0, 1)).toEqual(['part:share[all]@2025 ×10^2']);
});
