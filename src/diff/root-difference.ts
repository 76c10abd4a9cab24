import { assayDataset } from '../assay/assay.ts';
import { loadRules } from '../assay/relations/relations-file.ts';
import type { EditionHead, EditionSource } from '../pipeline/edition-source.ts';
import { type DatasetChanges, datasetChanges, isUnchanged, type RuledState } from '../comparison/dataset-changes.ts';
import { documentChanges, gravestFirst } from '../comparison/document-changes.ts';
import { restatedSince } from '../comparison/notice.ts';
import type { Segment } from '../comparison/segments.ts';
import { type Diagnostic, Diagnostics, locationOf, messageKey } from '../core/diagnostics/diagnostic.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { sha256 } from '../core/machine/hash.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import { newestDay } from '../dataset/edition.ts';
import { addressChanges } from './address-changes.ts';
import { type Aspect, aspectOf, ASPECTS } from './aspect.ts';
import { loadBriefNames, reportUnknownBriefs } from './brief-names.ts';
import { withCauses } from './causes.ts';
import { type Composer, keyOf } from './composing.ts';
import type {
  CausedChange,
  DatasetDifference,
  Difference,
  EditionDifference,
  FailedEdition,
  Failure,
  Side,
} from './difference.ts';
import { MixedWorkspace } from './mixed-workspace.ts';
import { printBefore, vintageOf } from './notices.ts';
import { hasMoved } from './page-moves.ts';
import { packageChanges } from './program-change.ts';

/** Two root folders, each as it was when it was first read. */
interface Sides {
  readonly base: Workspace;
  readonly head: Workspace;
}

/**
 * Compares two root folders: their datasets and all editions of briefs (all, or those named). Mistakes in the later one
 * are reported; those that keep editions from being built are reported of both. Editions whose files are the same are not
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

/** What stands where a template could not print. */
const GAP = '…';

/**
 * What a reader of an edition that does not build would surely see otherwise. A chart that cannot be drawn is not removed, a
 * sentence with a gap has not turned, and marks of sources have other numbers only because of both.
 */
function certainChanges(changes: readonly CausedChange[]): CausedChange[] {
  return changes.filter(({ change, before, after, figures }) => {
    if (change !== 'changed' || !before || !after || gapsIn(before) !== gapsIn(after)) return false;
    return figures.length > 0 || uncited(before) !== uncited(after);
  });
}

function gapsIn({ text }: Segment): number {
  return text.split(GAP).length;
}

function uncited({ text, uncited: own = text }: Segment): string {
  return own;
}

/** A root folder with the editions that were opened in it. */
interface OpenedRoot {
  readonly workspace: Workspace;
  readonly sources: readonly EditionSource[];
}

/**
 * Compares the datasets of the briefs that are compared; without names, all datasets. One that only one side has, or
 * whose files cannot be read there, is left out.
 */
async function datasetDifferences(
  base: OpenedRoot,
  head: OpenedRoot,
  names: readonly string[],
): Promise<DatasetDifference[]> {
  const [old, current] = await Promise.all([base, head].map(({ workspace }) => listDatasets(workspace)));
  const used = new Set([...base.sources, ...head.sources].map(({ edition }) => edition.dataset.id));
  const both = (current ?? []).filter((id) => old?.includes(id) && (names.length === 0 || used.has(id)));
  const found: DatasetDifference[] = [];
  for (const id of both) {
    const folder = `data/${id}`;
    if ((await hashOf(base.workspace, folder)) === (await hashOf(head.workspace, folder))) continue;
    const [before, after] = [await stateOf(base, id), await stateOf(head, id)];
    if (!before || !after) continue;
    const compared = datasetChanges(before, after);
    const changes = before.isWhole && after.isWhole ? compared : certainIn(compared);
    if (!isUnchanged(changes)) found.push({ ...changes, briefs: briefsOf(id, head) });
  }
  return found;
}

function briefsOf(dataset: string, { sources }: OpenedRoot): string[] {
  const using = sources.filter(({ edition }) => edition.dataset.id === dataset);
  return [...new Set(using.map(({ head }) => head.brief))];
}

/** What differs for certain where one state has mistakes: what cannot be read there is not gone, and not new. */
function certainIn(changes: DatasetChanges): DatasetChanges {
  return {
    ...changes,
    statements: changes.statements.filter(({ nature }) => nature !== 'gone' && nature !== 'new'),
    coverage: [],
    counts: { before: changes.counts.after, after: changes.counts.after },
  };
}

