import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Filled } from '../figure/filled-template.ts';

/** Brackets and marks of one paragraph, list or row: the time to pair them grows with the square of their number. */
export const MAX_MARKS = 5_000;

/** Characters of one paragraph, list or row: thirty pages. Some readings of it take the square of their number. */
export const MAX_CHARACTERS = 100_000;

/** Letters and digits of a word: no page has room for more, and the browser takes long to look for a place to break it. */
export const MAX_WORD = 1_000;

/** Chinese and its kin have no spaces, and break anywhere. */
const LONG_WORD = new RegExp(
  `[^\\s\\p{P}\\p{S}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]{${MAX_WORD + 1},}`,
  'u',
);

/** The same mark in a row: no text and no line across the page has as many. */
const MAX_RUN = 500;

/** Characters that open or close something in a line, and lines that make a heading of the line above. */
const MARKS = /[[\]*_~`]|^[ \t]*[=-]+[ \t]*$/gm;
const RUN = new RegExp(`([[\\]*_~\`])\\1{${MAX_RUN}}`);

/**
 * The Markdown of a filled template without the marks of parts that have too many of them, which are reported. The
 * offsets stay the same.
 */
export function withoutManyMarks(filled: Filled, diagnostics: Diagnostics): string {
  let offset = 0;
  const parts = filled.markdown.split(/(\n[ \t\r]*(?=\n))/).map((part) => {
    const start = offset;
    offset += part.length;
    if (part.length > MAX_CHARACTERS && Math.max(...linesOf(part).map(({ length }) => length)) > MAX_CHARACTERS) {
      const message = `there are more than ${MAX_CHARACTERS} characters here without a blank line`;
      const place = filled.placeOf(start + Math.max(0, part.search(/\S/)));
      diagnostics.error('document/too-long', message, place, 'leave a blank line between paragraphs');
      return ' '.repeat(part.length);
    }
    const word = part.length > MAX_WORD ? part.search(LONG_WORD) : -1;
    if (word >= 0) {
      const message = `there is a word of more than ${MAX_WORD} letters and digits here`;
      diagnostics.error('document/too-long', message, filled.placeOf(start + word), 'leave it out');
      return ' '.repeat(part.length);
    }
    if (part.length <= MAX_RUN || !(RUN.test(part) || marksIn(part) > MAX_MARKS)) return part;
    diagnostics.error(
      'document/too-long',
      `there are more than ${MAX_MARKS} brackets and marks, or ${MAX_RUN} equal ones in a row, here without a blank line`,
      filled.placeOf(start + Math.max(0, part.search(MARKS))),
      'close what is open, and leave a blank line between paragraphs',
    );
    return part.replaceAll(MARKS, (mark) => ' '.repeat(mark.length));
  });
  return parts.join('');
}

/** The number of marks; in a table, of the row that has the most, because each row is read by itself. */
function marksIn(part: string): number {
  return Math.max(...linesOf(part).map((text) => text.match(MARKS)?.length ?? 0));
}

/** The rows of a table, or the whole part. */
function linesOf(part: string): readonly string[] {
  const lines = part.split('\n');
  const isTable = lines.some((line) => line.includes('|') && line.includes('-') && !/[^-|: \t\r]/.test(line));
  return isTable ? lines : [part];
}
