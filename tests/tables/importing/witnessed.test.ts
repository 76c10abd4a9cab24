import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assayHere, type Run } from '../../cli/program.ts';
import { edit, makeRoot } from '../../cli/root.ts';
import { bookOf } from './imports.ts';

let root: string;
beforeEach(async () => {
  root = await makeRoot();
});
afterEach(() => fs.rm(root, { recursive: true }));

const HEADS = 'data/table/releases/releases.csv';
const MAPPING = 'data/table/imports/table.yaml';

/** Starts a project from a file, and returns what was said. */
async function start(name: string, content: string | Uint8Array, ...options: readonly string[]): Promise<Run> {
  await fs.writeFile(path.join(root, name), content);
  return assayHere(['init', path.join(root, 'own'), '--yes', '--from', path.join(root, name), ...options]);
}

function run(...parameters: readonly string[]): Promise<Run> {
  return assayHere([...parameters, '--root', path.join(root, 'own')]);
}

/** The rules that a check reports. */
async function rules(): Promise<readonly string[]> {
  const { stdout } = await run('check', '--json');
  return (JSON.parse(stdout) as { diagnostics: { rule: string }[] }).diagnostics.map(({ rule }) => rule);
}

async function counts(): Promise<unknown> {
  const { stdout } = await run('check', '--json');
  const { datasets } = JSON.parse(stdout) as { datasets: { witness: unknown }[] };
  return datasets[0]?.witness;
}

function read(file: string): Promise<string> {
  return fs.readFile(path.join(root, 'own', file), 'utf8');
}

const own = (file: string, change: (text: string) => string): Promise<void> =>
  edit(path.join(root, 'own'), file, change);

const FERRIES = ['Passengers (thousand),2023,2024,2025', 'Harbour,81.2,83.5,90.1', 'Island,12.4,13.0,11.7'];
const csv = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** A worksheet of rows, whose numbers have one decimal; merged areas and hidden rows as asked. */
function sheet(
  rows: readonly (readonly (string | number | null)[])[],
  {
    merged = [],
    hidden = [],
    name = 'S',
  }: { readonly merged?: readonly string[]; readonly hidden?: readonly number[]; readonly name?: string } = {},
): Uint8Array {
  const lines = rows.map((cells, at) => {
    const all = cells.map((cell, column) => {
      const ref = `${String.fromCharCode(65 + column)}${at + 1}`;
      if (cell === null) return '';
      return typeof cell === 'number'
        ? `<c r="${ref}" s="1"><v>${cell}</v></c>`
        : `<c r="${ref}" t="inlineStr"><is><t>${cell}</t></is></c>`;
    });
    return `<row r="${at + 1}"${hidden.includes(at + 1) ? ' hidden="1"' : ''}>${all.join('')}</row>`;
  });
  const merges = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return bookOf(
    `<worksheet><sheetData>${lines.join('')}</sheetData>${merges === '' ? '' : `<mergeCells>${merges}</mergeCells>`}</worksheet>`,
    { 'xl/workbook.xml': `<workbook><sheets><sheet name="${name}" sheetId="1" r:id="r1"/></sheets></workbook>` },
  );
}

test('a release names the file that it is imported from, and each check reads it again', async () => {
  expect((await start('table.csv', csv(FERRIES))).stdout).toContain('read again in sources/table.csv: 6 of 6');
  expect(await read(HEADS)).toContain(',sources/table.csv\n');
  expect(await counts()).toMatchObject({ statements: 6, read: 6, unread: 0 });
  expect(await rules()).toEqual([]);
  // Somebody types over an imported figure.
  await own('data/table/releases/table-2025.csv', (text) => text.replace('83.5', '85.3'));
  expect(await rules()).toEqual(['witness/digits']);
  expect((await run('check')).stderr).toMatch(/table-2025\.csv:\d+:\d+: error: line 2, column 3 .*83\.5.*85\.3/);
});

test.each(['TABLE.CSV', 'Table.Csv'])('a file is named whatever the case of its end: %s', async (name) => {
  await start(name, csv(FERRIES));
  expect(await read(HEADS)).toContain(`,sources/${name}\n`);
  expect(await counts()).toMatchObject({ statements: 6, read: 6 });
  expect(await rules()).toEqual([]);
});

