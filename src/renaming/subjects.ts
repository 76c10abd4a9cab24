import { exhibitsIn } from '../chart/kinds/chart-line.ts';
import { listBriefs } from '../brief/brief-folder.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { listText } from '../core/diagnostics/source-text.ts';
import { parseYaml } from '../core/files/yaml-nodes.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { INDICATOR_ID } from '../dataset/address.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import { MEMBER_ID, WORD_ID } from '../dataset/dataset-schema.ts';
import type { Dataset } from '../dataset/model.ts';
import { isGroup, KINDS, type NamedKind, type Renaming } from './new-names.ts';

/** What a person asks to be renamed. */
export interface RenameRequest {
  /** A name, with its kind before a colon where several things have it: `source:office`. */
  readonly old: string;
  readonly current: string;
  /** Only in this folder of `data/`. */
  readonly dataset: string | undefined;
  /** Of an exhibit, only in this folder of `templates/`. */
  readonly brief: string | undefined;
}

/** What has a name: something of a dataset, or an exhibit of a brief. */
export interface Subject {
  readonly kind: NamedKind;
  readonly name: string;
  /** The folder in `data/`; of an exhibit, that in `templates/`. */
  readonly of: string;
  readonly dataset: Dataset | undefined;
  readonly dimension?: string | undefined;
  /** Whether the dataset has only the new name, because it was changed there by hand. */
  readonly isLeftOver: boolean;
}

/** A renaming of one thing. */
export interface Found {
  readonly subject: Subject;
  readonly renaming: Renaming;
}

/** Finds what is to be renamed, and sees that the new name can be its name; undefined, with a report, where not. */
export async function findSubject(
  workspace: Workspace,
  { old: asked, current, dataset, brief }: RenameRequest,
  diagnostics: Diagnostics,
): Promise<Found | undefined> {
  const { kind, name } = kindAndName(asked);
  const all = await everySubject(workspace, { dataset, brief }, name, current);
  const found = all.filter((one) => (kind === undefined || one.kind === kind) && matches(one, name));
  const declared = found.filter(({ isLeftOver }) => !isLeftOver);
  const [subject, ...others] = declared.length > 0 ? declared : found;
  if (!subject) {
    const names = all.filter((one) => kind === undefined || one.kind === kind).map((one) => one.name);
    const what = kind === undefined ? 'nothing that can be renamed' : `no ${kind}`;
    return diagnostics.error('rename/unknown', `${what} is called ${name}`, 'data', didYouMean(name, names));
  }
  if (others.length > 0) return reportSeveral([subject, ...others], diagnostics);
  if (!isNameOf(subject, name, current, diagnostics)) return undefined;
  if (!subject.isLeftOver && all.some((one) => isTakenBy(one, subject, current)))
    return diagnostics.error(
      'rename/taken',
      `${subject.of} already has the ${subject.kind} ${current}`,
      placeOf(subject),
      'choose another name, or rename that one first',
    );
  return { subject, renaming: await renamingOf(workspace, subject, name, current) };
}

function kindAndName(asked: string): { readonly kind: NamedKind | undefined; readonly name: string } {
  const [, word = '', name = ''] = /^([a-z]+):(.+)$/.exec(asked) ?? [];
  const kind = KINDS.find((known) => known === word);
  return kind ? { kind, name } : { kind: undefined, name: asked };
}

function matches({ name, kind, dimension }: Subject, asked: string): boolean {
  if (name === asked || (kind === 'member' && `${dimension}.${name}` === asked)) return true;
  return kind === 'indicator' && isGroup(asked) && name.startsWith(asked.slice(0, -1));
}

/** Everything that has a name, and what is called `old` nowhere, but `current` in its dataset. */
async function everySubject(
  workspace: Workspace,
  only: Pick<RenameRequest, 'dataset' | 'brief'>,
  old: string,
  current: string,
): Promise<Subject[]> {
  const datasets = (await listDatasets(workspace)).filter((id) => only.dataset === undefined || id === only.dataset);
  const found: Subject[] = [];
  for (const of of datasets) {
    const { dataset } = await loadReadable(workspace, of, new Diagnostics());
    if (!dataset) continue;
    const subject = (kind: NamedKind, name: string, dimension?: string): Subject => ({
      kind,
      name,
      of,
      dataset,
      dimension,
      isLeftOver: false,
    });
    const own = [
      ...distinct([...dataset.indicators.keys()], old).map((id) => subject('indicator', id)),
      ...[...dataset.sources.keys()].map((id) => subject('source', id)),
      ...[...dataset.releases.keys()].map((id) => subject('release', id)),
      ...[...dataset.dimensions.values()].flatMap(({ id, members }) =>
        [...members.keys()].map((member) => subject('member', member, id)),
      ),
    ];
    found.push(...own, ...own.flatMap((one) => leftOver(one, old, current)));
  }
  if (only.dataset !== undefined) return found;
  for (const of of await listBriefs(workspace)) {
    if (only.brief !== undefined && of !== only.brief) continue;
    for (const name of await exhibitsOf(workspace, of))
      found.push({ kind: 'exhibit', name, of, dataset: undefined, isLeftOver: false });
  }
  return found;
}

/** The ids of indicators; of those that a group stands for, one. */
function distinct(ids: readonly string[], old: string): readonly string[] {
  if (!isGroup(old)) return ids;
  const isIn = (id: string): boolean => id.startsWith(old.slice(0, -1));
  const first = ids.find(isIn);
  return ids.filter((id) => !isIn(id) || id === first);
}

