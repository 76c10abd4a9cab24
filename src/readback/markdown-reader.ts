import MarkdownIt, { type Token } from 'markdown-it';
import { readHtml } from './html-reader.ts';
import type { ReadOutput, ReadPiece } from './read-text.ts';

/**
 * Reads CommonMark with tables, and tables and pictures that are written as HTML. Definitions and indentation are not recognised, so
 * that footnotes are read as they are written.
 */
export function readMarkdown(markdown: string): ReadOutput {
  const reading: Reading = { pieces: [], tables: [], alternatives: [], headings: [], line: 1 };
  const parser = new MarkdownIt({ html: true }).disable(['reference', 'code']);
  for (const token of parser.parse(markdown.replace(HOST_CONTENTS, ''), {})) readBlock(token, reading);
  return { ...reading, drawings: [], artifacts: [], pages: 0 };
}

/** Where a host prints its own contents list. */
const HOST_CONTENTS = /^\[\[_TOC_\]\]$/m;

interface Reading {
  readonly pieces: ReadPiece[];
  readonly tables: { rows: number; at: number }[];
  readonly alternatives: ReadPiece[];
  readonly headings: number[];
  /** Counted from 1. */
  line: number;
}

function readBlock(token: Token, reading: Reading): void {
  if (token.map) reading.line = token.map[0] + 1;
  const { line } = reading;
  const table = reading.tables.at(-1);
  switch (token.type) {
    case 'inline':
      for (const child of token.children ?? []) readInline(child, reading);
      break;
    case 'table_open':
      reading.tables.push({ rows: 0, at: line });
      return;
    case 'tr_open':
      if (table) table.rows += 1;
      return;
    case 'heading_open':
      reading.headings.push(line);
      return;
    case 'list_item_open':
      if (token.info !== '') reading.pieces.push({ text: token.info, at: line, isMarker: true });
      break;
    case 'html_block':
      readHtmlBlock(token.content, reading);
      break;
    case 'code_block':
    case 'fence':
      reading.pieces.push({ text: token.content, at: line });
      break;
    default:
      return;
  }
  reading.pieces.push({ text: '\n', at: line });
}

function readInline(token: Token, reading: Reading): void {
  const { pieces, line: at } = reading;
  if (token.type === 'softbreak' || token.type === 'hardbreak') {
    pieces.push({ text: '\n', at });
    reading.line += 1;
  } else if (token.type === 'link_open') {
    const title = token.attrGet('title');
    if (title) reading.alternatives.push({ text: title, at });
  } else if (token.type === 'image') {
    reading.alternatives.push({ text: (token.children ?? []).map(({ content }) => content).join(''), at });
  } else if (token.type === 'html_inline') {
    reading.alternatives.push(...readHtml(token.content).alternatives.map(({ text }) => ({ text, at })));
  } else pieces.push({ text: token.content, at });
}

function readHtmlBlock(html: string, { pieces, tables, alternatives, line }: Reading): void {
  const inside = readHtml(html);
  const placed = <T extends { readonly at: number }>(read: T): T => ({ ...read, at: read.at + line - 1 });
  pieces.push(...inside.pieces.map(placed));
  tables.push(...inside.tables.map((table) => ({ ...table, at: table.at + line - 1 })));
  alternatives.push(...inside.alternatives.map(placed));
}
