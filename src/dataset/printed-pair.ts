import type { Place } from '../core/diagnostics/source-file.ts';
import type { DataFile } from '../core/files/data-file.ts';
import type { ReleaseScope } from './record.ts';
import type { RecordInput } from './release-schema.ts';

/** A record as it is read: one as it is written, or one of the two that a printed pair stands for. */
export interface ReadRecord {
  readonly record: RecordInput;
  readonly scope: ReleaseScope;
}

/**
 * The records that a record stands for. A level with `from` prints two figures, "to 32.7 from 33.1": the level, and the
 * old one, which is that of the period `base`, or reprints what the release `since` states. Undefined if a mistake was
 * reported.
 */
export function recordsOf(scope: ReleaseScope, record: RecordInput): readonly ReadRecord[] | undefined {
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
