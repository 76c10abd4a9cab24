import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { jsonText } from './brief-json.ts';
import type { BuildOptions } from './build-result.ts';
import { composeEach } from './composed-files.ts';
import { datasetFiles } from './dataset-files.ts';
import { needsBrowser, type PrintRecord, readJson, staleFiles } from './edition-files.ts';
import { pdfName } from './edition-rendering.ts';
import { selectEditions } from './edition-selection.ts';
import { changedFigures, type FigureChange } from './figure-changes.ts';
import { pictureNames } from './flavour-pages.ts';
import { printAgain, type PrintAgainOptions } from './print-again.ts';
import { type OutputFile, requireIdle } from './publication.ts';
import { printedAs } from './schedule.ts';

/** A file in `out/` that is not as a build would leave it. */
export interface FileChange {
  readonly path: string;
  /**
   * `left over`: of an earlier build, which the next one removes. `foreign`: a file, a link or an empty folder that no
   * build writes or removes. `damaged`: a PDF or picture that is not the one that its build.json names.
   */
  readonly change: 'changed' | 'missing' | 'left over' | 'foreign' | 'damaged';
  /** In the `brief.json` of an edition: the figures that would be printed otherwise. */
  readonly figures: readonly FigureChange[];
}

/** What a build would change in `out/`, and what does not belong there. */
export interface FrozenResult {
  /** Number of editions that were compared. */
  readonly editions: number;
  readonly changes: readonly FileChange[];
}

/** What is compared, and how. */
export interface FrozenOptions extends Pick<BuildOptions, 'flavours' | 'parts' | 'signal'> {
  /** Prints, and compares PDFs and pictures too. */
  readonly print?: Pick<PrintAgainOptions, 'environment' | 'store'> | undefined;
}

/** Names in `out/` itself that are not read as outputs: those of Git, and what makes GitHub serve files as they are. */
const NEXT_TO_OUTPUTS: ReadonlySet<string> = new Set(['.gitignore', '.gitattributes', '.gitkeep', '.nojekyll']);

/**
 * Compares `out/` with what a build of briefs (all, or those named) would write, and writes nothing. Each edition is
 * composed, and all its files but those that need a browser are compared by content; with `print` it is printed too. No
 * hash that stands in `out/` is believed. Files that do not belong into the folders of these briefs, or with all briefs
 * into `out/`, are listed. Undefined with any error in data or templates. Throws an EnvironmentError while a build is
 * writing there.
 */
export async function checkFrozen(
  workspace: Workspace,
  names: readonly string[],
  { flavours, parts = [], print, signal }: FrozenOptions,
  diagnostics: Diagnostics,
): Promise<FrozenResult | undefined> {
  await requireIdle(workspace, 'out');
  const selected = await selectEditions(new Snapshot(workspace.root), names, diagnostics);
  const sources = selected.map((source) => printedAs(source, flavours, parts));
  const changes: FileChange[] = [];
  const belonging = new Set<string>();
  const compare = async (file: OutputFile): Promise<void> => {
    belonging.add(file.path);
    changes.push(...(await changeOf(workspace, file)));
  };
  if (print) {
    await printAgain(workspace, sources, { ...print, signal }, diagnostics, async ({ files }) => {
      for (const file of files) await compare(file);
    });
  } else {
    await composeEach(sources, diagnostics, async ({ composition, files }) => {
      const { brief, folder } = composition.source;
      for (const name of [...brief.papers.map(pdfName), 'build.json', ...pictureNames(composition)])
        belonging.add(`${folder}/${name}`);
      for (const file of files) await compare(file);
      changes.push(...(await damagedIn(workspace, folder)));
    });
  }
  if (diagnostics.failed) return undefined;
  for (const file of datasetFiles(sources)) await compare(file);
  const briefs = [...new Set(sources.map(({ brief }) => brief.id))];
  changes.push(...(await othersIn(workspace, briefs, names.length === 0, belonging)));
  return { editions: sources.length, changes };
}

async function changeOf(workspace: Workspace, { path, content }: OutputFile): Promise<FileChange[]> {
  const before = await workspace.readBytes(path);
  if (!before) return [{ path, change: 'missing', figures: [] }];
  const now = Buffer.from(content);
  // it names the browser and Node too, which may be others
  const isSame = path.endsWith('/build.json') ? hashesNamed(before) === hashesNamed(now) : before.equals(now);
  if (isSame) return [];
  const figures = path.endsWith('/brief.json') ? changedFigures(before.toString(), now.toString()) : [];
  return [{ path, change: 'changed', figures }];
}

function hashesNamed(bytes: Uint8Array): string {
  try {
    const { pdfs, pictures } = JSON.parse(Buffer.from(bytes).toString()) as PrintRecord;
    return jsonText({ pdfs, pictures });
  } catch {
    return '';
  }
}

/** PDFs and pictures of an edition that were exchanged without their build.json: an accident, or somebody careless. */
async function damagedIn(workspace: Workspace, folder: string): Promise<FileChange[]> {
  const { pdfs, pictures } = await readJson<PrintRecord>(workspace, `${folder}/build.json`);
  const named = [
    ...Object.entries(pdfs ?? {}).map(([name, record]) => [name, record?.sha256] as const),
    ...Object.entries(pictures ?? {}),
  ];
  const damaged: FileChange[] = [];
  for (const [name, hash] of named) {
    const path = `${folder}/${name}`;
    const isOwn = needsBrowser(name) && !name.split('/').includes('..');
    const bytes = isOwn ? await workspace.readBytes(path) : undefined;
    if (bytes && sha256(bytes) !== hash) damaged.push({ path, change: 'damaged', figures: [] });
  }
  return damaged;
}

/** What stands in the folders of briefs, or with all briefs in `out/`, and does not belong there. */
async function othersIn(
  workspace: Workspace,
  briefs: readonly string[],
  isAll: boolean,
  belonging: ReadonlySet<string>,
): Promise<FileChange[]> {
  const folders = isAll ? ['out'] : briefs.map((brief) => `out/${brief}`);
  const found = (await Promise.all(folders.map((folder) => workspace.everythingIn(folder)))).flat();
  const removed = new Set(await staleFiles(workspace, briefs, belonging));
  // a link may show something else tomorrow
  return found
    .filter(({ path, isFile }) => !(isFile && (belonging.has(path) || NEXT_TO_OUTPUTS.has(path.slice('out/'.length)))))
    .map(({ path }) => ({ path, change: removed.has(path) ? 'left over' : 'foreign', figures: [] }));
}
