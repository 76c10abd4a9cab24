import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { once } from '../core/machine/cache.ts';
import { EVERYTHING, type Interval, intersect } from '../core/numbers/interval.ts';
import type { Dataset } from '../dataset/model.ts';
import { asCorrected, isAccepted } from './accepted.ts';
import type { Suspicion } from './beyond-revision.ts';
import { calledForBy, certify, decidingConstraints } from './certificate.ts';
import { checkSession } from './check.ts';
import { type Strength, testConstraint, type TestedFigure } from './constraint.ts';
import { coverageOf, coverageRows } from './coverage.ts';
import type { Component, ExplanationSet } from './component.ts';
import { bestRepairs } from './diagnose.ts';
import { type Model, UNCHANGED } from './figure-model.ts';
import { type Assignment, type Change, isTenfold, type Operator } from './operator.ts';
import { reportProposed, testProposed } from './proposed.ts';
import type { Ranges } from './range.ts';
import { isJudgement } from './overview.ts';
import { wordsFinder } from './relation-words.ts';
import type { Rules } from './relations-file.ts';
import type {
  AssayResult,
  ComponentResult,
  FigureResult,
  NoticeResult,
  PointResult,
  Proof,
  RelationResult,
  RepairResult,
  SuspicionResult,
} from './results.ts';
import { without } from './slip.ts';
import { suspicionsIn } from './soft-check.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import { whatWouldCover } from './would-cover.ts';

/**
 * Tests the figures of a dataset against one another by its rules, proposes repairs of what is contradicted, and says
 * what it cannot test. With `asPrinted` corrections are ignored; with the id of a release as `alone` only its figures
 * take part; `asOf` leaves out what was published later. Rules that are only proposed judge no figure. The diagnostics hold
 * what fails a check: a contradiction that no correction or exception settles, a proposed rule that does not hold, a correction that nothing calls for or that makes a contradiction, an exception that
 * no longer applies, a rule that tests nothing. The same input gives the same result, whatever the order of files,
 * figures and relations.
 */
export function assayDataset(dataset: Dataset, rules: Rules, options: SessionOptions = {}): AssayResult {
  const session = openSession(dataset, rules, options);
  const { constraints, exceptionFor, ledger } = session;
  const wordsOf = wordsFinder(rules.words);
  const relations = constraints.map((constraint, position): RelationResult => {
    const figures = constraint.figures.map((index) => itemAt(ledger.figures, index));
    const verdict = session.model.verdict(position, UNCHANGED);
    const outcome = once(() => testConstraint(constraint, ledger.ranges));
    const [exception, words] = [exceptionFor(constraint), wordsOf(constraint)];
    return Object.assign({}, constraint, { figures, verdict, exception, words, outcome });
  });
  // What other figures imply, and what they notice, follows from the figures as repaired.
  const repaired = bestRepairs(session.components);
  const figures = ledger.figures.map((figure) => figureResult(session, relations, figure, repaired));
  const indexOf = new Map(ledger.figures.map(({ observation, index }) => [observation, index]));
  const proposed = once(() => testProposed(session));
  const checked = once(() => {
    const diagnostics = new Diagnostics();
    checkSession(session, diagnostics);
    if (!options.asPrinted) reportProposed(proposed(), diagnostics);
    return diagnostics.all;
  });
  return {
    dataset,
    rules,
    options,
    relations,
    figures,
    components: session.components.map((component) => componentResult(session, relations, figures, component)),
    suspicions: once(() => suspicionsIn(session).map((one) => suspicionResult(session, relations, one))),
    exceptions: rules.exceptions.map((exception) => ({
      exception,
      relations: relations.filter((relation) => relation.exception === exception),
    })),
    wouldCover: once(() => {
      const found = whatWouldCover(session, ledger.figures);
      return new Map([...found].map(([index, covers]) => [itemAt(figures, index), covers.map(({ says }) => says)]));
    }),
    coverLines: (asked) => {
      const found = whatWouldCover(
        session,
        asked.map(({ observation }) => itemAt(ledger.figures, indexOf.get(observation) ?? -1)),
        true,
      );
      return new Map(
        [...found].map(([index, covers]) => [
          itemAt(figures, index),
          covers.find(({ lines }) => lines.length > 0)?.lines ?? [],
        ]),
      );
    },
    watched: session.watched,
    proposed,
    coverage: once(() => coverageRows(figures.flatMap(({ notices }) => notices()))),
    // editions are tested for their verdicts alone
    get diagnostics() {
      return checked();
    },
  };
}

function suspicionResult(
  { ledger }: Session,
  relations: readonly RelationResult[],
  { contradicted, slips }: Suspicion,
): SuspicionResult {
  return {
    contradicted: contradicted.map((at) => itemAt(relations, at)),
    slips: slips.map(({ changes }) =>
      [...changes].map(([index, change]) => ({ observation: itemAt(ledger.figures, index).observation, change })),
    ),
  };
}

function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
}

function figureResult(
  session: Session,
  relations: readonly RelationResult[],
  figure: TestedFigure,
  repaired: Assignment,
): FigureResult {
  const { model, components } = session;
  const { index, observation, interval } = figure;
  const touching = model.touching(index).map((position) => itemAt(relations, position));
  const noticed = (isAsked?: (operator: Operator) => boolean): NoticeResult[] =>
    coverageOf(session, index, repaired, isAsked).map(({ change, reach, strength, by }) => ({
      change,
      reach,
      strength,
      by: by.map((at) => itemAt(relations, at)),
    }));
  const implied = (strengths: readonly Strength[]): Interval => impliedBy(model, index, strengths, repaired);
  return {
    observation,
    interval,
    standing: components.some(({ accused }) => accused.includes(index)) ? 'accused' : standingAmong(touching),
    relations: touching,
    implied: () => interval && { hard: implied(['hard']), all: implied(['hard', 'soft']) },
    notices: once(noticed),
    tenfold: once(() => noticed(isTenfold)),
    wouldCover: once(() => (whatWouldCover(session, [figure]).get(index) ?? []).map(({ says }) => says)),
  };
}