function leftOver(one: Subject, old: string, current: string): Subject[] {
  const { kind, name } = one;
  const isNamed = name === current && (kind === 'indicator' || kind === 'source');
  return isNamed && !isGroup(old) ? [{ ...one, name: kindAndName(old).name, isLeftOver: true }] : [];
}

/** The ids of the exhibits of a brief, as its templates and partials open them. */
async function exhibitsOf(workspace: Workspace, brief: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const path of await workspace.files(`templates/${brief}`)) {
    const text = path.endsWith('.hbs') ? (await workspace.readText(path, new Diagnostics()))?.text : undefined;
    for (const { id } of exhibitsIn(text ?? '')) found.add(id);
  }
  return found;
}

function reportSeveral(subjects: readonly Subject[], diagnostics: Diagnostics): undefined {
  const [first, second] = subjects;
  if (!first || !second) return undefined;
  const called = (one: Subject): string => `the ${one.kind} of ${one.dimension ?? one.of}`;
  const isOfKinds = first.kind !== second.kind;
  const form = (one: Subject): string => {
    if (isOfKinds) return `${one.kind}:${one.name}`;
    if (one.dimension !== undefined && one.of === first.of) return `member:${one.dimension}.${one.name}`;
    return `${one.kind === 'exhibit' ? '--brief' : '--dataset'} ${one.of}`;
  };
  const message = `${first.name} is ${listText(subjects.map(called))}`;
  const hint = `name the one that is meant: ${subjects.map(form).join(', or ')}`;
  return diagnostics.error('rename/ambiguous', message, placeOf(first), hint);
}

const EXHIBIT_ID = /^[A-Za-z][\w-]*$/;

function isNameOf(subject: Subject, old: string, current: string, diagnostics: Diagnostics): boolean {
  const { kind, of } = subject;
  const isWhole = kind === 'indicator' && isGroup(old);
  const name = isWhole ? current.replace(/\.\*$/, '') : current;
  const form = { indicator: INDICATOR_ID, source: WORD_ID, release: WORD_ID, member: MEMBER_ID, exhibit: EXHIBIT_ID };
  const isShort = current.length <= MOST_LETTERS;
  if (isShort && form[kind].test(name) && (!isWhole || isGroup(current)) && current !== old) return true;
  const said: Readonly<Record<NamedKind, string>> = {
    indicator: isWhole ? `a group is renamed as a group, as in ${old} ${name}.*` : 'lower-case words between dots',
    source: 'lower-case letters, digits, hyphens and underscores',
    release: 'lower-case letters, digits, hyphens and underscores',
    member: 'lower-case letters, digits and underscores',
    exhibit: 'letters, digits, hyphens and underscores, a letter first',
  };
  const shown = isShort ? current : `${current.slice(0, 20)}…`;
  const message = `${shown} cannot be the new name of ${old} in ${of}`;
  const hint = current === old ? 'it is the name now' : isShort ? said[kind] : `at most ${MOST_LETTERS} letters`;
  diagnostics.error('rename/bad-name', message, placeOf(subject), hint);
  return false;
}

/** Of a new name: files are called by those of releases. */
const MOST_LETTERS = 100;

function isTakenBy(one: Subject, { kind, of, dimension }: Subject, current: string): boolean {
  const isSame = one.kind === kind && one.of === of && one.dimension === dimension;
  return (
    isSame &&
    !one.isLeftOver &&
    (one.name === current || (isGroup(current) && one.name.startsWith(current.slice(0, -1))))
  );
}

function placeOf({ kind, of }: Pick<Subject, 'kind' | 'of'>): string {
  return kind === 'exhibit' ? `templates/${of}` : `data/${of}/dataset.yaml`;
}

/** The renaming of a subject, with the ids of indicators that follow from it. */
async function renamingOf(workspace: Workspace, subject: Subject, asked: string, current: string): Promise<Renaming> {
  const { kind, dataset, dimension, name } = subject;
  const old = kind === 'indicator' && isGroup(asked) ? asked : name;
  const known = [...(dataset?.indicators.keys() ?? [])];
  const pairs = async (): Promise<[string, string][]> => {
    if (kind === 'member') return memberIds(await entriesOf(workspace, subject.of), dimension ?? '', old, current);
    if (kind !== 'indicator') return [];
    if (!isGroup(old)) return [[old, current]];
    const [start, other] = [old.slice(0, -1), current.slice(0, -1)];
    return known.filter((id) => id.startsWith(start)).map((id) => [id, other + id.slice(start.length)]);
  };
  return { kind, old, current, dimension, indicators: new Map(await pairs()), known };
}

function memberIds(entries: readonly string[], dimension: string, old: string, current: string): [string, string][] {
  const own = entries.filter((entry) => entry.includes(`{${dimension}}`));
  return own.map((entry) => [entry.replace(`{${dimension}}`, old), entry.replace(`{${dimension}}`, current)]);
}

/** The keys below `indicators` of a dataset. */
async function entriesOf(workspace: Workspace, dataset: string): Promise<readonly string[]> {
  const file = await workspace.readText(`data/${dataset}/dataset.yaml`, new Diagnostics());
  const content = file && parseYaml(file.text)?.content;
  const pairs = content?.kind === 'mapping' ? content.pairs : [];
  const indicators = pairs.find(({ key }) => key.kind === 'text' && key.value === 'indicators')?.value;
  const entries = indicators?.kind === 'mapping' ? indicators.pairs : [];
  return entries.flatMap(({ key }) => (key.kind === 'text' ? [key.value] : []));
}
