import type { LocaleId } from '../../src/language/locales.ts';
import { expect, test } from 'vitest';
import type { RenderedChart, Statuses } from '../../src/chart/chart-model.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import type { Flag, Value } from '../../src/figure/value.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { builtinUnit } from '../../src/dataset/unit.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { fill, valueOf } from './fill.ts';

const dataset =
  (await loadDataset(new Workspace('tests/fixtures/tiny'), 'ferry-passengers', new Diagnostics())) ??
  expect.fail('it does not load');

/** What stands under a chart of some figures. */
function legendOf(...values: readonly Value[]): string | undefined {
  return /\)\n\n(.+)\n$/.exec(printed({ values }))?.[1];
}

/** How a picture shows statuses, if not said otherwise: not at all. */
function shownAs(statuses: Partial<Statuses>): { readonly statuses: Statuses } {
  return { statuses: { hollow: [], hollowYears: {}, isDashed: false, unmarked: [], ...statuses } };
}

/** What stands above a chart with a subtitle, which shows statuses so. */
function subtitleOf(subtitle: string, parts: Partial<RenderedChart>, locale: LocaleId = 'en'): string | undefined {
  return /Ferries\*\*\n\n(.*)\n/.exec(printed(parts, subtitle, locale))?.[1];
}

function printed(parts: Partial<RenderedChart>, subtitle = '', locale: LocaleId = 'en'): string {
  const diagnostics = new Diagnostics();
  const chart = { name: 'c', title: 'Ferries', description: '', values: [], svg: '<svg/>', ...parts };
  const lines = subtitle === '' ? '' : `${subtitle}\n\n`;
  const markdown = `# A {#a}\n\n:::exhibit{#x}\nFerries\n\n${lines}::chart{name="c"}\n:::\n`;
  const filled = { markdown, tokens: new TokenRegistry(), placeOf: () => undefined, hasGaps: false };
  const charts = new Map([['c', chart as unknown as RenderedChart]]);
  const document = parseDocument(filled, charts, { locale, dataset }, diagnostics);
  expect(diagnostics.all).toEqual([]);
  return renderGithub(document, { locale, charts: 'charts' });
}

const figure = (flags: readonly Flag[], address = 'passengers@2025-Q4'): Value => valueOf('1', flags, address, dataset);

test('names the figures that are not as they were printed, by flag', () => {
  const harbour = figure(['revised', 'corrected'], 'passengers.harbour@2025-Q4');
  expect(legendOf(figure(['corrected']), harbour, figure(['corrected']))).toBe(
    // The mark and its meaning stand on one line.
    '◆\u00A0corrected: passengers; harbour route, fourth quarter of 2025; ' +
      'revised since first published: harbour route, fourth quarter of 2025',
  );
});

test('is left out where every figure is as it was printed, or drawn as what it is', () => {
  expect(legendOf(figure([]), figure(['provisional']), figure(['forecast']))).toBeUndefined();
});

test('names none that no source states', () => {
  expect(legendOf(figure(['derived'], 'passengers@2025-Q4 ÷ 2'))).toBe('Worked out here, not published');
});

test('of many figures names none', () => {
  const quarters = Array.from({ length: 7 }, (_, at) => figure(['estimated'], `passengers@${2018 + at}-Q4`));
  expect(legendOf(...quarters)).toBe('Estimated');
});

test('the subtitle says what hollow and broken marks mean, and on which screen they stand does not matter', () => {
  const narrow = { svg: '<svg/>', standalone: '', width: 350, height: 100, ...shownAs({ hollow: ['derived'] }) };
  expect(subtitleOf('In thousands', { ...shownAs({ hollow: ['forecast', 'provisional'] }), narrow })).toBe(
    'In thousands; hollow: provisional / worked out; broken outline: forecast',
  );
  const hollowYears = { provisional: 2025, derived: 2024 };
  const both = shownAs({ hollow: ['derived', 'provisional'], hollowYears });
  const one = shownAs({ hollow: ['provisional'], hollowYears });
  expect(subtitleOf('In thousands', both)).toBe('In thousands; hollow: provisional (2025), worked out (2024)');
  expect(subtitleOf('In thousands', one)).toBe('In thousands; hollow: provisional');
  expect(subtitleOf('In thousands', {})).toBe('In thousands');
  expect(subtitleOf('人次', both, 'zh-CN')).toBe('人次；空心：2025年初步，2024年推算');
  expect(subtitleOf('人次', one, 'zh-CN')).toBe('人次；空心：初步数据');
});

test('a status that hollow marks say is not said again for the drawing in which nothing shows it', () => {
  const hollow = shownAs({ hollow: ['provisional'], unmarked: [{ flag: 'provisional', when: '' }] });
  expect(subtitleOf('In thousands', hollow)).toBe('In thousands; hollow: provisional');
});

