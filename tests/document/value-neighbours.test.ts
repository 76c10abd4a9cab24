import { localeOf } from '../locale-of.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { fill } from './fill.ts';

/** The rules that a paragraph of a document breaks, each once. `⟦268,400⟧` is a figure, `⟦"label"⟧` a printed text. */
function brokenBy(text: string, locale: LocaleId = 'en'): string[] {
  const diagnostics = new Diagnostics();
  const declared = ['2020..2030', '000', '10', '3'];
  parseDocument(fill(`# Title {#top}\n\n${text}\n`), new Map(), { locale, declared }, diagnostics);
  return [...new Set(diagnostics.all.filter(({ severity }) => severity === 'error').map(({ rule }) => rule))];
}

const TOUCHES = ['document/value-neighbour'];

describe('a sign before or behind a figure is an error', () => {
  test.each([
    ...Array.from('−–-‐﹣－＋+±~≈×<>≤≥=/^√⁒∸⎯─﹘‾▬⹀⸺⸻˗▼↓⊖§@&', (sign) => `There were ${sign}⟦5.1%⟧ rides.`),
    ...Array.from('−+±~≈×<≥^*', (sign) => `There were ⟦5.1%⟧${sign} of rides.`),
    '− ⟦5.1%⟧ in all.',
    'Rides: – ⟦5.1%⟧',
    'They came to (−⟦5.1%⟧).',
    'They came to (-) ⟦5.1%⟧.',
    'There were minus ⟦5.1%⟧ rides.',
    'The balance was ⟦5.1⟧ below zero.',
    'The budget was ⟦5.1⟧ in deficit.',
    'There were *−* ⟦5.1%⟧ rides.',
    'There were [−](https://example.org)⟦5.1%⟧ rides.',
    'There were `−`⟦5.1%⟧ rides.',
    'There were &minus;⟦5.1%⟧ rides.',
    'There were \\-⟦5.1%⟧ rides.',
    'There were −&shy;⟦5.1%⟧ rides.',
    'There were ⟦"−"⟧⟦5.1%⟧ rides.',
    'There were `−⟦5.1%⟧` rides.',
    '```\nRides −⟦5.1%⟧\n```',
    'There were −\n⟦5.1%⟧ rides.',
    'There were ⟦5.1%⟧-',
    'There were ↓ ⟦5.1%⟧ rides.',
    'There were ⟦5.1%⟧@ rides.',
    'They came to −(⟦268⟧) rides.',
    '− “⟦268⟧” rides.',
    '[words](https://example.org "−⟦5.1%⟧")',
  ])('%s', (text) => {
    expect(brokenBy(text)).toEqual(TOUCHES);
  });
});

describe('digits and letters that touch a figure are an error', () => {
  test.each([
    '⟦93.6⟧⟦268,400⟧',
    '⟦93.6⟧ ⟦268,400⟧',
    '⟦93.6⟧,⟦268,400⟧',
    '⟦93⟧.⟦268⟧',
    '⟦93⟧/⟦268⟧',
    '⟦93⟧:⟦268⟧',
    '⟦93⟧**⟦268⟧**',
    'In 2024⟦268⟧',
    'Rides 10 ⟦268⟧',
    'Rides ⟦268⟧2024',
    'Rides ⟦268⟧.3',
    'Rides ⟦268⟧ 000',
    'Rides ⟦268⟧,000',
    'Rides .⟦268⟧',
    'Rides O⟦268⟧',
    'Rides ⟦268,400⟧,OOO',
    'Rides I,⟦268,400⟧',
    'Rides ⟦268,400⟧,–',
    'In ⟦"2025"⟧ ⟦268 400⟧ rides.',
    'In ⟦"2025"⟧ ⟦310⟧ rides.',
    'Rides 2025 ⟦109.6⟧',
    'Rides **2025** ⟦310⟧',
    'Rides l⟦268⟧',
    'Rides ⟦268⟧O',
    'Rides ⟦268⟧І',
    'Rides ⟦268⟧\u0336',
    '⟦"Phase 2"⟧⟦268⟧',
  ])('%s', (text) => {
    expect(brokenBy(text)).toContain(TOUCHES[0]);
  });
});

