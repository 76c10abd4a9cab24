import path from 'node:path';
import { BRIEF_FLAVOUR, type FlavourName } from '../brief/flavour-names.ts';
import { onceFor } from '../core/machine/cache.ts';
import { Workspace } from '../core/machine/workspace.ts';
import { HOSTS } from '../host/hosts.ts';
import { MARKDOWN_PAGES } from '../host/page-files.ts';

/** A page by the folder that it belongs to: the root, or a checkout of a wiki elsewhere. */
export interface PageFile {
  readonly workspace: Workspace;
  /** Below the folder of the workspace. */
  readonly path: string;
  /** As messages call it. */
  readonly shown: string;
}

/** Says what the folders of pages are, and looks at each folder once. */
export interface FolderHosts {
  /** The flavour of a page; undefined if neither its name nor its folders tell. */
  flavourOf(page: PageFile): Promise<FlavourName | undefined>;
  /** The folder from which a flavour names pictures, below that of the workspace: `.` for it itself. */
  pictureFolder(page: PageFile, flavour: FlavourName): Promise<string>;
}

/** What a folder holds that says whose it is. */
interface FolderSigns {
  /** Names of files and folders in it that some host knows. */
  readonly names: ReadonlySet<string>;
  /** The settings of Git in it; undefined if it is not a checkout. */
  readonly git: string | undefined;
}

const ALL = Object.values(HOSTS);

/** Whether a file of a folder is a page, in a flavour or in any. */
export function isPage(file: string, flavour: FlavourName | undefined): boolean {
  const ending = endingOf(file);
  if (flavour) return HOSTS[flavour].signs.endings.includes(ending);
  return MARKDOWN_PAGES.endings.includes(ending) || flavourByName(file) !== undefined;
}

function endingOf(file: string): string {
  return path.posix.extname(file).toLowerCase();
}

/** The flavour of a page whose name or path alone says it. */
function flavourByName(file: string): FlavourName | undefined {
  const ending = endingOf(file);
  const isOwn = ALL.find(({ signs }) => signs.own?.includes(ending));
  return (isOwn ?? ALL.find(({ name, signs }) => signs.endings.includes(ending) && folderAbove(file, name)))?.name;
}

/** The folder of a wiki whose pages lie in a folder of their own: that around it. */
function folderAbove(file: string, flavour: FlavourName): string | undefined {
  const { below } = HOSTS[flavour].signs;
  const parts = path.posix.dirname(file).split('/');
  const at = below === undefined ? -1 : parts.lastIndexOf(below);
  return at === -1 ? undefined : parts.slice(0, at).join('/') || '.';
}

export function openFolderHosts(): FolderHosts {
  const signsOf = onceFor(
    ({ workspace, path: folder }: Pick<PageFile, 'workspace' | 'path'>) => readSigns(workspace, folder),
    ({ workspace, path: folder }) => `${workspace.root}\n${folder}`,
  );

  /** The folders around a page, itself below the workspace's, that have one of some signs; the nearest first. */
  async function* around({ workspace, path: file }: PageFile, signs: readonly string[]): AsyncGenerator<string> {
    for (const folder of foldersAround(file)) {
      const { names } = await signsOf({ workspace, path: folder });
      if (signs.some((sign) => names.has(sign))) yield folder;
    }
  }

  async function nearest(page: PageFile, signs: readonly string[]): Promise<string | undefined> {
    for await (const folder of around(page, signs)) return folder;
    return undefined;
  }

  return {
    async flavourOf(page) {
      const named = flavourByName(page.path);
      if (named || !MARKDOWN_PAGES.endings.includes(endingOf(page.path))) return named;
      for (const { name, signs } of ALL) if ((await nearest(page, signs.signs ?? [])) !== undefined) return name;
      const checkout = await nearest(page, ['.git']);
      const { git = '' } = checkout === undefined ? {} : await signsOf({ ...page, path: checkout });
      const address = /^\s*url\s*=\s*(\S+)/m.exec(git)?.[1] ?? '';
      return ALL.find(({ signs }) => signs.address?.(address))?.name ?? BRIEF_FLAVOUR;
    },
    async pictureFolder(page, flavour) {
      const own = path.posix.dirname(page.path);
      const { pictures } = HOSTS[flavour].signs;
      if (!pictures) return folderAbove(page.path, flavour) ?? own;
      let top: string | undefined;
      if (pictures.topmost !== undefined) for await (const folder of around(page, [pictures.topmost])) top = folder;
      return (await nearest(page, [pictures.nearest])) ?? top ?? own;
    },
  };
}

/** The folder of a file and those around it, up to that of the workspace. */
function foldersAround(file: string): string[] {
  const folders: string[] = [];
  let folder = file;
  do {
    folder = path.posix.dirname(folder);
    folders.push(folder);
  } while (folder !== '.');
  return folders;
}

const SIGNS = [...new Set(['.git', ...ALL.flatMap(({ signs }) => signs.signs ?? [])])];

async function readSigns(workspace: Workspace, folder: string): Promise<FolderSigns> {
  const found = await Promise.all(SIGNS.map((name) => workspace.exists(path.posix.join(folder, name))));
  const names = new Set(SIGNS.filter((_, at) => found[at]));
  const config = names.has('.git')
    ? ((await workspace.readBytes(path.posix.join(folder, '.git/config')))?.toString() ?? '')
    : undefined;
  return { names, git: config };
}

/** Files and folders that stand at the top of what a host knows, and folders in one. */
const TOPS = ['.git', ...ALL.flatMap(({ signs }) => signs.top ?? [])];
const BELOW = new Set(ALL.flatMap(({ signs }) => signs.below ?? []));

/** The folder of pages that do not lie in the root: the nearest around them that a host would know, else their own. */
export async function folderAround(absolute: string): Promise<string> {
  for (let folder = absolute; ; folder = path.dirname(folder)) {
    const { names } = await readSigns(new Workspace(folder), '.');
    if (TOPS.some((name) => names.has(name))) return folder;
    if (BELOW.has(path.basename(folder))) return path.dirname(folder);
    if (path.dirname(folder) === folder) return absolute;
  }
}
