import { type MarkedText, markedText } from '../../comparison/marked-text.ts';
import type { CausedChange } from '../difference.ts';

/** The part of two texts, by letters, that must be the same for them to be shown in one. */
const READ_IN_ONE = 0.5;

/**
 * A text and what it was, in one line; a space parts what is replaced from what replaces it. Where most of it is another,
 * the whole of one text stands before the whole of the other.
 */
export function markedTexts({
  before,
  after,
  change,
}: Pick<CausedChange, 'before' | 'after' | 'change'>): MarkedText[] {
  if (change === 'moved') return [{ text: after?.text ?? '', mark: 'same' }];
  if (!before || !after) return [{ text: before?.text ?? after?.text ?? '', mark: after ? 'new' : 'old' }];
  const parts = markedText(before.text, after.text);
  const isOther = sharedPart(parts, before.text, after.text) < READ_IN_ONE;
  return isOther ? replacement(before.text, after.text) : inRuns(parts);
}

/** `<del>rose 6.1%</del> <ins>fell 6.2%</ins>`: words that are replaced side by side are one run. */
function inRuns(parts: readonly MarkedText[]): MarkedText[] {
  const runs: MarkedText[] = [];
  let [old, current, gap] = ['', '', ''];
  const flush = (): void => {
    runs.push(...replacement(old, current));
    if (gap !== '') runs.push({ text: gap, mark: 'same' });
    [old, current, gap] = ['', '', ''];
  };
  for (const part of parts) {
    if (part.mark === 'same' && (part.text.trim() !== '' || old + current === '')) {
      flush();
      runs.push(part);
    } else if (part.mark === 'same') gap += part.text;
    else {
      if (old !== '') old += gap;
      if (current !== '') current += gap;
      gap = '';
      if (part.mark === 'old') old += part.text;
      else current += part.text;
    }
  }
  flush();
  return runs;
}

function replacement(old: string, current: string): MarkedText[] {
  const parts: MarkedText[] = [];
  if (old !== '') parts.push({ text: current === '' ? old : old.trimEnd(), mark: 'old' });
  if (old !== '' && current !== '') parts.push({ text: ' ', mark: 'same' });
  if (current !== '') parts.push({ text: current, mark: 'new' });
  return parts;
}

function sharedPart(parts: readonly MarkedText[], before: string, after: string): number {
  const letters = (text: string): number => text.replaceAll(/\s/g, '').length;
  const same = parts.reduce((sum, { text, mark }) => sum + (mark === 'same' ? letters(text) : 0), 0);
  return (2 * same) / Math.max(1, letters(before) + letters(after));
}
