import type { LocaleId } from '../../src/language/locales.ts';
import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import type { Observation } from '../../src/dataset/model.ts';
import type { Value } from '../../src/figure/value.ts';
import { statementAt, valueOf } from './fill.ts';
import { asRelease } from '../dataset/brands.ts';

const tiny = new Workspace('tests/fixtures/tiny');
const dataset = (await loadDataset(tiny, 'ferry-passengers', new Diagnostics())) ?? expect.fail('it does not load');

/** A value from a release; where releases support a correction of it, a corrected one. */
function from(release: string, ...evidence: readonly string[]): Value {
  const correction = { quantity: { text: '5%' }, evidence };
  const parts = { release: { id: release, source: {} }, correction: evidence.length > 0 ? correction : undefined };
  const observation = statementAt('passengers:growth@2025', parts as unknown as Partial<Observation>);
  return valueOf('5%').with({ origin: { kind: 'stated', observation } });
}

/** A document that prints values from some releases and ends with a list of sources. */
function sourcesOf(...values: readonly Value[]): string {
  return sourcesIn('en', values);
}

function sourcesIn(locale: LocaleId, values: readonly Value[]): string {
  const diagnostics = new Diagnostics();
  const tokens = new TokenRegistry();
  const words = values.map((value) => tokens.add({ kind: 'value', value, text: '5%' }));
  const filled = {
    markdown: `# Growth, 增长 {#a}\n\n${words.join(' ')}\n\n::sources\n`,
    tokens,
    placeOf: () => undefined,
  };
  const document = parseDocument(filled, new Map(), { locale, dataset }, diagnostics);
  expect(diagnostics.failed).toBe(false);
  return renderGithub(document, { locale, charts: 'charts' }).split(/5%\n+/).at(-1) ?? '';
}

test('names the publisher of a printed figure, with the date of its release', () => {
  expect(sourcesOf(from('ferry-2025-q4'))).toMatchInlineSnapshot(`
    "- [Harbour Office](https://harbour.example/ferries), 19\u00A0January\u00A02026
    "
  `);
});

test('names publishers in the language of the document', () => {
  const named = sourcesIn('zh-CN', [from('ferry-2025-q4')]);
  expect(named).toBe('- [港务局](https://harbour.example/ferries)，2026年1月19日\n');
});

test('names what supports a correction and what a derived figure rests on, each publisher once', () => {
  const derived = valueOf('5%').with({ origin: { kind: 'derived', formula: [from('ferry-2025-q3'), ' ÷ 2'] } });
  const both = sourcesOf(from('ferry-2025-q4'), derived);
  expect(both.match(/^- /gm)).toHaveLength(1);
  expect(both).toContain(' and ');
  expect(sourcesOf(from('elsewhere', 'ferry-2025-q3'))).toContain('20\u00A0October');
});

test('is empty where no figure is printed', () => {
  expect(sourcesOf(from('elsewhere'))).toBe('');
});

/** A document that prints values and cites releases where its text has `$` and `@id,id` and draws
 * `points` where it has `~`, with a list of sources. */
function citing(
  text: string,
  values: readonly Value[] = [],
  locale: LocaleId = 'en',
  list = '::sources\n',
  points: readonly (Value | undefined)[] = [],
) {
  const diagnostics = new Diagnostics();
  const tokens = new TokenRegistry();
  const figures = values.map((value) => tokens.add({ kind: 'value', value, text: '5%' }));
  const cited = text.replaceAll(/@([\w,-]+)/g, (_mark, ids: string) =>
    tokens.add({ kind: 'citation', cited: ids === 'exhibit' ? 'exhibit' : ids.split(',').map(asRelease), text: '' }),
  );
  const drawn = { address: 'passengers', members: new Map(), points, text: 'a course' };
  const line = tokens.add({ kind: 'trend', trend: drawn, text: '' });
  const body = cited.replaceAll('$', () => figures.shift() ?? '').replaceAll('~', line);
  const markdown = `# A {#a}\n\n${body}\n\n${list}`;
  const document = parseDocument(
    { markdown, tokens, placeOf: () => undefined },
    new Map(),
    { locale, dataset },
    diagnostics,
  );
  const said = diagnostics.all.map(({ message }) => message);
  const printed = renderGithub(document, { locale, charts: 'charts' });
  return { said, markdown: printed.split('\n\n').slice(2).join('\n\n') };
}

test('a document that cites sources numbers them by their first mark, and links both ways', () => {
  const { markdown, said } = citing('A @ferry-2025-q4, B @ferry-2025-q3,ferry-2025-q4.');
  expect(said).toEqual([]);
  expect(markdown.replaceAll('\u00A0', ' ')).toMatchInlineSnapshot(`
    "A \\[<a name="_cite-1" id="_cite-1"></a>[1](#_source-1)] B \\[[1](#_source-1), <a name="_cite-2" id="_cite-2"></a>[2](#_source-2)].

    1. <a name="_source-1" id="_source-1"></a>Harbour Office, _Ferries by quarter_, 19 January 2026, [harbour.example](https://harbour.example/ferries) [↑](#_cite-1)
    2. <a name="_source-2" id="_source-2"></a>Harbour Office, _Ferries by quarter_, 20 October 2025, [harbour.example](https://harbour.example/ferries) [↑](#_cite-2)
    "
  `);
});

