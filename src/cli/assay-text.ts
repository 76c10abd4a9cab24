import type { Explanation } from '../assay/explain.ts';
import { intervalText } from '../assay/interval-digits.ts';
import { lineOf, printedText, proposedText, sidesTexts } from '../assay/result-text.ts';
import type {
  AssayResult,
  ChangeResult,
  ComponentResult,
  FigureResult,
  NoticeResult,
  Proof,
  RelationResult,
  RepairResult,
} from '../assay/results.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { textIn } from '../dataset/localised.ts';
import { plural, wrapped } from './reporter.ts';
import { DEFAULT_LOCALE } from '../locale/locales.ts';

/**
 * A line for each statement, under its release: the verdict, the address, what it says and how many relations test it.
 */
export function figureLines({ figures, options }: AssayResult): string[] {
  const byRelease = groupBy(figures, ({ observation }) => observation.release.id);
  return [...byRelease.keys()].sort().flatMap((release) => {
    const lines = (byRelease.get(release) ?? []).map((figure) => `  ${figureLine(figure, options.asPrinted)}`);
    return ['', release].concat(lines);
  });
}

function figureLine({ standing, observation, relations }: FigureResult, asPrinted = false): string {
  const printed = printedText(observation);
  const corrected = asPrinted ? undefined : observation.correction?.quantity.text;
  const says = corrected === undefined ? (printed ?? 'a claim') : `${corrected}, printed ${printed}`;
  const tested = relations.length === 0 ? '' : `  ${plural(relations.length, 'relation')}`;
  return `${standing.padEnd(13)} ${observation.address}  ${says}${tested}`;
}

/** The contradictions that depend on one another, each with its least repairs and their certificates. */
export function componentLines({ components }: AssayResult): string[] {
  return components.flatMap((component) => ['', ...oneComponent(component)]);
}

function oneComponent(component: ComponentResult): string[] {
  const { contradicted, repairs, isCutShort, accused } = component;
  const deciding = component.deciding();
  const heading = `${plural(contradicted.length, 'relation')} contradicted; ${plural(repairs.length, 'explanation')}`;
  return [
    isCutShort ? `${heading}; the search stopped at its limit, so that nothing is certain` : heading,
    ...(repairs.length === 0 ? contradicted.flatMap((relation) => describeRelation(relation, '  ')) : []),
    ...(accused.length === 0
      ? []
      : [`  every one changes ${accused.map(({ observation }) => observation.address).join(', ')}`]),
    ...repairs.flatMap(repairLines),
    ...(deciding.length === 0 ? [] : [`  decided by ${namesOf(deciding)}`]),
  ];
}

function repairLines({
  dearer,
  changes,
  isAccepted,
  repaired,
  broken,
  left,
  undecided,
  witnesses,
}: RepairResult): string[] {
  return [
    `  repair${dearer > 0 ? `, dearer by ${dearer}` : ''}${isAccepted ? ', accepted as corrections' : ''}`,
    ...changes.map((change) => `    ${changeText(change)}`),
    ...proofLines('restores', repaired),
    ...proofLines('breaks', broken),
    ...proofLines('leaves contradicted', left),
    ...proofLines('leaves open', undecided),
    ...witnesses.map(({ witness: { observation }, isCopy, agrees }) => {
      const kind = isCopy ? 'another text of the same release' : 'an independent source';
      const says = `${observation.address} is ${printedText(observation)}`;
      return `    ${agrees ? 'confirmed' : 'denied'} by ${observation.release.id}, ${kind}: ${says}`;
    }),
  ];
}

function changeText({ figure: { observation }, change, others, implied }: ChangeResult): string {
  const print = `${observation.address}: ${printedText(observation)}`;
  const limits = intervalText(implied(), observation.printed?.unit);
  if (change.operator.kind === 'unknown') return `${print} is unknown, must lie in ${limits}`;
  const or = others.map((other) => ` or ${proposedText(observation, other)}`).join('');
  return `${print} ${change.name} is ${proposedText(observation, change)}${or}, must lie in ${limits}`;
}

function proofLines(title: string, proofs: readonly Proof[]): string[] {
  if (proofs.length === 0) return [];
  const lines = proofs.flatMap(({ relation, before, after }) => {
    const [first, then] = [before, after].map((sides) => sidesTexts(sides, relation.unit).join(' and '));
    return [`      ${relation.name}: ${first},`, `        then ${then}`];
  });
  return [`    ${title}`].concat(lines);
}

