import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { loadFiles } from '../assay/world.ts';
import { fillText } from '../template/case.ts';

const DATASET = `title: { en: A port, de: Ein Hafen, zh-CN: 港口 }
publisher: The editors
licence: MIT
locales: [en, de, zh-CN]
sources:
  port: { publisher: { en: The port authority, de: Die Hafenbehörde, zh-CN: 港务局 }, rank: 1 }
dimensions:
  cargo:
    label: { en: Cargo, de: Ladung, zh-CN: 货种 }
    members:
      grain: { en: Grain, de: Getreide, zh-CN: 粮食 }
      coal: { en: Coal, de: Kohle, zh-CN: 煤炭 }
      cars: { en: Cars, de: Autos, zh-CN: 汽车 }
indicators:
  cargo: { label: { en: Cargo handled, de: Umschlag, zh-CN: 货物吞吐量 }, unit: kt, kind: flow }
  cargo.grain: { label: { en: Grain handled, de: Getreideumschlag, zh-CN: 粮食吞吐量 }, unit: kt, kind: flow, dimensions: { cargo: grain } }
  cargo.coal: { label: { en: Coal handled, de: Kohleumschlag, zh-CN: 煤炭吞吐量 }, unit: kt, kind: flow, dimensions: { cargo: coal } }
  imports: { label: { en: Imports, de: Einfuhr, zh-CN: 进口 }, unit: kt, kind: flow }
  exports: { label: { en: Exports, de: Ausfuhr, zh-CN: 出口 }, unit: kt, kind: flow }
  exports.coal: { label: { en: Exports of coal, de: Kohleausfuhr, zh-CN: 煤炭出口 }, unit: kt, kind: flow, dimensions: { cargo: coal } }
  share.grain: { label: { en: Share of grain, de: Anteil des Getreides, zh-CN: 粮食占比 }, unit: '%', kind: ratio, dimensions: { cargo: grain } }
  share.coal: { label: { en: Share of coal, de: Anteil der Kohle, zh-CN: 煤炭占比 }, unit: '%', kind: ratio, dimensions: { cargo: coal } }
  ships: { label: { en: Ships, de: Schiffe, zh-CN: 船舶 }, unit: count, kind: flow }
`;

const { dataset } = await loadFiles(
  new Map([
    ['dataset.yaml', DATASET],
    [
      'releases/port-2025.yaml',
      `release: { id: port-2025, source: port, published: 2026-02-04, period: 2025 }
observations:
  cargo: [{ level: 812 kt }, { growth: 3.0% }]
  cargo.grain: [{ level: 289 kt }, { growth: 4.2% }, { level: 277 kt, period: 2024 }]
  cargo.coal: [{ level: 410 kt }, { growth: -2.1% }]
  imports: [{ level: 300 kt }]
  exports: [{ level: 512 kt }]
  exports.coal: [{ level: 200 kt }]
  share.grain: [{ level: 35.6% }]
  share.coal: [{ level: 50.5% }]
  ships: [{ level: '1,204' }]
`,
    ],
  ]),
);

function found(text: string, locale: LocaleId): string[] {
  const { filled, diagnostics } = fillText(dataset, `# Title {#top}\n\n${text}\n`, { release: 'port-2025', locale });
  expect(diagnostics).toEqual([]);
  const own = new Diagnostics();
  parseDocument(filled, new Map(), { locale, dataset, period: parsePeriod('2025'), declared: ['2000..2030'] }, own);
  return own.all.filter(({ rule }) => rule === 'document/label').map(({ place }) => `${place?.line}:${place?.column}`);
}

const rows = (head: string, ...all: readonly string[]): string =>
  `| Port | ${head} |\n| --- | --: |\n${all.join('\n')}`;

const WRONG: Readonly<Partial<Record<LocaleId, readonly string[]>>> = {
  en: [
    'Coal: {{value "cargo.grain"}}',
    '- Coal: {{value "cargo.grain"}}',
    'Coal rose to {{value "cargo.grain"}}.',
    'Last year {{value "cargo.grain"}} of coal were unloaded.',
    'The port took {{value "cargo.grain"}} of coal, and more will follow.',
    'Imports were {{value "exports"}}.',
    'Coal ({{value "cargo.grain"}})',
    ':::box{#b}\n- Coal\n\n  {{value "cargo.grain"}}\n:::',
    'Coal\n: {{value "cargo.grain"}}',
    rows('kt', '| Coal | {{cell "cargo.grain"}} |'),
  ],
  de: [
    'Kohle: {{value "cargo.grain"}}',
    'Die Kohle stieg auf {{value "cargo.grain"}}.',
    'Die Einfuhr betrug {{value "exports"}}.',
    'Gelöscht wurden {{value "cargo.grain"}} Kohle.',
    rows('kt', '| Kohle | {{cell "cargo.grain"}} |'),
  ],
  'zh-CN': [
    '煤炭：{{value "cargo.grain"}}',
    '进口为{{value "exports"}}。',
    '卸下{{value "cargo.grain"}}煤炭。',
    rows('吞吐量', '| 煤炭 | {{cell "cargo.grain"}} |'),
  ],
};

