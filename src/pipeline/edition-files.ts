import path from 'node:path';
import { compareText } from '../core/diagnostics/text-order.ts';
import { sha256 } from '../core/machine/hash.ts';
import { PAPER_NAMES } from '../brief/paper.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { jsonText } from './brief-json.ts';
import type { OutputFile } from './publication.ts';
import { pdfName, type RenderedEdition } from './edition-rendering.ts';
import type { EditionSource, OutputTop } from './edition-source.ts';
import { VERSION } from './version.ts';

interface Manifest {
  readonly assay?: unknown;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What a build writes into build.json and reads there later. */
export interface PrintRecord {
  readonly pdfs?: Readonly<Record<string, PdfRecord | undefined>>;
  readonly pictures?: Readonly<Record<string, unknown>>;
  readonly browser?: unknown;
  readonly node?: unknown;
}

/** What build.json says about a PDF. */
interface PdfRecord {
  readonly sha256?: unknown;
  /** The charts that were drawn at other heights, by the ids of their exhibits, in CSS pixels. */
  readonly heights?: unknown;
}

/** A file of a printed edition, with its SHA-256. */
export interface EditionFile extends OutputFile {
  readonly content: Uint8Array;
  readonly sha256: string;
}

/** Files of an edition that are not committed, besides pictures of flavours, because their bytes depend on the browser. */
export const UNCOMMITTED = [...PAPER_NAMES.map(pdfName), 'build.json'];

/** Whether a file of an edition needs a browser, and so is not committed. */
export function needsBrowser(file: string): boolean {
  return UNCOMMITTED.includes(path.posix.basename(file)) || file.endsWith('.png');
}

/**
 * Every file of a printed edition, in the order of publication. The manifest names the inputs and the hashes of the
 * committed text outputs. It is last, so that everything it names exists once it does.
 */
export async function editionFiles({ source, texts, pdfs, pictures }: RenderedEdition): Promise<EditionFile[]> {
  const hashed = (name: string, text: string | Uint8Array): EditionFile => {
    const content = typeof text === 'string' ? Buffer.from(text) : text;
    return { path: `${source.folder}/${name}`, content, sha256: sha256(content) };
  };
  const written = new Map([...texts.keys()].sort().map((name) => [name, hashed(name, texts.get(name) ?? '')]));
  const printed = new Map([...pdfs].map(([name, { pdf }]) => [name, hashed(name, pdf)]));
  const drawn = new Map([...pictures].map(([name, png]) => [name, hashed(name, png)]));
  const recorded = new Map([...pdfs].map(([name, pdf]) => [name, { ...pdf, sha256: printed.get(name)?.sha256 ?? '' }]));
  const browsers = new Set([...pdfs.values()].map(({ browser }) => browser));
  return [
    ...written.values(),
    ...printed.values(),
    ...drawn.values(),
    hashed(
      'build.json',
      printRecord(recorded, hashesOf(drawn), { browser: [...browsers].join(', '), node: process.version }),
    ),
    hashed('manifest.json', await manifestText(source, hashesOf(written))),
  ];
}

/** SHA-256 of files, by their names. */
function hashesOf(files: ReadonlyMap<string, EditionFile>): Readonly<Record<string, string>> {
  return Object.fromEntries([...files].map(([name, file]) => [name, file.sha256]));
}

/** A text output of an edition, or its manifest. */
export interface CommittedFile extends OutputFile {
  readonly content: string;
}

/** The files of an edition that are committed. */
export async function committedFiles(
  source: EditionSource,
  texts: ReadonlyMap<string, string>,
): Promise<readonly CommittedFile[]> {
  const names = [...texts.keys()].sort();
  const outputs = Object.fromEntries(names.map((name) => [name, sha256(texts.get(name) ?? '')]));
  return [
    ...names.map((name) => ({ path: `${source.folder}/${name}`, content: texts.get(name) ?? '' })),
    { path: `${source.folder}/manifest.json`, content: await manifestText(source, outputs) },
  ];
}

/** `outputs` are the hashes of the committed text outputs. */
async function manifestText(source: EditionSource, outputs: Readonly<Record<string, string>>): Promise<string> {
  return jsonText({ assay: VERSION, ...source.head, ...(await source.fingerprint()), outputs });
}

/** A PDF as build.json names it. */
export interface PrintedPdfRecord {
  readonly paper: string;
  readonly pages: number;
  readonly sha256: string;
  readonly heights: ReadonlyMap<string, number>;
}

/** The text of build.json: hash and pages of each PDF, hashes of pictures, and the versions of browser and Node. */
export function printRecord(
  pdfs: ReadonlyMap<string, PrintedPdfRecord>,
  pictures: Readonly<Record<string, string>>,
  { browser, node }: { readonly browser: string; readonly node: string },
): string {
  const printed = [...pdfs].map(([name, { paper, pages, sha256: hash, heights }]) => {
    const drawn =
      heights.size > 0 ? { heights: Object.fromEntries([...heights].sort(([a], [b]) => compareText(a, b))) } : {};
    return [name, { paper, pages, sha256: hash, ...drawn }];
  });
  const recorded = Object.keys(pictures).length > 0 ? { pictures } : {};
  return jsonText({ pdfs: Object.fromEntries(printed) as object, ...recorded, browser, node });
}

/**
 * Files that an earlier build of the same briefs wrote and this one does not: those that a manifest names, and those
 * that are always next to a manifest. Files of other origin do not count. `current` has the paths of this build.
 */
export async function staleFiles(
  workspace: Workspace,
  briefs: readonly string[],
  current: { readonly has: (path: string) => boolean },
  top: OutputTop = 'out',
): Promise<string[]> {
  const written = await Promise.all([...new Set(briefs)].map((brief) => writtenIn(workspace, `${top}/${brief}`)));
  return written.flat().filter((path) => !current.has(path));
}

/** Folders that builds wrote for briefs that no longer exist, when `briefs` are the ids of all. */
export async function orphanedFolders(
  workspace: Workspace,
  briefs: readonly string[],
  top: OutputTop = 'out',
): Promise<string[]> {
  const folders = (await workspace.folders(top))
    .filter((name) => !briefs.includes(name))
    .map((name) => `${top}/${name}`);
  const written = await Promise.all(folders.map((folder) => writtenIn(workspace, folder)));
  return folders.filter((_, index) => written[index]?.length);
}

/** Files below a folder that builds wrote. */
async function writtenIn(workspace: Workspace, folder: string): Promise<string[]> {
  const found = new Set(await workspace.files(folder));
  const manifests = [...found].filter((path) => path.endsWith('/manifest.json'));
  const written: string[][] = [];
  // one by one, because there may be thousands
  for (const path of manifests) written.push(await writtenNextTo(workspace, path));
  const present = await Promise.all(
    // Folders of wikis may start with a dot: such are not listed.
    written.flat().map(async (path) => found.has(path) || (path.includes('/.') && (await workspace.exists(path)))),
  );
  return written.flat().filter((_, index) => present[index]);
}

/** Files that the last print of an edition left in its folder, as far as they are there. */
export async function writtenThere(workspace: Workspace, folder: string): Promise<string[]> {
  const written = await writtenNextTo(workspace, `${folder}/manifest.json`);
  const present = await Promise.all(written.map((path) => workspace.exists(path)));
  return written.filter((_, index) => present[index]);
}

/** The files of the build that wrote a manifest, the manifest last; none if it is damaged or another program's. */
export async function writtenNextTo(workspace: Workspace, manifest: string): Promise<string[]> {
  const folder = manifest.slice(0, -'/manifest.json'.length);
  const { assay, outputs } = await readJson<Manifest>(workspace, manifest);
  if (typeof assay !== 'string') return [];
  const { pictures } = await readJson<PrintRecord>(workspace, `${folder}/build.json`);
  const names = [...Object.keys(outputs ?? {}), ...Object.keys(pictures ?? {}), ...UNCOMMITTED];
  const files = names.map((name) => `${folder}/${name}`);
  // whoever may change a manifest could name a file elsewhere in it, which would be removed
  return [...files.filter((file) => file === path.posix.normalize(file)), manifest];
}

/** The JSON in a file below the root; empty if there is none. */
export async function readJson<T extends object>(workspace: Workspace, path: string): Promise<Partial<T>> {
  try {
    return (JSON.parse((await workspace.readBytes(path))?.toString() ?? '') as T | null) ?? {};
  } catch {
    return {};
  }
}
