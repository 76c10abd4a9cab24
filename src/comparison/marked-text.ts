import { diffArrays } from 'diff';

/** A run of text: in both, in the earlier one only, or in the later one only. */
export interface MarkedText {
  readonly text: string;
  readonly mark: 'same' | 'old' | 'new';
}

/** Hashes, numbers with their signs and marks, Chinese characters, words, spaces, and any other character. */
const WORD = /\b[0-9a-f]{16,64}\b|[−+-]?\d+(?:[.,]\d+)*%?|\p{Script=Han}|[\p{L}\p{M}’']+|\s+|[^]/gu;

/** Two texts in one, word by word: numbers are never cut. */
export function markedText(before: string, after: string): MarkedText[] {
  const [old, current] = [before, after].map((text) => text.match(WORD) ?? []);
  return diffArrays(old ?? [], current ?? []).map(({ value, added, removed }) => ({
    text: value.join(''),
    mark: added ? 'new' : removed ? 'old' : 'same',
  }));
}
