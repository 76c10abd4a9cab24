import { expect, test } from 'vitest';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import type { BriefDocument } from '../../src/document/nodes.ts';
import type { Observation } from '../../src/dataset/model.ts';
import { parseQuantity } from '../../src/dataset/quantity.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import type { Flag } from '../../src/figure/value.ts';
import { renderHtml, renderScreen } from '../../src/output/html/html-page.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { ferries } from '../chart/case.ts';
import { valueOf } from './fill.ts';
import { asRelease } from '../dataset/brands.ts';

const tiny = new Workspace('tests/fixtures/tiny');
const dataset = (await loadDataset(tiny, 'ferry-passengers', new Diagnostics())) ?? expect.fail('it does not load');

const MISPRINT =
  dataset.releases.get(asRelease('ferry-2025-q3'))?.observations.find(({ correction }) => correction) ??
  expect.fail('no figure of the fixture is corrected');

const FORECAST =
  dataset.releases.get(asRelease('ferry-2025-q4'))?.observations.find(({ condition }) => condition) ??
  expect.fail('no forecast of the fixture has a condition');

const STATED = new Map([
  ['corrected', MISPRINT],
  ['forecast', FORECAST],
]);

/** The severities of what was said about the last document. */
let severities: string[] = [];

/** A document in which `⟦text|flag⟧` is a figure. */
function documentOf(markdown: string): { document: BriefDocument; said: string[] } {
  const diagnostics = new Diagnostics();
  const tokens = new TokenRegistry();
  const filled = markdown.replaceAll(/⟦([^|⟧]*)\|?([^⟧]*)⟧/g, (_all, text: string, flag: string) => {
    const plain = valueOf(text, flag === '' ? [] : [flag as Flag], 'passengers.harbour@2025-Q3', dataset);
    const observation = STATED.get(flag);
    const value = observation ? plain.with({ origin: { kind: 'stated', observation } }) : plain;
    return tokens.add({ kind: 'value', value, text });
  });
  const source = { markdown: `# A {#a}\n\nSummary.\n\n## B {#b}\n\n${filled}\n`, tokens, placeOf: () => undefined };
  const document = parseDocument(source, new Map(), { locale: 'en' as const, dataset }, diagnostics);
  severities = diagnostics.all.map(({ severity }) => severity);
  return { document, said: diagnostics.all.map(({ message }) => message) };
}

function printed(markdown: string): { html: string; text: string; said: string[] } {
  const { document, said } = documentOf(markdown);
  const text =
    renderGithub(document, { locale: 'en' as const, charts: 'charts' })
      .split('## B\n\n')
      .at(-1) ?? '';
  return { html: renderHtml(document, { locale: 'en' as const }), text: text.replaceAll('\u00A0', ' '), said };
}

test('a note follows its paragraph in Markdown and stands next to it on paper, up to the next note', () => {
  const { html, text, said } = printed(
    'One.\n\n:::margin\nBeside one.\n:::\n\nTwo.\n\nThree.\n\n:::margin\nBeside three.\n:::',
  );
  expect(said).toEqual([]);
  expect(text).toBe('One.\n\n> Beside one.\n\nTwo.\n\nThree.\n\n> Beside three.\n');
  const rows = [...html.matchAll(/<div class="(passage-text|margins)" style="--row: ([^"]*)">/g)];
  expect(rows.map(([, name, row]) => `${name} ${row}`)).toEqual([
    'passage-text 1',
    'margins 1 / 3',
    'passage-text 2',
    'passage-text 1',
    'margins 1 / 2',
  ]);
});

test('on a screen only notes that are much longer than all text next to them run around their paragraph', async () => {
  const note = (words: string): string => `:::margin\n${words}\n:::`;
  const long = 'some words of a note '.repeat(12);
  const blocks = [
    'One.',
    note(long),
    'Two.',
    note(long),
    `Three ${'goes on and on '.repeat(30)}.`,
    'Four.',
    note('A.'),
    'Five.',
    note('some words of a note '.repeat(7)),
  ];
  const { document } = documentOf(blocks.join('\n\n'));
  const page = await renderScreen(document, { locale: 'en' as const, edition: await ferries(), drawings: [] });
  const passages = page.match(/<div class="?passage(?: around)?"?(?= |>)/g) ?? [];
  expect(passages.map((tag) => tag.includes('around'))).toEqual([true, false, false, false]);
});

test('figures lead to the note that explains them, whose title names the kind', () => {
  const { html, text } = printed('It was ⟦5 t|corrected⟧ of ⟦9 t⟧.\n\n:::margin{kind="corrected"}\nMisprint.\n:::');
  expect(html).toMatch(/5 t<span class="flag signal"> <a class="noted" href="#_margin-1" aria-label="note on 5 t">◆/);
  expect(html).toContain(
    '<aside class="margin corrected" role="complementary" id="_margin-1"><p><strong>Corrected.</strong> Misprint.</p></aside>',
  );
  expect(html).not.toContain('note on 9');
  expect(text).toContain('> **Corrected.** Misprint.');
});

