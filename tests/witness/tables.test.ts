import { describe, expect, test } from 'vitest';
import { type Change, type Told, witnessed } from './case.ts';
import { workbook } from './small-workbook.ts';

const RELEASE = 'data/harbour/releases/port-en-2025.yaml';

/** What is said about statements of the harbour's release that stand in a file. */
function read(file: string, content: string | Buffer, statements: string, ...more: Change[]): Promise<Told> {
  const head = `release: { id: port-en-2025, source: port_en, published: 2026-02-04, period: 2025, source_file: ${file} }`;
  return witnessed([[RELEASE, `${head}\nobservations:\n${statements}`], [file, content], ...more]);
}

function one({ witnessed: found }: Told): Told['witnessed'][number] | undefined {
  return found.find(({ release }) => release.id === 'port-en-2025');
}

/** Two tables below one another, as offices print them: titles, units that stand alone, years that stand once. */
const SHEET = workbook([
  ['Port statistics 1/'],
  ['By goods'],
  ['BULK GOODS', '2024', '2025 Proj.', '2025 Proj.'],
  ['', '', 'Jan', 'Feb'],
  ['', '', 'Million tonnes'],
  ['Throughput 2/', '12.72', '12.10', '12.06'],
  ['LIQUID GOODS', '2024', '2025 Proj.', '2025 Proj.'],
  ['', '', 'Jan', 'Feb'],
  ['', 'Million', ' tonnes'],
  ['Throughput', '8.71', '9.30', '9.41'],
]);
const TYPED = `  cargo.bulk:
    - { level: 12.06 million t, at: 'By goods, BULK GOODS, row Throughput, column 2025 Proj. Feb' }
    - { level: 12.72 million t, period: 2024, at: 'Port statistics, BULK GOODS, row Throughput 2/, column 2024' }
    - { level: 12.10 million t, period: 2025-M01, at: 'BULK GOODS, row Throughput, column 2025 Proj. Jan' }
  cargo.liquid:
    - { level: 9.41 million t, at: 'LIQUID GOODS, row Throughput, column 2025 Proj. Feb' }
    - { level: 8.71 million t, period: 2024, at: Port!B10 }
    - { level: 9.30 million t, period: 2025-M01, at: 'Port, row 10' }
`;

describe('tables that stand below one another in a sheet', () => {
  test('have heads, titles and units of their own', async () => {
    const told = await read('sources/port.xlsx', SHEET, TYPED);
    expect(told.told).toEqual([]);
    expect(one(told)).toMatchObject({ read: 6, unread: 0, doubted: 0 });
  });

  test.for<readonly [what: string, change: Change, told: string]>([
    ['the other table', [RELEASE, "'LIQUID GOODS, row", "'BULK GOODS, row"], 'witness/place port-en-2025.yaml:8'],
    [
      'another column',
      [RELEASE, 'column 2025 Proj. Feb', 'column 2025 Proj. Jan'],
      'witness/place port-en-2025.yaml:4',
    ],
    ['another scale', [RELEASE, '12.06 million t', '12.06 10^3 t'], 'witness/unit port-en-2025.yaml:4'],
    [
      'a scale that stands in two cells',
      [RELEASE, '9.41 million t', '9.41 10^3 t'],
      'witness/unit port-en-2025.yaml:8',
    ],
    [
      'another year',
      [RELEASE, '8.71 million t, period: 2024', '8.71 million t, period: 2023'],
      'witness/base port-en-2025.yaml:9',
    ],
  ])('show slips: %s', async ([, change, expected]) => {
    const { told } = await read('sources/port.xlsx', SHEET, TYPED, change);
    expect(told).toContain(expected);
  });
});

const QUARTERS = `<!doctype html><table><caption>Bulk goods (million tonnes)</caption>
<tr><th>Year<th>Quarter<th>Total</tr>
<tr><td>2024<td>Q3<td>3.10<tr><td><td>Q4<td>3.20<tr><td>2025<td>Q1<td>3.30<tr><td><td>Q2<td>3.40</table>`;

test('a year that stands once is that of the rows below, and quarters are those of the period', async () => {
  const typed = `  cargo.bulk:
    - { level: 3.20 million t, period: 2024-Q4, at: 'row 2024 Q4, column Total' }
    - { level: 3.30 million t, period: 2025-Q1 }
    - { level: 3.40 million t, period: 2025-Q2, at: 'row 2025 Q2, column Total' }
    - { level: 3.10 million t, period: 2024-Q3 }
`;
  expect((await read('sources/port.html', QUARTERS, typed)).told).toEqual([]);
  const slips = await read(
    'sources/port.html',
    QUARTERS,
    typed,
    [RELEASE, 'period: 2025-Q1', 'period: 2025-Q3'],
    [RELEASE, '2024-Q4, at', '2023-Q4, at'],
  );
  expect(slips.told).toEqual(['witness/base port-en-2025.yaml:4', 'witness/base port-en-2025.yaml:5']);
});

