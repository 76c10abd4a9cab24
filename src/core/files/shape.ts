import { shortened } from '../diagnostics/source-text.ts';
import * as z from 'zod';
import { type Diagnostics, didYouMean, nearestWord } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/source-file.ts';
import { isMapping, type YamlFile, type YamlValue } from './yaml-file.ts';

type Path = readonly PropertyKey[];

/**
 * Checks a file against its schema and reports everything that does not fit, in the words of the data. Answers with the
 * value under the schema's type, to be trusted only in the parts that are sound; undefined if not even the top of the
 * file is a mapping.
 */
export function checkShape<S extends z.ZodObject>(
  yaml: YamlFile,
  schema: S,
  diagnostics: Diagnostics,
): z.output<S> | undefined {
  if (!isMapping(yaml.value)) {
    const message = `the file holds ${kindOf(yaml.value)}, where a mapping of keys should stand`;
    const hint = `its keys are ${Object.keys(schema.shape).join(', ')}`;
    diagnostics.error('schema/wrong-type', message, yaml.top, hint);
    return undefined;
  }
  const result = schema.safeParse(yaml.value);
  for (const issue of result.error?.issues ?? []) reportIssue(yaml, schema, issue, diagnostics);
  // The schema transforms nothing, so what it accepts is the value itself, and places stay found by its mappings.
  return yaml.value as z.output<S>;
}

function keysOf(schema: z.ZodType | undefined): string[] {
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum) return schema.keyType.options.map(String);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function unknownKeys(schema: z.ZodType | undefined, container: object): string[] {
  const known = new Set(keysOf(schema));
  return Object.keys(container).filter((key) => !known.has(key));
}

/** An issue with the mapping or list it stands in, the entry it is about and the schema of that entry. */
interface Located {
  readonly issue: z.core.$ZodIssue;
  readonly container: YamlValue;
  readonly entry: string | number;
  readonly schema: z.ZodType | undefined;
  readonly place: Place;
}

function reportIssue(yaml: YamlFile, schema: z.ZodType, issue: z.core.$ZodIssue, diagnostics: Diagnostics): void {
  if (issue.code === 'invalid_union') {
    for (const inner of closestBranch(issue, valueAt(yaml.value, issue.path))) {
      reportIssue(yaml, schema, { ...inner, path: [...issue.path, ...inner.path] }, diagnostics);
    }
    return;
  }
  const trail = trailOf(yaml.value, issue.path);
  for (const container of trail) yaml.markUnsound(container);
  if (issue.code === 'unrecognized_keys') {
    reportUnknownKeys(yaml, schemaAt(schema, issue.path), valueAt(yaml.value, issue.path), issue.keys, diagnostics);
    return;
  }
  const container = valueAt(yaml.value, issue.path.slice(0, -1));
  const entry = issue.path.at(-1) as string | number;
  if (typeof container !== 'object' || yaml.isReported(container, entry)) return;
  yaml.markReported(container, entry);
  if (!(entry in container)) {
    const owner = schemaAt(schema, issue.path.slice(0, -1));
    // A mistyped key was reported with the right one as its hint.
    if (unknownKeys(owner, container).some((key) => nearestWord(key, keysOf(owner)) === entry)) return;
    const hint = schemaAt(schema, issue.path)?.description;
    const place = placeOfContainer(yaml, issue.path.slice(0, -1));
    diagnostics.error('schema/missing-key', `the key ${entry} is missing`, place, hint);
    return;
  }
  const part = issue.code === 'invalid_key' ? 'key' : 'value';
  const place = yaml.placeOf(container, entry, part);
  describeIssue({ issue, container, entry, schema: schemaAt(schema, issue.path), place }, diagnostics);
}

