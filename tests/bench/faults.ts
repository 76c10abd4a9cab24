/**
 * `npm run bench:faults`: the explanations of the 2025 release as printed; the coverage of its corrected figures; then
 * faults injected into every dataset of the repository and a made-up one, those that the engine has operators for and
 * others; then time and memory on made-up data. `--quick` leaves out the faults, `--faults` the made-up data. Seeded:
 * every run prints the same but for times.
 */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assayDataset } from '../../src/assay/assay.ts';
import { coverageOf, type Notice, whatWouldCover } from '../../src/assay/coverage.ts';
import { diagnose, type ExplanationSet } from '../../src/assay/diagnose.ts';
import { intervalOf } from '../../src/assay/ledger.ts';
import { loadRules, type Rules } from '../../src/assay/relations-file.ts';
import { Model } from '../../src/assay/figure-model.ts';
import { isTenfold } from '../../src/assay/operator.ts';
import { openSession, type Session } from '../../src/assay/session.ts';
import { type Interval, meets } from '../../src/core/numbers/interval.ts';
import { groupBy } from '../../src/core/diagnostics/text-order.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset, Observation } from '../../src/dataset/model.ts';
import { generatedFiles } from './generated.ts';
import {
  type Fault,
  faultyObservation,
  numericStatements,
  operatorFaults,
  otherFaults,
  seeded,
  withFaults,
} from './inject.ts';

const RELEASE = 'cnia-2025';

const { dataset, rules } = await load('.', 'china-nonferrous');

async function load(root: string, id: string): Promise<{ dataset: Dataset; rules: Rules }> {
  const diagnostics = new Diagnostics();
  const workspace = new Workspace(root);
  const dataset = await loadDataset(workspace, id, diagnostics);
  const rules = dataset && (await loadRules(workspace, dataset, diagnostics));
  if (!dataset || !rules) throw new Error(diagnostics.all.map((item) => item.message).join('\n'));
  return { dataset, rules };
}

function printRepairs(title: string, { components, model }: Session): void {
  console.log(`\n${title}`);
  const addressOf = (index: number): string => model.figures[index]?.observation.address ?? '';
  for (const { cost, explanations, accused } of components) {
    console.log(
      `  ${explanations.length} explanation(s), the cheapest at ${cost}; accused: ${accused.map(addressOf).join(', ')}`,
    );
    for (const { dearer, variants } of explanations.slice(0, 20)) {
      const changes = [...variants[0].repair].map(([index, { name }]) => `${addressOf(index)} ${name}`);
      console.log(`    +${dearer}: ${changes.join(', ')}`);
    }
  }
  if (components.length === 0) console.log('  nothing is contradicted');
}

function printRelease(): void {
  const alone = { asPrinted: true, alone: RELEASE };
  printRepairs(
    'As printed, the release alone, ×10 and ÷10 only',
    openSession(dataset, rules, { ...alone, tries: isTenfold }),
  );
  printRepairs('As printed, the release alone, all operators', openSession(dataset, rules, alone));
  printRepairs('As printed, with history and second sources', openSession(dataset, rules, { asPrinted: true }));
  printRepairs('Corrected, all history', openSession(dataset, rules, {}));
  console.log(`  ${rules.exceptions.length} exception(s)`);
}

function printCoverage(session: Session): void {
  const statements = new Set(statementsOf());
  const figures = session.ledger.figures.filter(({ observation }) => statements.has(observation));
  const rows = figures.map((figure) => ({
    figure,
    notices: coverageOf(session.model, figure.index).filter(({ change }) => isTenfold(change.operator)),
  }));
  console.log(`\nCoverage: of ${rows.length} statements, noticed against both ×10 and ÷10`);
  for (const [title, reaches] of [
    ['release alone', ['alone']],
    ['with history', ['alone', 'history']],
    ['with independent sources', ['alone', 'history', 'sources']],
  ] as const) {
    const noticed = (notice: Notice): boolean =>
      notice.reach !== undefined && reaches.some((reach) => reach === notice.reach);
    const covered = rows.filter(({ notices }) => notices.every(noticed)).length;
    console.log(`  ${title.padEnd(26)} ${String(covered).padStart(4)}  ${share(covered, rows.length)}`);
  }
  console.log('Not covered, and what would cover it:');
  for (const { figure, notices } of rows) {
    const open = notices.filter(({ reach }) => reach === undefined).map(({ change }) => change.name);
    if (open.length === 0) continue;
    console.log(
      `  ${figure.observation.address} (${open.join(', ')}): ${whatWouldCover(session.model, figure).join('; ')}`,
    );
  }
}

