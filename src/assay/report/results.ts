import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Interval } from '../../core/numbers/interval.ts';
import type { Rational } from '../../core/numbers/rational.ts';
import type { Localised } from '../../dataset/localised.ts';
import type { Dataset, Observation } from '../../dataset/model.ts';
import type { Period } from '../../dataset/period.ts';
import type { Watched } from '../../watch/watch.ts';
import type { Suspicion } from '../diagnosis/beyond-revision.ts';
import type { Component } from '../diagnosis/component.ts';
import type { Constraint, Outcome, TestedFigure, TestedSides } from '../constraints/constraint.ts';
import type { CoverageRow, Notice } from '../diagnosis/coverage.ts';
import type { Change } from '../slips/change.ts';
import type { Exception } from '../relations/named-relations.ts';
import type { Relation, Rules } from '../relations/relations-file.ts';
import type { SessionOptions } from '../diagnosis/session.ts';
import type { Verdict } from '../intervals/verdict.ts';

/**
 * The results of testing a dataset: plain data, in which a figure is its position in `figures` and a relation that in
 * `relations`. What takes time and is not always needed is a function that calculates it when it is first called.
 */
export interface AssayResult {
  readonly dataset: Dataset;
  readonly rules: Rules;
  readonly options: SessionOptions;
  readonly relations: readonly RelationResult[];
  readonly figures: readonly FigureResult[];
  readonly components: readonly ComponentResult[];
  /** Soft contradictions that are more than a revision. */
  readonly suspicions: () => readonly Suspicion[];
  readonly exceptions: readonly ExceptionResult[];
  /** Rules that a search found and nobody has accepted. No figure is judged by them. */
  readonly proposed: () => readonly ProposedResult[];
  /** How many slips of each kind would be noticed. */
  readonly coverage: () => readonly CoverageRow[];
  /** The same as `wouldCover` of each figure whose slips would not be noticed, found for all at once. */
  readonly wouldCover: () => ReadonlyMap<FigureResult, readonly string[]>;
  /** The same of some figures, as lines to paste into files of the dataset, with TODO for each number; each was tried. */
  readonly coverLines: (figures: readonly FigureResult[]) => ReadonlyMap<FigureResult, readonly string[]>;
  /** What watches the levels without a rule: it accuses nothing. */
  readonly watched: () => readonly Watched[];
  /** Mistakes that a person should correct. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A relation, tested with the figures of one period. */
export interface RelationResult extends Constraint {
  readonly verdict: Verdict;
  /** What its author wrote for briefs to print, by locale. */
  readonly words: Localised | undefined;
  /** Why a contradiction is known and harmless. */
  readonly exception: Exception | undefined;
  /** The verdict with its margin and the numbers on both sides. */
  readonly outcome: () => Outcome;
}

/** A statement of a release, tested. */
export interface FigureResult extends TestedFigure {
  readonly standing: Standing;
  /** Positions of the relations that test it. */
  readonly relations: readonly number[];
  /** The values that other figures allow; undefined for a claim in words. */
  readonly implied: () => Implied | undefined;
  readonly notices: () => readonly Notice[];
  /** Those of slips of ×10 and ÷10 alone. */
  readonly tenfold: () => readonly Notice[];
  /** Data with which slips of ×10 and ÷10 would be noticed, tried one by one; none if they are noticed as it is. */
  readonly wouldCover: () => readonly string[];
}

/**
 * How a figure stands in the tests. Accused: every explanation changes it. Touched: it stands in a contradicted hard
 * relation. Disputed: only soft relations, or another source, contradict it. Else the best verdict of
 * its relations that decide something.
 */
export type Standing = 'accused' | 'touched' | 'disputed' | 'compatible' | 'undecided' | 'untested';

/** The values that other figures allow a figure, in base units: by hard relations alone, and with soft ones. */
export interface Implied {
  readonly hard: Interval;
  readonly all: Interval;
}

/** Contradictions that depend on one another, with their repairs. */
export interface ComponentResult extends Pick<Component, 'contradicted' | 'cost' | 'isCutShort' | 'accused' | 'rules'> {
  /** By set of figures, each within the margin of the cheapest, which is the first. */
  readonly repairs: readonly RepairResult[];
  /** Relations without which other repairs would be found. */
  readonly deciding: () => readonly number[];
}

/** A set of changes with its certificate. */
export interface RepairResult {
  /** By how much it costs more than the cheapest repair of the component. */
  readonly dearer: number;
  readonly changes: readonly ChangeResult[];
  /** Whether the corrections in the data are just these. */
  readonly isAccepted: boolean;
  readonly repaired: readonly Proof[];
  readonly broken: readonly Proof[];
  /** Contradicted before and after. */
  readonly left: readonly Proof[];
  readonly undecided: readonly Proof[];
  readonly witnesses: readonly Witness[];
  /** Numbers that prove it; undefined where none were found within the budget, and nothing is certain. */
  readonly point: () => PointResult | undefined;
}

/** A number for each figure of some hard relations, within what the figure stands for, with which all of them hold. */
export interface PointResult {
  readonly relations: readonly number[];
  readonly values: readonly PointValue[];
}

/** The number of a figure or a constant, in base units. */
export interface PointValue {
  /** Undefined for a constant. */
  readonly figure: number | undefined;
  readonly constant: string | undefined;
  readonly value: Rational;
}

/** A change of one figure. */
export interface ChangeResult {
  readonly figure: number;
  readonly change: Change;
  /** Other changes of the figure that would do as well or nearly so, with the same other figures changed. */
  readonly others: readonly Change[];
  /** The values that hard relations allow the figure, with all other changes of the repair. */
  readonly implied: () => Interval;
  /** Relations contradicted with all changes but this one (before), and not with it (after). */
  readonly calledForBy: readonly Proof[];
}

/** The numbers on both sides of a relation before and after a change. */
export interface Proof {
  readonly relation: number;
  readonly before: readonly TestedSides[];
  readonly after: readonly TestedSides[];
}

/** Another statement of a changed figure. */
export interface Witness {
  readonly figure: number;
  readonly witness: number;
  /** Whether it is a text of the same publication: it shows the digits, but is not an independent source. */
  readonly isCopy: boolean;
  readonly agrees: boolean;
}

/** A rule that a search found and nobody has accepted, tested with the figures. */
export interface ProposedResult {
  /** Its first member, where it is tested for several. */
  readonly relation: Relation;
  /** Periods in which it holds, and in which it can be tested, of all members. */
  readonly held: number;
  readonly of: number;
  readonly broken: readonly BrokenProposed[];
  /** What it would test. */
  readonly statements: ReadonlySet<Observation>;
}

/** A period in which a proposed rule does not hold. */
export interface BrokenProposed {
  readonly relation: Relation;
  readonly at: Period;
  readonly statements: readonly Observation[];
  /** What is printed and what would have to be, in words. */
  readonly says: string;
  /** The slips that would explain it, the likeliest first. */
  readonly slips: readonly string[];
  /** Whether what fails without this rule explains it, so that it is one cause with that. */
  readonly isExplained: boolean;
  /** Other proposed rules that do not hold for the same cause. */
  readonly with: readonly string[];
}

/** A known disagreement, with the tested relations that it is about. */
export interface ExceptionResult {
  readonly exception: Exception;
  readonly relations: readonly number[];
}

/** The relations of a result at some positions. */
export function relationsAt<R>({ relations }: { readonly relations: readonly R[] }, positions: readonly number[]): R[] {
  return positions.map((position) => itemAt(relations, position));
}

/** The figure at a position. */
export function figureAt({ figures }: Pick<AssayResult, 'figures'>, position: number): FigureResult {
  return itemAt(figures, position);
}

/** The item of a list at a position. */
export function itemAt<T>(items: readonly T[], position: number): T {
  const item = items[position];
  if (item === undefined) throw new RangeError(`no item ${position}`);
  return item;
}

/**
 * Numbers of figures and relations. Contradicted are those that decide something and have no exception; those with one
 * are excepted.
 */
export function countsOf({ figures, relations }: AssayResult) {
  const numeric = figures.filter(({ interval }) => interval);
  const decisive = relations.filter(({ strength }) => strength !== 'evidence');
  const contradicted = decisive.filter(({ verdict }) => verdict === 'contradicted');
  const excepted = contradicted.filter(({ exception }) => exception).length;
  return {
    figures: figures.length,
    numeric: numeric.length,
    untested: numeric.filter(({ standing }) => standing === 'untested').length,
    relations: relations.length,
    contradicted: contradicted.length - excepted,
    excepted,
    undecided: relations.filter(({ verdict }) => verdict === 'undecided').length,
  };
}
