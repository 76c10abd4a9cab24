import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Grid, GridCell } from '../../../src/tables/importing/grid.ts';
import { WorkbookError } from '../../../src/tables/importing/spreadsheet/archive.ts';
import type { Workbook } from '../../../src/tables/importing/spreadsheet/sheet-cells.ts';
import { openWorkbook } from '../../../src/tables/importing/spreadsheet/workbook.ts';
import { IMPORTS } from './imports.ts';

const NAMES = ['office', 'style', 'table', 'text', 'number', 'fo', 'dc', 'draw', 'calcext']
  .map((prefix) => `xmlns:${prefix}="urn:${prefix}"`)
  .join(' ');

function archiveOf(styles: string, body: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const content = `<office:document-content ${NAMES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${body}</office:spreadsheet></office:body></office:document-content>`;
  const files = { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': content, ...more };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

function bookOf(styles: string, rows: string): Workbook {
  return openWorkbook('a.ods', archiveOf(styles, `<table:table table:name="S">${rows}</table:table>`));
}

function cellsOf(grid: Grid): (GridCell | undefined)[][] {
  return Array.from({ length: grid.rowCount }, (_, row) =>
    Array.from({ length: grid.columnCount }, (_unused, column) => grid.cell(row + 1, column + 1)),
  );
}

const row = (cells: string, attributes = ''): string => `<table:table-row ${attributes}>${cells}</table:table-row>`;
const text = (inner: string, attributes = ''): string =>
  `<table:table-cell office:value-type="string" ${attributes}><text:p>${inner}</text:p></table:table-cell>`;
const number = (value: string, style = '', attributes = ''): string =>
  `<table:table-cell office:value-type="float" office:value="${value}" table:style-name="${style}" ${attributes}><text:p>shown</text:p></table:table-cell>`;

test('a spreadsheet that LibreOffice saved as ODS has the cells of the XLSX that it was made from', () => {
  const [ods, xlsx] = ['office.ods', 'office.xlsx'].map((name) =>
    openWorkbook(name, readFileSync(`${IMPORTS}/sources/${name}`)),
  );
  expect(ods?.sheets).toEqual(xlsx?.sheets.map(({ name, isHidden }) => ({ name, isHidden })));
  const own = ({ kind, text: shown, raised, showsDigits, indent, value, date }: GridCell): object => ({
    kind,
    text: shown,
    raised,
    showsDigits,
    indent,
    value,
    date,
  });
  for (const { name } of xlsx?.sheets ?? []) {
    const [one, other] = [ods?.grid(name), xlsx?.grid(name)].map((grid) =>
      grid ? cellsOf(grid).map((cells) => cells.map((cell) => cell && own(cell))) : [],
    );
    expect(one).toEqual(other);
  }
});

describe('number styles show the digits that a reader sees', () => {
  const decimals = (kind: string, inner: string): string =>
    `<number:${kind} style:name="N1">${inner}</number:${kind}><style:style style:name="c" style:family="table-cell" style:data-style-name="N1"/>`;
  test.each([
    ['0.00', decimals('number-style', '<number:number number:decimal-places="2"/>'), '1.5', '1.50', true],
    [
      'a grouped one',
      decimals('number-style', '<number:number number:decimal-places="0" number:grouping="true"/>'),
      '12345',
      '12,345',
      true,
    ],
    ['one without decimals', decimals('number-style', '<number:number/>'), '1.5', '1.5', false],
    [
      'a percentage',
      decimals('percentage-style', '<number:number number:decimal-places="1"/><number:text>%</number:text>'),
      '0.125',
      '12.5%',
      true,
    ],
    [
      'a unit',
      decimals('number-style', '<number:number number:decimal-places="1"/><number:text> kt</number:text>'),
      '3',
      '3.0 kt',
      true,
    ],
  ])('%s', (_, styles, value, shown, showsDigits) => {
    const cell = bookOf(styles, row(number(value, 'c')))
      .grid('S')
      .cell(1, 1);
    expect([cell?.text, cell?.showsDigits]).toEqual([shown, showsDigits]);
  });

  test('a negative number has the style that it names', () => {
    const styles = `<number:number-style style:name="P0"><number:number number:decimal-places="1"/></number:number-style><number:number-style style:name="N1"><number:text>(</number:text><number:number number:decimal-places="1"/><number:text>)</number:text><style:map style:condition="value()&gt;=0" style:apply-style-name="P0"/></number:number-style><style:style style:name="c" style:family="table-cell" style:data-style-name="N1"/>`;
    const grid = bookOf(styles, row(number('-2', 'c') + number('2', 'c'))).grid('S');
    expect([grid.cell(1, 1)?.text, grid.cell(1, 2)?.text]).toEqual(['(2.0)', '2.0']);
  });
});

test('what is raised, struck, in a comment, drawn, repeated, merged or hidden is kept apart', () => {
  const styles = `<style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style><style:style style:name="low" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style><style:style style:name="gone" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>`;
  const rows = [
    row(
      text('14.7<text:span text:style-name="up">1</text:span>') +
        text('<text:span text:style-name="gone">4</text:span>5') +
        text('58.0<text:span text:style-name="low">1</text:span>') +
        text('CO<text:span text:style-name="low">2</text:span>'),
    ),
    row(
      `<table:table-cell office:value-type="float" office:value="3"><office:annotation><text:p>was 9</text:p></office:annotation><text:p>3</text:p></table:table-cell>${text('a', 'table:number-columns-repeated="2"')}`,
    ),
    row(
      `${text('2025', 'table:number-columns-spanned="2"')}<table:covered-table-cell/>`,
      'table:visibility="collapse"',
    ),
    row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048000"'),
  ];
  const grid = bookOf(styles, rows.join('')).grid('S');
  expect([grid.rowCount, grid.columnCount]).toEqual([3, 4]);
  expect(grid.cell(1, 1)).toMatchObject({ text: '14.7', raised: '1' });
  expect(grid.cell(1, 2)?.text).toBe('~~4~~5');
  expect(grid.cell(1, 3)).toMatchObject({ text: '58.0', raised: '1' });
  expect(grid.cell(1, 4)).toMatchObject({ text: 'CO2', raised: '' });
  expect(grid.cell(2, 1)).toMatchObject({ text: '3', value: 3 });
  expect([grid.cell(2, 2)?.text, grid.cell(2, 3)?.text]).toEqual(['a', 'a']);
  expect(grid.merged).toEqual([{ top: 3, left: 1, bottom: 3, right: 2 }]);
  expect([...grid.hiddenRows]).toEqual([3]);
  expect(grid.where(2, 2)).toBe('a.ods!S!B2');
});

test('a row or column without a height or width is hidden', () => {
  const line = (what: string, size: string): string =>
    `<style:style style:name="${what}${size}" style:family="table-${what}"><style:table-${what}-properties style:${what}-${what === 'row' ? 'height' : 'width'}="${size}"/></style:style>`;
  const styles = line('row', '0cm') + line('row', '0.45cm') + line('column', '0in');
  const columns = '<table:table-column/><table:table-column table:style-name="column0in"/>';
  const rows =
    row(text('a') + text('b'), 'table:style-name="row0.45cm"') +
    row(text('c') + text('d'), 'table:style-name="row0cm"');
  const grid = bookOf(styles, columns + rows).grid('S');
  expect([[...grid.hiddenRows], [...grid.hiddenColumns]]).toEqual([[2], [2]]);
});

test('a formula without its result, an error and a hidden sheet are known', () => {
  const styles = `<style:style style:name="ta" style:family="table"><style:table-properties table:display="false"/></style:style>`;
  const cells = `<table:table-cell table:formula="of:=1+1"/><table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>`;
  const book = openWorkbook(
    'a.ods',
    archiveOf(styles, `<table:table table:name="S" table:style-name="ta">${row(cells)}</table:table>`),
  );
  expect(book.sheets).toEqual([{ name: 'S', isHidden: true }]);
  expect([1, 2].map((column) => book.grid('S').cell(1, column)?.kind)).toEqual(['uncalculated', 'error']);
});

test.each([
  ['has a password', archiveOf('', '', { 'META-INF/manifest.xml': '<m><manifest:encryption-data/></m>' })],
  ['is a text document', archiveOf('', '', { mimetype: 'application/vnd.oasis.opendocument.text' })],
  ['declares a document type', archiveOf('', '', { 'content.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' })],
  ['is cut short', archiveOf('', '', { 'content.xml': '<a><b>' })],
  [
    'has too many cells',
    archiveOf(
      '',
      `<table:table table:name="S">${row(number('1', '', 'table:number-columns-repeated="9000"'), 'table:number-rows-repeated="9000"')}</table:table>`,
    ),
  ],
  [
    'has too many columns',
    archiveOf(
      '',
      `<table:table table:name="S">${row(`<table:table-cell table:number-columns-repeated="20000"/>${number('1')}`)}</table:table>`,
    ),
  ],
])('a file that %s is refused', (_, bytes) => {
  expect(() => openWorkbook('a.ods', bytes).grid('S')).toThrow(WorkbookError);
});
