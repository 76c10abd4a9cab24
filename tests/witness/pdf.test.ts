import { describe, expect, test } from 'vitest';
import { type Change, witnessed } from './case.ts';
import { taggedBlocks } from '../../src/source-document/pdf-tags.ts';
import { lines, smallPdf, texts } from './small-pdf.ts';

const RELEASE = 'data/harbour/releases/port-en-2025.yaml';
const HEAD =
  'release: { id: port-en-2025, source: port_en, published: 2026-02-04, period: 2025, source_file: sources/port.pdf }';
const TYPED = `${HEAD}
observations:
  cargo:
    - { level: 41.37 million t }
  cargo.bulk:
    - { level: 12.06 million t, at: 'page 1, By goods, row Bulk goods, column 2025' }
    - { level: 12.72 million t, period: 2024, at: 'page 1, row Bulk goods, column 2024' }
    - { growth: -5.2%, at: page 1 }
  cargo.liquid:
    - { level: 9.41 million t }
    - { level: 8.71 million t, period: 2024 }
    - { growth: 8.0%, at: 'row Liquid goods, column Change' }
`;
const TEXT = [50, 740, 'In 2025 throughput was 41.37 million tonnes.'] as const;
/** A table that white space makes. */
const TABLE = texts(
  TEXT,
  [50, 700, 'Table 1. By goods'],
  [50, 686, '(million tonnes)'],
  [200, 670, '2024'],
  [300, 670, '2025'],
  [400, 670, 'Change, %'],
  [50, 656, 'Bulk goods'],
  [200, 656, '12.72'],
  [300, 656, '12.06'],
  [400, 656, '-5.2'],
  [50, 642, 'Liquid goods .........................'],
  [204, 642, '8.71'],
  [304, 642, '9.41'],
  [404, 642, '8.0'],
);

/** The same with tags: a table of three rows, the second column under a head that spans nothing. */
function tagged(): Buffer {
  const rows = [
    ['Goods', '2024, million tonnes', '2025, million tonnes', 'Change, %'],
    ['Bulk goods', '12.72', '12.06', '-5.2'],
    ['Liquid goods', '8.71', '9.41', '8.0'],
  ];
  const painted: string[] = [];
  const paint = (x: number, y: number, text: string): number => {
    painted.push(`/P <</MCID ${painted.length}>> BDC ${texts([x, y, text])} EMC`);
    return painted.length - 1;
  };
  const first = paint(TEXT[0], TEXT[1], TEXT[2]);
  // All in one place: only tags say what is a row.
  const marks = rows.map((row, at) => row.map((text, column) => paint(50 + 3 * column, 600 - 3 * at, text)));
  const page = 'PAGE';
  const objects: string[] = [];
  const number = (): number => 10 + objects.length;
  const cell = (mark: number, role: string, parent: number): number => {
    objects.push(`<</Type/StructElem/S/${role}/P ${parent} 0 R/Pg ${page}/K ${mark}>>`);
    return number() - 1;
  };
  objects.push('ROOT', 'DOCUMENT');
  const paragraph = cell(first, 'P', 11);
  const tableNumber = paragraph + 5 * marks.length + 1;
  const rowNumbers = marks.map((row) => {
    const own = number() + row.length;
    const cells = row.map((mark, column) => cell(mark, column === 0 ? 'TH' : 'TD', own));
    objects.push(`<</Type/StructElem/S/TR/P ${tableNumber} 0 R/K[${cells.map((one) => `${one} 0 R`).join(' ')}]>>`);
    return number() - 1;
  });
  objects.push(`<</Type/StructElem/S/Table/P 11 0 R/K[${rowNumbers.map((one) => `${one} 0 R`).join(' ')}]>>`);
  const table = number() - 1;
  const byMark = [paragraph, ...marks.flatMap((row, at) => row.map((_, column) => paragraph + 1 + at * 5 + column))];
  objects[0] = `<</Type/StructTreeRoot/K 11 0 R/ParentTree<</Nums[0[${byMark.map((one) => `${one} 0 R`).join(' ')}]]>>>>`;
  objects[1] = `<</Type/StructElem/S/Document/P 10 0 R/K[${paragraph} 0 R ${table} 0 R]>>`;
  const reference = `${10 + objects.length} 0 R`;
  return smallPdf([painted.join('\n')], {
    objects: objects.map((one) => one.replaceAll(page, reference)),
    catalogue: '/MarkInfo<</Marked true>>/StructTreeRoot 10 0 R',
    page: () => '/StructParents 0',
  });
}

