import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../../../src/core/diagnostics/environment-error.ts';
import { Workspace } from '../../../src/core/machine/workspace.ts';
import { loadDataset, loadReadable } from '../../../src/dataset/dataset-folder.ts';
import { type Draft, draftEdition } from '../../../src/tables/drafting/draft.ts';
import { writeDraft } from '../../../src/tables/drafting/draft-writing.ts';
import type { EditionRequest } from '../../../src/tables/drafting/edition-request.ts';
import { openGaps } from '../../../src/tables/drafting/open-gaps.ts';
import { addChart, BRIEF, edit, hashesIn, makeRoot, TINY } from '../../cli/root.ts';
import { saying } from '../../messages.ts';
import { asRelease } from '../../dataset/brands.ts';

const RELEASES = 'data/ferry-passengers/releases';
const NEW = `${RELEASES}/ferry-2026-q1.yaml`;

let root: string;
let workspace: Workspace;
beforeEach(async () => {
  root = await makeRoot(TINY);
  workspace = new Workspace(root);
});
afterEach(() => fs.rm(root, { recursive: true }));

/** The draft of an edition after the fourth quarter, or the messages that say why there is none. */
async function drafted(request: Partial<EditionRequest> = {}): Promise<Draft | string[]> {
  const diagnostics = new Diagnostics();
  const draft = await draftEdition(workspace, { id: '2026-q1', from: '2025-q4', briefs: [], ...request }, diagnostics);
  return draft ?? diagnostics.all.map(({ rule, message }) => `${rule}: ${message}`);
}

async function written(): Promise<Draft> {
  const draft = await drafted();
  if (Array.isArray(draft)) throw new Error(draft.join('\n'));
  await writeDraft(workspace, draft.files);
  return draft;
}

test('a new edition is drafted, filled in and complete', async () => {
  const before = await hashesIn(root);
  const { period, release, ended, gaps } = await written();
  expect({ period: period.text, release, ended }).toEqual({
    period: '2026-Q1',
    release: 'ferry-2026-q1',
    ended: [{ brief: 'harbour-ferries', asOf: '2026-01-19' }],
  });
  // The template names the third quarter of 2025, which no release on 2026 compares with.
  expect(gaps.map(({ file, line, sentence, figures }) => ({ file, line, sentence, figures }))).toEqual([
    {
      file: `${BRIEF}/brief.md.hbs`,
      line: 23,
      sentence: 'Against the quarter before, the number {{change "passengers:growth[2025-Q3]"}}.',
      figures: [{ address: 'passengers:growth[2025-Q3]@2026-Q1', isRequired: false, before: 'ferry-2025-q4' }],
    },
  ]);
  const after = await hashesIn(root);
  expect(Object.keys(after).filter((file) => after[file] !== before[file])).toEqual([NEW, `${BRIEF}/brief.yaml`]);
  // 19 January is the day of the newest release so far.
  expect(await fs.readFile(path.join(root, BRIEF, 'brief.yaml'), 'utf8')).toContain(`
  - { id: 2025-q4, release: ferry-2025-q4, as_of: 2026-01-19 }
  - { id: 2026-q1, release: ferry-2026-q1 }
`);

  // What is still to be filled in is said at its line, and the figures that are there can be tested.
  const unfilled = new Diagnostics();
  const { dataset, isSound, isUnfinished } = await loadReadable(workspace, 'ferry-passengers', unfilled);
  expect({ isSound, isUnfinished, releases: dataset?.releases.size }).toEqual({
    isSound: false,
    isUnfinished: true,
    releases: 3,
  });
  expect(unfilled.all.map(({ message, place }) => `${place?.line}: ${message}`)).toEqual([
    saying('1 …'),
    saying('5 … passengers …'),
    saying('6 … passengers …'),
    saying('7 … passengers …'),
    // the level, growth and claim of the year are not asked for in its first quarter
    saying('8 … passengers …'),
    saying('10 … passengers.harbour …'),
    saying('11 … passengers.harbour …'),
    saying('12 … passengers.harbour …'),
    saying('14: 5 …'),
  ]);

  // The release states no change on a quarter before, no claim and nothing of the river route.
  await edit(root, NEW, (text) =>
    text
      .replace('published: TODO', 'published: 2026-04-20')
      .replace(/^.*(?:base: |claim: ).*\n/gm, '')
      .replace(/ {2}passengers\.river:\n.*\n.*\n/, '')
      .replaceAll("'TODO'", "'1,021,000'")
      .replaceAll(/TODO(?=%| t)/g, '3.1'),
  );
  const filled = new Diagnostics();
  const state = await loadDataset(workspace, 'ferry-passengers', filled);
  expect(filled.all).toEqual([]);
  expect(state?.releases.get(asRelease('ferry-2026-q1'))?.observations).toHaveLength(9);
  const open = await openGaps(workspace, '2026-q1', [], filled);
  expect(open?.map(({ line, figures }) => `${line} ${figures.map(({ address }) => address).join()}`)).toEqual([
    '23 passengers:growth[2025-Q3]@2026-Q1',
  ]);
});

