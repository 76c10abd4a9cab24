import { shortened } from '../core/diagnostics/source-text.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { compare } from '../core/numbers/decimal.ts';
import type { Catalogue } from './catalogue.ts';
import { standInSource } from './source-entries.ts';
import { checkedPeriod, type CheckScope, checkText } from './checks.ts';
import { localisedOf } from './localised.ts';
import { dueDate } from './due-date.ts';
import type { Citation } from './evidence.ts';
import { WORD_ID } from './dataset-schema.ts';
import type { Observation, Release, Source } from './model.ts';
import { readObservation, releasesCited } from './observation.ts';
import { lastDay } from './period.ts';
import { recordsOf } from './printed-pair.ts';
import type { ReleaseScope } from './record.ts';
import { withDigitsOfSeries } from './series-digits.ts';
import { readUnrevised } from './unrevised.ts';
import { readTables, reportUnknown, type Statement } from './table-block.ts';
import { type HeadInput, type RecordInput, releaseSchema } from './release-schema.ts';
import { withoutUnfilled } from './unfilled.ts';
import { convert, sameDimension } from './unit.ts';
import { checkShape, type Part } from '../core/files/shape.ts';
import type { DataFile } from '../core/files/data-file.ts';

/** A release as far as it could be read. */
export interface ReleaseDraft {
  /** Undefined if it is missing or has a mistake. */
  readonly id: string | undefined;
  /** Undefined if its period is not known, because its records depend on it. */
  readonly release: Release | undefined;
  /** Whether all of it could be read. */
  readonly sound: boolean;
  /** The place of its id. */
  readonly place: Place;
  readonly citations: readonly Citation[];
  /** The statements that could be read, each with its record. */
  readonly statements: readonly Statement[];
  /** Those that the release holds; figures that other releases reprint of it are added. */
  readonly observations: Observation[];
}

/**
 * Reads a release file and reports every mistake. Without a catalogue only its shape is checked. `digits` says whether zeros of
 * whole numbers count as far as their series shows digits, or each record says how far its own do, as in a table that was
 * exported.
 */
export function readRelease(
  data: DataFile,
  catalogue: Catalogue | undefined,
  diagnostics: Diagnostics,
  digits: 'series' | 'own' = 'series',
): ReleaseDraft {
  const file = checkShape(withoutUnfilled(data, diagnostics), releaseSchema, diagnostics);
  const head = file.get('release');
  const id = head.get('id').value ?? idOfFile(head, data, diagnostics);
  const place = head.get('id').place();
  const [statements, tables, unrevised] = [file.get('observations'), file.get('tables'), file.get('unrevised')];
  const isReadable = statements.entries() && tables.entries() && unrevised.entries();
  const read =
    catalogue && isReadable && readHead(head, id, catalogue, { yaml: data, locales: catalogue.locales, diagnostics });
  if (!read) return { id, release: undefined, sound: false, place, citations: [], statements: [], observations: [] };
  const [observations, repeats]: [Observation[], Observation[]] = [[], []];
  const citations: Citation[] = [];
  const release: Release = { ...read, observations, repeats, file: data.file };
  const scope: ReleaseScope = { data, catalogue, release, diagnostics };
  const cells = readTables(scope, tables);
  const records = readRecords(scope, statements);
  const given = [...records.read, ...cells.read];
  const own = digits === 'own' ? given : withDigitsOfSeries(given);
  const claims = readUnrevised(scope, unrevised, own);
  const states = [...own, ...claims.read];
  for (const { record, observation } of states) {
    citations.push(...citationsOf(data, record, observation));
  }
  const stated = states.map(({ observation }) => observation);
  reportStatedTwice(stated, diagnostics);
  for (const alike of groupBy(stated, ({ address }) => address).values()) {
    const main = finestOf(alike.filter(({ asIn }) => asIn === undefined));
    if (main) observations.push(main);
    repeats.push(...alike.filter((other) => other !== main));
  }
  const sound = head.value !== undefined && records.complete && cells.complete && claims.complete;
  return { id, release, sound, place, citations, statements: states, observations };
}

function citationsOf(data: DataFile, record: RecordInput, observation: Observation): Citation[] {
  const { correction } = observation;
  const { evidence } = record;
  if (!correction || !Array.isArray(evidence)) return [];
  return releasesCited(record).map((id, index) => ({
    observation,
    correction,
    id,
    place: data.placeOf(evidence, index),
  }));
}

type Head = Omit<Release, 'observations' | 'file'>;

/** The id of a release that gives none: the name of its file. Undefined, with a report, where that cannot be one. */
function idOfFile(head: Part<HeadInput>, { file }: DataFile, diagnostics: Diagnostics): string | undefined {
  if (!isAbsent(head, 'id')) return undefined;
  const name = file.path.replaceAll(/^.*\/|\.ya?ml$/g, '');
  if (WORD_ID.test(name)) return name;
  const hint = `the name of the file would do if it were written with lower-case letters, digits and hyphens`;
  diagnostics.error('schema/missing-key', 'the key "id" is missing', head.place('key'), hint);
  return undefined;
}

/** Whether a head that can be read has no such key. */
function isAbsent(head: Part<HeadInput>, key: keyof HeadInput): boolean {
  return head.entries()?.every(([known]) => known !== key) ?? false;
}

