import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { planWitnessed, witnessedLines } from '../../../src/cli/import-witness.ts';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { jsonSchema } from '../../../src/core/files/json-schema.ts';
import { Workspace } from '../../../src/core/machine/workspace.ts';
import { planImport } from '../../../src/tables/importing/import.ts';
import { mappingsOf, readMapping } from '../../../src/tables/importing/mapping.ts';
import { mappingSchema } from '../../../src/tables/importing/mapping-schema.ts';
import { makeRoot } from '../../cli/root.ts';
import { bookOf } from './imports.ts';

const page = await fs.readFile('docs/import.md', 'utf8');
const reference = await fs.readFile('docs/reference/mapping.md', 'utf8');
const queries = await fs.readFile('docs/reference/queries.md', 'utf8');

/** The blocks of code that say which file they are. */
const files = new Map(
  [...page.matchAll(/^```\w+ (data\/\S+)\n(.*?)^```$/gms)].map(([, name = '', text = '']) => [name, text] as const),
);

/** The sheet that the page draws, as a workbook: numbers are numbers with the format 0.0. */
function drawnSheet(): Uint8Array {
  const rows = [...page.matchAll(/^\| \*\*(\d)\*\* \| (.*) \|$/gm)].map(([, row = '', cells = '']) => {
    const drawn = cells.split('|').map((cell, index) => {
      const text = cell.trim();
      const reference = `r="${'ABCD'[index]}${row}"`;
      if (text === '') return '';
      const isNumber = /^\d+\.\d$/.test(text);
      return isNumber
        ? `<c ${reference} s="1"><v>${Number(text)}</v></c>`
        : `<c ${reference} t="inlineStr"><is><t>${text}</t></is></c>`;
    });
    return `<row r="${row}">${drawn.join('')}</row>`;
  });
  return bookOf(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`);
}

test('the first import of the page writes what the page says', async () => {
  const root = await makeRoot();
  onTestFinished(() => fs.rm(root, { recursive: true }));
  const workspace = new Workspace(root);
  const expected = 'data/metals/releases/office-2025.csv';
  for (const [name, text] of files) if (name !== expected) await workspace.write(name, text.replace('Table 1', 'S'));
  await workspace.write('sources/metals-2025-q4.xlsx', drawnSheet());
  const [found = ''] = await mappingsOf(workspace, 'sources/metals-2025-q4.xlsx');
  expect(found).toBe('data/metals/imports/quarterly.yaml');
  const diagnostics = new Diagnostics();
  const mapping = await readMapping(workspace, found, diagnostics);
  const request = mapping && { file: mapping.input.file ?? '', facts: mapping.input.release };
  const plan = mapping && request && (await planImport(workspace, mapping, request, diagnostics));
  expect(diagnostics.all.map(({ message }) => message)).toEqual([]);
  const table = plan?.files.find((file) => file.path === expected);
  expect(table?.text.replaceAll('S!', 'Table 1!')).toBe(files.get(expected));
});

/** What an import of the page's workbook says about reading it again. */
async function readAgain(edited: (mapping: string) => string): Promise<string[] | undefined> {
  const root = await makeRoot();
  onTestFinished(() => fs.rm(root, { recursive: true }));
  const workspace = new Workspace(root);
  for (const [name, text] of files)
    if (!name.endsWith('.csv')) await workspace.write(name, edited(text.replace('Table 1', 'S')));
  await workspace.write('sources/metals-2025-q4.xlsx', drawnSheet());
  const diagnostics = new Diagnostics();
  const mapping = await readMapping(workspace, 'data/metals/imports/quarterly.yaml', diagnostics);
  const request = mapping && { file: mapping.input.file ?? '', facts: mapping.input.release };
  const found = mapping && request && (await planWitnessed(workspace, mapping, request, diagnostics));
  expect(diagnostics.all).toEqual([]);
  return found && witnessedLines(found).map((line) => line.replace('S!', 'Table 1!'));
}

test('what the page says about reading the file again is what an import of its workbook says', async () => {
  const shown = (word: string): string[] | undefined =>
    new RegExp(`^\`\`\`text ${word}\n(.*?)\n\`\`\`$`, 'ms').exec(page)?.[1]?.split('\n');
  expect(await readAgain((mapping) => mapping)).toEqual(shown('all'));
  expect(await readAgain((mapping) => mapping.replace(/Change, %: .*/, 'Change, %: skip'))).toEqual(shown('skip'));
});

test('each further example is a table of a mapping', () => {
  const examples = [...`${reference}\n${queries}`.matchAll(/^```yaml tables\n(.*?)^```$/gms)].map(
    ([, text = '']) => text,
  );
  expect(examples).toHaveLength(6);
  const release = { id: 'a', source: 'b', published: '2026', period: '2025' };
  for (const text of examples) {
    const tables: unknown = parse(text, { schema: 'failsafe' });
    expect(mappingSchema.safeParse({ release, tables }).error).toBeUndefined();
  }
});

test('docs/reference/mapping.md explains every key of a mapping', () => {
  const { properties } = jsonSchema(mappingSchema) as { properties: { tables: { items: { properties: object } } } };
  const ofTable = properties.tables.items.properties;
  const keys = [...Object.keys(properties), ...Object.keys(ofTable)];
  expect(keys.filter((key) => !reference.includes(`\`${key}\``))).toEqual([]);
});

test.each(['import', 'start'])('README.md leads to docs/%s.md, and what that links to exists', async (name) => {
  expect(await fs.readFile('README.md', 'utf8')).toContain(`(docs/${name}.md)`);
  const text = await fs.readFile(`docs/${name}.md`, 'utf8');
  for (const [, link = ''] of text.matchAll(/\]\(([^)#]+\.md)\)/g)) await fs.access(path.join('docs', link));
});

test('the workflow that imports on a schedule calls commands that Assay has, in order', async () => {
  const text = await fs.readFile('docs/ci/import.yml', 'utf8');
  const workflow = parse(text) as { jobs: { import: { steps: { run?: string }[] } } };
  const program = await fs.readFile('src/cli/program.ts', 'utf8');
  const called = workflow.jobs.import.steps.flatMap(({ run = '' }) =>
    [...run.matchAll(/npx assay (?:--\w+(?: github)? )*(\w+)/g)].map(([, verb = '']) => verb),
  );
  expect(called).toEqual(['import', 'check', 'build', 'diff']);
  expect(called.filter((verb) => !program.includes(`'${verb}'`))).toEqual([]);
});
