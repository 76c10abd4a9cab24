import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import type { Catalogue } from './catalogue.ts';
import { checkDimensions, checkedPeriod, checkPrinted } from './checks.ts';
import type { EventRecord } from './model.ts';
import { localisedOf } from './localised.ts';
import { comparePeriods } from './period.ts';
import type { ReleaseDraft } from './release.ts';
import { type EventInput, eventsSchema } from './dataset-schema.ts';
import { checkShape, type Part } from '../core/files/shape.ts';
import type { DataFile } from '../core/files/data-file.ts';

/** Shared by the events of a dataset. */
interface Scope {
  readonly yaml: DataFile;
  readonly catalogue: Catalogue;
  readonly releases: ReadonlyMap<string, ReleaseDraft>;
  /** Whether every release could be read: only then is a missing one reported. */
  readonly complete: boolean;
  readonly diagnostics: Diagnostics;
}

/**
 * Reads `events.yaml` and reports every mistake. Events with a mistake are left out; the others are sorted by period,
 * then by id. Without a catalogue only the shape of the file is checked.
 */
export function readEvents(
  yaml: DataFile,
  catalogue: Catalogue | undefined,
  releases: ReadonlyMap<string, ReleaseDraft>,
  complete: boolean,
  diagnostics: Diagnostics,
): EventRecord[] {
  const events = checkShape(yaml, eventsSchema, diagnostics).get('events').entries();
  if (!catalogue || !events) return [];
  const scope: Scope = { yaml, catalogue, releases, complete, diagnostics };
  return events
    .map(([id, event]) => event.value && readEvent(scope, id, event, event.value))
    .filter((event) => event !== undefined)
    .sort((a, b) => comparePeriods(a.period, b.period) || compareText(a.id, b.id));
}

function readEvent(scope: Scope, id: string, part: Part<EventInput>, input: EventInput): EventRecord | undefined {
  const { yaml, catalogue, releases, complete, diagnostics } = scope;
  const checks = { ...catalogue, yaml, diagnostics };
  for (const key of ['what', 'by'] as const) checkPrinted(checks, part.get(key));
  checkDimensions(checks, input.dimensions ?? {});
  const period = checkedPeriod(part.get('period'), diagnostics, catalogue.yearStarts);
  const draft = releases.get(input.release);
  if (!draft && complete) {
    const message = `there is no release ${input.release}`;
    const hint = didYouMean(input.release, releases.keys());
    diagnostics.error('dataset/unknown-release', message, part.get('release').place(), hint);
  }
  if (!period || !draft?.release) return undefined;
  return {
    id,
    kind: input.kind,
    what: localisedOf(input.what, catalogue.locales),
    by: input.by === undefined ? undefined : localisedOf(input.by, catalogue.locales),
    period,
    dimensions: new Map(Object.entries(input.dimensions ?? {})),
    release: draft.release,
    at: input.at,
    url: input.url,
    place: part.place('key'),
  };
}
