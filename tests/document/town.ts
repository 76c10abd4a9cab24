import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { loadFiles } from '../assay/world.ts';
import { fillText } from '../template/case.ts';

// Hire bicycles of a made-up town, by quarter and year.

const DATASET = `title: { en: A town, de: Eine Stadt, zh-CN: 某市 }
publisher: The editors
licence: MIT
locales: [en, de, zh-CN]
sources:
  office: { publisher: { en: The statistical office, de: Statistisches Amt, zh-CN: 统计局 }, rank: 1 }
indicators:
  rides: { label: { en: Rides, de: Fahrten, zh-CN: 骑行次数 }, unit: count, kind: flow }
  rides.members: { label: { en: Rides by members, de: Fahrten von Mitgliedern, zh-CN: 会员骑行次数 }, unit: count, kind: flow }
  rides.casual: { label: { en: Casual rides, de: Gelegenheitsfahrten, zh-CN: 散客骑行次数 }, unit: count, kind: flow }
  fuel: { label: { en: Fuel, de: Treibstoff, zh-CN: 燃料 }, unit: kt, kind: flow }
  result: { label: { en: Result, de: Ergebnis, zh-CN: 损益 }, unit: 10^6 EUR, kind: flow }
  loss: { label: { en: Loss, de: Verlust, zh-CN: 亏损 }, unit: 10^6 EUR, kind: flow }
  delay: { label: { en: Delays, de: Verspätungen, zh-CN: 晚点率 }, unit: '%', kind: ratio }
  price: { label: { en: Price, de: Preis, zh-CN: 价格 }, unit: EUR/t, kind: ratio }
  bikes: { label: { en: Bicycles, de: Fahrräder, zh-CN: 自行车 }, unit: count, kind: stock }
`;

const RELEASE = `release: { id: office-2025-q4, source: office, published: 2026-02-04, period: 2025-Q4 }
observations:
  rides:
    - { level: '130,200' }
    - { growth: 6.1% }
    - { level: '141,000', period: 2025-Q3 }
    - { level: '122,700', period: 2024-Q4 }
    - { level: '530,200', period: 2025 }
    - { growth: 5.5%, period: 2025 }
    - { level: '502,700', period: 2024 }
  rides.members: [{ level: '93,600' }, { growth: 8.0% }, { level: '380,100', period: 2025 }]
  rides.casual: [{ level: '36,600' }, { growth: -2.1% }, { level: '150,100', period: 2025 }]
  fuel: [{ level: 3.1 kt }, { level: 12.4 kt, period: 2025 }]
  result: [{ level: -1.8 10^6 EUR }, { level: 0.9 10^6 EUR, period: 2024-Q4 }]
  loss: [{ level: 1.8 10^6 EUR }, { level: 2.9 10^6 EUR, period: 2024-Q4 }, { level: 7.7 10^6 EUR, period: 2024 }]
  delay: [{ level: 4.2% }, { change: -0.4 pp }]
  price: [{ level: 410 EUR/t }, { growth: 2.5% }, { level: 400 EUR/t, period: 2024-Q4 }]
  bikes: [{ level: '1,240', period: 2025-12-31 }, { level: '1,100', period: 2024-12-31 }]
`;

const { dataset } = await loadFiles(
  new Map([
    ['dataset.yaml', DATASET],
    ['releases/office-2025-q4.yaml', RELEASE],
  ]),
);

/** Sentences in the languages of those who wrote some; `<rides>` is a figure by its address. */
export type Sentences = Readonly<Partial<Record<LocaleId, readonly string[]>>>;

/** Each sentence with its language. */
export function eachOf(sentences: Sentences): [LocaleId, string][] {
  return (Object.keys(sentences) as LocaleId[]).flatMap((locale) =>
    (sentences[locale] ?? []).map((one): [LocaleId, string] => [locale, one]),
  );
}

/** The rules that a text of the edition for the fourth quarter of 2025 breaks, each once, and what must be tested. */
export function brokenBy(text: string, locale: LocaleId): string[] {
  const printed = text.replaceAll(/<([\w.:@-]+)>/gu, '{{value "$1"}}');
  const { filled, diagnostics } = fillText(dataset, `# Title {#top}\n\n${printed}\n`, {
    release: 'office-2025-q4',
    locale,
  });
  const own = new Diagnostics();
  const declared = ['1990..2030'];
  parseDocument(filled, new Map(), { locale, dataset, period: parsePeriod('2025-Q4'), declared }, own);
  return [...new Set([...diagnostics, ...own.all].map(({ rule }) => rule))];
}