test.each([
  ['Im Jahr ⟦"2025"⟧ ⟦310 Personen⟧.', 'de'],
  ['Zahl 2025 ⟦109,6⟧', 'de'],
  ['2025 ⟦310⟧ 人', 'zh-CN'],
])('a year a space before digits reads as their thousands: %s', (text, locale) => {
  expect(brokenBy(text, localeOf(locale))).toEqual(TOUCHES);
});

describe('a part, multiple or number in words before a figure makes another one of it', () => {
  test.each([
    ['half of ⟦268⟧', 'en'],
    ['half ⟦268⟧', 'en'],
    ['a third of the ⟦268⟧', 'en'],
    ['twice ⟦268⟧', 'en'],
    ['three times ⟦268⟧', 'en'],
    ['three ⟦a quarter⟧', 'en'],
    ['die Hälfte von ⟦268⟧', 'de'],
    ['drei ⟦Viertel⟧', 'de'],
    ['一半的⟦268⟧', 'zh-CN'],
    ['三分之二⟦268⟧', 'zh-CN'],
  ])('%s', (text, locale) => {
    expect(brokenBy(`There were ${text} rides.`, localeOf(locale))).toEqual(TOUCHES);
  });
});

describe('a sign or scale that touches what a helper printed', () => {
  test.each([
    'It −⟦"rose"⟧ ⟦5%⟧.',
    'In −⟦"2025"⟧ it rose.',
    '⟦"2025"⟧ million rides.',
    '⟦"2025"⟧ % of rides.',
    '− ⟦"rose"⟧ ⟦5%⟧.',
  ])('%s', (text) => {
    expect(brokenBy(text)).toEqual(TOUCHES);
  });
  test.each(['pre-⟦"copper"⟧ years, ⟦"2020"⟧–⟦"2025"⟧ – ⟦"copper"⟧.', 'In ⟦"2025"⟧ millions rode.', 'a—⟦"copper"⟧—b'])(
    'but not %s',
    (text) => {
      expect(brokenBy(text)).toEqual([]);
    },
  );
});

describe('a scale or unit that touches a figure is an error', () => {
  test.each(
    [
      'million',
      'bn',
      'k',
      'M',
      '%',
      'hundred',
      'lakh',
      'thousand',
      'per cent',
      'dozen',
      'point five',
      '‰',
      'pp',
      'kt of copper',
      't',
      'tonnes',
      'kWh',
      'US dollars',
      '€',
      '$',
      'EUR',
      'per tonne',
      'barrels',
      '°',
      'tons',
      'e6',
      '(million)',
      'quadrillion',
      'milliard',
      'myriad',
      'in thousands',
      ', in millions',
      'and a third',
      '**million**',
      '`kt`',
      '&nbsp;million',
      '-million',
      '*(kt)*',
      'Mio.',
      'Million',
    ].map((text) => `There were ⟦268⟧ ${text}`),
  )('%s', (text) => {
    expect(brokenBy(text)).toContain(TOUCHES[0]);
  });
  test.each(['€⟦268⟧', '$ ⟦268⟧', 'US$⟦268⟧', 'USD ⟦268⟧', 'a million ⟦268⟧', '⟦268⟧%', '⟦268⟧k', '⟦268⟧kt'])(
    '%s',
    (text) => {
      expect(brokenBy(text)).toContain(TOUCHES[0]);
    },
  );
  test.each([
    'Millionen',
    'Mio.',
    'Mrd.',
    'Tausend',
    'Hunderter',
    'Tausendstel',
    'Mia.',
    'TEUR',
    'in Tsd.',
    'Billiarden',
    'Tsd. t',
    'Prozent',
    'Tonnen',
    'Komma fünf',
    'Dutzend',
  ])('German: %s', (word) => {
    expect(brokenBy(`Es waren ⟦268⟧ ${word}`, 'de')).toEqual(TOUCHES);
    expect(brokenBy(`Es waren ⟦268⟧\u00A0${word}.`, 'de')).toEqual(TOUCHES);
  });
  test.each([
    '万',
    '亿',
    '千',
    '百',
    '吨',
    '万吨',
    '个百分点',
    '％',
    '元',
    '成。',
    '点五',
    '十',
    '多万',
    '余亿',
    '個亿'.slice(1),
    '萬',
    '佰',
    '个亿',
    '（单位：万）',
    '美金',
  ])('Chinese: %s', (word) => {
    expect(brokenBy(`共有 ⟦268⟧${word}`, 'zh-CN')).toEqual(TOUCHES);
    expect(brokenBy(`共有 ⟦268⟧ ${word}`, 'zh-CN')).toEqual(TOUCHES);
  });
  test.each([
    '负⟦268⟧',
    '负 ⟦268⟧',
    '百⟦268⟧',
    '￥⟦268⟧',
    '亿 ⟦268⟧',
    '负的⟦268⟧',
    '千分之⟦268⟧',
    '零点⟦268⟧',
    '九⟦268⟧',
    '两⟦268⟧',
    '負⟦268⟧',
    '⟦268⟧零次',
  ])('Chinese: %s', (text) => {
    expect(brokenBy(`共有${text}。`, 'zh-CN')).toEqual(TOUCHES);
  });
});

