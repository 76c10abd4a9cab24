import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { MAX_WORKBOOK_BYTES } from '../tables/importing/spreadsheet/workbook.ts';
import { readHtmlDocument } from './html-document.ts';
import { readPdfDocument } from './pdf-document.ts';
import { readCsvDocument, readWorkbookDocument } from './sheet-document.ts';
import type { SourceDocument } from './source-document.ts';
import type { SourceRecord } from './source-record.ts';
import { readText } from './text-document.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { SourceFile } from '../core/diagnostics/source-file.ts';
import { PRIVATE_USE } from '../core/diagnostics/source-text.ts';
import { UnreadableSource } from './unreadable-source.ts';

/** Bytes of a source at most: of a PDF, and of a text. */
export const MAX_SOURCE_BYTES = 200 * 1024 * 1024;
const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/** What a ZIP archive shows about its content. */
export interface Archive {
  readonly names: readonly string[];
  /** The kind that an OpenDocument file says it is. */
  readonly type: string;
}

/** The file that is read. */
interface SourceBytes {
  /** Relative to the root folder. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly sections: SourceRecord['sections'];
  readonly vocabulary: Vocabulary;
  readonly diagnostics: Diagnostics;
}

/** All that is known about files of a format. */
interface SourceFormat {
  /** As messages name a file of it. */
  readonly name: string;
  /** How names of its files end; the first is the one that Assay gives. */
  readonly ends: readonly [string, ...string[]];
  /** The media types under which hosts send it. */
  readonly types: readonly string[];
  readonly mostBytes: number;
  /** Whether the first bytes show it, as Latin-1. One that shows nothing is known by its name. */
  readonly startsAs?: (start: string) => boolean;
  /** Whether the content of a ZIP archive shows it. */
  readonly archivedAs?: (archive: Archive) => boolean;
  /** Where a web address can lead in it: to a page, to words, or by default to the file alone. */
  readonly linksTo?: 'page' | 'words';
  /** Throws an UnreadableSource. */
  readonly read: (file: SourceBytes) => SourceDocument | undefined | Promise<SourceDocument | undefined>;
}

const HTML_START =
  /^\s*(?:\u00EF\u00BB\u00BF)?\s*(?:<!--[^]*?-->\s*)*(?:<!doctype html|<html\b|<\?xml[^>]*>\s*<(?:!doctype )?html)/i;

/** The formats from which a release can be read. To add one, write its reader and its entry here. */
export const SOURCE_FORMATS = {
  text: {
    name: 'a text',
    ends: ['txt'],
    types: ['text/plain'],
    mostBytes: MAX_TEXT_BYTES,
    linksTo: 'words',
    read: ({ path, bytes, sections, vocabulary }) => readText(decodeSource(path, bytes), sections, vocabulary),
  },
  html: {
    name: 'an HTML page',
    ends: ['html', 'htm'],
    types: ['text/html', 'application/xhtml+xml'],
    mostBytes: MAX_TEXT_BYTES,
    startsAs: (start) => HTML_START.test(start),
    linksTo: 'words',
    read: ({ path, bytes, sections, vocabulary }) => readHtmlDocument(decodeHtml(path, bytes), sections, vocabulary),
  },
  pdf: {
    name: 'a PDF',
    ends: ['pdf'],
    types: ['application/pdf'],
    mostBytes: MAX_SOURCE_BYTES,
    startsAs: (start) => /^(?:[^\n]*\n)?\s*%PDF-/.test(start) || (start.includes('%PDF-') && start.includes('\0')),
    linksTo: 'page',
    read: ({ path, bytes, sections, vocabulary }) => readPdfDocument(path, bytes, sections, vocabulary),
  },
  xlsx: {
    name: 'an XLSX workbook',
    ends: ['xlsx'],
    types: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    mostBytes: MAX_WORKBOOK_BYTES,
    archivedAs: ({ names }) => names.some((name) => /^xl\/workbook\.(?:xml|bin)$/.test(name)),
    read: ({ path, bytes, vocabulary }) => readWorkbookDocument(path, bytes, vocabulary),
  },
  ods: {
    name: 'an ODS spreadsheet',
    ends: ['ods'],
    types: ['application/vnd.oasis.opendocument.spreadsheet'],
    mostBytes: MAX_WORKBOOK_BYTES,
    archivedAs: ({ type }) => type.includes('opendocument.spreadsheet'),
    read: ({ path, bytes, vocabulary }) => readWorkbookDocument(path, bytes, vocabulary),
  },
  csv: {
    name: 'a CSV file',
    ends: ['csv'],
    types: ['text/csv'],
    mostBytes: MAX_TEXT_BYTES,
    read: ({ path, bytes, vocabulary, diagnostics }) =>
      readCsvDocument(decodeSource(path, bytes), vocabulary, diagnostics),
  },
} as const satisfies Readonly<Record<string, SourceFormat>>;

/** A format from which a release can be read. */
export type SourceKind = keyof typeof SOURCE_FORMATS;

/** What is known about a format. */
export function formatOf(kind: SourceKind): SourceFormat {
  return SOURCE_FORMATS[kind];
}

/** Each format with what is known about it. */
export const FORMATS = Object.entries(SOURCE_FORMATS) as readonly (readonly [SourceKind, SourceFormat])[];

/** What nobody sees in a text, and what changes the direction of what follows. */
const UNSEEN =
  /[^\P{Cc}\t\n\r]|(?!\u00AD)[\p{Default_Ignorable_Code_Point}\u061C\u200B-\u200F\u202A-\u202E\uFFF9-\uFFFB]|\u00AD/gu;
const PRIVATE = new RegExp(PRIVATE_USE, 'gu');

/** The text of a source in the encoding that its first bytes name, else UTF-8. */
function decodeSource(path: string, bytes: Uint8Array): SourceFile {
  return decoded(path, bytes, markedEncoding(bytes) ?? 'utf-8', 'open it in an editor and save it as UTF-8');
}

/** The text of a page in the encoding that its first bytes or the page itself names, else UTF-8. */
function decodeHtml(path: string, bytes: Uint8Array): SourceFile {
  return decoded(path, bytes, markedEncoding(bytes) ?? namedEncoding(bytes), SAVE_AGAIN);
}

const SAVE_AGAIN = 'open it in a browser and save it again as UTF-8';

/**
 * The text of a source in an encoding. What nobody sees is left out: a source is not ours to correct. Throws an
 * UnreadableSource if it is not a text in that encoding.
 */
function decoded(path: string, bytes: Uint8Array, encoding: string, hint: string): SourceFile {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableSource(`is not a text in ${encoding.toUpperCase()}`, hint);
  }
  if (text.includes('\0')) throw new UnreadableSource('is not a text: it has NUL in it', 'store the text of it');
  if (encoding === 'windows-1252') text = text.replaceAll(/[\u0080-\u009F]/g, western);
  const plain = text
    .replaceAll(/\r(?!\n)/g, '\n')
    .replaceAll(UNSEEN, '')
    .replaceAll(PRIVATE, '\uFFFD');
  return { path, text: plain };
}

/** The letters of Windows-1252 from 80 to 9F, which decoders of some versions take for control characters. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

function western(letter: string): string {
  return WESTERN.charAt(letter.charCodeAt(0) - 0x80);
}

/** The encoding that the first two bytes mark. */
function markedEncoding([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** The encoding that a page names. */
function namedEncoding(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const named = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]{0,100}encoding=["']([\w:.-]+)/i.exec(head);
  const label = (named?.[1] ?? named?.[2] ?? 'utf-8').toLowerCase();
  try {
    // A page that is read has its letters as bytes: one that says UTF-16 is wrong.
    return label.startsWith('utf-16') ? 'utf-8' : new TextDecoder(label).encoding;
  } catch {
    throw new UnreadableSource(`says that its encoding is ${label.slice(0, 40)}, which is not known`, SAVE_AGAIN);
  }
}
