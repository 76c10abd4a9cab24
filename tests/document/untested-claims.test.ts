import type { LocaleId } from '../../src/language/locales.ts';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { fill } from './fill.ts';

/** What is warned of in a paragraph, each as its class and the words. */
function claimsOf(text: string, locale: LocaleId = 'en', declared: string[] = []): string[] {
  const diagnostics = new Diagnostics();
  parseDocument(fill(`# Title {#top}\n\n${text}\n`), new Map(), { locale, declared }, diagnostics);
  return diagnostics.all.filter(({ rule }) => rule === 'document/untested-claim').map(({ message }) => message);
}

describe('words that claim something of figures are a warning', () => {
  test.each([
    ['It was a record high', 'a record'],
    ['Rides rose for the third consecutive year', 'a streak'],
    ['It fell three months in a row', 'a streak'],
    ['Members took three quarters of all rides', 'a fraction'],
    ['Almost half of the rides were short', 'a fraction'],
    ['Twice as many rode at night', 'a multiple'],
    ['Sales have doubled', 'a multiple'],
    ['A tenfold rise', 'a multiple'],
    ['It is the second largest in Europe', 'a rank'],
    ['The network ranked third', 'a rank'],
    ['There are twelve stations', 'a count'],
    ['The majority of riders', 'a majority'],
    ['Most of the rides', 'a majority'],
    ['More than half came by night', 'a majority'],
    ['It is the highest since spring', 'a record'],
    ['Output hit a new peak', 'a record'],
    ['Lead led the field', 'a rank'],
    ['No metal weighed more than lead', 'a rank'],
    ['Every second tonne was lead', 'a fraction'],
    ['Output rose for years', 'a streak'],
    ['The east lost beds for a fourth year', 'a streak'],
    ['Beds rise again', 'a streak'],
    ['A decade of decline', 'a streak'],
    ['The first rise in five years', 'a record'],
    ['The west has more beds than any other region', 'a rank'],
    ['The north comes second, with many', 'a rank'],
    ['The west lost the most beds', 'a rank'],
    ['The west overtook the east', 'a comparison'],
    ['It grew faster than the others', 'a comparison'],
    ['The gap between north and south narrowed', 'a comparison'],
    ['All regions lost beds', 'a comparison'],
    ['Only the west gained beds', 'a comparison'],
    ['The east has more beds than the north.', 'a comparison'],
  ])('%s', (text, kind) => {
    expect(claimsOf(text)).toHaveLength(1);
    expect(claimsOf(text)[0]).toContain(kind);
  });
  test.each([
    'Ein Rekordhoch',
    'Zum dritten Mal in Folge',
    'Drei Viertel der Fahrten',
    'Doppelt so viele',
    'Die zweitgrößte Stadt',
    'Es gibt zwölf Stationen',
    'Die Mehrheit fährt',
    'Mehr als die Hälfte',
    'Der Absatz verdoppelte sich',
    'So viel wie nie',
    'Nie war die Erzeugung so hoch',
    'Blei steht an der Spitze',
    'Jede zweite Tonne war Blei',
    'Seit Jahren steigt sie',
    'Der Westen hat den Osten überholt',
    'Alle Regionen verloren Betten',
    'Der Osten liegt auf dem letzten Platz',
    'Der Abstand zwischen Nord und Süd verringerte sich',
    'Sie stieg erneut',
  ])('German: %s', (text) => {
    expect(claimsOf(text, 'de').length).toBeGreaterThan(0);
  });
  test.each([
    '创历史新高',
    '连续三年增长',
    '占四分之三',
    '是上年的两倍',
    '位居全球第二',
    '共有十二座车站',
    '超过一半',
    '产量最大',
    '翻了一番',
    '为历年之最',
    '位居榜首',
    '产量居首',
    '连年增长',
    '所有地区的床位都减少了',
    '东部床位排名最后',
    '西部床位超过了东部，',
    '再次下降',
  ])('Chinese: %s', (text) => {
    expect(claimsOf(text, 'zh-CN').length).toBeGreaterThan(0);
  });
});

test.each([
  ['The margin widens where profit grows faster than revenue.', 'en'],
  ['Die Marge wächst, wenn der Gewinn schneller als der Umsatz steigt.', 'de'],
] as const)('a rule claims nothing: %s', (text, locale) => {
  expect(claimsOf(text, locale)).toEqual([]);
});

describe('what tests it nearby makes it true', () => {
  test.each([
    '{{assert (isHighest "a")}}It is a record high',
    '{{assert (isHighest "a")}}\n\nIt is a record high',
    '{{assert (isHighest "a") "it is a record high"}}\n\nA word.\n\nIt is a record high',
    'It is {{#if (isHighest "rides")}}a record high{{/if}}',
    'The largest was {{label (largest "rides.*")}}',
    '{{assert (above "a" "b")}}It is the largest',
    '{{assert (above (over "a" "b") "190%")}}Sales have doubled',
    '{{assert (above "a:growth" "95%")}}Sales have doubled',
    '{{assert (above (shareOf "a" "b") "50%")}}Most of the rides were short',
    '{{assert (between (shareOf "a" "b") "70%" "80%")}}Members took three quarters of all rides',
    '{{assert (and (above "a" "a@-1") (above "a@-1" "a@-2"))}}It rose in the second consecutive year',
    '{{assert (same "stations" 12)}}There are twelve stations',
  ])('%s', (text) => {
    expect(claimsOf(text)).toEqual([]);
  });
  test.each([
    // an assertion of something else proves nothing
    '{{assert (above "a" "b")}}It is a record high',
    '{{assert (above "a" "b")}}Sales have doubled',
    '{{assert (above "a" "b")}}Most of the rides were short',
    '{{assert (above "a" "b")}}There are twelve stations',
    '{{assert (above "a" "b")}}It rose in the second consecutive year',
    '{{assert (same "a" 12)}}It is the largest',
    'It is {{#if (above "a" "b")}}a record high{{/if}}',
    'It is {{#if (has "rides")}}a record high{{/if}}',
    '{{assert (isHighest "a")}}Rides rose.\n\nA word.\n\nIt is a record high',
    // a helper prints what its own sentence says
    'The largest was {{label (largest "rides.*")}}. It is the smallest town.',
    'The smallest town. The largest was {{label (largest "rides.*")}}.',
  ])('but not %s', (text) => {
    expect(claimsOf(text)).toHaveLength(1);
  });
  test('what is declared is a name', () => {
    expect(claimsOf('The ten metals', 'en', ['ten metals'])).toEqual([]);
  });
  test('what is printed is tested', () => {
    expect(claimsOf('It is ⟦"the second largest"⟧')).toEqual([]);
  });
});

describe('other words are none', () => {
  test.each([
    'The two quarters before, and the total of five quarters',
    'Phase two of the plan, in the third quarter; the first half of the year; a record of each ride; at least; at most.',
    'Two people, one by one, on the other hand, half past; latest figures; a quarter earlier; over five years.',
    'A survey in every second year; jobs every third week.',
    'The minority report is a book. The most recent count. Keep records.',
  ])('%s', (text) => {
    expect(claimsOf(text)).toEqual([]);
  });
});
