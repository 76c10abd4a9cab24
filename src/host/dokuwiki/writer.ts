import type { Code, FootnoteDefinition, Link, List, PhrasingContent, RootContent, Table, TableCell } from 'mdast';
import { plainText } from '../../document/tree-walk.ts';
import type { WritingContext } from '../host.ts';
import { asBlock, asInline, type Page, type PageBlock, type PageInline, type Picture } from '../page.ts';

interface Writing extends WritingContext {
  /** What a link to an id names. */
  readonly targets: ReadonlyMap<string, string>;
  /** Those that wait for their first mark, by number. */
  readonly footnotes: Map<string, FootnoteDefinition>;
}

/** DokuWiki has headings of five levels. */
const DEEPEST = 5;

/** Prints a page in the markup of DokuWiki. */
export function dokuwikiMarkup({ root, headings }: Page, context: WritingContext): string {
  const notes = root.children.filter((node) => node.type === 'footnoteDefinition');
  const footnotes = new Map(notes.map((note) => [note.identifier, note]));
  const writing = { ...context, targets: dokuwikiTargets(headings), footnotes };
  return `${blocks(root.children, writing).join('\n\n')}\n`;
}

function blocks(nodes: readonly RootContent[], writing: Writing): string[] {
  return nodes.flatMap((node) => block(asBlock(node), writing) ?? []);
}

function block(node: PageBlock, writing: Writing): string | undefined {
  switch (node.type) {
    case 'heading': {
      const marks = '='.repeat(DEEPEST + 2 - Math.min(node.depth, DEEPEST));
      return `${marks} ${dokuwikiHeading(plainLine(node.children))} ${marks}`;
    }
    case 'paragraph':
      return inline(node.children, writing);
    case 'blockquote':
      return quoteLines(node.children, '>', writing).join('\n');
    case 'list':
      return listLines(node, '  ', writing).join('\n');
    case 'table':
      return tableRows(node, writing).join('\n');
    case 'code':
      return codeBlock(node);
    case 'thematicBreak':
      return '----';
    case 'hostContents': // DokuWiki prints it at the top of each page
    case 'footnoteDefinition': // stands where its mark is
      return undefined;
    case 'anchor':
    case 'callout':
    case 'fold':
      throw new RangeError(`a page of DokuWiki has no ${node.type}`);
  }
}

/** Flags are part of the text of a page, so nothing is left out. */
function plainLine(nodes: readonly PhrasingContent[]): string {
  return plainText(nodes);
}

/** DokuWiki's quotations hold lines, no blocks. */
function quoteLines(nodes: readonly RootContent[], marks: string, writing: Writing): string[] {
  return nodes.flatMap((node, at) => {
    const lines = quotedBlock(node, marks, writing);
    return at > 0 && node.type === 'paragraph' ? [marks, ...lines] : lines;
  });
}

function quotedBlock(node: RootContent, marks: string, writing: Writing): string[] {
  if (node.type === 'blockquote') return quoteLines(node.children, `${marks}>`, writing);
  if (node.type === 'paragraph') {
    // A list in a quotation has its marks as text: words that start like an item are written as text.
    const line = inline(node.children, writing).replace(/^(?:\d+\.|•)(?= )/, (mark) => `%%${mark}%%`);
    return [`${marks} ${line}`];
  }
  if (node.type === 'code') return node.value.split('\n').map((line) => `${marks} ''${dokuwikiCode(line)}''`);
  if (node.type === 'list') {
    return node.children.flatMap((item, index) => {
      const mark = node.ordered ? `${(node.start ?? 1) + index}.` : '•';
      const [first = '', ...rest] = item.children.flatMap((child) => quotedBlock(child, marks, writing));
      return [first.replace(`${marks} `, () => `${marks} ${mark} ${taskBox(item.checked)}`), ...rest];
    });
  }
  return blocks([node], writing);
}

/** An item is one line: further paragraphs follow after a line break. */
function listLines({ ordered, children }: List, indent: string, writing: Writing): string[] {
  return children.flatMap(({ checked, children: content }) => {
    const lists = content.filter((node) => node.type === 'list');
    const words = content.filter((node) => node.type !== 'list').map((node) => itemPart(node, writing));
    const line = `${indent}${ordered ? '-' : '*'} ${taskBox(checked)}${words.join(' \\\\ ')}`;
    return [line, ...lists.flatMap((list) => listLines(list, `${indent}  `, writing))];
  });
}

