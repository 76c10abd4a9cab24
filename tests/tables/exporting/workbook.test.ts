import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { exportFigures } from '../../../src/cli/export-verb.ts';
import { Reporter } from '../../../src/cli/reporter.ts';
import { Workspace } from '../../../src/core/machine/workspace.ts';
import { edit, makeRoot, TINY } from '../../cli/root.ts';
import { type Book, type BookSheet, readBook, textsOf } from './book.ts';

const GERMAN = path.resolve('tests/fixtures/german');
const RELEASES = 'data/ferry-passengers/releases';

/** Runs `assay export` on the ferries, or on what `name` is. `file` is what it wrote. */
async function exported(
  { name = 'ferry-passengers', ...options }: Readonly<Record<string, string | undefined>> = {},
  change: (root: string) => Promise<void> = () => Promise.resolve(),
  fixtures: readonly string[] = [TINY],
): Promise<{
  readonly ok: boolean;
  readonly out: string;
  readonly file: Buffer | undefined;
  readonly files: string[];
}> {
  const root = await makeRoot(...fixtures);
  onTestFinished(() => fs.rm(root, { recursive: true }));
  await change(root);
  const output = path.join(root, 'written/book.xlsx');
  await fs.mkdir(path.dirname(output));
  let out = '';
  const stream = { write: (text: string): unknown => (out += text) };
  const reporter = new Reporter({ color: false }, { stdout: stream, stderr: stream });
  const ok = await exportFigures({
    workspace: new Workspace(root),
    names: [name],
    options: { output, ...options },
    reporter,
    interruption: () => new AbortController().signal,
  });
  const files = await fs.readdir(path.dirname(output));
  const file = files.includes('book.xlsx') ? await fs.readFile(output) : undefined;
  return { ok, out, file, files };
}

async function book(...parameters: Parameters<typeof exported>): Promise<Book> {
  const { file, out } = await exported(...parameters);
  if (!file) throw new Error(out);
  return readBook(file);
}

