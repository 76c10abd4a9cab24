import path from 'node:path';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { refusalText } from '../core/machine/file-errors.ts';
import { disk } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { fileDate } from '../dataset/edition.ts';
import { allStatements, statementsCsv, statementsJson } from '../dataset/export.ts';
import { statementOrder } from '../dataset/statements.ts';
import { isOwnFile } from '../exporting/own-file.ts';
import { releaseWorkbook } from '../exporting/release-workbook.ts';
import { workbookFile } from '../exporting/workbook/workbook-file.ts';
import { type ExportedFigures, figuresOfBrief, figuresOfDataset, isBrief } from './exported-figures.ts';
import { diagnosticsJson } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay export NAME`: the figures of a dataset, or those that a brief prints in an edition, as a workbook of statistical
 * tables, or statement by statement as CSV or JSON. What has mistakes is not exported, and only what an export wrote is
 * overwritten.
 */
export async function exportFigures({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const [name = ''] = names;
  const { edition, release, asOf, locale, format = 'xlsx', output } = options as Readonly<Record<string, string>>;
  const diagnostics = new Diagnostics();
  const request = { edition, release, asOf, locale };
  const found = (await isBrief(workspace, name, request))
    ? await figuresOfBrief(workspace, name, request, diagnostics)
    : await figuresOfDataset(workspace, name, request, diagnostics, reporter);
  const file = output ?? `${name}.${format}`;
  if (found) await checkOutput(workspace, file, diagnostics);
  const figures = diagnostics.failed ? undefined : found;
  if (figures) {
    const { dataset, release: of, asOf: day } = figures.edition;
    await writeOutput(file, contentOf(figures, format));
    reporter.line(`${file}: ${dataset.id}, ${of.id}, as of ${day}`);
  }
  reporter.diagnostics(diagnostics);
  reporter.result({
    ok: !diagnostics.failed,
    ...(figures && writtenJson(file, figures)),
    diagnostics: diagnosticsJson(diagnostics),
  });
  return !diagnostics.failed;
}

function writtenJson(file: string, { edition, locale }: ExportedFigures): object {
  return { file, dataset: edition.dataset.id, release: edition.release.id, asOf: edition.asOf, locale };
}

function contentOf({ edition, locale, printed }: ExportedFigures, format: string): string | Uint8Array {
  const { dataset, release } = edition;
  if (format === 'xlsx') {
    const addresses = printed && new Set([...printed].map(({ address }) => address));
    return workbookFile(releaseWorkbook(edition, locale, fileDate(release, process.env), addresses));
  }
  const statements = printed ? [...printed].sort(statementOrder(dataset)) : allStatements(dataset);
  if (format === 'csv') return statementsCsv(dataset, statements);
  const head = { exported_by: 'Assay', dataset: dataset.id, release: release.id, as_of: edition.asOf };
  return `${JSON.stringify({ ...head, observations: statementsJson(dataset, statements) }, null, 2)}\n`;
}

/** Reports a file of the person in the place of the output. What lies in `data/` is always one, whatever it says. */
async function checkOutput(workspace: Workspace, file: string, diagnostics: Diagnostics): Promise<void> {
  const absolute = path.resolve(file);
  if (!(await disk.exists(absolute))) return;
  const isData = absolute.startsWith(workspace.resolve('data') + path.sep);
  if (!isData && (await isOwnFile(absolute))) return;
  const message = `${file} is there already, and no export wrote it`;
  diagnostics.error('export/other-file', message, file, 'name another file with -o, or move the one that is there');
}

/** Writes a file where the person is: beside its place first, so that it is never there by half. */
async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  const absolute = path.resolve(file);
  const beside = path.join(path.dirname(absolute), `.${path.basename(absolute)}.assay-${process.pid}`);
  try {
    await disk.writeFile(beside, content);
    await disk.rename(beside, absolute);
  } catch (error) {
    await disk.remove(beside);
    const why = refusalText((error as NodeJS.ErrnoException).code ?? '');
    throw new EnvironmentError(
      `${file} cannot be written: ${why}`,
      ['-o a file in a folder that exists and can be written'],
      {
        cause: error,
      },
    );
  }
}
