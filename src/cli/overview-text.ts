import { listText, plural } from '../core/diagnostics/source-text.ts';
import type { Suspicion } from '../assay/diagnosis/beyond-revision.ts';
import type { CoverageRow } from '../assay/diagnosis/coverage.ts';
import { listed } from '../assay/report/check-text.ts';
import {
  newestCoverage,
  type ReleaseCoverage,
  type Revision,
  revisionsAmong,
  unrepairedOf,
  worstFirst,
} from '../assay/report/overview.ts';
import { remediesText, repairText } from '../assay/report/repair-text.ts';
import { isJoint, isNamed } from '../assay/slips/change.ts';
import { printedText } from '../assay/report/result-text.ts';
import { rulesText } from '../assay/report/rule-text.ts';
import {
  type AssayResult,
  type ComponentResult,
  type ExceptionResult,
  figureAt,
  type FigureResult,
  relationsAt,
  type RepairResult,
} from '../assay/report/results.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { textIn } from '../dataset/localised.ts';
import { type Watched, watcherOf, WATCHERS, type WatcherId } from '../watch/watch.ts';
import { DEFAULT_LOCALE } from '../language/locales.ts';
import { UNPROVED } from './assay-text.ts';
import { paragraph } from './reporter.ts';

/** Lines of one list that are shown: together the lists fill about one screen. */
const LISTED = 6;

/**
 * What to read first, in about one screen: accused, disputed, revised and excepted figures, the worst first; the repair as
 * a paragraph; the coverage of the newest release.
 */
export function overviewLines(result: AssayResult): string[] {
  const { figures, components, suspicions, exceptions } = result;
  const accused = list('accused: every explanation changes it', worstFirst(result, 'accused'), (figure) => {
    return `${figureText(figure, result.options.asPrinted)}${proposalFor(figure, result)}`;
  });
  const newest = newestCoverage(result);
  const excepted = exceptions.filter(({ relations }) =>
    relationsAt(result, relations).some(({ verdict }) => verdict === 'contradicted'),
  );
  return [
    ...accused,
    ...unaccused('touched', result),
    ...unaccused('disputed', result),
    ...list('stated otherwise by a later release of the same publisher', revisionsAmong(figures), revisionText),
    ...list('excepted: a known disagreement', excepted, exceptionText),
    ...components.flatMap((component) => repairParagraph(component, result)),
    ...suspicions().flatMap((suspicion) => suspicionParagraph(suspicion, result)),
    ...proposedParagraph(result),
    ...coverageParagraph(result, newest),
    ...pasteLines(result, newest),
    ...unusualLines(result),
  ];
}

/** The figures of a standing: those that stay contradicted after the repair by name, the others as a number. */
function unaccused(standing: 'touched' | 'disputed', result: AssayResult): string[] {
  const all = worstFirst(result, standing);
  const left = all
    .map((figure) => ({ figure, failing: unrepairedOf(figure, result) }))
    .filter(({ failing }) => failing.length > 0);
  const listed = new Set(left.map(({ figure }) => figure));
  const cleared = all.filter((figure) => !listed.has(figure));
  const changed = new Set(
    result.components.flatMap(({ repairs: [first] }) => first?.changes.map((one) => one.figure) ?? []),
  );
  const others = cleared.length;
  const rest = `${plural(others, `${left.length > 0 ? 'other' : standing} figure`)}: ${clearedText(others, cleared.filter(({ index }) => changed.has(index)).length)}`;
  return [
    ...list(TITLES[standing], left, ({ figure, failing }) => {
      const names = [...new Set(failing.map(({ name }) => name))];
      return `${figureText(figure, result.options.asPrinted)}; fails ${listText(names, NAMED)}`;
    }),
    ...(others === 0 ? [] : left.length > 0 ? paragraph(rest, '  ') : ['', ...paragraph(rest)]),
  ];
}

/** What the repair does of so many figures, of which it changes some. */
function clearedText(count: number, changed: number): string {
  const them = count === 1 ? 'it' : 'them';
  if (changed === 0) return `the repair below clears ${them} without changing ${them}`;
  if (changed === count) return `the repair below changes ${them}`;
  return `the repair below changes ${changed} of them and clears the others`;
}