function itemPart(node: RootContent, writing: Writing): string {
  if (node.type === 'paragraph') return inline(node.children, writing);
  if (node.type === 'blockquote') return node.children.map((child) => itemPart(child, writing)).join(' \\\\ ');
  return blocks([node], writing).join('\n');
}

function taskBox(checked: boolean | null | undefined): string {
  return typeof checked === 'boolean' ? (checked ? '☑ ' : '☐ ') : '';
}

function tableRows({ children: [head, ...body], align, data }: Table, writing: Writing): string[] {
  const row = (cells: readonly TableCell[], isHead: (column: number) => boolean): string => {
    const written = cells.map((cell, column) => {
      const content = inline(cell.children, writing).trim();
      return `${isHead(column) ? '^' : '|'}${sided(content, align?.[column])}`;
    });
    return `${written.join('')}${isHead(cells.length - 1) ? '^' : '|'}`;
  };
  return [
    row(head?.children ?? [], () => true),
    ...body.map(({ children }) => row(children, (column) => column === 0 && data?.parts?.rowHeads === true)),
  ];
}

/** Two spaces push the content of a cell to the other side. A cell without any would join its neighbour. */
function sided(content: string, side: string | null | undefined): string {
  const left = side === 'right' || side === 'center' ? '  ' : ' ';
  const right = side === 'left' || side === 'center' ? '  ' : ' ';
  return left + content + right;
}

/** Indented lines are code too: that holds code in which the end of the other form stands. */
function codeBlock({ value, lang }: Code): string {
  if (value.includes('</code>')) return dokuwikiIndented(value);
  return `<code${lang && /^[\w-]+$/.test(lang) ? ` ${lang}` : ''}>\n${value}\n</code>`;
}

function inline(nodes: readonly PhrasingContent[], writing: Writing): string {
  return nodes.map((node) => inlineNode(asInline(node), writing)).join('');
}

function inlineNode(node: PageInline, writing: Writing): string {
  switch (node.type) {
    case 'text':
      return dokuwikiWords(node.value);
    case 'strong':
      return marked('**', inline(node.children, writing), '**');
    case 'emphasis':
      return marked('//', inline(node.children, writing), '//');
    case 'delete':
      return marked('<del>', inline(node.children, writing), '</del>');
    case 'inlineCode':
      return `''${dokuwikiCode(node.value)}''`;
    case 'break':
      return ' \\\\ ';
    case 'link':
      return linkMarkup(node, writing);
    case 'picture':
      return pictureMarkup(node, writing);
    case 'raised':
      return `<sup>${inline(node.children, writing)}</sup>`;
    case 'footnoteReference':
      return footnoteText(node.identifier, writing);
    case 'anchor':
      throw new RangeError(`a page of DokuWiki has no ${node.type}`);
  }
}

function marked(open: string, content: string, close: string): string {
  return content.trim() === '' ? content : open + content + close;
}

/** The text of a footnote stands where its first mark is. Further marks are its number, which DokuWiki would count on. */
function footnoteText(number: string, writing: Writing): string {
  const note = writing.footnotes.get(number);
  if (!writing.footnotes.delete(number)) return `<sup>[${number}]</sup>`;
  const parts = (note?.children ?? []).map((node) => itemPart(node, writing));
  const text = parts.join(' \\\\ ');
  return `((${text}${text.endsWith(')') ? ' ' : ''}))`;
}

function linkMarkup({ url, title, children, data }: Link, { targets }: Writing): string {
  const words = dokuwikiPlain(plainLine(children));
  if (data?.within === 'file') return `{{${url}|${words}}}`;
  const target = url.startsWith('#')
    ? `#${targets.get(url.slice(1)) ?? ''}`
    : url.replaceAll(/[|\]]/g, encodeURIComponent);
  const link = `[[${target}|${words}]]`;
  return title ? `${link} (${dokuwikiWords(title)})` : link;
}

function pictureMarkup({ name, alt, width }: Picture, { files }: Writing): string {
  return `{{${files.pictureUrl(name)}?${Math.round(width)}|${dokuwikiPlain(alt)}}}`;
}

