import { localeOf } from '../locale-of.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { loadFiles } from '../assay/world.ts';
import { fillText } from '../template/case.ts';

const DATASET = `title: { en: Metals, de: Metalle, zh-CN: 金属 }
publisher: The editors
licence: MIT
locales: [en, de, zh-CN]
sources:
  office: { publisher: { en: The statistical office, de: Statistisches Amt, zh-CN: 统计局 }, rank: 1 }
  growers: { publisher: { en: The association, de: Der Verband, zh-CN: 协会 }, rank: 2 }
dimensions:
  metal:
    label: { en: Metal, de: Metall, zh-CN: 金属 }
    members: { copper: { en: Copper, de: Kupfer, zh-CN: 铜 }, lead: { en: Lead, de: Blei, zh-CN: 铅 } }
indicators:
  output: { label: { en: Output, de: Erzeugung, zh-CN: 产量 }, unit: kt, kind: flow }
  output.copper: { label: { en: Copper output, de: Kupfererzeugung, zh-CN: 铜产量 }, unit: kt, kind: flow, dimensions: { metal: copper } }
  output.lead: { label: { en: Lead output, de: Bleierzeugung, zh-CN: 铅产量 }, unit: kt, kind: flow, dimensions: { metal: lead } }
  exports.copper: { label: { en: Copper exports, de: Kupferausfuhr, zh-CN: 铜出口量 }, unit: kt, kind: flow, dimensions: { metal: copper } }
  exports.lead: { label: { en: Lead exports, de: Bleiausfuhr, zh-CN: 铅出口量 }, unit: kt, kind: flow, dimensions: { metal: lead } }
  output.survey: { label: { en: Output of members, de: Erzeugung der Mitglieder, zh-CN: 会员产量 }, unit: kt, kind: flow, variant_of: output }
  staff: { label: { en: Staff, de: Beschäftigte, zh-CN: 职工 }, unit: count, kind: stock }
  balance: { label: { en: Trade balance, de: Handelsbilanz, zh-CN: 贸易差额 }, unit: kt, kind: flow }
  flow: { label: { en: Inflow, de: Zufluss, zh-CN: 流量 }, unit: kt, kind: flow }
  stock: { label: { en: Stocks, de: Bestände, zh-CN: 库存 }, unit: kt, kind: stock }
  use: { label: { en: Use of capacity, de: Auslastung, zh-CN: 产能利用率 }, unit: '%', kind: ratio }
`;
const office = (year: number, observations: string): [string, string] => [
  `releases/office-${year}.yaml`,
  `release: { id: office-${year}, source: office, published: ${year + 1}-02-04, period: ${year} }\nobservations:\n${observations}`,
];
const { dataset } = await loadFiles(
  new Map([
    ['dataset.yaml', DATASET],
    office(
      2024,
      '  output: [{ level: 100.0 kt }]\n  output.copper: [{ level: 58.0 kt }]\n  output.lead: [{ level: 42.0 kt }]\n',
    ),
    office(
      2025,
      '  output: [{ level: 104.2 kt }, { growth: 4.2% }, { level: 110.5 kt, period: 2026, status: [forecast] }]\n  output.copper: [{ level: 60.4 kt }, { growth: 4.1% }]\n' +
        '  output.lead: [{ level: 43.8 kt }, { growth: 4.3% }]\n  exports.copper: [{ level: 20.5 kt }]\n  exports.lead: [{ level: 9.5 kt, status: [provisional] }]\n' +
        '  output.survey: [{ level: 98.3 kt }]\n  balance: [{ level: -0.3 kt }, { level: 1.1 kt, period: 2024 }]\n  use: [{ level: 81.3% }]\n  staff: [{ level: 1200 count }]\n',
    ),
    [
      'releases/office-flow.yaml',
      'release: { id: office-flow, source: office, published: 2025-12-04, period: 2025-M11 }\nobservations:\n' +
        '  flow: [{ level: 5.0 kt, period: 2024-M01 }, { level: 6.0 kt, period: 2024-M02 }, { level: 7.0 kt, period: 2024-M03 }, { level: 18.0 kt, period: 2024-Q1 }, { level: 6.6 kt, period: 2025-M11 }, { level: 60.6 kt, period: 2025-M01..2025-M11 }, { growth: 10.0%, period: 2025-M11, base: 2025-M10 }]\n' +
        '  stock: [{ level: 11.0 kt, period: 2024-12-31 }, { level: 12.0 kt, period: 2025-11-30 }, { level: 10.5 kt, period: 2025-02-28 }]\n',
    ],
    [
      'releases/growers-2025.yaml',
      'release: { id: growers-2025, source: growers, published: 2026-01-20, period: 2025 }\nobservations:\n  output.lead: [{ level: 43.8 kt }]\n  output.copper: [{ level: 61.0 kt }]\n',
    ],
  ]),
);

/** What is said about labels, sources and periods in a text, each rule once for a place. */
function found(text: string, locale: LocaleId, edition = '2025', release = 'office-2025'): string[] {
  const { filled, diagnostics } = fillText(dataset, `# Title {#top}\n\n${text}\n`, { release, locale });
  expect(diagnostics).toEqual([]);
  const own = new Diagnostics();
  const period = parsePeriod(edition);
  parseDocument(filled, new Map(), { locale, dataset, period, declared: ['2000..2030'] }, own);
  return own.all
    .filter(({ rule }) => /^document\/(?:label|period|status)$/.test(rule))
    .map(({ rule, severity, place }) => `${severity} ${rule} ${place?.line}:${place?.column}`);
}

const table = (row: string): string => `| Metal | Output |\n| --- | --: |\n${row}`;
const box = (item: string): string => `:::box{#b}\n${item}\n:::`;
const exhibit = (title: string, subtitle: string, cell: string, note = ''): string =>
  `:::exhibit{#e}\n${title}\n\n${subtitle}\n\n| Metal | Output |\n| --- | --: |\n| One | {{cell "${cell}"}} |\n\n${note}\n:::`;

