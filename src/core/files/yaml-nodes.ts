import {
  COLLECTION_STYLE,
  type Event,
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarStyle,
  YAMLException,
} from 'js-yaml';

/**
 * Anything in a YAML text, from the offset of its first character to that behind its last one, without spaces and comments
 * that follow it, and without the anchor and tag before it.
 */
export type YamlNode = YamlText | YamlList | YamlMapping | YamlAlias;

interface Written {
  readonly start: number;
  readonly end: number;
  /** The name of its anchor. */
  readonly anchor: string | undefined;
  /** Its tag as it is written. */
  readonly tag: string | undefined;
}

/** A scalar. One that is left out is a plain text without characters. */
export interface YamlText extends Written {
  readonly kind: 'text';
  readonly value: string;
  readonly style: 'plain' | 'single-quoted' | 'double-quoted' | 'block';
}

export interface YamlList extends Written {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export interface YamlMapping extends Written {
  readonly kind: 'mapping';
  readonly pairs: readonly YamlPair[];
}

/** An entry of a mapping. It has no value if no colon follows the key. */
export interface YamlPair {
  readonly key: YamlNode;
  readonly value: YamlNode | undefined;
}

interface YamlAlias extends Written {
  readonly kind: 'alias';
  readonly name: string;
}

/** A YAML text as it was read: one document, or none if there are only comments. */
export interface YamlContent {
  readonly content: YamlNode | undefined;
}

/** Reads a YAML text in which every scalar is a text. Undefined if it may not be well-formed, or has several documents. */
export function parseYaml(text: string): YamlContent | undefined {
  // this parser takes some tabs at the start of a line for spaces: the strict one decides
  if (/^\t/m.test(text)) return undefined;
  let events: readonly Event[];
  try {
    events = parseEvents(text, {});
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
  const documents = events.filter(({ type }) => type === EVENT_ID.DOCUMENT).length;
  return documents > 1 ? undefined : { content: new NodeReader(text, events).content() };
}

type EventOf<Type> = Extract<Event, { readonly type: Type }>;
type Properties = Pick<EventOf<typeof EVENT_ID.MAPPING>, 'anchorStart' | 'anchorEnd' | 'tagStart' | 'tagEnd'>;

const STYLES: Readonly<Record<ScalarStyle, YamlText['style']>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single-quoted',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double-quoted',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'block',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'block',
};

// A comment takes all of its line. If it could take less, the pattern would try each way to divide a row of #.
const GAP = String.raw`(?:[ \t\r\n]|#[^\r\n]*(?![^\r\n]))*`;

/** What stands before the content of an item, key or value that is left out, from where the node before it ends. */
const BEFORE_ITEM = new RegExp(String.raw`${GAP}-[ \t]*`, 'y');
const BEFORE_KEY = new RegExp(String.raw`(?:${GAP},)?${GAP}(?:\?[ \t]*)?`, 'y');
const BEFORE_VALUE = new RegExp(String.raw`${GAP}:[ \t]*`, 'y');

/** What may stand before a bracket that closes, and before the sign of a block of text. */
const BETWEEN = /(?:[ \t\r\n,:?-]|#[^\r\n]*(?![^\r\n]))*/y;

/**
 * Turns the events of a parser into nodes. Events do not say where lists and mappings end, where blocks of text have their
 * sign, and where something is left out.
 */
class NodeReader {
  readonly #text: string;
  readonly #events: readonly Event[];
  #next = 0;
  /** Where what was read last ends. */
  #end = 0;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
  }

  /** What is in the document, if there is one. */
  content(): YamlNode | undefined {
    this.#next += 1;
    return this.#events.length === 0 ? undefined : this.#node();
  }

  #node(): YamlNode {
    const event = this.#events[this.#next];
    this.#next += 1;
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return this.#readText(event);
      case EVENT_ID.SEQUENCE:
        return this.#readList(event);
      case EVENT_ID.MAPPING:
        return this.#readMapping(event);
      case EVENT_ID.ALIAS:
        return this.#readAlias(event);
      case EVENT_ID.DOCUMENT:
      case EVENT_ID.POP:
      case undefined:
        throw new Error('a node of a YAML text starts with another event');
    }
  }

  #readAlias({ anchorStart, anchorEnd }: EventOf<typeof EVENT_ID.ALIAS>): YamlNode {
    this.#end = anchorEnd;
    const name = this.#text.slice(anchorStart, anchorEnd);
    return { kind: 'alias', name, start: anchorStart - 1, end: anchorEnd, anchor: undefined, tag: undefined };
  }

  #readText(event: EventOf<typeof EVENT_ID.SCALAR>): YamlNode {
    const { anchor, tag } = this.#properties(event);
    const value = getScalarValue(this.#text, event);
    const style = STYLES[event.style];
    if (style === 'block') this.#skip(BETWEEN);
    const quote = style.endsWith('quoted') ? 1 : 0;
    const start = event.valueStart === -1 || style === 'block' ? this.#end : event.valueStart - quote;
    if (event.valueStart !== -1) this.#end = event.valueEnd + quote;
    if (style === 'block') while (/[ \t\r\n]/.test(this.#text.charAt(this.#end - 1))) this.#end -= 1;
    return { kind: 'text', value, style, start, end: this.#end, anchor, tag };
  }

  #readList(event: EventOf<typeof EVENT_ID.SEQUENCE>): YamlNode {
    const { anchor, tag } = this.#properties(event);
    const { start } = event;
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    this.#end = isFlow ? start + 1 : start;
    const items = this.#until(() => {
      if (this.#isLeftOut()) this.#skip(BEFORE_ITEM);
      return this.#node();
    });
    if (isFlow) this.#close();
    return { kind: 'list', items, start, end: this.#end, anchor, tag };
  }

  #readMapping(event: EventOf<typeof EVENT_ID.MAPPING>): YamlNode {
    const { anchor, tag } = this.#properties(event);
    const { start } = event;
    const isBraced = event.style === COLLECTION_STYLE.FLOW && !this.#isPairOfList(event);
    this.#end = isBraced ? start + 1 : start;
    const pairs = this.#until(() => {
      if (this.#isLeftOut()) this.#skip(BEFORE_KEY);
      return { key: this.#node(), value: this.#readValue() };
    });
    if (isBraced) this.#close();
    return { kind: 'mapping', pairs, start, end: this.#end, anchor, tag };
  }

  #readValue(): YamlNode | undefined {
    if (!this.#isLeftOut() || this.#skip(BEFORE_VALUE)) return this.#node();
    this.#next += 1;
    return undefined;
  }

  /** Whether a mapping is an item of a list without braces of its own: `[key: value]`. */
  #isPairOfList({ start }: EventOf<typeof EVENT_ID.MAPPING>): boolean {
    const first = this.#events[this.#next];
    return this.#text.charAt(start) !== '{' || (first?.type === EVENT_ID.MAPPING && first.start === start);
  }

  /** Whether the next event stands for a text that is left out. */
  #isLeftOut(): boolean {
    const event = this.#events[this.#next];
    return event?.type === EVENT_ID.SCALAR && Math.max(event.valueStart, event.anchorStart, event.tagStart) === -1;
  }

  /** Reads until what is open ends. */
  #until<One>(read: () => One): One[] {
    const all: One[] = [];
    while (this.#events[this.#next]?.type !== EVENT_ID.POP) all.push(read());
    this.#next += 1;
    return all;
  }

  /** Goes behind the bracket that closes. */
  #close(): void {
    this.#skip(BETWEEN);
    this.#end += 1;
  }

  /** Goes behind what matches there, if it does. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#end;
    const isFound = pattern.test(this.#text);
    if (isFound) this.#end = pattern.lastIndex;
    return isFound;
  }

  #properties({ anchorStart, anchorEnd, tagStart, tagEnd }: Properties): Pick<Written, 'anchor' | 'tag'> {
    if (anchorStart === -1 && tagStart === -1) return NO_PROPERTIES;
    this.#end = Math.max(this.#end, anchorEnd, tagEnd);
    const written = (start: number, end: number) => (start === -1 ? undefined : this.#text.slice(start, end));
    return { anchor: written(anchorStart, anchorEnd), tag: written(tagStart, tagEnd) };
  }
}

const NO_PROPERTIES = { anchor: undefined, tag: undefined };
