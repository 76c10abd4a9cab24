import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { readYaml } from '../../../src/core/files/yaml-file.ts';
import { readCatalogue } from '../../../src/dataset/catalogue.ts';
import { mappingSchema } from '../../../src/tables/importing/mapping-schema.ts';
import { type OwnProject, ownTableFiles } from '../../../src/tables/starting/own-table.ts';
import { bookOf } from '../importing/imports.ts';
import { unitIn, unitNamed } from '../../../src/tables/importing/unit-words.ts';
import { saying } from '../../messages.ts';

test.each<[text: string, unit: string | undefined]>([
  ['million items', 'million'],
  ['Tsd. Fahrzeuge', '10^3'],
  ['千辆', '10^3'],
  ['thousand persons', '10^3 person'],
  ['EUR million', 'million EUR'],
  ['Mio. €', 'million EUR'],
  ['a thousand lakes in Finland', undefined],
  ['2024', undefined],
])('%j as a whole is the unit %s', (text, unit) => {
  expect(unitNamed(text)).toBe(unit);
});

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
  ['Loans, million items', 'million'],
  ['Bestand (Tsd. Fahrzeuge)', '10^3'],
  ['Copper (see note)', undefined],
  ['Output (kt)', 'kt'],
  ['Trade (million USD)', 'million USD'],
  ['Roads, in million kilometres', 'million km'],
  ['Roads (1,000 km)', '10^3 km'],
  ['Freight, million tonne-km', undefined],
  ['Homes within 5 km', undefined],
  ['Drinking water, million m³', 'million m3'],
  ['million cubic metres (m3)', 'million m3'],
  ['Output of the 1,000 largest firms (t)', 't'],
  ['Holz, 1 000 Kubikmeter', '10^3 m3'],
  ['供水量（万立方米）', '10^4 m3'],
  ['Area, square kilometres', 'km2'],
  ['Built-up area, 1,000 m2', '10^3 m2'],
  ['Water use, m³ per household', undefined],
  ['Lead content of m3 drives', undefined],
  ['Yield, tonnes per hectare', 't/ha'],
  ['Prices (cents per kWh)', 'cent/kWh'],
  ['Price (US dollars per barrel)', 'USD/bbl'],
  ['Ertrag, Tonnen je Hektar', 't/ha'],
  ['Thousand barrels per day', '10^3 bbl/day'],
  ['元/吨', 'CNY/t'],
  ['Persons per km²', 'person/km2'],
  ['Output per person', undefined],
  ['Cars per 1,000 inhabitants', undefined],
  ['Wages (EUR per hour)', undefined],
  ['GDP per person, thousand USD', '10^3 USD'],
  ['Imports/exports, tonnes', 't'],
  ['Cement, kt; p: provisional', 'kt'],
  ['Revenue (m)', undefined],
  ['Millions of euros', 'million EUR'],
  ['Außenhandel, Mrd. Euro', 'bn EUR'],
  ['1 000 t', 'kt'],
  ['产量（万吨）', '10^4 t'],
  ['Share of exports, %', '%'],
  ['Unemployment, per cent', '%'],
  ['Electricity, TWh', 'TWh'],
  ['Inhabitants', 'person'],
  ['Copper', undefined],
  // Of these only a part is understood: the rest would be dropped in silence.
  ['Sales, EUR m', 'million EUR'],
  ['Umsatz, k€', '10^3 EUR'],
  ['Umsatz, T€', '10^3 EUR'],
  ['Sales EURm', 'million EUR'],
  ['Sales GBPm', 'million GBP'],
  ['Umsatz (TEUR)', '10^3 EUR'],
  ['Sales EUR million', 'million EUR'],
  ['Trade, USD bn', 'bn USD'],
  ['Output kt', 'kt'],
  ['Output, kt; Metal, 1000 t', 'kt'],
  ['Output, kt; 2025 thousand', 'kt'],
  ['Output, thousand kt', '10^3 kt'],
  ['Wages, EUR m/year', undefined],
  ['Output, mln t', 'Mt'],
  ['Verbrauch, Milliarden m3', 'bn m3'],
  ['Ausfuhr in Tsd. m3', '10^3 m3'],
  ['Output, M t', undefined],
  ['Erzeugung (Mill. t)', undefined],
  ['milliers de tonnes', undefined],
  ["milliards d'euros", undefined],
  ['Price, EUR/100 kg', undefined],
  ['Yield, dt/ha', undefined],
  ['Price, $/bbl', undefined],
  ['Price, ct/kWh', undefined],
  ['Output, t CO2/MWh', undefined],
  ['Output, TWh/yr', undefined],
  ['Hong Kong Dollar', undefined],
  ['11-year T. Bond', undefined],
  ['Tätige', undefined],
  ['Vehicle over 1 tonne', undefined],
  ['Employed persons', 'person'],
  ["Production (in '000' Metric Tons)", 'kt'],
  ['Price, US$/t', 'USD/t'],
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
  test.each([
    ['Visits\n\nArea,2023,2024\nNorth,100,110\nSouth,200,210\n\nFigures in thousands.\n', '10^3'],
    ['Visits (000s)\nArea,2023,2024\nNorth,100,110\nSouth,200,210\n', '10^3'],
    // periods down the table, and the title above the names
    ['Visits (thousands)\n\nYear,North,South\n2021,100,200\n2022,110,210\n2023,121,215\n', '10^3'],
    ['"Money, million taka"\nYear,North,South\n2021,100,200\n2022,110,210\n2023,121,215\n', 'million taka'],
    ['Rupees in lakh crore\nArea,2023,2024\nNorth,100,110\nSouth,200,210\n', 'tn'],
    ['Visits\nArea,2023,2024\nNorth,100,110\nSouth,200,210\nRounded to the nearest thousand\n', 'count'],
  ])('has the scale that words above or below it say: %j', async (csv, unit) => {
    const project = await projectOf(csv);
    const mapping = parse(textOf(project, 'data/metals/imports/table.yaml')) as { tables: { unit: string }[] };
    expect(mapping.tables.map((table) => table.unit)).toEqual([unit]);
  });

  test('with a hidden column says that it is hidden, not that it has no period', async () => {
    const rows = [
      ['Area', '2023', '2024', '2025'],
      ['North', '1.0', '2.0', '3.0'],
      ['South', '4.0', '5.0', '6.0'],
    ].map((cells) => `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`);
    const sheet = `<worksheet><cols><col min="1" max="2"/><col min="3" max="3" hidden="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`;
    const own = { name: 'own.xlsx', bytes: Buffer.from(bookOf(sheet)), sheet: undefined };
    const project = await ownTableFiles(own, 'en', new Diagnostics());
    const said = project?.guesses.filter((guess) => guess.startsWith('column C')) ?? [];
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('hidden: read');
    const mapping = project ? textOf(project, 'data/own/imports/table.yaml') : '';
    expect(mapping).toContain('hidden: skip');
    expect(mapping).not.toContain('column C');
  });

  const rowsOf = (...all: readonly (readonly string[])[]): readonly string[] =>
    all.map((cells) => cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join(''));
  test.each([
    ['hidden', 'hidden="1"'],
    ['without a height', 'ht="0" customHeight="1"'],
  ])('with a row that is %s says that it is left out', async (_, attributes) => {
    const [head = '', north = '', south = '', all = ''] = rowsOf(
      ['Area', '2024', '2025'],
      ['North', '1.0', '2.0'],
      ['South', '4.0', '5.0'],
      ['All', '5.0', '7.0'],
    );
    const rows = `<row>${head}</row><row>${north}</row><row ${attributes}>${south}</row><row>${all}</row>`;
    const sheet = `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
    const own = { name: 'own.xlsx', bytes: Buffer.from(bookOf(sheet)), sheet: undefined };
    const project = await ownTableFiles(own, 'en', new Diagnostics());
    const said = project?.guesses.filter((guess) => guess.startsWith('row 3')) ?? [];
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('hidden: read');
    expect(project && textOf(project, 'data/own/imports/table.yaml')).toContain('hidden: skip');
  });

  test('with letters before a bare bracket asks what they mean, and reads those in brackets as always', async () => {
    const project = await projectOf(
      'Trains,2023,2024,2025\nOn time,58.0 e),59.4 f),60.1 p)\nLate,4.8 a),5.2 (p),5.0 e\n',
    );
    const mapping = parse(textOf(project, 'data/metals/imports/table.yaml'), { schema: 'failsafe' }) as {
      tables: { marks: object }[];
    };
    expect(Object.keys(mapping.tables[0]?.marks ?? {})).toEqual(['e)', 'f)', 'p)', 'a)']);
  });

  test('with the mark of a note at each year but one is found', async () => {
    const project = await projectOf('Trains,2023,2024¹,2025²\nOn time,58.0,59.4,60.1\nLate,4.8,5.2,5.0\n');
    expect(project.told).toEqual([]);
    const mapping = parse(textOf(project, 'data/metals/imports/table.yaml'), { schema: 'failsafe' }) as {
      tables: { marks: object; periods?: object }[];
    };
    expect(Object.keys(mapping.tables[0]?.marks ?? {})).toEqual(['¹', '²']);
    expect(mapping.tables[0]?.periods).toBeUndefined();
  });

  test('with two groups of one name names their rows by their lines', async () => {
    const rows = 'All,9.0,9.5\nof which:,,\nlocal,4.0,4.1\nFast,3.0,3.2\nof which:,,\nlocal,1.0,1.1\n';
    const project = await projectOf(`Trains,2024,2025\n${rows}`);
    const mapping = parse(textOf(project, 'data/metals/imports/table.yaml'), { schema: 'failsafe' }) as {
      tables: { rows: object }[];
    };
    expect(Object.keys(mapping.tables[0]?.rows ?? {})).toEqual(['All', 'row 4', 'Fast', 'row 7']);
  });

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
          range: 'A3:',
          labels: 'A',
          unit: 'kt',
          missing: ['–'],
          marks: { '*': { note: saying('mark * …') } },
          periods: { 'column D': 'skip' },
          rows: { Copper: 'copper', Lead: 'lead', Total: 'total' },
        },
      ],
    });
  });

  test.each(['12-', '1.2E+3', '1,3O5', '€ 1,204', '12‰', '3k', '45;13'])(
    'with the cell %j is not imported: nothing at a figure is guessed to be a note but what cannot be part of it',
    async (cell) => {
      const project = await projectOf(`Rides,2024,2025\nMembers,"1,204","${cell}"\nCasual,"1,302","1,410 *"\n`);
      const mapping = parse(textOf(project, 'data/metals/imports/table.yaml'), { schema: 'failsafe' }) as {
        tables: { marks: object; decimal?: string }[];
      };
      expect(mapping.tables[0]?.marks).toEqual({ '*': { note: saying('mark * …') } });
      expect(mapping.tables[0]?.decimal).toBeUndefined();
    },
  );

  // 624 / 602 = 1.0365, 670 / 624 = 1.0737 …; 978 / 1602 = 61.05%, 1003 / 1645 = 60.97% …
  const worked = [
    'Output (kt),2016,2017,2018,2019,2020,2021,2022,2023,2024,2025',
    'Copper,978,1003,1049,1106,1140,1171,1213,1250,1190,1302',
    'Zinc,602,624,670,580,701,690,815,722,640,755',
    '"Growth of zinc, %",,3.7,7.4,-13.4,20.9,-1.6,18.1,-11.4,-11.4,18.0',
    'Total,1580,1627,1719,1686,1841,1861,2028,1972,1830,2057',
    '"Share of copper, %",61.9,61.6,61.0,65.6,61.9,62.9,59.8,63.4,65.0,63.3',
  ];

  test('whose rows are a growth and a share reads them as measures, and prints them', async () => {
    const project = await projectOf(worked.join('\n'));
    const mapping = parse(textOf(project, 'data/metals/imports/table.yaml')) as { tables: { rows: object }[] };
    expect(mapping.tables[0]?.rows).toMatchObject({
      'Growth of zinc, %': { indicator: 'zinc', measure: 'growth', unit: '%' },
      'Share of copper, %': { indicator: 'copper', measure: 'share', of: 'total', unit: '%' },
    });
    expect(
      Object.keys((parse(textOf(project, 'data/metals/dataset.yaml')) as { indicators: object }).indicators),
    ).toEqual(['copper', 'zinc', 'total']);
    expect(textOf(project, 'templates/metals/brief.md.hbs')).toContain('{{cell "copper:share[total]@-1"}}');
  });

  test('whose growth is that over the quarter before says so, because growth is over a year', async () => {
    const quarters = worked.map((line, index) =>
      index > 0 ? line : 'Output (kt),2023-Q1,2023-Q2,2023-Q3,2023-Q4,2024-Q1,2024-Q2,2024-Q3,2024-Q4,2025-Q1,2025-Q2',
    );
    const project = await projectOf(quarters.join('\n'));
    const mapping = parse(textOf(project, 'data/metals/imports/table.yaml')) as { tables: { rows: object }[] };
    expect(mapping.tables[0]?.rows).toMatchObject({
      'Growth of zinc, %': { indicator: 'zinc', measure: 'growth', base: '-1Q', unit: '%' },
      'Share of copper, %': { indicator: 'copper', measure: 'share', of: 'total', unit: '%' },
    });
  });

  test('whose row is the change of another over a year reads it as that', async () => {
    const lines = worked.slice(0, 3);
    const project = await projectOf([...lines, 'Change of copper,,25,46,57,34,31,42,37,-60,112'].join('\n'));
    const mapping = parse(textOf(project, 'data/metals/imports/table.yaml')) as { tables: { rows: object }[] };
    expect(mapping.tables[0]?.rows).toMatchObject({
      'Change of copper': { indicator: 'copper', measure: 'change' },
    });
  });

  // 1003 / 978 = 1.0256, 642 / 602 = 1.0664 …; 1003 − 978 = 25; 1003 / 4089 = 24.53 %.
  const columns = [
    'Output (kt),2023,2024,"Change, %",Change,"Share, %"',
    'Copper,978,1003,2.6,25,24.5',
    'Zinc,602,642,6.6,40,15.7',
    'Lead,411,398,-3.2,-13,9.7',
    'Tin,1302,1255,-3.6,-47,30.7',
    'Nickel,755,791,4.8,36,19.3',
    'Total,4048,4089,1.0,41,100.0',
  ];

  const periodsIn = (project: OwnProject): object =>
    (parse(textOf(project, 'data/metals/imports/table.yaml')) as { tables: [{ periods: object }] }).tables[0].periods;

  test('whose columns next to the periods are growth, change and share reads them as measures of all rows', async () => {
    const project = await projectOf(columns.join('\n'));
    expect(periodsIn(project)).toEqual({
      'column D': { period: '2024', measure: 'growth', unit: '%' },
      'column E': { period: '2024', measure: 'change' },
      'column F': { period: '2024', measure: 'share', of: 'total', unit: '%' },
    });
    expect(project.guesses.join('\n')).toMatch(/column D .* is the growth from 2023 to 2024/);
  });

  test('reads them so where one of their cells is wrong', async () => {
    expect(
      periodsIn(await projectOf(columns.join('\n').replace('6.6,40', '8.6,40').replace('-47,30.7', '-47,37.0'))),
    ).toMatchObject({
      'column D': { measure: 'growth' },
      'column F': { measure: 'share' },
    });
  });

  test('leaves out a column that is growth where a row is a rate, and says what to write', async () => {
    const project = await projectOf([...columns, '"Unemployed, %",4.1,4.3,0.2,,'].join('\n'));
    expect(periodsIn(project)).toMatchObject({ 'column D': 'skip' });
    expect(project.guesses.join('\n')).toMatch(/column D: \{ period: '2024', measure: growth, unit: '%' \}/);
  });

  test('leaves out a column of other figures', async () => {
    const other = columns.map((line) => line.split(',').slice(0, 3).join(','));
    const project = await projectOf(
      other.map((line, index) => `${line},${index === 0 ? 'Rank' : (index * 7) % 5}`).join('\n'),
    );
    expect(periodsIn(project)).toEqual({ 'column D': 'skip' });
  });

  // 15,110 + 9,000 = 24,110; 5,102 + 10,008 = 15,110.
  const indented = [
    'Trade (kt),2021,2022',
    'Exports,24110,22880',
    '  Goods,15110,13771',
    '    Food,5102,4418',
    '    Machinery,10008,9353',
    '"  Services",9000,9109',
    'Imports,21390,22017',
    '  Goods,14118,14902',
    '  Services,7272,7115',
  ];
  const nested = [
    'exports',
    'exports.goods',
    'exports.goods.food',
    'exports.goods.machinery',
    'exports.services',
    'imports',
    'imports.goods',
    'imports.services',
  ];
  const idsIn = (project: OwnProject): readonly string[] =>
    Object.keys((parse(textOf(project, 'data/metals/dataset.yaml')) as { indicators: object }).indicators);

  test('whose rows are indented has ids that say what is a part of what', async () => {
    expect(idsIn(await projectOf(indented.join('\n')))).toEqual(nested);
    expect(idsIn(await projectOf(indented.map((line) => line.replaceAll(/ {2}/g, '')).join('\n')))).not.toContain(
      'exports.goods',
    );
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

  test.each([
    ['2023,2024', '0', '-1'],
    ['2023/24,2024/25', '0', '-1'],
    ['2024-Q4,2025-Q1', '0', '-1Q'],
    ['2024-Q1,2025-Q1', '0', '-1'],
    ['2024-M12,2025-M01', '0', '-1M'],
    ['2024-S2,2025-S1', '0', '-1S'],
    ['2024-06-30,2025-06-30', '0', '-1'],
    ['2025-06-29,2025-06-30', '0', '-1D'],
    ['2024-M01..2024-M05,2025-M01..2025-M05', '0', '-1'],
  ])('with the periods %s counts them from that of its edition', async (head, now, before) => {
    const project = await projectOf(`Metal,${head}\nCopper,14.7,15.0\n`);
    const template = textOf(project, 'templates/metals/brief.md.hbs');
    expect(template).toContain(`{{period "${before}"}} | {{period "${now}"}} |`);
    expect(template).toContain(`{{cell "copper@${before}"}} | {{cell "copper@${now}"}} |`);
    // a line through two points shows no course
    expect(template).not.toContain('::chart');
  });

  test.each([
    ['2023,2024,2025', 'copper'],
    ['2022/23,2023/24,2024/25', 'copper'],
    ['2024-Q4,2025-Q1,2025-Q2', 'copper'],
    ['2014,2015,2025', 'copper@-11..0'],
    ['2023-Q1,2024-Q1,2025-Q1', 'copper@-2..0'],
    ['2025-06-28,2025-06-29,2025-06-30', 'copper@-2D..0'],
    ['2023-M01..2023-M05,2024-M01..2024-M05,2025-M01..2025-M05', 'copper@-2 copper@-1 copper@0'],
  ])('with the periods %s draws a line that the next edition continues', async (head, of) => {
    const project = await projectOf(`Metal,${head}\nCopper,14.7,15.0,15.1\n`);
    expect(textOf(project, 'templates/metals/brief.md.hbs')).toContain(`::chart{kind="line" of="${of}"}`);
  });

  test('draws a line of the first row with figures enough, and bars of the newest of several', async () => {
    const rows = 'Ores,..,12.1,..\nCoal,5.5,5.2,5.1\nSalt,3,2,4\nTotal,,,9.2\n';
    const project = await projectOf(`Goods,2023,2024,2025\n${rows}`);
    const template = textOf(project, 'templates/metals/brief.md.hbs');
    expect(template).toContain('::chart{kind="line" of="coal"}');
    expect(template).not.toContain('kind="bar"');
    const sizes = textOf(
      await projectOf('Goods,2024,2025\nOres,12,12.1\nCoal,5,5.1\nSalt,3,4\nTotal,20,21.2\n'),
      'templates/metals/brief.md.hbs',
    );
    expect(sizes).toContain('{{#if (has "ores" "coal" "salt")}}\n:::exhibit{#fig-sizes}');
    expect(sizes).toContain('::chart{kind="bar" of="ores coal salt"}');
    expect(sizes).not.toContain('kind="line"');
  });

  test('shows its total first, and a unit that all figures share once', async () => {
    const project = await projectOf('Metal (kt),2023,2024\nCopper,14.7,15.0\nLead,4.8,5.0\nTotal,19.5,20.0\n');
    const template = textOf(project, 'templates/metals/brief.md.hbs');
    expect(template).toContain('}\n\n{{label "total"}}: {{#if (has "total")}}');
    expect(template).toContain(':::box{#headline}\n- {{label "total"}}\n');
    expect(template).toContain('\n{{unit "copper"}}, {{period "-1"}}–{{period "0"}}\n');
    expect(template).toContain('| {{label "copper"}} | {{cell');
    expect(template).not.toContain('::chart');
  });

  test.each(['yyyy', 'd/m'])('of figures in the format of dates, %s, is none', async (format) => {
    const text = (own: string): string => `<c t="inlineStr"><is><t>${own}</t></is></c>`;
    const figures = (own: readonly number[]): string => own.map((one) => `<c s="1"><v>${one}</v></c>`).join('');
    const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${format}"/></numFmts><fonts><font/></fonts>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`;
    const sheet = `<worksheet><sheetData><row>${text('Output, kt')}</row>
      <row>${text('Metal')}<c><v>2023</v></c><c><v>2024</v></c><c><v>2025</v></c></row>
      <row>${text('Copper')}${figures([58, 59.4, 60.1])}</row>
      <row>${text('Lead')}${figures([4.8, 5.2, 5])}</row></sheetData></worksheet>`;
    const diagnostics = new Diagnostics();
    const own = { name: 'own.xlsx', bytes: Buffer.from(bookOf(sheet, { 'xl/styles.xml': styles })), sheet: undefined };
    expect(await ownTableFiles(own, 'en', diagnostics)).toBeUndefined();
    expect(diagnostics.all.map(({ rule }) => rule)).toEqual(['start/no-table']);
  });

  test.each(['', 'Metal,first,second\nCopper,1,2\n', 'Metal,2023,2024\n'])('%j is none', async (csv) => {
    const { told } = await projectOf(csv);
    expect(told.length).toBe(1);
    expect(['start/no-table', 'schema/empty']).toContain(told[0]);
  });
});

