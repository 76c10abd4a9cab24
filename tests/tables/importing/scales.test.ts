import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { scaleSaid } from '../../../src/tables/importing/unit-words.ts';
import { bookOf, importRoot, planned, statementsIn, writeCsvImport } from './imports.ts';

test.each<[text: string, unit: string | undefined]>([
  ['Figures in thousands', '10^3'],
  ['Visits (000s)', '10^3'],
  ['(000)', '10^3'],
  ['£’000', '10^3 GBP'],
  ['Passengers thousand', '10^3'],
  ['Rupees in crore', '10^7'],
  ['Values, Rs. lakh crore', 'tn'],
  ['Visits in lakh', '10^5'],
  ['in hundred thousand tonnes', '10^5 t'],
  ['All amounts are in millions of euros.', 'million EUR'],
  ['Angaben in Tsd. Tonnen', 'kt'],
  ['单位：万吨', '10^4 t'],
  ['×1,000,000', 'million'],
  ['a town of two million people', undefined],
  ['Cities with more than 1 million inhabitants', undefined],
  ['1,000 or more', undefined],
  ['Cars per 1,000 inhabitants', undefined],
  ['1 in 1,000 people', undefined],
  ['Rounded to the nearest thousand', undefined],
  ['Thousand Oaks', undefined],
  ['千叶', undefined],
  ['Excludes 25 000 visitors', undefined],
])('%j near a table says the scale %s', (text, unit) => {
  expect(scaleSaid(text)).toBe(unit);
});

const ROWS = 'rows: { Copper: output.copper, Lead: output.lead }';

/** What is reported of a CSV file whose mapping gives its table a unit. */
async function toldOf(csv: string, keys: string): Promise<string[]> {
  const workspace = await importRoot();
  await writeCsvImport(workspace, `  - { ${keys} }\n`, csv);
  const { told } = await planned(workspace, 'own');
  return told.map((line) => line.replace('sources/own.csv:', ''));
}

test.each<[title: string, isRead: boolean]>([
  ['Output, thousand tonnes', true],
  ['Output (kt)', true],
  ['Output by metal', true],
  ['Output, million tonnes', false],
  ['Output in t', false],
  ['Output, tonnes', false],
  ['Output - Mt', false],
])('with the unit kt in the mapping, a table under %j is read: %s', async (title, isRead) => {
  const csv = `"${title}",\nMetal,2025\nCopper,59\nLead,4\n`;
  expect(await toldOf(csv, `head: 2, range: A2:B, unit: kt, ${ROWS}`)).toEqual(isRead ? [] : ['1:1: import/unit']);
});

test.each([
  ['Sales (k)', '1:1'],
  ['Sales, m', '1:1'],
  ['Sales (MM)', '1:1'],
  ['Sales x1000', '1:1'],
  ['Sales $m', '1:1'],
  ['Sales EURm', '1:1'],
  ['Rate, bps', '1:1'],
  ['Deaths (per 1,000)', '1:1'],
])('with plain counts in the mapping, a table under %j is not read', async (title, place) => {
  const csv = `"${title}",\nMetal,2025\nCopper,59\nLead,4\n`;
  const told = await toldOf(csv, `head: 2, range: A2:B, unit: count, ${ROWS}`);
  expect(told.filter((line) => line.endsWith('import/unit'))).toEqual([`${place}: import/unit`]);
});

test.each([
  'Sales by metal',
  'Class B',
  'Model T',
  'Plan M, 2025',
  'Series (B1)',
  'Exports to USA',
  'Total (excl. VAT)',
])('with plain counts in the mapping, a table under %j is read', async (title) => {
  const csv = `"${title}",\nMetal,2025\nCopper,59\nLead,4\n`;
  const told = await toldOf(csv, `head: 2, range: A2:B, unit: count, ${ROWS}`);
  expect(told.filter((line) => line.endsWith('import/unit'))).toEqual([]);
});