describe('a label with a figure of something else is an error', () => {
  test.each([
    ['en', '{{#each (figures "output.*")}}{{label}}: {{value "output"}}; {{/each}}'],
    ['en', '{{label "output.copper"}}: {{value "output.lead"}}'],
    ['en', '**{{label "output.copper"}}** – {{value "output.lead"}}'],
    ['en', '{{label "output.copper"}} was {{value "output.lead"}}.'],
    ['en', '{{label "output.copper"}} came to {{value "output.lead"}} in {{period "0"}}.'],
    ['en', '{{label "output.copper"}} rose by {{value "output.lead:growth"}}.'],
    ['en', '{{label "output.copper"}} {{change "output.lead"}}.'],
    ['en', '{{label "output.copper"}}, at {{value "exports.copper"}}.'],
    ['en', '{{label "output.copper"}} ({{period "0"}}): {{value "output.lead"}}'],
    ['en', 'The office counted {{value "output.lead"}} of {{label "output.copper" case="lower"}}.'],
    ['en', '{{value "output.lead"}} ({{label "output.copper"}})'],
    ['en', '{{#with (largest "output.*")}}{{label}}: {{value "output.lead"}}{{/with}}'],
    ['en', '{{label "output.copper"}}: {{value "output.copper"}}; {{label "output.lead"}}: {{value "output.copper"}}'],
    ['en', '{{label "output.copper"}} was {{minus "output" "output.lead"}} lower.'],
    ['en', '{{label "output.copper"}} {{direction "output.lead"}}.'],
    ['en', '{{label "output.lead"}} was the {{rank "output.copper" "output.*" from="largest"}}.'],
    ['en', '{{label "use"}} was {{highest "output"}}.'],
    ['en', '{{label "use"}} rose {{streak "output:growth"}}.'],
    ['en', '{{label "use"}} was {{fraction (shareOf "exports.copper" "output.copper")}} of it.'],
    ['en', 'The {{label "output.lead" case="lower"}}: {{value "output.copper"}}'],
    ['en', 'The {{label "staff" case="lower"}}: {{value "output"}}'],
    ['en', '{{label "output.survey"}}: {{value "output"}}'],
    ['en', '{{label "output"}}: {{value "output.survey"}}'],
    ['en', '{{unit "output" case="upper"}} of {{label "staff" case="lower"}}: {{value "output" style="bare"}}'],
    ['en', '{{label "output.copper"}} ({{unit "output"}}): {{value "output.lead" style="bare"}}'],
    ['en', '{{label "output.copper"}} this year: {{value "output.lead"}}'],
    ['en', '{{label "output.copper"}}, which was {{value "output.lead"}}.'],
    ['en', '{{value "output.lead"}} was the {{label "output.copper" case="lower"}}.'],
    [
      'en',
      '{{label "output.copper"}} and {{label "output.lead" case="lower"}} were {{value "output.lead"}} and {{value "output.copper"}} respectively.',
    ],
    ['en', '{{list (figures "output.copper" "output.lead")}}: {{list (value "output.lead") (value "output.copper")}}'],
    ['de', 'Die {{label "output.copper"}} {{direction "output.lead"}}.'],
    [
      'de',
      '{{label "output.copper"}} und {{label "output.lead"}} betrugen {{value "output.lead"}} und {{value "output.copper"}}.',
    ],
    ['zh-CN', '{{label "output.lead"}}{{direction "output.copper"}}。'],
    [
      'zh-CN',
      '{{label "output.copper"}}和{{label "output.lead"}}分别为 {{value "output.lead"}} 和 {{value "output.copper"}}。',
    ],
    ['en', box('- {{label "output.copper"}}\n\n  {{value "output.lead"}}')],
    ['en', box('- {{label "output.copper"}}\n\n  {{value "output.copper"}}\n\n  {{value "output.lead:growth"}}')],
    ['en', table('| {{label "output.copper"}} | {{cell "output.lead"}} |')],
    ['en', table('{{#each (figures "output.*")}}\n| {{label}} | {{cell "output"}} |\n{{/each}}')],
    [
      'en',
      '| Metal | {{period "-1"}} | {{period "0"}} |\n|-|-|-|\n| {{label "output.lead"}} | {{cell "output.lead@-1"}} | {{cell "output.copper"}} |',
    ],
    [
      'en',
      '| Metal | {{period "-1"}} | {{period "0"}} |\n|-|-|-|\n| {{label "output.lead"}} | {{cell "output.copper@-1"}} | {{cell "output.lead"}} |',
    ],
    [
      'en',
      '| Metal | Output | Growth, % |\n|-|-|-|\n{{#each (figures "output.copper" "output.lead")}}\n| {{label}} | {{cell address}} | {{cell "output.lead:growth"}} |\n{{/each}}',
    ],
    [
      'de',
      '| Metall | Erzeugung | Wachstum, % |\n|-|-|-|\n| {{label "output.lead"}} | {{cell "output.lead"}} | {{cell "output.copper:growth"}} |',
    ],
    ['en', '{{label "output.copper"}}\n: {{value "output.lead"}}'],
    ['en', exhibit('Metals', '{{label "output.copper"}} by year', 'output.lead')],
    ['de', '{{label "output.copper"}}: {{value "output.lead"}}'],
    ['de', '{{label "output.copper"}} lag bei {{value "output.lead"}}.'],
    ['de', 'Die {{label "output.copper"}} stieg auf {{value "output.lead"}}.'],
    ['de', 'Auf {{label "output.copper"}} entfielen {{value "output.lead"}}.'],
    ['zh-CN', '{{label "output.copper"}}：{{value "output.lead"}}'],
    ['zh-CN', '{{label "output.copper"}}为 {{value "output.lead"}}。'],
    ['zh-CN', '{{label "output.copper"}}同比增长 {{value "output.lead:growth"}}。'],
  ])('%s: %s', (locale, text) => {
    const [first] = found(text, localeOf(locale));
    expect(first).toMatch(/^error document\/label /);
  });
});

