import { describe, expect, test } from 'vitest';
import {
  beginsWithTotal,
  isCalledBalance,
  isCalledChange,
  isCalledClosing,
  isCalledOpening,
  isCalledPart,
  isCalledRate,
  isCalledRatio,
  isCalledSigned,
  isCalledTotal,
  mayBeCalledPart,
  meaningSaid,
  namesNothing,
  TABLE_NUMBER,
} from '../../src/language/table-names.ts';

describe('a line of a table is called, in any language', () => {
  test.each([
    [
      isCalledTotal,
      ['Grand total', 'Sub-total', 'Insgesamt', 'Gesamtwert', '合计', 'Totaal'],
      ['Totality', 'Allgemein'],
    ],
    [isCalledRate, ['Share of exports', 'Wachstum', '铜产量同比', 'USD %'], ['Shareholders', 'Output']],
    [isCalledRatio, ['Price per tonne', 'Preis je Tonne', '单价', 'Prix', 'Index'], ['Hydrates', 'Pricey Ltd']],
    [isCalledPart, ['of which: primary', 'darunter Männer', '其中：进口', 'dont femmes'], ['including scrap']],
    [mayBeCalledPart, ['including scrap', 'einschließlich Schrott', 'of which: primary'], ['scrap']],
    [isCalledChange, ['Change on a year', 'Zunahme', '增幅'], ['Exchange']],
    [isCalledBalance, ['Trade balance', 'Saldo', '贸易顺差'], ['Balanced diets']],
    [isCalledSigned, ['Net income', 'Verlust', '差额', 'Growth'], ['Netting']],
    [isCalledOpening, ['Opening stock', 'Anfangsbestand', '期初库存'], ['Openings']],
    [isCalledClosing, ['Stocks at the end', 'Endbestand', '期末库存'], ['Stocks']],
    [beginsWithTotal, ['Total, both sexes', 'Gesamtbevölkerung', '总计'], ['Subtotal', 'The total']],
    [namesNothing, ['OBS_VALUE', 'Wert', '数值', 'Amount'], ['Value added', 'Amounts due']],
  ])('%o', (isCalled, names, others) => {
    expect(names.filter((name) => !isCalled(name))).toEqual([]);
    expect(others.filter((name) => isCalled(name))).toEqual([]);
  });
});

test.each([
  ['- nil', 'nil'],
  ['– = keine Angabe', 'missing'],
  ['– nichts vorhanden (genau null)', 'nil'],
  ['… 不详', 'missing'],
  ['* revised', undefined],
] as const)('a note says what a sign stands for: %s', (note, meaning) => {
  expect(meaningSaid(note)).toBe(meaning);
});

test.each([
  ['Table 3.2: Output', 'Output'],
  ['Tab. 4 Erzeugung', 'Erzeugung'],
  ['表3 产量', '产量'],
  ['Tables of output', 'Tables of output'],
])('a title has the number of its table: %s', (title, rest) => {
  expect(title.replace(TABLE_NUMBER, '')).toBe(rest);
});