const FILES: readonly (readonly [what: string, content: Buffer])[] = [
  ['white space makes', smallPdf([TABLE])],
  ['tags make', tagged()],
];

function released(content: Buffer, typed = TYPED): Change[] {
  return [
    [RELEASE, typed],
    ['sources/port.pdf', content],
  ];
}

describe('a table of a PDF that', () => {
  test.for(FILES)('%s has cells under their heads', async ([, content]) => {
    const { told, witnessed: found } = await witnessed(released(content, TYPED.replace('By goods, ', '')));
    expect(told).toEqual([]);
    expect(found.find(({ release }) => release.id === 'port-en-2025')).toMatchObject({
      read: 7,
      unread: 0,
      doubted: 0,
    });
  });

  test.for(FILES)('%s shows slips: digits, another year, another row', async ([, content]) => {
    const { told } = await witnessed([
      ...released(content, TYPED.replace('By goods, ', '')),
      [RELEASE, '9.41 million t', '9.14 million t'],
      [RELEASE, '8.71 million t, period: 2024', '8.71 million t, period: 2023'],
      [RELEASE, '-5.2%, at: page 1', "-5.2%, at: 'row Liquid goods, column Change'"],
    ]);
    expect(told).toEqual([
      'witness/place port-en-2025.yaml:8',
      'witness/digits port-en-2025.yaml:10',
      'witness/base port-en-2025.yaml:11',
    ]);
  });
});

test('the title of a table is a part of the places in it, and its unit that of its figures', async () => {
  const { told } = await witnessed(released(smallPdf([TABLE])));
  expect(told).toEqual([]);
  const slip = await witnessed([...released(smallPdf([TABLE])), [RELEASE, '12.06 million t', '12.06 10^3 t']]);
  expect(slip.told).toEqual(['witness/unit port-en-2025.yaml:6']);
});

test('figures under a head that stands over several columns are in doubt, and counted so', async () => {
  const wide = TABLE.replace('2024) Tj', '2024) Tj ET BT /F 10 Tf 210 682 Td (goods of the two years) Tj').replace(
    '50 686',
    '50 695',
  );
  const { told, witnessed: found } = await witnessed(released(smallPdf([wide]), TYPED.replaceAll('By goods, ', '')));
  expect(told).toEqual([]);
  expect(found.find(({ release }) => release.id === 'port-en-2025')).toMatchObject({ read: 7, doubted: 6 });
});

test('columns of prose are not a table, and lines that go on are one paragraph', async () => {
  const left = [
    'In 2025 throughput was 41.37 million',
    'tonnes, and bulk goods were 12.06',
    'million tonnes of it in all.',
  ];
  const right = [
    'Of liquid goods there were 9.41',
    'million tonnes, as the office has',
    'said on the day of the report.',
  ];
  const column = (x: number, all: readonly string[]): string =>
    texts(...all.map((text, at) => [x, 700 - 12 * at, text] as const));
  const typed = `${HEAD}\nobservations:\n  cargo: [{ level: 41.37 million t }]\n  cargo.bulk: [{ level: 12.06 million t }]\n  cargo.liquid: [{ level: 9.41 million t }]\n`;
  const { told, witnessed: found } = await witnessed(
    released(smallPdf([`${column(50, left)}\n${column(320, right)}`]), typed),
  );
  expect(told).toEqual([]);
  expect(found.find(({ release }) => release.id === 'port-en-2025')?.read).toBe(3);
});

test('a turned page is read as it is shown', async () => {
  const turned = smallPdf(
    [TABLE.replaceAll(/([\d.]+) ([\d.]+) Td/g, (_, x, y) => `0 1 -1 0 ${600 - (Number(y) - 200)} ${Number(x)} Tm`)],
    {
      page: () => '/Rotate 90',
    },
  );
  const { told } = await witnessed(released(turned));
  expect(told).toEqual([]);
});

