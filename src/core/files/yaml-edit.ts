import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Document,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** A part of a text that is replaced. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Changes a YAML text at the places of its nodes, so that comments and layout stay as a person wrote them. The text must
 * be well-formed; every scalar is a text.
 */
export class YamlEdit {
  readonly document: Document.Parsed;
  readonly #text: string;
  readonly #splices: Splice[] = [];

  constructor(text: string) {
    this.#text = text;
    this.document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  }

  /** The text with all changes. */
  get text(): string {
    return this.#between(0, this.#text.length);
  }

  /** The text of a node with all changes in it, from its first to its last character. */
  textOf(node: Node): string {
    return this.#between(...rangeOf(node));
  }

  /** Writes another text in place of a scalar, with its quotes if it has any. */
  replace(node: Node, text: string): void {
    const [start, end] = rangeOf(node);
    const quote = /^['"]/.exec(this.#text.slice(start, end))?.[0] ?? '';
    this.#splices.push({ start, end, text: quote + text + quote });
  }

  /** Removes the entry with a key from a mapping, if there is one. An only or first entry between braces stays valid. */
  removeKey(map: YAMLMap, key: string): void {
    const index = map.items.findIndex((pair) => keyOf(pair) === key);
    const pair = map.items[index];
    if (!pair) return;
    const [start, end] = this.#spanOf(pair);
    const [before, after] = [map.items[index - 1], map.items[index + 1]];
    if (before) {
      this.#splices.push({ start: this.#spanOf(before)[1], end: map.flow ? end : this.#lineEnd(end), text: '' });
    } else if (after) this.#splices.push({ start, end: this.#spanOf(after)[0], text: '' });
  }

  /** Adds an entry behind the last one of a mapping. */
  addKey(map: YAMLMap, key: string, value: string): void {
    const [first, last] = [map.items[0], map.items.at(-1)];
    if (!first || !last) return;
    const [, end] = this.#spanOf(last);
    const separator = map.flow ? ', ' : `${this.#lineBreak}${' '.repeat(this.#columnOf(this.#spanOf(first)[0]))}`;
    // A comment stays with the entry that it stands behind.
    const at = map.flow ? end : this.#lineEnd(end);
    const gap = value.startsWith(this.#lineBreak) ? '' : ' ';
    this.#splices.push({ start: at, end: at, text: `${separator}${key}:${gap}${value}` });
  }

  /** Gives a key of a mapping a text or a list of texts, in place of what it has; a new key comes last. */
  setKey(map: YAMLMap, key: string, value: string | readonly string[]): void {
    const pair = map.items.find((one) => keyOf(one) === key);
    const [first] = map.items;
    const indent = first && !map.flow ? this.#columnOf(this.#spanOf(first)[0]) : 0;
    const text = scalarOrList(value, map.flow === true, `${this.#lineBreak}${' '.repeat(indent)}  - `);
    if (!pair) {
      this.addKey(map, key, text);
      return;
    }
    const [, colon] = rangeOf(pair.key as Node);
    const [start, end] = pair.value === null ? [colon, colon] : rangeOf(pair.value as Node);
    const isBlock = text.startsWith(this.#lineBreak);
    // A list begins on a line of its own, and what is empty has no space before it.
    const from = isBlock || start === end ? this.#text.indexOf(':', colon) + 1 : start;
    this.#splices.push({ start: from, end: Math.max(from, end), text: from === start || isBlock ? text : ` ${text}` });
  }

  /** Adds an entry before the first one of a mapping. */
  addFirstKey(map: YAMLMap, key: string, value: string): void {
    const [first] = map.items;
    if (!first) return;
    const [start] = this.#spanOf(first);
    const separator = map.flow ? ', ' : `${this.#lineBreak}${' '.repeat(this.#columnOf(start))}`;
    this.#splices.push({ start, end: start, text: `${key}: ${value}${separator}` });
  }

  /** Adds an item behind the last one of a list, as that one is laid out. */
  addItem(list: Node, text: string): void {
    const last = isSeq(list) ? list.items.at(-1) : undefined;
    if (!isSeq(list) || !last) return;
    const [start, end] = rangeOf(last as Node);
    const lead = this.#text.slice(this.#text.lastIndexOf('\n', start - 1) + 1, start);
    if (list.flow) {
      const separator = /\S/.test(lead) ? ', ' : `,${this.#lineBreak}${lead}`;
      this.#splices.push({ start: end, end, text: separator + text });
    } else {
      const at = this.#lineEnd(end);
      this.#splices.push({ start: at, end: at, text: `${this.#lineBreak}${lead}${text}` });
    }
  }

  /** Removes an item from a list that has others. */
  removeItem(list: YAMLSeq, item: unknown): void {
    const index = list.items.indexOf(item);
    const [before, after] = [list.items[index - 1], list.items[index + 1]];
    if (index < 0) return;
    const [start, end] = rangeOf(item as Node);
    if (before) {
      const [, last] = rangeOf(before as Node);
      this.#splices.push({
        start: list.flow ? last : this.#lineEnd(last),
        end: list.flow ? end : this.#lineEnd(end),
        text: '',
      });
    } else if (after && list.flow) this.#splices.push({ start, end: rangeOf(after as Node)[0], text: '' });
    else if (after) {
      // A comment between the two is about the one that stays.
      const next = this.#lineEnd(end) + this.#lineBreak.length;
      this.#splices.push({ start: start - this.#columnOf(start), end: next, text: '' });
    }
  }

  get #lineBreak(): string {
    return this.#text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** Where the line with an offset ends, before its line break. */
  #lineEnd(offset: number): number {
    const found = /\r?\n|$/.exec(this.#text.slice(offset));
    return offset + (found?.index ?? 0);
  }

  #columnOf(offset: number): number {
    return offset - this.#text.lastIndexOf('\n', offset - 1) - 1;
  }

