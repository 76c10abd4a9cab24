import { compare, equals } from '../core/numbers/decimal.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import {
  addressText,
  releaseId,
  claimCounterpart,
  confidenceCounterpart,
  INDICATOR_ID,
  releaseCounterpart,
  subtrahendCounterpart,
  wholeCounterpart,
} from './address.ts';
import { parseClaim, quantityOfClaim, SINCE_CLAIMS } from './claim.ts';
import { dayOf } from './edition.ts';
import type { Claim, Correction, Indicator, Measure, Observation, Quantity } from './model.ts';
import { lastDay, isLikePeriod, parsePeriod, type Period, periodYearEarlier } from './period.ts';
import { parseQuantity } from './quantity.ts';
import { openRecord, readPeriod, type RecordScope, type ReleaseScope, withDays } from './record.ts';
import { ARITHMETIC, type RecordInput } from './release-schema.ts';
import { convert, isPoints, sameDimension, type Unit } from './unit.ts';
import type { ReleaseId } from './brands.ts';
import { shortened } from '../core/diagnostics/source-text.ts';
import { unknownIndicator } from './catalogue.ts';

/** Reads a record; undefined if a mistake in it was reported. `place` is that of the whole record. */
export function readObservation(
  release: ReleaseScope,
  indicator: Indicator,
  record: RecordInput,
  place: Place,
): Observation | undefined {
  const diagnostics = new Diagnostics();
  const scope = openRecord({ ...release, diagnostics }, indicator, record, place);
  const observation = scope && observationOf(scope);
  release.diagnostics.include(diagnostics);
  return diagnostics.failed ? undefined : observation;
}

function observationOf(scope: RecordScope): Observation {
  const { data, record, indicator, measure } = scope;
  const period = readPeriod(scope, 'period') ?? withDays(scope, scope.release.period);
  const claim = readClaim(scope);
  const comparison = readComparison(scope, period, claim);
  const printed = claim ? quantityOfClaim(claim) : readPrint(scope);
  const correction = readCorrection(scope, printed);
  checkCondition(scope);
  return {
    address: addressText({ indicator: indicator.id, measure, period, ...comparison }),
    indicator,
    measure,
    period,
    ...comparison,
    printed,
    claim,
    correction,
    status: record.status ?? [],
    condition: record.condition,
    reliability: scope.release.source.reliability,
    at: record.at,
    in: record.in,
    asIn: record.as_in === undefined ? undefined : releaseId(record.as_in),
    words: record.words,
    transcribed: scope.release.transcribed ?? false,
    note: record.note,
    release: scope.release,
    place: data.placeOf(record, measure),
  };
}

function readClaim(scope: RecordScope): Claim | undefined {
  if (scope.measure !== 'claim') return undefined;
  const { record, indicator, catalogue, report } = scope;
  const of = subjectOf(scope);
  if (of !== 'level' && of !== 'growth') return undefined;
  const claim = parseClaim(record.claim ?? '', of, catalogue.units);
  if ('problem' in claim) return report('claim', claim.rule, claim.problem, claim.hint);
  if (claim.kind === 'first above') checkUnit(scope, 'claim', claim.threshold.unit, of === 'growth');
  if (claim.kind === 'years before' && indicator.unit.code !== 'year') {
    const message = `${indicator.id} is measured in ${indicator.unit.code}, not in years`;
    report('claim', 'dataset/wrong-dimension', message, 'an indicator whose levels are years has the unit year');
  }
  return claim;
}

function readPrint(scope: RecordScope): Quantity | undefined {
  const { record, measure } = scope;
  return measure === 'claim' ? undefined : readFigure(scope, measure, record.resolution, record.decimals);
}

function readFigure(
  scope: RecordScope,
  key: Exclude<Measure, 'claim'> | 'corrected',
  resolution?: string,
  decimals?: string,
): Quantity | undefined {
  const { record, measure, catalogue, report } = scope;
  const quantity = parseQuantity(record[key] ?? '', catalogue.units, resolution, decimals);
  if ('problem' in quantity) {
    return report(quantity.inResolution ? 'resolution' : key, quantity.rule, quantity.problem, quantity.hint);
  }
  if (
    /^(?:up|down) /.test(quantity.text) &&
    (isAmount(measure) || measure === 'share' || measure === 'margin' || measure === 'ratio')
  ) {
    const message = `a ${measure} goes neither up nor down`;
    report(key, 'dataset/not-a-decimal', message, 'these words are the sign of a growth, change or difference');
  }
  if (measure === 'difference' || measure === 'change') checkDifference(scope, key, quantity.unit);
  else if (measure !== 'ratio' || quantity.unit.code !== 'count') {
    checkUnit(scope, key, quantity.unit, !isAmount(measure));
  }
  return quantity;
}

/** Whether a measure is stated in the unit of its indicator. */
function isAmount(measure: Measure): boolean {
  return measure === 'level' || measure === 'lower' || measure === 'upper';
}

/** Rates are stated in %, levels in a unit of the same dimension as the indicator's. */
function checkUnit(
  { indicator, measure, report }: RecordScope,
  key: keyof RecordInput,
  unit: Unit,
  isRate: boolean,
): void {
  if (isRate) {
    if (unit.code === '%') return;
    const wanted = measure === 'ratio' ? 'as a plain number or in %' : 'in %';
    const message = `${measure === 'claim' ? 'growth' : measure} is stated ${wanted}, not in ${unitName(unit)}`;
    const hint = isPoints(unit)
      ? 'pp is the unit of a difference between rates'
      : `write the figure ${measure === 'ratio' ? 'without a unit: 3.2' : 'with %'}`;
    report(key, 'dataset/wrong-dimension', message, hint);
  } else if (!fits(unit, indicator.unit)) {
    const message = `${indicator.id} is measured in ${indicator.unit.code}, not in ${unitName(unit)}`;
    const hint = `write the figure in ${indicator.unit.code} or another unit of the same dimension`;
    report(key, 'dataset/wrong-dimension', message, hint);
  }
}

