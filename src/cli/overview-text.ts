import { newestCoverage, type Revision, revisionsAmong, unrepairedOf, worstFirst } from '../assay/overview.ts';
import { changeText, printedText, proposedText } from '../assay/result-text.ts';
import type { AssayResult, ComponentResult, ExceptionResult, FigureResult, RepairResult } from '../assay/results.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { textIn } from '../dataset/localised.ts';
import { DEFAULT_LOCALE } from '../locale/locales.ts';
import { paragraph, plural } from './reporter.ts';

/** Lines of one list that are shown: together the lists fill about one screen. */
const LISTED = 6;

/**
 * What to read first, in about one screen: accused, disputed, revised and excepted figures, the worst first; the repair as
 * a paragraph; the coverage of the newest release.
 */
export function overviewLines(result: AssayResult): string[] {
  const { figures, components, exceptions } = result;
  const accused = list('accused: every explanation changes it', worstFirst(figures, 'accused'), (figure) => {
    return `${figureText(figure, result.options.asPrinted)}${proposalFor(figure, result)}`;
  });
  const excepted = exceptions.filter(({ relations }) => relations.some(({ verdict }) => verdict === 'contradicted'));
  return [
    ...accused,
    ...unaccused('touched', 'a hard relation', result),
    ...unaccused('disputed', 'only a soft relation or another source', result),
    ...list('revised by a later release of the same publisher', revisionsAmong(figures), revisionText),
    ...list('excepted: a known disagreement', excepted, exceptionText),
    ...components.flatMap(repairParagraph),
    ...coverageParagraph(result),
  ];
}

/** The figures of a standing: those that stay contradicted after the repair by name, the others as a number. */
function unaccused(standing: 'touched' | 'disputed', by: string, result: AssayResult): string[] {
  const all = worstFirst(result.figures, standing);
  const left = all
    .map((figure) => ({ figure, failing: unrepairedOf(figure, result) }))
    .filter(({ failing }) => failing.length > 0);
  const repaired = all.length - left.length;
  const rest = `${repaired} ${left.length > 0 ? 'more' : standing} by relations that are repaired`;
  return [
    ...list(`${standing}: ${by} contradicts it`, left, ({ figure, failing }) => {
      const names = [...new Set(failing.map(({ name }) => name))];
      return `${figureText(figure, result.options.asPrinted)}; fails ${shortList(names)}`;
    }),
    ...(repaired === 0 ? [] : left.length > 0 ? [`  ${rest}`] : ['', rest]),
  ];
}

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
  const own = changes.find((change) => change.figure === figure);
  if (!own) return '';
  const proposed = proposedText(figure.observation, own.change);
  const { operator, name, decimal } = own.change;
  if (operator.kind === 'period') return `; it belongs to ${operator.period}`;
  return decimal ? `; ${name} makes it ${proposed}` : `; it must lie in ${proposed}`;
}

/** Names that are shown of a longer list. */
const NAMED = 3;

function shortList(names: readonly string[]): string {
  const more = names.length - NAMED;
  return more > 1 ? `${names.slice(0, NAMED).join(', ')} and ${more} more` : names.join(', ');
}

function revisionText({ before, now }: Revision): string {
  const { address, release } = now.observation;
  const [old, current] = [before, now].map(({ observation }) => printedText(observation));
  return `${address}: ${old} in ${before.observation.release.id}, ${current} in ${release.id} on ${release.published}`;
}

function exceptionText({ exception: { relation, at, reason } }: ExceptionResult): string {
  return `${relation} in ${at.text}: ${textIn(reason, DEFAULT_LOCALE)}`;
}

/** The cheapest repair as a short paragraph: what it changes, what it repairs and breaks, what else is possible. */
function repairParagraph(component: ComponentResult): string[] {
  const { contradicted, repairs, isCutShort } = component;
  const [first, ...others] = repairs;
  const failing = `${plural(contradicted.length, 'relation')} ${contradicted.length === 1 ? 'is' : 'are'} contradicted`;
  const [relation] = contradicted;
  const where = relation && contradicted.length === 1 ? ` (${relation.name} at ${relation.at.text})` : '';
  if (!first) return ['', ...paragraph(`${failing}${where}, and no explanation was found.`)];
  const rest = [
    first.repaired.length > 0 ? `repairs ${plural(first.repaired.length, 'relation')}` : '',
    first.broken.length > 0 ? `breaks ${plural(first.broken.length, 'relation')}` : 'breaks none',
    first.left.length > 0 ? `leaves ${plural(first.left.length, 'relation')} contradicted` : '',
  ].filter(Boolean);
  const otherText =
    others.length === 0
      ? 'No other explanation is within reach.'
      : `${plural(others.length, 'other explanation')} ${others.length === 1 ? 'is' : 'are'} within reach: ${others
          .slice(0, NAMED)
          .map((other) => insteadText(first, other))
          .join('; or ')}.`;
  const certain = isCutShort ? ' The search stopped at its limit, so that nothing is certain.' : '';
  const accepted = first.isAccepted ? ' The corrections in the data are just this repair.' : '';
  const sentence = `${failing}${where}. The cheapest repair: ${changesText(first)}. It ${rest.join(', ')}.${accepted} ${otherText}${certain}`;
  return ['', ...paragraph(sentence)];
}

/** `a@2025 and b@2025 ÷10, c@2025 sign`: the changes of a repair by kind. */
function changesText({ changes }: Pick<RepairResult, 'changes'>): string {
  const byName = groupBy(changes, ({ change }) => change.name);
  return [...byName]
    .map(([name, alike]) => `${shortAddresses(alike)} ${alike[0] ? changeText(alike[0].change) : name}`)
    .join('; ');
}

function shortAddresses(changes: RepairResult['changes']): string {
  return changes.map(({ figure }) => figure.observation.address).join(', ');
}

/** What another explanation changes that the first does not, in place of what. */
function insteadText(first: RepairResult, other: RepairResult): string {
  const not = (repair: RepairResult, than: RepairResult): RepairResult['changes'] =>
    repair.changes.filter(({ figure }) => !than.changes.some((change) => change.figure === figure));
  const [more, less] = [not(other, first), not(first, other)];
  if (more.length === 0) return `not ${shortAddresses(less)}`;
  return `${changesText({ changes: more })}${less.length === 0 ? '' : ` in place of ${shortAddresses(less)}`}`;
}

function coverageParagraph(result: AssayResult): string[] {
  const coverage = newestCoverage(result);
  if (!coverage) return [];
  const { release, figures, noticed, untested } = coverage;
  const share = figures === 0 ? '' : ` (${Math.round((100 * noticed) / figures)}%)`;
  const names = untested.map(({ observation }) => observation.address);
  const untestedText =
    names.length === 0
      ? 'Each is tested.'
      : `No relation tests ${plural(names.length, 'figure')}: ${shortList(names)}.`;
  const sentence = `${release.id}, the largest new release: a slip of ×10 or of ÷10 would be noticed in ${noticed} of ${plural(figures, 'figure')}${share}. ${untestedText}`;
  return ['', ...paragraph(sentence)];
}
