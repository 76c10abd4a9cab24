import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { LOCALE_IDS } from '../../../src/language/locales.ts';
import { starterLanguages } from '../../../src/tables/starting/project.ts';
import { assayHere } from '../../cli/program.ts';
import { hashesIn, makeRoot } from '../../cli/root.ts';
import { IMPORTS } from '../importing/imports.ts';
import { mentioning, saying } from '../../messages.ts';
import { LONG } from '../../long.ts';

let root: string;
beforeAll(async () => {
  root = await makeRoot();
});
afterAll(() => fs.rm(root, { recursive: true }));

function read(file: string): Promise<string> {
  return fs.readFile(path.join(root, file), 'utf8');
}

/** Copies data and templates of a project, whose dataset and brief get another name, into one root folder. */
async function joinProject(project: string, name: string): Promise<void> {
  for (const folder of ['data', 'templates'])
    await fs.cp(path.join(root, project, folder, 'city-bikes'), path.join(root, 'all', folder, name), {
      recursive: true,
    });
  const brief = path.join(root, 'all/templates', name, 'brief.yaml');
  const text = await fs.readFile(brief, 'utf8');
  await fs.writeFile(brief, text.replace('dataset: city-bikes', `dataset: ${name}`));
}

/** Starts from a table, adds the edition of the year after, and imports the table of that year. */
async function startTrams(): Promise<void> {
  const all = path.join(root, 'all');
  const table = (years: string): string =>
    `Lines,${years},${years}\n,thousand,,,million vehicle-km,,\nEast,1,2,3,4,5,6\nWest,2,3,4,5,6,7\nTotal,3,5,7,9,11,13\n`;
  await fs.writeFile(path.join(root, 'trams-2025.csv'), `,Visits,,,Travel,,\n${table('2023,2024,2025')}`);
  const next = path.join(all, 'sources/trams-2026.csv');
  const facts = ['--release', 'trams-2026', '--period', '2026', '--published', '2027'];
  const runs = [
    ['init', all, '--yes', '--from', path.join(root, 'trams-2025.csv')],
    ['edition', '2026', '--from', '2025', '--brief', 'trams', '--root', all],
    ['import', next, '--mapping', 'data/trams/imports/table.yaml', '--root', all, '--yes', ...facts],
  ];
  for (const run of runs) {
    expect(await assayHere(run)).toMatchObject({ status: 0, stderr: '' });
    await fs.writeFile(next, `,Visits,,,Travel,,\n${table('2024,2025,2026')}`);
  }
}

test('each language has its example in starter/, so that a project can be started in it', async () => {
  expect([...(await starterLanguages())].sort()).toEqual([...LOCALE_IDS].sort());
});

test('the example has the same files and relations in every language', async () => {
  const exampleIn = async (language: string): Promise<readonly [files: string[], relations: string[]]> => {
    const folder = path.resolve('starter', language);
    const files = (await fs.readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
    const relations = await fs.readFile(path.join(folder, 'data/city-bikes/relations.yaml'), 'utf8');
    const paths = files.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)));
    return [paths.sort(), Array.from(relations.matchAll(/\bid: ([\w-]+)/g), ([, id = '']) => id)];
  };
  const [files, relations] = await exampleIn('en');
  expect(relations.length).toBeGreaterThan(0);
  for (const language of await starterLanguages()) expect(await exampleIn(language)).toEqual([files, relations]);
});

test('what init writes is tested and printed without a warning, in every language and from a table', LONG, async () => {
  for (const language of LOCALE_IDS) {
    const made = await assayHere([
      'init',
      path.join(root, language),
      '--yes',
      '--language',
      language,
      '--ci',
      'github',
    ]);
    expect(made).toMatchObject({ status: 0, stderr: '' });
    await joinProject(language, `bikes-${language.toLowerCase()}`);
  }
  const table = path.join(IMPORTS, 'sources/office.xlsx');
  expect(await assayHere(['init', path.join(root, 'all'), '--yes', '--from', table])).toMatchObject({
    status: 0,
    stderr: '',
  });
  await startTrams();
  expect(await assayHere(['check', '--quiet', '--root', path.join(root, 'all')])).toMatchObject({
    status: 0,
    stderr: '',
  });
  expect(await assayHere(['build', '--quiet', '--root', path.join(root, 'all')])).toMatchObject({
    status: 0,
    stderr: '',
  });
  for (const language of LOCALE_IDS) {
    const built = `all/out/bikes-${language.toLowerCase()}/2025-q4/${language}/build.json`;
    expect(await read(built)).toMatch(/"pages": 2\b/);
  }
});

