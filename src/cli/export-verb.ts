import path from 'node:path';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { refusalText } from '../core/machine/file-errors.ts';
import { disk } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { dayOf, type Edition, fileDate, openEdition } from '../dataset/edition.ts';
import { observationsCsv } from '../dataset/export.ts';
import type { Dataset } from '../dataset/model.ts';
import { isOwnFile } from '../exporting/own-file.ts';
import { releaseWorkbook } from '../exporting/release-workbook.ts';
import { workbookFile } from '../exporting/workbook/workbook-file.ts';
import { testDatasets } from './dataset-arguments.ts';
import { diagnosticsJson } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay export DATASET`: the figures of a dataset as a workbook of statistical tables, or all its statements as CSV. A
 * dataset whose check fails is not exported, and only what an export wrote is overwritten.
 */
export async function exportDataset({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const [name = ''] = names;
  const text = (option: string): string | undefined => {
    const given = options[option];
    return typeof given === 'string' ? given : undefined;
  };
  const diagnostics = new Diagnostics();
  const [tested] = await testDatasets(workspace, [name], {}, diagnostics, reporter);
  const dataset = diagnostics.failed ? undefined : tested?.dataset;
  const locale = text('locale') ?? dataset?.locales[0] ?? '';
  if (dataset && !dataset.locales.includes(locale)) {
    const message = `the dataset ${name} has no texts in ${locale}`;
    diagnostics.error(
      'dataset/unknown-locale',
      message,
      dataset.file.path,
      `its languages are ${dataset.locales.join(', ')}`,
    );
  }
  const release = text('release') ?? (dataset && newestRelease(dataset));
  const edition =
    dataset && release && !diagnostics.failed && openEdition(dataset, release, text('asOf'), diagnostics, undefined);
  const format = text('format') ?? 'xlsx';
  const file = text('output') ?? `${name}.${format}`;
  if (edition) await checkOutput(workspace, file, diagnostics);
  const isWritten = edition && !diagnostics.failed;
  if (isWritten) {
    const content = format === 'csv' ? observationsCsv(dataset) : bookOf({ ...edition, language: locale }, locale);
    await writeOutput(file, content);
    reporter.line(`${file}: ${dataset.id}, ${edition.release.id}, as of ${edition.asOf}`);
  }
  reporter.diagnostics(diagnostics);
  const written = isWritten ? { file, dataset: name, release, asOf: edition.asOf, locale } : {};
  reporter.result({ ok: !diagnostics.failed, ...written, diagnostics: diagnosticsJson(diagnostics) });
  return !diagnostics.failed;
}

function bookOf(edition: Edition, locale: string): Uint8Array {
  return workbookFile(releaseWorkbook(edition, locale, fileDate(edition.release, process.env)));
}

/** The newest release of the sources with the highest rank. */
function newestRelease({ releases }: Dataset): string | undefined {
  const all = [...releases.values()].filter(({ observations }) => observations.length > 0);
  const rank = Math.min(...all.map(({ source }) => source.rank));
  const newestFirst = all.filter(({ source }) => source.rank === rank).sort((a, b) => compareText(dayOf(b), dayOf(a)));
  return newestFirst[0]?.id;
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
