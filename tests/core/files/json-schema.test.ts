import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema } from '../../../src/core/files/json-schema.ts';
import { eventsSchema } from '../../../src/dataset/dataset-schema.ts';
import { releaseSchema, wholeDatasetSchema } from '../../../src/dataset/release-schema.ts';
import { mappingSchema } from '../../../src/tables/importing/mapping-schema.ts';
import { BASE, yamlFiles } from '../../dataset/case.ts';

const schemas = new Map([
  ['dataset.schema.json', jsonSchema(wholeDatasetSchema)],
  ['release.schema.json', jsonSchema(releaseSchema)],
  ['events.schema.json', jsonSchema(eventsSchema)],
  ['import.schema.json', jsonSchema(mappingSchema)],
]);

function validator(name: string): ValidateFunction {
  return new Ajv({ allowUnionTypes: true }).compile(schemas.get(name) ?? false);
}

const validators = {
  dataset: validator('dataset.schema.json'),
  events: validator('events.schema.json'),
  release: validator('release.schema.json'),
};

/** The complaints of an editor, which reads numbers and booleans where Assay reads texts. */
async function complaints(file: string): Promise<string[]> {
  const kind = /(dataset|events)\.yaml$/.exec(file)?.[1] as 'dataset' | 'events' | undefined;
  const validate = validators[kind ?? 'release'];
  validate(parse(await readFile(file, 'utf8')));
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('an editor that checks by the JSON Schema', () => {
  const folders = ['data/china-nonferrous', 'tests/fixtures/tiny/data/ferry-passengers', BASE];

  test.each(folders)('accepts %s', async (folder) => {
    const files = (await yamlFiles(folder)).filter((file) => !file.endsWith('relations.yaml'));
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) expect(await complaints(path.join(folder, file))).toEqual([]);
  });

  test('accepts the mappings of imports, and sees a mistyped key in one', async () => {
    const validate = validator('import.schema.json');
    const text = await readFile('tests/fixtures/imports/data/metals/imports/office.yaml', 'utf8');
    expect([validate(parse(text)), validate(parse(text.replace('numbers:', 'number:')))]).toEqual([true, false]);
  });

  test('sees a mistyped key, a missing one and two measures in a record', async () => {
    expect(await complaints('tests/cases/dataset/shape/dataset.yaml')).toEqual(
      expect.arrayContaining([" must have required property 'licence'"]),
    );
    const release = { id: 'a', source: 'b', published: 2025, period: 2025 };
    const accepts = (record: object): boolean => validators.release({ release, observations: { a: [record] } });
    expect(accepts({ level: 12 })).toBe(true);
    expect(accepts({ level: 12, growth: '3%' })).toBe(false);
    expect(accepts({ at: 'x' })).toBe(false);
    expect(accepts({ levl: 12 })).toBe(false);
  });
});