test('a chart asks for the figures that it names one by one', async () => {
  await addChart(root);
  await edit(root, `${BRIEF}/charts/routes.vl.json`, (text) =>
    text.replace('"passengers.*"', '["passengers.*", "passengers:growth[2025-Q3]"]'),
  );
  const draft = await drafted();
  const gaps = Array.isArray(draft) ? [] : draft.gaps.filter(({ file }) => file.endsWith('routes.vl.json'));
  expect(gaps.flatMap(({ figures }) => figures)).toEqual([
    { address: 'passengers:growth[2025-Q3]@2026-Q1', isRequired: true, before: 'ferry-2025-q4' },
  ]);

  await edit(root, `${BRIEF}/charts/routes.vl.json`, (text) => text.replace('"data":{', '"data":{"optional":true,'));
  const other = await drafted();
  expect(Array.isArray(other) ? other : other.gaps.filter(({ file }) => file.endsWith('.json'))).toEqual([]);
});

test('what templates and charts write out of the period is listed with what to write instead', async () => {
  await addChart(root);
  await edit(root, `${BRIEF}/charts/routes.vl.json`, (text) =>
    text
      .replace('"passengers.*"', '["passengers@2024-Q4..2025-Q4", "passengers@2025-Q3"]')
      .replace('"mark":', '\n"title":"2025-Q4",\n"mark":'),
  );
  const own = (await fs.readFile(path.join(root, BRIEF, 'brief.md.hbs'), 'utf8')).split('\n').length;
  await edit(
    root,
    `${BRIEF}/brief.md.hbs`,
    (text) =>
      `${text}
In {{period "2025-Q4"}} {{value "passengers@2025-Q4"}}, after {{cell "passengers:growth[2025-Q3]@2024-Q4"}}. "2025-Q4"
In {{period "2024-Q1"}} there was another office. {{!-- "2025-Q4" --}}
`,
  );
  const draft = await drafted();
  if (Array.isArray(draft)) throw new Error(draft.join('\n'));
  // Line 1 of the chart has its data; a range of periods is not a single figure that could be missing.
  expect(draft.fixed).toEqual([
    {
      file: `${BRIEF}/brief.md.hbs`,
      line: own + 1,
      column: 14,
      texts: [
        { written: '2025-Q4', counted: '0', moved: '2026-Q1' },
        { written: 'passengers@2025-Q4', counted: 'passengers@0', moved: 'passengers@2026-Q1' },
        {
          written: 'passengers:growth[2025-Q3]@2024-Q4',
          counted: 'passengers:growth[-1Q]@-1',
          moved: 'passengers:growth[2025-Q4]@2025-Q1',
        },
      ],
    },
    {
      file: `${BRIEF}/charts/routes.vl.json`,
      line: 1,
      column: 22,
      texts: [
        {
          written: 'passengers@2024-Q4..2025-Q4',
          counted: 'passengers@-1..0',
          moved: 'passengers@2025-Q1..2026-Q1',
        },
        { written: 'passengers@2025-Q3', counted: 'passengers@-1Q', moved: 'passengers@2025-Q4' },
      ],
    },
    {
      file: `${BRIEF}/charts/routes.vl.json`,
      line: 2,
      column: 10,
      texts: [{ written: '2025-Q4', counted: undefined, moved: '2026-Q1' }],
    },
  ]);
  expect(draft.gaps.filter(({ file }) => file.endsWith('.json'))).toEqual([]);
  const same = await drafted({ id: 'again', period: '2025-Q4', release: 'ferry-again' });
  expect(Array.isArray(same) ? same : same.fixed).toEqual([]);
});

test('after two releases on one period comes a third, which states all that the second stated', async () => {
  const second = await fs.readFile(path.join(root, RELEASES, 'ferry-2025-q4.yaml'), 'utf8');
  const revised = second
    .replace('id: ferry-2025-q4', 'id: ferry-11')
    .replace('published: 2026-01-19', 'published: 2026-02-19');
  await fs.writeFile(path.join(root, RELEASES, 'ferry-11.yaml'), revised);
  await edit(root, `${BRIEF}/brief.yaml`, (text) =>
    text.replace(
      /(\n {2}- \{ id: 2025-q4, release: ferry-2025-q4) \}/,
      "$1, as_of: 2026-01-19 }\n  - { id: '11', release: ferry-11 }",
    ),
  );
  const draft = await drafted({ id: '12', from: '11' });
  if (Array.isArray(draft)) throw new Error(draft.join('\n'));
  const { period, release, gaps } = draft;
  expect({ period: period.text, release, gaps }).toEqual({ period: '2025-Q4', release: 'ferry-12', gaps: [] });
});