/** The source of a release; if it names none, the only one of the dataset. */
function sourceOf(head: Part<HeadInput>, catalogue: Catalogue, diagnostics: Diagnostics): Source {
  const named = head.get('source');
  const { sources } = catalogue;
  const [only] = sources.values();
  if (isAbsent(head, 'source') && only) {
    if (sources.size === 1) return only;
    const hint = `name one of the sources: ${shortened([...sources.keys()].join(', '))}`;
    diagnostics.error('schema/missing-key', 'the key "source" is missing', head.place('key'), hint);
    return only;
  }
  const id = named.value ?? '';
  const source = sources.get(id);
  if (named.value !== undefined && !source) {
    const hint = didYouMean(id, sources.keys()) ?? 'declare it under sources in dataset.yaml';
    const message = `the source ${shortened(id)} is not declared in dataset.yaml`;
    diagnostics.error('dataset/unknown-source', message, named.place(), hint);
  }
  return source ?? standInSource(id);
}

/** Reads id, source, date and period. Undefined without a period. */
function readHead(
  head: Part<HeadInput>,
  id = '',
  catalogue: Catalogue,
  scope: Pick<CheckScope, 'yaml' | 'locales' | 'diagnostics'>,
): Head | undefined {
  const { diagnostics, locales } = scope;
  const source = sourceOf(head, catalogue, diagnostics);
  for (const key of ['published', 'announced'] as const) {
    const day = head.get(key).value;
    if (day === undefined || lastDay(day) !== undefined) continue;
    const message = `${shortened(day)} is not a day of the calendar`;
    diagnostics.error('dataset/bad-date', message, head.get(key).place(), 'write 2026, 2026-02 or 2026-02-04');
  }
  checkAnnouncement(head, diagnostics);
  checkText(scope, head.get('title'));
  const { value: title } = head.get('title');
  const nextRelease = dueDate(head.get('next_release'), diagnostics, head.get('published').value);
  const period = checkedPeriod(head.get('period'), diagnostics, catalogue.yearStarts);
  // A stand-in for the date, as for id and source, so that the records can be checked although the head has a mistake.
  const { value: published = '' } = head.get('published');
  return (
    period && {
      id,
      source,
      published,
      period,
      title: title === undefined ? undefined : localisedOf(title, locales),
      url: head.get('url').value,
      announced: head.get('announced').value,
      nextRelease,
      transcribed: head.get('transcribed').value === 'true',
    }
  );
}

/** Reports figures that are announced after they were published. */
function checkAnnouncement(head: Part<HeadInput>, diagnostics: Diagnostics): void {
  const announced = head.get('announced');
  const { value: day = '' } = announced;
  const last = lastDay(head.get('published').value ?? '');
  if (last === undefined || lastDay(day) === undefined || day <= last.slice(0, day.length)) return;
  const message = `figures that were published by ${last} cannot be announced on ${day}`;
  const hint = 'write the day on which they were first known, or leave the key out';
  diagnostics.error('dataset/bad-date', message, announced.place(), hint);
}

/** Reads the records; `complete` says whether all could be read. */
function readRecords(
  scope: ReleaseScope,
  statements: Part<Record<string, RecordInput[]>>,
): { readonly read: readonly Statement[]; readonly complete: boolean } {
  const { catalogue } = scope;
  const read: Statement[] = [];
  let complete = statements.value !== undefined || statements.entries()?.length === 0;
  for (const [id, records] of statements.entries() ?? []) {
    const items = records.entries();
    if (!items) continue;
    if (!catalogue.declaredIndicators.has(id)) {
      complete = false;
      reportUnknown(catalogue, id, records.place('key'), scope.diagnostics);
    }
    const indicator = catalogue.indicators.get(id);
    if (!indicator) continue;
    for (const [, { value: record, place }] of items) {
      const made = record && recordsOf(scope, record);
      const found = (made ?? []).map((one, index) => {
        const observation = readObservation(one.scope, indicator, one.record, place());
        return observation && { record: index === 0 ? (record ?? one.record) : one.record, observation };
      });
      read.push(...found.filter((statement) => statement !== undefined));
      complete = complete && made !== undefined && found.every((statement) => statement !== undefined);
    }
  }
  return { read, complete };
}

/** The statement with the most digits that count, which the tests use; the first of several. */
function finestOf(stated: readonly Observation[]): Observation | undefined {
  return stated.reduce<Observation | undefined>((best, next) => {
    const [known, other] = [best?.printed, next.printed];
    if (!best || !known || !other || !sameDimension(other.unit, known.unit)) return best ?? next;
    const isFiner = compare(convert(other.resolution, other.unit, known.unit), known.resolution) < 0;
    return isFiner && !other.qualifier ? next : best;
  }, undefined);
}

function reportStatedTwice(observations: readonly Observation[], diagnostics: Diagnostics): void {
  const first = new Map<string, Observation>();
  for (const observation of observations) {
    const { address, place, asIn = '' } = observation;
    const key = `${address} ${observation.in ?? ''} ${asIn}`;
    const earlier = first.get(key);
    if (earlier) {
      const isSameFile = earlier.place.file === place.file;
      const where = isSameFile
        ? `in line ${earlier.place.line}`
        : `at ${earlier.place.file.path}:${earlier.place.line}`;
      const message = `${address} is stated ${where} already`;
      const hint = 'a release states a figure once: remove one, or give the period or base in which they differ';
      diagnostics.error('dataset/stated-twice', message, place, hint);
    } else first.set(key, observation);
  }
}
