import * as z from 'zod';

/** The JSON Schema with which editors complete and check a YAML file. */
export function jsonSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    override: ({ jsonSchema, path }) => {
      if (path.at(-1) !== 'propertyNames') widen(jsonSchema);
    },
  });
}

/** Assay reads every scalar as a text, but editors read 2025 as a number and true as a boolean. */
function widen(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.type !== 'string') return;
  if (schema.enum?.includes('true')) {
    schema.enum = [...schema.enum, true, false];
    delete schema.type;
  } else if (!schema.enum) Object.assign(schema, { type: ['string', 'number'] });
}
