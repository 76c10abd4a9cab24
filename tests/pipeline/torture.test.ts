import fs from 'node:fs/promises';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeRoot, TINY } from '../cli/root.ts';
import { readPdf, type ReadPdf } from '../output/pdf/read-pdf.ts';
import {
  descendants,
  type ReadElement,
  type ReadStructure,
  readStructure,
  withRole,
} from '../output/pdf/read-structure.ts';
import { LONG } from '../long.ts';
import { built } from './builds.ts';
import { saying } from '../messages.ts';

/** A root folder with a brief that uses every construct, built in both languages. */
let root: string;
beforeAll(async () => {
  root = await makeRoot(TINY, path.resolve('tests/fixtures/torture'));
  const templates = path.join(root, 'templates/every-construct');
  await fs.copyFile(path.join(templates, 'brief.md.hbs'), path.join(templates, 'brief.zh-CN.md.hbs'));
  const run = await built(root, { names: ['every-construct'], quiet: true });
  expect(run).toEqual({ status: 0, stdout: '', stderr: '' });
  return () => fs.rm(root, { recursive: true });
});

/** The object streams of a PDF (ISO 32000-1, 7.5.7): pairs of number and offset, then from `first` on the objects. */
function objectStreams(pdf: Buffer): { first: number; content: string }[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/<<[^<>]*\/Type ?\/ObjStm[^<>]*>>\s*stream\r?\n/g)].map((found) => {
    const content = inflateSync(pdf.subarray(found.index + found[0].length)).toString('latin1');
    return { first: Number(/\/First (\d+)/.exec(found[0])?.[1]), content };
  });
}

/** Structure types of PDF 1.7 that a brief may use. */
const ROLES =
  'Root Document Div BlockQuote Caption P H1 H2 H3 H4 L LI Lbl LBody Table TR TH TD Span Em Strong Code Link Figure Note Reference';

