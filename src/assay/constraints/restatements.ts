import { compareText, groupBy } from '../../core/diagnostics/text-order.ts';
import { absolute, compare, decimal, digitCount, multiply, normalise, signOf } from '../../core/numbers/decimal.ts';
import { type Interval, interval, meets, multiplyIntervals } from '../../core/numbers/interval.ts';
import { USUAL_REVISION } from '../../dataset/evidence.ts';
import { type Observation, quantityOf } from '../../dataset/model.ts';
import { type Constraint, dayOfFigure, type Strength, type TestedFigure } from './constraint.ts';
import { binary, variable } from '../relations/expression.ts';
import { makeConstraint } from './instance.ts';
import type { Ledger } from './ledger.ts';
import { intervalName } from '../intervals/interval-digits.ts';
import type { Counting } from './tally.ts';
import { nameOfRecord } from './record-sides.ts';
import { isDoubtful } from './strength.ts';

/** How two statements at one address belong together. */
export type Restatement =
  /** Texts of one release, as in two languages: they are to be the same, and do not confirm one another. */
  | 'texts'
  /** Releases of one publisher at different times: the later one may revise the earlier. */
  | 'vintages'
  /** Statements of two publishers. */
  | 'publishers';

/**
 * How two statements at one address belong together. Texts of one release have one publisher group, two sources and
 * one period.
 */
export function restatementOf({ release: a }: Observation, { release: b }: Observation): Restatement {
  if (a.source.group !== b.source.group) return 'publishers';
  return a.source !== b.source && a.period.text === b.period.text ? 'texts' : 'vintages';
}

/** A figure that a later release states more than five times as large or small has slipped rather than been revised. */
const LARGEST_REVISION = decimal(5);

/** Whether two statements at one address are vintages of one publisher, of about the same size. */
export function isRevision(a: TestedFigure, b: TestedFigure): boolean {
  if (restatementOf(a.observation, b.observation) !== 'vintages') return false;
  const [one, two] = [a, b].map(({ interval }) => interval?.low ?? interval?.high);
  if (!one || !two) return true;
  const [small, large] = compare(absolute(one), absolute(two)) < 0 ? [one, two] : [two, one];
  return signOf(one) === signOf(two) && compare(absolute(large), multiply(absolute(small), LARGEST_REVISION)) <= 0;
}

/** The numbers of the figures that another publisher states alike: a slip would have happened to both. */
export function confirmedAmong(figures: readonly TestedFigure[]): ReadonlySet<number> {
  const able = figures.filter(
    ({ interval, observation }) => interval && !observation.status.includes('forecast') && !isDoubtful(observation),
  );
  const confirm = (a: TestedFigure, b: TestedFigure): boolean =>
    restatementOf(a.observation, b.observation) === 'publishers' &&
    a.interval !== undefined &&
    b.interval !== undefined &&
    meets(a.interval, b.interval);
  const confirmed = [...groupBy(able, ({ observation }) => observation.address).values()].flatMap((stated) =>
    stated.filter((figure) => stated.some((other) => confirm(figure, other))),
  );
  return new Set(confirmed.map(({ index }) => index));
}

/**
 * Statements at one address are compared. Those of two publishers agree: each with what the other publisher stated last
 * up to its day, because what that one revised before is not a disagreement. This is hard only on one day; later figures
 * may be revised. Two texts, or two vintages, of one publisher are evidence only: they copy or replace one another; but no
 * vintage replaces one of a fifth or five times its size, nor do those of two rows that each state what the other stated.
 */
export function sameConstraints(ledger: Ledger, tally: Counting): Constraint[] {
  const numeric = ledger.figures.filter(
    ({ interval, observation }) => interval && !observation.status.includes('forecast'),
  );
  const pairs = [...groupBy(numeric, ({ observation }) => observation.address).values()].flatMap((stated) =>
    pairsOf(stated, tally),
  );
  const exchanged = exchangedAmong(pairs);
  return pairs.map((pair) => sameConstraint(ledger, pair, exchanged.has(pair)));
}

/** Digits that two figures need so that it is not a coincidence where a later release states each in place of the other. */
const TELLING = 3;

/** Two rows that differ by no more than these factors may have been revised to what each other was. */
const ALIKE = interval(decimal(95, -2), decimal(105, -2));

/**
 * The vintages, among pairs of statements, that say in a column of one unit what those of another row say the other way
 * round: to the last digit, or within a usual revision where the rows are far apart.
 */
function exchangedAmong(pairs: readonly Pair[]): ReadonlySet<Pair> {
  const telling = pairs.filter(
    ([a, b]) => restatementOf(a.observation, b.observation) === 'vintages' && areTelling(a, b),
  );
  const alike = groupBy(telling, ([{ observation: a }, { observation: b }]) =>
    [a.release.id, b.release.id, a.measure, a.printed?.unit.code, a.period.text].join(' '),
  );
  const found = [...alike.values()].flatMap((column) => {
    const said = new Set(column.map(([a, b]) => `${nameOf(a)} > ${nameOf(b)}`));
    const isApart = ([a, b]: Pair): boolean => !areWithin(a, b, ALIKE);
    const apart = column.filter(isApart);
    return column.filter(
      (pair) =>
        said.has(`${nameOf(pair[1])} > ${nameOf(pair[0])}`) ||
        (isApart(pair) && apart.some((other) => areCrossed(pair, other))),
    );
  });
  return new Set(found);
}