/**
 * What a link to each id names: the words of its heading, of which DokuWiki makes an id in links as in headings. It counts
 * headings with equal ids. `headings` are those of the page, in order.
 */
function dokuwikiTargets(headings: ReadonlyMap<string, readonly PhrasingContent[]>): ReadonlyMap<string, string> {
  const seen = new Map<string, number>();
  const targets = new Map<string, string>();
  for (const [id, line] of headings) {
    const words = dokuwikiHeading(plainText(line));
    const name = sectionId(words);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    targets.set(id, count === 0 ? withoutLinkMarks(words) : name + String(count));
  }
  return targets;
}

/** The id that DokuWiki gives a heading, as far as it says which headings have equal ids. */
function sectionId(words: string): string {
  const id = words
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(';', ':')
    .replaceAll(/[^\p{L}\p{N}\u2060.:_-]+/gu, '_')
    .replaceAll(/_+/g, '_')
    .replaceAll(/^[:._-]+|[:._-]+$/g, '')
    .replaceAll(/[:._-]*:[:._-]*/g, ':')
    .replaceAll(/[:.]/g, '');
  const letters = id.replace(/^[\d_-]+/, '');
  return letters === '' ? `section${id.replaceAll(/\D+/g, '')}` : letters;
}

/** Words without what would end a link or make another one of it. In an id these signs count as spaces. */
function withoutLinkMarks(words: string): string {
  return words.replaceAll(/[|[\]#@<>/\\{}\s]+/g, ' ').trim();
}

/**
 * What DokuWiki acts on in plain text: its marks, what it replaces by better typography, faces and addresses. Words among
 * them count within other words too, because what stands next to them may become a mark.
 */
const ACTED_ON = new RegExp(
  [
    /(?:https?|ftps?|telnet|gopher|wais|news|nntp|irc|ircs|svn|file|mailto|ssh|rtsp|rtmp):\S+/,
    /(?:www|ftp)\.\S+/,
    /[*/_'~([{\\=:-]{2,}/,
    /[)\]}]{2,}/,
    /<=>|<->|[-=<]>|<[-=]|>>|<<|\.\.\./,
    /[<>^|"'@`]+/,
    /\((?:c|r|tm)\)/,
    /\d+x\d+/,
    /[8:;=^][-^_]?[)O(/\\?DPX|]|:[?!]:|\^_\^/,
    /LOL|FIXME|DELETEME/,
    /^[*/_'~\\=-]+|[*/_'~([{\\=-]+$/, // next to the mark of another text
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** A sign that nobody sees and that keeps two others apart. */
const JOINER = '\u2060';

/** Text that DokuWiki shows as it is. */
function dokuwikiWords(text: string): string {
  const line = oneLine(text);
  if (line.includes('%%'))
    return line
      .split(/(%%+)/)
      .map((part) => (part.startsWith('%%') ? noWiki(part) : dokuwikiWords(part)))
      .join('');
  return line.replaceAll(ACTED_ON, (found) => `%%${found}%%`);
}

/** Code in lines that are indented, none of which starts an item of a list. */
function dokuwikiIndented(code: string): string {
  return code.replaceAll(/^(?=\s*[-*])/gm, JOINER).replaceAll(/^/gm, '  ');
}

/** Characters of code, which no mark can end. */
function dokuwikiCode(text: string): string {
  return text.includes('%%') ? noWiki(text) : `%%${text}%%`;
}

function noWiki(text: string): string {
  return `<nowiki>${text}</nowiki>`;
}

/** Words of a link or picture, in which DokuWiki reads no marks, only the end. */
function dokuwikiPlain(text: string): string {
  return oneLine(text)
    .replaceAll(/(?<=[\]}])(?=[\]}])|(?<=[[{])(?=[[{])/g, JOINER)
    .replace(/(?<=[\]}])$/, JOINER);
}

/** Words of a heading, in which DokuWiki reads no marks: equals signs at the ends would be left out. */
function dokuwikiHeading(text: string): string {
  return oneLine(text)
    .trim()
    .replace(/^(?==)/, JOINER)
    .replace(/(?<==)$/, JOINER);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