describe('a scale that words near a table say', () => {
  test.each<[where: string, csv: string, keys: string, told: string]>([
    ['above', 'Output (000s of tonnes)\nMetal,2025\nCopper,59\nLead,4\n', 'head: 2, range: A2:B', '1:1'],
    ['in the corner', '"Metal, thousand tonnes",2025\nCopper,59\nLead,4\n', '', '1:1'],
    ['in the head', 'Metal,2025 in thousands\nCopper,59\nLead,4\n', 'periods: { column B: 2025 }', '1:7'],
    ['in a name', 'Metal,2025\nCopper,59\nLead in crore,4\n', '', '3:1'],
    ['of a group', 'Metal,2025\nOutput in thousand tonnes,\nCopper,59\nLead,4\n', '', '2:1'],
    ['in a column of units', 'Metal,Unit,2025\nCopper,1 000 t,59\nLead,,4\n', 'periods: { column B: skip }', '2:8'],
    ['below', 'Metal,2025\nCopper,59\nLead,4\n\nFigures in lakh\n', 'range: A1:B3', '5:1'],
    ['below, in its range', 'Metal,2025\nCopper,59\nLead,4\nNote: in thousands.,\n', '', '4:1'],
  ])('%s is an error where the mapping gives another, and none where it gives this', async (_, csv, keys, place) => {
    const rows = csv.includes('Lead in crore') ? ROWS.replace('Lead', 'Lead in crore') : ROWS;
    const said = (unit: string): string => [keys, `unit: '${unit}'`, rows].filter((key) => key !== '').join(', ');
    expect(await toldOf(csv, said('t'))).toEqual([`${place}: import/unit`]);
    const unit = csv.includes('lakh') ? '10^5 t' : csv.includes('crore') ? '10^7 t' : 'kt';
    expect(await toldOf(csv, said(unit))).toEqual([]);
  });

  test('in columns below one another, whose names stand in a row, is seen too', async () => {
    const keys = `head: A, labels: 2, range: A2:C, unit: t, ${ROWS}`;
    const csv = 'In thousand tonnes,,\nYear,Copper,Lead\n2024,59,4\n2025,60,5\n';
    expect(await toldOf(csv, keys)).toEqual(['1:1: import/unit']);
    expect(await toldOf(csv, keys.replace('unit: t', 'unit: kt'))).toEqual([]);
  });

  test.each<[why: string, csv: string, keys: string]>([
    [
      'of the next table',
      'Metal,2025\nCopper,59\nLead,4\n\nVisits in thousands\nArea,2025,2024\nNorth,1,2\n',
      'range: A1:B3',
    ],
    [
      'of the table above',
      'In thousands\nArea,2025,2024\nNorth,1,2\n\nMetal,2025\nCopper,59\nLead,4\n',
      'head: 5, range: A5:B',
    ],
    [
      'that a nearer one replaces',
      'Trade in thousand USD\nMetal,2025 (t)\nCopper,59\nLead,4\n',
      'head: 2, range: A2:B',
    ],
    ['of a unit', 'Towns with 2 million people\nMetal,2025\nCopper,59\nLead,4\n', 'head: 2, range: A2:B'],
  ])('is none of its own: %s', async (_, csv, keys) => {
    expect(await toldOf(csv, `${keys}, unit: t, ${ROWS}`)).toEqual([]);
  });

  test('is overruled by the unit of each row', async () => {
    const rows = 'rows: { Copper: { indicator: output.copper, unit: t }, Lead: { indicator: output.lead, unit: t } }';
    expect(await toldOf('Metal,2025\nCopper,59\nLead,4\nIn thousands,\n', rows)).toEqual([]);
  });
});

