import { expect, test } from 'vitest';
import { parsePeriod } from '../../src/dataset/period.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { Value } from '../../src/figure/value.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { parsePart } from '../../src/document/part-name.ts';
import { partOf } from '../../src/document/parts.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { fill, valueOf } from './fill.ts';
import { asRelease } from '../dataset/brands.ts';

const SOURCES = new Map([
  ['some_source', { id: 'some_source', publisher: new Map([['en', 'The Office']]) }],
  ['other', { id: 'other', publisher: new Map([['en', 'Nobody']]) }],
]);

const TEMPLATE = `# Title {#t}

Output rose to ⟦14.72 Mt|corrected|output.copper@2025⟧, see [the table](#tab).[^n]

[^n]: Counted in ⟦2 t⟧.

:::exhibit{#tab}
Output

| Metal | 2025 |
|:--|--:|
| Copper | ⟦14.72 Mt|corrected|output.copper@2025⟧ |

Source: The Office
:::

## Other {#other}

Elsewhere, [above](#t).
`;

function printed(name: string): string | undefined {
  const document = parseDocument(fill(TEMPLATE), new Map(), { locale: 'en' as const }, new Diagnostics());
  const part = parsePart(name);
  const found = part && partOf(document, part, { locale: 'en' as const, dataset: { sources: SOURCES as never } });
  return found && renderGithub(found, { locale: 'en' as const, charts: 'charts' });
}

test('an exhibit stands alone with its legend and source line, once', () => {
  const page = printed('exhibit:tab') ?? '';
  expect(page).toContain('**Table\u00A01: Output**');
  expect(page.match(/The Office/g)).toHaveLength(1);
  expect(page.match(/corrected/g)).toHaveLength(1);
  expect(page).not.toContain('Elsewhere');
});

test('a value has its source and the legend of its marks', () => {
  const page = printed('value:output.copper') ?? '';
  expect(page).toMatch(/^14\.72 Mt/);
  expect(page).toContain('Source: The Office');
  expect(page).toContain('◆\u00A0corrected');
  expect(page).not.toContain('rose');
});

test('a value that is corrected stands alone as corrected, wherever its brief first prints the misprint', () => {
  const template = 'Printed ~~⟦147.20 Mt||output.copper@2025⟧~~, corrected ⟦14.72 Mt|corrected|output.copper@2025⟧.';
  const document = parseDocument(fill(template), new Map(), { locale: 'en' as const }, new Diagnostics());
  const part = parsePart('value:output.copper');
  const found = part && partOf(document, part, { locale: 'en' as const, dataset: { sources: SOURCES as never } });
  expect(found && renderGithub(found, { locale: 'en' as const, charts: 'charts' })).toMatch(/^14\.72 Mt/);
});

test('publishers of figures are named once each, only those that no line names, and a legend stands once', () => {
  const office = { id: 'some_source', publisher: new Map([['en', 'Office']]) };
  const table = '| Metal | 2025 |\n|:--|--:|\n| Copper | ⟦14.72 Mt|corrected,provisional|output.copper@2025⟧ |';
  const lines = (sources: object[], note = ''): string[] => {
    const template = `# T\n\n:::exhibit{#tab}\nOutput\n\n${table}\n${note === '' ? '' : `\n${note}\n`}:::\n`;
    const document = parseDocument(fill(template), new Map(), { locale: 'en' as const }, new Diagnostics());
    const dataset = { sources: new Map(sources.map((source, at) => [`${at}`, source])) } as never;
    const part = partOf(document, { kind: 'exhibit', id: 'tab' }, { locale: 'en' as const, dataset });
    const page = part ? renderGithub(part, { locale: 'en' as const, charts: 'charts' }) : '';
    expect(page.match(/corrected/g)).toHaveLength(1);
    expect(page.match(/provisional/g)).toHaveLength(1);
    return page.split('\n').filter((line) => /Source|Office/.test(line));
  };
  expect(lines([office])).toEqual(['Source: Office']);
  // two sources of one publisher
  expect(lines([office, { ...office, id: 'some_source' }])).toEqual(['Source: Office']);
  expect(lines([office, { id: 'some_source', publisher: new Map([['en', 'Bureau']]) }], 'Source: Bureau')).toEqual([
    'Source: Bureau',
    'Source: Office',
  ]);
  const longer = { id: 'another', publisher: new Map([['en', 'Statistics Office']]) };
  for (const note of ['Statistics Office disagrees', 'Offices disagree']) {
    expect(lines([office, longer], note)).toEqual([note, 'Source: Office']);
  }
  expect(lines([office, longer], 'As the Office says')).toEqual(['As the Office says']);
});

