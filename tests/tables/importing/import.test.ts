import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { decimalText } from '../../../src/core/numbers/decimal.ts';
import { EnvironmentError } from '../../../src/core/diagnostics/environment-error.ts';
import { writeDraft } from '../../../src/tables/drafting/draft-writing.ts';
import { loadDataset } from '../../../src/dataset/dataset-folder.ts';
import { edit } from '../../cli/root.ts';
import { bookOf, imported, importRoot, planned, statementsIn, writeCsvImport } from './imports.ts';
import { saying } from '../../messages.ts';
import { asRelease } from '../../dataset/brands.ts';

const OFFICE = 'data/metals/releases/office-2025-q4.csv';

/** What the table of the office prints, read from the workbook by hand. */
const PRINTED = [
  'output.copper level 2024-Q3: 14.10 kt',
  'output.copper level 2024-Q4: 14.70 kt',
  'output.copper level 2025-Q3: 14.72 kt',
  'output.copper level 2025-Q4: 15.00 kt (P)',
  'output.copper level 2025: 59.40 kt',
  'output.copper growth 2025: 2.0%',
  'output.lead level 2024-Q3: 1,204.5 kt',
  'output.lead level 2024-Q4: 1,204.0 kt',
  'output.lead level 2025-Q4: 1,210.0 kt (P E)',
  'output.lead growth 2025: -3.2%',
  'output.tin level 2024-Q3: 0.50 kt',
  'output.tin level 2024-Q4: 0.6 kt',
  'output.tin level 2025-Q3: 0.55 kt',
  'output.tin level 2025-Q4: 0.60 kt (P)',
  'output.tin level 2025: 2.20 kt',
  'output.tin growth 2025: -1.5%',
  'exports.copper level 2024-Q3: 3.10 kt',
  'exports.copper level 2024-Q4: 3.20 kt',
  'exports.copper level 2025-Q3: 3.30 kt',
  'exports.copper level 2025-Q4: 3.40 kt (P)',
  'exports.copper level 2025: 13.10 kt',
  'exports.copper growth 2025: 6.3%',
  "balance level 2025-M11: '-1,204.5 million USD",
  'balance level 2025-M12: 88.0 million USD',
];

test.each(['sources/office.xlsx', 'sources/libreoffice.xlsx'])(
  '%s becomes a release that the dataset reads',
  async (file) => {
    const workspace = await importRoot();
    const plan = await imported(workspace, 'office', file);
    expect(plan.figures).toBe(PRINTED.length);
    const text = await fs.readFile(path.join(workspace.root, OFFICE), 'utf8');
    expect(statementsIn(text)).toEqual(PRINTED);
    expect(text).toContain('Table 1!C8,without small mines');
    const diagnostics = new Diagnostics();
    const dataset = await loadDataset(workspace, 'metals', diagnostics);
    expect(diagnostics.all).toEqual([]);
    const release = dataset?.releases.get(asRelease('office-2025-q4'));
    expect(release?.observations).toHaveLength(PRINTED.length);
    expect([release?.source.id, release?.published, release?.period.text]).toEqual(['office', '2026-02-04', '2025-Q4']);
  },
);

test('marks next to figures, years and months below one another, and dates in heads are read', async () => {
  const workspace = await importRoot();
  const flags = await imported(workspace, 'flags');
  expect(statementsIn(flags.files[0]?.text)).toEqual([
    'output.copper level 2023: 57.1 kt',
    'output.copper level 2024: 58.0 kt (B)',
    'output.copper level 2025-M03: 5.1 kt (P)',
    'output.lead level 2024: 4.8 kt (E)',
    'output.lead level 2025-M03: 0.4 kt (P U)',
    'output.copper level 2025-M01: 4.9 kt',
    'output.copper level 2025-M02: 5.0 kt',
    'output.copper level 2025-M01..2025-M03: 15.0 kt',
    'output.lead level 2025-M01: 0.40 kt',
    'output.lead level 2025-M02: 0.41 kt',
    'output.lead level 2025-M01..2025-M03: 1.22 kt',
  ]);
  const days = await imported(workspace, 'days1904');
  expect(statementsIn(days.files[0]?.text)).toEqual([
    'output.copper level 2025-Q1: 1.0 kt',
    'output.copper level 2025-Q2: 2.0 kt',
  ]);
});

