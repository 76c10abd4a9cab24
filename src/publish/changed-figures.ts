import { diffArrays } from 'diff';
import type { PageFigure } from './printed-edition.ts';

/** A figure that reads otherwise than before; or the sentence of one, where words around it changed too. */
export interface FigureChange {
  /** Undefined of a sentence, and where several figures read like this one. */
  readonly address: string | undefined;
  readonly before: string;
  readonly after: string;
}

/** What is known of the new text of a page. */
interface NewPage {
  /** The figures that it prints, in order. */
  readonly figures: readonly PageFigure[];
  /** The line that names its edition; empty where none does. */
  readonly edition: string;
}

/**
 * The figures that changed from one text of a page to the next of the same edition, in their order on the page. Another
 * edition has figures of other periods, which are not changes of these.
 */
export function changedFigures(before: string, after: string, { figures, edition }: NewPage): FigureChange[] {
  if (!plain(before).includes(plain(edition))) return [];
  const [was, is] = [blocksOf(before), blocksOf(after)];
  const changes: FigureChange[] = [];
  const parts = diffArrays(was, is);
  for (const [index, { removed, value }] of parts.entries()) {
    const next = parts[index + 1];
    // Blocks of unlike number are other texts, and what changed in them is more than a figure.
    if (!removed || !next?.added || next.value.length !== value.length) continue;
    for (const [at, block] of next.value.entries()) changes.push(...changesInBlock(value[at] ?? '', block, figures));
  }
  return [...new Map(changes.map((change) => [textOf(change), change])).values()];
}

/** A text as its words stand in any markup. */
function plain(text: string): string {
  return text.replaceAll(/&nbsp;|&#160;|\s+/g, ' ').replaceAll('\\', '');
}

/** Paragraphs, lists and tables, without what Assay keeps in markers: that is not a figure. */
function blocksOf(text: string): string[] {
  const own = text.replaceAll('\r', '').replaceAll(/ (?:target|owner|inputs|written)=[0-9a-z-]+/g, '');
  return own.split(/\n(?:[^\S\n]*\n)+/);
}

const TABLE = /^\s*(?:\||\^|!|<t)/;

function changesInBlock(before: string, after: string, figures: readonly PageFigure[]): FigureChange[] {
  const [was, is] = [before.split('\n'), after.split('\n')];
  if (was.length !== is.length) return [];
  const changed = is.flatMap((line, at) => {
    const old = was[at] ?? '';
    return old === line ? [] : [changesInLine(old, line, figures)];
  });
  // Under another head the figures of a table are others.
  const isOther = is.some((line) => TABLE.test(line)) && changed.includes(undefined);
  return isOther ? [] : changed.flatMap((found) => found ?? []);
}

/** The changes in a line, or in its sentences where words changed; undefined if anything but figures changed in it. */
function changesInLine(before: string, after: string, figures: readonly PageFigure[]): FigureChange[] | undefined {
  const found = changedNumerals(before, after, figures);
  if (found || TABLE.test(after)) return found;
  const [was, is] = [sentencesOf(before), sentencesOf(after)];
  if (was.length !== is.length) return undefined;
  return is.flatMap((sentence, at) => {
    const old = was[at] ?? '';
    if (old === sentence) return [];
    const isTold = [old, sentence].every((text) => /\d/.test(text) && text.length <= LONGEST);
    const whole = { address: undefined, before: old.trim(), after: sentence.trim() };
    return changedNumerals(old, sentence, figures) ?? (isTold ? [whole] : []);
  });
}

/** Letters of a sentence that is quoted whole: a word in it may turn what its figures say. */
const LONGEST = 200;

function sentencesOf(line: string): string[] {
  return line.split(/(?<=[.!?;])\s+|(?<=[。！？；])/);
}

/** A numeral with its sign and a sign of per cent. A hyphen within a name, as in 2025-Q4, is not a sign. */
const NUMERAL = /(?:(?<![\p{L}\d])[−+–-])?\d(?:[\d.,]*\d)?(?:[\u00A0 ]?%)?/gu;

/** The numerals that differ between two texts with the same words; undefined if anything else differs, such as a year. */
function changedNumerals(before: string, after: string, figures: readonly PageFigure[]): FigureChange[] | undefined {
  if (before.replaceAll(NUMERAL, '#') !== after.replaceAll(NUMERAL, '#')) return undefined;
  const was = before.match(NUMERAL) ?? [];
  const pairs = (after.match(NUMERAL) ?? []).map((now, at) => [was[at] ?? '', now] as const);
  const changed = pairs.filter(([old, now]) => old !== now);
  const shown = changed.map(([, now]) => figures.filter(({ text }) => text.includes(now) && after.includes(text)));
  if (shown.some((found) => found.length === 0)) return undefined;
  return changed.map(([old, now], at) => {
    const addresses = new Set((shown[at] ?? []).map(({ address }) => address));
    return { address: addresses.size === 1 ? [...addresses][0] : undefined, before: old, after: now };
  });
}

function textOf({ address, before, after }: FigureChange): string {
  return `${address} ${before} ${after}`;
}
