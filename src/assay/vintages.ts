import { groupBy } from '../core/diagnostics/text-order.ts';
import type { Constraint } from './constraint.ts';
import type { Ledger } from './ledger.ts';
import { isRevision } from './restatements.ts';
import { testAsStated } from './tested.ts';

/**
 * The constraints, of which those that only vintages contradict decide nothing: one over figures of several releases
 * that another set of vintages of the same figures meets. A new total with the parts that it was not printed with says
 * that it was revised, not that something is wrong. A figure that changed by more than a revision does not count so.
 */
export function withoutRevised(constraints: readonly Constraint[], ledger: Ledger): Constraint[] {
  const alike = groupBy(constraints.filter(mayBeRevised), (constraint) => keyOf(constraint, ledger));
  const revised = new Set(
    [...alike.values()].flatMap((group) => (group.length > 1 ? revisedAmong(group, ledger) : [])),
  );
  return constraints.map((constraint) =>
    revised.has(constraint) ? { ...constraint, strength: 'evidence', isRevised: true } : constraint,
  );
}

/** Whether a constraint is about figures of several releases at once: a record speaks for the day of its release. */
function mayBeRevised({ derivation, strength }: Constraint): boolean {
  return strength !== 'evidence' && derivation !== 'record' && derivation !== 'same' && derivation !== 'revision';
}

function keyOf({ name, at, figures }: Constraint, ledger: Ledger): string {
  const addresses = figures.map((index) => ledger.figures[index]?.observation.address);
  return `${name}@${at.text} ${addresses.join(' ')}`;
}

function revisedAmong(group: readonly Constraint[], ledger: Ledger): Constraint[] {
  const isContradicted = (constraint: Constraint): boolean =>
    testAsStated(constraint, ledger.ranges).verdict === 'contradicted';
  const failing = group.filter((constraint) => isJoined(constraint, ledger) && isContradicted(constraint));
  if (failing.length === 0) return [];
  const met = group.filter((constraint) => !isContradicted(constraint));
  return failing.filter((constraint) => met.some((other) => differInVintage(constraint, other, ledger)));
}

function isJoined({ figures }: Constraint, ledger: Ledger): boolean {
  return new Set(figures.map((index) => ledger.figures[index]?.observation.release)).size > 1;
}

/** Whether the figures of two constraints, which have the same addresses in order, differ in their vintages only. */
function differInVintage({ figures }: Constraint, other: Constraint, ledger: Ledger): boolean {
  return figures.every((index, position) => {
    const [one, two] = [ledger.figures[index], ledger.figures[other.figures[position] ?? -1]];
    return one === two || (one !== undefined && two !== undefined && isRevision(one, two));
  });
}
