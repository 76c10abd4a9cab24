import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Marking } from '../host.ts';
import { COMMENT, lineEnd, LineStarts, type Marker, markerOf, tornMarker } from '../markers.ts';

// A page may be large and there may be thousands, so pages are not parsed: one expression steps from one construct that
// hides markers, such as a block of code, to the next.

/** A comment in Markdown. */
export interface MarkdownComment {
  /** The source of an expression that finds where one begins. */
  readonly open: string;
  readonly close: string;
  /** Whether it is one of HTML, which indents and blank lines may turn into something else. */
  readonly isHtml: boolean;
}

const HTML: MarkdownComment = { open: '<!--', close: '-->', isHtml: true };

/** Finds the markers of a page of Markdown, below its front matter. */
export function markdownMarkers(text: string, comment: MarkdownComment = HTML): Marker[] {
  const start = frontMatterEnd(text);
  return steppedMarkers(text, comment).filter((marker) => marker.start >= start);
}

/** Regions in Markdown that hides comments of HTML. */
export const MARKDOWN_MARKING: Marking = {
  form: COMMENT,
  find: (page) => markdownMarkers(page),
  isSpaced: true,
  hidesLine: true,
  hasDashes: true,
};

/** Where the front matter of a page ends, in which hosts hide nothing: data about the page, above its text. */
function frontMatterEnd(text: string): number {
  return (
    /^\uFEFF?---[ \t]*\r?\n(?=[\w"'#-][^\n]*:|---)(?:[^]*?\r?\n)??---[ \t]*(?:\r?\n|$)/.exec(text)?.[0].length ?? 0
  );
}

/** What decides whether a sign of a marker is text: fences, escaped characters, and code within a line. */
const STEP = String.raw`^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t>]+)*)(\`{3,}(?=[^\`\n]*$)|~{3,})|\\[^]|(\`+)`;

/**
 * Steps through a page of Markdown. Where lists, quotations and HTML make it doubtful what is code, a parser decides;
 * it takes a hundred times as long.
 */
function steppedMarkers(text: string, { open, close, isHtml }: MarkdownComment): Marker[] {
  const step = new RegExp(`${STEP}|${open}`, 'gm');
  const codeEnds = new CodeEnds(text);
  const lines = new LineStarts(text);
  const markers: Marker[] = [];
  const certain = (isCertain: boolean): boolean => isCertain || !isHtml;
  for (let found = step.exec(text); found; found = step.exec(text)) {
    const [sign, before = '', fence, ticks] = found;
    const from = step.lastIndex;
    if (fence !== undefined) {
      if (!certain(before === '')) return parsedMarkers(text);
      step.lastIndex = fenceEnd(text, { before, fence }, from);
    } else if (ticks !== undefined) {
      const end = codeEnds.after(from, ticks.length);
      if (!certain(isPlainCode(text.slice(found.index, end), lines.before(found.index)))) return parsedMarkers(text);
      step.lastIndex = end;
    } else if (sign.startsWith('\\')) {
      if (!certain(isPlainCode(sign, lines.before(found.index)))) return parsedMarkers(text);
    } else {
      const to = text.indexOf(close, from);
      const end = to === -1 ? text.length : to + close.length;
      const marker =
        to === -1 ? tornMarker(text, from, found.index) : markerOf(text.slice(from, to), from, found.index, end);
      if (!certain(isPlainComment(text.slice(found.index, end), lines.before(found.index)))) return parsedMarkers(text);
      if (marker) markers.push(marker);
      step.lastIndex = end;
    }
  }
  return certain(!(HTML_LINE.test(text) && text.includes('`'))) ? markers : parsedMarkers(text);
}

/** A line that may begin a block of HTML, in which backticks are text. */
const HTML_LINE = /^ {0,3}<(?!!--|a name=)[a-z/!?]/im;

/**
 * Whether code or an escaped character within a line is one for certain: it does not reach into another line, which may
 * begin another block, and its line is not HTML.
 */
function isPlainCode(code: string, before: string): boolean {
  return !code.includes('\n') && !/^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[\s>]*)*</.test(before);
}

/** Whether a comment is one for certain: no indent may make it code, and no blank line ends it. */
function isPlainComment(comment: string, before: string): boolean {
  if (/^ {0,3}$/.test(before)) return true;
  return !/\n\s*\n/.test(comment) && !/ {4}|\t|^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[\s>]*)*$/.test(before);
}

/** Where a fenced block ends: after the line that closes it, as little indented, else at the end of the page. */
function fenceEnd(text: string, { before, fence }: { before: string; fence: string }, from: number): number {
  const closing = new RegExp(
    `^${before === '' ? ' {0,3}' : '[ \\t>]*'}${fence.charAt(0)}{${fence.length},}[ \\t\\r]*$`,
    'gm',
  );
  closing.lastIndex = lineEnd(text, from);
  return closing.exec(text) ? closing.lastIndex : text.length;
}

/** Finds where code within a line ends: at as many backticks as it began with, in the same paragraph. */
class CodeEnds {
  readonly #text: string;
  /** By number of backticks, an offset up to which no run of as many follows. */
  readonly #none = new Map<number, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset after the code that begins before `from`; `from` itself if these backticks are text. */
  after(from: number, count: number): number {
    const blank = this.#none.get(count);
    if (blank !== undefined && from < blank) return from;
    const closing = new RegExp(`(?<!\`)\`{${count}}(?!\`)|\\n[ \\t\\r>]*\\n`, 'g');
    closing.lastIndex = from;
    const found = closing.exec(this.#text);
    if (found?.[0].startsWith('`')) return closing.lastIndex;
    this.#none.set(count, found?.index ?? this.#text.length);
    return from;
  }
}

/** The markers in the HTML that a parser of Markdown finds in a page. */
function parsedMarkers(text: string): Marker[] {
  const markers: Marker[] = [];
  const visit = (node: Nodes): void => {
    if ('children' in node) for (const child of node.children) visit(child);
    if (node.type !== 'html') return;
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? 0;
    for (let at = text.indexOf('<!--', start); at !== -1 && at < end;) {
      const to = text.indexOf('-->', at + 4);
      const isTorn = to === -1 || to >= end;
      const marker = isTorn ? tornMarker(text, at + 4, at) : markerOf(text.slice(at + 4, to), at + 4, at, to + 3);
      if (marker) markers.push(marker);
      at = isTorn ? -1 : text.indexOf('<!--', to + 3);
    }
  };
  visit(unified().use(remarkParse).use(remarkGfm).parse(text));
  return markers;
}
