import path from 'node:path';
import type { ListedPage, PageLists } from '../host.ts';

/** The order of the pages of a folder; below a list of editions, that of the editions. */
export const PAGE_ORDER: PageLists = {
  async withPages(pages, created, read) {
    const changed = new Map<string, string>();
    for (const folder of new Set(pages.map((page) => folderOf(page)))) {
      const own = pages.filter((page) => folderOf(page) === folder);
      const file = folder === '' ? '.order' : `${folder}/.order`;
      const text = await read(file);
      // Where the wiki has no order, it is that of the alphabet; only the order of editions is ours to give.
      if (text === undefined && !own.some(({ above }) => above)) continue;
      changed.set(file, inOrder(text ?? '', own, created));
    }
    return changed;
  },
  async withoutPage(page, read) {
    const folder = path.posix.dirname(page);
    const file = folder === '.' ? '.order' : `${folder}/.order`;
    const text = await read(file);
    if (text === undefined) return new Map();
    const name = path.posix.basename(page, '.md');
    const kept = text.split('\n').filter((line) => line.trim() !== name);
    return new Map([[file, kept.join('\n')]]);
  },
};

function folderOf({ path: at }: ListedPage): string {
  const folder = path.posix.dirname(at);
  return folder === '.' ? '' : folder;
}

function inOrder(text: string, own: readonly ListedPage[], created: ReadonlySet<ListedPage>): string {
  const nameOf = ({ path: at }: ListedPage): string => path.posix.basename(at, '.md');
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const isBelow = own.some(({ above }) => above);
  const names = own.map(nameOf);
  const others = lines.filter((line) => !names.includes(line));
  if (isBelow) return `${[...names, ...others].join('\n')}\n`;
  const added = own.filter((page) => created.has(page) && !lines.includes(nameOf(page))).map(nameOf);
  return added.length === 0 ? text : `${[...lines, ...added].join('\n')}\n`;
}