async function hashOf(workspace: Workspace, folder: string): Promise<string> {
  const paths = await workspace.files(folder);
  const hashes = paths.map(async (path) => `${path} ${sha256((await workspace.readBytes(path)) ?? '')}`);
  return sha256((await Promise.all(hashes)).join('\n'));
}

/** A dataset with its tests; those of an edition that knows all of it are not done again. */
async function stateOf(
  { workspace, sources }: OpenedRoot,
  id: string,
): Promise<(RuledState & { readonly isWhole: boolean }) | undefined> {
  const problems = new Diagnostics();
  const tested = sources.find(
    ({ edition }) => edition.dataset.id === id && edition.asOf === newestDay(edition.dataset),
  );
  const dataset = tested?.edition.dataset ?? (await loadReadable(workspace, id, problems)).dataset;
  const rules = dataset && (await loadRules(workspace, dataset, problems));
  if (!dataset || !rules) return undefined;
  const isWhole = !problems.failed;
  return { dataset, rules, isWhole, result: tested?.result() ?? assayDataset(dataset, rules) };
}

/** Collects what keeps editions of two states from being built: each mistake once, with all editions that it stops. */
class Failures {
  readonly #found = new Map<string, { failure: Failure; readonly editions: Map<string, FailedEdition> }>();

  /** Adds the mistakes of an edition in both states. Those of the earlier one count where the later one has none. */
  add(edition: FailedEdition, base: readonly Diagnostic[], head: readonly Diagnostic[]): void {
    const old = new Set(base.map(messageKey));
    for (const problem of head) this.#note(edition, { side: 'head', isOld: old.has(messageKey(problem)), problem });
    if (head.length === 0) for (const problem of base) this.#note(edition, { side: 'base', isOld: true, problem });
  }

  #note(edition: FailedEdition, failure: Omit<Failure, 'editions'>): void {
    const { side, problem } = failure;
    const key = `${side} ${locationOf(problem)} ${messageKey(problem)}`;
    const editions = this.#found.get(key)?.editions ?? new Map<string, FailedEdition>();
    const { brief, edition: id, locale, member } = edition;
    editions.set([brief, id, locale, member].join('/'), { brief, edition: id, locale, member });
    this.#found.set(key, { failure: { ...failure, editions: [] }, editions });
  }

  /** Of the later state first, and there what is new first. */
  get all(): Failure[] {
    const rank = ({ side, isOld }: Failure): number => (side === 'base' ? 2 : Number(isOld));
    return [...this.#found.values()]
      .map(({ failure, editions }) => Object.assign({}, failure, { editions: [...editions.values()] }))
      .toSorted((a, b) => rank(a) - rank(b));
  }
}

/** A brief of one state: its editions, and what is wrong with it, to which the tests of its dataset add when they run. */
interface OpenedBrief {
  readonly sources: readonly EditionSource[];
  readonly problems: Diagnostics;
}

/** Opens the briefs of a root folder (all, or those named that it has), by name. */
async function openBriefs(
  workspace: Workspace,
  names: readonly string[],
  composer: Composer,
): Promise<ReadonlyMap<string, OpenedBrief>> {
  const opened = new Map<string, OpenedBrief>();
  for (const name of await loadBriefNames(workspace, names)) {
    const problems = new Diagnostics();
    opened.set(name, { sources: await composer.sources(workspace, [name], problems), problems });
  }
  return opened;
}

/** All editions of opened briefs. */
function sourcesIn(briefs: ReadonlyMap<string, OpenedBrief>): EditionSource[] {
  return [...briefs.values()].flatMap(({ sources }) => sources);
}

/** Mistakes that keep a brief from being built. */
function errorsIn({ all }: Diagnostics): Diagnostic[] {
  return all.filter(({ severity }) => severity === 'error');
}

/** Whether a brief has an edition that could not be opened because of its mistakes; one that it does not list is gone. */
function hasLost(brief: OpenedBrief | undefined, { edition, locale }: EditionHead): boolean {
  if (!brief?.problems.failed) return false;
  const [first] = brief.sources;
  return !first || (first.brief.editions.some(({ id }) => id === edition) && first.brief.locales.includes(locale));
}
