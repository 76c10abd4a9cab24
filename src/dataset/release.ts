import { type Diagnostics, didYouMean, nearestHint } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { shortened } from '../core/diagnostics/source-text.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import type { DataFile } from '../core/files/data-file.ts';
import { checkShape, type Part } from '../core/files/shape.ts';
import { compare, type Decimal, greatest, least } from '../core/numbers/decimal.ts';
import { indicatorExpression, releaseId } from './address.ts';
import { type Catalogue, undeclaredHint, unknownIndicator } from './catalogue.ts';
import { checkedPeriod, type CheckScope, checkText } from './checks.ts';
import { NO_REVISIONS } from './claim.ts';
import { comparedRelease } from './address.ts';
import { WORD_ID } from './dataset-schema.ts';
import { dueDate } from './due-date.ts';
import type { Citation } from './evidence.ts';
import { localisedOf } from './localised.ts';
import type { Observation, Quantity, Release, Source } from './model.ts';
import { readObservation, releasesCited } from './observation.ts';
import { lastDay, parsePeriod, periodHint } from './period.ts';
import { intervalOf } from './qualifier.ts';
import { worthOfDigits, worthOfLastDigit } from './quantity.ts';
import type { ReleaseScope } from './record.ts';
import { type HeadInput, type RecordInput, releaseSchema, type UnrevisedInput } from './release-schema.ts';
import { standInSource } from './source-entries.ts';
import { noteUndeclared, readTables, type Statement } from './table-block.ts';
import { withoutUnfilled } from './unfilled.ts';
import { convert, sameDimension } from './unit.ts';
import type { ReleaseId } from './brands.ts';

/** A release as far as it could be read. */
export interface ReleaseDraft {
  /** Undefined if it is missing or has a mistake. */
  readonly id: ReleaseId | undefined;
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
  const named = head.get('id').value ?? idOfFile(head, data, diagnostics);
  const id = named === undefined ? undefined : releaseId(named);
  const place = head.get('id').place();
  const [statements, tables, unrevised] = [file.get('observations'), file.get('tables'), file.get('unrevised')];
  const isReadable = statements.entries() && tables.entries() && unrevised.entries();
  const read =
    catalogue && isReadable && readHead(head, id, catalogue, { yaml: data, locales: catalogue.locales, diagnostics });
  if (!read) return { id, release: undefined, sound: false, place, citations: [], statements: [], observations: [] };
  const [observations, repeats]: [Observation[], Observation[]] = [[], []];
  const citations: Citation[] = [];
  const release: Release = { ...read, observations, repeats, file: data.file };
  const scope: ReleaseScope = { data, catalogue, release, diagnostics, undeclared: new Map() };
  const cells = readTables(scope, tables);
  const records = readRecords(scope, statements);
  reportUndeclared(scope);
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
  warnOfEarly(release, head.get('published'), diagnostics);
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
    const hint =
      nearestHint(id, sources.keys()) ??
      `declare it under sources in dataset.yaml; if it has another name there by now: assay rename source:${id} NEW`;
    const message = `the source ${shortened(id)} is not declared in dataset.yaml`;
    diagnostics.error('dataset/unknown-source', message, named.place(), hint);
  }
  return source ?? standInSource(id);
}

/** Reads id, source, date and period. Undefined without a period. */
function readHead(
  head: Part<HeadInput>,
  id: ReleaseId | undefined,
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
      id: id ?? releaseId(''),
      source,
      published,
      period,
      title: title === undefined ? undefined : localisedOf(title, locales),
      url: head.get('url').value,
      announced: head.get('announced').value,
      nextRelease,
      transcribed: head.get('transcribed').value === 'true',
      ...sourceFileOf(head.get('source_file')),
    }
  );
}

