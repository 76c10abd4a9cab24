import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { assayHere } from '../cli/program.ts';
import { edit, hashesIn, makeRoot } from '../cli/root.ts';

/** A project in which every kind of file names what is renamed. */
const FILES: Readonly<Record<string, string>> = {
  'data/mill/dataset.yaml': `title: The mill
publisher: The mill's office
licence: CC0-1.0
locales: [en]
dimensions:
  grain:
    label: Grain
    members: { wheat: Wheat, rye: Rye }
sources:
  office: { publisher: The office, rank: 1 } # who counts
  guild: { publisher: The guild, rank: 2 }
indicators:
  # all flour
  flour: { label: Flour, unit: t, kind: flow, in_source: { office: [flour] } }
  flour.{grain}: { unit: t, kind: flow }
  flour.sold: { label: Flour sold, unit: t, kind: flow, variant_of: 'flour' }
  staff.*:
    kind: stock
    of:
      all: { label: Staff, unit: count }
      millers: { label: Millers, unit: count }
`,
  'data/mill/relations.yaml': `constants:
  base_revision.flour: { in: [0.99, 1.01], owner: The office, reason: Seen so far }
relations:
  - id: whole
    hardness: hard
    holds: >-
      flour =
      flour.wheat + flour.rye
    owner: The office
    reason: Both grains are all.
  - { id: each, hardness: hard, holds: staff.millers <= staff.all, owner: The office, reason: Part of all }
words:
  flour:growth: { en: Growth fits the levels }
`,
  'data/mill/events.yaml': `events:
  fire: { what: A fire, period: 2025, release: office-2025, dimensions: { grain: rye } }
`,
  'data/mill/releases/office-2024.yaml': `release: { source: office, published: 2025-01-20, period: 2024 }
observations:
  flour: [{ level: 100 t }]
  flour.wheat: [{ level: 60 t }]
  flour.rye: [{ level: 40 t }]
`,
  'data/mill/releases/office-2025.yaml': `release: { source: office, published: 2026-01-20, period: 2025, title: Flour in 2025 }
observations:
  flour:
    - { level: 120 t, note: flour of both }
    - { growth: 20% }
  flour.wheat: [{ level: 80 t }, { share: 67%, of: flour }, { claim: more than half of flour }]
  flour.rye: [{ level: 40 t }]
  staff.all: [{ level: '12', period: 2025-12-31 }]
  staff.millers: [{ level: '7', period: 2025-12-31 }]
unrevised:
  - { since: office-2024, indicators: [flour.*], periods: [2024] }
`,
  'data/mill/releases/releases.csv': `id,source,published,period
guild-2025,guild,2026-02-01,2025
`,
  'data/mill/releases/guild-2025.csv': `indicator,measure,of,printed,as_in
flour.sold,level,,110 t,
flour.sold,share,flour,92%,
"flour.*, flour",claim,office-2024,no revisions,
`,
  'data/mill/imports/table.yaml': `file: sources/table.csv
release: { id: office-2024, source: office, published: 2025-01-20, period: 2024 }
tables:
  - unit: t
    rows: { Flour: flour, Wheat: { indicator: flour.wheat } }
`,
  'templates/mill/brief.yaml': `editions:
  - { id: new, release: office-2025 }
`,
  'templates/mill/brief.md.hbs': `# Flour in {{edition.period}} {#top}

{{!-- flour is what the mill makes --}}
{{label "flour"}} {{change "flour"}} to {{value "flour"}}, {{value "flour.wheat:share[flour]"}} of it of wheat {{cite "office-2025"}}. {{#if (above "flour.wheat" (at "flour.rye"))}}Wheat leads.{{/if}} {{> row of="flour.sold"}}

:::exhibit{#fig-flour}
Flour by grain, {{edition.period}}

::chart{name="flour"}

{{source "office"}}.
:::

[](#fig-flour) has {{list (figures "flour.*" except="flour.sold")}}.

:::exhibit{#grains}
Wheat is milled most

{{unit "exhibit"}}

::chart{kind="bar" of="flour.wheat flour.rye" highlight='flour.rye'}

{{source "office"}}.
:::

{{#each (where (figures "flour.*") "grain" "rye")}}Rye: {{value this}}.{{/each}}
`,
  'templates/mill/partials/row.hbs': `{{!-- @param of --}}The guild counts {{value (at of)}} {{cite "guild"}}.
`,
  'templates/mill/charts/flour.vl.json': `{
  "data": { "address": ["flour.wheat", "flour.rye"] },
  "height": { "step": 19 },
  "transform": [{ "filter": "datum.indicator !== 'flour'" }],
  "encoding": {
    "y": { "field": "label", "type": "nominal" },
    "x": { "field": "value", "type": "quantitative" }
  },
  "layer": [{ "mark": "bar" }]
}
`,
  'templates/style.yaml': `colours:
  members: { grain: { rye: '#7a4b00' } }
`,
  'assay.yaml': `embed: [{ pages: docs, flavour: github }]
`,
  'docs/page.md': `Flour: <!-- assay brief=mill part=value:flour --><!-- /assay -->

<!-- assay brief=mill edition=new part=exhibit:fig-flour -->
<!-- /assay -->
`,
};

