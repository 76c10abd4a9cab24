import { listBriefs, loadReadableBrief } from '../brief/brief-folder.ts';
import type { Brief } from '../brief/brief.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { DELIMITERS } from '../core/files/csv-file.ts';
import { ChangedWorkspace } from '../core/machine/changed-workspace.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { readCatalogue } from '../dataset/catalogue.ts';
import type { DiffOptions } from '../diff/compare-states.ts';
import { loadAssayFile } from '../embedding/assay-file.ts';
import { openFolderHosts } from '../embedding/page-folder.ts';
import { listPages } from '../embedding/page-listing.ts';
import { readRegions, type Region } from '../embedding/page-regions.ts';
import { readYaml } from '../core/files/yaml-file.ts';
import type { DraftFile } from '../tables/drafting/draft.ts';
import { csvEdits, edited, type NameEdit, schemaOf, yamlEdits } from './data-names.ts';
import { AmbiguousPattern, type NamedKind, type Renaming, KINDS, renamedAddress } from './new-names.ts';
import { checkSame } from './same-print.ts';
import { findSubject, type RenameRequest, type Subject } from './subjects.ts';
import { exhibitsIn, namesInLines } from '../chart/kinds/chart-line.ts';
import { inPattern } from '../core/diagnostics/quoting.ts';
import { namedTexts } from '../template/named-texts.ts';

/** A renaming before anything is written. */
export interface RenamePlan {
  readonly kind: NamedKind;
  readonly old: string;
  readonly current: string;
  /** The folder of `data/` or, of an exhibit, of `templates/`. */
  readonly of: string;
  /** Whether the dataset had the new name already. */
  readonly isLeftOver: boolean;
  readonly files: readonly DraftFile[];
  /** Of each file that is written, how many names change in it, and under which path it was. */
  readonly changed: readonly ChangedFile[];
  /** Editions that are called like the release, and so are printed into another folder. */
  readonly editions: readonly string[];
  /** Briefs that could not be printed before either, so that nothing is known of what they print. */
  readonly unprinted: readonly string[];
}

/** A file in which names change. */
export interface ChangedFile {
  readonly path: string;
  readonly names: number;
  readonly before?: string | undefined;
}

/**
 * Renames an indicator, source, release, member or exhibit in every file of a project that names it. Writes nothing.
 * Undefined, with diagnostics, where the name leads to nothing or to several things, where the new one is taken, and where
 * a test or a printed text would change.
 */
export async function planRename(
  workspace: Workspace,
  request: RenameRequest,
  options: DiffOptions,
  diagnostics: Diagnostics,
): Promise<RenamePlan | undefined> {
  const found = await findSubject(workspace, request, diagnostics);
  if (!found) return undefined;
  const { subject, renaming } = found;
  const scope = await scopeOf(workspace, subject);
  const changes = await changesIn(workspace, scope, renaming, diagnostics);
  if (diagnostics.failed) return undefined;
  const moves = await movesOf(workspace, subject, renaming, diagnostics);
  const { texts, files, changed } = drafted(changes, moves);
  if (files.length === 0) {
    const message = `no file of ${subject.of} names the ${subject.kind} ${renaming.old}`;
    const hint = didYouMean(
      renaming.old,
      renaming.known.filter((id) => id !== renaming.old),
    );
    return diagnostics.error('rename/unknown', message, `data/${subject.of}`, hint);
  }
  const after = new ChangedWorkspace(workspace.root, texts);
  const unprinted = await checkSame({ before: workspace, after, ...found, ...scope, options }, diagnostics);
  if (diagnostics.failed) return undefined;
  const { kind, of, isLeftOver } = subject;
  const { old, current } = renaming;
  const editions =
    kind === 'release' ? scope.briefs.filter(({ listsEditions }) => !listsEditions).map(({ id }) => id) : [];
  return { kind, old, current, of, isLeftOver, files, changed, editions, unprinted };
}

/** Where a name may stand. */
interface Scope {
  /** The briefs that print the dataset, or have the exhibit. */
  readonly briefs: readonly Brief[];
  readonly paths: readonly string[];
}

async function scopeOf(workspace: Workspace, { kind, of }: Subject): Promise<Scope> {
  const all = await Promise.all(
    (await listBriefs(workspace)).map((id) => loadReadableBrief(workspace, id, new Diagnostics())),
  );
  const briefs = all
    .flatMap((loaded) => (loaded ? [loaded.brief] : []))
    .filter(({ id, dataset }) => (kind === 'exhibit' ? id : dataset.id) === of);
  const own = await Promise.all(briefs.map(({ id }) => workspace.files(`templates/${id}`)));
  const shared = briefs.length > 0 ? await workspace.files('templates/partials') : [];
  const data = kind === 'exhibit' ? [] : await workspace.files(`data/${of}`);
  const style = ['templates/style.yaml'];
  return { briefs, paths: [...new Set([...data, ...own.flat(), ...shared, ...style])] };
}

