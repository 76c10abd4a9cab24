import { isAlias, isMap, isScalar, isSeq, type Pair, Scalar, type YAMLMap } from 'yaml';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { RuleId } from '../diagnostics/rules.ts';
import { placeAt, type SourceFile } from '../diagnostics/source-file.ts';
import { refusedIn, shortened } from '../diagnostics/source-text.ts';
import type { DataFile, DataValue } from './data-file.ts';
import { childPointer } from './json-pointer.ts';
import { commentHint, parseYaml } from './yaml-syntax.ts';

/** Limit for one text: more than any that is printed. */
const MAX_SCALAR = 20_000;

type Span = readonly [start: number, end: number];

interface EntrySpans {
  readonly key: Span;
  readonly value: Span;
}

/**
 * Reads YAML in which every scalar is a text, so that 147.20 keeps its zero. Anchors, aliases, tags and merge keys are
 * mistakes. A file with mistakes is read as far as possible; undefined if it is empty or not well-formed.
 */
export function readYaml(file: SourceFile, diagnostics: Diagnostics): DataFile | undefined {
  const document = parseYaml(file, diagnostics);
  if (!document) return undefined;
  if (!document.contents || (isScalar(document.contents) && isNothing(document.contents)))
    return diagnostics.error('schema/empty', 'the file is empty', placeAt(file, 0), 'it must hold a mapping of keys');
  const reader = new YamlReader(file, diagnostics);
  return reader.result(reader.read(document.contents, ''));
}

/** Turns the nodes of a file into plain values and notes their places. */
class YamlReader {
  readonly #file: SourceFile;
  readonly #diagnostics: Diagnostics;
  readonly #spans = new Map<object, Map<string | number, EntrySpans>>();
  readonly #reported = new Set<string>();

  constructor(file: SourceFile, diagnostics: Diagnostics) {
    this.#file = file;
    this.#diagnostics = diagnostics;
  }

  result(value: DataValue): DataFile {
    const [file, spans] = [this.#file, this.#spans];
    return {
      file,
      value,
      reported: this.#reported,
      placeOf: (container, entry, part = 'value') => {
        const span = spans.get(container as object)?.get(entry)?.[part] ?? [0, 1];
        return placeAt(file, ...span);
      },
    };
  }

  /** The plain value of a node; an empty text if the node was reported. */
  read(node: unknown, pointer: string): DataValue {
    if (isAlias(node))
      return this.#refuse(node, pointer, 'yaml/no-anchors', `the alias *${node.source} is not allowed`);
    if (isMap(node) || isSeq(node) || isScalar(node)) {
      if (node.anchor !== undefined) {
        this.#refuse(node, pointer, 'yaml/no-anchors', `the anchor &${node.anchor} is not allowed`);
      }
      if (node.tag !== undefined) this.#refuse(node, pointer, 'yaml/no-anchors', `the tag ${node.tag} is not allowed`);
    }
    if (isMap(node)) return this.#readMap(node, pointer);
    if (isSeq(node)) return this.#readList(node, pointer);
    return isScalar(node) ? this.#readText(node, pointer) : '';
  }

  #readList(node: { items: unknown[] }, pointer: string): DataValue {
    const list = node.items.map((item, index) => this.read(item, childPointer(pointer, index)));
    const spans = node.items.map((item, index) => [index, { key: spanOf(item), value: spanOf(item) }] as const);
    this.#spans.set(list, new Map(spans));
    return list;
  }

