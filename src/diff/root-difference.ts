import type { EditionSource } from '../build/edition-source.ts';
import { documentChanges, gravestFirst } from '../comparison/document-changes.ts';
import { restatedSince } from '../comparison/notice.ts';
import { type Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { addressChanges } from './address-changes.ts';
import { type Aspect, aspectOf, ASPECTS } from './aspect.ts';
import { reportUnknownBriefs } from './brief-names.ts';
import { withCauses } from './causes.ts';
import { certainChanges } from './certain-changes.ts';
import { type Composer, keyOf } from './composing.ts';
import { datasetDifferences } from './dataset-difference.ts';
import type { Difference, EditionDifference, Side } from './difference.ts';
import { Failures } from './failures.ts';
import { MixedWorkspace } from './mixed-workspace.ts';
import { printBefore, vintageOf } from './notices.ts';
import { errorsIn, hasLost, openBriefs, type OpenedBrief, sourcesIn } from './opened-brief.ts';
import { hasMoved } from './page-moves.ts';
import { packageChanges } from './program-change.ts';

/** Two root folders, each as it was when it was first read. */
interface Sides {
  readonly base: Workspace;
  readonly head: Workspace;
}

/**
 * Compares two root folders: their datasets and all editions of briefs (all, or those named). Mistakes in the later one
 * are reported; those that keep editions from being built are told of both. Editions whose files are the same are not
 * composed.
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
  const briefs = {
    base: await openBriefs(sides.base, names, composer),
    head: await openBriefs(sides.head, names, composer),
  };
  const [before, after] = [sourcesIn(briefs.base), sourcesIn(briefs.head)];
  const comparing = {
    sides,
    briefs,
    composer,
    failures: new Failures(),
    mixed: new Map<string, Promise<EditionSource[]>>(),
  };
  const editions: EditionDifference[] = [];
  for (const [was, is] of pairsOf(before, after)) editions.push(await compareEdition(was, is, comparing, diagnostics));
  addUnlisted(comparing, editions);
  for (const { problems } of briefs.head.values()) diagnostics.include(problems);
  const datasets = await datasetDifferences(
    { workspace: sides.base, sources: before },
    { workspace: sides.head, sources: after },
    names,
  );
  const packages = await packageChanges(sides.base, sides.head);
  return { base: base.name, head: head.name, packages, datasets, editions, failures: comparing.failures.all };
}

/** Adds the mistakes of new briefs of which no edition can be opened. */
function addUnlisted({ briefs, failures }: Comparing, editions: readonly EditionDifference[]): void {
  const listed = new Set(editions.map(({ head }) => head.brief));
  for (const [brief, { problems }] of briefs.head)
    if (!listed.has(brief)) failures.add({ brief }, [], errorsIn(problems));
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
  readonly briefs: Readonly<Record<keyof Sides, ReadonlyMap<string, OpenedBrief>>>;
  readonly composer: Composer;
  readonly failures: Failures;
  /** The editions of a brief with one kind of input as it was. */
  readonly mixed: Map<string, Promise<EditionSource[]>>;
}

async function compareEdition(
  was: EditionSource | undefined,
  is: EditionSource | undefined,
  comparing: Comparing,
  diagnostics: Diagnostics,
): Promise<EditionDifference> {
  if (!was || !is) return compareLone(was, is, comparing, diagnostics);
  const { head } = is;
  const aspects = await changedAspects(was, is);
  if (aspects.length === 0) return { head, state: 'unchanged', aspects, changes: [] };
  const { composer, briefs, failures } = comparing;
  const problems = { base: new Diagnostics(), head: new Diagnostics() };
  const before = await composer.blocks(was, problems.base);
  const after = await composer.blocks(is, problems.head);
  diagnostics.include(problems.head);
  const errors = (side: keyof Sides): Diagnostic[] =>
    errorsIn(problems[side]).concat(errorsIn(briefs[side].get(head.brief)?.problems ?? problems[side]));
  failures.add(head, errors('base'), errors('head'));
  const found = documentChanges(before, after, is.locale);
  const changes = await withCauses(found, aspects, { before, after, locale: is.locale }, (old) =>
    composeMixed(is, old, problems.head, comparing),
  );
  const isWhole = errors('head').length === 0;
  const pages = isWhole ? await composer.pages(was, is, after) : undefined;
  const anchors = isWhole ? addressChanges(before, after, found) : [];
  const isSame = changes.length + anchors.length === 0 && !hasMoved(pages);
  const state = !isWhole ? 'failed' : errors('base').length > 0 ? 'mended' : isSame ? 'unchanged' : 'changed';
  return { head, state, aspects, changes: gravestFirst(isWhole ? changes : certainChanges(changes)), pages, anchors };
}

/** An edition that only one of the states has, or that could be opened in one only. */
async function compareLone(
  was: EditionSource | undefined,
  is: EditionSource | undefined,
  { briefs, composer, failures }: Comparing,
  diagnostics: Diagnostics,
): Promise<EditionDifference> {
  const source = is ?? was;
  if (!source) throw new RangeError('an edition is on one side at least');
  const { head } = source;
  const [old, current] = [briefs.base.get(head.brief), briefs.head.get(head.brief)];
  const lone = { head, aspects: [], changes: [] };
  if (!is) {
    if (!hasLost(current, head)) return { ...lone, state: 'removed' };
    failures.add(head, errorsIn(old?.problems ?? new Diagnostics()), errorsIn(current?.problems ?? new Diagnostics()));
    return { ...lone, state: 'failed' };
  }
  const problems = new Diagnostics();
  await composer.blocks(is, problems);
  diagnostics.include(problems);
  const errors = errorsIn(problems).concat(errorsIn(current?.problems ?? problems));
  const wasLost = hasLost(old, head);
  const before = printBefore(is, sourcesIn(briefs.base));
  const figures = before && restatedSince(await vintageOf(before, composer), is.edition);
  const reprints = before && figures && { edition: before.head.edition, figures };
  failures.add(head, wasLost && old ? errorsIn(old.problems) : [], errors);
  return { ...lone, reprints, state: errors.length > 0 ? 'failed' : wasLost ? 'mended' : 'added' };
}

/** The kinds of files that differ between two states of an edition. */
async function changedAspects(was: EditionSource, is: EditionSource): Promise<readonly Aspect[]> {
  const [old, current] = await Promise.all([was, is].map(async (source) => (await source.sources()).inputs));
  const hashes = groupBy([...(old ?? []), ...(current ?? [])], ({ path }) => path);
  const changed = [...hashes].filter(([, inputs]) => inputs.length !== 2 || inputs[0]?.sha256 !== inputs[1]?.sha256);
  const found = new Set(changed.map(([path]) => aspectOf(path)));
  return ASPECTS.filter((aspect) => found.has(aspect));
}

/**
 * An edition as it would be with one kind of input as it was; undefined where the two do not go together: where that
 * makes mistakes that the edition itself does not have.
 */
async function composeMixed(
  source: EditionSource,
  old: Aspect,
  { all: own }: Diagnostics,
  { sides, composer, mixed }: Comparing,
) {
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
  const isOwn = (found: Diagnostic): boolean => own.some(({ message }) => message === found.message);
  return problems.all.some((found) => found.rule.startsWith('template/') && !isOwn(found)) ? undefined : blocks;
}
