import { shortened } from '../core/diagnostics/source-text.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { INDICATOR_ID } from './address.ts';
import { type Catalogue, standInSource, unknownIndicator } from './catalogue.ts';
import type { Citation } from './evidence.ts';
import type { Observation, Release } from './model.ts';
import { readObservation } from './observation.ts';
import { lastDay, parsePeriod, PERIOD_FORMS } from './period.ts';
import type { ReleaseScope } from './record.ts';
import { type RecordInput, type ReleaseInput, releaseSchema } from './schema.ts';
import { checkShape } from '../core/files/shape.ts';
import { isMapping, type YamlFile } from '../core/files/yaml-file.ts';

/** A release as far as it could be read. */
export interface ReleaseDraft {
  /** Undefined when not even its id is known. */
  readonly id: string | undefined;
  /** Undefined when its period is not known, so that nothing can be said of its records. */
  readonly release: Release | undefined;
  /** Whether nothing in it was left out. */
  readonly sound: boolean;
  /** Where the head of the release stands. */
  readonly place: Place;
  readonly citations: readonly Citation[];
}

/** Reads a release file, reporting every mistake. Without a catalogue only its shape can be judged. */
export function readRelease(yaml: YamlFile, catalogue: Catalogue | undefined, diagnostics: Diagnostics): ReleaseDraft {
  const input = checkShape(yaml, releaseSchema, diagnostics);
  const id = typeof input?.release?.id === 'string' ? input.release.id : undefined;
  const place = input?.release === undefined ? yaml.top : yaml.placeOf(input.release, 'id');
  const nothing = { id, release: undefined, sound: false, place, citations: [] };
  if (!input || !catalogue || !isMapping(input.release) || !isMapping(input.observations)) return nothing;
  const head = readHead(yaml, input, catalogue, diagnostics);
  if (!head) return nothing;
  const observations: Observation[] = [];
  const citations: Citation[] = [];
  const release: Release = { ...head, observations, file: yaml.file };
  const transcribed = input.release.transcribed === 'true';
  const scope: ReleaseScope = { yaml, catalogue, release, transcribed, diagnostics };
  for (const [record, observation] of readObservations(scope, input.observations)) {
    observations.push(observation);
    citations.push(...citationsOf(yaml, record, observation));
  }
  reportStatedTwice(observations, diagnostics);
  return { id, release, sound: yaml.isSound(input.release) && yaml.isSound(input.observations), place, citations };
}

function citationsOf(yaml: YamlFile, { evidence }: RecordInput, observation: Observation): Citation[] {
  const { correction } = observation;
  if (!correction || !evidence) return [];
  return evidence.map((id, index) => ({ observation, correction, id, place: yaml.placeOf(evidence, index) }));
}

type Head = Pick<Release, 'id' | 'source' | 'published' | 'period'>;

/** Reads id, source, date and period; reports all that is wrong with them. Undefined without a period. */
function readHead(
  yaml: YamlFile,
  { release: head }: ReleaseInput,
  catalogue: Catalogue,
  diagnostics: Diagnostics,
): Head | undefined {
  const report = (key: keyof typeof head, rule: RuleId, message: string, hint: string): void => {
    if (!yaml.isReported(head, key)) diagnostics.error(rule, message, yaml.placeOf(head, key), hint);
    yaml.markReported(head, key);
  };
  // What is missing or no text has been reported: it reads as an empty one.
  const [id = '', sourceId = '', published = '', periodText = ''] = [
    head.id,
    head.source,
    head.published,
    head.period,
  ].map((value: unknown) => (typeof value === 'string' ? value : ''));
  const source = catalogue.sources.get(sourceId);
  if (!source) {
    const hint = didYouMean(sourceId, catalogue.sources.keys()) ?? 'declare it under sources in dataset.yaml';
    const message = `the source ${shortened(sourceId)} is not declared in dataset.yaml`;
    report('source', 'dataset/unknown-source', message, hint);
  }
  if (lastDay(published) === undefined) {
    const message = `${shortened(published)} is not a day of the calendar`;
    report('published', 'dataset/bad-date', message, 'write 2026, 2026-02 or 2026-02-04');
  }
  const period = parsePeriod(periodText);
  if (!period) {
    const message = `${shortened(periodText)} is not a period`;
    report('period', 'dataset/bad-period', message, `periods are written ${PERIOD_FORMS}`);
  }
  return period && { id, source: source ?? standInSource(sourceId), published, period };
}

/** Every record that could be read, with its observation. */
function readObservations(scope: ReleaseScope, input: ReleaseInput['observations']): [RecordInput, Observation][] {
  const { yaml, catalogue } = scope;
  const read: [RecordInput, Observation][] = [];
  for (const [id, records] of Object.entries(input)) {
    if (!catalogue.declaredIndicators.has(id)) reportUnknown(scope, input, id);
    const indicator = catalogue.indicators.get(id);
    if (!indicator || !Array.isArray(records)) continue;
    for (const [index, record] of records.entries()) {
      if (!yaml.isSound(record)) continue;
      const observation = readObservation(scope, indicator, records, index);
      if (observation) read.push([record, observation]);
      else yaml.markUnsound(input);
    }
  }
  return read;
}

function reportUnknown({ yaml, catalogue, diagnostics }: ReleaseScope, input: object, id: string): void {
  yaml.markUnsound(input);
  if (yaml.isReported(input, id) || !INDICATOR_ID.test(id)) return;
  const hint = didYouMean(id, catalogue.declaredIndicators) ?? 'declare it under indicators in dataset.yaml';
  diagnostics.error('dataset/unknown-indicator', unknownIndicator(id), yaml.placeOf(input, id, 'key'), hint);
}

function reportStatedTwice(observations: readonly Observation[], diagnostics: Diagnostics): void {
  const first = new Map<string, Observation>();
  for (const observation of observations) {
    const { address, place } = observation;
    const earlier = first.get(address);
    if (earlier) {
      const message = `${address} is stated here and in line ${earlier.place.line}`;
      const hint = 'a release states a figure once: remove one, or say in what their periods or bases differ';
      diagnostics.error('dataset/stated-twice', message, place, hint);
    } else first.set(address, observation);
  }
}
