import type { LocaleId } from '../language/locales.ts';
import type { Brief } from '../brief/brief.ts';
import { type FontFace, fontsOf } from '../brief/fonts.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import type { DataValue } from '../core/files/data-file.ts';
import { readYaml } from '../core/files/yaml-file.ts';
import { sha256 } from '../core/machine/hash.ts';
import { disk } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { nextReleaseOf } from '../dataset/due-date.ts';
import { dayOf, type Edition, newestDay } from '../dataset/edition.ts';
import type { Dataset } from '../dataset/model.ts';
import { lastDay } from '../dataset/period.ts';
import { datasetUntil } from '../dataset/until.ts';
import { filesOfSources } from '../witness/shown.ts';
import { lockedDependencies, VERSION } from './version.ts';
import { releaseId } from '../dataset/address.ts';

/** A file that an edition is made from. */
export interface Input {
  readonly path: string;
  readonly sha256: string;
  /** Set where an edition reads a part of it, which alone is hashed. */
  readonly part?: true | undefined;
}

/** The files that an edition is made from, and one hash over all of them. */
export interface Fingerprint {
  readonly fingerprint: string;
  readonly inputs: readonly Input[];
}

/**
 * SHA-256 over the sorted paths and bytes of data, templates and the fonts of the locale, Assay's version and its
 * locked dependencies. Equal fingerprints mean equal text outputs.
 */
export async function fingerprintOf(
  workspace: Workspace,
  paths: readonly string[],
  locale: LocaleId,
): Promise<Fingerprint> {
  return fingerprintOver(await hashFiles(workspace, [...new Set(paths)].sort()), locale);
}

async function fingerprintOver(
  inputs: readonly Input[],
  locale: LocaleId,
  facts: readonly string[] = [],
): Promise<Fingerprint> {
  const fonts = await Promise.all(fontsOf(locale).map(fontInput));
  const lines = [...inputs, ...fonts].map((input) => `${input.sha256}  ${input.path}\n`);
  const program = [`assay ${VERSION}\n`, ...lockedDependencies().map((dependency) => `${dependency}\n`)];
  return { fingerprint: sha256(...lines, ...facts, ...program), inputs: [...inputs, ...fonts] };
}

/**
 * Hashes what an edition reads of the files of its brief and dataset: nothing of what was published after it, nor of later
 * editions, which change nothing of what it prints. Of a file that holds such things too, the rest is hashed.
 */
export async function fingerprintOfEdition(
  workspace: Workspace,
  brief: Brief,
  edition: Pick<Edition, 'dataset' | 'release' | 'asOf'>,
  locale: LocaleId,
): Promise<Fingerprint> {
  const files = await editionInputs(workspace, brief, edition, locale);
  const inputs = files.map(([path, content, part]) => ({ path, sha256: sha256(content), ...(part && { part }) }));
  // a date of now, which changes with each release, counts where it is printed
  const isPrinted = files.some(
    ([path, content]) => path.endsWith('.hbs') && /next_(?:release|edition)/.test(textOf(content)),
  );
  const due = isPrinted ? nextReleaseOf(edition)?.date : undefined;
  return fingerprintOver(inputs, locale, due === undefined ? [] : [`next release ${due}\n`]);
}

/** Hashes the files of a brief, without the templates of other locales, those of its dataset and what is kept of its sources. */
export async function fingerprintOfBrief(
  workspace: Workspace,
  brief: Brief,
  locale: LocaleId,
  dataset: Pick<Dataset, 'releases'> | undefined,
): Promise<Fingerprint> {
  const data = await workspace.files(`data/${brief.dataset.id}`);
  const sources = await filesOfSources(workspace, dataset?.releases.values() ?? []);
  return fingerprintOf(workspace, [...filesIn(brief, locale), ...data, ...sources], locale);
}

function textOf(content: string | Uint8Array): string {
  return typeof content === 'string' ? content : Buffer.from(content).toString();
}

/** The hashes of files, in their order. A file that cannot be read has the hash of an empty one. */
export async function hashFiles(workspace: Workspace, paths: readonly string[]): Promise<Input[]> {
  return Promise.all(paths.map(async (path) => ({ path, sha256: sha256((await workspace.readBytes(path)) ?? '') })));
}

const hashes = new Map<string, Promise<string>>();

/** Each font is hashed once: fonts do not change while the program runs. */
async function fontInput({ file, name }: FontFace): Promise<Input> {
  const hash = hashes.get(name) ?? disk.readFile(file).then((bytes) => sha256(bytes));
  hashes.set(name, hash);
  return { path: `fonts/${name}`, sha256: await hash };
}

type Dated = Pick<Edition, 'dataset' | 'release' | 'asOf'>;

/** A file by its path, with what an edition reads of it: the whole of it, or a part. */
type EditionInput = readonly [path: string, content: string | Uint8Array, part?: true];

/** What is left of the mapping in a YAML file. */
type Cut = (content: { [key: string]: DataValue }) => DataValue;

/**
 * What an edition reads of the files of its brief, its dataset and what is kept of its sources, sorted by path. Left out are the files of releases that were
 * published after it, and of other files what is said about these releases and of later editions.
 */
