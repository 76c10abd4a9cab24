import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { loadFiles } from '../assay/world.ts';
import { fillText } from '../template/case.ts';

const DATASET = `title: { en: A ferry line, de: Eine Fährlinie, zh-CN: 某航线 }
publisher: The editors
licence: MIT
locales: [en, de, zh-CN]
sources:
  line: { publisher: { en: The ferry line, de: Die Fährlinie, zh-CN: 航运公司 }, rank: 1 }
indicators:
  guests: { label: { en: Guests, de: Fahrgäste, zh-CN: 旅客 }, unit: count, kind: flow }
  fuel: { label: { en: Fuel, de: Treibstoff, zh-CN: 燃料 }, unit: kt, kind: flow }
  result: { label: { en: Result, de: Ergebnis, zh-CN: 损益 }, unit: 10^6 EUR, kind: flow }
  delay: { label: { en: Delays, de: Verspätungen, zh-CN: 晚点率 }, unit: '%', kind: ratio }
`;

const { dataset } = await loadFiles(
  new Map([
    ['dataset.yaml', DATASET],
    [
      'releases/line-2025.yaml',
      `release: { id: line-2025, source: line, published: 2026-02-04, period: 2025 }
observations:
  guests: [{ level: '530,200' }, { level: '502,700', period: 2024 }, { growth: 5.5% }]
  fuel: [{ level: 12.4 kt }, { growth: -3.1% }]
  result: [{ level: -1.8 10^6 EUR }, { level: 0.9 10^6 EUR, period: 2024 }]
  delay: [{ level: 4.2% }]
`,
    ],
  ]),
);

function found(text: string, locale: LocaleId): string[] {
  const { filled, diagnostics } = fillText(dataset, `# A year {#top}\n\n${text}\n`, { release: 'line-2025', locale });
  const own = new Diagnostics();
  parseDocument(filled, new Map(), { locale, dataset, period: parsePeriod('2025'), declared: ['2000..2030'] }, own);
  return [...diagnostics, ...own.all.map(({ rule, message }) => `${rule}: ${message}`)].map(String);
}

type Sentences = Readonly<Partial<Record<LocaleId, readonly string[]>>>;

/** Words in the line of a figure, or about all figures, that make another amount of it, or the opposite. */
const WRONG: Sentences = {
  en: [
    'In millions, guests came to {{value "guests"}}.',
    'Guests, in thousands, came to {{value "guests"}}.',
    'Guests (thousands) came to {{value "guests"}}.',
    '{{value "guests"}} guests (in millions)',
    '{{value "guests"}} guests, in millions',
    '{{value "guests"}} guests (thousand)',
    '{{value "guests"}}, million',
    '{{value "guests"}}: million',
    'In millions, fuel came to {{value "fuel"}}.',
    'All figures are in thousands.\n\nThere were {{value "guests"}} guests.',
    'There were {{value "guests"}} guests.\n\n:::margin\nIn millions.\n:::',
    'There were {{value "guests"}} guests.\n\n> [!NOTE]\n> Figures are given in thousands.',
    'Growth of the line: ‒ {{value "guests:growth"}}',
    'The line ‒ {{value "guests:growth"}}',
    'Guests were down to {{value "guests"}}.',
    'Guests were off {{value "guests:growth"}}.',
    'Fewer than {{value "guests"}} guests came.',
    'More than {{value "guests"}} guests came.',
    'Up to {{value "guests"}} guests came.',
    'Billions of guests came, {{value "guests"}} in fact.',
    'The result was {{value "result"}}, a profit.',
    'It closed with {{value "result"}}, a surplus again.',
    'It made a profit of {{times "result" -1}}.',
    'Cancelled trips reached forty.',
    'Guests have grown every year, to {{value "guests"}}.',
    'Most guests, {{value "guests@2024"}} in 2024, were tourists.',
    'The peak was {{value "guests"}} guests.',
  ],
  de: [
    'In Tausend lagen die Fahrgäste bei {{value "guests"}}.',
    'Die Fahrgäste, in Millionen, kamen auf {{value "guests"}}.',
    'Die Fahrgäste (Tausend) betrugen {{value "guests"}}.',
    '{{value "guests"}} Fahrgäste (in Millionen)',
    'Alle Angaben in Tausend.\n\nEs kamen {{value "guests"}} Fahrgäste.',
    'Es kamen {{value "guests"}} Fahrgäste.\n\n:::margin\nIn Millionen.\n:::',
    'Die Linie ‒ {{value "guests:growth"}}',
    'Mehr als {{value "guests"}} Fahrgäste kamen.',
    'Das Ergebnis war {{value "result"}}, ein Gewinn.',
    'Sie machte einen Gewinn von {{times "result" -1}}.',
  ],
  'zh-CN': [
    '以百万计，旅客为{{value "guests"}}。',
    '旅客（百万人）为{{value "guests"}}。',
    '所有数据均以百万为单位。\n\n旅客为{{value "guests"}}。',
    '损益为{{value "result"}}，实现盈利。',
    '实现盈利{{times "result" -1}}。',
  ],
};