/** The values that constraints of some strengths allow a figure, given the others under some changes. */
function impliedBy(model: Model, figure: number, strengths: readonly Strength[], assignment: Assignment): Interval {
  return model
    .touching(figure)
    .filter((position) => strengths.includes(model.strength(position)))
    .map((position) => model.implied(position, figure, assignment))
    .reduce(intersect, EVERYTHING);
}

/** How a figure stands that is not accused, by its relations. One that only a copy confirms is untested. */
function standingAmong(relations: readonly RelationResult[]): FigureResult['standing'] {
  const failing = relations.filter(
    ({ verdict, exception, isRevised }) => verdict === 'contradicted' && !exception && !isRevised,
  );
  if (failing.some(({ strength }) => strength === 'hard')) return 'touched';
  if (failing.some((relation) => !isJudgement(relation))) return 'disputed';
  const weighed = relations.filter(({ strength, exception }) => strength !== 'evidence' && !exception);
  if (weighed.some(({ verdict }) => verdict === 'compatible')) return 'compatible';
  const isOpen = failing.length > 0 || weighed.some(({ verdict }) => verdict === 'undecided');
  return isOpen ? 'undecided' : 'untested';
}

/** Most repairs of a component that are listed. */
const MOST_LISTED = 20;

function componentResult(
  { model, rules }: Session,
  relations: readonly RelationResult[],
  figures: readonly FigureResult[],
  component: Component,
): ComponentResult {
  const { cost, isCutShort, contradicted, explanations, accused } = component;
  const results = (positions: readonly number[]): RelationResult[] => positions.map((at) => itemAt(relations, at));
  return {
    contradicted: results(contradicted),
    cost,
    isCutShort,
    repairs: explanations.slice(0, MOST_LISTED).map((set) => repairResult({ model, rules }, relations, figures, set)),
    accused: accused.map((index) => itemAt(figures, index)),
    rules: component.rules.map(({ repair, ...rule }) => ({
      ...rule,
      changes: [...repair].map(([index, change]) => ({ observation: itemAt(figures, index).observation, change })),
    })),
    deciding: once(() => results(decidingConstraints(model, component))),
  };
}

function repairResult(
  { model, rules }: Pick<Session, 'model' | 'rules'>,
  relations: readonly RelationResult[],
  figures: readonly FigureResult[],
  { dearer, variants }: ExplanationSet,
): RepairResult {
  const [{ repair }] = variants;
  const { repaired, broken, left, undecided, witnesses } = certify(model, repair);
  const rangesAfter = model.rangesUnder(repair);
  const proofs = (
    positions: readonly number[],
    before = model.rangesUnder(UNCHANGED),
    after: Ranges = rangesAfter,
  ): Proof[] =>
    positions.map((position) => {
      const sides = (ranges: Ranges): Proof['before'] => testConstraint(model.constraint(position), ranges).sides;
      return { relation: itemAt(relations, position), before: sides(before), after: sides(after) };
    });
  const stated = asCorrected(model, repair);
  return {
    dearer,
    changes: [...repair].map(([index, change]) => ({
      figure: itemAt(figures, index),
      change,
      others: othersOf(variants, index, change),
      implied: once(() => impliedBy(model, index, ['hard'], repair)),
      calledForBy: proofs(
        calledForBy(model, repair, index),
        model.rangesUnder(without(stated, index)),
        model.rangesUnder(stated),
      ),
    })),
    isAccepted: isAccepted(model, repair),
    repaired: proofs(repaired),
    broken: proofs(broken),
    left: proofs(left),
    undecided: proofs(undecided),
    witnesses: witnesses.map(({ figure, witness, isCopy, agrees }) => ({
      figure: itemAt(figures, figure),
      witness: itemAt(figures, witness),
      isCopy,
      agrees,
    })),
    point: () => pointResult({ model, rules }, relations, figures, repair),
  };
}

/** The numbers that prove a repair. Constants are numbered after the figures. */
function pointResult(
  { model, rules }: Pick<Session, 'model' | 'rules'>,
  relations: readonly RelationResult[],
  figures: readonly FigureResult[],
  repair: Assignment,
): PointResult | undefined {
  const { meeting, positions } = model.pointUnder(repair);
  if (typeof meeting === 'string') return undefined;
  const constants = [...rules.constants.keys()];
  return {
    relations: positions.map((position) => itemAt(relations, position)),
    values: [...meeting]
      .sort(([a], [b]) => a - b)
      .map(([index, value]) => ({
        figure: figures[index],
        constant: figures[index] ? undefined : constants[index - figures.length],
        value,
      })),
  };
}

/** The other changes of a figure among explanations that change the same figures. */
function othersOf(variants: ExplanationSet['variants'], figure: number, change: Change): Change[] {
  const all = variants.flatMap(({ repair }) => repair.get(figure) ?? []);
  const byName = new Map(all.map((each) => [each.name, each]));
  byName.delete(change.name);
  return [...byName.values()];
}