async function editionInputs(
  workspace: Workspace,
  brief: Brief,
  edition: Dated,
  locale: LocaleId,
): Promise<EditionInput[]> {
  const { dataset } = edition;
  const folder = `data/${dataset.id}`;
  const known = datasetUntil(edition);
  const later = new Set([...dataset.releases.keys()].filter((id) => !known.releases.has(id)));
  const [early, all] = [filesOf(known), filesOf(dataset)];
  const cuts = new Map<string, Cut>([
    [`${folder}/dataset.yaml`, (content) => withoutReleases(content, later)],
    [`${folder}/events.yaml`, (content) => withoutLater(content, 'events', 'release', later)],
    [
      `templates/${brief.id}/brief.yaml`,
      (content) => withoutLater(content, 'editions', 'id', laterEditions(brief, edition)),
    ],
  ]);
  const isRead = (path: string): boolean =>
    cuts.has(path) || path === `${folder}/relations.yaml` || path.startsWith(`${folder}/releases/`);
  const data = (await workspace.files(folder)).filter(
    (path) =>
      isRead(path) &&
      (cuts.has(path) || early.has(path) || !all.has(path) || path === `${folder}/releases/releases.csv`),
  );
  const sources = await filesOfSources(workspace, known.releases.values());
  const paths = [...new Set([...filesIn(brief, locale), ...data, ...sources])].sort(compareText);
  return Promise.all(
    paths.map(async (path): Promise<EditionInput> => {
      const bytes = (await workspace.readBytes(path)) ?? Buffer.from('');
      const cut = cuts.get(path);
      if (cut) return [path, await cutYaml({ path, text: bytes.toString() }, cut), true];
      const isTable = path.startsWith(`${folder}/releases/`) && path.endsWith('.csv');
      return isTable ? [path, withoutRows(bytes, later), true] : [path, bytes];
    }),
  );
}

/** The files of a brief without the templates of other locales. */
function filesIn({ templates, files }: Brief, locale: LocaleId): readonly string[] {
  const own = templates.get(locale)?.path;
  const others = new Set([...templates.values()].map(({ path }) => path).filter((path) => path !== own));
  return files.filter((path) => !others.has(path));
}

/** The files of releases and of their statements. */
function filesOf({ releases }: Dataset): ReadonlySet<string> {
  const stated = [...releases.values()].flatMap(({ observations, repeats = [] }) => observations.concat(repeats));
  const own = [...releases.values()].map(({ file }) => file.path);
  return new Set([...own, ...stated.map(({ place }) => place.file.path)]);
}

/** What a YAML file says, but for what is cut, in one form; the file as it is where it cannot be read. */
async function cutYaml(file: { readonly path: string; readonly text: string }, cut: Cut): Promise<string> {
  const content = (await readYaml(file, new Diagnostics()))?.value;
  if (typeof content !== 'object' || Array.isArray(content)) return file.text;
  return JSON.stringify(cut(content));
}

/** A `dataset.yaml` without some releases, and without the days on which others are due: they are of now. */
function withoutReleases(content: { [key: string]: DataValue }, ids: ReadonlySet<string>): DataValue {
  return Object.fromEntries(
    Object.entries(without(content, isDue)).map(([key, part]) => {
      if (!isMapping(part)) return [key, part];
      if (key === 'releases') return [key, without(part, (id) => ids.has(id))];
      if (key !== 'indicators') return [key, part];
      const undated = Object.entries(part).map(([id, own]) => [id, isMapping(own) ? without(own, isDue) : own]);
      return [key, Object.fromEntries(undated) as DataValue];
    }),
  ) as DataValue;
}

function isDue(key: string): boolean {
  return key === 'next_release';
}

/** A mapping without some keys. */
function without(
  mapping: { [key: string]: DataValue },
  isLeftOut: (key: string) => boolean,
): { [key: string]: DataValue } {
  return Object.fromEntries(Object.entries(mapping).filter(([key]) => !isLeftOut(key)));
}

/** A mapping without the entries of a list, or mapping, in which a key names what is later. */
function withoutLater(
  content: { [key: string]: DataValue },
  list: string,
  key: string,
  later: ReadonlySet<string>,
): DataValue {
  const isKept = (entry: DataValue): boolean => {
    const named = isMapping(entry) ? entry[key] : undefined;
    return typeof named !== 'string' || !later.has(named);
  };
  const entries = content[list] ?? content;
  const kept = Array.isArray(entries)
    ? entries.filter(isKept)
    : isMapping(entries)
      ? (Object.fromEntries(Object.entries(entries).filter(([, entry]) => isKept(entry))) as DataValue)
      : entries;
  return list in content ? { ...content, [list]: kept } : kept;
}

function isMapping(value: DataValue | undefined): value is { [key: string]: DataValue } {
  return typeof value === 'object' && !Array.isArray(value);
}

/** A table without the rows of some releases, which its first column, or one that is called so, names. */
function withoutRows(bytes: Uint8Array, ids: ReadonlySet<string>): string {
  const lines = Buffer.from(bytes).toString().split('\n');
  const head = cellsOf(lines[0]?.replace(/^\uFEFF/, '') ?? '');
  const at = Math.max(head.indexOf('id'), head.indexOf('release'));
  return lines.filter((line, row) => row === 0 || at < 0 || !ids.has(cellsOf(line)[at] ?? '')).join('\n');
}

function cellsOf(line: string): string[] {
  const cells = line.trim().match(/(?<=^|[,;\t])(?:"(?:[^"]|"")*"|[^,;\t"]*)(?=[,;\t]|$)/g) ?? [];
  return cells.map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

/** The ids of the editions of a brief that are later than one: of a later release, or read on a later date. */
function laterEditions({ editions }: Brief, { dataset, release, asOf }: Dated): ReadonlySet<string> {
  const isLater = (other: Brief['editions'][number]): boolean => {
    const of = dataset.releases.get(releaseId(other.release));
    if (!of) return false;
    const day = other.asOf === undefined ? newestDay(dataset) : (lastDay(other.asOf) ?? other.asOf);
    return (compareText(dayOf(of), dayOf(release)) || compareText(day, asOf)) > 0;
  };
  return new Set(editions.filter(isLater).map(({ id }) => id));
}