function sheet({ sheets }: Book, name: string): BookSheet {
  const found = sheets.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is none of ${sheets.map((one) => one.name).join(', ')}`);
  return found;
}

test('no figure of a brief is marked as not available that a release states', async () => {
  // the brief prints one quarter of a row and another of the next
  const template =
    '# Ferries {#top}\n\n{{value "passengers"}} in all, {{value "passengers.harbour@2025-Q3"}} there a quarter before.\n';
  const made = await book({ name: 'harbour-ferries', edition: '2025-q4' }, (root) =>
    edit(root, 'templates/harbour-ferries/brief.md.hbs', () => template),
  );
  const rows = made.sheets.flatMap((one) => (one.table ? textsOf(one) : []));
  const quarters = rows.filter(([label]) => label === 'Passengers' || label === 'Harbour route');
  // read in the releases by hand
  expect(quarters.map((row) => row.slice(0, 3))).toEqual([
    ['Passengers', '1236000', '1108000'],
    ['Harbour route', '824000', '731000'],
  ]);
});

test('a table has the figures of the releases as numbers, with their digits as format, and what is to be said about them', async () => {
  const made = await book();
  expect(textsOf(sheet(made, 'Table_2'))).toEqual([
    ['Table 2: Level, by quarter'],
    ['This sheet has one table.'],
    ['Shorthand in this table: [p] provisional'],
    ['An empty cell in the column Notes means that there is no note.'],
    ['Figure', 'Unit', 'Third quarter of 2025', 'Fourth quarter of 2025', 'Source', 'Notes'],
    ['Passengers', 'number', '1236000', '1108000', 'Harbour Office', ''],
    ['Harbour route', 'number', '824000', '731000', 'Harbour Office', ''],
    ['River route', 'number', '412000', '377000', 'Harbour Office', ''],
    ['Fuel used', 'tonnes', '2180', '1960', 'Harbour Office', '[p] fourth quarter of 2025'],
    ['Sailings on time', '%', '95.1', '93.8', 'Harbour Office', '[note 1]'],
  ]);
  const [, , third] = sheet(made, 'Table_2').rows[9] ?? [];
  expect(third).toEqual({ name: 'C10', type: 'n', text: '95.1', format: '#,##0.0' });
  expect(textsOf(sheet(made, 'Notes'))).toContainEqual([
    '[note 1]',
    'Sailings on time: Sailings that leave within five minutes of the timetable.',
  ]);
  expect(textsOf(sheet(made, 'Table_3')).slice(1)).toEqual([
    ['This sheet has one table.'],
    ['Unit of all figures: %'],
    ['Shorthand in this table: [f] forecast; [~] about the number'],
    ['Figure', '2025 (%)', '2026 (%)', 'Source', 'Notes'],
    ['Passengers', '5.0', '3', 'Harbour Office', '[f] [~] [note 2] 2026'],
  ]);
});

test('a range is written from end to end, in the unit of its row, and is not a number', async () => {
  const made = await book({}, (root) =>
    edit(root, `${RELEASES}/ferry-2025-q4.yaml`, (text) => text.replace("'1,960 t'", "'1.5 to 2.25 kt'")),
  );
  const rows = sheet(made, 'Table_2').rows.filter(([first]) => first?.text === 'Fuel used');
  expect(rows.map((row) => row.slice(2, 4).map(({ type, text }) => [type, text]))).toEqual([
    [
      ['n', '2180'],
      ['inlineStr', '1,500 to 2,250'],
    ],
  ]);
  // of the range in the middle of which there is no figure, nothing else is said as a number
  expect(JSON.stringify(made)).not.toMatch(/18[78]\d/);
});

test('a corrected figure is a number with its mark, and a note says what was printed', async () => {
  const made = await book({ release: 'ferry-2025-q3', asOf: '2025-12-31' });
  const rows = textsOf(sheet(made, 'Table_1'));
  const harbour = rows.find(([name]) => name === 'Harbour route');
  expect(harbour).toEqual([
    'Harbour route',
    'number',
    '824000',
    'Harbour Office',
    '[corrected] [note 1] third quarter of 2025',
  ]);
  expect(textsOf(sheet(made, 'Notes')).find(([mark]) => mark === '[note 1]')?.[1]).toBe(
    'Harbour route, third quarter of 2025: the source prints “8,240,000”; corrected to 824,000. Supported by “ferry-2025-q4”.',
  );
});

/**
 * What the guidance “Releasing statistics in spreadsheets” of the UK Government Analysis Function asks for, and can be
 * seen in a file.
 */
const GUIDANCE: Readonly<Record<string, (made: Book) => void>> = {
  'a cover comes first, then the contents, notes and sources': ({ sheets }) => {
    expect(sheets.length).toBeGreaterThan(5);
    expect(sheets.slice(0, 4).every((one) => one.rows.length > 1)).toBe(true);
  },
  'the contents link to every sheet after them': ({ sheets }) => {
    const links = sheets[1]?.tags
      .filter(({ name }) => name === 'hyperlink')
      .map(({ attributes }) => attributes['location']);
    expect(links).toEqual(sheets.slice(2).map(({ name }) => `'${name}'!A1`));
  },
  'names of sheets have no spaces, and each once': ({ sheets }) => {
    const names = sheets.map(({ name }) => name);
    expect(names.filter((name) => !/^[\p{L}\p{N}_]{1,31}$/u.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  },
  'every sheet begins with its title, in the first cell': ({ sheets }) => {
    for (const { rows } of sheets)
      expect(rows[0]?.map(({ name, type }) => [name, type])).toEqual([['A1', 'inlineStr']]);
  },
  'no row and no column is left out, before a table or in it': ({ sheets }) => {
    for (const { rows } of sheets) {
      for (const [row, cells] of rows.entries())
        expect(cells.map(({ name }) => name)).toEqual(cells.map((_, column) => `${'ABCDEFGHIJ'[column]}${row + 1}`));
    }
  },
  'no cell is empty but in the column of notes, and the sheet says why': ({ sheets }) => {
    for (const one of sheets) {
      const texts = textsOf(one);
      const empty = texts.flatMap((cells) => cells.slice(0, -1)).filter((text) => text === '');
      expect(empty).toEqual([]);
      if (texts.some((cells) => cells.includes('')))
        expect(texts.slice(0, 5).flat().join('\n')).toMatch(/empty cell|leere Zelle|空单元格/i);
    }
  },
  'one table a sheet, marked as a table with a name and a row of heads': ({ sheets }) => {
    const tables = sheets.slice(1).map(({ table }) => table);
    expect(tables.every((table) => table !== undefined)).toBe(true);
    expect(new Set(tables.map((table) => table?.name)).size).toBe(tables.length);
    for (const { table, rows } of sheets.slice(1)) {
      const top = Number(/^A(\d+):/.exec(table?.area ?? '')?.[1]);
      expect(rows[top - 1]?.map(({ text }) => text)).toEqual(table?.heads);
      expect(table?.area).toBe(`A${top}:${rows.at(-1)?.at(-1)?.name}`);
      expect(new Set(table?.heads).size).toBe(table?.heads.length);
    }
  },
  'no cells are merged, hidden, frozen, coloured or formulas': ({ sheets, parts }) => {
    const forbidden = new Set(['mergeCell', 'pane', 'f', 'conditionalFormatting', 'drawing', 'autoFilter']);
    for (const { tags } of sheets) {
      expect(tags.filter(({ name }) => forbidden.has(name))).toEqual([]);
      expect(tags.filter(({ attributes }) => attributes['hidden'] !== undefined)).toEqual([]);
    }
    expect(parts['xl/styles.xml']).not.toContain('fgColor');
  },
  'figures are numbers, and their unit stands in their head or in their row': ({ sheets }) => {
    for (const { rows, table } of sheets.slice(4)) {
      const top = Number(/^A(\d+):/.exec(table?.area ?? '')?.[1]);
      const inRows = /^(?:Unit|Einheit|单位)$/.test(table?.heads[1] ?? '');
      for (const cells of rows.slice(top)) {
        for (const [column, { type, text }] of cells.entries()) {
          const head = table?.heads[column] ?? '';
          if (!/20\d\d/.test(head)) continue;
          expect([type === 'n' || text === '[x]', inRows || /[(（].+[)）]$/.test(head)]).toEqual([true, true]);
        }
      }
    }
  },
  'every mark is explained on its sheet, and in the notes': ({ sheets }) => {
    const notes = new Set(textsOf(sheets[2] as BookSheet).map(([mark]) => mark));
    for (const one of sheets.slice(3)) {
      const [lines, table] = [
        textsOf(one)
          .filter((row) => row.length === 1)
          .flat()
          .join('\n'),
        textsOf(one).filter((row) => row.length > 1),
      ];
      for (const [mark] of table
        .flat()
        .join(' ')
        .matchAll(/\[[^\]]+\]/g)) {
        const isNote = /\d\]$/.test(mark);
        expect([mark, isNote || lines.includes(mark), notes.has(mark) || mark === '[z]']).toEqual([mark, true, true]);
      }
    }
  },
  'columns are wide enough for their words': ({ sheets }) => {
    for (const { tags, table } of sheets.slice(1)) {
      const widths = tags.filter(({ name }) => name === 'col').map(({ attributes }) => Number(attributes['width']));
      expect(widths.length).toBe(table?.heads.length);
      expect(Math.min(...widths)).toBeGreaterThan(12);
    }
  },
  'the file has a title, an author and a language': ({ parts }) => {
    expect(parts['docProps/core.xml']).toMatch(
      /<dc:title>.+<\/dc:title><dc:creator>.+<\/dc:creator><dc:language>[a-z]{2}/,
    );
  },
};

/** The fixtures that have texts in a language. */
const FIXTURES = { en: [TINY], 'zh-CN': [TINY], de: [TINY, GERMAN] };

describe.each(Object.entries(FIXTURES))('a workbook in %s', (locale, fixtures) => {
  test.each(Object.entries(GUIDANCE))('%s', async (_, check) => {
    check(await book({ locale, release: 'ferry-2025-q3' }, undefined, fixtures));
  });
});

test('no text of the data becomes a formula, markup or another letter', async () => {
  const label = `=1+cmd|'/C calc'!A0 <b>&"_x0041_`;
  const made = await book({}, (root) =>
    edit(root, 'data/ferry-passengers/dataset.yaml', (text) =>
      text
        .replace('en: Fuel used', `en: '${label.replaceAll("'", "''")}'`)
        .replace(/^locales:/m, "loose_numbers: ['1', A0, _x0041_]\n$&"),
    ),
  );
  const cell = sheet(made, 'Table_2')
    .rows.flat()
    .find(({ text }) => text.startsWith('=1'));
  // Spreadsheets read _x005F_ as an underscore.
  expect([cell?.type, cell?.text.replaceAll('_x005F_', '_')]).toEqual(['inlineStr', label]);
  expect(cell?.text).toContain('_x005F_x0041_');
  expect(cell?.format).toBe('49');
});

