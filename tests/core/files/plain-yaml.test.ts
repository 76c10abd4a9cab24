import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import type { DataFile, DataValue } from '../../../src/core/files/data-file.ts';
import { readPlainYaml } from '../../../src/core/files/plain-yaml.ts';
import { readWholeYaml, readYaml } from '../../../src/core/files/yaml-file.ts';

function yamlBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
}

/** Every value with the places of its key and itself. */
function told(file: DataFile): unknown[] {
  const all: unknown[] = [];
  function tell(container: DataValue): void {
    if (typeof container === 'string') return;
    const entries: [string | number, DataValue][] = Array.isArray(container)
      ? [...container.entries()]
      : Object.entries(container);
    for (const [entry, inner] of entries) {
      const places = (['key', 'value'] as const).map((part) => {
        const { line, column, length } = file.placeOf(container, entry, part);
        return [line, column, length];
      });
      all.push([entry, typeof inner === 'string' ? inner : Array.isArray(inner), places]);
      tell(inner);
    }
  }
  tell(file.value);
  return all;
}

/** What the parser of the whole language says; the number of mistakes where it finds any. */
function byWhole(text: string): unknown {
  const diagnostics = new Diagnostics();
  const read = readWholeYaml({ path: 'a.yaml', text }, diagnostics);
  return read && diagnostics.all.length === 0 ? told(read) : diagnostics.all.length;
}

function byPlain(text: string): unknown {
  const read = readYaml({ path: 'a.yaml', text }, new Diagnostics());
  return read && told(read);
}

const data = ['data', 'starter'].flatMap(yamlBelow);
const odd = `list:
- one two
  three # why
- { a: 'it''s', b: [1, "x: y", {c: -5%}], # a comment
    d: http://a.b/c#d, }
folded: >-
  a: b
  # no comment
below:
  # a comment
  { e: 147.20 }
2025: x:y
1: z
`;

test('every file of the datasets is plain, and says what the parser of the whole language reads', () => {
  for (const text of [...data, odd]) {
    expect(readPlainYaml(text), text.slice(0, 200)).toBeDefined();
    expect(byPlain(text)).toEqual(byWhole(text));
  }
});

const SCRAPS =
  `{|}|[|]|: |, |- |'|"| #|&a |*a|!x |%|? |null|~|\n|\n\n|  |# x\n|    # deep\n|\n# c\n|k: v\n|- a: b\n|\n  more|\n---\n|\t`
    .split('|')
    .concat('|', '>-', '', '\u{1F600}');

/** Texts that a less careful reader would take for plain, or would end elsewhere. */
const TREACHEROUS = [
  'a:\n  b: 1\n  # part of the block\nc: 2\n',
  'a:\n- b\n  # part of the list\nc: 2\n',
  'a: [b # c, d ]',
  'a: { b: c\n# too far left\n }\n',
  'a: b # c\n  d\n',
  'a: >-\n  b\n\nc: d\n',
];

/** Some lines of a file, with stretches written over. */
const spoilt = fc
  .tuple(
    fc.constantFrom(...data, odd, odd),
    fc.nat(),
    fc.array(fc.tuple(fc.nat(), fc.nat(8), fc.constantFrom(...SCRAPS)), { minLength: 1, maxLength: 4 }),
  )
  .map(([text, at, changes]) => {
    const lines = text.split('\n');
    const from = at % lines.length;
    const part = `${lines.slice(from, from + 14).join('\n')}\n`;
    return changes.reduce((now, [where, gone, scrap]) => {
      const start = where % (now.length + 1);
      return now.slice(0, start) + scrap + now.slice(start + gone);
    }, part);
  });

test('whatever is done to a file, what is read as plain is read as by the parser of the whole language', () => {
  const isSame = (text: string): void => {
    if (readPlainYaml(text)) expect(byPlain(text)).toEqual(byWhole(text));
  };
  for (const text of TREACHEROUS) isSame(text);
  fc.assert(fc.property(spoilt, isSame), { numRuns: 400 });
});
