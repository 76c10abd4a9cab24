import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMap, isScalar, isSeq, type Node, parseDocument, stringify } from 'yaml';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { lineStart, type Place } from '../../../src/core/diagnostics/source-file.ts';
import { refusedIn } from '../../../src/core/diagnostics/source-text.ts';
import type { DataFile, DataValue } from '../../../src/core/files/data-file.ts';
import { readYaml } from '../../../src/core/files/yaml-file.ts';
import { LONG } from '../../long.ts';

// The parser that reads files is compared with another one.

async function read(text: string): Promise<{ readonly file: DataFile | undefined; readonly rules: readonly string[] }> {
  const diagnostics = new Diagnostics();
  const file = await readYaml({ path: 'x.yaml', text }, diagnostics);
  return { file, rules: diagnostics.all.map(({ rule }) => rule) };
}

/** What the other parser reads: a value, and the text of each scalar and key as it is written, by its path. */
function expected(text: string) {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  const written: [string, string][] = [];
  const add = (path: string, node: unknown): void => {
    const [start = 0, end = 0] = (node as Node).range ?? [];
    written.push([path, `${start} ${text.slice(start, end).trimEnd()}`]);
  };
  const walk = (node: unknown, path: string): void => {
    if (isMap(node))
      for (const { key, value } of node.items) {
        const below = `${path}/${String(key)}`;
        add(`${below} key`, key);
        walk(value, below);
      }
    else if (isSeq(node)) for (const [index, item] of node.items.entries()) walk(item, `${path}/${index}`);
    else if (isScalar(node) && path !== '') add(path, node);
  };
  walk(document.contents, '');
  return { errors: document.errors, value: () => document.toJS() as unknown, written };
}

/** The same of what was read. */
function writtenIn(file: DataFile): [string, string][] {
  const { text } = file.file;
  const written: [string, string][] = [];
  const add = (path: string, place: Place): void => {
    const start = lineStart(file.file, place.line) + place.column - 1;
    written.push([path, `${start} ${text.slice(start, start + place.length).trimEnd()}`]);
  };
  const walk = (value: DataValue, path: string): void => {
    if (typeof value === 'string') return;
    for (const [key, item] of Object.entries(value)) {
      const entry = Array.isArray(value) ? Number(key) : key;
      if (!Array.isArray(value)) add(`${path}/${key} key`, file.placeOf(value, entry, 'key'));
      if (typeof item === 'string') add(`${path}/${key}`, file.placeOf(value, entry));
      else walk(item, `${path}/${key}`);
    }
  };
  walk(file.value, '');
  return written;
}

/** Expects the same values at the same places as the other parser reads, or a mistake where that finds one. */
async function expectSame(text: string): Promise<void> {
  const { file, rules } = await read(text);
  const { errors, value, written } = expected(text);
  if (errors.length > 0) expect(rules, text).not.toEqual([]);
  else expect(rules, text).not.toContain('yaml/syntax');
  if (!file || rules.length > 0) return;
  expect(JSON.parse(JSON.stringify(file.value)), text).toEqual(value());
  expect(new Map(writtenIn(file)), text).toEqual(new Map(written));
}

test('a line that a tab indents is refused as by the other parser', async () => {
  await expectSame('\tflavour [github, mediawiki, confluence]\n');
  await expectSame('a: |\n  b\n\tc\n');
  await expectSame('a:\n\tb: c\n');
});

const FILES = [
  'data/china-nonferrous/dataset.yaml',
  'templates/china-interim/brief.yaml',
  'templates/style.yaml',
  'tests/cases/dataset/records/releases/club.yaml',
  'docs/ci/github.yml',
];
const texts = await Promise.all(FILES.map((path) => readFile(path, 'utf8')));

test.each(FILES)('%s has the values at the places that another parser reads', async (path) => {
  await expectSame(texts[FILES.indexOf(path)] ?? '');
});

