import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datapackage, observationsCsv } from '../../src/dataset/export.ts';
import { tableCsv, textColumn } from '../../src/dataset/table.ts';
import { loadChanged } from './case.ts';
import { loadReal } from './real.ts';

type Row = Record<string, string>;

const real = await loadReal();
const rows = parse<Row>(observationsCsv(real), { columns: true });

function row(release: string, indicator: string, measure: string, period = '2025'): Row | undefined {
  return rows.find(
    (item) =>
      item['release'] === release &&
      item['indicator'] === indicator &&
      item['measure'] === measure &&
      item['period'] === period,
  );
}

test('the columns are the published ones, in their order', () => {
  expect(observationsCsv(real).split('\n')[0]).toBe(
    'release,source,indicator,measure,period,base,of,value,unit,low,high,printed,corrected,qualifier,status,reliability,place,start,end,resolution,decimals,evidence,condition,words,note',
  );
});

test('every statement of every release has a row', () => {
  const statements = [...real.releases.values()].flatMap((release) => release.observations);
  expect(rows).toHaveLength(statements.length);
});

test('a corrected figure stands next to its print', () => {
  expect(row('cnia-2025', 'output.refined_copper', 'level')).toEqual({
    release: 'cnia-2025',
    source: 'cnia_2025_en',
    indicator: 'output.refined_copper',
    measure: 'level',
    period: '2025',
    base: '',
    of: '',
    value: '14.72',
    unit: 'Mt',
    low: '14.715',
    high: '14.725',
    printed: '147.20 Mt',
    corrected: '14.72 Mt',
    qualifier: '',
    status: 'A',
    reliability: 'read',
    place: 'output/2',
    start: '2025-01-01',
    end: '2025-12-31',
    resolution: '',
    decimals: '',
    evidence: 'cnia-zh-2025',
    condition: '',
    words: '',
    note: '',
  });
});

test('bases, counterparts, bounds, claims, spans and statuses have their cells', () => {
  expect(row('cnia-2025', 'price.lead', 'growth', '2025-Q4')).toMatchObject({ base: '2025-Q3', value: '1.8' });
  expect(row('cnia-2025', 'price.lead', 'growth')).toMatchObject({ base: '2024', value: '-1.6', printed: '-1.6%' });
  expect(row('cnia-2025', 'industry.value_added', 'difference')).toMatchObject({ of: 'national.value_added:growth' });
  expect(row('cnia-2025', 'finance.assets', 'level')).toMatchObject({ qualifier: 'over', low: '6.6', high: '' });
  expect(row('cnia-2025', 'output.ten_metals', 'claim')).toMatchObject({ of: 'first above', value: '80', unit: 'Mt' });
  expect(row('cnia-2025', 'trade.total', 'claim')).toMatchObject({ of: 'record high', value: '', unit: '' });
  expect(row('cnia-2025', 'output.lithium_carbonate', 'level')).toMatchObject({ status: 'P' });
  expect(row('cnia-2025', 'finance.revenue', 'growth', '2026')).toMatchObject({ status: 'F', value: '5' });
  expect(row('reuters-cu-2025', 'output.refined_copper', 'level', '2025-M01..2025-M11')).toMatchObject({
    value: '13.32',
    start: '2025-01-01',
    end: '2025-11-30',
  });
});

test('the table does not depend on the order in which statements are written', async () => {
  const { dataset: base } = await loadChanged(async () => {});
  const { dataset: turned } = await loadChanged((folder) =>
    writeFile(
      path.join(folder, 'releases/paper.yaml'),
      'observations: {steel.used: [{growth: 1.0%}, {level: 6.1 t}]}\nrelease: {id: paper-2025, source: paper, published: 2026-01, period: 2025}\n',
    ),
  );
  expect(turned && observationsCsv(turned)).toBe(base && observationsCsv(base));
});

describe('no cell runs as a formula', () => {
  test.each([
    ['=HYPERLINK("http://x.example")', `'=HYPERLINK("http://x.example")`],
    ['+1', `'+1`],
    ['-cmd|x', `'-cmd|x`],
    ['@SUM(1)', `'@SUM(1)`],
    ['＝1+1', `'＝1+1`],
    ['a,b "c"', 'a,b "c"'],
    ['-12.5', '-12.5'],
    ['-10.4%', '-10.4%'],
    ['-1,108,000', '-1,108,000'],
    ['-1+2', `'-1+2`],
    ['-2%%', `'-2%%`],
    ['a\nb', 'a\nb'],
  ])('%j', async (at, cell) => {
    const { dataset } = await loadChanged((folder) =>
      writeFile(
        path.join(folder, 'releases/club.yaml'),
        `release: {id: club-2025, source: club, published: 2026, period: 2025}\nobservations:\n  sales.all:\n    - {level: '5', at: ${JSON.stringify(at)}}\n`,
      ),
    );
    const table = dataset ? parse<Row>(observationsCsv(dataset), { columns: true }) : [];
    expect(table[0]?.['place']).toBe(cell);
  });
});

interface Field {
  readonly name: string;
  readonly type: string;
  readonly constraints?: { readonly required?: boolean; readonly enum?: string[]; readonly pattern?: string };
}

interface DataPackage {
  readonly name: string;
  readonly licenses: object[];
  readonly sources: { readonly title: string; readonly path?: string }[];
  readonly resources: { readonly path: string; readonly schema: { readonly fields: Field[] } }[];
}

/** What the Frictionless specification requires of a cell with this field. */
function isValid(cell: string, { type, constraints }: Field): boolean {
  if (cell === '') return constraints?.required !== true;
  if (type === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(cell)) return false;
  if (type === 'number' && !/^[+-]?\d+(\.\d+)?$/.test(cell)) return false;
  if (constraints?.enum && !constraints.enum.includes(cell)) return false;
  return constraints?.pattern === undefined || new RegExp(`^(?:${constraints.pattern})$`).test(cell);
}

describe('the data package next to it', () => {
  const described = JSON.parse(JSON.stringify(datapackage(real))) as DataPackage;

  test('names, licence and sources', () => {
    expect(described.name).toMatch(/^[-a-z0-9._/]+$/);
    expect(described.licenses).toEqual([{ name: 'CC0-1.0' }]);
    expect(described.sources).toHaveLength(real.sources.size);
    expect(described.sources.every((source) => source.title !== '')).toBe(true);
  });

  test('each cell is what its field says', () => {
    const [resource] = described.resources;
    const fields = resource?.schema.fields ?? [];
    expect(resource?.path).toBe('observations.csv');
    expect(fields.map((field) => field.name)).toEqual(Object.keys(rows[0] ?? {}));
    const wrong = rows.flatMap((cells) =>
      fields
        .filter((field) => !isValid(cells[field.name] ?? '', field))
        .map((field) => [field.name, cells[field.name]]),
    );
    expect(wrong).toEqual([]);
  });
});

test('a table is written as a library writes it', () => {
  // letters that no spreadsheet takes for a formula
  const cell = fc.string({ unit: fc.constantFrom('a', '1', ' ', '\n', ',', '"', ';', '\u00A0', '阿') });
  const columns = ['a', 'b', 'c,d'].map((name, at) => textColumn<string[]>(name, '', (row) => row[at]));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 })), (cells) => {
      const written = stringify([['a', 'b', 'c,d'], ...cells], { record_delimiter: 'unix', quoted_match: /^\s|\s$/ });
      expect(tableCsv(columns, cells)).toBe(written);
    }),
  );
});
