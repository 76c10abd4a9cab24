// Reads directives that draw charts as they are written: over several lines, and with quotes and braces that are wrong or missing, so
// that each such mistake has one message that says what to write.

/** What may be wrong with the quotes of a value. */
export type QuoteFault = 'missing' | 'curly' | 'open';

/** An attribute as it is written. */
export interface WrittenAttribute {
  readonly key: string;
  readonly value: string;
  /** Offsets of both in the text. */
  readonly at: number;
  readonly valueAt: number;
  readonly fault: QuoteFault | undefined;
}

/** A directive `::chart{…}` as it is written. */
export interface WrittenDirective {
  /** Offsets of its first colon and behind its last sign. */
  readonly at: number;
  readonly end: number;
  readonly attributes: readonly WrittenAttribute[];
  /** Whether its brace is closed. */
  readonly isClosed: boolean;
}

/** A line with colons as it is written: what opens or closes a block, or a directive of one line. */
export interface WrittenFence {
  /** What the colons are in: quotations and items of lists. */
  readonly before: string;
  readonly colons: number;
  /** Whether the name follows them without a space. */
  readonly isGlued: boolean;
  /** Empty in a line that closes a block. */
  readonly name: string;
  /** What follows the name. */
  readonly rest: string;
}

const FENCE =
  /^(?<before>(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*)(?<colons>:{2,})(?<gap>[ \t]*)(?<name>[A-Za-z][\w-]*)?(?<rest>.*)$/;

/** The colons of a line, with what they begin; undefined where it has none. */
export function fenceIn(line: string): WrittenFence | undefined {
  const { before = '', colons, gap, name = '', rest = '' } = FENCE.exec(line)?.groups ?? {};
  return colons === undefined ? undefined : { before, colons: colons.length, isGlued: gap === '', name, rest };
}

/** The id among the attributes of a block, with its offset in them. */
export function idIn(attributes: string): { readonly id: string; readonly at: number } | undefined {
  const found = /#([^\s}"'=]+)/.exec(attributes);
  return found?.[1] === undefined ? undefined : { id: found[1], at: found.index + 1 };
}

const BEGIN = /^[ \t]*::chart(?:\[[^\]]*\])?\{/;

/** A line that ends a directive whose brace is not closed: an empty one, or another directive. */
const NEXT = /^[ \t]*(?:$|::)/;

/** Lines that a directive takes at most. */
const MOST_LINES = 40;

/** The directive that draws a chart and begins with a line of a text; undefined where none does. */
export function directiveAt(text: string, at: number): WrittenDirective | undefined {
  const [first = ''] = linesFrom(text, at, 1);
  const [opening] = BEGIN.exec(first) ?? [];
  if (opening === undefined) return undefined;
  const lines = linesFrom(text, at, MOST_LINES);
  const next = lines.findIndex((line, index) => index > 0 && NEXT.test(line));
  const own = next < 0 ? lines : lines.slice(0, next);
  const last = own.findIndex((line) => line.trimEnd().endsWith('}'));
  const isClosed = last >= 0;
  // text behind the brace is reported with the other directives
  const unquoted = first.slice(opening.length).replaceAll(/"[^"]*"|'[^']*'/g, '');
  if (last !== 0 && unquoted.includes('}')) return undefined;
  const other = own.findIndex((line, index) => index > 0 && !/^\s*[a-z]+=/.test(line));
  const whole = own.slice(0, isClosed ? last + 1 : other < 0 ? own.length : other).join('\n');
  const length = whole.trimEnd().length;
  const body = whole.slice(opening.length, isClosed ? length - 1 : length);
  return {
    at: at + first.indexOf('::'),
    end: at + length,
    attributes: attributesIn(body, at + opening.length),
    isClosed,
  };
}

function linesFrom(text: string, at: number, most: number): string[] {
  const lines: string[] = [];
  for (let from = at; lines.length < most && from <= text.length;) {
    const end = text.indexOf('\n', from);
    lines.push(text.slice(from, end < 0 ? text.length : end));
    if (end < 0) break;
    from = end + 1;
  }
  return lines;
}

const CURLY = '“”„‟«»‘’‚‹›';
const KEY = /\s*([^\s="']+)/y;
const EQUALS = /[ \t]*=[ \t]*/y;
const QUOTED = new RegExp(`(["'])([^"']*?)\\1|([${CURLY}])([^${CURLY}"']*)(?:[${CURLY}"']|$)`, 'uy');
/** Up to the next key, or to the end. */
const BARE = /["']?((?:(?!\s+[a-z]+=(?!\s))[^])*)/y;

function attributesIn(body: string, from: number): WrittenAttribute[] {
  const found: WrittenAttribute[] = [];
  for (let at = 0; ;) {
    const name = matchAt(KEY, body, at);
    if (!name) {
      // a quote or a sign of equality without a key
      const rest = body.slice(at).search(/\S/);
      if (rest < 0) return found;
      const stray = matchAt(/[="']+/y, body, at + rest);
      at += rest + Math.max(1, stray?.[0].length ?? 1);
      continue;
    }
    const [whole, key = ''] = name;
    const keyAt = at + whole.length - key.length;
    at += whole.length;
    const equals = matchAt(EQUALS, body, at);
    const value = equals ? valueAt(body, at + equals[0].length) : { value: '', at, end: at, fault: undefined };
    found.push({ key, value: value.value, at: from + keyAt, valueAt: from + value.at, fault: value.fault });
    at = value.end;
  }
}

interface ReadValue {
  readonly value: string;
  readonly at: number;
  readonly end: number;
  readonly fault: QuoteFault | undefined;
}

function valueAt(body: string, at: number): ReadValue {
  const quoted = matchAt(QUOTED, body, at);
  const value = quoted?.[2] ?? quoted?.[4];
  if (quoted && value !== undefined) {
    const isOpen = quoted[2] !== undefined && NEXT_KEY.test(value);
    if (!isOpen) {
      return { value, at: at + 1, end: at + quoted[0].length, fault: quoted[3] === undefined ? undefined : 'curly' };
    }
  }
  const [whole = '', bare = ''] = matchAt(BARE, body, at) ?? [];
  const isOpen = whole !== bare;
  const text = bare.trimEnd().replace(TRAILING, '');
  return { value: text, at: at + (isOpen ? 1 : 0), end: at + whole.length, fault: isOpen ? 'open' : 'missing' };
}

/** What ends a value whose quote is open: the key of the next one. */
const NEXT_KEY = /\s[a-z]+=$/;
const TRAILING = new RegExp(`["'${CURLY}]$`, 'u');

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
