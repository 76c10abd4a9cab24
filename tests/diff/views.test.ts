import { Ajv } from 'ajv';
import { Parser } from 'htmlparser2';
import MarkdownIt from 'markdown-it';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { differenceLines } from '../../src/cli/diff-verb.ts';
import type { Block } from '../../src/comparison/document-blocks.ts';
import { documentChanges } from '../../src/comparison/document-changes.ts';
import type { Segment } from '../../src/comparison/segments.ts';
import { type Difference, isMaterial } from '../../src/diff/difference.ts';
import { differenceHtml } from '../../src/diff/views/html-view.ts';
import { differenceJson, differenceSchema } from '../../src/diff/views/json-view.ts';
import { escaped, escapedForHost } from '../../src/diff/views/markdown-text.ts';
import { differenceMarkdown } from '../../src/diff/views/markdown-view.ts';
import { markedTexts } from '../../src/diff/views/marked-change.ts';
import { addToSummary } from '../../src/diff/views/write-views.ts';
import { addChart, edit } from '../cli/root.ts';
import { LONG } from '../long.ts';
import { commit, differenceOf, makeRepository, RELEASE, TEMPLATE } from './states.ts';
import { mentioning, saying } from '../messages.ts';

const HOSTILE = '<b>#12</b> ``` | [x](y) <!-- ok -->';

let root = '';
let difference: Difference;

beforeAll(async () => {
  root = await makeRepository();
  await addChart(root);
  commit(root, 'charted');
  await edit(root, RELEASE, (text) => text.replace('growth: 6.1%', 'growth: -6.1%').replace("'731,000'", "'713,000'"));
  // The levels of both quarters imply a fall of 10.28 to 10.43%.
  await edit(root, RELEASE, (text) => text.replace('growth: -10.4%', 'growth: -10.5%'));
  await edit(root, TEMPLATE, (text) => text.replace('By route\n\n::chart', 'Passengers\n\n::chart'));
  await edit(
    root,
    'data/ferry-passengers/dataset.yaml',
    (text) => `loose_numbers: ['#12']\n${text.replace('en: Harbour Office', `en: '@everyone ${HOSTILE}'`)}`,
  );
  difference = (await differenceOf(root, 'charted')).difference as Difference;
});
afterAll(() => fs.rm(root, { recursive: true }));

test('schema/diff.schema.json describes what is printed as JSON', async () => {
  const schema = z.toJSONSchema(differenceSchema, { target: 'draft-7' });
  const validate = new Ajv().compile(schema);
  validate(JSON.parse(JSON.stringify(differenceJson(difference))));
  expect(validate.errors).toBeNull();
});