test('a workbook of exceljs is read: results of formulas, raised digits, and what each cell shows', async () => {
  const workspace = await importRoot();
  const { told, diagnostics } = await planned(workspace, 'exceljs');
  expect(told).toEqual([
    'sources/exceljs.xlsx!Tin & lead!B4: csv/spreadsheet',
    'sources/exceljs.xlsx!Tin & lead!D4: import/digits',
  ]);
  expect(diagnostics.all[0]?.message).toEqual(saying('… #VALUE! …'));
  await edit(workspace.root, 'data/metals/imports/exceljs.yaml', (text) =>
    text.replace('Copper: output.copper', 'Copper: skip'),
  );
  expect(statementsIn((await imported(workspace, 'exceljs')).files[0]?.text)).toEqual([
    'output.tin level 2025-Q1: 0.50 kt',
    'output.tin level 2025-Q2: 0.61 kt',
    'output.tin level 2025-S1: 1.11 kt',
    'output.lead level 2025-Q1: 4.8 kt',
    'output.lead level 2025-S1: 9.5 kt (P)',
  ]);
});

describe('a second import', () => {
  /** The release of the office after an import, with a cell of its first row filled in by hand. */
  async function withHandwork(corrected = ''): Promise<Awaited<ReturnType<typeof importRoot>>> {
    const workspace = await importRoot();
    await imported(workspace, 'office');
    await edit(workspace.root, OFFICE, (text) =>
      text
        .replace('place,note\n', 'place,corrected,evidence,condition,note\n')
        .replaceAll(/,(Table 1![A-Z]\d+|table\/2),(.*)\n/g, ',$1,,,,$2\n')
        .replace('Table 1!B6,,,,', `Table 1!B6,${corrected},${corrected && 'arithmetic'},mild_winter,seen in print`),
    );
    return workspace;
  }

  /** Changes the mapping so that the table reads otherwise. */
  async function changed(workspace: { readonly root: string }, from: string, to: string): Promise<void> {
    await edit(workspace.root, 'data/metals/imports/office.yaml', (text) => text.replace(from, to));
  }

  test('of the same file changes nothing', async () => {
    const workspace = await importRoot();
    await imported(workspace, 'office');
    const { plan } = await planned(workspace, 'office');
    expect(plan?.files).toEqual([]);
    expect(plan?.comparison).toMatchObject({ added: [], changed: [], gone: [], kept: PRINTED.length });
  });

  test('keeps what people wrote, and says what is added, changed and gone', async () => {
    const workspace = await withHandwork('14.1 kt');
    await changed(workspace, '      Tin: output.tin\n', '      Tin: skip\n');
    await changed(workspace, '      Balance: balance', '      Balance: { indicator: balance, status: [estimated] }');
    const { plan, told } = await planned(workspace, 'office');
    expect(told).toEqual([]);
    expect(plan?.comparison.gone.map(({ name }) => name)).toEqual([
      'output.tin@2024-Q3',
      'output.tin@2024-Q4',
      'output.tin@2025-Q3',
      'output.tin@2025-Q4',
      'output.tin@2025',
      'output.tin:growth@2025',
    ]);
    expect(plan?.comparison.changed).toEqual([
      { name: 'balance@2025-M11', before: '-1,204.5 million USD', after: '-1,204.5 million USD (E)' },
      { name: 'balance@2025-M12', before: '88.0 million USD', after: '88.0 million USD (E)' },
    ]);
    expect(plan?.files[0]?.text).toContain(
      'output.copper,level,2024-Q3,14.10 kt,,Table 1!B6,14.1 kt,arithmetic,mild_winter,seen in print\n',
    );
  });

  test('that reads another figure where a correction stands is refused', async () => {
    const workspace = await withHandwork('14.1 kt');
    await changed(workspace, 'unit: kt', 'unit: 10^3 t');
    const { plan, told } = await planned(workspace, 'office');
    expect(told).toEqual([`${OFFICE}:2:50: import/correction`]);
    expect(plan).toBeUndefined();
  });

  test('that no longer finds a corrected figure is refused', async () => {
    const workspace = await withHandwork('14.1 kt');
    await changed(workspace, 'Output / Copper: output.copper', 'Output / Copper: skip');
    expect((await planned(workspace, 'office')).told).toEqual([`${OFFICE}:2:50: import/correction`]);
  });

  test('writes over no table that an import did not write, and next to no release in YAML', async () => {
    const workspace = await importRoot();
    await workspace.write(OFFICE, 'release,indicator,measure,printed\n,output.copper,level,1 kt\n');
    await workspace.write('data/metals/releases/office-2025-q4.yaml', 'release: {}\n');
    expect((await planned(workspace, 'office')).told).toEqual([
      'data/metals/imports/office.yaml:4:9: import/other-table',
      `${OFFICE}: import/other-table`,
    ]);
  });
});

