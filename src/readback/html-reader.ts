import { Parser } from 'htmlparser2';
import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import type { ReadOutput, ReadPiece } from './read-text.ts';

/**
 * Reads the body of a page. The lists that say where figures come from (`details.figures`) are not read: they are closed,
 * and repeat figures. Nor are the letters of a chart, which is read as its alternative text.
 */
export function readHtml(html: string): ReadOutput {
  const pieces: ReadPiece[] = [];
  const tables: { rows: number; at: number }[] = [];
  const alternatives: ReadPiece[] = [];
  const headings: number[] = [];
  const file: SourceFile = { path: '', text: html };
  /** Depth inside an element that is not read; 0 outside. */
  let unread = 0;
  const parser: Parser = new Parser({
    onopentag(name, attributes) {
      const at = placeAt(file, parser.startIndex).line;
      // a chart that stands there twice, for wide and for narrow screens, has one alternative text around its drawings
      if (unread === 0 && PICTURES.has(name) && attributes['role'] === 'img') {
        alternatives.push({ text: attributes['aria-label'] ?? '', at });
      }
      if (unread > 0 || isUnread(name, attributes)) unread += 1;
      if (unread > 0) return;
      if (!INLINE_ELEMENTS.has(name)) pieces.push({ text: '\n', at });
      const table = tables.at(-1);
      if (/^h[1-6]$/.test(name)) headings.push(at);
      if (name === 'table') tables.push({ rows: 0, at });
      if (name === 'tr' && table) table.rows += 1;
      if (name === 'a' && attributes['title']) alternatives.push({ text: attributes['title'], at });
      if (name === 'img') alternatives.push({ text: attributes['alt'] ?? '', at });
    },
    ontext(text) {
      if (unread === 0) pieces.push({ text, at: placeAt(file, parser.startIndex).line });
    },
    onclosetag(name) {
      if (unread > 0) unread -= 1;
      else if (!INLINE_ELEMENTS.has(name)) pieces.push({ text: '\n', at: placeAt(file, parser.startIndex).line });
    },
  });
  parser.end(html);
  return { pieces, tables, alternatives, drawings: [], headings, artifacts: [], pages: 0 };
}

/** A link of a page: its words or its label. A number of a page is not there before it is printed: only the id of what begins there. */
export interface ReadLink {
  readonly href: string;
  readonly words: readonly (string | { readonly pageOf: string })[];
}

/** Reads the links of a page that is to be printed, in reading order. */
export function readLinks(html: string): ReadLink[] {
  const links: ReadLink[] = [];
  let open: { readonly words: (string | { readonly pageOf: string })[]; readonly isLabelled: boolean } | undefined;
  let hidden = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (hidden > 0 || 'hidden' in attributes) hidden += 1;
      if (hidden > 0) return;
      const { href, 'aria-label': label, 'data-page-of': pageOf } = attributes;
      if (name === 'a' && href !== undefined) {
        open = { words: label === undefined ? [] : [label], isLabelled: label !== undefined };
        links.push({ href, words: open.words });
      }
      if (pageOf !== undefined && open && !open.isLabelled) open.words.push({ pageOf });
    },
    ontext(text) {
      if (hidden === 0 && open && !open.isLabelled) open.words.push(text);
    },
    onclosetag(name) {
      if (hidden > 0) hidden -= 1;
      else if (name === 'a') open = undefined;
    },
  });
  parser.end(html);
  return links;
}

/** Elements that may be pictures; a mark of a figure is a picture within a line. */
const PICTURES: ReadonlySet<string> = new Set(['svg', 'div']);

/** Elements that do not end a line of text. */
const INLINE_ELEMENTS: ReadonlySet<string> = new Set(
  'a b button code del em i mark q s small span strong sub sup wbr'.split(' '),
);

function isUnread(name: string, attributes: Readonly<Record<string, string>>): boolean {
  return UNREAD.has(name) || 'hidden' in attributes || UNREAD_CLASSES.has(`${name}.${attributes['class']}`);
}

/** Lists that say where figures come from, and links to the files of charts. */
const UNREAD_CLASSES: ReadonlySet<string> = new Set(['details.figures', 'p.files']);

/** Elements whose content is not text of the page. */
const UNREAD: ReadonlySet<string> = new Set(['head', 'title', 'script', 'style', 'svg', 'template']);
