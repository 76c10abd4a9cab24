import { compareText } from '../../core/diagnostics/text-order.ts';
import { addressText, statedAddress } from '../../dataset/address.ts';
import { dayOf } from '../../dataset/edition.ts';
import type { Observation } from '../../dataset/model.ts';
import type { Period } from '../../dataset/period.ts';
import { type Constraint, dayOfFigure, type Strength, type TestedFigure } from './constraint.ts';
import type { UnitDimension } from '../../dataset/unit-dimension.ts';
import { type Expression, variable } from '../relations/expression.ts';
import type { Sense } from '../relations/grammar.ts';
import { makeConstraint } from './instance.ts';
import { type Ledger, levelAddress } from './ledger.ts';
import type { AddressText, ReleaseId } from '../../dataset/brands.ts';

/** One side of what a record says, with the figures that it is made of. */
export interface Side {
  readonly expression: Expression;
  readonly figures: readonly number[];
}

/** The draft of the constraint that a record makes. By default it is hard and crosses no change of definition. */
export interface RecordDraft {
  readonly left: Side;
  readonly sense: Sense;
  readonly right: Side;
  readonly dimension: UnitDimension;
  readonly says: string;
  readonly hardness?: Strength;
  readonly crosses?: boolean;
  /** As in `Drafted`. */
  readonly isAboutReleases?: boolean;
}

/** The constraint that a record makes of other figures, under the address of the record. */
export function recordConstraint(ledger: Ledger, figure: TestedFigure, draft: RecordDraft): Constraint {
  const { observation } = figure;
  const { left, sense, right, dimension, says, hardness = 'hard', crosses = false, isAboutReleases = false } = draft;
  return makeConstraint(ledger, {
    name: nameOfRecord(observation),
    at: observation.period,
    derivation: 'record',
    hardness,
    crossesBreak: crosses,
    isAboutReleases,
    says,
    record: observation,
    comparisons: [{ left: left.expression, dimension, tests: [{ sense, right: right.expression }] }],
    figures: [figure.index, ...left.figures, ...right.figures],
  });
}

/** The address of a record without its period, and without the base of growth over a year. */
export function nameOfRecord(observation: Observation): string {
  return addressText({ ...statedAddress(observation), period: undefined });
}

/** A figure as a side. */
export function sideOf(figure: TestedFigure): Side {
  return { expression: variable(figure.index), figures: [figure.index] };
}

/** The statement of the release itself at an address, else the one to trust on its day; for a forecast only the first. */
export function find(ledger: Ledger, observation: Observation, address: AddressText): TestedFigure | undefined {
  if (observation.status.includes('forecast')) return ledger.own(observation.release, address);
  return ledger.knownAt(observation.release, address)[0];
}

/** The level of an indicator, found in the same way. */
export function findLevel(
  ledger: Ledger,
  observation: Observation,
  indicator: string,
  period: Period,
): TestedFigure | undefined {
  return find(ledger, observation, levelAddress(indicator, period));
}

/** A level that a release compares with, and whether it is from the very release that is named. */
export interface ComparedLevel {
  readonly level: TestedFigure;
  readonly isNamed: boolean;
}

/**
 * What a release had stated of the level that a statement is about. A release that does not state it stands for what its
 * publisher had stated last, up to its day.
 */
export function comparedLevel(
  { dataset, own }: Ledger,
  { indicator, period }: Observation,
  since: ReleaseId,
): ComparedLevel | undefined {
  const named = dataset.releases.get(since);
  const address = levelAddress(indicator.id, period);
  const level = named && own(named, address);
  if (!named || level) return level && { level, isNamed: true };
  const earlier = [...dataset.releases.values()]
    .filter(({ source }) => source.group === named.source.group)
    .filter((release) => dayOf(release) < dayOf(named))
    .flatMap((release) => own(release, address) ?? [])
    .sort((a, b) => compareText(dayOfFigure(a), dayOfFigure(b)));
  const last = earlier.at(-1);
  return last && { level: last, isNamed: false };
}
