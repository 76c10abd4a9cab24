import { once } from '../core/machine/cache.ts';
import type { Dataset } from '../dataset/model.ts';
import { type Watched, watchedIn } from '../watch/watch.ts';
import type { Constraint } from './constraint.ts';
import { constraintsOf } from './constraints.ts';
import { acceptedComponent } from './accepted.ts';
import type { Component } from './component.ts';
import { diagnose } from './diagnose.ts';
import { exceptionFinder } from './exceptions.ts';
import { balancesIn } from './balances.ts';
import { type Ledger, type LedgerOptions, openLedger, rowKey } from './ledger.ts';
import { remaindersLast } from './remainders.ts';
import type { Exception } from './named-relations.ts';
import type { Rules } from './relations-file.ts';
import { Model } from './figure-model.ts';
import type { Operator } from './operator.ts';
import { tiesBroken } from './ties.ts';

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
  const constraints = constraintsOf(rules, ledger);
  const exceptionFor = exceptionFinder(rules.exceptions);
  const model = new Model({
    figures: ledger.figures,
    constraints: constraints.map((item): Constraint => (exceptionFor(item) ? { ...item, strength: 'evidence' } : item)),
    ranges: ledger.ranges,
    asPrinted: options.asPrinted ?? false,
    tries: options.tries,
  });
  return { dataset, rules, options, ledger, constraints, model, exceptionFor };
}

/** The indicators, with their measure, that relations name in another period than the tested one. */
function namedElsewhere({ relations }: Rules): Set<string> {
  const terms = relations.flatMap((relation) => relation.terms);
  return new Set(
    terms.flatMap((term) => (term.kind === 'figure' && term.period ? [rowKey(term.indicator.id, term.measure)] : [])),
  );
}
