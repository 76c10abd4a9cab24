import { isMapping } from '../core/files/shape.ts';
import { type Diagnostics, relatedWord } from '../core/diagnostics/diagnostic.ts';
import type { JsonText } from '../core/files/json-file.ts';
import { childPointer } from '../core/files/json-pointer.ts';
import { once } from '../core/machine/cache.ts';
import { CHANNELS, FORBIDDEN_KEYS } from './spec-lint.ts';

/** A JSON Schema, with the keywords that Vega-Lite's has. */
interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
}

/** What a specification may hold. */
export interface SpecShape {
  /** The schemas of which one must fit, without references. */
  readonly alternatives: (schema: Schema) => readonly Schema[];
  readonly root: Schema;
}

/** Loads Vega-Lite's schema, once. */
export const loadShape: () => Promise<SpecShape> = once(readShape);

async function readShape(): Promise<SpecShape> {
  const loaded = await import('vega-lite/vega-lite-schema.json', { with: { type: 'json' } });
  const root = loaded.default as Schema & { readonly definitions: Readonly<Record<string, Schema>> };
  const known = new Map<Schema, readonly Schema[]>();
  function alternatives(schema: Schema): readonly Schema[] {
    const before = known.get(schema);
    if (before) return before;
    // A definition that leads to itself adds nothing to itself.
    known.set(schema, []);
    const named = schema.$ref === undefined ? undefined : root.definitions[decodeURIComponent(schema.$ref.slice(14))];
    const parts = named ? [named] : (schema.anyOf ?? schema.oneOf);
    const found = parts ? [...new Set(parts.flatMap(alternatives))] : [schema];
    known.set(schema, found);
    return found;
  }
  return { alternatives, root };
}

/** Keys whose values are Assay's own, and are checked elsewhere. */
const OWN_KEYS: ReadonlySet<string> = new Set(['data', '$schema', 'usermeta']);

/** Where Vega-Lite is explained. */
export const DOCS = 'see vega.github.io/vega-lite/docs for what can be here';

const PANEL_SIZES: ReadonlySet<string> = new Set(['width', 'height']);

interface Check extends Pick<JsonText, 'places' | 'keys'> {
  readonly shape: SpecShape;
  readonly diagnostics: Diagnostics;
  /** Whether the specification is one of small multiples. */
  readonly hasPanels: boolean;
}

/**
 * Reports keys and words of a specification that Vega-Lite does not know, and values of the wrong kind, each at its
 * place. Vega-Lite itself leaves out what it does not know, or fails later without a place.
 */
export function checkShapeOfSpec({ value, places, keys }: JsonText, shape: SpecShape, diagnostics: Diagnostics): void {
  checkValue(
    value,
    { schemas: shape.alternatives(shape.root), pointer: '', key: '' },
    { places, keys, shape, diagnostics, hasPanels: isMapping(value) && 'facet' in value && 'spec' in value },
  );
}

interface Expected {
  readonly schemas: readonly Schema[];
  readonly pointer: string;
  /** The key under which the value stands; items of lists have that of their list. */
  readonly key: string;
}

function checkValue(value: unknown, { schemas, pointer, key }: Expected, check: Check): void {
  if (schemas.some(isAnything)) return;
  const kind = kindOf(value);
  const fitting = schemas.filter((schema) => kindsOf(schema).includes(kind));
  const report = (message: string, hint?: string): void =>
    check.diagnostics.error('chart/invalid', message, check.places.get(pointer), hint);
  if (fitting.length === 0) {
    const wanted = [...new Set(schemas.flatMap(kindsOf))].map((one) => KINDS[one] ?? one);
    report(`"${key}" takes ${wanted.join(' or ')}, not ${KINDS[kind] ?? kind}`, kindHint(value, schemas));
  } else if (Array.isArray(value)) {
    const items = fitting.flatMap((schema) => (schema.items ? check.shape.alternatives(schema.items) : []));
    for (const [index, item] of value.entries()) {
      if (items.length > 0) checkValue(item, { schemas: items, pointer: childPointer(pointer, index), key }, check);
    }
  } else if (kind === 'object') {
    for (const [name, child] of Object.entries(value as object))
      checkMember(name, child, { schemas: fitting, pointer, key }, check);
    const missing = missingKey(value as object, fitting);
    if (missing !== undefined) report(`"${key}" has no "${missing}"`, `write "${missing}"`);
  } else if (typeof value === 'string') {
    const words = fitting.flatMap(wordsOf);
    if (words.includes(undefined) || words.includes(value)) return;
    const known = [...new Set(words.filter((word) => word !== undefined))];
    const list = known.length <= 8 ? `is not one of ${known.join(', ')}` : `is not a value of "${key}"`;
    report(`"${value}" ${list}`, hintFor(value, known, known.length > 8));
  }
}

