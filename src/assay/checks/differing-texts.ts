import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { compare, subtract } from '../../core/numbers/decimal.ts';
import { meets } from '../../core/numbers/interval.ts';
import { type Observation, quantityOf } from '../../dataset/model.ts';
import { statedText } from '../report/check-text.ts';
import type { Constraint, TestedFigure } from '../constraints/constraint.ts';
import { bestRepairs } from '../diagnosis/diagnose.ts';
import { UNCHANGED } from '../search/figure-model.ts';
import { intervalOf } from '../constraints/ledger.ts';
import type { Assignment } from '../slips/change.ts';
import { restatementOf } from '../constraints/restatements.ts';
import type { Session } from '../diagnosis/session.ts';

/**
 * Reports texts of one release that do not state the same figure. As printed, one that an accepted correction settles is a
 * warning: it is what was printed, and nothing is left to do.
 */
export function reportDifferingTexts(session: Session, diagnostics: Diagnostics): void {
  const { model, ledger, constraints, options } = session;
  for (const [position, constraint] of constraints.entries()) {
    const [one, other] = constraint.figures.map((index) => ledger.figures[index]);
    if (!one || !other || !isCopy(constraint, one, other) || session.exceptionFor(constraint)) continue;
    if (model.verdict(position, UNCHANGED) !== 'contradicted') continue;
    const corrected = [one, other].map(({ observation }) => intervalOf(observation, false));
    const isSettled = options.asPrinted && corrected[0] && corrected[1] && meets(corrected[0], corrected[1]);
    const [first, second] = [one, other].map(({ observation }) => statedText(session, observation));
    const [own, swapped] = [one, other].map(({ observation }) => failingWith(session, [one, other], observation));
    const { address, release, place } = one.observation;
    const message = `${address} is ${first} in ${release.id} and ${second} in ${other.observation.release.id}, two texts of one release`;
    const hint = `with ${first} ${own} of its relations are contradicted, with ${second} ${swapped}: correct one of the two`;
    if (isSettled)
      diagnostics.warn('assay/texts-differ', message, place, settledHint(one.observation, other.observation));
    else diagnostics.error('assay/texts-differ', message, place, hint);
  }
}

/** A figure that a release states again or reprints, next to the statement that the tests use. */
interface Repeated {
  readonly repeat: Observation;
  readonly stated: TestedFigure;
  /** The release that is to state it: the own one, or the one that is reprinted. */
  readonly origin: string;
}

/**
 * Reports what a release states otherwise in another of its texts, and what it reprints otherwise than the release that
 * it names, with the one that the other figures bear out. As printed, what accepted corrections settle is a warning.
 */
export function reportDifferingRepeats(session: Session, diagnostics: Diagnostics): void {
  const asPrinted = session.options.asPrinted ?? false;
  const repaired = bestRepairs(session.components);
  for (const { repeat, stated, origin } of repeatedFigures(session)) {
    const other = stated.observation;
    if (agree(repeat, other, asPrinted)) continue;
    const { address, asIn, release, place } = repeat;
    const [own, first] = [repeat, other].map((item) => (asPrinted ? item.printed : quantityOf(item))?.text);
    const where = asIn === undefined ? `in another text of ${release.id}` : `in ${origin}, which it reprints`;
    const message = `${address} is ${own} here and ${first} ${where}`;
    const line = `line ${other.place.line} of ${other.place.file.path}`;
    if (agree(repeat, other, false)) {
      diagnostics.warn(
        'assay/texts-differ',
        message,
        place,
        `the other stands in ${line}; ${settledHint(repeat, other)}`,
      );
      continue;
    }
    const hint = `${proposal(session, { repeat, stated, origin }, line, repaired)}; compare with the source`;
    diagnostics.error('assay/texts-differ', message, place, hint);
  }
}

/** Which correction makes two texts agree. */
function settledHint(...texts: readonly Observation[]): string {
  const [corrected] = texts.flatMap(({ correction, release }) => (correction ? [{ correction, release }] : []));
  return corrected
    ? `nothing to do: ${corrected.release.id} is corrected to ${corrected.correction.quantity.text}`
    : 'nothing to do: a correction settles it';
}

