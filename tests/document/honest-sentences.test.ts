import { LOCALE_IDS, type LocaleId } from '../../src/language/locales.ts';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { loadFiles } from '../assay/world.ts';
import { fillText } from '../template/case.ts';

const DATASET = `title: { en: A region, de: Eine Region, zh-CN: 某地区 }
publisher: The editors
licence: MIT
locales: [en, de, zh-CN]
sources:
  office: { publisher: { en: The statistical office, de: Statistisches Amt, zh-CN: 统计局 }, rank: 1 }
indicators:
  rent: { label: { en: Rent, de: Miete, zh-CN: 租金 }, unit: EUR, kind: ratio }
  flats: { label: { en: Flats, de: Wohnungen, zh-CN: 住房 }, unit: count, kind: flow }
  beds: { label: { en: Hospital beds, de: Krankenhausbetten, zh-CN: 医院床位 }, unit: count, kind: stock }
  patients: { label: { en: Patients, de: Behandelte, zh-CN: 住院人次 }, unit: count, kind: flow }
  occupancy: { label: { en: Bed occupancy, de: Bettenauslastung, zh-CN: 床位使用率 }, unit: '%', kind: ratio }
  exports: { label: { en: Exports, de: Ausfuhr, zh-CN: 出口 }, unit: 10^9 EUR, kind: flow }
  exports.cars: { label: { en: Exports of cars, de: Ausfuhr von Autos, zh-CN: 汽车出口 }, unit: 10^9 EUR, kind: flow }
  exports.machines: { label: { en: Exports of machines, de: Ausfuhr von Maschinen, zh-CN: 机械出口 }, unit: 10^9 EUR, kind: flow }
  imports: { label: { en: Imports, de: Einfuhr, zh-CN: 进口 }, unit: 10^9 EUR, kind: flow }
  balance: { label: { en: Trade balance, de: Außenhandelssaldo, zh-CN: 贸易差额 }, unit: 10^9 EUR, kind: flow }
  budget: { label: { en: Budget balance, de: Finanzierungssaldo, zh-CN: 财政收支差额 }, unit: 10^9 EUR, kind: flow }
  jobless: { label: { en: Unemployed, de: Arbeitslose, zh-CN: 失业人数 }, unit: count, kind: stock }
`;

const { dataset } = await loadFiles(
  new Map([
    ['dataset.yaml', DATASET],
    [
      'releases/office-2025.yaml',
      `release: { id: office-2025, source: office, published: 2026-02-04, period: 2025 }
observations:
  rent: [{ level: 11.20 EUR }, { level: 10.70 EUR, period: 2024 }, { growth: 4.7% }]
  flats: [{ level: '18,400' }, { level: '21,300', period: 2024 }, { level: '24,000', period: 2019 }, { growth: -13.6% }]
  beds: [{ level: '6,120', period: 2025-12-31 }, { level: '6,310', period: 2024-12-31 }, { growth: -3.0%, period: 2025-12-31 }]
  patients: [{ level: '241,000', status: [estimated] }, { level: '236,500', period: 2024 }]
  occupancy: [{ level: 78.4% }, { change: 1.3 pp }]
  exports:
    - { level: 41.3 10^9 EUR, status: [provisional] }
    - { growth: 3.2%, status: [provisional] }
    - { level: 40.0 10^9 EUR, period: 2024 }
    - { level: 11.0 10^9 EUR, period: 2025-Q4, status: [provisional] }
    - { level: 3.6 10^9 EUR, period: 2025-M12 }
    - { level: 42.5 10^9 EUR, period: 2026, status: [forecast] }
    - { growth: 2.9%, period: 2026, status: [forecast] }
  exports.cars: [{ level: 15.1 10^9 EUR }, { growth: -2.1% }]
  exports.machines: [{ level: 12.2 10^9 EUR }, { growth: 6.0% }]
  imports: [{ level: 38.9 10^9 EUR }, { level: 41.2 10^9 EUR, period: 2024 }]
  balance: [{ level: 2.4 10^9 EUR }, { level: -1.2 10^9 EUR, period: 2024 }]
  budget: [{ level: -0.8 10^9 EUR }, { level: 0.3 10^9 EUR, period: 2024 }]
  jobless: [{ level: '52,300', period: 2025-12-31 }, { level: '55,900', period: 2025-06-30 }, { level: '54,800', period: 2024-12-31 }]
`,
    ],
  ]),
);

