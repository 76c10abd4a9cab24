import { shortened } from '../diagnostics/source-text.ts';
import * as z from 'zod';
import { type Diagnostics, didYouMean, nearestWord } from '../diagnostics/diagnostic.ts';
import type { RuleId } from '../diagnostics/rules.ts';
import type { Place } from '../diagnostics/source-file.ts';
import { childPointer } from './json-pointer.ts';
import type { DataFile, DataValue } from './data-file.ts';
import { checkFormat } from './format.ts';

type Path = readonly PropertyKey[];

/** A part of a checked file. Its type is true of every `value` that it answers. */
export interface Part<T> {
  /** Undefined where the part is missing, and where a mistake in it, however deep, was reported. */
  readonly value: T | undefined;
  /** Its key in the mapping, or its index in the list, that it stands in. */
  readonly key: string | number;
  /** Its place in the file, or with `key` that of its key. */
  readonly place: (of?: 'key' | 'value') => Place;
  /** An entry of a mapping. */
  get<K extends keyof T & string>(key: K): Part<NonNullable<T[K]>>;
  /** The entries of a mapping or list: none if it is optional and absent, undefined if it cannot be read. */
  entries(): Entries<T> | undefined;
}

type Entries<T> = T extends readonly (infer Item)[]
  ? readonly (readonly [index: number, item: Part<Item>])[]
  : readonly (readonly [key: string, entry: Part<NonNullable<T[keyof T]>>])[];

/** A file on its way through the check. */
interface Check {
  readonly data: DataFile;
  readonly schema: z.ZodObject;
  readonly diagnostics: Diagnostics;
  /** JSON pointers of the entries that have a report. */
  readonly reported: Set<string>;
  /** JSON pointers of the values that do not fit the schema; what they hold was not checked. */
  readonly wrong: Set<string>;
  /** JSON pointers of the wrong values and of the mappings and lists around them. */
  readonly invalid: Set<string>;
}

/** Checks a file against its schema and reports everything that does not fit. The schema must not transform values. */
export function checkShape<S extends z.ZodObject>(
  data: DataFile,
  schema: S,
  diagnostics: Diagnostics,
): Part<z.output<S>> {
  const [reported, wrong, invalid] = [new Set(data.reported), new Set<string>(), new Set<string>()];
  const check: Check = { data, schema, diagnostics, reported, wrong, invalid };
  for (const pointer of data.reported) markWrong(check, pointer);
  if (!checkFormat(data, diagnostics)) markWrong(check, '');
  else if (isMapping(data.value)) {
    for (const issue of schema.safeParse(data.value).error?.issues ?? []) reportIssue(check, issue);
  } else {
    const message = `the file holds ${kindOf(data.value)} instead of a mapping of keys`;
    const hint = `its keys are ${Object.keys(schema.shape).join(', ')}`;
    diagnostics.error('schema/wrong-type', message, data.placeOf(undefined, ''), hint);
    markWrong(check, '');
  }
  return partAt(check, '', { value: data.value, container: undefined, key: '', known: true });
}

interface Located {
  readonly value: DataValue | undefined;
  readonly container: DataValue | undefined;
  readonly key: string | number;
  /** Whether the schema checked it: it checks nothing in a value that is wrong itself. */
  readonly known: boolean;
}

function partAt<T>(check: Check, pointer: string, { value, container, key, known }: Located): Part<T> {
  const { data, wrong, invalid } = check;
  const readable = known && !wrong.has(pointer);
  const childAt = <C>(name: string | number): Part<C> =>
    partAt<C>(check, childPointer(pointer, name), {
      value: valueAt(value, [name]),
      container: value,
      key: name,
      known: readable,
    });
  return {
    // The schema accepted the value as it stands, so it has the schema's type.
    value: readable && !invalid.has(pointer) ? (value as T | undefined) : undefined,
    key,
    place: (of) => data.placeOf(container, key, of),
    get: childAt,
    entries() {
      if (!readable || typeof value === 'string') return undefined;
      const keys = Array.isArray(value) ? value.keys() : Object.keys(value ?? {});
      return Array.from<string | number, unknown>(keys, (name) => [name, childAt(name)]) as unknown as Entries<T>;
    },
  };
}

