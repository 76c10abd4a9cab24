import { LOCALE_IDS, type LocaleId, parseLocale } from '../language/locales.ts';
import path from 'node:path';
import { listBriefs } from '../brief/brief-folder.ts';
import { requireFonts } from '../brief/fonts.ts';
import { composeEdition } from '../pipeline/compose-edition.ts';
import { drawCharts } from '../pipeline/edition-charts.ts';
import { selectEditions } from '../pipeline/edition-selection.ts';
import type { EditionSource } from '../pipeline/edition-source.ts';
import { openChartThread } from '../chart/chart-thread.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { refusalText } from '../core/machine/file-errors.ts';
import { disk } from '../core/machine/machine.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets } from '../dataset/dataset-folder.ts';
import { dayOf, type Edition, fileDate, openEdition } from '../dataset/edition.ts';
import { allStatements, statementsCsv, statementsJson } from '../dataset/export.ts';
import type { Dataset, Observation } from '../dataset/model.ts';
import { statementOrder } from '../dataset/statements.ts';
import { releaseWorkbook } from '../tables/exporting/release-workbook.ts';
import { workbookFile, APPLICATION, PROPERTIES } from '../tables/exporting/workbook/workbook-file.ts';
import { statementsOf } from '../figure/value.ts';
import { testDatasets } from './dataset-arguments.ts';
import { diagnosticsJson, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';
import { strFromU8, unzipSync } from 'fflate';
import { OBSERVATION_COLUMNS } from '../dataset/observation-columns.ts';

/**
 * `assay export NAME`: the figures of a dataset, or those that a brief prints in an edition, as a workbook of statistical
 * tables, or statement by statement as CSV or JSON. What has mistakes is not exported, and only what an export wrote is
 * overwritten.
 */
export async function exportFigures({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const [name = ''] = names;
  const { edition, release, asOf, locale, format = 'xlsx', output } = options as Readonly<Record<string, string>>;
  const diagnostics = new Diagnostics();
  const request = { edition, release, asOf, locale: parseLocale(locale ?? '') };
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

/** Writes a file where the person is: next to its place first, so that it is never there by half. */
async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  const absolute = path.resolve(file);
  const nextTo = path.join(path.dirname(absolute), `.${path.basename(absolute)}.assay-${process.pid}`);
  try {
    await disk.writeFile(nextTo, content);
    await disk.rename(nextTo, absolute);
  } catch (error) {
    await disk.remove(nextTo);
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

/** The figures to export: those of a dataset as an edition has them. */
interface ExportedFigures {
  readonly edition: Edition;
  readonly locale: LocaleId;
  /** Of a brief, those that it prints or works others out from; undefined for all. */
  readonly printed?: ReadonlySet<Observation> | undefined;
}

/** What is asked for, as options name it. */
interface ExportRequest {
  readonly edition?: string | undefined;
  readonly release?: string | undefined;
  readonly asOf?: string | undefined;
  readonly locale?: LocaleId | undefined;
}

/** Whether a name is that of a brief: where an edition is asked for, or no dataset has it. */
async function isBrief(workspace: Workspace, name: string, { edition }: ExportRequest): Promise<boolean> {
  if (edition !== undefined) return true;
  const [datasets, briefs] = await Promise.all([listDatasets(workspace), listBriefs(workspace)]);
  return !datasets.includes(name) && briefs.includes(name);
}

/** The figures of a dataset after a release, by default the newest. Undefined with mistakes, which are reported. */
async function figuresOfDataset(
  workspace: Workspace,
  name: string,
  request: ExportRequest,
  diagnostics: Diagnostics,
  reporter: Reporter,
): Promise<ExportedFigures | undefined> {
  const [tested] = await testDatasets(workspace, [name], {}, diagnostics, reporter);
  if (!tested || diagnostics.failed) return undefined;
  const { dataset } = tested;
  const known = dataset.locales.flatMap((tag) => parseLocale(tag) ?? []);
  const { locale = known[0], release = newestRelease(dataset) } = request;
  if (!locale || !dataset.locales.includes(locale)) {
    const hint = `its languages are ${dataset.locales.join(', ')}`;
    return diagnostics.error(
      'dataset/unknown-locale',
      `the dataset ${name} has no texts in ${locale ?? LOCALE_IDS.join(', ')}`,
      dataset.file.path,
      hint,
    );
  }
  const edition =
    release === undefined ? undefined : openEdition(dataset, release, request.asOf, diagnostics, undefined);
  return edition && { edition: { ...edition, language: locale }, locale };
}

/** The newest release of the sources with the highest rank. */
function newestRelease({ releases }: Dataset): string | undefined {
  const all = [...releases.values()].filter(({ observations }) => observations.length > 0);
  const rank = Math.min(...all.map(({ source }) => source.rank));
  const newestFirst = all.filter(({ source }) => source.rank === rank).sort((a, b) => compareText(dayOf(b), dayOf(a)));
  return newestFirst[0]?.id;
}

/**
 * The figures that a brief prints in an edition, by default the newest, for all members together. Undefined with mistakes,
 * which are reported.
 */
async function figuresOfBrief(
  workspace: Workspace,
  name: string,
  request: ExportRequest,
  diagnostics: Diagnostics,
): Promise<ExportedFigures | undefined> {
  const sources = await selectEditions(new Snapshot(workspace.root), [name], diagnostics);
  const [first] = sources;
  if (!first) return undefined;
  const { edition: id = newestEdition(sources), locale = first.locale } = request;
  const asked = sources.filter(({ head, locale: own }) => head.edition === id && own === locale);
  const [one] = asked;
  if (!one) return unknownEdition(first, id, locale, diagnostics);
  const printed = new Set<Observation>();
  const charts = openChartThread();
  try {
    for (const source of asked) {
      requireFonts(locale);
      const { document } = await composeEdition(source, drawCharts(source, charts, diagnostics), diagnostics);
      for (const { value } of document.values) for (const stated of statementsOf(value)) printed.add(stated);
    }
  } finally {
    await charts.close();
  }
  return diagnostics.failed ? undefined : { edition: { ...one.edition, slice: undefined }, locale, printed };
}

function newestEdition(sources: readonly EditionSource[]): string | undefined {
  const newestFirst = sources.toSorted(
    ({ edition: a }, { edition: b }) => compareText(dayOf(b.release), dayOf(a.release)) || compareText(b.asOf, a.asOf),
  );
  return newestFirst[0]?.head.edition;
}

function unknownEdition(
  { brief }: EditionSource,
  id: string | undefined,
  locale: LocaleId,
  diagnostics: Diagnostics,
): undefined {
  const ids = brief.editions.map((edition) => edition.id);
  const isLocale = id !== undefined && ids.includes(id);
  const message = isLocale
    ? `the brief ${brief.id} is not printed in ${locale}`
    : `the brief ${brief.id} has no edition ${id}`;
  const known = isLocale ? `its languages are ${brief.locales.join(', ')}` : `its editions are ${ids.join(', ')}`;
  const hint = isLocale ? known : (didYouMean(id ?? '', ids) ?? known);
  return diagnostics.error('edition/unknown', message, placeAt(brief.file, 0), hint);
}

/** The start of every table of statements. Columns that only some datasets have stand after it. */
const CSV_HEAD = OBSERVATION_COLUMNS.map(({ field }) => field.name).join(',');

/** The start of every export as JSON. */
const JSON_HEAD = '{\n  "exported_by": "Assay",\n';

/** Bytes of a file that is looked into, and of its properties. Nothing that an export writes has more. */
const MAX_FILE = 64 * 1024 * 1024;
const MAX_PROPERTIES = 64 * 1024;

/**
 * Whether a file that is there was written by an export: a workbook names the program that saved it last, a table of
 * statements begins with its columns, and JSON says it first. What cannot be read counts as somebody else's.
 */
async function isOwnFile(absolute: string): Promise<boolean> {
  const size = await disk.size(absolute);
  if (size === undefined || size > MAX_FILE) return false;
  try {
    const start = (await disk.firstBytes(absolute, CSV_HEAD.length + 1)).toString('latin1');
    if (start.startsWith('PK')) return isOwnWorkbook(await disk.readFile(absolute));
    return start.startsWith(JSON_HEAD) || [`${CSV_HEAD},`, `${CSV_HEAD}\n`].includes(start);
  } catch {
    return false;
  }
}

function isOwnWorkbook(bytes: Uint8Array): boolean {
  const filter = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }): boolean =>
    name === PROPERTIES && originalSize <= MAX_PROPERTIES;
  const properties = unzipSync(bytes, { filter })[PROPERTIES];
  return properties !== undefined && strFromU8(properties).includes(APPLICATION);
}
