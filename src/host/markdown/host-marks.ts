import type { Text } from 'mdast';

/**
 * Something that a host acts on in plain text after Markdown was read, such as `@name` and `:smile:`. An escape of
 * Markdown does not help where the host looks at the finished page; then something invisible between the characters does.
 */
export interface HostMark {
  /** Where something is put in: matches an empty text. */
  readonly at: RegExp;
  readonly put: string;
}

/** An empty comment: it splits the text in which the host looks, and shows nothing. */
export const COMMENT = '<!-- -->';

/** Shows nothing, and keeps characters apart where nothing else may stand. */
export const WORD_JOINER = '\u2060';

/** Invisible characters that no text of a document has, one for each mark. */
const FIRST_PLACEHOLDER = 0xe100;

/** Underscores before or after placeholders, escaped or not. */
const BESIDE_PLACEHOLDER = /(?:\\?_)+(?=[\uE100-\uE1FF])|(?<=[\uE100-\uE1FF])(?:\\?_)+/g;

/** Escapes a text with `escape`, and puts in what keeps the host from acting on it. */
export function withHostMarks(node: Text, marks: readonly HostMark[], escape: (node: Text) => string): string {
  const placed = marks.flatMap(placements).map(({ at, put }, index) => ({ at, put, holder: placeholder(index) }));
  let { value } = node;
  for (const { at, holder } of placed) value = value.replaceAll(at, holder);
  if (value === node.value) return escape(node);
  // A placeholder counts as a letter, and underscores between letters are not escaped; what takes its place is none.
  let safe = escape({ ...node, value }).replaceAll(BESIDE_PLACEHOLDER, (run) => run.replaceAll(/\\?_/g, '\\_'));
  for (const { put, holder } of placed) {
    // Markdown may escape the same character.
    const written = put.endsWith('\\') ? `${holder}\\` : holder;
    safe = safe.replaceAll(written, () => put).replaceAll(holder, () => put);
  }
  return safe;
}

/** A backslash after a backslash would be that character itself, so there the first one is escaped, too. */
function placements({ at, put }: HostMark): HostMark[] {
  if (put !== '\\') return [{ at, put }];
  return [
    { at: new RegExp(`(?<=\\\\)(?:${at.source})`, 'g'), put: '\\\\' },
    { at: new RegExp(`(?<![\\\\\uE100-\uE1FF])(?:${at.source})`, 'g'), put },
  ];
}

function placeholder(index: number): string {
  return String.fromCodePoint(FIRST_PLACEHOLDER + index);
}

/** `[[page]]`, which wikis look for before they read Markdown. */
export const WIKI_LINK: HostMark = { at: /(?<=\[)(?=\[)/g, put: COMMENT };

/** `:smile:`, also between digits: `1:100:5`. */
export const EMOJI: HostMark = { at: /(?<=:)(?=[\w+-]+:)/g, put: COMMENT };

/** `@name`. */
export const MENTION: HostMark = { at: /(?<=(?<![\w])@)(?=\w)/g, put: COMMENT };

/** `/close` at the start of a line: GitLab carries it out, in issues and comments. */
export const QUICK_ACTION: HostMark = { at: /(?<![^\n])(?=\/[A-Za-z])/g, put: '\\' };

/** `https://…`, `www.…` and `name@host`, of which hosts make links. */
export const BARE_LINK: HostMark = { at: /(?<=\w:)(?=\/\/)|(?<=\bwww)(?=\.)|(?<=\w@)(?=\w)/gi, put: COMMENT };

/**
 * `{{ … }}` and `{% … %}`, which Jekyll carries out before Markdown is read: GitHub and GitLab put it before pages. A backslash
 * after the first character means nothing to it.
 */
export const LIQUID: HostMark = { at: /(?<=\{)(?=[{%])/g, put: '\\' };

/** The same in what is not text of Markdown, as in addresses and HTML: a reference to the character, but not in code. */
export function withoutLiquid(markdown: string): string {
  return markdown.replaceAll(/\{(?=[{%])/g, '&#123;');
}

/** Whether Jekyll would carry out something in a text. */
export function hasLiquid(text: string): boolean {
  return /\{[{%]/.test(text);
}
