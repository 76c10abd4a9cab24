import { expect, test } from 'vitest';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import type { Value, ValueFields } from '../../src/figure/value.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/load.ts';
import type { BriefDocument } from '../../src/document/nodes.ts';
import { parseDocument } from '../../src/document/parse.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { renderGithub } from '../../src/output/markdown/github.ts';
import { valueOf } from './fill.ts';

const tiny = new Workspace('tests/fixtures/tiny');

const ALL = valueOf('1,108,000', [], 'passengers@2025-Q4');
const HARBOUR = valueOf('400,000', [], 'passengers.harbour@2025-Q4');
const FALL = valueOf('−2%', [], 'passengers:growth@2025-Q4').with({ decimal: decimal(-2) });

function figure(text: string, change: Partial<ValueFields>): Value {
  return valueOf(text).with(change);
}

const SHARE = figure('36%', {
  address: 'passengers.harbour@2025-Q4 ÷ passengers@2025-Q4',
  flags: ['derived'],
  provenance: { formula: [HARBOUR, ' ÷ ', ALL] },
});
const BASE = figure('1.13 million', {
  address: 'passengers@2025-Q4 ÷ (1 + passengers:growth@2025-Q4)',
  flags: ['derived', 'provisional'],
  provenance: { formula: [ALL, ' ÷ (1 + ', FALL, ')'] },
});
const MENDED = figure('1,108,000', {
  address: 'passengers@2025-Q4',
  flags: ['corrected'],
  provenance: { release: 'ferry-2025-q4', printed: '11,080,000', corrected: '1,108,000', evidence: ['ferry-2025-q3'] },
});
const PLAIN = figure('400,000', { address: HARBOUR.address, flags: ['provisional'] });

/** A document that prints figures in a paragraph and then the notes on them. */
async function documentOf(locale: string, ...values: readonly Value[]): Promise<BriefDocument> {
  const { document, said } = await parsed(locale, values, '::notes\n');
  expect(said).toEqual([]);
  return document;
}

/** A document that prints figures in a paragraph and then some blocks, and what is said of it. */
async function parsed(locale: string, values: readonly Value[], blocks: string, hasGaps = false) {
  const diagnostics = new Diagnostics();
  const dataset = await loadDataset(tiny, 'ferry-passengers', diagnostics);
  if (!dataset) throw new Error('the dataset does not load');
  const tokens = new TokenRegistry();
  const words = values.map((value) => tokens.add({ kind: 'value', value, text: value.text }));
  const filled = { markdown: `# A {#a}\n\n${words.join(' ')}\n\n${blocks}`, tokens, placeOf: () => undefined, hasGaps };
  const document = parseDocument(filled, new Map(), { locale, dataset }, diagnostics);
  return { document, said: diagnostics.all.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`) };
}

async function notesOn(locale: string, ...values: readonly Value[]): Promise<string[]> {
  const markdown = renderGithub(await documentOf(locale, ...values), { locale, charts: 'charts' });
  return [...markdown.replaceAll('\u00A0', ' ').matchAll(/^- (.*)$/gm)].map(([, note = '']) => note);
}

test('a derived figure is told in numbers, with what each of them is', async () => {
  expect(await notesOn('en', SHARE, BASE)).toEqual([
    '36% [d] = 400,000 ÷ 1,108,000. Harbour route; Passengers, fourth quarter of 2025',
    '1.13 million [d] = 1,108,000 ÷ (1 + (−2%)). Passengers, fourth quarter of 2025',
  ]);
});

test('periods are told one by one where they differ', async () => {
  const before = valueOf('1,045,000', [], 'passengers@2024-Q4');
  const rise = figure('6%', {
    address: 'passengers@2025-Q4 ÷ passengers@2024-Q4 − 1',
    flags: ['derived'],
    provenance: { formula: [ALL, ' ÷ ', before, ' − 1'] },
  });
  expect(await notesOn('en', rise)).toEqual([
    '6% [d] = 1,108,000 ÷ 1,045,000 − 1. Passengers, fourth quarter of 2025; Passengers, fourth quarter of 2024',
  ]);
});

test('a corrected figure is told with what was printed and who supports the correction', async () => {
  expect(await notesOn('en', MENDED)).toEqual([
    '1,108,000 [c], Passengers, fourth quarter of 2025. Printed: 11,080,000. Supported by: Harbour Office, 20 October 2025',
  ]);
  expect(await notesOn('zh-CN', MENDED)).toEqual([
    '1,108,000 [c]，旅客人次，2025年第四季度。原文：11,080,000。佐证：港务局，2025年10月20日',
  ]);
});

test('each figure has one note, in the order of reading; one that shows neither letter has none', async () => {
  const notes = await notesOn('en', PLAIN, BASE, SHARE, BASE);
  expect(notes.map((note) => note.split(' ')[0])).toEqual(['1.13', '36%']);
});

test('every figure in a note is one of the document', async () => {
  const { values } = await documentOf('en', SHARE);
  expect(values.map(({ text }) => text)).toEqual(['36%', '36%', '400,000', '1,108,000']);
});

test('on paper the letter leads to the note, the note to the first such figure, and both say so', async () => {
  const html = renderHtml(await documentOf('en', SHARE, SHARE), { locale: 'en' });
  const links = html.matchAll(
    /<span class="value"( id="[^"]*")?[^>]*>[^<]*<span class="flag"> <a href="([^"]*)" aria-label="([^"]*)">/g,
  );
  expect([...links].map((link) => link.slice(1))).toEqual([
    [' id="_figure-1"', '#_note-1', 'note on 36%'],
    [undefined, '#_note-1', 'note on 36%'],
    [' id="_note-1"', '#_figure-1', 'back to 36%'],
  ]);
});

test('where a figure has failed, nothing is said of notes without figures', async () => {
  const { said } = await parsed('en', [PLAIN], '::notes\n', true);
  expect(said).toEqual([]);
});

test('what has nothing to list is told and left out', async () => {
  const { document, said } = await parsed('en', [PLAIN], '::notes\n');
  expect(said).toEqual(['warning document/empty-list: ::notes lists nothing']);
  expect(renderHtml(document, { locale: 'en' })).not.toContain('<ul');
});

test('notes stand in a document once', async () => {
  const { said } = await parsed('en', [SHARE], '::notes\n\n::notes\n');
  expect(said).toContain('error document/bad-directive: the notes stand in the document already');
});

test('a print and its correction, which have one address, are two figures', async () => {
  const wrong = valueOf('11,080,000', [], ALL.address).with({ provenance: { release: 'ferry-2025-q4' } });
  const ratio = figure('10', { flags: ['derived'], provenance: { formula: [wrong, ' ÷ ', MENDED] } });
  const other = figure('1', { flags: ['derived'], provenance: { formula: [MENDED, ' ÷ ', MENDED] } });
  const { document } = await parsed('en', [ratio, other], '::notes\n\n::sources\n');
  const markdown = renderGithub(document, { locale: 'en', charts: 'charts' });
  expect(markdown.match(/^- \d+.*= /gm)).toHaveLength(2);
  // the release of the print, and the one that supports the correction
  expect(markdown).toMatch(/Harbour Office.*19.*January.*and.*20.*October|20.*October.*and.*19.*January/);
});
