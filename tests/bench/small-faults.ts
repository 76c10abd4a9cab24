import { openSession, type Session } from '../../src/assay/diagnosis/session.ts';
import { groupBy } from '../../src/core/diagnostics/text-order.ts';
import type { KindId } from '../../src/assay/slips/kinds.ts';
import { type Observation, quantityOf } from '../../src/dataset/model.ts';
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

/** What faults are drawn from. */
interface Source {
  readonly session: Session;
  readonly statements: readonly Observation[];
  /** Faults of one figure. */
  readonly single: readonly Fault[];
  readonly random: () => number;
}

type Draw = (from: Source) => readonly Fault[] | undefined;

/** What is drawn of a kind of slip besides faults of one figure, by the names under which it is counted. */
const DRAWS: Readonly<Partial<Record<KindId, Readonly<Record<string, Draw>>>>> = {
  rows: { 'rows exchanged': ({ statements, random }) => pick(statements.flatMap(exchangedRows), random) },
  shift: {
    'rows shifted': ({ statements, random }) => pick(shiftedRows(statements), random),
    'columns turned': ({ statements, random }) => pick(turnedRows(statements), random),
  },
  worked_out: {
    'worked out': ({ session, single, random }) => {
      const fault = pick(single, random);
      return fault && [fault, ...workedOut(session, fault, random)];
    },
  },
  columns: { 'rows in all columns': ({ statements, random }) => pick(exchangedWhole(statements), random) },
  unit: { 'unit of a column': ({ statements, random }) => pick(otherUnits(statements), random) },
};

/** All levels of a release in one unit, a thousand times as large. */
function otherUnits(statements: readonly Observation[]): Fault[][] {
  const levels = statements.filter(({ measure }) => measure === 'level');
  const columns = groupBy(levels, (one) => `${one.release.id} ${quantityOf(one)?.unit.code ?? ''}`);
  const faults = [...columns.values()].map((column) =>
    column.flatMap((one) => operatorFaults(one).filter(({ kind }) => kind === '×10^3')),
  );
  return faults.filter(({ length }) => length > 2);
}

function pick<T>(from: readonly T[], random: () => number): T | undefined {
  return from[Math.floor(random() * from.length)];
}

function drawnFaults(session: Session, random: () => number): [kind: string, faults: readonly Fault[]][] {
  const { dataset } = session;
  const statements = [...dataset.releases.values()].flatMap(numericStatements);
  const single = statements.flatMap((one) => [...operatorFaults(one), ...otherFaults(one, dataset)]);
  const several = (size: number): Fault[] => {
    const drawn = Array.from({ length: size }, () => pick(single, random)).filter((fault) => fault !== undefined);
    return [...new Map(drawn.map((fault) => [fault.observation, fault])).values()];
  };
  const draws: [kind: string, draw: Draw][] = [
    ['one', () => several(1)],
    ['two', () => several(2)],
    ['three', () => several(3)],
    ...Object.values(DRAWS).flatMap((ofKind) => Object.entries(ofKind)),
  ];
  const source = { session, statements, single, random };
  return draws.flatMap(([kind, draw]) =>
    Array.from({ length: DRAWN }, () => draw(source)).flatMap((faults): [string, readonly Fault[]][] =>
      faults && faults.length > 0 ? [[kind, faults]] : [],
    ),
  );
}
