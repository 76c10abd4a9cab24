import { lineOf } from '../core/diagnostics/source-file.ts';
import { listText, plural } from '../core/diagnostics/source-text.ts';
import { remediesText } from '../assay/report/repair-text.ts';
import { limitsText, printedText, sidesTexts, testText } from '../assay/report/result-text.ts';
import { failingOf, placeOfRule, rulesText } from '../assay/report/rule-text.ts';
import {
  type AssayResult,
  type ChangeResult,
  type ComponentResult,
  figureAt,
  type FigureResult,
  itemAt,
  type Proof,
  type RelationResult,
  relationsAt,
  type RepairResult,
} from '../assay/report/results.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { textIn } from '../dataset/localised.ts';
import { DEFAULT_LOCALE } from '../language/locales.ts';

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
export function componentLines(result: AssayResult): string[] {
  return result.components.flatMap((component) => ['', ...oneComponent(component, result)]);
}

/** One of them. */
export function oneComponent(component: ComponentResult, result: AssayResult): string[] {
  const { repairs, rules, isCutShort, accused } = component;
  const contradicted = relationsAt(result, component.contradicted);
  const deciding = component.deciding();
  const failing =
    contradicted.length === 1 ? '1 relation does not hold' : `${contradicted.length} relations do not hold`;
  const heading = `${failing}; ${plural(repairs.length, 'explanation')}`;
  return [
    isCutShort ? `${heading}; the search stopped at its limit, so nothing is certain` : heading,
    ...(repairs.length === 0 ? contradicted.map((relation) => `  ${testSentence(relation)}`) : []),
    ...(accused.length === 0
      ? []
      : [
          `  every explanation changes ${accused.map((figure) => figureAt(result, figure).observation.address).join(', ')}`,
        ]),
    ...rules.filter(({ isFirst }) => isFirst).flatMap((rule) => ruleLines(rule, result)),
    ...repairs.flatMap((repair) => repairLines(repair, result)),
    ...rules.filter(({ isFirst }) => !isFirst).flatMap((rule) => ruleLines(rule, result)),
    ...(deciding.length === 0 ? [] : [`  decided by ${namesOf(deciding, result)}`]),
  ];
}

/** A rule that may be wrong in place of figures, with how often it fails. */
function ruleLines(explanation: ComponentResult['rules'][number], result: AssayResult): string[] {
  const fails = explanation.rules.map((rule) => `${failingOf(rule)} [${lineOf(placeOfRule(rule))}]`);
  return [`  ${explanation.isFirst ? 'likeliest' : 'or'}: ${rulesText(explanation, result)}: ${fails.join(', ')}`];
}

/** What is said about a repair without a point. */
export const UNPROVED = 'no numbers were found with which its relations hold exactly, so no figure is accused';

function repairLines(
  { dearer, changes, isAccepted, witnesses, point, ...tested }: RepairResult,
  result: AssayResult,
): string[] {
  const proofLines = (title: string, proofs: readonly Proof[]): string[] =>
    proofs.length === 0 ? [] : [`    ${title}`, ...proofs.flatMap((proof) => proofLine(proof, result))];
  return [
    `  repair${dearer > 0 ? `, more expensive by ${dearer}` : ''}${isAccepted ? ', accepted as corrections' : ''}`,
    ...changes.map((change) => `    ${changeText(change, figureAt(result, change.figure))}`),
    ...proofLines('repairs', tested.repaired),
    ...proofLines('breaks', tested.broken),
    ...proofLines('leaves failing', tested.left),
    ...proofLines('leaves undecided', tested.undecided),
    ...(point() ? [] : [`    ${UNPROVED}`]),
    ...witnesses.map(({ witness, isCopy, agrees }) => {
      const { observation } = figureAt(result, witness);
      const kind = isCopy ? 'another statement of its publisher' : 'an independent source';
      const says = `${observation.address} is ${printedText(observation)}`;
      return `    ${agrees ? 'confirmed' : 'denied'} by ${observation.release.id}, ${kind}: ${says}`;
    }),
  ];
}

/** What a change makes of its figure, and what hard relations allow it: `a@2025: 147.2 Mt; ÷10 makes it 14.72 Mt, must lie in …`. */
function changeText({ change, others, implied }: ChangeResult, { observation }: FigureResult): string {
  const within = { ...change, interval: implied() };
  const remedies = remediesText(observation, within, others, true);
  const limits = limitsText(within.interval, observation.printed);
  const own = remedies.includes(limits) ? '' : `; it ${limits}`;
  return `${observation.address}: ${printedText(observation)}; ${remedies}${own}`;
}

function proofLine({ relation, before, after }: Proof, result: AssayResult): string[] {
  const [first, then] = [before, after].map((sides) => sidesTexts(sides).join(' and '));
  return [`      ${itemAt(result.relations, relation).name}: ${first},`, `        then ${then}`];
}

/** How many slips of each kind would be noticed, by whose figures, and whether by hard relations or soft ones. */
export function coverageLines(result: AssayResult): string[] {
  const coverage = result.coverage();
  if (coverage.length === 0) return [];
  const share = (part: number, of: number): string =>
    `${String(part).padStart(5)} ${`${Math.round((100 * part) / of)}%`.padStart(4)}`;
  return [
    '',
    `${'slips noticed'.padEnd(18)} of     release alone  with history  with sources  hard  soft  warned`,
    ...coverage.map(
      ({ change, slips, alone, history, sources, hard, soft, warned }) =>
        `${change.padEnd(15)}${String(slips).padStart(5)}     ${share(alone, slips)}    ${share(history, slips)}    ${share(sources, slips)}  ${String(hard).padStart(4)}  ${String(soft).padStart(4)}  ${String(warned).padStart(6)}`,
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

/** How each verdict is said, the worst first. */
export const VERDICTS = { contradicted: 'fails', undecided: 'says nothing', compatible: 'holds' } as const;

/** What resulted from a test: between vintages a contradiction is a revision. */
function verdictText({ verdict, isRevised }: RelationResult): string {
  return verdict === 'contradicted' && isRevised ? 'revised' : VERDICTS[verdict];
}

/** `holds: ten_copper at 2025, hard: copper is no more than the ten metals: 14.72 Mt <= 81.75 Mt [file:line]`. */
export function testSentence(result: RelationResult): string {
  const { name, at, strength, says, words, relation, record, exception } = result;
  const meant = words ? textIn(words, DEFAULT_LOCALE).replace(/\.$/, '') : says;
  const known = exception ? ` (excepted: ${textIn(exception.reason, DEFAULT_LOCALE)})` : '';
  return `${verdictText(result)}: ${name} at ${at.text}, ${strength}: ${testText(result, result.outcome(), meant)}${known} [${lineOf(relation?.place ?? record?.place)}]`;
}

/** Names that are shown where a list could be long. */
const NAMES_SHOWN = 5;

/** Names of relations, shortened where there are many. */
export function namesOf(relations: readonly number[], result: AssayResult): string {
  return listText([...new Set(relationsAt(result, relations).map(({ name }) => name))], NAMES_SHOWN);
}
