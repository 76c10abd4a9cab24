import { BRIEF_FLAVOUR, type FlavourName } from '../brief/flavour-names.ts';
import type { EditionHead, EditionSource } from '../pipeline/edition-source.ts';
import { pdfName } from '../pipeline/edition-rendering.ts';
import { pageNamesOf } from '../pipeline/page-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { sha256 } from '../core/machine/hash.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { HOSTS } from '../host/hosts.ts';
import type { Confirmation } from './confirmation.ts';

/** A file that goes with a page. */
export interface PageFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly sha256: string;
}

/** A figure that a page prints. */
export interface PageFigure {
  readonly address: string;
  readonly text: string;
}

/** An edition in a flavour, as the last build printed it. */
export interface PrintedEdition {
  readonly source: EditionSource;
  readonly text: string;
  /** Its pictures, and where the host shows them the files that it links to, by their names in the flavour's folder. */
  readonly files: readonly PageFile[];
  readonly pdf: Uint8Array | undefined;
  /** The published figures, as CSV. */
  readonly csv: Uint8Array | undefined;
  readonly figures: readonly PageFigure[];
}

interface Manifest extends Pick<EditionHead, 'draft'> {
  readonly fingerprint?: string;
}

/** How an edition is read. */
interface ReadOptions {
  readonly place: Place;
  readonly withPdf: boolean;
  readonly confirmation: Confirmation;
}

/**
 * Reads what a build printed. What is published is what was built and could be looked at, so it is taken from `out/`; and
 * each file is compared with what is composed, drawn or printed here, since hashes in `out/` could be as false as the
 * files. Undefined, after a report at `place`, if the build was a draft or made from other data or templates, lacks the
 * flavour, or was changed afterwards.
 */
export async function readPrinted(
  workspace: Workspace,
  source: EditionSource,
  flavour: FlavourName,
  { place, withPdf, confirmation }: ReadOptions,
  diagnostics: Diagnostics,
): Promise<PrintedEdition | undefined> {
  const { folder, head } = source;
  const report = (message: string, hint: string): undefined =>
    diagnostics.error('publish/not-built', message, place, hint);
  const build = `run assay build ${head.brief}`;
  const manifest = await readJson<Manifest>(workspace, `${folder}/manifest.json`);
  if (manifest.fingerprint === undefined) return report(`${folder} has not been printed`, build);
  if (manifest.draft) return report(`${folder} holds a draft, which is not published`, build);
  const { fingerprint } = await source.fingerprint();
  if (manifest.fingerprint !== fingerprint)
    return report(`${folder} was printed from other data or templates than there are now`, build);
  const flavours = [...new Set([...source.flavours, flavour])];
  const composed = await confirmation.files({ ...source, flavours }, diagnostics);
  if (!composed) return undefined;
  const inFlavour = namesInFlavour(flavour, [...composed.keys()]);
  const page = inFlavour.get(HOSTS[flavour].files(pageNamesOf(source)).page);
  if (page === undefined || !(await workspace.exists(`${folder}/${page}`))) {
    const printed = flavours.filter((name) => name !== BRIEF_FLAVOUR);
    const hint = `write flavours: [${printed.join(', ')}] in ${source.brief.file.path}, then ${build}`;
    return report(`${folder} has not been printed for ${flavour}`, hint);
  }
  const found = new Map<string, PageFile>();
  for (const path of new Set([...inFlavour.values(), OBSERVATIONS, 'brief.json'])) {
    const content = await workspace.readBytes(`${folder}/${path}`);
    if (!content) return report(`${folder}/${path} is missing`, build);
    if (!content.equals(composed.get(path) ?? NOTHING)) return report(changed(`${folder}/${path}`), build);
    found.set(path, { name: path, content, sha256: sha256(content) });
  }
  const [paper = 'A4'] = source.brief.papers;
  const pdf = withPdf ? await workspace.readBytes(`${folder}/${pdfName(paper)}`) : undefined;
  if (withPdf && !pdf) return report(`${folder}/${pdfName(paper)} is missing`, build);
  const problems = new Diagnostics();
  if (pdf && !(await confirmation.isPrinted(source, pdfName(paper), pdf, problems))) {
    if (problems.failed) diagnostics.includeNew(problems);
    return report(changed(`${folder}/${pdfName(paper)}`), build);
  }
  return {
    source,
    text: Buffer.from(found.get(page)?.content ?? []).toString(),
    files: [...inFlavour].flatMap(([name, path]) => {
      const file = path === page ? undefined : found.get(path);
      return file ? [{ ...file, name }] : [];
    }),
    pdf,
    csv: found.get(OBSERVATIONS)?.content,
    figures: figuresOf(found.get('brief.json')),
  };
}

const NOTHING = Buffer.alloc(0);

/** What is said about a file that is not what is composed, drawn or printed here. */
function changed(path: string): string {
  return `${path} was changed after it was printed, or another program or browser printed it`;
}

const OBSERVATIONS = 'data/observations.csv';

/**
 * The outputs that belong to a flavour, by their names in its folder. `brief.md` and its charts stand next to the other
 * outputs of an edition.
 */
function namesInFlavour(flavour: FlavourName, outputs: readonly string[]): Map<string, string> {
  const nextTo = HOSTS[flavour].can.files ? outputs.filter((path) => /^data\/|^brief\.json$/.test(path)) : [];
  const own =
    flavour === BRIEF_FLAVOUR
      ? outputs.filter((path) => path === 'brief.md' || path.startsWith('charts/'))
      : outputs.filter((path) => path.startsWith(`${flavour}/`));
  const name = (path: string): string => (flavour === BRIEF_FLAVOUR ? path : path.slice(flavour.length + 1));
  return new Map([...own.map((path) => [name(path), path] as const), ...nextTo.map((path) => [path, path] as const)]);
}

function figuresOf(file: PageFile | undefined): PageFigure[] {
  const { values = [] } = parsed<{ values?: readonly PageFigure[] }>(file?.content);
  return values.map(({ address, text }) => ({ address, text }));
}

async function readJson<T extends object>(workspace: Workspace, path: string): Promise<Partial<T>> {
  return parsed<T>(await workspace.readBytes(path));
}

function parsed<T extends object>(bytes: Uint8Array | undefined): Partial<T> {
  try {
    return (JSON.parse(Buffer.from(bytes ?? []).toString()) as T | null) ?? {};
  } catch {
    return {};
  }
}
