import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { mappingSchema } from '../../src/importing/mapping-schema.ts';
import { type OwnProject, ownTableFiles } from '../../src/starting/own-table.ts';
import { unitIn } from '../../src/importing/unit-words.ts';

test.each<[text: string, unit: string | undefined]>([
  ['Output of metals, thousand tonnes', 'kt'],
  ['Overnight stays by type of lodging, thousands', '10^3'],
  ['Overnight stays, thousands; p: provisional', '10^3'],
  ['Overnight stays (1,000)', '10^3'],
  ['Stays ’000', '10^3'],
  ['Übernachtungen in Tausend', '10^3'],
  ['Visitors in millions', 'million'],
  ['客运量（万）', '10^4'],
  ['Land of a thousand lakes', undefined],
  ['Output (kt)', 'kt'],
  ['Trade (million USD)', 'million USD'],
  ['Millions of euros', 'million EUR'],
  ['Außenhandel, Mrd. Euro', 'bn EUR'],
  ['1 000 t', 'kt'],
  ['产量（万吨）', '10^4 t'],
  ['Share of exports, %', '%'],
  ['Unemployment, per cent', '%'],
  ['Electricity, TWh', 'TWh'],
  ['Inhabitants', 'person'],
  ['Copper', undefined],
  ['', undefined],
])('%j names the unit %s', (text, unit) => {
  expect(unitIn(text)).toBe(unit);
});

async function projectOf(csv: string, name = 'metals-2025.csv'): Promise<OwnProject & { readonly told: string[] }> {
  const diagnostics = new Diagnostics();
  const project = await ownTableFiles({ name, bytes: Buffer.from(csv), sheet: undefined }, 'en', diagnostics);
  return { files: [], guesses: [], ...project, told: diagnostics.all.map(({ rule }) => rule) };
}

function textOf({ files }: OwnProject, path: string): string {
  return String(files.find((file) => file.path === path)?.text);
}

describe('a table', () => {
  test('with a title, a group, marks and a total is proposed as it stands', async () => {
    const project = await projectOf(
      'Metals in thousand tonnes\n\nMetal,2023,2024,Note\nOutput,,,\nCopper,14.7,15.0 *,a\nLead,4.8,–,b\nTotal,19.5,..,\n',
    );
    expect(project.told).toEqual([]);
    const mapping: unknown = parse(textOf(project, 'data/metals/imports/table.yaml'), { schema: 'failsafe' });
    expect(mappingSchema.safeParse(mapping).error).toBeUndefined();
    expect(mapping).toEqual({
      file: 'sources/metals-2025.csv',
      release: { id: 'metals-2024', source: 'source', published: '2024', period: '2024' },
      tables: [
        {
          head: '3',
          range: 'A3:D',
          labels: 'A',
          unit: 'kt',
          missing: ['–'],
          marks: { '*': { note: 'mark * in the table' } },
          periods: { 'column D': 'skip' },
          rows: { Copper: 'copper', Lead: 'lead', Total: 'total' },
        },
      ],
    });
    expect(textOf(project, 'data/metals/relations.yaml')).toContain('holds: total = copper + lead\n');
    expect(project.guesses).toContain('Total is the sum of the rows of its unit (relations.yaml)');
  });

  test('whose total is not the sum gets no relation', async () => {
    const project = await projectOf('Metal,2023,2024\nCopper,14.7,15.0\nLead,4.8,5.0\nTotal,25.5,30.0\n');
    expect(project.files.map((file) => file.path)).not.toContain('data/metals/relations.yaml');
  });

  test('with periods below one another is turned', async () => {
    const project = await projectOf(
      'Month,Copper (kt),Price (USD/t)\nJan 2025,4.9,9000\nFeb 2025,5.0,9100\nMar 2025,5.1,9200\n',
    );
    const [table] = (parse(textOf(project, 'data/metals/imports/table.yaml')) as { tables: object[] }).tables;
    expect(table).toMatchObject({
      head: 'A',
      labels: 1,
      rows: {
        'Copper (kt)': { indicator: 'copper', unit: 'kt' },
        'Price (USD/t)': { indicator: 'price', unit: 'USD/t' },
      },
    });
  });

  test('whose names have marks of footnotes gets ids and labels without them, and a German head is read', async () => {
    const project = await projectOf(
      'Metal,2025,2025\n,1. Quartal,2. Quartal\nCopper 1),14.7,15.0\nLead*,4.8,4.9\nTin (2),1.1,1.2\nPM2.5 [1],1.1,1.2\n',
    );
    expect(project.told).toEqual([]);
    const mapping = parse(textOf(project, 'data/metals/imports/table.yaml')) as {
      tables: { head: string; rows: object }[];
    };
    expect(mapping.tables[0]).toMatchObject({
      head: '1-2',
      rows: { 'Copper 1)': 'copper', 'Lead*': 'lead', 'Tin (2)': 'tin', 'PM2.5 [1]': 'pm2_5' },
    });
    expect(textOf(project, 'data/metals/dataset.yaml')).toContain("label: { en: 'Copper' }");
  });

  test.each(['', 'Metal,first,second\nCopper,1,2\n', 'Metal,2023,2024\n'])('%j is none', async (csv) => {
    const { told } = await projectOf(csv);
    expect(told.length).toBe(1);
    expect(['start/no-table', 'schema/empty']).toContain(told[0]);
  });
});