interface Change {
  readonly file: SourceFile;
  readonly edits: readonly NameEdit[];
}

async function changesIn(
  workspace: Workspace,
  { paths, briefs }: Scope,
  renaming: Renaming,
  diagnostics: Diagnostics,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const path of paths) {
    const file = (await workspace.exists(path)) ? await workspace.readText(path, new Diagnostics()) : undefined;
    if (!file) continue;
    try {
      changes.push({ file, edits: await editsIn(workspace, file, renaming) });
    } catch (error) {
      if (!(error instanceof AmbiguousPattern)) throw error;
      const at = file.text.indexOf(error.message);
      const message = `${error.message} would no longer stand for the same indicators`;
      const hint = 'write it so that it stands for these both before and after, or name them one by one';
      diagnostics.error('rename/ambiguous', message, placeAt(file, at, at + error.message.length), hint);
    }
  }
  return [...changes, ...(await pageChanges(workspace, briefs, renaming))];
}

async function editsIn(workspace: Workspace, file: SourceFile, renaming: Renaming): Promise<readonly NameEdit[]> {
  const { path, text } = file;
  if (path.endsWith('.hbs')) return templateEdits(file, renaming);
  if (path.endsWith('.vl.json')) return chartEdits(text, renaming);
  if (renaming.kind === 'exhibit') return [];
  const [, dataset] = /^data\/([^/]+)\/releases\/.*\.csv$/.exec(path) ?? [];
  if (dataset !== undefined) return csvEdits(file, await delimiterOf(workspace, dataset), renaming);
  const schema = schemaOf(path);
  return schema ? yamlEdits(text, schema, renaming) : [];
}

async function delimiterOf(workspace: Workspace, dataset: string): Promise<string> {
  const unheard = new Diagnostics();
  const file = await workspace.readText(`data/${dataset}/dataset.yaml`, unheard);
  const yaml = file && (await readYaml(file, unheard));
  const catalogue = yaml && readCatalogue(yaml, unheard);
  return DELIMITERS[catalogue?.csv?.delimiter ?? ','];
}

/** The changes of pages within the root folder that `assay.yaml` names. */
async function pageChanges(workspace: Workspace, briefs: readonly Brief[], renaming: Renaming): Promise<Change[]> {
  const unheard = new Diagnostics();
  const settings = await loadAssayFile(workspace, unheard);
  if (!settings) return [];
  const naming = { names: [], folder: workspace.root, flavour: undefined, settings };
  const pages = await listPages(workspace, naming, openFolderHosts(), unheard);
  const changes: Change[] = [];
  for (const { path, flavour } of pages.filter((page) => page.workspace === workspace)) {
    const file = await workspace.readText(path, unheard);
    const regions = file && readRegions(file, flavour, unheard)?.regions;
    if (!file || !regions) continue;
    const edits = regions.flatMap((region) => {
      const brief = briefs.find(({ id }) => id === region.request.brief);
      return brief ? regionEdits(region, renaming, !brief.listsEditions) : [];
    });
    changes.push({ file, edits });
  }
  return changes;
}