test('a release of another dataset keeps its row in releases.csv, and a new fact of the own one changes its', async () => {
  const workspace = await importRoot();
  const heads = 'data/metals/releases/releases.csv';
  await workspace.write(heads, 'id,source,published,period,url\r\nolder,bureau,2020,2019,https://bureau.example\r\n');
  await imported(workspace, 'flags');
  await edit(workspace.root, 'data/metals/imports/flags.yaml', (text) => text.replace('2025-05-02', '2025-05-03'));
  await imported(workspace, 'flags');
  expect(await fs.readFile(path.join(workspace.root, heads), 'utf8')).toBe(
    'id,source,published,period,url,source_file\r\nolder,bureau,2020,2019,https://bureau.example,\r\nflags-2025,office,2025-05-03,2025-M03,,sources/flags.xlsx\r\n',
  );
});

describe('a CSV file', () => {
  test('with semicolons and decimal commas is read, and written as the dataset writes figures', async () => {
    const workspace = await importRoot();
    await edit(workspace.root, 'data/metals/dataset.yaml', (text) => `${text}csv: { delimiter: ;, decimal: ',' }\n`);
    const table = "  - { unit: kt, decimal: ',', rows: { Kupfer: output.copper } }\n";
    await writeCsvImport(workspace, table, 'Metall;2024;2025\nKupfer;1.204,50;−3,2\n');
    const plan = await imported(workspace, 'own');
    expect(plan.files[0]?.text).toBe(
      'indicator;measure;period;printed;status;place\n' +
        'output.copper;level;2024;1.204,50 kt;;line 2, column 2\n' +
        "output.copper;level;2025;'-3,2 kt;;line 2, column 3\n",
    );
    const diagnostics = new Diagnostics();
    expect(await loadDataset(workspace, 'metals', diagnostics)).toBeDefined();
    expect(diagnostics.all).toEqual([]);
  });

  test('has growth over the quarter before its own, in every column', async () => {
    const workspace = await importRoot();
    const rows = "{ Growth: { indicator: output.copper, measure: growth, base: -1Q, unit: '%' } }";
    await writeCsvImport(workspace, `  - { rows: ${rows} }\n`, 'Metal,2024-Q4,2025-Q1\nGrowth,2.5%,-1.2%\n', '2025-Q1');
    expect((await imported(workspace, 'own')).files[0]?.text).toBe(
      'indicator,measure,period,base,printed,status,place\n' +
        'output.copper,growth,2024-Q4,2024-Q3,2.5%,,"line 2, column 2"\n' +
        'output.copper,growth,2025-Q1,2024-Q4,-1.2%,,"line 2, column 3"\n',
    );
  });

  test('has a column of shares in which the whole is 100, which is left out', async () => {
    const workspace = await importRoot();
    const periods = "periods: { Share: { period: 2025, measure: share, of: exports.copper, unit: '%' } }";
    const rows = 'rows: { Out: output.copper, All: exports.copper }';
    await writeCsvImport(
      workspace,
      `  - { unit: kt, ${periods}, ${rows} }\n`,
      'Metal,2025,Share\nOut,12.0,40.0\nAll,30.0,100.0\n',
    );
    expect(statementsIn((await imported(workspace, 'own')).files[0]?.text)).toEqual([
      'output.copper level 2025: 12.0 kt',
      'output.copper share 2025: 40.0%',
      'exports.copper level 2025: 30.0 kt',
    ]);
  });

  test('has rates with more decimals than its amounts, which it says the number of', async () => {
    const workspace = await importRoot();
    const rows = "{ Copper: output.copper, Growth: { indicator: output.copper, measure: growth, unit: '%' } }";
    await writeCsvImport(
      workspace,
      `  - { unit: kt, decimals: 0, rows: ${rows} }\n`,
      'Metal,2025\nCopper,"1,200"\nGrowth,3.5\n',
    );
    const plan = await imported(workspace, 'own');
    expect(statementsIn(plan.files[0]?.text)).toEqual([
      'output.copper level 2025: 1,200 kt',
      'output.copper growth 2025: 3.5%',
    ]);
    const dataset = await loadDataset(workspace, 'metals', new Diagnostics());
    const stated = dataset?.releases.get(asRelease('own-2025'))?.observations ?? [];
    // 1,200 is whole, 3.5% is 3.45% to 3.55%
    expect(stated.map(({ printed }) => printed && decimalText(printed.resolution))).toEqual(['1', '0.1']);
  });

  test('has its mistakes reported at line and column', async () => {
    const workspace = await importRoot();
    await writeCsvImport(
      workspace,
      '  - { unit: kt, rows: { Copper: output.copper } }\n',
      'Metal,2024\nCopper,1.2.3\n',
    );
    expect((await planned(workspace, 'own')).told).toEqual(['sources/own.csv:2:8: import/figure']);
  });

  test('that is empty, or all head, is reported', async () => {
    const workspace = await importRoot();
    await writeCsvImport(workspace, '  - { unit: kt, rows: { Copper: output.copper } }\n', '');
    expect((await planned(workspace, 'own')).told).toEqual(['sources/own.csv:1:1: schema/empty']);
    await workspace.write('sources/own.csv', 'Metal,2024\n');
    expect((await planned(workspace, 'own')).told).toEqual(['data/metals/imports/own.yaml:4:5: import/bad-range']);
  });
});

