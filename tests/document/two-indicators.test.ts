import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { loadFiles } from '../assay/world.ts';
import { fillText } from '../template/case.ts';

const DATASET = `title: { en: A county, de: Ein Kreis, zh-CN: 某县 }
publisher: The editors
licence: MIT
locales: [en, de, zh-CN]
sources:
  office: { publisher: { en: The county office, de: Das Kreisamt, zh-CN: 县统计局 }, rank: 1 }
dimensions:
  source:
    label: { en: Source, de: Quelle, zh-CN: 来源 }
    members:
      wind: { en: Wind, de: Wind, zh-CN: 风电 }
      solar: { en: Sunlight, de: Sonne, zh-CN: 光伏 }
indicators:
  births: { label: { en: Births, de: Geburten, zh-CN: 出生人数 }, unit: count, kind: flow }
  births.ward: { label: { en: Births in hospital, de: Klinikgeburten, zh-CN: 医院出生人数 }, unit: count, kind: flow }
  deaths: { label: { en: Deaths, de: Sterbefälle, zh-CN: 死亡人数 }, unit: count, kind: flow }
  power: { label: { en: Electricity, de: Stromerzeugung, zh-CN: 发电量 }, unit: count, kind: flow }
  power.wind: { label: { en: Wind power, de: Windstrom, zh-CN: 风力发电量 }, unit: count, kind: flow, dimensions: { source: wind } }
  power.solar: { label: { en: Solar power, de: Solarstrom, zh-CN: 光伏发电量 }, unit: count, kind: flow, dimensions: { source: solar } }
  share.wind: { label: { en: Share of wind, de: Anteil des Windes, zh-CN: 风电占比 }, unit: '%', kind: ratio, dimensions: { source: wind } }
  price.low: { label: { en: Lowest price, de: Tiefster Preis, zh-CN: 最低价 }, unit: EUR, kind: ratio }
  price.high: { label: { en: Highest price, de: Höchster Preis, zh-CN: 最高价 }, unit: EUR, kind: ratio }
`;

const { dataset } = await loadFiles(
  new Map([
    ['dataset.yaml', DATASET],
    [
      'releases/office-2025.yaml',
      `release: { id: office-2025, source: office, published: 2026-02-04, period: 2025 }
observations:
  births: [{ level: '1,240' }, { level: '1,180', period: 2024 }, { level: '1,190', period: 2023 }, { growth: 5.1% }]
  births.ward: [{ level: '1,102' }, { level: '1,060', period: 2024 }, { growth: 4.0% }]
  deaths: [{ level: '1,507' }, { level: '1,466', period: 2024 }, { level: '1,450', period: 2023 }, { growth: 2.8% }]
  power: [{ level: '612' }, { level: '590', period: 2024 }, { growth: 3.7% }]
  power.wind: [{ level: '211' }, { level: '190', period: 2024 }, { level: '180', period: 2023 }, { growth: 11.1% }]
  power.solar: [{ level: '96' }, { level: '81', period: 2024 }, { growth: 18.5% }]
  share.wind: [{ level: 34.5% }, { change: 2.3 pp }]
  price.low: [{ level: 31.0 EUR }, { level: 35.0 EUR, period: 2024 }]
  price.high: [{ level: 88.0 EUR }]
`,
    ],
  ]),
);

function found(text: string, locale: LocaleId): string[] {
  const { filled, diagnostics } = fillText(dataset, `# A year: {{period "0"}} {#top}\n\n${text}\n`, {
    release: 'office-2025',
    locale,
  });
  expect(diagnostics).toEqual([]);
  const own = new Diagnostics();
  parseDocument(filled, new Map(), { locale, dataset, period: parsePeriod('2025'), declared: ['2000..2030'] }, own);
  return own.all
    .filter(({ rule }) => /^document\/(?:label|period|unit|value-neighbour|footnote)$/.test(rule))
    .map(({ rule, message }) => `${rule}: ${message}`);
}

const box = (...lines: readonly string[]): string => `:::box{#b}\n- ${lines.join('\n\n  ')}\n:::`;
const exhibit = (title: string, table: string): string => `:::exhibit{#e}\n${title}\n\nNumber\n\n${table}\n:::`;
const years = (...rows: readonly string[]): string => `| County | 2024 | 2025 |\n|-|-:|-:|\n${rows.join('\n')}`;

