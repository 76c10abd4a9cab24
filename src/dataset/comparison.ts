import { shortened } from '../core/diagnostics/source-text.ts';
import { didYouMean } from '../core/diagnostics/diagnostic.ts';
import {
  claimCounterpart,
  confidenceCounterpart,
  INDICATOR_ID,
  releaseCounterpart,
  releaseId,
  subtrahendCounterpart,
  wholeCounterpart,
} from './address.ts';
import { unknownIndicator } from './catalogue.ts';
import { SINCE_CLAIMS } from './claim.ts';
import type { Claim, Indicator, Observation } from './model.ts';
import { isLikePeriod, parsePeriod, type Period, periodYearEarlier } from './period.ts';
import { readPeriod, type RecordScope } from './record.ts';
import { sameDimension } from './unit.ts';
import type { ReleaseId } from './brands.ts';

/** The brackets of an address: a base period, a whole, another indicator or a kind of claim. */
export type Comparison = Pick<Observation, 'base' | 'counterpart'>;

/** The subject of a difference or claim, as `of` gives it. */
export type Subject = 'level' | 'growth' | 'share';

export function readComparison(scope: RecordScope, period: Period, claim: Claim | undefined): Comparison {
  switch (scope.measure) {
    case 'growth':
    case 'change':
      return scope.record.since === undefined
        ? readGrowthBase(scope, period)
        : { counterpart: releaseCounterpart(readRelease(scope)) };
    case 'ratio':
      return readGrowthBase(scope, period);
    case 'cagr':
      return readEarlier(scope, 'since', period);
    case 'share':
      return readWhole(scope);
    case 'difference':
      return readSubtrahend(scope);
    case 'lower':
    case 'upper':
    case 'margin':
      return { counterpart: confidenceCounterpart(scope.record.confidence ?? '') };
    case 'claim':
      return claim ? readClaimed(scope, claim, period) : {};
    case 'level':
      return {};
  }
}

function readGrowthBase(scope: RecordScope, period: Period): Comparison {
  if (scope.record.base === undefined) return { base: periodYearEarlier(period) };
  return readEarlier(scope, 'base', period);
}

/** The kind of a claim, with what it is about. */
function readClaimed(scope: RecordScope, claim: Claim, period: Period): Comparison {
  const { kind, of } = claim;
  if (claim.kind === 'more than half') checkWhole(scope, 'claim', claim.whole);
  if (claim.kind === 'highest since' || claim.kind === 'lowest since') checkSince(scope, claim.since, period);
  if (scope.record.since === undefined) return { counterpart: claimCounterpart(kind, of) };
  if (of === 'growth' || !SINCE_CLAIMS.some((known) => known === kind)) {
    const message = `the claim "${shortened(scope.record.claim ?? '')}" compares with no release`;
    const hint = `${SINCE_CLAIMS.join(', ')} may, of a level`;
    return scope.report('since', 'dataset/wrong-base', message, hint) ?? {};
  }
  return { counterpart: claimCounterpart(kind, of, readRelease(scope)) };
}

/** The release that a change is compared with. It is looked for once all are read. */
function readRelease({ record, release, report }: RecordScope): ReleaseId {
  const { since = '' } = record;
  if (record.base !== undefined) {
    report(
      'base',
      'schema/unknown-key',
      'base does not go with since',
      'a change is from a period, or since a release',
    );
  } else if (parsePeriod(since)) {
    report('since', 'dataset/wrong-base', `${since} is a period`, `write it as base: ${since}; since names a release`);
  } else if (since === release.id) {
    report('since', 'dataset/wrong-base', `${since} is this release`, 'name the release that it compares with');
  }
  return releaseId(since);
}

function readEarlier(scope: RecordScope, key: 'base' | 'since', period: Period): Comparison {
  const base = readPeriod(scope, key);
  if (!base) return {};
  if (base.kind !== period.kind) {
    const message = `${base.text} and ${period.text} are not periods of one kind`;
    scope.report(key, 'dataset/wrong-base', message, `compare with a ${period.kind}`);
  } else if (base.start >= period.start) {
    const message = `${base.text} is not before ${period.text}`;
    scope.report(key, 'dataset/wrong-base', message, 'a figure is compared with an earlier period');
  } else if (key === 'since' && !isLikePeriod(base, period)) {
    const message = `${base.text} and ${period.text} are not whole years apart`;
    scope.report(key, 'dataset/wrong-base', message, 'an average yearly change is between like periods');
  }
  return { base };
}

function readWhole(scope: RecordScope): Comparison {
  const { of = '' } = scope.record;
  checkWhole(scope, 'of', of);
  return { counterpart: wholeCounterpart(of) };
}

function checkWhole(scope: RecordScope, key: 'of' | 'claim', id: string): void {
  const { indicator, report } = scope;
  const whole = findIndicator(scope, key, id);
  if (!whole || sameDimension(whole.unit, indicator.unit)) return;
  const message = `${indicator.id} in ${indicator.unit.code} is not part of ${whole.id} in ${whole.unit.code}`;
  report(key, 'dataset/wrong-base', message, 'part and whole are measured in the same unit');
}

/** A claim that compares with all figures since a period names an earlier one of the same kind. */
function checkSince({ report }: RecordScope, since: Period, period: Period): void {
  if (since.kind === period.kind && since.start < period.start) return;
  const message = `${since.text} is not a ${period.kind} before ${period.text}`;
  report('claim', 'dataset/wrong-base', message, 'name the last period that had as high, or as low, a figure');
}

function readSubtrahend(scope: RecordScope): Comparison {
  const { record, indicator, report } = scope;
  const subject = subjectOf(scope);
  const { from = '' } = record;
  const other = findIndicator(scope, 'from', from);
  if (other && subject === 'level' && !sameDimension(other.unit, indicator.unit)) {
    const message = `${other.id} in ${other.unit.code} cannot be taken from ${indicator.id} in ${indicator.unit.code}`;
    const hint = 'a difference of levels is between like units; say of: growth for rates';
    report('from', 'dataset/wrong-base', message, hint);
  }
  return { counterpart: subject && subtrahendCounterpart(from, subject) };
}

/** Reads `of` of a difference or claim; reports a word that its measure does not allow. */
export function subjectOf({ record, measure, report }: RecordScope): Subject | undefined {
  const known: readonly Subject[] = measure === 'claim' ? ['level', 'growth'] : ['level', 'growth', 'share'];
  const { of = 'level' } = record;
  const subject = known.find((word) => word === of);
  if (subject) return subject;
  return report('of', 'dataset/wrong-base', `a ${measure} is not of ${shortened(of)}`, didYouMean(of, known));
}

/** The other indicator that a record names; undefined if it was reported here or in `dataset.yaml`. */
function findIndicator(scope: RecordScope, key: 'of' | 'from' | 'claim', id: string): Indicator | undefined {
  const { catalogue, indicator, report } = scope;
  if (id === indicator.id) {
    return report(key, 'dataset/wrong-base', `${id} is compared with itself`, 'name the other indicator');
  }
  if (catalogue.declaredIndicators.has(id)) return catalogue.indicators.get(id);
  const hint = INDICATOR_ID.test(id) ? didYouMean(id, catalogue.declaredIndicators) : 'name an indicator';
  return report(key, 'dataset/unknown-indicator', unknownIndicator(shortened(id)), hint);
}
