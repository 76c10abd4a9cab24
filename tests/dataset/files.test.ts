import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { listDatasets, loadDataset } from '../../src/dataset/dataset-folder.ts';
import { BASE, loadChanged, summaryOf } from './case.ts';
import { mentioning, saying } from '../messages.ts';

/** What loading says when a file of the base dataset holds other bytes. */
async function loadWith(file: string, content: string | Uint8Array): Promise<string[]> {
  const { diagnostics } = await loadChanged((folder) => writeFile(path.join(folder, file), content));
  return diagnostics.map(summaryOf);
}

const club = await readFile(path.join(BASE, 'releases/club.yaml'), 'utf8');

describe('files that are odd but right', () => {
  test('a byte-order mark and CRLF change nothing, not even a place', async () => {
    const odd = `\uFEFF${club.replaceAll('\n', '\r\n')}`;
    expect(await loadWith('releases/club.yaml', odd)).toEqual([]);
    expect(await loadWith('releases/club.yaml', odd.replace('3.5%', '3.5 pp'))).toEqual([
      saying('releases/club.yaml:5 error dataset/wrong-dimension … % … -- …'),
    ]);
  });

  test('the order of keys in a file changes nothing', async () => {
    const [head = '', ...rest] = club.split(/(?=^observations)/m);
    expect(await loadWith('releases/club.yaml', `${rest.join('')}${head}`)).toEqual([]);
  });
});

test('others are heard between the releases that are read', async () => {
  let heard = 0;
  const hear = (): void => {
    heard += 1;
    waiting = setImmediate(hear);
  };
  let waiting = setImmediate(hear);
  const { releases } =
    (await loadDataset(new Workspace('tests/fixtures/tiny'), 'ferry-passengers', new Diagnostics())) ?? {};
  clearImmediate(waiting);
  expect(releases?.size).toBeGreaterThan(1);
  expect(heard).toBeGreaterThanOrEqual(releases?.size ?? 0);
});

test('a folder with the name of a release is reported', async () => {
  const { diagnostics } = await loadChanged((folder) => mkdir(path.join(folder, 'releases/club-2026.yaml')).then());
  expect(diagnostics.map(summaryOf)).toEqual([saying('releases/club-2026.yaml error file/unreadable … -- …')]);
});

test('a unit that is wrong in a release which an import wrote is corrected in the mapping', async () => {
  const wrong = async (release: string): Promise<string[]> => {
    const { diagnostics } = await loadChanged(async (folder) => {
      await mkdir(path.join(folder, 'imports'), { recursive: true });
      await writeFile(path.join(folder, 'imports/sheet.yaml'), `file: sheet.csv\nrelease: { id: ${release} }\n`);
      await writeFile(path.join(folder, 'imports/torn.yaml'), 'release: [club');
      await writeFile(path.join(folder, 'releases/club.yaml'), club.replace('3.5%', '3.5 pp'));
    });
    return diagnostics.map(({ rule, hint }) => `${rule}: ${hint?.replaceAll(/data\/[^/ ]+\//g, '')}`);
  };
  expect(await wrong('club')).toEqual([
    saying('dataset/wrong-dimension … imports/sheet.yaml … imports/sheet.yaml … dataset.yaml'),
  ]);
  expect(await wrong('other')).toEqual([saying('dataset/wrong-dimension …')]);
});

