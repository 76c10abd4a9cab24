import { expect, test } from 'vitest';
import { assaySmall } from './world.ts';

const INDICATORS = { 'out.a': 'Mt flow', 'out.all': 'Mt flow' };

/** The verdict of every test that a claim about out.a makes, hard ones before soft ones. */
async function verdictsOf(claim: string, levels: Readonly<Record<number, number>>, more = ''): Promise<string[]> {
  const records = Object.entries(levels).map(([year, level]) => `{level: ${level}.0 Mt, period: ${year}}`);
  const releases = { office: `  out.a: [${[...records, `{claim: ${claim}}`].join(', ')}${more}` };
  const { relations } = await assaySmall({ indicators: INDICATORS, releases });
  const own = relations.filter(({ name }) => name.startsWith('out.a:claim'));
  return own.map(({ strength, verdict }) => `${strength} ${verdict}`).sort();
}

const YES = 'hard compatible';
const NO = 'hard contradicted';

test('of a record low: not above any year before, and not risen', async () => {
  expect(await verdictsOf('record low', { 2023: 80, 2024: 75, 2025: 70 }, ', {growth: -6.7%}]')).toEqual([YES, YES]);
  expect(await verdictsOf('record low', { 2023: 60, 2024: 75, 2025: 70 }, ', {growth: 2.0%}]')).toEqual([NO, NO]);
});

test('of the highest since a year: not below any after it, and that year had as much', async () => {
  expect(await verdictsOf('highest since 2022', { 2022: 90, 2023: 80, 2024: 75, 2025: 85 }, ']')).toEqual([
    YES,
    'soft compatible',
  ]);
  expect(await verdictsOf('highest since 2022', { 2022: 80, 2023: 80, 2024: 88, 2025: 85 }, ']')).toEqual([
    NO,
    'soft contradicted',
  ]);
  expect(await verdictsOf('lowest since 2022', { 2022: 60, 2023: 80, 2024: 75, 2025: 70 }, ']')).toEqual([
    YES,
    'soft compatible',
  ]);
  expect(await verdictsOf('lowest since 2022', { 2022: 60, 2023: 65, 2024: 75, 2025: 70 }, ']')).toEqual([
    NO,
    'soft compatible',
  ]);
});

test('of a third rise in a row: each of three years rose', async () => {
  expect(await verdictsOf('3rd consecutive rise', { 2022: 70, 2023: 71, 2024: 72, 2025: 73 }, ']')).toEqual([
    YES,
    YES,
    YES,
  ]);
  expect(await verdictsOf('3rd consecutive rise', { 2022: 70, 2023: 69, 2024: 72, 2025: 73 }, ']')).toEqual([
    YES,
    YES,
    NO,
  ]);
  expect(await verdictsOf('2nd consecutive fall', { 2023: 73, 2024: 72, 2025: 70 }, ']')).toEqual([YES, YES]);
});

test('of months in a row: the growth of each, and softly that it turned before', async () => {
  const rates = (signs: string): string =>
    Array.from(signs)
      .map((sign, at) => `, {growth: ${sign}2.0%, period: 2025-M0${at + 1}}`)
      .join('');
  const claim = '3rd consecutive rise, period: 2025-M04';
  expect(await verdictsOf(claim, {}, `${rates('-+++')}]`)).toEqual([YES, YES, YES, 'soft compatible']);
  expect(await verdictsOf(claim, {}, `${rates('-+-+')}]`)).toEqual([YES, YES, NO, 'soft compatible']);
  expect(await verdictsOf(claim, {}, `${rates('++++')}]`)).toEqual([YES, YES, YES, 'soft contradicted']);
});

test('of what doubled: from nearly twice to less than three times', async () => {
  expect(await verdictsOf('doubled', { 2024: 40, 2025: 81 }, ', {growth: 102.5%}]')).toEqual([YES, YES]);
  expect(await verdictsOf('doubled', { 2024: 40, 2025: 70 }, ', {growth: 75.0%}]')).toEqual([NO, NO]);
  expect(await verdictsOf('doubled', { 2024: 40, 2025: 130 }, ']')).toEqual([NO]);
});

test('of more than half of a whole: by the levels and by the share', async () => {
  const whole = (level: number, share: string): string =>
    `, {share: ${share}, of: out.all}]\n  out.all: [{level: ${level}.0 Mt}]`;
  const claim = 'more than half of out.all';
  expect(await verdictsOf(claim, { 2025: 60 }, whole(100, '60%'))).toEqual([YES, YES]);
  expect(await verdictsOf(claim, { 2025: 40 }, whole(100, '40%'))).toEqual([NO, NO]);
});

test('about growth compares growth, not levels', async () => {
  const rates = ', {growth: 3.0%, period: 2024}, {growth: 5.0%, period: 2025}]';
  expect(await verdictsOf('record high, of: growth', { 2024: 100, 2025: 90 }, rates)).toEqual([YES]);
  const slower = ', {growth: 7.0%, period: 2024}, {growth: 5.0%, period: 2025}]';
  expect(await verdictsOf('record high, of: growth', { 2024: 100, 2025: 105 }, slower)).toEqual([NO]);
});