describe('a date in a head', () => {
  const keys = `unit: kt, ${ROWS}`;
  test.each<[head: string, dates: string, told: string[]]>([
    ['2024-01-01,2025-01-01', '', ['1:7: import/head']],
    ['2024-01-01,2025-01-01', 'dates: year, ', []],
    ['2025-01-01,2025-04-01', '', ['1:7: import/head']],
    ['2025-03-31,2025-06-30', '', ['1:7: import/head']],
    ['2025-01-01,2025-M02', '', ['1:7: import/head']],
    ['2025-01-01,2025-01-08', '', []],
    ['2025-01-01,2025-01-02', 'dates: day, ', []],
  ])('that begins or ends months, as in %s, is not a day without a word: %s', async (head, dates, told) => {
    const csv = `Metal,${head}\nCopper,59,60\nLead,4,5\n`;
    expect((await toldOf(csv, dates + keys)).filter((line) => line.includes('import/head'))).toEqual(told);
  });

  test('stands for the period that the mapping says, also as a text', async () => {
    const workspace = await importRoot();
    await writeCsvImport(
      workspace,
      `  - { dates: quarter, ${keys} }\n`,
      'Metal,2025-01-01,2025-04-01\nCopper,59,60\nLead,4,5\n',
      '2025-Q2',
    );
    const rows = statementsIn((await planned(workspace, 'own')).plan?.files[0]?.text);
    expect(rows).toEqual([
      'output.copper level 2025-Q1: 59 kt',
      'output.copper level 2025-Q2: 60 kt',
      'output.lead level 2025-Q1: 4 kt',
      'output.lead level 2025-Q2: 5 kt',
    ]);
  });

  test('is a day where all rows are stocks', async () => {
    const workspace = await importRoot();
    const path = 'data/metals/dataset.yaml';
    const text = await fs.readFile(`${workspace.root}/${path}`, 'utf8');
    await workspace.write(path, text.replaceAll('kind: flow', 'kind: stock'));
    await writeCsvImport(workspace, `  - { ${keys} }\n`, 'Metal,2025-12-31\nCopper,59\nLead,4\n', '2025');
    expect((await planned(workspace, 'own')).told).toEqual([]);
  });
});

test('a lowered digit behind a figure is a mark, and not its last digit', async () => {
  const workspace = await importRoot();
  const lowered = (before: string, digit: string): string =>
    `<c t="inlineStr"><is><r><t>${before}</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>${digit}</t></r></is></c>`;
  const text = (own: string): string => `<c t="inlineStr"><is><t>${own}</t></is></c>`;
  const sheet = `<worksheet><sheetData>
    <row>${text('Metal')}${text('2024')}${text('2025')}</row>
    <row>${text('Copper')}${text('58.1')}${lowered('58.0', '1')}</row>
    <row>${lowered('CO', '2')}${text('4.8')}${text('4.9')}</row></sheetData></worksheet>`;
  await fs.writeFile(path.join(workspace.root, 'sources/own.xlsx'), bookOf(sheet, {}));
  await writeCsvImport(workspace, `  - { unit: kt, rows: { Copper: output.copper, CO2: output.lead } }\n`, '');
  const { told } = await planned(workspace, 'own', 'sources/own.xlsx');
  expect(told.map((line) => line.replace('sources/own.xlsx!S!', ''))).toEqual(['C2: import/mark']);
});

test('a cell that is struck through as a whole is not a figure, head or name', async () => {
  const workspace = await importRoot();
  const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0"/></numFmts>
    <fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="170" fontId="1"/><xf numFmtId="170" fontId="2"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>`;
  const text = (own: string, style = 0): string => `<c t="inlineStr" s="${style}"><is>${own}</is></c>`;
  const sheet = `<worksheet><sheetData>
    <row>${text('<t>Metal</t>')}${text('<t>2023</t>')}${text('<t>2024</t>')}${text('<t>2025</t>', 3)}</row>
    <row>${text('<t>Copper</t>')}<c s="1"><v>58</v></c><c s="2"><v>59.4</v></c><c s="2"><v>60</v></c></row>
    <row>${text('<t>Lead</t>')}${text('<t>4.8</t>', 3)}${text('<r><rPr><b/></rPr><t>4.9</t></r>', 3)}${text('<t>5.0</t>')}</row>
    <row>${text('<t>Tin</t>', 3)}${text('<t>1</t>')}${text('<t>..</t>', 3)}${text('<t>1</t>')}</row></sheetData></worksheet>`;
  await fs.writeFile(path.join(workspace.root, 'sources/own.xlsx'), bookOf(sheet, { 'xl/styles.xml': styles }));
  await writeCsvImport(
    workspace,
    `  - { unit: kt, numbers: as shown, ${ROWS.replace('}', ', Tin: output.tin }')} }\n`,
    '',
  );
  const { told } = await planned(workspace, 'own', 'sources/own.xlsx');
  expect(told.map((line) => line.replace('sources/own.xlsx!S!', ''))).toEqual([
    'data/metals/imports/own.yaml:4:87: import/row',
    'D1: import/head',
    'B2: import/figure',
    'B3: import/figure',
    'A4: import/row',
  ]);
});