const LAYOUTS = `
quoted: "a \\"b\\" \\u94DC"
single: 'it''s'   # a note
plain: two words  # a note
lines: first
  second

  third
literal: |  # a note
  one
   two

folded: >-
  one
  two
kept: |+
  one

none: ''
'a key': {"b":1, c: [d, e,], "f": {g: h}}
long: {a: 1,
  b: [2, 3,
    4], c: "five
    six"}
json: [
  a
]
tabs: {a:\t1,\tb: 2}
铜: 精炼铜：12
? explicit
: value
list:
- one
-   - two
    - three
- four: 4
  five: 5
-
  six: 6
pairs: [a: b, {c: d}, {}, []]
url: http://example.com/a#b
last: end`;

test('values in every layout are read, each with its place', async () => {
  await expectSame(LAYOUTS);
  await expectSame(LAYOUTS.replaceAll('\n', '\r\n'));
  expect((await read(LAYOUTS)).rules).toEqual([]);
  expect((await read(LAYOUTS)).file?.value).toMatchObject({
    quoted: 'a "b" 铜',
    single: "it's",
    lines: 'first second\nthird',
    literal: 'one\n two\n',
    folded: 'one two',
    kept: 'one\n\n',
    json: ['a'],
    tabs: { a: '1', b: '2' },
    pairs: [{ a: 'b' }, { c: 'd' }, {}, []],
  });
});

type Tree = string | Tree[] | { [key: string]: Tree };

const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    '147.20',
    '17,000 CNY/t',
    'a: b',
    '# c',
    "it's",
    '"x"',
    '- 1',
    '精炼铜：产量',
    'two\nlines',
    ' a ',
    '-',
    '{}',
    '|',
    '\u3000',
  ),
);
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    words,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(words, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const options = fc.record({
  lineWidth: fc.constantFrom(0, 20, 80),
  collectionStyle: fc.constantFrom<('any' | 'flow')[]>('any', 'flow'),
  defaultStringType: fc.constantFrom<('PLAIN' | 'QUOTE_SINGLE' | 'BLOCK_LITERAL' | 'BLOCK_FOLDED')[]>(
    'PLAIN',
    'QUOTE_SINGLE',
    'BLOCK_LITERAL',
    'BLOCK_FOLDED',
  ),
});

test('what another library writes is read as by that', async () => {
  const written = fc
    .tuple(fc.dictionary(words, tree, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), options)
    .map(([value, how]) => stringify(value, how));
  await fc.assert(fc.asyncProperty(written, expectSame), { numRuns: 100 });
});

const scraps = fc.constantFrom(
  '',
  ':',
  ': ',
  '"',
  "'",
  '#',
  ' # a',
  '\t',
  '\r\n',
  '\n',
  '\n  ',
  '- ',
  '{',
  '}',
  '[',
  ']',
  ', ',
  '|',
  '>-\n',
  '铜',
  '? ',
);

/** Some lines of a file with a change or two: characters dropped, or something put in their place. */
const spoilt = fc
  .tuple(
    fc.constantFrom(...texts, LAYOUTS),
    fc.nat(),
    fc.array(fc.tuple(fc.nat(), fc.nat(3), scraps), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, from, changes]) => {
    const lines = text.split('\n');
    const some = lines
      .slice(from % lines.length)
      .slice(0, 25)
      .join('\n');
    return changes.reduce((now, [at, gone, scrap]) => {
      const start = at % (now.length + 1);
      return now.slice(0, start) + scrap + now.slice(start + gone);
    }, some);
  })
  .filter((text) => !refusedIn(text));

test(
  'a file with slips has the values at the places that another parser reads, or is refused as by that',
  LONG,
  async () => {
    await fc.assert(fc.asyncProperty(spoilt, expectSame), { numRuns: 200 });
  },
);

// Each sign more took a pattern that could part them twice as long.
test.each([`- { at: table/2, level: 56,900 # ${'#'.repeat(5000)}\n  }\n`, `? a\n# ${'#'.repeat(5000)}\n? b\n`])(
  'a row of # takes no time where a value is missing',
  async (text) => {
    const { file, rules } = await read(text);
    expect(file?.value).toBeDefined();
    expect(rules).not.toEqual([]);
  },
);
