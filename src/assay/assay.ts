import { decimalText, normalise } from '../core/numbers/decimal.ts';
import { type Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EVERYTHING, type Interval, intersect } from '../core/numbers/interval.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Dataset, Observation } from '../dataset/model.ts';
import { textIn } from '../dataset/localised.ts';
import { claimText } from '../dataset/claim.ts';
import type { Unit } from '../dataset/unit.ts';
import { isAccepted } from './accepted.ts';
import { calledForBy, certify, decidingConstraints, without } from './certificate.ts';
import { checkSession, proposedText } from './check.ts';
import { type Constraint, type TestedFigure, type Outcome, testConstraint } from './constraint.ts';
import { coverageOf, coverageRows, type Notice, whatWouldCover } from './coverage.ts';
import type { Component } from './diagnose.ts';
import type { Ranges } from './range.ts';
import { impliedInterval } from './implied.ts';
import type { Rules } from './relations-file.ts';
import { type Assignment, type Model, UNCHANGED } from './figure-model.ts';
import { type Change, operatorText } from './operator.ts';
import type { ComponentReport, FigureReport, RelationReport, RepairReport, ReportData } from './report.ts';
import type { Verdict } from './verdict.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import { intervalText } from './interval-digits.ts';
import { DEFAULT_LOCALE } from '../locale/locales.ts';

/** What to test, and how much to work out. */
export interface AssayOptions extends SessionOptions {
  /**
   * Leave out what no verdict needs: coverage, implied intervals, deciding relations, margins and sides of relations.
   */
  readonly verdictsOnly?: boolean | undefined;
}

