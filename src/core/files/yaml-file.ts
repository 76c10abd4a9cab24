import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, parseDocument, Scalar, type YAMLMap } from 'yaml';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { RuleId } from '../diagnostics/rules.ts';
import { type Place, placeAt, type SourceFile } from '../diagnostics/source-file.ts';
import { refusedIn, shortened } from '../diagnostics/source-text.ts';

/** What a YAML file holds: texts, lists and mappings. Mappings have no prototype. */
export type YamlValue = string | YamlValue[] | { [key: string]: YamlValue };

/** Whether it is a mapping of keys: no text, no list, and not absent. */
export function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A YAML file that was read, with the way back from each value to its place. */
export interface YamlFile {
  readonly file: SourceFile;
  readonly value: YamlValue;
  /** Where the file begins. */
  readonly top: Place;
  /** Whether it is a mapping or list of this file with nothing reported in it, however deep. */
  isSound(part: unknown): boolean;
  /** Notes that something was reported in a mapping or list, or in what it holds. */
  markUnsound(part: object): void;
  /** Whether an entry of a mapping or list was reported already, so that nothing more is to be said of it. */
  isReported(container: object, entry: string | number): boolean;
  /** Notes that an entry of a mapping or list was reported. */
  markReported(container: object, entry: string | number): void;
  /** Where the entry of a mapping or list stands, or with `key` its key; the top of the file for what is not there. */
  placeOf(container: unknown, entry: string | number, part?: 'key' | 'value'): Place;
}

/** An entry of a mapping or list; without a key, all of them. */
interface Entry {
  readonly container: object;
  readonly entry: string | number | undefined;
}

/** Longest text in a YAML file: longer than any that is printed. */
const MAX_SCALAR = 20_000;

type Span = readonly [start: number, end: number];

interface EntrySpans {
  readonly key: Span;
  readonly value: Span;
}

/**
 * Reads a text as YAML in which every scalar is a string, so that 147.20 keeps its zero. Anchors, aliases, tags and
 * merge keys are refused. What can still be read of a file with a mistake is answered; undefined only if nothing can.
 */
