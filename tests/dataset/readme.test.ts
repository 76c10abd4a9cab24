import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { decimalToNumber } from '../../src/core/numbers/decimal.ts';
import { jsonSchema } from '../../src/core/files/json-schema.ts';
import { eventsSchema } from '../../src/dataset/dataset-schema.ts';
import { releaseSchema, wholeDatasetSchema } from '../../src/dataset/release-schema.ts';
import { parseQuantity } from '../../src/dataset/quantity.ts';
import { loadChanged, summaryOf } from './case.ts';

/** The pages on datasets, whose examples are one dataset. */
const PAGES = ['dataset', 'indicators', 'releases', 'records', 'release-tables', 'events'];
const pages = await Promise.all(PAGES.map((page) => readFile(`docs/reference/${page}.md`, 'utf8')));
const readme = pages.join('\n');
const events = /^```yaml events\.yaml\n(.*?)^```$/ms.exec(readme)?.[1] ?? '';
const tables = [...readme.matchAll(/^```csv (\S+)\n(.*?)^```$/gms)].map(
  ([, name = '', text = '']) => [name, text] as const,
);
const blocks = [...readme.matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1] ?? '');

type Mapping = { [key: string]: Mapping | string };

/** Two mappings as one: what is a mapping in both is joined in turn. */
function joined(a: Mapping, b: Mapping): Mapping {
  const result = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = result[key];
    result[key] = typeof before === 'object' && typeof value === 'object' ? joined(before, value) : value;
  }
  return result;
}

const isRelease = (block: string): boolean => /^(release|observations|tables):/m.test(block);

test('the examples are one dataset without a mistake', async () => {
  const declarations = blocks.filter((block) => !isRelease(block));
  const releases = blocks.filter(isRelease);
  expect([declarations.length, releases.length]).toEqual([5, 6]);
  const catalogue = declarations.map((block) => parse(block, { schema: 'failsafe' }) as Mapping).reduce(joined);
  const { dataset, diagnostics } = await loadChanged(async (folder) => {
    await rm(path.join(folder, 'releases'), { recursive: true });
    await mkdir(path.join(folder, 'releases'));
    await writeFile(path.join(folder, 'dataset.yaml'), stringify(catalogue, { defaultStringType: 'QUOTE_DOUBLE' }));
    await writeFile(path.join(folder, 'events.yaml'), events);
    for (const [name, table] of tables) await writeFile(path.join(folder, 'releases', name), table);
    for (const [index, block] of releases.entries()) {
      const head = block.startsWith('release:')
        ? ''
        : `release: {id: example-${index}, source: office, published: 2026, period: 2025}\n`;
      await writeFile(path.join(folder, `releases/${index}.yaml`), head + block);
    }
  });
  expect(diagnostics.map(summaryOf)).toEqual([]);
  expect(tables).toHaveLength(2);
  expect(dataset?.releases.size).toBe(7);
  expect([...(dataset?.events.keys() ?? [])]).toEqual(['orchard_plan', 'hail']);
});

/** Every key that a schema knows, however deep. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { properties?: object };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(keysOf)].filter((key) => key !== 'properties');
}

test('every key of the schemas is taught', () => {
  const keys = new Set([wholeDatasetSchema, releaseSchema, eventsSchema].map(jsonSchema).flatMap(keysOf));
  expect(keys.size).toBeGreaterThan(40);
  const untaught = [...keys].filter((key) => !readme.includes(`\`${key}\``));
  expect(untaught).toEqual(['events']);
});

test('the intervals that are taught are those of the program', () => {
  const ends = (text: string, resolution?: string, decimals?: string): string => {
    const quantity = parseQuantity(text, new Map(), resolution, decimals);
    if ('problem' in quantity) return quantity.problem;
    const { low, high } = quantity.interval;
    return [low, high].map((end) => end && decimalToNumber(end)).join(' to ');
  };
  expect(readme).toContain('from 81.745 to 81.755');
  expect(ends('81.75 Mt')).toBe('81.745 to 81.755');
  expect(readme).toMatch(/455,500 to\s456,500/);
  expect(ends('456,000 t')).toBe('455500 to 456500');
  expect(readme).toContain('59.5 to 60.5');
  expect(ends('60%')).toBe('59.5 to 60.5');
  expect(readme).toContain('26.95 to 27.05');
  expect(ends('27', undefined, '1')).toBe('26.95 to 27.05');
  expect(readme).toMatch(/2,449\.5 to 2,450\.5/);
  expect(ends('2,450', undefined, '0')).toBe('2449.5 to 2450.5');
  expect(readme).toContain('195 to 205');
  expect(ends('200 Mt', '10 Mt')).toBe('195 to 205');
});
