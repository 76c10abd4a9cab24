import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { checkShape, type Part } from '../../../src/core/files/shape.ts';
import { readYaml } from '../../../src/core/files/yaml-file.ts';
import { datasetSchema } from '../../../src/dataset/dataset-schema.ts';
import { RANDOM, runs } from '../../long.ts';
import { saying } from '../../messages.ts';

const boxes = z.strictObject({
  owner: z.string().min(1),
  note: z.string().optional(),
  boxes: z.record(
    z.string().regex(/^[a-z]+$/, { error: 'is written in lower case' }),
    z.array(z.strictObject({ size: z.string().regex(/^\d+$/, { error: 'is a whole number' }) })),
  ),
});

async function checked(text: string): Promise<{ part: Part<z.output<typeof boxes>>; messages: string[] }> {
  const diagnostics = new Diagnostics();
  const yaml = await readYaml({ path: 'boxes.yaml', text }, diagnostics);
  if (!yaml) throw new Error('not YAML');
  const part = checkShape(yaml, boxes, diagnostics);
  return { part, messages: diagnostics.all.map(({ place, message }) => `${place?.line}: ${message}`) };
}

test('what is valid is answered next to what is not, and every mistake is reported', async () => {
  const { part, messages } = await checked(
    [
      'owner: [Ann]',
      'boxes:',
      '  red: [{size: "1"}, {size: big}, {size: "3"}]',
      '  Blue: [{size: "4"}]',
      '  green: none',
      '  grey: [{size: }, {size: "6", lid: no}, {}]',
    ].join('\n'),
  );
  expect(messages.sort()).toEqual([
    saying('1: owner …'),
    saying('3: "big" …'),
    saying('4: Blue …'),
    saying('5: green …'),
    '6: the key "size" is missing',
    saying('6 … lid …'),
    saying('6 …'),
  ]);
  expect(part.value).toBeUndefined();
  expect(part.get('owner').value).toBeUndefined();
  const sizes = part
    .get('boxes')
    .entries()
    ?.map(([colour, list]) => [colour, list.entries()?.map(([, box]) => box.value?.size)]);
  expect(sizes).toEqual([
    ['red', ['1', undefined, '3']],
    ['Blue', undefined],
    ['green', undefined],
    ['grey', [undefined, undefined, undefined]],
  ]);
});

test('an optional part that is left out has no entries; one that is missing or is not a mapping cannot be read', async () => {
  expect((await checked('owner: Ann\nboxes: {}')).part.get('note').entries()).toEqual([]);
  expect((await checked('owner: Ann')).part.get('boxes').entries()).toBeUndefined();
  expect((await checked('owner: Ann\nboxes: [red]')).part.get('boxes').entries()).toBeUndefined();
  expect((await checked('- Ann')).part.get('boxes').entries()).toBeUndefined();
});

test('a part knows its key and its place', async () => {
  const { part } = await checked('owner: Ann\nboxes:\n  red:\n    - {size: "1"}');
  const [[, red] = []] = part.get('boxes').entries() ?? [];
  expect(red?.key).toBe('red');
  expect(red?.place('key')).toMatchObject({ line: 3, column: 3 });
  expect(red?.entries()?.[0]?.[1].get('size').place()).toMatchObject({ line: 4, column: 14 });
});

const declarations = await readFile('tests/cases/dataset/base/dataset.yaml', 'utf8');

type Tree = string | Tree[] | { [key: string]: Tree };

/** Every place in a tree that holds something. */
function placesIn(tree: Tree): [container: Record<string, Tree>, key: string][] {
  if (typeof tree === 'string') return [];
  const container = tree as Record<string, Tree>;
  const keys = Object.keys(container);
  const below = keys.flatMap((key) => placesIn(container[key] ?? ''));
  return keys.map((key): [Record<string, Tree>, string] => [container, key]).concat(below);
}

const values = fc.constantFrom<(Tree | undefined)[]>(undefined, 'x', '', '1', [], {}, ['x'], { en: 'x' }, { x: {} });

/** A dataset.yaml in which some parts hold another value, or are left out. */
const broken = fc.array(fc.tuple(fc.nat(), values), { minLength: 1, maxLength: 4 }).map((changes) => {
  const tree = parse(declarations, { schema: 'failsafe' }) as Tree;
  for (const [at, value] of changes) {
    const places = placesIn(tree);
    const [container, key] = places[at % places.length] ?? [{}, ''];
    if (value === undefined) delete container[key];
    else container[key] = structuredClone(value);
  }
  return stringify(tree);
});

/** Fails unless each value that a part and the parts below it answer is what the schema describes. */
function expectTrue(part: Part<unknown>, schema: z.ZodType): void {
  const plain = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  if (part.value !== undefined) expect(plain.safeParse(part.value).success).toBe(true);
  if (plain instanceof z.ZodObject) {
    const mapping = part as Part<Record<string, unknown>>;
    for (const [key, inner] of Object.entries(plain.shape)) expectTrue(mapping.get(key), inner as z.ZodType);
  } else if (plain instanceof z.ZodRecord || plain instanceof z.ZodArray) {
    const inner = plain instanceof z.ZodArray ? plain.element : plain.valueType;
    for (const [, item] of part.entries() ?? []) expectTrue(item, inner as z.ZodType);
  }
}

test('every value that is answered has the shape of its schema, whatever the file holds', RANDOM, async () => {
  await fc.assert(
    fc.asyncProperty(broken, async (text) => {
      const diagnostics = new Diagnostics();
      const yaml = await readYaml({ path: 'dataset.yaml', text }, diagnostics);
      if (!yaml) return;
      const part = checkShape(yaml, datasetSchema, diagnostics);
      expectTrue(part, datasetSchema);
      expect(part.value === undefined).toBe(diagnostics.failed);
    }),
    { numRuns: runs(50) },
  );
});
