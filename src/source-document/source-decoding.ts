import type { SourceFile } from '../core/diagnostics/source-file.ts';
import { PRIVATE_USE } from '../core/diagnostics/source-text.ts';
import { UnreadableSource } from './unreadable-source.ts';

/** What nobody sees in a text, and what changes the direction of what follows. */
const UNSEEN =
  /[^\P{Cc}\t\n\r]|(?!\u00AD)[\p{Default_Ignorable_Code_Point}\u061C\u200B-\u200F\u202A-\u202E\uFFF9-\uFFFB]|\u00AD/gu;
const PRIVATE = new RegExp(PRIVATE_USE, 'gu');

/** The text of a source in the encoding that its first bytes name, else UTF-8. */
export function decodeSource(path: string, bytes: Uint8Array): SourceFile {
  return decoded(path, bytes, markedEncoding(bytes) ?? 'utf-8', 'open it in an editor and save it as UTF-8');
}

/** The text of a page in the encoding that its first bytes or the page itself names, else UTF-8. */
export function decodeHtml(path: string, bytes: Uint8Array): SourceFile {
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