const HONEST: Sentences = {
  en: [
    'In all, guests came to {{value "guests"}}.',
    'Guests, in their thousands, filled the decks: {{value "guests"}} came.',
    'Guests (children too) came to {{value "guests"}}.',
    'The line burnt {{value "fuel"}}, in thousands of hours at sea.',
    'In thousand tonnes, fuel came to {{value "fuel"}}.',
    'Fuel (thousand tonnes) came to {{value "fuel"}}.',
    'In percent, delays were {{value "delay"}}.',
    'Guests ({{value "guests"}}) paid more.',
    'The result, in millions, was {{value "result"}}.',
    'All figures are in the annex.\n\nThere were {{value "guests"}} guests.',
    'All amounts are in millions of euros.\n\nThe result was {{value "result"}}.',
    'Figures are rounded.\n\nThere were {{value "guests"}} guests.',
    'Growth of the line: {{value "guests:growth"}}',
    'The line – {{value "guests"}} guests – grew.',
    'Guests were up to {{value "guests"}}, from {{value "guests@2024"}} in 2024.',
    'Guests rose, by {{value "guests:growth"}}, to {{value "guests"}}.',
    'Fuel was down to {{value "fuel"}}.',
    'The result was {{value "result"}}, a loss.',
    'The result was {{value "result"}}, after a profit of {{value "result@2024"}} in 2024.',
    'It made a loss of {{times "result" -1}}.',
    'The result was {{value "result"}}, a surplus of staff being one reason.',
    'The peak season brought rain; {{value "guests"}} guests came.',
    'Every year is different: {{value "guests"}} guests came.',
    'Most recent counts say {{value "guests"}} guests.',
    'The line, up to then unknown, drew {{value "guests"}} guests.',
    'Forty years on, the line took {{value "guests"}} guests.',
    'The ferries, more than a means of transport, took {{value "guests"}} guests.',
  ],
  de: [
    'Insgesamt kamen {{value "guests"}} Fahrgäste.',
    'In Millionen Haushalten ist die Fähre bekannt; {{value "guests"}} Fahrgäste kamen.',
    'Die Fahrgäste (auch Kinder) waren {{value "guests"}}.',
    'Alle Angaben sind vorläufig.\n\nEs kamen {{value "guests"}} Fahrgäste.',
    'Das Ergebnis, in Millionen, war {{value "result"}}.',
    'Das Ergebnis war {{value "result"}}, ein Verlust.',
    'Das Ergebnis war {{value "result"}}, nach einem Gewinn von {{value "result@2024"}} im Jahr 2024.',
    'Sie machte einen Verlust von {{times "result" -1}}.',
    'Die Linie – {{value "guests"}} Fahrgäste – wuchs.',
    'Mehr Fahrgäste als 2024 kamen: {{value "guests"}}.',
  ],
  'zh-CN': [
    '旅客（含儿童）为{{value "guests"}}。',
    '所有数据均为初步统计。\n\n旅客为{{value "guests"}}。',
    '损益为{{value "result"}}，出现亏损。',
    '亏损{{times "result" -1}}。',
    '损益为{{value "result"}}，2024年曾盈利{{value "result@2024"}}。',
  ],
};

const each = (sentences: Sentences): [LocaleId, string][] =>
  (Object.keys(sentences) as LocaleId[]).flatMap((locale) =>
    (sentences[locale] ?? []).map((one): [LocaleId, string] => [locale, one]),
  );

describe('words that make another amount of a figure are reported', () => {
  test.each(each(WRONG))('%s %s', (locale, text) => {
    expect(found(text, locale)).not.toEqual([]);
  });
});

describe('words that stand near a figure and are about something else are not', () => {
  test.each(each(HONEST))('%s %s', (locale, text) => {
    expect(found(text, locale)).toEqual([]);
  });
});
