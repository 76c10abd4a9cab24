import { isContradicted } from '../../src/assay/search/conflict.ts';
import type { Component, ExplanationSet } from '../../src/assay/diagnosis/component.ts';
import { diagnose } from '../../src/assay/diagnosis/diagnose.ts';
import { Model, UNCHANGED } from '../../src/assay/search/figure-model.ts';
import { intervalOf } from '../../src/assay/constraints/ledger.ts';
import { openSession, type Session } from '../../src/assay/diagnosis/session.ts';
import { decimalText } from '../../src/core/numbers/decimal.ts';
import { type Interval, meets } from '../../src/core/numbers/interval.ts';
import { type Fault, faultyObservation } from './inject.ts';
import { median } from './median.ts';

/** How many injected faults of one kind had which result. */
export interface Tally {
  drawn: number;
  /** No relation that decides something touches the figure. */
  untouched: number;
  /** Every relation allows what is printed. */
  allowed: number;
  /** Only soft relations object, and accuse no figure: a warning. */
  disputed: number;
  /** An error, with what would explain it. */
  noticed: number;
  /** There is one explanation. */
  unique: number;
  first: number;
  three: number;
  located: number;
  /** With certainty, of figures that are wrong only. */
  proven: number;
  /** With certainty, of a figure that is right. */
  innocent: number;
  cut: number;
  /** Milliseconds of the processor. */
  worst: number;
  /** How many times as much of the processor each diagnosis of a noticed fault took as a check of the sound data. */
  readonly ratios: number[];
  /** The faults whose diagnoses took longest, the longest first. */
  slowest: readonly Slow[];
}

/** Faults with the milliseconds of the processor that their diagnosis took. */
export interface Slow {
  readonly faults: readonly Fault[];
  readonly took: number;
}

/** So many of them are kept. */
const MOST_KEPT = 12;

function slowestOf(all: readonly Slow[]): Slow[] {
  return all.toSorted((a, b) => b.took - a.took).slice(0, MOST_KEPT);
}

export function emptyTally(): Tally {
  return {
    drawn: 0,
    untouched: 0,
    allowed: 0,
    disputed: 0,
    noticed: 0,
    unique: 0,
    first: 0,
    three: 0,
    located: 0,
    proven: 0,
    innocent: 0,
    cut: 0,
    worst: 0,
    ratios: [],
    slowest: [],
  };
}

/** The model of sound data with faults in it: relations do not depend on the values of figures. */
export function faultyModel({ model, ledger }: Session, faults: readonly Fault[]): Model {
  const faulty = new Map(faults.map((fault) => [fault.observation, faultyObservation(fault)]));
  const figures = model.figures.map((figure) => {
    const observation = faulty.get(figure.observation);
    return observation ? { ...figure, observation, interval: intervalOf(observation, false) } : figure;
  });
  const ranges = (index: number): Interval => figures[index]?.interval ?? ledger.ranges(index);
  return new Model({ figures, constraints: model.constraints, ranges, asPrinted: false });
}

/** Whether an explanation gives all faulty figures their true values, and changes no other. */
function isTrue({ variants }: ExplanationSet, truth: ReadonlyMap<number, Interval>): boolean {
  return variants.some(
    ({ repair }) =>
      repair.size === truth.size &&
      [...repair].every(([figure, { interval }]) => {
        const right = truth.get(figure);
        return right !== undefined && meets(right, interval);
      }),
  );
}

/** What became of each case so far, one line each: `npm run record` compares them. */
export const outcomes: string[] = [];

/** Injects faults into sound data, and notes what a diagnosis makes of them. */
export function tallyFaults(tally: Tally, session: Session, faults: readonly Fault[]): void {
  const before = { ...tally };
  tallyCase(tally, session, faults);
  const changed = (Object.keys(tally) as (keyof Tally)[]).filter(
    (key) => key !== 'worst' && key !== 'slowest' && key !== 'ratios' && tally[key] !== before[key],
  );
  const named = faults.map(
    ({ observation, kind, printed }) =>
      `${observation.release.id} ${observation.address} ${kind} ${decimalText(printed.decimal)}`,
  );
  outcomes.push(`${named.join(' + ')}: ${changed.join(' ')}`);
}