const TITLES = {
  touched: 'touched: in a hard relation that does not hold',
  disputed: 'disputed: a soft relation or another source contradicts it, and no hard relation',
};

function list<T>(title: string, items: readonly T[], textOf: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const left = items.length - LISTED;
  const shown = items.slice(0, left > 1 ? LISTED : items.length);
  const more = items.length - shown.length;
  return ['', title, ...shown.flatMap((item) => paragraph(textOf(item), '  '))].concat(
    more > 0 ? [`  and ${more} more: --all lists them`] : [],
  );
}

function figureText({ observation }: FigureResult, asPrinted = false): string {
  const { address, release, correction } = observation;
  const corrected = asPrinted ? undefined : correction?.quantity.text;
  const print = printedText(observation);
  return `${address} is ${corrected === undefined ? print : `${corrected}, printed ${print},`} in ${release.id}`;
}

/** What the cheapest explanation makes of a figure. */
function proposalFor(figure: FigureResult, { components }: AssayResult): string {
  const changes = components.flatMap(({ repairs }) => repairs[0]?.changes ?? []);
  const own = changes.find((change) => change.figure === figure.index);
  if (!own) return '';
  return `; ${remediesText(figure.observation, own.change, own.others, true)}`;
}

/** Names that are shown of a longer list. */
const NAMED = 3;

function revisionText({ before, now }: Revision): string {
  const { address, release } = now.observation;
  const [old, current] = [before, now].map(({ observation }) => printedText(observation));
  return `${address}: ${old} in ${before.observation.release.id}, ${current} in ${release.id} on ${release.published}`;
}

function exceptionText({ exception: { relation, at, reason } }: ExceptionResult): string {
  return `${relation} in ${at.text}: ${textIn(reason, DEFAULT_LOCALE)}`;
}

/** The cheapest repair as a short paragraph: what it changes, what it repairs and breaks, what else is possible. */
function repairParagraph(component: ComponentResult, result: AssayResult): string[] {
  const { contradicted, repairs, rules, isCutShort } = component;
  const [first, ...others] = repairs;
  const [relation] = relationsAt(result, contradicted.slice(0, 1));
  const failing =
    relation && contradicted.length === 1
      ? `${relation.name} does not hold at ${relation.at.text}`
      : `${contradicted.length} relations do not hold`;
  const [rule] = rules;
  const doubt = rule ? `Or else ${rulesText(rule, result)}.` : '';
  const unexplained = isCutShort
    ? 'and the search stopped at its limit before it found what explains it'
    : 'and no set of usual slips explains it';
  if (!first) return ['', ...paragraph(`${failing}, ${unexplained}. ${doubt}`.trimEnd())];
  const does = [
    repairedText(first, contradicted),
    first.broken.length > 0 ? `breaks ${plural(first.broken.length, 'relation')}` : 'breaks none',
    first.left.length > 0
      ? `leaves ${plural(first.left.length, 'relation')} that ${first.left.length === 1 ? 'does' : 'do'} not hold`
      : '',
  ].filter(Boolean);
  const sentences = [
    `${failing}.`,
    rule?.isFirst ? `Likeliest, ${rulesText(rule, result)}.` : '',
    `The cheapest repair${rule?.isFirst ? ' of figures' : ''}: ${told(first.changes, result)}.`,
    `It ${does.join(', ')}.`,
    first.isAccepted ? 'The corrections in the data are just this repair.' : '',
    others.length === 0 && (isCutShort || rule) ? '' : othersText(component, result),
    rule?.isFirst ? '' : doubt,
    isCutShort ? 'The search stopped at its limit, so nothing is certain.' : '',
    isUnproved(repairs) ? `${UNPROVED[0]?.toUpperCase() ?? ''}${UNPROVED.slice(1)}.` : '',
  ];
  return ['', ...paragraph(sentences.filter(Boolean).join(' '))];
}

