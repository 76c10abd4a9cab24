import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { DataFile } from '../../src/core/files/data-file.ts';
import { readCatalogue } from '../../src/dataset/catalogue.ts';
import { readRelease } from '../../src/dataset/release.ts';
import { readYaml } from '../../src/core/files/yaml-file.ts';
import { RANDOM, runs } from '../long.ts';

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

/** What reading the files as they are finds; they are read once. */
const found = new Diagnostics();
const soundFile = await read('dataset.yaml', declarations, found);
const catalogue = soundFile && readCatalogue(soundFile, found);
const soundRelease = await read('releases/club.yaml', records, found);

function read(path: string, text: string, diagnostics: Diagnostics): Promise<DataFile | undefined> {
  return readYaml({ path, text }, diagnostics);
}

/** What is found in a release file next to the dataset.yaml as it is. */
async function loadRelease(text: string): Promise<Diagnostics> {
  const diagnostics = new Diagnostics();
  const file = await read('releases/club.yaml', text, diagnostics);
  if (file) readRelease(file, catalogue, diagnostics);
  return diagnostics;
}

/** What is found in a dataset.yaml, and in the release file as it is when it is read with that. */
async function loadCatalogue(text: string): Promise<Diagnostics> {
  const diagnostics = new Diagnostics();
  const file = await read('dataset.yaml', text, diagnostics);
  const spoiltCatalogue = file && readCatalogue(file, diagnostics);
  if (soundRelease) readRelease(soundRelease, spoiltCatalogue, diagnostics);
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

test('whatever is done to a release file, it is answered at a place in it', RANDOM, async () => {
  await fc.assert(
    fc.asyncProperty(spoilt(records), async (text) => expectPlaces(await loadRelease(text))),
    { numRuns: runs(20) },
  );
});

test('whatever is done to dataset.yaml, it is answered at a place in it', RANDOM, async () => {
  await fc.assert(
    fc.asyncProperty(spoilt(declarations), async (text) => expectPlaces(await loadCatalogue(text))),
    { numRuns: runs(20) },
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

test('whatever stands where something else should, it is answered at a place', RANDOM, async () => {
  await fc.assert(
    fc.asyncProperty(restructured(declarations), restructured(records), async (dataset, release) => {
      expectPlaces(await loadCatalogue(dataset));
      expectPlaces(await loadRelease(release));
    }),
    { numRuns: runs(20) },
  );
});

test('reading the same files twice says the same', async () => {
  expectPlaces(found);
  const both = async () => [await loadCatalogue(declarations), await loadRelease(records)].map(({ all }) => all);
  expect(await both()).toEqual(await both());
});
