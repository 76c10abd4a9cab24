import { describe, expect, test } from 'vitest';
import { type CellRules, figureIn } from '../../../src/tables/importing/cell-figure.ts';
import { columnLetters, columnNumber, type GridCell } from '../../../src/tables/importing/grid.ts';
import { numberCell } from '../../../src/tables/importing/spreadsheet/number-formats.ts';
import { monthOf, periodIn } from '../../../src/tables/importing/head-period.ts';
import { wordsOf } from '../../../src/language/word-forms.ts';

const RULES: CellRules = { unit: 'kt' };

function read(text: string, rules: Partial<CellRules> = {}, cell: Partial<GridCell> = {}): unknown {
  const found = figureIn({ kind: 'text', text, raised: '', ...cell }, { ...RULES, ...rules });
  if (!found) return undefined;
  if ('problem' in found) return found.rule;
  return [found.numeral, ...found.status, ...found.notes].join(' | ');
}

describe('a cell of text', () => {
  test.each<[text: string, figure: string]>([
    ['14.70', '14.70'],
    ['1,204.0', '1,204.0'],
    ['1 204', '1,204'],
    ['1\u00A0204.5', '1,204.5'],
    ['1\u202F204\u202F567', '1,204,567'],
    ["1'204.5", '1,204.5'],
    ['−3.2', '-3.2'],
    ['– 3.2', '-3.2'],
    ['+3.2', '+3.2'],
    ['14.7 kt', '14.7'],
    ['14.7 p', '14.7 | provisional'],
    ['14.7p', '14.7 | provisional'],
    ['14.7(e)', '14.7 | estimated'],
    ['14.7 [P]', '14.7 | provisional'],
    ['e 14.7', '14.7 | estimated'],
    ['14.7 r', '14.7'],
    ['14.7 pe', '14.7 | provisional | estimated'],
    ['14.7 P, U', '14.7 | provisional | low_reliability'],
    ['<0.5', 'under 0.5'],
    ['more than 12', 'more than 12'],
    ['~5', 'about 5'],
  ])('%j is %s', (text, figure) => {
    expect(read(text)).toBe(figure);
  });

  test.each(['', '..', '…', ':', 'n/a', ': p', '  '])('%j is not a figure', (text) => {
    expect(read(text)).toBeUndefined();
  });

  test.each<[text: string, rule: string]>([
    ['14 72', 'import/figure'],
    ['1 2345', 'import/figure'],
    ['14,72', 'import/figure'],
    ['0,125', 'import/figure'],
    ['1.204.5', 'import/figure'],
    ['14.7)', 'import/mark'],
    ['(14.7', 'import/figure'],
    ['(14.7)', 'import/figure'],
    ['14.7 1)', 'import/mark'],
    ['14.7*', 'import/mark'],
    ['14.7¹', 'import/mark'],
    ['14.7%', 'dataset/wrong-dimension'],
    ['14.7 Mt', 'import/unit'],
    ['1.2 million', 'import/unit'],
    ['3 Mio.', 'import/unit'],
    ['3万', 'import/unit'],
    ['3k', 'import/mark'],
    ['-', 'import/figure'],
    ['–', 'import/figure'],
    ['x', 'import/figure'],
    ['.5', 'import/figure'],
    ['12-14', 'import/figure'],
    ['Copper', 'import/figure'],
    // a minus behind the figure, as ledgers print it; a power of ten; a slip of the keyboard; cells that ran together
    ['12-', 'import/figure'],
    ['12 –', 'import/figure'],
    ['1.204,-', 'import/figure'],
    ['1.2E+3', 'csv/spreadsheet'],
    ['1.2e3', 'csv/spreadsheet'],
    ['1,3O5', 'import/figure'],
    ['055;14', 'import/figure'],
    ['12‰', 'import/figure'],
    ['±14', 'import/figure'],
    ['12^3', 'import/figure'],
    ['€ 1,204', 'import/mark'],
    ['1,204 1)', 'import/mark'],
    ['1,204¹', 'import/mark'],
    ['=1+2', 'import/figure'],
  ])('%j is refused as %s', (text, rule) => {
    expect(read(text)).toBe(rule);
  });

  test('is read as the mapping says', () => {
    expect(read('1.204,50', { decimal: ',' })).toBe('1,204.50');
    expect(read('1 204,5', { decimal: ',' })).toBe('1,204.5');
    expect(read('1,204.5', { decimal: ',' })).toBe('import/figure');
    expect(read('(3.2)', { parentheses: 'negative' })).toBe('-3.2');
    expect(read('(3.2)', { parentheses: 'low_reliability' })).toBe('3.2 | low_reliability');
    expect(read('–', { missing: ['–'] })).toBeUndefined();
    expect(read('–', { nil: ['–'] })).toBe('0 | shown as –');
    expect(read('3.2%', { unit: '%' })).toBe('3.2');
    expect(read('1.2 thousand tonnes p')).toBe('1.2 | provisional');
    expect(read('3 Mio. EUR', { unit: 'million EUR' })).toBe('3');
    expect(read('3 Mio.', { unit: 'million EUR' })).toBe('3');
    expect(read('3 t', { marks: { t: { note: 'a total' } } })).toBe('3 | a total');
    expect(read('14.7 1)', { marks: { '1)': { note: 'without mines' } } })).toBe('14.7 | without mines');
    expect(read('1.2 1/', { marks: { '1/': { note: 'without mines' } } })).toBe('1.2 | without mines');
    expect(read('12-', { marks: { '-': { note: 'mark - in the table' } } })).toBe('import/figure');
    expect(read('1.2E+3', { marks: { 'E+3': { note: 'mark E+3 in the table' } } })).toBe('csv/spreadsheet');
    expect(read('1,3O5', { decimal: ',', marks: { O5: { note: 'mark O5 in the table' } } })).toBe('import/figure');
    expect(read('14.7 p', { marks: { p: { status: [] } } })).toBe('14.7');
    expect(read('14.7', { marks: { '1': { status: ['break'] } } }, { raised: '1' })).toBe('14.7 | break');
    expect(read('14.7', {}, { raised: '1' })).toBe('import/mark');
  });
});