  #spanOf({ key, value }: Pair): [start: number, end: number] {
    const [start, keyEnd] = rangeOf(key as Node);
    return [start, value === null ? keyEnd : rangeOf(value as Node)[1]];
  }

  #between(from: number, to: number): string {
    const inside = this.#splices.filter(({ start, end }) => start >= from && end <= to);
    let text = '';
    let at = from;
    for (const { start, end, text: written } of inside.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
      if (start < at) continue;
      text += this.#text.slice(at, start) + written;
      at = end;
    }
    return text + this.#text.slice(at, to);
  }
}

function scalarOrList(value: string | readonly string[], isFlow: boolean, item: string): string {
  if (typeof value === 'string') return isFlow ? quoted(value) : stringify(value, PLAIN).trimEnd();
  if (isFlow || value.length === 0) return `[${value.map(quoted).join(', ')}]`;
  return value.map((one) => item + quoted(one)).join('');
}

/** On one line, in quotes where they are needed. */
const PLAIN = { lineWidth: 0, singleQuote: true, blockQuote: false } as const;

function quoted(text: string): string {
  return stringify(text, { ...PLAIN, defaultStringType: 'QUOTE_SINGLE' }).trimEnd();
}

/** The key of an entry, if it is a plain word. */
export function keyOf({ key }: Pair): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

/** The entries of a mapping whose values are scalars: key, node and text. */
export function scalarsIn(node: unknown): { readonly key: string; readonly node: Node; readonly text: string }[] {
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) => {
    const key = keyOf(pair);
    return key !== undefined && isScalar(pair.value)
      ? [{ key, node: pair.value as Node, text: String(pair.value.value) }]
      : [];
  });
}

/** Start and end of a node, without the spaces, comments and line breaks behind it. */
export function rangeOf(node: Node): [start: number, end: number] {
  return [node.range?.[0] ?? 0, endOf(node)];
}

function endOf(node: Node): number {
  const end = node.range?.[1] ?? 0;
  if (!(isMap(node) || isSeq(node)) || node.flow) return end;
  // The range of a block reaches to what follows it.
  const last: unknown = node.items.at(-1);
  const inner = isPair(last) ? (last.value ?? last.key) : last;
  return inner ? endOf(inner as Node) : end;
}
