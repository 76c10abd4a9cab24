import type { DataValue } from './data-file.ts';
import {
  FLOW_KEY,
  FLOW_PLAIN,
  FOLDED,
  KEY,
  LINE,
  LINE_END,
  MORE_PLAIN,
  PLAIN,
  PlainScanner,
  SPACES,
  UNUSUAL,
} from './plain-scanner.ts';

// Most files use a small part of YAML, which can be read several times as fast as all of it: block mappings and lists,
// texts on one line or folded, collections in braces and brackets, comments. What is in the least unusual, and every
// mistake, is left to the parser of the whole language, so that this one need report nothing.

/** An entry: its key (of a list, the index), then where the key and the value start and end. */
export interface EntrySpans {
  readonly key: string | number;
  readonly from: number;
  readonly to: number;
  readonly valueFrom: number;
  readonly valueTo: number;
}

/** What a text holds, and the spans of the entries of each mapping and list in it. */
export interface PlainYaml {
  readonly value: DataValue;
  readonly spans: ReadonlyMap<object, readonly EntrySpans[]>;
}

/** Characters that are reported, tabs, and other ends of lines. */
const UNUSUAL_CHARACTERS = /[^\P{Cc}\n]|[\p{Cs}\p{Co}\u202A-\u202E\u2066-\u2069\uFEFF]/u;

