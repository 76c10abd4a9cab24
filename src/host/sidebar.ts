import type { PageLists, PagePlace } from './host.ts';

/** A sidebar that people keep in a file, which gets a link to each page; without one the host lists all pages by itself. */
export function sidebar(file: string): PageLists {
  return {
    async withPages(pages, created, read) {
      const text = await read(file);
      const top = pages.filter(({ above }) => above === undefined);
      const added = top.filter((page) => created.has(page));
      return new Map(text === undefined ? [] : [[file, withLinks(text, added, top)]]);
    },
    async withoutPage(page, read) {
      const text = await read(file);
      return new Map(text === undefined ? [] : [[file, withoutLink(text, page)]]);
    },
  };
}

/**
 * A sidebar that names pages. One that it names already, in whatever form of link, is not named again; the others go to
 * the end of the list that has `ours`, else of the last list, in its own form. Without a list one begins at the end.
 */
export function withLinks(text: string, pages: readonly PagePlace[], ours: readonly PagePlace[] = pages): string {
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
function namesOf({ title, path }: PagePlace): string[] {
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
