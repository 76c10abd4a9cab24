import { groupBy } from '../../core/diagnostics/text-order.ts';
import { once } from '../../core/machine/cache.ts';
import { decimalToNumber } from '../../core/numbers/decimal.ts';
import type { Interval } from '../../core/numbers/interval.ts';
import type { Dataset } from '../../dataset/model.ts';
import { type Watched, watchedIn, WATCHERS } from '../../watch/watch.ts';
import { acceptedComponent } from './accepted.ts';
import { balancesIn } from '../slips/balances.ts';
import type { Component, ExplanationSet } from './component.ts';
import type { Constraint } from '../constraints/constraint.ts';
import { constraintsOf, type TestTally } from '../constraints/constraints.ts';
import { diagnose } from './diagnose.ts';
import type { Explanation } from '../search/explanation.ts';
import { Model } from '../search/figure-model.ts';
import { type Ledger, type LedgerOptions, openLedger, rowKey } from '../constraints/ledger.ts';
import { exactFirst, type Exception, isAbout } from '../relations/named-relations.ts';
import { MAX_TESTED, Tally } from '../constraints/tally.ts';
import type { Assignment, Change } from '../slips/change.ts';
import type { Operator } from '../slips/kinds.ts';
import type { Rules } from '../relations/relations-file.ts';
import { openChange } from '../slips/single-changes.ts';

/** The figures to test and the operators to try. */
export interface SessionOptions extends Omit<LedgerOptions, 'earlier'> {
  /** The operators to try; by default all. */
  readonly tries?: ((operator: Operator) => boolean) | undefined;
  /**
   * Take the accepted corrections as the repair instead of searching for one: enough to print a proof of them. Only
   * together with `asPrinted`.
   */
  readonly acceptedOnly?: boolean | undefined;
  /**
   * Take from earlier releases what relations name of other periods (`output@-1`) and the release does not state. Only
   * together with `alone`.
   */
  readonly withEarlier?: boolean | undefined;
}

/** A tested dataset with everything that its results are calculated from. */
export interface Session {
  readonly dataset: Dataset;
  readonly rules: Rules;
  readonly options: SessionOptions;
  readonly ledger: Ledger;
  /** As derived. In the model those with an exception decide nothing; positions are the same in both. */
  readonly constraints: readonly Constraint[];
  readonly model: Model;
  readonly components: readonly Component[];
  /** What watches figures without a rule; it also orders repairs that explain as much. */
  readonly watched: () => readonly Watched[];
  /** The exception that covers a constraint. */
  readonly exceptionFor: (constraint: Constraint) => Exception | undefined;
  /** How many tests there are; if there are too many, none is made. */
  readonly tally: TestTally;
}

/** The tests of a dataset, before what is contradicted is diagnosed. */
export type OpenTests = Omit<Session, 'components' | 'watched'>;

/** Tests a dataset and diagnoses what is contradicted. */
export function openSession(dataset: Dataset, rules: Rules, options: SessionOptions): Session {
  const tests = openTests(dataset, rules, options);
  const watched = once(() => watchedIn(dataset, options.asPrinted));
  const components = options.acceptedOnly
    ? [acceptedComponent(tests.model)]
    : diagnose(tests.model).map((component) =>
        tiesBroken(tests.model, remaindersLast(tests.model, component), watched),
      );
  return { ...tests, components, watched };
}

/** Tests a dataset. */
export function openTests(dataset: Dataset, rules: Rules, options: SessionOptions): OpenTests {
  const ledger = openLedger(dataset, [...rules.constants.values()], {
    ...options,
    balances: balancesIn(rules.relations),
    earlier: options.withEarlier ? namedElsewhere(rules) : undefined,
  });
  const isWhole = options.alone === undefined && options.asOf === undefined;
  // what an edition tests is a part of what the whole dataset does, but for figures of earlier releases
  const tally: TestTally = new Tally(isWhole ? MAX_TESTED : Infinity);
  const constraints = constraintsOf(rules, ledger, tally);
  const exceptionFor = exceptionFinder(rules.exceptions);
  const model = new Model({
    figures: ledger.figures,
    constraints: constraints.map((item): Constraint => (exceptionFor(item) ? { ...item, strength: 'evidence' } : item)),
    ranges: ledger.ranges,
    asPrinted: options.asPrinted ?? false,
    tries: options.tries,
  });
  return { dataset, rules, options, ledger, constraints, model, exceptionFor, tally };
}

/** The indicators, with their measure, that relations name in another period than the tested one. */
function namedElsewhere({ relations }: Rules): Set<string> {
  const terms = relations.flatMap((relation) => relation.terms);
  return new Set(
    terms.flatMap((term) => (term.kind === 'figure' && term.period ? [rowKey(term.indicator.id, term.measure)] : [])),
  );
}

/** Finds the exception that covers a constraint: one that names it before one whose pattern does. */
function exceptionFinder(exceptions: readonly Exception[]): (constraint: Constraint) => Exception | undefined {
  const found = new Map<string, Exception | undefined>();
  const ordered = exactFirst(exceptions);
  return ({ name, at }) => {
    const key = `${name}@${at.text}`;
    if (!found.has(key))
      found.set(
        key,
        ordered.find((item) => item.at.text === at.text && isAbout(item, name)),
      );
    return found.get(key);
  };
}

