import type { LocaleId } from '../../src/language/locales.ts';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { chartCsv } from '../../src/chart/chart-csv.ts';
import type { ChartRow } from '../../src/chart/chart-model.ts';
import { worksOf } from '../../src/chart/worked-out.ts';
import type { Edition } from '../../src/dataset/edition.ts';
import { bindSound, draw, drawSound, ferries } from './case.ts';
import { textsOf } from './svg.ts';
import { saying } from '../messages.ts';

let edition: Edition;
beforeAll(async () => {
  edition = await ferries();
});

const ROUTES = ['passengers.harbour', 'passengers.river'];

function chartOf(data: object): string {
  return JSON.stringify({
    data,
    height: { step: 24 },
    encoding: { y: { field: 'label', type: 'nominal' }, x: { field: 'value', type: 'quantitative' } },
    layer: [
      { mark: 'bar' },
      { mark: { type: 'text', style: 'label', align: 'left', dx: 5 }, encoding: { text: { field: 'text' } } },
    ],
  });
}

async function rowsOf(data: object, locale: LocaleId = 'en'): Promise<readonly ChartRow[]> {
  const bound = await bindSound(chartOf(data), edition, locale);
  return bound.rows.get('/data') ?? [];
}

async function mistakesOf(data: object): Promise<string[]> {
  const { bound, diagnostics } = await draw(chartOf(data), edition);
  expect(bound).toBeUndefined();
  expect(diagnostics.every(({ hint }) => hint !== undefined)).toBe(true);
  return diagnostics.map(({ rule, message }) => `${rule}: ${message}`);
}

describe('figures that a chart works out', () => {
  test('a share is in per cent of another level of its period, with what both may stand for', async () => {
    const [harbour, river] = await rowsOf({ address: ROUTES, as: 'share', of: 'passengers' });
    // 731 of 1,108 thousand, 730.5 of 1,108.5 to 731.5 of 1,107.5; 377 of 1,108
    expect(harbour).toMatchObject({
      unit: '%',
      text: '66.0%',
      measure_label: 'share of passengers',
      period: '2025-Q4',
    });
    expect(harbour?.['value']).toBeCloseTo(65.975, 3);
    expect(harbour?.['low']).toBeCloseTo(65.9, 3);
    expect(harbour?.['high']).toBeCloseTo(66.05, 3);
    expect(river).toMatchObject({ text: '34.0%', amount: river?.['value'] });
    expect(await rowsOf({ address: 'passengers', as: 'share', of: 'passengers' })).toMatchObject([
      { value: 100, low: 100, high: 100 },
    ]);
  });

  test('an index is in per cent of the level of its base, which is 100 exactly, and says its base in each language', async () => {
    const data = { address: 'passengers.harbour@2025-Q3..2025-Q4', as: 'index', base: '2025-Q3' };
    const [base, now] = await rowsOf(data);
    expect(base).toMatchObject({ value: 100, low: 100, high: 100, text: '100' });
    // 731 / 824 thousand is 0.8871, 730.5 / 824.5 is 0.8860 and 731.5 / 823.5 is 0.8883
    expect(now).toMatchObject({ text: '88.7', measure_label: 'third quarter of 2025 = 100', measure: 'level' });
    expect(now?.['value']).toBeCloseTo(88.714, 3);
    expect(now?.['low']).toBeCloseTo(88.599, 3);
    expect(now?.['high']).toBeCloseTo(88.828, 3);
    expect(now?.['amount']).toBe(now?.['value']);
    const [chinese] = await rowsOf(data, 'zh-CN');
    expect(chinese?.['measure_label']).toBe('2025年第三季度 = 100');
  });

  test('a difference is of levels in their unit, and of rates in points', async () => {
    // 731 - 377 thousand, each to half a thousand
    expect(await rowsOf({ address: 'passengers.harbour', as: 'difference', from: 'passengers.river' })).toMatchObject([
      { unit: 'count', value: 354_000, low: 353_000, high: 355_000, text: '+354,000' },
    ]);
    // 5.5 - 6.1, each to 0.05
    expect(await rowsOf({ address: 'passengers.harbour:growth', as: 'difference', from: 'passengers' })).toMatchObject([
      { unit: 'pp', value: -0.6, low: -0.7, high: -0.5, text: '−0.6' },
    ]);
  });

  test('a sum is one row a period, named by its parts', async () => {
    expect(await rowsOf({ address: ROUTES, as: 'sum' })).toMatchObject([
      { value: 1_108_000, low: 1_107_000, high: 1_109_000, text: '1,108,000', label: 'Harbour route and river route' },
    ]);
  });

  test('what a figure rests on gives its flags, and none is hollow for being worked out', async () => {
    expect(await rowsOf({ address: 'fuel.used', as: 'share', of: 'fuel.used' })).toMatchObject([
      { provisional: true, derived: false },
    ]);
  });

  test('they are drawn and read back, described, named in the subtitle and in the CSV file', async () => {
    const { rendered } = await drawSound(chartOf({ address: ROUTES, as: 'share', of: 'passengers' }), edition);
    expect(textsOf(rendered.svg)).toEqual(expect.arrayContaining(['66.0%', '34.0%']));
    expect(rendered.description).toBe('Harbour route: 66.0%. River route: 34.0%.');
    const context = { dataset: edition.dataset, locale: 'en' as const };
    expect(worksOf(rendered.values, context)).toEqual(['share of passengers']);
    expect(parse(chartCsv(rendered.values, context))).toEqual([
      ['period', 'Harbour route, share of passengers (%)', 'River route, share of passengers (%)'],
      ['2025-Q4', '66.0', '34.0'],
    ]);
    const origins = rendered.values.map(({ origin }) => origin);
    expect(origins).toMatchObject([{ kind: 'derived' }, { kind: 'derived' }]);
  });
});

