import fs from 'node:fs/promises';
import path from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { assay, type Run, useProgram } from '../cli/program.ts';
import { addChart, BRIEF, edit, EDITION, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { readPdf } from '../output/pdf/read-pdf.ts';
import { built } from './builds.ts';
import { saying } from '../messages.ts';
import { LONG } from '../long.ts';

useProgram();
const EDITIONS = ['2025-q3', '2025-q4'];

/** The tiny root, built with a chart. */
let root: string;
let first: Run;
beforeAll(async () => {
  root = await makeRoot(TINY);
  await addChart(root);
  first = await assay(['build', '--root', root], { TZ: 'UTC', LANG: 'C' });
  return () => fs.rm(root, { recursive: true });
});

const folderOf = (edition: string): string => path.join(root, 'out/harbour-ferries', edition, 'en');
const textOf = (edition: string, name: string): Promise<string> =>
  fs.readFile(path.join(folderOf(edition), name), 'utf8');

async function jsonOf<T>(edition: string, name: string): Promise<T> {
  return JSON.parse(await textOf(edition, name)) as T;
}

test('both editions are printed, each with its quarter, and nothing else lies in out/', async () => {
  const documents = ['brief.html', 'brief.json', 'brief.md', 'brief.pdf'];
  const data = ['data/datapackage.json', 'data/events.csv', 'data/observations.csv', 'data/releases.csv'];
  const made = [...documents, 'build.json', 'charts/routes.csv', 'charts/routes.svg', ...data, 'manifest.json'];
  const paths = EDITIONS.flatMap((edition) => made.map((name) => `harbour-ferries/${edition}/en/${name}`));
  const whole = ['datapackage.json', 'events.csv', 'manifest.json', 'observations.csv', 'releases.csv'];
  paths.push(...whole.map((name) => `harbour-ferries/data/${name}`));
  expect(Object.keys(await hashesIn(path.join(root, 'out')))).toEqual(paths);
  expect(first.status).toBe(0);
  expect(first.stdout.split('\n')).toEqual([
    'out/harbour-ferries/2025-q3/en/: 1 page, 8 figures',
    'out/harbour-ferries/2025-q4/en/: 1 page, 9 figures',
    `${paths.length} files written`,
    '',
  ]);
  expect(await textOf('2025-q3', 'brief.md')).toContain('# Ferries of the harbour town, third quarter of 2025\n');
  expect(await textOf('2025-q4', 'brief.md')).toContain('# Ferries of the harbour town, fourth quarter of 2025\n');
  const { pages } = await readPdf(await fs.readFile(path.join(folderOf('2025-q3'), 'brief.pdf')));
  expect(pages[0]).toContain('third quarter of 2025');
});

interface PrintedJson {
  readonly section: string;
  readonly ordinal: number;
  readonly role: string;
  readonly text: string;
  readonly release: string;
  readonly printed: string;
  readonly at: string;
  readonly template?: string;
}

/** Numbers that are not figures: the period, the day of the release, Table 1 and Figure 1. */
const DATES_AND_NAMES: Readonly<Record<string, readonly string[]>> = {
  '2025-q3': ['2025', '20', '1'],
  '2025-q4': ['2025', '19', '2026', '1'],
};

/** The text of each section of a Markdown output by its id. */
function sectionsOf(markdown: string): Map<string, string> {
  const parts = markdown.split(/^<a name="[^"]+" id="([^"]+)"><\/a>\n\n(?=#)/m).slice(1);
  return new Map(parts.flatMap((id, index) => (index % 2 === 0 ? [[id, parts[index + 1] ?? '']] : [])));
}

/** A text without figures that it holds in this order. */
function without(text: string, figures: readonly PrintedJson[]): string {
  let passed = '';
  let left = text;
  for (const figure of figures) {
    const at = left.indexOf(figure.text);
    expect(at, figure.text).toBeGreaterThanOrEqual(0);
    passed += left.slice(0, at);
    left = left.slice(at + figure.text.length);
  }
  return passed + left;
}

function numbersIn(text: string): string[] {
  return text.match(/\d(?:[\d,.]*\d)?/g) ?? [];
}

describe.each(EDITIONS)('edition %s', (edition) => {
  test('brief.json lists every figure of the Markdown, in its section and order, and no other number stands there', async () => {
    const { values } = await jsonOf<{ values: PrintedJson[] }>(edition, 'brief.json');
    const sections = sectionsOf(await textOf(edition, 'brief.md'));
    expect([...sections.keys()]).toEqual(['ferries', 'routes', 'sources', 'chart']);
    const loose = [...sections].flatMap(([id, markdown]) => {
      const own = values.filter(({ section }) => section === id);
      expect(own.map(({ ordinal }) => ordinal)).toEqual(own.map((_, index) => index + 1));
      const [printed, shown] = [own.filter(({ role }) => role === 'text'), own.filter(({ role }) => role !== 'text')];
      // What a chart shows is reported in its alternative text, in an order of its own.
      const told = new Set(shown.map(({ text }) => text));
      return numbersIn(without(markdown, printed)).filter((number) => !told.has(number));
    });
    expect(new Set(loose)).toEqual(new Set(DATES_AND_NAMES[edition]));
  });

  test('each figure is one that its release prints at that place, called for by that line of the template', async () => {
    const { values } = await jsonOf<{ values: PrintedJson[] }>(edition, 'brief.json');
    for (const { release, printed, at, template } of values) {
      const yaml = parseYaml(
        await fs.readFile(path.join(root, `data/ferry-passengers/releases/${release}.yaml`), 'utf8'),
        { schema: 'failsafe' },
      ) as { observations: Record<string, Record<string, string>[]> };
      const records = Object.values(yaml.observations).flat();
      expect(records.some((one) => one['at'] === at && [one['level'], one['growth']].includes(printed))).toBe(true);
      if (template === undefined) continue;
      const [, file = '', line = 0, column = 0] = /^(.+):(\d+):(\d+)$/.exec(template) ?? [];
      const lines = (await fs.readFile(path.join(root, file), 'utf8')).split('\n');
      expect(lines[Number(line) - 1]?.slice(Number(column) - 1)).toMatch(/^\{\{|^::chart/);
    }
  });

  test('observations.csv holds every statement, in the columns that the data package describes', async () => {
    const [header = [], ...rows] = parseCsv(await textOf(edition, 'data/observations.csv'));
    interface DataPackage {
      readonly resources: readonly [
        { readonly path: string; readonly schema: { fields: readonly { name: string }[] } },
      ];
    }
    const { resources } = await jsonOf<DataPackage>(edition, 'data/datapackage.json');
    expect(resources[0].path).toBe('observations.csv');
    expect(header).toEqual(resources[0].schema.fields.map(({ name }) => name));
    const releases = await Promise.all(
      EDITIONS.map((id) => fs.readFile(path.join(root, `data/ferry-passengers/releases/ferry-${id}.yaml`), 'utf8')),
    );
    expect(rows).toHaveLength(releases.join('').match(/^ {4}- /gm)?.length ?? 0);
  });

  test('manifest.json names every committed file and every input with its hash, and build.json the PDF', async () => {
    interface Manifest {
      readonly inputs: readonly { readonly path: string; readonly sha256: string; readonly part?: true }[];
      readonly outputs: Readonly<Record<string, string>>;
    }
    const { inputs, outputs } = await jsonOf<Manifest>(edition, 'manifest.json');
    const {
      'brief.pdf': pdf,
      'build.json': _build,
      'manifest.json': _own,
      ...texts
    } = await hashesIn(folderOf(edition));
    expect(outputs).toEqual(texts);
    expect(await jsonOf(edition, 'build.json')).toEqual({
      pdfs: { 'brief.pdf': { paper: 'A4', pages: 1, sha256: pdf } },
      browser: expect.stringMatching(/^\w*Chrome\/\d+/) as string,
      node: process.version,
    });
    const own = inputs.filter((input) => !input.path.startsWith('fonts/'));
    const { ...files } = await hashesIn(root);
    const made = Object.entries(files).filter(([file]) => !file.startsWith('out/'));
    expect(own.map((input) => input.path)).toEqual(made.map(([file]) => file));
    // of what is also about later releases and editions an edition reads a part
    const parts = own.filter((input) => input.part).map((input) => input.path);
    expect(parts).toEqual([
      'data/ferry-passengers/dataset.yaml',
      'data/ferry-passengers/events.yaml',
      'templates/harbour-ferries/brief.yaml',
    ]);
    const wholes = own.flatMap((input) => (input.part ? [] : [[input.path, input.sha256]]));
    expect(wholes).toEqual(made.filter(([file]) => !parts.includes(file)));
  });
});

describe('another build', () => {
  test('in another folder, time zone and language makes the same bytes', async () => {
    const other = await makeRoot(TINY);
    await addChart(other);
    const environment = { TZ: 'Asia/Kathmandu', LANG: 'zh_CN.UTF-8', LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'de' };
    expect(await assay(['build', '--quiet', '--root', other], environment)).toMatchObject({ status: 0 });
    expect(await hashesIn(path.join(other, 'out'))).toEqual(await hashesIn(path.join(root, 'out')));
    await fs.rm(other, { recursive: true });
  });

  test('of the same says that nothing changed, and touches nothing', async () => {
    const pdf = path.join(folderOf('2025-q4'), 'brief.pdf');
    await fs.utimes(pdf, 1, 1);
    const { stdout } = await built(root);
    expect(stdout).toMatch(/\nnothing changed\n$/);
    expect((await fs.stat(pdf)).mtimeMs).toBe(1000);
  });

  test('with SOURCE_DATE_EPOCH dates the PDF by it, and changes no text', LONG, async () => {
    const other = await makeRoot(root);
    await assay(['build', '--quiet', '--root', other], { SOURCE_DATE_EPOCH: '1577836799' });
    const read = async (folder: string): Promise<Buffer> => fs.readFile(path.join(folder, EDITION, 'brief.pdf'));
    // The release is of 19 January 2026.
    expect((await readPdf(await read(root))).created).toMatch(/^D:20260119000000/);
    const dated = await read(other);
    expect((await readPdf(dated)).created).toMatch(/^D:20191231235959/);
    expect(dated.toString('latin1')).toMatch(/\/ModDate\s*\(D:20191231235959/);
    const texts = async (folder: string): Promise<object> =>
      Object.fromEntries(
        Object.entries(await hashesIn(path.join(folder, 'out'))).filter(([name]) => !/pdf$|build\.json$/.test(name)),
      );
    expect(await texts(other)).toEqual(await texts(root));
    await fs.rm(other, { recursive: true });
  });

  test('from BOM and CRLF files makes the same documents', LONG, async () => {
    const other = await makeRoot(TINY);
    await addChart(other);
    for (const file of Object.keys(await hashesIn(other))) {
      const text = await fs.readFile(path.join(other, file), 'utf8');
      await fs.writeFile(path.join(other, file), `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    }
    expect(await built(other, { quiet: true })).toMatchObject({ status: 0, stderr: '' });
    const documents = async (folder: string): Promise<object> =>
      Object.fromEntries(
        Object.entries(await hashesIn(path.join(folder, 'out'))).filter(([name]) => !name.endsWith('manifest.json')),
      );
    expect(await documents(other)).toEqual(await documents(root));
    await fs.rm(other, { recursive: true });
  });

  test('without an edition and a chart removes what they made, and leaves what others put there', async () => {
    const other = await makeRoot(root);
    const out = path.join(other, 'out/harbour-ferries');
    const foreign = {
      'notes.txt': 'mine',
      '2025-q3/en/notes.txt': 'mine',
      '2025-q4/en/charts/mine.svg': '<svg/>',
      'application/manifest.json': '{"name": "of another program", "outputs": {"notes.txt": ""}}',
      'application/notes.txt': 'mine',
      'damaged/manifest.json': 'null',
    };
    for (const [name, text] of Object.entries(foreign)) {
      await fs.mkdir(path.dirname(path.join(out, name)), { recursive: true });
      await fs.writeFile(path.join(out, name), text);
    }
    await fs.rm(path.join(other, BRIEF, 'charts'), { recursive: true });
    await fs.cp(path.join(TINY, BRIEF), path.join(other, BRIEF), { recursive: true });
    await edit(other, `${BRIEF}/brief.yaml`, (yaml) => yaml.replace(/ .*id: 2025-q3.*\n/, ''));
    expect(await built(other, { quiet: true })).toMatchObject({ status: 0, stderr: '' });
    const { outputs } = JSON.parse(await fs.readFile(path.join(out, '2025-q4/en/manifest.json'), 'utf8')) as {
      outputs: object;
    };
    const made = [...Object.keys(outputs), 'brief.pdf', 'build.json', 'manifest.json'];
    expect(made).not.toContain('charts/routes.svg');
    const whole = Object.keys(await hashesIn(path.join(out, 'data'))).map((name) => `data/${name}`);
    const left = [...made.map((name) => `2025-q4/en/${name}`), ...whole, ...Object.keys(foreign)];
    expect(Object.keys(await hashesIn(out)).sort()).toEqual(left.sort());
    for (const [name, text] of Object.entries(foreign))
      expect(await fs.readFile(path.join(out, name), 'utf8')).toBe(text);
    await fs.rm(other, { recursive: true });
  });

  test(
    'of all briefs names the folder of a brief that no longer exists, and keeps it; of some it does not',
    LONG,
    async () => {
      const other = await makeRoot(root);
      const out = path.join(other, 'out');
      await fs.cp(path.join(out, 'harbour-ferries'), path.join(out, 'old-ferries'), { recursive: true });
      await fs.mkdir(path.join(out, 'mine'));
      await fs.writeFile(path.join(out, 'mine/manifest.json'), '{"name": "of another program"}');
      const before = await hashesIn(out);
      const notesOf = async (...names: string[]): Promise<string[]> => {
        const { stdout } = await built(other, { names, json: true });
        return (JSON.parse(stdout) as { notes: string[] }).notes.filter((note) => note.startsWith('out/'));
      };
      expect(await notesOf()).toEqual([saying('out/old-ferries/ …')]);
      expect(await notesOf('harbour-ferries')).toEqual([]);
      expect(await hashesIn(out)).toEqual(before);
      await fs.rm(other, { recursive: true });
    },
  );

  test('without an edition leaves no empty folder of it', async () => {
    const other = await makeRoot(root);
    await edit(other, `${BRIEF}/brief.yaml`, (yaml) => yaml.replace(/ .*id: 2025-q3.*\n/, ''));
    expect(await built(other, { quiet: true })).toMatchObject({ status: 0, stderr: '' });
    expect(await fs.readdir(path.join(other, 'out/harbour-ferries'))).toEqual(['2025-q4', 'data']);
    await fs.rm(other, { recursive: true });
  });
});
