import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { reportSchema } from '../../src/assay/report/report-schema.ts';
import { relationsSchema } from '../../src/assay/relations/relations-schema.ts';
import { jsonSchema } from '../../src/core/files/json-schema.ts';

const relations = jsonSchema(relationsSchema);

test.each([
  ['relations.schema.json', relations],
  ['assay-report.schema.json', z.toJSONSchema(reportSchema, { target: 'draft-7' })],
])('data/schema/%s is what the program checks by', async (name, schema) => {
  // `npx vitest -u` writes the files anew after a change of the zod schemas.
  await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot(path.resolve('data/schema', name));
});

test('an editor that checks by it accepts the real relations and sees a mistyped key', async () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(relations);
  const real = parse(await readFile('data/china-nonferrous/relations.yaml', 'utf8')) as { relations: object[] };
  validate(real);
  expect(validate.errors).toBeNull();
  expect(real.relations.length).toBeGreaterThan(50);
  expect(validate({ relations: [{ id: 'a', hardnes: 'hard', holds: 'a = b' }] })).toBe(false);
});
