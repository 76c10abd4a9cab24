import { listText } from '../../core/diagnostics/source-text.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { type Observation, quantityOf } from '../../dataset/model.ts';
import { type Constraint, testConstraint } from '../constraints/constraint.ts';
import type { Ledger } from '../constraints/ledger.ts';
import { testText } from './result-text.ts';
import type { Session } from '../diagnosis/session.ts';
import type { ReleaseId } from '../../dataset/brands.ts';

/** The figure that a statement is tested with, as text. */
export function statedText({ options }: Session, observation: Observation): string | undefined {
  return (options.asPrinted ? observation.printed : quantityOf(observation))?.text;
}

/** Where a constraint stands; a relation of authors at its own line, else the record it came from. */
export function placeOf(ledger: Ledger, { record, relation, figures }: Constraint): Place | undefined {
  return relation?.place ?? record?.place ?? ledger.figures[figures[0] ?? 0]?.observation.place;
}

/** `whole does not hold at 2025: a = b + c, but 1035 to 1045 Mt is not 99.9 to 100.1 Mt`, and whose figures these are. */
export function describe(ledger: Ledger, constraint: Constraint): string {
  const releases = releasesOf(ledger, [constraint]);
  const of = releases.length > 1 ? `, with figures of ${listed(releases)}` : '';
  const { name, at } = constraint;
  return `${name} does not hold at ${at.text}: ${failureText(ledger, constraint)}${of}`;
}

/** What a contradicted constraint says, and the numbers of both sides. */
export function failureText(ledger: Ledger, constraint: Constraint): string {
  return testText(constraint, testConstraint(constraint, ledger.ranges), cutAtWord(constraint.says));
}

/** `; nor do 3 more relations`. */
export function moreText(count: number): string {
  return count === 0 ? '' : `; nor ${count === 1 ? 'does 1 more relation' : `do ${count} more relations`}`;
}

/** Most characters of a relation in a message: a sum may have hundreds of addends. */
const LONGEST = 160;

function cutAtWord(text: string): string {
  const folded = text.replaceAll(/\s+/g, ' ');
  if (folded.length <= LONGEST) return folded;
  return `${folded.slice(0, folded.lastIndexOf(' ', LONGEST))} …`;
}

/** Ids of the releases whose figures stand in some constraints, sorted. */
export function releasesOf({ figures }: Ledger, constraints: readonly Constraint[]): ReleaseId[] {
  const all = constraints.flatMap((constraint) => constraint.figures);
  return [...new Set(all.flatMap((index) => figures[index]?.observation.release.id ?? []))].sort();
}

/** Most things that a message names. */
export const MOST_NAMED = 3;

/** `a, b and c`; of a long list the first ones, and how many more. */
export function listed(names: readonly string[]): string {
  return listText(names, MOST_NAMED);
}