describe('files that cannot be used', () => {
  test.each([
    ['nothing', '', 'schema/empty … -- …'],
    ['a comment only', '# soon\n', 'schema/empty … -- …'],
    ['the text null', 'null\n', 'schema/empty … -- …'],
    ['a tilde', '~', 'schema/empty … -- …'],
    ['a list', '- a\n- b\n', 'schema/wrong-type … -- … format, release, observations, tables, unrevised'],
    ['a text', 'hello', 'schema/wrong-type … -- … format, release, observations, tables, unrevised'],
    ['two documents', `${club}---\n${club}`, 'yaml/syntax … -- … ---'],
  ])('%s', async (_, content, summary) => {
    const said = await loadWith('releases/club.yaml', content);
    expect(said.map((item) => item.replace(/^\S+ error /, ''))).toEqual([saying(summary)]);
  });

  test('a text of a megabyte is named by its length', async () => {
    const long = club.replace('growth: 3.5%', `growth: 3.5%, note: ${'x'.repeat(1_000_000)}`);
    expect(await loadWith('releases/club.yaml', long)).toEqual([
      saying('releases/club.yaml:5 error file/too-large … 1000000 … 20000 … -- …'),
    ]);
  });

  test('a private-use character typed as itself, a NUL, bytes that are not a UTF-8', async () => {
    const at = (content: string): string => club.replace('3.5%', content);
    expect(await loadWith('releases/club.yaml', at('3.5%\uE000'))).toHaveLength(1);
    expect(await loadWith('releases/club.yaml', at('3.5%\0'))).toHaveLength(1);
    expect(await loadWith('releases/club.yaml', new Uint8Array([0x61, 0xff, 0xfe]))).toHaveLength(1);
  });

  test.each([
    ['never closed', '['.repeat(5000)],
    ['closed', '['.repeat(5000) + ']'.repeat(5000)],
    ['deeper than any stack', '{a: '.repeat(60_000) + '}'.repeat(60_000)],
  ])('nesting without end, %s', async (_, nested) => {
    expect(await loadWith('releases/club.yaml', `release: ${nested}`)).toHaveLength(1);
  });

  test('keys that every object has are keys like any other', async () => {
    const said = await loadWith('releases/club.yaml', `${club}__proto__: {polluted: yes}\nconstructor: 1\n`);
    expect(said.map((item) => item.split(': ')[1])).toEqual([
      saying('… __proto__ … -- …'),
      saying('… constructor … -- known'),
    ]);
    expect({}).not.toHaveProperty('polluted');
  });

  test.each(['sources', 'indicators', 'units', 'dimensions', 'conditions'])(
    '%s may not hold the one of them that schemas pass over',
    async (key) => {
      const dataset = await readFile(path.join(BASE, 'dataset.yaml'), 'utf8');
      expect(await loadWith('dataset.yaml', dataset.replace(`${key}:\n`, `${key}:\n  __proto__: {}\n`))).toEqual([
        mentioning(' error schema/unknown-key … __proto__ … -- '),
      ]);
    },
  );
});

describe('folders', () => {
  test('a file under a name that is nearly right is not passed over in silence', async () => {
    const { dataset, diagnostics } = await loadChanged(async (folder) => {
      await mkdir(path.join(folder, 'release'));
      for (const name of ['relation.yaml', 'events.yml', 'release/2024.yaml', 'README.md', 'notes.csv'])
        await writeFile(path.join(folder, name), 'x');
    });
    expect(dataset).toBeDefined();
    expect(diagnostics.map(summaryOf)).toEqual([
      saying('events.yml warning dataset/unread-file: data/bicycles/events.yml … -- … events.yaml?'),
      saying('relation.yaml warning dataset/unread-file: data/bicycles/relation.yaml … -- … relations.yaml?'),
      saying('release/2024.yaml warning dataset/unread-file: data/bicycles/release/2024.yaml … -- … releases/*.yaml?'),
    ]);
  });

  test('a dataset is a folder with a dataset.yaml', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'assay-data-'));
    await mkdir(path.join(root, 'data/schema'), { recursive: true });
    await mkdir(path.join(root, 'data/b/releases'), { recursive: true });
    await mkdir(path.join(root, 'data/a'), { recursive: true });
    await writeFile(path.join(root, 'data/a/dataset.yaml'), '');
    await writeFile(path.join(root, 'data/b/dataset.yaml'), '');
    expect(await listDatasets(new Workspace(root))).toEqual(['a', 'b']);
    await rm(root, { recursive: true });
    expect(await listDatasets(new Workspace(root))).toEqual([]);
  });

  test('a dataset without releases, one that is not there', async () => {
    const { diagnostics } = await loadChanged((folder) => rm(path.join(folder, 'releases'), { recursive: true }));
    expect(diagnostics.map(summaryOf)).toEqual([saying('releases error schema/empty … -- …')]);
    const missing = new Diagnostics();
    expect(await loadDataset(new Workspace('.'), 'nowhere', missing)).toBeUndefined();
    expect(missing.all.map((item) => item.rule)).toEqual(['file/unreadable']);
  });

  test('an error elsewhere does not make this dataset wrong', async () => {
    const diagnostics = new Diagnostics();
    diagnostics.error('brief/none', 'something else is wrong');
    expect(await loadDataset(new Workspace('.'), 'china-nonferrous', diagnostics)).toBeDefined();
  });
});
