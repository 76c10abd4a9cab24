import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { comparedRelease } from '../../dataset/address.ts';
import { GREATEST_REVISION } from '../../dataset/evidence.ts';
import { isAccepted } from '../diagnosis/accepted.ts';
import { beyondRevision, type Suspicion } from '../diagnosis/beyond-revision.ts';
import { describe, listed, MOST_NAMED, moreText, placeOf, releasesOf } from '../report/check-text.ts';
import type { Constraint } from '../constraints/constraint.ts';
import { bestRepairs, contradictedIn } from '../diagnosis/diagnose.ts';
import type { Ledger } from '../constraints/ledger.ts';
import type { Assignment } from '../slips/change.ts';
import { averageText } from '../report/average-text.ts';
import { remedyText, repairText } from '../report/repair-text.ts';
import type { Session } from '../diagnosis/session.ts';
import { exceeds, isOfOneRelease } from '../constraints/usual-revision.ts';

/**
 * Reports contradicted soft constraints that accuse no figure and that the repairs leave contradicted: as errors those
 * that neither a revision nor another way to count explains, and false claims about an earlier release;
 * as warnings all others.
 */
export function reportSoftContradictions(session: Session, diagnostics: Diagnostics): void {
  const { model, ledger } = session;
  const left = leftIn(session);
  const suspicions = suspicionsIn(session);
  for (const suspicion of suspicions) reportSuspicion(session, suspicion, diagnostics);
  const reported = new Set(suspicions.flatMap(({ contradicted }) => contradicted));
  for (const position of left.filter((one) => !reported.has(one))) {
    const constraint = model.constraint(position);
    const hint = remedyFor(session, constraint);
    if (isFalseClaim(constraint, ledger)) {
      diagnostics.error('assay/false-claim', describe(ledger, constraint), placeOf(ledger, constraint), hint);
      continue;
    }
    diagnostics.warn('assay/soft-contradiction', describe(ledger, constraint), placeOf(ledger, constraint), hint);
  }
}

/** Positions of the soft constraints that accuse no figure and that the repairs leave contradicted. */
function leftIn({ model, ledger, components }: Session): number[] {
  const explained = new Set(components.flatMap(({ contradicted }) => contradicted));
  const repaired = bestRepairs(components);
  const ranges = model.rangesUnder(repaired);
  return contradictedIn(model).filter((position) => {
    if (explained.has(position) || model.verdict(position, repaired) !== 'contradicted') return false;
    const constraint = model.constraint(position);
    // the slip of one vintage is reported at that vintage: with it repaired the other is a revision like any
    const isOfSlip = constraint.derivation === 'revision' && constraint.figures.some((figure) => repaired.has(figure));
    return !isOfSlip || exceeds(constraint, ledger, ranges, () => GREATEST_REVISION);
  });
}

/** What neither a revision nor another way to count explains, and no correction settles. */
export function suspicionsIn(session: Session): Suspicion[] {
  const { model, ledger, components } = session;
  const found = beyondRevision(model, ledger, leftIn(session), bestRepairs(components));
  return found.filter((one) => !isSettled(session, one));
}

/** Whether a claim in words about an earlier release makes a constraint over a level of that release. */
function isFalseClaim({ record, figures }: Constraint, ledger: Ledger): boolean {
  const named = record?.claim && comparedRelease(record);
  return named !== undefined && figures.some((index) => ledger.figures[index]?.observation.release.id === named);
}

/** As printed, what accepted corrections settle is not an error. */
function isSettled({ model, options }: Session, { slips }: Suspicion): boolean {
  return options.asPrinted === true && slips.some(({ changes }) => isAccepted(model, changes));
}

function reportSuspicion(session: Session, { contradicted, slips }: Suspicion, diagnostics: Diagnostics): void {
  const { model, ledger } = session;
  const constraint = model.constraint(contradicted[0]);
  const isWithin = isOfOneRelease(constraint, ledger);
  const why = isWithin
    ? 'one release states them all, so that no revision explains it'
    : 'that is more than a usual revision, and than another way to count';
  const message = `${describe(ledger, constraint)}${moreText(contradicted.length - 1)}; ${why}`;
  const [first, ...others] = slips;
  const remedy = first
    ? slipText(session, first.changes)
    : `${isWithin ? 'one of these is wrong: ' : ''}compare these figures with the source`;
  const [changed, ...elsewhere] = [first, ...others].map((slip) => {
    const [index = -1] = slip?.changes.keys() ?? [];
    return ledger.figures[index]?.observation;
  });
  const or = others.slice(0, MOST_NAMED - 1).map(({ changes }, at) => {
    const release = elsewhere[at]?.release;
    const where = release && release !== changed?.release ? ` in ${release.id}` : '';
    return `; or else ${repairText(ledger, changes)}${where}`;
  });
  const place = changed?.place ?? placeOf(ledger, constraint);
  const right = isWithin ? 'if the office revised parts before the whole' : 'if all is right';
  const average = averageText(
    ledger,
    contradicted.map((position) => model.constraint(position)),
  );
  const hint = `${remedy}${or.join('')}${average}; ${right}, say so with base_revision or under exceptions in relations.yaml`;
  diagnostics.error('assay/beyond-revision', message, place, hint);
}

function slipText({ ledger }: Session, changes: Assignment): string {
  const [[index, change] = [-1, undefined]] = changes;
  const observation = ledger.figures[index]?.observation;
  if (changes.size > 1 || !change || !observation) return `it would hold with ${repairText(ledger, changes)}`;
  return `${observation.address} in ${observation.release.id}: ${remedyText(observation, change)}`;
}

/** What can be done about a soft contradiction. */
function remedyFor({ ledger }: Session, constraint: Constraint): string {
  const known = 'explain it under exceptions in relations.yaml';
  const { derivation, relation, isRevisable } = constraint;
  if (relation?.hardness === 'soft')
    return `compare the figures with the source; if they are right, widen the band, or ${known}`;
  if (derivation === 'same')
    return `one of the two may be wrong, or revised since: compare with the sources, or ${known}`;
  if (!isRevisable) return `compare the figures with the source, or ${known}`;
  const observations = constraint.figures.flatMap((index) => ledger.figures[index]?.observation ?? []);
  if (new Set(observations.map(({ release }) => release.source.group)).size > 1)
    return `publishers may count differently: compare with the sources, or ${known}`;
  const releases = releasesOf(ledger, [constraint]);
  if (releases.length === 1) return `compare with the source; if parts were revised before the whole, ${known}`;
  return `compare with the source; if figures were revised between ${listed(releases)}, repeat the old ones in the new release, set base_revision, or ${known}`;
}