describe('so is a source of another figure', () => {
  test.each([
    ['en', 'According to {{source "growers"}}, output was {{value "output"}}.'],
    ['en', '{{source "growers"}} puts output at {{value "output"}}.'],
    ['en', 'Output was {{value "output"}}, according to {{source "growers"}}.'],
    ['en', exhibit('Metals', 'Output', 'output', 'Source: {{source "growers"}}')],
    ['en', '{{source "growers"}}: {{value "output"}}'],
    ['en', '{{source "growers"}}: copper {{value "output.copper"}}'],
    ['en', 'Output was {{value "output"}} ({{source "growers"}}).'],
    ['en', 'Output was {{value "output"}}, says {{source "growers"}}.'],
    ['de', 'Die Erzeugung betrug {{value "output"}} ({{source "growers"}}).'],
    ['zh-CN', '{{source "growers"}}：产量 {{value "output"}}。'],
    ['de', 'Laut {{source "growers"}} lag die Erzeugung bei {{value "output"}}.'],
    ['zh-CN', '据{{source "growers"}}数据，产量为 {{value "output"}}。'],
  ])('%s: %s', (locale, text) => {
    expect(found(text, localeOf(locale))).toEqual([expect.stringMatching(/^error document\/label /)]);
  });
});

describe('and a period of another figure', () => {
  test.each([
    ['en', 'Output was {{value "output"}} ({{period "-1"}}).'],
    ['en', 'In {{period "0"}} output was {{value "output@2024"}}.'],
    ['en', 'Output in {{period "-1"}} came to {{value "output"}}.'],
    ['en', 'In {{edition.period}}, output rose to {{value "output@-1"}}.'],
    ['en', exhibit('Metals', 'Output in {{period "-1"}}', 'output')],
    // the release of November states a figure of January of the year before
    ['en', exhibit('Metals', 'Inflow, {{period "2025-M11"}}', 'flow@2024-M01')],
    ['de', 'Im Jahr {{period "0"}} lag die Erzeugung bei {{value "output@2024"}}.'],
    ['de', 'Im Jahr {{period "0"}} betrug die Erzeugung {{value "output@2024"}}.'],
    ['zh-CN', '{{period "0"}}，产量为 {{value "output@2024"}}。'],
    ['en', 'Output {{change "output"}} since {{period "2010"}}.'],
    ['en', 'Output {{change "output"}} on {{period "2010"}}.'],
    ['en', 'Output {{change "output"}} from {{period "2010"}} to {{period "0"}}.'],
    ['en', 'Compared with {{period "2010"}}, output {{change "output"}}.'],
    ['en', '{{value "output:growth"}} more between {{period "2010"}} and {{period "0"}}.'],
    ['en', 'Output {{change "output"}} in {{period "-1"}}.'],
    ['en', 'Output {{change "output"}} since {{period "0"}}.'],
    ['en', '{{value "output"}} in {{period "-1"}}.'],
    ['en', 'Output: {{value "output"}} for {{period "-1"}}.'],
    ['en', 'Output came to {{value "output"}}, {{period "-1"}}.'],
    ['en', '{{value "output"}} were made in {{period "-1"}}.'],
    ['en', '{{value "output"}} was the figure of {{period "-1"}}.'],
    ['en', 'Output of {{period "-1"}} was {{value "output"}}.'],
    ['en', '{{period "-1"}}, {{value "output"}}'],
    ['en', '**{{period "-1"}}** {{value "output"}}'],
    ['en', 'For {{period "-1"}}, output of {{value "output"}} is reckoned with.'],
    ['en', 'In {{period "-1"}} output {{direction "output"}}.'],
    ['en', 'In {{period "2025-M02"}} output was {{value "output"}}.'],
    ['en', 'In {{period "0"}} output was {{value "flow@2024-M01"}}.'],
    ['en', '{{value "flow@2024-M01"}} in {{period "2024"}}.'],
    ['en', '{{plus "flow@2024-M01" "flow@2024-M02"}} in {{period "2024-Q1"}}.'],
    ['en', 'Inflow {{change "flow:growth[2025-M10]@2025-M11"}} on the year.'],
    ['en', 'Inflow {{change "flow:growth[2025-M10]@2025-M11"}} from a year earlier.'],
    ['en', 'Year on year, {{value "flow:growth[2025-M10]@2025-M11"}} more flowed in.'],
    ['en', 'Compared with the previous quarter, {{value "output:growth"}} more was made.'],
    ['en', 'Output {{change "output"}} on the month.'],
    ['de', 'Der Zufluss {{change "flow:growth[2025-M10]@2025-M11"}} gegenüber dem Vorjahr.'],
    ['zh-CN', '流量同比{{change "flow:growth[2025-M10]@2025-M11"}}。'],
    ['zh-CN', '产量环比{{change "output"}}。'],
    ['de', 'Die Erzeugung {{change "output"}} seit {{period "2010"}}.'],
    ['de', 'Gegenüber {{period "2010"}} {{change "output"}} die Erzeugung.'],
    ['de', '{{value "output"}} im Jahr {{period "-1"}}.'],
    ['de', 'Die Erzeugung des Jahres {{period "-1"}} betrug {{value "output"}}.'],
    ['zh-CN', '产量较{{period "2010"}}{{change "output"}}。'],
    ['zh-CN', '{{period "-1"}}，产量{{value "output"}}。'],
    ['zh-CN', '{{period "-1"}}产量{{change "output"}}。'],
  ])('%s: %s', (locale, text) => {
    const all = found(text, localeOf(locale));
    expect(all).not.toEqual([]);
    for (const one of all) expect(one).toMatch(/^error document\/period /);
  });
});

const rows = (head: string, ...all: readonly string[]): string =>
  `| Metal | ${head} |\n| --- | --: |\n${all.join('\n')}`;

describe('a figure of another time that nothing dates is an error', () => {
  test.each([
    ['en', 'Output is {{value "output@2026"}}.'],
    ['en', 'Output rose to {{value "output@2026"}}, from {{value "output"}}.'],
    ['en', 'Output was {{value "output@2024"}}.'],
    ['en', '- Output: {{value "output@2024"}}'],
    ['en', box('- {{label "output"}}\n\n  {{value "output@2024"}}')],
    ['en', rows('Output, kt', '| All | {{cell "output@2024"}} |')],
    ['de', 'Die Erzeugung betrug {{value "output@2024"}}.'],
    ['zh-CN', '产量为 {{value "output@2024"}}。'],
  ])('%s: %s', (locale, text) => {
    expect(found(text, localeOf(locale))).toEqual([expect.stringMatching(/^error document\/period /)]);
  });
});

