import type { Diagnostics } from './diagnostic.ts';
import { placeAt, type SourceFile } from './source-file.ts';
import { PRIVATE_USE } from './token.ts';

/**
 * The text that a person wrote, from the bytes of its file, without a byte-order mark. What is not UTF-8, or holds NUL
 * or private-use characters, is reported at its place and answered with undefined.
 */
export function decodeText(relative: string, bytes: Buffer, diagnostics: Diagnostics): SourceFile | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const lossy: SourceFile = { path: relative, text: new TextDecoder().decode(bytes) };
    const place = placeAt(lossy, lossy.text.indexOf('\uFFFD'));
    diagnostics.error('file/encoding', `${relative} is not UTF-8 text from here on`, place, 'save it as UTF-8');
    return undefined;
  }
  const file: SourceFile = { path: relative, text };
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    diagnostics.error('file/encoding', 'a NUL character stands here', placeAt(file, nul), 'remove it');
    return undefined;
  }
  const found = PRIVATE_USE.exec(text);
  if (found) {
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase();
    const hint = 'such characters look different or blank in each font; remove it';
    diagnostics.error(
      'document/private-use',
      `the private-use character U+${code} stands here`,
      placeAt(file, found.index),
      hint,
    );
    return undefined;
  }
  return file;
}
