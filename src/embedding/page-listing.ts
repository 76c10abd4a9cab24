import path from 'node:path';
import picomatch from 'picomatch';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { slashed } from '../core/machine/machine.ts';
import { Workspace } from '../core/machine/workspace.ts';
import type { AssaySettings } from './assay-file.ts';
import { folderAround, type FolderHosts, isPage, type PageFile } from './page-folder.ts';

/** A page to be filled. */
export interface ListedPage extends PageFile {
  readonly flavour: FlavourName;
}

/** What names pages. */
export interface PageNaming {
  /** Files, folders and globs of the command line; none: those of `assay.yaml`. */
  readonly names: readonly string[];
  /** The folder to which they are relative, absolute. */
  readonly folder: string;
  /** In place of what `assay.yaml` and the folders say. */
  readonly flavour: FlavourName | undefined;
  readonly settings: AssaySettings;
}

/** Folders that hold no pages of people. */
const SKIPPED = ['node_modules'];

/** Lists pages, each once and sorted. A name that leads to none is reported, and so is a page of unknown flavour. */
export async function listPages(
  workspace: Workspace,
  { names, folder, flavour, settings }: PageNaming,
  hosts: FolderHosts,
  diagnostics: Diagnostics,
): Promise<ListedPage[]> {
  const found = new Map<string, ListedPage>();
  const add = async (page: PageFile, named: FlavourName | undefined): Promise<void> => {
    const key = page.workspace.resolve(page.path);
    if (found.has(key)) return;
    const own = flavour ?? named ?? settingOf(settings, workspace, key) ?? (await hosts.flavourOf(page));
    if (own) found.set(key, { ...page, flavour: own });
    else {
      const hint = 'name it: --flavour, or flavour in assay.yaml';
      diagnostics.error('embed/unknown-flavour', `for which wiki or host is ${page.shown}?`, page.shown, hint);
    }
  };
  for (const name of names) {
    const pages = await pagesNamed(workspace, path.resolve(folder, name), flavour);
    if (pages.length === 0) reportNone(name, name, diagnostics);
    for (const page of pages) await add(page, undefined);
  }
  if (names.length > 0) return sorted(found);
  for (const entry of settings.embed) {
    for (const { pattern, place } of entry.pages) {
      const pages = await pagesNamed(workspace, path.join(workspace.root, pattern), flavour ?? entry.flavour);
      if (pages.length === 0) reportNone(pattern, place, diagnostics);
      for (const page of pages) await add(page, entry.flavour);
    }
  }
  return sorted(found);
}

function sorted(pages: ReadonlyMap<string, ListedPage>): ListedPage[] {
  return [...pages.values()].sort((a, b) => compareText(a.shown, b.shown));
}

function reportNone(name: string, where: Place | string, diagnostics: Diagnostics): void {
  const isAbsolute = path.isAbsolute(name) && typeof where !== 'string';
  const hint = isAbsolute
    ? 'write it relative to the root folder of the project, as in docs/**/*.md'
    : 'name a file, a folder with pages, or a glob between quotes';
  diagnostics.error('embed/no-page', `${name} leads to no page`, where, hint);
}

/** The flavour that the first entry of `assay.yaml` with this page gives it. */
function settingOf({ embed }: AssaySettings, { root }: Workspace, absolute: string): FlavourName | undefined {
  const relative = slashed(path.relative(root, absolute));
  const entry = embed.find(({ pages }) => pages.some(({ pattern }) => matches(pattern, relative)));
  return entry?.flavour;
}

/** Whether a pattern of `assay.yaml` is a page, its folder or a glob for it. */
function matches(pattern: string, relative: string): boolean {
  const plain = path.posix.normalize(pattern).replace(/\/$/, '');
  return plain === '.' || relative === plain || relative.startsWith(`${plain}/`) || isMatch(plain)(relative);
}

function isMatch(glob: string): (file: string) => boolean {
  return picomatch(glob, { dot: false });
}

/** The pages that an absolute path, which may have a glob in it, leads to. */
async function pagesNamed(
  workspace: Workspace,
  absolute: string,
  flavour: FlavourName | undefined,
): Promise<PageFile[]> {
  if (await new Workspace(path.dirname(absolute)).exists(path.basename(absolute))) {
    const isFolder = await new Workspace(absolute).isFolder('.');
    if (!isFolder) return [await pageAt(workspace, path.dirname(absolute), absolute)];
    return pagesBelow(workspace, absolute, (file) => isPage(file, flavour));
  }
  const { base, glob } = picomatch.scan(slashed(absolute));
  if (glob === '') return [];
  const match = isMatch(glob);
  return pagesBelow(workspace, base, (file, below) => match(below) && isPage(file, flavour));
}

async function pagesBelow(
  workspace: Workspace,
  folder: string,
  isWanted: (file: string, below: string) => boolean,
): Promise<PageFile[]> {
  const { workspace: around, path: start, shown } = await pageAt(workspace, folder, folder);
  const files = await around.files(start === '' ? '.' : start, SKIPPED);
  return files
    .filter((file) => isWanted(file, path.posix.relative(start, file)))
    .map((file) => ({
      workspace: around,
      path: file,
      shown: path.posix.join(shown, path.posix.relative(start, file)),
    }));
}

/** A file or folder by the workspace that it belongs to; one outside the root has a workspace of its own. */
async function pageAt(workspace: Workspace, folder: string, absolute: string): Promise<PageFile> {
  const shown = slashed(path.relative(workspace.root, absolute));
  if (!shown.startsWith('..') && !path.isAbsolute(shown)) return { workspace, path: shown, shown };
  const around = new Workspace(await folderAround(folder));
  return { workspace: around, path: slashed(path.relative(around.root, absolute)), shown };
}