test('the same figures give the same bytes in every time zone, and SOURCE_DATE_EPOCH the date', async () => {
  const one = await exported();
  vi.stubEnv('TZ', 'Pacific/Kiritimati');
  const two = await exported();
  vi.stubEnv('SOURCE_DATE_EPOCH', '86400');
  const three = await book();
  vi.unstubAllEnvs();
  expect(two.file?.equals(one.file ?? Buffer.of())).toBe(true);
  expect(readBook(one.file ?? Buffer.of()).parts['docProps/core.xml']).toContain('2026-01-19T00:00:00Z');
  expect(three.parts['docProps/core.xml']).toContain('1970-01-02T00:00:00Z');
});

test('a dataset whose figures contradict each other, and what is not there, is not exported', async () => {
  const wrong = await exported({}, async (root) => {
    const holds = 'passengers = passengers.harbour + passengers.river';
    const relation = `relations:\n  - { id: total, hardness: hard, reason: A total., holds: ${holds} }\n`;
    await fs.writeFile(path.join(root, 'data/ferry-passengers/relations.yaml'), relation);
    await edit(root, `${RELEASES}/ferry-2025-q4.yaml`, (text) => text.replace("'731,000'", "'7,310,000'"));
  });
  expect(wrong.out).toContain('[assay/contradiction]');
  expect([wrong.ok, wrong.files]).toEqual([false, []]);
  const release = await exported({ release: 'ferry-2025' });
  expect([release.ok, release.files]).toEqual([false, []]);
  expect(release.out).toContain('[dataset/unknown-release]');
  const language = await exported({ locale: 'de' });
  expect([language.ok, language.files]).toEqual([false, []]);
  expect(language.out).toContain('[dataset/unknown-locale]');
});

