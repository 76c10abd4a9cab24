import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { ReadOutput, ReadPiece } from './text.ts';

type HtmlNode = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * Reads the body of a page as a browser does, with a parser that had no part in writing it. The notes on where figures
 * come from are left out: they are shown one at a time and hold figures of their own.
 */
export function readHtml(html: string): ReadOutput {
  const reading: Reading = { pieces: [], tables: [], alternatives: [], headings: [], line: 1 };
  readNode(parse(html, { sourceCodeLocationInfo: true }), reading);
  return { ...reading, drawings: [], furniture: [], pages: 0 };
}

interface Reading {
  readonly pieces: ReadPiece[];
  readonly tables: { rows: number; at: number }[];
  readonly alternatives: ReadPiece[];
  readonly headings: number[];
  /** The line of what is being read. */
  line: number;
}

/** Elements that stand within a line of text; all others stand alone. */
const WITHIN_LINES: ReadonlySet<string> = new Set([
  'a',
  'b',
  'button',
  'code',
  'del',
  'em',
  'i',
  'mark',
  'q',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'wbr',
]);

/** Elements whose content is no text of the page. */
const UNREAD: ReadonlySet<string> = new Set(['head', 'script', 'style', 'template', 'title', 'desc', 'aside']);

function readNode(node: HtmlNode, reading: Reading): void {
  if (node.nodeName === '#text' && 'value' in node) {
    reading.line = node.sourceCodeLocation?.startLine ?? reading.line;
    reading.pieces.push({ text: node.value, at: reading.line });
  } else if ('tagName' in node) {
    readElement(node, reading);
  } else if ('childNodes' in node) {
    for (const child of node.childNodes) readNode(child, reading);
  }
}

function readElement(element: Element, reading: Reading): void {
  const { tagName, attrs, childNodes, sourceCodeLocation } = element;
  const attribute = (name: string): string | undefined => attrs.find((one) => one.name === name)?.value;
  if (UNREAD.has(tagName) || attribute('hidden') !== undefined) return;
  reading.line = sourceCodeLocation?.startLine ?? reading.line;
  const { line: at } = reading;
  if (/^h[1-6]$/.test(tagName)) reading.headings.push(at);
  if (tagName === 'table') reading.tables.push({ rows: 0, at });
  const table = reading.tables.at(-1);
  if (tagName === 'tr' && table) table.rows += 1;
  if (tagName === 'svg' && attribute('role') === 'img') {
    reading.alternatives.push({ text: attribute('aria-label') ?? '', at });
  }
  if (tagName === 'img') reading.alternatives.push({ text: attribute('alt') ?? '', at });
  for (const child of childNodes) readNode(child, reading);
  if (!WITHIN_LINES.has(tagName)) reading.pieces.push({ text: '\n', at });
}