function found(text: string, locale: LocaleId): string[] {
  const { filled, diagnostics } = fillText(dataset, `# Title {#top}\n\n${text}\n`, { release: 'office-2025', locale });
  expect(diagnostics).toEqual([]);
  const own = new Diagnostics();
  parseDocument(filled, new Map(), { locale, dataset, period: parsePeriod('2025'), declared: ['2000..2030'] }, own);
  return own.all.map(({ rule, message }) => `${rule}: ${message}`);
}

/** Sentences as somebody writes them who knows the subject and nothing of the rules, in the languages of those who wrote some. */
const SENTENCES: Readonly<Partial<Record<LocaleId, readonly string[]>>> = {
  en: [
    'Rents {{change "rent"}} to {{value "rent"}} a square metre.',
    'A year ago tenants still paid {{value "rent@2024"}}.',
    'In 2024 the average had been {{value "rent@2024"}}; it now stands at {{value "rent"}}.',
    'Only {{value "flats"}} flats were finished, compared with {{value "flats@2024"}} in 2024 and {{value "flats@2019"}} in 2019.',
    'Before the pandemic, in 2019, builders had finished {{value "flats@2019"}}.',
    'Completions {{change "flats"}}, from {{value "flats@2024"}} to {{value "flats"}}.',
    'The target for 2025 was out of reach: just {{value "flats"}} flats were completed.',
    'Hospitals had {{value "beds@2025-12-31"}} beds at the end of 2025, down from {{value "beds@2024-12-31"}} a year earlier.',
    'On {{period "2025-12-31"}} there were {{value "beds@2025-12-31"}} beds.',
    'Over the year the number of beds fell to {{value "beds@2025-12-31"}}.',
    'Wards treated an estimated {{value "patients"}} patients in 2025.',
    'About as many people were treated as before: {{value "patients"}} after {{value "patients@2024"}}.',
    'Beds were occupied {{value "occupancy"}} of the time, {{value "occupancy:change"}} more than in 2024.',
    'Exports, at {{value "exports"}}, exceeded the forecast of the institutes.',
    'According to preliminary figures, exports came to {{value "exports"}}.',
    'The provisional total for the year is {{value "exports"}}.',
    'For 2026 the institutes expect {{value "exports@2026"}}, an increase of {{value "exports:growth@2026"}}.',
    'Next year exports could reach {{value "exports@2026"}}.',
    'Exports are projected to grow to {{value "exports@2026"}} in 2026.',
    'In the fourth quarter alone, exports came to {{value "exports@2025-Q4"}}.',
    'The fourth quarter brought {{value "exports@2025-Q4"}}, of which December contributed {{value "exports@2025-M12"}}.',
    'December was weak: exports of {{value "exports@2025-M12"}}.',
    'Since the first quarter orders have recovered, and exports ended the year at {{value "exports"}}.',
    'Cars ({{value "exports.cars"}}) and machines ({{value "exports.machines"}}) led.',
    'Exports of cars {{change "exports.cars"}} while those of machines gained {{value "exports.machines:growth"}}.',
    'The trade surplus was {{value "balance"}}.',
    'The trade deficit of 2024, {{value "balance@2024"}}, turned into a surplus of {{value "balance"}}.',
    'After a deficit in 2024, foreign trade closed with a surplus of {{value "balance"}}.',
    'The budget closed with a deficit of {{value "budget"}}, after a surplus of {{value "budget@2024"}} in 2024.',
    'Imports cost {{value "imports"}}, which left a surplus of {{value "balance"}}.',
    'At the end of December {{value "jobless@2025-12-31"}} people were out of work, against {{value "jobless@2025-06-30"}} in June.',
    'Unemployment peaked in June at {{value "jobless@2025-06-30"}} and fell to {{value "jobless@2025-12-31"}} in December.',
    'By December the number of unemployed had fallen to {{value "jobless@2025-12-31"}}.',
    'The final quarter added {{value "exports@2025-Q4"}}.',
    'Final demand is not in {{value "exports"}}.',
    'The actual rent, {{value "rent"}}, differs from the asking rent.',
    '| Per flat | 2024 | 2025 |\n|-|-:|-:|\n| Rent, EUR | {{cell "rent@2024"}} | {{cell "rent"}} |\n| Flats | {{cell "flats@2024"}} | {{cell "flats"}} |',
    '| Exports | 2025, bn EUR | Change on 2024, % |\n|-|-:|-:|\n| Cars | {{cell "exports.cars"}} | {{cell "exports.cars:growth"}} |\n| Machines | {{cell "exports.machines"}} | {{cell "exports.machines:growth"}} |\n| Total | {{cell "exports"}} | {{cell "exports:growth"}} |',
    '| End of | Unemployed |\n|-|-:|\n| December 2024 | {{cell "jobless@2024-12-31"}} |\n| June 2025 | {{cell "jobless@2025-06-30"}} |\n| December 2025 | {{cell "jobless@2025-12-31"}} |',
    '| bn EUR | Actual 2024 | Forecast 2026 |\n|-|-:|-:|\n| Exports | {{cell "exports@2024"}} | {{cell "exports@2026"}} |',
    'Under the 2024 housing act, {{value "flats"}} flats were approved.',
    'The 2030 goal is far off: {{value "flats"}} flats were finished.',
    'Since 2019 completions have fallen from {{value "flats@2019"}} to {{value "flats"}}.',
    'By the end of 2025 there were {{value "beds@2025-12-31"}} beds.',
    'Even after the reform of 2024 hospitals kept {{value "beds@2025-12-31"}} beds.',
    'Rents, frozen until May 2024, now average {{value "rent"}}.',
    'In 2025, as in 2024, rents rose, this time by {{value "rent:growth"}}.',
    'In 2025 rents stood at {{value "rent"}}; in 2024 it was {{value "rent@2024"}}.',
    'Between January and December exports came to {{value "exports"}}.',
    'From January to December 2025 goods worth {{value "exports"}} were sold abroad.',
    'A new terminal opened in June; exports for the year were {{value "exports"}}.',
    'Since the strike in March, exports have recovered; the year brought {{value "exports"}}.',
    'Total exports were {{value "exports"}}, total imports {{value "imports"}}.',
    'Sales abroad ended the year at {{value "exports"}}, {{value "exports:growth"}} above 2024.',
    'Exports outgrew expectations and reached {{value "exports"}}.',
    'Analysts had expected less than the {{value "exports"}} that were sold.',
    'The forecast for 2026 puts exports at {{value "exports@2026"}} (2025: {{value "exports"}}).',
    'Compared with {{value "exports@2024"}} in 2024, exports were higher.',
    'The surplus of 2025 ({{value "balance"}}) follows a deficit in 2024 ({{value "balance@2024"}}).',
    'While the trade surplus grew, the budget went into the red: {{value "budget"}}.',
    'Despite the deficit in the budget, trade showed {{value "balance"}}.',
    'Imports fell short of exports, so that the balance was {{value "balance"}}.',
    '{{value "jobless@2025-12-31"}} people were registered as unemployed in December 2025.',
    'In the second half, unemployment came down to {{value "jobless@2025-12-31"}}.',
    'In the course of 2025 unemployment fell to {{value "jobless@2025-12-31"}}.',
    'Throughout 2025 it declined, to {{value "jobless@2025-12-31"}} in the end.',
    'December: {{value "exports@2025-M12"}}. Year: {{value "exports"}}.',
    '## Rents {#rents}\n\nA flat costs {{value "rent"}}.\n\n## A look back {#back}\n\nIn 2019 {{value "flats@2019"}} flats were finished.',
    '- Rent: {{value "rent"}} ({{value "rent:growth"}} on 2024)\n- Flats: {{value "flats"}} (2024: {{value "flats@2024"}})',
    'As many as {{value "patients"}} patients, an estimate, were treated.',
    'Preliminary counts suggest that {{value "exports"}} were exported.',
    'Until final results are in, exports stand at {{value "exports"}}.',
    'The estimate of rents, {{value "rent"}}, rests on a sample.',
    'Rents in the capital are not included; the expected effect on {{value "rent"}} is small.',
    '| Exports | bn EUR | % |\n|-|-:|-:|\n| Cars | {{cell "exports.cars"}} | {{cell "exports.cars:growth" sign=true}} |\n| Others | {{cell "exports.machines"}} | {{cell "exports.machines:growth" sign=true}} |',
    '| bn EUR | Exports | Imports | Balance |\n|-|-:|-:|-:|\n| 2025 | {{cell "exports"}} | {{cell "imports"}} | {{cell "balance"}} |\n| 2024 | {{cell "exports@2024"}} | {{cell "imports@2024"}} | {{cell "balance@2024"}} |',
    '| bn EUR | 2025 |\n|-|-:|\n| Surplus (+) or deficit (−) in trade | {{cell "balance"}} |\n| Surplus or deficit of the budget | {{cell "budget"}} |',
    '| bn EUR | Exports |\n|-|-:|\n| Fourth quarter | {{cell "exports@2025-Q4"}} |\n| December | {{cell "exports@2025-M12"}} |\n| Year | {{cell "exports"}} |',
  ],
  de: [
    'Die Miete stieg um {{value "rent:growth"}} auf {{value "rent"}}.',
    'Vor einem Jahr waren es noch {{value "rent@2024"}}.',
    '2024 hatte sie bei {{value "rent@2024"}} gelegen.',
    'Fertig wurden {{value "flats"}} Wohnungen nach {{value "flats@2024"}} im Jahr 2024.',
    'Im Jahr 2019 waren noch {{value "flats@2019"}} Wohnungen gebaut worden.',
    'Die Krankenhäuser hielten Ende 2025 noch {{value "beds@2025-12-31"}} Betten vor, ein Jahr zuvor {{value "beds@2024-12-31"}}.',
    'Im Laufe des Jahres sank die Zahl der Betten auf {{value "beds@2025-12-31"}}.',
    'Behandelt wurden schätzungsweise {{value "patients"}} Menschen.',
    'Nach vorläufigen Zahlen betrug die Ausfuhr {{value "exports"}}.',
    'Für 2026 erwarten die Institute {{value "exports@2026"}}.',
    'Im kommenden Jahr dürften es {{value "exports@2026"}} werden.',
    'Im vierten Quartal wurden Waren für {{value "exports@2025-Q4"}} ausgeführt, davon im Dezember {{value "exports@2025-M12"}}.',
    'Der Überschuss lag bei {{value "balance"}}; 2024 hatte es ein Defizit von {{value "balance@2024"}} gegeben.',
    'Der Haushalt schloss mit einem Defizit von {{value "budget"}} ab.',
    'Ende Juni waren {{value "jobless@2025-06-30"}} Menschen arbeitslos, Ende Dezember {{value "jobless@2025-12-31"}}.',
    'Bis Dezember ging die Zahl der Arbeitslosen auf {{value "jobless@2025-12-31"}} zurück.',
    'Gegenüber Juni ({{value "jobless@2025-06-30"}}) ist das ein Rückgang auf {{value "jobless@2025-12-31"}}.',
    'Insgesamt wurde für {{value "exports"}} ausgeführt.',
    '| Euro | 2024 | 2025 |\n|-|-:|-:|\n| Miete | {{cell "rent@2024"}} | {{cell "rent"}} |',
    '| Ausfuhr | 2025, Mrd. Euro | Veränderung, % |\n|-|-:|-:|\n| Autos | {{cell "exports.cars"}} | {{cell "exports.cars:growth"}} |\n| Maschinen | {{cell "exports.machines"}} | {{cell "exports.machines:growth"}} |\n| Insgesamt | {{cell "exports"}} | {{cell "exports:growth"}} |',
    'Das Wohnungsbaugesetz von 2024 wirkte kaum: {{value "flats"}} Wohnungen wurden fertig.',
    'Seit 2019 ist die Zahl von {{value "flats@2019"}} auf {{value "flats"}} gesunken.',
    'Das Ziel für 2030 ist weit: {{value "flats"}} Wohnungen.',
    'Zum Jahresende 2025 gab es noch {{value "beds@2025-12-31"}} Betten.',
    'Der Handel schloss mit einem Plus von {{value "balance"}}; 2024 war der Saldo mit {{value "balance@2024"}} negativ.',
    'Die Ausfuhr übertraf die Prognose und erreichte {{value "exports"}}.',
    'Die Prognose für 2026 lautet {{value "exports@2026"}}.',
    'Von Januar bis Dezember wurde für {{value "exports"}} ausgeführt.',
    'Im Mai streikten die Häfen; im ganzen Jahr wurde dennoch für {{value "exports"}} ausgeführt.',
    'Im Juni waren {{value "jobless@2025-06-30"}} Menschen ohne Arbeit.',
    'Die erwartete Erholung blieb aus, {{value "jobless@2025-12-31"}} blieben arbeitslos.',
    'Gegenüber 2024 ({{value "rent@2024"}}) stieg die Miete auf {{value "rent"}}.',
    'Die tatsächlich gezahlte Miete lag bei {{value "rent"}}.',
    'Bettenauslastung: {{value "occupancy"}} ({{value "occupancy:change" sign=true}} gegenüber 2024).',
  ],
  'zh-CN': [
    '租金同比上涨{{value "rent:growth"}}，至每平方米{{value "rent"}}。',
    '2024年，租金为{{value "rent@2024"}}，2025年升至{{value "rent"}}。',
    '上年同期仅为{{value "rent@2024"}}。',
    '全年竣工住房{{value "flats"}}套，2019年为{{value "flats@2019"}}套。',
    '2025年末，医院床位{{value "beds@2025-12-31"}}张，比上年末的{{value "beds@2024-12-31"}}张有所减少。',
    '全年住院人次约{{value "patients"}}。',
    '初步统计，出口额为{{value "exports"}}。',
    '预计2026年出口将达到{{value "exports@2026"}}。',
    '四季度出口{{value "exports@2025-Q4"}}，其中十二月{{value "exports@2025-M12"}}。',
    '十二月出口为{{value "exports@2025-M12"}}。',
    '贸易顺差{{value "balance"}}，2024年为逆差{{value "balance@2024"}}。',
    '财政赤字为{{value "budget"}}。',
    '六月末失业人数为{{value "jobless@2025-06-30"}}，年末降至{{value "jobless@2025-12-31"}}。',
    '| 指标，亿欧元 | 2024年 | 2025年 |\n|-|-:|-:|\n| 出口 | {{cell "exports@2024"}} | {{cell "exports"}} |',
    '| 出口 | 2025年，亿欧元 | 同比，% |\n|-|-:|-:|\n| 汽车 | {{cell "exports.cars"}} | {{cell "exports.cars:growth"}} |\n| 机械 | {{cell "exports.machines"}} | {{cell "exports.machines:growth"}} |\n| 合计 | {{cell "exports"}} | {{cell "exports:growth"}} |',
    '自2019年以来，竣工住房由{{value "flats@2019"}}套降至{{value "flats"}}套。',
    '2025年比2024年租金上涨{{value "rent:growth"}}。',
    '与2024年的{{value "exports@2024"}}相比，出口增至{{value "exports"}}。',
    '2026年出口预测为{{value "exports@2026"}}，2025年为{{value "exports"}}。',
    '全年出口合计{{value "exports"}}，其中汽车{{value "exports.cars"}}。',
    '2025年全年，床位减少到{{value "beds@2025-12-31"}}张。',
    '据初步核算，进口为{{value "imports"}}。',
    '实际租金为{{value "rent"}}，不含物业费。',
    '下半年失业人数降至{{value "jobless@2025-12-31"}}。',
    '年底失业人数为{{value "jobless@2025-12-31"}}，年中为{{value "jobless@2025-06-30"}}。',
  ],
};

describe('honest sentences of other subjects are accused of nothing', () => {
  const cases = LOCALE_IDS.flatMap((locale) => (SENTENCES[locale] ?? []).map((text) => ({ locale, text })));
  test.each(cases)('$locale: $text', ({ locale, text }) => {
    expect(found(text, locale)).toEqual([]);
  });
});
