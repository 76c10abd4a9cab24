import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { MAX_WORKBOOK_BYTES } from '../tables/importing/spreadsheet/workbook.ts';
import { readHtmlDocument } from './html-document.ts';
import { readPdfDocument } from './pdf-document.ts';
import { readCsvDocument, readWorkbookDocument } from './sheet-document.ts';
import { decodeHtml, decodeSource } from './source-decoding.ts';
import type { SourceDocument } from './source-document.ts';
import type { SourceRecord } from './source-record.ts';
import { readText } from './text-document.ts';
import type { Vocabulary } from './vocabulary.ts';

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
