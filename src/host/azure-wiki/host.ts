import { WIKI_CAN } from '../markdown/abilities.ts';
import { EMOJI, type HostMark, WIKI_LINK } from '../markdown/host-marks.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Host, ListedPage, PageLists } from '../host.ts';
import { MARKDOWN_MARKING } from '../markdown/markers.ts';
import { inFolder, withoutEnding } from '../places.ts';
import type { Picture } from '../page.ts';
import { inWiki, MARKDOWN_PAGES, withoutCharacters } from '../page-files.ts';
import path from 'node:path';

/** The order of the pages of a folder; below a list of editions, that of the editions. */
const PAGE_ORDER: PageLists = {
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

/** A wiki of Azure DevOps: its pictures lie in `.attachments`, and it shows no SVG. */
export const azureWikiHost: Host = {
  name: 'azure-wiki',
  called: 'Azure DevOps wiki',
  can: { ...WIKI_CAN, callouts: false, footnotes: false, svg: false, contents: true },
  files: ({ title, slug }) => {
    const names = { folder: '.attachments', prefix: '/.attachments', slug, type: 'png' } as const;
    return inWiki(`${pageName(title, slug)}.md`, names);
  },
  write: (page, context) =>
    writeMarkdown(page, context, {
      hostMarks: [WORK_ITEM, EMOJI, WIKI_LINK],
      contents: '[[_TOC_]]',
      picture: sizedImage,
    }),
  marking: MARKDOWN_MARKING,
  signs: {
    ...MARKDOWN_PAGES,
    signs: ['.attachments', '.order'],
    top: ['.attachments'],
    pictures: { nearest: '.attachments', topmost: '.order' },
  },
  places: {
    showsTitle: true,
    // a page stands below another if it lies in a folder of that name
    path: (page, place) =>
      place.above === undefined ? inFolder(page, place) : `${place.above.replace(/\.md$/, '')}/${page}`,
    link: (_, to) => `/${withoutEnding(to)}`,
    lists: PAGE_ORDER,
  },
};

/** `#123` becomes a link to a work item, and `!123` one to a pull request. */
const WORK_ITEM: HostMark = { at: /(?=[#!]\d)/g, put: '\\' };

/** Longest name of a page: the path to it may have 235 characters. */
const LONGEST = 180;

/** In the name of a page a hyphen stands for a space, and some characters are encoded. */
function pageName(title: string, slug: string): string {
  const encoded = withoutCharacters(title, /[/\\#]/g)
    .replaceAll(/[-:<>*?|"]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll(' ', '-');
  return encoded.length > LONGEST ? slug.replaceAll('-', '%2D') : encoded;
}

/** `![words](/.attachments/a.png =600x)` */
function sizedImage({ width }: Picture, _url: string, image: string): string {
  return `${image.slice(0, -1)} =${Math.round(width)}x)`;
}
