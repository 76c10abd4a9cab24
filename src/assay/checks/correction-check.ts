import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { add, subtract } from '../../core/numbers/decimal.ts';
import {
  contains,
  EVERYTHING,
  hull,
  type Interval,
  intersect,
  interval,
  isEmpty,
  isSameInterval,
  meets,
  point,
} from '../../core/numbers/interval.ts';
import { asPrinted, type Correction, type Dataset, type Observation } from '../../dataset/model.ts';
import { toBase } from '../../dataset/unit.ts';
import type { TestedFigure } from '../constraints/constraint.ts';
import type { Component } from '../diagnosis/component.ts';
import { type Model, UNCHANGED } from '../search/figure-model.ts';
import { saidInterval } from '../intervals/interval-digits.ts';
import { intervalOf } from '../constraints/ledger.ts';
import type { Assignment } from '../slips/change.ts';
import { repairText } from '../report/repair-text.ts';
import { rulesText } from '../report/rule-text.ts';
import { openSession, type Session } from '../diagnosis/session.ts';

/** A correction is called for, and makes no contradiction. */
export function checkCorrection(
  { model }: Session,
  { index, observation }: TestedFigure,
  diagnostics: Diagnostics,
): void {
  const { correction, address } = observation;
  const printed = intervalOf(observation, true);
  if (!correction || !printed) return;
  const undone = { figure: index, change: { name: 'as printed', interval: printed } };
  const touching = model.touching(index);
  const asPrinted = touching.filter((position) => model.verdict(position, UNCHANGED, undone) === 'contradicted');
  const corrected = touching.filter((position) => model.verdict(position, UNCHANGED) === 'contradicted');
  if (asPrinted.every((position) => corrected.includes(position)) && !isStatedOtherwise(observation)) {
    const message = `nothing calls for the correction of ${address} to ${correction.quantity.text}`;
    const hint = 'no relation is contradicted by the print, and no cited release disagrees with it';
    diagnostics.error('assay/uncalled-correction', message, correction.place, hint);
  }
  const made = corrected.filter((position) => model.strength(position) !== 'evidence' && !asPrinted.includes(position));
  for (const position of made) {
    const { name, at } = model.constraint(position);
    const message = `the correction of ${address} makes ${name} contradicted at ${at.text}, which the print did not`;
    diagnostics.error('assay/correction-contradicts', message, correction.place, `see assay explain "${address}"`);
  }
}

/** Whether another text of the release states a figure otherwise than it is printed. */
function isStatedOtherwise(observation: Observation): boolean {
  const printed = intervalOf(observation, true);
  const others = (observation.release.repeats ?? []).filter(
    ({ address, asIn }) => address === observation.address && asIn === undefined,
  );
  return others.map((other) => intervalOf(other, true)).some((other) => printed && other && !meets(printed, other));
}

/**
 * A correction that only arithmetic supports is the one repair: with the prints in its place, every explanation changes
 * the figure, and to nothing that the correction excludes. Otherwise the other explanations are named.
 */
export function checkArithmetic({ ledger, dataset, rules, options }: Session, diagnostics: Diagnostics): void {
  const unsupported = ledger.figures.filter(({ observation }) => observation.correction?.isByArithmetic);
  if (unsupported.length === 0) return;
  const undone = openSession(
    uncorrected(dataset, new Set(unsupported.map(({ observation }) => observation))),
    rules,
    options,
  );
  for (const { index, observation } of unsupported) {
    const { address, correction } = observation;
    const corrected = intervalOf(observation, false);
    const component = undone.components.find(({ explanations }) =>
      explanations.some(({ variants }) => variants.some(({ repair }) => repair.has(index))),
    );
    if (!correction || !corrected || !component) continue;
    const others = repairsOf(component).filter((repair) => {
      const change = repair.get(index);
      return !change || !meets(change.interval, corrected);
    });
    if (others.length === 0 && component.accused.includes(index)) {
      checkFineness(undone, component, index, correction, diagnostics);
      continue;
    }
    const message = `arithmetic alone does not decide the correction of ${address} to ${correction.quantity.text}`;
    diagnostics.error('assay/undecided-correction', message, correction.place, othersHint(undone, component, others));
  }
}

/**
 * A correction is as fine as what proves it: its number is one that every repair leaves, and none that is left lies further
 * from it than its last digit is worth.
 */
function checkFineness(
  { model, ledger }: Session,
  component: Component,
  index: number,
  { quantity, place }: Correction,
  diagnostics: Diagnostics,
): void {
  const { observation } = ledger.figures[index] ?? {};
  const proved = repairsOf(component)
    .map((repair) => provedIn(model, repair, index))
    .reduce(hull);
  const [at, step] = [quantity.decimal, quantity.resolution].map((value) => toBase(point(value), quantity.unit).low);
  if (!observation || !at || !step) return;
  const near = interval(subtract(at, step), add(at, step));
  const isWithin = quantity.ends ? isInside(proved, toBase(quantity.interval, quantity.unit)) : contains(proved, at);
  if (isWithin && (quantity.ends || isInside(proved, near))) return;
  diagnostics.error(
    'assay/undecided-correction',
    `arithmetic proves ${observation.address} to be ${saidInterval(proved, quantity.unit)}, not ${quantity.text}`,
    place,
    isWithin
      ? 'write no more digits than that, or cite a release that states them'
      : 'write a number within it, with as many digits as are sure',
  );
}

/** What a repair and the hard relations leave a figure that it changes. */
function provedIn(model: Model, repair: Assignment, index: number): Interval {
  const changed = repair.get(index)?.interval ?? EVERYTHING;
  const implied = model
    .touching(index)
    .filter((position) => model.strength(position) === 'hard')
    .map((position) => model.implied(position, index, repair));
  const proved = implied.reduce(intersect, changed);
  return isEmpty(proved) ? changed : proved;
}

/** Whether all numbers of a range are in another. */
function isInside(part: Interval, whole: Interval | undefined): boolean {
  return whole !== undefined && isSameInterval(intersect(part, whole), part);
}

/** The dataset in which some statements have lost their corrections. */
function uncorrected(dataset: Dataset, statements: ReadonlySet<Observation>): Dataset {
  const releases = [...dataset.releases].map(([id, release]) => {
    const observations = release.observations.map((one) => (statements.has(one) ? asPrinted(one) : one));
    return [id, { ...release, observations }] as const;
  });
  return { ...dataset, releases: new Map(releases) };
}

function repairsOf({ explanations }: Component): Assignment[] {
  return explanations.flatMap(({ variants }) => variants.map(({ repair }) => repair));
}

/** Most other repairs that a message names. */
const MOST_NAMED = 3;

function othersHint({ ledger }: Session, { isCutShort, rules }: Component, others: readonly Assignment[]): string {
  const remedy = 'cite a release that states the corrected figure';
  if (others.length === 0 && rules.length === 0) {
    return isCutShort ? `the search stopped at its limit: ${remedy}` : remedy;
  }
  const repairs = others.slice(0, MOST_NAMED).map((repair) => repairText(ledger, repair));
  const doubts = rules.slice(0, 1).map((rule) => rulesText(rule, ledger));
  const names = [...repairs, ...doubts];
  const more = others.length - repairs.length;
  return `as good or nearly so: ${names.join(', or ')}${more > 0 ? `, or ${more} more` : ''}; ${remedy}`;
}