/** Whether each of two rows states about what the other one stated. */
function areCrossed([a, b]: Pair, [c, d]: Pair): boolean {
  return areWithin(a, d, USUAL_REVISION) && areWithin(c, b, USUAL_REVISION);
}

function areWithin(a: TestedFigure, b: TestedFigure, factors: Interval): boolean {
  return (
    a.interval !== undefined && b.interval !== undefined && meets(multiplyIntervals(a.interval, factors), b.interval)
  );
}

function areTelling(a: TestedFigure, b: TestedFigure): boolean {
  return nameOf(a) !== nameOf(b) && [a, b].every(({ observation }) => digitsOf(observation) >= TELLING);
}

/** Of a whole number zeros at the end do not count: they may be rounded. */
function digitsOf(observation: Observation): number {
  const stated = quantityOf(observation)?.decimal;
  if (!stated) return 0;
  return digitCount(stated.exponent < 0 ? stated : normalise(stated));
}

/** The digits of a figure and their worth, as a text. */
function nameOf({ interval }: TestedFigure): string {
  return interval ? intervalName(interval) : '';
}

type Pair = readonly [TestedFigure, TestedFigure];

/** The statements at one address that are compared, each pair once, by number. */
function pairsOf(figures: readonly TestedFigure[], tally: Counting): Pair[] {
  if (figures.length < 2) return [];
  const inTime = figures.toSorted((a, b) => compareText(dayOfFigure(a), dayOfFigure(b)) || a.index - b.index);
  const byGroup = [...groupBy(inTime, ({ observation }) => observation.release.source.group).values()];
  const pairs = new Map<string, Pair>();
  for (const figure of inTime) {
    for (const other of byGroup.flatMap((stated) => comparedWith(figure, stated))) {
      if (!tally.take(2)) return [];
      const pair: Pair = figure.index < other.index ? [figure, other] : [other, figure];
      pairs.set(`${pair[0].index} ${pair[1].index}`, pair);
    }
  }
  return [...pairs.values()].sort(([a, b], [c, d]) => a.index - c.index || b.index - d.index);
}

/** What a statement is compared with, of those that one publisher group made, in order of time. */
function comparedWith(figure: TestedFigure, stated: readonly TestedFigure[]): TestedFigure[] {
  const day = dayOfFigure(figure);
  const others = stated.filter((other) => other !== figure);
  const last = others.findLast((other) => dayOfFigure(other) <= day);
  const evidence = figure.observation.correction?.evidence ?? [];
  return others.filter((other) => {
    if (evidence.includes(other.observation.release.id)) return true;
    if (restatementOf(figure.observation, other.observation) === 'texts') return true;
    // texts of the release that was the last up to the day count alike
    return (
      other === last ||
      (last && restatementOf(last.observation, other.observation) === 'texts' && dayOfFigure(other) <= day)
    );
  });
}

function sameConstraint(ledger: Ledger, [a, b]: Pair, areExchanged: boolean): Constraint {
  const [first, second] = [a.observation.release, b.observation.release];
  const kind = restatementOf(a.observation, b.observation);
  const looksBack = first.period.text !== second.period.text;
  const { indicator, measure, period, printed } = a.observation;
  const other = variable(b.index);
  const revision = looksBack && measure === 'level' ? ledger.revisionOf(indicator) : undefined;
  const right = revision && kind === 'publishers' ? binary('multiply', other, revision) : other;
  const dimension =
    measure === 'level' ? indicator.unit.dimension : (printed?.unit.dimension ?? new Map<string, number>());
  const hasSlipped = kind === 'vintages' && (areExchanged || !isRevised(a, b));
  const hardness = hasSlipped ? 'soft' : hardnessOf(kind, a, b);
  const constraint = makeConstraint(ledger, {
    name: `${nameOfRecord(a.observation)}/${kind === 'vintages' ? 'revision' : 'same'}`,
    at: period,
    derivation: kind === 'vintages' ? 'revision' : 'same',
    hardness,
    crossesBreak: false,
    says:
      kind === 'vintages'
        ? `${second.id} states what ${first.id} states`
        : `${first.id} and ${second.id} state the same`,
    record: a.observation,
    comparisons: [{ left: variable(a.index), dimension, tests: [{ sense: '=', right }] }],
    figures: [a.index, b.index],
  });
  return kind === 'vintages' && !hasSlipped ? { ...constraint, isRevised: true } : constraint;
}

/** Vintages replace one another, and texts copy one another. */
function hardnessOf(kind: Restatement, a: TestedFigure, b: TestedFigure): Strength {
  if (kind !== 'publishers') return 'evidence';
  return dayOfFigure(a) === dayOfFigure(b) ? 'hard' : 'soft';
}

/** Whether two vintages may differ as they do: rates, indices and what may be negative change by any factor near zero. */
function isRevised(a: TestedFigure, b: TestedFigure): boolean {
  const { measure, indicator } = a.observation;
  const isSize = measure === 'level' && indicator.kind !== 'index' && indicator.kind !== 'ratio';
  return !isSize || [a, b].some((one) => one.mayBeNegative || one.isBalance) || isRevision(a, b);
}
