import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { renderPage } from '../../src/pipeline/edition-rendering.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { type Block, blocksOf } from '../../src/comparison/document-blocks.ts';
import { type DocumentChange, documentChanges } from '../../src/comparison/document-changes.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Snapshot } from '../../src/core/machine/snapshot.ts';
import { type PageBlock, pageBlocks, plainText } from './page-blocks.ts';

/** An edition as the program lists it, and as its printed page reads. */
export interface ReadEdition {
  readonly name: string;
  readonly blocks: readonly Block[];
  readonly page: readonly PageBlock[];
}

/** The editions below a root folder; undefined where it has mistakes. */
export async function readEditions(root: string): Promise<ReadEdition[] | undefined> {
  const diagnostics = new Diagnostics();
  const charts = openChartThread();
  const editions: ReadEdition[] = [];
  for (const source of await selectEditions(new Snapshot(root), [], diagnostics)) {
    const composition = await composeEdition(source, drawCharts(source, charts, diagnostics), diagnostics);
    editions.push({
      name: source.folder,
      blocks: blocksOf(composition.document, source.locale),
      page: pageBlocks(renderPage(composition, 'A4')),
    });
  }
  return diagnostics.failed || editions.length === 0 ? undefined : editions;
}

/** What is wrong with the differences that the program names between two editions; nothing if they are just right. */
export function faultsIn(before: ReadEdition, after: ReadEdition): string[] {
  const faults = [before, after].flatMap(listingFaults);
  if (faults.length > 0) return faults;
  const changes = documentChanges(before.blocks, after.blocks, 'en');
  const [old, current] = [keptIndexes(before, changes, 'before'), keptIndexes(after, changes, 'after')];
  const [oldTexts, currentTexts] = [
    old.map((at) => keyOf(before.page[at])),
    current.map((at) => keyOf(after.page[at])),
  ];
  if (oldTexts.join('\n') !== currentTexts.join('\n')) faults.push('what is not named differs');
  const common = longestCommon(before.page.map(keyOf), after.page.map(keyOf));
  if (old.length !== common) faults.push(`${common} blocks are the same, and ${old.length} are not named`);
  return [...faults, ...changes.flatMap((change) => partFaults(change, changes))];
}

/** The program must list what the page shows. */
function listingFaults({ name, blocks, page }: ReadEdition): string[] {
  const listed = blocks.map(({ kind, segments }) => {
    const text = segments
      .map((segment) => plainText(segment.text))
      .join(kind === 'row' || kind === 'figure' ? '|' : '');
    return kind === 'chart' ? 'picture' : text;
  });
  const shown = page.map(({ kind, text }) => (kind === 'picture' ? 'picture' : text));
  const at = shown.findIndex((text, index) => listed[index] !== text);
  if (at < 0 && listed.length === shown.length) return [];
  return [`${name}: the page shows "${shown[at]}", and "${listed[at]}" is listed`];
}

function keptIndexes({ blocks }: ReadEdition, changes: readonly DocumentChange[], side: 'before' | 'after'): number[] {
  const named = new Set(changes.map((change) => change.blocks[side]));
  return [...blocks.keys()].filter((index) => !named.has(blocks[index]));
}

function keyOf(block: PageBlock | undefined): string {
  return `${block?.kind} ${block?.text}`;
}

/** The length of a longest common subsequence, by the table of all prefixes. */
function longestCommon(one: readonly string[], other: readonly string[]): number {
  let row = other.map(() => 0);
  for (const item of one) {
    const next: number[] = [];
    for (const [index, candidate] of other.entries()) {
      const diagonal = index === 0 ? 0 : (row[index - 1] ?? 0);
      next.push(item === candidate ? diagonal + 1 : Math.max(row[index] ?? 0, next[index - 1] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** In a block that both have, what is not named must be the same, and what is named must differ. */
function partFaults(change: DocumentChange, all: readonly DocumentChange[]): string[] {
  const { before, after } = change.blocks;
  if (!before || !after || change.change === 'moved' || change.charts) return [];
  const own = all.filter(({ blocks }) => blocks.before === before && blocks.after === after);
  if (own[0] !== change) return [];
  const rest = (side: 'before' | 'after'): string => {
    const texts = (change.blocks[side]?.segments ?? []).map(({ text }) => text);
    for (const named of own) {
      const at = texts.indexOf(named[side]?.text ?? '');
      if (at >= 0) texts.splice(at, 1);
    }
    return texts.join('\n');
  };
  if (rest('before') !== rest('after')) return [`in "${wholeText(before)}" what is not named differs`];
  const same = own.find((named) => named.before?.text === named.after?.text && named.change !== 'moved');
  if (same && before.kind === after.kind) return [`"${same.after?.text}" is named and the same`];
  const [old, current] = [sentencesIn(wholeText(before)), sentencesIn(wholeText(after))];
  const differing = old.length - longestCommon(old, current);
  const named = own.filter((found) => found.before).length;
  const isText = before.kind === 'paragraph' || before.kind === 'note';
  return isText && named !== differing
    ? [`${differing} sentences of "${wholeText(before)}" differ, ${named} are named`]
    : [];
}

function wholeText({ segments }: Block): string {
  return segments.map(({ text }) => text).join(' ');
}

/** Sentences by another program's rules. */
function sentencesIn(text: string): string[] {
  return Array.from(new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text), ({ segment }) =>
    segment.trim(),
  );
}