test('the record that a killed import left half-written in sources/ is removed by the next', async () => {
  await start('table.csv', csv(FERRIES));
  const draft = 'own/sources/.table.yaml.999999999.draft';
  await fs.writeFile(path.join(root, draft), 'keep: text\n');
  await run('import', MAPPING, '--yes');
  await expect(fs.access(path.join(root, draft))).rejects.toThrow();
});

test('a head that marks what its figures are is none of the figures that are left out', async () => {
  const lines = ['Passengers (thousand),2023 r,2024 p,2025*', 'Harbour,81.2,83.5,90.1', 'Island,12.4,13.0,11.7'];
  const { stdout } = await start('table.csv', csv(lines));
  expect(stdout).toContain('6 of 6');
  expect(stdout).not.toContain('left out');
});

test('a figure that is changed in the file afterwards is reported at the statement that was read there', async () => {
  await start('table.csv', csv(FERRIES));
  await own('sources/table.csv', (text) => text.replace('13.0', '18.0'));
  expect(await rules()).toEqual(['witness/digits']);
  expect(await run('import', MAPPING, '--yes')).toMatchObject({ status: 0 });
  expect(await rules()).toEqual([]);
});

describe('what a mapping leaves out', () => {
  const lines = [`${FERRIES[0]},Change`, `${FERRIES[1]},7.9`, `${FERRIES[2]},-10.0`];

  test('is listed in the record of the file, with how many figures there are', async () => {
    const { stdout } = await start('table.csv', csv(lines));
    expect(stdout).toMatch(
      /left out: 2 figures, listed in sources\/table\.yaml:\n\s+line 2, column 5 to line 3, column 5: 2/,
    );
    expect(await read('sources/table.yaml')).toContain(
      "not_taken:\n  - { at: 'line 2, column 5 to line 3, column 5', count: 2, reason: 'left out by data/table/imports/table.yaml' }",
    );
    expect(await rules()).toEqual([]);
    // A figure more than was there.
    await own('sources/table.csv', (text) => `${text}Bridge,1.1,1.2,1.3,8.3\n`);
    expect(await rules()).toEqual(['witness/unread']);
    expect((await run('check')).stderr).toMatch(/sources\/table\.csv:4:8: error: .* 4 figures in line 4, column 2 to/);
  });

  test('is listed again by the next import, next to what people listed', async () => {
    await start('table.csv', csv(lines));
    await own(
      'sources/table.yaml',
      (text) =>
        `${text.trimEnd()}\n  # asked the harbour office\n  - { at: 'line 4, column 5', numeral: '8.3', reason: a typing mistake }\n`,
    );
    await own('sources/table.csv', (text) => `${text}Bridge,1.1,1.2,1.3,8.3\n`);
    await own(MAPPING, (text) => text.replace('    rows:\n', "    rows:\n      'Bridge': skip\n"));
    expect(await run('import', MAPPING, '--yes')).toMatchObject({ status: 0 });
    const record = await read('sources/table.yaml');
    expect(record).toContain(
      "  # asked the harbour office\n  - { at: 'line 4, column 5', numeral: '8.3', reason: a typing mistake }",
    );
    expect(record.match(/left out by/g)).toHaveLength(2);
    expect(record).toContain("{ at: 'line 4, column 2 to line 4, column 4', count: 3,");
    expect(await rules()).toEqual([]);
    await own(MAPPING, (text) => text.replace(/('Harbour'): .*/, '$1: skip'));
    expect(await run('import', MAPPING, '--yes', '--dry-run')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('line 2, column 2 to line 2, column 5: 4'),
    });
    expect(await read('sources/table.yaml')).toBe(record);
  });
});

test('a file in whose place the next one is put is no longer the source of the release before', async () => {
  await start('table.csv', csv(FERRIES));
  await fs.writeFile(
    path.join(root, 'own/sources/table.csv'),
    csv(FERRIES.map((line, at) => line + [',2026', ',93.3', ',12.2'][at])),
  );
  const { stdout } = await run('import', 'sources/table.csv', '--next', '--yes');
  expect(stdout).toContain('no longer the source of table-2025');
  const rows = (await read(HEADS)).trim().split('\n');
  expect(rows.filter((row) => row.endsWith(',sources/table.csv'))).toEqual([expect.stringMatching(/^table-2026,/)]);
  expect(await rules()).not.toContainEqual(expect.stringMatching(/^witness/));
});

