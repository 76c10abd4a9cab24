/**
 * A dictionary of PDF. Values stay text (`12 0 R`, `[1 2]`, `(words)`) until a step needs their parts, because most of a
 * file does not change. Names keep their slash.
 */
export type Dictionary = Map<string, string>;

const SPACE = 32;

/** Parses a dictionary, `<<…>>` at the start of the text. */
export function parseDictionary(text: string): Dictionary {
  const entries: Dictionary = new Map();
  let at = skipSpace(text, 2);
  while (text[at] === '/') {
    const keyEnd = valueEnd(text, at);
    const start = skipSpace(text, keyEnd);
    const end = valueEnd(text, start);
    entries.set(text.slice(at, keyEnd), text.slice(start, end));
    at = skipSpace(text, end);
  }
  return entries;
}

/** Parses a text that is one dictionary and nothing else, each key once; undefined for another text. */
export function wholeDictionary(text: string): Dictionary | undefined {
  if (!text.startsWith('<<')) return undefined;
  const entries: Dictionary = new Map();
  let at = skipSpace(text, 2);
  while (text[at] === '/') {
    const keyEnd = valueEnd(text, at);
    const start = skipSpace(text, keyEnd);
    const end = valueEnd(text, start);
    const key = text.slice(at, keyEnd);
    if (entries.has(key)) return undefined;
    entries.set(key, text.slice(start, end));
    at = skipSpace(text, end);
  }
  return text.startsWith('>>', at) && at + 2 === text.length ? entries : undefined;
}

/** The members of an array; another value is the only member, and undefined has none. */
export function parseArray(text: string | undefined): string[] {
  if (text === undefined) return [];
  if (text[0] !== '[') return [text];
  const members: string[] = [];
  for (let at = skipSpace(text, 1); text[at] !== ']' && at < text.length;) {
    const end = valueEnd(text, at);
    members.push(text.slice(at, end));
    at = skipSpace(text, end);
  }
  return members;
}

/** Writes a dictionary; undefined values are omitted. */
export function writeDictionary(entries: Iterable<readonly [string, string | undefined]>): string {
  let text = '<<';
  for (const [key, value] of entries) {
    if (value === undefined) continue;
    text += '/[<('.includes(value[0] ?? ' ') ? `${key}${value}` : `${key} ${value}`;
  }
  return `${text}>>`;
}

/** The number of the object that a value refers to, undefined if it is not a reference. */
export function referred(value: string | undefined): number | undefined {
  if (value === undefined || !value.endsWith(' 0 R')) return undefined;
  const number = Number(value.slice(0, -4));
  return Number.isInteger(number) ? number : undefined;
}

/** A reference to an object. */
export function reference(number: number): string {
  return `${number} 0 R`;
}

/** A string object, in UTF-16 unless all is ASCII. */
export function textString(words: string): string {
  if (/^[\x20-\x7E]*$/.test(words)) return `(${words.replaceAll(/[\\()]/g, String.raw`\$&`)})`;
  return `<FEFF${Buffer.from(words, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
}

/** The text of a string object. */
export function readText(value: string): string {
  const bytes = value[0] === '<' ? Buffer.from(value.slice(1, -1), 'hex') : Buffer.from(unescaped(value), 'latin1');
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString('latin1');
  return Buffer.from(bytes.subarray(2)).swap16().toString('utf16le');
}

/** A date object, in UTC. */
export function dateString(date: Date): string {
  const digits = date
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/[-:T]/g, '');
  if (digits.length !== 14) throw new RangeError(`the date ${date.toISOString()} has no four-digit year`);
  return `(D:${digits}+00'00')`;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\(?:([0-7]{1,3})|(.))/gs, (_escape, octal?: string, character = '') => {
    return octal === undefined ? (ESCAPES[character] ?? character) : String.fromCharCode(parseInt(octal, 8));
  });
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= SPACE) at += 1;
  return at;
}

/** The end of the value that starts at a position. */
export function valueEnd(text: string, start: number): number {
  switch (text.charAt(start)) {
    case '(':
      return stringEnd(text, start);
    case '<':
      return text[start + 1] === '<' ? nestEnd(text, start) : text.indexOf('>', start) + 1;
    case '[':
      return nestEnd(text, start);
    default:
      return wordEnd(text, start);
  }
}

/** The end of a name, a number, a reference, `true`, `false` or `null`. */
function wordEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && !isBoundary(text.charCodeAt(at))) at += 1;
  // `12 0 R` is one value.
  return text.startsWith(' 0 R', at) && isDigit(text.charCodeAt(start)) ? at + 4 : at;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** White space and delimiters: `( ) / < > [ ]`. */
function isBoundary(code: number): boolean {
  return (
    code <= SPACE ||
    code === 40 ||
    code === 41 ||
    code === 47 ||
    code === 60 ||
    code === 62 ||
    code === 91 ||
    code === 93
  );
}

function stringEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

/** The end of an array or a dictionary. */
function nestEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length;) {
    const character = text[at];
    if (character === '(' || (character === '<' && text[at + 1] !== '<')) {
      at = valueEnd(text, at);
      continue;
    }
    const width = character === '<' || character === '>' ? 2 : 1;
    if (character === '<' || character === '[') depth += 1;
    else if (character === '>' || character === ']') depth -= 1;
    at += width;
    if (depth === 0) return at;
  }
  return text.length;
}