test.each([
  ['en', 'Two years earlier it had been {{value "output@2024"}}.', 0],
  ['en', 'Output was {{value "output@2024"}}.', 1],
  ['de', 'Zwei Jahre zuvor waren es {{value "output@2024"}}.', 0],
  ['zh-CN', '两年前产量为 {{value "output@2024"}}。', 0],
] as const)('words of years before date an older figure, %s: %s', (locale, text, count) => {
  expect(found(text, locale, '2026')).toHaveLength(count);
});

describe('so is a period that was typed', () => {
  test.each([
    ['en', 'In 2024 output was {{value "output"}}.'],
    ['en', 'Output was {{value "output"}} in 2024.'],
    ['en', 'Output was {{value "output"}} (2024).'],
    ['en', 'The 2024 output was {{value "output"}}.'],
    ['en', 'In January, inflow was {{value "flow@2025-M11"}}.'],
    ['en', 'In Jan, inflow was {{value "flow@2025-M11"}}.'],
    ['en', 'Inflow was {{value "flow@2025-M11"}} in Sept 2025.'],
    ['de', 'Im Dez lag der Zufluss bei {{value "flow@2025-M11"}}.'],
    ['zh-CN', '12月流量为{{value "flow@2025-M11"}}。'],
    ['en', 'In the first half, output was {{value "output"}}.'],
    ['en', 'In January to March, inflow was {{value "flow@2025-M11"}}.'],
    ['en', rows('Inflow, kt', '| January | {{cell "flow@2025-M11"}} |')],
    ['en', 'Stocks on {{period "2024-02-29"}} were {{value "stock@2025-02-28"}}.'],
    ['en', 'Stocks during {{period "2025"}} were {{value "stock@2025-11-30"}}.'],
    ['de', 'Im ersten Halbjahr lag die Erzeugung bei {{value "output"}}.'],
    ['zh-CN', '2024年产量为 {{value "output"}}。'],
    ['en', 'In 2024, {{value "output"}} of metal were made.'],
    ['en', 'There were {{value "staff"}} people in 2024.'],
    ['en', 'There were {{value "staff"}} people (2024).'],
    ['en', '2024 saw {{value "output"}}.'],
    ['en', 'A year earlier it was {{value "output"}}.'],
    ['en', 'The year before, output stood at {{value "output"}}.'],
    ['en', 'Output was {{value "output"}}, after {{value "output"}} a year earlier.'],
    ['en', 'Output rose {{increase "output@2026" "output@2024"}} on the year.'],
    ['en', 'Output grew {{value "output:growth"}} since 2020.'],
    ['de', 'Im Jahr 2024 waren es {{value "staff"}} Personen.'],
    ['de', 'Ein Jahr zuvor waren es {{value "output"}}.'],
    ['de', 'Im Vorjahr lag die Erzeugung bei {{value "output"}}.'],
    ['zh-CN', '上年产量为 {{value "output"}}。'],
  ])('%s: %s', (locale, text) => {
    const all = found(text, localeOf(locale));
    expect(all).not.toEqual([]);
    for (const one of all) expect(one).toMatch(/^error document\/period /);
  });
});

describe('and words for a month or year before in a monthly edition', () => {
  const said = (text: string): string[] => found(text, 'en', '2024-M03', 'office-flow');

  test.each([
    'The month before, it was {{value "flow@2024-M03"}}.',
    'In the previous month it was {{value "flow@2024-M03"}}.',
    'A year before it was {{value "flow@2024-M02"}}.',
    'Inflow rose from {{value "flow@2024-M02"}} a year earlier to {{value "flow@2024-M03"}}.',
    'Inflow rose {{increase "flow@2024-M03" "flow@2024-M02"}} on a year earlier.',
    'Inflow rose {{increase "flow@2024-M03" "flow@2024-M02"}} (yoy).',
  ])('%s', (text) => {
    expect(said(text)).toEqual([expect.stringMatching(/^error document\/period /)]);
  });

  test.each([
    'The month before, it was {{value "flow@2024-M02"}}.',
    'Inflow rose from {{value "flow@2024-M02"}} in the previous month to {{value "flow@2024-M03"}}.',
    'Inflow rose {{increase "flow@2024-M03" "flow@2024-M02"}} on the month.',
    'Inflow rose {{increase "flow@2024-M03" "flow@2024-M02"}}, more than a year earlier.',
    'In February, {{minus "flow@2024-M02" "flow@2024-M01"}} more came in than in January.',
  ])('honest: %s', (text) => {
    expect(said(text)).toEqual([]);
  });
});

describe('and a status that the source does not give', () => {
  test.each([
    ['en', rows('Final, kt', '| Lead | {{cell "exports.lead"}} |')],
    ['en', rows('Forecast, kt', '| All | {{cell "output"}} |')],
    ['en', rows('Output, kt', '| All | {{cell "output"}} (e) |')],
    ['en', rows('Output, kt', '| All | {{cell "output"}} p |')],
    ['en', rows('Output, kt', '| All (e) | {{cell "output"}} |')],
    ['en', 'Output was a provisional {{value "output"}}.'],
    ['en', 'Output is expected to reach {{value "output"}}.'],
    ['de', rows('Endgültig, kt', '| Blei | {{cell "exports.lead"}} |')],
    ['zh-CN', rows('预测', '| 产量 | {{cell "output"}} |')],
  ])('%s: %s', (locale, text) => {
    expect(found(text, localeOf(locale))).toEqual([expect.stringMatching(/^error document\/status /)]);
  });
});