const HONEST: Readonly<Partial<Record<LocaleId, readonly string[]>>> = {
  en: [
    'Unlike coal, grain rose to {{value "cargo.grain"}}.',
    'Coal lost ground to grain, of which {{value "cargo.grain"}} were handled.',
    'Coal: {{value "cargo.coal"}}; grain: {{value "cargo.grain"}}.',
    'Coal and grain came to {{value "cargo.coal"}} and {{value "cargo.grain"}}.',
    'Coal, the largest cargo ahead of grain ({{value "cargo.grain"}}), fell.',
    'Grain made up {{value "share.grain"}} of cargo.',
    'Coal was {{value "share.coal"}} of all cargo handled.',
    'Exports of coal were {{value "exports.coal"}}, out of {{value "exports"}} of exports.',
    'Of exports, {{value "exports.coal"}} were coal.',
    'Coal accounted for {{value "exports.coal"}} of exports.',
    'Imports trailed exports, at {{value "imports"}} against {{value "exports"}}.',
    'Imports exceeded by exports: the latter reached {{value "exports"}}.',
    'The port handled {{value "cargo"}}, of which {{value "cargo.coal"}} of coal.',
    'Coal ships were few: {{value "ships"}} called in all.',
    'Cargo of all kinds: {{value "cargo"}} (coal {{value "cargo.coal"}}).',
    'Coal is unloaded at night. The port took {{value "cargo.grain"}} of grain.',
    'Coal aside, {{value "cargo.grain"}} were handled, all of it grain.',
    'Exports by sea, {{value "exports.coal"}} of coal among them, recovered.',
    rows('Coal, kt', '| Handled | {{cell "cargo.coal"}} |', '| Exports | {{cell "exports.coal"}} |'),
    rows('Exports, kt', '| Coal | {{cell "exports.coal"}} |', '| All | {{cell "exports"}} |'),
    '| kt | Coal | Grain |\n|-|-:|-:|\n| Handled | {{cell "cargo.coal"}} | {{cell "cargo.grain"}} |',
    'Instead of coal, ships brought {{value "cargo.grain"}} of grain, after {{value "cargo.grain@2024"}} in 2024.',
  ],
  de: [
    'Anders als die Kohle legte das Getreide auf {{value "cargo.grain"}} zu.',
    'Kohle: {{value "cargo.coal"}}, Getreide: {{value "cargo.grain"}}.',
    'Von der Ausfuhr waren {{value "exports.coal"}} Kohle.',
    'Auf Kohle entfielen {{value "share.coal"}} des Umschlags.',
    'Die Einfuhr blieb mit {{value "imports"}} hinter der Ausfuhr ({{value "exports"}}) zurück.',
    'Umgeschlagen wurden {{value "cargo"}}, davon {{value "cargo.coal"}} Kohle und {{value "cargo.grain"}} Getreide.',
    'Kohle verlor, Getreide gewann: {{value "cargo.grain"}} wurden gelöscht.',
    'Der Umschlag von Kohle betrug {{value "cargo.coal"}}, der von Getreide {{value "cargo.grain"}}.',
  ],
  'zh-CN': [
    '与煤炭不同，粮食增至{{value "cargo.grain"}}。',
    '煤炭{{value "cargo.coal"}}，粮食{{value "cargo.grain"}}。',
    '煤炭占货物吞吐量的{{value "share.coal"}}。',
    '出口中煤炭为{{value "exports.coal"}}。',
    '进口{{value "imports"}}，低于出口的{{value "exports"}}。',
    '全港吞吐量{{value "cargo"}}，其中煤炭{{value "cargo.coal"}}、粮食{{value "cargo.grain"}}。',
    '煤炭减少，粮食增加，达{{value "cargo.grain"}}。',
    '煤炭出口{{value "exports.coal"}}，占出口的大部分。',
  ],
};

const LOCALES = ['en', 'de', 'zh-CN'] as const;
const of = (texts: typeof WRONG) =>
  LOCALES.flatMap((locale) => (texts[locale] ?? []).map((text) => ({ locale, text })));

describe('a typed name of another indicator or member next to a figure is an error', () => {
  test.each(of(WRONG))('$locale: $text', ({ locale, text }) => {
    expect(found(text, locale)).toHaveLength(1);
  });
});

describe('names that a sentence compares, lists or takes a part of are accused of nothing', () => {
  test.each(of(HONEST))('$locale: $text', ({ locale, text }) => {
    expect(found(text, locale)).toEqual([]);
  });
});
