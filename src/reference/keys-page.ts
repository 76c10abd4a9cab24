import type * as z from 'zod';
import { relationsSchema } from '../assay/relations-schema.ts';
import { briefSchema } from '../brief/brief-schema.ts';
import { styleSchema } from '../brief/style-schema.ts';
import { jsonSchema } from '../core/files/json-schema.ts';
import { datasetSchema, eventsSchema } from '../dataset/dataset-schema.ts';
import { releaseSchema } from '../dataset/release-schema.ts';
import { assaySchema } from '../embedding/assay-schema.ts';
import { mappingSchema } from '../importing/mapping-schema.ts';
import { tableOf } from './markdown-table.ts';

/** The files, their schemas, and the page that explains each. */
const FILES: readonly (readonly [title: string, schema: z.ZodType, page: string])[] = [
  ['data/NAME/dataset.yaml', datasetSchema, 'dataset.md'],
  ['data/NAME/releases/*.yaml', releaseSchema, 'dataset.md'],
  ['data/NAME/events.yaml', eventsSchema, 'dataset.md'],
  ['data/NAME/relations.yaml', relationsSchema, 'relations.md'],
  ['data/NAME/imports/*.yaml', mappingSchema, '../import.md'],
  ['templates/NAME/brief.yaml', briefSchema, 'templates.md'],
  ['style.yaml', styleSchema, 'house-style.md'],
  ['assay.yaml', assaySchema, 'wikis.md'],
];

/** What is used here of a JSON Schema. */
interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
}

/** The page of every key of every file, from the schemas by which the program checks them. */
export function keysPage(): string {
  const chapters = FILES.map(([title, schema, page]) => {
    const rows = rowsOf(jsonSchema(schema), '');
    return [`## ${title}`, `[${page}](${page}) explains them.`, tableOf(['key', '', 'content'], rows)].join('\n\n');
  });
  const head =
    '# Keys\n\nEvery key of every file, as the schemas in `data/schema/`, `templates/schema/` and `schema/` have them. `*` stands for a\nname or id that you give, and `[]` for each entry of a list.';
  return `${[head, ...chapters].join('\n\n')}\n`;
}

/** A row for each key below a schema, in its order. */
function rowsOf(schema: Schema, path: string): string[][] {
  const rows: string[][] = [];
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    const name = path === '' ? key : `${path}.${key}`;
    const isRequired = schema.required?.includes(key) ?? false;
    rows.push([`\`${name}\``, isRequired ? 'required' : '', contentOf(inner)], ...rowsOf(inner, name));
  }
  const { additionalProperties: named, items, anyOf } = schema;
  if (typeof named === 'object') rows.push(...rowsOf(named, `${path}.*`));
  if (items) rows.push(...rowsOf(items, `${path}[]`));
  for (const one of anyOf ?? []) rows.push(...rowsOf(one, path));
  return rows;
}

function contentOf({ description = '', enum: words, items, additionalProperties }: Schema): string {
  const within = words ?? items?.enum;
  const listed = (within ?? []).filter((word) => typeof word === 'string').map((word) => `\`${word}\``);
  const says =
    description || (typeof additionalProperties === 'object' ? (additionalProperties.description ?? '') : '');
  const choice = listed.length > 0 && listed.length <= 12 ? listed.join(', ') : '';
  return [says, choice]
    .filter((part) => part !== '')
    .join(': ')
    .replaceAll('<', '&lt;');
}