function tallyCase(tally: Tally, session: Session, faults: readonly Fault[]): void {
  const model = faultyModel(session, faults);
  let components: readonly Component[] = [];
  const took = processorTime(() => (components = diagnose(model)));
  tally.worst = Math.max(tally.worst, took);
  tally.slowest = slowestOf([...tally.slowest, { faults, took }]);
  tally.drawn += 1;
  if (components.length === 0) {
    tally[silenceOf(session, model, faults)] += 1;
    return;
  }
  tally.noticed += 1;
  tally.ratios.push(took / checkTime(session));
  tally.unique += components.every(({ explanations }) => explanations.length === 1) ? 1 : 0;
  const indexOf = (fault: Fault): number =>
    session.ledger.figures.findIndex(({ observation }) => observation === fault.observation);
  const wrong = new Set(faults.map(indexOf));
  const truth = components.map(({ explanations }) => {
    const own = [...wrong].filter((figure) => explanations.some(({ variants: [{ repair }] }) => repair.has(figure)));
    return new Map(own.map((figure) => [figure, session.ledger.ranges(figure)]));
  });
  const ranks = components.map(({ explanations }, index) =>
    explanations.findIndex((set) => isTrue(set, truth[index] ?? new Map())),
  );
  const isAlone = components.every(({ explanations: [, second] }) => !second || second.dearer > 0);
  const found = new Set(truth.flatMap((own) => Array.from(own.keys())));
  const isWhole = [...wrong].every((figure) => found.has(figure));
  const firsts = components.flatMap(({ explanations: [best] }) => [...(best?.variants[0].repair.keys() ?? [])]);
  tally.first += isWhole && isAlone && ranks.every((rank) => rank === 0) ? 1 : 0;
  tally.three += isWhole && ranks.every((rank) => rank >= 0 && rank < 3) ? 1 : 0;
  tally.located += firsts.length === wrong.size && firsts.every((figure) => wrong.has(figure)) ? 1 : 0;
  const accused = components.flatMap((component) => component.accused);
  const isRight = accused.every((figure) => wrong.has(figure));
  tally.proven += accused.length > 0 && isRight ? 1 : 0;
  tally.innocent += isRight ? 0 : 1;
  tally.cut += components.some(({ isCutShort }) => isCutShort) ? 1 : 0;
}

const checkTimes = new WeakMap<Session, number>();

/** Milliseconds of the processor for a check of the sound data: the median of a few, once the code is warm. */
export function checkTime(session: Session): number {
  const { dataset, rules, options } = session;
  const known = checkTimes.get(session);
  if (known !== undefined) return known;
  const check = (): number => processorTime(() => openSession(dataset, rules, options));
  for (let took = 0; took < WARM_UP;) took += check();
  const found = median([check(), check(), check()]);
  checkTimes.set(session, found);
  return found;
}

/** Milliseconds of checks before the time of one is taken. */
const WARM_UP = 20;

function processorTime(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Why nothing has to be repaired. */
function silenceOf(session: Session, model: Model, faults: readonly Fault[]): 'untouched' | 'allowed' | 'disputed' {
  const touching = testsOf(session, model, faults);
  if (touching.length === 0) return 'untouched';
  return touching.some((position) => isContradicted(model, position, UNCHANGED)) ? 'disputed' : 'allowed';
}

/** Whether faults contradict a test that decides something. */
export function contradicts(session: Session, faults: readonly Fault[]): boolean {
  const model = faultyModel(session, faults);
  return testsOf(session, model, faults).some((position) => isContradicted(model, position, UNCHANGED));
}

/** The tests of faulty figures that decide something. */
function testsOf({ ledger }: Session, model: Model, faults: readonly Fault[]): number[] {
  const wrong = faults.map((fault) => ledger.figures.findIndex(({ observation }) => observation === fault.observation));
  return wrong
    .flatMap((figure) => model.touching(figure))
    .filter((position) => model.strength(position) !== 'evidence' && model.constraint(position).figures.length > 1);
}

const COUNTED = [
  'drawn',
  'untouched',
  'allowed',
  'disputed',
  'noticed',
  'unique',
  'first',
  'three',
  'located',
  'proven',
  'innocent',
  'cut',
] as const;

/** The sum of some tallies. */
export function summed(tallies: Iterable<Tally>): Tally {
  const total = emptyTally();
  for (const tally of tallies) {
    for (const key of COUNTED) total[key] += tally[key];
    total.worst = Math.max(total.worst, tally.worst);
    total.ratios.push(...tally.ratios);
    total.slowest = slowestOf([...total.slowest, ...tally.slowest]);
  }
  return total;
}

/** Prints the results by kind, with the time of diagnoses in checks of the sound data (×); the last lines have shares of what could be noticed, and of what was. */
export function printTally(title: string, rows: ReadonlyMap<string, Tally>): void {
  console.log(`\n${title}`);
  const head = ['drawn', 'no test', 'allowed', 'disputed', 'noticed', 'unique', 'first', 'top 3', 'located', 'proven'];
  const columns = [...head, 'innocents', 'cut short', 'worst ms', 'median ×', 'worst ×']
    .map((name) => name.padStart(10))
    .join('');
  console.log(`  ${'fault'.padEnd(17)}${columns}`);
  const total = summed(rows.values());
  for (const [name, tally] of [...rows, ['all', total] as const]) {
    const numbers = [...COUNTED.map((key) => tally[key]), Math.round(tally.worst)].map(String);
    const ratios =
      tally.ratios.length === 0
        ? ['–', '–']
        : [median(tally.ratios), Math.max(...tally.ratios)].map((ratio) => ratio.toFixed(1));
    console.log(`  ${name.padEnd(17)}${[...numbers, ...ratios].map((number) => number.padStart(10)).join('')}`);
  }
  const able = total.disputed + total.noticed;
  const shares = (['unique', 'first', 'three', 'located'] as const).map((key) => share(total[key], total.noticed));
  console.log(`  ${able} contradict something: ${share(total.noticed, able)} are an error, the others a warning`);
  console.log(`  of the errors, unique, first, top 3, located: ${shares.join(', ')}`);
}

/** A part in per cent. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}%`;
}