test('a section keeps links and footnotes inside it, and only the words of links that leave it', () => {
  expect(printed('section:t')).toContain('[the table](#tab)');
  expect(printed('section:t')).toContain('[^1]: Counted in 2 t.');
  expect(printed('section:other')).toMatch(/Elsewhere, above\.\n$/);
});

test('of the notes on figures only those on its own are printed', () => {
  const tokens = new TokenRegistry();
  const sum = (text: string): string => {
    const { origin: _origin, ...printed } = valueOf(text, ['derived']);
    const formula = [valueOf('1 t'), ' + ', valueOf('2 t')];
    const value = new Value({ ...printed, origin: { kind: 'derived', formula } } as never);
    return tokens.add({ kind: 'value', text, value });
  };
  const markdown = `# Title {#t}\n\n## One {#one}\n\nIs ${sum('3 t')}.\n\n## Two {#two}\n\nIs ${sum('4 t')}.\n\n::notes\n`;
  const options = {
    locale: 'en' as const,
    dataset: { indicators: new Map(), releases: new Map(), sources: SOURCES } as never,
  };
  const filled = { markdown, tokens, placeOf: () => undefined };
  const document = parseDocument(filled, new Map(), options, new Diagnostics());
  const part = partOf(document, { kind: 'section', id: 'one' }, { locale: 'en' as const, dataset: options.dataset });
  const page = part ? renderGithub(part, { locale: 'en' as const, charts: 'charts' }) : '';
  expect(page).toContain('- 3 t = 1 t + 2 t');
  expect(page).not.toContain('4 t');
});

test('what is not part, or not in the document, is none', () => {
  expect(parsePart('chart:x')).toBeUndefined();
  expect(printed('exhibit:none')).toBeUndefined();
});

test('numbers of sources whose list is elsewhere are left out, and no source is named twice', () => {
  const tokens = new TokenRegistry();
  const figure = valueOf('5 t', ['forecast', 'revised'].toReversed() as ['revised', 'forecast'], 'output.copper@2025');
  const value = tokens.add({ kind: 'value', value: figure, text: '5 t' });
  const [cited, all] = [[asRelease('some_release')], 'exhibit' as const].map((cited) =>
    tokens.add({ kind: 'citation', cited, text: '' }),
  );
  const table = `| Metal | 2025 |\n|:--|--:|\n| Copper | ${value} |`;
  const markdown = `# A {#a}\n\n:::exhibit{#tab}\nOutput ${cited}, in tonnes\n\n${table}\n\n${all}.\n:::\n\n::sources\n`;
  const source = {
    id: 'some_source',
    rank: 1,
    publisher: new Map([['en', 'The Office']]),
    short: new Map([['en', 'TO']]),
  };
  const period = parsePeriod('2025');
  const release = { id: 'some_release', source, published: '2026-01-19', period, observations: [] };
  const releases = new Map([
    ['some_release', release],
    ['some-release', release],
  ]);
  const dataset = { sources: new Map([['some_source', source]]), releases, indicators: new Map() } as never;
  const filled = { markdown, tokens, placeOf: () => undefined };
  const document = parseDocument(filled, new Map(), { locale: 'en' as const, dataset }, new Diagnostics());
  const printedPart = (name: string): string => {
    const part = parsePart(name);
    const found = part && partOf(document, part, { locale: 'en' as const, dataset });
    return found ? renderGithub(found, { locale: 'en' as const, charts: 'charts' }) : '';
  };
  const exhibit = printedPart('exhibit:tab');
  expect(exhibit).toContain('Output, in tonnes');
  expect(exhibit).toContain('Source: TO.');
  expect(exhibit).not.toMatch(/\[1\]|The Office/);
  // the same order as in tables, whatever the order of the data
  expect(exhibit).toContain('<sup>f, r</sup>');
  expect(printedPart('value:output.copper')).toContain('<sup>f, r</sup>');
});