function markWrong({ wrong, invalid }: Check, pointer: string): void {
  wrong.add(pointer);
  for (let end = pointer.length; end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
    invalid.add(pointer.slice(0, end));
    if (end === 0) return;
  }
}

function pointerTo(path: Path): string {
  return path.reduce<string>(childPointer, '');
}

/** Whether a value of YAML or JSON is a mapping. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keysOf(schema: z.ZodType | undefined): string[] {
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum) return schema.keyType.options.map(String);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysOf(option as z.ZodType));
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function reportIssue(check: Check, issue: z.core.$ZodIssue): void {
  const { data, schema, diagnostics, reported } = check;
  const { path } = issue;
  const pointer = pointerTo(path);
  if (issue.code === 'unrecognized_keys') {
    reportUnknownKeys(check, path, issue.keys);
    return;
  }
  markWrong(check, pointer);
  if (issue.code === 'invalid_union') {
    for (const inner of closestBranch(issue, valueAt(data.value, path), schemaAt(schema, path))) {
      reportIssue(check, { ...inner, path: [...path, ...inner.path] });
    }
    return;
  }
  const owner = path.slice(0, -1);
  const container = valueAt(data.value, owner);
  const entry = path.at(-1) as string | number;
  if (typeof container !== 'object' || isReported(check, owner, entry)) return;
  reported.add(pointer);
  if (!(entry in container)) {
    const known = keysOf(schemaAt(schema, owner));
    // A mistyped key was reported with the right one as its hint.
    if (Object.keys(container).some((key) => !known.includes(key) && nearestWord(key, known) === entry)) return;
    const hint = schemaAt(schema, path)?.description;
    diagnostics.error('schema/missing-key', `the key "${entry}" is missing`, placeOfContainer(data, owner), hint);
    return;
  }
  const place = data.placeOf(container, entry, issue.code === 'invalid_key' ? 'key' : 'value');
  describeIssue(check, issue, place);
}

/** Whether an entry needs no further report: it has one, or some keys of its mapping could not be read. */
function isReported({ reported }: Check, owner: Path, entry: string | number): boolean {
  const container = pointerTo(owner);
  return reported.has(childPointer(container, entry)) || reported.has(childPointer(container, ''));
}

/** For a value that may be of several kinds, the issues of the kind that it has. */
function closestBranch(
  { errors }: z.core.$ZodIssueInvalidUnion,
  value: DataValue | undefined,
  schema: z.ZodType | undefined,
): z.core.$ZodIssue[] {
  const isOfKind = ({ code, path }: z.core.$ZodIssue): boolean =>
    path.length > 0 || !(code === 'invalid_type' || (code === 'invalid_value' && typeof value !== 'string'));
  const found = errors.find((issues) => issues.every(isOfKind)) ?? errors.at(-1) ?? [];
  if (typeof value !== 'string' || !schema?.safeParse([value]).success) return found;
  // A single entry without the brackets of its list, unless it is similar to a word that may stand alone.
  const words = found.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values.map(String) : []));
  const list = errors.find(([issue]) => issue?.code === 'invalid_type' && issue.expected === 'array');
  return nearestWord(value, words) === undefined ? (list ?? found) : found;
}

function reportUnknownKeys(check: Check, path: Path, keys: readonly string[]): void {
  const { data, schema, diagnostics, reported } = check;
  const known = keysOf(schemaAt(schema, path));
  for (const key of keys) {
    const pointer = pointerTo([...path, key]);
    markWrong(check, pointer);
    if (isReported(check, path, key)) continue;
    reported.add(pointer);
    const hint = didYouMean(key, known) ?? `the keys here are ${known.join(', ')}`;
    const place = data.placeOf(valueAt(data.value, path), key, 'key');
    diagnostics.error('schema/unknown-key', `the key ${shortened(key)} is unknown here`, place, hint);
  }
}