  #readMap(node: YAMLMap, pointer: string): DataValue {
    const mapping = Object.create(null) as { [key: string]: DataValue };
    const spans = new Map<string | number, EntrySpans>();
    this.#spans.set(mapping, spans);
    for (const [index, pair] of node.items.entries()) {
      const key = this.#readKey(pair, pointer);
      const earlier = key === undefined ? undefined : spans.get(key);
      if (pair.value === null) this.#reportTorn(node.items, index, pointer);
      else if (key === undefined) continue;
      else if (earlier) this.#reportDuplicate(key, earlier, pair);
      else {
        spans.set(key, { key: spanOf(pair.key), value: spanOf(pair.value) });
        mapping[key] = this.read(pair.value, childPointer(pointer, key));
      }
    }
    return mapping;
  }

  #readKey({ key }: Pair, mapping: string): string | undefined {
    const pointer = childPointer(mapping, '');
    if (!isScalar(key) || typeof key.value !== 'string') {
      this.#refuse(key, pointer, 'schema/wrong-type', 'a key is a plain word, not a list or mapping');
      return undefined;
    }
    if (key.value === '<<') {
      this.#refuse(key, pointer, 'yaml/no-anchors', 'the merge key << is not allowed');
      return undefined;
    }
    // The schemas do not see this key.
    if (key.value === '__proto__') {
      this.#refuse(key, undefined, 'schema/unknown-key', 'the key __proto__ is unknown here', 'give it another name');
      return undefined;
    }
    return this.#readText(key, pointer) || undefined;
  }

  #readText(node: Scalar, pointer: string): string {
    const value = String(node.value);
    if (isNothing(node)) {
      const message = value === '' ? 'the value is missing' : `${value} is not a value`;
      const [, word] = /^[^\S\n]*(#[^\s,}\]]+)/.exec(this.#file.text.slice(spanOf(node)[0])) ?? [];
      const hint = word === undefined ? 'give it a value or leave the key out' : commentHint(word);
      return this.#refuse(node, pointer, 'schema/empty', message, hint);
    }
    if (value.length > MAX_SCALAR) {
      const message = `this text has ${value.length} characters; at most ${MAX_SCALAR} are allowed`;
      return this.#refuse(node, pointer, 'file/too-large', message, 'shorten it; is a quotation mark missing above?');
    }
    // Only characters written as an escape, which other texts do not have: the rest were refused when the file was read.
    const refused = node.type === Scalar.QUOTE_DOUBLE ? refusedIn(value) : undefined;
    return refused ? this.#refuse(node, pointer, refused.rule, refused.message, refused.hint) : value;
  }

  /**
   * Reports keys without values, the first of them at `index`. After a plain text between braces they are the rest of
   * that text, which was split at its commas.
   */
  #reportTorn(pairs: readonly Pair[], index: number, mapping: string): void {
    const before = pairs[index - 1]?.value;
    if (before === null) return;
    const next = pairs.findIndex((pair, position) => position > index && pair.value !== null);
    const last = pairs.at(next === -1 ? -1 : next - 1);
    const isTorn = isScalar(before) && before.type === Scalar.PLAIN;
    const [start, end] = [spanOf(isTorn ? before : pairs[index]?.key)[0], spanOf(last?.key)[1]];
    const whole = shortened(this.#file.text.slice(start, end));
    const place = placeAt(this.#file, start, end);
    this.#reported.add(childPointer(mapping, ''));
    if (isTorn) {
      const bare = whole.replace(STRAY_QUOTES, '');
      const why = /[“”„‘’‚«»]/.test(whole)
        ? ': typographic quotes do not quote'
        : ', because the text is between braces';
      const message = `the comma in this text starts a new key${why}`;
      return this.#diagnostics.error('yaml/torn-scalar', message, place, `quote it: "${bare.replaceAll('"', '\\"')}"`);
    }
    const [, key, value] = /^([\w.-]+):(\S.*)$/.exec(whole) ?? [];
    const [message, hint] =
      key === undefined
        ? [`${whole} has no value`, `write ${whole}: and the value`]
        : ['no space follows the colon', `write ${key}: ${value}`];
    this.#diagnostics.error('schema/empty', message, place, hint);
  }

  #reportDuplicate(key: string, earlier: EntrySpans, pair: Pair): void {
    const { line } = placeAt(this.#file, earlier.key[0]);
    const place = placeAt(this.#file, ...spanOf(pair.key));
    const message = `the key ${shortened(key)} appears a second time`;
    const hint = `it is in line ${line} already; merge the two or remove one`;
    this.#diagnostics.error('yaml/duplicate-key', message, place, hint);
  }

  #refuse(node: unknown, pointer: string | undefined, rule: RuleId, message: string, hint?: string): '' {
    if (pointer !== undefined) this.#reported.add(pointer);
    const remedy = hint ?? (rule === 'yaml/no-anchors' ? 'write the value itself here' : undefined);
    this.#diagnostics.error(rule, message, placeAt(this.#file, ...spanOf(node)), remedy);
    return '';
  }
}

/** Quotes at the ends of a text that is not quoted. */
const STRAY_QUOTES = /^["'“”„‘’‚«»]+|["'“”„‘’‚«»]+$/g;

/** Whether it is one of the forms of null in YAML. */
function isNothing({ type, value }: Scalar): boolean {
  return type === Scalar.PLAIN && /^(?:|~|null)$/i.test(String(value));
}

/** Start and end of a node without trailing spaces and comments. */
function spanOf(node: unknown): Span {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  return range ? [range[0], Math.max(range[0] + 1, range[1])] : [0, 1];
}
