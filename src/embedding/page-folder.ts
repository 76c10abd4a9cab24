import path from 'node:path';
import type { FlavourName } from '../brief/flavour-names.ts';
import { onceFor } from '../core/machine/cache.ts';
import { Workspace } from '../core/machine/workspace.ts';

/** A page by the folder that it belongs to: the root, or a checkout of a wiki elsewhere. */
export interface PageFile {
  readonly workspace: Workspace;
  /** Below the folder of the workspace. */
  readonly path: string;
  /** As messages call it. */
  readonly shown: string;
}

/** Tells what the folders of pages are, and looks at each folder once. */
export interface FolderHosts {
  /** The flavour of a page; undefined if neither its name nor its folders tell. */
  flavourOf(page: PageFile): Promise<FlavourName | undefined>;
  /** The folder from which a flavour names pictures, below that of the workspace: `.` for it itself. */
  pictureFolder(page: PageFile, flavour: FlavourName): Promise<string>;
}

/** What a folder holds that tells whose it is. */
interface FolderSigns {
  readonly obsidian: boolean;
  readonly attachments: boolean;
  readonly order: boolean;
  readonly docusaurus: boolean;
  /** The settings of Git in it; undefined if it is no checkout. */
  readonly git: string | undefined;
}

const ENDINGS: Readonly<Record<string, FlavourName>> = {
  '.mdx': 'mdx',
  '.wiki': 'mediawiki',
  '.wikitext': 'mediawiki',
  '.mediawiki': 'mediawiki',
  '.xml': 'confluence',
  '.xhtml': 'confluence',
};

/** Endings of the pages of a folder, by flavour; others are Markdown. */
const FLAVOUR_ENDINGS: Readonly<Partial<Record<FlavourName, readonly string[]>>> = {
  mdx: ['.mdx', '.md'],
  mediawiki: ['.wiki', '.wikitext', '.mediawiki', '.txt'],
  dokuwiki: ['.txt'],
  confluence: ['.xml', '.xhtml', '.html'],
};

const MARKDOWN_ENDINGS = ['.md', '.markdown'];

/** Whether a file of a folder is a page, in a flavour or in any. */
export function isPage(file: string, flavour: FlavourName | undefined): boolean {
  const ending = path.posix.extname(file).toLowerCase();
  if (flavour) return (FLAVOUR_ENDINGS[flavour] ?? MARKDOWN_ENDINGS).includes(ending);
  if (MARKDOWN_ENDINGS.includes(ending)) return true;
  return ending in ENDINGS || (ending === '.txt' && dokuwikiFolder(file) !== undefined);
}

export function openFolderHosts(): FolderHosts {
  const signsOf = onceFor(
    ({ workspace, path: folder }: Pick<PageFile, 'workspace' | 'path'>) => readSigns(workspace, folder),
    ({ workspace, path: folder }) => `${workspace.root}\n${folder}`,
  );

  /** The nearest folder around a page, itself below the workspace's, that has a sign. */
  async function nearest(
    { workspace, path: file }: PageFile,
    hasSign: (signs: FolderSigns) => boolean,
  ): Promise<string | undefined> {
    for (const folder of foldersAround(file)) {
      if (hasSign(await signsOf({ workspace, path: folder }))) return folder;
    }
    return undefined;
  }

  return {
    async flavourOf(page) {
      const ending = path.posix.extname(page.path).toLowerCase();
      const named = ENDINGS[ending];
      if (named) return named;
      if (ending === '.txt') return dokuwikiFolder(page.path) === undefined ? undefined : 'dokuwiki';
      if (!MARKDOWN_ENDINGS.includes(ending)) return undefined;
      if ((await nearest(page, ({ obsidian }) => obsidian)) !== undefined) return 'obsidian';
      if ((await nearest(page, ({ attachments, order }) => attachments || order)) !== undefined) return 'azure-wiki';
      if ((await nearest(page, ({ docusaurus }) => docusaurus)) !== undefined) return 'mdx';
      const checkout = await nearest(page, ({ git }) => git !== undefined);
      return gitFlavour(checkout === undefined ? undefined : await signsOf({ ...page, path: checkout }));
    },
    async pictureFolder(page, flavour) {
      const own = path.posix.dirname(page.path);
      switch (flavour) {
        case 'obsidian':
          return (await nearest(page, ({ obsidian }) => obsidian)) ?? own;
        case 'azure-wiki':
          return (await nearest(page, ({ attachments }) => attachments)) ?? (await topOrdered(page)) ?? own;
        case 'github-wiki':
          return (await nearest(page, ({ git }) => git !== undefined)) ?? own;
        case 'dokuwiki':
          return dokuwikiFolder(page.path) ?? own;
        default:
          return own;
      }
    },
  };

  /** The topmost folder around a page that orders its pages, as that of a wiki of Azure DevOps does. */
  async function topOrdered({ workspace, path: file }: PageFile): Promise<string | undefined> {
    let top: string | undefined;
    for (const folder of foldersAround(file)) {
      if ((await signsOf({ workspace, path: folder })).order) top = folder;
    }
    return top;
  }
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

async function readSigns(workspace: Workspace, folder: string): Promise<FolderSigns> {
  const has = (name: string): Promise<boolean> => workspace.exists(path.posix.join(folder, name));
  const configs = ['docusaurus.config.js', 'docusaurus.config.ts', 'docusaurus.config.mjs'];
  const [obsidian, attachments, order, git] = await Promise.all(
    ['.obsidian', '.attachments', '.order', '.git'].map((name) => has(name)),
  );
  const isDocusaurus = (await Promise.all(configs.map((name) => has(name)))).includes(true);
  const config = git
    ? ((await workspace.readBytes(path.posix.join(folder, '.git/config')))?.toString() ?? '')
    : undefined;
  return {
    obsidian: obsidian ?? false,
    attachments: attachments ?? false,
    order: order ?? false,
    docusaurus: isDocusaurus,
    git: config,
  };
}

/** The flavour of Markdown in a checkout, by the address that it came from. */
function gitFlavour(signs: FolderSigns | undefined): FlavourName {
  const address = /^\s*url\s*=\s*(\S+)/m.exec(signs?.git ?? '')?.[1] ?? '';
  const isWiki = /\.wiki(?:\.git)?\/?$/.test(address);
  if (/gitlab/i.test(address)) return isWiki ? 'gitlab-wiki' : 'gitlab';
  return isWiki ? 'github-wiki' : 'github';
}

/** The folder of DokuWiki's data that a page lies in: that of `pages`. */
function dokuwikiFolder(file: string): string | undefined {
  const parts = path.posix.dirname(file).split('/');
  const at = parts.lastIndexOf('pages');
  return at === -1 ? undefined : parts.slice(0, at).join('/') || '.';
}

/** The folder of pages that do not lie in the root: the nearest around them that a host would know, else their own. */
export async function folderAround(absolute: string): Promise<string> {
  for (let folder = absolute; ; folder = path.dirname(folder)) {
    const workspace = new Workspace(folder);
    const { obsidian, attachments, git } = await readSigns(workspace, '.');
    if (obsidian || attachments || git !== undefined) return folder;
    if (path.basename(folder) === 'pages') return path.dirname(folder);
    if (path.dirname(folder) === folder) return absolute;
  }
}
