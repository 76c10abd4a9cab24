import { lineText, type Place } from '../core/diagnostics/source-file.ts';

/** Longer sentences are cut. */
const MOST = 160;

/**
 * The sentence of a template that a place stands in: that of its line, without tags of blocks and marks of lists. For a
 * line of tags only it is the first one below.
 */
export function sentenceAt({ file, line, column }: Place): string {
  const text = lineText(file, line);
  // A line of a chart holds an address and no sentence.
  if (file.path.endsWith('.json')) return text.trim();
  const own = sentenceIn(text, column);
  if (own !== '') return own;
  const below = Array.from({ length: BELOW }, (_, index) => sentenceIn(lineText(file, line + 1 + index), 1));
  return below.find((sentence) => sentence !== '') ?? text.trim();
}

/** How far below a condition its sentence is looked for. */
const BELOW = 5;

function sentenceIn(line: string, column: number): string {
  const ends = [...line.matchAll(END)]
    .map(({ index, 0: mark }) => index + mark.length)
    .filter((end) => !isInBraces(line, end));
  const start = ends.findLast((end) => end < column) ?? 0;
  const end = ends.find((at) => at >= column) ?? line.length;
  const plain = line
    .slice(start, end)
    .replaceAll(/\{\{else[^}]*\}\}/g, ' / ')
    .replaceAll(/\{\{[#/>][^}]*\}\}/g, '')
    .replace(/^[\s|/]*(?:(?:[-*]|\d+\.|#+) )?/, '')
    .replaceAll(/[\s|]+/g, ' ')
    .trim();
  return plain.length <= MOST ? plain : `${plain.slice(0, MOST - 1)}…`;
}

/** The end of a sentence, not that of the number of a list; Chinese has no space after it. */
const END = /(?<!^\s*\d+)[.!?]\**(?=\s)|[。！？]/g;

function isInBraces(text: string, at: number): boolean {
  return text.lastIndexOf('{{', at) > text.lastIndexOf('}}', at - 1);
}
