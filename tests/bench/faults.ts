/**
 * `npm run bench:faults`: the explanations of the 2025 release as printed; the coverage of its corrected figures; then
 * faults injected into every dataset of the repository and made-up ones, those that the engine has operators for and
 * others, and into random small ones (`--small` alone does these, 60 or `--small=COUNT`); then time and memory on made-up data. `--quick` leaves out the faults, `--faults` the made-up data, `--drawn=COUNT` draws so many faults of a kind in place of 20, `--cases` lists at the end what became of each. Seeded:
 * every run prints the same but for times. Next to the time of a diagnosis in this process it prints that of `assay check` as
 * a command, for the worst faults of each dataset. Other arguments are texts in the titles of the datasets to inject faults into: the release
 * and its coverage are left out then.
 */
import { assayDataset } from '../../src/assay/assay.ts';
import { coverageOf, type Notice } from '../../src/assay/diagnosis/coverage.ts';
import { mainFigures } from '../../src/assay/report/overview.ts';
import { isTenfold } from '../../src/assay/slips/change.ts';
import { openSession, type Session } from '../../src/assay/diagnosis/session.ts';
import { whatWouldCover } from '../../src/assay/checks/would-cover.ts';
import { groupBy } from '../../src/core/diagnostics/text-order.ts';
import type { Dataset, Observation } from '../../src/dataset/model.ts';
import { printCommands } from './check-command.ts';
import { datasetsOfRepository, load, loadFiles } from './datasets.ts';
import { shiftedRows, workedOut } from './dependent.ts';
import { generatedFiles } from './generated.ts';
import { madeUpKinds } from './kinds.ts';
import { tallySmallWorlds, type TalliedWorld } from './small-faults.ts';
import {
  exchangedRows,
  type Fault,
  numericStatements,
  operatorFaults,
  otherFaults,
  seeded,
  withFaults,
} from './inject.ts';
import {
  checkTime,
  contradicts,
  emptyTally,
  outcomes,
  printTally,
  share,
  summed,
  type Tally,
  tallyFaults,
} from './tally.ts';
import { asRelease } from '../dataset/brands.ts';

const RELEASE = 'cnia-2025';

const { dataset, rules } = await load({ root: '.', id: 'china-nonferrous' });

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
    notices: coverageOf(session, figure.index).filter(({ change }) => isTenfold(change.operator)),
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
  const covers = whatWouldCover(session, figures);
  for (const { figure, notices } of rows) {
    const open = notices.filter(({ reach }) => reach === undefined).map(({ change }) => change.name);
    if (open.length === 0) continue;
    const by =
      covers
        .get(figure.index)
        ?.map(({ says }) => says)
        .join('; ') || 'nothing that was tried';
    console.log(`  ${figure.observation.address} (${open.join(', ')}): ${by}`);
  }
}

function statementsOf(): ReturnType<typeof numericStatements> {
  const release = dataset.releases.get(asRelease(RELEASE));
  if (!release) throw new Error(`no release ${RELEASE}`);
  return numericStatements(release);
}

/** The results for every dataset. */
const inAll: Tally[] = [];

/** Faults of each kind that are drawn for one dataset. */
const DRAWN = Number(process.argv.find((argument) => argument.startsWith('--drawn='))?.split('=')[1] ?? 20);

/** Of a pair each fault contradicts something by itself, since no test can find one that does not. So many are tried. */
const MOST_TRIES = 40;

async function printFaults({ title, session, statements, files }: Sound): Promise<void> {
  const random = seeded(2025);
  const all = statements.flatMap((one) => [...operatorFaults(one), ...otherFaults(one, session.dataset)]);
  const pick = (from: readonly Fault[]): Fault => from[Math.floor(random() * from.length)] as Fault;
  const rows = new Map<string, Tally>();
  for (const [kind, faults] of groupBy(all, (fault) => fault.kind)) {
    const tally = emptyTally();
    rows.set(kind, tally);
    for (let draw = 0; draw < DRAWN; draw += 1) tallyFaults(tally, session, [pick(faults)]);
  }
  const isAble = new Map<Fault, boolean>();
  const able = (from: readonly Fault[]): Fault | undefined => {
    for (let tries = 0; tries < MOST_TRIES && from.length > 0; tries += 1) {
      const fault = pick(from);
      if (!isAble.has(fault)) isAble.set(fault, contradicts(session, [fault]));
      if (isAble.get(fault)) return fault;
    }
    return undefined;
  };
  for (const [title, from, isAlike] of [
    ['pairs of ten', all.filter(({ kind }) => kind === '÷10' || kind === '×10'), true],
    ['pairs of any', all, false],
  ] as const) {
    const pairs = emptyTally();
    rows.set(title, pairs);
    for (let draw = 0; draw < DRAWN; draw += 1) {
      const first = able(from);
      const others = from.filter(
        ({ observation, kind }) => observation !== first?.observation && (!isAlike || kind === first?.kind),
      );
      const second = first && able(others);
      if (second) tallyFaults(pairs, session, [first, second]);
    }
  }
  const blocks = [...groupBy(statements, ({ release }) => release.id).values()].flatMap(shiftedRows);
  for (const [title, from] of [
    ['rows exchanged', statements.flatMap(exchangedRows)],
    ['rows shifted', blocks],
  ] as const) {
    const moved = emptyTally();
    rows.set(title, moved);
    for (let draw = 0; draw < DRAWN && from.length > 0; draw += 1) {
      tallyFaults(moved, session, from[Math.floor(random() * from.length)] as Fault[]);
    }
  }
  const worked = emptyTally();
  rows.set('worked out', worked);
  for (let tries = 0; tries < MOST_TRIES * DRAWN && worked.drawn < DRAWN; tries += 1) {
    const fault = pick(all);
    const following = workedOut(session, fault, random);
    if (following.length > 0) tallyFaults(worked, session, [fault, ...following]);
  }
  printTally(title, rows);
  console.log(`  a check without faults takes ${checkTime(session).toFixed(1)} ms`);
  await printCommands(summed(rows.values()).slowest, files, session.options);
  inAll.push(...rows.values());
}

