import type { Text } from 'mdast';
import { type Context, sourceOfNode } from './document-context.ts';
import { placeOfSpan } from './line-repairs.ts';

/** Marks of Markdown that are left in a text, because they do not mark anything, with why and what to do. */
const LEFTOVERS: readonly (readonly [pattern: RegExp, problem: string, hint: string])[] = [
  [
    /(?<!\\|\*)\*\*(?!\*)/g,
    'these two stars make nothing bold',
    'close the bold words with two stars and no space before them, or put a backslash before each star',
  ],
  [
    /\][ \t]+\((?:#|https?:|mailto:)[^()\s]*\)/g,
    'a space stands between the words of a link and its address',
    'write [words](address) without a space',
  ],
  [
    /(?<!\\)\$\$[^$\n]+\$\$|(?<![\\\p{L}\p{N}$])\$(?=[^\s$])[^$\n]*(?:[\^_]|\\[a-z])[^$\n]*(?<=[^\s\\])\$(?![\p{L}\p{N}$])/gu,
    'formulas are printed as they are written',
    'say it in words, or put a backslash before each dollar sign',
  ],
];

/** Reports marks that Markdown prints as they are, because what they belong to is missing. */
export function lintLeftovers(node: Text, context: Context): void {
  const start = node.position?.start.offset;
  if (start === undefined) return;
  const source = sourceOfNode(context, node);
  for (const [pattern, problem, hint] of LEFTOVERS) {
    for (const { 0: found, index } of source.matchAll(pattern)) {
      const place = placeOfSpan(context.filled, start + index, start + index + found.length);
      context.diagnostics.error('document/leftover-mark', problem, place, hint);
    }
  }
}
