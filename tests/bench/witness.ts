import path from 'node:path';
import { parseArgs } from 'node:util';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import { listDatasets } from '../../src/dataset/dataset-folder.ts';
import type { Dataset, Observation } from '../../src/dataset/model.ts';
import { matchStatements, understand, type Understood } from '../../src/witness/match.ts';
import { testReading, type Witnessed, witnessDataset } from '../../src/witness/witness.ts';
import { SLIP_NAMES, type SlipName, slipped } from './statement-slips.ts';

/**
 * How surely the witness catches slips of typing: `npm run bench:witness -- --root FOLDER [--sources FOLDER] [--slips N] [--seed N]`.
 * Every release with a source is tested as it stands (false alarms), then with one slip at a time, chosen by a seed, of each kind
 * in turn. A slip is caught if the witness reports anything that it did not report before. Without a root the project that the
 * tests use is taken. A root without data is a folder of projects, as tests/bench/releases is: `--only 01,02` takes some of them.
 */
const { values } = parseArgs({
  options: {
    root: { type: 'string', default: 'tests/witness/harbour' },
    sources: { type: 'string' },
    slips: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    escaped: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

/** Numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Tried {
  tried: number;
  escaped: number;
}

function reports(
  one: Witnessed,
  dataset: Dataset,
  understood: Understood,
  statements: readonly Observation[],
): string[] {
  const { reading } = one;
  if (!reading) return [];
  const diagnostics = new Diagnostics();
  testReading({ ...reading, matched: matchStatements(dataset, statements, understood) }, diagnostics);
  return diagnostics.all.map(({ rule, message }) => `${rule} ${message}`);
}

interface Total {
  statements: number;
  read: number;
  alarms: number;
  /** Of the processor, for reading the sources and testing the statements. */
  milliseconds: number;
  readonly slips: Map<SlipName, Tried>;
}

/** The projects of a root: itself, or the folders in it. */
async function projectsOf(root: string): Promise<readonly string[]> {
  const workspace = new Workspace(root);
  if ((await listDatasets(workspace)).length > 0) return [root];
  const only = values.only?.split(',');
  const names = await workspace.folders('.');
  return names.filter((name) => !only || only.some((one) => name.startsWith(one))).map((name) => path.join(root, name));
}

/** Tests the releases of a project as they stand, and with slips. */
async function tryProject(root: string, copies: Workspace | undefined, total: Total): Promise<void> {
  const workspace = new Workspace(root);
  const random = randomFrom(Number(values.seed));
  for (const name of await listDatasets(workspace)) {
    const dataset = await loadDataset(workspace, name, new Diagnostics());
    if (!dataset) throw new Error(`${root}: ${name} cannot be loaded`);
    const found = new Diagnostics();
    // The first reading compiles what the second one only runs.
    await witnessDataset(workspace, dataset, { copies }, new Diagnostics());
    const before = process.cpuUsage();
    const readable = (await witnessDataset(workspace, dataset, { copies }, found)).filter(({ reading }) => reading);
    const { user, system } = process.cpuUsage(before);
    total.milliseconds += (user + system) / 1000;
    total.alarms += found.all.length;
    for (const { rule, message } of found.all) console.log(`${name}: false alarm? ${rule}: ${message}`);
    let [statements, read] = [0, 0];
    for (const one of readable) {
      statements += one.statements;
      read += one.read ?? 0;
      trySlips(one, dataset, Math.ceil(Number(values.slips) / readable.length), random, total.slips);
    }
    total.statements += statements;
    total.read += read;
    console.log(`${name}: ${read} of ${statements} statements read again, ${found.all.length} false alarms`);
  }
}

function trySlips(
  one: Witnessed,
  dataset: Dataset,
  count: number,
  random: () => number,
  tally: ReadonlyMap<SlipName, Tried>,
): void {
  const { reading } = one;
  if (!reading) return;
  const understood = understand(dataset, one.release, reading.document, reading.vocabulary);
  const whole = reading.matched.statements;
  const before = new Set(reports(one, dataset, understood, whole));
  for (const slip of SLIP_NAMES)
    for (let at = 0; at < count; at += 1) {
      const changed = slipped(slip, whole, dataset, random);
      const row = tally.get(slip);
      if (!changed || !row) continue;
      row.tried += 1;
      const after = reports(one, dataset, understood, changed.statements);
      if (after.some((report) => !before.has(report))) continue;
      row.escaped += 1;
      if (values.escaped) console.log(`escaped ${slip}: ${changed.what}`);
    }
}

async function main(): Promise<void> {
  const copies = values.sources === undefined ? undefined : new Workspace(values.sources);
  const slips = new Map<SlipName, Tried>(SLIP_NAMES.map((name) => [name, { tried: 0, escaped: 0 }]));
  const total: Total = { statements: 0, read: 0, alarms: 0, milliseconds: 0, slips };
  for (const root of await projectsOf(values.root)) await tryProject(root, copies, total);
  console.log(
    `${total.read} of ${total.statements} statements read again, ${total.alarms} false alarms; ${Math.round(total.milliseconds)} ms of the processor`,
  );
  for (const [slip, { tried, escaped }] of slips)
    console.log(`${slip.padEnd(12)} tried ${String(tried).padStart(6)}  escaped ${String(escaped).padStart(5)}`);
  const all = [...slips.values()].reduce((sum, row) => ({
    tried: sum.tried + row.tried,
    escaped: sum.escaped + row.escaped,
  }));
  console.log(
    `${'all'.padEnd(12)} tried ${String(all.tried).padStart(6)}  escaped ${String(all.escaped).padStart(5)}  (${((100 * all.escaped) / Math.max(1, all.tried)).toFixed(2)} %)`,
  );
}

await main();