/** A workbook of one sheet: numbers are shown with one decimal. `merged` are references such as B3:D3. */
function sheetOf(rows: readonly (readonly (string | number)[])[], merged: readonly string[] = []): Uint8Array {
  const cell = (value: string | number, index: number): string => {
    if (value === '') return '';
    const r = `r="${String.fromCharCode(65 + (index % 26))}`;
    return typeof value === 'number'
      ? `<c ${r}ROW" s="${Number.isInteger(value) ? 0 : 1}"><v>${value}</v></c>`
      : `<c ${r}ROW" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const lines = rows.map(
    (cells, row) =>
      `<row r="${row + 1}">${cells
        .map(cell)
        .join('')
        .replaceAll('ROW', String(row + 1))}</row>`,
  );
  const merges = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return bookOf(`<worksheet><sheetData>${lines.join('')}</sheetData><mergeCells>${merges}</mergeCells></worksheet>`);
}

interface ReadTable {
  readonly range: string;
  readonly unit?: string;
  readonly periods?: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, unknown>>;
}

/** The tables of the mapping that a workbook is proposed with. */
async function tablesOf(
  book: Uint8Array,
): Promise<{ tables: ReadTable[]; guesses: readonly string[]; project: OwnProject }> {
  const diagnostics = new Diagnostics();
  const own = { name: 'traffic.xlsx', bytes: Buffer.from(book), sheet: undefined };
  const project = await ownTableFiles(own, 'en', diagnostics);
  expect(diagnostics.all).toEqual([]);
  if (!project) throw new Error('no project');
  const { tables } = parse(textOf(project, 'data/traffic/imports/table.yaml'), { schema: 'failsafe' }) as {
    tables: ReadTable[];
  };
  return { tables, guesses: project.guesses, project };
}

describe('a long table', () => {
  const quarters = ['2024 Q1', '2024 Q2', '2024 Q3', '2024 Q4'];
  const figures = (mode: number, quarter: number): number => 100 * mode + 7 * quarter;

  test('with a figure in each row is read by the names of its series', async () => {
    const rows = quarters.flatMap((quarter, at) =>
      ['Bus', 'Tram'].map((mode, index) => [quarter, mode, 'EUR', index + 1, figures(index + 1, at)]),
    );
    const { tables, guesses, project } = await tablesOf(
      sheetOf([['Quarter', 'Mode', 'Currency', 'Code', 'passengers_thousand'], ...rows]),
    );
    // a code is not a figure, and what never differs does not name a series
    expect(tables).toEqual([
      expect.objectContaining({
        range: 'A1:',
        long: { periods: 'A', names: 'B', values: 'E', units: 'C' },
        rows: { Bus: 'bus', Tram: 'tram' },
      }),
    ]);
    expect(tables[0]).not.toHaveProperty('head');
    expect(guesses.filter((guess) => guess.includes('long'))).toHaveLength(1);
    expect(textOf(project, 'data/traffic/dataset.yaml')).toContain("label: { en: 'Bus' }");
  });

  test.each([
    [
      'several columns of figures',
      ['Year', 'Mode', 'Passengers (thousand)', 'Revenue (million EUR)'],
      (at: number) => [
        [2023 + at, 'Bus', 10 + at, 1.5 + at],
        [2023 + at, 'Tram', 20 + at, 2.5 + at],
      ],
      { periods: 'A', names: 'B', values: 'C-D' },
      ['Bus / Passengers (thousand)', 'Bus / Revenue (million EUR)', 'Tram / Passengers (thousand)'],
    ],
    [
      'a year and a quarter, and names that stand once',
      ['Year', 'Quarter', 'Region', 'Mode', 'Value'],
      (at: number) => [
        [2023, `Q${at + 1}`, 'North', 'Bus', 10 + at],
        ['', '', '', 'Tram', 20 + at],
        ['', '', 'South', 'Bus', 30 + at],
      ],
      { periods: 'A-B', names: 'C-D', values: 'E' },
      ['North / Bus', 'North / Tram', 'South / Bus'],
    ],
  ])('with %s', async (_, head, rowsOf, long, names) => {
    const { tables } = await tablesOf(sheetOf([['Traffic'], [], head, ...[0, 1, 2].flatMap(rowsOf)]));
    expect(tables).toMatchObject([{ range: 'A3:', long }]);
    expect(Object.keys(tables[0]?.rows ?? {})).toEqual(expect.arrayContaining(names));
  });

  test.each([
    [
      'SDMX, with codes, one unit for all and a status',
      ['FREQ', 'GEO', 'GEO_NAME', 'ITEM', 'UNIT', 'TIME_PERIOD', 'OBS_VALUE', 'OBS_STATUS'],
      (at: number) => [
        ['Q', 'DE', 'Germany', 'B', 'MIO_EUR', `2024-Q${at + 1}`, 10.5 + at, ''],
        ['Q', 'FR', 'France', 'B', 'MIO_EUR', `2024-Q${at + 1}`, 20.5 + at, 'p'],
        ['Q', 'FR', 'France', 'C', 'MIO_EUR', `2024-Q${at + 1}`, 30.5 + at, ''],
      ],
      { periods: 'F', names: 'C-D', values: 'G', units: 'E' },
      'million EUR',
    ],
    [
      'names with numbers, and months',
      ['Month', 'Region', 'Item', 'Value'],
      (at: number) => [
        [`2015-0${at + 1}`, 'R1', 'I1', 11 + at],
        [`2015-0${at + 1}`, 'R1', 'I2', 21 + at],
        [`2015-0${at + 1}`, 'R2', 'I1', 31 + at],
      ],
      { periods: 'A', names: 'B-C', values: 'D' },
      'count',
    ],
    [
      'German months',
      ['Monat', 'Land', 'Gäste'],
      (at: number) => [
        [`0${at + 1}/2024`, 'Inland', 100 + 7 * at],
        [`0${at + 1}/2024`, 'Ausland', 300 + 9 * at],
      ],
      { periods: 'A', names: 'B', values: 'C' },
      'count',
    ],
  ])('as %s', async (_, head, rowsOf, long, unit) => {
    const { tables } = await tablesOf(sheetOf([head, ...[0, 1, 2, 3].flatMap(rowsOf)]));
    expect(tables).toMatchObject([{ long, unit }]);
  });

  test('is not one with a year and a quarter next to columns of figures', async () => {
    const rows = [2023, 2024].flatMap((year) =>
      ['Q1', 'Q2', 'Q3', 'Q4'].map((quarter, at) => [year, quarter, 100 + at * year, 200 + at]),
    );
    const { tables } = await tablesOf(sheetOf([['Used, GWh'], ['Year', 'Quarter', 'Industry', 'Transport'], ...rows]));
    expect(tables).toMatchObject([{ head: 'A-B', labels: '2', unit: 'GWh' }]);
    expect(Object.keys(tables[0]?.rows ?? {})).toEqual(['Industry', 'Transport']);
  });

  test('two rows of which have the same period and names is refused at the second', async () => {
    const rows = quarters.flatMap((quarter) => [
      [quarter, 'Bus', 1.5],
      [quarter, 'Tram', 2.5],
    ]);
    const diagnostics = new Diagnostics();
    const bytes = Buffer.from(sheetOf([['Quarter', 'Mode', 'Value'], ...rows, ['2024 Q4', 'Tram', 3.5]]));
    expect(await ownTableFiles({ name: 'a.xlsx', bytes, sheet: undefined }, 'en', diagnostics)).toBeUndefined();
    expect(diagnostics.all.map(({ rule, path }) => [rule, path])).toEqual([['dataset/stated-twice', 'a.xlsx!S!C10']]);
  });
});

test('the tables of all sheets are read, with the names of their sheets where titles do not tell them apart', async () => {
  const rows = (first: number): string =>
    [
      ['Area', '2023', '2024'],
      ['North', first, first + 10],
      ['South', 2 * first, 2 * first + 10],
    ]
      .map((cells) => `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`)
      .join('');
  const sheet = (first: number): string => `<worksheet><sheetData>${rows(first)}</sheetData></worksheet>`;
  const book = bookOf(sheet(100), {
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="Bus" sheetId="1" r:id="rId1"/><sheet name="Tram" sheetId="2" r:id="rId9"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="sheet1.xml"/><Relationship Id="rId9" Type="x/worksheet" Target="sheet2.xml"/></Relationships>',
    'xl/sheet2.xml': sheet(500),
  });
  const { tables } = await tablesOf(book);
  expect(tables).toMatchObject([
    { sheet: 'Bus', rows: { North: 'bus.north', South: 'bus.south' } },
    { sheet: 'Tram', rows: { North: 'tram.north', South: 'tram.south' } },
  ]);
});

test.each([
  ['thousand journeys', '10^3 journeys'],
  ['Mio. Fahrgäste', 'million fahrgäste'],
  ['1,000 litres', '10^3 l'],
  ['万辆', '10^4 辆'],
  ['thousands, seasonally adjusted', '10^3'],
  ['million items', 'million'],
  ['thousand tonnes', 'kt'],
])('a title with the unit %s keeps what is counted', async (written, unit) => {
  const rows = [
    ['Area', 2023, 2024],
    ['North', 100, 110],
    ['South', 200, 210],
  ];
  const down = rows[0]?.map((_, at) => rows.map((row) => row[at] ?? ''));
  for (const table of [rows, down ?? []]) {
    const { tables } = await tablesOf(sheetOf([[`Journeys (${written})`], ...table]));
    expect(tables[0]?.unit).toBe(unit);
  }
});

test('a table of years in a brief by quarter prints its year, and says so', async () => {
  const years = [
    ['Staff', 2023, 2024],
    ['Paid', 100, 110],
  ];
  const quarters = ['2024 Q1', '2024 Q2', '2024 Q3', '2024 Q4'];
  const { project } = await tablesOf(
    sheetOf([['Staff'], ...years, [], ['Visits'], ['Kind', ...quarters], ['Day', 1, 2, 3, 4], ['Night', 5, 6, 7, 8]]),
  );
  const template = textOf(project, 'templates/traffic/brief.md.hbs');
  expect(template).toContain('{{label "paid"}}, {{period "paid@0Y"}}: {{#if (has "paid@0Y")}}{{value "paid@0Y"}}');
  expect(template).toContain('{{increase "paid@0Y" "paid@-1Y" digits=1 sign=true}}');
  expect(template).toContain('{{#if (has "day")}}{{value "day"');
});

test('a second table below one with a head of two rows keeps its own, and labels may name what is counted', async () => {
  const table = (groups: readonly string[], first: number): (string | number)[][] => [
    ['Kind', groups[0] ?? '', '', groups[1] ?? '', ''],
    ['', 2023, 2024, 2023, 2024],
    ['Art', first + 0.5, first + 1.5, first + 2.5, first + 3.5],
    ['Total', first + 0.5, first + 1.5, first + 2.5, first + 3.5],
  ];
  const rows = [
    ['Table 1. Visits to museums, thousand visits'],
    ...table(['All visits', 'Paid visits'], 100),
    [],
    ['Table 2. Staff'],
    ...table(['Employees', 'Volunteers'], 500),
  ];
  const { tables, project } = await tablesOf(sheetOf(rows, ['A2:A3', 'B2:C2', 'D2:E2', 'A8:A9', 'B8:C8', 'D8:E8']));
  expect(tables.map(({ unit, rows: read }) => [unit, Object.values(read ?? {})[0]])).toEqual([
    ['10^3 visits', 'visits_to_museums.all_visits.art'],
    ['10^3 visits', 'visits_to_museums.paid_visits.art'],
    ['count', 'staff.employees.art'],
    ['count', 'staff.volunteers.art'],
  ]);
  const dataset = { path: 'data/traffic/dataset.yaml', text: textOf(project, 'data/traffic/dataset.yaml') };
  const diagnostics = new Diagnostics();
  const yaml = await readYaml(dataset, diagnostics);
  if (yaml) readCatalogue(yaml, diagnostics);
  expect(diagnostics.all).toEqual([]);
});

test('figures of another unit have decimals of their own', async () => {
  const head = [['', 2023, 2024, 2025]];
  const rows = [
    ['Beds', 120, 130, 140],
    ['Rooms', 60, 65, 70],
    ['Share in use (%)', 61.5, 62, 63.5],
  ];
  const lines = [...head, ...rows].map(
    (cells, row) =>
      `<row r="${row + 1}">${cells
        .map((value, at) =>
          typeof value === 'number' && row > 0
            ? `<c r="${'ABCD'[at]}${row + 1}"><v>${value}</v></c>`
            : `<c r="${'ABCD'[at]}${row + 1}" t="inlineStr"><is><t>${value}</t></is></c>`,
        )
        .join('')}</row>`,
  );
  const { tables } = await tablesOf(bookOf(`<worksheet><sheetData>${lines.join('')}</sheetData></worksheet>`));
  expect(tables).toMatchObject([
    { decimals: '0', rows: { Beds: { unit: 'count' }, 'Share in use (%)': { unit: '%', decimals: '1' } } },
  ]);
});

describe('tables on one sheet', () => {
  const rows = [
    ['North', 812.5, 833.1, '', 14.2, 15.3],
    ['South', 401.2, 399.1, '', 7.7, 8.1],
    ['All', 1213.7, 1232.2, '', 21.9, 23.4],
  ];
  const passengers = { North: 'passengers.north', South: 'passengers.south', All: 'passengers.all' };

  test.each([
    [
      'below the periods',
      [
        ['Region', 2023, 2024, '', 2023, 2024],
        ['', 'thousand persons', 'thousand persons', '', 'kt', 'kt'],
      ],
    ],
    [
      'above them',
      [
        ['Region', 'thousand persons', '', '', 'kt', ''],
        ['', 2023, 2024, '', 2023, 2024],
      ],
    ],
  ])('side by side are two, with units %s', async (_, head) => {
    const measures = ['', 'Passengers', '', '', 'Freight', ''];
    const book = sheetOf([['Traffic of a region'], measures, ...head, ...rows], ['B2:C2', 'E2:F2']);
    const { tables, guesses, project } = await tablesOf(book);
    expect(tables).toMatchObject([
      { range: 'A3:', head: '3-4', labels: 'A', unit: '10^3 person', rows: passengers },
      { range: 'E3:', head: '3-4', labels: 'A', unit: 'kt', rows: { North: 'freight.north' } },
    ]);
    expect(guesses.filter((guess) => guess.includes('left out'))).toEqual([]);
    expect(textOf(project, 'data/traffic/dataset.yaml')).toContain("label: { en: 'Freight: North' }");
  });

  test.each([
    ['million km', 'million km', ''],
    ['in million km', 'million km', ''],
    ['1,000', '10^3', ''],
    ['million vehicle-km', 'million vehicle_km', "vehicle_km: { base: vehicle_km, symbol: 'vehicle-km'"],
    ['Mio. Fahrzeugkilometer', 'million fahrzeugkilometer', "name: { en: 'Fahrzeugkilometer' }"],
    ['亿人公里', '10^8 人公里', "人公里: { base: unit_1, symbol: '人公里'"],
    ['万公里', '10^4 km', ''],
    ['Mio. km', 'million km', ''],
    ['million tonne-km', 'million tonne_km', "symbol: 'tonne-km'"],
  ])('keep the name above the unit %s, and its scale', async (written, unit, declared) => {
    const measures = ['Line', 'Passengers', '', '', 'Vehicle kilometres', ''];
    const units = ['', 'thousand', '', '', written, ''];
    const book = sheetOf(
      [['Trams'], measures, units, ['', 2023, 2024, '', 2023, 2024], ...rows],
      ['B2:C2', 'E2:F2', 'B3:C3', 'E3:F3'],
    );
    const { tables, project } = await tablesOf(book);
    expect(tables[1]).toMatchObject({ unit, rows: { North: 'vehicle_kilometres.north' } });
    const dataset = textOf(project, 'data/traffic/dataset.yaml');
    expect(dataset).toContain(declared);
    expect(dataset.includes('\nunits:')).toBe(declared !== '');
  });

  test('whose measures take turns below each period are distinguished', async () => {
    const head = [
      ['Region', 2023, '', 2024, ''],
      ['', 'Passengers, thousand', 'Freight (kt)', 'Passengers, thousand', 'Freight (kt)'],
    ];
    const { tables } = await tablesOf(sheetOf([...head, ['North', 1.5, 2.5, 3.5, 4.5]], ['B1:C1', 'D1:E1']));
    expect(tables).toMatchObject([
      { unit: '10^3', periods: { 'column B': '2023', 'column D': '2024', 'column C': 'skip' } },
      { unit: 'kt', periods: { 'column C': '2023', 'column E': '2024', 'column B': 'skip', 'column D': 'skip' } },
    ]);
    expect(tables.map((table) => table.rows)).toEqual([{ North: 'passengers.north' }, { North: 'freight.north' }]);
  });

  test('with names of their own are read each with its names', async () => {
    const head = [['Roads, km2', 2023, 2024, '', 'Fleet', 2023, 2024]];
    const { tables } = await tablesOf(sheetOf([...head, ['North', 1.5, 2.5, '', 'Buses', 3.5, 4.5]]));
    expect(tables.map(({ range, rows: read }) => [range, read])).toEqual([
      ['A1:', { North: 'north' }],
      ['E1:', { Buses: 'buses' }],
    ]);
  });

  test('one below another are read, each with its own periods and unit', async () => {
    const book = sheetOf([
      ['Table 1. Output, thousand tonnes'],
      ['Metal', 2023, 2024],
      ['Copper', 1.5, 2.5],
      [''],
      ['Table 2. Exports, million euros'],
      ['Metal', 2022, 2023, 2024],
      ['Copper', 1.5, 2.5, '–'],
      ['– nothing (exactly zero)'],
    ]);
    const { tables } = await tablesOf(book);
    expect(tables).toMatchObject([
      { range: 'A2:', unit: 'kt', rows: { Copper: 'output.copper' } },
      { range: 'A6:', unit: 'million EUR', rows: { Copper: 'exports.copper' }, nil: ['–'] },
    ]);
  });

  test('get the units of a column next to the names, and say which cells are left out', async () => {
    const book = sheetOf([
      ['', 'Unit', 2023, 2024, 'Change, %'],
      ['Beds', 'thousand', 1.5, 2.5, 3.5],
      ['Turnover', 'EUR million', 1.5, 2.5, 3.5],
    ]);
    const { tables, guesses } = await tablesOf(book);
    expect(tables[0]?.rows).toEqual({
      Beds: { indicator: 'beds', unit: '10^3' },
      Turnover: { indicator: 'turnover', unit: 'million EUR' },
    });
    expect(guesses.filter((guess) => guess.includes('left out'))).toEqual([saying('column E (E2:E3) …')]);
  });
});
