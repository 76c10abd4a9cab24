import type { EditionSource } from '../build/edition-source.ts';
import { editionDatasetChanges, isUnchanged } from '../comparison/dataset-changes.ts';
import { documentChanges, gravestFirst } from '../comparison/document-changes.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import { changesBetween } from '../dataset/changes.ts';
import { withCause } from './causes.ts';
import { reportUnknownBriefs } from './brief-names.ts';
import { type Composer, keyOf } from './composing.ts';
import type { Difference, EditionDifference, Side } from './difference.ts';
import { hasMoved } from './page-moves.ts';

/**
 * Compares two editions of one root folder, in every brief (all, or those named), language and member that has both. Only
 * data can differ between them: template, charts and style are the same.
 */
export async function compareEditions(
  { workspace }: Pick<Side, 'workspace'>,
  [old, current]: readonly [string, string],
  names: readonly string[],
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<Difference> {
  const snapshot = new Snapshot(workspace.root);
  await reportUnknownBriefs([snapshot], names, diagnostics);
  const sources = await composer.sources(snapshot, names, diagnostics);
  reportUnknownEditions([old, current], sources, diagnostics);
  const earlier = new Map(
    sources.filter(({ head }) => head.edition === old).map((source) => [keyOf(source.head, true), source]),
  );
  const pairs = sources
    .filter(({ head }) => head.edition === current)
    .flatMap((is): [EditionSource, EditionSource][] => {
      const was = earlier.get(keyOf(is.head, true));
      return was ? [[was, is]] : [];
    });
  const editions: EditionDifference[] = [];
  for (const [was, is] of pairs) editions.push(await compareDocuments(was, is, composer, diagnostics));
  return { base: old, head: current, packages: [], datasets: datasetsOf(pairs), editions, failures: [] };
}

async function compareDocuments(
  was: EditionSource,
  is: EditionSource,
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<EditionDifference> {
  const before = await composer.blocks(was, diagnostics);
  const after = await composer.blocks(is, diagnostics);
  const found = gravestFirst(documentChanges(before, after, is.locale));
  const changes = found.map((change) => withCause(change, ['data']));
  const pages = await composer.pages(was, is, after);
  const state = changes.length > 0 || hasMoved(pages) ? 'changed' : 'unchanged';
  return { head: is.head, comparedWith: was.head.edition, state, aspects: ['data'], changes, pages };
}

/** What the editions of each dataset state otherwise; slices of one edition share a dataset. */
function datasetsOf(pairs: readonly [EditionSource, EditionSource][]): Difference['datasets'] {
  const byDataset = new Map(pairs.map((pair) => [pair[1].edition.dataset.id, pair]));
  return [...byDataset.values()].flatMap(([was, is]) => {
    const [before, after] = [
      { ...was.edition, slice: undefined },
      { ...is.edition, slice: undefined },
    ];
    const results = { before: was.result(), after: is.result() };
    const changes = editionDatasetChanges(is.edition.dataset, changesBetween(before, after), results);
    return isUnchanged(changes) ? [] : [changes];
  });
}

function reportUnknownEditions(
  wanted: readonly string[],
  sources: readonly EditionSource[],
  diagnostics: Diagnostics,
): void {
  const known = new Set(sources.map(({ head }) => head.edition));
  if (known.size === 0) return;
  for (const id of wanted.filter((name) => !known.has(name)))
    diagnostics.error('diff/unknown-state', `no brief has an edition ${id}`, 'templates', didYouMean(id, known));
}
