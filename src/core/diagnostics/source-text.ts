import type { Diagnostics } from './diagnostic.ts';
import type { RuleId } from './rules.ts';
import { placeAt, type SourceFile } from './source-file.ts';

/** Private-use characters: tokens use them, so neither templates nor data may. */
export const PRIVATE_USE = /[\uE000-\uF8FF]|[\uDB80-\uDBFF][\uDC00-\uDFFF]/;

/** Characters that stand in no text: what they are called, the rule that says so, and what to do. */
const REFUSED: readonly (readonly [characters: RegExp, what: string, rule: RuleId, hint: string])[] = [
  [/\0/, 'NUL', 'file/encoding', 'remove it'],
  [
    PRIVATE_USE,
    'private-use',
    'document/private-use',
    'such characters look different or blank in each font; remove it',
  ],
  [
    // control characters, halves of characters, and the marks that turn the direction of text
    /[^\P{Cc}\t\n\r]|\r(?!\n)|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/u,
    'control',
    'yaml/control-character',
    'nobody sees it, and what is seen may be another text; remove it',
  ],
];

/**
 * The text that a person wrote, from the bytes of its file, without a byte-order mark. What is not UTF-8, or holds
 * control or private-use characters, is reported at its place and answered with undefined.
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
  const refused = refusedIn(text);
  if (!refused) return file;
  diagnostics.error(refused.rule, refused.message, placeAt(file, refused.at), refused.hint);
  return undefined;
}

/** The first character of a text that stands in none, and what is to be said of it. */
export function refusedIn(
  text: string,
): { readonly at: number; readonly rule: RuleId; readonly message: string; readonly hint: string } | undefined {
  for (const [characters, what, rule, hint] of REFUSED) {
    const found = characters.exec(text);
    if (!found) continue;
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return { at: found.index, rule, message: `the ${what} character U+${code} stands here`, hint };
  }
  return undefined;
}

/** A text for a message: on one line, of at most 60 characters. */
export function shortened(text: string): string {
  const folded = text.replace(/\s+/g, ' ');
  return folded.length <= 60 ? folded : `${folded.slice(0, 57)}…`;
}