type Sentences = Readonly<Partial<Record<LocaleId, readonly string[]>>>;

/** Figures of two indicators that are read as those of one. */
const WRONG: Sentences = {
  en: [
    'Births {{change "births.ward"}} to {{value "births"}}.',
    'Births {{change "births"}} to {{value "births.ward"}}.',
    'Births {{change "births"}}, from {{value "births@2024"}} in 2024 to {{value "births.ward"}}.',
    'Births rose by {{value "deaths:growth"}} to {{value "births"}}.',
    'Births rose {{increase "deaths" "deaths@-1"}} to {{value "births"}}.',
    'Births rose {{value "births:growth"}} in 2025, to {{value "deaths"}}.',
    'Births rose from {{value "deaths@2024"}} in 2024 to {{value "births"}}.',
    'Births rose to {{value "births"}} from {{value "deaths@2024"}} in 2024.',
    'Births came to {{value "births"}} ({{value "deaths:growth" sign=true}}).',
    'Births came to {{value "births"}}, up {{value "births.ward:growth"}} on the year.',
    'There were {{value "births"}} births, up from {{value "deaths@2024"}} a year earlier.',
    '{{value "deaths"}} were {{label "births" case="lower"}}.',
    '{{value "deaths"}} is the number of {{label "births" case="lower"}}.',
    '{{label "births"}} came to {{times "births" 2}}.',
    box('Births', '{{value "births"}}', '{{value "births.ward:growth" sign=true}}'),
    box('Births', '{{value "births"}}', '{{value "deaths:growth" sign=true}} on 2024'),
    box('Births', '{{value "births"}}', '{{trend "deaths@2023..0"}}'),
    box('Deaths', '{{value "births"}}'),
    box('Wind power', '{{value "power.solar"}}'),
    years('| Wind | {{cell "power.solar@2024"}} | {{cell "power.wind"}} |'),
    years('| Births | {{cell "births@2024"}} | {{cell "births.ward"}} |'),
    years('| Deaths | {{cell "births@2024"}} | {{cell "births"}} |'),
    years('| Wind | {{cell "power.solar@2024"}} | {{cell "power.solar"}} |'),
    '| Source | {{period "0"}} | Share, % |\n|-|-:|-:|\n| Wind | {{cell "power.wind"}} | {{cell "power.wind" measure="growth"}} |',
    '## {{label "births.ward"}} {#a}\n\nThere were {{value "deaths"}} of them.',
    '## {{period "2024"}} {#a}\n\nThere were {{value "births"}} births.',
    '## In 2024 {#a}\n\nThere were {{value "births"}} births.',
    exhibit('Births in 2020 and 2021', years('| Births | {{cell "births@2024"}} | {{cell "births"}} |')),
    'There were {{value "births"}} births[^1].\n\n[^1]: In millions.',
  ],
  de: [
    'Die Geburten stiegen um {{value "deaths:growth"}} auf {{value "births"}}.',
    'Die Geburten {{change "births"}} auf {{value "births.ward"}}.',
    'Die Geburten stiegen von {{value "deaths@2024"}} im Jahr 2024 auf {{value "births"}}.',
    'Gezählt wurden {{value "births"}} Geburten ({{value "deaths:growth" sign=true}}).',
    '{{value "deaths"}} waren {{label "births"}}.',
    box('Geburten', '{{value "births"}}', '{{value "deaths:growth" sign=true}}'),
    box('Geburten', '{{value "births"}}', '{{trend "deaths@2023..0"}}'),
    box('Sterbefälle', '{{value "births"}}'),
    years('| Wind | {{cell "power.solar@2024"}} | {{cell "power.wind"}} |'),
    '| Quelle | {{period "0"}} | Anteil, % |\n|-|-:|-:|\n| Wind | {{cell "power.wind"}} | {{cell "power.wind" measure="growth"}} |',
    '## {{label "births.ward"}} {#a}\n\nEs gab {{value "deaths"}} davon.',
    '## Im Jahr 2024 {#a}\n\nEs gab {{value "births"}} Geburten.',
    exhibit('Geburten 2020 und 2021', years('| Geburten | {{cell "births@2024"}} | {{cell "births"}} |')),
    'Es gab {{value "births"}} Geburten[^1].\n\n[^1]: In Millionen.',
  ],
  'zh-CN': [
    '出生人数增长{{value "deaths:growth"}}，至{{value "births"}}。',
    '出生人数增长{{value "births:growth"}}，达到{{value "births.ward"}}。',
    '出生人数由2024年的{{value "deaths@2024"}}增至{{value "births"}}。',
    '出生人数为{{value "births"}}（{{value "deaths:growth" sign=true}}）。',
    box('出生人数', '{{value "births"}}', '{{value "deaths:growth" sign=true}}'),
    box('出生人数', '{{value "births"}}', '{{trend "deaths@2023..0"}}'),
    box('死亡人数', '{{value "births"}}'),
    '| 某县 | 2024年 | 2025年 |\n|-|-:|-:|\n| 风电 | {{cell "power.solar@2024"}} | {{cell "power.wind"}} |',
    '| 来源 | {{period "0"}} | 占比，% |\n|-|-:|-:|\n| 风电 | {{cell "power.wind"}} | {{cell "power.wind" measure="growth"}} |',
    '## {{label "births.ward"}} {#a}\n\n共{{value "deaths"}}人。',
    '## 2024年 {#a}\n\n共出生{{value "births"}}人。',
    '共出生{{value "births"}}人[^1]。\n\n[^1]: 单位：百万人。',
  ],
};