test('a row directly below the range of a table is reported, and a period next to it is an error', async () => {
  const workspace = await importRoot();
  const table = '  - { range: A1:B2, unit: kt, rows: { Copper: output.copper } }\n';
  await writeCsvImport(workspace, table, 'Metal,2025,2024\nCopper,1.2,1.3\nLead,3.4,3.5\n');
  const { plan, diagnostics } = await planned(workspace, 'own');
  expect(plan).toBeUndefined();
  expect(diagnostics.all.map(({ severity, message }) => [severity, message])).toEqual([
    ['error', saying('… 2, column 3 …')],
    ['warning', saying('… "Lead" …')],
  ]);
  await writeCsvImport(workspace, table, 'Metal,2025,Note\nCopper,1.2,1\n');
  const noted = await planned(workspace, 'own');
  expect([noted.plan?.figures, noted.diagnostics.all.map(({ severity }) => severity)]).toEqual([1, ['warning']]);
});

test('tables side by side that got a column each do not move into one another', async () => {
  const workspace = await importRoot();
  const tables = `  - { range: A2:C3, labels: A, unit: kt, rows: { Copper: output.copper } }
  - { range: D2:E3, labels: A, unit: kt, rows: { Copper: exports.copper } }
`;
  const rows = (years: readonly number[]): string =>
    ['All', 'Paid'].flatMap((what) => years.map((year) => `${what}${year}`)).join(',');
  const csv = (years: readonly number[]): string =>
    `,${rows(years)}\nMetal,${[...years, ...years].join(',')}\nCopper,${[...years, ...years].map((_, at) => at + 1).join(',')}\n`;
  await writeCsvImport(workspace, tables, csv([2024, 2025]));
  expect((await planned(workspace, 'own')).plan?.figures).toBe(4);
  await writeCsvImport(workspace, tables, csv([2024, 2025, 2026]));
  const grown = await planned(workspace, 'own');
  expect(grown.plan).toBeUndefined();
  expect(grown.told.some((one) => one.endsWith('import/beyond-range'))).toBe(true);
});

