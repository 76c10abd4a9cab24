import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Snapshot } from '../../src/core/machine/snapshot.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { BRIEF, edit, makeRoot, TINY } from '../cli/root.ts';
import { mentioning, saying } from '../messages.ts';

let root = '';
afterEach(() => fs.rm(root, { recursive: true }));

const TEMPLATE = `# {{brief.title}}, {{edition.period}} {#top}

{{#with notice}}
## Correction notice {#notice}

On {{date}} the print of {{previous.as_of}} was corrected. {{#if material}}What it says has changed.{{else}}What it says stands.{{/if}}

{{#each corrected}}
- {{label}}, {{period}}: {{new}} in place of {{old}}, in {{printed_in}}{{#if material}} (material){{/if}}. Evidence: {{#each evidence}}{{source}}, {{published}}{{/each}}.
{{/each}}
{{#each revised}}
- Revised: {{label}}, {{period}}: {{new}} in place of {{old}}.
{{/each}}
{{#each texts}}
- {{section}}: "{{old}}" now reads "{{new}}"{{#if direction}}, a turn{{/if}}{{#if headline}}, a headline{{/if}}.
{{/each}}
{{/with}}

## Routes {#routes}

The harbour route had {{value "passengers.harbour"}} passengers. {{#if (above "passengers.harbour" "passengers.river@2025-Q3")}}It is the longer one.{{else}}It is the shorter one.{{/if}}
`;

/** The quarter's release misprints a figure; the next one shows it, and a correction says so from its day on. */
async function makeVintages(printed: string, corrected: string, template = TEMPLATE): Promise<string> {
  root = await makeRoot(TINY);
  const data = 'data/ferry-passengers/releases';
  await edit(root, `${data}/ferry-2025-q3.yaml`, (text) =>
    text.replace(
      "level: '8,240,000', at: table/2, corrected: '824,000'",
      `level: '${printed}', at: table/2, corrected: '${corrected}'`,
    ),
  );
  if (corrected !== '824,000')
    await edit(root, `${data}/ferry-2025-q4.yaml`, (text) => text.replace("'824,000'", `'${corrected}'`));
  await fs.writeFile(path.join(root, BRIEF, 'brief.md.hbs'), template);
  await edit(root, `${BRIEF}/brief.yaml`, (text) =>
    text.replace(
      /editions:[^]*?locales/,
      `editions:
  - { id: 2025-q3, release: ferry-2025-q3, as_of: 2025-10-31 }
  - { id: 2025-q3-corrected, release: ferry-2025-q3, as_of: 2026-01-31 }
locales`,
    ),
  );
  return root;
}

async function printed(edition: string, diagnostics = new Diagnostics()): Promise<string> {
  const sources = await selectEditions(new Snapshot(root), [], diagnostics);
  const source = sources.find(({ head }) => head.edition === edition);
  if (!source) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
  const { document } = await composeEdition(source, Promise.resolve([]), diagnostics);
  expect(diagnostics.all.filter(({ rule }) => rule.startsWith('template/') || rule.startsWith('document/'))).toEqual(
    [],
  );
  return renderGithub(document, { locale: 'en', charts: 'charts' }).replaceAll('\u00A0', ' ');
}

test('a later print says which figure was wrong, where it stood, and that a sentence now says something else', async () => {
  await makeVintages('4,010,000', '401,000');
  const markdown = await printed('2025-q3-corrected');
  expect(markdown).toEqual(mentioning('… 31 January 2026 … 31 October 2025 … corrected …'));
  expect(markdown).toEqual(
    mentioning(
      'Harbour route, third quarter … 2025: 401,000 ◆ … 4,010,000 … Routes (material). Evidence: Harbour Office, 19 January 2026.',
    ),
  );
  expect(markdown).toEqual(mentioning('Routes: "It is the longer one." now reads "It is the shorter one.".'));
});

test('the first print has no notice', async () => {
  await makeVintages('4,010,000', '401,000');
  expect(await printed('2025-q3')).not.toContain('Correction notice');
});

test('a figure that leaves all words as they are is not material, unless it stands in the summary', async () => {
  await makeVintages('840,000', '825,000');
  const markdown = await printed('2025-q3-corrected');
  expect(markdown).toContain('What it says stands.');
  expect(markdown).toEqual(mentioning('825,000 ◆ … 840,000 … Routes. Evidence'));
  await fs.rm(root, { recursive: true });
  const summary = TEMPLATE.replace('{#top}\n', '{#top}\n\n{{value "passengers.harbour"}} took the harbour route.\n');
  await makeVintages('840,000', '825,000', summary);
  expect(await printed('2025-q3-corrected')).toContain('a headline');
});

/** What a brief says about corrections themselves: notes, a count, a section of its own. */
const RECORDS = `
{{#if corrections}}
## Misprints {#misprints}

{{edition.corrections}} of the figures was misprinted. {{#each corrections}}The release prints {{value printed}} for {{value corrected}}.{{/each}}
{{/if}}

## Notes {#notes}

::notes
`;