test('the subtitle says about which figures no mark shows that they are forecasts or provisional', () => {
  const unmarked = shownAs({
    unmarked: [
      { flag: 'forecast', when: '2026' },
      { flag: 'provisional', when: '' },
    ],
  });
  expect(subtitleOf('In thousands', unmarked)).toBe('In thousands; forecast (2026); provisional');
  expect(
    subtitleOf('In thousands', { ...unmarked, narrow: { svg: '', standalone: '', width: 1, height: 1, ...unmarked } }),
  ).toBe('In thousands; forecast (2026); provisional');
  expect(subtitleOf('In thousands', shownAs({ isDashed: true }))).toBe('In thousands; broken line: forecast');
  expect(
    subtitleOf('人次', shownAs({ isDashed: true, unmarked: [{ flag: 'provisional', when: '2025年' }] }), 'zh-CN'),
  ).toBe('人次；虚线：预测；初步数据（2025年）');
});

test('a series breaks once in a table and in the legend of a chart: at its first figure', () => {
  const cells = ['18.26 t|break|ten@2023-Q1', '74.7 t|break|ten@2023', '3 t|break|old@2023'];
  const rows = cells.map((cell) => `| A | ⟦${cell}⟧ |`).join('\n');
  const filled = fill(`# A {#a}\n\n:::exhibit{#x}\nFerries\n\n| Metal | Mass |\n|:--|--:|\n${rows}\n:::\n`);
  const document = parseDocument(filled, new Map(), { locale: 'en' as const }, new Diagnostics());
  const markdown = renderGithub(document, { locale: 'en' as const, charts: 'charts' });
  expect(markdown.replaceAll('\u00A0', ' ').match(/(?<=\| A \| ).*(?= \|)/g)).toEqual([
    '18.26 t <sup>b</sup>',
    '74.7 t',
    '3 t <sup>b</sup>',
  ]);
  expect(markdown).toContain('\nb\u00A0break in the series\n');
  const quarter = figure(['break'], 'passengers@2025-Q1');
  expect(legendOf(quarter, figure(['break'], 'passengers@2025'))).toBe(
    'Break in the series: passengers, first quarter of 2025',
  );
});

test('a subtitle says what scales a chart has, unless it has these words already', () => {
  expect(subtitleOf('Thousand', { scales: ['own', 'cut'] })).toMatch(/^Thousand.*panel.*scale.*zero/);
  for (const written of ['Large-scale lending', 'Thousand; scales differ', 'The axis has a scale of its own'])
    expect(subtitleOf(written, { scales: ['cut'] })).toBe(`${written}; the scale does not begin at zero`);
  for (const written of ['Thousand; the scale does not begin at zero', 'The scale does not begin at zero'])
    expect(subtitleOf(written, { scales: ['cut'] })).toBe(written);
  expect(subtitleOf('Not that the scale does not begin at zero', { scales: ['cut'] })).toMatch(/zero; the scale/);
  expect(subtitleOf('Tausend', { scales: ['cut'] }, 'de')).toMatch(/^Tausend.*null/);
  expect(subtitleOf('千人', { scales: ['cut'] }, 'zh-CN')).toMatch(/^千人.*零/);
  expect(subtitleOf('Thousand', { scales: [] })).toBe('Thousand');
});

const tonnes = figure([]).with({ unit: builtinUnit('kt') });
const change = figure([], 'passengers:growth@2025-Q4').with({ unit: builtinUnit('%') });
const inPicture = (text: string): string => `<svg><title>thousand tonnes</title><text>${text}</text></svg>`;

test.for([
  ['By quarter', {}, 'By quarter; thousand tonnes'],
  ['', {}, 'Thousand tonnes'],
  ['By quarter, thousand tonnes', {}, 'By quarter, thousand tonnes'],
  ['By quarter', { svg: inPicture('kt') }, 'By quarter'],
  ['By quarter', { svg: inPicture('Mt') }, 'By quarter; thousand tonnes'],
] as const)('the subtitle says the unit where nothing does: "%s" %o', ([subtitle, parts, expected]) => {
  expect(subtitleOf(subtitle, { values: [tonnes], ...parts })).toBe(expected);
});

test.for([
  ['%', 'en', '%; change on a year earlier'],
  ['Change on a year earlier, %', 'en', 'Change on a year earlier, %'],
  ['Growth, %', 'en', 'Growth, %'],
  ['Wachstum in %', 'de', 'Wachstum in %'],
  ['同比增长，%', 'zh-CN', '同比增长，%'],
  ['产量增速，%', 'zh-CN', '产量增速，%'],
] as const)('the subtitle says that figures are changes: %s', ([subtitle, locale, expected]) => {
  expect(subtitleOf(subtitle, { values: [change] }, locale)).toBe(expected);
});
