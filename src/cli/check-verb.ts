import { reportOf } from '../assay/report.ts';
import { type AssayResult, countsOf } from '../assay/results.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { OpenDue } from '../dataset/due-date.ts';
import type { Dataset } from '../dataset/model.ts';
import { failingAmong } from '../assay/overview.ts';
import { componentLines, coverageLines, exceptionLines, figureLines } from './assay-text.ts';
import { testDatasets } from './dataset-arguments.ts';
import { overviewLines } from './overview-text.ts';
import { dueLine, duesOn, isOverdue, reportOverdue } from './overdue.ts';
import { foundLines, foundRules } from './found-rules.ts';
import { diagnosticsJson, paragraph, plural, wrapped } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay check [dataset…]`: loads and validates datasets and tests their figures against one another. With
 * `--as-printed` corrections are ignored; with `--alone RELEASE` only the figures of one release speak. It prints one
 * screen about a dataset, with `--all` every figure, repair and exception; with `--today DAY` what is overdue on that day
 * as well. Answers whether nothing is wrong: as printed also where the corrections are the repair.
 */
export async function check({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const { asPrinted, alone } = options;
  const how = { asPrinted: asPrinted === true, alone: typeof alone === 'string' ? alone : undefined };
  const tested = await testDatasets(workspace, names, how, diagnostics, reporter);
  const today = typeof options['today'] === 'string' ? options['today'] : '';
  const datasets = tested.map(({ dataset }) => dataset);
  const dues = today === '' ? undefined : await duesOn(workspace, datasets, today, diagnostics);
  const late = [...(dues?.values() ?? [])].flat().filter((due) => isOverdue(due, today));
  reportOverdue(late, options['failOverdue'] === true, diagnostics);
  for (const one of tested) {
    for (const line of linesOf(one, options['all'] === true)) reporter.line(line);
    const isWhole = how.alone === undefined && !how.asPrinted;
    for (const line of isWhole && reporter.printsLines ? questionsOf(one) : []) reporter.line(line);
    const due = dues?.get(one.dataset);
    for (const line of due ? paragraph(dueLine(one.dataset, due, today)) : []) reporter.line(line);
  }
  reporter.diagnostics(diagnostics);
  reporter.result(() => ({
    ok: !diagnostics.failed,
    datasets: tested.map((result) => {
      const due = dues?.get(result.dataset)?.map((one) => dueEntry(one, today));
      return Object.assign(contentsOf(result.dataset), due && { due }, { report: reportOf(result) });
    }),
    diagnostics: diagnosticsJson(diagnostics),
  }));
  return !diagnostics.failed;
}

function dueEntry(open: OpenDue, today: string): object {
  const { kind, id, due, by } = open;
  const { file, line } = due.place;
  return { kind, id, date: due.date, by, overdue: isOverdue(open, today), file: file.path, line };
}

function contentsOf(dataset: Dataset): { dataset: string; releases: number; statements: number; corrections: number } {
  const statements = [...dataset.releases.values()].flatMap(({ observations, repeats = [] }) =>
    observations.concat(repeats),
  );
  return {
    dataset: dataset.id,
    releases: dataset.releases.size,
    statements: statements.length,
    corrections: statements.filter((statement) => statement.correction).length,
  };
}

function linesOf(result: AssayResult, isAll: boolean): string[] {
  const every = [figureLines, componentLines, exceptionLines, coverageLines];
  return [...(isAll ? every : [overviewLines]).flatMap((lines) => lines(result)), '', ...summaryOf(result)];
}

function summaryOf(result: AssayResult): string[] {
  const { dataset } = result;
  const { releases, statements, corrections } = contentsOf(dataset);
  const counts = countsOf(result);
  const held = [plural(statements, 'statement'), plural(releases, 'release'), plural(corrections, 'correction')];
  const found = [
    `${plural(counts.relations, 'relation')} tested`,
    contradictedText(result),
    `${counts.excepted} excepted`,
    `${counts.undecided} undecided`,
    `${plural(counts.untested, 'figure')} that nothing tests`,
    ...proposedTexts(result),
  ];
  return wrapped(`${dataset.id}: ${held.join(', ')}; ${found.join(', ')}`.split(' '), '');
}

/** Rules that the figures seem to follow and that are not written, for a person to decide. */
function questionsOf({ dataset, rules }: AssayResult): string[] {
  const lines = foundLines(foundRules(dataset, rules), false);
  return lines.length === 0 ? [] : ['', ...lines];
}

/** How many rules are proposed, which count among no others, and how many of them do not hold. */
function proposedTexts({ proposed }: AssayResult): readonly string[] {
  const all = proposed();
  if (all.length === 0) return [];
  const broken = all.filter((one) => one.broken.length > 0).length;
  const failing = broken === 0 ? '' : `, of which ${broken} ${broken === 1 ? 'does' : 'do'} not hold everywhere`;
  return [`${plural(all.length, 'rule')} proposed and not accepted${failing}`];
}

/** How many relations are contradicted: those that the repairs are about, and soft ones that call for no repair. */
function contradictedText({ components, relations }: AssayResult): string {
  const failing = failingAmong(relations);
  const listed = new Set(components.flatMap(({ contradicted }) => contradicted));
  const more = failing.filter((relation) => !listed.has(relation)).length;
  const parts =
    more > 0 && listed.size > 0
      ? ` (${listed.size} ${listed.size === 1 ? 'calls' : 'call'} for a repair; ${more} soft, which ${more === 1 ? 'calls' : 'call'} for none)`
      : '';
  return `${failing.length} contradicted${parts}`;
}