async function project(): Promise<string> {
  const root = await makeRoot();
  onTestFinished(() => fs.rm(root, { recursive: true }));
  for (const [file, text] of Object.entries(FILES)) {
    await fs.mkdir(path.join(root, path.dirname(file)), { recursive: true });
    await fs.writeFile(path.join(root, file), text);
  }
  return root;
}

interface Result {
  readonly status: number | null;
  readonly diagnostics: readonly {
    readonly rule: string;
    readonly file?: string;
    readonly line?: number;
    readonly hint?: string;
  }[];
  readonly files?: readonly { readonly path: string; readonly names: number }[];
}

async function rename(root: string, ...given: readonly string[]): Promise<Result> {
  const { status, stdout } = await assayHere(['--root', root, '--json', 'rename', ...given]);
  return { status, ...(JSON.parse(stdout) as Omit<Result, 'status'>) };
}

/** The lines that differ from those of the project, by file: what is new in them. */
async function newLines(root: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const file of Object.keys(await hashesIn(root))) {
    const before = new Set((FILES[file] ?? '').split('\n'));
    const text = await fs.readFile(path.join(root, file), 'utf8');
    const lines = text.split('\n').filter((line) => !before.has(line));
    if (lines.length > 0) found[file] = lines;
  }
  return found;
}

test('an indicator is renamed wherever it is named, and its own words, comments and labels stay', async () => {
  const root = await project();
  expect(await rename(root, 'flour', 'output')).toMatchObject({ status: 0, diagnostics: [] });
  expect(await newLines(root)).toEqual({
    'data/mill/dataset.yaml': [
      '  output: { label: Flour, unit: t, kind: flow, in_source: { office: [flour] } }',
      "  flour.sold: { label: Flour sold, unit: t, kind: flow, variant_of: 'output' }",
    ],
    'data/mill/relations.yaml': [
      '  base_revision.output: { in: [0.99, 1.01], owner: The office, reason: Seen so far }',
      '      output =',
      '  output:growth: { en: Growth fits the levels }',
    ],
    'data/mill/releases/office-2024.yaml': ['  output: [{ level: 100 t }]'],
    'data/mill/releases/office-2025.yaml': [
      '  output:',
      '  flour.wheat: [{ level: 80 t }, { share: 67%, of: output }, { claim: more than half of output }]',
    ],
    'data/mill/releases/guild-2025.csv': [
      'flour.sold,share,output,92%,',
      '"flour.*, output",claim,office-2024,no revisions,',
    ],
    'data/mill/imports/table.yaml': ['    rows: { Flour: output, Wheat: { indicator: flour.wheat } }'],
    'templates/mill/brief.md.hbs': [
      '{{label "output"}} {{change "output"}} to {{value "output"}}, {{value "flour.wheat:share[output]"}} of it of wheat {{cite "office-2025"}}. {{#if (above "flour.wheat" (at "flour.rye"))}}Wheat leads.{{/if}} {{> row of="flour.sold"}}',
    ],
    'templates/mill/charts/flour.vl.json': [`  "transform": [{ "filter": "datum.indicator !== 'output'" }],`],
    'docs/page.md': ['Flour: <!-- assay brief=mill part=value:output --><!-- /assay -->'],
  });
});

test('a group is renamed with its patterns, and what it only begins like is not', async () => {
  const root = await project();
  expect(await rename(root, 'staff.*', 'people.*')).toMatchObject({ status: 0 });
  expect(await newLines(root)).toEqual({
    'data/mill/dataset.yaml': ['  people.*:'],
    'data/mill/relations.yaml': [
      '  - { id: each, hardness: hard, holds: people.millers <= people.all, owner: The office, reason: Part of all }',
    ],
    'data/mill/releases/office-2025.yaml': [
      "  people.all: [{ level: '12', period: 2025-12-31 }]",
      "  people.millers: [{ level: '7', period: 2025-12-31 }]",
    ],
  });
  await rename(root, 'flour.*', 'meal.*');
  expect(await newLines(root)).toMatchObject({
    'data/mill/releases/office-2025.yaml': expect.arrayContaining([
      '  - { since: office-2024, indicators: [meal.*], periods: [2024] }',
    ]) as string[],
    'data/mill/releases/guild-2025.csv': expect.arrayContaining([
      '"meal.*, flour",claim,office-2024,no revisions,',
    ]) as string[],
    'templates/mill/brief.md.hbs': expect.arrayContaining([
      '[](#fig-flour) has {{list (figures "meal.*" except="meal.sold")}}.',
    ]) as string[],
  });
});

