import * as z from 'zod';
import { relationsSchema } from '../assay/relations/relations-schema.ts';
import { briefSchema } from '../brief/brief-schema.ts';
import { styleSchema } from '../brief/style-schema.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../core/diagnostics/source-file.ts';
import { parseCsv } from '../core/files/csv-syntax.ts';
import { type Naming, namingOf } from '../dataset/naming.ts';
import { parseYaml, type YamlNode, type YamlText } from '../core/files/yaml-nodes.ts';
import { eventsSchema } from '../dataset/dataset-schema.ts';
import { releaseSchema, wholeDatasetSchema } from '../dataset/release-schema.ts';
import { mappingSchema } from '../tables/importing/mapping-schema.ts';
import { type Renaming, renamedRelation, renamedText } from './new-names.ts';

/** A part of a text, between two offsets in UTF-16 units, and what takes its place. */
export interface NameEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with parts of it replaced. */
export function edited(text: string, edits: readonly NameEdit[]): string {
  let [result, at] = ['', 0];
  for (const { start, end, text: written } of edits.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(at, start) + written;
    at = end;
  }
  return result + text.slice(at);
}

/** The schema of a YAML file of a project by its path; undefined for one that names nothing of a dataset. */
export function schemaOf(path: string): z.ZodType | undefined {
  if (/^data\/[^/]+\/dataset\.ya?ml$/.test(path)) return wholeDatasetSchema;
  if (/^data\/[^/]+\/relations\.ya?ml$/.test(path)) return relationsSchema;
  if (/^data\/[^/]+\/events\.ya?ml$/.test(path)) return eventsSchema;
  if (/^data\/[^/]+\/releases\/.*\.ya?ml$/.test(path)) return releaseSchema;
  if (/^data\/[^/]+\/imports\/.*\.ya?ml$/.test(path)) return mappingSchema;
  if (/^templates\/[^/]+\/brief\.ya?ml$/.test(path)) return briefSchema;
  return /^templates\/(?:[^/]+\/)?style\.ya?ml$/.test(path) ? styleSchema : undefined;
}

/** The changes of a YAML file in which names are replaced where its schema has them. Comments and layout stay. */
export function yamlEdits(text: string, schema: z.ZodType, renaming: Renaming): NameEdit[] {
  const edits: NameEdit[] = [];
  const content = parseYaml(text)?.content;
  if (content)
    walk(content, schema, [], (node, naming, path) => {
      const renamed = renamedAt(node.value, naming, path, renaming);
      if (renamed !== node.value) edits.push(editOf(text, node, renamed, naming, renaming));
    });
  return edits;
}

type Visit = (node: YamlText, naming: Naming, path: readonly string[]) => void;

/** Visits every text of a node whose schema says that it names something, keys too. The path ends with its own key. */
function walk(node: YamlNode, schema: z.ZodType, path: readonly string[], visit: Visit): void {
  for (const one of branchesOf(schema)) {
    if (node.kind === 'text') {
      const naming = namingOf(one);
      if (naming) return visit(node, naming, path);
    }
    if (node.kind === 'list' && one instanceof z.ZodArray)
      return node.items.forEach((item, index) => walk(item, one.element as z.ZodType, [...path, String(index)], visit));
    if (node.kind !== 'mapping' || !(one instanceof z.ZodObject || one instanceof z.ZodRecord)) continue;
    for (const { key, value } of node.pairs) {
      if (key.kind !== 'text') continue;
      const below = [...path, key.value];
      if (one instanceof z.ZodRecord) walk(key, one.keyType as z.ZodType, below, visit);
      const inner = one instanceof z.ZodRecord ? one.valueType : one.shape[key.value];
      if (value && inner) walk(value, inner as z.ZodType, below, visit);
    }
    return;
  }
}

/** The schemas that may be meant where one of several, or none, may stand. */
function branchesOf(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodOptional) return branchesOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => branchesOf(one as z.ZodType));
  return [schema];
}

/** A text renamed in its place: by what stands around it, which is the dimension of a member or the group of an id. */
function renamedAt(text: string, naming: Naming, path: readonly string[], renaming: Renaming): string {
  if (naming === 'within') {
    const group = path[1]?.slice(0, -1) ?? '';
    const other = renamedText(path[1] ?? '', 'entry', renaming).slice(0, -1);
    const id = renaming.indicators.get(group + text);
    return id?.startsWith(other) ? id.slice(other.length) : text;
  }
  if (naming === 'member' && renaming.dimension !== undefined) {
    const dimension = dimensionAt(path);
    if (dimension !== undefined && dimension !== renaming.dimension) return text;
  }
  return renamedText(text, naming, renaming);
}

/** The dimension that the path to a member names; undefined where only the file as a whole says it. */
function dimensionAt(path: readonly string[]): string | undefined {
  const last = path.at(-1) ?? '';
  if (path[0] === 'dimensions') return path[1];
  if (path.at(-2) === 'dimensions') return last;
  if (path[0] === 'indicators') return /\{([a-z0-9_]+)\}/.exec(path[1] ?? '')?.[1];
  return path[0] === 'colours' ? path[2] : undefined;
}

function editOf(
  text: string,
  { start, end, style, value }: YamlText,
  renamed: string,
  naming: Naming,
  renaming: Renaming,
): NameEdit {
  const raw = text.slice(start, end);
  if (style === 'plain' && raw === value) return { start, end, text: renamed };
  const quote = style === 'single-quoted' || style === 'double-quoted' ? raw.charAt(0) : '';
  if (quote !== '' && raw.slice(1, -1) === value) return { start, end, text: quote + renamed + quote };
  return { start, end, text: naming === 'relation' ? renamedRelation(value, renaming, raw) : renamed };
}

/** The columns of tables of releases, and what their cells name. */
const CSV_COLUMNS: Readonly<Record<string, Naming>> = {
  release: 'release',
  id: 'release',
  as_in: 'release',
  evidence: 'release',
  source: 'source',
  indicator: 'pattern',
  of: 'counterpart',
  from: 'counterpart',
  printed: 'claim',
};

/** The changes of a table of releases. A cell may list several names. */
export async function csvEdits(file: SourceFile, delimiter: string, renaming: Renaming): Promise<NameEdit[]> {
  const { rows } = await parseCsv(file, delimiter, new Diagnostics());
  const [head = [], ...body] = rows;
  const namings = head.map(({ text }) => CSV_COLUMNS[text]);
  return body.flatMap((row) =>
    row.flatMap(({ text, start, end }, index) => {
      const naming = namings[index];
      if (naming === undefined) return [];
      const named = naming === 'claim' ? /^.*$/su : /[^\s,]+/gu;
      const renamed = text.replace(named, (name) => renamedText(name, naming, renaming));
      if (renamed === text) return [];
      const written = file.text.slice(start, end).replace(text, () => renamed);
      return [{ start, end, text: written }];
    }),
  );
}
