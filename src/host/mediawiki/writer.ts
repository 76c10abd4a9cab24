import type { Link, List, ListItem, PhrasingContent, RootContent, Table, TableCell } from 'mdast';
import type { WritingContext } from '../host.ts';
import { asBlock, asInline, type Page, type PageBlock, type PageInline, type Picture } from '../page.ts';
import { PendingAnchors } from '../pending-anchors.ts';

interface Writing extends WritingContext {
  readonly anchors: PendingAnchors;
}

/** Prints a page in the markup of MediaWiki. */
export function wikitext(page: Page, context: WritingContext): string {
  return `${blocks(page.root.children, { ...context, anchors: new PendingAnchors() }).join('\n\n')}\n`;
}

function blocks(nodes: readonly RootContent[], writing: Writing): string[] {
  return nodes.flatMap((node) => block(asBlock(node), writing) ?? []);
}

function block(node: PageBlock, writing: Writing): string | undefined {
  switch (node.type) {
    case 'anchor':
      writing.anchors.add(node.id);
      return undefined;
    case 'heading': {
      const marks = '='.repeat(node.depth);
      return `${marks} ${anchored(inline(node.children, writing), writing)} ${marks}`;
    }
    case 'paragraph':
      return anchored(lineStart(inline(node.children, writing)), writing);
    case 'blockquote':
      return element('blockquote', blocks(node.children, writing));
    case 'list':
      return isPlain(node) ? lines(node, '', writing).join('\n') : listElement(node, writing);
    case 'table':
      return tableMarkup(node, writing);
    case 'code':
      return `<pre>${attributeText(node.value)}</pre>`;
    case 'thematicBreak':
      return '----';
    case 'hostContents':
      return '__TOC__';
    case 'callout':
    case 'fold':
    case 'footnoteDefinition':
      throw new RangeError(`a page of MediaWiki has no ${node.type}`);
  }
}

/** Text with the anchors that wait before it. */
function anchored(text: string, { anchors }: Writing): string {
  return anchors.take(anchorMarkup) + text;
}

function anchorMarkup(id: string): string {
  return `<span id="${id}"></span>`;
}

/** An element with blocks in it. */
function element(name: string, content: readonly string[], attributes = ''): string {
  return `<${name}${attributes}>\n${content.join('\n\n')}\n</${name}>`;
}

/** Whether each item is one line and lists of such items: wikitext has no other lists. */
function isPlain({ ordered, start, children }: List): boolean {
  if (ordered && typeof start === 'number' && start !== 1) return false;
  return children.every(({ children: [first, ...rest] }) => {
    return first?.type === 'paragraph' && rest.every((node) => node.type === 'list' && isPlain(node));
  });
}

function lines({ ordered, children }: List, marks: string, writing: Writing): string[] {
  const own = marks + (ordered ? '#' : '*');
  return children.flatMap(({ checked, children: [first, ...rest] }) => {
    const words = first?.type === 'paragraph' ? inline(first.children, writing) : '';
    const inside = rest.flatMap((node) => (node.type === 'list' ? lines(node, own, writing) : []));
    return [`${own} ${anchored(taskBox(checked) + lineStart(words), writing)}`, ...inside];
  });
}

function listElement({ ordered, start, children }: List, writing: Writing): string {
  const from = ordered && typeof start === 'number' && start !== 1 ? ` start="${start}"` : '';
  const items = children.map((item) => element('li', itemBlocks(item, writing)));
  return `<${ordered ? 'ol' : 'ul'}${from}>\n${items.join('\n')}\n</${ordered ? 'ol' : 'ul'}>`;
}

function itemBlocks({ checked, children }: ListItem, writing: Writing): string[] {
  const [first = '', ...rest] = blocks(children, writing);
  return [taskBox(checked) + first, ...rest];
}

function taskBox(checked: boolean | null | undefined): string {
  return typeof checked === 'boolean' ? (checked ? '☑ ' : '☐ ') : '';
}