test('an indicator of a group is renamed at its key there', async () => {
  const root = await project();
  expect(await rename(root, 'staff.millers', 'staff.hands')).toMatchObject({ status: 0 });
  expect((await newLines(root))['data/mill/dataset.yaml']).toEqual(['      hands: { label: Millers, unit: count }']);
});

test('a member is renamed with the indicators that are made of it, in data, templates, charts and colours', async () => {
  const root = await project();
  expect(await rename(root, 'rye', 'oats')).toMatchObject({ status: 0 });
  const lines = await newLines(root);
  expect(lines).toMatchObject({
    'data/mill/dataset.yaml': ['    members: { wheat: Wheat, oats: Rye }'],
    'data/mill/relations.yaml': ['      flour.wheat + flour.oats'],
    'data/mill/events.yaml': [
      '  fire: { what: A fire, period: 2025, release: office-2025, dimensions: { grain: oats } }',
    ],
    'templates/style.yaml': ["  members: { grain: { oats: '#7a4b00' } }"],
    'templates/mill/charts/flour.vl.json': ['  "data": { "address": ["flour.wheat", "flour.oats"] },'],
  });
  expect(lines['templates/mill/brief.md.hbs']).toContain(
    `::chart{kind="bar" of="flour.wheat flour.oats" highlight='flour.oats'}`,
  );
  expect(lines['templates/mill/brief.md.hbs']).toContain(
    '{{#each (where (figures "flour.*") "grain" "oats")}}Rye: {{value this}}.{{/each}}',
  );
});

test('a source is renamed where it is named, a release with the file that has its name', async () => {
  const root = await project();
  expect(await rename(root, 'guild', 'union')).toMatchObject({ status: 0 });
  expect(await rename(root, 'office-2025', 'mill-2025')).toMatchObject({ status: 0 });
  expect(await rename(root, 'guild-2025', 'union-2025')).toMatchObject({ status: 0 });
  const lines = await newLines(root);
  expect(lines).toMatchObject({
    'data/mill/dataset.yaml': ['  union: { publisher: The guild, rank: 2 }'],
    'data/mill/events.yaml': ['  fire: { what: A fire, period: 2025, release: mill-2025, dimensions: { grain: rye } }'],
    'data/mill/releases/releases.csv': ['union-2025,union,2026-02-01,2025'],
    'templates/mill/brief.yaml': ['  - { id: new, release: mill-2025 }'],
    'templates/mill/partials/row.hbs': ['{{!-- @param of --}}The guild counts {{value (at of)}} {{cite "union"}}.'],
  });
  expect(await fs.readdir(path.join(root, 'data/mill/releases'))).toEqual([
    'mill-2025.yaml',
    'office-2024.yaml',
    'releases.csv',
    'union-2025.csv',
  ]);
});

test('an exhibit is renamed at its fence, in links and in pages', async () => {
  const root = await project();
  expect(await rename(root, 'fig-flour', 'fig-grain')).toMatchObject({ status: 0 });
  expect(await newLines(root)).toEqual({
    'templates/mill/brief.md.hbs': [
      ':::exhibit{#fig-grain}',
      '[](#fig-grain) has {{list (figures "flour.*" except="flour.sold")}}.',
    ],
    'docs/page.md': ['<!-- assay brief=mill edition=new part=exhibit:fig-grain -->'],
  });
});

test.each([
  [['nothing', 'anything'], 'rename/unknown'],
  [['flour.sold', 'flour.rye'], 'rename/taken'],
  [['flour.sold', 'Flour sold'], 'rename/bad-name'],
  [['flour.*', 'meal'], 'rename/bad-name'],
  [['flour.sold', 'flour.sold'], 'rename/bad-name'],
  [['flour.sold', `f${'x'.repeat(200)}`], 'rename/bad-name'],
  // made of a member: it alone cannot have another name
  [['flour.rye', 'rye_flour'], 'rename/ambiguous'],
  // flour.* stands for it in the template, and would no longer
  [['flour.sold', 'sales'], 'rename/ambiguous'],
  [['source:flour', 'x'], 'rename/unknown'],
])('%j is refused: %s', async (given, rule) => {
  const root = await project();
  const before = await hashesIn(root);
  const { status, diagnostics } = await rename(root, ...given);
  expect([status, new Set(diagnostics.map((one) => one.rule))]).toEqual([1, new Set([rule])]);
  expect(await hashesIn(root)).toEqual(before);
});

