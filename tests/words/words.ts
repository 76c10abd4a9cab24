/** A row of the table: what is out, and what a colleague says. */
export interface WordRow {
  readonly say: string;
  readonly patterns: readonly RegExp[];
}

/** A place in a text where a word stands that is out; line and column from 1. */
export interface Found {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly say: string;
}

/** Reads the table of the page of words. A page without one is an error. */
export function readWords(page: string): WordRow[] {
  const [, table = ''] = /^\| Say \|.*\n\|[ -|]*\n((?:\|.*\n)+)/m.exec(page) ?? [];
  const rows = table
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, say = '', , found = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
      const sources = Array.from(found.matchAll(/`([^`]+)`/g), ([, source = '']) => source);
      return { say, patterns: sources.map((source) => new RegExp(`\\b(?:${source})\\b`, 'gi')) };
    });
  if (rows.length === 0 || rows.some(({ patterns }) => patterns.length === 0)) throw new Error('no table of words');
  return rows;
}

/** Where words stand in a text that are out: also as a word of an identifier, such as `mendedText`. */
export function findWords(text: string, words: readonly WordRow[]): Found[] {
  const found: Found[] = [];
  const add = (offset: number, at: string, say: string): void => {
    const before = text.slice(0, offset).split('\n');
    found.push({ line: before.length, column: (before.at(-1)?.length ?? 0) + 1, text: at, say });
  };
  // a space in a pattern may be the end of a line, with the marks of a comment
  const flat = text.replaceAll(/\n(?:[ \t]*(?:\*|\/\/|#|>)? ?)/g, (space) => ' '.repeat(space.length));
  const single = flat.replaceAll(/ {2,}/g, (spaces) => ` ${'\0'.repeat(spaces.length - 1)}`);
  const offsets: number[] = [];
  let packed = '';
  for (let index = 0; index < single.length; index += 1) {
    const letter = single.charAt(index);
    if (letter === '\0') continue;
    offsets.push(index);
    packed += letter;
  }
  const camel = [...text.matchAll(/\b\w*[a-z][A-Z]\w*\b/g)];
  for (const { say, patterns } of words) {
    for (const pattern of patterns) {
      for (const match of packed.matchAll(pattern)) add(offsets[match.index] ?? 0, match[0], say);
      for (const { 0: name, index } of camel) {
        const apart = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2');
        for (const match of apart.matchAll(pattern)) if (!match[0].includes(' ')) add(index, name, say);
      }
    }
  }
  return found.sort((a, b) => a.line - b.line || a.column - b.column);
}