test('a head that the mapping names keeps its mark, a hint has its year, and long notes are read at once', async () => {
  const workspace = await importRoot();
  const note = 'including reading rooms that are open to the public for at least 10 hours a week and those of schools';
  const table =
    "  - { unit: kt, periods: { '2025 3. Quartal p': 2025-Q3, column D: skip }, rows: { Copper: output.copper } }\n";
  const csv = 'Metal,2025 3. Quartal p,4. Quart. 2024,x\nCopper,14.7,14.8,14.9\n';
  await writeCsvImport(workspace, table, csv);
  const { diagnostics } = await planned(workspace, 'own');
  expect(diagnostics.all.map(({ hint }) => hint)).toEqual([saying("… { '4. Quart. 2024': 2024-Q4 }")]);
  await writeCsvImport(workspace, table.replace('D: skip', 'C: skip'), csv.replace(',x', `,${note}`));
  expect((await planned(workspace, 'own')).diagnostics.all.map(({ hint }) => hint)).toEqual([
    saying(`… { '${note}': 2025 }`),
  ]);
  await writeCsvImport(workspace, table, csv.replace('4. Quart. 2024', '2024-Q4'));
  expect(statementsIn((await planned(workspace, 'own')).plan?.files[0]?.text)).toEqual([
    'output.copper level 2025-Q3: 14.7 kt (P)',
    'output.copper level 2024-Q4: 14.8 kt',
  ]);
});

test.each<[first: string, second: string, more: string, warns: boolean]>([
  ['5.233', '1.234', '', true],
  ['5.233', '-', '', true],
  // 1,204 next to 870 and 12,345 is more likely than 1.204
  ['1.204', '870', '', true],
  ['1.204', '"12,345"', '', true],
  ['5.233', '1.234', "decimal: ',', ", false],
  ['5.233', '1.234', "decimal: '.', ", false],
  ['5.233', '12.5', '', false],
  ['5.233', '0.877', '', false],
  ['5.233', '"1,234.5"', '', false],
])('whether the point in %s next to %s is one of thousands is %sasked', async (first, second, more, warns) => {
  const workspace = await importRoot();
  const table = `  - { unit: kt, ${more}missing: ['-'], rows: { Copper: output.copper, Lead: output.lead } }\n`;
  await writeCsvImport(workspace, table, `Metal,2025\nCopper,${first}\nLead,${second}\n`);
  const { plan, told } = await planned(workspace, 'own');
  expect(plan?.figures).toBe(warns ? undefined : 2);
  expect(told).toEqual(warns ? ['sources/own.csv:2:8: import/figure'] : []);
});

