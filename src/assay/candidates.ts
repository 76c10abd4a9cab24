import { type Interval, isEmpty } from '../core/numbers/interval.ts';
import type { Side } from './arithmetic.ts';
import type { Constraint } from './constraint.ts';
import type { Assignment } from './operator.ts';
import type { Slip } from './slip.ts';
import type { SlipsOf } from './slips-of.ts';
import { isTaken, type SumSlips } from './sum-slips.ts';
import { type Gap, gapOf, signsIn } from './sums.ts';
import { comesNearer, contradictedSide, standsIn, type Tested } from './tested.ts';

/** The slips of figures without a change that matter to a contradicted constraint. */
export interface Candidates {
  /** Those that repair it by themselves. */
  readonly repairing: readonly Slip[];
  /**
   * Others that bring it nearer to being met, or leave it as near. Where a constraint rises or falls with each figure, a
   * set of changes that repairs it holds one of these or of those that repair it.
   */
  readonly nearer: readonly Slip[];
  /** Those that leave a value open, which repair it only together with others. */
  readonly open: readonly Slip[];
  /** Both that bring it nearer and that leave a value open, each once. */
  readonly others: readonly Slip[];
  /** Whether one of those that bring it nearer may repair it with others that can be paid; only of a sum. */
  readonly mayClose: ((slip: Slip, left: number, causes: ReadonlySet<string>) => boolean) | undefined;
}

/** A contradicted constraint under some changes. */
export interface Case {
  readonly constraint: Constraint;
  readonly assignment: Assignment;
  readonly before: Tested;
  readonly after: (slip: Slip) => Tested;
  readonly slips: SlipsOf;
  readonly isWorthwhile: (slip: Slip) => boolean;
  readonly implied: (figure: number) => Interval;
  /** Works out once what slips gain in a sum on one side. */
  readonly sumSlips: (gap: Gap, slips: () => Iterable<Slip>) => SumSlips;
}

export function candidatesIn(given: Case): Candidates {
  const { constraint, assignment, after, slips } = given;
  const { helping, mayClose } = helpingIn(given);
  const isClosing = (slip: Slip): boolean => after(slip).verdict !== 'contradicted';
  const alone = helping.closing.filter(isClosing);
  const repairing = new Set(alone);
  const nearer = [...helping.closing.filter((slip) => !repairing.has(slip)), ...helping.reducing];
  const free = constraint.figures.filter((figure) => !assignment.has(figure));
  const open = free.flatMap((figure) => slips.openSlipsOf(figure).map((slip) => ({ figure, slip })));
  const isAllowed = ({ figure }: { figure: number }): boolean => !isEmpty(given.implied(figure));
  nearer.sort(byCost);
  const unmet = open.filter((item) => !isAllowed(item)).map(({ slip }) => slip);
  return {
    repairing: [...alone.sort(byCost), ...open.filter(isAllowed).map(({ slip }) => slip)],
    nearer,
    open: unmet,
    others: [...new Set([...nearer, ...unmet])],
    mayClose,
  };
}

function byCost(a: Slip, b: Slip): number {
  return a.cost - b.cost;
}

/** The slips that bring a constraint nearer to being met; `closing` holds all that may do it by themselves. */
function helpingIn(given: Case): {
  helping: { closing: Slip[]; reducing: Slip[] };
  mayClose: Candidates['mayClose'];
} {
  const { constraint, before, assignment, slips, isWorthwhile } = given;
  const all = (): Slip[] =>
    [...new Set(constraint.figures.flatMap((figure) => slips.slipsOf(figure)))].filter(isWorthwhile);
  const gap = gapIn(given);
  if (gap) {
    const sum = given.sumSlips(gap, all);
    return { helping: sum.split(gap, assignment), mayClose: (...rest) => sum.mayClose(rest[0], gap, rest[1], rest[2]) };
  }
  const sides = constraint.tests.map((_, at) => contradictedSide(constraint, at, before));
  const closing = all().filter((slip) => !isTaken(slip, assignment) && helps(given, sides, slip));
  return { helping: { closing, reducing: [] }, mayClose: undefined };
}

/** The gap of a constraint that is one sum. */
function gapIn({ constraint, before }: Case): Gap | undefined {
  const [test, range] = [constraint.tests[0], before.rough[0]];
  const signs = test && constraint.tests.length === 1 ? signsIn(test) : undefined;
  const side = signs && contradictedSide(constraint, 0, before);
  return test && signs && side && range && gapOf(test, signs, side, range);
}

function helps({ constraint, before, after }: Case, sides: readonly (Side | undefined)[], slip: Slip): boolean {
  return constraint.tests.some((test, at) => {
    if (!sides[at]) return false;
    const isTouched = [...slip.changes.keys()].some((figure) => standsIn(test, figure));
    return isTouched && comesNearer(constraint, at, before, after(slip));
  });
}
