import { diffArrays } from 'diff';
import { lineText, type Place } from '../core/diagnostics/source-file.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import type { Chart } from '../document/exhibit-nodes.ts';
import { addressOf } from '../figure/value.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { type Weight, weightOf, WEIGHTS } from './change-weight.ts';
import type { Block, BlockKind, Whereabouts } from './document-blocks.ts';
import { type FigureShift, figureShifts } from './figure-shift.ts';
import type { Segment } from './segments.ts';

/** What a reader sees change: a sentence of a paragraph, a cell of a row, or the whole of any other block. */
export type ChangedPart = Exclude<BlockKind, 'paragraph' | 'row'> | 'sentence' | 'cell';

/** One difference between two documents. */
export interface DocumentChange {
  readonly part: ChangedPart;
  readonly change: 'changed' | 'added' | 'removed' | 'moved';
  readonly weight: Weight;
  /** Of a chart, its alternative text. */
  readonly before: Segment | undefined;
  readonly after: Segment | undefined;
  /** The blocks that it is in. */
  readonly blocks: Pair<Block>;
  readonly where: Whereabouts;
  /** Of a cell, its row and column. */
  readonly cell?: { readonly row: string; readonly column: string } | undefined;
  /** In the later template, where the text still stands there. */
  readonly place: Place | undefined;
  readonly figures: readonly FigureShift[];
  /** Of a chart, the figures that are called otherwise in its drawing, where both drawings have them. */
  readonly names?: readonly NameShift[] | undefined;
  /** Of a chart, both drawings. */
  readonly charts?: { readonly before: Chart | undefined; readonly after: Chart | undefined } | undefined;
}