describe('a cell that holds a number', () => {
  const formatted = { kind: 'number', format: '0.00', showsDigits: true } as const;
  const general = { kind: 'number', format: 'General', showsDigits: false } as const;

  test('is what its format shows, if the mapping trusts it', () => {
    expect(read('147.20', {}, formatted)).toBe('import/digits');
    expect(read('147.20', { numbers: 'as shown' }, formatted)).toBe('147.20');
    expect(read('(3.20)', { numbers: 'as shown' }, { ...formatted, value: -3.2 })).toBe('-3.20');
    expect(read('3.20', { numbers: 'as shown' }, { ...formatted, value: -3.2 })).toBe('import/digits');
    expect(read('0.00', { numbers: 'as shown' }, { ...formatted, value: -0.004 })).toBe('0.00');
    expect(read('-', { numbers: 'as shown' }, { ...formatted, value: 0 })).toBe('0 | shown as -');
  });

  test('and has no format gets no zeros, and is refused unless the mapping knows the decimals', () => {
    expect(read('147.2', {}, general)).toBe('import/digits');
    expect(read('147.2', { numbers: 'as shown' }, general)).toBe('import/digits');
    expect(read('147.2', { decimals: '2' }, general)).toBe('147.2');
  });
});

test.each<[kind: GridCell['kind'], rule: string]>([
  ['uncalculated', 'import/figure'],
  ['boolean', 'import/figure'],
  ['date', 'csv/spreadsheet'],
  ['error', 'csv/spreadsheet'],
])('a cell of the kind %s is refused', (kind, rule) => {
  expect(read('x1', {}, { kind })).toBe(rule);
});

test.each<[head: string, period: unknown]>([
  ['2025', '2025'],
  ['2024/25', '2024/25'],
  ['2025 Q1', '2025-Q1'],
  ['Q1 2025', '2025-Q1'],
  ['2025Q1', '2025-Q1'],
  ['2025-Q1', '2025-Q1'],
  ['2025-03', '2025-M03'],
  ['2025-M03', '2025-M03'],
  ['2025 H1', '2025-S1'],
  ['2025-12-31', '2025-12-31'],
  ['Jan 2025', '2025-M01'],
  ['2025 March', '2025-M03'],
  ['September 2025', '2025-M09'],
  ['Sept. 2025', '2025-M09'],
  ['März 2025', '2025-M03'],
  ['Jan–Oct 2025', '2025-M01..2025-M10'],
  ['2025年', '2025'],
  ['2025年3月', '2025-M03'],
  ['2025年一季度', '2025-Q1'],
  ['3. Quartal 2025', '2025-Q3'],
  ['2025 1. Quartal', '2025-Q1'],
  ['2025 / 2. Halbjahr', '2025-S2'],
  ['2025, 4. Vierteljahr', '2025-Q4'],
  ['2011-12', { meanings: ['2011/12', '2011-M12'] }],
  ['2024-25', '2024/25'],
  ['2024–2025', { meanings: ['2024/25', '2024..2025'] }],
  ['2023 - 2024', { meanings: ['2023/24', '2023..2024'] }],
  ['2020–2025', '2020..2025'],
  ['Total', undefined],
  ['Jan-24', undefined],
  ['Q5 2025', undefined],
  ['2025-13', undefined],
  ['2025-W05', undefined],
  ['Mar 5 2025', undefined],
  ['740,8', undefined],
  ['', undefined],
])('the head %j names %j', (head, period) => {
  expect(periodIn(head)).toEqual(period);
});

