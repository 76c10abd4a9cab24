import { compare, equals } from '../core/numbers/decimal.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { addressText, releaseId } from './address.ts';
import { parseClaim, quantityOfClaim } from './claim.ts';
import { readComparison, subjectOf } from './comparison.ts';
import { dayOf } from './edition.ts';
import type { Claim, Correction, Indicator, Measure, Observation, Quantity } from './model.ts';
import { lastDay } from './period.ts';
import { parseQuantity } from './quantity.ts';
import { openRecord, readPeriod, type RecordScope, type ReleaseScope, withDays } from './record.ts';
import { ARITHMETIC, type RecordInput } from './release-schema.ts';
import { convert, isPoints, sameDimension, type Unit } from './unit.ts';
import type { ReleaseId } from './brands.ts';

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