export function readYaml(file: SourceFile, diagnostics: Diagnostics): YamlFile | undefined {
  const document = parseDocument(file.text, {
    schema: 'failsafe',
    strict: true,
    // Our own check names both places and takes no time that grows with the square of the keys.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  if (reportSyntax(document, file, diagnostics)) return undefined;
  if (!document.contents || (isScalar(document.contents) && isNothing(document.contents))) {
    diagnostics.error('schema/empty', 'the file is empty', placeAt(file, 0), 'it must hold a mapping of keys');
    return undefined;
  }
  const reader = new YamlReader(file, diagnostics);
  return reader.result(reader.read(document.contents));
}

/** The first mistake in the syntax; those after it usually follow from it. */
function reportSyntax(document: Document.Parsed, file: SourceFile, diagnostics: Diagnostics): boolean {
  const first = document.errors[0];
  if (!first) return false;
  const [start, end] = first.pos;
  const cause = SYNTAX_CAUSES[first.code] ?? lowerFirst(first.message);
  const message = `this is not well-formed YAML: ${cause}`;
  const [, colour] =
    /[^\S\n](#[0-9a-f]{3,8})\b[^\n]*\n?[^\n]*$/i.exec(file.text.slice(Math.max(0, start - 500), start)) ?? [];
  const hint = colour ? quoteHint(colour) : SYNTAX_HINTS[first.code];
  diagnostics.error('yaml/syntax', message, placeAt(file, start, end), hint);
  return true;
}

/** For a colour that was taken for a comment. */
function quoteHint(colour: string): string {
  return `put it between quotes, else # starts a comment: '${colour}'`;
}

/** Where the parser's own words do not say it. */
const SYNTAX_CAUSES: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second document starts here',
  RESOURCE_EXHAUSTION: 'lists or mappings are nested too deeply',
};

const SYNTAX_HINTS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'look above for a bracket, brace or quote that was opened and not closed',
  BAD_SCALAR_START: 'put the text between quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a text with a colon and a space in it stands between quotes',
  MISSING_CHAR: 'look above for a bracket, brace or quote that was opened and not closed',
  MULTIPLE_DOCS: 'remove the line ---',
  TAB_AS_INDENT: 'indent with spaces',
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Walks the nodes of one file, building plain values and keeping where each stood. */
class YamlReader {
  readonly #file: SourceFile;
  readonly #diagnostics: Diagnostics;
  readonly #spans = new Map<object, Map<string | number, EntrySpans>>();
  readonly #unsound = new Set<object>();
  /** By mapping or list, the entries that were reported; `undefined` stands for all of them. */
  readonly #reported = new Map<object, Set<string | number | undefined>>();

  constructor(file: SourceFile, diagnostics: Diagnostics) {
    this.#file = file;
    this.#diagnostics = diagnostics;
  }

  result(value: YamlValue): YamlFile {
    const [file, spans, reported, unsound] = [this.#file, this.#spans, this.#reported, this.#unsound];
    return {
      file,
      value,
      top: placeAt(file, 0),
      isSound: (part) => typeof part === 'object' && part !== null && !unsound.has(part),
      markUnsound: (part) => {
        unsound.add(part);
      },
      isReported: (container, entry) => {
        const entries = reported.get(container);
        return entries !== undefined && (entries.has(undefined) || entries.has(entry));
      },
      markReported: (container, entry) => this.#markReported({ container, entry }),
      placeOf: (container, entry, part = 'value') => {
        const span = spans.get(container as object)?.get(entry)?.[part] ?? [0, 1];
        return placeAt(file, ...span);
      },
    };
  }

  /** The plain value of a node; an empty text where something was reported in its stead. */
  read(node: unknown, within?: Entry): YamlValue {
    if (isAlias(node)) return this.#refuse(node, within, 'yaml/no-anchors', `the alias *${node.source} stands here`);
    if (isMap(node) || isSeq(node) || isScalar(node)) {
      if (node.anchor !== undefined) {
        this.#refuse(node, within, 'yaml/no-anchors', `the anchor &${node.anchor} stands here`);
      }
      if (node.tag !== undefined) this.#refuse(node, within, 'yaml/no-anchors', `the tag ${node.tag} stands here`);
    }
    if (isMap(node)) return this.#readMap(node);
    if (isSeq(node)) return this.#readList(node);
    return isScalar(node) ? this.#readText(node, within) : '';
  }

  #readList(node: { items: unknown[] }): YamlValue {
    const list: YamlValue[] = [];
    const spans = this.#spansOf(list);
    for (const [index, item] of node.items.entries()) {
      const span = spanOf(item);
      spans.set(index, { key: span, value: span });
      list.push(this.#readEntry(item, { container: list, entry: index }));
    }
    return list;
  }

  #readMap(node: YAMLMap): YamlValue {
    const mapping = Object.create(null) as { [key: string]: YamlValue };
    const spans = this.#spansOf(mapping);
    for (const [index, pair] of node.items.entries()) {
      const key = this.#readKey(pair, mapping);
      const earlier = key === undefined ? undefined : spans.get(key);
      if (pair.value === null) this.#reportTorn(node.items, index, mapping);
      else if (key === undefined) continue;
      else if (earlier) this.#reportDuplicate(key, earlier, pair);
      else {
        spans.set(key, { key: spanOf(pair.key), value: spanOf(pair.value) });
        mapping[key] = this.#readEntry(pair.value, { container: mapping, entry: key });
      }
    }
    return mapping;
  }

  #readEntry(node: unknown, within: Entry): YamlValue {
    const value = this.read(node, within);
    if (typeof value === 'object' && this.#unsound.has(value)) this.#unsound.add(within.container);
    return value;
  }

  #readKey({ key }: Pair, mapping: object): string | undefined {
    const within = { container: mapping, entry: undefined };
    if (!isScalar(key) || typeof key.value !== 'string') {
      this.#refuse(key, within, 'schema/wrong-type', 'a key is a plain word, not a list or mapping');
      return undefined;
    }
    if (key.value === '<<') {
      this.#refuse(key, within, 'yaml/no-anchors', 'the merge key << stands here');
      return undefined;
    }
    // What checks shapes passes over it unseen.
    if (key.value === '__proto__') {
      this.#refuse(key, undefined, 'schema/unknown-key', 'the key __proto__ is not known here', 'give it another name');
      return undefined;
    }
    return this.#readText(key, within) || undefined;
  }

  #readText(node: Scalar, within: Entry | undefined): string {
    const value = String(node.value);
    if (isNothing(node)) {
      const message = value === '' ? 'nothing stands here' : `${value} stands here, which is not a value`;
      const [, colour] = /^[^\S\n]*(#[0-9a-f]{3,8})\b/i.exec(this.#file.text.slice(spanOf(node)[0])) ?? [];
      const hint = colour ? quoteHint(colour) : 'give it a value or leave the key out';
      return this.#refuse(node, within, 'schema/empty', message, hint);
    }
    if (value.length > MAX_SCALAR) {
      const message = `a text of ${value.length} characters stands here; at most ${MAX_SCALAR} are read`;
      return this.#refuse(node, within, 'file/too-large', message);
    }
    // written as an escape: what stands in the file itself was seen when it was read
    const refused = refusedIn(value);
    return refused ? this.#refuse(node, within, refused.rule, refused.message, refused.hint) : value;
  }

  /**
   * A mapping has keys without values, the first of them at `index`. After a plain text between braces they are the
   * rest of it, torn off by commas.
   */
  #reportTorn(pairs: readonly Pair[], index: number, mapping: object): void {
    const before = pairs[index - 1]?.value;
    if (before === null) return;
    const next = pairs.findIndex((pair, position) => position > index && pair.value !== null);
    const last = pairs.at(next === -1 ? -1 : next - 1);
    const isTorn = isScalar(before) && before.type === Scalar.PLAIN;
    const [start, end] = [spanOf(isTorn ? before : pairs[index]?.key)[0], spanOf(last?.key)[1]];
    const whole = shortened(this.#file.text.slice(start, end));
    const place = placeAt(this.#file, start, end);
    this.#markReported({ container: mapping, entry: undefined });
    if (isTorn) {
      const message = 'the comma in this text starts a new key, because it stands between braces';
      const quoted = `"${whole.replaceAll('"', '\\"')}"`;
      this.#diagnostics.error('yaml/torn-scalar', message, place, `quote it: ${quoted}`);
    } else this.#diagnostics.error('schema/empty', `${whole} has no value`, place, `write ${whole}: and the value`);
  }

  #reportDuplicate(key: string, earlier: EntrySpans, pair: Pair): void {
    const { line } = placeAt(this.#file, earlier.key[0]);
    const place = placeAt(this.#file, ...spanOf(pair.key));
    this.#diagnostics.error(
      'yaml/duplicate-key',
      `the key ${shortened(key)} stands here a second time`,
      place,
      `it stands in line ${line} already; join the two or remove one`,
    );
  }

  #refuse(node: unknown, within: Entry | undefined, rule: RuleId, message: string, hint?: string): '' {
    if (within) this.#markReported(within);
    const remedy = hint ?? (rule === 'yaml/no-anchors' ? 'write the value out where it is read' : undefined);
    this.#diagnostics.error(rule, message, placeAt(this.#file, ...spanOf(node)), remedy);
    return '';
  }

  #markReported({ container, entry }: Entry): void {
    this.#unsound.add(container);
    const entries = this.#reported.get(container) ?? new Set();
    this.#reported.set(container, entries.add(entry));
  }

  #spansOf(container: object): Map<string | number, EntrySpans> {
    const spans = new Map<string | number, EntrySpans>();
    this.#spans.set(container, spans);
    return spans;
  }
}

/** Whether it is one of the ways in which YAML writes no value. */
function isNothing({ type, value }: Scalar): boolean {
  return type === Scalar.PLAIN && /^(?:|~|null)$/i.test(String(value));
}

/** Start and end of a node, without the space and comments after it. */
function spanOf(node: unknown): Span {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  return range ? [range[0], Math.max(range[0] + 1, range[1])] : [0, 1];
}
