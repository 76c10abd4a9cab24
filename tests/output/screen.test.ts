import type { AssayResult } from '../../src/assay/results.ts';
import type { Element, Nodes } from 'hast';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { observationOf, type Origin, Value } from '../../src/figure/value.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset, Observation } from '../../src/dataset/model.ts';
import { openEdition } from '../../src/dataset/edition.ts';
import { builtinUnit } from '../../src/dataset/unit.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderScreen } from '../../src/output/html/html-page.ts';
import { composedTexts } from './composed.ts';
import { statementAt } from '../document/fill.ts';
import { byClass, byTag, elements, without } from './elements.ts';
import { readHtml, textOf } from './html-text.ts';

interface PrintedJson {
  readonly role: string;
  readonly text: string;
}

function isFlag({ properties }: Element): boolean {
  return String(properties['className']) === 'flag';
}

describe('the HTML edition of a real brief', () => {
  let html: string;
  let tree: Nodes;
  let values: PrintedJson[];
  beforeAll(async () => {
    const texts = await composedTexts('china-nonferrous', '2025');
    html = texts.get('brief.html') ?? '';
    tree = readHtml(html);
    ({ values } = JSON.parse(texts.get('brief.json') ?? '') as { values: PrintedJson[] });
  });

  test('prints every figure that brief.json lists, in its order, and no other', () => {
    // a contents list repeats headings
    const text = without(tree, (element) => element.tagName === 'nav' || isFlag(element));
    const printed = byClass(text, 'value').map((value) => textOf(value).trim());
    const listed = values.filter(({ role }) => role === 'text').map((value) => value.text.replaceAll('\u00A0', ' '));
    expect(printed).toEqual(listed);
  });

  test('has each id once, and all that is pointed at', () => {
    const ids = elements(tree, ({ properties }) => properties['id'] !== undefined).map(({ properties }) => {
      return String(properties['id']);
    });
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(ids);
    for (const { properties } of byTag(tree, 'button')) expect(known).toContain(properties['popoverTarget']);
    const inside = [...byTag(tree, 'a').map(({ properties }) => String(properties['href'])), ...pictureLinks(tree)];
    for (const href of inside.filter((one) => one.startsWith('#'))) expect(known).toContain(href.slice(1));
  });

  test('gives each figure a note, and each note a subject and something to say', () => {
    const notes = elements(tree, ({ properties }) => properties['popover'] !== undefined);
    for (const note of notes) {
      expect(textOf(byTag(note, 'p')[0] ?? note)).not.toBe('');
      expect(byTag(note, 'dd').length).toBeGreaterThan(0);
      for (const item of byTag(note, 'dt', 'dd')) expect(textOf(item)).not.toBe('');
    }
    const asked = byTag(tree, 'button').map(({ properties }) => properties['popoverTarget']);
    expect(new Set(asked)).toEqual(new Set(notes.map(({ properties }) => properties['id'])));
  });

  test('has one h1, skips no level, and says what its parts are', () => {
    const levels = byTag(tree, 'h1', 'h2', 'h3', 'h4').map(({ tagName }) => Number(tagName[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    // a note in the margin is no landmark
    const parts = byTag(tree, 'header', 'nav', 'main', 'aside').filter(
      ({ properties }) => properties['role'] !== 'note',
    );
    expect(parts.map(({ tagName }) => tagName)).toEqual(['header', 'main', 'nav', 'aside']);
    for (const table of byTag(tree, 'table')) expect(byTag(table, 'caption')).toHaveLength(1);
    for (const head of byTag(tree, 'th')) expect(head.properties['scope']).toMatch(/^(?:col|row)$/);
  });

  test('loads and runs nothing', () => {
    const scripts = byTag(tree, 'script').map(({ properties }) => properties['type']);
    expect(scripts).toEqual(['application/ld+json']);
    const policy = byTag(tree, 'meta').find(({ properties }) => properties['httpEquiv'] !== undefined);
    expect(policy?.properties['content']).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/);
    expect(byTag(tree, 'img', 'link', 'iframe', 'object', 'embed', 'base', 'form')).toEqual([]);
    expect(html).not.toMatch(/@import|url\((?!#)|\son\w+=/);
  });

  test('is small', () => {
    expect(Buffer.byteLength(html)).toBeLessThan(500_000);
  });
});

function pictureLinks(tree: Nodes): string[] {
  return byTag(tree, 'use').map(({ properties }) => String(properties['xLinkHref']));
}

const FERRY_FIGURE = {
  decimal: decimal(1108, 3),
  interval: { low: decimal(11075, 2), high: decimal(11085, 2), lowOpen: false, highOpen: true },
  unit: builtinUnit('count'),
  text: '1,108,000',
  decimals: 0,
  suffix: '',
  flags: [],
};

const ferries = await loadDataset(new Workspace('tests/fixtures/tiny'), 'ferry-passengers', new Diagnostics());
const edition =
  (ferries && openEdition(ferries, 'ferry-2025-q4', undefined, new Diagnostics())) ?? expect.fail('it does not load');

/** A page that prints one figure after a word of the data. */
function ferryPage(
  origin: Origin,
  change: Partial<Dataset> = {},
  word = 'Ferries',
  locale = 'en',
  tests?: AssayResult,
): Nodes {
  const tokens = new TokenRegistry();
  const figure = new Value({ ...FERRY_FIGURE, origin });
  const [label, value] = [
    tokens.add({ kind: 'text', text: word }),
    tokens.add({ kind: 'value', text: figure.text, value: figure }),
  ];
  const markdown = `# Ferries {#top}\n\n${label} carried ${value}, [or ${value}](https://example.org "${label}").\n`;
  const document = parseDocument(
    { markdown, tokens, placeOf: () => undefined },
    new Map(),
    { locale },
    new Diagnostics(),
  );
  const dataset = { ...edition.dataset, ...change };
  return readHtml(renderScreen(document, { locale, edition: { ...edition, dataset }, tests, drawings: [] }));
}

/** What a note says: its subject, then each term with what follows it. */
function notesIn(tree: Nodes): string[][] {
  return elements(tree, ({ properties }) => properties['popover'] !== undefined).map((note) => {
    const rows = byTag(note, 'div').filter((row) => row !== note);
    return byTag(note, 'p')
      .map(textOf)
      .concat(rows.map((row) => row.children.map(textOf).join(': ')));
  });
}

/** A corrected figure of the edition with other texts. */
function corrected(printed: string, right: string, at: string, { indicators } = edition.dataset): Origin {
  const correction = { quantity: { text: right }, evidence: ['ferry-2025-q3'] };
  const parts = { release: edition.release, printed: { text: printed }, correction, at } as unknown;
  const address = 'passengers@2025-Q4';
  return { kind: 'stated', observation: statementAt(address, parts as Partial<Observation>, { indicators }) };
}

const CORRECTED = corrected('11,080,000', '1,108,000', 'table/1');

test('a note says what was printed, its correction, what supports it, what it may stand for, and where it stands', () => {
  expect(notesIn(ferryPage(CORRECTED))).toEqual([
    [
      'Passengers, fourth quarter of 2025',
      'Printed: 11,080,000',
      'Corrected: 1,108,000',
      'Supported by: Harbour Office, 20\u00A0October\u00A02025',
      'Stands for: at least 1,107,500 and under 1,108,500',
      'Source: Harbour Office, 19\u00A0January\u00A02026',
      'Place in source: table/1',
      'Address: passengers@2025-Q4',
    ],
  ]);
});

test('a note on a derived figure shows how it comes about', () => {
  const input = new Value({ ...FERRY_FIGURE, origin: CORRECTED });
  const [note] = notesIn(ferryPage({ kind: 'derived', formula: [input, ' ÷ 2'] }));
  expect(note).toContain('Worked out as: 1,108,000 ÷ 2');
  expect(note).toContain('Expression: passengers@2025-Q4 ÷ 2');
  expect(note).toContain('Rests on: Passengers, fourth quarter of 2025: 1,108,000');
});

test('a note names the relations that hold, fail or are excepted, each once, and says where there is none', () => {
  const relation = (id: string, name = id, strength = 'hard', more = {}) =>
    Object.assign({ name, strength, verdict: 'compatible', relation: { id } }, more);
  const tested = observationOf(new Value({ ...FERRY_FIGURE, origin: CORRECTED }));
  const report = (relations: object[], observation: object | undefined = tested) =>
    ({ figures: [{ observation, relations, standing: 'disputed' }] }) as unknown as AssayResult;
  const testedBy = (tests: AssayResult): string | undefined =>
    notesIn(ferryPage(CORRECTED, {}, 'Ferries', 'en', tests))[0]?.find((row) => row.startsWith('Tested by'));
  expect(
    testedBy(
      report([relation('sum'), relation('sum', 'sum/before'), relation('copy', 'copy', 'evidence'), relation('cap')]),
    ),
  ).toBe('Tested by: sum; cap');
  expect(testedBy(report('a b c d e f g h'.split(' ').map((name) => relation(name))))).toBe(
    'Tested by: a; b; c; d; e; 3 more',
  );
  expect(testedBy(report([]))).toBe('Tested by: no relation');
  const failing = { verdict: 'contradicted' };
  const contradicted = report([
    relation('sum', 'sum', 'soft', failing),
    relation('sum', 'sum/before'),
    relation('copy', 'copy', 'evidence', failing),
    relation('known', 'known', 'soft', { ...failing, exception: {} }),
    relation('cap'),
  ]);
  expect(notesIn(ferryPage(CORRECTED, {}, 'Ferries', 'en', contradicted))[0]).toEqual(
    expect.arrayContaining([
      'Standing: disputed: only soft relations or another source contradict it',
      'Contradicted by: sum',
      'Known disagreement: known',
      'Tested by: cap',
    ]),
  );
  // the print before its correction is another statement, which was not tested
  expect(testedBy(report([relation('sum')], { ...tested, correction: undefined }))).toBeUndefined();
});

test('the words around a figure are those of the locale', () => {
  const tree = ferryPage(CORRECTED, {}, '渡轮', 'zh-CN');
  expect(byTag(tree, 'html')[0]?.properties['lang']).toBe('zh-CN');
  expect(notesIn(tree)[0]).toContain('取值范围: 不低于 1,107,500，低于 1,108,500');
});

test('within a link a figure is plain text, and nothing opens', () => {
  const [link] = byTag(ferryPage(CORRECTED), 'p').flatMap((paragraph) => byTag(paragraph, 'a'));
  expect(link && textOf(link)).toBe('or 1,108,000');
  expect(link && byTag(link, 'button')).toEqual([]);
});

test('the metadata name the data set, its licence, publisher, time and files', () => {
  const [script] = byTag(ferryPage(CORRECTED), 'script');
  const read = JSON.parse(textOf(script as Nodes)) as Record<string, unknown>;
  expect(read).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: 'Ferry passengers of a harbour town',
    description: 'Ferries carried 1,108,000, or 1,108,000.',
    inLanguage: 'en',
    publisher: { '@type': 'Organization', name: 'The Harbour Office' },
    datePublished: '2026-01-19',
  });
  expect(read['license']).toMatch(/^https:\/\/spdx\.org\/licenses\//);
  expect(read['temporalCoverage']).toBe('2025-01-01/2026-12-31');
  expect(JSON.stringify(read['distribution'])).toContain('"contentUrl":"data/observations.csv"');
});

test('no string of a dataset adds an element, ends the metadata or makes a link that runs', () => {
  const plain = elements(ferryPage(CORRECTED), () => true).map(({ tagName }) => tagName);
  const parts = [
    '<',
    '/',
    '>',
    '</script',
    '</style',
    'script',
    '<!--',
    '"',
    "'",
    '&',
    '=',
    ' ',
    '`',
    ']]>',
    'javascript:',
  ];
  const hostile = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 6 }).map((found) => found.join(''));
  fc.assert(
    fc.property(hostile, (text) => {
      fc.pre(text.trim() !== '');
      const label = new Map([['en', text]]);
      const indicators = new Map([...edition.dataset.indicators].map(([id, one]) => [id, { ...one, label }]));
      const release = { ...edition.release, source: { ...edition.release.source, publisher: label, url: text } };
      const releases = new Map([...edition.dataset.releases.keys()].map((id) => [id, release]));
      const change = { indicators, releases, title: label, publisher: label, licence: text };
      const tree = ferryPage(corrected(text, text, text, { ...edition.dataset, indicators }), change, text);
      const tags = elements(tree, () => true).map(({ tagName }) => tagName);
      // sources lose their links: no address among the parts leads to a page
      expect(tags).toEqual(plain.filter((tag, at) => tag !== 'a' || plain[at - 1] !== 'dd'));
      const [script] = byTag(tree, 'script');
      expect(JSON.parse(textOf(script as Nodes))).toMatchObject({ name: text, publisher: { name: text } });
    }),
    { numRuns: 40 },
  );
});
