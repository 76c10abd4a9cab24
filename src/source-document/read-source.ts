import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { decodeText } from '../core/diagnostics/source-text.ts';
import { sha256 } from '../core/machine/hash.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { readExcerpts } from './excerpts.ts';
import { readHtmlDocument } from './html-document.ts';
import { readPdfDocument } from './pdf-document.ts';
import { readCsvDocument, readWorkbookDocument } from './sheet-document.ts';
import type { SourceDocument, SourceKind } from './source-document.ts';
import type { SourceRecord } from './source-record.ts';
import { readText } from './text-document.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Bytes of a source at most. */
export const MAX_SOURCE_BYTES = 200 * 1024 * 1024;

/** A file that a release was read from. */
export interface SourceAsked {
  /** From the root folder, as the release names it. */
  readonly path: string;
  readonly place: Place | string;
  readonly record: SourceRecord;
  readonly vocabulary: Vocabulary;
  /** A folder with copies of sources that the repository does not hold. */
  readonly copies?: Workspace | undefined;
}

/** What was read: the whole file, excerpts of it, or nothing because there is no copy here. */
export interface SourceRead {
  readonly document?: SourceDocument | undefined;
  readonly kept: 'whole' | 'excerpts' | 'nothing';
}

const KINDS: Readonly<Record<string, SourceKind>> = {
  txt: 'text',
  htm: 'html',
  html: 'html',
  pdf: 'pdf',
  xlsx: 'xlsx',
  csv: 'csv',
};

/** The kind of a file by the end of its name. */
export function kindOfFile(path: string): SourceKind | undefined {
  return KINDS[/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''];
}

/**
 * Reads a source: the file, else a copy of it elsewhere, else the excerpts that its record holds. A file that is not what its
 * record or name says, or cannot be read, is reported, and undefined.
 */
export async function readSource(
  workspace: Workspace,
  asked: SourceAsked,
  diagnostics: Diagnostics,
): Promise<SourceRead | undefined> {
  const { path, record, vocabulary, copies } = asked;
  const bytes = await bytesOf(workspace, asked, diagnostics);
  if (bytes === undefined) return undefined;
  if (bytes === 'absent') {
    if (record.excerpts.length > 0) return { document: readExcerpts(path, record, vocabulary), kept: 'excerpts' };
    if (record.keep !== 'text') return { kept: 'nothing' };
    const hint = `put the file there, or keep excerpts of it: assay source add FILE --release ID --keep excerpts`;
    return diagnostics.error(
      'witness/unreadable',
      `there is no file ${path}${copies ? ', here or among the copies' : ''}`,
      asked.place,
      hint,
    );
  }
  const hash = sha256(bytes);
  if (record.sha256 !== undefined && record.sha256 !== hash) {
    const hint =
      'if the new text is right, store it again with assay source add; statements at its places are then read again';
    const message = `${path} is not the file that was stored: its SHA-256 is ${hash.slice(0, 12)}…, the record says ${record.sha256.slice(0, 12)}…`;
    return diagnostics.error('witness/changed', message, record.placeOf('sha256'), hint);
  }
  const document = await readBytes(bytes, asked, diagnostics);
  return document && { document, kept: 'whole' };
}

async function bytesOf(
  workspace: Workspace,
  { path, place, copies }: SourceAsked,
  diagnostics: Diagnostics,
): Promise<Buffer | 'absent' | undefined> {
  const found = workspace.findFile(path) ?? copies?.findFile(path) ?? copies?.findFile(path.replace(/^.*\//, ''));
  if (!found) return 'absent';
  if (found.size > MAX_SOURCE_BYTES) {
    const message = `${path} has ${found.size} bytes, and a source has ${MAX_SOURCE_BYTES} at most`;
    return diagnostics.error('witness/unreadable', message, place, 'store the part that the release was read from');
  }
  return (
    found.read() ?? diagnostics.error('witness/unreadable', `${path} cannot be read`, place, 'may this file be read?')
  );
}

async function readBytes(
  bytes: Buffer,
  asked: SourceAsked,
  diagnostics: Diagnostics,
): Promise<SourceDocument | undefined> {
  const { path, place, record, vocabulary } = asked;
  const kind = kindOfFile(path);
  const looks = kindOfBytes(bytes);
  if (looks !== undefined && looks !== kind && !(looks === 'html' && kind === 'text')) {
    const message = `${path} is a file of another kind than its name says: ${looks}`;
    return diagnostics.error(
      'witness/unreadable',
      message,
      place,
      'give it the name of its kind, and name it in source_file',
    );
  }
  if (kind === 'pdf') {
    const read = await readPdfDocument(path, bytes, record.sections, vocabulary);
    if (!('problem' in read)) return read;
    return diagnostics.error('witness/unreadable', `${path} ${read.problem}`, place, read.hint);
  }
  if (kind === 'xlsx') return readWorkbookDocument(path, bytes, vocabulary, diagnostics);
  const file = decodeText(path, bytes, diagnostics);
  if (!file) return undefined;
  if (kind === 'csv') return readCsvDocument(file, vocabulary, diagnostics);
  return kind === 'html'
    ? readHtmlDocument(file, record.sections, vocabulary)
    : readText(file, record.sections, vocabulary);
}

/** The kind that the first bytes of a file show. */
function kindOfBytes(bytes: Buffer): SourceKind | 'zip' | 'ole' | undefined {
  const start = bytes.subarray(0, 1024).toString('latin1');
  if (start.includes('%PDF-')) return 'pdf';
  if (start.startsWith('PK\u0003\u0004')) return 'xlsx';
  if (start.startsWith('\u00D0\u00CF\u0011\u00E0')) return 'ole';
  return /^\s*(?:<!doctype html|<html\b|<\?xml[^>]*>\s*<(?:!doctype )?html)/i.test(start) ? 'html' : undefined;
}