describe('what cannot be worked out is one message', () => {
  test.each([
    [{ address: ROUTES, as: 'shares' }, 'chart/unknown-data: "as" …'],
    [{ address: ROUTES, as: 'index' }, 'chart/unknown-data: "as": "index" needs "base"'],
    [{ address: ROUTES, base: '2020' }, 'chart/unknown-data: "base" … "as"'],
    [{ address: ROUTES, as: 'sum', of: 'passengers' }, 'chart/unknown-data: "of" … "as": "sum"'],
    [{ address: ROUTES, as: 'share', of: 'passengers', unit: 't' }, 'chart/unknown-data: "unit" … "as": "share"'],
    [{ address: ROUTES, as: 'index', base: 'May' }, 'dataset/bad-period …'],
    [
      { address: 'passengers.river', as: 'index', base: '2024-Q3' },
      'chart/invalid: passengers.river@2025-Q4 … passengers.river@2024-Q3 …',
    ],
    [{ address: ROUTES, as: 'share', of: 'ships' }, 'chart/unknown-indicator: ships … ferry-passengers'],
    [{ address: ROUTES, as: 'share', of: 'passengers@2025' }, 'chart/unknown-indicator: passengers@2025 …'],
    [{ address: 'fuel.used', as: 'share', of: 'passengers' }, 'chart/invalid … t, count'],
    [{ address: ['passengers', 'fuel.used'], as: 'sum' }, 'chart/invalid … count, t'],
    [{ address: [...ROUTES, 'passengers.harbour@2025-Q3'], as: 'sum' }, 'chart/invalid: passengers.river … 2025-Q3 …'],
    [{ address: [...ROUTES, 'passengers'], as: 'sum' }, 'chart/untrue: passengers.harbour … passengers …'],
    [{ address: 'passengers:growth', as: 'sum' }, 'chart/invalid: passengers:growth@2025-Q4 …'],
  ])('%j', async (data, message) => {
    expect(await mistakesOf(data)).toEqual([saying(message)]);
  });

  test('unless it may be left out', async () => {
    const data = { address: [...ROUTES, 'passengers.harbour@2025-Q3'], as: 'sum', optional: true };
    expect(await rowsOf(data)).toMatchObject([{ period: '2025-Q4', value: 1_108_000 }]);
  });
});