test('a scale or unit of another language is one, too', () => {
  for (const text of ['⟦268⟧ 亿', '⟦268⟧万吨', '⟦268⟧ Millionen', '负⟦268⟧']) expect(brokenBy(text)).toEqual(TOUCHES);
  for (const text of ['⟦268⟧ million', '⟦268⟧ tonnes', 'minus ⟦268⟧']) expect(brokenBy(text, 'zh-CN')).toEqual(TOUCHES);
});

describe('what stands alone next to a figure is read with it', () => {
  const row = (...cells: string[]): string =>
    `| ${cells.map(() => 'A').join(' | ')} |\n|${cells.map(() => '---|').join('')}\n| ${cells.join(' | ')} |`;
  test.each([row('Rides', '−', '⟦268⟧'), '⟦268⟧\n\nmillion', '- Rides\n\n  ⟦268⟧\n\n  million', '−\n\n⟦268⟧'])(
    '%s',
    (text) => {
      expect(brokenBy(text)).toEqual(TOUCHES);
    },
  );
  test.each([row('Rides', '⟦268⟧', 'million'), row('Rides', 'kt', '⟦268⟧'), row('Rides', '⟦268⟧', '%')])(
    'in a table it is the unit of the row: %s',
    (text) => {
      expect(brokenBy(text)).toEqual(['document/unit']);
    },
  );
  test('but a unit that is that of the figure is true', () => {
    expect(brokenBy(row('Rides', 'rides', '⟦268⟧'))).toEqual([]);
  });
});

describe('points behind a figure in per cent are percentage points, which it is not in', () => {
  test.each([
    ['Rose ⟦7.8%⟧ points.', 'en'],
    ['Rose ⟦7.8%⟧-points.', 'en'],
    ['Stieg um ⟦7,8 %⟧ Punkte.', 'de'],
    ['增长⟦7.8%⟧点。', 'zh-CN'],
    ['增长⟦7.8%⟧个点。', 'zh-CN'],
  ])('%s', (text, locale) => {
    expect(brokenBy(text, localeOf(locale))).toEqual(TOUCHES);
  });
  test('but points of an index are its own', () => {
    expect(brokenBy('Rose to ⟦103.2⟧ points.')).toEqual([]);
  });
});

test('a scale behind a bracket is read with the figure in it', () => {
  expect(brokenBy('Rides (⟦268⟧) million')).toEqual(TOUCHES);
});

test('a figure that is struck out is an error', () => {
  expect(brokenBy('There were ~~⟦268⟧~~ rides.')).toEqual(TOUCHES);
  expect(brokenBy('There were ~~about **⟦268⟧**~~ rides.')).toEqual(TOUCHES);
});

