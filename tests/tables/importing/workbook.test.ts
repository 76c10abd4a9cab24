import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Grid } from '../../../src/tables/importing/grid.ts';
import { openWorkbook } from '../../../src/tables/importing/spreadsheet/workbook.ts';
import { bookOf, IMPORTS } from './imports.ts';
import { mentioning } from '../../messages.ts';

function gridOf(name: string, sheet: string): Grid {
  return openWorkbook(name, readFileSync(`${IMPORTS}/sources/${name}`)).grid(sheet);
}

/** The rows of a sheet as the reader sees them: the kind of each cell, its text, and what is raised. */
function shown(grid: Grid): string[][] {
  return Array.from({ length: grid.rowCount }, (_, row) =>
    Array.from({ length: grid.columnCount }, (_unused, column) => {
      const cell = grid.cell(row + 1, column + 1);
      return cell ? `${cell.kind} ${cell.text.trim()}^${cell.raised}` : '';
    }),
  );
}

test('cells show what LibreOffice shows', () => {
  const grid = gridOf('formats.xlsx', 'Sheet');
  const expected = parse(readFileSync(`${IMPORTS}/sources/formats.csv`, 'utf8'));
  const differing = expected.flatMap((cells, row) =>
    cells.flatMap((text, column) => {
      const ours = grid.cell(row + 1, column + 1)?.text.trim() ?? '';
      return ours === text.trim() ? [] : [`${cells[0]}, ${expected[0]?.[column]}: ${ours}, not ${text}`];
    }),
  );
  // 1.005 is half-way, and LibreOffice rounds its binary form; and it drops the sign where a format has a condition.
  expect(differing).toEqual(['0%, 1.005: 101%, not 100%', '[>=100]0;0.0, -3.2: -3.2, not 3.2']);
});

test('a workbook that LibreOffice saved reads as the one that openpyxl wrote', () => {
  expect(shown(gridOf('libreoffice.xlsx', 'Table 1'))).toEqual(shown(gridOf('office.xlsx', 'Table 1')));
});

test('raised digits, dates from 1904, hidden rows and formulas are distinguished', () => {
  const office = gridOf('office.xlsx', 'Table 1');
  expect(office.cell(8, 3)).toMatchObject({ text: '0.6', raised: '1' });
  expect([...office.hiddenRows]).toEqual([11]);
  expect(office.cell(15, 2)?.date).toEqual({ day: '2025-11-01', precision: 'month' });
  expect(gridOf('days1904.xlsx', 'Sheet').cell(1, 3)?.date?.day).toBe('2025-06-01');
  expect(gridOf('mistakes.xlsx', 'Mistakes').cell(4, 2)?.kind).toBe('uncalculated');
});

test('a struck run is not part of the figure before it', () => {
  const run = (text: string, look = '') => `<r>${look && `<rPr>${look}</rPr>`}<t>${text}</t></r>`;
  const cell = (runs: string) => `<row><c t="inlineStr"><is>${runs}</is></c></row>`;
  const rows = [
    cell(run('302') + run('4', '<strike/>')),
    cell(run('302') + run('4', '<strike val="0"/>')),
    cell(run('31', '<strike val="1"/>') + run('13')),
  ];
  const grid = openWorkbook('x.xlsx', bookOf(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`)).grid(
    'S',
  );
  expect(shown(grid)).toEqual([['text 302~~4~~^'], ['text 3024^'], ['text ~~31~~13^']]);
});

function refusal(bytes: Uint8Array): string {
  try {
    openWorkbook('x.xlsx', bytes).grid('S');
    return 'read';
  } catch (error) {
    if (!(error instanceof Error && 'hint' in error)) throw error;
    return error.message;
  }
}

describe('a workbook', () => {
  test('without references in its rows and cells counts them', () => {
    const sheet = '<worksheet><sheetData><row><c t="str"><v>a</v></c><c><v>2.50</v></c></row></sheetData></worksheet>';
    const grid = openWorkbook('x.xlsx', bookOf(sheet)).grid('S');
    expect([grid.cell(1, 1)?.text, grid.cell(1, 2)?.text]).toEqual(['a', '2.5']);
  });

  test('with prefixes reads as one without', () => {
    const sheet =
      '<x:worksheet><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    expect(openWorkbook('x.xlsx', bookOf(sheet)).grid('S').cell(2, 2)?.text).toBe('b');
  });

  test('knows how far names are indented, by their style or by spaces', () => {
    const styles =
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="0"><alignment indent="2"/></xf></cellXfs></styleSheet>';
    const names = [
      '<c r="A1" t="inlineStr" s="0"><is><t>Total</t></is></c>',
      '<c r="B1" t="inlineStr" s="1"><is><t>Goods</t></is></c>',
      '<c r="C1" t="inlineStr" s="0"><is><t xml:space="preserve">   Services</t></is></c>',
    ];
    const sheet = `<worksheet><sheetData><row r="1">${names.join('')}</row></sheetData></worksheet>`;
    const grid = openWorkbook('x.xlsx', bookOf(sheet, { 'xl/styles.xml': styles })).grid('S');
    expect([1, 2, 3].map((column) => grid.cell(1, column)?.indent)).toEqual([undefined, 4, 3]);
  });

  test.each<[what: string, bytes: Uint8Array, message: string]>([
    ['is not an archive', strToU8('Metal;2024'), 'this is not an XLSX or ODS workbook'],
    ['has a password', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2), 'has a password, or is in the older format XLS'],
    ['is empty', new Uint8Array(), 'this is not an XLSX or ODS workbook'],
    ['is cut off', bookOf('<worksheet/>').slice(0, 300), 'is damaged: it cannot be unpacked'],
    ['is not well-formed', bookOf('<worksheet><row>'), 'is not well-formed XML'],
    ['declares a document type', bookOf('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'), 'declares a document type'],
    ['uses an entity that nothing declares', bookOf('<worksheet>&x;</worksheet>'), 'is not well-formed XML'],
    ['unpacks to more than it may', bookOf(`<worksheet>${' '.repeat(65 * 2 ** 20)}</worksheet>`), '… 64 MB'],
    [
      'holds too many files',
      zipSync(Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`a${index}`, new Uint8Array()]))),
      '… 5000 files',
    ],
    [
      'has a sheet with too many cells',
      bookOf(`<worksheet>${`<row>${'<c/>'.repeat(10_000)}</row>`.repeat(26)}</worksheet>`),
      'more than 250000 cells',
    ],
  ])('that %s is refused', (_, bytes, message) => {
    expect(refusal(bytes)).toEqual(mentioning(message));
  });

  test('whose archive lies about its sizes uses no more memory than it says', () => {
    const bytes = bookOf(`<worksheet>${' '.repeat(2 ** 20)}</worksheet>`);
    // Each header says that a file has 16 bytes when it is unpacked.
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at < bytes.length - 46; at += 1) {
      if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 16, true);
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 16, true);
    }
    expect(refusal(bytes)).toContain('damaged');
  });
});
