import { localeOf } from '../locale-of.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { expect, test } from 'vitest';
import type { RenderedChart } from '../../src/chart/chart-model.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { decimal } from '../../src/core/numbers/decimal.ts';
import type { Indicator } from '../../src/dataset/model.ts';
import { parseUnit, type Unit } from '../../src/dataset/unit.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { TokenRegistry, type UnitStyle } from '../../src/figure/token.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { valueOf } from './fill.ts';
import { saying } from '../messages.ts';

/** A unit that the dataset declares. */
const TKM: Unit = {
  code: 'tkm',
  symbol: 'tkm',
  factor: decimal(1),
  dimension: new Map([['tkm', 1]]),
  name: new Map([
    ['en', 'tonne-kilometres'],
    ['zh-CN', '吨公里'],
  ]),
};

function unit(code: string): Unit {
  return parseUnit(code, new Map([['tkm', TKM]])) ?? expect.fail(`${code} is not a unit`);
}

interface Printed {
  readonly subtitle: string;
  readonly messages: readonly string[];
}

/** What stands above a chart whose figures are in some units, with ⟦long⟧ for their unit, and what is reported. */
function printed(subtitle: string, codes: readonly string[], locale: LocaleId = 'en', title = 'Freight'): Printed {
  const tokens = new TokenRegistry();
  const filledIn = subtitle.replaceAll(/⟦(\w+)⟧/g, (_, style) =>
    tokens.add({ kind: 'unit', style: style as UnitStyle, text: '' }),
  );
  const markdown = `# A {#a}\n\n:::exhibit{#x}\n${title}\n\n${filledIn}\n\n::chart{name="c"}\n:::\n`;
  const values = codes.map((code) => valueOf('1').with({ unit: unit(code) }));
  const chart = { name: 'c', title: 'Freight', description: '', values, svg: '<svg/>' } as unknown as RenderedChart;
  const indicators = new Map(
    ['bn tkm', 'CNY/t'].map((code) => [code, { id: code, unit: unit(code) } as unknown as Indicator]),
  );
  const dataset = { indicators, releases: new Map(), sources: new Map(), conditions: new Map() };
  const diagnostics = new Diagnostics();
  const filled = { markdown, tokens, placeOf: () => undefined, hasGaps: false };
  const document = parseDocument(filled, new Map([['c', chart]]), { locale, dataset }, diagnostics);
  const text = renderGithub(document, { locale, charts: 'charts' });
  return {
    subtitle: /Freight\*\*\n\n(.*)\n/.exec(text)?.[1] ?? '',
    messages: diagnostics.all.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`),
  };
}

test.each([
  ['⟦long⟧', ['Mt', 'Mt'], 'en', 'million tonnes'],
  ['⟦short⟧ a year', ['Mt'], 'en', 'Mt a year'],
  ['⟦short⟧', ['Mt'], 'de', 'Mio.\u00A0t'],
  ['⟦long⟧，各图比例不同', ['10^8 t'], 'zh-CN', '亿吨，各图比例不同'],
  ['⟦long⟧', ['10^8 tkm'], 'zh-CN', '亿吨公里'],
  // a rate stands in a column with a head of its own
  ['Loans, ⟦long⟧', ['10^3 count', '%'], 'en', 'Loans, thousand; %'],
  // Rates of one picture, with differences in points among them.
  ['Share, ⟦long⟧', ['%', 'pp'], 'en', 'Share, %'],
])('%s is the unit of the figures %s in %s', (subtitle, codes, locale, expected) => {
  expect(printed(subtitle, codes, localeOf(locale))).toEqual({ subtitle: expected, messages: [] });
});

test.each([
  [['Mt', 'bn tkm'], 'error document/unit … tkm'],
  [['10^3 count', 'count'], 'error document/unit … 10^3 …'],
  [['count'], 'error document/unit …'],
])('of figures in %s no unit can be named', (codes, expected) => {
  expect(printed('In ⟦long⟧', codes).messages).toEqual([saying(expected)]);
});

test.each([
  ['亿吨公里', 'bn tkm', 'zh-CN', '亿吨公里', '十亿吨公里'],
  ['亿吨', '10^4 t', 'zh-CN', '亿吨', '万吨'],
  ['Million tonnes', 'kt', 'en', 'Million tonnes', 'thousand tonnes'],
  ['Mio. t', 'kt', 'de', 'Mio. t', 'Tausend Tonnen'],
  ['Mt, dashed: forecast', 'kt', 'en', 'Mt', 'thousand tonnes'],
  ['Freight, billion tonne-kilometres', 'Mt', 'en', 'billion tonne-kilometres', 'million tonnes'],
  ['Yuan per tonne', 'Mt', 'en', 'Yuan per tonne', 'million tonnes'],
])('%s above figures in %s is another unit', (subtitle, code, locale, said, drawn) => {
  const message = `the subtitle says "${said}", and the figure 1 is printed in ${drawn}`;
  expect(printed(subtitle, [code], localeOf(locale)).messages).toEqual([`error document/unit: ${message}`]);
});

test.each([
  ['十亿吨公里', ['bn tkm'], 'zh-CN'],
  ['亿吨；柱上数字为万吨', ['10^4 t'], 'zh-CN'],
  ['Million tonnes, on a grid of thousand tonnes', ['Mt'], 'en'],
  // The same size under another code, a quotient, a part of a longer word.
  ['Thousand tonnes', ['10^3 t'], 'en'],
  ['Tonnes per train', ['bn tkm'], 'en'],
  ['Growth of freight in million tonnes', ['%'], 'en'],
  ['单位见各行', ['10^4 t'], 'zh-CN'],
  ['人均吨位', ['10^4 t'], 'zh-CN'],
])('%s above figures in %s is right, or says nothing', (subtitle, codes, locale) => {
  expect(printed(subtitle, codes, localeOf(locale)).messages).toEqual([]);
});

test.each([
  ['Billion tonne-kilometres carried', 'Mt', ['the title says "Billion tonne-kilometres"']],
  ['货运量（亿吨）', '10^4 t', ['the title says "亿吨"']],
  // In passing, and as the figures are.
  ['Tonnes carried by train', 'kt', []],
  ['Thousand tonnes carried', 'kt', []],
])('a title %s above figures in %s', (title, code, expected) => {
  const { messages } = printed('⟦long⟧', [code], /\p{Script=Han}/u.test(title) ? 'zh-CN' : 'en', title);
  expect(messages.map((message) => message.replace(/^.*?: |, and .*/g, ''))).toEqual(expected);
});
