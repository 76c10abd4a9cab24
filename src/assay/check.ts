import { shortened } from '../core/diagnostics/source-text.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { meets } from '../core/numbers/interval.ts';
import { quantityOf } from '../dataset/model.ts';
import { isAccepted } from './accepted.ts';
import { without } from './certificate.ts';
import { type Constraint, type TestedFigure, testConstraint } from './constraint.ts';
import { checkArithmetic, checkCorrection } from './correction-check.ts';
import { bestRepair, type Component, contradictedIn } from './diagnose.ts';
import { intervalOf, type Ledger } from './ledger.ts';
import { isAbout } from './exceptions.ts';
import { UNCHANGED } from './figure-model.ts';
import { type Assignment, type Change, operatorText } from './operator.ts';
import { checkRules } from './quality.ts';
import { restatementOf } from './restatements.ts';
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
  reportDifferingTexts(session, diagnostics);
  reportDifferingRepeats(session, diagnostics);
  const isWhole = options.alone === undefined && options.asOf === undefined;
  if (options.asPrinted || !isWhole) return;
  for (const figure of session.ledger.figures) checkCorrection(session, figure, diagnostics);
  checkArithmetic(session, diagnostics);
  checkExceptions(session, diagnostics);
  checkRules(session, diagnostics);
}

function reportComponent(session: Session, component: Component, diagnostics: Diagnostics): void {
  const { options, model } = session;
  const { explanations, contradicted, accused } = component;
  const isSettled = explanations.some(({ variants }) => variants.some(({ repair }) => isAccepted(model, repair)));
  if (options.asPrinted && isSettled) return;
  const ties = explanations.filter(({ dearer }) => dearer === 0);
  if (accused.length > 0 || ties.length === 1) {
    for (const index of bestRepair(component).keys()) reportChange(session, component, index, diagnostics);
    return;
  }
  const [first = 0] = contradicted;
  const constraint = model.constraint(first);
  const message = `${describe(session.ledger, constraint)}; in all, ${countText(component)}`;
  const hint =
    explanations.length > 0
      ? `${eitherText(session, component)} ${CUT[Number(component.isCutShort)]}`.trimEnd()
      : 'no explanation was found: check the figures of these relations';
  diagnostics.error('assay/contradiction', message, placeOf(session.ledger, constraint), hint);
}

const CUT = ['', '(the search stopped at its limit: there may be others)'];

function countText({ contradicted }: Component): string {
  return `${contradicted.length === 1 ? 'a relation is' : `${contradicted.length} relations are`} contradicted`;
}

/** Most explanations that a message names. */
const MOST_NAMED = 3;

function eitherText(session: Session, { explanations }: Component): string {
  const named = explanations.slice(0, MOST_NAMED).map(({ variants: [{ repair }] }) => repairText(session, repair));
  const more = explanations.length - named.length;
  return `either ${named.join(', or ')}${more > 0 ? `, or one of ${more} more` : ''}`;
}

/** Reports one of the figures that the cheapest explanation changes: a proof if all of them do, else a suspicion. */
function reportChange(session: Session, component: Component, index: number, diagnostics: Diagnostics): void {
  const [repair, observation] = [bestRepair(component), session.ledger.figures[index]?.observation];
  const change = repair.get(index);
  if (!change || !observation) return;
  const { address, place, release } = observation;
  const isCertain = component.accused.includes(index);
  const message = `${address} ${isCertain ? 'cannot' : 'may not'} be ${statedText(session, observation)}, as ${release.id} states it: ${countText(component)}${againstText(session, component, index)}`;
  const others = without(repair, index);
  const also = others.size === 0 ? '' : `, together with ${othersText(session, others)}`;
  const proposed = proposedText(observation, change);
  const remedy = remedyText(change, proposed);
  const instead = component.explanations.find(({ variants: [other] }) => !other.repair.has(index));
  const or = instead ? `; or else ${othersText(session, instead.variants[0].repair)}` : '';
  diagnostics.error('assay/contradiction', message, place, `${remedy}${also}${or}; see assay explain "${address}"`);
}