test('a release in tables gets a table and a row', async () => {
  const heads = 'id;source;published;period\r\nferry-2025-q4;harbour_office;2026-01-19;2025-Q4\r\n';
  await edit(root, 'data/ferry-passengers/dataset.yaml', (text) =>
    text.replace('locales:', "csv: { delimiter: ';', decimal: ',' }\nlocales:"),
  );
  await fs.rm(path.join(root, RELEASES, 'ferry-2025-q4.yaml'));
  await fs.writeFile(path.join(root, RELEASES, 'releases.csv'), `\uFEFF${heads}`);
  const rows = 'indicator;measure;printed\npassengers.harbour;level;824.000\npassengers;growth;6,1%\n';
  await fs.writeFile(path.join(root, RELEASES, 'ferry-2025-q4.csv'), rows);
  // The correction of the third quarter rests on the fourth.
  await edit(root, `${RELEASES}/ferry-2025-q3.yaml`, (text) => text.replace(/, corrected: .*\]/, ''));
  const { files } = await written();
  expect(files.map((file) => file.path)).toEqual([
    `${RELEASES}/ferry-2026-q1.csv`,
    `${RELEASES}/releases.csv`,
    `${BRIEF}/brief.yaml`,
  ]);
  expect(await fs.readFile(path.join(root, RELEASES, 'releases.csv'), 'utf8')).toBe(
    `\uFEFF${heads}ferry-2026-q1;harbour_office;TODO;2026-Q1\r\n`,
  );
  const unfilled = new Diagnostics();
  await loadDataset(workspace, 'ferry-passengers', unfilled);
  expect(unfilled.all.map(({ rule, place }) => `${rule} ${place?.line}:${place?.column}`)).toEqual([
    'dataset/unfilled 2:26',
    'dataset/unfilled 3:19',
    'dataset/unfilled 3:30',
  ]);
});

describe('each mistake is one message, and nothing is written', () => {
  test.each<[string, Partial<EditionRequest>, string]>([
    ['an unknown edition', { from: '2025-q5' }, 'edition/unknown … harbour-ferries … 2025-q5'],
    ['an edition that exists', { id: '2025-q3' }, 'edition/exists: harbour-ferries … 2025-q3'],
    ['an id that names no folder', { id: '../q1' }, 'edition/bad-name: "../q1" …'],
    ['an id of a release', { release: 'Q1 2026' }, 'edition/bad-name: "Q1 2026" …'],
    [
      'a release that exists',
      { release: 'ferry-2025-q3' },
      'edition/exists: ferry-passengers … ferry-2025-q3 … 2025-Q3 … 2026-Q1',
    ],
    ['an unknown brief', { briefs: ['harbour'] }, 'brief/unknown … harbour'],
    ['a text that is not a period', { period: 'spring' }, 'dataset/bad-period: spring …'],
  ])('%s', async (_, request, message) => {
    const before = await hashesIn(root);
    expect(await drafted(request)).toEqual([saying(message)]);
    expect(await hashesIn(root)).toEqual(before);
  });

  test('a release of the old edition that is missing', async () => {
    await edit(root, `${BRIEF}/brief.yaml`, (text) => text.replace('ferry-2025-q4', 'ferry-2025-q6'));
    expect(await drafted()).toEqual([saying('dataset/unknown-release … ferry-passengers … ferry-2025-q6')]);
  });

  test('briefs that are named and do not have the old edition', async () => {
    for (const name of ['one', 'two']) {
      await fs.cp(path.join(root, BRIEF), path.join(root, 'templates', name), { recursive: true });
      await edit(root, `templates/${name}/brief.yaml`, (text) => text.replace(/^.*id: 2025-q4.*\n/m, ''));
    }
    expect(await drafted({ briefs: ['harbour-ferries', 'one', 'two'] })).toEqual([saying('edition/unknown … 2025-q4')]);
  });

  test('a period that nothing follows', async () => {
    await edit(root, `${RELEASES}/ferry-2025-q4.yaml`, (text) =>
      text.replace('period: 2025-Q4', 'period: 2025-M01..2025-M11').replace(/^.*base: .*\n/m, ''),
    );
    expect(await drafted({ id: 'next' })).toEqual([
      saying('edition/no-period … 2025-M01..2025-M11 … ferry-2025-q4 … next …'),
    ]);
    const total = await drafted({ id: '2025-m12' });
    expect(Array.isArray(total) ? total : total.period.text).toBe('2025-M01..2025-M12');
  });

  test('a file in the way', async () => {
    await fs.writeFile(path.join(root, NEW), 'mine');
    expect(await drafted()).toHaveLength(1);
  });

  test('a disk that refuses the last file', async () => {
    const draft = await drafted();
    if (Array.isArray(draft)) throw new Error(draft.join('\n'));
    const before = await hashesIn(root);
    await fs.mkdir(path.join(root, BRIEF, `.brief.yaml.${process.pid}.draft`));
    await expect(writeDraft(workspace, draft.files)).rejects.toThrow(EnvironmentError);
    expect(await hashesIn(root)).toEqual(before);
  });
});