/** What somebody writes who knows the subject. */
const HONEST: Sentences = {
  en: [
    'Births {{change "births"}} to {{value "births"}}, of which {{value "births.ward"}} in hospital.',
    'Births {{change "births"}} while deaths came to {{value "deaths"}}.',
    'Births {{change "births"}} and deaths {{change "deaths"}}, to {{value "births"}} and {{value "deaths"}}.',
    'Wind power {{change "power.wind"}} to {{value "share.wind"}} of all electricity.',
    'Births in hospital {{change "births.ward"}} and lifted all births to {{value "births"}}.',
    'Births in hospital {{change "births.ward"}}, bringing the total to {{value "births"}}.',
    'Prices ranged from {{value "price.low"}} to {{value "price.high"}}.',
    'A day had prices from {{value "price.low"}} at night to {{value "price.high"}} at noon.',
    'Births came to {{value "births"}} (deaths: {{value "deaths"}}).',
    'Births came to {{value "births"}}, deaths to {{value "deaths"}}.',
    'Births rose to {{value "births"}} from {{value "births@2024"}} in 2024.',
    'Births: {{value "births"}} ({{value "births:growth" sign=true}}); deaths: {{value "deaths"}} ({{value "deaths:growth" sign=true}}).',
    'There were {{value "births"}} births, up from {{value "births@2024"}} a year earlier.',
    'With births at {{value "births"}}, {{value "deaths:growth"}} more people died than in 2024.',
    'Births rose to {{value "births"}}, up {{value "births:growth"}}, and deaths to {{value "deaths"}}, up {{value "deaths:growth"}}.',
    'Wind gave {{value "power.wind"}} ({{value "share.wind"}}) and sunlight {{value "power.solar"}}.',
    'Wind gave {{value "power.wind"}}, up {{value "share.wind:change"}} as a share of all.',
    'Deaths exceeded births: {{value "deaths"}} against {{value "births"}}.',
    'Deaths came to {{value "deaths"}}, more than births ({{value "births"}}).',
    'Wind rose by {{value "power.wind:growth"}}, sunlight by {{value "power.solar:growth"}}, to {{value "power.wind"}} and {{value "power.solar"}}.',
    'Rising by {{value "power.wind:growth"}} to {{value "power.wind"}}, wind stayed ahead of sunlight ({{value "power.solar"}}).',
    'Electricity {{change "power"}} thanks to {{value "power.wind"}} from wind.',
    'Wind power {{change "power.wind"}} compared to {{value "power.wind@2024"}} in 2024.',
    'Electricity {{change "power"}} to {{value "power"}}; wind contributed {{value "power.wind"}} ({{value "power.wind:growth" sign=true}}).',
    'Of {{value "births"}} births, {{value "births.ward"}} were {{label "births.ward" case="lower"}}.',
    'The gap between births and deaths was {{minus "deaths" "births"}}, with {{value "births"}} births.',
    'Twice the {{label "births" case="lower"}} would be {{times "births" 2}}.',
    'Births, {{value "births"}} in all ({{value "births.ward"}} in hospital), rose.',
    'The wind farms rose {{value "power.wind:growth"}}, from {{value "power.wind@2024"}} to {{value "power.wind"}}, and lifted electricity from {{value "power@2024"}} to {{value "power"}}.',
    box('Births', '{{value "births"}}', '{{value "births:growth" sign=true}} on 2024'),
    box('Births and deaths', '{{value "births"}}', 'deaths {{value "deaths"}}, {{value "deaths:growth" sign=true}}'),
    box('Wind', '{{value "power.wind"}}', '{{value "share.wind"}} of all'),
    box('Natural change', '{{minus "births" "deaths"}}', 'births {{value "births:growth" sign=true}}'),
    box('Births', '{{value "births"}}', '{{trend "births@2023..0"}}'),
    box('Births', '{{value "births"}}', 'in hospital {{value "births.ward:growth" sign=true}}'),
    box('Share of wind', '{{value "share.wind"}}', '{{trend "power.wind@2023..0"}}'),
    years(
      '| Births | {{cell "births@2024"}} | {{cell "births"}} |',
      '| Deaths | {{cell "deaths@2024"}} | {{cell "deaths"}} |',
      '| Natural change | {{minus "births@2024" "deaths@2024"}} | {{minus "births" "deaths"}} |',
    ),
    '| Year | Births | Deaths |\n|-|-:|-:|\n| 2024 | {{cell "births@2024"}} | {{cell "deaths@2024"}} |\n| 2025 | {{cell "births"}} | {{cell "deaths"}} |',
    '| County | 2025 | 2025 |\n|-|-:|-:|\n| | Births | Deaths |\n| All | {{cell "births"}} | {{cell "deaths"}} |',
    '| Source | 2024 | 2025 | Share, % |\n|-|-:|-:|-:|\n| Wind | {{cell "power.wind@2024"}} | {{cell "power.wind"}} | {{cell "share.wind"}} |',
    '| Source | 2024 | Wind 2025 | Sunlight 2025 |\n|-|-:|-:|-:|\n| Plants | {{cell "power@2024"}} | {{cell "power.wind"}} | {{cell "power.solar"}} |',
    '| Source | Change in share, pp |\n|-|-:|\n| Wind | {{cell "share.wind:change"}} |',
    '## {{label "power.wind"}} {#a}\n\nOf {{value "power"}} in all, {{value "power.wind"}} came from wind.',
    '## {{label "births"}} {#a}\n\nIn hospital {{value "births.ward"}} children were born.',
    '## {{period "2024"}} {#a}\n\nThere were {{value "births@2024"}} births.',
    '## {{period "2024"}} and {{period "0"}} {#a}\n\nThere were {{value "births"}} births.',
    '## After 2024 {#a}\n\nThere were {{value "births"}} births.',
    '## In 2024 and after {#a}\n\nThere were {{value "births@2024"}} births, then {{value "births"}}.',
    '## The 2024 reform {#a}\n\nThere were {{value "births"}} births.',
    exhibit('Births since the reform of 2019', years('| Births | {{cell "births@2024"}} | {{cell "births"}} |')),
    exhibit('Births in 2024 and 2025', years('| Births | {{cell "births@2024"}} | {{cell "births"}} |')),
    exhibit('Births after the census in 2020', years('| Births | {{cell "births@2024"}} | {{cell "births"}} |')),
    'There were {{value "births"}} births[^1].\n\n[^1]: Without those at home.',
    'There were {{value "births"}} births[^1].\n\n[^1]: Thousands of children of residents are born elsewhere.',
    'There were {{value "births"}} births[^1].\n\n[^1]: The region has one in two million inhabitants.',
  ],
  de: [
    'Die Geburten stiegen um {{value "births:growth"}} auf {{value "births"}}, davon {{value "births.ward"}} in Kliniken.',
    'Die Geburten stiegen von {{value "births@2024"}} im Jahr 2024 auf {{value "births"}}.',
    'Der Windstrom stieg um {{value "power.wind:growth"}} auf {{value "share.wind"}} der Erzeugung.',
    'Die Preise reichten von {{value "price.low"}} bis {{value "price.high"}}.',
    'Geburten: {{value "births"}} ({{value "births:growth" sign=true}}), Sterbefälle: {{value "deaths"}} ({{value "deaths:growth" sign=true}}).',
    'Geboren wurden {{value "births"}} Kinder (Sterbefälle: {{value "deaths:growth" sign=true}}).',
    'Klinikgeburten nahmen um {{value "births.ward:growth"}} zu und hoben die Geburten insgesamt auf {{value "births"}}.',
    box('Geburten', '{{value "births"}}', '{{value "births:growth" sign=true}} gegenüber 2024'),
    box('Geburten', '{{value "births"}}', 'Kliniken {{value "births.ward:growth" sign=true}}'),
    years('| Wind | {{cell "power.wind@2024"}} | {{cell "power.wind"}} |'),
    '| Jahr | Geburten | Sterbefälle |\n|-|-:|-:|\n| 2024 | {{cell "births@2024"}} | {{cell "deaths@2024"}} |',
    '| Quelle | Veränderung des Anteils, Prozentpunkte |\n|-|-:|\n| Wind | {{cell "share.wind:change"}} |',
    '## {{label "births"}} {#a}\n\nIn Kliniken kamen {{value "births.ward"}} Kinder zur Welt.',
    '## Nach 2024 {#a}\n\nEs gab {{value "births"}} Geburten.',
    exhibit('Geburten seit der Reform von 2019', years('| Geburten | {{cell "births@2024"}} | {{cell "births"}} |')),
    'Es gab {{value "births"}} Geburten[^1].\n\n[^1]: Ohne Hausgeburten.',
  ],
  'zh-CN': [
    '出生人数增长{{value "births:growth"}}，至{{value "births"}}，其中医院出生{{value "births.ward"}}。',
    '出生人数由2024年的{{value "births@2024"}}增至{{value "births"}}。',
    '风力发电量增长{{value "power.wind:growth"}}，占发电量的比重达到{{value "share.wind"}}。',
    '价格从{{value "price.low"}}到{{value "price.high"}}不等。',
    '出生人数为{{value "births"}}（{{value "births:growth" sign=true}}），死亡人数为{{value "deaths"}}（{{value "deaths:growth" sign=true}}）。',
    '出生人数增长{{value "births:growth"}}，死亡人数增长{{value "deaths:growth"}}，分别达到{{value "births"}}和{{value "deaths"}}。',
    box('出生人数', '{{value "births"}}', '同比{{value "births:growth" sign=true}}'),
    box('出生人数', '{{value "births"}}', '医院{{value "births.ward:growth" sign=true}}'),
    '| 年份 | 出生人数 | 死亡人数 |\n|-|-:|-:|\n| 2024年 | {{cell "births@2024"}} | {{cell "deaths@2024"}} |',
    '| 某县 | 2024年 | 2025年 |\n|-|-:|-:|\n| 风电 | {{cell "power.wind@2024"}} | {{cell "power.wind"}} |',
    '## {{label "births"}} {#a}\n\n医院出生{{value "births.ward"}}人。',
    '## 2024年以来 {#a}\n\n共出生{{value "births"}}人。',
    '共出生{{value "births"}}人[^1]。\n\n[^1]: 不含在家出生的人数。',
  ],
};

const each = (sentences: Sentences): [LocaleId, string][] =>
  (Object.keys(sentences) as LocaleId[]).flatMap((locale) =>
    (sentences[locale] ?? []).map((one) => [locale, one] as [LocaleId, string]),
  );

describe('figures of two indicators that are read as those of one are an error', () => {
  test.each(each(WRONG))('%s %s', (locale, text) => {
    expect(found(text, locale)).not.toEqual([]);
  });
});

describe('what says which figure is of what is not reported', () => {
  test.each(each(HONEST))('%s %s', (locale, text) => {
    expect(found(text, locale)).toEqual([]);
  });
});