function tableMarkup({ children: [head, ...body], align, data }: Table, writing: Writing): string {
  const caption = data?.parts?.caption ?? [];
  const id = writing.anchors.takeFirst();
  const named = caption.map((line, at) =>
    at === 0 ? `'''${inline(line, writing)}'''` : `<span style="font-weight:normal">${inline(line, writing)}</span>`,
  );
  const cell = (mark: '|' | '!', { children }: TableCell, column: number, scope?: string): string => {
    const side = align?.[column];
    const attributes = [scope && `scope="${scope}"`, side && `style="text-align:${side}"`].filter(Boolean).join(' ');
    const content = children.length === 0 ? '' : inline(children, writing);
    return `${mark} ${attributes === '' ? '' : `${attributes} | `}${content}`.trimEnd();
  };
  const heads = (head?.children ?? []).map((node, column) => cell('!', node, column, 'col'));
  const rows = body.flatMap(({ children }) => [
    '|-',
    ...children.map((node, column) =>
      column === 0 && data?.parts?.rowHeads ? cell('!', node, column, 'row') : cell('|', node, column),
    ),
  ]);
  const open = `{| class="wikitable"${id === undefined ? '' : ` id="${id}"`}`;
  const top = caption.length > 0 ? [`|+ style="text-align:left" | ${named.join('<br>')}`] : [];
  // On a narrow screen a wide table scrolls by itself, not the page.
  return [SCROLLING, open, ...top, '|-', ...heads, ...rows, '|}', '</div>'].join('\n');
}

const SCROLLING = '<div style="overflow-x:auto">';

function inline(nodes: readonly PhrasingContent[], writing: Writing): string {
  return nodes.map((node) => inlineNode(asInline(node), writing)).join('');
}

function inlineNode(node: PageInline, writing: Writing): string {
  switch (node.type) {
    case 'text':
      return wikitextWords(node.value);
    case 'strong':
      return `'''${inline(node.children, writing)}'''`;
    case 'emphasis':
      return `''${inline(node.children, writing)}''`;
    case 'delete':
      return `<del>${inline(node.children, writing)}</del>`;
    case 'inlineCode':
      return `<code>${wikitextWords(node.value)}</code>`;
    case 'break':
      return '<br>';
    case 'link':
      return linkMarkup(node, writing);
    case 'picture':
      return pictureMarkup(node, writing);
    case 'raised':
      return `<sup>${inline(node.children, writing)}</sup>`;
    case 'anchor':
      return anchorMarkup(node.id);
    case 'footnoteReference':
      throw new RangeError(`a page of MediaWiki has no ${node.type}`);
  }
}

/** Brackets of flags would end a link, so they are escaped in its words. */
function linkMarkup({ url, title, children, data }: Link, writing: Writing): string {
  const words = inline(children, writing).replaceAll('[', '&#91;').replaceAll(']', '&#93;');
  if (data?.within) return `[[${data.within === 'file' ? 'Media:' : ''}${url}|${words}]]`;
  const link = url.startsWith('#') ? `[[${url}|${words}]]` : `[${wikitextUrl(url)} ${words}]`;
  return title ? `<span title="${attributeText(title)}">${link}</span>` : link;
}

function pictureMarkup({ name, alt, width }: Picture, { files }: Writing): string {
  return `[[File:${files.pictureUrl(name)}|${Math.round(width)}px|alt=${attributeText(alt)}]]`;
}

/** What MediaWiki acts on in plain text. The first character of each is written as a reference. */
const ACTED_ON = new RegExp(
  [
    /[<>&{}|\\]/,
    /\[(?![a-z](?:, [a-z])*\]|\d+\])/, // not the brackets of flags and footnotes
    /(?<!\[[a-z](?:, [a-z])*|\[\d+)\]/,
    /'(?=')|(?<=')'|^'|'$/, // bold and slanted
    /~(?=~)|(?<=~)~/, // signatures, made when the page is saved
    /_(?=_)|(?<=_)_/, // __NOTOC__
    /^=|=$/, // headings
    /!(?=!)|(?<=!)!/, // cells of a head
    /:(?=\/\/)|(?<=\b(?:mailto|news|tel|sms|sip|sips|geo|urn|xmpp|magnet|bitcoin)):/i,
    /(?<=^|[^/:])\/(?=\/)/,
    /\b[RPI](?=(?:FC|MID|SBN)\s)/, // numbers of documents and books
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** Text that MediaWiki shows as it is. */
function wikitextWords(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(ACTED_ON, reference);
}

/** A line whose first character makes no list, cell, heading or rule of it. */
function lineStart(line: string): string {
  return line.replace(/^(?:[*#:;=!|{ -])/, reference);
}

/** Text of an attribute, an alternative text or a block of code. */
function attributeText(text: string): string {
  return text.replaceAll(/[&<>"'[\]{}|~_=\\]/g, reference);
}

/** An address in an external link. */
function wikitextUrl(url: string): string {
  return url.replaceAll(/[\s[\]<>"'{}|~]/g, (character) => encodeURIComponent(character).replace(/^(['~])$/, hexOf));
}

function hexOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
