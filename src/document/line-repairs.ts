import type { Place } from '../core/diagnostics/source-file.ts';
import type { Filled } from '../figure/filled-template.ts';

/** Text that takes the place of a part of the Markdown, so that a reported mistake has no consequences. */
export interface Repair {
  /** Offsets in UTF-16 units; equal where text is only added. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A line of the Markdown that stands in no block of code. */
export interface Line {
  /** Offset of its first character. */
  readonly start: number;
  readonly text: string;
}

/** The lines outside blocks of code. A block of code counts as one empty line. */
export function linesOf(markdown: string): Line[] {
  const lines: Line[] = [];
  let [offset, code] = [0, ''];
  for (const text of markdown.split('\n')) {
    const [, mark = ''] = /^[ \t>]*(`{3,}|~{3,})/.exec(text) ?? [];
    const isCode = code !== '' || mark !== '';
    if (code === '') code = mark;
    else if (mark.startsWith(code)) code = '';
    lines.push({ start: offset, text: isCode ? '' : text });
    offset += text.length + 1;
  }
  return lines;
}

/** The place in the template of a part of the Markdown, as far as it stands on one line there. */
export function placeOfSpan({ placeOf }: Pick<Filled, 'placeOf'>, start: number, end: number): Place | undefined {
  const [first, last] = [placeOf(start), placeOf(Math.max(start, end - 1))];
  if (!first || last?.file !== first.file || last.line !== first.line) return first;
  return { ...first, length: Math.max(first.length, last.column + last.length - first.column) };
}

/** The place of a line, without the space around its text. */
export function placeOfLine(filled: Filled, { start, text }: Line): Place | undefined {
  return placeOfSpan(filled, start + Math.max(0, text.search(/\S/)), start + text.trimEnd().length);
}

/** The filled template with repairs. Its places are those of the template. */
export function withRepairs(filled: Filled, repairs: readonly Repair[]): Filled {
  if (repairs.length === 0) return filled;
  const sorted = repairs.toSorted((a, b) => a.start - b.start);
  let [markdown, end] = ['', 0];
  /** Where each part that is kept starts in the new text and in the old one. */
  const parts: { readonly at: number; readonly from: number }[] = [];
  const keep = (to: number): void => {
    parts.push({ at: markdown.length, from: end });
    markdown += filled.markdown.slice(end, to);
  };
  for (const repair of sorted) {
    keep(repair.start);
    parts.push({ at: markdown.length, from: repair.start });
    markdown += repair.text;
    end = repair.end;
  }
  keep(filled.markdown.length);
  return {
    ...filled,
    markdown,
    placeOf: (offset) => {
      const part = parts.findLast(({ at }) => at <= offset);
      return filled.placeOf(part ? part.from + offset - part.at : offset);
    },
  };
}