/** What to make of a figure. */
function remedyText({ operator, name, decimal }: Change, proposed: string): string {
  if (decimal) return `${name} makes it ${proposed}`;
  const limits = `it must lie in ${proposed}`;
  if (operator.kind !== 'period') return `no known slip explains it; ${limits}`;
  return `the same digits stand at ${operator.period}: if the record belongs there, move it; here ${limits}`;
}

/** The other releases whose figures contradict one of them. */
function againstText({ model, ledger }: Session, { contradicted }: Component, index: number): string {
  const own = contradicted
    .map((position) => model.constraint(position))
    .filter(({ figures }) => figures.includes(index));
  const release = ledger.figures[index]?.observation.release.id;
  const others = releasesOf(ledger, own).filter((id) => id !== release);
  return others.length > 0 ? `, some with figures of ${listed(others)}` : '';
}

/** Changes that are named where they are few. */
const NAMED = 2;

function othersText(session: Session, others: Assignment): string {
  return others.size <= NAMED ? repairText(session, others) : `${others.size} other changes`;
}

function repairText({ ledger }: Session, repair: Assignment): string {
  return [...repair]
    .map(([index, change]) => `${ledger.figures[index]?.observation.address} ${operatorText(change.operator)}`)
    .join(' and ');
}

/** Warns of contradicted soft constraints that accuse no figure and that the repairs leave contradicted. */
function reportLoneContradictions({ model, components, ledger }: Session, diagnostics: Diagnostics): void {
  const explained = new Set(components.flatMap(({ contradicted }) => contradicted));
  const repaired: Assignment = new Map(components.flatMap((component) => [...bestRepair(component)]));
  for (const position of contradictedIn(model)) {
    const constraint = model.constraint(position);
    if (explained.has(position) || model.verdict(position, repaired) !== 'contradicted') continue;
    const hint = 'correct a figure, widen the band, or explain it under exceptions in relations.yaml';
    diagnostics.warn('assay/soft-contradiction', describe(ledger, constraint), placeOf(ledger, constraint), hint);
  }
}

/**
 * Reports texts of one release that do not state the same figure. As printed, one whose accepted correction settles it
 * is left out, as every contradiction that corrections settle.
 */
function reportDifferingTexts(session: Session, diagnostics: Diagnostics): void {
  const { model, ledger, constraints, options } = session;
  for (const [position, constraint] of constraints.entries()) {
    const [one, other] = constraint.figures.map((index) => ledger.figures[index]);
    if (!one || !other || !isCopy(constraint, one, other) || session.exceptionFor(constraint)) continue;
    if (model.verdict(position, UNCHANGED) !== 'contradicted') continue;
    const corrected = [one, other].map(({ observation }) => intervalOf(observation, false));
    if (options.asPrinted && corrected[0] && corrected[1] && meets(corrected[0], corrected[1])) continue;
    const [first, second] = [one, other].map(({ observation }) => statedText(session, observation));
    const [own, swapped] = [one, other].map((text) => failingWith(session, [one, other], text));
    const { address, release, place } = one.observation;
    const message = `${address} is ${first} in ${release.id} and ${second} in ${other.observation.release.id}, two texts of one release`;
    const hint = `with ${first} ${own} of its relations are contradicted, with ${second} ${swapped}: correct one of the two`;
    diagnostics.error('assay/texts-differ', message, place, hint);
  }
}

/**
 * Reports what a release states otherwise in another of its texts, and what it reprints otherwise than the release that
 * it names. As printed, what accepted corrections settle is left out.
 */
function reportDifferingRepeats({ ledger, options }: Session, diagnostics: Diagnostics): void {
  const { releases } = ledger.dataset;
  const taking = new Set(ledger.figures.map(({ observation }) => observation.release));
  for (const repeat of [...taking].flatMap((release) => release.repeats ?? [])) {
    const { address, asIn, release, place } = repeat;
    const origin = asIn === undefined ? release : releases.get(asIn);
    const stated = origin && ledger.own(origin, address)?.observation;
    const meet = (asPrinted: boolean): boolean => {
      const [one, other] = [repeat, stated].map((item) => item && intervalOf(item, asPrinted));
      return !one || !other || meets(one, other);
    };
    if (!stated || !origin || meet(options.asPrinted ?? false) || meet(false)) continue;
    const [own, first] = [repeat, stated].map((item) => (options.asPrinted ? item.printed : quantityOf(item))?.text);
    const where = asIn === undefined ? `in another text of ${release.id}` : `in ${asIn}, which it reprints`;
    const message = `${address} is ${own} here and ${first} ${where}`;
    const hint = `see line ${stated.place.line} of ${stated.place.file.path}, and correct the one that is wrong`;
    diagnostics.error('assay/texts-differ', message, place, hint);
  }
}