describe.each([
  ['en', 'Contents', 'Every …'],
  ['zh-CN', '目录', '数据集中全部已发布的数字，含原文与更正值'],
])('every construct in %s', LONG, (locale, contentsTitle, described) => {
  const file = (name: string): Promise<Buffer> =>
    fs.readFile(path.join(root, 'out/every-construct/2025-q4', locale, name));
  let read: ReadStructure;
  let pdf: ReadPdf;
  const all = (role: string): ReadElement[] => withRole(role, read);
  beforeAll(async () => {
    const bytes = await file('brief.pdf');
    [read, pdf] = await Promise.all([readStructure(bytes), readPdf(bytes)]);
  });

  test('is tagged with types that every reader knows, no letter outside', () => {
    const used = new Set(read.trees.flatMap((tree) => descendants(tree)).map(({ role }) => role));
    expect(ROLES.split(' ')).toEqual(expect.arrayContaining([...used]));
    for (const role of ['BlockQuote', 'Code', 'Lbl', 'Caption', 'Figure', 'TH', 'Link', 'H4'])
      expect(used).toContain(role);
    expect(read.loose).toEqual([]);
  });

  test('has a value in each compressed object', async () => {
    const lengths = objectStreams(await file('brief.pdf')).flatMap(({ first, content }) => {
      const index = content.slice(0, first).trim().split(' ').map(Number);
      const offsets = [...index.filter((_, at) => at % 2 === 1), content.length - first];
      return offsets.slice(1).map((end, at) => content.slice(first + (offsets[at] ?? 0), first + end).trim().length);
    });
    expect(lengths.length).toBeGreaterThan(1000);
    expect(Math.min(...lengths)).toBeGreaterThan(0);
  });

  test('has titles in the outline as in the text, no level skipped', () => {
    const headings = read.trees.flatMap((tree) => descendants(tree)).filter(({ role }) => /^H\d$/.test(role));
    const levels = headings.map(({ role }) => Number(role.slice(1)));
    expect(levels[0]).toBe(1);
    for (const [at, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1);
    const squeezed = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '');
    expect(pdf.outline.map(squeezed)).toEqual(headings.map((heading) => squeezed(heading.whole)));
  });

  test('has a list of contents whose numbers are the pages that it leads to', () => {
    const links = all('Link').filter(({ text }) => /\D\d+$/.test(text.trim()));
    expect(links.length).toBeGreaterThan(40);
    expect(pdf.pages[0]?.normalize('NFKC')).toContain(contentsTitle);
    for (const { text, annotations } of links) {
      const leads = read.links.get(annotations[0] ?? '')?.leads.slice(1) ?? '';
      expect(pdf.destinations.get(leads), leads).toBe(Number(/\d+$/.exec(text.trim())?.[0]));
    }
  });

  test('describes every picture and every link, and knows where each picture is', () => {
    const figures = all('Figure');
    expect(figures).toHaveLength(2);
    for (const { alt, bbox } of figures) {
      expect(alt).toMatch(/\d/);
      expect(bbox).toHaveLength(4);
    }
    const owned = all('Link').flatMap(({ annotations }) => annotations);
    expect(owned.toSorted()).toEqual([...read.links.keys()].sort());
    for (const { contents } of read.links.values()) expect(contents).not.toBe('');
  });

  test('leads from each marked figure to its note, and from there back', () => {
    const leads = [...read.links.values()].map((link) => link.leads.slice(1));
    const notes = leads.filter((id) => id.startsWith('_note-'));
    expect(notes).toEqual(['_note-1', '_note-1', '_note-2', '_note-1']);
    expect(leads.filter((id) => id.startsWith('_figure-'))).toEqual(['_figure-1', '_figure-2']);
    const last = Math.max(...pdf.destinations.values());
    for (const id of ['_note-1', '_note-2', '_figure-1', '_figure-2']) expect(pdf.destinations.get(id), id).toBe(last);
  });

  test('leads from each mark of a footnote to its text, and from there back to its first mark', () => {
    const leads = [...read.links.values()].map((link) => link.leads.slice(1));
    expect(leads.filter((id) => id.startsWith('_footnote-'))).toEqual(['_footnote-1', '_footnote-1', '_footnote-2']);
    expect(leads.filter((id) => id.startsWith('_mark-'))).toEqual(['_mark-1-1', '_mark-2-1']);
    const last = Math.max(...pdf.destinations.values());
    expect(pdf.destinations.get('_footnote-1')).toBe(last);
    expect(pdf.destinations.get('_footnote-2')).toBe(last);
    expect(pdf.destinations.get('_mark-1-1')).toBeLessThan(last);
  });

  test('tags footnotes as notes, and their marks as references', () => {
    const notes = all('Note');
    expect(notes.map(({ whole }) => /^\(\w\)/.exec(whole.trim())?.[0])).toEqual(['(a)', '(b)']);
    for (const { kids } of notes) expect(new Set(kids.map(({ role }) => role))).toEqual(new Set(['P']));
    expect(all('Reference').map(({ whole }) => whole.trim())).toEqual(['(a)', '(a)', '(b)']);
    for (const { kids } of all('Reference')) expect(kids.map(({ role }) => role)).toEqual(['Link']);
  });

  test('heads every column and row of a table, once', () => {
    for (const table of all('Table')) {
      const head = descendants(table).find(({ role }) => role === 'TR');
      expect(head?.kids.every(({ role }) => role === 'TH')).toBe(true);
    }
    const heads = all('TH').map((head) => head.whole.trim());
    // Three tables of this brief have a column of that name.
    expect(heads.filter((text) => text === 'Route')).toHaveLength(3);
    expect(read.artifacts.filter((text) => text.includes('Route')).length).toBeGreaterThan(0);
  });

  test('says which tasks are done', () => {
    const items = all('LI').map((item) => item.whole.trim());
    expect(items).toEqual(expect.arrayContaining(['☐ a task that is open', '☑ a task that is done']));
  });

  test('carries its files as they lie next to it', async () => {
    const [data, json] = await Promise.all([file('data/observations.csv'), file('brief.json')]);
    expect(Object.fromEntries(read.attachments)).toEqual({
      'observations.csv': { description: saying(described), content: data.toString() },
      'brief.json': { description: expect.any(String) as string, content: json.toString() },
    });
  });

  test('embeds every font', () => {
    expect(pdf.embedded.length).toBeGreaterThan(1);
    for (const name of pdf.embedded) expect(name).toMatch(/^(?:SourceSans3|SourceSerif4|NotoSansSC)-/);
  });
});
