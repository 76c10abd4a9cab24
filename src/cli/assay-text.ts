import type { AssayReport } from '../assay/assay.ts';
import type { Explanation } from '../assay/explain.ts';
import type { ComponentReport, FigureReport, RelationReport, RepairReport } from '../assay/report.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { plural, wrapped } from './reporter.ts';

/**
 * A line for each statement, under its release: the verdict, the address, what it says and how many relations test it.
 */
export function figureLines({ figures }: AssayReport): string[] {
  const releases = [...new Set(figures.map(({ release }) => release))].sort();
  return releases.flatMap((release) => {
    const lines = figures.filter((figure) => figure.release === release).map((figure) => `  ${figureLine(figure)}`);
    return ['', release].concat(lines);
  });
}

function figureLine({ verdict, address, printed, corrected, relations }: FigureReport): string {
  const says = corrected === null ? (printed ?? 'a claim') : `${corrected}, printed ${printed}`;
  const tested = relations.length === 0 ? '' : `  ${plural(relations.length, 'relation')}`;
  return `${verdict.padEnd(13)} ${address}  ${says}${tested}`;
}

/** The contradictions that hang together, each with its least repairs and their certificates. */
export function componentLines(report: AssayReport): string[] {
  return report.components.flatMap((component) => ['', ...oneComponent(report, component)]);
}

function oneComponent(report: AssayReport, component: ComponentReport): string[] {
  const { contradicted, count, repairs, isCutShort, deciding } = component;
  const shown = repairs.length < count ? `, the first ${repairs.length} of them here` : '';
  const heading = `${plural(contradicted.length, 'relation')} contradicted; ${plural(count, 'least repair')}${shown}`;
  return [
    isCutShort ? `${heading} (the search was given up before its end)` : heading,
    ...(repairs.length === 0 ? relationLines(report, contradicted, '  ') : []),
    ...repairs.flatMap((repair) => repairLines(report, repair)),
    ...(deciding.length === 0 ? [] : [`  decided by ${namesOf(report, deciding)}`]),
  ];
}

function repairLines(
  report: AssayReport,
  { changes, isAccepted, restored, broken, left, undecided, witnesses }: RepairReport,
): string[] {
  const proof = (title: string, proofs: RepairReport['restored']): string[] =>
    proofs.length === 0
      ? []
      : [
          `    ${title}`,
          ...proofs.flatMap(({ relation, before, after }) => {
            const name = report.relations[relation]?.name ?? '';
            return [`      ${name}: ${sidesText(before)},`, `        then ${sidesText(after)}`];
          }),
        ];
  return [
    `  repair${isAccepted ? ', accepted as corrections' : ''}`,
    ...changes.map(({ figure, change, printed, proposed, implied }) => {
      const must = implied === null ? '' : `, must lie in ${implied}`;
      return `    ${report.figures[figure]?.address}: ${printed} ${change} is ${proposed}${must}`;
    }),
    ...proof('restores', restored),
    ...proof('breaks', broken),
    ...proof('leaves contradicted', left),
    ...proof('leaves open', undecided),
    ...witnesses.map(({ figure, witness, isCopy, agrees }) => {
      const { release, printed } = report.figures[witness] ?? {};
      const kind = isCopy ? 'another text of the same release' : 'an independent source';
      return `    ${agrees ? 'confirmed' : 'denied'} by ${release}, ${kind}: ${report.figures[figure]?.address} is ${printed}`;
    }),
  ];
}

/** How many slips of each kind would be noticed, by whose figures. */
export function coverageLines({ coverage }: AssayReport): string[] {
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
export function exceptionLines({ exceptions }: AssayReport): string[] {
  if (exceptions.length === 0) return [];
  return [
    '',
    'known disagreements',
    ...exceptions.map(({ relation, at, reason }) => `  ${relation} in ${at}: ${reason}`),
  ];
}

/** Everything about one statement. */
export function explanationLines(report: AssayReport, explanation: Explanation): string[] {
  const { figure, relations, components, others } = explanation;
  const { address, release, source, at, standsAt, printed, corrected, evidence, interval, verdict } = figure;
  const facts: [string, string | null][] = [
    ['stated by', `${release} (${source})${at === null ? '' : `, at ${at}`}`],
    ['written at', standsAt],
    ['printed', printed],
    ['corrected', corrected === null ? null : `${corrected}, by ${evidence.join(', ')}`],
    ['may stand for', interval],
    ['others imply', figure.implied ? `${figure.implied.all} (hard relations alone: ${figure.implied.hard})` : null],
    ['verdict', verdict],
  ];
  return [
    address,
    ...facts.filter(([, fact]) => fact !== null).map(([name, fact]) => `  ${name.padEnd(15)}${fact}`),
    ...others.map((other) => `  ${'also stated by'.padEnd(15)}${other.release}: ${other.corrected ?? other.printed}`),
    `  ${relations.length === 0 ? 'no relation' : plural(relations.length, 'relation')} ${relations.length > 1 ? 'test' : 'tests'} it`,
    ...relations.flatMap((relation) => describeRelation(relation, '    ')),
    ...noticeLines(report, figure),
    ...figure.wouldCover.map((cover) => `  would be covered by ${cover}`),
    ...components.flatMap((component) => oneComponent(report, component).map((line) => `  ${line}`)),
  ];
}

const REACH = { alone: 'the release alone', history: 'older releases', sources: 'independent sources' };

/** Who would notice which slips: those that the same would notice stand together. */
function noticeLines(report: AssayReport, { notices }: FigureReport): string[] {
  const groups = groupBy(notices, ({ reach, by }) =>
    reach === null ? 'nobody' : `${REACH[reach]} (${namesOf(report, by)})`,
  );
  return [...groups].flatMap(([who, slips]) => {
    const changes = slips.map(({ change }, index) => (index < slips.length - 1 ? `${change},` : change));
    return [`  ${who} would notice a slip of`].concat(wrapped(changes, '    '));
  });
}

function relationLines(report: AssayReport, positions: readonly number[], indent: string): string[] {
  return positions.flatMap((position) => {
    const relation = report.relations[position];
    return relation ? describeRelation(relation, indent) : [];
  });
}

function describeRelation(
  { verdict, name, strength, says, sides, standsOn, exception }: RelationReport,
  indent: string,
): string[] {
  const known = exception === null ? '' : ` (known: ${exception})`;
  return [
    `${indent}${verdict.padEnd(13)} ${name}, ${strength}: ${says}${known}`,
    `${indent}${''.padEnd(13)} ${sidesText(sides)}  [${standsOn}]`,
  ];
}

function sidesText(sides: RelationReport['sides']): string {
  return sides.map(({ left, sense, right }) => `${left} ${sense} ${right}`).join(' and ');
}

/** Names that are shown where a list could be long. */
const NAMES_SHOWN = 5;

function namesOf(report: AssayReport, positions: readonly number[]): string {
  const names = [...new Set(positions.map((position) => report.relations[position]?.name ?? ''))];
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return names.slice(0, NAMES_SHOWN).join(', ') + more;
}