/** Whether no numbers are known that prove one of the cheapest repairs, so that nothing is accused. */
function isUnproved(repairs: readonly RepairResult[]): boolean {
  return repairs.some(({ dearer, point }) => dearer <= 0 && point() === undefined);
}

/** How many of the contradicted relations a repair fixes, and how many soft ones that would not have called for it. */
function repairedText({ repaired }: RepairResult, contradicted: readonly number[]): string {
  const called = repaired.filter(({ relation }) => contradicted.includes(relation)).length;
  const soft = repaired.length - called;
  const besides = soft > 0 ? `${plural(soft, 'soft relation')} besides` : '';
  const own = called > 1 && called === contradicted.length ? 'all of them' : plural(called, 'relation');
  return repaired.length === 0 ? '' : `repairs ${[called > 0 ? own : '', besides].filter(Boolean).join(', and ')}`;
}

/** What is more than a revision, and the slips that would explain it. */
function suspicionParagraph({ contradicted, slips }: Suspicion, result: AssayResult): string[] {
  const [relation, ...more] = relationsAt(result, contradicted);
  if (!relation) return [];
  const name = `${relation.name} at ${relation.at.text}${more.length > 0 ? ` and ${plural(more.length, 'more relation')}` : ''}`;
  const releaseOf = ({ changes }: Suspicion['slips'][number]): string | undefined =>
    [...changes.keys()].slice(0, 1).map((figure) => figureAt(result, figure).observation.release.id)[0];
  const [first, ...others] = slips.slice(0, NAMED).map((slip) => {
    const release = releaseOf(slip);
    const isElsewhere = slips[0] !== undefined && release !== releaseOf(slips[0]);
    return `${repairText(result, slip.changes)}${isElsewhere ? ` in ${release}` : ''}`;
  });
  const remedy = first === undefined ? 'No slip that keeps the digits explains it.' : `The likeliest repair: ${first}.`;
  const or = others.length > 0 ? ` Or else: ${others.join('; or ')}.` : '';
  const releases = [
    ...new Set(relation.figures.map((figure) => figureAt(result, figure).observation.release.id)),
  ].sort();
  const where =
    releases.length > 1
      ? `More than a usual revision lies between ${listed(releases)}`
      : `No revision explains the figures of ${releases.join()}`;
  return ['', ...paragraph(`${where} in ${name}. ${remedy}${or}`)];
}

function othersText({ repairs: [first, ...others], accused }: ComponentResult, result: AssayResult): string {
  if (!first) return '';
  if (others.length === 0) return otherValuesText(first.changes, accused, result);
  const shown = others.slice(0, others.length - NAMED > 1 ? NAMED : others.length);
  const more = others.length - shown.length;
  const named = shown.map((other) => insteadText(first, other, result)).join('; or ');
  return `Nearly as good: ${named}${more > 0 ? `; or one of ${more} more (--all)` : ''}.`;
}

/** That no other figures explain it, whether the tests prove it, and which other values of these would. */
function otherValuesText(changes: RepairResult['changes'], accused: readonly number[], result: AssayResult): string {
  const others = changes.flatMap(({ figure, others: list }) => list.map((change) => ({ figure, change })));
  const isProved = changes.every(({ figure }) => accused.includes(figure));
  if (others.length === 0 && isProved) return 'Nothing else would explain it nearly as well.';
  if (others.length === 0) return 'No other explanation was found, but the tests do not prove this one.';
  // What several figures make together is reported together.
  const together = groupBy(
    others.filter(({ change }) => isNamed(change)),
    ({ figure, change: { operator, name } }) => (isJoint({ operator }) ? operator.kind : `${figure} ${name}`),
  );
  const same = changes.length > 1 ? 'the same with ' : '';
  const named = [...new Set([...together.values()].map((changes) => told(changes, result)))].map((text) => same + text);
  const values = named.length === 0 ? '' : `Nearly as good: ${named.join('; or ')}. `;
  const areMany = changes.length > 1;
  const isElsewhere = isProved
    ? `No other figure${areMany ? 's' : ''} would explain it nearly as well.`
    : `No other figure${areMany ? 's were found that explain' : ' was found that explains'} it, but the tests do not prove this.`;
  return values + isElsewhere;
}

