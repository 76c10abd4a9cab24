import fs from 'node:fs/promises';
import path from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../cli/program.ts';
import { edit, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { LONG } from '../long.ts';
import { built } from './builds.ts';

const BRIEF_YAML = 'templates/routes/brief.yaml';

/** A brief printed for each route, next to the tiny brief. */
const FILES: Readonly<Record<string, string>> = {
  [BRIEF_YAML]: `title: { en: The routes, zh-CN: 各航线 }
dataset: ferry-passengers
editions:
  - { id: q4, release: ferry-2025-q4 }
locales: [en, zh-CN]
for: route
members: [river, harbour]
`,
  'templates/routes/brief.md.hbs': `# {{member.label}}, {{edition.period}} {#top}

{{#each (where (figures "passengers.*") "route" member.id)}}
{{label}}: {{value}}, {{change this}}.
{{/each}}

## Levels and changes, 水平与变化 {#levels}

{{#each observations}}
{{#if (has value)}}
- {{label}}, {{measure}}, {{period}}: {{value}}
{{/if}}
{{/each}}

## Chart {#chart}

:::exhibit{#routes-chart}
{{member.label}}

::chart{name="route"}
:::
`,
  'templates/routes/charts/route.vl.json': JSON.stringify({
    data: { address: ['passengers', 'passengers.*'], member: true },
    mark: 'bar',
    encoding: { y: { field: 'label' }, x: { field: 'value', type: 'quantitative' } },
  }),
};

const MEMBERS = ['harbour', 'river'];
const LOCALES = ['en', 'zh-CN'];

let root: string;
let whole: Run;
beforeAll(async () => {
  root = await makeRoot(TINY);
  for (const [name, text] of Object.entries(FILES)) {
    await fs.mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await fs.writeFile(path.join(root, name), text);
  }
  whole = await built(root, { names: ['routes'] });
});
afterAll(() => fs.rm(root, { recursive: true }));

const folder = (base: string, ...parts: readonly string[]): string => path.join(base, 'out/routes', ...parts);
const foldersIn = async (...parts: readonly string[]): Promise<string[]> =>
  (await fs.readdir(folder(...(parts as [string])))).sort();

/** A copy of the root in which brief.yaml is changed, built. */
async function rebuilt(change: (yaml: string) => string): Promise<string> {
  const other = await makeRoot(root);
  await edit(other, BRIEF_YAML, change);
  expect(await built(other, { quiet: true })).toMatchObject({ status: 0, stderr: '' });
  return other;
}

test('each member has a folder with all outputs, and one line of a build reports all', async () => {
  expect(whole.status, whole.stderr).toBe(0);
  const [english = '', chinese] = whole.stdout.split('\n');
  expect(english).toMatch(/^out\/routes\/q4\/en\/\{river,harbour\}\/: 2 pages, \d+ figures$/);
  expect(chinese).toBe(english.replace('/en/', '/zh-CN/'));
  for (const locale of LOCALES) {
    expect(await foldersIn(root, 'q4', locale)).toEqual(MEMBERS);
    for (const member of MEMBERS) {
      expect(Object.keys(await hashesIn(folder(root, 'q4', locale, member)))).toEqual([
        'brief.html',
        'brief.json',
        'brief.md',
        'brief.pdf',
        'build.json',
        'charts/route.csv',
        'charts/route.svg',
        'data/datapackage.json',
        // only the harbour route has an event
        ...(member === 'harbour' ? ['data/events.csv'] : []),
        'data/observations.csv',
        'data/releases.csv',
        'manifest.json',
      ]);
    }
  }
});

interface BriefJson {
  readonly member: string;
  readonly title: string;
  readonly values: readonly { readonly address: string; readonly role: string }[];
}

test.each(MEMBERS)('the document, chart and data of the %s are about it alone', async (member) => {
  const read = (name: string): Promise<string> => fs.readFile(folder(root, 'q4/en', member, name), 'utf8');
  const { member: named, title, values } = JSON.parse(await read('brief.json')) as BriefJson;
  expect(named).toBe(member);
  expect((JSON.parse(await read('manifest.json')) as { member: string }).member).toBe(member);
  const label = { harbour: 'Harbour route', river: 'River route' }[member];
  expect(title).toBe(`${label}, fourth quarter of 2025`);
  const about = new RegExp(`^passengers\\.${member}[:@]`);
  expect(values.map(({ address }) => address)).toEqual(values.map(() => expect.stringMatching(about) as string));
  expect(values.filter(({ role }) => role !== 'text')).toHaveLength(1);
  const [, ...rows] = parseCsv(await read('data/observations.csv'));
  expect(new Set(rows.map((row) => row[2]))).toEqual(new Set([`passengers.${member}`]));
  expect(rows.length).toBeGreaterThan(1);
});

test.each(MEMBERS)('the page of the %s names to search engines the files that lie next to it', async (member) => {
  const html = await fs.readFile(folder(root, 'q4/en', member, 'brief.html'), 'utf8');
  const [, json = ''] = /<script type="?application\/ld\+json"?>(.*?)<\/script>/s.exec(html) ?? [];
  const { distribution } = JSON.parse(json) as { distribution: readonly { readonly contentUrl: string }[] };
  const files = await hashesIn(folder(root, 'q4/en', member));
  const nextTo = Object.keys(files).filter((name) => name.startsWith('data/') || name === 'brief.json');
  expect(distribution.map(({ contentUrl }) => contentUrl).sort()).toEqual(nextTo.sort());
});

test('a member alone prints what it prints next to others, and takes the others with it', LONG, async () => {
  const other = await rebuilt((yaml) => yaml.replace('[river, harbour]', '[river]'));
  const documents = async (base: string): Promise<object> => {
    const hashes = Object.entries(await hashesIn(folder(base, 'q4/en/river')));
    // its fingerprint is over brief.yaml too
    return Object.fromEntries(hashes.filter(([name]) => name !== 'manifest.json'));
  };
  expect(await documents(other)).toEqual(await documents(root));
  expect(await foldersIn(other, 'q4', 'en')).toEqual(['river']);
  await fs.rm(other, { recursive: true });
});

test('members of which the release states nothing are not printed', async () => {
  const other = await makeRoot(root);
  const dataset = 'data/ferry-passengers/dataset.yaml';
  await edit(other, dataset, (yaml) =>
    yaml.replace(/^ +river:.*$/m, '$&\n      night: { en: Night route, zh-CN: 夜航 }'),
  );
  await edit(other, BRIEF_YAML, (yaml) => yaml.replace('[river, harbour]', '[river, night]'));
  expect(await built(other, { quiet: true })).toMatchObject({ status: 0, stderr: '' });
  expect(await foldersIn(other, 'q4', 'en')).toEqual(['river']);
  await fs.rm(other, { recursive: true });
});

test('without members named, all are printed; for none, one document of the whole', LONG, async () => {
  const all = await rebuilt((yaml) => yaml.replace(/^members.*\n/m, ''));
  expect(await foldersIn(all, 'q4', 'en')).toEqual(['all', ...MEMBERS]);
  await fs.rm(all, { recursive: true });
});

test('a brief that is no longer printed for members leaves no folder of any', LONG, async () => {
  const other = await makeRoot(root);
  await edit(other, BRIEF_YAML, (yaml) => yaml.replace(/^(?:for|members).*\n/gm, ''));
  await edit(
    other,
    'templates/routes/brief.md.hbs',
    () => '# The routes {#top}\n\nNo member{{#if member}} but one{{/if}}.\n',
  );
  await fs.rm(path.join(other, 'templates/routes/charts'), { recursive: true });
  expect(await built(other, { quiet: true })).toMatchObject({ status: 0, stderr: '' });
  const left = await foldersIn(other, 'q4', 'en');
  expect(left.filter((name) => !name.includes('.'))).toEqual(['data']);
  expect(await fs.readFile(folder(other, 'q4/en/brief.md'), 'utf8')).toContain('No member.');
  await fs.rm(other, { recursive: true });
});