test('a file that does not say what the mapping says is not named, and the import says why', async () => {
  await start('table.csv', csv(FERRIES));
  await own(MAPPING, (text) => text.replace("unit: '10^3'", 'unit: million'));
  await own('data/table/dataset.yaml', (text) => text.replaceAll("unit: '10^3'", 'unit: million'));
  const changed = await run('import', MAPPING, '--yes');
  // Either the import sees it, or reading again does; nothing says that it was read again.
  expect(changed.stdout + changed.stderr).not.toContain('read again in sources/table.csv: 6');
});

describe('a workbook is read again', () => {
  const years = ['2023', '2024', '2023', '2024'];

  test.each<[name: string, book: Uint8Array, statements: number]>([
    [
      'with a row that is called All, which is also a currency',
      sheet([
        ['Trips, kt', '2023', '2024'],
        ['North', 1.5, 2.5],
        ['All', 3.5, 4.5],
      ]),
      4,
    ],
    [
      'under a title with its unit, in a sheet whose name is another one',
      sheet([['Output, kt'], ['Metal', '2023', '2024'], ['Copper', 1.5, 2.5], ['Tin', 0.5, 0.7]], { name: 'T' }),
      4,
    ],
    [
      'with a scale behind one name and a unit behind the next',
      sheet(
        [
          ['Region', '2023', null, '2024', null],
          [null, 'Passengers, thousand', 'Freight (kt)', 'Passengers, thousand', 'Freight (kt)'],
          ['North', 1.5, 2.5, 3.5, 4.5],
        ],
        { merged: ['B1:C1', 'D1:E1'] },
      ),
      4,
    ],
    [
      'with two tables next to one another, a column apart',
      sheet([
        ['Metal, kt', '2023', '2024', null, 'Ore, Mt', '2023', '2024'],
        ['Copper', 1.5, 2.5, null, 'Iron', 31.5, 42.5],
        ['Tin', 0.5, 0.4, null, 'Bauxite', 12.1, 12.2],
      ]),
      8,
    ],
    [
      'with a dash for zero',
      sheet([['Metal, kt', '2023', '2024'], ['Copper', 1.5, 2.5], ['Tin', 0.5, '–'], ['– nothing (exactly zero)']]),
      4,
    ],
    [
      'with units in a row of their own',
      sheet(
        [
          ['Trams'],
          ['Line', 'Passengers', null, 'Freight', null],
          [null, 'thousand', null, 'kt', null],
          [null, ...years],
          ['North', 812.5, 833.1, 14.2, 15.3],
          ['All', 1213.7, 1232.2, 21.9, 23.4],
        ],
        { merged: ['B2:C2', 'D2:E2', 'B3:C3', 'D3:E3'] },
      ),
      8,
    ],
  ])('%s', async (_, book, statements) => {
    const { stdout } = await start('table.xlsx', book);
    expect(stdout).toContain(`read again in sources/table.xlsx: ${statements} of ${statements} statements`);
    expect(await rules()).toEqual([]);
  });

  test('in its own language, which is not that of the brief', async () => {
    const book = sheet([
      ['Fahrgäste in Tausend', '2023', '2024'],
      ['Hafen', 81.2, 83.5],
      ['Insel', 12.4, 13.1],
    ]);
    const { stdout } = await start('table.xlsx', book, '--language', 'en');
    expect(stdout).toContain('read again in sources/table.xlsx: 4 of 4');
    expect(await rules()).toEqual([]);
  });

  test('also where it is hidden, if the mapping reads it; a hidden row that is not read is not a finding', async () => {
    const rows = [
      ['Metal, kt', '2023', '2024'],
      ['Copper', 1.5, 2.5],
      ['Lead', 3.5, 4.5],
      ['Tin', 0.5, 0.7],
    ];
    const { stdout } = await start('table.xlsx', sheet(rows, { hidden: [3] }));
    expect(stdout).toContain('read again in sources/table.xlsx: 4 of 4');
    expect(stdout).not.toContain('left out:');
    await own(MAPPING, (text) =>
      text
        .replace('    rows:\n', "    hidden: read\n    rows:\n      'Lead': trips.lead\n")
        .replace(/ {4}hidden: skip\n/, ''),
    );
    await own('data/table/dataset.yaml', (text) =>
      text.replace(/^indicators:\n/m, 'indicators:\n  trips.lead: { label: { en: Lead }, unit: kt, kind: flow }\n'),
    );
    const again = await run('import', MAPPING, '--yes');
    expect(again.stdout + again.stderr).toContain('read again in sources/table.xlsx: 6 of 6');
    expect(await rules()).toEqual([]);
  });
});

