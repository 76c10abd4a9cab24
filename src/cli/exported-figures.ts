import { openChartThread } from '../chart/chart-thread.ts';
import { requireFonts } from '../brief/fonts.ts';
import { listBriefs } from '../brief/brief-folder.ts';
import { drawCharts } from '../build/edition-charts.ts';
import { selectEditions } from '../build/edition-selection.ts';
import type { EditionSource } from '../build/edition-source.ts';
import { composeEdition } from '../build/compose-edition.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets } from '../dataset/dataset-folder.ts';
import { dayOf, type Edition, openEdition } from '../dataset/edition.ts';
import type { Dataset, Observation } from '../dataset/model.ts';
import { statementsOf } from '../figure/value.ts';
import { testDatasets } from './dataset-arguments.ts';
import type { Reporter } from './reporter.ts';

/** The figures to export: those of a dataset as an edition has them. */
export interface ExportedFigures {
  readonly edition: Edition;
  readonly locale: string;
  /** Of a brief, those that it prints or works others out from; undefined for all. */
  readonly printed?: ReadonlySet<Observation> | undefined;
}

/** What is asked for, as options name it. */
export interface ExportRequest {
  readonly edition?: string | undefined;
  readonly release?: string | undefined;
  readonly asOf?: string | undefined;
  readonly locale?: string | undefined;
}

/** Whether a name is that of a brief: where an edition is asked for, or no dataset has it. */
export async function isBrief(workspace: Workspace, name: string, { edition }: ExportRequest): Promise<boolean> {
  if (edition !== undefined) return true;
  const [datasets, briefs] = await Promise.all([listDatasets(workspace), listBriefs(workspace)]);
  return !datasets.includes(name) && briefs.includes(name);
}

/** The figures of a dataset after a release, by default the newest. Undefined with mistakes, which are reported. */
export async function figuresOfDataset(
  workspace: Workspace,
  name: string,
  request: ExportRequest,
  diagnostics: Diagnostics,
  reporter: Reporter,
): Promise<ExportedFigures | undefined> {
  const [tested] = await testDatasets(workspace, [name], {}, diagnostics, reporter);
  if (!tested || diagnostics.failed) return undefined;
  const { dataset } = tested;
  const { locale = dataset.locales[0] ?? '', release = newestRelease(dataset) } = request;
  if (!dataset.locales.includes(locale)) {
    const hint = `its languages are ${dataset.locales.join(', ')}`;
    return diagnostics.error(
      'dataset/unknown-locale',
      `the dataset ${name} has no texts in ${locale}`,
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
export async function figuresOfBrief(
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
  locale: string,
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