/** What came of testing a dataset: plain data as `reportSchema` says, and what a person should mend. */
export interface AssayReport extends ReportData {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Tests the figures of a dataset against one another by its rules, proposes repairs of what is contradicted, and says
 * what it cannot test. With `asPrinted` corrections are ignored; with the id of a release as `alone` only its figures
 * speak; `asOf` leaves out what was published later. The diagnostics hold what fails a check: a contradiction that no
 * correction or exception settles, a correction that nothing calls for or that makes a contradiction, an exception that
 * no longer applies, a rule that is none. The same input gives the same report, whatever the order of files, figures
 * and relations.
 */
export function assayDataset(dataset: Dataset, rules: Rules, options: AssayOptions = {}): AssayReport {
  const session = openSession(dataset, rules, options);
  const { model, ledger, constraints } = session;
  const ranges = mendedBox(session);
  const notices = options.verdictsOnly
    ? new Map<number, readonly Notice[]>()
    : new Map(ledger.figures.map(({ index }) => [index, coverageOf(model, index)]));
  const relations = constraints.map((constraint, position) => {
    const known = options.verdictsOnly && { verdict: model.verdict(position, UNCHANGED) };
    return relationReport(session, constraint, known || testConstraint(constraint, ledger.ranges));
  });
  const figures = ledger.figures.map((figure) => figureReport(session, figure, notices.get(figure.index), ranges));
  const diagnostics = new Diagnostics();
  checkSession(session, diagnostics);
  return {
    dataset: dataset.id,
    asPrinted: options.asPrinted ?? false,
    alone: options.alone ?? null,
    asOf: options.asOf ?? null,
    counts: countsOf(ledger.figures, relations, figures),
    relations,
    figures,
    components: session.components.map((component) => componentReport(session, component, options, ranges)),
    coverage: coverageRows([...notices.values()].flat()),
    exceptions: rules.exceptions.map((exception) => ({
      relation: exception.relation,
      at: exception.at.text,
      reason: textIn(exception.reason, DEFAULT_LOCALE),
      reasons: Object.fromEntries(exception.reason),
      source: exception.source ?? null,
      relations: positionsWhere(constraints, (constraint) => session.exceptionFor(constraint) === exception),
    })),
    diagnostics: diagnostics.all,
  };
}

/** The figures as they would be after the first repair of each component: what others imply is read off these. */
function mendedBox({ model, components }: Session): Ranges {
  const repairs = components.flatMap(({ repairs }) => [...(repairs[0] ?? UNCHANGED)]);
  return model.rangesUnder(new Map(repairs));
}

function positionsWhere<T>(items: readonly T[], isWanted: (item: T) => boolean): number[] {
  return items.flatMap((item, position) => (isWanted(item) ? [position] : []));
}

function countsOf(
  all: readonly TestedFigure[],
  relations: readonly RelationReport[],
  figures: readonly FigureReport[],
): ReportData['counts'] {
  const numeric = all.filter((figure) => figure.interval);
  return {
    figures: all.length,
    numeric: numeric.length,
    untested: numeric.filter(({ index }) => figures[index]?.verdict === 'untested').length,
    relations: relations.length,
    contradicted: relations.filter(({ verdict }) => verdict === 'contradicted').length,
    undecided: relations.filter(({ verdict }) => verdict === 'undecided').length,
  };
}

/** What came of testing a relation; without margin and sides where only the verdict was asked for. */
type Tested = Pick<Outcome, 'verdict'> & Partial<Outcome>;

function relationReport(
  session: Session,
  constraint: Constraint,
  { verdict, margin, sides = [] }: Tested,
): RelationReport {
  const { relation, record } = constraint;
  return {
    name: constraint.name,
    at: constraint.at.text,
    derivation: constraint.derivation,
    strength: constraint.strength,
    says: constraint.says,
    words: (constraint.derivation === 'stated' && relation?.words && Object.fromEntries(relation.words)) || null,
    verdict,
    margin: margin ? decimalText(normalise(margin)) : null,
    sides: sideTexts(sides, constraint.unit),
    figures: [...constraint.figures],
    standsOn: lineOf(relation?.place ?? record?.place),
    owner: relation?.owner ?? null,
    reason: relation?.reason ?? null,
    source: relation?.source ?? null,
    exception: exceptionReason(session, constraint),
  };
}

/** The two sides of each test with their numbers. */
function sidesOf(constraint: Constraint, ranges: Ranges): RelationReport['sides'] {
  return sideTexts(testConstraint(constraint, ranges).sides, constraint.unit);
}

function sideTexts(sides: Outcome['sides'], unit: Unit | undefined): RelationReport['sides'] {
  return sides.map(({ left, sense, right }) => ({
    left: intervalText(left, unit),
    sense,
    right: intervalText(right, unit),
  }));
}

function exceptionReason(session: Session, constraint: Constraint): string | null {
  const exception = session.exceptionFor(constraint);
  return exception ? textIn(exception.reason, DEFAULT_LOCALE) : null;
}

function lineOf(place: Place | undefined): string {
  return place ? `${place.file.path}:${place.line}` : '';
}

function figureReport(
  session: Session,
  figure: TestedFigure,
  notices: readonly Notice[] | undefined,
  mended: Ranges,
): FigureReport {
  const { model, options } = session;
  const { observation, interval } = figure;
  const { release, correction } = observation;
  const touching = [...model.touching(figure.index)];
  const isUncovered = notices?.some(({ change, reach }) => reach === undefined && isTenfold(change));
  return {
    address: observation.address,
    release: release.id,
    source: release.source.id,
    at: observation.at ?? null,
    standsAt: lineOf(observation.place),
    printed: printedText(observation),
    corrected: options.asPrinted ? null : (correction?.quantity.text ?? null),
    evidence: [...(correction?.evidence ?? [])],
    interval: interval ? intervalText(interval, observation.printed?.unit) : null,
    verdict: verdictOfFigure(session, touching),
    relations: touching,
    implied: notices && interval ? impliedOf(session, figure, mended) : null,
    notices: (notices ?? []).map(({ change, reach, by }) => ({
      change: operatorText(change.operator),
      reach: reach ?? null,
      by: [...by],
    })),
    wouldCover: isUncovered ? whatWouldCover(model, figure) : [],
  };
}

function isTenfold({ operator }: Change): boolean {
  return operator.kind === 'scale' && Math.abs(operator.power) === 1;
}

function printedText({ printed, claim }: Observation): string | null {
  return claim ? claimText(claim) : (printed?.text ?? null);
}

const ORDER: readonly Verdict[] = ['contradicted', 'compatible', 'undecided'];

/**
 * The worst that the constraints of a figure say that decide something; a figure whose only witness is a copy is
 * untested.
 */
function verdictOfFigure({ model }: Session, touching: readonly number[]): FigureReport['verdict'] {
  const weighed = touching.filter((position) => model.strength(position) !== 'evidence');
  const verdicts = new Set(weighed.map((position) => model.verdict(position, UNCHANGED)));
  return ORDER.find((verdict) => verdicts.has(verdict)) ?? 'untested';
}

function impliedOf({ model }: Session, figure: TestedFigure, ranges: Ranges): FigureReport['implied'] {
  const within = (strengths: readonly string[]): Interval =>
    model
      .touching(figure.index)
      .filter((position) => strengths.includes(model.strength(position)))
      .map((position) => impliedInterval(model.constraint(position), figure, ranges))
      .reduce(intersect, EVERYTHING);
  const unit = figure.observation.printed?.unit;
  return { hard: intervalText(within(['hard']), unit), all: intervalText(within(['hard', 'soft']), unit) };
}

function componentReport(
  session: Session,
  component: Component,
  options: AssayOptions,
  ranges: Ranges,
): ComponentReport {
  const { cost, count, isCutShort, contradicted, repairs, alternatives } = component;
  return {
    contradicted: [...contradicted],
    cost: Number.isFinite(cost) ? cost : null,
    count,
    isCutShort,
    repairs: repairs.map((repair) => repairReport(session, repair, ranges)),
    alternatives: alternatives.map((repair) => repairReport(session, repair, ranges)),
    deciding: options.verdictsOnly ? [] : decidingConstraints(session.model, component),
  };
}

function repairReport(session: Session, repair: Assignment, ranges: Ranges): RepairReport {
  const { model } = session;
  const certificate = certify(model, repair);
  const [before, after] = [model.rangesUnder(UNCHANGED), model.rangesUnder(repair)];
  const proofs = (positions: readonly number[]): ProofReport[] => proofReports(model, positions, before, after);
  return {
    changes: [...repair].map(([index, change]) => {
      const others = model.rangesUnder(without(repair, index));
      const calledFor = proofReports(model, calledForBy(model, repair, index), others, after);
      return changeReport(session, index, change, calledFor, ranges);
    }),
    isAccepted: isAccepted(model, repair),
    restored: proofs(certificate.restored),
    broken: proofs(certificate.broken),
    left: proofs(certificate.left),
    undecided: proofs(certificate.undecided),
    witnesses: [...certificate.witnesses],
  };
}

type ProofReport = RepairReport['restored'][number];

function proofReports(model: Model, positions: readonly number[], before: Ranges, after: Ranges): ProofReport[] {
  return positions.map((position) => {
    const constraint = model.constraint(position);
    return { relation: position, before: sidesOf(constraint, before), after: sidesOf(constraint, after) };
  });
}

function changeReport(
  session: Session,
  index: number,
  change: Change,
  calledFor: ProofReport[],
  ranges: Ranges,
): RepairReport['changes'][number] {
  const figure = session.ledger.figures[index];
  if (!figure) throw new RangeError(`no figure ${index}`);
  return {
    figure: index,
    change: operatorText(change.operator),
    printed: printedText(figure.observation) ?? '',
    proposed: proposedText(figure.observation, change),
    implied: impliedOf(session, figure, ranges)?.hard ?? null,
    calledForBy: calledFor,
  };
}