function told(
  changes: readonly Pick<RepairResult['changes'][number], 'figure' | 'change'>[],
  result: AssayResult,
): string {
  return repairText(
    result,
    changes.map(({ figure, change }) => [figure, change] as const),
  );
}

/** What another explanation changes that the first does not, in place of what. */
function insteadText(first: RepairResult, other: RepairResult, result: AssayResult): string {
  const not = (repair: RepairResult, than: RepairResult): RepairResult['changes'] =>
    repair.changes.filter(({ figure }) => !than.changes.some((change) => change.figure === figure));
  const [more, less] = [not(other, first), not(first, other)];
  const kept = listText(less.map(({ figure }) => figureAt(result, figure).observation.address));
  const isPart = less.some(({ change }) => isJoint(change));
  const isSame =
    !isPart &&
    other.changes.every(({ figure, change }) =>
      first.changes.some((one) => one.figure === figure && one.change.name === change.name),
    );
  if (more.length === 0) return isSame ? `the same without ${kept}` : told(other.changes, result);
  return `${told(more, result)}${less.length === 0 || less.length === first.changes.length ? '' : `, with ${kept} as printed`}`;
}

/** A slip by this factor should be noticed in a figure that is watched. */
const TENFOLD = 10;

/** The watchers that look at the size of a figure, and those that look at how it is printed. */
const OF_SIZE: readonly WatcherId[] = ['time', 'across'];
const OF_PRINT: ReadonlySet<WatcherId> = new Set(['copied', 'negative', 'decimals']);

/** `61 of them are watched in time: a slip of ×1.6 or more would be reported.` Each figure is counted once. */
function watchedText(untested: readonly FigureResult[], watched: readonly Watched[]): string {
  const left = new Set(untested.map(({ observation }) => observation));
  const sentences: string[] = [];
  const count = (number: number): string =>
    number === untested.length
      ? 'All of them'
      : sentences.length > 0
        ? plural(number, 'more figure')
        : `${number} of them`;
  for (const id of OF_SIZE) {
    const seen = watched.filter(
      ({ statement, by, limit = Infinity }) => by === id && left.has(statement) && limit <= TENFOLD,
    );
    if (seen.length === 0) continue;
    const most = (Math.ceil(Math.max(...seen.map(({ limit = 1 }) => limit)) * 10) / 10).toFixed(1).replace('.0', '');
    for (const { statement } of seen) left.delete(statement);
    sentences.push(
      `${count(seen.length)} ${seen.length === 1 ? 'is' : 'are'} ${watcherOf(id).how}: a slip of ×${most} or more would be reported.`,
    );
  }
  const printed = new Set(
    watched.flatMap(({ statement, by }) => (OF_PRINT.has(by) && left.has(statement) ? [statement] : [])),
  );
  if (printed.size > 0)
    sentences.push(
      `${count(printed.size)} ${printed.size === 1 ? 'is' : 'are'} watched only for copies, signs and decimals.`,
    );
  return sentences.map((sentence) => ` ${sentence}`).join('');
}

/** Figures that no watcher sees the size of: for these something is to be written. */
function unwatchedAmong(untested: readonly FigureResult[], watched: readonly Watched[]): readonly FigureResult[] {
  const seen = new Set(
    watched.flatMap(({ statement, by, limit = Infinity }) =>
      OF_SIZE.includes(by) && limit <= TENFOLD ? [statement] : [],
    ),
  );
  return untested.filter(({ observation }) => !seen.has(observation));
}

/** What would test figures that nothing watches, as lines that can be pasted. */
function pasteLines(result: AssayResult, newest: ReleaseCoverage | undefined): string[] {
  if (!newest) return [];
  const open = unwatchedAmong(newest.untested, result.watched()).slice(0, NAMED);
  // One rule tests all periods of an indicator.
  const byText = new Map([...result.coverLines(open)].map(([, own]) => [own.join('\n'), own]));
  const lines = [...byText.values()].filter((own) => own.length > 0);
  return lines.length === 0
    ? []
    : ['', 'would be tested with these lines: fill in TODO', ...lines.flatMap((own) => own.map((line) => `  ${line}`))];
}