test('columns have letters', () => {
  expect([1, 26, 27, 52, 702, 703].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA']);
  expect(['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA'].map(columnNumber)).toEqual([1, 26, 27, 52, 702, 703]);
});

describe('a number whose format shows', () => {
  /** What a reader of the cell takes from it. */
  function shown(value: number, format: string, unit = 'kt'): unknown {
    const found = figureIn(numberCell(value, format, false), { unit, numbers: 'as shown' });
    return found && ('problem' in found ? found.rule : found.numeral);
  }

  test.each<[value: number, format: string, numeral: string, unit?: string]>([
    [14.7, '0.00', '14.70'],
    [1234.5, '#,##0.0', '1,234.5'],
    [1234.5, '#\\ ##0.0', '1,234.5'],
    [1234.5, "#'##0.0", '1,234.5'],
    [-1234.5, '#,##0.0_);[Red](#,##0.0)', '-1,234.5'],
    [-1.5, '_-* #,##0.00\\ _€_-;-* #,##0.00\\ _€_-;_-* "-"??\\ _€_-;_-@_-', '-1.50'],
    [5, '+0;-0', '+5'],
    [2.675, '0.00', '2.68'],
    [14.719999999999999, '0.00', '14.72'],
    [1234.5, '#,##0.0 "kt"', '1,234.5'],
    [0.123, '0.0%', '12.3', '%'],
    [5, '0"%"', '5', '%'],
    [150, '[>100]0;0.0', '150'],
    [1e15, '0', '1000000000000000'],
    // a language decides neither points nor commas
    [45_000, '[$-407]#,##0.0', '45,000.0'],
    [1234.5, '[$€-407] #,##0.00', '1,234.50', 'million EUR'],
    [1234.5, '#,##0.00 [$€-407]', '1,234.50', 'EUR'],
    [1234.5, '[$CHF-807] #,##0.0', '1,234.5', 'CHF/t'],
    [1234.5, '[$$-409]#,##0.0', '1,234.5', 'USD'],
  ])('%d as %s gives %s', (value, format, numeral, unit) => {
    expect(shown(value, format, unit)).toBe(numeral);
  });

  test.each<[value: number, format: string, unit?: string]>([
    [1.5, '"9"0.0'],
    [1.5, '0.0\\9'],
    [1.5, '0.0"0"'],
    [1.5, '9.0'],
    [5, '0"."0'],
    [3, '0*9'],
    [2_500_000, '0.0,,'],
    [1_234_567, '#,##0,'],
    [-5, '0;0'],
    [5, '-0'],
    [1.5, '# ?/?'],
    [0.5, '0.0%%'],
    [1.5, '[>1]0.0"5";0.0'],
    [1234.5, '[$1€-407]#,##0.0'],
    [1234.5, '[$€-407] #,##0.00', 'kt'],
  ])('%d as %s is refused', (value, format, unit) => {
    expect(shown(value, format, unit)).toMatch(/^(?:import|csv|dataset)\//);
  });

  test('a digit of the format is refused before anything asks for the mapping', () => {
    const found = figureIn(numberCell(1234, '"1"#,##0', false), { unit: 'kt' });
    expect(found).toMatchObject({ rule: 'import/digits', hint: expect.stringContaining('no mapping') as string });
  });

  test('a digit of the format is refused where the mapping says the decimals', () => {
    const found = figureIn(numberCell(1.5, 'General"9"', false), { unit: 'kt', decimals: '2' });
    expect(found).toMatchObject({ rule: 'import/digits' });
  });
});

describe('a month in a head', () => {
  const french = {
    months: wordsOf('janvier février mars avril mai juin juillet août septembre octobre novembre décembre'),
    shortMonths: wordsOf('janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.'),
  };

  test.each<[word: string, month: number | undefined]>([
    ['juillet', 7],
    ['juil', 7],
    ['juin', 6],
    ['jui', undefined],
    ['mar', 3],
    ['ma', undefined],
    ['octob', 10],
    ['mois', undefined],
  ])('%j is month %j of the French year', (word, month) => {
    expect(monthOf(word, french)).toBe(month);
  });

  test.each<[head: string, period: string | undefined]>([
    ['Sept 2025', '2025-M09'],
    ['Jan.–Okt. 2025', '2025-M01..2025-M10'],
    ['März 2025', '2025-M03'],
    ['2025年3月', '2025-M03'],
    ['3. Quartal 2025', '2025-Q3'],
    ['Ju 2025', undefined],
  ])('%j is %j', (head, period) => {
    expect(periodIn(head)).toBe(period);
  });
});
