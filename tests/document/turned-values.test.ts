import { localeOf } from '../locale-of.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { Value } from '../../src/figure/value.ts';
import { statementAt, valueOf } from './fill.ts';

const LEVELS: Readonly<Record<string, number>> = { 'x@2024': 5, 'x@2025': 7, 'x@2026': 4, 'y@2025': 3 };

/** `[x:growth+6.1]` prints growth of 6.1%, `[x@2025]` a level, `[x@2025-x@2024]` their difference. */
function valueIn(written: string): Value {
  const rate = /^(\w+:\w+)([-+][\d.]+)$/.exec(written);
  if (rate) {
    const [, address = '', number = ''] = rate;
    const text = `${number.replace(/^\+/, '').replace('-', '−')}%`;
    return valueOf(text, [], `${address}${address.endsWith('cagr') ? '[2020]' : ''}@2025`).with({
      decimal: decimal(Math.round(Number(number) * 10), -1),
    });
  }
  const level = (address: string): Value =>
    valueOf(String(LEVELS[address]), [], address).with({ decimal: decimal(LEVELS[address] ?? 0) });
  const [first = '', second] = written.split('-');
  if (second === undefined) return level(first);
  const difference = (LEVELS[first] ?? 0) - (LEVELS[second] ?? 0);
  return valueOf(String(difference).replace('-', '−')).with({
    decimal: decimal(difference),
    origin: { kind: 'derived', formula: [level(first), ' − ', level(second)] },
  });
}

function messagesOf(text: string, locale: LocaleId = 'en'): string[] {
  const tokens = new TokenRegistry();
  const shared = statementAt('x@2025').indicator;
  const markdown = `# Title {#top}\n\n${text}\n`.replaceAll(/\[([^\]]+)\]/g, (_, written: string) => {
    const value = valueIn(written);
    // figures of one indicator are about the same thing
    for (const part of [value, ...(value.origin.kind === 'derived' ? value.origin.formula : [])])
      if (part instanceof Value && part.origin.kind === 'stated' && part.origin.observation.indicator.id === 'x')
        Object.assign(part.origin.observation, { indicator: shared });
    return tokens.add({ kind: 'value', text: value.text, value });
  });
  const diagnostics = new Diagnostics();
  parseDocument({ markdown, tokens, placeOf: () => undefined }, new Map(), { locale }, diagnostics);
  // figures of two indicators have tests of their own
  const found = diagnostics.all.filter(({ severity, rule }) => severity === 'error' && rule !== 'document/label');
  return found.map(({ rule }) => rule);
}

