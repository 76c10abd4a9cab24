import { openSession, type Session } from '../../src/assay/diagnosis/session.ts';
import { decimalText } from '../../src/core/numbers/decimal.ts';
import { loadFiles } from './datasets.ts';
import { exchangedWhole, shiftedRows, turnedRows, workedOut } from './dependent.ts';
import { type Fault, exchangedRows, numericStatements, operatorFaults, otherFaults, seeded } from './inject.ts';
import type { MadeUp } from './kinds.ts';
import { smallWorld } from './small-worlds.ts';
import { type Slow, emptyTally, summed, type Tally, tallyFaults } from './tally.ts';

/** Faults of each kind that are drawn for one random dataset. */
const DRAWN = 2;

/** A random dataset, and the faults whose diagnoses took longest in it, the longest first. */
export interface TalliedWorld extends MadeUp {
  readonly slowest: readonly Slow[];
}

/** Injects faults into random small datasets, of which each is another; returns the results by kind of fault. */
export async function tallySmallWorlds(
  firstSeed: number,
  count: number,
): Promise<{ rows: ReadonlyMap<string, Tally>; worlds: readonly TalliedWorld[] }> {
  const rows = new Map<string, Tally>();
  const worlds: TalliedWorld[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const { files, title } = smallWorld(seed);
    const { dataset, rules } = await loadFiles(files);
    const session = openSession(dataset, rules, {});
    const own = new Map<string, Tally>();
    for (const [kind, faults] of drawnFaults(session, seeded(seed))) {
      const tally = own.get(kind) ?? emptyTally();
      own.set(kind, tally);
      const { innocent } = tally;
      tallyFaults(tally, session, faults);
      if (tally.innocent > innocent) console.log(`  innocent accused in world ${seed}: ${textOf(faults)}`);
    }
    for (const [kind, tally] of own) rows.set(kind, summed([rows.get(kind) ?? emptyTally(), tally]));
    worlds.push({ title, files, slowest: summed(own.values()).slowest });
  }
  return { rows, worlds };
}

function textOf(faults: readonly Fault[]): string {
  return faults
    .map(({ observation, kind, printed }) => `${observation.address} ${kind}: ${decimalText(printed.decimal)}`)
    .join(', ');
}

function drawnFaults(session: Session, random: () => number): [kind: string, faults: readonly Fault[]][] {
  const { dataset } = session;
  const statements = [...dataset.releases.values()].flatMap(numericStatements);
  const all = statements.flatMap((one) => [...operatorFaults(one), ...otherFaults(one, dataset)]);
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const several = (size: number): Fault[] => {
    const drawn = Array.from({ length: size }, () => pick(all)).filter((fault) => fault !== undefined);
    return [...new Map(drawn.map((fault) => [fault.observation, fault])).values()];
  };
  const worked = (): readonly Fault[] => {
    const fault = pick(all);
    return fault ? [fault, ...workedOut(session, fault, random)] : [];
  };
  const kinds: [string, () => readonly Fault[] | undefined][] = [
    ['one', () => several(1)],
    ['two', () => several(2)],
    ['three', () => several(3)],
    ['rows exchanged', () => pick(statements.flatMap(exchangedRows))],
    ['rows shifted', () => pick(shiftedRows(statements))],
    ['columns turned', () => pick(turnedRows(statements))],
    ['worked out', worked],
    ['rows in all columns', () => pick(exchangedWhole(statements))],
  ];
  return kinds.flatMap(([kind, draw]) =>
    Array.from({ length: DRAWN }, draw).flatMap((faults): [string, readonly Fault[]][] =>
      faults && faults.length > 0 ? [[kind, faults]] : [],
    ),
  );
}