/** Whether a constraint compares two texts of one release, both read at their publisher. */
function isCopy({ derivation }: Constraint, one: TestedFigure, other: TestedFigure): boolean {
  const [a, b] = [one.observation, other.observation];
  const isRead = [a, b].every(
    ({ reliability, status }) => reliability === 'read' && !status.includes('low_reliability'),
  );
  return derivation === 'same' && isRead && restatementOf(a, b) === 'texts';
}

/** How many constraints that decide something are contradicted over two texts if both state the value of one. */
function failingWith(
  { model }: Session,
  texts: readonly TestedFigure[],
  { interval, observation }: TestedFigure,
): number {
  if (!interval) return 0;
  const change = { name: `as in ${observation.release.id}`, interval };
  const failing = texts.flatMap(({ index: figure }) => {
    const weighed = model.touching(figure).filter((position) => model.strength(position) !== 'evidence');
    return weighed.filter((position) => model.verdict(position, UNCHANGED, { figure, change }) === 'contradicted');
  });
  return new Set(failing).size;
}

function statedText({ options }: Session, observation: TestedFigure['observation']): string | undefined {
  return (options.asPrinted ? observation.printed : quantityOf(observation))?.text;
}

/** Where a constraint stands; a relation of authors at its own line, else the record it came from. */
function placeOf(ledger: Ledger, { record, relation, figures }: Constraint): Place | undefined {
  return relation?.place ?? record?.place ?? ledger.figures[figures[0] ?? 0]?.observation.place;
}

function describe(ledger: Ledger, constraint: Constraint): string {
  const { sides } = testConstraint(constraint, ledger.ranges);
  const numbers = sidesTexts(sides, constraint.unit).join(', ');
  const releases = releasesOf(ledger, [constraint]);
  const of = releases.length > 1 ? `, with figures of ${listed(releases)}` : '';
  return `${constraint.name} is contradicted at ${constraint.at.text}: ${shortened(constraint.says)}, but ${numbers}${of}`;
}

/** Ids of the releases whose figures stand in some constraints, sorted. */
function releasesOf({ figures }: Ledger, constraints: readonly Constraint[]): string[] {
  const all = constraints.flatMap((constraint) => constraint.figures);
  return [...new Set(all.flatMap((index) => figures[index]?.observation.release.id ?? []))].sort();
}

/** `a, b and c`; of a long list the first ones, and how many more. */
function listed(names: readonly string[]): string {
  const shown = names.length > MOST_NAMED + 1 ? names.slice(0, MOST_NAMED) : names;
  const left = names.length - shown.length;
  const last = left > 0 ? `${left} more` : (shown.at(-1) ?? '');
  return [(left > 0 ? shown : shown.slice(0, -1)).join(', '), last].filter(Boolean).join(' and ');
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
function testedHint(exception: Exception, constraints: readonly Constraint[]): string {
  const { relation, at } = exception;
  const own = constraints.filter(({ name }) => isAbout(exception, name)).map((constraint) => constraint.at.text);
  const names = constraints.filter((constraint) => constraint.at.text === at.text).map(({ name }) => name);
  if (own.length === 0) return didYouMean(relation, new Set(names)) ?? 'remove the exception';
  const periods = [...new Set(own)].sort();
  const shown = periods.length > NAMED_PERIODS ? [...periods.slice(0, NAMED_PERIODS), '…'] : periods;
  return `it is tested at ${shown.join(', ')}: write one of these, or remove the exception`;
}

/** Periods that are named where they are few. */
const NAMED_PERIODS = 12;
