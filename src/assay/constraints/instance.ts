import { addressText, isYearly } from '../../dataset/address.ts';
import type { Dataset, Release } from '../../dataset/model.ts';
import { comparePeriods, type Period, periodYearEarlier, startingIn } from '../../dataset/period.ts';
import { originOf, periodAt, type PeriodOffset } from '../../dataset/period-offset.ts';
import { baseUnit, type Unit } from '../../dataset/unit.ts';
import { type Constraint, type TestedFigure, testsOf } from './constraint.ts';
import { sameAs } from '../../dataset/unit-dimension.ts';
import { type Expression, substitute, variable } from '../relations/expression.ts';
import type { Known, Ledger } from './ledger.ts';
import type { Relation } from '../relations/relations-file.ts';
import type { Comparison, Term } from '../relations/relation.ts';
import { type Drafted, isRevisable, strengthOf } from './strength.ts';
import type { Counting } from './tally.ts';

/** A figure term of a relation. */
type FigureTerm = Extract<Term, { kind: 'figure' }>;

/** The meaning of a term in one release and period: a stated figure or a level that figures imply. */
interface FoundTerm {
  readonly expression: Expression;
  readonly figures: readonly number[];
  readonly way: Known['way'];
  readonly crossesBreak: boolean;
}

/**
 * Tests an authored relation wherever it can be: in every release and for every period in which the release states or
 * implies one of its terms. What the release does not say is taken as known on its day, but stated figures and implied
 * ones are never taken from two releases at once: a base that was re-scoped would be compared with one that was not.
 */
export function instancesOf(
  relation: Relation,
  ledger: Ledger,
  tally: Counting,
  title: Title = { name: relation.id, derivation: 'stated' },
): Constraint[] {
  const found = new Map<string, Constraint>();
  if (!tally.take(0)) return [];
  for (const { release, period } of occasionsOf(relation, ledger)) {
    if (!tally.take(relation.terms.length)) return [];
    const constraint = instanceAt(relation, ledger, { release, period }, title);
    if (constraint && !found.has(constraint.key)) found.set(constraint.key, constraint);
  }
  return [...found.values()];
}

/** The name and derivation of the constraints of a relation over stated figures. */
type Title = Pick<Constraint, 'name' | 'derivation'>;

interface Occasion {
  readonly release: Release;
  readonly period: Period;
}

/**
 * Releases and periods for which a term of the relation is known: a term about the tested period itself, where there is
 * one. A relation that names all of its periods is tested once, under the latest, in each release that states a term.
 */
function occasionsOf(relation: Relation, ledger: Ledger): Occasion[] {
  const terms = relation.terms.filter(isFigureTerm);
  const here = terms.filter(({ period }) => !period || isHere(period));
  const open = here.length > 0 ? here : terms.filter(({ period }) => period && isOffset(period));
  const latest = terms
    .flatMap(({ period }) => (period && !isOffset(period) ? [period] : []))
    .sort(comparePeriods)
    .at(-1);
  const found =
    open.length > 0
      ? open.flatMap((term) => openOccasions(term, ledger))
      : terms.flatMap((term) => fixedOccasions(term, latest, ledger));
  const allowed = found.filter(({ release, period }) => speaks(relation, release) && isWithin(relation, period));
  return [...new Map(allowed.map((occasion) => [`${occasion.period.text} ${occasion.release.id}`, occasion])).values()];
}

/** The periods from which a term reaches what releases state. */
function openOccasions(term: FigureTerm, ledger: Ledger): Occasion[] {
  return statementsAbout(term, ledger).flatMap(({ release, period }) => {
    const origin = term.period && isOffset(term.period) ? originOf(term.period, period) : period;
    return origin ? [{ release, period: origin }] : [];
  });
}

function fixedOccasions(term: FigureTerm, latest: Period | undefined, ledger: Ledger): Occasion[] {
  const statements = statementsAbout(term, ledger).filter(({ period }) => period.text === term.period?.text);
  return latest ? statements.map(({ release }) => ({ release, period: latest })) : [];
}

function isOffset(period: Period | PeriodOffset): period is PeriodOffset {
  return 'count' in period;
}

/** Whether an offset is the tested period itself. */
function isHere(period: Period | PeriodOffset): boolean {
  return isOffset(period) && period.count === 0 && period.part === undefined;
}

/**
 * The period that a relation means where another is tested. Months are counted from months only, and parts of a year
 * from years only: else a relation over months would be tested with the figures of quarters too.
 */
function resolved(written: Period | PeriodOffset | undefined, tested: Period): Period | undefined {
  if (!written) return tested;
  if (!isOffset(written)) return written;
  const kind = written.part === undefined ? written.unit : 'year';
  const isLike = written.part === undefined && kind === 'year';
  const isYear = kind === 'year' && tested.kind === 'split year';
  return isLike || isYear || kind === tested.kind ? periodAt(written, tested) : undefined;
}

function isFigureTerm(term: Term): term is FigureTerm {
  return term.kind === 'figure';
}

function statementsAbout(term: FigureTerm, ledger: Ledger): readonly Occasion[] {
  if (term.measure === 'level') return ledger.levels(term.indicator.id);
  return ledger
    .about(term.indicator.id)
    .filter(({ observation }) => observation.measure === term.measure)
    .map(({ observation }) => observation);
}

/** Whether the relation is about what a release says. */
function speaks({ sources }: Relation, { source }: Release): boolean {
  return !sources || sources.has(source.id) || sources.has(source.group);
}

function isWithin({ from, to }: Relation, period: Period): boolean {
  return (!from || period.start >= from.start) && (!to || period.end <= to.end);
}