describe('and a word for another side, a total of nothing above it, a change that nothing calls one', () => {
  test.each([
    ['en', 'There was a surplus of {{value "balance"}}.'],
    ['en', 'In 2024, a deficit of {{value "balance@2024"}} was recorded.'],
    ['en', rows('Surplus, kt', '| Trade | {{cell "balance"}} |')],
    ['en', 'There was a profit of {{value "balance"}}.'],
    ['en', 'In 2024, a loss of {{value "balance@2024"}} was recorded.'],
    ['de', 'Der Gewinn betrug {{value "balance"}}.'],
    ['de', '2024 betrug der Verlust {{value "balance@2024"}}.'],
    ['zh-CN', '盈利为 {{value "balance"}}。'],
    ['de', 'Der Überschuss betrug {{value "balance"}}.'],
    ['zh-CN', '顺差为 {{value "balance"}}。'],
    [
      'en',
      rows(
        'kt',
        '| Copper | {{cell "output.copper"}} |',
        '| Lead | {{cell "output.lead"}} |',
        '| Total | {{cell "flow@2025-M11"}} |',
      ),
    ],
    ['en', '{{label "output"}}: {{value "output:growth"}}.'],
    ['en', rows('%', '| Copper | {{cell "output.copper:growth"}} |')],
  ])('%s: %s', (locale, text) => {
    expect(found(text, localeOf(locale))).toEqual([expect.stringMatching(/^error document\/label /)]);
  });
});