/** A key that an object needs, whichever of the schemas it is meant for. */
function missingKey(value: object, [first, ...others]: readonly Schema[]): string | undefined {
  return first?.required?.find(
    (name) => !OWN_KEYS.has(name) && !(name in value) && others.every(({ required }) => required?.includes(name)),
  );
}

function checkMember(name: string, value: unknown, { schemas, pointer, key }: Expected, check: Check): void {
  if (OWN_KEYS.has(name) || FORBIDDEN_KEYS.has(name)) return;
  // Vega-Lite gives small multiples no size as a whole.
  if (pointer === '' && PANEL_SIZES.has(name) && typeof value === 'number' && check.hasPanels) return;
  const below = childPointer(pointer, name);
  const inside = schemas.flatMap(({ properties, additionalProperties }) => {
    const own = properties && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (own === undefined || own === false) return [];
    return own === true ? [{}] : check.shape.alternatives(own);
  });
  if (inside.length > 0 && key === 'encoding' && !CHANNELS.has(name)) {
    const message = `the channel "${name}" is not drawn`;
    const hint = `channels are ${[...CHANNELS].join(', ')}`;
    check.diagnostics.error('chart/forbidden', message, check.keys.get(below), hint);
    return;
  }
  if (inside.length > 0) return checkValue(value, { schemas: [...new Set(inside)], pointer: below, key: name }, check);
  const known = [...new Set(schemas.flatMap(({ properties }) => Object.keys(properties ?? {})))].filter(
    (one) => !FORBIDDEN_KEYS.has(one) && one !== 'title' && one !== 'legend',
  );
  const whole = key === '' ? 'a chart' : `"${key}"`;
  check.diagnostics.error(
    'chart/invalid',
    `"${name}" is not a part of ${whole}`,
    check.keys.get(below),
    hintFor(name, known, true),
  );
}

/** "did you mean X?", or the known words where the message does not have them and they are few. */
function hintFor(word: string, known: readonly string[], isListed: boolean): string | undefined {
  const found = relatedWord(word, known);
  if (found !== undefined) return `did you mean ${found}?`;
  if (!isListed) return undefined;
  return known.length <= 20 ? `known: ${known.join(', ')}` : DOCS;
}

/** What to write in place of a value of the wrong kind. */
function kindHint(value: unknown, schemas: readonly Schema[]): string {
  const kinds = new Set(schemas.flatMap(kindsOf));
  if (typeof value === 'string' && kinds.has('number') && value.trim() !== '' && Number.isFinite(Number(value))) {
    return `write ${Number(value)}`;
  }
  if ((value === 'true' || value === 'false') && kinds.has('boolean')) return `write ${value}`;
  if (typeof value === 'string' && schemas.some(({ properties }) => properties && 'field' in properties)) {
    return `write { "field": "${value}" }`;
  }
  return kinds.has('array') && !Array.isArray(value) ? 'put it between [ and ]' : DOCS;
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isAnything({ type, enum: words, const: word, properties }: Schema): boolean {
  return type === undefined && words === undefined && word === undefined && properties === undefined;
}

/** The kinds of values that a schema takes. */
function kindsOf({ type, enum: words, const: word }: Schema): readonly string[] {
  if (words) return [...new Set(words.map(kindOf))];
  if (word !== undefined) return [kindOf(word)];
  return [type ?? 'object'].flat().map((kind) => (kind === 'integer' ? 'number' : kind));
}

/** The words that a schema of a text takes; undefined among them stands for any text. */
function wordsOf({ enum: words, const: word }: Schema): readonly (string | undefined)[] {
  const listed = words ?? (word === undefined ? [undefined] : [word]);
  return listed.filter((one) => one === undefined || typeof one === 'string');
}