test('a raised mark is not a digit', async () => {
  const raised = TABLE.replace('(12.06) Tj', '(12.06) Tj 6 TL /F 6 Tf 0 4 Td (1) Tj').replace(
    '0 4 Td (1)',
    '25.1 4 Td (1)',
  );
  const { told } = await witnessed(released(smallPdf([raised])));
  expect(told).toEqual([]);
});

test('a page of prose is paragraphs', async () => {
  const typed = `${HEAD}\nobservations:\n  cargo: [{ level: 41.37 million t, at: page 2 }]\n`;
  const { told } = await witnessed(
    released(smallPdf([lines('The port.'), lines('In 2025 throughput was 41.37 million tonnes.')]), typed),
  );
  expect(told).toEqual([]);
});

test('a text goes on in the next column, and its running foot is not a part of it', async () => {
  const left = [
    'The port in the year 2025 was busier.',
    'Of all its goods there passed on the',
    'quays in the year, as bulk goods, some',
  ];
  const right = [
    '12.06 million tonnes, and in all the',
    'throughput of the harbour in the year',
    'was 41.37 million tonnes.',
  ];
  const column = (x: number, all: readonly string[]): string =>
    texts(...all.map((text, at) => [x, 700 - 12 * at, text] as const));
  const foot = texts([400, 30, 'The Port Review 77']).replace('/F 10', '/F 6');
  const typed = `${HEAD}\nobservations:\n  cargo: [{ level: 41.37 million t }]\n  cargo.bulk: [{ level: about 12.06 million t }]\n`;
  const upper = [right[0]?.replace('12.06', 'or about 12.06') ?? '', ...right.slice(1)];
  const { told, witnessed: found } = await witnessed(
    released(smallPdf([`${column(50, left)}\n${column(320, upper)}\n${foot}`]), typed),
  );
  expect(told).toEqual([]);
  const { document } = found.find(({ release }) => release.id === 'port-en-2025')?.reading ?? {};
  expect(document?.blocks.map(({ text }) => text).join('\n')).toContain('bulk goods, some or about 12.06 million');
});

test('letters that share a sign are read as those that they are', async () => {
  const map =
    '/CMapName /X def 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <01> <00660066> endbfchar 1 beginbfrange <20> <7e> <0020> endbfrange';
  const stream = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap ${map} endcmap end end`;
  const pdf = smallPdf([texts([50, 700, 'In 2025 tra\u0001c of bulk goods was 12.06 million tonnes.'])], {
    objects: [`<</Length ${stream.length}>>\nstream\n${stream}\nendstream`],
    font: '/BaseFont/Helvetica/ToUnicode 10 0 R',
  });
  const typed = `${HEAD}\nobservations:\n  cargo.bulk: [{ claim: unchanged, words: traffc of bulk goods }]\n  cargo: []\n`;
  const { witnessed: found } = await witnessed(released(pdf, typed));
  const [block] = found.find(({ release }) => release.id === 'port-en-2025')?.reading?.document.blocks ?? [];
  expect(block?.text).toBe('In 2025 traffc of bulk goods was 12.06 million tonnes.');
});

test('tags of a table whose rows have different numbers of cells are not believed', () => {
  const cell = (content: number) => ({ role: 'TD', rows: 1, columns: 1, kids: [content] });
  const row = (...contents: number[]) => ({ role: 'TR', rows: 1, columns: 1, kids: contents.map(cell) });
  const letter = { text: '1', right: 0, baseline: 0, height: 10, isSpaced: false };
  const letters = Array.from({ length: 9 }, (_, content) => ({ ...letter, left: 20 * content, content }));
  const table = (...rows: ReturnType<typeof row>[]) => [{ role: 'Table', rows: 1, columns: 1, kids: rows }];
  expect(taggedBlocks(table(row(0, 1, 2), row(3, 4, 5), row(6, 7, 8)), letters)).toHaveLength(1);
  expect(taggedBlocks(table(row(0, 1), row(2, 3, 4, 5, 6, 7, 8)), letters)).toBeUndefined();
});
