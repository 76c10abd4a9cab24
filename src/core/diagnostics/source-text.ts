import type { Diagnostics } from './diagnostic.ts';
import type { RuleId } from './rules.ts';
import { placeAt, type SourceFile } from './source-file.ts';

/** Private-use characters. Tokens use them, so templates and data must not. */
export const PRIVATE_USE = /[\uE000-\uF8FF]|[\uDB80-\uDBFF][\uDC00-\uDFFF]/;

/** Characters that no text may contain, with their name, the rule and the hint. */
const REFUSED: readonly (readonly [characters: RegExp, what: string, rule: RuleId, hint: string])[] = [
  [/\0/, 'NUL', 'file/encoding', 'remove it'],
  [
    PRIVATE_USE,
    'private-use',
    'document/private-use',
    'fonts show such characters differently or not at all; remove it',
  ],
  [
    // control characters, half characters, marks that change the direction of text, and characters that nobody sees, but
    // for soft hyphens, word joiners and what chooses between forms of a character
    /[^\P{Cc}\t\n\r]|\r(?!\n)|\p{Cs}|(?!\u00AD|\u2060|\u200C|\u200D|\p{Variation_Selector})[\p{Default_Ignorable_Code_Point}\u061C\u200B\u202A-\u202E\uFFF9-\uFFFB]|(?<=[\p{N}\p{Script=Latin}])\p{Join_Control}|\p{Join_Control}(?=[\p{N}\p{Script=Latin}])/u,
    'control',
    'file/control-character',
    'it is invisible and can change the text that readers see; remove it',
  ],
];

/**
 * Decodes a file and removes a byte-order mark. Undefined, with a diagnostic, if it is not UTF-8 or contains control or
 * private-use characters.
 */
export function decodeText(relative: string, bytes: Buffer, diagnostics: Diagnostics): SourceFile | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const lossy: SourceFile = { path: relative, text: new TextDecoder().decode(bytes) };
    const place = placeAt(lossy, lossy.text.indexOf('\uFFFD'));
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const problem = isUtf16 ? 'this file is UTF-16' : 'this file is not UTF-8 text from here on';
    diagnostics.error('file/encoding', problem, place, 'save it as UTF-8');
    return undefined;
  }
  const file: SourceFile = { path: relative, text };
  const refused = refusedIn(text);
  if (!refused) return file;
  diagnostics.error(refused.rule, refused.message, placeAt(file, refused.at), refused.hint);
  return undefined;
}

/** Finds the first character that no text may contain. */
export function refusedIn(
  text: string,
): { readonly at: number; readonly rule: RuleId; readonly message: string; readonly hint: string } | undefined {
  for (const [characters, what, rule, hint] of REFUSED) {
    const found = characters.exec(text);
    if (!found) continue;
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return { at: found.index, rule, message: `the ${what} character U+${code} is not allowed`, hint };
  }
  return undefined;
}

/** `1 error`, `2 errors`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A text on one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** A text for a message: on one line, at most 60 characters. */
export function shortened(text: string): string {
  const folded = text.replace(/\s+/g, ' ');
  return folded.length <= 60 ? folded : `${folded.slice(0, 57)}…`;
}

/** `a, b and c`; of more names than one above `most` so many, and how many more. */
export function listText(names: readonly string[], most = Infinity): string {
  const shown = names.length > most + 1 ? names.slice(0, most) : names;
  const left = names.length - shown.length;
  const last = left > 0 ? `${left} more` : (shown.at(-1) ?? '');
  return [(left > 0 ? shown : shown.slice(0, -1)).join(', '), last].filter(Boolean).join(' and ');
}
