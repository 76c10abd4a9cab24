import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bookOf, importRoot, planned, writeCsvImport } from './imports.ts';

const TABLE = '  - { unit: kt, numbers: as shown, rows: { Copper: output.copper } }\n';

function cell(place: string, text: string): string {
  return `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
}

const ROWS = `<row r="1">${cell('A1', 'Metal')}${cell('B1', '2025')}</row><row r="2">${cell('A2', 'Copper')}${cell('B2', '1.5')}</row>`;

/** What an import says about a workbook with these rows, and with more in its sheet. */
async function told(rows: string, more = '', files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const workspace = await importRoot();
  await writeCsvImport(workspace, TABLE, '');
  const sheet = `<worksheet>${more}<sheetData>${ROWS}${rows}</sheetData></worksheet>`;
  await fs.writeFile(path.join(workspace.root, 'sources/own.xlsx'), bookOf(sheet, files));
  return (await planned(workspace, 'own', 'sources/own.xlsx')).told;
}

const REFUSED = ['sources/own.xlsx: import/unreadable'];

describe('a workbook', () => {
  test('of an ordinary size is read', async () => {
    expect(await told('')).toEqual([]);
  });

  test.each([
    ['a cell at the very end', () => `<row r="1048576">${cell('XFD1048576', 'x')}</row>`],
    ['a row that no sheet has', () => `<row r="999999999999"><c t="inlineStr"><is><t>x</t></is></c></row>`],
    ['a row before the first', () => `<row r="-5">${cell('A3', 'x')}</row>`],
    ['a row that is not whole', () => `<row r="2.5"><c t="inlineStr"><is><t>x</t></is></c></row>`],
    ['a cell in a column that no sheet has', () => `<row r="3">${cell('ZZZ3', 'x')}</row>`],
    ['more rows than a sheet has', () => '<row/>'.repeat(1_048_580)],
    ['more text than can be read', () => `<row r="3">${cell('A3', 'x'.repeat(16_000_001))}</row>`],
  ])('with %s is refused', async (_, rows) => {
    expect(await told(rows())).toEqual(REFUSED);
  });

  test('with a text that many cells share is refused by what they would show together', async () => {
    const relations =
      '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="sheet1.xml"/><Relationship Id="r3" Type="x/sharedStrings" Target="ss.xml"/></Relationships>';
    const shared = `<sst><si><t>${'x'.repeat(100_000)}</t></si></sst>`;
    const rows = Array.from({ length: 200 }, () => '<row><c t="s"><v>0</v></c></row>').join('');
    expect(await told(rows, '', { 'xl/_rels/workbook.xml.rels': relations, 'xl/ss.xml': shared })).toEqual(REFUSED);
  });

  test('with more hidden columns, merged cells or characters in a format than any has is refused', async () => {
    expect(await told('', `<cols>${'<col min="5" max="5" hidden="1"/>'.repeat(16_385)}</cols>`)).toEqual(REFUSED);
    expect(await told('', `<mergeCells>${'<mergeCell ref="D1:E1"/>'.repeat(5_001)}</mergeCells>`)).toEqual(REFUSED);
    const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${'0'.repeat(256)}"/></numFmts></styleSheet>`;
    expect(await told('', '', { 'xl/styles.xml': styles })).toEqual(REFUSED);
  });
});

test.each([
  ['a million columns', () => `${','.repeat(1_000_001)}\n`, 'sources/own.csv:1:1: file/too-large'],
  [
    'many columns and lines',
    () => `${','.repeat(1_000)}\n${'\n'.repeat(10_000)}x,\n`,
    'sources/own.csv:1:1: import/unreadable',
  ],
  ['a figure of a million digits', () => `Lead,${'1'.repeat(1_000_000)}\n`, 'sources/own.csv:3:6: import/figure'],
])('a CSV file with %s is refused', async (_, more, said) => {
  const workspace = await importRoot();
  const table = TABLE.replace('output.copper', 'output.copper, Lead: output.lead');
  await writeCsvImport(workspace, table, `Metal,2025\nCopper,1.5\n${more()}`);
  expect((await planned(workspace, 'own')).told).toEqual([said]);
});

test('an empty name stands for the one above it in a long table too', async () => {
  const workspace = await importRoot();
  const table = '  - { labels: A-B, unit: kt, rows: { Metals / Copper: output.copper, Other / Lead: output.lead } }\n';
  await writeCsvImport(workspace, table, 'Group,Metal,2025\nMetals,,\n,Copper,1.5\nOther,,\n,Lead,2.5\n');
  const { told: said, plan } = await planned(workspace, 'own');
  expect([said, plan?.figures]).toEqual([[], 2]);
});
