import { isMap, isScalar, isSeq, type Node, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import { editionId } from '../../brief/brief-defaults.ts';
import { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { compareText } from '../../core/diagnostics/text-order.ts';
import { DELIMITERS } from '../../core/files/csv-file.ts';
import { cellsOf, type CsvLayout, lineBreakOf, written } from '../../core/files/csv-layout.ts';
import { keyOf, scalarsIn, YamlEdit } from '../../core/files/yaml-edit.ts';
import { readYaml } from '../../core/files/yaml-file.ts';
import type { Workspace } from '../../core/machine/workspace.ts';
import {
  addressText,
  claimCounterpart,
  MEASURES,
  releaseCounterpart,
  releaseId,
  statedAddress,
} from '../../dataset/address.ts';
import { NO_REVISIONS } from '../../dataset/claim.ts';
import { loadDataset } from '../../dataset/dataset-folder.ts';
import { dayOf, newestDay, openEdition } from '../../dataset/edition.ts';
import { inlineReleases } from '../../dataset/inline-releases.ts';
import type { Dataset, Observation, Release } from '../../dataset/model.ts';
import { movedPeriod } from '../../dataset/moved-period.ts';
import { parsePeriod, type Period, periodYearEarlier } from '../../dataset/period.ts';
import { RELEASES_CSV } from '../../dataset/release-tables.ts';
import { UNFILLED } from '../../dataset/unfilled.ts';
import { type Gap, gapsIn, olderEdition } from './asked-figures.ts';
import { briefsWith, checkName, checkOne, type EditionRequest, type Found, periodOf } from './edition-request.ts';
import { type FixedPeriods, fixedPeriods } from './fixed-periods.ts';
import type { ReleaseId } from '../../dataset/brands.ts';

/** A new edition with its release, before anything is written. */
export interface Draft {
  readonly dataset: string;
  readonly edition: string;
  readonly from: string;
  readonly release: string;
  readonly period: Period;
  /** The period of the release that it is modelled on. */
  readonly before: Period;
  /** Whether the release is there already. */
  readonly isKnown: boolean;
  readonly files: readonly DraftFile[];
  /** Briefs whose older edition gets the date that ends it, and the date. */
  readonly ended: readonly { readonly brief: string; readonly asOf: string }[];
  /** What the briefs ask for and the release will not state, even when all of its skeleton is filled in. */
  readonly gaps: readonly Gap[];
  /** What the briefs write out of the period of the older edition, and the new one would print unchanged. */
  readonly fixed: readonly FixedPeriods[];
}

export interface DraftFile {
  readonly path: string;
  readonly text: string | Uint8Array;
  /** Whether the file does not exist yet. */
  readonly isNew: boolean;
  /** What a file held that is replaced; without it the draft does not rest on that. */
  readonly before?: string | undefined;
  /** Set for a file that is removed, because another one of the draft takes its place. */
  readonly isGone?: true | undefined;
}

/**
 * Drafts a new edition: its entries in `brief.yaml`, the skeleton of its release, and the list of what the briefs ask
 * for and the release will not state. Writes nothing. Undefined, with diagnostics, where it cannot be made.
 */
export async function draftEdition(
  workspace: Workspace,
  request: EditionRequest,
  diagnostics: Diagnostics,
): Promise<Draft | undefined> {
  const { id, from } = request;
  if (!checkName('an edition', id, diagnostics)) return undefined;
  const found = await briefsWith(workspace, from, request.briefs, diagnostics);
  if (!found || !checkOne(found, from, diagnostics)) return undefined;
  for (const { brief } of found) {
    const known = brief.editions.find((edition) => edition.id === id);
    if (known) diagnostics.error('edition/exists', `${brief.id} already has an edition ${id}`, known.place, EXISTS);
  }
  const [first] = found;
  if (!first || diagnostics.failed) return undefined;
  const dataset = await loadDataset(workspace, first.brief.dataset.id, diagnostics);
  const old = dataset && openEdition(dataset, first.edition.release, undefined, diagnostics, first.edition.place);
  const next = old && nextOf(old.dataset, old.release, request, diagnostics);
  const release = next && (await releaseFiles(workspace, next, diagnostics));
  if (!dataset || !next || !release) return undefined;
  const newest = endOf(dataset, next);
  const listed = found.filter(({ brief }) => brief.listsEditions);
  checkUnlisted(found, id, next, diagnostics);
  if (diagnostics.failed) return undefined;
  const open = listed.filter(({ edition }) => edition.asOf === undefined);
  const entries = listed.map(({ brief, edition }): DraftFile => {
    const entry = { from, id, release: next.id, endsOld: edition.asOf === undefined ? newest : undefined };
    return { path: brief.file.path, text: withEdition(brief.file.text, entry), isNew: false };
  });
  return {
    dataset: dataset.id,
    edition: id,
    from,
    release: next.id,
    period: next.period,
    before: next.old.period,
    isKnown: next.known !== undefined,
    files: [...release, ...entries],
    ended: open.map(({ brief }) => ({ brief: brief.id, asOf: newest })),
    gaps: (await Promise.all(found.map((one) => gapsOf(one, dataset, next)))).flat(),
    fixed: fixedIn(found, next),
  };
}

/** The day that ends the older edition: the newest of the dataset, or the last one before that of a release which is there already. */
function endOf(dataset: Dataset, { known, old }: NextRelease): string {
  if (!known) return newestDay(dataset);
  const before = [...dataset.releases.values()].filter((one) => one === old || dayOf(one) < dayOf(known));
  return newestDay({ ...dataset, releases: new Map(before.map((one) => [one.id, one])) });
}

const EXISTS =
  'nothing is overwritten: give the new edition another id, or see what this one still asks for without --from';

/** Reports briefs that list no editions, and would name that on the new release otherwise. */
function checkUnlisted(found: readonly Found[], id: string, next: NextRelease, diagnostics: Diagnostics): void {
  const own = editionId(next);
  for (const { brief } of found) {
    if (brief.listsEditions || own === id) continue;
    const message = `the brief ${brief.id} lists no editions, so that on ${next.id} is ${own}, not ${id}`;
    diagnostics.error('edition/bad-name', message, brief.file.path, `write ${own}, or list its editions in brief.yaml`);
  }
}

function nextOf(
  dataset: Dataset,
  old: Release,
  request: EditionRequest,
  diagnostics: Diagnostics,
): NextRelease | undefined {
  const earlier = releasesBefore(dataset, old);
  const period = periodOf(request, old, earlier.at(-1), diagnostics);
  if (!period) return undefined;
  const id = releaseId(request.release ?? nextReleaseId(old, period, earlier.at(-1), request));
  if (!checkName('a release', id, diagnostics)) return undefined;
  const known = dataset.releases.get(id);
  if (!known || isNext(known, old, period)) return { old, id, period, earlier, known };
  const hint =
    'nothing is overwritten: give the new release another id with --release, or another period with --period';
  const message = `${dataset.id} already has a release ${id}, of ${known.period.text} and not of ${period.text}`;
  diagnostics.error('edition/exists', message, known.file.path, hint);
  return undefined;
}

/** Whether a release that is there already, as after an import, is the one that a new edition is about. */
function isNext(known: Release, old: Release, period: Period): boolean {
  return known !== old && known.period.text === period.text && known.source === old.source && dayOf(known) > dayOf(old);
}

/** The files of the skeleton. A file that exists is reported. */
async function releaseFiles(
  workspace: Workspace,
  next: NextRelease,
  diagnostics: Diagnostics,
): Promise<DraftFile[] | undefined> {
  if (next.known) return [];
  const { path, text } = await ownFile(next.old);
  const [folder, name, ending] = [path.replace(/[^/]*$/, ''), path.replace(/^.*\//, ''), path.replace(/^.*\./, '')];
  const own = `${folder}${nextFileName(name.slice(0, -ending.length - 1), next)}.${ending}`;
  if (await workspace.exists(own)) {
    const hint = 'nothing is overwritten: move that file, or give the release another id with --release';
    diagnostics.error('edition/exists', `there is already a file ${own}`, own, hint);
    return undefined;
  }
  if (ending !== 'csv') return [{ path: own, text: releaseSkeleton(text, next), isNew: true }];
  const heads = await workspace.readText(`${folder}${RELEASES_CSV}`, diagnostics);
  if (!heads) return undefined;
  const delimiter = delimiterOf(text);
  return [
    { path: own, text: tableSkeleton({ delimiter, text }, next), isNew: true },
    { path: heads.path, text: withReleaseRow({ delimiter, text: heads.text }, next), isNew: false },
  ];
}

/** The file of a release; of one that stands in `dataset.yaml`, the file that it would have. */
async function ownFile({ id, file }: Release): Promise<{ readonly path: string; readonly text: string }> {
  if (!file.path.endsWith('/dataset.yaml')) return file;
  const yaml = await readYaml(file, new Diagnostics());
  const own = yaml && inlineReleases(yaml).get(id);
  return { path: file.path.replace('dataset.yaml', `releases/${id}.yaml`), text: stringify(own?.value) };
}

/** The delimiter of a table that could be read. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split('\n');
  return Object.values(DELIMITERS).find((sign) => head.split(sign).length > 2) ?? ',';
}

/** What briefs write out, once where they share a partial. */
function fixedIn(found: readonly Found[], { old, period }: NextRelease): FixedPeriods[] {
  const all = found.flatMap(({ brief }) => fixedPeriods(brief, old.period, period));
  return [...new Map(all.map((one) => [`${one.file}:${one.line}`, one])).values()];
}

async function gapsOf({ brief, edition }: Found, dataset: Dataset, next: NextRelease): Promise<readonly Gap[]> {
  const planned = next.known ? dataset : withStandIn(dataset, next);
  const diagnostics = new Diagnostics();
  const opened = openEdition(planned, next.id, undefined, diagnostics);
  const older = openEdition(dataset, edition.release, edition.asOf, diagnostics, edition.place);
  return opened && older ? gapsIn(brief, opened, olderEdition(edition.id, older, opened)) : [];
}

/** What `brief.yaml` is to say about a new edition. */
interface BriefEntry {
  /** Id of the edition that it is modelled on. */
  readonly from: string;
  readonly id: string;
  readonly release: string;
  /** The date that ends the older edition where it has none, so that it stays as it is; else undefined. */
  readonly endsOld: string | undefined;
}

/** A `brief.yaml` with a further edition, written as the older one is. The rest of the file stays as it is. */
export function withEdition(text: string, { from, id, release, endsOld }: BriefEntry): string {
  const copy = new YamlEdit(text);
  const [, old] = editionsOf(copy, from);
  const edit = new YamlEdit(text);
  const [list, item] = editionsOf(edit, from);
  if (!old || !list || !item) return text;
  for (const { key, node } of scalarsIn(old)) {
    if (key === 'id') copy.replace(node, id);
    if (key === 'release') copy.replace(node, release);
  }
  // When the edition after the new one is expected, nobody has said yet.
  for (const key of ['as_of', 'next_edition']) copy.removeKey(old, key);
  if (endsOld !== undefined) edit.addKey(item, 'as_of', endsOld);
  edit.addItem(list, copy.textOf(old));
  return edit.text;
}

function editionsOf({ document: { contents } }: YamlEdit, id: string) {
  const list = isMap(contents) ? contents.get('editions', true) : undefined;
  if (!isSeq(list)) return [];
  const item = list.items
    .filter(isMap)
    .find((each) => scalarsIn(each).some(({ key, text }) => key === 'id' && text === id));
  return [list, item] as const;
}

/** Keys of a record that say something about one figure of the old release only. */
const OF_ONE_FIGURE = ['corrected', 'evidence', 'corrected_on', 'note', 'words'];

/** Keys that hold a period or the id of a release. */
const MOVED: ReadonlySet<string> = new Set(['period', 'base', 'since', 'as_in']);

/**
 * A release in YAML with the records of an older one, all still to be filled in. Comments, layout and places in the
 * source stay; periods move on, and so do the releases of its source that it names.
 */
export function releaseSkeleton(text: string, next: NextRelease): string {
  const edit = new YamlEdit(text);
  const { contents } = edit.document;
  if (!isMap(contents)) return text;
  for (const pair of contents.items) {
    const key = keyOf(pair);
    if (key === 'release') blankHead(edit, pair.value, next);
    if (key === 'observations' && isMap(pair.value)) blankObservations(edit, pair.value, next);
    if (key === 'tables' && isSeq(pair.value))
      for (const table of pair.value.items) if (isMap(table)) blankTable(edit, table, next);
    if (key === 'unrevised' && isSeq(pair.value))
      for (const claim of pair.value.items) if (isMap(claim)) blankUnrevised(edit, claim, next);
  }
  return edit.text;
}

function blankHead(edit: YamlEdit, head: unknown, next: NextRelease): void {
  const known: Readonly<Record<string, string>> = { id: next.id, period: next.period.text };
  for (const { key, node } of scalarsIn(head)) {
    if (key in known) edit.replace(node, known[key] ?? '');
    else if (key === 'published') edit.replace(node, blankDay(next));
    else if (['title', 'url', 'announced', 'next_release'].includes(key)) edit.replace(node, UNFILLED);
  }
  const titles = isMap(head) ? head.get('title', true) : undefined;
  if (isMap(titles)) edit.replace(titles, UNFILLED);
}

/** The records of each indicator, but for those of periods that are not over: of an indicator with no others nothing is left. */
function blankObservations(edit: YamlEdit, observations: YAMLMap, next: NextRelease): void {
  for (const pair of observations.items) {
    if (!isSeq(pair.value)) continue;
    const records = pair.value.items.filter(isMap);
    const ahead = records.filter((record) => isAhead(textIn(record, 'period'), next));
    const key = keyOf(pair);
    if (ahead.length === pair.value.items.length && key !== undefined && observations.items.length > 1) {
      edit.removeKey(observations, key);
      continue;
    }
    const left = ahead.length === pair.value.items.length ? [] : ahead;
    for (const record of left) edit.removeItem(pair.value, record);
    for (const record of records) if (!left.includes(record)) blankRecord(edit, record, next);
  }
}

function textIn(record: unknown, key: string): string {
  return scalarsIn(record).find((one) => one.key === key)?.text ?? '';
}

/**
 * Whether the next release cannot state a period yet, as the one after a fourth quarter cannot state its year: the old one
 * could, since it was over then.
 */
function isAhead(text: string, next: NextRelease): boolean {
  const period = parsePeriod(text);
  return period !== undefined && isPeriodAhead(period, next);
}

function isPeriodAhead(period: Period, { old, period: to }: NextRelease): boolean {
  const moved = movedPeriod(period, old.period, to);
  return moved !== undefined && period.end <= old.period.end && moved.end > to.end;
}

function blankRecord(edit: YamlEdit, record: YAMLMap, next: NextRelease): void {
  const scalars = scalarsIn(record);
  const isPair = scalars.some(({ key }) => key === 'level');
  for (const { key, node, text } of scalars) {
    if (key === 'claim') edit.replace(node, blankClaim(text));
    else if (isPair && key === 'from') edit.replace(node, blankFigure(text));
    else if (MEASURES.some((measure) => measure === key)) edit.replace(node, blankFigure(text));
    else if (MOVED.has(key)) move(edit, node, text, next);
  }
  for (const key of OF_ONE_FIGURE) edit.removeKey(record, key);
}

function move(edit: YamlEdit, node: Node, text: string, next: NextRelease): void {
  edit.replace(node, movedText(text, next) ?? movedRelease(text, next));
}

/** Somebody has to confirm the claim, which has no figure: its release is what is still to be filled in. */
function blankUnrevised(edit: YamlEdit, claim: YAMLMap, next: NextRelease): void {
  for (const { key, node, text } of scalarsIn(claim))
    if (key === 'since') edit.replace(node, `${UNFILLED} ${movedRelease(text, next)}`);
  for (const { key, value } of claim.items)
    if (isScalar(key) && key.value === 'periods' && isSeq(value))
      for (const period of value.items) if (isScalar(period)) move(edit, period, String(period.value), next);
}

function blankTable(edit: YamlEdit, table: YAMLMap, next: NextRelease): void {
  const columns = table.get('columns', true);
  const left = isSeq(columns) ? columnsAhead(columns, next) : [];
  for (const pair of table.items) {
    const key = keyOf(pair);
    if (key === 'columns' && isSeq(pair.value)) {
      for (const [at, column] of pair.value.items.entries()) {
        if (left.includes(at)) edit.removeItem(pair.value, column);
        else if (isScalar(column)) move(edit, column, String(column.value), next);
        for (const { key: part, node, text } of scalarsIn(column)) if (MOVED.has(part)) move(edit, node, text, next);
      }
    }
    if (key === 'rows') for (const { node, text } of scalarsIn(pair.value)) edit.replace(node, blankRow(text, left));
  }
}

/** The columns of periods that are not over, unless all are. */
function columnsAhead({ items }: YAMLSeq, next: NextRelease): readonly number[] {
  const ahead = items.flatMap((column, at) => {
    const text = isScalar(column) ? String(column.value) : textIn(column, 'period');
    return isAhead(text, next) ? [at] : [];
  });
  return ahead.length === items.length ? [] : ahead;
}

/** The cells of a row, but for some, still to be filled in. */
function blankRow(text: string, left: readonly number[]): string {
  let at = -1;
  return text
    .replaceAll(/\S+\s*/g, (cell) => {
      at += 1;
      if (left.includes(at)) return '';
      return cell.startsWith('..') ? cell : cell.replace(/^\S+/, UNFILLED);
    })
    .trimEnd();
}

/**
 * The dataset as it will be when the next release states everything that the old one stated, each figure in its new
 * period. The numbers are those of the old release: only what is stated counts.
 */
function withStandIn(dataset: Dataset, next: NextRelease): Dataset {
  const { old, id, period } = next;
  // Statements point at their release, which is looked for as the object that the dataset holds.
  const observations: Observation[] = [];
  const release: Release = { ...old, id, period, published: newestDay(dataset), observations, repeats: [] };
  const stated = old.observations.filter((one) => !isPeriodAhead(one.period, next));
  observations.push(...stated.map((one) => movedStatement(one, release, next)));
  return { ...dataset, releases: new Map([...dataset.releases, [id, release]]) };
}

function movedStatement(stated: Observation, release: Release, next: NextRelease): Observation {
  const { old, period: to } = next;
  const { correction: _, ...rest } = stated;
  const period = movedPeriod(stated.period, old.period, to) ?? stated.period;
  const isUsual = stated.base?.text === periodYearEarlier(stated.period).text;
  const base = isUsual
    ? periodYearEarlier(period)
    : stated.base && (movedPeriod(stated.base, old.period, to) ?? stated.base);
  const moved = { ...rest, release, period, base, counterpart: movedCounterpart(stated.counterpart, next) };
  return { ...moved, address: addressText(statedAddress(moved)) };
}

/** What a statement compares with: a release moves on. */
function movedCounterpart(counterpart: Observation['counterpart'], next: NextRelease): Observation['counterpart'] {
  if (counterpart?.kind === 'release') return releaseCounterpart(releaseId(movedRelease(counterpart.since, next)));
  if (counterpart?.kind !== 'claim' || counterpart.since === undefined) return counterpart;
  return claimCounterpart(counterpart.claim, counterpart.of, releaseId(movedRelease(counterpart.since, next)));
}

/** Columns of a table of statements that the skeleton keeps as they are. */
const KEPT = new Set(['indicator', 'measure', 'place', 'status', 'condition', 'resolution', 'decimals', 'in']);

/**
 * A table with the rows that a release has in another table, all still to be filled in. Columns stay, but what is
 * calculated or says something about one old figure is empty.
 */
export function tableSkeleton(layout: CsvLayout, next: NextRelease): string {
  const [head = [], ...rows] = cellsOf(layout);
  const own = rows.filter((cells) => [undefined, '', next.old.id].includes(cells[head.indexOf('release')]));
  const periods = own.map((cells) => cells[head.indexOf('period')] ?? '');
  const stated = own.filter((_, at) => !isAhead(periods[at] ?? '', next));
  const blank = stated.map((cells) => {
    const cellIn = (column: string): string => cells[head.indexOf(column)] ?? '';
    return head.map((column) => blankCell(column, cellIn, next));
  });
  return written([head, ...blank], layout);
}

function blankCell(column: string, cellIn: (column: string) => string, next: NextRelease): string {
  const [cell, measure] = [cellIn(column), cellIn('measure')];
  if (cell === '' || KEPT.has(column)) return cell;
  switch (column) {
    case 'release':
      return next.id;
    case 'as_in':
      return movedRelease(cell, next);
    case 'of':
      return blankComparison(cell, cellIn, next);
    case 'printed':
      if (measure !== 'claim') return blankFigure(cell);
      return cell === NO_REVISIONS ? cell : blankClaim(cell);
    case 'from':
      return blankFigure(cell);
    case 'period':
    case 'base':
      return cell.replaceAll(/[^\s,]+/g, (period) => movedText(period, next) ?? period);
    default:
      return '';
  }
}

/** Measures that may compare with a release. */
const COMPARING = new Set(['level', 'growth', 'change', 'claim']);

/** What a row compares with: a release moves on. A claim of no revisions has no figure: its release is to be filled in. */
function blankComparison(cell: string, cellIn: (column: string) => string, next: NextRelease): string {
  if (!COMPARING.has(cellIn('measure'))) return cell;
  const moved = cell.replace(/\S+$/, (id) => movedRelease(id, next));
  return cellIn('printed') === NO_REVISIONS ? `${UNFILLED} ${moved}` : moved;
}

/** `releases.csv` with a row for the release that is still to be written, below all others. */
export function withReleaseRow(layout: CsvLayout, next: NextRelease): string {
  const { old, id, period } = next;
  const [head = [], ...rows] = cellsOf(layout);
  const before = rows.find((cells) => cells[head.indexOf('id')] === old.id) ?? [];
  const known: Readonly<Record<string, string>> = { id, period: period.text, published: blankDay(next) };
  const row = head.map((column, index) => {
    if (column === 'source' || column === 'transcribed') return before[index] ?? '';
    return known[column] ?? ((before[index] ?? '') === '' ? '' : UNFILLED);
  });
  const ending = layout.text.endsWith('\n') ? '' : lineBreakOf(layout);
  return layout.text + ending + written([row], layout);
}

/** A numeral in a printed figure, with its sign; not the exponent of a unit, its power of ten or a digit in its name. */
const NUMERAL = /(?<![\^\w.,])[+\-\u2212]?\d[\d.,]*(?![\d.,^])/g;

/** A printed figure with nothing filled in but its unit: `over 12,000 t` → `TODO t`. */
export function blankFigure(printed: string): string {
  const last = [...printed.matchAll(NUMERAL)].at(-1);
  const unit = last ? printed.slice(last.index + last[0].length).trim() : '';
  return unit === '' || unit.startsWith('%') ? UNFILLED + unit : `${UNFILLED} ${unit}`;
}

/** A claim with its numbers still to be filled in: `first above TODO Mt`; one without numbers, still to be confirmed. */
export function blankClaim(claim: string): string {
  const blank = claim.replaceAll(NUMERAL, UNFILLED);
  return blank === claim ? `${UNFILLED} ${claim}` : blank;
}

/** A release that is still to be written, modelled on an older one. */
export interface NextRelease {
  readonly old: Release;
  readonly id: ReleaseId;
  readonly period: Period;
  /** The releases that the source published before the old one, oldest first. */
  readonly earlier: readonly Release[];
  /** The release itself, if it is there already, as after an import. */
  readonly known?: Release | undefined;
}

/** The ids of two editions: the older one, and the new one that is modelled on it. */
interface EditionIds {
  readonly from: string;
  readonly id: string;
}

/** The releases that the source of a release published before it, oldest first. */
export function releasesBefore({ releases }: Dataset, release: Release): Release[] {
  return [...releases.values()]
    .filter(({ source, published }) => source.id === release.source.id && published < release.published)
    .toSorted((a, b) => compareText(a.published, b.published));
}

/**
 * The id that the next release has if it is named as the old one is: after its period (`ferry-2025-q4` →
 * `ferry-2026-q1`), after the edition (`wheat-11` → `wheat-12`, for the editions `11` and `12`), or by a number that
 * counts up (`usda-655`, `usda-656` → `usda-657`).
 */
export function nextReleaseId(old: Release, period: Period, before: Release | undefined, edition: EditionIds): string {
  const isSame = period.text === old.period.text;
  const [known, next] = [inIds(old.period), inIds(period)];
  const byPeriod = isSame ? undefined : replacedIn(old.id, known, next);
  const byNumber = before && countedUp(before.id, old.id);
  const source = old.source.id.replaceAll('_', '-');
  return (
    byPeriod ??
    replacedIn(old.id, [edition.from], [edition.id]) ??
    byNumber ??
    `${source}-${isSame ? edition.id : (next[0] ?? '')}`
  );
}

/** The id whose number at the end follows those of two others. */
function countedUp(before: string, old: string): string | undefined {
  const [, name, number = ''] = /^(.*?)([1-9]\d*)$/.exec(old) ?? [];
  return name !== undefined && before === `${name}${Number(number) - 1}` ? `${name}${Number(number) + 1}` : undefined;
}

/** The day of the next release, still to be filled in: with the date on which the old one says that it is due. */
function blankDay({ old: { nextRelease } }: NextRelease): string {
  return nextRelease ? `${UNFILLED} ${nextRelease.date}` : UNFILLED;
}

/** The name of a file next to that of the old release, without its ending. */
export function nextFileName(name: string, { old, id, period }: NextRelease): string {
  return name.includes(old.id) ? name.replace(old.id, id) : (replacedIn(name, inIds(old.period), inIds(period)) ?? id);
}

/** How ids name a period, the usual form first: a span by its last month, the year 2024/25 with a hyphen. */
function inIds({ text }: Period): string[] {
  const whole = text.toLowerCase().replaceAll('/', '-');
  return [whole.slice(whole.lastIndexOf('..') + 1).replace(/^\./, ''), whole];
}

/** A name that ends with a period, with another in its place; undefined if it does not end so. */
export function replacedPeriod(name: string, known: Period, next: Period): string | undefined {
  return replacedIn(name, inIds(known), inIds(next));
}

function replacedIn(name: string, known: readonly string[], next: readonly string[]): string | undefined {
  const found = known.find((form) => name.endsWith(form));
  return found === undefined ? undefined : name.slice(0, -found.length) + (next[0] ?? '');
}

/** A period of the old release as the next one would name it; other texts, such as ids of releases, are undefined. */
function movedText(text: string, { old, period }: NextRelease): string | undefined {
  const written = parsePeriod(text);
  return written && movedPeriod(written, old.period, period)?.text;
}

/**
 * The release that the next one names where the old one names another: of its own source, the one published after that.
 * A release of another source, and what is not a release, stay.
 */
function movedRelease(id: string, { old, earlier }: NextRelease): string {
  const own: readonly string[] = [...earlier, old].map((release) => release.id);
  const place = own.indexOf(id);
  return (place === -1 ? undefined : own[place + 1]) ?? id;
}