/** What is wrong with a value that may be of several kinds, by the schema of its own kind. */
function closestBranch({ errors }: z.core.$ZodIssueInvalidUnion, value: YamlValue | undefined): z.core.$ZodIssue[] {
  const isOfKind = ({ code, path }: z.core.$ZodIssue): boolean =>
    path.length > 0 || !(code === 'invalid_type' || (code === 'invalid_value' && typeof value !== 'string'));
  return errors.find((issues) => issues.every(isOfKind)) ?? errors.at(-1) ?? [];
}

function reportUnknownKeys(
  yaml: YamlFile,
  schema: z.ZodType | undefined,
  container: YamlValue | undefined,
  keys: readonly string[],
  diagnostics: Diagnostics,
): void {
  const known = keysOf(schema);
  for (const key of keys) {
    if (typeof container !== 'object' || yaml.isReported(container, key)) continue;
    yaml.markReported(container, key);
    const hint = didYouMean(key, known) ?? `the keys here are ${known.join(', ')}`;
    const place = yaml.placeOf(container, key, 'key');
    diagnostics.error('schema/unknown-key', `the key ${shortened(key)} is not known here`, place, hint);
  }
}

function describeIssue({ issue, container, entry, schema, place }: Located, diagnostics: Diagnostics): void {
  const value = (container as Record<string | number, YamlValue>)[entry];
  const written = typeof value === 'string' ? value : kindOf(value);
  const name = typeof entry === 'number' ? 'an entry' : shortened(entry);
  const hint = schema?.description;
  switch (issue.code) {
    case 'invalid_type':
      diagnostics.error(
        'schema/wrong-type',
        `${name} is ${kindOf(value)}, where ${KINDS[issue.expected] ?? issue.expected} should stand`,
        place,
        hint,
      );
      break;
    case 'invalid_key':
      diagnostics.error(
        'schema/wrong-type',
        `${name} is not a key of this kind: it ${issue.issues[0]?.message}`,
        place,
      );
      break;
    case 'invalid_value': {
      const known = issue.values.map(String);
      const message = `${shortened(written)} is not one of ${known.join(', ')}`;
      const nearest = nearestWord(written, known);
      diagnostics.error('schema/wrong-type', message, place, nearest && `did you mean ${nearest}?`);
      break;
    }
    case 'too_small':
      diagnostics.error('schema/empty', `${name} is empty`, place, hint);
      break;
    default:
      diagnostics.error(
        'schema/wrong-type',
        `"${shortened(written)}" does not fit: ${name} ${issue.message}`,
        place,
        hint,
      );
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a mapping of keys',
  record: 'a mapping of keys',
};

function kindOf(value: YamlValue | undefined): string {
  if (typeof value === 'string') return 'a text';
  return Array.isArray(value) ? 'a list' : 'a mapping of keys';
}

function valueAt(value: YamlValue | undefined, path: Path): YamlValue | undefined {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object') return undefined;
    found = (found as Record<PropertyKey, YamlValue>)[key];
  }
  return found;
}

/** The mappings and lists from the top of the file down to the end of a path. */
function trailOf(value: YamlValue, path: Path): object[] {
  const values = [value, ...path.map((_, index) => valueAt(value, path.slice(0, index + 1)))];
  return values.filter((found) => typeof found === 'object');
}

/** Where a mapping or list begins: its key, for an entry of a list its first line. */
function placeOfContainer(yaml: YamlFile, path: Path): Place {
  const entry = path.at(-1) as string | number | undefined;
  return entry === undefined ? yaml.top : yaml.placeOf(valueAt(yaml.value, path.slice(0, -1)), entry, 'key');
}

/** The schema of what stands at a path. */
function schemaAt(schema: z.ZodType | undefined, path: Path): z.ZodType | undefined {
  const plain = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  const [key, ...rest] = path;
  if (key === undefined) return plain;
  if (plain instanceof z.ZodObject) return schemaAt(plain.shape[key as string] as z.ZodType | undefined, rest);
  if (plain instanceof z.ZodRecord) return schemaAt(plain.valueType as z.ZodType, rest);
  return plain instanceof z.ZodArray ? schemaAt(plain.element as z.ZodType, rest) : undefined;
}