test('the terminal shows the turned sentence first, before and after, with its line and cause', () => {
  const lines = differenceLines(difference);
  const at = lines.findIndex((line) => line.startsWith('harbour-ferries/2025-q4/en'));
  expect(lines.slice(at + 1, at + 6)).toEqual([
    '  direction: sentence in Ferries of the harbour town, fourth quarter of 2025,',
    '    data changed',
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
  expect(markdown).not.toMatch(/@everyone|#\d/);
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

test('what a reviewer must know first stands at the head of a comment that is cut, and is not told twice', LONG, () => {
  const edition = difference.editions.find(({ head }) => head.edition === '2025-q4');
  const figures = edition?.changes.find(({ weight, part }) => weight === 'figures' && part === 'sentence');
  if (!edition || !figures) throw new Error('the edition changes a figure');
  const problem = {
    rule: 'template/unknown-address',
    severity: 'error',
    message: 'there is no x',
    path: 'a.hbs',
  } as const;
  const failures = [{ side: 'head', isOld: false, problem, editions: [edition.head] }] as const;
  const many = Array.from({ length: 2000 }, () => figures);
  const long = { ...difference, failures, editions: [{ ...edition, changes: [...many, ...edition.changes] }] };
  const comment = differenceMarkdown(long);
  expect(comment.length).toBeLessThan(65_536);
  const head = comment.slice(0, 2500);
  expect(head).toEqual(mentioning('**does … build**: harbour-ferries/2025-q4/en (`a.hbs`)\n  > … x'));
  expect(head).toContain('**slip**, `passengers:growth[2025-Q3]@2025-Q4`');
  expect(head).toEqual(mentioning('… base_revision'));
  expect(head).toContain('**direction**, harbour-ferries/2025-q4/en, sentence');
  expect(comment.match(/\*\*(?:slip|direction)\*\*/g)).toEqual(['**slip**', '**direction**']);
  expect(comment).toMatch(/\*\*\d+ more changes are not shown here/);
});

test('a slip that stops the build is reported once, advice once, and what is not listed is counted', () => {
  const edition = difference.editions.find(({ head }) => head.edition === '2025-q4');
  const cell = edition?.changes.find(({ part }) => part === 'cell');
  const slip = difference.datasets[0]?.statements.find(({ nature }) => nature === 'slip');
  if (!edition || !cell || !slip) throw new Error('the edition has a cell and a slip');
  const { place, address } = slip;
  const rule = 'assay/contradiction';
  const problems = Array.from({ length: 13 }, (_, index) => ({
    ...({ rule, severity: 'error', place, path: place.file.path, hint: 'it is 398700' } as const),
    message: index === 0 ? `${address} cannot be 389700` : `mistake ${index} of books@2025`,
  }));
  const failures = problems.map(
    (problem) => ({ side: 'head', isOld: false, problem, editions: [edition.head] }) as const,
  );
  const cells = Array.from({ length: 480 }, () => cell);
  const failed = { ...edition, state: 'failed', changes: cells } as const;
  const comment = differenceMarkdown({ ...difference, failures, editions: [failed, edition, edition] });
  expect(comment.match(/\*\*slip\*\*/g)).toHaveLength(1);
  expect(comment).toMatch(/\*\*slip\*\*, .*\n  >\n  > .* cannot be 389,700\n  >\n  > it is 398,700\n/);
  expect(comment.match(/it is 398,700/g)).toHaveLength(1);
  expect(comment).toEqual(mentioning('- … 3 …'));
  expect(comment.match(/\*\*would change\*\*, cell/g)).toHaveLength(12);
  expect(comment).toEqual(mentioning('- … 468 … Table 1 … route)\n'));
  expect(comment).not.toMatch(/would change.*because/);
});

test('a title that says something else is reported first, and is material', () => {
  const comment = differenceMarkdown(difference);
  expect(comment).toEqual(mentioning('1 … 2 … titles.**'));
  const first = comment.slice(comment.indexOf('#### First'), comment.indexOf('#### harbour'));
  expect(first).toContain('<del>Figure 1: By route</del> <ins>Figure 1: Passengers</ins>');
  const [title] = difference.editions.flatMap(({ changes }) => changes.filter(({ part }) => part === 'title'));
  if (!title) throw new Error('a title changes');
  const byData = { ...title, why: ['data'] as const };
  const editions = difference.editions.map((edition) => ({ ...edition, changes: [byData] }));
  expect(differenceMarkdown({ ...difference, editions })).toMatch(/.*\d\D*turns?\.\*\*/);
  expect(editions.every(isMaterial)).toBe(true);
});

test('figures that contradict one another now are a reason for a comment, though no text has them', () => {
  const editions = difference.editions.map((edition) => ({ ...edition, state: 'unchanged', changes: [] }) as const);
  const [dataset] = difference.datasets;
  if (!dataset) throw new Error('a dataset changes');
  const changedWith = (verdicts: typeof dataset.verdicts): readonly string[] =>
    differenceJson({ ...difference, editions, datasets: [{ ...dataset, verdicts }] }).changed;
  expect(changedWith(dataset.verdicts)).toEqual(['harbour-ferries']);
  expect(changedWith([])).toEqual([]);
});

test('a title of which most words are others is shown as a whole before and after, and words side by side are one run', () => {
  const marked = (before: string, after: string): string =>
    markedTexts({ before: segment(before), after: segment(after), change: 'changed' })
      .map(({ text, mark }) => (mark === 'same' ? text : `${mark === 'old' ? '-' : '+'}[${text}]`))
      .join('');
  expect(marked('Copper grew faster than the other metals', 'Lead fell while the price of all others rose')).toBe(
    '-[Copper grew faster than the other metals] +[Lead fell while the price of all others rose]',
  );
  expect(marked('Exports of zinc rose a little in the year', 'Exports of tin fell a little in the year')).toBe(
    'Exports of -[zinc rose] +[tin fell] a little in the year',
  );
});

test('a fingerprint is one word, and is not told next to what changes it', () => {
  const [before, after] = [
    'Printed from the fingerprint ef4b7a98b22adae9',
    'Printed from the fingerprint ea49219a22d8dc61',
  ].map(segment);
  expect(markedTexts({ before, after, change: 'changed' }).filter(({ mark }) => mark !== 'same')).toEqual([
    { text: 'ef4b7a98b22adae9', mark: 'old' },
    { text: 'ea49219a22d8dc61', mark: 'new' },
  ]);
  const edition = difference.editions.find(({ changes }) => changes.length > 0);
  const [change] = edition?.changes ?? [];
  if (!edition || !change) throw new Error('an edition changes');
  const imprint = { ...change, weight: 'imprint', before, after } as const;
  const told = { ...difference, editions: [{ ...edition, changes: [...edition.changes, imprint] }] };
  expect(differenceMarkdown(told)).toBe(differenceMarkdown({ ...difference, editions: [edition] }));
  expect(differenceLines(told).join()).not.toContain('Printed from');
});

test('a title of which only the number is another one comes last, and is not material', () => {
  const title = (number: number, words: string): Block => {
    const [name, text] = [`Figure ${number}`, `Figure ${number}: ${words}`];
    const where = { section: 'Trade', sectionId: 'trade', exhibit: { id: 'exports', name } };
    return { kind: 'title', key: text, identity: 'title exports', segments: [segment(text)], where };
  };
  const weights = (before: Block, after: Block) =>
    documentChanges([before], [after], 'en').map(({ weight, part }) => ({ weight, part }));
  expect(weights(title(4, 'Exports grew'), title(3, 'Exports grew'))).toEqual([{ weight: 'order', part: 'title' }]);
  expect(weights(title(4, 'Exports grew'), title(3, 'Imports grew'))).toEqual([{ weight: 'words', part: 'title' }]);
  const edition = difference.editions.find(({ changes }) => changes.length > 0);
  const renumbered = edition?.changes.map((change) => ({ ...change, weight: 'order', part: 'title' }) as const);
  expect(edition && [isMaterial(edition), isMaterial({ ...edition, changes: renumbered ?? [] })]).toEqual([
    true,
    false,
  ]);
});

function segment(text: string): Segment {
  return { text, figures: [], place: undefined };
}

test('text of the data is shown as it is by another parser of Markdown, with few escapes', () => {
  const plain = 'growing_town [1] at 5% (a), 1.9 Mt; no other';
  expect([escaped(plain), escapedForHost(plain)]).toEqual([plain, plain]);
  for (const text of [
    HOSTILE,
    '# 1',
    '1. x',
    '[a]: b',
    '![a](b)',
    '&#91;',
    '~a~ $b$ c_d _e_',
    '*',
    '\\[x] \\',
    '> q',
    '- [x] t',
    '[[w]]',
  ])
    for (const write of [escaped, escapedForHost]) {
      const html = new MarkdownIt({ html: true }).render(`- ${write(text)}\n  > ${write(text)}\n`);
      expect(textOf(html).split('\n').filter(Boolean)).toEqual([text, text]);
    }
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

test('editions that differ only in the fingerprint that they print are counted', LONG, async () => {
  await edit(root, TEMPLATE, (text) => `${text}\nPrinted from {{edition.fingerprint}}.\n`);
  await fs.writeFile(path.join(root, 'data/ferry-passengers/releases/README.md'), 'once');
  commit(root, 'imprinted');
  await fs.writeFile(path.join(root, 'data/ferry-passengers/releases/README.md'), 'again');
  const { difference: imprints } = await differenceOf(root, 'imprinted');
  const shown = imprints && differenceLines(imprints).slice(1);
  expect(shown).toEqual(['', saying('… 2 editions 2 …')]);
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

test('a comment asks for nothing, names nobody and links to nothing that data say', () => {
  const written = (text: string): string => escapedForHost(text);
  expect(written('/close')).toBe('\\/close');
  expect(written('USD/t')).toBe('USD/t');
  expect(written('{{ x }} {% y %}')).not.toMatch(/\{[{%]/);
  for (const text of ['see https://x.example', 'www.x.example', 'a@x.example', 'by @all', '#12', '!3', '&4'])
    expect(written(text)).not.toMatch(/:\/\/|www\.|@\w|[#!&]\d/);
});