/** How many slips of each kind would be noticed, by whose figures. */
export function coverageLines(result: AssayResult): string[] {
  const coverage = result.coverage();
  if (coverage.length === 0) return [];
  const share = (part: number, of: number): string =>
    `${String(part).padStart(5)} ${`${Math.round((100 * part) / of)}%`.padStart(4)}`;
  return [
    '',
    `${'slips noticed'.padEnd(18)} of     release alone  with history  with sources`,
    ...coverage.map(
      ({ change, slips, alone, history, sources }) =>
        `${change.padEnd(15)}${String(slips).padStart(5)}     ${share(alone, slips)}    ${share(history, slips)}    ${share(sources, slips)}`,
    ),
  ];
}

/** Disagreements that are known and explained. */
export function exceptionLines({ exceptions }: AssayResult): string[] {
  if (exceptions.length === 0) return [];
  return [
    '',
    'known disagreements',
    ...exceptions.map(
      ({ exception: { relation, at, reason } }) => `  ${relation} in ${at.text}: ${textIn(reason, DEFAULT_LOCALE)}`,
    ),
  ];
}

/** Everything about one statement. */
export function explanationLines({ figure, relations, components, others }: Explanation, asPrinted = false): string[] {
  const { observation, interval, standing } = figure;
  const { address, release, at, place, printed } = observation;
  const correction = asPrinted ? undefined : observation.correction;
  const implied = figure.implied();
  const [all, hard] = [implied?.all, implied?.hard].map((limits) => limits && intervalText(limits, printed?.unit));
  const facts: [string, string | null | undefined | false][] = [
    ['stated by', `${release.id} (${release.source.id})${at === undefined ? '' : `, at ${at}`}`],
    ['written at', lineOf(place)],
    ['printed', printedText(observation)],
    ['corrected', correction && `${correction.quantity.text}, by ${correction.evidence.join(', ')}`],
    ['may stand for', interval && intervalText(interval, printed?.unit)],
    ['others imply', implied && `${all} (hard relations alone: ${hard})`],
    ['standing', standing],
    ...others.map(({ observation: other }): [string, string] => {
      const corrected = asPrinted ? undefined : other.correction?.quantity.text;
      return ['also stated by', `${other.release.id}: ${corrected ?? printedText(other)}`];
    }),
  ];
  return [
    address,
    ...facts.flatMap(([name, fact]) => (typeof fact === 'string' ? [`  ${name.padEnd(15)}${fact}`] : [])),
    `  ${relations.length === 0 ? 'no relation' : plural(relations.length, 'relation')} ${relations.length > 1 ? 'test' : 'tests'} it`,
    ...relations.flatMap((relation) => describeRelation(relation, '    ')),
    ...noticeLines(figure.notices()),
    ...figure.wouldCover().map((cover) => `  would be covered by ${cover}`),
    ...components.flatMap((component) => oneComponent(component).map((line) => `  ${line}`)),
  ];
}

const REACH = { alone: 'the release alone', history: 'older releases', sources: 'independent sources' };

/** Who would notice which slips: those that the same would notice stand together. */
function noticeLines(notices: readonly NoticeResult[]): string[] {
  const groups = groupBy(notices, ({ reach, by }) =>
    reach === undefined ? 'nobody' : `${REACH[reach]} (${namesOf(by)})`,
  );
  return [...groups].flatMap(([who, slips]) => {
    const changes = slips.map(({ change: { name } }, index) => (index < slips.length - 1 ? `${name},` : name));
    return [`  ${who} would notice a slip of`].concat(wrapped(changes, '    '));
  });
}

function describeRelation(result: RelationResult, indent: string): string[] {
  const { verdict, name, strength, says, unit, relation, record, exception } = result;
  const known = exception ? ` (known: ${textIn(exception.reason, DEFAULT_LOCALE)})` : '';
  const sides = sidesTexts(result.outcome().sides, unit).join(' and ');
  return [
    `${indent}${verdict.padEnd(13)} ${name}, ${strength}: ${says}${known}`,
    `${indent}${''.padEnd(13)} ${sides}  [${lineOf(relation?.place ?? record?.place)}]`,
  ];
}

/** Names that are shown where a list could be long. */
const NAMES_SHOWN = 5;

function namesOf(relations: readonly RelationResult[]): string {
  const names = [...new Set(relations.map(({ name }) => name))];
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return names.slice(0, NAMES_SHOWN).join(', ') + more;
}