test('every statement is written as CSV', async () => {
  const { file } = await exported({ format: 'csv' });
  const lines = String(file).trimEnd().split('\n');
  // 8 statements of the first release, 15 of the second, and the head.
  expect(lines).toHaveLength(24);
  expect(lines[0]).toMatch(/^release,source,indicator,/);
});

interface Exported {
  readonly dataset: string;
  readonly release: string;
  readonly observations: readonly Readonly<Record<string, string>>[];
}

test('every statement is written as JSON, without empty cells, and with the digits of its source', async () => {
  const { file } = await exported({ format: 'json' });
  const { dataset, release, observations } = JSON.parse(String(file)) as Exported;
  expect({ dataset, release, count: observations.length }).toEqual({
    dataset: 'ferry-passengers',
    release: 'ferry-2025-q4',
    count: 23,
  });
  const passengers = observations.find(({ place }) => place === 'text/2');
  expect(passengers).toMatchObject({ measure: 'level', period: '2025', value: '4512000', printed: '4,512,000' });
  expect(observations.flatMap((one) => Object.values(one)).filter((text) => text === '')).toEqual([]);
});

test('of a brief the figures are written that an edition prints or works others out from, and no others', async () => {
  const change = (root: string): Promise<void> =>
    edit(
      root,
      'templates/harbour-ferries/brief.md.hbs',
      (text) => `${text}\n{{over "fuel.used" "passengers" unit="t/count"}} each.\n`,
    );
  const indicatorsIn = async (options: Readonly<Record<string, string>>): Promise<string[]> => {
    const { file } = await exported({ name: 'harbour-ferries', format: 'json', ...options }, change);
    const { release, observations } = JSON.parse(String(file)) as Exported;
    return [release, ...observations.map(({ indicator, measure, period }) => `${indicator} ${measure} ${period}`)];
  };
  expect(await indicatorsIn({})).toEqual([
    'ferry-2025-q4',
    'passengers level 2025-Q4',
    'passengers growth 2025-Q4',
    'passengers growth 2025-Q4',
    'passengers.harbour level 2025-Q4',
    'passengers.harbour growth 2025-Q4',
    'passengers.river level 2025-Q4',
    'passengers.river growth 2025-Q4',
    'fuel.used level 2025-Q4',
  ]);
  expect((await indicatorsIn({ edition: '2025-q3' }))[0]).toBe('ferry-2025-q3');
  const { sheets } = await book({ name: 'harbour-ferries' });
  const texts = new Set(sheets.flatMap(({ rows }) => rows.flat().map(({ text }) => text)));
  expect(['1108000', '4512000', '93.8'].map((text) => texts.has(text))).toEqual([true, false, false]);
});

