import type { LocaleId } from '../../src/language/locales.ts';
import type { ShownTests } from '../../src/assay/report/edition-tests.ts';
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
import { LONG } from '../long.ts';
import { byClass, byTag, elements, without } from './elements.ts';
import { readHtml, textOf } from './html-text.ts';

interface PrintedJson {
  readonly role: string;
  readonly text: string;
}

function isFlag({ properties }: Element): boolean {
  return String(properties['className']).split(',').includes('flag');
}

/** Bytes of the annual brief without its fonts. */
const SIZE = 244_000;

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
    // a contents list repeats headings, and lists of figures repeat figures
    const text = without(tree, (element) => ['nav', 'details'].includes(element.tagName) || isFlag(element));
    const printed = byClass(text, 'value').map((value) => textOf(value).trim());
    const listed = values.filter(({ role }) => role === 'text').map((value) => value.text.replaceAll('\u00A0', ' '));
    expect(printed).toEqual(listed);
  });

  test('says the reason for a known disagreement once', () => {
    const entries = entriesIn(tree).filter((entry) => entry.includes('Known disagreement: '));
    const told = entries.filter((entry) => !entry.includes('Known disagreement: as told before.'));
    const reasons = told.map((entry) => /Known disagreement: (.{40})/.exec(entry)?.[1]);
    expect(reasons.length).toBeGreaterThan(1);
    expect(entries.length).toBeGreaterThan(told.length);
    expect(new Set(reasons).size).toBe(reasons.length);
  });

  test('has each id once, and all that is pointed at', () => {
    const ids = elements(tree, ({ properties }) => properties['id'] !== undefined).map(({ properties }) => {
      return String(properties['id']);
    });
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(ids);
    const inside = byTag(tree, 'a').map(({ properties }) => String(properties['href']));
    for (const href of inside.filter((one) => one.startsWith('#'))) expect(known).toContain(href.slice(1));
  });

  test('has one stop for each block with figures, and none for a figure', () => {
    expect(byTag(tree, 'button')).toEqual([]);
    const lists = byTag(tree, 'details');
    const blocks = elements(tree, (element) => ['p', 'li', 'figure', 'table'].includes(element.tagName)).length;
    expect(lists.length).toBeGreaterThan(30);
    expect(lists.length).toBeLessThan(blocks);
    for (const list of lists) {
      expect(byTag(list, 'summary')).toHaveLength(1);
      for (const item of byTag(list, 'li')) expect(textOf(item)).toMatch(/^.+\S.*\[\d+\]|not published/s);
      expect(byTag(list, 'li').length).toBeGreaterThan(0);
    }
  });

  test('explains the headline box before the list of its figures', () => {
    const [box] = byClass(tree, 'box');
    const around = elements(tree, ({ children }) => box !== undefined && children.includes(box));
    const siblings = around.flatMap(({ children }) => children.filter((child) => child.type === 'element'));
    const after = siblings.slice(siblings.findIndex((element) => element === box) + 1);
    const names = after.slice(0, 2).map(({ properties }) => String(properties['className']));
    expect(names).toEqual(['legend', 'figures']);
  });

  test('keeps the number of a source with the word before it', () => {
    const marks = byClass(tree, 'cite').map(textOf);
    expect(marks.length).toBeGreaterThan(20);
    const begun = (text: string): boolean => !text.startsWith(' ');
    const inCells = byTag(tree, 'td').flatMap((cell) => byClass(cell, 'cite').map(textOf));
    expect(marks.filter(begun)).toEqual(inCells.filter(begun));
  });

  test('says in the list of a chart who states each of its figures', () => {
    const figure = byTag(tree, 'figure').find(({ properties }) => properties['id'] === 'fig-ten-metals');
    const [list] = figure ? byTag(figure, 'details') : [];
    const lines = list ? byTag(list, 'li').map(textOf) : [];
    // facts/history.json, and the numbers of the list of sources
    const aluminium = lines.find((line) => line.startsWith('Primary aluminium')) ?? '';
    expect(aluminium).toMatch(/37\.1 Mt \(2020\) \[\d+\]; 38\.5 Mt \(2021\) \[\d+\]/);
    // the chart draws 45.02 and its text says 45.016, of one statement
    expect(aluminium.match(/\(2025\)/g)).toHaveLength(1);
    // the release says that the ten metals "exceeded" 80 Mt
    expect(lines.find((line) => line.startsWith('Ten metals'))).not.toMatch(/(?<!over )80\.?0* Mt/);
  });

  test('says what was printed in the units of the page, which are not words of the source', () => {
    const entries = byTag(tree, 'details').flatMap((list) => byTag(list, 'li').map(textOf));
    const copper = entries.filter((entry) => entry.includes('Refined copper, 2025. Printed'));
    expect(copper.length).toBeGreaterThan(0);
    for (const entry of copper) expect(entry).toContain('Printed: 147.20 Mt. Corrected: 14.72 Mt. ');
  });

  test('has one h1, skips no level, and says what its parts are', () => {
    const levels = byTag(tree, 'h1', 'h2', 'h3', 'h4').map(({ tagName }) => Number(tagName[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    // a note in the margin is not a landmark
    const parts = byTag(tree, 'header', 'nav', 'main', 'aside').filter(
      ({ properties }) => properties['role'] !== 'note',
    );
    expect(parts.map(({ tagName }) => tagName)).toEqual(['header', 'main', 'nav']);
    for (const table of byTag(tree, 'table')) expect(byTag(table, 'caption')).toHaveLength(1);
    for (const head of byTag(tree, 'th')) expect(head.properties['scope']).toMatch(/^(?:col|row)$/);
  });

  test('loads and runs nothing', () => {
    const scripts = byTag(tree, 'script').map(({ properties }) => properties['type']);
    expect(scripts).toEqual(['application/ld+json']);
    const policy = byTag(tree, 'meta').find(({ properties }) => properties['httpEquiv'] !== undefined);
    expect(policy?.properties['content']).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;/,
    );
    expect(byTag(tree, 'img', 'link', 'iframe', 'object', 'embed', 'base', 'form')).toEqual([]);
    expect(html).not.toMatch(/@import|url\((?!#|data:)|\son\w+=/);
  });

  test('is small, and its fonts have its Latin letters alone', () => {
    const rules = html.match(/@font-face\s*\{[^}]*\}/g) ?? [];
    const families = rules.map((rule) => /font-family: '([^']+)';font-weight: (\d+)/.exec(rule)?.slice(1).join(' '));
    expect(new Set(families)).toEqual(
      new Set(['Source Serif 4 400', 'Source Serif 4 600', 'Source Sans 3 400', 'Source Sans 3 600']),
    );
    const fonts = rules.reduce((sum, rule) => sum + rule.length, 0);
    expect(fonts).toBeLessThan(180_000);
    expect(Buffer.byteLength(html) - fonts).toBeLessThan(SIZE);
  });

  test('has the italics in which its charts are measured', () => {
    const italics = byTag(tree, 'text').filter(({ properties }) => properties['fontStyle'] === 'italic');
    expect(italics.length).toBeGreaterThan(0);
    expect(html).toContain("font-family: 'Source Sans 3';font-weight: 400;font-style: italic;src:");
  });
});

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
async function ferryPage(
  origin: Origin,
  change: Partial<Dataset> = {},
  word = 'Ferries',
  locale: LocaleId = 'en',
  tests?: ShownTests,
): Promise<Nodes> {
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
  return readHtml(await renderScreen(document, { locale, edition: { ...edition, dataset }, tests, drawings: [] }));
}

/** What the lists of figures say, an entry each. */
function entriesIn(tree: Nodes): string[] {
  return byTag(tree, 'details').flatMap((list) => byTag(list, 'li').map(textOf));
}

/** A corrected figure of the edition with other texts. */
function corrected(printed: string, right: string, at: string, { indicators } = edition.dataset): Origin {
  const quantityOf = (text: string) => {
    const number = /^-?[\d,]+$/.test(text) ? decimal(Number(text.replaceAll(',', ''))) : FERRY_FIGURE.decimal;
    return {
      text,
      decimal: number,
      resolution: decimal(1),
      interval: FERRY_FIGURE.interval,
      unit: builtinUnit('count'),
    };
  };
  const correction = { quantity: quantityOf(right), evidence: ['ferry-2025-q3'] };
  const parts = { release: edition.release, printed: quantityOf(printed), correction, at } as unknown;
  const address = 'passengers@2025-Q4';
  return { kind: 'stated', observation: statementAt(address, parts as Partial<Observation>, { indicators }) };
}

const CORRECTED = corrected('11,080,000', '1,108,000', 'table/1');

test('an entry says what was printed, its correction, what supports it and its source, without its place there', async () => {
  expect(entriesIn(await ferryPage(CORRECTED))).toEqual([
    '1,108,000 Passengers, fourth quarter of 2025. Printed: “11,080,000”. Corrected: 1,108,000. ' +
      'Supported by: Harbour Office, 20\u00A0October\u00A02025. Stands for: 1,107,500 to 1,108,500. ' +
      'Source: Harbour Office, 19\u00A0January\u00A02026',
  ]);
});

test('an entry has the sign of its figure, which the words around it say in the text', async () => {
  const [entry] = entriesIn(await ferryPage(corrected('-11,080,000', '-1,108,000', 'table/1')));
  expect(entry).toMatch(/^−1,108,000 Passengers, .*Stands for: −1,108,500 to −1,107,500\./);
});

test('an entry of a derived figure shows how it comes about, and on what it rests', async () => {
  const input = new Value({ ...FERRY_FIGURE, origin: CORRECTED });
  const [entry] = entriesIn(await ferryPage({ kind: 'derived', formula: [input, ' ÷ 2'] }));
  expect(entry).toContain('1,108,000 = 1,108,000 ÷ 2. ');
  expect(entry).toContain('Rests on: passengers, fourth quarter of 2025. ');
});

test('an entry counts the relations that hold, each once, and says in words what disagrees', async () => {
  const relation = (id: string, name = id, strength = 'hard', more = {}) =>
    Object.assign({ name, strength, verdict: 'compatible', relation: { id } }, more);
  const tested = observationOf(new Value({ ...FERRY_FIGURE, origin: CORRECTED }));
  const report = (relations: object[], observation: object | undefined = tested) =>
    ({
      statements: [observation],
      relations,
      figures: [{ statement: 0, relations: [...relations.keys()], standing: 'disputed' }],
    }) as unknown as ShownTests;
  const told = async (tests: ShownTests): Promise<string> =>
    entriesIn(await ferryPage(CORRECTED, {}, 'Ferries', 'en', tests))[0] ?? '';
  const twice = [relation('sum'), relation('sum', 'sum/before'), relation('copy', 'copy', 'evidence')];
  expect(await told(report([...twice, relation('cap')]))).toContain('Tests: 2.');
  expect(await told(report(twice))).toContain('Tests: 1.');
  expect(await told(report([]))).toContain('Tests: none.');
  const failing = { verdict: 'contradicted' };
  const words = new Map([['en', 'routes add up.']]);
  const reason = new Map([['en', 'Counted twice.']]);
  const contradicted = report([
    relation('sum', 'sum', 'soft', { ...failing, words }),
    relation('sum', 'sum/before'),
    relation('copy', 'copy', 'evidence', failing),
    relation('known', 'known', 'soft', { ...failing, exception: { reason } }),
    relation('cap'),
  ]);
  expect(await told(contradicted)).toContain(
    '. Disputed: only soft relations or another source contradict it. Contradicted by: routes add up. ' +
      'Known disagreement: Counted twice. Tests: 1.',
  );
  // what all of its relations contradict was tested by none that agrees
  const against = report([relation('sum', 'sum', 'soft', { ...failing, words })]);
  expect(await told(against)).not.toContain('Tests:');
  // the print before its correction is another statement, which was not tested
  expect(await told(report([relation('sum')], { ...tested, correction: undefined }))).not.toContain('Tests:');
});

test('a figure that an earlier list reports is reported shortly', async () => {
  const tokens = new TokenRegistry();
  const figure = new Value({ ...FERRY_FIGURE, origin: CORRECTED });
  const value = tokens.add({ kind: 'value', text: figure.text, value: figure });
  const markdown = `# Ferries {#top}\n\n${value} in a year of ${value}.\n\n${value} again.\n`;
  const filled = { markdown, tokens, placeOf: () => undefined };
  const document = parseDocument(filled, new Map(), { locale: 'en' as const }, new Diagnostics());
  const entries = entriesIn(readHtml(await renderScreen(document, { locale: 'en' as const, edition, drawings: [] })));
  expect(entries).toHaveLength(2);
  expect(entries[0]).toContain('Supported by');
  expect(entries[1]).toContain('Printed: “11,080,000”');
  expect(entries[1]).not.toContain('Supported by');
});

test('the words around a figure are those of the locale', async () => {
  const tree = await ferryPage(CORRECTED, {}, '渡轮', 'zh-CN');
  expect(byTag(tree, 'html')[0]?.properties['lang']).toBe('zh-CN');
  expect(entriesIn(tree)[0]).toContain('取值范围：');
});

test('within a link a figure is plain text', async () => {
  const [link] = byTag(await ferryPage(CORRECTED), 'p').flatMap((paragraph) => byTag(paragraph, 'a'));
  expect(link && textOf(link)).toBe('or 1,108,000');
  expect(link && elements(link, (one) => one !== link && one.tagName === 'a')).toEqual([]);
});

test('the metadata name the data set, its licence, publisher, time and files', async () => {
  const [script] = byTag(await ferryPage(CORRECTED), 'script');
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

test('no string of a dataset adds an element, ends the metadata or makes a link that runs', LONG, async () => {
  const plain = elements(await ferryPage(CORRECTED), () => true).map(({ tagName }) => tagName);
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
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      fc.pre(text.trim() !== '');
      const label = new Map([['en', text]]);
      const indicators = new Map([...edition.dataset.indicators].map(([id, one]) => [id, { ...one, label }]));
      const release = { ...edition.release, source: { ...edition.release.source, publisher: label, url: text } };
      const releases = new Map([...edition.dataset.releases.keys()].map((id) => [id, release]));
      const change = { indicators, releases, title: label, publisher: label, licence: text };
      const tree = await ferryPage(corrected(text, text, text, { ...edition.dataset, indicators }), change, text);
      const tags = elements(tree, () => true).map(({ tagName }) => tagName);
      // sources lose their links: no address among the parts leads to a page
      expect(tags).toEqual(plain.filter((tag, at) => tag !== 'a' || !['b', 'a'].includes(plain[at - 1] ?? '')));
      const [script] = byTag(tree, 'script');
      expect(JSON.parse(textOf(script as Nodes))).toMatchObject({ name: text, publisher: { name: text } });
    }),
    { numRuns: 40 },
  );
});
