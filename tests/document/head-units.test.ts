import { localeOf } from '../locale-of.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseUnit } from '../../src/dataset/unit.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { valueOf } from './fill.ts';

/**
 * The messages of document/unit on a document in which `⟦268,400 count⟧` is a bare figure in a unit and `⟦268 kt+⟧` one that
 * prints its unit.
 */
function unitsOf(text: string, locale: LocaleId = 'en', declared: string[] = []): string[] {
  const tokens = new TokenRegistry();
  const markdown = `# Title {#top}\n\n${text}\n`.replaceAll(
    /⟦(\S+) ([^⟧+]+)(\+?)⟧/g,
    (_, digits: string, code, plus) => {
      const unit = parseUnit(code as string, new Map()) ?? expect.fail(`${String(code)} is not a unit`);
      const printed = plus === '' ? digits : `${digits} ${unit.symbol}`;
      const value = valueOf(printed).with({ unit, suffix: plus === '' ? '' : ` ${unit.symbol}` });
      return tokens.add({ kind: 'value', text: printed, value });
    },
  );
  const diagnostics = new Diagnostics();
  const filled = { markdown, tokens, placeOf: () => undefined };
  parseDocument(filled, new Map(), { locale, declared }, diagnostics);
  return diagnostics.all.filter(({ rule }) => rule === 'document/unit').map(({ severity }) => severity);
}

const table = (head: string, label: string, cell: string): string =>
  `| Name | ${head} |\n|---|---|\n| ${label} | ${cell} |`;
const exhibit = (title: string, subtitle: string, body: string, note = 'Source: office.'): string =>
  `:::exhibit{#x}\n${title}\n\n${subtitle}\n\n${body}\n\n${note}\n:::`;
const box = (label: string, figure: string): string => `:::box{#b}\n- ${label}\n\n  ${figure}\n:::`;

const COUNT = '⟦268,400 count⟧';

describe('a scale or unit that reaches a figure from afar is an error where the figure is in another', () => {
  test.each([
    table('Rides, million', 'All', COUNT),
    table('Rides (million)', 'All', COUNT),
    table('Rides (k)', 'All', COUNT),
    table('Million rides', 'All', COUNT),
    table('Rides, kt', 'All', COUNT),
    table('Rides, %', 'All', COUNT),
    table('2025', 'Rides, thousands', COUNT),
    table('2025', 'Rides in millions', COUNT),
    table('kt', 'Copper', '⟦268 Mt⟧'),
    table('Million tonnes', 'Copper', '⟦268 kt⟧'),
    table('Tonnes of copper', 'All', '⟦268 kt⟧'),
    table('Million tonnes', 'Copper', '⟦268 kt+⟧'),
    table('US$ bn', 'Trade', '⟦5 million USD⟧'),
    table('Turnover (€m)', 'All', '⟦5 bn EUR⟧'),
    table('Turnover, €', 'All', '⟦5 USD⟧'),
    '| Rides, million | 2025 |\n|---|---|\n| All | ⟦268,400 count⟧ |',
    '| Name | Unit | 2025 |\n|---|---|---|\n| All | kt | ⟦5 Mt⟧ |',
    `| Name | 2025 |\n|---|---|\n| Millions | [z] |\n| All | ${COUNT} |`,
    exhibit('Rides', 'In thousands', table('2025', 'All', COUNT)),
    exhibit('Rides (million)', 'By year', table('2025', 'All', COUNT)),
    exhibit('Rides', 'By year', table('2025', 'All', COUNT), 'Figures in thousands.'),
    exhibit('Output', 'Million tonnes', table('2025', 'All', '⟦5 kt⟧')),
    exhibit('Output', 'Million tonnes', table('2025', 'All', COUNT)),
    exhibit('Output', 'Million tonnes; mines in thousands', '| N | T | M |\n|-|-|-|\n| A | ⟦5 Mt⟧ | ⟦9 count⟧ |'),
    exhibit('Output, %', 'By year', table('2025', 'All', '⟦5 kt+⟧')),
    exhibit('Output (%)', 'By year', table('2025, kt', 'All', '⟦5 kt⟧')),
    exhibit('Output (%)', 'By year', table('2025', 'All', '⟦5 kt⟧')),
    exhibit('Output', '%', table('2025, kt', 'All', '⟦5 kt⟧')),
    exhibit('Output', 'Per cent', table('2025, kt', 'All', '⟦5 kt⟧')),
    exhibit('Output, kt', 'By year', table('Change', 'All', '⟦5 %+⟧')),
    exhibit('Rides, Mio.', 'By year', table('2025', 'All', '⟦5 thousand+⟧')),
    box('Rides (million)', COUNT),
    box('Rides, %', COUNT),
    box('Copper, Mt', '⟦5 kt⟧'),
    `**Rides in thousands**\n\n${table('2025', 'All', COUNT)}`,
    `Rides (million)\n:   ${COUNT}`,
    `- Rides (million)\n\n  ${COUNT}`,
    `Rides (million): ${COUNT}.`,
    `**In thousands:** ${COUNT} rides.`,
    // of another language
    table('2025', 'Item Mia', COUNT),
    `Item Mia: ${COUNT}.`,
    `Item Mia.: ${COUNT}.`,
  ])('%s', (text) => {
    expect(unitsOf(text)).toEqual(['error']);
  });
  test.each([
    ['Fahrten (Mio.)', 'de'],
    ['Fahrten in Tsd.', 'de'],
    ['Tausend Fahrten', 'de'],
    ['骑行次数（万次）', 'zh-CN'],
    ['单位：万', 'zh-CN'],
    ['骑行次数，亿', 'zh-CN'],
    // of another language too
    ['骑行次数（万次）', 'en'],
    ['Rides, million', 'zh-CN'],
  ])('%s in %s', (head, locale) => {
    expect(unitsOf(table(head, 'A', COUNT), localeOf(locale))).toEqual(['error']);
  });
});

