/**
 * `npm run bench:faults`: what the tests of the real dataset find. First the six slips of the 2025 release as printed;
 * then what would be noticed of slips in its mended figures; then every single fault injected, and a sample of pairs;
 * then what it costs in time and memory on made-up data. Seeded: every run prints the same but for times.
 */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assayDataset } from '../../src/assay/assay.ts';
import { coverageOf, type Notice, whatWouldCover } from '../../src/assay/coverage.ts';
import { type Component, diagnose } from '../../src/assay/diagnose.ts';
import { intervalOf } from '../../src/assay/ledger.ts';
import { loadRules, type Rules } from '../../src/assay/relations-file.ts';
import { Model } from '../../src/assay/figure-model.ts';
import { isTenfold } from '../../src/assay/operator.ts';
import { openSession, type Session } from '../../src/assay/session.ts';
import { equals } from '../../src/core/numbers/decimal.ts';
import type { Interval } from '../../src/core/numbers/interval.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import { type Dataset, quantityOf } from '../../src/dataset/model.ts';
import { generatedFiles } from './generated.ts';
import { type Fault, faultsOf, faultyObservation, numericStatements, seeded, withFaults } from './inject.ts';

const RELEASE = 'cnia-2025';
const PAIRS = 500;

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
  for (const { count, cost, repairs } of components) {
    console.log(`  ${count} repair(s) at cost ${cost}`);
    for (const repair of repairs) {
      const changes = [...repair].map(([index, { name }]) => `${model.figures[index]?.observation.address} ${name}`);
      console.log(`    ${changes.join(', ')}`);
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
  printRepairs('Mended, all history', openSession(dataset, rules, {}));
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

/** What became of injected faults. */
interface Tally {
  faults: number;
  covered: number;
  detected: number;
  proposed: number;
  unique: number;
}

function emptyTally(): Tally {
  return { faults: 0, covered: 0, detected: 0, proposed: 0, unique: 0 };
}

/** The model of mended data with faults in it: relations do not depend on what figures say. */
function faultyModel({ model, ledger }: Session, faults: readonly Fault[]): Model {
  const faulty = new Map(faults.map((fault) => [fault.observation, faultyObservation(fault)]));
  const figures = model.figures.map((figure) => {
    const observation = faulty.get(figure.observation);
    return observation ? { ...figure, observation, interval: intervalOf(observation, false) } : figure;
  });
  const ranges = (index: number): Interval => figures[index]?.interval ?? ledger.ranges(index);
  return new Model({ figures, constraints: model.constraints, ranges, asPrinted: false });
}

/** Whether a repair of the components undoes a fault: gives its figure the value that it had. */
function undoing(
  { model }: Session,
  components: readonly Component[],
  { observation }: Fault,
): { any: boolean; only: boolean } {
  const truth = quantityOf(observation);
  const figure = model.figures.findIndex((item) => item.observation === observation);
  const isUndone = (repair: Component['repairs'][number]): boolean => {
    const change = repair.get(figure);
    return change !== undefined && truth !== undefined && equals(change.decimal, truth.decimal);
  };
  const about = components.filter(({ repairs }) => repairs.some(isUndone));
  const isAlternative = components.some(({ alternatives }) => alternatives.some(isUndone));
  return { any: about.length > 0 || isAlternative, only: about.length === 1 && about[0]?.count === 1 };
}

function tallyFaults(tally: Tally, session: Session, faults: readonly Fault[], isCovered: boolean): void {
  const components = diagnose(faultyModel(session, faults));
  const found = faults.map((fault) => undoing(session, components, fault));
  const isOnly = components.every(({ count, repairs }) => count === 1 && (repairs[0]?.size ?? 0) <= faults.length);
  tally.faults += 1;
  tally.covered += isCovered ? 1 : 0;
  tally.detected += components.length > 0 ? 1 : 0;
  tally.proposed += found.every(({ any }) => any) ? 1 : 0;
  tally.unique += isOnly && found.every(({ only }) => only) ? 1 : 0;
}

function printTally(title: string, rows: ReadonlyMap<string, Tally>): void {
  console.log(`\n${title}`);
  console.log('  fault             all  noticed  detected  proposed    unique   unique of detected');
  for (const [name, { faults, covered, detected, proposed, unique }] of rows) {
    const numbers = [faults, covered, detected, proposed, unique].map((number) => String(number).padStart(8));
    console.log(`  ${name.padEnd(13)}${numbers.join('  ')}   ${share(unique, detected)}`);
  }
}

function kindOf({ change: { operator, name } }: Fault): string {
  return operator.kind === 'swap' ? 'digits swapped' : name;
}

function isNoticed(session: Session, { observation, change }: Fault): boolean {
  const figure = session.ledger.figures.find((item) => item.observation === observation);
  const notices = figure ? coverageOf(session.model, figure.index) : [];
  return notices.some((notice) => notice.change.name === change.name && notice.reach !== undefined);
}

function printSingles(session: Session): void {
  const rows = new Map<string, Tally>();
  for (const fault of statementsOf().flatMap(faultsOf)) {
    const tally = rows.get(kindOf(fault)) ?? emptyTally();
    rows.set(kindOf(fault), tally);
    tallyFaults(tally, session, [fault], isNoticed(session, fault));
  }
  printTally('Single faults, injected into the mended release', rows);
}

function printPairs(session: Session): void {
  const random = seeded(2025);
  const all = statementsOf().flatMap(faultsOf);
  const pick = (): Fault => all[Math.floor(random() * all.length)] as Fault;
  const rows = new Map([
    ['both noticed', emptyTally()],
    ['one noticed', emptyTally()],
    ['neither', emptyTally()],
  ]);
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const first = pick();
    let second = pick();
    while (second.observation === first.observation) second = pick();
    const noticed = [first, second].filter((fault) => isNoticed(session, fault)).length;
    const tally = rows.get(noticed === 2 ? 'both noticed' : noticed === 1 ? 'one noticed' : 'neither');
    if (tally) tallyFaults(tally, session, [first, second], noticed === 2);
  }
  printTally(`Pairs of faults: a sample of ${PAIRS}`, rows);
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
    const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-bench-'));
    for (const [name, text] of generatedFiles(size)) {
      const file = path.join(folder, 'data/generated', name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
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
    const [fault] = observation ? faultsOf(observation) : [];
    if (!fault) throw new Error('nothing to inject');
    return fault;
  });
}

const mended = openSession(dataset, rules, {});
printRelease();
printCoverage(mended);
if (!process.argv.includes('--quick')) {
  printSingles(mended);
  printPairs(mended);
}
await printScale();