test('an empty note on a corrected figure says what was printed', () => {
  const { text, said } = printed('It was ⟦824,000|corrected⟧.\n\n:::margin{kind="corrected"}\n:::');
  expect(said).toEqual([]);
  expect(text).toContain('> **Corrected.** Printed: harbour route, third quarter of 2025, “8,240,000”.');
});

test('an empty note on a forecast says what it depends on, each condition once', () => {
  const { text, said } = printed(
    'It grows by ⟦3%|forecast⟧, or ⟦3%|forecast⟧, or ⟦4%⟧.\n\n:::margin{kind="forecast"}\n:::',
  );
  expect(said).toEqual([]);
  expect(text).toContain('\n> **Forecast.** On the condition that the winter stays mild.\n');
});

test.each(['corrected', 'derived', 'estimated', 'forecast', 'disputed'])(
  'an empty note on %s figures is left out where there are none, with a warning',
  (kind) => {
    const { document, said } = documentOf(`It was ⟦5 t⟧.\n\n:::margin{kind="${kind}"}\n:::\n\nMore.`);
    expect(said).toEqual([`no figure before this note is ${kind}`]);
    expect(severities).toEqual(['warning']);
    const html = renderHtml(document, { locale: 'en' as const });
    expect(html).not.toMatch(/class="(passage|margins)/);
    expect(html).toContain('More.');
  },
);

/** What the harbour office states, and what a union states of the same. */
function rivalStatements(): readonly [own: Observation, rival: Observation] {
  const own = MISPRINT.release.observations.find(({ address }) => address === 'passengers@2025-Q3');
  const printed = parseQuantity('1,200,000', dataset.units);
  if (!own || 'problem' in printed) throw new Error('the fixture lacks the figure');
  const source = { publisher: new Map([['en', 'Union of Sailors']]) };
  const release = { ...own.release, id: 'union', source, published: '2025-11-03' };
  return [own, { ...own, release, printed } as unknown as Observation];
}

test('an empty note on a disputed figure says what another publisher states', () => {
  const [own, rival] = rivalStatements();
  const tokens = new TokenRegistry();
  const value = valueOf('5 t').with({ origin: { kind: 'stated', observation: own } });
  const token = tokens.add({ kind: 'value', value, text: '5 t' });
  const markdown = `# A {#a}\n\nSummary.\n\nIt was ${token}.\n\n:::margin{kind="disputed"}\n:::\n`;
  const disputeOf = (one: Observation) =>
    one === own
      ? { rivals: [rival], words: () => ['fares follow boats'], reasons: () => ['Unions count crews.'] }
      : undefined;
  const diagnostics = new Diagnostics();
  const filled = { markdown, tokens, placeOf: () => undefined };
  const document = parseDocument(filled, new Map(), { locale: 'en' as const, dataset, disputeOf }, diagnostics);
  expect(diagnostics.all).toEqual([]);
  expect(renderGithub(document, { locale: 'en' as const, charts: 'charts' }).replaceAll('\u00A0', ' ')).toContain(
    '> **Disputed.** Union of Sailors, 3 November 2025: passengers, third quarter of 2025, 1,200,000. Fares follow boats. ' +
      'Known disagreement: Unions count crews.',
  );
  expect(document.values.map((printed) => printed.text)).toEqual(['5 t', '1,200,000']);
  const cite = tokens.add({ kind: 'citation', cited: [own.release.id], text: '' });
  const cited = `${markdown}\nAs told ${cite}.\n\n## B {#b}\n\n::sources\n`;
  const releases = new Map([...dataset.releases, [asRelease('union'), rival.release]]);
  const options = { locale: 'en' as const, dataset: { ...dataset, releases }, disputeOf };
  const numbered = parseDocument({ ...filled, markdown: cited }, new Map(), options, diagnostics);
  expect(renderGithub(numbered, { locale: 'en' as const, charts: 'charts' })).toMatch(
    /2025\s\\\[.*\[1\]\(#_source-1\)\]: pass/u,
  );
});

test('exhibits have a width of the grid; one as wide as the margin stands in it', () => {
  const exhibit = (id: string, width: string): string =>
    `:::exhibit{#${id} width="${width}"}\nT\n\n| a |\n| - |\n| b |\n:::`;
  const { html } = printed(
    `One.\n\n${exhibit('x', 'note')}\n\n::::columns\n${exhibit('y', 'text')}\n\n${exhibit('z', 'note')}\n::::`,
  );
  expect(html).toContain('<div class="margins" style="--row: 1 / 2"><div class="exhibit" id="x" data-width="note"');
  expect(html).toContain('<div class="columns row" style="--widths: minmax(0, 110fr) minmax(0, 54fr)">');
});

test.each([
  [':::margin\nAlone.\n:::', 'this note in the margin follows no text'],
  ['One.\n\n:::margin\n:::', 'this note in the margin has no text'],
  ['⟦5 t|derived⟧\n\n:::margin{kind="derived"}\n:::', 'a note on derived figures has no text of its own'],
  ['⟦5 t⟧\n\n:::margin{kind="correct"}\nA.\n:::', 'margin has no kind correct'],
])('%j is a mistake', (markdown, message) => {
  expect(printed(markdown).said).toEqual([message]);
});