function describeIssue({ data, schema, diagnostics }: Check, issue: z.core.$ZodIssue, place: Place): void {
  const value = valueAt(data.value, issue.path);
  const entry = issue.path.at(-1);
  const written = shortened(typeof value === 'string' ? value : kindOf(value));
  const name = typeof entry === 'number' ? 'an entry' : shortened(String(entry));
  const ofEntry = schemaAt(schema, issue.path)?.description;
  const description =
    ofEntry ?? (typeof entry === 'number' ? schemaAt(schema, issue.path.slice(0, -1))?.description : undefined);
  const error = (rule: RuleId, message: string, hint?: string): void => diagnostics.error(rule, message, place, hint);
  switch (issue.code) {
    case 'invalid_type':
      error(
        'schema/wrong-type',
        `${name} is ${kindOf(value)} instead of ${KINDS[issue.expected] ?? issue.expected}`,
        formHint(issue.expected, value, schemaAt(schema, issue.path)) ??
          description ??
          (issue.expected === 'array' ? 'begin each entry with a hyphen and a space' : undefined),
      );
      break;
    case 'invalid_key':
      error('schema/wrong-type', `${name} is not a valid key: a key here ${issue.issues[0]?.message}`);
      break;
    case 'invalid_value': {
      const known = issue.values.map(String);
      const nearest = nearestWord(written, known);
      const hint = nearest && `did you mean ${nearest}?`;
      error('schema/wrong-type', `${written} is not one of ${known.join(', ')}`, hint);
      break;
    }
    case 'too_small':
      error('schema/empty', `${name} is empty`, description);
      break;
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'too_big':
    case 'unrecognized_keys':
      error('schema/wrong-type', `"${written}" is not valid: ${name} ${issue.message}`, description);
  }
}

/** Keys that are named where they are few. */
const FEW_KEYS = 8;

/** How to write a value that stands bare where a list or mapping is needed. */
function formHint(expected: string, value: DataValue | undefined, schema: z.ZodType | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (expected === 'array') return `write it as a list: [${shortened(value)}]`;
  if (schema instanceof z.ZodObject) {
    const keys = keysOf(schema);
    return keys.length <= FEW_KEYS ? `its keys are ${keys.join(', ')}` : undefined;
  }
  const keyType = schema instanceof z.ZodRecord ? (schema.keyType as z.ZodType) : undefined;
  const [key] = (keyType?.meta()?.examples as string[] | undefined) ?? keysOf(schema);
  return key === undefined ? undefined : `write it by language: { ${key}: ${shortened(value)} }`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a mapping of keys',
  record: 'a mapping of keys',
};

function kindOf(value: DataValue | undefined): string {
  if (typeof value === 'string') return 'a text';
  return Array.isArray(value) ? 'a list' : 'a mapping of keys';
}

function valueAt(value: DataValue | undefined, path: Path): DataValue | undefined {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object') return undefined;
    found = (found as Record<PropertyKey, DataValue>)[key];
  }
  return found;
}

/** The place of the key of a mapping or list; in a list, that of the entry. */
function placeOfContainer(data: DataFile, path: Path): Place {
  const entry = path.at(-1) as string | number | undefined;
  return data.placeOf(valueAt(data.value, path.slice(0, -1)), entry ?? '', 'key');
}

function schemaAt(schema: z.ZodType | undefined, path: Path): z.ZodType | undefined {
  const plain = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  const [key, ...rest] = path;
  if (key === undefined) return plain;
  if (plain instanceof z.ZodUnion)
    return plain.options.map((option) => schemaAt(option as z.ZodType, path)).find((found) => found !== undefined);
  if (plain instanceof z.ZodObject) return schemaAt(plain.shape[key as string] as z.ZodType | undefined, rest);
  if (plain instanceof z.ZodRecord) return schemaAt(plain.valueType as z.ZodType, rest);
  return plain instanceof z.ZodArray ? schemaAt(plain.element as z.ZodType, rest) : undefined;
}
