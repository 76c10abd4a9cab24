import { shortened } from '../core/diagnostics/source-text.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { quantityOf } from '../dataset/model.ts';
import { isAccepted } from './accepted.ts';
import { without } from './certificate.ts';
import { type Constraint, type TestedFigure, testConstraint } from './constraint.ts';
import { type Component, contradictedIn } from './diagnose.ts';
import { intervalOf, type Ledger } from './ledger.ts';
import { type Assignment, UNCHANGED } from './figure-model.ts';
import { checkRules } from './quality.ts';
import type { Exception } from './relations-file.ts';
import { proposedText, sidesTexts } from './result-text.ts';
import type { Session } from './session.ts';

/**
 * Reports what fails a check: unsettled contradictions, corrections that nothing calls for, idle exceptions, bad rules.
 */
export function checkSession(session: Session, diagnostics: Diagnostics): void {
  const { options } = session;
  for (const component of session.components) reportComponent(session, component, diagnostics);
  reportLoneContradictions(session, diagnostics);
  const isWhole = options.alone === undefined && options.asOf === undefined;
  if (options.asPrinted || !isWhole) return;
  for (const figure of session.ledger.figures) checkCorrection(session, figure, diagnostics);
  checkExceptions(session, diagnostics);
  checkRules(session, diagnostics);
}

function reportComponent(session: Session, component: Component, diagnostics: Diagnostics): void {
  const { repairs, count, contradicted } = component;
  const [repair] = repairs;
  if (session.options.asPrinted && repairs.some((each) => isAccepted(session.model, each))) return;
  const relations = `${contradicted.length === 1 ? 'a relation is' : `${contradicted.length} relations are`} contradicted`;
  if (repair && count === 1) {
    for (const index of repair.keys()) reportChange(session, repair, index, relations, diagnostics);
    return;
  }
  const [first = 0] = contradicted;
  const constraint = session.model.constraint(first);
  const hint = repair
    ? `${count} repairs are equally good, such as ${repairText(session, repair)}`
    : 'no repair of a known kind mends it';
  diagnostics.error(
    'assay/contradiction',
    `${describe(session.ledger, constraint)}; in all, ${relations}`,
    placeOf(session.ledger, constraint),
    hint,
  );
}

/** Reports one of the figures that a repair changes. */
function reportChange(
  session: Session,
  repair: Assignment,
  index: number,
  relations: string,
  diagnostics: Diagnostics,
): void {
  const [change, observation] = [repair.get(index), session.ledger.figures[index]?.observation];
  if (!change || !observation) return;
  const { address, place } = observation;
  const message = `${address} cannot be ${quantityOf(observation)?.text}: ${relations}`;
  const others = without(repair, index);
  const also = others.size === 0 ? '' : `, together with ${othersText(session, others)}`;
  const hint = `${change.name} mends it: ${proposedText(observation, change)}${also}; see assay explain "${address}"`;
  diagnostics.error('assay/contradiction', message, place, hint);
}

/** Changes that are named where they are few. */
const NAMED = 2;

function othersText(session: Session, others: Assignment): string {
  return others.size <= NAMED ? repairText(session, others) : `${others.size} other changes`;
}

function repairText({ ledger }: Session, repair: Assignment): string {
  return [...repair]
    .map(([index, change]) => `${ledger.figures[index]?.observation.address} ${change.name}`)
    .join(', ');
}

/** Warns of contradicted soft constraints that accuse no figure and that no repair restores. */
function reportLoneContradictions({ model, components, ledger }: Session, diagnostics: Diagnostics): void {
  const explained = new Set(components.flatMap(({ contradicted }) => contradicted));
  const repaired: Assignment = new Map(components.flatMap(({ repairs }) => [...(repairs[0] ?? UNCHANGED)]));
  for (const position of contradictedIn(model)) {
    const constraint = model.constraint(position);
    if (explained.has(position) || model.verdict(position, repaired) !== 'contradicted') continue;
    const hint = 'mend a figure, widen the band, or explain it under exceptions in relations.yaml';
    diagnostics.warn('assay/soft-contradiction', describe(ledger, constraint), placeOf(ledger, constraint), hint);
  }
}

/** Where a constraint stands; a relation of authors at its own line, else the record it came from. */
function placeOf(ledger: Ledger, { record, relation, figures }: Constraint): Place | undefined {
  return relation?.place ?? record?.place ?? ledger.figures[figures[0] ?? 0]?.observation.place;
}

function describe(ledger: Ledger, constraint: Constraint): string {
  const { sides } = testConstraint(constraint, ledger.ranges);
  const numbers = sidesTexts(sides, constraint.unit).join(', ');
  return `${constraint.name} is contradicted at ${constraint.at.text}: ${shortened(constraint.says)}, but ${numbers}`;
}

/** A correction is called for, and makes no contradiction. */
function checkCorrection({ model }: Session, { index, observation }: TestedFigure, diagnostics: Diagnostics): void {
  const { correction, address } = observation;
  const printed = intervalOf(observation, true);
  if (!correction || !printed) return;
  const undone = { figure: index, change: { name: 'as printed', interval: printed } };
  const touching = model.touching(index);
  const asPrinted = touching.filter((position) => model.verdict(position, UNCHANGED, undone) === 'contradicted');
  const corrected = touching.filter((position) => model.verdict(position, UNCHANGED) === 'contradicted');
  if (asPrinted.every((position) => corrected.includes(position))) {
    const message = `nothing calls for the correction of ${address} to ${correction.quantity.text}`;
    const hint = 'no relation is contradicted by the print, and no cited release disagrees with it';
    diagnostics.error('assay/uncalled-correction', message, correction.place, hint);
  }
  const made = corrected.filter((position) => model.strength(position) !== 'evidence' && !asPrinted.includes(position));
  for (const position of made) {
    const { name, at } = model.constraint(position);
    const message = `the correction of ${address} makes ${name} contradicted at ${at.text}, which the print did not`;
    diagnostics.error('assay/correction-contradicts', message, correction.place, `see assay explain "${address}"`);
  }
}

function checkExceptions({ rules, constraints, ledger, exceptionFor }: Session, diagnostics: Diagnostics): void {
  for (const exception of rules.exceptions) {
    const { relation, at, place } = exception;
    const meant = constraints.filter((constraint) => exceptionFor(constraint) === exception);
    if (meant.some((constraint) => testConstraint(constraint, ledger.ranges).verdict === 'contradicted')) continue;
    const [message, hint] =
      meant.length > 0
        ? [`${relation} is not contradicted at ${at.text}`, 'remove the exception: it no longer applies']
        : [`no relation ${relation} is tested at ${at.text}`, testedHint(exception, constraints)];
    diagnostics.error('assay/idle-exception', message, place, hint);
  }
}

/** Where the relation of an exception is tested, or the name of the relation that was meant. */
function testedHint({ relation, at }: Exception, constraints: readonly Constraint[]): string {
  const own = constraints.filter(({ name }) => name === relation).map((constraint) => constraint.at.text);
  const names = constraints.filter((constraint) => constraint.at.text === at.text).map(({ name }) => name);
  if (own.length === 0) return didYouMean(relation, new Set(names)) ?? 'remove the exception';
  const periods = [...new Set(own)].sort();
  const shown = periods.length > NAMED_PERIODS ? [...periods.slice(0, NAMED_PERIODS), '…'] : periods;
  return `it is tested at ${shown.join(', ')}: write one of these, or remove the exception`;
}

/** Periods that are named where they are few. */
const NAMED_PERIODS = 12;