describe('what is so, or says nothing of figures, is none', () => {
  test.each([
    table('Rides, million', 'All', '⟦2.6 million⟧'),
    table('Rides (thousand)', 'All', '⟦268 thousand⟧'),
    table('Thousand tonnes', 'Copper', '⟦268 kt⟧'),
    table('Million', 'Copper, tonnes', '⟦268 Mt⟧'),
    table('Change, %', 'Copper, kt', '⟦3.5 %⟧'),
    table('Tonnes', 'Copper', '⟦268 kt+⟧'),
    table('Turnover (€m)', 'All', '⟦5 million EUR⟧'),
    table('Price, US$/t', 'Copper', '⟦9,500 USD/t⟧'),
    table('Dollars a barrel', 'Oil', '⟦70 USD/bbl⟧'),
    table('Mt a year', 'Oil', '⟦70 Mt⟧'),
    '| Name | Unit | 2025 |\n|---|---|---|\n| All | kt | ⟦5 kt⟧ |\n| Rides | [z] | ⟦9 count⟧ |',
    table('Cities over a million people', 'A', COUNT),
    table('Rides of million-sellers', 'Mt Isa', COUNT),
    table('Rides per thousand people', 'All', COUNT),
    table('Day', 'M', COUNT),
    exhibit('Output and its change, %', 'By year', '| N | T | C |\n|-|-|-|\n| A | ⟦5 Mt+⟧ | ⟦9 %+⟧ |'),
    exhibit('Output, %', 'Shares of the total', table('2025', 'A', '⟦9 %⟧')),
    exhibit('A fall of 5 % in view', 'By year', table('2025, kt', 'All', '⟦5 kt⟧')),
    exhibit('Coal, 40 % of all', 'By year', table('2025, kt', 'All', '⟦5 kt⟧')),
    exhibit('Millions ride in summer', 'Number of rides', table('2025', 'All', COUNT)),
    exhibit('Output', 'Million tonnes; changes in per cent', '| N | T | C |\n|-|-|-|\n| A | ⟦5 Mt⟧ | ⟦9 %⟧ |'),
    exhibit('Output', 'Million tonnes; changes in per cent', table('Change', 'A', '⟦9 %⟧')),
    exhibit('Output', 'Million tonnes', '| N | T | Mines |\n|-|-|-|\n| A | ⟦5 Mt⟧ | ⟦9 count⟧ |'),
    exhibit('Output', 'In thousand tonnes', table('2025', 'A', '⟦5 kt⟧'), 'kt: thousand tonnes; t: tonne.'),
    exhibit('Prices', 'Yuan per tonne, of gold per gram', '| N | P |\n|-|-|\n| A | ⟦5 CNY/t⟧ |\n| B | ⟦9 CNY/g⟧ |'),
    box('Copper', '⟦5 kt+⟧'),
    `The town has many millions of visitors (and more): ${COUNT}.`,
  ])('%s', (text) => {
    expect(unitsOf(text)).toEqual([]);
  });
  test.each(['百货销售', '万科', '千岛湖'])('Chinese: %s', (head) => {
    expect(unitsOf(table(head, 'A', COUNT), 'zh-CN')).toEqual([]);
  });
  test('a name that is declared is one', () => {
    expect(unitsOf(table('2025', 'Thousand Oaks', COUNT))).toEqual(['error']);
    expect(unitsOf(table('2025', 'Thousand Oaks', COUNT), 'en', ['Thousand Oaks'])).toEqual([]);
  });
});