test('the next edition of a brief that started from a table prints the periods up to its own', LONG, async () => {
  const page = await read('all/out/trams/2026/en/brief.md');
  expect(page).toContain('| Figure | 2024 | 2025 | 2026 |');
  expect(page).toContain('thousand, 2024–2026');
  expect(page).toMatch(/!\[Visits: Total: thousand, 2023 to 2026\./);
  expect(page).toMatch(/\| Total \| 9\s<sup>r<\/sup> \| 11\s<sup>r<\/sup> \| 13 \|/);
  expect(page).toContain('million vehicle-km, 2024–2026');
  expect(await read('all/out/trams/2025/en/brief.md')).toContain('| Figure | 2023 | 2024 | 2025 |');
});

test('the example shows a correction and a known disagreement', LONG, async () => {
  const page = await read('all/out/bikes-en/2025-q4/en/brief.md');
  expect(page).toContain('Printed: casual rides, fourth quarter of 2025, “569,000”');
  expect(page).toContain('One disagreement is known, on the third quarter of 2025: The council counts no rides');
});

test('editors find the schemas that the settings name', LONG, async () => {
  const settings = JSON.parse(await read('en/.vscode/settings.json')) as { 'yaml.schemas': Record<string, string> };
  const schemas = Object.keys(settings['yaml.schemas']);
  expect(schemas).toHaveLength(8);
  for (const schema of schemas) await fs.access(schema.replace('./node_modules/assay-briefs/', ''));
  const manifest = JSON.parse(await read('zh-CN/package.json')) as { devDependencies: object };
  expect(Object.keys(manifest.devDependencies)).toEqual([saying('@expo-google-fonts/noto-sans-sc'), 'assay-briefs']);
});

test('hosts find the workflows of docs/ci, and what these use', LONG, async () => {
  const used = [...(await read('en/.github/workflows/briefs.yml')).matchAll(/uses: \.\/(\S+)/g)].map(([, to]) => to);
  expect(new Set(used)).toEqual(new Set(['.github/actions/assay']));
  for (const file of await fs.readdir('.github/actions/assay'))
    expect(await read(`en/.github/actions/assay/${file}`)).toBe(
      await fs.readFile(`.github/actions/assay/${file}`, 'utf8'),
    );
  const comment = parse(await read('en/.github/workflows/briefs-comment.yml')) as {
    on: { workflow_run: { workflows: string[] } };
  };
  const { name } = parse(await read('en/.github/workflows/briefs.yml')) as { name: string };
  expect(comment.on.workflow_run.workflows).toEqual([name]);
  const made = await assayHere(['init', path.join(root, 'gitlab'), '--yes', '--ci', 'gitlab']);
  expect(made.status).toBe(0);
  const { include } = parse(await read('gitlab/.gitlab-ci.yml')) as { include: { local: string }[] };
  expect(include).toHaveLength(1);
  const component = parseAllDocuments(await read(`gitlab/${include[0]?.local}`));
  expect(component.at(-1)?.toJS()).toHaveProperty('briefs.script');
});

test('a table whose first row lacks its oldest or newest figure becomes a brief that says so', LONG, async () => {
  const table = path.join(root, 'gaps.csv');
  await fs.writeFile(table, 'Goods,2023,2024,2025\nOres,..,12.1,..\nCoal,5.5,5.2,5.1\n');
  const project = path.join(root, 'gaps');
  expect(await assayHere(['init', project, '--yes', '--from', table])).toMatchObject({ status: 0 });
  const frozen = await assayHere(['build', '--frozen', '--root', project]);
  expect(frozen.stderr).not.toContain('error');
  expect(frozen.stdout).toContain('brief.md is missing');
  expect(await read('gaps/templates/gaps/brief.md.hbs')).toContain('{{else}}not available{{/if}}');
});

test('nothing is overwritten', LONG, async () => {
  const before = await hashesIn(path.join(root, 'en'));
  const again = await assayHere(['init', path.join(root, 'en'), '--yes']);
  expect([again.status, again.stderr.includes('[start/exists]')]).toEqual([1, true]);
  expect(await hashesIn(path.join(root, 'en'))).toEqual(before);
  await fs.mkdir(path.join(root, 'own'));
  await fs.writeFile(path.join(root, 'own/package.json'), '{}');
  const own = await assayHere(['init', path.join(root, 'own'), '--yes']);
  expect(own.stdout).toEqual(mentioning('package.json …'));
  expect(await read('own/package.json')).toBe('{}');
});

test.each<[what: string, options: readonly string[], told: string]>([
  ['a file that does not exist', ['--from', 'none.xlsx'], '[file/unreadable]'],
  ['a file without a table', ['--from', 'README.md'], '[import/unreadable]'],
  ['an unknown host', ['--ci', 'forge'], 'Allowed choices are github, gitlab, none'],
  ['an unknown language', ['--language', 'fr'], 'Allowed choices are en, zh-CN, de'],
])('%s is refused, and nothing is written', async (_, options, told) => {
  const run = await assayHere(['init', path.join(root, 'refused'), '--yes', ...options]);
  expect(run.status).toBeGreaterThan(0);
  expect(run.stderr).toContain(told);
  await expect(fs.access(path.join(root, 'refused'))).rejects.toThrow();
});