describe('marks that stand apart on one side only are read with a figure', () => {
  test.each([
    'Rides:⟦268⟧ in all.',
    'Rides;⟦268⟧',
    'There were •⟦268⟧ rides.',
    'There were ..⟦268⟧ rides.',
    'rides"⟦268⟧" of them',
    'rides(⟦268⟧)',
    '⟦268⟧;⟦269⟧',
    '⟦268⟧:of',
    '⟦268⟧)of',
    '⟦268⟧’ooo',
    '⟦268⟧/year',
    'I, ⟦268,400⟧ rides.',
    'There were l. ⟦268,400⟧ rides.',
    '丨⟦268⟧',
    'twenty ⟦268,400⟧ rides',
    '⟦268⟧ per mille',
    '⟦268⟧-fold',
    '−\n: ⟦268⟧',
    'Rides minus\n: ⟦268⟧',
  ])('%s', (text) => {
    expect(brokenBy(text)).toEqual(TOUCHES);
  });

  test.each([
    'anderthalb ⟦268⟧ Fahrten',
    'zwanzig ⟦268 400⟧ Fahrten',
    'das ⟦268⟧-fache',
    '⟦268⟧ vom Tausend',
    '⟦268⟧,–',
  ])('German: %s', (text) => {
    expect(brokenBy(text, 'de')).toEqual(TOUCHES);
  });
});

test('a list is numbered from 1, or goes on from one before it', () => {
  expect(brokenBy('1204. rides were counted')).toEqual(['document/loose-number']);
  expect(brokenBy('1. rides\n2. bikes\n\nwords\n\n4. rides')).toEqual(['document/loose-number']);
  expect(brokenBy('1. rides\n2. bikes\n\nwords\n\n3. rides\n\nmore\n\n4. rides')).toEqual([]);
});

test('letters that are read as a number, and years in Roman numerals, are typed numbers', () => {
  for (const text of ['In MMXXV rides rose.', 'There were lOO rides.', 'There were OOO more.', 'Since MCMXCVIII.'])
    expect([text, brokenBy(text)]).toEqual([text, ['document/loose-number']]);
  for (const text of ['Louis XIV, annex III and a MIX of LOO, loo, Io, IO and lol.', 'The OII and the MMR.'])
    expect([text, brokenBy(text).filter((rule) => rule === 'document/loose-number')]).toEqual([text, []]);
});

describe('the name of a link, which is printed later, is an error next to a figure', () => {
  test.each(['⟦268,400⟧[](#top)', '[](#top)⟦268,400⟧', '[](#top "page")⟦268,400⟧', '**⟦268,400⟧**[](#top)'])(
    '%s',
    (text) => {
      expect(brokenBy(text)).toEqual(TOUCHES);
    },
  );

  test.each(['⟦268,400⟧ in [](#top)', 'See [](#top): ⟦268,400⟧.', '⟦268,400⟧ ([](#top), page [](#top "page"))'])(
    'apart, as in %s, it is not',
    (text) => {
      expect(brokenBy(text)).toEqual([]);
    },
  );
});

