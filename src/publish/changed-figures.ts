import { diffLines, diffWordsWithSpace } from 'diff';
import type { PageFigure } from './printed-edition.ts';

/** A figure that reads otherwise than before. */
export interface FigureChange {
  /** Undefined where several figures read like this one. */
  readonly address: string | undefined;
  readonly before: string;
  readonly after: string;
}

/** The figures that changed from one text of a page to the next, in their order on the page. */
export function changedFigures(before: string, after: string, figures: readonly PageFigure[]): FigureChange[] {
  const changes: FigureChange[] = [];
  const parts = diffLines(withoutMarkers(before), withoutMarkers(after));
  for (const [index, removed] of parts.entries()) {
    const added = parts[index + 1];
    if (!removed.removed || !added?.added) continue;
    const [was, is] = [removed.value.split('\n'), added.value.split('\n')];
    // Lines of unlike number are other sentences, and what changed in them is more than a figure.
    if (was.length !== is.length) continue;
    for (const [line, text] of is.entries()) changes.push(...changesInLine(was[line] ?? '', text, figures));
  }
  return changes.filter((change, index) => changes.findIndex((other) => textOf(other) === textOf(change)) === index);
}

/** What Assay keeps in markers is no figure. */
function withoutMarkers(text: string): string {
  return text.replaceAll(/ (?:target|owner|inputs|written)=[0-9a-z-]+/g, '');
}

function changesInLine(before: string, after: string, figures: readonly PageFigure[]): FigureChange[] {
  const changes: FigureChange[] = [];
  const words = diffWordsWithSpace(before, after);
  let at = 0;
  let was = 0;
  for (const [index, part] of words.entries()) {
    const next = words[index + 1];
    if (part.removed && next?.added && /\d/.test(part.value) && /\d/.test(next.value)) {
      const numeral = {
        before: numeralAt(before, was, part.value.length),
        after: numeralAt(after, at, next.value.length),
      };
      const isShown = figures.filter(({ text }) => text.includes(numeral.after) && after.includes(text));
      const addresses = new Set(isShown.map(({ address }) => address));
      changes.push({ address: addresses.size === 1 ? [...addresses][0] : undefined, ...numeral });
    }
    if (!part.added) was += part.value.length;
    if (!part.removed) at += part.value.length;
  }
  return changes;
}

/** The whole numeral that a changed piece of a line is part of. */
function numeralAt(line: string, start: number, length: number): string {
  const [lead = ''] = /[−+\d.,]*$/.exec(line.slice(0, start)) ?? [];
  const [rest = ''] = /^[\d.,]*\d/.exec(line.slice(start + length)) ?? [];
  return `${lead}${line.slice(start, start + length)}${rest}`.trim();
}

function textOf({ address, before, after }: FigureChange): string {
  return `${address} ${before} ${after}`;
}
