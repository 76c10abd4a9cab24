import { type Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import type { Fix } from '../../core/diagnostics/fix.ts';
import { listText } from '../../core/diagnostics/source-text.ts';
import { compareText, groupBy } from '../../core/diagnostics/text-order.ts';
import { compare, type Decimal, decimal, multiply, shift, signOf } from '../../core/numbers/decimal.ts';
import type { Observation } from '../../dataset/model.ts';
import { periodYearEarlier } from '../../dataset/period.ts';
import { ARITHMETIC } from '../../dataset/release-schema.ts';
import { isAccepted } from '../diagnosis/accepted.ts';
import {
  describe,
  failureText,
  listed,
  moreText,
  MOST_NAMED,
  placeOf,
  releasesOf,
  statedText,
} from '../report/check-text.ts';
import type { Component, RuleExplanation } from '../diagnosis/component.ts';
import { type Constraint, dayOfFigure, testConstraint, type TestedFigure } from '../constraints/constraint.ts';
import { checkArithmetic, checkCorrection } from './correction-check.ts';
import { bestRepair } from '../diagnosis/diagnose.ts';
import { checkRepeatCorrections, reportDifferingRepeats, reportDifferingTexts } from './differing-texts.ts';
import { rivalOf } from '../diagnosis/enough-evidence.ts';
import { independentParts } from '../diagnosis/independent-parts.ts';
import { type Ledger, levelAddress } from '../constraints/ledger.ts';
import { type Exception, isAbout } from '../relations/named-relations.ts';
import type { Assignment, Change } from '../slips/change.ts';
import { checkRules } from './quality.ts';
import { averageText } from '../report/average-text.ts';
import { checkWords } from '../report/relation-words.ts';
import type { Rules } from '../relations/relations-file.ts';
import { namesAmong, remediesText, repairText } from '../report/repair-text.ts';
import { itemAt } from '../report/results.ts';
import { reportRepeatedColumns } from './repeated-columns.ts';
import { proposedText } from '../report/result-text.ts';
import { failingOf, nameOfRule, placeOfRule, rulesText } from '../report/rule-text.ts';
import type { Session } from '../diagnosis/session.ts';
import { MAX_TESTED } from '../constraints/tally.ts';
import { columnKey } from '../slips/cell.ts';
import { powersOf } from '../slips/powers.ts';
import { reportSoftContradictions } from './soft-check.ts';
import { lineStart, placeAt } from '../../core/diagnostics/source-file.ts';
import { parseYaml, type YamlMapping, type YamlNode } from '../../core/files/yaml-nodes.ts';
import { MEASURES } from '../../dataset/address.ts';

/**
 * Reports what fails a check: unsettled contradictions, corrections that nothing calls for, idle exceptions, bad rules.
 */
export function checkSession(session: Session, diagnostics: Diagnostics): void {
  const { options, tally } = session;
  if (tally.isOver) {
    reportTooMany(session, diagnostics);
    return;
  }
  const parts = session.components.flatMap((component) => independentParts(session.model, component));
  const told = reportRepeatedColumns(session, parts, diagnostics);
  for (const part of parts) if (!told.has(part)) reportComponent(session, part, diagnostics);
  reportSoftContradictions(session, diagnostics);
  checkColumnScales(session, diagnostics);
  reportDifferingTexts(session, diagnostics);
  reportDifferingRepeats(session, diagnostics);
  const isWhole = options.alone === undefined && options.asOf === undefined;
  if (options.asPrinted || !isWhole) return;
  for (const figure of session.ledger.figures) checkCorrection(session, figure, diagnostics);
  checkRepeatCorrections(session, diagnostics);
  checkArithmetic(session, diagnostics);
  checkExceptions(session, diagnostics);
  checkWords(session, diagnostics);
  checkRules(session, diagnostics);
}

/** Reports that nothing was tested because it would be too much. */
function reportTooMany({ dataset, tally }: Session, diagnostics: Diagnostics): void {
  const made = tally.subject
    ? 'the relations up to this one'
    : 'the relations, and what growth, shares, parts and other releases imply,';
  const place = tally.subject?.place ?? [...dataset.releases.values()].at(-1)?.observations[0]?.place;
  const most = `${MAX_TESTED} at most, counting each figure in each test`;
  diagnostics.error(
    'assay/too-many',
    `${made} make too many tests: a dataset may have ${most}; nothing was tested`,
    place,
    'limit relations with periods: or sources:, or split the dataset, such as one for each subject',
  );
}

function reportComponent(session: Session, component: Component, diagnostics: Diagnostics): void {
  const { options, model } = session;
  const { explanations, contradicted, accused } = component;
  const isSettled = explanations.some(({ variants }) => variants.some(({ repair }) => isAccepted(model, repair)));
  if (options.asPrinted && isSettled) return;
  const [rule] = component.rules;
  if (rule?.isFirst) {
    reportRule(session, component, rule, diagnostics);
    return;
  }
  const ties = explanations.filter(({ dearer }) => dearer === 0);
  if (accused.length > 0 || ties.length === 1) {
    const slips = slipsOf(component);
    const roots = slips.filter((changes) => !isFollowing(changes));
    // what was worked out from a slip is reported with that slip: one cause is one error
    for (const changes of roots.length > 0 ? roots : slips) reportSlip(session, component, changes, diagnostics);
    return;
  }
  const constraint = model.constraint(contradicted[0] ?? 0);
  const message = `${describe(session.ledger, constraint)}${moreText(contradicted.length - 1)}`;
  const hint =
    explanations.length > 0 || component.rules.length > 0
      ? `${eitherText(session, component)}: compare with the source${component.isCutShort ? `; ${CUT}` : ''}`
      : `${component.isCutShort ? UNFOUND : 'no set of usual slips explains it'}: compare the figures of these relations with the source`;
  diagnostics.error('assay/contradiction', message, placeOf(session.ledger, constraint), hint);
}

const CUT = 'the search stopped at its limit, so there may be other explanations';
const UNFOUND = 'the search stopped at its limit before it found what explains it';

/** Reports a rule that more than one figure breaks, and that is likelier wrong than these. */
function reportRule(
  session: Session,
  component: Component,
  explanation: RuleExplanation,
  diagnostics: Diagnostics,
): void {
  const [rule, ...others] = explanation.rules;
  const [first = 0] = rule?.contradicted ?? [];
  if (!rule) return;
  const constraint = session.model.constraint(first);
  const rest = others.length > 0 || explanation.repair.size > 0 ? { ...explanation, rules: others } : undefined;
  const also = rest ? `, together with: ${rulesText(rest, session.ledger)}` : '';
  const [best] = component.explanations;
  const or = best ? `; or else ${repairText(session.ledger, best.variants[0].repair)}` : '';
  diagnostics.error(
    'assay/contradiction',
    `${nameOfRule(rule)} may be wrong: ${failureText(session.ledger, constraint)} at ${constraint.at.text}, and ${failingOf(rule)}`,
    placeOfRule(rule),
    `check its numbers and units${also}${or}; compare with the source`,
  );
}

/** `; or else the relation cap does not hold`. */
function orRuleText(session: Session, { rules: [rule] }: Component): string {
  return rule ? `; or else ${rulesText(rule, session.ledger)}` : '';
}

function eitherText(session: Session, { explanations, rules }: Component): string {
  const repairs = explanations.slice(0, MOST_NAMED).map(({ variants: [{ repair }] }) => repair);
  const nextTo = repairs.flatMap((repair) =>
    [...repair.keys()].map((index) => itemAt(session.ledger.figures, index).observation),
  );
  const figures = repairs.map((repair) => repairText(session.ledger, repair, nextTo));
  const more = explanations.length - figures.length;
  const named = [...figures, ...rules.slice(0, 1).map((rule) => rulesText(rule, session.ledger))];
  return `${named.length > 1 ? 'any one of these would fix it: ' : ''}${named.join('; or ')}${more > 0 ? `; or one of ${more} more` : ''}`;
}

/** The slips of the cheapest explanation, each with what it changes. */
function slipsOf(component: Component): Assignment[] {
  const slips = component.explanations[0]?.variants[0].slips.map(({ changes }) => changes) ?? [];
  const told = new Set(slips.flatMap((changes) => Array.from(changes.keys())));
  const others = [...bestRepair(component)].filter(([index]) => !told.has(index));
  return [...slips, ...others.map((entry): Assignment => new Map([entry]))];
}

/** Whether a slip is that a figure was worked out from another one. */
function isFollowing(changes: Assignment): boolean {
  return [...changes.values()].every(({ operator }) => operator.kind === 'worked_out');
}

/** `; from it a and b were worked out`: the figures of a repair that follow from some others. */
function followersText({ model, ledger }: Session, repair: Assignment, changes: Assignment): string {
  const names = [...repair].flatMap(([index, { operator }]) => {
    const isOwn = !changes.has(index) && operator.kind === 'worked_out';
    const { workings } = model;
    // what remained of a total was worked out from it, whichever way the relation is written
    const isRemainder = isOwn && [...changes.keys()].some((total) => workings.from(total).includes(index));
    const isFrom = isRemainder || (isOwn && workings.roots(index).some((root) => changes.has(root)));
    return isFrom ? (ledger.figures[index]?.observation.address ?? []) : [];
  });
  if (names.length === 0) return '';
  return `; ${listed(names)} ${names.length === 1 ? 'was' : 'were'} worked out from ${changes.size === 1 ? 'it' : 'these'}`;
}

/** Reports one of the slips of the cheapest explanation: a proof if all explanations change its figures, else a suspicion. */
function reportSlip(session: Session, component: Component, slip: Assignment, diagnostics: Diagnostics): void {
  // a slip may have been narrowed since by others
  const repair = bestRepair(component);
  const changes: Assignment = new Map([...slip].map(([index, change]) => [index, repair.get(index) ?? change]));
  const [[index, change] = [-1, undefined]] = changes;
  const observation = session.ledger.figures[index]?.observation;
  if (!change || !observation) return;
  const { address, place } = observation;
  const isCertain = [...changes.keys()].every((each) => component.accused.includes(each));
  const hasRoots = [...repair.values()].some(({ operator }) => operator.kind !== 'worked_out');
  const others: Assignment = new Map(
    [...repair].filter(([each, { operator }]) => !changes.has(each) && !(hasRoots && operator.kind === 'worked_out')),
  );
  const own = [...changes.keys()].flatMap((each) => session.ledger.figures[each]?.observation ?? []);
  const also = others.size === 0 ? '' : `, together with ${othersText(session, others, own)}`;
  const instead = component.explanations.find(({ variants: [other] }) => !other.repair.has(index));
  const or = instead
    ? `; or else ${othersText(session, instead.variants[0].repair, own)}`
    : isCertain
      ? ''
      : rivalText(session, index, repair);
  const remedy =
    changes.size === 1
      ? remediesText(observation, change, valuesOf(component, index), isCertain)
      : `what would fix it: ${repairText(session.ledger, changes)}`;
  diagnostics.error(
    'assay/contradiction',
    `${doubtText(session, changes, isCertain)}: ${failingText(session, component, changes)}`,
    place,
    `${remedy}${followersText(session, repair, changes)}${also}${or}${orRuleText(session, component)}${averageOf(session, component)}; compare with the source, and see assay explain "${address}"`,
    isCertain && changes.size === 1 ? () => onlyFix(component, index, observation) : undefined,
  );
}

function averageOf({ model, ledger }: Session, { contradicted }: Component): string {
  return averageText(
    ledger,
    contradicted.map((position) => model.constraint(position)),
  );
}

/** `; or else club may be wrong`: whether it is this publisher or the other one, nothing says. */
function rivalText({ model }: Session, index: number, repair: Assignment): string {
  const rival = rivalOf(model, index, repair);
  return rival ? `; or else what ${rival.id} states is wrong, with all that it worked out from that` : '';
}

/** What the explanations that change the figures of the cheapest one make of a figure. */
function valuesOf({ explanations: [first] }: Component, index: number): Change[] {
  return first?.variants.flatMap(({ repair }) => repair.get(index) ?? []) ?? [];
}

/** The correction of a figure to the one value that every explanation gives it. */
function onlyFix({ explanations }: Component, index: number, observation: Observation): Fix | undefined {
  const changes = explanations.flatMap(({ variants }) => variants.flatMap(({ repair }) => repair.get(index) ?? []));
  const values = new Set(changes.map((change) => change.decimal && proposedText(observation, change)));
  const [value] = values;
  return value !== undefined && values.size === 1 ? correctionFix(observation, value, ARITHMETIC) : undefined;
}

/** Figures of one slip that are named with what is stated. */
const NAMED_FIGURES = 2;

/** `a cannot be 5 Mt, as office states it`; `a (5 Mt) and b (4 Mt) may be wrong in office`. */
function doubtText(session: Session, changes: Assignment, isCertain: boolean): string {
  const all = [...changes.keys()].flatMap((index) => session.ledger.figures[index]?.observation ?? []);
  const [first] = all;
  const release = first?.release.id;
  if (first && all.length === 1) {
    const stated = statedText(session, first);
    if (isCertain) return `${first.address} cannot be ${stated}, as ${release} states it`;
    return `${first.address} may be wrong (${stated} in ${release})`;
  }
  const named = all.map((one) => `${one.address} (${statedText(session, one)})`);
  const names = listText(named, NAMED_FIGURES);
  return `${names} ${isCertain ? 'cannot be as' : 'may be wrong in'} ${release}${isCertain ? ' states them' : ''}`;
}

/** The contradicted relation over some figures that says most, with its numbers, and how many more there are. */
function failingText({ model, ledger }: Session, { contradicted }: Component, changes: Assignment): string {
  const all = contradicted.map((position) => model.constraint(position));
  const own = all.filter(({ figures }) => figures.some((index) => changes.has(index)));
  const [first] = (own.length > 0 ? own : all).toSorted(plainestFirst);
  if (!first) return 'other figures contradict it';
  const stating = new Set([...changes.keys()].map((index) => ledger.figures[index]?.observation.release.id));
  const releases = releasesOf(ledger, own).filter((id) => !stating.has(id));
  const against = releases.length > 0 ? `, some with figures of ${listed(releases)}` : '';
  return `${failureText(ledger, first)}${moreText(contradicted.length - 1)}${against}`;
}

function plainestFirst(a: Constraint, b: Constraint): number {
  const rankOf = ({ strength, derivation, figures }: Constraint): number =>
    (strength === 'hard' ? 0 : 200) + (derivation === 'stated' || derivation === 'record' ? 0 : 100) + figures.length;
  return rankOf(a) - rankOf(b);
}

/** Changes that are reported in words where they are few; of more, the figures are named. */
const NAMED = 2;

function othersText({ ledger }: Session, others: Assignment, nextTo: readonly Observation[]): string {
  if (others.size <= NAMED) return repairText(ledger, others, nextTo);
  const all = [...others.keys()].flatMap((index) => ledger.figures[index]?.observation ?? []);
  return `changes of ${listed(all.map(namesAmong([...all, ...nextTo])))}`;
}

function checkExceptions({ rules, constraints, ledger, exceptionFor }: Session, diagnostics: Diagnostics): void {
  for (const exception of rules.exceptions) {
    const { relation, at, place } = exception;
    const meant = constraints.filter((constraint) => exceptionFor(constraint) === exception);
    if (meant.some((constraint) => testConstraint(constraint, ledger.ranges).verdict === 'contradicted')) continue;
    const [message, hint] =
      meant.length > 0
        ? [`${relation} is not contradicted at ${at.text}`, 'remove the exception: it no longer applies']
        : [`no relation ${relation} is tested at ${at.text}`, idleHint(exception, rules, constraints)];
    diagnostics.error('assay/idle-exception', message, place, hint);
  }
}

/** What to do about an exception from a relation that is not tested: one that is only proposed has to be accepted first. */
function idleHint(exception: Exception, { proposed }: Rules, constraints: readonly Constraint[]): string {
  const meant = proposed.find(({ id }) => isAbout(exception, id));
  if (!meant) return testedHint(exception, constraints);
  return `${meant.rule} is only proposed: assay relations accept ${meant.rule}, or remove the exception`;
}

/** Where the relation of an exception is tested, or the name of the relation that was meant. */
function testedHint(exception: Exception, constraints: readonly Constraint[]): string {
  const { relation, at } = exception;
  const own = constraints.filter(({ name }) => isAbout(exception, name)).map((constraint) => constraint.at.text);
  const names = constraints.filter((constraint) => constraint.at.text === at.text).map(({ name }) => name);
  // a pattern is compared with patterns
  const meant = relation.includes('*') ? names.map((name) => name.replaceAll(/\.[^.:/[]+/g, '.*')) : names;
  const like = meant.filter((name) => name.includes('*') === relation.includes('*'));
  if (own.length === 0) return didYouMean(relation, new Set(like)) ?? 'remove the exception';
  const periods = [...new Set(own)].sort();
  const shown = periods.length > NAMED_PERIODS ? [...periods.slice(0, NAMED_PERIODS), '…'] : periods;
  return `it is tested at ${shown.join(', ')}: write one of these, or remove the exception`;
}

/** Periods that are named where they are few. */
const NAMED_PERIODS = 12;

/** Levels do not grow or fall by a thousand within a year, and all by the same power of ten: a unit is wrong. */
const LEAST_POWER = 3;

/** So many rows show that it is the unit of their column. */
const LEAST_ROWS = 2;

/** How much, besides the power of ten, each level may have changed within a year. */
const USUAL_CHANGE = decimal(3);

/** A level, and the one a year earlier. */
interface Pair {
  readonly now: TestedFigure;
  readonly before: TestedFigure;
}

/**
 * Warns where all levels of one period that a release states in a unit are a thousand times those of a year earlier, or
 * more, or as many times smaller: growth and sums within each year hold in any unit. What a relation contradicts is reported
 * there.
 */
function checkColumnScales({ ledger, model }: Session, diagnostics: Diagnostics): void {
  const levels = ledger.figures.filter(({ observation: { measure, claim, status } }) => {
    return measure === 'level' && !claim && !status.includes('forecast');
  });
  const columns = groupBy(levels, ({ observation }) => columnKey(observation, observation.printed?.unit.code ?? ''));
  const told = new Set<string>();
  for (const column of [...columns.values()].sort(byPeriod)) {
    const pairs = column.flatMap((now) => pairOf(now, ledger));
    const [first] = pairs;
    const power = powerBetween(pairs);
    if (!first || power === undefined || told.has(periodKey(first.before))) continue;
    const isTold = [...column, ...pairs.map(({ before }) => before)].some(({ index }) =>
      model.touching(index).some((position) => model.verdict(position, new Map()) === 'contradicted'),
    );
    if (isTold) continue;
    told.add(periodKey(first.now));
    report(pairs, power, diagnostics);
  }
}

function byPeriod([a]: readonly TestedFigure[], [b]: readonly TestedFigure[]): number {
  return compareText(a?.observation.period.start ?? '', b?.observation.period.start ?? '');
}

function periodKey({ observation: { release, period } }: TestedFigure): string {
  return `${release.id} ${period.text}`;
}

function pairOf(now: TestedFigure, ledger: Ledger): Pair[] {
  const { indicator, period, release } = now.observation;
  const earlier = periodYearEarlier(period);
  const before = ledger
    .knownAt(release, levelAddress(indicator.id, earlier))
    .find((figure) => dayOfFigure(figure) <= dayOfFigure(now));
  const isBroken = indicator.breaks.some(({ period: at }) => at.start > earlier.start && at.start <= period.start);
  return before && !isBroken && sizeOf(now) && sizeOf(before) ? [{ now, before }] : [];
}

/** The least that a figure stands for, in base units, where it is above zero. */
function sizeOf({ interval }: TestedFigure): Decimal | undefined {
  return interval?.low && signOf(interval.low) > 0 ? interval.low : undefined;
}

/** The power of ten by which all levels differ from those before; undefined if there is no such, or too few levels. */
function powerBetween(pairs: readonly Pair[]): number | undefined {
  const [first] = pairs;
  if (!first || new Set(pairs.map(({ now }) => now.observation.indicator)).size < LEAST_ROWS) return undefined;
  const powers = powersOf(first.now.observation.release.source).filter((power) => Math.abs(power) >= LEAST_POWER);
  return powers.find((power) => pairs.every((pair) => differBy(pair, power)));
}

function differBy({ now, before }: Pair, power: number): boolean {
  const [a, b] = [sizeOf(now), sizeOf(before)];
  if (!a || !b) return false;
  const expected = shift(b, power);
  return compare(multiply(a, USUAL_CHANGE), expected) >= 0 && compare(a, multiply(expected, USUAL_CHANGE)) <= 0;
}

function report(pairs: readonly Pair[], power: number, diagnostics: Diagnostics): void {
  const [first] = pairs;
  if (!first) return;
  const { now, before } = first;
  const { release, period, printed, place } = now.observation;
  const changes = pairs.map((pair) => {
    const [from, to] = [pair.before, pair.now].map(({ observation }) => observation.printed?.text);
    return `${pair.now.observation.indicator.id} from ${from} to ${to}`;
  });
  const unit = printed?.unit.code === 'count' ? 'counts' : `levels in ${printed?.unit.code}`;
  const others = before.observation;
  const message = `all ${pairs.length} ${unit} of ${release.id} at ${period.text} are about ${timesText(power)} those of ${others.release.id} at ${others.period.text}: ${listed(changes)}`;
  const hint =
    'one of the two is in another unit: compare with the sources; if both are right, declare a break of these indicators';
  diagnostics.warn('assay/soft-contradiction', message, place, hint);
}

/** `1,000 times`, `a thousandth of`, as it is said about a power of ten. */
function timesText(power: number): string {
  const size = `1${'0'.repeat(Math.abs(power))}`.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return power > 0 ? `${size} times` : `one ${size}th of`;
}

/**
 * The change of a release in YAML that adds a correction with its evidence to the record of a statement. Undefined where
 * the statement has no record of its own, as in a table, or one that is corrected already.
 */
function correctionFix({ place, address }: Observation, corrected: string, evidence: string): Fix | undefined {
  const { file } = place;
  if (!/\.ya?ml$/.test(file.path)) return undefined;
  const record = recordAt(parseYaml(file.text)?.content, lineStart(file, place.line) + place.column - 1);
  const keys = new Set(record?.pairs.map(({ key }) => key.kind === 'text' && key.value));
  const last = record?.pairs.at(-1);
  if (!record || !last || keys.has('corrected') || !MEASURES.some((measure) => keys.has(measure))) return undefined;
  const lineBreak = file.text.includes('\r\n') ? '\r\n' : '\n';
  const isBraced = file.text.charAt(record.start) === '{';
  const separator = isBraced ? ', ' : lineBreak + ' '.repeat(placeAt(file, record.start).column - 1);
  // Both stand at the end of the record: hosts take one change there.
  const { end } = last.value ?? last.key;
  const text = `${separator}corrected: ${corrected}${separator}evidence: ${evidence}`;
  return { says: `correct ${address} to ${corrected}`, edits: [{ file, start: end, end, text }] };
}

/** The innermost mapping around an offset. */
function recordAt(node: YamlNode | undefined, offset: number): YamlMapping | undefined {
  if (!node || node.start > offset || node.end < offset) return undefined;
  const inner = node.kind === 'list' ? node.items : node.kind === 'mapping' ? node.pairs.map(({ value }) => value) : [];
  for (const one of inner) {
    const found = recordAt(one, offset);
    if (found) return found;
  }
  return node.kind === 'mapping' ? node : undefined;
}
