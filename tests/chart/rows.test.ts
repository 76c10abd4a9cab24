import type { LocaleId } from '../../src/language/locales.ts';
import { expect, test } from 'vitest';
import { chartValue, rowOf } from '../../src/chart/rows.ts';
import { parseUnit } from '../../src/dataset/unit.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { asDay, asRelease } from '../dataset/brands.ts';

test('the label of a corrected figure has its mark', async () => {
  const files = filesOf({
    indicators: { crop: 'Mt flow' },
    releases: { office: '  crop:\n    - {level: 200.0 Mt, corrected: 20.0 Mt, evidence: arithmetic}' },
  });
  const { dataset } = await loadFiles(files);
  const [stated] = dataset.releases.get(asRelease('office'))?.observations ?? [];
  expect(stated && chartValue(stated, undefined, undefined, 'en')?.text).toBe('20.0 ◆');
});

test('the row of a level has the confidence interval of its release, in the unit that is drawn', async () => {
  const records = `  crop:
    - {level: 200.0 Mt}
    - {margin: 7.2%, confidence: 90%}
    - {level: 190.0 Mt, period: 2024}`;
  const { dataset } = await loadFiles(filesOf({ indicators: { crop: 'Mt flow' }, releases: { office: records } }));
  const release = dataset.releases.get(asRelease('office'));
  if (!release) throw new Error('no release');
  const edition = { dataset, release, asOf: asDay('2026-12-31'), period: release.period };
  const rows = release.observations.flatMap((stated) => {
    const value = chartValue(
      stated,
      stated.measure === 'level' ? parseUnit('kt', new Map()) : undefined,
      undefined,
      'en',
    );
    const { measure, period, unit, lower, upper, confidence } = value
      ? rowOf(value, { edition, locale: 'en' as const })
      : {};
    return [{ measure, period, unit, lower, upper, confidence }];
  });
  const none = { lower: null, upper: null, confidence: null };
  expect(rows).toEqual([
    { measure: 'level', period: '2025', unit: 'kt', lower: 185_600, upper: 214_400, confidence: '90%' },
    { measure: 'margin', period: '2025', unit: '%', ...none },
    { measure: 'level', period: '2024', unit: 'kt', ...none },
  ]);
});

test('the label of a change that its source calls none in words says so; a numeral stays one', async () => {
  const records = `  crop:
    - {growth: about 0%, words: basically unchanged, status: [forecast]}
    - {growth: about 0%, period: 2024}
    - {level: 33 Mt, words: a third, period: 2023}`;
  const { dataset } = await loadFiles(filesOf({ indicators: { crop: 'Mt flow' }, releases: { office: records } }));
  const stated = dataset.releases.get(asRelease('office'))?.observations ?? [];
  const labels = (locale: LocaleId) => stated.map((one) => chartValue(one, undefined, undefined, locale)?.text);
  expect(labels('en')).toEqual(['basically unchanged', 'about 0%', '33']);
  expect(labels('zh-CN')[0]).toBe('基本持平');
  const said = stated.map((one) => chartValue(one, undefined, undefined, 'en')?.value.text);
  expect(said.slice(0, 2)).toEqual(['basically unchanged', 'about 0%']);
});

test('a range has the ends that are printed, in the unit that is drawn; a figure those of its rounding', async () => {
  const records = ['  crop:', '    - {level: 140 to 180 Mt, period: 2024}', '    - {level: 170 Mt}'].join('\n');
  const { dataset } = await loadFiles(filesOf({ indicators: { crop: 'Mt flow' }, releases: { office: records } }));
  const release = dataset.releases.get(asRelease('office'));
  if (!release) throw new Error('no release');
  const edition = { dataset, release, asOf: asDay('2026-12-31'), period: release.period };
  const drawnIn = (code: string): unknown[] =>
    release.observations.map((observation) => {
      const value = chartValue(observation, parseUnit(code, new Map()), undefined, 'en');
      const { low, high } = value ? rowOf(value, { edition, locale: 'en' as const }) : {};
      return [low, high];
    });
  // what is rounded to 10 Mt may be 5 off
  expect(drawnIn('Mt')).toEqual([
    [140, 180],
    [165, 175],
  ]);
  expect(drawnIn('kt')).toEqual([
    [140_000, 180_000],
    [165_000, 175_000],
  ]);
});
