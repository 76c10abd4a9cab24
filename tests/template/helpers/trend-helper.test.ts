import type { LocaleId } from '../../../src/language/locales.ts';
import { beforeAll, expect, test } from 'vitest';
import type { Trend } from '../../../src/figure/trend.ts';
import type { Edition } from '../../../src/dataset/edition.ts';
import { HELPERS } from '../../../src/template/helpers/helper-table.ts';
import { metals } from '../../chart/case.ts';

let edition: Edition;
beforeAll(async () => {
  edition = await metals();
});

function trendOf(address: string, locale: LocaleId = 'en'): Trend {
  const place = { file: { path: 'x', text: '' }, offset: 0, length: 0, line: 1, column: 1 };
  return HELPERS.get('trend')?.call({ edition, locale, place }, [address], {}) as Trend;
}

test('takes the figures that the edition prints, in one unit, and leaves gaps', () => {
  const { address, points, text } = trendOf('price.copper@-5..0');
  expect(address).toBe('price.copper@2020..2025');
  expect(points.map((value) => value?.text)).toEqual([
    '48,752\u00A0CNY/t',
    '68,490\u00A0CNY/t',
    '67,470\u00A0CNY/t',
    undefined,
    undefined,
    '81,000\u00A0CNY/t',
  ]);
  expect(text).toBe('Copper price, 2020 to 2025: rose from 48,752\u00A0CNY/t to 81,000\u00A0CNY/t');
});

test('says its figures in the steps of the locale, and draws them in one unit', () => {
  const { points, text } = trendOf('output.refined_copper@2020..2025', 'zh-CN');
  expect(text).toMatch(/由 1,002\.5\u00A0万吨升至 1,472\u00A0万吨$/);
  expect(new Set(points.map((value) => value?.unit.code))).toEqual(new Set(['Mt']));
});
