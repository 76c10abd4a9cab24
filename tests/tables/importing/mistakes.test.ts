import { expect, test } from 'vitest';
import { importRoot, planned } from './imports.ts';

const MAPPING = 'data/metals/imports/mistakes.yaml';
const SHEET = 'sources/mistakes.xlsx!Mistakes!';

/** What is wrong in the mapping: line and column, what was seeded there, and the rule that it breaks. */
const IN_MAPPING: readonly (readonly [place: string, seeded: string, rule: string])[] = [
  ['2:39', 'a source that is not declared', 'dataset/unknown-source'],
  ['2:58', 'a day that does not exist', 'dataset/bad-date'],
  ['2:78', 'a fifth quarter', 'dataset/bad-period'],
  ['7:7', 'a head that the table does not have', 'import/head'],
  ['17:14', 'a mistyped unit', 'dataset/unknown-unit'],
  ['21:15', 'an indicator that is not declared', 'dataset/unknown-indicator'],
  ['23:7', 'a row that the table does not have', 'import/row'],
  ['24:12', 'a mistyped sheet', 'import/unknown-sheet'],
  ['26:12', 'an empty range', 'import/bad-range'],
];

/** What is wrong in the sheet, in the order of its cells. */
const IN_SHEET: readonly (readonly [cell: string, seeded: string, rule: string])[] = [
  ['D1', 'a head without a period', 'import/head'],
  ['E1', 'December 2011 or the year 2011/12', 'import/head'],
  ['F1', 'an unknown mark in a head', 'import/mark'],
  ['G1', 'a column without a head', 'import/head'],
  ['B2', 'a number without a format', 'import/digits'],
  ['C2', 'a decimal comma', 'import/figure'],
  ['B3', 'a number in brackets', 'import/figure'],
  ['C3', 'a dash', 'import/figure'],
  ['H3', 'an unknown mark', 'import/mark'],
  ['B4', 'a formula without a result', 'import/figure'],
  ['C4', 'an error of a formula', 'csv/spreadsheet'],
  ['B5', 'two numbers', 'import/figure'],
  ['C5', 'a space in a number', 'import/figure'],
  ['H5', 'two decimal points', 'import/figure'],
  ['A6', 'a name that stands twice', 'import/row'],
  ['A7', 'a row without a name', 'import/row'],
  ['A8', 'a mistyped name', 'import/row'],
  ['B9', 'a format that the mapping does not trust', 'import/digits'],
  ['C9', 'a figure that became a date', 'csv/spreadsheet'],
  ['H9', 'a logical value', 'import/figure'],
  ['B10', 'another number without a format', 'import/digits'],
  ['C10', 'a percentage among masses', 'dataset/wrong-dimension'],
  ['H10', 'a word', 'import/figure'],
  ['H11', 'a raised mark that is not explained', 'import/mark'],
  ['H12', 'a comma before two digits', 'import/figure'],
  ['A13', 'a hidden row', 'import/hidden'],
  ['B14', 'a sign that is only a colour', 'import/digits'],
  ['C14', 'a power of ten', 'csv/spreadsheet'],
  ['H14', 'a comma that may be either', 'import/figure'],
  ['B15', 'a figure over two columns', 'import/merged'],
  ['H15', 'the mark of a note that is not explained', 'import/mark'],
  ['H17', 'a figure that stands twice', 'dataset/stated-twice'],
];

test(`${IN_MAPPING.length + IN_SHEET.length} seeded mistakes give as many messages in one run`, async () => {
  const { plan, told, diagnostics } = await planned(await importRoot(), 'mistakes');
  expect(told).toEqual([
    ...IN_MAPPING.map(([place, , rule]) => `${MAPPING}:${place}: ${rule}`),
    ...IN_SHEET.map(([cell, , rule]) => `${SHEET}${cell}: ${rule}`),
  ]);
  expect(plan).toBeUndefined();
  expect(diagnostics.all.filter(({ hint }) => !hint)).toEqual([]);
});