/** Statements that faults are injected into, and the dataset that they stand in. */
interface Sound {
  readonly title: string;
  readonly session: Session;
  readonly statements: readonly Observation[];
  readonly files: ReadonlyMap<string, string>;
}

/** Faults in the statements of the main release, with history and alone; in a small dataset, in those of every release. */
async function printAllFaults(): Promise<void> {
  const all = [...datasetsOfRepository(), ...madeUpKinds(), { title: 'Made-up groups', files: generatedFiles(250) }];
  for (const { title, files } of all) {
    if (!ONLY.every((text) => title.includes(text))) continue;
    const { dataset: sound, rules: own } = await loadFiles(files);
    const session = openSession(sound, own, {});
    const release = mainFigures(session.ledger.figures)[0]?.observation.release;
    if (sound.releases.size <= FEW_RELEASES || !release) {
      await printFaults({ title, session, statements: [...sound.releases.values()].flatMap(numericStatements), files });
    } else {
      const statements = numericStatements(release);
      const alone = openSession(sound, own, { alone: release.id });
      await printFaults({ title: `${title}: ${release.id} with history`, session, statements, files });
      await printFaults({ title: `${title}: ${release.id} alone`, session: alone, statements, files });
    }
  }
  printTally('All datasets', new Map([['every dataset', summed(inAll)]]));
}

/** Text in the titles of the datasets to take; all, if none is given. */
const ONLY = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

/** So many releases are looked at whole. */
const FEW_RELEASES = 20;

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
    const { dataset: made, rules: own, took } = await loadFiles(generatedFiles(size), 6);
    const test = timed(() => void openSession(made, own, {}));
    const repairs = [1, 2, 3, 4, 5, 6].map((count) => {
      const faulty = withFaults(made, someFaults(made, count));
      return timed(() => void assayDataset(faulty, own), 3);
    });
    const load50 = took.slice(1).sort((a, b) => a - b)[2] ?? 0;
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

/** Random small datasets that faults are injected into, and the seed of the first. */
const WORLDS = 60;
const FIRST_WORLD = 1;

/** So many of them are checked by a command, those with the longest diagnoses. */
const MOST_COMMANDS = 3;

/** No true figure may be accused with certainty in any of them. */
async function printSmallWorlds(count: number): Promise<void> {
  console.log(`\nRandom small datasets`);
  const { rows, worlds } = await tallySmallWorlds(FIRST_WORLD, count);
  printTally(`${count} random small datasets`, rows);
  const longest = ({ slowest: [first] }: TalliedWorld): number => first?.took ?? 0;
  for (const { title, files, slowest } of worlds.toSorted((a, b) => longest(b) - longest(a)).slice(0, MOST_COMMANDS)) {
    console.log(`  ${title}`);
    await printCommands(slowest, files, {});
  }
}

const small = process.argv.find((argument) => /^--small(=\d+)?$/.test(argument));
if (small) {
  await printSmallWorlds(Number(small.split('=')[1] ?? WORLDS));
} else {
  if (ONLY.length === 0) {
    printRelease();
    printCoverage(openSession(dataset, rules, {}));
  }
  if (!process.argv.includes('--quick')) {
    await printAllFaults();
    if (ONLY.length === 0) await printSmallWorlds(WORLDS);
  }
  if (!process.argv.includes('--faults')) await printScale();
}
if (process.argv.includes('--cases')) for (const one of outcomes) console.log(`case ${one}`);
