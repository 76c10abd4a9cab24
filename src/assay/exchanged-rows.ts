import { isContradicted } from './conflict.ts';
import type { Model } from './figure-model.ts';
import type { Assignment } from './operator.ts';
import type { Slip } from './slip.ts';

/**
 * The figures that slips exchange between two rows, where it mends as much that all other columns of the rows changed
 * places: the rows alone do not tell which of their columns are right. `slips` are those of the cheapest explanations of
 * all that is contradicted.
 */
export function exchangedEitherWay(model: Model, slips: readonly Slip[]): ReadonlySet<number> {
  const byRows = new Map<string, Slip[]>();
  for (const slip of slips.filter(isExchange)) {
    const rows = rowsOf(model, slip);
    byRows.set(rows, [...(byRows.get(rows) ?? []), slip]);
  }
  const figures = new Set<number>();
  for (const [rows, exchanges] of byRows) {
    const changed = changesOf(exchanges);
    const others = otherColumns(model, rows, changed);
    const rest = changesOf(slips.filter((slip) => !exchanges.includes(slip)));
    if (others.size > 0 && mendsAsMuch(model, changed, others, rest))
      for (const figure of changed.keys()) figures.add(figure);
  }
  return figures;
}

/**
 * The figures of slips that exchange rows and of others that shift some of the same: what befell the rows as a whole would
 * mend as much as both, so that neither is certain. `slips` are those of the cheapest explanations of all that is
 * contradicted.
 */
export function movedTwice(model: Model, slips: readonly Slip[]): ReadonlySet<number> {
  const exchanges = slips.filter(isExchange);
  const shifts = slips.filter(isShift);
  const indicatorsOf = (slip: Slip): string[] => rowsOf(model, slip).split(' ');
  const areAlike = (a: Slip, b: Slip): boolean => indicatorsOf(a).some((id) => indicatorsOf(b).includes(id));
  const moved = [
    ...exchanges.filter((one) => shifts.some((other) => areAlike(one, other))),
    ...shifts.filter((one) => exchanges.some((other) => areAlike(one, other))),
  ];
  return new Set(moved.flatMap(({ changes }) => Array.from(changes.keys())));
}

function isShift({ changes }: Slip): boolean {
  return [...changes.values()].every(({ operator }) => operator.kind === 'shift');
}

function isExchange({ changes }: Slip): boolean {
  return [...changes.values()].every(({ operator }) => operator.kind === 'exchange' && operator.of === 'rows');
}

function rowsOf({ figures }: Model, { changes }: Slip): string {
  const rows = new Set([...changes.keys()].map((figure) => figures[figure]?.observation.indicator.id ?? ''));
  return [...rows].sort().join(' ');
}

function changesOf(slips: readonly Slip[]): Assignment {
  return new Map(slips.flatMap(({ changes }) => Array.from(changes)));
}

/** The exchange of all columns of two rows but those that are changed. */
function otherColumns(model: Model, rows: string, changed: Assignment): Assignment {
  const [figure = -1] = changed.keys();
  const [whole] = model.slips
    .slipsOf(figure)
    .filter((slip) => isExchange(slip) && rowsOf(model, slip) === rows)
    .sort((a, b) => b.changes.size - a.changes.size);
  return new Map([...(whole?.changes ?? [])].filter(([index]) => !changed.has(index)));
}

/** Whether one set of changes leaves no more contradicted than another, among what either touches. */
function mendsAsMuch(model: Model, one: Assignment, other: Assignment, rest: Assignment): boolean {
  const touched = new Set([...one.keys(), ...other.keys()].flatMap((figure) => model.touching(figure)));
  const failing = (changes: Assignment): number =>
    [...touched].filter((position) => isContradicted(model, position, new Map([...rest, ...changes]))).length;
  return failing(other) <= failing(one);
}
