import type { AssayReport } from '../assay/assay.ts';
import type { ReportData } from '../assay/report.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Dataset } from '../dataset/model.ts';
import { componentLines, coverageLines, exceptionLines, figureLines } from './assay-text.ts';
import { type Tested, testDatasets } from './dataset-arguments.ts';
import { diagnosticsJson, plural } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay check [dataset…]`: loads and validates datasets and tests their figures against one another. With
 * `--as-printed` corrections are ignored; with `--alone RELEASE` only the figures of one release speak.
 */
export async function check({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const { asPrinted, alone } = options;
  const how = { asPrinted: asPrinted === true, alone: typeof alone === 'string' ? alone : undefined };
  const tested = await testDatasets(workspace, names, how, diagnostics, reporter);
  for (const one of tested) for (const line of linesOf(one)) reporter.line(line);
  reporter.diagnostics(diagnostics);
  reporter.result({
    ok: !diagnostics.failed,
    datasets: tested.map(({ dataset, report }) => Object.assign(countsOf(dataset), { report: plainReport(report) })),
    diagnostics: diagnosticsJson(diagnostics),
  });
  return !diagnostics.failed;
}

/** A report without its diagnostics, which stand beside it: what `reportSchema` describes. */
function plainReport({ diagnostics: _elsewhere, ...report }: AssayReport): ReportData {
  return report;
}

function countsOf(dataset: Dataset): { dataset: string; releases: number; statements: number; corrections: number } {
  const statements = [...dataset.releases.values()].flatMap((release) => release.observations);
  return {
    dataset: dataset.id,
    releases: dataset.releases.size,
    statements: statements.length,
    corrections: statements.filter((statement) => statement.correction).length,
  };
}

function linesOf({ dataset, report }: Tested): string[] {
  return [
    ...figureLines(report),
    ...componentLines(report),
    ...exceptionLines(report),
    ...coverageLines(report),
    '',
    summaryOf({ dataset, report }),
  ];
}

function summaryOf({ dataset, report: { counts } }: Tested): string {
  const { releases, statements, corrections } = countsOf(dataset);
  const held = [plural(statements, 'statement'), plural(releases, 'release'), plural(corrections, 'correction')];
  const found = [
    `${plural(counts.relations, 'relation')} tested`,
    `${counts.contradicted} contradicted`,
    `${counts.undecided} undecided`,
    `${plural(counts.untested, 'figure')} that nothing tests`,
  ];
  return `${dataset.id}: ${held.join(', ')}; ${found.join(', ')}`;
}