test.each<[cells: string, more: string, isAsked: boolean]>([
  ['1,250;50,100', '', true],
  ['1,250\t50,100', '', true],
  ['1,250;870', '', true],
  ['1,250;1,204.5', '', false],
  ['1,250;1,250,000', '', false],
  ['1,250;50,100', "decimal: ',', ", false],
  ['1,250;50,100', "decimal: '.', ", false],
])('whether the comma in %j is one before decimals is %sasked', async (cells, more, isAsked) => {
  const workspace = await importRoot();
  const table = `  - { unit: kt, ${more}rows: { Copper: output.copper } }\n`;
  const sign = cells.includes(';') ? ';' : '\t';
  await writeCsvImport(workspace, table, `Metal${sign}2024${sign}2025\nCopper${sign}${cells}\n`);
  const { told } = await planned(workspace, 'own');
  expect(told).toEqual(isAsked ? ['sources/own.csv:2:8: import/figure'] : []);
});

test.each([
  ['column B: 2023', ['sources/own.csv:1:7: import/head'], '2023'],
  ['column B: 2024/25', [], '2024/25'],
  ['column B: 2023-12-31', [], '2023-12-31'],
  ['column B: 2024-M01..2024-M10', [], '2024'],
])('of the head 2024, whose mapping says %s, is reported %j', async (stated, expected, period) => {
  const workspace = await importRoot();
  const table = `  - { head: 1, unit: kt, periods: { ${stated} }, rows: { Copper: output.copper } }\n`;
  await writeCsvImport(workspace, table, 'Metal,2024\nCopper,59.4\n', period);
  expect((await planned(workspace, 'own')).told).toEqual(expected);
});

test.each([
  ['2025', '2024', ['data/metals/imports/own.yaml:2:73: import/period']],
  ['2025', '2026', ['data/metals/imports/own.yaml:2:73: import/period']],
  ['2025-Q4', '2025-Q3', ['data/metals/imports/own.yaml:2:73: import/period']],
  ['2025-Q4', '2025', []],
  ['2025', '2025-Q1', []],
  ['2025', '2025', []],
])('a release of %s from a table of %s only is reported %j', async (period, head, expected) => {
  const workspace = await importRoot();
  const table = '  - { unit: kt, rows: { Copper: output.copper } }\n';
  await writeCsvImport(workspace, table, `Metal,${head}\nCopper,59.4\n`, period);
  const { told, plan } = await planned(workspace, 'own');
  expect(told).toEqual(expected);
  expect(plan === undefined).toBe(expected.length > 0);
});

describe('a unit in a head or a name', () => {
  test('is read next to the period, and must be that of the mapping', async () => {
    const workspace = await importRoot();
    const sheet = `<worksheet><sheetData>${[
      ['Metal', '2023, kt', '2024 (t)', '2025'],
      ['', '', '', 'Tsd. t'],
      ['Copper', '58.0', '59.4', '60.1'],
      ['Lead, Mt', '4.8', '4.9', '5.0'],
    ]
      .map((cells) => `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`)
      .join('')}</sheetData></worksheet>`;
    await fs.writeFile(path.join(workspace.root, 'sources/own.xlsx'), bookOf(sheet));
    const table = '  - { head: 1-2, unit: kt, rows: { Copper: output.copper, "Lead, Mt": output.lead } }\n';
    await writeCsvImport(workspace, table, '');
    const { told, diagnostics } = await planned(workspace, 'own', 'sources/own.xlsx');
    expect(told).toEqual(['sources/own.xlsx!S!C2: import/unit', 'sources/own.xlsx!S!A4: import/unit']);
    expect(diagnostics.all.map(({ hint }) => hint)).toEqual([
      saying("… { column C: { period: 2024, unit: 't' } }"),
      saying("… 'Lead, Mt': { indicator: output.lead, unit: 'Mt' }"),
    ]);
    const fixed = table.replace('rows:', "periods: { '2024 (t)': { period: 2024, unit: kt } }, rows:");
    await writeCsvImport(workspace, fixed.replace('output.lead', '{ indicator: output.lead, unit: Mt }'), '');
    expect(statementsIn((await imported(workspace, 'own', 'sources/own.xlsx')).files[0]?.text)).toEqual([
      'output.copper level 2023: 58.0 kt',
      'output.copper level 2024: 59.4 kt',
      'output.copper level 2025: 60.1 kt',
      'output.lead level 2023: 4.8 Mt',
      'output.lead level 2024: 4.9 kt',
      'output.lead level 2025: 5.0 Mt',
    ]);
  });

  test('without a scale agrees with one whose scale a title above names', async () => {
    const workspace = await importRoot();
    const table = '  - { head: 2, range: A2:B, unit: million USD, rows: { Balance: balance } }\n';
    await writeCsvImport(workspace, table, '"Trade, million"\nArea,2025 (USD)\nBalance,12\n');
    expect((await planned(workspace, 'own')).told).toEqual([]);
    await writeCsvImport(workspace, table, 'Trade\nArea,2025 (USD)\nBalance,12\n');
    expect((await planned(workspace, 'own')).told).toEqual(['sources/own.csv:2:6: import/unit']);
  });
});