test('of figures with the same heads nobody knows which is which', async () => {
  const page = `<!doctype html><table><tr><th>Million tonnes<th>2025<th>2025</tr><tr><th>Bulk goods<td>12.06<td>11.00</tr></table>`;
  const told = await read('sources/port.html', page, '  cargo.bulk: [{ level: 12.06 million t }]\n', [
    'sources/port.yaml',
    'not_taken: [{ at: "row Bulk goods, column 2025", numeral: 11.00, reason: Of another port. }]\n',
  ]);
  expect(told.told).toEqual([]);
  expect(one(told)).toMatchObject({ read: 1, doubted: 1 });
});

test('figures of a place may be left out together, by their number', async () => {
  const counted = (count: number): Change => [
    'sources/port.yaml',
    `not_taken:\n  - { at: 'Port, row 10', count: ${count}, reason: Liquid goods were not typed. }\n`,
  ];
  const bulk = TYPED.slice(0, TYPED.indexOf('  cargo.liquid'));
  // No figure of the second table is stated, so it is not what the release is about; its number is another one then.
  expect((await read('sources/port.xlsx', SHEET, bulk, counted(3))).told).toEqual([]);
  expect((await read('sources/port.xlsx', SHEET, bulk, counted(4))).told).toEqual(['witness/ignored port.yaml:2']);
});

describe('a place that is not there says what is', () => {
  test.for<readonly [at: string, says: RegExp]>([
    ['LIQUID GOODS, row Throughout, column 2024', /the rows there are Throughput/],
    ['LIQUID GOODS, row Throughput, column 2026', /the columns of that row are/],
    ['Prot!B10', /its sheets are Port/],
    ['page 3, row Throughput, column 2024', /its sheets are Port/],
  ])('%s', async ([at, says]) => {
    const { told, hints } = await read(
      'sources/port.xlsx',
      SHEET,
      `  cargo.liquid: [{ level: 8.71 million t, period: 2024, at: '${at}' }]\n`,
    );
    expect(told).toContain('witness/place port-en-2025.yaml:3');
    expect(hints.join('\n')).toMatch(says);
  });

  test('sections and paragraphs of a text', async () => {
    const section = await witnessed([[RELEASE, '12.06 million t, at: cargo/2', '12.06 million t, at: carg/2']]);
    expect(section.hints.join('\n')).toMatch(/its sections are cargo and business/);
    const paragraph = await witnessed([[RELEASE, '12.06 million t, at: cargo/2', '12.06 million t, at: cargo/7']]);
    expect(paragraph.hints.join('\n')).toMatch(/cargo has 2 paragraphs/);
  });
});

describe('what a page shows', () => {
  const typed = '  cargo.bulk: [{ level: 12.06 million t }]\n';
  test.for<readonly [what: string, page: string, read: number, unread: number]>([
    [
      'a table within a cell',
      '<table><tr><td>Menu<td><p>Bulk goods were 12.06 million tonnes.</p><table><tr><td>a<td>b</table></table>',
      1,
      0,
    ],
    ['a table for layout', '<table role=presentation><tr><td>Bulk goods were 12.06 million tonnes.</table>', 1, 0],
    [
      'blocks of a cell',
      '<table><tr><th>Million tonnes<th>2025<tr><th>Bulk goods<td><div>12.06</div><div>(a)</div></table>',
      1,
      0,
    ],
    [
      'for programs that read aloud',
      '<p>Bulk goods were 12.06 million tonnes.<span class="sr-only">99 tonnes</span>',
      1,
      0,
    ],
    ['in spite of aria-hidden', '<p>Bulk goods were <span aria-hidden="true">12.06 million tonnes</span>.', 1, 0],
    ['no old value', '<p>Bulk goods were <del>12.60</del><ins>12.06</ins> million tonnes.', 1, 0],
    [
      'no hidden one',
      '<p>Bulk goods were 12.06 million tonnes.<span style="display: none">99</span><template>98</template>',
      1,
      0,
    ],
    [
      'a table that names no indicator',
      '<table><tr><th>Month<th>2025, million tonnes<tr><th>January<td>12.06</table>',
      1,
      0,
    ],
    [
      'one that names another',
      '<table><tr><th>Month<th>2025, million tonnes<tr><th>January<td>12.06<tr><th>Liquid goods<td>9.41</table>',
      0,
      1,
    ],
    [
      'items that cells lay out',
      '<table><tr><td>●<td>Bulk goods were 12.06 million tonnes<tr><td>●<td>Liquid goods fell</table>',
      1,
      0,
    ],
    [
      'a cell that spans all rows',
      '<table><tr><th rowspan=0>Bulk goods<th>2025, million tonnes<tr><td>12.06</table>',
      1,
      0,
    ],
  ])('%s', async ([, page, expected, unread]) => {
    const told = await read('sources/port.html', `<!doctype html>${page}`, typed);
    expect(one(told)).toMatchObject({ read: expected, unread });
  });
});