test('two releases may be read from one file, and each takes its own figures', async () => {
  const lines = ['Metal (kt),2023,2024,2025', 'Copper,1.5,2.5,3.5', 'Tin,0.5,0.7,0.9'];
  await start('table.csv', csv(lines));
  const mapping = await read(MAPPING);
  // One mapping for each row.
  const without = (name: string, text: string): string =>
    text.replace(new RegExp(`('?${name}'?): [a-z.]+`), '$1: skip');
  await own(MAPPING, () => without('Tin', mapping));
  await run('import', MAPPING, '--yes');
  const other = without('Copper', mapping).replace('id: table-2025', 'id: tin-2025');
  await fs.writeFile(path.join(root, 'own/data/table/imports/tin.yaml'), other);
  const second = await run('import', 'data/table/imports/tin.yaml', '--yes');
  expect(second.stdout).not.toContain('no longer the source');
  await run('import', MAPPING, '--yes');
  expect(await rules()).not.toContainEqual(expect.stringMatching(/^witness/));
  expect(await counts()).toMatchObject({ statements: 6, read: 6, unread: 0 });
});

test('a release that another mapping reads from the file keeps it where this import cannot name it', async () => {
  const lines = ['Metal (kt),2023,2024,2025', 'Copper,1.5,2.5,3.5', 'Tin,0.5,0.7,0.9'];
  await start('table.csv', csv(lines));
  // places that a person names are not those of the cells
  const other = (await read(MAPPING))
    .replace('id: table-2025', 'id: tin-2025')
    .replace("unit: 'kt'", "unit: 'kt'\n    at: table 1");
  await fs.writeFile(path.join(root, 'own/data/table/imports/tin.yaml'), other);
  await run('import', 'data/table/imports/tin.yaml', '--yes');
  expect(await read(HEADS)).toMatch(/^tin-2025,.*,$/m);
  expect(await read(HEADS)).toMatch(/^table-2025,.*,sources\/table\.csv$/m);
});

test('two files with one name but for its end have a record each', async () => {
  const { status } = await start(
    'table.csv',
    csv([`${FERRIES[0]},Change`, `${FERRIES[1]},7.9`, `${FERRIES[2]},-10.0`]),
  );
  expect(status).toBe(0);
  await fs.writeFile(
    path.join(root, 'own/sources/table.xlsx'),
    sheet([
      ['Metal, kt', '2023', '2024', 'Rank'],
      ['Copper', 1.5, 2.5, 1],
      ['Tin', 0.5, 0.7, 2],
    ]),
  );
  await own('data/table/dataset.yaml', (text) =>
    text.replace(
      /^indicators:\n/m,
      'indicators:\n  copper: { label: { en: Copper }, unit: kt, kind: flow }\n  tin: { label: { en: Tin }, unit: kt, kind: flow }\n',
    ),
  );
  const mapping = `file: sources/table.xlsx\nrelease: { id: metals-2024, source: source, published: 2025, period: '2024' }\ntables:\n  - range: 'A1:'\n    head: 1\n    labels: A\n    unit: kt\n    numbers: as shown\n    periods: { Rank: skip }\n    rows: { Copper: copper, Tin: tin }\n`;
  await fs.writeFile(path.join(root, 'own/data/table/imports/metals.yaml'), mapping);
  const { stdout, stderr } = await run('import', 'data/table/imports/metals.yaml', '--yes');
  expect(stdout + stderr).toContain('listed in sources/table.xlsx.yaml');
  expect(await rules()).not.toContainEqual(expect.stringMatching(/^witness/));
});
