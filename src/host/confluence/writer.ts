import type { Code, Link, List, ListItem, PhrasingContent, RootContent, Table, TableCell } from 'mdast';
import { pngSize } from '../../output/png-picture.ts';
import type { WritingContext } from '../host.ts';
import { asBlock, asInline, type Callout, type Page, type PageBlock, type PageInline, type Picture } from '../page.ts';
import { PendingAnchors } from '../pending-anchors.ts';

/** Confluence's boxes, by kind. Its `note` is the yellow one, and its `warning` the red one. */
const MACROS: Readonly<Record<NonNullable<Callout['kind']>, string>> = {
  note: 'info',
  tip: 'tip',
  important: 'info',
  warning: 'note',
  caution: 'warning',
};

interface Writing extends WritingContext {
  readonly anchors: PendingAnchors;
}

/** Prints a page in the storage format of Confluence: XML without named entities, a block a line. */
export function storageFormat(page: Page, context: WritingContext): string {
  return `${blocks(page.root.children, { ...context, anchors: new PendingAnchors() })}\n`;
}

function blocks(nodes: readonly RootContent[], writing: Writing): string {
  return nodes.flatMap((node) => block(asBlock(node), writing) ?? []).join('\n');
}

function block(node: PageBlock, writing: Writing): string | undefined {
  switch (node.type) {
    case 'anchor':
      writing.anchors.add(node.id);
      return undefined;
    case 'heading':
      return line(`h${node.depth}`, node.children, writing);
    case 'paragraph':
      return line('p', node.children, writing);
    case 'blockquote':
      return element('blockquote', blocks(node.children, writing));
    case 'list':
      return listElement(node, writing);
    case 'table':
      return tableElement(node, writing);
    case 'code':
      return codeMacro(node);
    case 'thematicBreak':
      return '<hr/>';
    case 'callout':
      return calloutMacro(node, writing);
    case 'fold':
      return macro('expand', { title: node.title }, element('ac:rich-text-body', blocks(node.children, writing)));
    case 'hostContents':
      return macro('toc', {});
    case 'footnoteDefinition':
      throw new RangeError(`a page of Confluence has no ${node.type}`);
  }
}

/** An element with text, and before the text the anchors that wait. */
function line(name: string, children: readonly PhrasingContent[], writing: Writing, attributes = ''): string {
  const anchors = writing.anchors.take((id) => macro('anchor', { '': id }));
  return element(name, anchors + inline(children, writing), attributes);
}

function listElement({ ordered, start, children }: List, writing: Writing): string {
  const from = ordered && start !== 1 && typeof start === 'number' ? ` start="${start}"` : '';
  const items = children.map((item) => element('li', itemContent(item, writing)));
  return element(ordered ? 'ol' : 'ul', items.join('\n'), from);
}

function itemContent({ checked, children: [first, ...rest] }: ListItem, writing: Writing): string {
  const box = typeof checked === 'boolean' ? (checked ? '☑ ' : '☐ ') : '';
  if (first?.type !== 'paragraph') return box + blocks(first ? [first, ...rest] : [], writing);
  const opening = writing.anchors.take((id) => macro('anchor', { '': id }));
  return [element('p', opening + box + inline(first.children, writing)), blocks(rest, writing)].join('');
}

function tableElement({ children: [head, ...body], align, data }: Table, writing: Writing): string {
  const cellOf = (cell: TableCell, column: number, name: 'th' | 'td'): string => {
    const side = align?.[column];
    const style = side && side !== 'left' ? ` style="text-align: ${side};"` : '';
    return element(name, line('p', cell.children, writing, style));
  };
  const rows = [
    element('tr', (head?.children ?? []).map((cell, column) => cellOf(cell, column, 'th')).join('')),
    ...body.map(({ children }) => {
      const cells = children.map((cell, column) =>
        cellOf(cell, column, column === 0 && data?.parts?.rowHeads ? 'th' : 'td'),
      );
      return element('tr', cells.join(''));
    }),
  ];
  return element('table', element('tbody', `\n${rows.join('\n')}\n`));
}

function codeMacro({ value }: Code): string {
  const body = value.replaceAll(']]>', ']]]]><![CDATA[>');
  return macro('code', {}, `<ac:plain-text-body><![CDATA[${body}]]></ac:plain-text-body>`);
}

function calloutMacro({ kind, title, children }: Callout, writing: Writing): string {
  const body = element('ac:rich-text-body', blocks(children, writing));
  return kind ? macro(MACROS[kind], { title }, body) : macro('panel', {}, body);
}

function macro(name: string, parameters: Readonly<Record<string, string>>, body = ''): string {
  const written = Object.entries(parameters).map(([key, value]) =>
    element('ac:parameter', escaped(value), ` ac:name="${key}"`),
  );
  return element('ac:structured-macro', written.join('') + body, ` ac:name="${name}"`);
}

function inline(nodes: readonly PhrasingContent[], writing: Writing): string {
  return nodes.map((node) => inlineNode(asInline(node), writing)).join('');
}

function inlineNode(node: PageInline, writing: Writing): string {
  switch (node.type) {
    case 'text':
      return escaped(node.value);
    case 'strong':
      return element('strong', inline(node.children, writing));
    case 'emphasis':
      return element('em', inline(node.children, writing));
    case 'delete':
      return element('span', inline(node.children, writing), ' style="text-decoration: line-through;"');
    case 'inlineCode':
      return element('code', escaped(node.value));
    case 'break':
      return '<br/>';
    case 'link':
      return linkElement(node, writing);
    case 'picture':
      return pictureElement(node, writing);
    case 'raised':
      return element('sup', inline(node.children, writing));
    case 'anchor':
      return macro('anchor', { '': node.id });
    case 'footnoteReference':
      throw new RangeError(`a page of Confluence has no ${node.type}`);
  }
}

function linkElement({ url, title, children, data }: Link, writing: Writing): string {
  const words = inline(children, writing);
  if (data?.within) {
    const name = data.within === 'page' ? `page ri:content-title` : `attachment ri:filename`;
    return element('ac:link', `<ri:${name}="${escaped(url)}"/>${element('ac:link-body', words)}`);
  }
  if (url.startsWith('#')) {
    return element('ac:link', element('ac:link-body', words), ` ac:anchor="${escaped(url.slice(1))}"`);
  }
  const named = title ? ` title="${escaped(title)}"` : '';
  return element('a', words, ` href="${escaped(url)}"${named}`);
}

/** The editor of Confluence Cloud keeps a width if it is said to be chosen, and the height follows from the file's size. */
function pictureElement(picture: Picture, { files }: Writing): string {
  const file = pngSize(picture);
  const attributes = {
    'original-width': file.width,
    'original-height': file.height,
    'custom-width': true,
    width: Math.round(picture.width),
    alt: escaped(picture.alt),
  };
  const written = Object.entries(attributes).map(([name, value]) => ` ac:${name}="${value}"`);
  return element(
    'ac:image',
    `<ri:attachment ri:filename="${escaped(files.pictureUrl(picture.name))}"/>`,
    written.join(''),
  );
}

function element(name: string, content: string, attributes = ''): string {
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML knows five named entities and no others. A line break in an attribute would be read as a space. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '').replaceAll(/\s*\n\s*/g, ' ');
}