/** Figures that are unusual among those around them, most of them in no relation: worth a look, and accused of nothing. */
function unusualLines({ figures, watched }: AssayResult): string[] {
  const own = new Map(figures.map((figure) => [figure.observation, figure]));
  const unusual = watched().filter(({ says, statement, by }) => {
    const figure = own.get(statement);
    // A whole column in another unit contradicts nothing.
    return says !== undefined && figure?.interval && (figure.standing === 'untested' || by === 'unit');
  });
  return WATCHERS.flatMap(({ id, title }) => {
    const heading = `${title}${id === 'unit' ? '' : ', and in no relation'}: compare with the source`;
    return list(
      heading,
      unusual.filter(({ by }) => by === id),
      ({ statement: { address, release, printed }, says }) =>
        `${address} is ${printed?.text ?? ''} in ${release.id}, ${says ?? ''}`,
    );
  });
}

/** How many of some figures proposed rules would test. */
function wouldTest(result: AssayResult, untested: readonly FigureResult[]): string {
  const proposed = result.proposed();
  const count = untested.filter(({ observation }) => proposed.some(({ statements }) => statements.has(observation)));
  if (count.length === 0) return '';
  const whole =
    count.length === untested.length ? (count.length === 1 ? 'it' : 'all of them') : `${count.length} of them`;
  return ` The proposed rules, if accepted, test ${whole}.`;
}

/** The rules that wait for a decision. */
function proposedParagraph(result: AssayResult): string[] {
  const rules = result.proposed().map(({ relation: { rule } }) => rule);
  if (rules.length === 0) return [];
  const [are, them, id] = rules.length === 1 ? ['is', 'it', rules[0] ?? ''] : ['are', 'them', 'ID'];
  const sentence = `${plural(rules.length, 'rule')} ${are} proposed, and nobody has accepted ${them}: ${listText(rules, NAMED)}. No figure is judged by ${them}. Look at ${rules.length === 1 ? 'it' : 'each'} in relations.yaml: assay relations accept ${id}, or assay relations reject ${id}.`;
  return ['', ...paragraph(sentence)];
}

function coverageParagraph(result: AssayResult, coverage: ReleaseCoverage | undefined): string[] {
  if (!coverage) return [];
  const { release, rows, untested } = coverage;
  const names = untested.map(({ observation }) => observation.address);
  const untestedText =
    names.length === 0
      ? 'Each is tested.'
      : `No relation tests ${plural(names.length, 'figure')}: ${listText(names, NAMED)}.${wouldTest(result, untested)}${watchedText(untested, result.watched())}`;
  const after = result.components.some(({ repairs }) => repairs.length > 0) ? 'with the repairs made, ' : '';
  const noticed =
    rows.length === 0 ? 'no figure can slip by ×10 or by ÷10.' : `${after}${rows.map(noticedText).join('; ')}.`;
  const isProposed = result.proposed().length > 0 && rows.length > 0;
  const without = isProposed ? ' Proposed rules do not count before they are accepted.' : '';
  return ['', ...paragraph(`${release.id}, the largest new release: ${noticed}${without} ${untestedText}`)];
}

/** `a slip of ×10 would be noticed in 80 of 109 figures (73%: 71 by hard relations, 9 by soft ones), and 4 more warned of`. */
function noticedText({ change, slips, hard, soft, warned }: CoverageRow, index: number): string {
  const noticed = hard + soft;
  const share = `${Math.floor((100 * noticed) / slips)}%`;
  const by =
    soft === 0 ? '' : hard === 0 ? ', all by soft relations' : `, ${hard} by hard relations and ${soft} by soft ones`;
  const more = warned === 0 ? '' : `, and ${warned} more would be warned of`;
  const subject = index === 0 ? `a slip of ${change} would be noticed` : `one of ${change}`;
  return `${subject} in ${noticed} of ${plural(slips, 'figure')} (${share}${by})${more}`;
}
