import { type DocumentNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../diagnostics/source-file.ts';
import { childPointer } from './json-pointer.ts';
import { jsonMistake } from './json-syntax.ts';

/** The content of a JSON file and the place of each value in it. */
export interface JsonText {
  readonly value: unknown;
  /** By JSON pointer (RFC 6901); the pointer of the whole file is empty. */
  readonly places: ReadonlyMap<string, Place>;
  /** The place of the key of each member, by the JSON pointer of its value. */
  readonly keys: ReadonlyMap<string, Place>;
}

/** Limit of nesting: more than any chart needs, and less than the stack of later stages allows. */
const MAX_DEPTH = 64;

/** C0, DEL and C1. JSON forbids only C0, but all of them are invisible. */
const CONTROL = /\p{Cc}/u;

/** Undefined, with diagnostics, if it is not strict JSON, repeats a key or is nested too deeply. */
export function parseJson(file: SourceFile, diagnostics: Diagnostics): JsonText | undefined {
  const document = parseTree(file, diagnostics);
  if (!document) return undefined;
  const [places, keys] = [new Map<string, Place>(), new Map<string, Place>()];
  const sound = collectPlaces(document.body, '', 0, { file, places, keys, diagnostics });
  return sound ? { value: JSON.parse(file.text) as unknown, places, keys } : undefined;
}

function parseTree(file: SourceFile, diagnostics: Diagnostics): DocumentNode | undefined {
  try {
    return parse(file.text, { mode: 'json' });
  } catch (error) {
    if (error instanceof RangeError)
      return diagnostics.error('chart/syntax', 'this JSON is nested too deeply to be read', file.path);
    const { message, offset } = error as Error & { offset?: number };
    if (offset === undefined) throw error;
    const mistake = jsonMistake(file.text, offset) ?? {
      problem: /token/i.test(message) ? `${file.text.charAt(offset)} is not allowed here` : plainReason(message),
      hint: 'a chart is strict JSON: double quotes, no comments, no comma after the last item',
      start: offset,
      end: offset + 1,
    };
    const place = placeAt(file, mistake.start, mistake.end);
    return diagnostics.error('chart/syntax', `this is not JSON: ${mistake.problem}`, place, mistake.hint);
  }
}

/** The reason that the parser gives, without the position. */
function plainReason(message: string): string {
  return message.replace(/\.? \(\d+:\d+\)$/, '').replace(/^Unexpected/, 'unexpected');
}

interface Collection {
  readonly file: SourceFile;
  readonly places: Map<string, Place>;
  readonly keys: Map<string, Place>;
  readonly diagnostics: Diagnostics;
}

/** Notes the places of a value and of everything in it; false if a mistake was reported. */
function collectPlaces(node: ValueNode, pointer: string, depth: number, collection: Collection): boolean {
  const place = placeAt(collection.file, node.loc.start.offset, node.loc.end.offset);
  collection.places.set(pointer, place);
  if (depth > MAX_DEPTH) {
    collection.diagnostics.error('chart/syntax', `this is nested more than ${MAX_DEPTH} levels deep`, place);
    return false;
  }
  if (node.type === 'String') return checkString(node, collection);
  if (node.type === 'Array') {
    return node.elements
      .map(({ value }, index) => collectPlaces(value, childPointer(pointer, index), depth + 1, collection))
      .every(Boolean);
  }
  return node.type !== 'Object' || collectMembers(node.members, pointer, depth, collection);
}

type StringNode = Extract<ValueNode, { type: 'String' }>;

/** The parser accepts control characters in strings; JSON does not. */
function checkString({ loc }: StringNode, { file, diagnostics }: Collection): boolean {
  const { offset } = loc.start;
  const at = file.text.slice(offset, loc.end.offset).search(CONTROL);
  if (at < 0) return true;
  const hint = 'write it as an escape, such as \\n, or remove it';
  diagnostics.error('chart/syntax', 'this text contains a control character', placeAt(file, offset + at), hint);
  return false;
}

type Members = Extract<ValueNode, { type: 'Object' }>['members'];

function collectMembers(members: Members, pointer: string, depth: number, collection: Collection): boolean {
  const seen = new Set<string>();
  let sound = true;
  for (const { name, value } of members) {
    const key = name.type === 'String' ? name.value : name.name;
    const place = placeAt(collection.file, name.loc.start.offset, name.loc.end.offset);
    collection.keys.set(childPointer(pointer, key), place);
    if (seen.has(key)) {
      const hint = 'keep one of them';
      collection.diagnostics.error('chart/syntax', `the key "${key}" appears twice in one object`, place, hint);
      sound = false;
    }
    seen.add(key);
    if (name.type === 'String') sound = checkString(name, collection) && sound;
    sound = collectPlaces(value, childPointer(pointer, key), depth + 1, collection) && sound;
  }
  return sound;
}
