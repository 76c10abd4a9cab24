import { type DocumentNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../diagnostics/source-file.ts';
import { childPointer } from './json-pointer.ts';

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

/** What is wrong with a text that is not JSON, from `start` to `end`, and what to do. */
interface JsonMistake {
  readonly problem: string;
  readonly hint: string;
  readonly start: number;
  readonly end: number;
}

/** Explains why JSON cannot be read on at an offset, if it is a usual mistake. */
function jsonMistake(text: string, at: number): JsonMistake | undefined {
  if (text.trim() === '') return { problem: 'the file is empty', hint: 'write { "data": … }', start: 0, end: 1 };
  const before = text.slice(0, at).trimEnd();
  const last = before.length - 1;
  const next = text.charAt(at);
  const quote = openQuote(text.slice(0, at));
  if (quote) return quote;
  if (text.slice(at).trim() === '') return unclosed(text);
  if (/\w/.test(next) && text.charAt(at - 1) === '"') {
    const problem = 'a quote is missing before this, or one is too many';
    return { problem, hint: 'look at the quotes in this line', start: at, end: at + 1 };
  }
  const [grouped = ''] = /\d+(?:,\d*)+$/.exec(text.slice(0, at)) ?? [];
  const [digits = ''] = /^[\d,]*/.exec(text.slice(at)) ?? [];
  if (grouped !== '' && digits !== '') {
    const number = (grouped + digits).replace(/,$/, '');
    const [start, end] = [at - grouped.length, at - grouped.length + number.length];
    return { problem: 'a number has no commas', hint: `write ${number.replaceAll(',', '')}`, start, end };
  }
  if (text.charAt(last) === ',' && /[\]},]/.test(next)) {
    return { problem: 'there is a comma after the last item', hint: 'remove it', start: last, end: last + 1 };
  }
  const rest = text.slice(at);
  for (const [pattern, explain] of PATTERNS) {
    const match = pattern.exec(rest);
    if (match) return { ...explain(match), start: at, end: at + match[0].length };
  }
  if (/["{[\d-]/.test(next) && /["\]}\w]/.test(text.charAt(last))) {
    const isValue = text.charAt(last) === '"' && /[{,]\s*"[^"\n]*"$/.test(before) && !/\[[^\]{]*$/.test(before);
    return isValue
      ? { problem: 'a colon is missing after this key', hint: 'write a colon', start: last, end: last + 1 }
      : { problem: 'a comma is missing after this', hint: 'write a comma', start: last, end: last + 1 };
  }
  if (/[\]}]/.test(next)) return unopened(text, at);
  return undefined;
}

type Explanation = Pick<JsonMistake, 'problem' | 'hint'>;

const PATTERNS: readonly (readonly [RegExp, (match: RegExpExecArray) => Explanation])[] = [
  [/^(?:\/\/[^\n]*|\/\*.*?\*\/|#[^\n]*)/s, () => ({ problem: 'JSON has no comments', hint: 'remove it' })],
  [
    /^['\u2018\u2019\u201C\u201D\u201E\u00AB\u00BB]([^'"\u2018\u2019\u201C\u201D\u201E\u00AB\u00BB\n]*)['\u2018\u2019\u201C\u201D\u00AB\u00BB]?/,
    ([, inside]) => ({ problem: 'these are not straight double quotes', hint: `write "${inside}"` }),
  ],
  [
    /^(True|False|None|Null|NULL|TRUE|FALSE|undefined|NaN)\b/,
    ([, word = '']) => ({
      problem: `${word} is not a word of JSON`,
      hint: `write ${WORDS[word.toLowerCase()] ?? 'null'}`,
    }),
  ],
  [/^[A-Za-z_$][\w$.]*/, ([word]) => ({ problem: 'this has no quotes', hint: `write "${word}"` })],
  [/^=/, () => ({ problem: 'a key and its value are separated by a colon', hint: 'write :' })],
  [/^[+.][\d.]+/, ([number]) => ({ problem: 'a number starts with a digit', hint: `write ${Number(number)}` })],
];

const WORDS: Readonly<Record<string, string>> = { true: 'true', false: 'false' };

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** The brackets that are open at the end of a text, outside quoted texts. */
function openIn(text: string): number[] {
  const open: number[] = [];
  for (const { 0: found, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[\]{}]/g)) {
    if (found === '{' || found === '[') open.push(index);
    else if (found === '}' || found === ']') open.pop();
  }
  return open;
}

/** A quote that its line does not close. */
function openQuote(text: string): JsonMistake | undefined {
  const plain = text.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, (part) => '_'.repeat(part.length));
  const start = plain.search(/"[^"\n]*(?:\n|$)/);
  if (start < 0) return undefined;
  const [line = ''] = text.slice(start).split('\n', 1);
  const end = start + line.trimEnd().length;
  return { problem: 'the quote that opens here is not closed', hint: 'close it with "', start, end };
}

function unclosed(text: string): JsonMistake | undefined {
  const start = openIn(text).at(-1);
  if (start === undefined) return undefined;
  const bracket = text.charAt(start);
  return {
    problem: `the ${bracket} here is not closed`,
    hint: `close it with ${CLOSING[bracket]}`,
    start,
    end: start + 1,
  };
}

function unopened(text: string, at: number): JsonMistake {
  const bracket = text.charAt(at);
  const start = openIn(text.slice(0, at)).at(-1);
  const wanted = start === undefined ? undefined : CLOSING[text.charAt(start)];
  return wanted === undefined || wanted === bracket
    ? { problem: `this ${bracket} closes nothing`, hint: 'remove it', start: at, end: at + 1 }
    : {
        problem: `this ${bracket} does not close the ${text.charAt(start ?? 0)} before it`,
        hint: `write ${wanted}`,
        start: at,
        end: at + 1,
      };
}
