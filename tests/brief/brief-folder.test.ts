import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Diagnostic, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import type { Brief } from '../../src/brief/brief.ts';
import { listBriefs, loadBrief } from '../../src/brief/brief-folder.ts';
import { TINY } from '../template/case.ts';
import { mentioning, saying } from '../messages.ts';

interface Loaded {
  readonly brief: Brief | undefined;
  readonly problems: readonly string[];
}

/** Loads a copy of the tiny brief in which some files, by path below `templates/`, have another text or are gone. */
async function loadWith(files: Readonly<Record<string, string | undefined>>): Promise<Loaded> {
  const root = await mkdtemp(path.join(tmpdir(), 'assay-brief-'));
  try {
    await cp(path.join(TINY, 'templates'), path.join(root, 'templates'), { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      const target = path.join(root, 'templates', file);
      await mkdir(path.dirname(target), { recursive: true });
      await (text === undefined ? rm(target) : writeFile(target, text));
    }
    const diagnostics = new Diagnostics();
    const brief = await loadBrief(new Workspace(root), 'harbour-ferries', diagnostics);
    return { brief, problems: diagnostics.all.map(shortOf) };
  } finally {
    await rm(root, { recursive: true });
  }
}

function shortOf({ rule, message, place, path: only }: Diagnostic): string {
  return `${place ? `${path.basename(place.file.path)}:${place.line}:${place.column}` : (only ?? '')} ${rule}: ${message}`;
}

const HEAD = 'title: {en: Ferries, zh-CN: 渡轮}\ndataset: ferry-passengers\n';
const EDITIONS = 'editions: [{id: one, release: ferry-2025-q4}]\n';
const withYaml = (text: string) => loadWith({ 'harbour-ferries/brief.yaml': text });

test.each([
  ['{{label "passengers"}} rose to {{value "passengers"}}, as it was expected to do.', ['brief.yaml:4:15']],
  ['{{label "passengers"}}: {{value "passengers"}}\n\n{{! Only labels and figures stand here, no words. }}', []],
])('a template of several languages has no sentences of its own: %j', async (line, warned) => {
  const { problems } = await loadWith({
    'harbour-ferries/brief.md.hbs': `# {{brief.title}} {#a}\n\n${line}\n`,
    'harbour-ferries/brief.yaml': `${HEAD}${EDITIONS}locales: [en, zh-CN]\n`,
  });
  expect(problems.filter((problem) => problem.includes('missing-template'))).toEqual(
    warned.map((place) => saying(`${place} brief/missing-template: … brief.zh-CN.md.hbs … brief.md.hbs … zh-CN … en`)),
  );
});

test('the tiny brief is loaded whole', async () => {
  const { brief, problems } = await loadWith({
    'partials/row.hbs': 'shared',
    'partials/foot.hbs': 'foot',
    'harbour-ferries/brief.zh-CN.md.hbs': '# 中文',
    'harbour-ferries/brief.yaml': `${HEAD}${EDITIONS}locales: [en, zh-CN]\nloose_numbers: [CO2]\n`,
    'harbour-ferries/charts/a.vl.json': '{}',
    'harbour-ferries/charts/notes.txt': 'no chart',
  });
  expect(problems).toEqual([]);
  expect(brief?.templates.get('en')?.path).toBe('templates/harbour-ferries/brief.md.hbs');
  expect(brief?.templates.get('zh-CN')?.text).toBe('# 中文');
  expect(brief?.partials.map((folder) => [...folder].map(([name, file]) => [name, file.path]))).toEqual([
    [['row', 'templates/harbour-ferries/partials/row.hbs']],
    [
      ['foot', 'templates/partials/foot.hbs'],
      ['row', 'templates/partials/row.hbs'],
    ],
  ]);
  expect(brief?.charts.map((chart) => chart.path)).toEqual(['templates/harbour-ferries/charts/a.vl.json']);
  expect(brief).toMatchObject({
    id: 'harbour-ferries',
    papers: ['A4'],
    looseNumbers: ['CO2'],
    directionWords: {},
  });
  expect(brief?.files).toContain('templates/partials/foot.hbs');
  expect(brief?.files).toContain('templates/harbour-ferries/brief.yaml');
});

test('a brief has no more editions than a century has months', async () => {
  const list = (count: number): string =>
    Array.from({ length: count }, (_, index) => `  - { id: e${index}, release: ferry-2025-q4 }\n`).join('');
  const { problems } = await loadWith({ 'harbour-ferries/brief.yaml': `${HEAD}editions:\n${list(2001)}` });
  expect(problems).toEqual([expect.stringMatching(/^brief\.yaml:2004:\d+ file\/too-large/)]);
});

test('briefs are the folders with a brief.yaml', async () => {
  expect(await listBriefs(new Workspace(TINY))).toEqual(['harbour-ferries']);
  expect(await listBriefs(new Workspace(path.join(TINY, 'data')))).toEqual([]);
});

test('a part under a name that is nearly right is not passed over in silence', async () => {
  const { brief, problems } = await loadWith({
    'harbour-ferries/style.yml': '',
    'harbour-ferries/chart/a.vl.json': '{}',
    'harbour-ferries/charts/b.json': '{}',
    'harbour-ferries/brief.zh.md.hbs': '# 中文',
    'harbour-ferries/README.md': 'mine',
  });
  expect(brief).toBeDefined();
  expect(problems).toEqual(
    ['brief.zh.md.hbs', 'chart/a.vl.json', 'charts/b.json', 'style.yml'].map((name) => {
      const file = `templates/harbour-ferries/${name}`;
      return `${file} brief/unread-file: ${file} is not read`;
    }),
  );
});

describe('mistakes in a brief', () => {
  test.each<[string, string, string[]]>([
    ['an empty file', '', ['brief.yaml:1:1 schema/empty: …']],
    ['broken YAML', 'title: [', ['brief.yaml:1:8 yaml/syntax']],
    [
      'an unknown key',
      `${HEAD}${EDITIONS}locales: [en]\nlooose_numbers: [CO2]\n`,
      ['brief.yaml:5:1 schema/unknown-key: … looose_numbers …'],
    ],
    [
      'a locale without words',
      `${HEAD}${EDITIONS}locales: [fr]\n`,
      ['brief.yaml:4:11 schema/wrong-type: fr is not one of en, zh-CN'],
    ],
    [
      'a locale without title',
      `title: {en: Ferries}\ndataset: d\n${EDITIONS}locales: [en, zh-CN]\n`,
      ['brief.yaml:4:15 dataset/missing-label: … zh-CN'],
    ],
    ['a locale twice', `${HEAD}${EDITIONS}locales: [en, en]\n`, ['brief.yaml:4:15 yaml/duplicate-key: en …']],
    [
      'an edition twice',
      `${HEAD}editions: [{id: a, release: x}, {id: a, release: y}]\nlocales: [en]\n`,
      ['brief.yaml:3:38 yaml/duplicate-key: … a …'],
    ],
    [
      'a day that no calendar has',
      `${HEAD}editions: [{id: a, release: x, as_of: 2025-02-30}]\nlocales: [en]\n`,
      ['brief.yaml:3:39 dataset/bad-date: 2025-02-30 is not a date'],
    ],
    [
      'an edition that leads out',
      `${HEAD}editions: [{id: ../a, release: x}]\nlocales: [en]\n`,
      ['brief.yaml:3:17 schema/wrong-type'],
    ],
    [
      'a template that leads out',
      `${HEAD}${EDITIONS}locales: [en]\ntemplate: ../brief.md.hbs\n`,
      ['brief.yaml:5:11 schema/wrong-type'],
    ],
    [
      'a template that is not there',
      `${HEAD}${EDITIONS}locales: [en]\ntemplate: breif.md.hbs\n`,
      ['brief.yaml:5:11 brief/missing-template: … breif.md.hbs'],
    ],
    [
      'a word for two directions',
      `${HEAD}${EDITIONS}locales: [en]\ndirection_words: { up: [was burnt], down: [Was burnt] }\n`,
      ['brief.yaml:5:44 yaml/duplicate-key: "Was burnt" …'],
    ],
    ['null', `${HEAD}${EDITIONS}locales: null\n`, ['brief.yaml:4:10 schema/empty: null …']],
  ])('%s', async (_, yaml, expected) => {
    const { brief, problems } = await withYaml(yaml);
    expect(brief).toBeUndefined();
    expect(problems).toEqual(expected.map(mentioning));
  });
});

test('a private-use character in a template is refused where it stands', async () => {
  const { brief, problems } = await loadWith({ 'harbour-ferries/brief.md.hbs': 'a\nb \uE000' });
  expect(brief).toBeUndefined();
  expect(problems).toEqual([saying('brief.md.hbs:2:3 document/private-use … U+E000 …')]);
});

test('line ends of Windows in a template and a partial are read as those of Unix', async () => {
  const { brief } = await loadWith({
    'harbour-ferries/brief.md.hbs': '# A\r\n\r\nText one,\r\ntext two.\r\n',
    'harbour-ferries/partials/part.hbs': 'one\r\ntwo',
  });
  const maps = brief ? [brief.templates, ...brief.partials] : [];
  const texts = maps.flatMap((map) => Array.from(map.values(), ({ text }) => text));
  expect(texts).toEqual(expect.arrayContaining(['# A\n\nText one,\ntext two.\n', 'one\ntwo']));
});

test('a brief without its template is refused', async () => {
  const { problems } = await loadWith({ 'harbour-ferries/brief.md.hbs': undefined });
  expect(problems).toEqual([saying('brief.yaml:1:1 brief/missing-template … brief.md.hbs')]);
});

test('a folder with the name of a file that would be read is reported, and not that the file is missing', async () => {
  const { brief, problems } = await loadWith({
    'harbour-ferries/brief.md.hbs': undefined,
    'harbour-ferries/brief.md.hbs/a.txt': 'A',
    'harbour-ferries/charts/trips.vl.json/b.txt': 'B',
    'partials/row.hbs/c.txt': 'C',
  });
  expect(brief).toBeUndefined();
  expect(problems).toEqual(
    ['harbour-ferries/brief.md.hbs', 'harbour-ferries/charts/trips.vl.json', 'partials/row.hbs'].map(
      (name) => `templates/${name} file/unreadable: this is a folder and no file`,
    ),
  );
});

test('the example of docs/reference/brief.md is a brief', async () => {
  const readme = await readFile('docs/reference/brief.md', 'utf8');
  const { problems } = await withYaml(/```yaml\n(.*?)```/s.exec(readme)?.[1] ?? '');
  expect(problems).toEqual([]);
});

test.each([
  ['{en: Twice as many passengers, zh-CN: 渡轮}', ['brief.yaml:1:13 document/untested-claim']],
  ['{en: Ferries, zh-CN: 客运量创历史新高}', ['brief.yaml:1:29 document/untested-claim']],
  ['{en: Passengers of the town, zh-CN: 渡轮}', []],
])('a title claims nothing of figures: %s', async (title, expected) => {
  const { problems } = await withYaml(`title: ${title}\ndataset: ferry-passengers\n${EDITIONS}`);
  const claims = problems.filter((problem) => problem.includes('untested-claim'));
  expect(claims.map((problem) => problem.split(':').slice(0, 3).join(':'))).toEqual(expected);
});