test('a range in a cell is one figure', async () => {
  const page = '<table><tr><th>EUR/t<th>2025<tr><th>Harbour fee<td>1.35 - 1.42<tr><th>Berth fee<td>2.10 - 2.20</table>';
  const typed = (level: string): string => `  fee: [{ level: ${level} EUR/t }]\n`;
  const told = await read('sources/port.html', page, typed('1.35 to 1.42'));
  expect(one(told)).toMatchObject({ read: 1, unread: 1 });
  const oneEnd = await read('sources/port.html', page, typed('1.42'));
  expect(oneEnd.told).toContain('witness/hedge port-en-2025.yaml:3');
});

test('zeros that a workbook leaves out are not missed, and those that a text prints count', async () => {
  const typed = '  cargo.bulk: [{ level: 12.10 million t }]\n';
  const rows = [
    ['Million tonnes', '2025'],
    ['Bulk goods', '12.1'],
  ];
  const number = workbook(rows, undefined, (cells) =>
    cells.replace(' t="inlineStr"><is><t>12.1</t></is>', '><v>12.1</v>'),
  );
  expect((await read('sources/port.xlsx', number, typed)).told).toEqual([]);
  expect((await read('sources/port.xlsx', workbook(rows), typed)).told).toEqual(['witness/digits port-en-2025.yaml:3']);
});

test('100,000 cells are read within seconds', { tags: ['long'] }, async () => {
  const rows = Array.from(
    { length: 1_000 },
    (_, row) => `<tr><th>Goods ${row}${Array.from({ length: 99 }, (__, at) => `<td>${row}.${at + 100}`).join('')}`,
  );
  const page = `<!doctype html><table><tr><th>Goods${'<th>2025'.repeat(99)}${rows.join('')}</table>`;
  const before = process.cpuUsage();
  await read('sources/port.html', page, '  cargo.bulk: [{ level: 12.06 million t }]\n');
  const { user, system } = process.cpuUsage(before);
  // The seconds within which there is an answer, also on a machine that others use.
  expect((user + system) / 1e6).toBeLessThan(20);
});

test('a figure of a page is reported at its line and column, whatever breaks and spaces stand before it', async () => {
  const page =
    '<!doctype html>\n<p>In 2025 cargo\n   throughput was 41.37 million tonnes,\n\tand 5.2 million tonnes\nmore came by rail.</p>\n<table><tr><th>Million tonnes<th>2025</tr>\n<tr><th>Bulk goods<td>\n  12.06</tr></table>';
  const { witnessed: found } = await read('sources/port.html', page, '  cargo: [{ level: 41.37 million t }]\n');
  const blocks = one({ witnessed: found } as Told)?.reading?.document.blocks ?? [];
  const places = blocks.flatMap(({ numerals, placeOf, text }) =>
    numerals
      .filter(({ kind }) => kind === undefined)
      .map(({ start, end }) => {
        const place = placeOf(start, end);
        return typeof place === 'string' ? place : `${text.slice(start, end)} ${place.line}:${place.column}`;
      }),
  );
  expect(places).toEqual(['41.37 3:19', '5.2 4:6', '12.06 8:3']);
});

test.each(['(inhabitants)', '(in inhabitants)'])('a head with %s has that unit', async (unit) => {
  const page = `<!doctype html><table><tr><th>Group<th>2025</tr><tr><th>Crew ${unit}<td>9,400</tr></table>`;
  const { witnessed: found } = await read('sources/port.html', page, '  cargo: [{ level: 1 million t }]\n');
  const cell = one({ witnessed: found } as Told)?.reading?.document.blocks.find(({ text }) => text === '9,400');
  expect(cell?.numerals[0]?.units).toContain('person');
});