test.each([
  ['Rides fell [x:growth+6.1].', 'en'],
  ['Rides fell sharply by about [x:growth+6.1].', 'en'],
  ['Rides were down [x:growth+6.1].', 'en'],
  ['A fall of [x:growth+6.1].', 'en'],
  ['Rides were [x:growth+6.1] lower.', 'en'],
  ['Rides fell on average [x:cagr+6.1].', 'en'],
  ['Rides **fell** [x:growth+6.1].', 'en'],
  ['Rides rose [x:growth-6.1].', 'en'],
  ['Rides fell [x:growth-6.1].', 'en'],
  ['Rides fell by [x@2025-x@2024].', 'en'],
  ['Rides rose by [x@2024-x@2025].', 'en'],
  ['Rides fell by [x@2024-x@2025].', 'en'],
  ['Rides rose by [x@2025-x@2026].', 'en'],
  ['Rides fell to [x@2025] from [x@2024].', 'en'],
  ['Rides rose from [x@2025] to [x@2024].', 'en'],
  ['Fahrten fielen um [x:growth+6.1].', 'de'],
  ['Fahrten gingen um [x:growth+6.1] zurück.', 'de'],
  ['Fahrten sanken auf [x@2025] von [x@2024].', 'de'],
  ['Rides were [x:growth+6.1] less than a year earlier.', 'en'],
  ['Rides were [x:growth+6.1] less.', 'en'],
  ['Rides were [x:growth+6.1] smaller.', 'en'],
  ["Rides were [x:growth+6.1] below last year's.", 'en'],
  ['Rides lay [x:growth+6.1] under that of the year before.', 'en'],
  ['Rides were [x:growth-6.1] more than a year earlier.', 'en'],
  ['Die Fahrten sind um [x:growth+6.1] gesunken.', 'de'],
  ['Die Fahrten haben um [x:growth+6.1] abgenommen.', 'de'],
  ['Die Fahrten wurden um rund [x:growth+6.1] gekürzt.', 'de'],
  ['Die Fahrten sind um [x:growth-6.1] gestiegen.', 'de'],
  ['Die Fahrten sind um [x:growth-6.1] gesunken.', 'de'],
  ['Die Fahrten sind um [x:growth+6.1] gegenüber dem Vorjahr gesunken.', 'de'],
  ['Die Fahrten sind um [x:growth+6.1] auf [y@2025] gefallen.', 'de'],
  ['Es hieß, dass die Fahrten um [x:growth+6.1] sanken.', 'de'],
  ['Die Fahrten lagen um [x:growth+6.1] unter dem Vorjahr.', 'de'],
  ['Die Fahrten lagen [x:growth+6.1] unter dem Vorjahr.', 'de'],
  ['骑行次数下降[x:growth+6.1]。', 'zh-CN'],
  ['骑行次数比上年低[x:growth+6.1]。', 'zh-CN'],
  ['骑行次数较上年少 [x:growth+6.1]。', 'zh-CN'],
  ['骑行次数比上年多[x:growth-6.1]。', 'zh-CN'],
  ['增幅[x:growth-6.1]。', 'zh-CN'],
  ['涨幅为[x:growth-6.1]。', 'zh-CN'],
  ['骑行次数增长 [x:growth-6.1]。', 'zh-CN'],
])('%s says the opposite, or says it twice', (text, locale) => {
  expect(messagesOf(text, localeOf(locale))).toEqual(['document/value-neighbour']);
});

test.each([
  ['Rides rose [x:growth+6.1].', 'en'],
  ['Growth fell to [x:growth+6.1].', 'en'],
  ['Growth fell from [x:growth+6.1] to [x:growth+5].', 'en'],
  ['Prices fell; rides: [x:growth+6.1].', 'en'],
  ['Prices fell while [x:growth+6.1] more rode.', 'en'],
  ['Rides fell to [x@2024] from [x@2025].', 'en'],
  ['Rides rose to [x@2025] from [x@2024].', 'en'],
  ['Rides fell by [x@2025-x@2026].', 'en'],
  ['Rides fell to [y@2025] from [x@2024].', 'en'],
  ['Growth was [x:growth-6.1].', 'en'],
  ['Fahrten stiegen um [x:growth+6.1].', 'de'],
  ['Growth was [x:growth+6.1] under the new law.', 'en'],
  ['Growth was [x:growth+6.1] less inflation.', 'en'],
  ['Growth was [x:growth-6.1] over the previous year.', 'en'],
  ['Rides rose [x:growth+6.1] after a fall.', 'en'],
  ['Die Fahrten sind um [x:growth+6.1] gestiegen.', 'de'],
  ['Die Fahrten sind um [x:growth+6.1] auf [y@2025] gestiegen.', 'de'],
  ['Die Fahrten stiegen um [x:growth+6.1], die Preise sind gesunken.', 'de'],
  ['Ein Wachstum von [x:growth+6.1] unter den Mitgliedern.', 'de'],
  ['Mit [x:growth+6.1] gesunken.', 'de'],
  ['骑行次数增长[x:growth+6.1]。', 'zh-CN'],
  ['骑行次数比上年高[x:growth+6.1]。', 'zh-CN'],
  ['增幅由[x:growth+6.1]降至[x:growth+5]。', 'zh-CN'],
  ['价格比上年低，骑行次数[x:growth+6.1]。', 'zh-CN'],
])('%s does not', (text, locale) => {
  expect(parsePeriod('2025')).toBeDefined();
  expect(messagesOf(text, localeOf(locale))).toEqual([]);
});
