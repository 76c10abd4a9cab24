import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { RuleId } from '../diagnostics/rules.ts';
import { placeAt, type SourceFile } from '../diagnostics/source-file.ts';
import { refusedIn, shortened } from '../diagnostics/source-text.ts';
import type { DataFile, DataValue } from './data-file.ts';
import { childPointer } from './json-pointer.ts';
import { commentHint } from './comment-hint.ts';
import {
  parseYaml,
  type YamlList,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlText,
} from './yaml-nodes.ts';

/** Limit for one text: more than any that is printed. */
export const MAX_SCALAR = 20_000;

type Span = Pick<YamlNode, 'start' | 'end'>;

/**
 * Reads YAML in which every scalar is a text, so that 147.20 keeps its zero. Anchors, aliases, tags and merge keys are
 * mistakes. A file with mistakes is read as far as possible; undefined if it is empty or not well-formed.
 */
export async function readYaml(file: SourceFile, diagnostics: Diagnostics): Promise<DataFile | undefined> {
  const read = parseYaml(file.text) ?? (await import('./yaml-syntax.ts')).parseOrExplain(file, diagnostics);
  if (!read) return undefined;
  const { content } = read;
  if (!content || isNothing(content))
    return diagnostics.error('schema/empty', 'the file is empty', placeAt(file, 0), 'it must hold a mapping of keys');
  const reader = new YamlReader(file, diagnostics);
  return reader.result(reader.read(content, ''));
}

/** Turns the nodes of a file into plain values and notes their places. */
class YamlReader {
  readonly #file: SourceFile;
  readonly #diagnostics: Diagnostics;
  readonly #items = new Map<unknown, readonly YamlNode[]>();
  readonly #pairs = new Map<unknown, ReadonlyMap<string | number, YamlPair>>();
  readonly #reported = new Set<string>();

  constructor(file: SourceFile, diagnostics: Diagnostics) {
    this.#file = file;
    this.#diagnostics = diagnostics;
  }

  result(value: DataValue): DataFile {
    const [file, items, pairs] = [this.#file, this.#items, this.#pairs];
    return {
      file,
      value,
      reported: this.#reported,
      placeOf: (container, entry, part = 'value') => {
        const span = items.get(container)?.[Number(entry)] ?? pairs.get(container)?.get(entry)?.[part];
        return span ? placeAt(file, span.start, span.end) : placeAt(file, 0);
      },
    };
  }

  /** The plain value of a node; an empty text if the node was reported. */
  read(node: YamlNode, pointer: string): DataValue {
    const { anchor, tag } = node;
    if (anchor !== undefined) this.#refuse(node, pointer, 'yaml/no-anchors', `the anchor &${anchor} is not allowed`);
    if (tag !== undefined) this.#refuse(node, pointer, 'yaml/no-anchors', `the tag ${tag} is not allowed`);
    switch (node.kind) {
      case 'alias':
        return this.#refuse(node, pointer, 'yaml/no-anchors', `the alias *${node.name} is not allowed`);
      case 'mapping':
        return this.#readMapping(node, pointer);
      case 'list':
        return this.#readList(node, pointer);
      case 'text':
        return this.#readText(node, pointer);
    }
  }

  #readList({ items }: YamlList, pointer: string): DataValue {
    const list = items.map((item, index) => this.read(item, childPointer(pointer, index)));
    this.#items.set(list, items);
    return list;
  }

  #readMapping({ pairs }: YamlMapping, pointer: string): DataValue {
    const mapping = Object.create(null) as { [key: string]: DataValue };
    const entries = new Map<string, YamlPair>();
    this.#pairs.set(mapping, entries);
    for (const [index, pair] of pairs.entries()) {
      const key = this.#readKey(pair, pointer);
      const earlier = key === undefined ? undefined : entries.get(key);
      if (!pair.value) this.#reportTorn(pairs, index, pointer);
      else if (key === undefined) continue;
      else if (earlier) this.#reportDuplicate(key, earlier, pair);
      else {
        entries.set(key, pair);
        mapping[key] = this.read(pair.value, childPointer(pointer, key));
      }
    }
    return mapping;
  }

  #readKey({ key }: YamlPair, mapping: string): string | undefined {
    const pointer = childPointer(mapping, '');
    if (key.kind !== 'text') {
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

  #readText(node: YamlText, pointer: string): string {
    const { value } = node;
    if (isNothing(node)) {
      const message = value === '' ? 'the value is missing' : `${value} is not a value`;
      const [, word] = /^[^\S\n]*(#[^\s,}\]]+)/.exec(this.#file.text.slice(node.start)) ?? [];
      const hint = word === undefined ? 'give it a value or leave the key out' : commentHint(word);
      return this.#refuse(node, pointer, 'schema/empty', message, hint);
    }
    if (value.length > MAX_SCALAR) {
      const message = `this text has ${value.length} characters; at most ${MAX_SCALAR} are allowed`;
      return this.#refuse(node, pointer, 'file/too-large', message, 'shorten it; is a quotation mark missing above?');
    }
    // Only characters written as an escape, which other texts do not have: the rest were refused when the file was read.
    const refused = node.style === 'double-quoted' ? refusedIn(value) : undefined;
    return refused ? this.#refuse(node, pointer, refused.rule, refused.message, refused.hint) : value;
  }

  /**
   * Reports keys without values, the first of them at `index`. After a plain text between braces they are the rest of
   * that text, which was split at its commas.
   */
  #reportTorn(pairs: readonly YamlPair[], index: number, mapping: string): void {
    const before = pairs[index - 1];
    if (before && !before.value) return;
    const next = pairs.findIndex(({ value }, position) => position > index && value);
    const isTorn = before?.value?.kind === 'text' && before.value.style === 'plain';
    const start = (isTorn ? before.value : pairs[index]?.key)?.start ?? 0;
    const end = pairs.at(next === -1 ? -1 : next - 1)?.key.end ?? start;
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

  #reportDuplicate(key: string, earlier: YamlPair, pair: YamlPair): void {
    const { line } = placeAt(this.#file, earlier.key.start);
    const place = placeAt(this.#file, pair.key.start, pair.key.end);
    const message = `the key ${shortened(key)} appears a second time`;
    const hint = `it is in line ${line} already; merge the two or remove one`;
    this.#diagnostics.error('yaml/duplicate-key', message, place, hint);
  }

  #refuse({ start, end }: Span, pointer: string | undefined, rule: RuleId, message: string, hint?: string): '' {
    if (pointer !== undefined) this.#reported.add(pointer);
    const remedy = hint ?? (rule === 'yaml/no-anchors' ? 'write the value itself here' : undefined);
    this.#diagnostics.error(rule, message, placeAt(this.#file, start, end), remedy);
    return '';
  }
}

/** Quotes at the ends of a text that is not quoted. */
const STRAY_QUOTES = /^["'“”„‘’‚«»]+|["'“”„‘’‚«»]+$/g;

/** Whether it is one of the forms of null in YAML. */
function isNothing(node: YamlNode): boolean {
  return node.kind === 'text' && node.style === 'plain' && /^(?:|~|null)$/i.test(node.value);
}