test('an edition or language that a brief does not have is a mistake', async () => {
  const edition = await exported({ name: 'harbour-ferries', edition: '2025-q5' });
  expect([edition.ok, edition.files]).toEqual([false, []]);
  expect(edition.out).toContain('the brief harbour-ferries has no edition 2025-q5 [edition/unknown]');
  const language = await exported({ name: 'harbour-ferries', locale: 'de' });
  expect(language.out).toContain('the brief harbour-ferries is not printed in de [edition/unknown]');
  const none = await exported({ name: 'harbour' });
  expect(none.out).toContain('there is no dataset harbour');
});

/** Exports to a file that holds something already. Returns what was said, and whether the file is still the same. */
async function exportedOver(
  content: string | Uint8Array,
  options: Readonly<Record<string, string>> = {},
): Promise<{ readonly ok: boolean; readonly out: string; readonly isKept: boolean; readonly files: string[] }> {
  const folder = await makeRoot();
  onTestFinished(() => fs.rm(folder, { recursive: true }));
  const output = path.join(folder, 'there');
  await fs.writeFile(output, content);
  const { ok, out } = await exported({ output, ...options });
  const isKept = (await fs.readFile(output)).equals(Buffer.from(content));
  return { ok, out, isKept, files: await fs.readdir(folder) };
}

test.each([
  ['a workbook of an office', () => fs.readFile('tests/fixtures/imports/sources/office.xlsx')],
  ['a table', () => 'Rides,2024,2025\nMembers,899,959\n'],
  ['a text that begins as an archive', () => 'PK\u0003\u0004 and no more'],
  ['an empty file', () => ''],
])('%s is not overwritten', async (_, content) => {
  for (const format of ['xlsx', 'csv']) {
    const { ok, out, isKept, files } = await exportedOver(await content(), { format });
    expect([ok, isKept, files]).toEqual([false, true, ['there']]);
    expect(out).toMatch(/there is there already.*\[export\/other-file\]\n.*hint: .* -o/);
  }
});

test('what an export wrote is overwritten by the next, but not in data/', async () => {
  for (const format of ['xlsx', 'csv', 'json']) {
    const { file } = await exported({ format });
    const next = await exportedOver(file ?? '', { format, ...(format === 'xlsx' && { release: 'ferry-2025-q3' }) });
    expect([next.ok, next.isKept]).toEqual([true, format !== 'xlsx']);
  }
  const { file = '' } = await exported({ format: 'csv' });
  const options = { format: 'csv', output: '' };
  const inData = await exported(options, async (root) => {
    options.output = path.join(root, 'data/ferry-passengers.csv');
    await fs.writeFile(options.output, file);
  });
  expect([inData.ok, inData.out.includes('[export/other-file]')]).toEqual([false, true]);
});

test('without -o a file of the default name is not overwritten either', async () => {
  const folder = await makeRoot();
  onTestFinished(() => fs.rm(folder, { recursive: true }));
  await fs.writeFile(path.join(folder, 'ferry-passengers.xlsx'), 'mine');
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder);
  const { ok, out } = await exported({ output: undefined });
  cwd.mockRestore();
  expect([ok, out.includes('[export/other-file]')]).toEqual([false, true]);
  expect(await fs.readFile(path.join(folder, 'ferry-passengers.xlsx'), 'utf8')).toBe('mine');
});

test('a file that cannot be written is reported, and nothing stays next to it', async () => {
  const folder = path.join(await makeRoot(), 'none');
  await expect(exported({ output: path.join(folder, 'x.xlsx') })).rejects.toThrow('there is no such folder');
});