/** Sentences as analysts write them. */
const HONEST: readonly (readonly [locale: LocaleId, text: string])[] = [
  ['en', 'Output is forecast at {{value "output@2026"}}.'],
  ['en', 'In {{period "2026"}} output will be {{value "output@2026"}}.'],
  ['en', 'A year before it was {{value "output@2024"}}.'],
  ['en', '## Output in 2024 {#past}\n\nIt was {{value "output@2024"}}.'],
  ['en', rows('2024, kt', '| All | {{cell "output@2024"}} |')],
  ['en', 'The strike of January cut output to {{value "output"}}.'],
  ['en', 'January to November 2025: {{value "flow@2025-M01..2025-M11"}}'],
  ['en', 'Production may reach {{value "output"}}.'],
  ['en', rows('Since January, kt', '| All | {{cell "flow@2025-M01..2025-M11"}} |')],
  ['en', rows('Provisional, kt', '| Lead | {{cell "exports.lead"}} |')],
  ['en', 'Above the forecast, output was {{value "output"}}.'],
  ['en', 'There was a deficit of {{value "balance"}}.'],
  ['en', 'There was a loss of {{value "balance"}}.'],
  ['en', 'Profit or loss in 2024: {{value "balance@2024"}}.'],
  ['de', 'Gewinn oder Verlust: {{value "balance"}}.'],
  ['en', 'In Nov, inflow was {{value "flow@2025-M11"}}.'],
  ['zh-CN', '11月流量为{{value "flow@2025-M11"}}。'],
  ['en', 'In January to October, {{minus "flow@2025-M01..2025-M11" "flow@2025-M11"}} came in.'],
  ['en', 'Of {{value "staff"}} people, few joined in 2024.'],
  ['en', '{{value "staff"}} people, hired since 2024, work there.'],
  ['en', 'In 2024, as now, {{value "output"}} would have been much.'],
  ['en', 'The plan of 2024 called for {{value "output"}}.'],
  ['en', 'In the report for 2024, {{value "output"}} was the aim.'],
  ['en', 'What a difference a year makes: {{value "output"}}, and {{value "output@2024"}} in 2024.'],
  ['de', 'Im Plan von 2024 standen {{value "output"}}.'],
  ['de', 'Im Vorjahr lag die Erzeugung noch darunter, nun sind es {{value "output"}}.'],
  ['zh-CN', '与上年相比，产量为 {{value "output"}}。'],
  ['en', '{{value "output@2024"}} of metal in 2024, {{value "output"}} in 2025: works are filling up.'],
  ['en', 'After a surplus of {{value "balance@2024"}} in 2024, {{value "output"}} were made.'],
  ['en', 'After a surplus of {{value "balance@2024"}} in 2024, the balance slipped to {{value "balance"}}.'],
  [
    'en',
    'After {{value "flow@2024-M01"}} in January 2024, {{value "flow@2024-M02"}} in February, {{value "flow@2024-M03"}} came in in March.',
  ],
  ['en', 'Use of metal is to be cut; output was {{value "output"}} last year.'],
  ['en', 'Last year output came to {{value "output"}}.'],
  [
    'en',
    '{{value "output:growth" sign=true}} on the year, {{value "flow:growth[2025-M10]@2025-M11" sign=true}} on the month.',
  ],
  ['zh-CN', '去年产量为 {{value "output"}}。'],
  [
    'en',
    'After {{value "flow@2024-Q1"}} in the first quarter of 2024, there were {{value "flow@2025-M11"}} in November.',
  ],
  ['en', 'In 2025, {{value "output"}} of metal were made.'],
  ['en', 'There were {{value "staff"}} people in 2025.'],
  ['en', 'There were {{value "staff"}} people, more than in 2024.'],
  ['en', 'There were {{value "staff"}} people on lines that opened in 2024.'],
  ['en', 'In 2024, when prices fell, {{value "output@2024"}} were made.'],
  ['en', 'A year earlier it was {{value "output@2024"}}.'],
  ['en', 'In 2026 it is to be {{value "output@2026"}}; a year earlier it was {{value "output"}}.'],
  ['en', 'Output was {{value "output"}}, after {{value "output@2024"}} a year earlier.'],
  ['en', 'Output was {{value "output"}}, more than a year earlier.'],
  ['en', 'Output grew {{increase "output@2025" "output@2024"}} on the year.'],
  ['en', 'Output grew {{value "output:growth"}} since 2024.'],
  ['en', 'Output grew {{value "output:growth"}} from 2024 to 2025.'],
  ['en', 'Last year was hard: output came to {{value "output"}}.'],
  ['de', 'Ein Jahr zuvor waren es {{value "output@2024"}}.'],
  ['de', 'Es waren {{value "staff"}} Personen, mehr als 2024.'],
  ['zh-CN', '上年产量为 {{value "output@2024"}}。'],
  ['en', 'In 2024, a surplus of {{value "balance@2024"}} was recorded.'],
  ['en', 'During the year, stocks fell to {{value "stock@2025-11-30"}}.'],
  [
    'en',
    rows(
      'kt',
      '| Copper | {{cell "output.copper"}} |',
      '| Lead | {{cell "output.lead"}} |',
      '| Total | {{cell "output"}} |',
    ),
  ],
  ['en', rows('Growth, %', '| Copper | {{cell "output.copper:growth"}} |')],
  ['en', '{{label "output"}}: {{value "output:growth" sign=true}}.'],
  [
    'en',
    '| Metal | Output | Exports |\n|-|-|-|\n| {{label "output.copper"}} | {{cell "output.copper"}} | {{cell "exports.copper"}} |',
  ],
  [
    'en',
    '| Metal | Copper | Lead |\n|-|-|-|\n| {{label "output"}} | {{cell "output.copper"}} | {{cell "output.lead"}} |',
  ],
  [
    'en',
    '| Metal | Own | {{label "output.lead"}} |\n|-|-|-|\n| {{label "output.copper"}} | {{cell "output.copper"}} | {{cell "output.lead"}} |',
  ],
  [
    'en',
    '| Metal | Own | Lead |\n|-|-|-|\n| {{label "output.copper"}} | {{cell "output.copper"}} | {{cell "output.lead"}} |',
  ],
  [
    'en',
    '| Metal | Output | Use, % |\n|-|-|-|\n| {{label "output.copper"}} | {{cell "output.copper"}} | {{cell "use"}} |',
  ],
  [
    'zh-CN',
    '| 金属 | 产量 | 出口 |\n|-|-|-|\n| {{label "output.copper"}} | {{cell "output.copper"}} | {{cell "exports.copper"}} |',
  ],
  ['en', '{{#each (figures "output.*")}}{{label}}: {{value}}; {{/each}}'],
  ['en', '{{label "output.copper"}}: {{value "output.copper"}}, a rise of {{value "output.copper:growth"}}.'],
  ['en', '{{label "output"}}: {{value "output.copper"}} of copper and {{value "output.lead"}} of lead.'],
  ['en', '{{label "output.copper"}} made up {{shareOf "output.copper" "output"}} of {{label "output" case="lower"}}.'],
  [
    'en',
    '{{label "output.copper"}} was above {{label "output.lead" case="lower"}} by {{minus "output.copper" "output.lead"}}.',
  ],
  [
    'en',
    '{{label "output.copper"}} was {{minus "output.copper" "output.lead"}} above {{label "output.lead" case="lower"}}.',
  ],
  [
    'en',
    '{{label "output.copper"}} and {{label "output.lead" case="lower"}} came to {{value "output.copper"}} and {{value "output.lead"}}.',
  ],
  [
    'en',
    '{{label "output.copper"}} and {{label "output.lead" case="lower"}} together were {{plus "output.copper" "output.lead"}}.',
  ],
  ['en', '{{label "output.copper"}} was {{over "output.copper" "output.lead"}} times that of lead.'],
  ['en', '{{label (largest "output.*")}} led; the rest came to {{minus "output" "output.copper"}}.'],
  ['en', '{{label "output.copper"}} was larger than that of lead, {{value "output.lead"}}.'],
  ['en', '{{label "output.copper"}} was more than {{value "output.lead"}}, what lead came to.'],
  [
    'en',
    '{{label "output.copper"}}, unlike {{label "output.lead" case="lower"}}, rose {{value "output.copper:growth"}}.',
  ],
  [
    'en',
    '{{value "output.copper"}} for {{label "output.copper" case="lower"}} and {{value "output.lead"}} for {{label "output.lead" case="lower"}}.',
  ],
  ['en', '{{value "output"}} of {{label "output" case="lower"}}, of which {{value "output.lead"}} lead.'],
  ['en', 'In {{label "output.copper" case="lower"}}, {{value "exports.copper"}} went abroad.'],
  ['en', '{{label "output"}}: {{value "use"}} of capacity.'],
  ['en', '{{label "output"}}: {{value "output.survey"}} at members.'],
  ['en', 'Of {{label "output.copper" case="lower"}}, {{value "exports.copper"}} was exported.'],
  ['en', '{{label "output.copper"}} rose. The total was {{value "output"}}.'],
  ['en', '{{label "output.copper"}}, which had been {{value "output.copper@-1"}}, reached {{value "output.copper"}}.'],
  [
    'en',
    '{{label "output.lead"}} {{change "output.lead"}} to {{value "output.lead"}}; {{label "output" case="lower"}} {{change "output"}} to {{value "output"}}.',
  ],
  ['en', 'Without {{label "output.lead" case="lower"}}, output would be {{minus "output" "output.lead"}}.'],
  [
    'en',
    '{{label "exports.copper"}} took {{shareOf "exports.copper" "output.copper"}} of {{label "output.copper" case="lower"}}.',
  ],
  [
    'en',
    '{{label "output"}} grew more than {{label "output.copper" case="lower"}}: {{value "output:growth"}} against {{value "output.copper:growth"}}.',
  ],
  [
    'en',
    table(
      '| {{label "output.copper"}} | {{cell "output.copper"}} |\n| {{label "output.lead"}} | {{cell "output.lead"}} |',
    ),
  ],
  [
    'en',
    '| | Output | Exports |\n| --- | --: | --: |\n| {{label "output.copper"}} | {{cell "output.copper"}} | {{cell "exports.copper"}} |',
  ],
  [
    'en',
    '| | {{label "output.copper"}} | {{label "output.lead"}} |\n| --- | --: | --: |\n| {{period "0"}} | {{cell "output.copper"}} | {{cell "output.lead"}} |',
  ],
  ['en', box('- {{label "output"}}\n\n  {{value "output"}}\n\n  of which lead {{value "output.lead"}}')],
  ['en', box('- {{label "output.copper"}}\n\n  {{value "output.copper"}}\n\n  {{value "output.lead"}} of lead')],
  ['en', exhibit('Metals', '{{label "output"}} of copper', 'output.copper')],
  [
    'en',
    exhibit('Metals', 'Inflow of {{period "2024-M01"}}, by the release of {{period "2025-M11"}}', 'flow@2024-M01'),
  ],
  ['en', 'According to {{source "output"}}, output was {{value "output"}}.'],
  ['en', 'According to {{source "growers"}}, lead came to {{value "output.lead"}}.'],
  ['en', 'Output was {{value "output"}}; {{source "growers"}} has not said so yet.'],
  [
    'en',
    'According to {{source "growers"}}, copper came to {{value (at "output.copper" source="growers")}}, against {{value "output.copper"}}.',
  ],
  ['en', 'In {{period "0"}} output was {{value "output"}}, after {{value "output@-1"}} a year before.'],
  ['en', 'In {{period "0"}} output rose from {{value "output@-1"}} to {{value "output"}}.'],
  ['en', 'In {{period "0"}} the level of the year before, {{value "output@-1"}}, was passed.'],
  ['en', 'Output was {{value "output"}} ({{period "-1"}}: {{value "output@-1"}}).'],
  ['en', 'Output rose {{value "output:growth"}} on {{period "-1"}}.'],
  ['en', 'Between {{period "-1"}} and {{period "0"}} output rose to {{value "output"}}.'],
  ['en', 'For {{period "0"}}, the plan of the previous year was {{value "output@-1"}}.'],
  ['de', '{{label "output.copper"}}: {{value "output.copper"}}'],
  ['de', 'Die {{label "output.copper"}} stieg um {{value "output.copper:growth"}} auf {{value "output.copper"}}.'],
  [
    'de',
    'Die {{label "output.copper"}} lag um {{minus "output.copper" "output.lead"}} über der {{label "output.lead"}}.',
  ],
  [
    'de',
    'Auf {{label "output.copper"}} und {{label "output.lead"}} entfielen {{value "output.copper"}} und {{value "output.lead"}}.',
  ],
  ['de', 'Die {{label "output.copper"}} lag über den {{value "output.lead"}} Blei.'],
  ['de', 'Im Jahr {{period "0"}} betrug die Erzeugung {{value "output"}} nach {{value "output@-1"}} im Vorjahr.'],
  ['de', 'Laut {{source "output"}} betrug die Erzeugung {{value "output"}}.'],
  ['de', 'Von der {{label "output"}} entfielen {{value "output.lead"}} auf Blei.'],
  ['de', 'Der Anteil der {{label "output.copper"}} lag bei {{shareOf "output.copper" "output"}}.'],
  [
    'zh-CN',
    '{{label "output.copper"}}为 {{value "output.copper"}}，{{label "output.lead"}}为 {{value "output.lead"}}。',
  ],
  [
    'zh-CN',
    '{{label "output.copper"}}和{{label "output.lead"}}分别为 {{value "output.copper"}} 和 {{value "output.lead"}}。',
  ],
  ['zh-CN', '{{label "output.copper"}}占{{label "output"}}的 {{shareOf "output.copper" "output"}}。'],
  ['zh-CN', '{{label "output.copper"}}比{{label "output.lead"}}多 {{minus "output.copper" "output.lead"}}。'],
  ['zh-CN', '{{label "output"}}：铜 {{value "output.copper"}}，铅 {{value "output.lead"}}。'],
  ['zh-CN', '{{period "0"}}，产量为 {{value "output"}}，上年为 {{value "output@-1"}}。'],
  ['zh-CN', '据{{source "output"}}数据，产量为 {{value "output"}}。'],
  ['zh-CN', '{{label "output.copper"}}高于铅的 {{value "output.lead"}}。'],
  ['en', 'Output {{change "output"}} since {{period "-1"}}.'],
  ['en', 'Output {{change "output"}} in {{period "0"}}.'],
  ['en', 'Output {{change "output"}} in {{period "0"}}, after {{value "output@-1"}} in {{period "-1"}}.'],
  ['en', 'Output in {{period "0"}} was {{value "output"}}, {{value "output:growth"}} more than in {{period "-1"}}.'],
  ['en', 'Output reached {{value "output"}}, more than in {{period "-1"}}.'],
  ['en', 'Output was {{value "output"}}, up from {{value "output@-1"}} in {{period "-1"}}.'],
  ['en', 'At {{value "output"}}, output was the {{highest "output"}}.'],
  ['en', 'The plan of {{period "2022"}} had aimed at more than {{value "output"}}.'],
  ['en', 'Output, first surveyed in {{period "2010"}}, came to {{value "output"}}.'],
  ['en', 'Under the rules of {{period "2020"}}, {{value "output"}} counts as output.'],
  ['en', 'Output was {{value "output"}} at prices of {{period "2020"}}.'],
  ['en', 'From {{period "-1"}} to {{period "0"}} output rose by {{minus "output" "output@-1"}}.'],
  ['en', 'Output grew {{increase "output" "output@2024"}} between {{period "-1"}} and {{period "0"}}.'],
  ['en', 'By {{period "2025-M11"}}, {{value "flow@2025-M01..2025-M11"}} had flowed in.'],
  [
    'en',
    'In {{period "2025-M11"}}, {{value "flow@2025-M11"}} flowed in, {{value "flow:growth[2025-M10]@2025-M11"}} more than in {{period "2025-M10"}}.',
  ],
  ['en', 'In {{period "2024"}} the best month was January, with {{value "flow@2024-M01"}}.'],
  ['en', 'In the first two months of {{period "2024"}} inflow was {{plus "flow@2024-M01" "flow@2024-M02"}}.'],
  ['en', '{{plus (plus "flow@2024-M01" "flow@2024-M02") "flow@2024-M03"}} in {{period "2024-Q1"}}.'],
  ['en', 'At the end of {{period "2024"}} stocks were {{value "stock@2024-12-31"}}.'],
  [
    'en',
    'Stocks on {{period "2025-11-30"}} were {{value "stock@2025-11-30"}}, against {{value "stock@2024-12-31"}} at the end of {{period "2024"}}.',
  ],
  ['en', 'The release of {{period "2025-M12"}} puts the inflow at {{value "flow@2025-M11"}}.'],
  ['en', 'In {{period "0"}}, {{label "output"}} was {{value "output"}} and in {{period "-1"}} {{value "output@-1"}}.'],
  ['en', '{{period "0"}}: {{value "output"}}'],
  ['en', 'Use in {{period "0"}}: {{value "use"}} of capacity.'],
  ['de', 'Die Erzeugung {{change "output"}} gegenüber {{period "-1"}}.'],
  ['de', 'Im Jahr {{period "0"}} {{direction "output"}} die Erzeugung.'],
  ['de', 'Die Erzeugung lag {{period "0"}} bei {{value "output"}}, mehr als {{period "-1"}}.'],
  ['de', 'Von {{period "-1"}} bis {{period "0"}} stieg die Erzeugung um {{value "output:growth"}}.'],
  ['de', 'Ende {{period "2024"}} lagen die Bestände bei {{value "stock@2024-12-31"}}.'],
  ['de', 'Der Plan aus {{period "2022"}} sah mehr als {{value "output"}} vor.'],
  ['de', 'Seit {{period "-1"}} {{change "output"}} die Erzeugung.'],
  ['zh-CN', '{{period "0"}}产量{{value "output"}}，比{{period "-1"}}{{change "output"}}。'],
  ['zh-CN', '产量较{{period "-1"}}{{change "output"}}。'],
  ['zh-CN', '{{period "-1"}}至{{period "0"}}，产量{{change "output"}}。'],
  ['zh-CN', '{{period "2024"}}末库存为 {{value "stock@2024-12-31"}}。'],
  ['zh-CN', '按{{period "2020"}}不变价计算，产量为 {{value "output"}}。'],
  ['zh-CN', '{{period "0"}}产量为 {{value "output"}}，高于{{period "-1"}}的 {{value "output@-1"}}。'],
  [
    'en',
    '{{label "output.copper"}} {{direction "output.copper"}} and {{label "output.lead" case="lower"}} {{direction "output.lead"}}.',
  ],
  ['en', '{{label "output.copper"}} was the {{rank "output.copper" "output.*" from="largest"}} of the two.'],
  ['en', '{{label "output"}} was {{highest "output"}}.'],
  [
    'en',
    '{{label "exports.copper"}} were {{fraction (shareOf "exports.copper" "output.copper")}} of {{label "output.copper" case="lower"}}.',
  ],
  ['en', '{{label "output"}}: {{value "staff"}} people work in it.'],
  ['en', 'Behind {{label "output" case="lower"}} stand {{value "staff"}} people.'],
  ['en', '{{label "staff"}}: {{value "staff"}}'],
  ['en', '{{label "staff"}}: {{value "staff"}}, for {{value "output"}} of output.'],
  ['en', '{{label "output.copper"}} ({{unit "output"}}): {{value "output.copper" style="bare"}}'],
  ['en', 'The {{label "output.copper" case="lower"}} this year: {{value "output.copper"}}'],
  ['en', '{{list (figures "output.copper" "output.lead")}}: {{list (value "output.copper") (value "output.lead")}}'],
  [
    'en',
    '{{label "output.copper"}} and {{label "output.lead" case="lower"}} {{direction "output.copper" plural=true}}.',
  ],
  [
    'en',
    '{{label "exports.copper"}} and {{label "output.copper" case="lower"}}: {{value "exports.copper"}}, {{value "output.copper"}}',
  ],
  ['en', 'Output was {{value "output"}} ({{source "office"}}).'],
  ['en', '{{source "office"}}: {{value "output"}}'],
  ['en', '{{source "growers"}} and {{source "office"}} agree on lead: {{value "output.lead"}}.'],
  ['en', 'Output was {{value "output"}}, which {{source "growers"}} does not yet report.'],
  ['en', 'Unlike {{source "growers"}}, we put copper at {{value "output.copper"}}.'],
  ['de', 'Die {{label "output.copper"}} {{direction "output.copper"}}.'],
  ['de', 'Die Erzeugung betrug {{value "output"}} ({{source "office"}}).'],
  ['de', 'Anders als {{source "growers"}} setzt das Amt Kupfer mit {{value "output.copper"}} an.'],
  [
    'de',
    '{{label "output.copper"}} und {{label "output.lead"}} betrugen {{value "output.copper"}} und {{value "output.lead"}}.',
  ],
  ['zh-CN', '{{label "output.lead"}}{{direction "output.lead"}}。'],
  ['zh-CN', '{{source "office"}}：产量 {{value "output"}}。'],
  ['zh-CN', '{{label "output.copper"}}、{{label "output.lead"}}：{{value "output.copper"}}、{{value "output.lead"}}。'],
  ['en', 'Inflow {{change "flow:growth[2025-M10]@2025-M11"}} on the month.'],
  ['en', 'Inflow {{change "flow:growth[2025-M10]@2025-M11"}} from the previous month.'],
  [
    'en',
    'Output {{change "output"}} on the year, and inflow {{change "flow:growth[2025-M10]@2025-M11"}} on the month.',
  ],
  ['en', 'Year on year, output {{change "output"}}.'],
  ['en', 'Compared with the previous year, {{value "output:growth"}} more was made.'],
  ['en', '{{label "output.survey"}}: {{value "output.survey"}}'],
  [
    'en',
    '{{label "output.survey"}}, {{value "output.survey"}}, was below {{label "output" case="lower"}}, {{value "output"}}.',
  ],
  ['de', 'Der Zufluss {{change "flow:growth[2025-M10]@2025-M11"}} gegenüber dem Vormonat.'],
  ['de', 'Die Erzeugung {{change "output"}} gegenüber dem Vorjahr.'],
  ['zh-CN', '流量环比{{change "flow:growth[2025-M10]@2025-M11"}}。'],
  ['zh-CN', '产量同比{{change "output"}}。'],
];

test.each(HONEST)('honest, %s: %s', (locale, text) => {
  expect(found(text, locale)).toEqual([]);
});