function statementsOf(): ReturnType<typeof numericStatements> {
  const release = dataset.releases.get(RELEASE);
  if (!release) throw new Error(`no release ${RELEASE}`);
  return numericStatements(release);
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}%`;
}

/** The results of injected faults of one kind. */
interface Tally {
  drawn: number;
  noticed: number;
  first: number;
  three: number;
  located: number;
  innocent: number;
  cut: number;
  worst: number;
}

function emptyTally(): Tally {
  return { drawn: 0, noticed: 0, first: 0, three: 0, located: 0, innocent: 0, cut: 0, worst: 0 };
}

/** The model of sound data with faults in it: relations do not depend on the values of figures. */
function faultyModel({ model, ledger }: Session, faults: readonly Fault[]): Model {
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

function tallyFaults(tally: Tally, session: Session, faults: readonly Fault[]): void {
  const start = performance.now();
  const components = diagnose(faultyModel(session, faults));
  tally.worst = Math.max(tally.worst, performance.now() - start);
  tally.drawn += 1;
  if (components.length === 0) return;
  tally.noticed += 1;
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
  tally.innocent += components.some(({ accused }) => accused.some((figure) => !wrong.has(figure))) ? 1 : 0;
  tally.cut += components.some(({ isCutShort }) => isCutShort) ? 1 : 0;
}

function printTally(title: string, rows: ReadonlyMap<string, Tally>): void {
  console.log(`\n${title}`);
  console.log('  fault              drawn  noticed   first   top 3  located  innocents  cut short  worst ms');
  const total = emptyTally();
  for (const [name, tally] of [...rows, ['all', total] as const]) {
    const { drawn, noticed, first, three, located, innocent, cut, worst } = tally;
    const numbers = [drawn, noticed, first, three, located, innocent, cut, Math.round(worst)];
    console.log(`  ${name.padEnd(17)}${numbers.map((number) => String(number).padStart(8)).join(' ')}`);
    for (const key of ['drawn', 'noticed', 'first', 'three', 'located', 'innocent', 'cut'] as const)
      total[key] += tally[key];
    total.worst = Math.max(total.worst, worst);
  }
}

/** Faults of each kind that are drawn for one dataset. */
const DRAWN = 20;

function printFaults(title: string, session: Session, statements: readonly Observation[]): void {
  const random = seeded(2025);
  const all = statements.flatMap((one) => [...operatorFaults(one), ...otherFaults(one, session.dataset)]);
  const pick = (from: readonly Fault[]): Fault => from[Math.floor(random() * from.length)] as Fault;
  const rows = new Map<string, Tally>();
  for (const [kind, faults] of groupBy(all, (fault) => fault.kind)) {
    const tally = emptyTally();
    rows.set(kind, tally);
    for (let draw = 0; draw < DRAWN; draw += 1) tallyFaults(tally, session, [pick(faults)]);
  }
  const [tenfold, pairs] = [all.filter(({ kind }) => kind === '÷10' || kind === '×10'), emptyTally()];
  rows.set('pairs of ten', pairs);
  for (let draw = 0; draw < DRAWN && tenfold.length > 1; draw += 1) {
    const first = pick(tenfold);
    const second = pick(
      tenfold.filter(({ observation, kind }) => observation !== first.observation && kind === first.kind),
    );
    tallyFaults(pairs, session, [first, second]);
  }
  printTally(title, rows);
}

async function printAllFaults(): Promise<void> {
  printFaults('The release of 2025 with history, corrected', openSession(dataset, rules, {}), statementsOf());
  printFaults('The release of 2025 alone, corrected', openSession(dataset, rules, { alone: RELEASE }), statementsOf());
  const ferries = await load('tests/fixtures/tiny', 'ferry-passengers');
  const all = [...ferries.dataset.releases.values()].flatMap(numericStatements);
  printFaults('The ferries', openSession(ferries.dataset, ferries.rules, {}), all);
  const folder = generatedFolder(250);
  const made = await load(folder, 'generated');
  rmSync(folder, { recursive: true });
  const statements = [...made.dataset.releases.values()].flatMap(numericStatements);
  printFaults('Made-up data', openSession(made.dataset, made.rules, {}), statements);
}

/** Writes a made-up dataset into a new folder. */
function generatedFolder(size: number): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-bench-'));
  for (const [name, text] of generatedFiles(size)) {
    const file = path.join(folder, 'data/generated', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

/** Median of a few runs, in milliseconds. */
function timed(run: () => void, runs = 5): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

async function printScale(): Promise<void> {
  console.log('\nMade-up data: milliseconds to load and validate, to test, to repair one to six faults; memory');
  for (const size of [250, 500, 1000, 2000, 4000]) {
    const folder = generatedFolder(size);
    const loads: number[] = [];
    let loaded = await load(folder, 'generated');
    for (let run = 0; run < 5; run += 1) {
      const start = performance.now();
      loaded = await load(folder, 'generated');
      loads.push(performance.now() - start);
    }
    rmSync(folder, { recursive: true });
    const { dataset: made, rules: own } = loaded;
    const test = timed(() => void openSession(made, own, {}));
    const repairs = [1, 2, 3, 4, 5, 6].map((count) => {
      const faulty = withFaults(made, someFaults(made, count));
      return timed(() => void assayDataset(faulty, own), 3);
    });
    const load50 = loads.sort((a, b) => a - b)[2] ?? 0;
    const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
    const constraints = openSession(made, own, {}).constraints.length;
    const cells = [size, own.relations.length, constraints, load50, test, ...repairs].map((value) =>
      value.toFixed(0).padStart(6),
    );
    console.log(`  ${cells.join(' ')}  ${memory} MB`);
  }
}

/** A few ×10 slips, each in a statement of its own. */
function someFaults(made: Dataset, count: number): Fault[] {
  const random = seeded(count);
  const levels = [...made.releases.values()].flatMap(numericStatements).filter(({ measure }) => measure === 'level');
  return Array.from({ length: count }, () => {
    const observation = levels[Math.floor(random() * levels.length)];
    const [fault] = observation ? operatorFaults(observation) : [];
    if (!fault) throw new Error('nothing to inject');
    return fault;
  });
}

printRelease();
printCoverage(openSession(dataset, rules, {}));
if (!process.argv.includes('--quick')) await printAllFaults();
if (!process.argv.includes('--faults')) await printScale();