/** Differences between, and changes of, rates or percentages are stated in percentage points, others in the unit of the indicator. */
function checkDifference(scope: RecordScope, key: keyof RecordInput, unit: Unit): void {
  const { indicator, report } = scope;
  const subject = subjectOf(scope);
  if (!subject) return;
  const betweenRates = subject !== 'level' || indicator.unit.code === '%';
  if (!betweenRates) checkUnit(scope, key, unit, false);
  else if (!isPoints(unit)) {
    const isChange = scope.measure === 'change';
    const message = `${isChange ? 'a change of' : 'a difference between'} rates is stated in pp, not in ${unitName(unit)}`;
    const hint = isChange ? 'write the figure in pp; in % it is growth' : 'a difference between levels says of: level';
    report(key, 'dataset/wrong-dimension', message, hint);
  }
}

/** Whether levels of an indicator with the `expected` unit may be stated in a unit. */
export function fits(unit: Unit, expected: Unit): boolean {
  return sameDimension(unit, expected) && isPoints(unit) === isPoints(expected);
}

/** A unit in a message. */
export function unitName({ code }: Unit): string {
  return code === 'count' ? 'a plain count' : code;
}

function readCorrection(scope: RecordScope, printed: Quantity | undefined): Correction | undefined {
  const { data, record, measure, report } = scope;
  if (measure === 'claim') return undefined;
  if (record.corrected === undefined) {
    const key = record.evidence === undefined ? 'corrected_on' : 'evidence';
    if (record[key] === undefined) return undefined;
    const message = key === 'evidence' ? 'there is evidence but no correction' : 'there is a date but no correction';
    return report(key, 'dataset/evidence-without-correction', message, `add corrected, or remove ${key}`);
  }
  const quantity = asFineAsTable(scope, readFigure(scope, 'corrected'), printed);
  if (record.evidence === undefined) {
    const hint = 'add evidence: with the ids of releases that state the corrected figure, or evidence: arithmetic';
    report('corrected', 'dataset/correction-without-evidence', 'nothing supports this correction', hint);
  }
  if (!quantity || !printed || !record.evidence) return undefined;
  if (sameFigure(quantity, printed)) {
    const message = `${quantity.text} is what is printed: the correction changes nothing`;
    return report('corrected', 'dataset/correction-changes-nothing', message, 'remove it');
  }
  const evidence = releasesCited(record);
  const since = readCorrectedOn(scope);
  return { quantity, evidence, isByArithmetic: evidence.length === 0, since, place: data.placeOf(record, 'corrected') };
}

/** A correction in the unit of its print has as many digits that count, unless it is written with more. */
function asFineAsTable(
  { record, catalogue }: RecordScope,
  quantity: Quantity | undefined,
  printed: Quantity | undefined,
): Quantity | undefined {
  const { corrected = '', resolution, decimals } = record;
  const isStated = resolution !== undefined || decimals !== undefined;
  if (!quantity || !isStated || quantity.unit.code !== printed?.unit.code) return quantity;
  const finer = parseQuantity(corrected, catalogue.units, resolution, decimals);
  return 'problem' in finer || compare(finer.resolution, quantity.resolution) >= 0 ? quantity : finer;
}

/** The day since which a figure is corrected: not before it was published. */
function readCorrectedOn({ record, release, report }: RecordScope): string | undefined {
  const { corrected_on: written } = record;
  if (written === undefined) return undefined;
  const day = lastDay(written);
  if (day === undefined)
    return report('corrected_on', 'dataset/bad-date', `${written} is not a date`, 'write 2026, 2026-02 or 2026-02-04');
  if (day >= dayOf(release)) return day;
  const message = `${release.id} was published on ${release.published}, after ${written}`;
  return report(
    'corrected_on',
    'dataset/bad-date',
    message,
    'a figure is corrected on or after the day of its release',
  );
}

/** Ids of the releases under `evidence`; none if that is `arithmetic`. */
export function releasesCited({ evidence = [] }: RecordInput): readonly ReleaseId[] {
  if (!Array.isArray(evidence)) return [];
  return evidence.length === 1 && evidence[0] === ARITHMETIC ? [] : evidence.map(releaseId);
}

function sameFigure(a: Quantity, b: Quantity): boolean {
  if (!sameDimension(a.unit, b.unit) || a.qualifier !== b.qualifier) return false;
  const [own, others] = [a, b].map(({ ends, decimal }) => ends ?? [decimal, decimal]);
  return own !== undefined && own.every((end, at) => others?.[at] && equals(convert(end, a.unit, b.unit), others[at]));
}

function checkCondition({ record, catalogue, report }: RecordScope): void {
  const { condition } = record;
  if (condition === undefined || catalogue.declaredConditions.has(condition)) return;
  const hint = didYouMean(condition, catalogue.declaredConditions) ?? 'declare it under conditions in dataset.yaml';
  report('condition', 'dataset/unknown-condition', `the condition ${condition} is not declared`, hint);
}

/** The brackets of an address: a base period, a whole, another indicator or a kind of claim. */
type Comparison = Pick<Observation, 'base' | 'counterpart'>;

/** The subject of a difference or claim, as `of` gives it. */
type Subject = 'level' | 'growth' | 'share';

function readComparison(scope: RecordScope, period: Period, claim: Claim | undefined): Comparison {
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
function subjectOf({ record, measure, report }: RecordScope): Subject | undefined {
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
