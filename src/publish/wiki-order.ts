import path from 'node:path';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { PlannedPage } from './planned-page.ts';
import { withLinks, withoutLink } from './sidebar.ts';

/** The lists of pages that a wiki keeps in files, by path; undefined where a file is not there. */
type ReadList = (path: string) => Promise<string | undefined>;

const SIDEBARS: Readonly<Partial<Record<FlavourName, string>>> = {
  'github-wiki': '_Sidebar.md',
  'gitlab-wiki': '_sidebar.md',
};

/**
 * The lists of pages with new pages in them. A sidebar that people keep gets a link to each; without one the host lists
 * all pages by itself. On Azure DevOps the pages below a list of editions stand in its order.
 */
export async function listedPages(
  flavour: FlavourName,
  pages: readonly PlannedPage[],
  created: ReadonlySet<PlannedPage>,
  read: ReadList,
): Promise<Map<string, string>> {
  const changed = new Map<string, string>();
  const sidebar = SIDEBARS[flavour];
  if (sidebar !== undefined) {
    const text = await read(sidebar);
    const top = pages.filter(({ above }) => !above);
    const added = top.filter((page) => created.has(page));
    if (text !== undefined) changed.set(sidebar, withLinks(text, added, top));
  }
  if (flavour === 'azure-wiki') {
    for (const folder of new Set(pages.map((page) => folderOf(page)))) {
      const own = pages.filter((page) => folderOf(page) === folder);
      const file = folder === '' ? '.order' : `${folder}/.order`;
      const text = await read(file);
      // Where the wiki has no order, it is that of the alphabet; only the order of editions is ours to give.
      if (text === undefined && !own.some(({ above }) => above)) continue;
      changed.set(file, inOrder(text ?? '', own, created));
    }
  }
  return changed;
}

/** The lists without a page that was deleted. */
export async function unlistedPage(flavour: FlavourName, page: string, read: ReadList): Promise<Map<string, string>> {
  const changed = new Map<string, string>();
  if (flavour !== 'azure-wiki') {
    const sidebar = SIDEBARS[flavour];
    const text = sidebar === undefined ? undefined : await read(sidebar);
    return sidebar === undefined || text === undefined ? changed : changed.set(sidebar, withoutLink(text, page));
  }
  const folder = path.posix.dirname(page);
  const file = folder === '.' ? '.order' : `${folder}/.order`;
  const text = await read(file);
  if (text === undefined) return changed;
  const name = path.posix.basename(page, '.md');
  const kept = text.split('\n').filter((line) => line.trim() !== name);
  return changed.set(file, kept.join('\n'));
}

function folderOf({ path: at }: PlannedPage): string {
  const folder = path.posix.dirname(at);
  return folder === '.' ? '' : folder;
}

function inOrder(text: string, own: readonly PlannedPage[], created: ReadonlySet<PlannedPage>): string {
  const nameOf = ({ path: at }: PlannedPage): string => path.posix.basename(at, '.md');
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const isBelow = own.some(({ above }) => above);
  const names = own.map(nameOf);
  const others = lines.filter((line) => !names.includes(line));
  if (isBelow) return `${[...names, ...others].join('\n')}\n`;
  const added = own.filter((page) => created.has(page) && !lines.includes(nameOf(page))).map(nameOf);
  return added.length === 0 ? text : `${[...lines, ...added].join('\n')}\n`;
}
