import path from 'node:path';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { PlannedPage } from '../publish/planned-page.ts';

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

/** A page as a sidebar names it. */
interface SidebarPage {
  readonly title: string;
  /** Its file, from the root of the wiki. */
  readonly path: string;
}

/**
 * A sidebar that names pages. One that it names already, in whatever form of link, is not named again; the others go to
 * the end of the list that has `ours`, else of the last list, in its own form. Without a list one begins at the end.
 */
export function withLinks(text: string, pages: readonly SidebarPage[], ours: readonly SidebarPage[] = pages): string {
  const named = namesIn(text);
  const missing = pages.filter((page) => !namesOf(page).some((name) => named.has(name)));
  if (missing.length === 0) return text;
  const newline = /\r?\n/.exec(text)?.[0] ?? '\n';
  const lines = text.split(/\r?\n/);
  const lists = listsIn(lines);
  const names = new Set(ours.flatMap(namesOf));
  const hasOurs = ({ start, end }: List): boolean =>
    [...namesIn(lines.slice(start, end).join('\n'))].some((name) => names.has(name));
  const list = lists.findLast(hasOurs) ?? lists.at(-1);
  const links = missing.map(
    ({ title, path }, index) => `${bulletAt(list, index + 1)}[${escapedWords(title)}](${targetOf(path)})`,
  );
  if (list) {
    const rest = lines.slice(list.end);
    return [...lines.slice(0, list.end), ...links, ...(rest.length > 0 ? rest : [''])].join(newline);
  }
  const before = text.trim() === '' ? '' : `${text.replace(/(?:\r?\n)*$/, '')}${newline}${newline}`;
  return before + links.map((link) => link + newline).join('');
}

/** A sidebar without the items that lead to a page and nowhere else. */
export function withoutLink(text: string, path: string): string {
  const own = nameOf(targetOf(path));
  const isOwn = (line: string): boolean => {
    const names = namesIn(line);
    return ITEM.test(line) && names.has(own) && linksIn(line).length === 1;
  };
  return text
    .split('\n')
    .filter((line) => !isOwn(line))
    .join('\n');
}

/** A list at the left of a text: from its first line to after its last. */
interface List {
  readonly start: number;
  readonly end: number;
  /** What its last item begins with: spaces, bullet or number, spaces. */
  readonly indent: string;
  readonly bullet: string;
  readonly gap: string;
}

const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const TOP_ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])([ \t]+)\S/;
/** A line that begins something else than a line of an item that goes on. */
const OTHER_BLOCK = /^ {0,3}(?:#{1,6}\s|>|<|```|~~~|(?:[-*_] *){3,}$)/;

/** A quotation that ends with a paragraph, which the words of the next line continue. */
const QUOTED_WORDS = /^ {0,3}>\s*\p{L}/u;

function listsIn(lines: readonly string[]): List[] {
  const lists: List[] = [];
  let open: List | undefined;
  let before: Before = 'blank';
  for (const [at, line] of lines.entries()) {
    const item = OTHER_BLOCK.test(line) ? undefined : itemOf(line, at);
    if (item && !(open && isInside(item, open)) && (open || canBegin(item, before))) {
      const isSame = open && kindOf(open.bullet) === kindOf(item.bullet);
      if (open && !isSame) lists.push(open);
      open = { ...item, start: open && isSame ? open.start : at };
      before = 'words';
    } else if (line.trim() === '') before = 'blank';
    else {
      const goesOn = /^[ \t]{2,}/.test(line) || (before === 'words' && !OTHER_BLOCK.test(line));
      if (open && goesOn) open = { ...open, end: at + 1 };
      else {
        if (open) lists.push(open);
        open = undefined;
        if (QUOTED_WORDS.test(line)) before = 'quoted';
        else if (OTHER_BLOCK.test(line)) before = 'block';
        else if (before !== 'quoted') before = 'words';
      }
    }
  }
  return open ? [...lists, open] : lists;
}

function itemOf(line: string, at: number): List | undefined {
  const [, indent = '', bullet = '', gap = ''] = TOP_ITEM.exec(line) ?? [];
  return bullet === '' ? undefined : { start: at, end: at + 1, indent, bullet, gap };
}

/** Whether an item is indented as far as the words of the one before, and so is in a list inside that. */
function isInside(item: List, { indent, bullet, gap }: List): boolean {
  return item.indent.length >= (indent + bullet + gap).length;
}

/** What stands before a line: among others a paragraph, or one within a quotation. */
type Before = 'blank' | 'words' | 'quoted' | 'block';

/** In the middle of a paragraph only the first number begins a list. */
function canBegin({ bullet }: List, before: Before): boolean {
  return before !== 'words' || !/^(?!1[.)])\d/.test(bullet);
}

/** Items with another sign, or after a number another point, are another list. */
function kindOf(bullet: string): string {
  return bullet.replace(/\d+/, '1');
}

function bulletAt(list: List | undefined, ahead: number): string {
  if (!list) return '- ';
  const number = list.bullet.replace(/\d+/, (digits) => String(Number(digits) + ahead));
  return list.indent + number + list.gap;
}

function escapedWords(title: string): string {
  return title.replaceAll(/[[\]\\]/g, String.raw`\$&`);
}

function targetOf(path: string): string {
  return encodeURI(path.replace(/\.md$/, ''));
}

/** What may name a page: its file, and in double brackets its title. */
function namesOf({ title, path }: SidebarPage): string[] {
  return [nameOf(targetOf(path)), nameOf(title)];
}

function namesIn(text: string): Set<string> {
  return new Set(linksIn(text).map(nameOf));
}

/** The targets of the links of a text: of Markdown, of its definitions, of wikis and of HTML. */
function linksIn(text: string): string[] {
  const inline = Array.from(
    text.matchAll(/\]\(\s*(?:<([^>\n]*)>|((?:\\.|[^\s()\\]|\([^\s()]*\))+))/g),
    ([, a, b]) => a ?? b ?? '',
  );
  const defined = Array.from(text.matchAll(/^ {0,3}\[[^\]\n]+\]:\s*<?([^\s>]+)/gm), ([, target = '']) => target);
  const elements = Array.from(text.matchAll(/\shref\s*=\s*["']([^"'\n]+)/gi), ([, target = '']) => target);
  const wiki = Array.from(text.matchAll(/\[\[([^\]\n]+)\]\]/g), ([, words = '']) => words.split('|')).flat();
  return [...inline, ...defined, ...elements, ...wiki];
}

/** The name of a page that a link leads to, in the one form in which names are compared. */
function nameOf(target: string): string {
  const [address = ''] = target.trim().split(/[#?]/);
  const inWiki = decoded(address)
    .replace(/^.*\/(?:wikis?)\//, '')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\.md$/i, '');
  return inWiki
    .replaceAll(/[\s-]+/g, '-')
    .normalize('NFC')
    .toLowerCase();
}

/** An address without escapes, if it has only such. */
function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
