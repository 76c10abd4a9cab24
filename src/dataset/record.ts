import { shortened } from '../core/diagnostics/source-text.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { MEASURES } from './address.ts';
import type { Catalogue } from './catalogue.ts';
import type { Indicator, Measure, Release } from './model.ts';
import { parsePeriod, type Period, periodHint, startingIn } from './period.ts';
import type { RecordInput } from './release-schema.ts';
import type { DataFile } from '../core/files/data-file.ts';

/** Shared by the records of a release. */
export interface ReleaseScope {
  readonly data: DataFile;
  readonly catalogue: Catalogue;
  readonly release: Release;
  readonly diagnostics: Diagnostics;
  /** The indicators that it names and the dataset does not declare, each where it is first named. */
  readonly undeclared: Map<string, Place>;
}

/** A record that is being read, with its one measure. */
export interface RecordScope extends ReleaseScope {
  readonly record: RecordInput;
  readonly indicator: Indicator;
  readonly measure: Measure;
  /** Reports a mistake in the value of a key. */
  readonly report: (key: keyof RecordInput, rule: RuleId, message: string, hint?: string) => undefined;
}

/** The measures that are figures and not words. */
const FIGURES: readonly Measure[] = MEASURES.filter((measure) => measure !== 'claim');

/** The measures that a key belongs to, if it does not belong to all. */
const MEASURES_OF: Readonly<Partial<Record<keyof RecordInput, readonly Measure[]>>> = {
  base: ['growth', 'change', 'ratio'],
  since: ['cagr', 'change', 'growth', 'claim'],
  of: ['share', 'difference', 'claim'],
  from: ['difference'],
  confidence: ['lower', 'upper', 'margin'],
  resolution: FIGURES,
  decimals: FIGURES,
  corrected: FIGURES,
  evidence: FIGURES,
};

/** The key that a measure requires, and its meaning. */
const REQUIRED: Readonly<Partial<Record<Measure, readonly [key: keyof RecordInput, holds: string]>>> = {
  cagr: ['since', 'the period it starts from'],
  share: ['of', 'the indicator that is the whole'],
  difference: ['from', 'the indicator that is subtracted'],
  lower: ['confidence', 'the probability of the interval, as in 90%'],
  upper: ['confidence', 'the probability of the interval, as in 90%'],
  margin: ['confidence', 'the probability of the interval, as in 90%'],
};

/**
 * Finds the measure of a record and checks that the other keys belong to it. Undefined if there is not exactly one
 * measure or a key is missing.
 */
export function openRecord(
  scope: ReleaseScope,
  indicator: Indicator,
  record: RecordInput,
  place: Place,
): RecordScope | undefined {
  const { data, diagnostics } = scope;
  const refuse = (rule: RuleId, message: string, hint: string): undefined =>
    diagnostics.error(rule, message, place, hint);
  const [measure, second] = MEASURES.filter((known) => record[known] !== undefined);
  const only = `a record holds exactly one of ${MEASURES.join(', ')}`;
  if (!measure) return refuse('dataset/one-measure', 'this record holds no measure', only);
  if (second) return refuse('dataset/one-measure', `this record holds ${measure} and ${second}`, only);
  const [required, holds] = REQUIRED[measure] ?? [];
  if (required && record[required] === undefined) {
    return refuse('schema/missing-key', `${measure} needs the key ${required}`, `add ${required}: ${holds}`);
  }
  const report: RecordScope['report'] = (key, rule, message, hint) =>
    diagnostics.error(rule, message, data.placeOf(record, key), hint);
  for (const [key, measures] of Object.entries(MEASURES_OF) as [keyof RecordInput, readonly Measure[]][]) {
    if (record[key] === undefined || measures.includes(measure)) continue;
    report(key, 'schema/unknown-key', `${key} does not go with ${measure}`, `it belongs to ${measures.join(', ')}`);
  }
  if (record.resolution !== undefined && record.decimals !== undefined) {
    report('decimals', 'schema/unknown-key', 'decimals does not go with resolution', 'keep one of them');
  }
  return { ...scope, record, indicator, measure, report };
}

/** Undefined if the key is absent or its period was reported. */
export function readPeriod(scope: RecordScope, key: 'period' | 'base' | 'since'): Period | undefined {
  const text = scope.record[key];
  if (text === undefined) return undefined;
  const message = `${shortened(text)} is not a period`;
  const period = parsePeriod(text, scope.indicator.yearStarts);
  return period ? withDays(scope, period) : scope.report(key, 'dataset/bad-period', message, periodHint(text));
}

/** The period with the days that it has for the indicator of a record. */
export function withDays({ indicator, diagnostics }: RecordScope, period: Period): Period {
  if (period.text.includes('/') && indicator.yearStarts === undefined) {
    const message = `${indicator.id} has figures of years such as 2024/25, but nothing says in which month they start`;
    const hint = 'add year_starts: 9 (September) to it, or to the dataset';
    diagnostics.error('dataset/no-year-start', message, indicator.place, hint);
  }
  return startingIn(period, indicator.yearStarts);
}
