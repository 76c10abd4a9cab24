import { sha256 } from '../core/machine/hash.ts';
import { PAPER_NAMES } from '../brief/paper.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { jsonText } from './brief-json.ts';
import type { OutputFile } from './publication.ts';
import { pdfName, type RenderedEdition } from './edition-rendering.ts';
import type { EditionSource } from './edition-source.ts';
import { VERSION } from './version.ts';

/** What a manifest of an earlier build may hold. */
interface Manifest {
  readonly assay?: unknown;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** Files of an edition that are made but not committed: their bytes depend on the browser. */
const UNCOMMITTED = [...PAPER_NAMES.map(pdfName), 'build.json'];

/**
 * Every file of a printed edition, in the order in which they are published. The manifest, which names the inputs and
 * the hashes of the committed text outputs, goes last: whoever finds it finds all that it names.
 */
export async function editionFiles({ source, texts, pdfs }: RenderedEdition): Promise<OutputFile[]> {
  const at = (name: string): string => `${source.folder}/${name}`;
  const names = [...texts.keys()].sort();
  const outputs = Object.fromEntries(names.map((name) => [name, sha256(texts.get(name) ?? '')]));
  const manifest = { assay: VERSION, ...source.head, ...(await source.fingerprint()), outputs };
  return [
    ...names.map((name) => ({ path: at(name), content: texts.get(name) ?? '' })),
    ...[...pdfs].map(([name, { pdf }]) => ({ path: at(name), content: pdf })),
    { path: at('build.json'), content: jsonText(buildRecord(pdfs)) },
    { path: at('manifest.json'), content: jsonText(manifest) },
  ];
}

/** build.json: each PDF with its hash and pages, and what printed it. */
function buildRecord(pdfs: RenderedEdition['pdfs']): object {
  const printed = [...pdfs].map(([name, { paper, pages, pdf }]) => [name, { paper, pages, sha256: sha256(pdf) }]);
  const browsers = new Set([...pdfs.values()].map(({ browser }) => browser));
  return { pdfs: Object.fromEntries(printed) as object, browser: [...browsers].join(', '), node: process.version };
}

/**
 * Paths that an earlier build of the same briefs made and this one does not: the files that manifests name, and those
 * that always stand beside a manifest. What anybody else put there is left alone.
 */
export async function staleFiles(
  workspace: Workspace,
  sources: readonly EditionSource[],
  files: readonly OutputFile[],
): Promise<string[]> {
  const current = new Set(files.map(({ path }) => path));
  const briefs = [...new Set(sources.map(({ head }) => head.brief))];
  const made = await Promise.all(briefs.map((brief) => madeIn(workspace, `out/${brief}`)));
  return made.flat().filter((path) => !current.has(path));
}

/** Folders in `out/` that earlier builds made for briefs that there are no more, of all that there are. */
export async function orphanedFolders(workspace: Workspace, sources: readonly EditionSource[]): Promise<string[]> {
  const briefs = new Set(sources.map(({ head }) => head.brief));
  const folders = (await workspace.folders('out')).filter((name) => !briefs.has(name)).map((name) => `out/${name}`);
  const made = await Promise.all(folders.map((folder) => madeIn(workspace, folder)));
  return folders.filter((_, index) => made[index]?.length);
}

/** Files below a folder that builds made. */
async function madeIn(workspace: Workspace, folder: string): Promise<string[]> {
  const found = new Set(await workspace.files(folder));
  const manifests = [...found].filter((path) => path.endsWith('/manifest.json'));
  const made = await Promise.all(manifests.map((path) => madeBeside(workspace, path)));
  return made.flat().filter((path) => found.has(path));
}

/** Files that the build which wrote a manifest made, the manifest last; none if it is damaged or another program's. */
async function madeBeside(workspace: Workspace, manifest: string): Promise<string[]> {
  const folder = manifest.slice(0, -'/manifest.json'.length);
  const { assay, outputs } = await readManifest(workspace, manifest);
  if (typeof assay !== 'string') return [];
  return [...[...Object.keys(outputs ?? {}), ...UNCOMMITTED].map((name) => `${folder}/${name}`), manifest];
}

async function readManifest(workspace: Workspace, path: string): Promise<Manifest> {
  try {
    return (JSON.parse((await workspace.readBytes(path))?.toString() ?? '') as Manifest | null) ?? {};
  } catch {
    return {};
  }
}