test('what only reports the correction is not what the brief says', async () => {
  await makeVintages('840,000', '825,000', TEMPLATE + RECORDS);
  const markdown = await printed('2025-q3-corrected');
  expect(markdown).toEqual(mentioning('… misprinted'));
  expect(markdown).toContain('What it says stands.');
  expect(markdown).not.toContain('now reads');
  await fs.rm(root, { recursive: true });
  const turning = TEMPLATE.replace('{{#if (above', '{{value "passengers.harbour"}}: {{#if (above');
  await makeVintages('4,010,000', '401,000', turning + RECORDS);
  const turned = await printed('2025-q3-corrected');
  expect(turned.match(/"[^"]*" now reads "[^"]*"/g)).toEqual([
    saying('"4,010,000: It is the longer one." now reads "401,000◆: It is the shorter one."'),
  ]);
});

test('what only reports changes since the print before is not what the brief says', async () => {
  const changing = `
{{#if changes.first}}This is the first edition.{{else}}Since {{changes.previous.id}}: {{changes.counts.corrected}} corrected.{{/if}}

{{#each changes.corrected}}
- {{label}}: {{new}} in place of {{old}}.
{{/each}}
`;
  await makeVintages('840,000', '825,000', TEMPLATE + changing);
  const markdown = await printed('2025-q3-corrected');
  expect(markdown).toContain('Since 2025-q3: 1 corrected.');
  expect(markdown).toContain('What it says stands.');
  expect(markdown).not.toContain('now reads');
});

test('what identifies the print, its id, date and fingerprint, changes nothing that it says', async () => {
  const named = `${TEMPLATE}\nThis is print {{edition.id}} of {{edition.as_of}}, {{edition.fingerprint}}.\n`;
  await makeVintages('840,000', '825,000', named);
  const markdown = await printed('2025-q3-corrected');
  expect(markdown).toContain('This is print 2025-q3-corrected of 31 January 2026');
  expect(markdown).toContain('What it says stands.');
});

/** What arithmetic alone corrects, with the day since which it does, if that is known. */
async function makeArithmetic(more: string): Promise<void> {
  await makeVintages('4,010,000', '401,000');
  await edit(root, 'data/ferry-passengers/releases/ferry-2025-q3.yaml', (text) =>
    text.replace(/(corrected: '401,000'), evidence: \[[^\]]*\]/, `$1, evidence: arithmetic${more}`),
  );
}

test('a figure that arithmetic corrects since a day was printed wrong before that day', async () => {
  await makeArithmetic(', corrected_on: 2026-01-15');
  const markdown = await printed('2025-q3-corrected');
  expect(markdown).toEqual(mentioning('401,000 ◆ … 4,010,000 … Routes (material)'));
  expect(markdown).toEqual(mentioning('Routes: "It is the longer one." now reads "It is the shorter one.".'));
});

test('nothing is quoted of a print of which nobody knows what it said, and the mistake says what to do', async () => {
  await makeArithmetic('');
  const diagnostics = new Diagnostics();
  const markdown = await printed('2025-q3-corrected', diagnostics);
  expect(markdown).not.toContain('Correction notice');
  expect(diagnostics.all.filter(({ rule }) => rule === 'dataset/undated-correction')).toMatchObject([
    {
      severity: 'error',
      message: expect.stringContaining('passengers.harbour@2025-Q3') as string,
      place: { file: { path: 'data/ferry-passengers/releases/ferry-2025-q3.yaml' } },
      hint: expect.stringContaining('corrected_on:') as string,
    },
  ]);
  // The first print has no notice to refuse.
  const first = new Diagnostics();
  await printed('2025-q3', first);
  expect(first.all.filter(({ rule }) => rule === 'dataset/undated-correction')).toEqual([]);
});

test('a print that is dated before the evidence for its corrections is warned of at its line', async () => {
  await makeVintages('4,010,000', '401,000');
  const warned = async (): Promise<unknown[]> => {
    const diagnostics = new Diagnostics();
    await printed('2025-q3-corrected', diagnostics);
    return diagnostics.all.filter(({ rule }) => rule === 'dataset/bad-date');
  };
  expect(await warned()).toEqual([]);
  await edit(root, `${BRIEF}/brief.yaml`, (text) => text.replace('as_of: 2026-01-31', 'as_of: 2026-01-18'));
  expect(await warned()).toMatchObject([
    {
      severity: 'warning',
      message: mentioning('… 2026-01-18 …') as string,
      place: { file: { path: `${BRIEF}/brief.yaml` }, line: 7 },
    },
  ]);
});

test('a figure that was corrected from the first print on is not told as corrected later', async () => {
  await makeArithmetic(', corrected_on: 2025-10-31');
  expect(await printed('2025-q3-corrected')).not.toContain('Correction notice');
});