/** Which of two prints the other figures bear out, once they are repaired, and what to write. */
function proposal(session: Session, { repeat, stated, origin }: Repeated, line: string, repaired: Assignment): string {
  const own = repaired.get(stated.index);
  const printed = intervalOf(repeat, session.options.asPrinted ?? false);
  // the unit of a table is fixed as a whole, not figure by figure
  if (own?.operator.kind === 'unit' && printed && meets(own.interval, printed)) {
    return `the other stands in ${line}, and as the repair there makes it, the two agree`;
  }
  if (isUnexplained(session, stated.index)) return `the other stands in ${line}`;
  const others = new Map([...repaired].filter(([figure]) => figure !== stated.index));
  const [here, there] = [repeat, stated.observation].map((print) => failingWith(session, [stated], print, others));
  if (here === undefined || there === undefined || here === there) return `the other stands in ${line}`;
  const [right, wrong] = here < there ? [repeat, stated.observation] : [stated.observation, repeat];
  const [least, most] = here < there ? [here, there] : [there, here];
  const [good, bad] = [right, wrong].map((print) => statedText(session, print));
  const evidence = right === repeat ? repeat.release.id : origin;
  const place = right === repeat ? `in ${line}` : 'here';
  const fails = most === 1 ? 'fails' : 'fail';
  const corrected = isCoarser(right, wrong) ? `${good} (with more digits where you know them)` : good;
  return (
    `with ${bad} ${most} of its relations ${fails}, with ${good}, in ${right === repeat ? 'this line' : line}, ` +
    `${least === 0 ? 'none' : least}: write corrected: ${corrected} and evidence: ${evidence} ${place}`
  );
}

/** Whether a figure stands in a contradiction that nothing explains: then the other figures bear nothing out. */
function isUnexplained({ components, model }: Session, figure: number): boolean {
  const open = components.filter(({ explanations }) => explanations.length === 0);
  return open.some(({ contradicted }) => contradicted.some((position) => model.standsIn(figure, position)));
}

/** Whether a print stands for a wider range than another: then it says what is wrong, but not every digit of what is right. */
function isCoarser(print: Observation, other: Observation): boolean {
  const [wide, narrow] = [print, other].map((item) => {
    const { low, high } = intervalOf(item, false) ?? {};
    return low && high ? subtract(high, low) : undefined;
  });
  return wide !== undefined && narrow !== undefined && compare(wide, narrow) > 0;
}

/** Reports corrections of repeated figures whose print is what the other text states. */
export function checkRepeatCorrections(session: Session, diagnostics: Diagnostics): void {
  for (const { repeat, stated } of repeatedFigures(session)) {
    const { correction, address } = repeat;
    if (!correction || !agree(repeat, stated.observation, true)) continue;
    const message = `nothing calls for the correction of ${address} to ${correction.quantity.text}`;
    const hint = 'the other text of the release, or the release that is reprinted, agrees with the print';
    diagnostics.error('assay/uncalled-correction', message, correction.place, hint);
  }
}

/** Every repeat of the releases that take part, with the statement of the same address. */
function repeatedFigures({ ledger }: Session): Repeated[] {
  const taking = new Set(ledger.figures.map(({ observation }) => observation.release));
  const repeats = [...taking].flatMap((release) => release.repeats ?? []);
  return repeats.flatMap((repeat) => {
    const origin = repeat.asIn === undefined ? repeat.release : ledger.dataset.releases.get(repeat.asIn);
    const stated = origin && ledger.own(origin, repeat.address);
    return stated ? [{ repeat, stated, origin: origin.id }] : [];
  });
}

function agree(one: Observation, other: Observation, asPrinted: boolean): boolean {
  const [a, b] = [one, other].map((item) => intervalOf(item, asPrinted));
  return !a || !b || meets(a, b);
}

/** Whether a constraint compares two texts of one release, both read at their publisher. */
function isCopy({ derivation }: Constraint, one: TestedFigure, other: TestedFigure): boolean {
  const [a, b] = [one.observation, other.observation];
  const isRead = [a, b].every(
    ({ reliability, status }) => reliability === 'read' && !status.includes('low_reliability'),
  );
  return derivation === 'same' && isRead && restatementOf(a, b) === 'texts';
}

/**
 * How many constraints that decide something are contradicted over some figures if all state the value of one print, and
 * others are changed.
 */
function failingWith(
  { model, options }: Session,
  figures: readonly TestedFigure[],
  print: Observation,
  others: Assignment = UNCHANGED,
): number | undefined {
  const interval = intervalOf(print, options.asPrinted ?? false);
  if (!interval) return undefined;
  // The model remembers verdicts by the name of the change.
  const change = { name: `as in ${print.release.id}, ${print.in}: ${print.printed?.text}`, interval };
  const failing = figures.flatMap(({ index: figure }) => {
    const weighed = model.touching(figure).filter((position) => model.strength(position) !== 'evidence');
    return weighed.filter((position) => model.verdict(position, others, { figure, change }) === 'contradicted');
  });
  return new Set(failing).size;
}
