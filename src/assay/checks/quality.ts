import { comparedIndicator } from '../../dataset/address.ts';
import { decimal } from '../../core/numbers/decimal.ts';
import { type Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import {
  EVERYTHING,
  intersect,
  type Interval,
  interval,
  isEmpty,
  isSameInterval,
} from '../../core/numbers/interval.ts';
import { EXACT } from '../intervals/arithmetic.ts';
import { quantityOf } from '../../dataset/model.ts';
import { type TestedFigure, testsOf } from '../constraints/constraint.ts';
import { isUntestedDifference, negativeBaseOf } from '../constraints/derive.ts';
import { allowedLeft, narrowTest } from '../constraints/implied.ts';
import { BASE_REVISION, type Ledger, revisionFor } from '../constraints/ledger.ts';
import { naturalRange } from '../intervals/range.ts';
import type { Relation } from '../relations/relations-file.ts';
import type { Comparison, Term } from '../relations/relation.ts';
import type { Session } from '../diagnosis/session.ts';
import { summedWhole } from '../relations/tautology.ts';
import { verdictOf } from '../intervals/verdict.ts';

/** Reports rules that test nothing, that have no owner, or that no figures could meet, and growth that means nothing. */
export function checkRules(session: Session, diagnostics: Diagnostics): void {
  const { rules, constraints, dataset, ledger } = session;
  const accused = new Set(session.components.flatMap((component) => component.accused));
  for (const figure of ledger.figures) {
    if (!accused.has(figure.index)) checkLimits(figure, ledger, diagnostics);
    checkBase(figure, ledger, diagnostics);
    checkShares(figure, ledger, diagnostics);
  }
  const tested = new Set(constraints.map(({ relation }) => relation?.rule));
  const revisions = [...dataset.indicators.values()].map((indicator) => revisionFor(indicator, rules.constants));
  const used = new Set([
    BASE_REVISION,
    ...revisions,
    ...[...rules.relations, ...rules.proposed].flatMap(({ terms }) => terms.map(({ text }) => text)),
  ]);
  for (const [id, members] of groupBy(rules.relations, ({ rule }) => rule)) {
    const [relation] = members;
    if (!relation) continue;
    checkOwner(relation, diagnostics);
    const impossible = members.find((member) => isAlwaysContradicted(member, (term) => domainOf(term, ledger)));
    if (impossible) {
      const why = isAlwaysContradicted(impossible, unlimited) ? '' : `: ${limitsIn(impossible, ledger)}`;
      const message = `${impossible.id} is contradicted whatever the figures${why}`;
      const hint =
        why === ''
          ? 'correct the relation or its constants'
          : 'correct the relation; of the kinds, flow, index and ratio may be negative';
      diagnostics.error('assay/always-contradicted', message, relation.place, hint);
    } else if (!tested.has(id)) {
      const whole = summedWhole(relation);
      if (whole && !isStated(whole, ledger)) {
        const message = `"${relation.holds}" tests no figure: no release states ${whole.text}, which then is just this sum`;
        const hint = `add ${whole.text} to the release that states it, or remove the relation`;
        diagnostics.error('assay/tautology', message, relation.place, hint);
        continue;
      }
      const message = `${id} is not tested: no period has all of its figures yet`;
      diagnostics.warn('assay/never-evaluated', message, relation.place, 'it is tested once a release states them');
    }
  }
  for (const { id, place, owner } of rules.constants.values()) {
    if (owner === undefined) {
      const hint = 'add owner: who defines it, publishes it or set the range';
      diagnostics.error('assay/unowned-constant', `nobody answers for the constant ${id}`, place, hint);
    }
    if (used.has(id)) continue;
    const isRevision = id.startsWith(`${BASE_REVISION}.`);
    const message = isRevision ? `${id} is about no indicator` : `no relation uses the constant ${id}`;
    const names = [...dataset.indicators.keys()].map((indicator) => `${BASE_REVISION}.${indicator}`);
    const hint = (isRevision && didYouMean(id, new Set(names))) || 'remove it';
    diagnostics.error('assay/unused-constant', message, place, hint);
  }
}

/** Whether a release states a level. */
function isStated({ indicator, period }: NonNullable<ReturnType<typeof summedWhole>>, ledger: Ledger): boolean {
  return ledger.levels(indicator.id).some((known) => known.way === 'stated' && known.period.text === period.text);
}

function checkBase(figure: TestedFigure, ledger: Ledger, diagnostics: Diagnostics): void {
  const base = negativeBaseOf(ledger, figure)?.observation;
  if (!base) return;
  const { address, place } = figure.observation;
  const message = `${address} is not tested: its base ${base.address} is negative, ${quantityOf(base)?.text}`;
  const hint = 'per cent or multiples of a loss mean nothing: state how much it changed, with change';
  diagnostics.warn('assay/negative-base', message, place, hint);
}

/**
 * Reports what a definition rules out, whatever other figures say: that something that is not below zero shrank by more than
 * 100%, or has a share beyond 0 to 100% of a whole that is not below zero.
 */
function checkLimits(figure: TestedFigure, ledger: Ledger, diagnostics: Diagnostics): void {
  const { interval: range, observation } = figure;
  const { measure, indicator, address, place } = observation;
  const isGrowth = measure === 'growth' || measure === 'cagr';
  if (!range || (!isGrowth && measure !== 'share')) return;
  const limits = isGrowth ? interval(decimal(-1), undefined) : interval(decimal(0), decimal(1));
  const ids = isGrowth ? [indicator.id] : [indicator.id, comparedIndicator(observation) ?? ''];
  if (!isEmpty(intersect(range, limits)) || ids.some((id) => isSometimesNegative(id, ledger))) return;
  const printed = quantityOf(observation)?.text ?? '';
  const why = isGrowth
    ? 'what is not below zero cannot shrink by more than 100%'
    : 'a share of a whole is 0 to 100% of it';
  diagnostics.error('assay/beyond-limits', `${address} cannot be ${printed}: ${why}`, place, 'compare with the source');
}

/** Whether levels of an indicator are below zero, or may be, as a balance is. */
function isSometimesNegative(id: string, ledger: Ledger): boolean {
  return ledger
    .about(id)
    .some(
      ({ observation, mayBeNegative, isBalance }) => observation.measure === 'level' && (mayBeNegative || isBalance),
    );
}

function checkShares(figure: TestedFigure, ledger: Ledger, diagnostics: Diagnostics): void {
  if (!isUntestedDifference(ledger, figure)) return;
  const { address, place, indicator } = figure.observation;
  const other = comparedIndicator(figure.observation);
  const message = `${address} is not tested: no two shares are known that it is the difference of`;
  const hint = `state what share of one whole ${indicator.id} and ${other} are, with share and of`;
  diagnostics.warn('assay/never-evaluated', message, place, hint);
}

function checkOwner({ rule, hardness, terms, owner, reason, place }: Relation, diagnostics: Diagnostics): void {
  const isBand = hardness === 'soft' || terms.some(({ kind }) => kind === 'constant');
  if (!isBand || (owner !== undefined && reason !== undefined)) return;
  const message = `nobody answers for the band of ${rule}`;
  diagnostics.error('assay/unowned-band', message, place, 'add owner and reason: who set it, and why it is so wide');
}

/** Rounds of narrowing: a chain of comparisons joined by `and` is seldom longer. */
const ROUNDS = 4;

/**
 * Whether no figures at all meet a relation: a side is to lie in two places at once, or each figure narrowed by every
 * comparison in turn, one has nothing left to be.
 */
function isAlwaysContradicted({ comparisons, terms }: Relation, domainFor: (term: Term) => Interval): boolean {
  const tests = comparisons.flatMap((each) => testsOf(each));
  const domains = terms.map(domainFor);
  const ranges = (index: number): Interval => domains[index] ?? EVERYTHING;
  const isTorn = ({ tests }: Comparison): boolean =>
    isEmpty(
      tests
        .map(({ sense, right }) => allowedLeft(sense, naturalRange(EXACT, right, ranges)))
        .reduce(intersect, EVERYTHING),
    );
  if (comparisons.some(isTorn)) return true;
  for (let round = 0, isNarrower = true; round < ROUNDS && isNarrower; round += 1) {
    isNarrower = false;
    for (const test of tests) {
      if (verdictOf(test.sense, naturalRange(EXACT, test.difference, ranges)) === 'contradicted') return true;
      for (const [index, left] of narrowTest(test, ranges)) {
        const narrowed = intersect(ranges(index), left);
        if (isEmpty(narrowed)) return true;
        isNarrower ||= !isSameInterval(narrowed, ranges(index));
        domains[index] = narrowed;
      }
    }
  }
  return false;
}

/**
 * The values that a term can have: prices, stocks and counts are not negative unless one is printed so, and nothing
 * shrinks by more than 100%.
 */
function domainOf(term: Term, ledger: Ledger): Interval {
  if (term.kind === 'constant') return term.constant.interval;
  if (term.measure === 'growth' || term.measure === 'cagr') return interval(decimal(-1), undefined, true);
  if (term.measure === 'share') return interval(decimal(0), decimal(1));
  return isNeverNegative(term, ledger) ? interval(decimal(0), undefined) : EVERYTHING;
}

/** The values that a term could have if figures had no limits. */
function unlimited(term: Term): Interval {
  return term.kind === 'constant' ? term.constant.interval : EVERYTHING;
}

type FigureTerm = Extract<Term, { kind: 'figure' }>;

function isNeverNegative({ measure, indicator: { id, kind } }: FigureTerm, ledger: Ledger): boolean {
  if (measure !== 'level' || (kind !== 'price' && kind !== 'stock' && kind !== 'count')) return false;
  return !ledger.about(id).some(({ observation, mayBeNegative }) => observation.measure === 'level' && mayBeNegative);
}

/** The limits of the terms of a relation, in words. */
function limitsIn({ terms }: Relation, ledger: Ledger): string {
  const limits = terms.flatMap((term): string[] => {
    if (term.kind === 'constant') return [];
    const { text, measure, indicator } = term;
    if (measure === 'growth' || measure === 'cagr') return [`${text} is above -100%, as all growth`];
    if (measure === 'share') return [`${text} is 0 to 100%, as all shares`];
    const isLimited = isNeverNegative(term, ledger);
    return isLimited ? [`${text} is a ${indicator.kind}, and none is printed below zero`] : [];
  });
  return [...new Set(limits)].join(', ');
}
