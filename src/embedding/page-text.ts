import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import type { ListedPage } from './page-listing.ts';

/** A page as it was read. */
export interface PageText {
  readonly page: ListedPage;
  readonly bytes: Buffer;
  /** Without a byte-order mark. */
  readonly file: SourceFile;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** Largest page that is read: wikis refuse smaller ones. */
export const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Reads a page; undefined if it holds no marker at all, and after a report if it cannot be read. It may have characters
 * that data and templates may not.
 */
export async function readPage(page: ListedPage, diagnostics: Diagnostics): Promise<PageText | undefined> {
  const { shown } = page;
  const bytes = await page.workspace.readBytes(page.path);
  if (!bytes) {
    const hint = 'is it a file, no link that leads elsewhere, and may it be read?';
    return diagnostics.error('file/unreadable', 'this file cannot be read', shown, hint);
  }
  if (bytes.length > MAX_BYTES) {
    return diagnostics.error(
      'file/too-large',
      `this file has ${bytes.length} bytes; at most ${MAX_BYTES} are read`,
      shown,
    );
  }
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) return diagnostics.error('file/encoding', 'this file is UTF-16', shown, 'save it as UTF-8');
  if (!bytes.includes('assay')) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const hasMark = text.startsWith(BYTE_ORDER_MARK);
    return { page, bytes, file: { path: shown, text: hasMark ? text.slice(1) : text } };
  } catch {
    const lossy: SourceFile = { path: shown, text: new TextDecoder().decode(bytes) };
    const place = placeAt(lossy, lossy.text.indexOf('\uFFFD'));
    return diagnostics.error('file/encoding', 'this file is not UTF-8 text from here on', place, 'save it as UTF-8');
  }
}

/** Writes a page in place of what was read, unless somebody else changed it since; whether it did. */
export async function writePage(
  { page, bytes, file }: PageText,
  text: string,
  diagnostics: Diagnostics,
): Promise<boolean> {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = Buffer.from((hasMark ? BYTE_ORDER_MARK : '') + text);
  const place = placeAt(file, 0);
  try {
    const done = await page.workspace.replace(page.path, bytes, content);
    if (done === 'replaced') return true;
    const [message, hint] = REFUSALS[done];
    diagnostics.error(done === 'changed' ? 'embed/page-changed' : 'embed/unwritable', message, place, hint);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    diagnostics.error('embed/unwritable', error.message, place, error.remedies[0]);
  }
  return false;
}

const REFUSALS = {
  changed: ['somebody changed this page while it was being filled', 'fill it again'],
  'read-only': ['this page may not be written', 'give yourself the right to write it'],
  link: ['this page is a link', 'name the file itself'],
} as const;