function sourceFileOf({ value: path, place }: Part<string>): Pick<Release, 'sourceFile'> {
  return path === undefined ? {} : { sourceFile: { path, place: place() } };
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

/** Periods of which a publisher may know the whole before their end: of a month, the last days. */
const SHORT: ReadonlySet<string> = new Set(['month', 'day']);

/**
 * Warns of a release that was published before the end of the period whose sums it states as settled: in January the year
 * that was is quickly typed.
 */
function warnOfEarly({ period, published, observations }: Release, part: Part<string>, diagnostics: Diagnostics): void {
  const day = lastDay(published);
  if (day === undefined || day >= period.end || SHORT.has(period.kind)) return;
  const settled = observations.find(
    (one) =>
      one.period.text === period.text && one.measure === 'level' && one.indicator.kind === 'flow' && isSettled(one),
  );
  if (!settled) return;
  const message = `it was published on ${published}, before ${period.text} ended, and states ${settled.address} for the whole of it`;
  const hint = 'correct the day or the period, or give what is not known yet its status: [estimated] or [forecast]';
  diagnostics.warn('dataset/bad-date', message, part.place(), hint);
}

function isSettled({ status, printed }: Observation): boolean {
  return printed?.qualifier === undefined && !status.some((one) => one !== 'break');
}

/** So many indicators that are not declared are typed wrongly one by one; more of them have one cause. */
const FEW = 2;

/** Reports the indicators that are not declared: many at once are those of an earlier import, or of a renaming by hand. */
function reportUndeclared({ catalogue: { declaredIndicators }, undeclared, diagnostics }: ReleaseScope): void {
  // A declaration that differs in case only is not an id, which is reported there.
  const declared = new Set([...declaredIndicators].map((id) => id.toLowerCase()));
  const unknown = [...undeclared].filter(([id]) => !declared.has(id));
  const [first, ...others] = unknown;
  if (!first) return;
  if (others.length >= FEW) {
    const ids = unknown.map(([id]) => id);
    const message = `${ids.length} indicators of this file are not declared in dataset.yaml: ${shortened(ids.join(', '))}`;
    diagnostics.error('dataset/unknown-indicator', message, first[1], leftOverHint(first[0]));
    return;
  }
  for (const [id, place] of unknown) {
    const hint = undeclaredHint(id, declaredIndicators);
    diagnostics.error('dataset/unknown-indicator', unknownIndicator(id), place, hint);
  }
}

function leftOverHint(id: string): string {
  return `if dataset.yaml calls them otherwise by now: assay rename ${id} NEW, for each; if an earlier import left the file, remove it`;
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
      noteUndeclared(id, records.place('key'), scope.undeclared);
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

/** A record as it is read: one as it is written, or one of the two that a printed pair stands for. */
interface ReadRecord {
  readonly record: RecordInput;
  readonly scope: ReleaseScope;
}

/**
 * The records that a record stands for. A level with `from` prints two figures, "to 32.7 from 33.1": the level, and the
 * old one, which is that of the period `base`, or reprints what the release `since` states. Undefined if a mistake was
 * reported.
 */
function recordsOf(scope: ReleaseScope, record: RecordInput): readonly ReadRecord[] | undefined {
  const { data, diagnostics } = scope;
  const { level, from, since, base, ...shared } = record;
  if (level === undefined || from === undefined) return [{ record, scope }];
  const report = (key: keyof RecordInput, message: string, hint: string): undefined =>
    diagnostics.error('schema/missing-key', message, data.placeOf(record, key), hint);
  if (since === undefined && base === undefined) {
    return report(
      'from',
      'nothing says what the old figure is of',
      'add base: the period that it is of, or since: the release',
    );
  }
  if (since !== undefined && base !== undefined) {
    const hint = 'the old figure is that of another period, or of another release';
    return diagnostics.error('schema/unknown-key', 'base does not go with since', data.placeOf(record, 'base'), hint);
  }
  const { corrected: _, evidence: __, note: ___, as_in: ____, words: _____, ...common } = shared;
  const moved = since === undefined ? { period: base } : { as_in: since };
  const old: RecordInput = { ...common, level: from, ...moved };
  const now: RecordInput = { ...shared, level };
  const keys = { level: 'from', period: since === undefined ? 'base' : 'period', as_in: 'since' } as const;
  return [
    { record: now, scope: { ...scope, data: asWritten(data, now, record, {}) } },
    { record: old, scope: { ...scope, data: asWritten(data, old, record, keys) } },
  ];
}

/** The file, in which a record that was made from a written one stands where that does, under other `keys`. */
function asWritten(
  data: DataFile,
  made: RecordInput,
  written: RecordInput,
  keys: Readonly<Partial<Record<string, string>>>,
): DataFile {
  const placeOf: DataFile['placeOf'] = (container, key, of): Place =>
    container === made ? data.placeOf(written, keys[String(key)] ?? key, of) : data.placeOf(container, key, of);
  return { ...data, placeOf };
}

/**
 * The statements of a release in which zeros at the end of a whole number count as far as another figure of the same series
 * shows digits: 1,240 next to 1,237 is printed to the unit. A series is what a release states of one indicator and
 * measure in one unit and text, forecasts apart. Only over, under or about so much, and ranges, neither show digits nor have
 * more; what a record says about its digits holds.
 */
function withDigitsOfSeries(statements: readonly Statement[]): readonly Statement[] {
  const worths = new Map<string, Decimal>();
  for (const [series, alike] of groupBy(statements, seriesOf)) {
    const shown = alike.flatMap(({ observation: { printed } }) =>
      printed && isPlain(printed) ? greatest(printed.resolution, worthOfDigits(printed.decimal, printed.unit)) : [],
    );
    if (shown.length > 1) worths.set(series, shown.reduce(least));
  }
  return statements.map((statement) => {
    const { record, observation } = statement;
    const worth = worths.get(seriesOf(statement));
    if (!worth || record.decimals !== undefined || record.resolution !== undefined) return statement;
    const { printed, correction } = observation;
    const finer: Observation = {
      ...observation,
      printed: printed && asFineAs(worth, printed),
      correction:
        correction && correction.quantity.unit.code === printed?.unit.code
          ? { ...correction, quantity: asFineAs(worth, correction.quantity) }
          : correction,
    };
    const isSame = finer.printed === printed && finer.correction?.quantity === correction?.quantity;
    return isSame ? statement : { record, observation: finer };
  });
}

function seriesOf({ observation }: Statement): string {
  const { indicator, measure, counterpart, printed, status } = observation;
  const kind = status.includes('forecast') ? 'forecast' : '';
  return [indicator.id, measure, counterpart?.text ?? '', printed?.unit.code ?? '', observation.in ?? '', kind].join(
    '\n',
  );
}

function isPlain({ qualifier, ends }: Quantity): boolean {
  return qualifier === undefined && ends === undefined;
}

/** A whole number whose zeros count down to a worth, but to no more digits than are printed. */
function asFineAs(worth: Decimal, quantity: Quantity): Quantity {
  const { decimal, unit, resolution } = quantity;
  const finer = greatest(worth, worthOfLastDigit(decimal));
  if (!isPlain(quantity) || decimal.exponent < 0 || compare(finer, resolution) >= 0) return quantity;
  return { ...quantity, resolution: finer, interval: intervalOf(decimal, finer, unit, undefined) };
}

/**
 * Reads the claims that a release does not revise what another states, and makes a claim `unchanged` for each level that
 * the release states of the indicators; or, if it states none, for each indicator in each of the periods. `stated` holds
 * its statements.
 */
function readUnrevised(
  scope: ReleaseScope,
  claims: Part<UnrevisedInput[]>,
  stated: readonly Statement[],
): { readonly read: readonly Statement[]; readonly complete: boolean } {
  const entries = claims.entries() ?? [];
  const read = entries.map(([, claim]) => claim.value && readClaim(scope, claim, claim.value, stated));
  return {
    read: read.flatMap((found) => found ?? []),
    complete: read.every((found) => found !== undefined),
  };
}

function readClaim(
  scope: ReleaseScope,
  part: Part<UnrevisedInput>,
  { since, indicators, periods, at, in: text }: UnrevisedInput,
  stated: readonly Statement[],
): Statement[] | undefined {
  const { release, diagnostics } = scope;
  const chosen = readIndicators(scope, part);
  if (!chosen || !arePeriods(part, diagnostics)) return undefined;
  const own = stated.map(({ observation }) => observation).filter(({ indicator }) => chosen.has(indicator.id));
  const levels = own.filter(
    ({ measure, asIn, period }) =>
      measure === 'level' && asIn === undefined && (periods === undefined || periods.includes(period.text)),
  );
  const cells = levels.length > 0 ? levels.map(cellOf) : silentCells(scope, chosen, periods);
  if (cells.length === 0) {
    const message = `the release states no level of ${indicators.join(', ')} that could be unrevised`;
    const hint = 'name indicators that it states, or the periods that it speaks of';
    diagnostics.error('dataset/bad-claim', message, part.place(), hint);
    return undefined;
  }
  // What the release says about a cell by itself goes before.
  const said = new Set(own.filter((other) => comparedRelease(other) === since && other.claim).map(keyOf));
  const open = new Map(cells.filter((cell) => !said.has(keyOf(cell))).map((cell) => [keyOf(cell), cell]));
  const claims = [...open.values()].map(({ indicator, period }) => {
    const record: RecordInput = { claim: 'unchanged', since, period: period.text, at, in: text, words: NO_REVISIONS };
    return { record, observation: readAt({ ...scope, release }, indicator, record, part) };
  });
  const sound = claims.filter((claim): claim is Statement => claim.observation !== undefined);
  return sound.length === claims.length ? sound : undefined;
}

type Cell = Pick<Observation, 'indicator' | 'period'>;

function cellOf({ indicator, period }: Observation): Cell {
  return { indicator, period };
}

function keyOf({ indicator, period }: Cell): string {
  return `${indicator.id} ${period.text}`;
}

/** The cells of a claim about figures that the release does not repeat: each indicator in each period that it names. */
function silentCells(
  { catalogue }: ReleaseScope,
  chosen: ReadonlySet<string>,
  periods: readonly string[] = [],
): readonly Cell[] {
  const indicators = [...catalogue.indicators.values()].filter(({ id }) => chosen.has(id));
  return indicators.flatMap((indicator) =>
    periods.flatMap((text) => {
      const period = parsePeriod(text, indicator.yearStarts);
      return period ? [{ indicator, period }] : [];
    }),
  );
}

/** Reads a record that is written nowhere: it stands where the claim does. */
function readAt(
  scope: ReleaseScope,
  indicator: Observation['indicator'],
  record: RecordInput,
  part: Part<UnrevisedInput>,
): Observation | undefined {
  const placeOf: ReleaseScope['data']['placeOf'] = (container, key, of) => {
    if (container !== record) return scope.data.placeOf(container, key, of);
    return key === 'since' ? part.get('since').place() : part.place();
  };
  return readObservation({ ...scope, data: { ...scope.data, placeOf } }, indicator, record, part.place());
}

/** Alone it stands for all indicators, in any depth: whoever says "no revisions" of everything means no less. */
const EVERYTHING = '*';

/** Ids of the declared indicators that match; undefined if a pattern matches none, which is reported. */
function readIndicators({ catalogue, diagnostics }: ReleaseScope, part: Part<UnrevisedInput>): Set<string> | undefined {
  const known = [...catalogue.declaredIndicators];
  const found = (part.get('indicators').entries() ?? []).map(([, { value: pattern = '', place }]) => {
    const expression = indicatorExpression(pattern);
    const matching = pattern === EVERYTHING ? known : known.filter((id) => expression.test(id));
    if (matching.length === 0) {
      const isPattern = pattern.includes('*');
      const message = isPattern ? `no indicator matches ${pattern}` : unknownIndicator(pattern);
      const hint = isPattern ? '* stands for a part of an id between two dots' : didYouMean(pattern, known);
      diagnostics.error('dataset/unknown-indicator', message, place(), hint);
    }
    return matching;
  });
  return found.some((matching) => matching.length === 0) ? undefined : new Set(found.flat());
}

function arePeriods(part: Part<UnrevisedInput>, diagnostics: ReleaseScope['diagnostics']): boolean {
  const entries = part.get('periods').entries() ?? [];
  const wrong = entries.filter(([, { value }]) => value === undefined || !parsePeriod(value));
  for (const [, { value = '', place }] of wrong)
    diagnostics.error('dataset/bad-period', `${shortened(value)} is not a period`, place(), periodHint(value));
  return wrong.length === 0;
}
