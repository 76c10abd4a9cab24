import fs from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import { Parser } from 'htmlparser2';
import MarkdownIt from 'markdown-it';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { differenceLines } from '../../src/cli/diff-text.ts';
import type { Difference } from '../../src/diff/difference.ts';
import { differenceSchema } from '../../src/diff/views/difference-schema.ts';
import { differenceHtml } from '../../src/diff/views/html-view.ts';
import { differenceJson } from '../../src/diff/views/json-view.ts';
import { differenceMarkdown } from '../../src/diff/views/markdown-view.ts';
import { addToSummary } from '../../src/diff/views/write-views.ts';
import { addChart, edit } from '../cli/root.ts';
import { commit, differenceOf, makeRepository, RELEASE, TEMPLATE } from './states.ts';

const HOSTILE = '<b>#12</b> ``` | [x](y) <!-- ok -->';

let root = '';
let difference: Difference;

beforeAll(async () => {
  root = await makeRepository();
  await addChart(root);
  commit(root, 'charted');
  await edit(root, RELEASE, (text) => text.replace('growth: 6.1%', 'growth: -6.1%').replace("'731,000'", "'713,000'"));
  await edit(root, TEMPLATE, (text) => text.replace('By route\n\n::chart', 'Passengers\n\n::chart'));
  await edit(root, 'data/ferry-passengers/dataset.yaml', (text) =>
    text.replace('en: Harbour Office', `en: '@everyone ${HOSTILE}'`),
  );
  difference = (await differenceOf(root, 'charted')).difference as Difference;
});
afterAll(() => fs.rm(root, { recursive: true }));

test('schema/diff.schema.json describes what is printed as JSON', async () => {
  const schema = z.toJSONSchema(differenceSchema, { target: 'draft-7' });
  // `npx vitest -u` writes the file anew after a change of the zod schema.
  await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot(
    path.resolve('schema/diff.schema.json'),
  );
  const validate = new Ajv().compile(schema);
  validate(JSON.parse(JSON.stringify(differenceJson(difference))));
  expect(validate.errors).toBeNull();
});

test('the terminal shows the turned sentence first, before and after, with its line and cause', () => {
  const lines = differenceLines(difference);
  const at = lines.findIndex((line) => line.startsWith('harbour-ferries/2025-q4/en'));
  expect(lines.slice(at + 1, at + 6)).toEqual([
    '  direction: sentence in Ferries of the harbour town, fourth quarter of 2025,',
    '    because of data',
    '    - Passengers rose 6.1% to 1,108,000.',
    '    + Passengers fell 6.1% to 1,108,000.',
    `    ${TEMPLATE}:3`,
  ]);
});

test('Markdown marks what goes and comes, and takes nothing of the data for markup', () => {
  const markdown = differenceMarkdown(difference);
  expect(markdown).toContain('> Passengers <del>rose</del> <ins>fell</ins> 6.1% to 1,108,000.');
  const html = new MarkdownIt({ html: true, linkify: true }).render(markdown);
  const text = textOf(html);
  expect(text).toContain(HOSTILE);
  expect(html).not.toContain('<b>');
  // A host would notify everybody of an `@` and link a `#12` in the source.
  expect(markdown).not.toMatch(/@everyone|(?<!&)#\d/);
});

test('a comment is cut between entries, counts what is left out and leads to the rest', () => {
  const whole = differenceMarkdown(difference);
  const more = 'https://ci.harbour.example/artifact';
  for (const limit of [900, 1200, 1500, whole.length - 1]) {
    const cut = differenceMarkdown(difference, { limit, more });
    expect(cut.length).toBeLessThanOrEqual(limit);
    const [, count] =
      /\*\*(\d+) more changes? (?:is|are) not shown here\.\*\* They are in \[the whole comparison\]\((.*)\)/.exec(
        cut,
      ) ?? [];
    expect(entriesIn(cut) + Number(count)).toBe(entriesIn(whole));
  }
  expect(differenceMarkdown(difference, { limit: whole.length })).toBe(whole);
});

test('the summary of a step takes what there is room for, after what other steps wrote', async () => {
  const file = path.join(root, 'summary');
  // 1,024 KiB are shown; over that nothing is.
  const others = 'é'.repeat((1024 * 1024 - 1500) / 2);
  await fs.writeFile(file, others);
  await addToSummary(difference, 'summary', { from: root });
  const summary = await fs.readFile(file);
  expect(summary.length).toBeLessThanOrEqual(1024 * 1024);
  const added = summary.toString().slice(others.length);
  expect(added).toMatch(/^### What changes[^]*more changes are not shown here/);
  await fs.writeFile(file, 'x'.repeat(1024 * 1024));
  await addToSummary(difference, 'summary', { from: root });
  expect((await fs.readFile(file)).length).toBe(1024 * 1024);
  await fs.rm(file);
});

test('editions that differ only in the fingerprint that they print are counted', async () => {
  await edit(root, TEMPLATE, (text) => `${text}\nPrinted from {{edition.fingerprint}}.\n`);
  await fs.writeFile(path.join(root, 'data/ferry-passengers/releases/README.md'), 'once');
  commit(root, 'imprinted');
  await fs.writeFile(path.join(root, 'data/ferry-passengers/releases/README.md'), 'again');
  const { difference: imprints } = await differenceOf(root, 'imprinted');
  const shown = imprints && differenceLines(imprints).slice(1);
  expect(shown).toEqual(['', '0 of 2 editions read otherwise, 2 in their fingerprint only.']);
});

test('the page has both drawings of a chart and loads nothing', () => {
  const html = differenceHtml(difference);
  const pictures: string[] = [];
  const parser = new Parser({
    onopentag(name, { src = '', href = '#' }) {
      if (name === 'img') pictures.push(Buffer.from(src.slice(src.indexOf(',') + 1), 'base64').toString());
      expect(name).not.toBe('script');
      expect(href.startsWith('#')).toBe(true);
    },
  });
  parser.end(html);
  expect(pictures.length).toBeGreaterThan(0);
  expect(pictures.every((svg) => svg.includes('<svg'))).toBe(true);
  expect(textOf(html)).toContain(HOSTILE);
});

test('nothing different is said in one line', async () => {
  const { difference: none } = await differenceOf(root, 'first', 'first');
  expect(none && differenceLines(none)).toEqual([
    expect.stringMatching(/^first \([0-9a-f]{7}\) → first/),
    '',
    'Neither data nor what a reader sees changes.',
  ]);
});

function entriesIn(markdown: string): number {
  return markdown.split('\n').filter((line) => line.startsWith('- ')).length;
}

function textOf(html: string): string {
  let text = '';
  const parser = new Parser({ ontext: (found) => (text += found) });
  parser.end(html);
  return text;
}
