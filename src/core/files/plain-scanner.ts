// Patterns tell how far a text is plain YAML (plain-yaml.ts): to look at each character takes several times as long.

/** Thrown where a text is not as plain as it has to be. */
export const UNUSUAL = new Error('this text is not plain YAML');

/** A key of a block: no quotes, no spaces, no sign of YAML. */
export const KEY = /[A-Za-z0-9_][\w.*+-]{0,200}(?=:[ \n])/y;
/** The same between braces. */
export const FLOW_KEY = /[A-Za-z0-9_][\w.*+-]{0,200}(?=: )/y;

/** The first character of a plain text: no sign of YAML, but a hyphen that is no dash of a list. */
const FIRST = String.raw`(?:[^\s\-?:,[\]{}#&*!|>'"%@\`]|-(?=[^\s,[\]{}]))`;
/** Plain text on one line, without spaces at its end: a colon within a word, and a hash sign within a word. */
export const PLAIN = new RegExp(String.raw`${FIRST}(?:[^ \n:]+|:(?=[^ \n])| +(?=[^ #\n]))*`, 'y');
/** The same on a further line. */
export const MORE_PLAIN = /(?:[^ \n:#]|:(?=[^ \n]))(?:[^ \n:]+|:(?=[^ \n])| +(?=[^ #\n]))*/y;
/** Plain text between brackets. */
export const FLOW_PLAIN = new RegExp(
  String.raw`${FIRST}(?:[^ \n:,[\]{}]+|:(?=[^ \n,[\]{}])| +(?=[^ #\n,[\]{}:]))*`,
  'y',
);
const SINGLE_QUOTED = /'(?:[^'\n]|'')*'/y;
const DOUBLE_QUOTED = /"[^"\\\n]*"/y;
/** What may follow a value on its line. */
export const LINE_END = /(?: +#[^\n]*| *)(?:\n|$)/y;
/** Lines without content, and the spaces before it. */
const BLANKS = /(?: *(?:#[^\n]*)?\n)*/y;
/** Spaces, if there are any. */
export const SPACES = / */y;
/** Spaces, comments and line ends within brackets, where a comment needs a space before it. */
const FLOW_GAP = /(?:(?:(?: +|(?<=\n))#[^\n]*(?=\n))?[ \n]+)*/y;
/** The head of a text whose lines are joined. */
export const FOLDED = />-\n/y;
/** A whole line. */
export const LINE = /[^\n]*\n/y;

/** Goes through a text, and throws `UNUSUAL` where it is not plain. */
export class PlainScanner {
  readonly text: string;
  /** Where reading goes on. */
  at = 0;
  /** Where the line after the value that was read last starts. */
  after = 0;
  /** The column of the next content, or -1 at the end. */
  column = -1;
  /** The column of the comment before it that is farthest to the right, or -1. */
  comment = -1;

  constructor(text: string) {
    this.text = text;
  }

  /** The text that a pattern matches here, and goes on behind it. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.at = pattern.lastIndex;
    return found[0];
  }

  /** Goes to the next content, at the start of a line. */
  nextLine(): void {
    const blanks = this.take(BLANKS) ?? '';
    this.comment = -1;
    if (blanks.includes('#'))
      for (const line of blanks.split('\n'))
        if (/^ *#/.test(line)) this.comment = Math.max(this.comment, line.indexOf('#'));
    const start = this.at;
    this.take(SPACES);
    this.column = this.at - start;
    const next = this.text[this.at];
    if (next === undefined) this.column = -1;
    // A comment at the end of the text, without a line break.
    else if (next === '#') throw UNUSUAL;
  }

  /** Ends a line behind a value, and goes to the next content. */
  endLine(): void {
    if (this.take(LINE_END) === undefined) throw UNUSUAL;
    this.after = this.at;
    this.nextLine();
  }

  /** A quoted text on one line, if one starts here; `first` is the character here. */
  quoted(first: string | undefined): string | undefined {
    if (first === "'") return this.take(SINGLE_QUOTED)?.slice(1, -1).replaceAll("''", "'");
    return first === '"' ? this.take(DOUBLE_QUOTED)?.slice(1, -1) : undefined;
  }

  /** Goes over spaces, comments and line breaks between brackets; a line has to stand farther to the right than its block. */
  gap(column: number): void {
    const gap = this.take(FLOW_GAP) ?? '';
    if (!gap.includes('\n')) return;
    const [, ...lines] = gap.split('\n');
    const last = lines.pop() ?? '';
    const isWithin = lines.every((line) => line.trim() === '' || line.indexOf('#') > column);
    if (last.length <= column || !isWithin) throw UNUSUAL;
  }

  /** Whether there is no more content. */
  get isAtEnd(): boolean {
    return this.column === -1;
  }

  /** Whether a key of a block stands here. */
  get isAtKey(): boolean {
    KEY.lastIndex = this.at;
    return KEY.test(this.text);
  }

  /** Whether an item of a block list starts here. */
  get isAtDash(): boolean {
    return this.text[this.at] === '-' && this.text[this.at + 1] === ' ';
  }
}
