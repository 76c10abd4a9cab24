import { decimal } from '../../core/numbers/decimal.ts';
import {
  addIntervals,
  type Interval,
  multiplyIntervals,
  point,
  subtractIntervals,
} from '../../core/numbers/interval.ts';
import { GREATEST_REVISION, USUAL_REVISION } from '../../dataset/evidence.ts';
import { type Constraint, dayOfFigure, isOfParts, type TestedFigure } from './constraint.ts';
import { occurrences } from '../relations/expression.ts';
import type { Ledger } from './ledger.ts';
import type { Ranges } from '../intervals/range.ts';
import { testAll } from './tested.ts';

/** A figure as it stands. */
const UNREVISED = point(decimal(1));

/** By what factor figures may differ without a slip that explains it. */
export function allowedIn(constraint: Constraint, ledger: Ledger): (figure: TestedFigure) => Interval {
  // Publishers count differently, so that only what nobody would count so is wrong between them.
  if (!isOfOne(constraint, ledger)) return () => GREATEST_REVISION;
  return revisionIn(constraint, ledger, isOfOneRelease(constraint, ledger) ? UNREVISED : USUAL_REVISION);
}

/**
 * Whether no publisher revises figures so far, so that one of them is wrong even where no slip is found. Nothing is revised
 * within one release: whatever rounding does not explain is wrong there, unless `base_revision` allows it.
 */
export function isTooGreat(constraint: Constraint, ledger: Ledger, ranges: Ranges): boolean {
  if (!isOfOne(constraint, ledger) || !isPositive(constraint, ledger)) return false;
  const isWithin = isOfOneRelease(constraint, ledger);
  return exceeds(constraint, ledger, ranges, isWithin ? allowedIn(constraint, ledger) : () => GREATEST_REVISION);
}

/** Whether figures of one release differ by more than their publisher usually revises them. */
export function isUnusualWithin(constraint: Constraint, ledger: Ledger, ranges: Ranges): boolean {
  const usual = revisionIn(constraint, ledger, USUAL_REVISION);
  return isOfOneRelease(constraint, ledger) && exceeds(constraint, ledger, ranges, usual);
}

/**
 * Whether a constraint between releases is met once every level of an older one may have been revised as offices
 * usually do.
 */
export function isUsualRevision(constraint: Constraint, ledger: Ledger, ranges: Ranges): boolean {
  if (!constraint.isRevisable || isOfOneRelease(constraint, ledger)) return false;
  return !exceeds(constraint, ledger, ranges, usualIn(constraint, ledger));
}

/** The ranges of figures in which every level of an older release may have been revised as offices usually do. */
export function usualRanges(constraint: Constraint, ledger: Ledger, ranges: Ranges): Ranges {
  return widenedRanges(olderIn(constraint, ledger), ranges, usualIn(constraint, ledger));
}

function usualIn(constraint: Constraint, ledger: Ledger): (figure: TestedFigure) => Interval {
  return revisionIn(constraint, ledger, USUAL_REVISION);
}

/** Whether a constraint stays contradicted if every level of an older release may have been revised by a factor. */
export function exceeds(
  constraint: Constraint,
  ledger: Ledger,
  ranges: Ranges,
  factorOf: (figure: TestedFigure) => Interval,
): boolean {
  const older = olderIn(constraint, ledger);
  const isOfRates = constraint.derivation === 'parts';
  if (older.some(({ observation: { measure } }) => measure !== 'level' && !(isOfRates && measure === 'growth')))
    return false;
  return testAll(constraint, widenedRanges(older, ranges, factorOf)).verdict === 'contradicted';
}

function widenedRanges(
  older: readonly TestedFigure[],
  ranges: Ranges,
  factorOf: (figure: TestedFigure) => Interval,
): Ranges {
  const widened = new Map(
    older.map((figure) => {
      const range = ranges(figure.index);
      const factor = factorOf(figure);
      return [figure.index, isRate(figure) ? grownBy(range, factor) : multiplyIntervals(range, factor)];
    }),
  );
  return (index) => widened.get(index) ?? ranges(index);
}

function isRate({ observation }: TestedFigure): boolean {
  return observation.measure === 'growth';
}

/** A rate of growth after a level that it compares was revised by a factor. */
function grownBy(rate: Interval, factor: Interval): Interval {
  return subtractIntervals(multiplyIntervals(addIntervals(rate, UNREVISED), factor), UNREVISED);
}

/** The figures that may be counted otherwise: the parts of a whole, those of other publishers, those of older releases. */
function olderIn(constraint: Constraint, ledger: Ledger): TestedFigure[] {
  const figures = figuresIn(constraint, ledger);
  const { derivation, record } = constraint;
  if (isOfParts(derivation)) return figures.filter(({ observation }) => observation !== record);
  const own = record?.release.source.group ?? figures[0]?.observation.release.source.group;
  const foreign = figures.filter(({ observation }) => observation.release.source.group !== own);
  const newest = figures.map(dayOfFigure).sort().at(-1);
  return foreign.length > 0 ? foreign : figures.filter((figure) => dayOfFigure(figure) !== newest);
}

/** Whether it is about figures of one publisher, who may revise them. */
function isOfOne(constraint: Constraint, ledger: Ledger): boolean {
  return new Set(figuresIn(constraint, ledger).map(({ observation }) => observation.release.source.group)).size === 1;
}

/** Whether all its figures were published together: only parts and a whole are revisable then. */
export function isOfOneRelease(constraint: Constraint, ledger: Ledger): boolean {
  return new Set(figuresIn(constraint, ledger).map(({ observation }) => observation.release)).size === 1;
}

/**
 * By what factor an older figure may have been revised beyond what a constraint allows it already: as declared, else
 * `usual`.
 */
function revisionIn({ tests }: Constraint, ledger: Ledger, usual: Interval): (figure: TestedFigure) => Interval {
  const used = new Set(tests.flatMap(({ difference }) => occurrences(difference)));
  return ({ observation }) => {
    const declared = ledger.revisionOf(observation.indicator);
    if (declared?.op !== 'variable') return usual;
    return used.has(declared.index) ? UNREVISED : ledger.ranges(declared.index);
  };
}

/** Whether no figure in it may be below zero: the balance of two large numbers is revised by any factor. */
function isPositive(constraint: Constraint, ledger: Ledger): boolean {
  return figuresIn(constraint, ledger).every(
    ({ mayBeNegative, observation }) => !mayBeNegative || observation.measure !== 'level',
  );
}

function figuresIn({ figures }: Constraint, ledger: Ledger): TestedFigure[] {
  return figures.flatMap((index) => ledger.figures[index] ?? []);
}