/** Files that are called like a release, by their paths: each gets its new name. */
async function movesOf(
  workspace: Workspace,
  { of }: Subject,
  { kind, old, current }: Renaming,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<string, string>> {
  const moves = new Map<string, string>();
  if (kind !== 'release') return moves;
  for (const path of await workspace.files(`data/${of}/releases`)) {
    const [, folder = '', name, ending = ''] = /^(.*\/)([^/]+)(\.(?:ya?ml|csv))$/.exec(path) ?? [];
    if (name !== old) continue;
    const to = folder + current + ending;
    if (await workspace.exists(to))
      diagnostics.error('rename/taken', `the file ${to} is there already`, to, 'move it away');
    moves.set(path, to);
  }
  return moves;
}

/** The files as they are written, and their texts by path for a look at them before that. */
function drafted(changes: readonly Change[], moves: ReadonlyMap<string, string>) {
  const texts = new Map<string, string | undefined>();
  const files: DraftFile[] = [];
  const changed: ChangedFile[] = [];
  for (const { file, edits } of changes) {
    const { path, text: before } = file;
    const to = moves.get(path);
    if (edits.length === 0 && to === undefined) continue;
    const text = edited(before, edits);
    changed.push({ path: to ?? path, names: edits.length, before: to && path });
    texts.set(path, undefined);
    texts.set(to ?? path, text);
    if (to === undefined) files.push({ path, text, isNew: false, before });
    else files.push({ path: to, text, isNew: true }, { path, text: '', isNew: false, before, isGone: true });
  }
  return { texts, files, changed };
}

/** The changes of a template or partial: addresses and ids in its calls, and of an exhibit the text around them. */
function templateEdits(file: SourceFile, renaming: Renaming): NameEdit[] {
  if (renaming.kind === 'exhibit') return exhibitEdits(file.text, renaming);
  const inCalls = namedTexts(file).flatMap(({ text, kinds, start, end }) =>
    editOf(start, end, text, renamedName(text, renaming, kinds)),
  );
  const inLines = namesInLines(file).flatMap(({ text, start, end }) =>
    editOf(start, end, text, renamedName(text, renaming, KINDS)),
  );
  return [...inCalls, ...inLines].toSorted((a, b) => a.start - b.start);
}

/** Where an exhibit is named: at its fence, and in links. */
function exhibitEdits(text: string, { old, current }: Renaming): NameEdit[] {
  const opened = exhibitsIn(text).flatMap(({ id, at }) => (id === old ? [at] : []));
  const linked = [...text.matchAll(new RegExp(String.raw`(?<=\]\(#)${inPattern(old)}(?=[\s)])`, 'g'))].map(
    ({ index }) => index,
  );
  return [...opened, ...linked]
    .toSorted((a, b) => a - b)
    .map((start) => ({ start, end: start + old.length, text: current }));
}

/** An address, or the id of a source, release or member, alone. */
function renamedName(text: string, renaming: Renaming, kinds: readonly NamedKind[]): string {
  const { kind, old, current } = renaming;
  if (kind !== 'indicator' && text === old) return kinds.includes(kind) ? current : text;
  return kinds.includes('indicator') ? renamedAddress(text, renaming) : text;
}

/** Keys of a chart that hold addresses and ids of indicators. */
const ADDRESS_KEYS: ReadonlySet<string> = new Set(['address', 'of', 'from']);

/** Keys of a chart that list values of its rows. */
const VALUE_KEYS: ReadonlySet<string> = new Set(['domain', 'sort', 'oneOf', 'equal', 'values']);

/** The changes of a chart: addresses in its data, and values of its rows, also those that its expressions quote. */
function chartEdits(text: string, renaming: Renaming): NameEdit[] {
  if (renaming.kind === 'exhibit') return [];
  let key = '';
  return [...text.matchAll(/"((?:[^"\\\n]|\\.)*)"(\s*:)?/g)].flatMap(({ 1: value = '', 2: colon, index }) => {
    const [start, end] = [index + 1, index + 1 + value.length];
    if (colon !== undefined) {
      key = value;
      return [];
    }
    if (ADDRESS_KEYS.has(key)) return editOf(start, end, value, renamedAddress(value, renaming));
    if (VALUE_KEYS.has(key)) return editOf(start, end, value, renamedName(value, renaming, KINDS));
    return editOf(
      start,
      end,
      value,
      value.replaceAll(/'([^'\\]*)'/g, (_, inner: string) => `'${renamedName(inner, renaming, KINDS)}'`),
    );
  });
}

/** The changes of the markers of a page that ask for a brief. `isOwnEdition` says whether its editions have the ids of releases. */
function regionEdits(
  { opening, request }: Pick<Region, 'opening' | 'request'>,
  renaming: Renaming,
  isOwnEdition: boolean,
): NameEdit[] {
  const { kind, old, current } = renaming;
  const { member, edition, part } = request;
  const edit = (attribute: string, value: string, other: string): NameEdit[] => {
    const written = new RegExp(String.raw`(?<=(?<!\S)${attribute}="?)${inPattern(value)}(?="?(?!\S))`);
    const at = opening.words.search(written);
    const start = opening.wordsAt + at;
    return at < 0 ? [] : editOf(start, start + value.length, value, other);
  };
  return [
    ...(kind === 'member' && member === old ? edit('member', old, current) : []),
    ...(kind === 'release' && isOwnEdition && edition === old ? edit('edition', old, current) : []),
    ...(kind === 'exhibit' && part?.kind === 'exhibit' && part.id === old
      ? edit('part', `exhibit:${old}`, `exhibit:${current}`)
      : []),
    ...(part?.kind === 'value' ? edit('part', `value:${part.id}`, `value:${renamedAddress(part.id, renaming)}`) : []),
  ];
}

function editOf(start: number, end: number, text: string, renamed: string): NameEdit[] {
  return renamed === text ? [] : [{ start, end, text: renamed }];
}
