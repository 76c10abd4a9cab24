import type { EditionSource } from '../build/edition-source.ts';
import { documentChanges, gravestFirst } from '../comparison/document-changes.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { type Aspect, aspectOf, ASPECTS } from './aspect.ts';
import { reportUnknownBriefs } from './brief-names.ts';
import { withCauses } from './causes.ts';
import { type Composer, keyOf } from './composing.ts';
import { datasetDifferences } from './dataset-difference.ts';
import type { Difference, EditionDifference, Side } from './difference.ts';
import { MixedWorkspace } from './mixed-workspace.ts';
import { hasMoved } from './page-moves.ts';
import { packageChanges } from './program-change.ts';

/** Two root folders, each as it was when it was first read. */
interface Sides {
  readonly base: Workspace;
  readonly head: Workspace;
}

/**
 * Compares two root folders: their datasets and all editions of briefs (all, or those named). Mistakes in the later one
 * are reported; what the earlier one has of them is only noted. Editions whose files are the same are not composed.
 */
export async function compareRoots(
  base: Side,
  head: Side,
  names: readonly string[],
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<Difference> {
  const sides = { base: new Snapshot(base.workspace.root), head: new Snapshot(head.workspace.root) };
  await reportUnknownBriefs([sides.base, sides.head], names, diagnostics);
  const earlier = new Diagnostics();
  const before = await composer.sources(sides.base, names, earlier);
  const after = await composer.sources(sides.head, names, diagnostics);
  const notes = [...unreadBriefs(base, before, earlier), ...unreadBriefs(head, after, diagnostics)];
  const comparing = { sides, composer, mixed: new Map<string, Promise<EditionSource[]>>() };
  const editions: EditionDifference[] = [];
  for (const [was, is] of pairsOf(before, after)) {
    const difference = await compareEdition(was, is, comparing, diagnostics);
    editions.push(difference);
  }
  const datasets = await datasetDifferences(
    { workspace: sides.base, sources: before },
    { workspace: sides.head, sources: after },
    names,
  );
  const packages = await packageChanges(sides.base, sides.head);
  return { base: base.name, head: head.name, packages, datasets, editions, notes };
}

/** Says which side has mistakes that keep briefs from being compared. */
function unreadBriefs({ name }: Side, sources: readonly EditionSource[], { all }: Diagnostics): string[] {
  const errors = all.filter(({ severity }) => severity === 'error');
  if (errors.length === 0 || sources.length > 0) return [];
  return [`no brief of ${name} can be composed: ${errors[0]?.message}`];
}

/** Editions by their names, in the order of the later state, then those that are gone. */
function pairsOf(
  before: readonly EditionSource[],
  after: readonly EditionSource[],
): [EditionSource | undefined, EditionSource | undefined][] {
  const [old, current] = [before, after].map(
    (sources) => new Map(sources.map((source) => [keyOf(source.head), source])),
  );
  return [...new Set([...(current?.keys() ?? []), ...(old?.keys() ?? [])])].map((key) => [
    old?.get(key),
    current?.get(key),
  ]);
}

interface Comparing {
  readonly sides: Sides;
  readonly composer: Composer;
  /** The editions of a brief with one kind of input as it was. */
  readonly mixed: Map<string, Promise<EditionSource[]>>;
}

async function compareEdition(
  was: EditionSource | undefined,
  is: EditionSource | undefined,
  comparing: Comparing,
  diagnostics: Diagnostics,
): Promise<EditionDifference> {
  const source = is ?? was;
  if (!source) throw new RangeError('an edition is on one side at least');
  const { head } = source;
  if (!was || !is) return { head, state: is ? 'added' : 'removed', aspects: [], changes: [] };
  const aspects = await changedAspects(was, is);
  if (aspects.length === 0) return { head, state: 'unchanged', aspects, changes: [] };
  const { composer } = comparing;
  const before = await composer.blocks(was, new Diagnostics());
  const after = await composer.blocks(is, diagnostics);
  const found = documentChanges(before, after, is.locale);
  const changes = await withCauses(found, aspects, { before, after, locale: is.locale }, (old) =>
    composeMixed(is, old, comparing),
  );
  const pages = await composer.pages(was, is, after);
  const state = changes.length > 0 || hasMoved(pages) ? 'changed' : 'unchanged';
  return { head, state, aspects, changes: gravestFirst(changes), pages };
}

/** The kinds of files that differ between two states of an edition. */
async function changedAspects(was: EditionSource, is: EditionSource): Promise<readonly Aspect[]> {
  const [old, current] = await Promise.all([was, is].map(async (source) => (await source.fingerprint()).inputs));
  const hashes = groupBy([...(old ?? []), ...(current ?? [])], ({ path }) => path);
  const changed = [...hashes].filter(([, inputs]) => inputs.length !== 2 || inputs[0]?.sha256 !== inputs[1]?.sha256);
  const found = new Set(changed.map(([path]) => aspectOf(path)));
  return ASPECTS.filter((aspect) => found.has(aspect));
}

/** An edition as it would be with one kind of input as it was; undefined where the two do not go together. */
async function composeMixed(source: EditionSource, old: Aspect, { sides, composer, mixed }: Comparing) {
  const { head } = source;
  const key = `${head.brief} ${old}`;
  const sources =
    mixed.get(key) ??
    composer.sources(
      new MixedWorkspace(sides.head, sides.base, (path) => aspectOf(path) === old),
      [head.brief],
      new Diagnostics(),
    );
  mixed.set(key, sources);
  const found = (await sources).find((other) => keyOf(other.head) === keyOf(head));
  if (!found) return undefined;
  const problems = new Diagnostics();
  const blocks = await composer.blocks(found, problems);
  // A text with gaps shows nothing about the causes.
  return problems.all.some(({ rule }) => rule.startsWith('template/')) ? undefined : blocks;
}
