import fc from 'fast-check';

/** Texts that programs of this kind stumble over: markup, numbers at their limits, traps of Unicode, YAML and JavaScript. */
const HOSTILE = [
  '',
  ' ',
  'null',
  '~',
  'true',
  '0',
  '-0',
  '1e999',
  '0.1e-400',
  '9'.repeat(400),
  `0.${'0'.repeat(300)}1`,
  '1,2,3',
  '1.2.3',
  '2 704.7',
  '−3%',
  '１２３',
  '٣',
  '½',
  'NaN',
  'Infinity',
  '2025-02-30',
  '0000',
  '9999-Q4',
  '2025..',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '/etc/passwd',
  'con',
  'a'.repeat(300),
  'word '.repeat(2_000),
  'x'.repeat(19_000),
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</style><script>alert(1)</script>',
  '[x](javascript:alert(1))',
  '{{{x}}}',
  '{{#each x}}',
  ':::note',
  '| a | b |',
  '# x',
  '=cmd()',
  '${x}',
  '%s%n',
  'e\u0301'.repeat(20),
  '\u0301'.repeat(200),
  '\u200D\u200B\uFEFF',
  '\u202Eabc',
  '\uE000',
  '\u0000',
  '\u0007',
  '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}',
  '\u{20BB7}',
  '\uD800',
  'שלום',
  'ﷺ',
  '量'.repeat(500),
  '\u2028',
  '\r',
  '\t',
  '*a',
  '&a b',
  '!!js/function x',
  '<<',
  '[',
  '{',
  '- ',
  ': ',
  '#',
  '"',
  "'",
  '`',
  '\\',
  '|',
  '>',
] as const;

export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
);

/** A plain value as YAML and JSON have it. */
export type Tree = string | number | boolean | null | Tree[] | { [key: string]: Tree };

interface Change {
  readonly kind: 'text' | 'number' | 'empty' | 'null' | 'list' | 'deep' | 'remove' | 'repeat' | 'rename' | 'swap';
  /** Which of the values of the tree, as a part of their number. */
  readonly at: number;
  readonly text: string;
  readonly number: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(
    'text',
    'text',
    'text',
    'number',
    'empty',
    'null',
    'list',
    'deep',
    'remove',
    'repeat',
    'rename',
    'swap',
  ),
  at: fc.nat({ max: 9_999 }),
  text: hostile,
  number: fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, 1e9, 2 ** 53, 1e308, 5e-324)),
});

/** A tree with none, one or two of its values changed: mostly sound, so that what is changed gets far. */
export function mutatedTree(tree: Tree): fc.Arbitrary<Tree> {
  const changes = fc.array(change, { minLength: 0, maxLength: 2 });
  return changes.map((all) => all.reduce(changed, structuredClone(tree)));
}

type Entry = readonly [container: Tree[] | { [key: string]: Tree }, key: string];

function entriesOf(tree: Tree): Entry[] {
  if (tree === null || typeof tree !== 'object') return [];
  const container = tree as { [key: string]: Tree };
  return Object.keys(container).flatMap((key) => [[container, key] as Entry].concat(entriesOf(container[key] ?? null)));
}

function changed(tree: Tree, { kind, at, text, number }: Change): Tree {
  const entries = entriesOf(tree);
  const entry = entries[at % Math.max(1, entries.length)];
  if (!entry) return text;
  const container = entry[0] as { [key: string]: Tree };
  const [, key] = entry;
  const value = container[key] ?? null;
  const other = entries[(at * 7) % entries.length];
  if (kind === 'text') container[key] = text;
  else if (kind === 'number') container[key] = Number.isFinite(number) ? number : 0;
  else if (kind === 'empty') container[key] = at % 2 === 0 ? [] : {};
  else if (kind === 'null') container[key] = null;
  else if (kind === 'list') container[key] = [value];
  else if (kind === 'deep') container[key] = Array.from({ length: 90 }).reduce<Tree>((inner) => [inner], value);
  else if (kind === 'repeat') container[key] = Array.from({ length: 300 }, () => structuredClone(value));
  else if (kind === 'swap' && other)
    container[key] = structuredClone((other[0] as { [key: string]: Tree })[other[1]] ?? null);
  else {
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else delete container[key];
    if (kind === 'rename' && !Array.isArray(container)) container[text.slice(0, 40)] = value;
  }
  return tree;
}

/** A text in which mostly nothing, else a piece is removed, doubled, or replaced by something hostile. */
export function mutatedText(text: string): fc.Arbitrary<string> {
  const edit = fc.record({
    kind: fc.constantFrom('remove', 'double', 'insert', 'replace', 'repeat'),
    from: fc.nat({ max: 9_999 }),
    length: fc.integer({ min: 1, max: 12 }),
    text: hostile,
  });
  const edits = fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(edit, { maxLength: 2 }) },
  );
  return edits.map((all) =>
    all.reduce((before, { kind, from, length, text: piece }) => {
      const start = from % (before.length + 1);
      const [head, middle, tail] = [
        before.slice(0, start),
        before.slice(start, start + length),
        before.slice(start + length),
      ];
      if (kind === 'remove') return head + tail;
      if (kind === 'double') return head + middle + middle + tail;
      if (kind === 'insert') return head + piece + middle + tail;
      if (kind === 'repeat') return head + middle.repeat(1_000) + tail;
      return head + piece + tail;
    }, text),
  );
}