test('a dash is zero where the mapping says so, as exact as the figures of its column', async () => {
  const workspace = await importRoot();
  const rows = 'rows: { Copper: output.copper, Lead: output.lead }';
  const csv = 'Metal,2024,2025\nCopper,1.25,3\nLead,–,–\n';
  await writeCsvImport(workspace, `  - { unit: kt, ${rows} }\n`, csv);
  const { told, diagnostics } = await planned(workspace, 'own');
  expect(told).toEqual(['sources/own.csv:3:6: import/figure', 'sources/own.csv:3:8: import/figure']);
  expect(diagnostics.all[0]?.hint).toContain("for zero: nil: ['–'], for no figure: missing: ['–']");
  await writeCsvImport(workspace, `  - { unit: kt, nil: ['–'], ${rows} }\n`, csv);
  const plan = await imported(workspace, 'own');
  expect(plan.files[0]?.text.split('\n').slice(3, 5)).toEqual([
    'output.lead,level,2024,0 kt,2,,"line 3, column 2",shown as –',
    'output.lead,level,2025,0 kt,,,"line 3, column 3",shown as –',
  ]);
});

test('tables side by side share the names of their rows, and none takes the other for figures that were left out', async () => {
  const workspace = await importRoot();
  const tables = `  - { range: B1:C3, labels: A, unit: kt, rows: { Copper: output.copper, Lead: output.lead } }
  - { range: D1:E3, labels: A, unit: kt, rows: { Copper: exports.copper, Lead: exports.lead } }
`;
  await writeCsvImport(workspace, tables, 'Metal,2024,2025,2024,2025\nCopper,1.2,1.3,0.2,0.3\nLead,3.4,3.5,0.4,0.5\n');
  const { plan, told } = await planned(workspace, 'own');
  expect(told).toEqual([]);
  expect(statementsIn(plan?.files[0]?.text)).toContain('exports.lead level 2025: 0.5 kt');
});

test('of two imports at once none loses what the other wrote', async () => {
  const workspace = await importRoot();
  const table = '  - { unit: kt, rows: { Copper: output.copper } }\n';
  await imported(workspace, 'flags');
  await writeCsvImport(workspace, table, 'Metal,2025\nCopper,59.4\n');
  const { plan: first } = await planned(workspace, 'own');
  await edit(workspace.root, 'data/metals/imports/own.yaml', (text) => text.replace('id: own-2025', 'id: other-2025'));
  const { plan: second } = await planned(workspace, 'own');
  if (!first || !second) throw new Error('nothing was planned');
  await writeDraft(workspace, first.files);
  await expect(writeDraft(workspace, second.files)).rejects.toThrow(EnvironmentError);
  const releases = await fs.readFile(path.join(workspace.root, 'data/metals/releases/releases.csv'), 'utf8');
  expect(releases.split('\n').map((line) => line.split(',')[0])).toEqual(['id', 'flags-2025', 'own-2025', '']);
  const names = await fs.readdir(path.join(workspace.root, 'data/metals/releases'));
  expect(names.toSorted()).toEqual(['flags-2025.csv', 'own-2025.csv', 'releases.csv']);
});
