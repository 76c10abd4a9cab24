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
 * tests use is taken.
 */
const { values } = parseArgs({
  options: {
    root: { type: 'string', default: 'tests/witness/harbour' },
    sources: { type: 'string' },
    slips: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    escaped: { type: 'boolean', default: false },
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

async function main(): Promise<void> {
  const workspace = new Workspace(values.root);
  const copies = values.sources === undefined ? undefined : new Workspace(values.sources);
  const random = randomFrom(Number(values.seed));
  const tally = new Map<SlipName, Tried>(SLIP_NAMES.map((name) => [name, { tried: 0, escaped: 0 }]));
  let [statements, alarms, read] = [0, 0, 0];
  for (const name of await listDatasets(workspace)) {
    const diagnostics = new Diagnostics();
    const dataset = await loadDataset(workspace, name, diagnostics);
    if (!dataset) throw new Error(`${name} cannot be loaded: ${diagnostics.all[0]?.message ?? ''}`);
    const found = new Diagnostics();
    const witnessed = await witnessDataset(workspace, dataset, { copies }, found);
    alarms += found.all.length;
    for (const { rule, message } of found.all) console.log(`false alarm? ${rule}: ${message}`);
    const readable = witnessed.filter(({ reading }) => reading);
    for (const one of readable) {
      const { reading } = one;
      if (!reading) continue;
      statements += one.statements;
      read += one.read ?? 0;
      const understood = understand(dataset, one.release, reading.document, reading.vocabulary);
      const whole = reading.matched.statements;
      const before = new Set(reports(one, dataset, understood, whole));
      const share = Math.ceil(Number(values.slips) / readable.length);
      for (const slip of SLIP_NAMES)
        for (let count = 0; count < share; count += 1) {
          const changed = slipped(slip, whole, dataset, random);
          if (!changed) continue;
          const after = reports(one, dataset, understood, changed.statements);
          const row = tally.get(slip);
          if (!row) continue;
          row.tried += 1;
          if (after.some((report) => !before.has(report))) continue;
          row.escaped += 1;
          if (values.escaped) console.log(`escaped ${slip}: ${changed.what}`);
        }
    }
  }
  console.log(`${read} of ${statements} statements read again, ${alarms} false alarms`);
  for (const [slip, { tried, escaped }] of tally)
    console.log(`${slip.padEnd(12)} tried ${String(tried).padStart(6)}  escaped ${String(escaped).padStart(5)}`);
  const all = [...tally.values()].reduce((sum, row) => ({
    tried: sum.tried + row.tried,
    escaped: sum.escaped + row.escaped,
  }));
  console.log(
    `${'all'.padEnd(12)} tried ${String(all.tried).padStart(6)}  escaped ${String(all.escaped).padStart(5)}  (${((100 * all.escaped) / Math.max(1, all.tried)).toFixed(2)} %)`,
  );
}

await main();
