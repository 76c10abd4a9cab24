import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { FlavourName } from '../../brief/flavour-names.ts';
import { type Marker, type MarkerForm, markerForm } from '../markers.ts';
import { markerOf, tornMarker, LineStarts, inItsLine, lineEnd } from '../marker-places.ts';

// A page may be large and there may be thousands, so pages are not parsed: one expression steps from one construct that
// hides markers, such as a block of code, to the next.

/** Finds the markers of a page in order. What stands in code, or in another comment, is text. */
export function markersIn(text: string, flavour: FlavourName): Marker[] {
  if (!text.includes('assay')) return [];
  switch (flavour) {
    case 'mediawiki':
      return wikitextMarkers(text);
    case 'dokuwiki':
      return dokuwikiMarkers(text);
    case 'confluence':
      return storageMarkers(text);
    default: {
      const start = frontMatterEnd(text);
      return markdownMarkers(text, markerForm(flavour)).filter((marker) => marker.start >= start);
    }
  }
}

/** Where the front matter of a page ends, in which hosts hide nothing: data about the page, above its text. */
function frontMatterEnd(text: string): number {
  return (
    /^\uFEFF?---[ \t]*\r?\n(?=[\w"'#-][^\n]*:|---)(?:[^]*?\r?\n)??---[ \t]*(?:\r?\n|$)/.exec(text)?.[0].length ?? 0
  );
}

/** The form of another flavour's markers, if a page has one; with its offset. */
export function foreignMarker(
  text: string,
  flavour: FlavourName,
): { readonly form: MarkerForm; readonly at: number } | undefined {
  if (!text.includes('assay')) return undefined;
  const own = markerForm(flavour);
  for (const [form, expression] of Object.entries(FOREIGN) as [MarkerForm, RegExp][]) {
    const at = form === own ? -1 : text.search(expression);
    if (at >= 0) return { form, at };
  }
  return undefined;
}

const FOREIGN: Readonly<Record<MarkerForm, RegExp>> = {
  comment: /<!--\s*assay\s+[a-z]+=/,
  expression: /\{\/\*\s*assay\s+[a-z]+=/,
  macro: /<ac:parameter\b[^>]*>\s*assay\s+[a-z]+=/,
  media: /\{\{assay>\s*[a-z]+=/,
};

/** What decides whether a sign of a marker is text: fences, escaped characters, and code within a line. */
const MARKDOWN: Readonly<Record<'comment' | 'expression', RegExp>> = {
  comment: /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t>]+)*)(`{3,}(?=[^`\n]*$)|~{3,})|\\[^]|(`+)|<!--/gm,
  expression: /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t>]+)*)(`{3,}(?=[^`\n]*$)|~{3,})|\\[^]|(`+)|\{\/\*/gm,
};

/**
 * Steps through a page of Markdown. Where lists, quotations and HTML make it doubtful what is code, a parser decides;
 * it takes a hundred times as long.
 */
function markdownMarkers(text: string, form: MarkerForm): Marker[] {
  const isComment = form === 'comment';
  const step = new RegExp(MARKDOWN[isComment ? 'comment' : 'expression']);
  const close = isComment ? '-->' : '*/}';
  const codeEnds = new CodeEnds(text);
  const lines = new LineStarts(text);
  const markers: Marker[] = [];
  const certain = (isCertain: boolean): boolean => isCertain || !isComment;
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
 * begin another block, and its line is no HTML.
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

/** In wikitext, elements whose content is no wikitext. One that is not closed is text itself. */
const WIKITEXT = /<!--|<(nowiki|pre|syntaxhighlight|source|math)\b[^>]*(?<!\/)>/gi;

function wikitextMarkers(text: string): Marker[] {
  const step = new RegExp(WIKITEXT);
  const markers: Marker[] = [];
  for (let found = step.exec(text); found; found = step.exec(text)) {
    const [, element] = found;
    const from = step.lastIndex;
    if (element !== undefined) {
      step.lastIndex = elementEnd(text, element, from);
      continue;
    }
    const to = text.indexOf('-->', from);
    const marker =
      to === -1 ? tornMarker(text, from, found.index) : markerOf(text.slice(from, to), from, found.index, to + 3);
    if (marker) markers.push(marker);
    step.lastIndex = to === -1 ? text.length : to + 3;
  }
  return markers;
}

/** The offset after the end of an element; where it began, if it is not closed. */
function elementEnd(text: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}\\s*>`, 'gi');
  closing.lastIndex = from;
  return closing.exec(text) ? closing.lastIndex : from;
}

/** In DokuWiki, code and unread text, lines that an indent makes code, and files. */
const DOKUWIKI = /<(code|file|nowiki|html|php)\b[^>\n]*>|%%|^(?: {2,}|\t)[ \t]*(?![-*\s])[^\n]*|\{\{/gim;

function dokuwikiMarkers(text: string): Marker[] {
  const step = new RegExp(DOKUWIKI);
  const markers: Marker[] = [];
  for (let found = step.exec(text); found; found = step.exec(text)) {
    const [sign, element] = found;
    const from = step.lastIndex;
    if (element !== undefined) step.lastIndex = elementEnd(text, element, from);
    const close = sign === '{{' ? '}}' : sign === '%%' ? '%%' : undefined;
    const to = close === undefined ? -1 : text.indexOf(close, from);
    if (to === -1) continue;
    step.lastIndex = to + 2;
    const [, name, words = ''] = /^(assay>|\/assay)([^?|]*)/.exec(text.slice(from, to)) ?? [];
    if (sign !== '{{' || name === undefined) continue;
    const kind = name === '/assay' ? 'closing' : 'opening';
    const said = words.trim();
    const wordsAt = from + name.length + (said === '' ? 0 : words.indexOf(said));
    markers.push({ kind, start: found.index, end: step.lastIndex, words: said, wordsAt });
  }
  return markers;
}

/** In the storage format, unread text, comments, the ends of lines of text, and macros. */
const STORAGE = /<!\[CDATA\[|<!--|<(\/?)(?:p|h[1-6])(?:\s[^>]*)?(?<!\/)>|<ac:structured-macro\b[^>]*>/g;

/** What follows the start of an anchor whose name is the text of a marker. */
const ANCHOR = /\s*<ac:parameter\b[^>]*>([^<]*)<\/ac:parameter>\s*<\/ac:structured-macro>/y;

function storageMarkers(text: string): Marker[] {
  const step = new RegExp(STORAGE);
  const markers: Marker[] = [];
  /** The start of the line of text that is open. */
  let line: { readonly start: number; readonly contentAt: number } | undefined;
  for (let found = step.exec(text); found; found = step.exec(text)) {
    const [sign, slash] = found;
    if (sign === '<![CDATA[' || sign === '<!--') {
      const close = sign === '<!--' ? '-->' : ']]>';
      const to = text.indexOf(close, step.lastIndex);
      step.lastIndex = to === -1 ? text.length : to + close.length;
    } else if (slash !== undefined) {
      line = slash === '' ? { start: found.index, contentAt: step.lastIndex } : undefined;
    } else if (/\sac:name="anchor"/.test(sign)) {
      ANCHOR.lastIndex = step.lastIndex;
      const anchor = ANCHOR.exec(text);
      if (!anchor) continue;
      const content = anchor[1] ?? '';
      const contentAt = text.indexOf('>', text.indexOf('<ac:parameter', step.lastIndex)) + 1;
      const marker = markerOf(content, contentAt, found.index, ANCHOR.lastIndex);
      step.lastIndex = ANCHOR.lastIndex;
      if (marker) markers.push(inItsLine(text, marker, line));
    }
  }
  return markers;
}
