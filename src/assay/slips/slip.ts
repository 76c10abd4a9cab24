import type { Assignment } from './change.ts';

/** A slip that may have happened: a change of one figure or several, with what it costs to assume it. */
export interface Slip {
  readonly changes: Assignment;
  /** Slips with the same cause share its first cost. */
  readonly cause: string;
  readonly cost: number;
  readonly further: number;
  /** Whether every change has a value. */
  readonly isTyped: boolean;
  /** The figure that was worked out from others of its release, if that is the slip. */
  readonly workedOut?: number | undefined;
}

/** What a slip costs, whatever figure it is of. */
export type SlipPrices = Pick<Slip, 'cause' | 'cost' | 'further'>;

/** A slip with what follows from its changes. */
export function slipOf(changes: Assignment, prices: SlipPrices): Slip {
  const [[figure, change] = [-1, undefined]] = changes;
  return {
    changes,
    ...prices,
    isTyped: [...changes.values()].every(({ decimal }) => decimal),
    workedOut: change?.operator.kind === 'worked_out' ? figure : undefined,
  };
}

/** The price of a slip together with others with some causes. */
export function priceOf({ cause, cost, further }: SlipPrices, causes: ReadonlySet<string>): number {
  return causes.has(cause) ? further : cost;
}

/** The changes of a repair in a text: equal for equal changes. */
export function namesOf(repair: Assignment): string {
  return [...repair].map(([figure, { name }]) => `${figure} ${name}`).join(', ');
}

/** Whether all figures of one repair are in another that has more. */
export function isWithin(part: Assignment, whole: Assignment): boolean {
  return part.size < whole.size && [...part.keys()].every((figure) => whole.has(figure));
}

/** Whether two slips change the same figures. */
export function changeSameFigures({ changes: one }: Slip, { changes: other }: Slip): boolean {
  return one.size === other.size && [...one.keys()].every((figure) => other.has(figure));
}

/** A repair without its change of one figure. */
export function without(repair: Assignment, figure: number): Assignment {
  return new Map([...repair].filter(([other]) => other !== figure));
}

/** Changes with further ones. */
export function withChanges(assignment: Assignment, changes: Assignment): Assignment {
  const all = new Map(assignment);
  for (const [figure, change] of changes) all.set(figure, change);
  return all;
}

/** Whether a slip changes a figure that is changed already. */
export function isTaken({ changes }: Slip, assignment: Assignment): boolean {
  if (assignment.size === 0) return false;
  for (const figure of changes.keys()) if (assignment.has(figure)) return true;
  return false;
}

/** Whether it exchanges two rows. */
export function isOfRows({ changes }: Slip): boolean {
  return [...changes.values()].every(({ operator }) => operator.kind === 'exchange' && operator.of === 'rows');
}