/** A figure that is called otherwise. */
export interface NameShift {
  readonly address: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What differs for a reader between two documents, in reading order. It names a block exactly where no cheapest
 * alignment of the two documents keeps it, and in it exactly the sentences or cells that differ.
 */
export function documentChanges(before: readonly Block[], after: readonly Block[], locale: LocaleId): DocumentChange[] {
  return pair(before, after, BLOCKS).flatMap((blocks) => changesIn(blocks, locale));
}

/** The gravest first, each kind in reading order. */
export function gravestFirst<T extends { readonly weight: Weight }>(changes: readonly T[]): T[] {
  return changes.toSorted((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
}

const BLOCKS: Pairing<Block> = {
  keyOf: ({ key }) => key,
  nameOf: ({ identity }) => identity,
  originOf: ({ kind, segments }) => originOf(kind, segments[0]),
  textOf: ({ segments }) => segments.map(({ text }) => text).join(' '),
};

const SENTENCES: Pairing<Segment> = {
  keyOf: ({ text }) => text,
  nameOf: () => undefined,
  originOf: (segment) => originOf('', segment),
  textOf: ({ text }) => text,
};

/** The line of the template, which an edit above it moves, with the column. */
function originOf(kind: string, segment: Segment | undefined): string | undefined {
  const place = segment?.place;
  return place && [kind, place.file.path, place.column, lineText(place.file, place.line)].join(' ');
}

function changesIn(blocks: Pair<Block>, locale: LocaleId): DocumentChange[] {
  const { before, after, isMoved } = blocks;
  const block = after ?? before;
  if (!block || (before && after && before.key === after.key && !isMoved)) return [];
  if (isMoved) return [wholeChange(blocks, 'moved', 'order')];
  if (before && after && shapeOf(before) !== shapeOf(after))
    return [...changesIn({ before }, locale), ...changesIn({ after }, locale)];
  if (block.kind === 'chart') return [chartChange(blocks)];
  if (!before || !after) return block.kind === 'paragraph' ? sentenceChanges(blocks, locale) : [loneChange(blocks)];
  if (block.kind === 'row' || block.kind === 'figure') return cellChanges(before, after, blocks, locale);
  return sentenceChanges(blocks, locale);
}

/** Whether a block is a picture, or consists of cells or of sentences. */
function shapeOf({ kind }: Block): 'picture' | 'cells' | 'text' {
  if (kind === 'chart') return 'picture';
  return kind === 'row' || kind === 'figure' ? 'cells' : 'text';
}

/** A block that only one of the documents has. */
function loneChange(blocks: Pair<Block>): DocumentChange {
  return wholeChange(blocks, blocks.after ? 'added' : 'removed', 'presence');
}

function wholeChange(blocks: Pair<Block>, change: DocumentChange['change'], weight: Weight): DocumentChange {
  return changeOf(blocks, change, weight, wholeOf(blocks.before), wholeOf(blocks.after));
}

function wholeOf(block: Block | undefined): Segment | undefined {
  if (!block) return undefined;
  const between = block.kind === 'row' || block.kind === 'figure' ? ' | ' : ' ';
  return {
    text: block.segments.map(({ text }) => text).join(between),
    figures: block.segments.flatMap(({ figures }) => figures),
    place: block.segments.find(({ place }) => place)?.place,
  };
}

function changeOf(
  blocks: Pair<Block>,
  change: DocumentChange['change'],
  weight: Weight,
  before: Segment | undefined,
  after: Segment | undefined,
): DocumentChange {
  const block = blocks.after ?? blocks.before;
  return {
    part: partOf(block),
    change,
    weight,
    before,
    after,
    blocks,
    where: block?.where ?? { section: '', sectionId: '' },
    place: after?.place ?? before?.place,
    figures: change === 'moved' ? [] : figureShifts(before, after),
  };
}

function partOf(block: Block | undefined): ChangedPart {
  const kind = block?.kind ?? 'paragraph';
  if (kind === 'paragraph') return 'sentence';
  return kind === 'row' ? 'cell' : kind;
}

function sentenceChanges(blocks: Pair<Block>, locale: LocaleId): DocumentChange[] {
  const { before, after } = blocks;
  const [old, current] = [before?.segments ?? [], after?.segments ?? []];
  const isOneEach = old.length === 1 && current.length === 1;
  const pairs: Pair<Segment>[] = isOneEach
    ? old.map((was, index) => ({ before: was, ...(current[index] ? { after: current[index] } : {}) }))
    : pair(old, current, SENTENCES);
  return pairs.flatMap((sentences) => {
    const { before: was, after: is, isMoved } = sentences;
    if (!was || !is) return [changeOf(blocks, is ? 'added' : 'removed', 'presence', was, is)];
    if (isMoved) return [changeOf(blocks, 'moved', 'order', was, is)];
    const isSame = was.text === is.text && before?.kind === after?.kind;
    const weight = isRenumbered(was, is, blocks) ? 'order' : weightOf(was, is, words(locale));
    return isSame ? [] : [changeOf(blocks, 'changed', weight, was, is)];
  });
}

/** Whether a title is another one only because exhibits before it came or went: `Figure 4: Exports` → `Figure 3: Exports`. */
function isRenumbered(was: Segment, is: Segment, { before, after }: Pair<Block>): boolean {
  const [old, current] = [before, after].map((block) =>
    block?.kind === 'title' ? block.where.exhibit?.name : undefined,
  );
  if (old === undefined || current === undefined || !was.text.startsWith(old) || !is.text.startsWith(current))
    return false;
  return was.text !== is.text && was.text.slice(old.length) === is.text.slice(current.length);
}

/** The cells of a row, or the lines of a figure in a box, by their columns; by their order where the heads differ. */
function cellChanges(before: Block, after: Block, blocks: Pair<Block>, locale: LocaleId): DocumentChange[] {
  const isLike = before.segments.length === after.segments.length;
  const columns = columnPairs(before, after, isLike);
  return columns.flatMap(([from, to]) => {
    const [was, is] = [
      from === undefined ? undefined : before.segments[from],
      to === undefined ? undefined : after.segments[to],
    ];
    if (was?.text === is?.text) return [];
    const [change, weight] =
      was && is
        ? (['changed', weightOf(was, is, words(locale))] as const)
        : ([is ? 'added' : 'removed', 'presence'] as const);
    const found = changeOf(blocks, change, weight, was, is);
    const column = (to === undefined ? before.columns?.[from ?? 0] : after.columns?.[to]) ?? '';
    return [{ ...found, cell: { row: after.segments[0]?.text ?? '', column } }];
  });
}

function columnPairs(before: Block, after: Block, isLike: boolean): [number | undefined, number | undefined][] {
  if (isLike) return after.segments.map((_, index) => [index, index]);
  const [old, current] = [before.columns ?? [], after.columns ?? []];
  const kept = new Set<number>();
  const pairs = after.segments.map((_, index): [number | undefined, number | undefined] => {
    const from = old.findIndex((name, at) => name === current[index] && !kept.has(at) && at < before.segments.length);
    if (from >= 0) kept.add(from);
    return [from < 0 ? undefined : from, index];
  });
  const gone = before.segments.flatMap((_, index): [number, undefined][] =>
    kept.has(index) ? [] : [[index, undefined]],
  );
  return [...pairs, ...gone];
}

/** A chart that only one document has, or that is drawn otherwise; its marks are figures. */
function chartChange(blocks: Pair<Block>): DocumentChange {
  const { before, after } = blocks;
  if (!before?.chart || !after?.chart)
    return { ...loneChange(blocks), charts: { before: before?.chart, after: after?.chart } };
  const [was, is] = [before, after].map((block) => ({
    text: block.segments[0]?.text ?? '',
    place: block.segments[0]?.place,
    figures: (block.chart?.values ?? []).map((value) => ({ value, text: value.text })),
  }));
  const change = changeOf(blocks, 'changed', 'drawing', was, is);
  const names = nameShifts(before.chart, after.chart);
  const weight = names.length > 0 ? 'words' : change.figures.length > 0 ? 'figures' : 'drawing';
  return { ...change, weight, names, charts: { before: before.chart, after: after.chart } };
}

/** The figures that have another name next to them. */
function nameShifts({ rendered: was }: Chart, { rendered: is }: Chart): NameShift[] {
  return Object.entries(is.names ?? {}).flatMap(([key, after]) => {
    const before = was.names?.[key];
    return before === undefined || before === after ? [] : [{ address: key.split(' ')[0] ?? key, before, after }];
  });
}

/** The names of the figures that a change is about. */
export function addressesIn({ before, after }: Pick<DocumentChange, 'before' | 'after'>): string[] {
  return [...new Set([...(before?.figures ?? []), ...(after?.figures ?? [])].map(({ value }) => addressOf(value)))];
}

/** How items that differ find their counterparts. */
interface Pairing<T> {
  /** Equal where a reader sees the same. */
  readonly keyOf: (item: T) => string;
  /** The name of an item, whatever it says; undefined for one without. */
  readonly nameOf: (item: T) => string | undefined;
  /** The text of its line in the template, or whatever else says that two items come from one place. */
  readonly originOf: (item: T) => string | undefined;
  /** Its words. */
  readonly textOf: (item: T) => string;
}

/** An item of two lists. `isMoved`: it is in both, in another order. */
interface Pair<T> extends Aligned<T> {
  readonly isMoved?: boolean;
}

/** How like two texts must be to count as two states of one. */
const LIKE = 0.5;

/** Most comparisons of words between two lists. */
const MOST_COMPARED = 40_000;

/**
 * Two lists side by side. Items that are in one only as `align` finds are paired with their counterparts in the other:
 * those that say the same elsewhere, those of one name, those from one place of the template, then the most alike. What
 * is equal and in order is left as `align` has it, so nothing is paired that is the same.
 */
function pair<T extends object>(before: readonly T[], after: readonly T[], how: Pairing<T>): Pair<T>[] {
  const aligned = align(before, after, how.keyOf);
  const found = new Map<T, T>();
  const moved = new Set<T>();
  const rest = (): [T[], T[]] => [
    aligned.flatMap((item) => (!isInBoth(item) && item.before && !found.has(item.before) ? [item.before] : [])),
    aligned.flatMap((item) => (!isInBoth(item) && item.after && !found.has(item.after) ? [item.after] : [])),
  ];
  const join = (was: T, is: T): void => {
    found.set(was, is);
    found.set(is, was);
  };
  for (const [was, is] of sameIn(rest(), how.keyOf)) {
    join(was, is);
    moved.add(is);
  }
  for (const [was, is] of sameIn(rest(), how.nameOf)) join(was, is);
  for (const [was, is] of sameIn(rest(), how.originOf)) join(was, is);
  for (const [was, is] of likeIn(rest(), how.textOf)) join(was, is);
  return aligned.flatMap((item): Pair<T>[] => {
    if (isInBoth(item)) return [item];
    if (item.after) {
      const was = found.get(item.after);
      return [was ? { before: was, after: item.after, isMoved: moved.has(item.after) } : item];
    }
    return item.before && found.has(item.before) ? [] : [item];
  });
}

/** Items with equal keys, the first with the first; where there are more on one side than on the other, none is sure. */
function sameIn<T>([before, after]: [T[], T[]], keyOf: (item: T) => string | undefined): [T, T][] {
  const named = (items: T[]): ReadonlyMap<string, T[]> =>
    groupBy(
      items.filter((item) => keyOf(item) !== undefined),
      (item) => keyOf(item) ?? '',
    ) as ReadonlyMap<string, T[]>;
  const others = named(after);
  return [...named(before)].flatMap(([key, items]) => {
    const counterparts = others.get(key) ?? [];
    if (counterparts.length !== items.length) return [];
    return items.map((item, index): [T, T] => [item, counterparts[index] as T]);
  });
}

/** The most alike first. */
function likeIn<T>([before, after]: [T[], T[]], textOf: (item: T) => string): [T, T][] {
  if (before.length * after.length > MOST_COMPARED) return [];
  const candidates = before.flatMap((was, row) =>
    after.map((is, column) => ({ was, is, apart: Math.abs(row - column), like: similarity(textOf(was), textOf(is)) })),
  );
  const used = new Set<T>();
  const pairs: [T, T][] = [];
  for (const { was, is, like } of candidates.toSorted((a, b) => b.like - a.like || a.apart - b.apart)) {
    if (like < LIKE || used.has(was) || used.has(is)) continue;
    used.add(was).add(is);
    pairs.push([was, is]);
  }
  return pairs;
}

/** One item of two lists: in both, or in one only. */
interface Aligned<T> {
  readonly before?: T;
  readonly after?: T;
}

/**
 * Two lists side by side, with as few items as possible that are in one only (E. Myers, *An O(ND) difference algorithm
 * and its variations*, 1986). Items that are in one only stand as they do there.
 */
function align<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): Aligned<T>[] {
  const aligned: Aligned<T>[] = [];
  let [old, current] = [0, 0];
  for (const { value, added, removed } of diffArrays(before.map(keyOf), after.map(keyOf))) {
    for (let count = 0; count < value.length; count += 1) {
      const [was, is] = [before[old], after[current]];
      if (!added) old += 1;
      if (!removed) current += 1;
      if (added) aligned.push({ after: is as T });
      else if (removed) aligned.push({ before: was as T });
      else aligned.push({ before: was as T, after: is as T });
    }
  }
  return aligned;
}

/** Whether an aligned item is in both lists. */
function isInBoth<T>(aligned: Aligned<T>): aligned is { readonly before: T; readonly after: T } {
  return aligned.before !== undefined && aligned.after !== undefined;
}

/** The part of their words that two texts share, from 0 to 1 (L. Dice, 1945). */
function similarity(one: string, other: string): number {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  if (left.length + right.length === 0) return 1;
  const counts = new Map<string, number>();
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of right) {
    const rest = counts.get(word) ?? 0;
    if (rest > 0) shared += 1;
    counts.set(word, rest - 1);
  }
  return (2 * shared) / (left.length + right.length);
}

/** Words and numbers; Chinese by characters. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}.,%]+/gu) ?? [];
}
