import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../src/core/diagnostics/source-file.ts';
import { readCatalogue } from '../../src/dataset/catalogue.ts';
import { readRelease } from '../../src/dataset/release.ts';
import { readYaml } from '../../src/core/files/yaml-file.ts';

const declarations = await readFile('tests/cases/dataset/base/dataset.yaml', 'utf8');
const records = await readFile('tests/cases/dataset/records/releases/club.yaml', 'utf8');

/** What is written over a stretch of a file. */
const scraps = fc.oneof(
  fc.constantFrom('', '{', '}', '[', ']', ':', ',', '- ', '\n', '  ', '"', "'", '#', '&a ', '*a', '!x ', '|', '>', '%'),
  fc.constantFrom(
    'null',
    '~',
    'level',
    '12',
    '-5%',
    '2025',
    '..',
    'Mt',
    '__proto__',
    'constructor',
    '\t',
    '\u0000',
    'é😀',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

/** A file with some stretches of it written over. */
function spoilt(text: string): fc.Arbitrary<string> {
  const change = fc.tuple(fc.nat(text.length), fc.nat(12), scraps);
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) =>
      changes.reduce((now, [at, gone, scrap]) => now.slice(0, at) + scrap + now.slice(at + gone), text),
    );
}

function load(catalogueText: string, releaseText: string): Diagnostics {
  const diagnostics = new Diagnostics();
  const read = (path: string, text: string) => readYaml({ path, text } satisfies SourceFile, diagnostics);
  const catalogueFile = read('dataset.yaml', catalogueText);
  const catalogue = catalogueFile && readCatalogue(catalogueFile, diagnostics);
  const releaseFile = read('releases/club.yaml', releaseText);
  if (releaseFile) readRelease(releaseFile, catalogue, diagnostics);
  return diagnostics;
}

function expectPlaces(diagnostics: Diagnostics): void {
  for (const { place, message } of diagnostics.all) {
    const lines = place?.file.text.split(/\r\n|\r|\n/) ?? [];
    expect(message).not.toMatch(/\n|undefined|\[object/);
    expect(place?.line).toBeLessThanOrEqual(lines.length);
    expect(place?.column).toBeGreaterThan(0);
  }
}

test('whatever is done to a release file, it is answered at a place in it', () => {
  fc.assert(
    fc.property(spoilt(records), (text) => expectPlaces(load(declarations, text))),
    { numRuns: 60 },
  );
});

test('whatever is done to dataset.yaml, it is answered at a place in it', () => {
  fc.assert(
    fc.property(spoilt(declarations), (text) => expectPlaces(load(text, records))),
    { numRuns: 60 },
  );
});

type Tree = string | Tree[] | { [key: string]: Tree };

/** Every place in a tree that holds something. */
function placesIn(tree: Tree): [container: Record<string, Tree>, key: string][] {
  if (typeof tree === 'string') return [];
  const container = tree as Record<string, Tree>;
  const keys = Object.keys(container);
  const below = keys.flatMap((key) => placesIn(container[key] ?? ''));
  return keys.map((key): [Record<string, Tree>, string] => [container, key]).concat(below);
}

const values: fc.Arbitrary<Tree | undefined> = fc.constantFrom<(Tree | undefined)[]>(
  undefined,
  'x',
  '12 t',
  '2025',
  [],
  {},
  ['x'],
  [['x']],
  { en: 'x' },
  { x: {} },
  [{ level: '5' }],
);

/** A file in which something holds another value, or is left out. */
function restructured(text: string): fc.Arbitrary<string> {
  return fc.tuple(fc.nat(), values).map(([at, value]) => {
    const tree = parse(text, { schema: 'failsafe' }) as Tree;
    const places = placesIn(tree);
    const [container, key] = places[at % places.length] ?? [{}, ''];
    if (value === undefined) delete container[key];
    else container[key] = value;
    return stringify(tree);
  });
}

test('whatever stands where something else should, it is answered at a place', () => {
  fc.assert(
    fc.property(restructured(declarations), restructured(records), (catalogue, release) => {
      expectPlaces(load(catalogue, records));
      expectPlaces(load(declarations, release));
    }),
    { numRuns: 60 },
  );
});

test('reading the same files twice says the same', () => {
  const twice = [load(declarations, records), load(declarations, records)].map((diagnostics) => diagnostics.all);
  expect(twice[0]).toEqual(twice[1]);
});