test('no line begins with a mark, and marks that follow one another are one', () => {
  const { markdown } = citing('A @ferry-2025-q4. B @ferry-2025-q3 @ferry-2025-q4');
  const plain = markdown.replaceAll(/<a [^>]*><\/a>|\(#_[^)]*\)/g, '');
  expect(plain).toMatch(/^A\u00A0\\\[\[1\]\]. B\u00A0\\\[\[1\], \[2\]\]\n/);
});

test('no space stands between a full-width mark and the number of a source', () => {
  const { markdown } = citing('（甲） @ferry-2025-q4，乙 @ferry-2025-q3');
  const plain = markdown.replaceAll(/<a [^>]*><\/a>|\(#_[^)]*\)/g, '');
  expect(plain).toMatch(/^（甲）\\\[\[1\]\]，乙\u00A0\\\[\[2\]\]\n/);
});

test('an exhibit names the sources of its figures; those without a mark stand last in the list', () => {
  const exhibit = ':::exhibit{#x}\nT\n\n| a | b |\n| - | - |\n| c | $ |\n\n@exhibit. A note.\n:::\n\n$';
  const { markdown } = citing(exhibit, [from('ferry-2025-q4'), from('ferry-2025-q3')]);
  const plain = markdown.replaceAll('\u00A0', ' ').replaceAll(/<a [^>]*><\/a>|\(#_[^)]*\)/g, '');
  expect(plain).toContain('\nSource: Harbour Office \\[[1]]. A note.\n');
  expect(plain.match(/^\d\. .*\d{4}/gm)).toEqual([
    '1. Harbour Office, _Ferries by quarter_, 19 January 2026',
    '2. Harbour Office, _Ferries by quarter_, 20 October 2025',
  ]);
});

test('a box with trend lines names the sources of its figures, so that each source in the list is cited', () => {
  const box = '\n:::box{#b}\n- Rides\n\n  $\n\n  ~\n:::\n\nA @ferry-2025-q4.';
  const { markdown } = citing(box, [from('ferry-2025-q4')], 'en', '::sources\n', [from('ferry-2025-q3')]);
  const plain = markdown.replaceAll('\u00A0', ' ').replaceAll(/<a [^>]*><\/a>|\(#_[^)]*\)/g, '');
  expect(plain).toContain('Sources: Harbour Office \\[[1], [2]]\n');
  expect(plain.match(/^\d\. .* ↑$|^\d\. .*\[↑\]$/gm)).toHaveLength(2);
});

test('a box whose figures are of several sources names them', () => {
  const by = (release: string, source: string): Value => {
    const observation = statementAt('passengers@2025', { release: { id: release, source: { id: source } } } as never);
    return valueOf('5%').with({ origin: { kind: 'stated', observation } });
  };
  const below = (...values: readonly Value[]): string =>
    citing('\n:::box{#b}\n- Rides\n\n  $\n\n- Fuel\n\n  $\n:::\n\nA @ferry-2025-q4.', values).markdown;
  expect(below(by('ferry-2025-q4', 'office'), by('ferry-2025-q3', 'ministry'))).toContain('Sources: Harbour Office');
  expect(below(by('ferry-2025-q4', 'office'), by('ferry-2025-q3', 'office'))).not.toContain('Harbour Office \\[');
});

test('the legend of a box says what dotted lines and hollow dots mean, where its trend lines have them', () => {
  const known = from('ferry-2025-q4');
  const bound = known.with({ interval: { ...known.interval, high: undefined } });
  const legendOf = (...points: readonly (Value | undefined)[]): string | undefined => {
    const box = '\n:::box{#b}\n- Rides\n\n  $\n\n  ~\n:::\n';
    return /svg\) \|\n\n([^-].*)\n/.exec(citing(box, [known], 'en', '::sources\n', points).markdown)?.[1];
  };
  expect(legendOf(undefined, known, known)).toBeUndefined();
  expect(legendOf(known, undefined, known)).toBe('Dotted line: no figures');
  expect(legendOf(known, bound, known)).toBe('Dotted line: no figures; hollow dot: a lower bound');
  const expected = bound.with({ flags: ['forecast'] });
  expect(legendOf(known, expected, known)).toBe('Dotted line: no figures; hollow dot: an expected lower bound');
});

test('what is cited must stand in a list, and an exhibit without figures has no sources', () => {
  expect(citing('A @ferry-2025-q4.', [], 'en', '').said).toEqual([
    'a source is cited, and no list of sources has its number',
  ]);
  expect(citing('A @exhibit.').said).toContain('sourcesOf is outside an exhibit');
});