test('a name that an exhibit cannot have is reported at its brief', async () => {
  const { diagnostics } = await rename(await project(), 'fig-flour', '1-flour');
  expect(diagnostics).toMatchObject([{ rule: 'rename/bad-name', file: 'templates/mill' }]);
});

test('what several things are called is named with its kind', async () => {
  const root = await project();
  await edit(root, 'data/mill/dataset.yaml', (text) => text.replace('wheat: Wheat', 'office: Wheat'));
  for (const file of ['relations.yaml', 'releases/office-2024.yaml', 'releases/office-2025.yaml', 'imports/table.yaml'])
    await edit(root, `data/mill/${file}`, (text) => text.replaceAll('flour.wheat', 'flour.office'));
  for (const file of ['brief.md.hbs', 'charts/flour.vl.json'])
    await edit(root, `templates/mill/${file}`, (text) => text.replaceAll('flour.wheat', 'flour.office'));
  const refused = await rename(root, 'office', 'x');
  expect(refused.diagnostics).toMatchObject([
    { rule: 'rename/ambiguous', hint: expect.stringMatching(/source:office.*member:office/) as string },
  ]);
  expect(await rename(root, 'member:office', 'spelt', '--dry-run')).toMatchObject({ status: 0 });
  expect(await rename(root, 'source:office', 'bureau', '--dry-run')).toMatchObject({ status: 0 });
});

test('it is refused where a text would be printed otherwise, at its place', async () => {
  const root = await project();
  await edit(root, 'templates/mill/brief.md.hbs', (text) =>
    text.replace('of="flour.sold"', 'of="flour.sold" said="flour"'),
  );
  await edit(root, 'templates/mill/partials/row.hbs', (text) =>
    text.replace('@param of', '@param of --}}{{!-- @param said').replace('The guild', '{{said}}: the guild'),
  );
  const before = await hashesIn(root);
  const { status, diagnostics } = await rename(root, 'flour', 'output');
  expect(status).toBe(1);
  expect(diagnostics).toMatchObject([{ rule: 'rename/changes-print', file: 'templates/mill/partials/row.hbs' }]);
  expect(await hashesIn(root)).toEqual(before);
});

test('a dry run says the same and writes nothing', async () => {
  const root = await project();
  const before = await hashesIn(root);
  const dry = await rename(root, 'flour.sold', 'flour.bought', '--dry-run');
  expect(await hashesIn(root)).toEqual(before);
  const real = await rename(root, 'flour.sold', 'flour.bought');
  expect(dry.files).toEqual(real.files);
  expect(dry.files).toEqual([
    { path: 'data/mill/dataset.yaml', names: 1 },
    { path: 'data/mill/releases/guild-2025.csv', names: 2 },
    { path: 'templates/mill/brief.md.hbs', names: 2 },
  ]);
});

test('an indicator that was renamed in dataset.yaml by hand is renamed everywhere else, and messages say how', async () => {
  const root = await project();
  await edit(root, 'data/mill/dataset.yaml', (text) =>
    text.replace('  staff.*', '  people.*').replace('  flour.sold', '  sales'),
  );
  const checked = JSON.parse((await assayHere(['--root', root, '--json', 'check'])).stdout) as Result;
  const told = checked.diagnostics.filter(({ rule }) => rule === 'dataset/unknown-indicator');
  expect(told.map(({ hint }) => hint)).toEqual(
    expect.arrayContaining([expect.stringContaining('assay rename flour.sold ')]),
  );
  for (const [old, current] of [
    ['staff.all', 'people.all'],
    ['staff.millers', 'people.millers'],
    ['flour.sold', 'sales'],
  ] as const)
    await rename(root, old, current);
  await edit(root, 'templates/mill/brief.md.hbs', (text) => text.replace(' except="sales"', ''));
  await edit(root, 'data/mill/releases/guild-2025.csv', (text) => text.replace('flour.*, flour', 'sales'));
  const after = JSON.parse((await assayHere(['--root', root, '--json', 'check'])).stdout) as Result;
  expect(after.diagnostics).toEqual([]);
});

test('many indicators of a file that are gone are one message, with the command for the first', async () => {
  const root = await project();
  await edit(root, 'data/mill/dataset.yaml', (text) =>
    text.replace('  flour.{grain}', '  meal.{grain}').replace('  staff.*', '  people.*'),
  );
  const { diagnostics } = JSON.parse((await assayHere(['--root', root, '--json', 'check'])).stdout) as Result;
  expect(diagnostics.filter(({ file }) => file === 'data/mill/releases/office-2025.yaml')).toMatchObject([
    {
      rule: 'dataset/unknown-indicator',
      line: 6,
      hint: expect.stringContaining('assay rename flour.wheat ') as string,
    },
  ]);
});
