import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { relationsSchema } from '../../src/assay/relations/relations-schema.ts';
import { jsonSchema } from '../../src/core/files/json-schema.ts';

const relations = jsonSchema(relationsSchema);

test('an editor that checks by it accepts the real relations and sees a mistyped key', async () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(relations);
  const real = parse(await readFile('data/china-nonferrous/relations.yaml', 'utf8')) as { relations: object[] };
  validate(real);
  expect(validate.errors).toBeNull();
  expect(real.relations.length).toBeGreaterThan(50);
  expect(validate({ relations: [{ id: 'a', hardnes: 'hard', holds: 'a = b' }] })).toBe(false);
});