/**
 * The component with another explanation first, of those that change the same figures: where a total follows from a part
 * that no usual slip explains, but a usual slip of the total fits, the part is what remained of the wrong total. What was
 * worked out is not the first to be doubted.
 */
function remaindersLast(model: Model, component: Component): Component {
  const [first, ...others] = component.explanations;
  const turned = first && turnedIn(model, first);
  return turned ? { ...component, explanations: [turned, ...others] } : component;
}

function turnedIn(model: Model, set: ExplanationSet): ExplanationSet | undefined {
  const [best, ...rest] = set.variants;
  const open = figuresOf(best.repair, 'unknown');
  const [part] = open;
  const totals = figuresOf(best.repair, 'worked_out').filter((figure) =>
    model.workings.from(figure).includes(part ?? -1),
  );
  if (part === undefined || open.length > 1 || totals.length === 0) return undefined;
  const found = rest.find(
    ({ repair }) =>
      repair.get(part)?.operator.kind === 'unknown' &&
      totals.some((figure) => repair.get(figure)?.decimal !== undefined),
  );
  return found && { ...set, variants: [asRemainder(model, found, part), best, ...rest.filter((one) => one !== found)] };
}

function figuresOf(repair: Assignment, kind: Operator['kind']): number[] {
  return [...repair].filter(([, { operator }]) => operator.kind === kind).map(([figure]) => figure);
}

/** The same explanation, in which a figure was worked out. */
function asRemainder({ figures }: Model, found: Explanation, part: number): Explanation {
  const observation = figures[part]?.observation;
  const workedOut = (change: Change): Change =>
    observation ? openChange(observation, { kind: 'worked_out' }, change.interval) : change;
  const turned = (changes: Assignment): Assignment =>
    new Map([...changes].map(([figure, change]) => [figure, figure === part ? workedOut(change) : change]));
  const slips = found.slips.map((slip) =>
    slip.changes.has(part) ? { ...slip, changes: turned(slip.changes), workedOut: part } : slip,
  );
  return { ...found, slips, repair: turned(found.repair) };
}

/** Differences below this decide nothing: they are those of rounding. */
const TELLING = 0.05;

/**
 * A component whose explanations that cost the same as the first stand in the order in which watchers look at their figures:
 * first those that bring figures nearer to the periods around them, of equals those nearer to their row and column, and so on.
 * Nothing is accused by it, and what costs more stays behind.
 */
function tiesBroken(model: Model, component: Component, watched: () => readonly Watched[]): Component {
  const { explanations } = component;
  const tied = explanations.filter(({ dearer }) => dearer <= 0);
  if (tied.length < 2) return component;
  const seen = groupBy(watched(), ({ statement }) => `${statement.release.id} ${statement.address}`);
  const gains = new Map(tied.map((set) => [set, gainsOf(model, set.variants[0].repair, seen)]));
  const inOrder = tied.toSorted((a, b) => compareGains(gains.get(b) ?? [], gains.get(a) ?? []));
  const rest: readonly ExplanationSet[] = explanations.filter(({ dearer }) => dearer > 0);
  return { ...component, explanations: [...inOrder, ...rest] };
}

function compareGains(a: readonly number[], b: readonly number[]): number {
  return a.map((gain, index) => gain - (b[index] ?? 0)).find((gap) => Math.abs(gap) >= TELLING) ?? 0;
}

/** By watcher, how much nearer a repair brings the figures to what it lets expect, in parts of its limit for each. */
function gainsOf(
  { figures }: Model,
  repair: Assignment,
  seen: ReadonlyMap<string, readonly Watched[]>,
): readonly number[] {
  return WATCHERS.map(({ id }) => {
    let gain = 0;
    for (const [index, { interval }] of repair) {
      const figure = figures[index];
      if (!figure) continue;
      const { release, address } = figure.observation;
      for (const { by, says, gap, limit } of seen.get(`${release.id} ${address}`) ?? []) {
        if (by !== id) continue;
        gain +=
          gap === undefined || limit === undefined
            ? Number(says !== undefined)
            : (Math.abs(gap) - Math.abs(gap + movedBy(figure.interval, interval))) / Math.log(limit);
      }
    }
    return gain / repair.size;
  });
}

/** The logarithm of the factor by which a change moves a figure; 0 where an end of either is missing, or they differ in sign. */
function movedBy(from: Interval | undefined, to: Interval): number {
  const [before, after] = [middleOf(from), middleOf(to)];
  const factor = before === undefined || after === undefined ? 1 : after / before;
  return factor > 0 && Number.isFinite(factor) ? Math.log(factor) : 0;
}

function middleOf(interval: Interval | undefined): number | undefined {
  if (!interval?.low || !interval.high) return undefined;
  return (decimalToNumber(interval.low) + decimalToNumber(interval.high)) / 2;
}