describe('what people write around figures is none of it', () => {
  test.each([
    'One half of the lines had ⟦268⟧, the other half ⟦269⟧.',
    'Rides – ⟦5.1%⟧ of all – rose; output—⟦5 kt⟧—too.',
    'Between ⟦5.1⟧–⟦6.2%⟧, or ⟦5.1⟧ to ⟦6.2%⟧.',
    '⟦6.2⟧ − ⟦5.1⟧ = ⟦1.1⟧ and ⟦5.1⟧ × ⟦6.2⟧ ≤ ⟦40⟧.',
    'In ⟦"2025"⟧ ⟦268,400⟧ rides; in 2025 ⟦268,400⟧.',
    '⟦5.1⟧, ⟦6.2⟧ and ⟦7⟧; (⟦8⟧) “⟦9⟧” ⟦10⟧.',
    'Rides ⟦268⟧: bikes; ⟦268⟧-seat trains, ⟦12⟧-year plans. Rose ⟦5.1%⟧!',
    'It was ⟦268⟧ in all, at ⟦5⟧ a day, on ⟦3⟧ days, ⟦5⟧ times, ⟦5⟧ people, ⟦6⟧ years before.',
    '⟦5.1%⟧ (⟦6.2%⟧ in spring) · ⟦7.2%⟧ | ⟦8.2%⟧ / ⟦9%⟧ → ⟦10%⟧',
    'Phase two of COVID-19 and G20 and CO~2~: ⟦268⟧.'.replace('COVID-19 and G20 and CO~2~', 'the plan'),
    '⟦"Phase 2"⟧ ⟦5⟧; ⟦93.6 kt⟧ ⟦about 268⟧; ⟦5%⟧ ⟦6%⟧.',
    '1. ⟦268⟧\n2. ⟦269⟧',
    '| Rides | ⟦268⟧ |\n|---|---|\n| Bikes | ⟦5⟧ |',
    '⟦268⟧\n\nRides by million-sellers.',
    'Casual | ⟦5%⟧ | members | ⟦6%⟧; ⟦5⟧† of them. Rides by Acme® ⟦5⟧ a day.',
    'Of ⟦268⟧ billiard tables and a third of them, at this point ⟦4⟧ were let, one more than ⟦3⟧.',
    '⟦5⟧ and a third of them rose. Rides → ⟦6⟧.',
  ])('%s', (text) => {
    expect(brokenBy(text).filter((rule) => rule !== 'document/loose-number')).toEqual([]);
  });
  test.each([
    'Fahrten – ⟦5,1 %⟧ – stiegen',
    'Im Jahr ⟦"2025"⟧ ⟦268.400⟧ Fahrten',
    '⟦5⟧-mal, ⟦6⟧ Monate, ⟦7⟧ Menschen',
    '⟦5⟧ bis ⟦6 %⟧',
    'Im Jahr »⟦7⟧« und „⟦8⟧“, ‚⟦9⟧‘ und mehr; ⟦5⟧ und ein Drittel der Fahrten',
  ])('German: %s', (text) => {
    expect(brokenBy(text, 'de')).toEqual([]);
  });
  test.each([
    '⟦"2025 年"⟧⟦268⟧ 个，占 ⟦5%⟧',
    '⟦268⟧ 次，⟦3⟧ 家，⟦5⟧ 升至 ⟦6⟧',
    '是上年的 ⟦3⟧ 倍——⟦5%⟧',
    '⟦5⟧ 成为第一',
    '由 ⟦5⟧～⟦6⟧ 升至⟦5⟧〜⟦6⟧，共⟦5⟧余次，近⟦5⟧次，《⟦5⟧》',
  ])('Chinese: %s', (text) => {
    expect(brokenBy(text, 'zh-CN')).toEqual([]);
  });
});

describe('a number that is typed is found', () => {
  test.each([
    'In `rides 999` code',
    '```\nrides 999\n```',
    'There were lO,OOO rides',
    'There were І.O rides',
    'Up lO% on',
    'There were ９９９ rides',
    'There were ٩٩٩ rides',
    'There were ⑨⑨ rides',
    'There were ⁹⁹ rides',
    'There were Ⅻ rides',
  ])('%s', (text) => {
    expect(brokenBy(text)).toEqual(['document/loose-number']);
  });
  test.each(['I.O.U. and I. O. Smith', 'Il, lo, Io and Ol.', 'O, I see', 'IO and OI.', '`code`', 'l.o.b. | I'])(
    'but %s is none',
    (text) => {
      expect(brokenBy(text)).toEqual([]);
    },
  );
});

test('a number in groups in an address that is printed is one, digits of a path are none', () => {
  expect(brokenBy('See https://example.org/1,234,567-rides.')).toEqual(['document/loose-number']);
  expect(brokenBy('See <https://example.org/rides?n=268,400>.')).toEqual(['document/loose-number']);
  expect(brokenBy('See [the report](https://example.org/1,234,567-rides).')).toEqual([]);
  for (const path of ['2025/10/31', 'doi/10.1000/182', 'v1.2.3/t20250205_1958.html', '@48.8566,2.3522', '12345678'])
    expect(brokenBy(`See https://example.org/${path}.`)).toEqual([]);
});