/** Reads a text; undefined where it needs the parser of the whole language. */
export function readPlainYaml(text: string): PlainYaml | undefined {
  if (UNUSUAL_CHARACTERS.test(text)) return undefined;
  const reader = new PlainReader(text);
  try {
    return { value: reader.read(), spans: reader.spans };
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

/** Texts longer than this are reported. */
const MAX_SCALAR = 20_000;

/** More than any file has on purpose; the whole language has its own limit. */
const MAX_DEPTH = 20;

/** Words that YAML reads as no value. */
const NOTHING = /^(?:~|null)$/i;
const REFUSED_KEYS = new Set(['null', 'Null', 'NULL', '__proto__']);

/** Reads the blocks and collections of a text. */
class PlainReader extends PlainScanner {
  readonly spans = new Map<object, EntrySpans[]>();
  /** Where the value that was read last starts and ends. */
  #from = 0;
  #to = 0;

  read(): DataValue {
    this.nextLine();
    if (this.column !== 0) throw UNUSUAL;
    const value = this.#mapping(0, 0);
    if (this.isAtEnd) return value;
    throw UNUSUAL;
  }

  /** A comment that stands as far to the right as a block that ends would belong to that, and change where it ends. */
  #endBlock(column: number): void {
    if (this.column > column || this.comment >= Math.max(1, column)) throw UNUSUAL;
    this.#to = this.after;
  }

  #mapping(column: number, depth: number): DataValue {
    if (depth > MAX_DEPTH) throw UNUSUAL;
    const start = this.at;
    const mapping = Object.create(null) as { [key: string]: DataValue };
    const spans: EntrySpans[] = [];
    this.spans.set(mapping, spans);
    while (this.column === column) {
      const from = this.at;
      const key = this.take(KEY);
      if (key === undefined || REFUSED_KEYS.has(key) || key in mapping) throw UNUSUAL;
      const to = this.at;
      this.at += 1;
      mapping[key] = this.#valueOf(column, depth);
      spans.push({ key, from, to, valueFrom: this.#from, valueTo: this.#to });
    }
    this.#endBlock(column);
    this.#from = start;
    return mapping;
  }

  /** The value of a key in a block, behind its colon. */
  #valueOf(column: number, depth: number): DataValue {
    if (this.take(LINE_END) === undefined) {
      this.take(SPACES);
      return this.#inline(column, depth);
    }
    this.nextLine();
    if (this.isAtDash && this.column >= column) return this.#list(this.column, depth + 1);
    if (this.column <= column || this.text[this.at] === '>') throw UNUSUAL;
    return this.isAtKey ? this.#mapping(this.column, depth + 1) : this.#inline(column, depth);
  }

  #list(column: number, depth: number): DataValue {
    if (depth > MAX_DEPTH) throw UNUSUAL;
    const start = this.at;
    const list: DataValue[] = [];
    const spans: EntrySpans[] = [];
    this.spans.set(list, spans);
    while (this.column === column && this.isAtDash) {
      const dash = this.at;
      this.at += 1;
      this.take(SPACES);
      list.push(this.#item(column, column + this.at - dash, depth));
      spans.push(this.#itemSpans(spans.length));
    }
    this.#endBlock(column);
    this.#from = start;
    return list;
  }

  /** The spans of an item that was just read. */
  #itemSpans(index: number): EntrySpans {
    const [from, to] = [this.#from, this.#to];
    return { key: index, from, to, valueFrom: from, valueTo: to };
  }

  /** An item of a list: a mapping that starts behind the dash, or a value on its line. */
  #item(dash: number, column: number, depth: number): DataValue {
    if (!this.isAtKey) return this.#inline(dash, depth);
    this.column = column;
    return this.#mapping(column, depth + 1);
  }

  /** A value that starts on the line of its key or dash; what follows it ends the line. */
  #inline(column: number, depth: number): DataValue {
    const first = this.text[this.at];
    if (first === '{' || first === '[') {
      const collection = this.#collection(column, depth + 1);
      const [from, to] = [this.#from, this.#to];
      this.endLine();
      [this.#from, this.#to] = [from, to];
      return collection;
    }
    if (first === '>') return this.#folded(column);
    this.#from = this.at;
    const quoted = this.quoted(first);
    if (quoted !== undefined) {
      this.#to = this.at;
      this.endLine();
      return checked(quoted);
    }
    const plain = this.take(PLAIN);
    if (plain === undefined) throw UNUSUAL;
    return this.#plainLines(plain, column);
  }

  /** Plain text that may go on in lines farther to the right. */
  #plainLines(first: string, column: number): string {
    let whole = first;
    this.#to = this.at;
    for (;;) {
      const end = this.at;
      this.endLine();
      if (this.column <= column) break;
      // Neither a comment nor an empty line may stand within it.
      if (!/^ *\n *$/.test(this.text.slice(end, this.at))) throw UNUSUAL;
      const more = this.take(MORE_PLAIN);
      if (more === undefined) throw UNUSUAL;
      whole += ` ${more}`;
      this.#to = this.at;
    }
    if (NOTHING.test(whole)) throw UNUSUAL;
    return checked(whole);
  }

  /** Text in lines of one indentation, which are joined. */
  #folded(column: number): string {
    const from = this.at;
    if (this.take(FOLDED) === undefined) throw UNUSUAL;
    const lines: string[] = [];
    let indent = -1;
    for (;;) {
      const start = this.at;
      const line = this.take(LINE);
      const own = line === undefined ? -1 : line.search(/[^ ]/);
      if (line === undefined || own <= column) {
        this.at = start;
        break;
      }
      if (indent === -1) indent = own;
      if (own !== indent || line.endsWith(' \n') || line.trim() === '') throw UNUSUAL;
      lines.push(line.slice(own, -1));
    }
    const to = this.at;
    this.after = to;
    this.nextLine();
    // An empty line or a comment behind it may belong to it.
    if (lines.length === 0 || this.at - Math.max(0, this.column) !== to) throw UNUSUAL;
    [this.#from, this.#to] = [from, to];
    return checked(lines.join(' '));
  }

  /** A collection in braces or brackets within a block at a column. */
  #collection(column: number, depth: number): DataValue {
    if (depth > MAX_DEPTH) throw UNUSUAL;
    const start = this.at;
    const isMapping = this.text[start] === '{';
    const closing = isMapping ? '}' : ']';
    const mapping = Object.create(null) as { [key: string]: DataValue };
    const list: DataValue[] = [];
    const spans: EntrySpans[] = [];
    this.at += 1;
    for (;;) {
      this.gap(column);
      if (this.text[this.at] === closing) break;
      if (isMapping) spans.push(this.#flowEntry(mapping, column, depth));
      else {
        list.push(this.#flowValue(column, depth));
        spans.push(this.#itemSpans(spans.length));
      }
      this.gap(column);
      if (this.text[this.at] === ',') this.at += 1;
      else if (this.text[this.at] !== closing) throw UNUSUAL;
    }
    this.at += 1;
    [this.#from, this.#to] = [start, this.at];
    const collection = isMapping ? mapping : list;
    this.spans.set(collection, spans);
    return collection;
  }

  #flowEntry(mapping: { [key: string]: DataValue }, column: number, depth: number): EntrySpans {
    const from = this.at;
    const key = this.take(FLOW_KEY);
    if (key === undefined || REFUSED_KEYS.has(key) || key in mapping) throw UNUSUAL;
    const to = this.at;
    this.at += 1;
    this.take(SPACES);
    mapping[key] = this.#flowValue(column, depth);
    return { key, from, to, valueFrom: this.#from, valueTo: this.#to };
  }

  #flowValue(column: number, depth: number): DataValue {
    const first = this.text[this.at];
    if (first === '{' || first === '[') return this.#collection(column, depth + 1);
    this.#from = this.at;
    const quoted = this.quoted(first);
    const text = quoted ?? this.take(FLOW_PLAIN);
    if (text === undefined || (quoted === undefined && NOTHING.test(text))) throw UNUSUAL;
    this.#to = this.at;
    return checked(text);
  }
}

/** A text, if it is none that is reported. */
function checked(text: string): string {
  if (text.length > MAX_SCALAR) throw UNUSUAL;
  return text;
}