describe('a figure in thousands or millions that no text says is an error', () => {
  test.each(['There were ⟦268.4 thousand⟧ rides.', 'From ⟦249 thousand⟧ to ⟦268.4 million+⟧ rides.'])('%s', (text) => {
    expect(unitsOf(text)).toEqual(['error']);
  });
  test.each([
    'There were ⟦268,400 count⟧ rides.',
    table('Rides, thousand', 'All', '⟦268.4 thousand⟧'),
    exhibit('Rides', 'By year, in thousands', table('Rides', 'All', '⟦268.4 thousand⟧')),
    'From ⟦249 thousand⟧ to ⟦268.4 thousand+⟧ rides.',
  ])('but not where it is said: %s', (text) => {
    expect(unitsOf(text)).toEqual([]);
  });
});

test.each([
  ['Fare by thousands', 'en'],
  ['Ferries for thousands', 'en'],
  ['Fahrten nach Tausenden', 'de'],
])('a scale after %j is not that of the figures', (title, locale) => {
  expect(unitsOf(exhibit(title, 'By year', table('2025', 'All', COUNT)), localeOf(locale))).toEqual([]);
  expect(unitsOf(table(title, 'All', COUNT), localeOf(locale))).toEqual([]);
});

describe('a bare figure has its unit in its line, head, label or caption', () => {
  test.each([
    'It took ⟦75 day⟧ in all.',
    'There were ⟦7.8 %⟧ rides.',
    'Profit was ⟦2,500,000 EUR⟧.',
    table('Value', 'Ready', '⟦93.6 %⟧'),
    table('Growth', 'Rides', '⟦7.8 %⟧'),
    box('Ready', '⟦93.6 %⟧'),
  ])('%s', (text) => {
    expect(unitsOf(text)).toEqual(['error']);
  });

  test.each([
    'Rides came to ⟦268,400 count⟧.',
    'It rose from ⟦5.1 %⟧ to ⟦6.2 %+⟧.',
    'Copper supplied ⟦1.9 pp⟧ and aluminium ⟦0.7 pp⟧ points.',
    table('Growth, %', 'Rides', '⟦7.8 %⟧'),
    table('Value', 'Ready, %', '⟦93.6 %⟧'),
    table('Price, US$/t', 'Copper', '⟦9,500 USD/t⟧'),
    exhibit('Growth of rides', 'Change on a year earlier, %', table('2025', 'Rides', '⟦7.8 %⟧')),
    box('Ready, %', '⟦93.6 %⟧'),
  ])('and %s has', (text) => {
    expect(unitsOf(text)).toEqual([]);
  });
});

describe('a figure that is said in words has no unit to be named', () => {
  test.each([
    ['Zinc makes up ⟦just_under_a_third %⟧ of output.', 'en'],
    ['Output was ⟦nearly_unchanged kt⟧.', 'en'],
    ['Zink macht ⟦knapp_ein_Drittel %⟧ aus.', 'de'],
    ['锌占⟦近三分之一 %⟧。', 'zh-CN'],
  ])('%s', (text, locale) => {
    expect(unitsOf(text, localeOf(locale))).toEqual([]);
  });
  test.each([
    ['It took ⟦five day⟧ in all.', 'en'],
    ['Es dauerte ⟦fünf day⟧.', 'de'],
  ])('but a number that is spelled out does: %s', (text, locale) => {
    expect(unitsOf(text, localeOf(locale))).toEqual(['error']);
  });
});

describe('a unit that counts people is said by the word with which it is printed', () => {
  test.each([
    ['en', table('Cardholders, people', 'All', '⟦218,400 person⟧'), []],
    ['en', table('Number of people', 'All', '⟦218,400 person⟧'), []],
    ['en', table('Year', 'Cardholders, people', '⟦218,400 person⟧'), []],
    ['en', table('Cardholders', 'All', '⟦218,400 person⟧'), ['error']],
    ['en', table('Peoples', 'All', '⟦218,400 person⟧'), ['error']],
    ['en', table('Cardholders', 'All 12 people', '⟦218,400 person⟧'), ['error']],
    ['de', table('Ausweise, Personen', 'Alle', '⟦218400 person⟧'), []],
    ['zh-CN', table('持证人数，人', '全部', '⟦218400 person⟧'), []],
    ['zh-CN', table('人口', '全部', '⟦218400 person⟧'), ['error']],
  ] as const)('%s: %s', (locale, text, told) => {
    expect(unitsOf(text, locale, ['12'])).toEqual(told);
  });
});
