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

/** Escapes a text with `escape`, and puts in what keeps the host from acting on it. */
export function withHostMarks(node: Text, marks: readonly HostMark[], escape: (node: Text) => string): string {
  let { value } = node;
  for (const [index, { at, put }] of marks.entries()) {
    // A backslash after a backslash would be the character itself.
    const fitting = put === '\\' ? new RegExp(`(?<!\\\\)(?:${at.source})`, 'g') : at;
    const joined = put === '\\' ? new RegExp(`(?<=\\\\)(?:${at.source})`, 'g') : undefined;
    if (joined) value = value.replaceAll(joined, WORD_JOINER);
    value = value.replaceAll(fitting, placeholder(index));
  }
  if (value === node.value) return escape(node);
  let safe = escape({ ...node, value });
  for (const [index, { put }] of marks.entries()) {
    // Markdown may escape the same character.
    const written = put === '\\' ? `${placeholder(index)}\\` : placeholder(index);
    safe = safe.replaceAll(written, () => put).replaceAll(placeholder(index), () => put);
  }
  return safe;
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