function instanceAt(
  relation: Relation,
  ledger: Ledger,
  occasion: Occasion,
  { name, derivation }: Title,
): Constraint | undefined {
  const { period } = occasion;
  const terms: (FoundTerm | undefined)[] = [];
  for (const term of relation.terms) {
    const found = term.kind === 'figure' ? findTerm(relation, term, ledger, occasion) : constantOf(term, ledger);
    if (!found) return undefined;
    terms.push(found);
  }
  const known = terms.filter((item) => item !== undefined);
  const isImplied = known.some((item) => item.way !== 'stated');
  const figures = known.flatMap((item) => item.figures);
  if (isImplied && !isOneRelease(figures, ledger)) return undefined;
  const way = known.find((item) => item.way !== 'stated')?.way;
  const replace = (index: number): Expression => terms[index]?.expression ?? variable(index);
  return makeConstraint(ledger, {
    name: way ? `${name}/${way}` : name,
    at: period,
    derivation: way ?? derivation,
    hardness: relation.hardness,
    crossesBreak: known.some((item) => item.crossesBreak),
    says: way
      ? `${relation.holds} in ${period.text}, worked out from ${way === 'base' ? 'average growth' : 'growth'}`
      : relation.holds,
    relation,
    comparisons: relation.comparisons.map((comparison) => replaced(comparison, replace)),
    figures,
  });
}

function constantOf(term: Extract<Term, { kind: 'constant' }>, ledger: Ledger): FoundTerm {
  return { expression: ledger.constant(term.constant), figures: [], way: 'stated', crossesBreak: false };
}

function replaced(comparison: Comparison, replace: (index: number) => Expression): Comparison {
  const tests = comparison.tests.map(({ sense, right }) => ({ sense, right: substitute(right, replace) }));
  return { ...comparison, left: substitute(comparison.left, replace), tests };
}

function isOneRelease(figures: readonly number[], ledger: Ledger): boolean {
  return new Set(figures.map((index) => ledger.figures[index]?.observation.release)).size === 1;
}

/** Finds the figure or level of a term in one release and period. */
function findTerm(relation: Relation, term: FigureTerm, ledger: Ledger, occasion: Occasion): FoundTerm | undefined {
  const { release } = occasion;
  const { indicator, measure, counterpart } = term;
  const tested = startingIn(occasion.period, indicator.yearStarts);
  const period = resolved(term.period, tested);
  if (!period) return undefined;
  if (measure === 'level') {
    const own = ledger.ownLevel(release, indicator.id, period);
    if (own) return own;
  }
  const given = term.base && resolved(term.base, tested);
  if (term.base && !given) return undefined;
  const base = given ?? (isYearly(measure) && !counterpart ? periodYearEarlier(period) : undefined);
  const address = addressText({ indicator: indicator.id, measure, base, counterpart, period });
  const allowed = (figure: TestedFigure): boolean => speaks(relation, figure.observation.release);
  const figure = ledger.own(release, address) ?? ledger.knownAt(release, address).find(allowed);
  return figure && { expression: variable(figure.index), figures: [figure.index], way: 'stated', crossesBreak: false };
}

/** A constraint before its strength and key are known. */
export interface ConstraintDraft extends Drafted {
  readonly name: string;
  readonly at: Period;
  readonly says: string;
  readonly relation?: Relation | undefined;
  readonly record?: Constraint['record'];
  /** In any order, with repetitions. */
  readonly figures: readonly number[];
}

/** Completes a constraint with its strength, its key, and the units to show it in. */
export function makeConstraint(ledger: Ledger, draft: ConstraintDraft): Constraint {
  const figures = [...new Set(draft.figures)].sort((a, b) => a - b);
  const observed = figures.map((index) => ledger.figures[index]).filter((figure) => figure !== undefined);
  const { name, at, derivation, says, relation, record, comparisons } = draft;
  const strength = strengthOf(draft, observed);
  return {
    key: `${name}@${at.text} ${observed.map(statementKey).join(' ')}`,
    name,
    at,
    derivation,
    strength,
    isRevisable: strength === 'soft' && isRevisable(draft, observed),
    says,
    relation,
    record,
    tests: comparisons.flatMap((each) => testsOf(each, unitFor(each, draft, observed, ledger.dataset))),
    figures,
  };
}

function statementKey({ observation }: TestedFigure): string {
  return `${observation.release.id}:${observation.address}`;
}

/**
 * The unit of a figure that measures what the sides measure; else that in which the relation writes a number, that of any
 * indicator, or the base unit. A ratio of levels has that in which the relation writes it, if any.
 */
function unitFor(
  { dimension, unit: written }: Comparison,
  { derivation, record }: ConstraintDraft,
  figures: readonly TestedFigure[],
  dataset: Dataset,
): Unit | undefined {
  const isAuthored = derivation === 'stated' || derivation === 'before' || derivation === 'base';
  const hasLevels = figures.some(({ observation }) => observation.measure === 'level');
  if (dimension.size === 0 && isAuthored && (written || hasLevels)) return written;
  const printed = figures.map(({ observation }) =>
    observation.measure === 'level' ? observation.indicator.unit : observation.printed?.unit,
  );
  const fits = (unit: Unit | undefined): boolean => unit !== undefined && sameAs(unit.dimension, dimension);
  // a multiple is shown as it is printed, though a growth next to it is in %
  const unit = record?.measure === 'ratio' ? record.printed?.unit : printed.find(fits);
  if (unit || dimension.size === 0) return unit;
  return (
    written ?? [...dataset.indicators.values()].find((indicator) => fits(indicator.unit))?.unit ?? baseUnit(dimension)
  );
}
